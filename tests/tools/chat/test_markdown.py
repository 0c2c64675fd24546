"""A conversation as Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.store import Store
from llmdesk.tools.chat.markdown import as_markdown


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


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("See:\n\n```py\nx = 1", "See:\n\n```py\nx = 1\n```"),
        ("~~~~\nx\n~~~", "~~~~\nx\n~~~\n~~~~"),
        ("```", "```\n```"),
        ("```\nx\n```", "```\nx\n```"),
        ("- a\n  ```\n  x", "- a\n  ```\n  x"),  # ends with its list
        ("> ```\n> x", "> ```\n> x"),
    ],
)
def test_code_that_nothing_closes_ends_with_its_message(store: Store, answer: str, expected: str) -> None:
    asked = store.add_message(store.create_conversation("A").id, None, "user", "Code?")
    begun = store.begin_answer(asked.conversation_id, asked.id, "M")
    store.finish_message(begun.id, answer, "stopped", {})
    branch = store.branch(asked.conversation_id, begun.id)
    assert as_markdown("", branch, you="You", answer="Answer") == (f"## You\n\nCode?\n\n## M\n\n{expected}\n")
