"""A conversation as Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.store import Store
from llmdesk.tools.chat_export import as_markdown


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "llmdesk.sqlite3", tmp_path / "backups")


def test_the_chosen_versions_are_told_with_who_spoke_and_without_thoughts(store: Store) -> None:
    conversation = store.create_conversation("Autumn")
    asked = store.add_message(conversation.id, None, "user", "Colours?\n")
    for text in ("Blue.", "<think>Leaves.</think>\n\nRed and *gold*."):
        answer = store.begin_answer(conversation.id, asked.id, "A Model 1B")
        store.finish_message(answer.id, text, "done", {})
    empty = store.begin_answer(conversation.id, asked.id, "")
    store.finish_message(empty.id, "", "failed", {})
    branch = store.select_version(empty.id, -1)
    assert as_markdown("Autumn", branch, you="You", answer="Answer") == (
        "# Autumn\n\n## You\n\nColours?\n\n## A Model 1B\n\nRed and *gold*.\n"
    )
    branch = store.select_version(answer.id, -1)
    assert "Blue." in as_markdown("", branch, you="You", answer="Answer")
