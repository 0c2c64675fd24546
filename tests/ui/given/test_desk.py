"""A text comes into a pane: typed, opened, dropped, pasted; what was there before has a way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.given.desk import GivenDesk
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.pane import GivenPane, GivenWords
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.job import Job
from tests.ui.controls import drop, named


class Tab(QWidget):
    """A tab with nothing but a pane."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.job = Job(services, self)
        self.pane = GivenPane(
            services.theme, self.job, lambda: GivenWords("Text", "Type here.", "Go", "Stop")
        )
        self.desk = GivenDesk(services, self.pane, self.job, self)
        QVBoxLayout(self).addWidget(self.pane)

    @property
    def opened(self) -> str | None:
        opened = self.pane.given.opened
        return None if opened is None else opened.document.text


@pytest.fixture
def tab(qtbot: QtBot, services: Services) -> Tab:
    tab = Tab(services)
    qtbot.addWidget(tab)
    tab.show()
    return tab


def test_nothing_starts_before_there_is_a_text(tab: Tab) -> None:
    start = named(tab, QPushButton, "Go")
    assert not start.isEnabled()

    tab.pane.field.insertPlainText("A cat sat.")

    assert start.isEnabled()
    assert any(label.text() == "10 characters" for label in tab.findChildren(QLabel))


def test_what_was_typed_shows_again_when_a_document_is_closed(tab: Tab, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("The board met in May.")
    tab.pane.field.insertPlainText("typed before")

    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "minutes.txt"))])
    drop(tab, mime)
    qtbot.waitUntil(lambda: tab.opened == "The board met in May.")
    named(tab, QToolButton, "Close the document").click()

    assert tab.pane.given == Given("typed before")


def test_a_file_that_cannot_be_read_is_told_and_costs_nothing_typed(
    tab: Tab, services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("")
    tab.pane.field.insertPlainText("typed before")

    tab.desk.open_files([tmp_path / "empty.txt"])
    qtbot.waitUntil(lambda: bool(services.notify.notices))

    assert "no text in this document" in str(services.notify.notices[0].error)
    assert tab.pane.given == Given("typed before")


def test_a_document_that_was_closed_while_it_was_read_does_not_come_back(
    tab: Tab, services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text("The first one.")
    (tmp_path / "two.txt").write_text("The second one.")

    tab.desk.open_files([tmp_path / "one.txt"])
    assert not named(tab, QPushButton, "Go").isEnabled()
    tab.desk.close_document()
    tab.desk.open_files([tmp_path / "two.txt"])
    qtbot.waitUntil(lambda: tab.opened is not None)

    assert tab.opened == "The second one."


def test_of_several_files_the_first_is_opened_and_that_is_said(
    tab: Tab, services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"This is {name}.")

    tab.desk.open_files([tmp_path / "one.txt", tmp_path / "two.txt"])
    qtbot.waitUntil(lambda: tab.opened is not None)

    assert tab.opened == "This is one."
    assert any("one.txt" in notice.text for notice in services.notify.notices)


def test_a_text_from_elsewhere_puts_what_was_typed_aside(tab: Tab, services: Services) -> None:
    tab.pane.field.insertPlainText("typed before")

    tab.desk.take_text("from the chat")
    assert tab.pane.given == Given("from the chat")
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()

    assert tab.pane.given == Given("typed before")


def test_a_very_long_paste_shows_as_a_document(tab: Tab, qtbot: QtBot) -> None:
    text = "A line of the long text.\n" * 5_000
    tab.desk.take_text(text)
    qtbot.waitUntil(lambda: tab.opened is not None)
    assert tab.opened is not None
    assert tab.opened.count("A line") == 5_000


def test_nothing_can_be_typed_while_work_goes_on(tab: Tab, qtbot: QtBot) -> None:
    tab.pane.field.insertPlainText("A cat sat.")
    with qtbot.waitSignal(tab.job.busy_changed):
        tab.job.start(lambda context: context.cancel.wait(5), lambda _none: None)
    assert tab.pane.field.isReadOnly()
    tab.job.cancel()
    qtbot.waitUntil(lambda: not tab.pane.field.isReadOnly())


def test_what_is_dropped_is_copied_and_stays_where_it_came_from(tab: Tab) -> None:
    mime = QMimeData()
    mime.setText("from elsewhere")
    moved, button, keys = (
        Qt.DropAction.MoveAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ShiftModifier,
    )
    QApplication.sendEvent(tab, QDragEnterEvent(QPoint(5, 5), moved, mime, button, keys))
    event = QDropEvent(QPointF(5, 5), moved | Qt.DropAction.CopyAction, mime, button, keys)
    QApplication.sendEvent(tab, event)
    assert tab.pane.given == Given("from elsewhere")
    assert event.dropAction() == Qt.DropAction.CopyAction


def test_a_long_paste_that_is_closed_can_be_taken_back(tab: Tab, services: Services, qtbot: QtBot) -> None:
    tab.pane.field.insertPlainText("typed before")
    tab.desk.take_text("A line of the long text.\n" * 5_000)
    qtbot.waitUntil(lambda: tab.opened is not None)
    named(tab, QToolButton, "Close the document").click()
    assert tab.pane.given == Given("")
    undo = services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert tab.opened is not None
    assert tab.opened.startswith("A line of the long text.")
