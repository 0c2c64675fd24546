"""Values of any shape in the places of foreign formats: a chat, or a problem that is told; nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.store import WholeConversation
from llmdesk.tools.chat.importing import jan, lmstudio, openai, ours
from llmdesk.tools.chat.importing.types import ImportProblem, Tally
from tests.tools.chat.made import openai_chat, openai_node

_LEAVES: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, 1, -1, 1e300, float("nan"), "", "text", "user", "assistant", "thinking", "\ud800", [], {}]
)
_VALUES = _LEAVES | st.lists(_LEAVES, max_size=2) | st.dictionaries(st.just("text"), _LEAVES, max_size=1)
_STEP = {"type": "contentBlock", "style": {"type": "thinking"}, "content": [{"type": "text", "text": "x"}]}
_THOUGHTS = {"content_type": "thoughts", "thoughts": [{"content": "x"}]}
_MORE = {"model_slug": "m", "attachments": [{"name": "f"}]}
_SAID = [{"type": "text", "text": "Hi"}]
_SAMPLES: list[Any] = [
    openai_chat(
        "A",
        openai_node("q", "root", "user", "Hi", {"content_type": "image_asset_pointer"}),
        openai_node(
            "t", "q", "assistant", content={"content_type": "thoughts", "thoughts": [{"content": "x"}]}
        ),
        openai_node(
            "a", "t", "assistant", "Ho", metadata={"model_slug": "m", "attachments": [{"name": "f"}]}
        ),
    ),
    {
        "name": "A",
        "createdAt": 1,
        "lastUsedModel": {"identifier": "m"},
        "perChatPredictionConfig": {"fields": [{"key": "llm.prediction.systemPrompt", "value": "x"}]},
        "messages": [
            {
                "versions": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}],
                "currentlySelected": 0,
            },
            {"versions": [{"role": "assistant", "steps": [_STEP, _STEP]}], "currentlySelected": 5},
        ],
    },
    {
        "title": "A",
        "assistants": [{"model": {"id": "m"}}],
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": {"value": "Hi"}}], "created_at": 1}
        ],
    },
    {
        "title": "A",
        "title_is_automatic": True,
        "created": 1.0,
        "updated": 1.0,
        "draft": "",
        "shown": 0,
        "messages": [
            {
                "parent": None,
                "role": "user",
                "content": "Hi",
                "state": "done",
                "model": "",
                "created": 1.0,
                "detail": {},
            }
        ],
    },
]


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values within a value."""
    if isinstance(value, dict):
        inner = list(value.items())
    else:
        inner = list(enumerate(value)) if isinstance(value, list) else []
    found = [(*path, key) for key, _ in inner]
    for key, each in inner:
        found += places(each, (*path, key))
    return found


def lines_of(value: dict[str, Any]) -> list[Any]:
    found = value.get("messages")
    return found if isinstance(found, list) else []


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_value_in_a_foreign_file_does_more_than_be_told(data: st.DataObject) -> None:
    sample = json.loads(json.dumps(data.draw(st.sampled_from(_SAMPLES))))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(places(sample) or [("title",)]))
        holder = sample
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = data.draw(_VALUES)
    readers: list[Callable[[Any], WholeConversation]] = [
        lambda value: openai.conversation(value, Tally(), 1.0),
        lambda value: lmstudio.conversation(value, Tally(), 1.0),
        lambda value: jan.conversation(value, lines_of(value), Tally(), 1.0),
        lambda value: ours.conversation(value, Tally()),
    ]
    for read in readers:
        try:
            assert isinstance(read(sample), WholeConversation)
        except ImportProblem as problem:
            assert str(problem)  # noqa: PT017  # any of them may come, or none


def test_the_samples_themselves_are_read() -> None:
    assert openai.conversation(_SAMPLES[0], Tally(), 1.0).messages
    assert lmstudio.conversation(_SAMPLES[1], Tally(), 1.0).messages
    assert jan.conversation(_SAMPLES[2], _SAMPLES[2]["messages"], Tally(), 1.0).messages
    assert ours.conversation(_SAMPLES[3], Tally()).messages
