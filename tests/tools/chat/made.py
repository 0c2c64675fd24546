"""Chats that are made up for the tests of export and import."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from llmdesk.store import Store, WholeConversation, WholeMessage

_TIMES = st.floats(0, 4e9, allow_nan=False) | st.integers(0, 10**9).map(float)
# Some of each kind that has ever been written wrong: a table of all characters takes long to make.
_ANY = st.sampled_from('ab c\n\t\r\0\x1b\x85\xa0\u2028\u202e"\\/<&你好😀é\ufeff\ufffe')
_SAID = st.text(_ANY, max_size=12)
_FOLDERS = st.sampled_from(["", "Work", "WORK", "工作", "a/b\0 c"])
_TEXTS = _SAID | st.sampled_from(["<think>Hm.</think>\n\nYes.", "```\ncode", "你好 😀\r\n"])
_DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "finish_reason": st.sampled_from(["stop", "length"]),
        "completion_tokens": st.integers(0, 10**6),
        "tokens_per_s": st.floats(0, 1e6),
        "error": st.fixed_dictionaries({"title": _SAID, "params": st.just({"path": "a\udc80"})}),
        "of a later version": st.lists(st.none() | st.booleans(), max_size=3),
    },
)
_PRESETS = st.none() | st.fixed_dictionaries(
    {"name": st.just("Tutor")},
    optional={"instructions": _SAID, "temperature": st.floats(0, 2), "of a later version": st.booleans()},
)


@st.composite
def conversations(draw: st.DrawFn) -> WholeConversation:
    """Any conversation that a store can hold: with branches, errors, drafts, odd characters."""
    messages: list[WholeMessage] = []
    for place in range(draw(st.integers(0, 6))):
        parent = draw(st.none() | st.integers(0, place - 1)) if place else None
        role = draw(st.sampled_from(["user", "assistant", "system"]))
        state = draw(st.sampled_from(["done", "stopped", "failed"]))
        model = draw(st.sampled_from(["", "A Model 1B", "模型"]))
        messages.append(
            WholeMessage(
                parent,
                role,  # type: ignore[arg-type]  # they are literals
                draw(_TEXTS),
                state,  # type: ignore[arg-type]
                model,
                draw(_TIMES),
                draw(_DETAILS),
                draw(st.none() | _SAID),
            )
        )
    title = " ".join(draw(st.text(_ANY, max_size=12)).split())
    leaf = draw(st.none() | st.integers(0, len(messages) - 1)) if messages else None
    created = draw(_TIMES)
    return WholeConversation(
        title,
        not title or draw(st.booleans()),
        created,
        draw(_TIMES),
        draw(_TEXTS),
        tuple(messages),
        leaf,
        draw(_FOLDERS),
        draw(st.booleans()),
        draw(_PRESETS),
    )


def chat(title: str, *texts: str, created: float = 1_700_000_000.0) -> WholeConversation:
    """Questions and answers in turn, in one line."""
    messages = tuple(
        WholeMessage(
            place - 1 if place else None,
            "assistant" if place % 2 else "user",
            text,
            "done",
            "A Model 1B" if place % 2 else "",
            created + place,
        )
        for place, text in enumerate(texts)
    )
    last = len(messages) - 1 if messages else None
    return WholeConversation(title, False, created, created + len(texts), "", messages, last)


def store_at(folder: Path) -> Store:
    return Store(folder / "llmdesk.sqlite3", folder / "backups")


def all_of(store: Store) -> list[WholeConversation]:
    """Every chat of a store, in the order of their making."""
    return [store.whole_conversation(number) for number in sorted(store.conversation_ids())]


def write_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def openai_node(
    name: str, parent: str | None, role: str, *parts: object, **more: object
) -> tuple[str, Mapping[str, Any]]:
    """A node of OpenAI's `mapping`; `more` are members of its message."""
    message = {
        "id": name,
        "author": {"role": role},
        "create_time": 1_690_000_000.5,
        "content": {"content_type": "text", "parts": list(parts)},
        "metadata": {"model_slug": "gpt-4o"} if role == "assistant" else {},
        "recipient": "all",
        "weight": 1.0,
        **more,
    }
    return name, {"id": name, "message": message, "parent": parent, "children": []}


def openai_chat(title: str, *nodes: tuple[str, Mapping[str, Any]], **more: object) -> dict[str, Any]:
    root: Mapping[str, Any] = {"id": "root", "message": None, "parent": None, "children": []}
    return {
        "title": title,
        "create_time": 1_690_000_000.25,
        "update_time": 1_690_000_100.75,
        "mapping": {"root": root, **dict(nodes)},
        "current_node": nodes[-1][0] if nodes else "root",
        "conversation_id": title,
        **more,
    }
