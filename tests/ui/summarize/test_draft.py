"""The draft of the Summarize tab: it comes back as it was, and the window does not wait for it."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from llmdesk.errors import DocumentError
from llmdesk.store import Store
from llmdesk.tools.pieces import PIECE
from llmdesk.tools.summarize import FileState, SummaryOptions
from llmdesk.ui.services import Services
from llmdesk.ui.summarize.draft import Draft, draft_from_json
from tests.ui.summarize.desk import make_tab, ready, source


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(0, 40))
def test_what_was_typed_comes_back(ending: str, before: int) -> None:
    draft = Draft(SummaryOptions(), "月" * (PIECE - before) + ending, (Path("a “b”.txt"),), True)
    assert draft_from_json(draft.to_json()) == draft


def test_why_a_file_failed_comes_back_and_can_be_told_in_another_language() -> None:
    error = DocumentError("The file {name} is damaged.", "It is incomplete.", name="a.pdf")
    states = (
        FileState(0, Path("a.pdf"), "failed", error=error),
        FileState(1, Path("b.txt"), "done", run_id=7, reused=True),
    )
    draft = Draft(SummaryOptions(), "", (Path("a.pdf"), Path("b.txt")), False, states)
    kept = draft_from_json(draft.to_json())
    assert kept is not None
    failed, done = kept.states
    assert done == states[1]
    assert failed.error is not None
    words = {"The file {name} is damaged.": "文件“{name}”已损坏。", "It is incomplete.": "它不完整。"}
    assert failed.error.render(lambda text: words[text]) == ("文件“a.pdf”已损坏。", "它不完整。", "")


@pytest.mark.parametrize(
    "state", [7, {}, {"index": 1, "status": "done"}, {"index": "0", "status": "done"}, {"index": 0}]
)
def test_a_state_that_makes_no_sense_is_left_out(state: object) -> None:
    kept = draft_from_json(json.dumps({"paths": ["a.txt"], "states": [state]}))
    assert kept is not None
    assert kept.states == ()


def test_half_a_character_does_not_keep_the_rest_from_being_kept() -> None:
    kept = draft_from_json(Draft(SummaryOptions(), "a\ud83db", (), False).to_json())
    assert kept is not None
    assert kept.text == "a?b"


def test_a_long_draft_is_encoded_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    real = json.dumps

    def dumps(value: Any, **options: Any) -> str:
        lengths.append(len(value))
        return real(value, **options)

    monkeypatch.setattr(json, "dumps", dumps)
    Draft(SummaryOptions(), "月" * (5 * PIECE), (), False).to_json()
    assert max(lengths) <= PIECE + 1


def test_going_to_another_tab_does_not_wait_for_the_disk(
    services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = make_tab(qtbot, services)
    qtbot.waitUntil(lambda: not services.tasks._tasks)
    threads: list[threading.Thread] = []
    real = Store.keep

    def keep(store: Store, name: str, value: str, known: str | None = None) -> str | None:
        threads.append(threading.current_thread())
        return real(store, name, value, known)

    monkeypatch.setattr(Store, "keep", keep)
    tab.take_text("Something about rain.")
    tab.hide()
    qtbot.waitUntil(lambda: "rain" in services.store.kept("summary.draft"))
    assert threading.main_thread() not in threads


def test_what_was_typed_is_kept_when_the_window_goes_at_once(services: Services, qtbot: QtBot) -> None:
    tab = make_tab(qtbot, services)
    qtbot.waitUntil(lambda: not services.tasks._tasks)
    tab.take_text("Something about snow.")
    tab.hide()
    services.tasks.close()  # before the write began, on a busy computer
    tab.shutdown()
    assert "snow" in services.store.kept("summary.draft")


def test_a_text_in_one_endless_line_shows_as_a_document(services: Services, qtbot: QtBot) -> None:
    tab = make_tab(qtbot, services)
    data = QMimeData()
    data.setText("The bridge was closed. " * 2_000)
    source(tab).insertFromMimeData(data)
    qtbot.waitUntil(lambda: ready(tab) and source(tab).isReadOnly())
    blocks = source(tab).document().blockCount()
    assert blocks > 10
