"""The mode "Check a summary": nothing that was typed or opened is lost, replaced or judged unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.documents import from_text
from llmdesk.ui.checking.draft import DRAFT, CheckDraft, draft_found
from llmdesk.ui.checking.page import CheckPage
from llmdesk.ui.checking.sources_pane import CheckSourcesPane
from llmdesk.ui.checking.text_pane import CheckTextPane
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.opened import as_opened
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.run_history import RunHistory
from tests.fakes import FakeEngine
from tests.ui.checking.desk import (
    POOL,
    ROOF,
    TEXT,
    Slow,
    button,
    check,
    make_page,
    rows,
    source_of,
    start_button,
    text_of,
    tool,
    until,
    view,
)
from tests.ui.controls import drop, labels, named
from tests.ui.summarize.desk import handmade, make_tab

LONG = "A line of a long text.\n" * 6_000


def undo_last(services: Services) -> None:
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()


def dropped(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


@pytest.fixture
def busy(page: CheckPage, qtbot: QtBot, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> CheckPage:
    """A check of two typed sources that does not end; a third was removed before."""
    slow = Slow()
    slow.gate.clear()
    monkeypatch.setattr(engine, "load", slow.load)
    text_of(page).insertPlainText(TEXT)
    source_of(page).insertPlainText("One.")
    for text in ("Two.", "Three."):
        button(page, "Add a text").click()
        source_of(page).insertPlainText(text)
    tool(page, "Remove this source").click()
    start_button(page).click()
    until(qtbot, lambda: "Loading the model" in labels(page))
    return page


def test_a_summary_that_is_handed_over_puts_aside_what_was_here_when_the_window_closed(
    page: CheckPage, qtbot: QtBot, services: Services
) -> None:
    text_of(page).insertPlainText("What I typed.")
    source_of(page).insertPlainText("Its source.")
    page._drafts.flush()
    tab = make_tab(qtbot, services)
    tab.take_text(POOL)
    tab.show_summary(handmade(POOL, ("The pool opens on 3 June.", (POOL[:25],), True)), from_text(POOL))
    named(tab, QPushButton, "Check it").click()
    other = tab.findChildren(CheckPage)[0]
    until(qtbot, lambda: text_of(other).toPlainText() == "The pool opens on 3 June.")
    assert source_of(other).toPlainText() == POOL
    assert "set aside" in services.notify.notices[-1].text
    undo_last(services)
    assert text_of(other).toPlainText() == "What I typed."
    assert source_of(other).toPlainText() == "Its source."


def test_what_is_typed_before_the_draft_is_read_does_not_replace_it(
    page: CheckPage, qtbot: QtBot, services: Services
) -> None:
    text_of(page).insertPlainText("What I typed.")
    page._drafts.flush()
    other = make_page(qtbot, services)
    text_of(other).insertPlainText("Quicker than the disk.")
    until(qtbot, lambda: bool(services.notify.notices))
    assert text_of(other).toPlainText() == "Quicker than the disk."
    undo_last(services)
    assert text_of(other).toPlainText() == "What I typed."


def test_while_a_check_runs_its_sources_stay_as_they_are(
    busy: CheckPage, qtbot: QtBot, services: Services
) -> None:
    before = rows(busy, "List of sources")
    undo = services.notify.notices[0].undo
    assert undo is not None
    assert source_of(busy).isReadOnly()
    QTest.keyClicks(source_of(busy), "typed")
    named(busy, QListWidget, "List of sources").setCurrentRow(0)
    assert source_of(busy).isReadOnly()
    named(busy, QListWidget, "List of sources").setFocus()
    QTest.keyClick(named(busy, QListWidget, "List of sources"), Qt.Key.Key_Delete)
    drop(busy.findChildren(CheckSourcesPane)[0], dropped("Dropped."))
    source_of(busy).long_pasted.emit(LONG)
    busy.take_text("Another text.")
    undo()
    assert rows(busy, "List of sources") == before
    assert "still running" in services.notify.notices[-1].text
    button(busy, "Cancel").click()
    assert not source_of(busy).isReadOnly()
    assert source_of(busy).toPlainText() == "One."
    assert text_of(busy).toPlainText() == TEXT


def test_a_text_that_was_on_its_way_when_a_check_began_changes_nothing(
    page: CheckPage, qtbot: QtBot, services: Services, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    slow.gate.clear()
    monkeypatch.setattr(engine, "load", slow.load)
    text_of(page).insertPlainText(TEXT)
    source_of(page).insertPlainText(POOL)
    page.take_text(LONG)
    page.add_text(LONG)
    start_button(page).click()
    until(qtbot, lambda: len(services.notify.notices) == 2)
    assert all("still running" in notice.text for notice in services.notify.notices)
    button(page, "Cancel").click()
    assert text_of(page).toPlainText() == TEXT
    assert source_of(page).toPlainText() == POOL


def test_a_source_that_is_another_one_by_now_is_not_replaced_by_what_was_checked(
    qtbot: QtBot, services: Services
) -> None:
    pane = CheckSourcesPane(services.theme)
    qtbot.addWidget(pane)
    sent = [Given("One."), Given("Two.")]
    pane.show_sources([Given("One."), Given("Two, changed."), Given("Three.")])
    made = [Given(opened=as_opened(from_text(text))) for text in ("One, read.", "Two, read.")]
    pane.show_checked(sent, made)
    assert [each.text for each in pane.sources] == ["One, read.", "Two, changed.", "Three."]


def test_a_long_paste_lets_what_was_typed_wait_below_it(
    page: CheckPage, qtbot: QtBot, services: Services
) -> None:
    text_of(page).insertPlainText("What I typed.")
    text_of(page).long_pasted.emit(LONG)
    until(qtbot, lambda: text_of(page).isReadOnly())
    assert "set aside" in services.notify.notices[-1].text
    page._drafts.flush()
    other = make_page(qtbot, services)
    until(qtbot, lambda: text_of(other).isReadOnly())
    for each in (page, other):
        tool(each, "Close the document").click()
        assert text_of(each).toPlainText() == "What I typed."


def test_a_text_that_was_replaced_by_a_dropped_one_is_taken_back(
    page: CheckPage, qtbot: QtBot, services: Services
) -> None:
    text_of(page).insertPlainText("What I typed.")
    drop(page.findChildren(CheckTextPane)[0], dropped("Dropped."))
    assert text_of(page).toPlainText() == "Dropped."
    undo_last(services)
    assert text_of(page).toPlainText() == "What I typed."


def test_long_pasted_texts_come_back_as_documents_in_their_places(
    page: CheckPage, qtbot: QtBot, services: Services
) -> None:
    sources = (Given("Short."), Given(opened=as_opened(from_text(LONG))), Given("Last."))
    kept = CheckDraft(Given(opened=as_opened(from_text(LONG))), sources).to_json()
    services.store.keep(DRAFT, kept)
    found = draft_found(kept)
    assert found is not None
    assert [each.opened is None for each in (found.text, *found.sources)] == [False, True, False, True]
    assert found.to_json() == kept
    other = make_page(qtbot, services)
    until(qtbot, lambda: len(rows(other, "List of sources")) == 3)
    assert text_of(other).isReadOnly()
    assert not source_of(other).isReadOnly()
    named(other, QListWidget, "List of sources").setCurrentRow(1)
    assert source_of(other).isReadOnly()


@pytest.mark.parametrize("again", [False, True])
def test_a_check_that_is_repeated_reads_a_missing_file_again_or_tells_that_it_is_missing(
    page: CheckPage, qtbot: QtBot, services: Services, files: list[Path], again: bool
) -> None:
    text_of(page).insertPlainText(TEXT)
    page.add_files(files)
    check(page, qtbot)
    files[0].unlink()
    other = make_page(qtbot, services)
    named(other.tools, RunHistory, "History").chosen.emit(services.store.runs("check")[0])
    until(qtbot, lambda: view(other).isVisible() and view(other).complete)
    assert rows(other, "List of sources")[0] == "pool.txt · cannot be read"
    if again:
        files[0].write_text(POOL, "utf-8")
    told = services.notify.notices[-1].id
    start_button(other).click()
    until(qtbot, lambda: len(services.store.runs("check")) == 2 and view(other).isVisible())
    names = [each["name"] for each in services.store.runs("check")[0].inputs["sources"]]  # type: ignore[attr-defined]
    assert names == (["pool.txt", "roof.md"] if again else ["roof.md"])
    assert (services.notify.notices[-1].id > told) != again
    assert len(rows(other, "List of sources")) == 2


def test_a_text_that_is_gone_is_never_judged_as_an_empty_one(
    page: CheckPage, qtbot: QtBot, services: Services, files: list[Path]
) -> None:
    page.open_text_file(files[1])
    source_of(page).insertPlainText(POOL)
    until(qtbot, lambda: text_of(page).isReadOnly())
    check(page, qtbot)
    files[1].unlink()
    other = make_page(qtbot, services)
    named(other.tools, RunHistory, "History").chosen.emit(services.store.runs("check")[0])
    until(qtbot, lambda: view(other).isVisible() and view(other).complete)
    start_button(other).click()
    until(qtbot, lambda: any("cannot be read" in str(notice.error) for notice in services.notify.notices))
    assert len(services.store.runs("check")) == 1
    other._drafts.flush()
    assert json.loads(services.store.kept(DRAFT))["text"]["path"] == str(files[1])


def test_a_file_that_could_not_be_read_is_added_again(
    page: CheckPage, qtbot: QtBot, files: list[Path]
) -> None:
    files[0].unlink()
    page.add_files(files)
    until(qtbot, lambda: rows(page, "List of sources")[0] == "pool.txt · cannot be read")
    files[0].write_text(POOL, "utf-8")
    page.add_files(files)
    until(qtbot, lambda: any(row.startswith("pool.txt · 6") for row in rows(page, "List of sources")))
    assert len(rows(page, "List of sources")) == 2


def test_a_pasted_source_that_the_history_does_not_hold_is_told_and_not_judged(
    page: CheckPage, qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmdesk.tools.kept.TEXT_LIMIT", len(TEXT))
    text_of(page).insertPlainText(TEXT)
    source_of(page).insertPlainText(POOL + "\n\n" + ROOF)
    check(page, qtbot)
    other = make_page(qtbot, services)
    named(other.tools, RunHistory, "History").chosen.emit(services.store.runs("check")[0])
    until(qtbot, lambda: view(other).isVisible() and view(other).complete)
    assert "too long to keep" in str(services.notify.notices[-1].error)
    assert not start_button(other).isEnabled()
