"""Chats of LM Studio and of Jan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from llmdesk.store import Store
from llmdesk.tools.chat.importing import import_chats
from tests.tools.chat.made import all_of, write_json


def asked(text: str) -> dict[str, Any]:
    piece = {"type": "text", "text": text}
    return {"versions": [{"type": "singleStep", "role": "user", "content": [piece]}], "currentlySelected": 0}


def answered(*versions: str, chosen: int = 0, thoughts: str = "") -> dict[str, Any]:
    def step(text: str, **more: object) -> dict[str, Any]:
        return {"type": "contentBlock", "content": [{"type": "text", "text": text}], **more}

    def version(text: str) -> dict[str, Any]:
        steps = [step(thoughts, style={"type": "thinking"})] if thoughts else []
        steps += [step(text, genInfo={"identifier": "qwen3-8b"}), {"type": "debugInfoBlock"}]
        return {"type": "multiStep", "role": "assistant", "steps": steps}

    return {"versions": [version(text) for text in versions], "currentlySelected": chosen}


def test_a_folder_of_lm_studios_chats_comes_in_with_versions_and_thoughts(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "conversations"
    (folder / "work").mkdir(parents=True)
    one = {
        "name": "Leaves",
        "createdAt": 1_700_000_000_123,
        "assistantLastMessagedAt": 1_700_000_900_000,
        "systemPrompt": "Be short.",
        "messages": [
            asked("Colours?"),
            answered("Blue.", "Red.", "Gold.", chosen=1, thoughts="Autumn."),
            asked("Why?"),
        ],
    }
    write_json(folder / "1700000000123.conversation.json", one)
    said = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]
    old = {"name": "Old", "messages": said}
    write_json(folder / "work" / "2.conversation.json", old)
    (folder / "work" / "3.conversation.json").write_text('{"name": "Cut", "messages": [{"ver')
    write_json(folder / "settings.json", {"theme": "dark"})
    result = import_chats(store, folder)
    assert (result.new, result.unread_count, dict(result.left)) == (2, 1, {})
    assert "work/3.conversation.json, line 1, column 35" in str(result.unread[0])
    found = {chat.title: chat for chat in all_of(store)}
    assert [(m.parent, m.content, m.model) for m in found["Leaves"].messages] == [
        (None, "Colours?", ""),
        (0, "Blue.", "qwen3-8b"),
        (0, "Red.", "qwen3-8b"),
        (0, "Gold.", "qwen3-8b"),
        (2, "Why?", ""),
    ]
    assert [m.thoughts for m in found["Leaves"].messages] == [None, "Autumn.", "Autumn.", "Autumn.", None]
    assert (found["Leaves"].created, found["Leaves"].updated) == (1_700_000_000.123, 1_700_000_900.0)
    assert found["Leaves"].preset == {"name": "LM Studio", "instructions": "Be short."}
    assert [m.content for m in found["Old"].messages] == ["Hi", "Ho"]
    assert found["Old"].preset is None
    again = import_chats(store, folder)
    assert (again.new, again.known) == (0, 2)


def test_jans_threads_come_in_from_their_folder(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "threads" / "jan_1"
    folder.mkdir(parents=True)
    write_json(
        folder / "thread.json",
        {"title": "Hello", "created": 1_700_000_000, "assistants": [{"model": {"id": "llama3-8b"}}]},
    )
    lines = [
        {
            "role": "assistant",
            "created_at": 1_700_000_009_000,
            "content": [
                {"type": "reasoning", "text": {"value": "Polite."}},
                {"type": "text", "text": {"value": "Hi."}},
            ],
        },
        {
            "role": "user",
            "created_at": 1_700_000_001_000,
            "content": [{"type": "text", "text": {"value": "Hello?"}}],
        },
    ]
    (folder / "messages.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert import_chats(store, tmp_path / "threads").new == 1
    (chat,) = all_of(store)
    assert [(m.content, m.model) for m in chat.messages] == [
        ("Hello?", ""),
        ("Hi.", "llama3-8b"),
    ]
    assert chat.messages[1].thoughts == "Polite."
    assert import_chats(store, folder / "thread.json").known == 1
