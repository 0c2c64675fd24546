"""A tab that works through documents takes those of a library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.tools.library import update
from llmdesk.ui.libraries.opener import LibraryOpener
from tests.ui.chat.desk import Desk
from tests.ui.file_dialog import choose_in_dialog


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.set_up(qtbot, tmp_path / "data")
    yield desk
    desk.close()


@pytest.fixture
def tab(qtbot: QtBot) -> QWidget:
    tab = QWidget()
    qtbot.addWidget(tab)
    QHBoxLayout(tab)
    tab.show()
    return tab


def test_a_library_is_offered_once_it_is_there_and_its_documents_are_given(
    desk: Desk, tab: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    opener = LibraryOpener(desk.services, tab)
    layout = tab.layout()
    assert layout is not None
    layout.addWidget(opener)
    assert desk.services.tasks.wait_idle(10)
    assert opener.isHidden()

    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("Dear team, all is well.")
    libraries = desk.services.libraries
    update(libraries, libraries.add("Letters & more", [folder]).id)
    tab.hide()
    tab.show()
    desk.wait(lambda: opener.isVisible())
    accessible = QAccessible.queryAccessibleInterface(opener)
    assert accessible is not None
    accessible.actionInterface().doAction("Press")  # as a screen reader does
    menu = opener.choices
    assert menu.isVisible()
    menu.close()
    (action,) = menu.actions()
    assert action.text() == "Letters && more  ·  2 documents"
    with qtbot.waitSignal(opener.files_chosen) as chosen:
        action.trigger()
    assert chosen.args == [[folder / "a.txt", folder / "b.txt"]]


def test_a_tab_that_works_on_tables_gets_them_as_one_where_the_user_says(
    desk: Desk, tab: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("Dear team, all is well.")
    libraries = desk.services.libraries
    update(libraries, libraries.add("Letters: June", [folder]).id)
    opener = LibraryOpener(desk.services, tab, as_table=True)
    layout = tab.layout()
    assert layout is not None
    layout.addWidget(opener)
    opener.set_wanted(False)
    desk.wait(lambda: bool(opener.choices.actions()))
    assert opener.isHidden()
    opener.set_wanted(True)
    assert opener.isVisible()
    with qtbot.waitSignal(opener.table_written) as written:
        opener.choices.actions()[0].trigger()
        assert choose_in_dialog(qtbot, tmp_path / "out") == "Letters  June.csv"
    assert written.args == [tmp_path / "out.csv"]
    assert "all is well" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_in_a_narrow_tab_it_is_its_icon_alone(desk: Desk, tab: QWidget) -> None:
    opener = LibraryOpener(desk.services, tab, least=1000)
    tab.resize(900, 400)
    assert opener.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert opener.accessibleName() == "Open library"
    tab.resize(1100, 400)
    assert opener.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
