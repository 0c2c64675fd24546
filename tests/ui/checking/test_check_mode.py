"""The mode "Check a summary": a text and its sources go in, verdicts with passages come out and are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.ui.checking.draft import DRAFT, CheckDraft, draft_found
from llmdesk.ui.checking.modes import Modes
from llmdesk.ui.checking.page import CheckPage
from llmdesk.ui.checking.sources_pane import CheckSourcesPane
from llmdesk.ui.checking.text_pane import CheckTextPane
from llmdesk.ui.given.given import Given
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.widgets.segmented import Segmented
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
from tests.ui.conftest import FakeLibrary
from tests.ui.controls import drop, labels, marked_words, named
from tests.ui.summarize.desk import make_tab


def test_a_pasted_text_is_checked_against_a_pasted_source(
    page: CheckPage, qtbot: QtBot, services: Services
) -> None:
    assert not start_button(page).isEnabled()
    text_of(page).insertPlainText(TEXT)
    assert not start_button(page).isEnabled()
    source_of(page).insertPlainText(POOL)
    check(page, qtbot)
    words = view(page).toPlainText().replace("\u00a0", " ")
    assert words.startswith("The pool opens on 3 June. ✓ The mayor")
    assert "orchestra. [? not found]" in words
    assert "1 supported, 2 not found" in labels(page)
    assert "by words only" in labels(page)
    (run,) = services.store.runs("check")
    assert (run.state, run.inputs["text"]["text"]) == ("done", TEXT)  # type: ignore[index]


def test_a_sentence_shows_verdict_probability_reason_and_its_passage_in_the_right_source(
    page: CheckPage, qtbot: QtBot, files: list[Path]
) -> None:
    text_of(page).insertPlainText(TEXT)
    page.add_files(files)
    until(qtbot, lambda: "pool.txt · 62 characters" in rows(page, "List of sources"))
    check(page, qtbot)
    QTest.keyClick(view(page), Qt.Key.Key_End)
    assert "40,000 euros." in source_of(page).toPlainText()
    assert "It cost 40,000 euros." in marked_words(source_of(page))
    assert rows(page, "Sources")[0].startswith("roof.md: “")
    assert "✓ supported" in labels(page)
    assert "likely that the source says so" in labels(page)
    QTest.keyClick(view(page), Qt.Key.Key_Home)
    assert source_of(page).toPlainText() == POOL
    assert marked_words(source_of(page)) == ["The pool opens on 3 June."]


def test_a_click_on_a_passage_shows_the_sentence_that_rests_on_it(page: CheckPage, qtbot: QtBot) -> None:
    text_of(page).insertPlainText(TEXT)
    source_of(page).insertPlainText(ROOF)
    check(page, qtbot)
    source_of(page).clicked.emit(source_of(page).toPlainText().index("40,000") + 2)
    start, end = view(page).sentence_place(view(page).current)
    assert view(page).toPlainText()[start:end] == "The roof cost 40,000 euros."


def test_the_keyboard_goes_from_doubt_to_doubt_and_the_filter_leaves_only_these(
    page: CheckPage, qtbot: QtBot
) -> None:
    text_of(page).insertPlainText(TEXT + " Trains fly at night over the lake.")
    source_of(page).insertPlainText(POOL + "\n\n" + ROOF)
    check(page, qtbot)
    until(qtbot, page.isActiveWindow)
    view(page).setFocus()
    for expected in (1, 3, 1):
        QTest.keyClick(view(page), Qt.Key.Key_F8)
        assert view(page).current == expected
    QTest.keyClick(view(page), Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert view(page).current == 3
    named(page, QCheckBox, "Only doubtful").click()
    lines = view(page).toPlainText().split("\n")
    assert [line.split(" [")[0] for line in lines] == [
        "The mayor plays the violin in an orchestra.",
        "Trains fly at night over the lake.",
    ]
    assert view(page).current == 1
    assert "? not found" in labels(page)
    assert view(page).accessibleDescription().startswith("not found: ")
    tool(page, "Next doubtful sentence").click()
    assert view(page).current == 0
    named(page, QCheckBox, "Only doubtful").click()
    assert view(page).current == 1
    assert "✓" in view(page).toPlainText()


def test_without_a_model_the_words_are_compared_and_nobody_is_bothered(
    page: CheckPage, qtbot: QtBot, services: Services, library: FakeLibrary, engine: FakeEngine
) -> None:
    library.installed = []
    text_of(page).insertPlainText(TEXT)
    source_of(page).insertPlainText(POOL)
    check(page, qtbot)
    assert "by words only" in labels(page)
    assert services.notify.notices == []
    assert engine.model is None


def test_unticked_the_model_is_not_even_loaded(page: CheckPage, qtbot: QtBot, engine: FakeEngine) -> None:
    named(page.tools, QCheckBox, "Also ask the model").click()
    text_of(page).insertPlainText(TEXT)
    source_of(page).insertPlainText(POOL)
    check(page, qtbot)
    assert engine.model is None
    assert "1 supported" in labels(page)


def test_cancel_ends_a_check_and_the_text_is_there_again(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch, engine: FakeEngine
) -> None:
    page = make_page(qtbot, services)
    slow = Slow()
    slow.gate.clear()
    monkeypatch.setattr(engine, "load", slow.load)
    text_of(page).insertPlainText(TEXT)
    source_of(page).insertPlainText(POOL)
    start_button(page).click()
    until(qtbot, lambda: "Loading the model" in labels(page))
    assert named(page, QProgressBar, "Progress of the check").isVisible()
    assert not button(page, "Open sources").isEnabled()
    button(page, "Cancel").click()
    assert start_button(page).isVisible()
    assert text_of(page).isVisible()
    assert text_of(page).toPlainText() == TEXT
    assert services.notify.notices == []
    assert services.store.runs("check") == []


def test_files_and_texts_are_dropped_on_either_side(page: CheckPage, qtbot: QtBot, files: list[Path]) -> None:
    text, source = QMimeData(), QMimeData()
    text.setText("A dropped summary.")
    source.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    drop(page.findChildren(CheckTextPane)[0], text)
    assert text_of(page).toPlainText() == "A dropped summary."
    drop(page.findChildren(CheckSourcesPane)[0], source)
    until(qtbot, lambda: len(rows(page, "List of sources")) == 2)
    until(qtbot, lambda: source_of(page).toPlainText() == POOL)
    document = QMimeData()
    document.setUrls([QUrl.fromLocalFile(str(files[1]))])
    drop(page.findChildren(CheckTextPane)[0], document)
    until(qtbot, lambda: "40,000" in text_of(page).toPlainText())
    assert text_of(page).isReadOnly()
    tool(page, "Close the document").click()
    assert text_of(page).toPlainText() == "A dropped summary."


def test_a_source_is_added_removed_and_comes_back(
    page: CheckPage, qtbot: QtBot, files: list[Path], services: Services
) -> None:
    source_of(page).insertPlainText("What I typed myself.")
    page.add_files(files)
    page.add_files(files)  # once is enough
    assert len(rows(page, "List of sources")) == 3
    button(page, "Add a text").click()
    source_of(page).insertPlainText("Another one.")
    named(page, QListWidget, "List of sources").setCurrentRow(0)
    assert source_of(page).toPlainText() == "What I typed myself."
    source_of(page).undo()
    assert source_of(page).toPlainText() == "What I typed myself."  # nothing of another source
    tool(page, "Remove this source").click()
    assert len(rows(page, "List of sources")) == 3
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert source_of(page).toPlainText() == "What I typed myself."
    assert len(rows(page, "List of sources")) == 4


def test_a_source_that_cannot_be_read_is_told_and_does_not_stop_the_others(
    page: CheckPage, qtbot: QtBot, files: list[Path], services: Services, tmp_path: Path
) -> None:
    text_of(page).insertPlainText(TEXT)
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    page.add_files([broken])
    until(qtbot, lambda: bool(services.notify.notices))
    assert not start_button(page).isEnabled()
    page.add_files(files[:1])
    check(page, qtbot)
    assert "1 supported" in labels(page)


def test_what_was_typed_and_opened_is_there_in_the_next_window(
    page: CheckPage, qtbot: QtBot, services: Services, files: list[Path]
) -> None:
    text_of(page).insertPlainText("My summary 🚢.")
    source_of(page).insertPlainText("A source that I typed.")
    page.add_files(files[:1])
    until(qtbot, lambda: source_of(page).toPlainText() == POOL)
    page._drafts.flush()
    other = make_page(qtbot, services)
    until(qtbot, lambda: text_of(other).toPlainText() == "My summary 🚢.")
    assert source_of(other).toPlainText() == "A source that I typed."
    assert rows(other, "List of sources")[1].startswith("pool.txt")
    named(other, QListWidget, "List of sources").setCurrentRow(1)
    until(qtbot, lambda: source_of(other).toPlainText() == POOL)


def test_a_draft_that_makes_no_sense_is_none_or_blank() -> None:
    for kept in ("", "{", "[1]"):
        assert draft_found(kept) is None
    odd = draft_found('{"text": 3, "sources": [7, {"text": "a"}]}')
    assert odd == CheckDraft(Given(), (Given(), Given("a")), True)
    whole = CheckDraft(Given("月 “b”"), (Given("x\n" * 35_000), Given("", None, Path("a “b”.txt"))), False)
    assert draft_found(whole.to_json()) == whole
    json.loads(whole.to_json())
    assert DRAFT == "check.draft"


@pytest.mark.parametrize("fate", ["same", "changed", "gone"])
def test_a_past_check_comes_back_with_its_texts_or_says_what_is_not_as_it_was(
    page: CheckPage, qtbot: QtBot, services: Services, files: list[Path], fate: str
) -> None:
    text_of(page).insertPlainText(TEXT)
    page.add_files(files)
    check(page, qtbot)
    said = view(page).toPlainText()
    if fate == "changed":
        files[0].write_text("Something came before. " + POOL, "utf-8")
    elif fate == "gone":
        files[0].unlink()
    other = make_page(qtbot, services)
    named(other.tools, RunHistory, "History").chosen.emit(services.store.runs("check")[0])
    until(qtbot, lambda: view(other).isVisible() and view(other).complete)
    assert view(other).toPlainText() == said
    QTest.keyClick(view(other), Qt.Key.Key_Home)
    told = [str(notice.error) for notice in services.notify.notices if notice.error is not None]
    marked = marked_words(source_of(other))
    if fate == "gone":
        assert any("cannot be read" in text for text in told)
    else:
        until(qtbot, lambda: source_of(other).complete)
        assert marked == ["The pool opens on 3 June."]
        assert any("has changed" in text for text in told) == (fate == "changed")
    button(other, "Edit the text").click()
    assert text_of(other).toPlainText() == TEXT
    assert not text_of(other).isReadOnly()


@pytest.mark.parametrize(("name", "begins"), [("v.md", "# "), ("v.html", "<!doctype html>"), ("v.json", "{")])
def test_verdicts_are_copied_and_saved(
    page: CheckPage, qtbot: QtBot, services: Services, tmp_path: Path, name: str, begins: str
) -> None:
    text_of(page).insertPlainText(TEXT)
    source_of(page).insertPlainText(POOL)
    check(page, qtbot)
    tool(page, "Copy the verdicts").click()
    assert "[? not found]" in QGuiApplication.clipboard().text()
    page.save_to(tmp_path / name)
    until(qtbot, lambda: any("Saved as" in notice.text for notice in services.notify.notices))
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


def test_verdicts_never_replace_a_source(
    page: CheckPage, qtbot: QtBot, services: Services, files: list[Path]
) -> None:
    text_of(page).insertPlainText(TEXT)
    page.add_files(files)
    check(page, qtbot)
    page.save_to(files[1])
    until(qtbot, lambda: bool(services.notify.notices))
    assert files[1].read_text("utf-8") == ROOF


def test_a_long_text_comes_in_pieces_and_its_end_can_be_chosen(page: CheckPage, qtbot: QtBot) -> None:
    text_of(page).insertPlainText(" ".join(f"Ship {number} carried grain." for number in range(400)))
    source_of(page).insertPlainText("Ship 399 carried grain.")
    start_button(page).click()
    until(qtbot, lambda: view(page).isVisible())
    QTest.keyClick(view(page), Qt.Key.Key_End)
    assert view(page).current == 399
    until(qtbot, lambda: view(page).complete)
    start, end = view(page).sentence_place(399)
    assert view(page).toPlainText()[start:end] == "Ship 399 carried grain."
    assert view(page).textCursor().position() == start


def test_markup_in_the_texts_stays_text(page: CheckPage, qtbot: QtBot) -> None:
    text_of(page).insertPlainText("<b>Ships</b> came <img src='file:///etc/passwd'> at noon.")
    source_of(page).insertPlainText("<i>Ships</i> came at noon.")
    check(page, qtbot)
    QTest.keyClick(view(page), Qt.Key.Key_Home)
    assert view(page).toPlainText().startswith("<b>Ships</b> came <img")
    for label in page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_another_language_reaches_every_word(page: CheckPage, qtbot: QtBot) -> None:
    text_of(page).insertPlainText(TEXT)
    source_of(page).insertPlainText(POOL)
    check(page, qtbot)
    QTest.keyClick(view(page), Qt.Key.Key_End)
    for widget in [page, *page.findChildren(QWidget)]:
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    until(qtbot, lambda: view(page).complete)
    assert view(page).current == 2
    assert "? not found" in labels(page)


def test_the_tab_switches_modes_and_hands_a_summary_over(qtbot: QtBot, services: Services) -> None:
    from llmdesk.tools.documents import from_text
    from tests.ui.summarize.desk import handmade

    tab = make_tab(qtbot, services)
    tab.take_text(POOL)
    tab.show_summary(handmade(POOL, ("The pool opens on 3 June.", (POOL[:25],), True)), from_text(POOL))
    named(tab, QPushButton, "Check it").click()
    page = tab.findChildren(CheckPage)[0]
    assert page.isVisible()
    until(qtbot, lambda: not text_of(page).is_blank)
    assert text_of(page).toPlainText() == "The pool opens on 3 June."
    assert source_of(page).toPlainText() == POOL
    check(page, qtbot)
    assert "1 supported" in labels(page)
    named(tab, QPushButton, "Mode: summarize").click()
    assert not page.isVisible()
    assert named(tab, QPushButton, "Summarize").isVisible()
    tab.shutdown()
    assert json.loads(services.store.kept(DRAFT))["text"]["text"] == "The pool opens on 3 June."


@pytest.mark.parametrize("by_key", [False, True], ids=["click", "arrow key"])
def test_after_a_click_on_the_mode_one_types_into_it(qtbot: QtBot, services: Services, by_key: bool) -> None:
    """Who comes by the keyboard stays at the switch, to go on along it."""
    tab = make_tab(qtbot, services)
    modes = tab.findChildren(Modes)[0]
    first, check = modes.findChildren(Segmented)[0].findChildren(QPushButton)
    tab.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    if by_key:
        first.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(first, Qt.Key.Key_Right)
    else:
        tab.focus_first()
        QTest.mouseClick(check, Qt.MouseButton.LeftButton)
    assert check.isChecked()
    assert QApplication.focusWidget() is (check if by_key else text_of(tab.findChildren(CheckPage)[0]))
