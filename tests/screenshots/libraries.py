"""What is drawn of libraries: the dialog without one, with one that was read, and while one is read.

Owns the scenes and their made folders.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog

from llmdesk.tools.library import UpdateProgress, update
from llmdesk.ui.chat.attaching.grounds_view import GroundsView
from llmdesk.ui.libraries.dialog import LibrariesDialog
from llmdesk.ui.libraries.keeper import LibraryKeeper, LibraryState
from tests.screenshots.stage import Scene, Stage


def _folder(stage: Stage, name: str, count: int) -> Path:
    folder = stage.folder / name
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = stage.say(
            f"Letter {number}: the lift is broken again.", f"第 {number} 封信：电梯又坏了，请派人来修。"
        )
        (folder / stage.say(f"letter {number}.txt", f"来信{number}.txt")).write_text(text, "utf-8")
    (folder / stage.say("scanned lease.pdf", "扫描的租约.pdf")).write_bytes(b"%PDF-1.7 nothing")
    (folder / stage.say("old drawing.docx", "旧图纸.docx")).write_bytes(b"PK nothing of this kind")
    return folder


def _dialog(stage: Stage) -> LibrariesDialog:
    keeper = LibraryKeeper(stage.services)
    stage.wait(lambda: keeper.loaded)
    dialog = LibrariesDialog(stage.services, keeper, stage.window)
    keeper.setParent(dialog)
    dialog.show()
    stage.rest(300)
    return dialog


def empty(stage: Stage) -> QDialog:
    for each in stage.services.libraries.all():
        stage.services.libraries.remove(each.id)
    return _dialog(stage)


def filled(stage: Stage) -> QDialog:
    libraries = stage.services.libraries
    names = (stage.say("Letters of tenants", "住户来信"), stage.say("Minutes 2019 to 2026", "历年会议记录"))
    for name in names:
        number = libraries.add(name, [_folder(stage, name, 12)]).id
        update(libraries, number)
    dialog = _dialog(stage)
    dialog.list.setCurrentRow(0)
    stage.wait(lambda: dialog.details.unread.rows.topLevelItemCount() == 2)
    return dialog


def reading(stage: Stage) -> QDialog:
    """One is read, another waits, and a folder is not there."""
    dialog = _dialog(stage)
    first, second = dialog.keeper.libraries[:2]
    path = first.roots[0] / stage.say("letter 7.txt", "来信7.txt")
    away = second.roots
    dialog.keeper._states[first.id] = LibraryState(UpdateProgress(first.name, "reading", 412, 1204, path))
    dialog.keeper._states[second.id] = LibraryState(waiting=False, away=away)
    dialog.refresh()
    stage.rest(200)
    return dialog


def away(stage: Stage) -> QDialog:
    dialog = _dialog(stage)
    first = dialog.keeper.libraries[0]
    dialog.keeper._states[first.id] = LibraryState(away=first.roots, paused=True)
    dialog.refresh()
    dialog._ask_to_remove()
    stage.rest(200)
    return dialog


def asked(stage: Stage) -> None:
    """A chat that asked a library, with the source beside the answer."""
    stage.tab(0)
    libraries = stage.services.libraries
    name = stage.say("House rules", "楼宇规定")
    folder = _folder(stage, name, 3)
    rule = stage.say(
        "The roof terrace is open from 7 am to 10 pm. Parties need a permit of the committee.",
        "屋顶露台七时至二十二时开放。聚会须经委员会批准。",
    )
    (folder / stage.say("roof terrace.txt", "屋顶露台.txt")).write_text(rule, "utf-8")
    number = libraries.add(name, [folder]).id
    update(libraries, number)
    chat = stage.window.chat
    chat.session.open_new()
    keeper = chat.libraries.panel.keeper
    keeper.refresh()
    stage.wait(lambda: any(each.id == number for each in keeper.libraries))
    chat.libraries.panel.chosen.choose((number,))
    stage.engine.enqueue(
        stage.say("The roof terrace is open from 7 am to 10 pm.", "屋顶露台七时至二十二时开放。")
    )
    chat.composer.set_text(stage.say("When is the roof terrace open?", "屋顶露台什么时候开放？"))
    chat.composer.edit.submitted.emit()
    stage.wait(lambda: bool(chat.findChildren(GroundsView)) and bool(chat.findChildren(GroundsView)[0].rows))
    chat.findChildren(GroundsView)[0].rows[0].clicked.emit()
    stage.wait(lambda: chat.beside.reader.source is not None)
    stage.rest(400)


LIBRARIES: dict[str, Scene] = {
    "library-asked": asked,
    "library-empty": empty,
    "library-filled": filled,
    "library-reading": reading,
    "library-away": away,
}
