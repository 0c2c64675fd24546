"""The dialog of libraries: made by a drop, named, told what was not read, removed after a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.libraries.dialog import LibrariesDialog
from llmdesk.ui.libraries.keeper import LibraryKeeper
from llmdesk.ui.libraries.panel import LibraryPanel
from llmdesk.ui.services import Services
from tests.ui.controls import drop, labels
from tests.ui.file_dialog import choose_in_dialog


@pytest.fixture
def dialog(qtbot: QtBot, services: Services) -> LibrariesDialog:
    keeper = LibraryKeeper(services)
    qtbot.waitUntil(lambda: keeper.loaded)
    dialog = LibrariesDialog(services, keeper)
    keeper.setParent(dialog)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text("The roof leaks.")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    return folder


def button(widget: QWidget, text: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text and each.isVisible())


@pytest.fixture
def filled(dialog: LibrariesDialog, qtbot: QtBot, folder: Path) -> LibrariesDialog:
    dialog.take_paths([folder])
    qtbot.waitUntil(
        lambda: "updated" in labels(dialog) and dialog.details.unread.rows.topLevelItemCount() == 1
    )
    return dialog


def test_without_a_library_one_is_told_what_it_is(dialog: LibrariesDialog) -> None:
    assert "Ask your own documents" in labels(dialog)
    assert not dialog.list.isVisible()


def test_a_dropped_folder_becomes_a_library_with_its_counts(filled: LibrariesDialog) -> None:
    assert filled.list.item(0).text() == "letters\n1 document"
    assert "1 document · 1 passage · 1 could not be read · updated" in labels(filled)


def test_what_could_not_be_read_is_listed_with_its_reason(filled: LibrariesDialog, qtbot: QtBot) -> None:
    item = filled.details.unread.rows.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "broken.pdf"
    assert item.text(1)
    assert "1 file could not be read" in labels(filled)


def test_what_is_dropped_on_a_library_goes_into_it(
    filled: LibrariesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "note.txt"
    other.write_text("The lift is broken.")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(other))])
    drop(filled, mime)
    qtbot.waitUntil(lambda: filled.details.roots.count() == 2 and "2 documents" in labels(filled))
    filled.details.roots.setCurrentRow(1)
    button(filled, "Take out").click()
    qtbot.waitUntil(lambda: filled.details.roots.count() == 1 and "1 document ·" in labels(filled))


def test_a_library_gets_another_name_and_a_taken_one_is_refused(
    filled: LibrariesDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    filled.details.name.setFocus()
    filled.details.name.selectAll()
    QTest.keyClicks(filled.details.name, "Old letters")
    QTest.keyClick(filled.details.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: filled.list.item(0).text().startswith("Old letters"))
    assert filled.isVisible()
    assert not filled.findChildren(QFileDialog)  # Enter is for the name, and for no button

    filled._services.libraries.add("Other", [tmp_path])
    filled.details.name.selectAll()
    QTest.keyClicks(filled.details.name, "other")
    QTest.keyClick(filled.details.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: filled.details.name.text() == "Old letters")


def test_its_documents_are_given_to_another_tab_as_far_as_they_were_read(
    filled: LibrariesDialog, qtbot: QtBot, folder: Path
) -> None:
    given: list[tuple[str, list[Path]]] = []
    filled.files_handed.connect(lambda tab, paths: given.append((tab, paths)))
    actions = {each.text(): each for each in filled.details.use.menu().actions()}
    assert list(actions) == ["Summarize", "Extract", "Sentiment, as a table…", "My tools, as a table…"]
    actions["Summarize"].trigger()
    qtbot.waitUntil(lambda: given == [("summarize", [folder / "one.txt"])])


def test_its_documents_are_written_as_a_table_for_a_tab_that_works_on_tables(
    filled: LibrariesDialog, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    actions = {each.text(): each for each in filled.details.use.menu().actions()}
    with qtbot.waitSignal(filled.table_handed) as handed:
        actions["Sentiment, as a table…"].trigger()
        assert choose_in_dialog(qtbot, tmp_path / "table") == "letters.csv"
    assert handed.args == ["sentiment", tmp_path / "table.csv"]
    lines = (tmp_path / "table.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "file,text"
    assert lines[1].startswith(str(folder / "one.txt"))


def test_removing_asks_first(filled: LibrariesDialog, qtbot: QtBot, folder: Path) -> None:
    button(filled, "Remove library…").click()
    assert "Remove the library “letters”?" in labels(filled)
    button(filled, "Keep").click()
    assert filled.keeper.libraries
    button(filled, "Remove library…").click()
    button(filled, "Remove").click()
    qtbot.waitUntil(lambda: "Ask your own documents" in labels(filled))
    assert (folder / "one.txt").is_file()


def test_the_first_library_is_asked_by_the_open_chat_and_the_chip_says_so(
    qtbot: QtBot, services: Services, folder: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    panel = LibraryPanel(services, window)
    qtbot.waitUntil(lambda: panel.keeper.loaded)
    assert panel.chip.text() == "Libraries"
    panel.chip.click()
    dialog = window.findChild(LibrariesDialog)
    assert isinstance(dialog, LibrariesDialog)
    dialog.take_paths([folder])
    qtbot.waitUntil(lambda: panel.chip.text() == "letters")
    assert panel.chip.accessibleName() == "Libraries: letters"

    (first, *_others) = panel.chip.menu_of_now().actions()
    assert first.isChecked()
    first.trigger()
    assert panel.chip.text() == "Libraries"
    assert panel.chosen.current == ()
