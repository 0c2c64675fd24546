"""A source opens at its passage: as text or as a page, also where its file has changed or is gone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from llmdesk.errors import DocumentError
from llmdesk.tools.documents import Document, read_document
from llmdesk.tools.place import Place
from llmdesk.ui.reader import page_pane
from llmdesk.ui.reader.head import TEXT as AS_TEXT
from llmdesk.ui.reader.pane import ReaderPane
from llmdesk.ui.services import Services
from tests.tools.documents.file_writers import column, write_pdf
from tests.ui.controls import labels

TEXT = "# Minutes\n\nThe board met in May. It rained 😀 all day.\n\nThe roof is paid for by the state."
PAGES = [
    ["The committee met on Monday to discuss the costs of the new bridge.", "It rains."],
    ["The second page tells of the ferry, which went on until the winter.", "", "It rains."],
]


@pytest.fixture
def pane(qtbot: QtBot, services: Services) -> ReaderPane:
    pane = ReaderPane(services)
    qtbot.addWidget(pane)
    pane.resize(480, 600)
    pane.show()
    return pane


def place_in(path: Path, quote: str, after: int = 0) -> Place:
    document = read_document(path)
    start = document.text.index(quote, after)
    return Place(path.name, path, start, start + len(quote), document.page_at(start), quote)


def marked(pane: ReaderPane) -> list[str]:
    """What is marked in the text, in the words that show."""
    found = []
    for start, end in pane.text.chosen_passages:
        cursor = QTextCursor(pane.text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        found.append(cursor.selectedText())
    return found


def named(pane: ReaderPane, name: str) -> QToolButton:
    return next(b for b in pane.findChildren(QToolButton) if b.accessibleName() == name)


def show(pane: ReaderPane, qtbot: QtBot, *places: Place, at: int = 0, kept: str | None = None) -> None:
    document = None if kept is None else Document("", "", kept, "", (), (), (), ())
    pane.show_places(places, at, lambda _place: document)
    qtbot.waitUntil(lambda: pane.source is not None)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "minutes.md"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_passage_is_marked_where_it_stands(pane: ReaderPane, qtbot: QtBot, minutes: Path) -> None:
    show(pane, qtbot, place_in(minutes, "It rained 😀 all day."))
    assert marked(pane) == ["It rained 😀 all day."]
    assert pane.note == ""
    assert "minutes.md" in labels(pane)


def test_headings_look_like_headings(pane: ReaderPane, qtbot: QtBot, minutes: Path) -> None:
    show(pane, qtbot, place_in(minutes, "It rained"))
    cursor = QTextCursor(pane.text.document().findBlockByNumber(0))
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    assert cursor.charFormat().fontWeight() == QFont.Weight.DemiBold
    last = QTextCursor(pane.text.document().lastBlock())
    last.movePosition(QTextCursor.MoveOperation.Right)
    assert last.charFormat().fontWeight() != QFont.Weight.DemiBold


def test_the_passages_of_an_answer_are_a_step_away(
    pane: ReaderPane, qtbot: QtBot, minutes: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The ferry is old.")
    places = [place_in(minutes, "It rained"), place_in(other, "ferry"), place_in(minutes, "roof")]
    show(pane, qtbot, *places)
    assert "Passage 1 of 3" in labels(pane)
    assert not named(pane, "Previous passage").isEnabled()

    named(pane, "Next passage").click()
    qtbot.waitUntil(lambda: marked(pane) == ["ferry"])
    assert "other.txt" in labels(pane)

    pane.text.setFocus()
    QTest.keyClick(pane.text, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: marked(pane) == ["roof"])
    assert not named(pane, "Next passage").isEnabled()


def test_no_other_document_stands_below_the_name_of_one_that_is_read(
    pane: ReaderPane, qtbot: QtBot, minutes: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The ferry is old.")
    show(pane, qtbot, place_in(minutes, "It rained"))
    pane.show_places([place_in(other, "ferry")])
    assert "board" not in pane.text.toPlainText()
    qtbot.waitUntil(lambda: marked(pane) == ["ferry"])


def test_a_document_that_comes_late_does_not_show_below_another_ones_name(
    pane: ReaderPane, qtbot: QtBot, minutes: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The ferry is old.")
    first = place_in(minutes, "It rained")
    show(pane, qtbot, first)
    late = pane.source
    assert late is not None
    show(pane, qtbot, place_in(other, "ferry"))
    qtbot.waitUntil(lambda: marked(pane) == ["ferry"])
    pane._on_source(first, late)
    assert marked(pane) == ["ferry"]


def test_a_passage_at_the_very_end_of_five_megabytes_shows(
    pane: ReaderPane, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("A line of a long text that says nothing much.\n\n" * 110_000 + "Here it ends.")
    length = len(path.read_text())
    show(pane, qtbot, Place(path.name, path, length - 13, length, "", "Here it ends."))
    qtbot.waitUntil(lambda: pane.text.complete)
    qtbot.waitUntil(lambda: bool(pane.text.extraSelections()))
    assert [each.cursor.selectedText() for each in pane.text.extraSelections()] == ["Here it ends."]


def test_a_passage_that_moved_is_marked_where_it_is_now(
    pane: ReaderPane, qtbot: QtBot, minutes: Path
) -> None:
    place = place_in(minutes, "The roof is paid")
    minutes.write_text("New words at the beginning.\n\n" + TEXT, "utf-8")
    show(pane, qtbot, place, kept="what was read")
    assert marked(pane) == ["The roof is paid"]
    assert "has changed since" in pane.note


def test_what_a_changed_file_says_no_more_shows_as_it_was_read(
    pane: ReaderPane, qtbot: QtBot, minutes: Path
) -> None:
    place, before = place_in(minutes, "The roof is paid"), read_document(minutes).text
    minutes.write_text("Everything is different.", "utf-8")
    show(pane, qtbot, place, kept=before)
    assert marked(pane) == ["The roof is paid"]
    assert "no longer says this" in pane.note
    assert "different" not in pane.text.toPlainText()


def test_where_nothing_was_kept_the_changed_file_shows_and_the_passage_is_told(
    pane: ReaderPane, qtbot: QtBot, minutes: Path
) -> None:
    place = place_in(minutes, "The roof is paid")
    minutes.write_text("Everything is different.", "utf-8")
    show(pane, qtbot, place)
    assert marked(pane) == []
    assert "different" in pane.text.toPlainText()
    assert "“The roof is paid”" in pane.note


@pytest.mark.parametrize("kept", [True, False])
def test_of_a_file_that_is_gone_what_was_kept_shows(
    pane: ReaderPane, qtbot: QtBot, minutes: Path, kept: bool
) -> None:
    place, before = place_in(minutes, "The roof is paid"), read_document(minutes).text
    minutes.unlink()
    show(pane, qtbot, place, kept=before if kept else None)
    assert marked(pane) == ["The roof is paid"]
    assert ("board" in pane.text.toPlainText()) == kept
    assert "There is no file" in pane.note


def test_a_pasted_text_shows_without_a_note(pane: ReaderPane, qtbot: QtBot) -> None:
    show(pane, qtbot, Place("Pasted text", None, 4, 9, "", "board"), kept="The board met.")
    assert marked(pane) == ["board"]
    assert pane.note == ""


def test_a_document_without_a_passage_shows_from_its_beginning(
    pane: ReaderPane, qtbot: QtBot, minutes: Path, tmp_path: Path
) -> None:
    show(pane, qtbot, Place(minutes.name, minutes, 0, 0, "", ""))
    assert marked(pane) == []
    assert pane.note == ""
    path = write_pdf(tmp_path / "a.pdf", list(map(column, PAGES)))
    show(pane, qtbot, Place(path.name, path, 0, 0, "", ""))
    qtbot.waitUntil(lambda: "Page 1 of 2" in labels(pane))
    assert pane.shows_page


# -- pages -------------------------------------------------------------------------------------------
def test_a_pdf_shows_its_page_with_the_words_marked(pane: ReaderPane, qtbot: QtBot, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", list(map(column, PAGES)))
    show(pane, qtbot, place_in(path, "tells of the ferry"))
    qtbot.waitUntil(lambda: pane.pages.page is not None)
    assert pane.shows_page
    assert len(pane.pages.view.marks) == 1
    assert "Page 2 of 2" in labels(pane)

    named(pane, "Previous page").click()
    qtbot.waitUntil(lambda: "Page 1 of 2" in labels(pane))
    assert pane.shows_page
    assert not pane.pages.view.marks


def test_one_changes_from_page_to_text_and_stays_there(
    pane: ReaderPane, qtbot: QtBot, tmp_path: Path
) -> None:
    path = write_pdf(tmp_path / "a.pdf", list(map(column, PAGES)))
    places = place_in(path, "tells of the ferry"), place_in(path, "discuss the costs")
    show(pane, qtbot, *places)
    next(b for b in pane.findChildren(QPushButton) if b.text() == "Text").click()
    assert not pane.shows_page
    assert marked(pane) == ["tells of the ferry"]
    pane.step(1)
    qtbot.waitUntil(lambda: marked(pane) == ["discuss the costs"])
    assert not pane.shows_page


def test_a_sentence_that_stands_twice_on_a_page_is_marked_where_it_was_found(
    pane: ReaderPane, qtbot: QtBot, tmp_path: Path
) -> None:
    lines = ["It rains.", *PAGES[0][:1], "It rains.", *PAGES[1][:1]]
    path = write_pdf(tmp_path / "a.pdf", [column(lines)])
    second = place_in(path, "It rains.", after=20)
    show(pane, qtbot, second)
    line = 14 / 792
    qtbot.waitUntil(
        lambda: bool(pane.pages.view.marks) and pane.pages.view.marks[0].top > (792 - 700) / 792 + line
    )


def test_a_page_without_the_words_gives_way_to_the_text(
    pane: ReaderPane, qtbot: QtBot, tmp_path: Path
) -> None:
    path = write_pdf(tmp_path / "a.pdf", list(map(column, PAGES)))
    text = read_document(path).text
    place = place_in(path, "tells of the ferry")
    write_pdf(path, [column(["Another page altogether."])])
    show(pane, qtbot, place, kept=text)
    qtbot.waitUntil(lambda: not pane.shows_page and bool(marked(pane)))
    assert marked(pane) == ["tells of the ferry"]
    assert "no longer says this" in pane.note


def test_a_pdf_that_is_gone_shows_as_text(pane: ReaderPane, qtbot: QtBot, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", list(map(column, PAGES)))
    text, place = read_document(path).text, place_in(path, "tells of the ferry")
    path.unlink()
    show(pane, qtbot, place, kept=text)
    qtbot.waitUntil(lambda: not pane.shows_page and bool(marked(pane)))
    assert "There is no file" in pane.note


def test_a_page_that_cannot_be_drawn_late_is_not_told_of_the_next_passage(
    pane: ReaderPane,
    qtbot: QtBot,
    services: Services,
    minutes: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = write_pdf(tmp_path / "a.pdf", list(map(column, PAGES)))
    released = threading.Event()

    def fails(*_given: object) -> None:
        released.wait(5)
        raise DocumentError("roof")

    monkeypatch.setattr(page_pane, "draw_page", fails)
    pane.show_places([place_in(path, "tells of the ferry"), place_in(minutes, "It rained")], 0)
    pane.step(1)
    qtbot.waitUntil(lambda: marked(pane) == ["It rained"])
    released.set()
    qtbot.waitUntil(lambda: not services.tasks._tasks)
    assert pane.note == ""


def test_a_page_becomes_larger_and_smaller(pane: ReaderPane, qtbot: QtBot, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", list(map(column, PAGES)))
    show(pane, qtbot, place_in(path, "tells of the ferry"))

    def width() -> int:
        return 0 if pane.pages.page is None else pane.pages.page.width

    qtbot.waitUntil(lambda: width() == pane.pages.view.wanted_width, timeout=30_000)  # it is laid out
    before = width()
    named(pane, "Larger").click()
    qtbot.waitUntil(lambda: width() > 1.2 * before)
    assert "125 %" in labels(pane)
    assert len(pane.pages.view.marks) == 1


# -- finding, copying, closing ------------------------------------------------------------------------
def test_words_are_found_counted_and_stepped_through(pane: ReaderPane, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One cat.\n\nNo dog.\n\nA second CAT 😀.\n\nThe third\ncat.")
    show(pane, qtbot, place_in(path, "No dog."))
    pane.text.setFocus()
    QTest.keyClick(pane.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert pane.bar.edit.hasFocus()
    QTest.keyClicks(pane.bar.edit, "cat")
    qtbot.waitUntil(lambda: "1 of 3" in labels(pane))
    QTest.keyClick(pane.bar.edit, Qt.Key.Key_Return)
    assert "2 of 3" in labels(pane)
    shown = [each.cursor.selectedText() for each in pane.text.extraSelections()]
    assert shown == ["No dog.", "cat", "CAT", "cat", "CAT"]  # the current one lies over the others

    QTest.keyClick(pane.bar.edit, Qt.Key.Key_Escape)
    assert not pane.bar.isVisible()
    assert pane.text.hasFocus()
    assert pane.isVisible()


def test_words_looked_for_from_a_page_are_marked_on_the_pages(
    pane: ReaderPane, qtbot: QtBot, tmp_path: Path
) -> None:
    path = write_pdf(tmp_path / "a.pdf", list(map(column, PAGES)))
    show(pane, qtbot, place_in(path, "discuss the costs"), place_in(path, "tells of the ferry"))
    view, pages = pane.pages.view, pane.pages

    def index() -> int | None:
        return None if pages.page is None else pages.page.index

    qtbot.waitUntil(lambda: index() == 0)
    pane.take_focus()
    QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(pane.bar.edit, "IT rains")
    qtbot.waitUntil(lambda: "1 of 2" in labels(pane) and view.hit == 0)
    assert pane.shows_page
    assert (len(view.hits), len(view.marks)) == (1, 1)  # the passage stays marked
    QTest.keyClick(pane.bar.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "2 of 2" in labels(pane) and index() == 1)
    assert view.hit == 0
    QTest.keyClick(pane.bar.edit, Qt.Key.Key_Return)  # round at the end
    qtbot.waitUntil(lambda: index() == 0)
    named(pane, "Next page").click()
    qtbot.waitUntil(lambda: index() == 1)
    assert len(view.hits) == 1  # marked, and not gone to
    assert str(view.hit) == "None"
    pane.bar.close_bar()
    qtbot.waitUntil(lambda: not view.hits)


def test_the_words_are_looked_for_in_what_shows_when_a_page_becomes_text(
    pane: ReaderPane, qtbot: QtBot, tmp_path: Path
) -> None:
    path = write_pdf(tmp_path / "a.pdf", list(map(column, PAGES)))
    show(pane, qtbot, place_in(path, "tells of the ferry"))
    qtbot.waitUntil(lambda: pane.pages.page is not None)
    pane.find_words()
    QTest.keyClicks(pane.bar.edit, "winter")
    qtbot.waitUntil(lambda: "1 of 1" in labels(pane))
    pane._choose_view(AS_TEXT)
    assert not pane.shows_page
    qtbot.waitUntil(lambda: "1 of 1" in labels(pane) and bool(pane.text._hits))
    qtbot.waitUntil(lambda: not pane.pages.view.hits)
    QTest.keyClicks(pane.bar.edit, "x")
    qtbot.waitUntil(lambda: not pane.text._hits)


def test_words_that_are_nowhere_are_told(pane: ReaderPane, qtbot: QtBot, minutes: Path) -> None:
    show(pane, qtbot, place_in(minutes, "It rained"))
    pane.find_words()
    QTest.keyClicks(pane.bar.edit, "zebra")
    qtbot.waitUntil(lambda: "Not in this document" in labels(pane))


def test_the_passage_is_copied(pane: ReaderPane, qtbot: QtBot, minutes: Path) -> None:
    show(pane, qtbot, place_in(minutes, "It rained 😀 all day."))
    named(pane, "Copy the passage").click()
    assert QGuiApplication.clipboard().text() == "It rained 😀 all day."


def test_the_file_is_shown_in_its_folder(services: Services, qtbot: QtBot, minutes: Path) -> None:
    shown: list[Path] = []
    pane = ReaderPane(services, show_file=shown.append)
    qtbot.addWidget(pane)
    pane.show()
    show(pane, qtbot, place_in(minutes, "It rained"))
    named(pane, "Show the file in its folder").click()
    assert shown == [minutes]
    show(pane, qtbot, Place("Pasted text", None, 0, 1, "", "T"), kept="The board met.")
    assert not named(pane, "Show the file in its folder").isVisible()


def test_esc_closes_and_lets_the_document_go(pane: ReaderPane, qtbot: QtBot, minutes: Path) -> None:
    show(pane, qtbot, place_in(minutes, "It rained"))
    pane.text.setFocus()
    with qtbot.waitSignal(pane.closed) as closed:
        QTest.keyClick(pane.text, Qt.Key.Key_Escape)
    assert closed.args == [True]
    assert pane.text.toPlainText() == ""
    assert pane.place is None


def test_nothing_can_be_typed_pasted_or_dropped_into_a_source(
    pane: ReaderPane, qtbot: QtBot, minutes: Path
) -> None:
    show(pane, qtbot, place_in(minutes, "It rained"))
    before = pane.text.toPlainText()
    QGuiApplication.clipboard().setText("forged")
    QTest.keyClicks(pane.text, "forged")
    QTest.keyClick(pane.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pane.text.toPlainText() == before
    assert not pane.text.acceptDrops()
