"""The dialogs for files and folders: what they give, and that nobody waits for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.file_dialogs import ask_file, ask_files, ask_folder, ask_place
from llmdesk.ui.theme import Theme
from tests.ui.file_dialog import cancel_dialog, choose_in_dialog, name_field, open_dialogs

KINDS = ("Text (*.txt)", "Picture (*.png)")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for file in files:
        file.write_text("words", encoding="utf-8")
    return files


def test_several_files_are_given_at_once(qtbot: QtBot, window: QWidget, files: list[Path]) -> None:
    given: list[list[Path]] = []
    ask_files(window, "Open files", KINDS, given.append)
    assert given == []
    assert [dialog.windowTitle() for dialog in open_dialogs()] == ["Open files"]
    choose_in_dialog(qtbot, *files)
    assert given == [files]


def test_one_file_is_given_as_it_is(qtbot: QtBot, window: QWidget, files: list[Path]) -> None:
    given: list[Path] = []
    ask_file(window, "Open", KINDS, given.append)
    choose_in_dialog(qtbot, files[1])
    assert given == [files[1]]


def test_what_qts_own_dialog_completes_stands_on_a_ground(
    qtbot: QtBot, window: QWidget, theme: Theme, files: list[Path]
) -> None:
    ask_file(window, "Open", KINDS, lambda _path: None, files[0].parent)
    (dialog,) = open_dialogs()
    popup = name_field(dialog).completer().popup()
    assert popup is not None
    assert popup.grab().toImage().pixelColor(5, popup.height() - 5) == theme.color("input")
    cancel_dialog(qtbot)


def test_the_folder_is_given(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    given: list[Path] = []
    ask_folder(window, "Open folder", given.append)
    choose_in_dialog(qtbot, tmp_path)
    assert given == [tmp_path]


def test_where_to_save_is_given_with_the_kind_that_was_set(
    qtbot: QtBot, window: QWidget, tmp_path: Path
) -> None:
    given: list[tuple[Path, str]] = []
    ask_place(window, "Save", Path("rain.txt"), KINDS, lambda path, kind: given.append((path, kind)))
    assert choose_in_dialog(qtbot, tmp_path / "snow", kind=KINDS[1]) == "rain.txt"
    assert given == [(tmp_path / "snow", KINDS[1])]


def test_after_a_cancel_nothing_is_given_and_the_dialog_is_gone(qtbot: QtBot, window: QWidget) -> None:
    given: list[object] = []
    ask_files(window, "Open files", KINDS, given.append)
    cancel_dialog(qtbot)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)
    assert given == []


def test_the_next_dialog_begins_where_a_file_was_chosen(
    qtbot: QtBot, window: QWidget, files: list[Path], tmp_path: Path
) -> None:
    ask_file(window, "Open", KINDS, lambda _path: None)
    choose_in_dialog(qtbot, files[0])
    ask_place(window, "Save", Path("rain.txt"), KINDS, lambda _path, _kind: None)
    (dialog,) = open_dialogs()
    assert Path(dialog.directory().absolutePath()) == tmp_path
    assert name_field(dialog).text() == "rain.txt"
    cancel_dialog(qtbot)


def test_a_known_folder_comes_before_the_last_one(
    qtbot: QtBot, window: QWidget, files: list[Path], tmp_path: Path
) -> None:
    known = tmp_path / "known"
    known.mkdir()
    ask_file(window, "Open", KINDS, lambda _path: None)
    choose_in_dialog(qtbot, files[0])
    ask_place(window, "Save", known / "out.csv", KINDS, lambda _path, _kind: None)
    (dialog,) = open_dialogs()
    assert Path(dialog.directory().absolutePath()) == known
    cancel_dialog(qtbot)


def test_a_folder_that_is_gone_is_not_typed_as_a_name(window: QWidget, tmp_path: Path) -> None:
    ask_file(window, "Open", KINDS, lambda _: None, folder=tmp_path / "gone" / "Documents")
    (dialog,) = open_dialogs()
    assert name_field(dialog).text() == ""
    assert dialog.directory().path() == tmp_path.as_posix()
