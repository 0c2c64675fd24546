"""Scenes of a chat whose documents are each asked for a value: the answer, and all rows."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from llmdesk.ui.chat.everything.found_view import FoundView
from llmdesk.ui.chat.everything.rows_dialog import RowsDialog
from llmdesk.ui.chat.tab import ChatTab
from tests.screenshots.stage import Scene, Stage

_CHAT = 0
_RENTS = ("850 euros", "1,240 euros", "", "610 euros", "to be agreed", "2,300 euros", "1,020 euros", "")
_RENTS_ZH = ("850元", "1,240元", "", "610元", "面议", "2,300元", "1,020元", "")


def _text(stage: Stage, number: int) -> str:
    rent = stage.say(_RENTS[number], _RENTS_ZH[number])
    stated = stage.say(f"rent: {rent}\n", f"租金：{rent}\n") if rent else ""
    return stage.say(
        f"Lease of flat {number + 1} in Harbour Lane.\n{stated}The keys are handed over in May.",
        f"港湾巷{number + 1}号房屋租约。\n{stated}钥匙在五月交付。",
    )


def answered(stage: Stage) -> None:
    stage.tab(_CHAT)
    tab = stage.window.chat
    tab.session.open_new()
    for draft in tab.attaching.drafts:
        tab.attaching.remove(draft.number)
    stage.engine.gate.set()
    folder = stage.folder / "leases"
    folder.mkdir(exist_ok=True)
    files = []
    for number in range(len(_RENTS)):
        files.append(folder / stage.say(f"lease {number + 1}.txt", f"租约{number + 1}.txt"))
        files[-1].write_text(_text(stage, number), "utf-8")
    tab.attaching.add_files(files)
    stage.wait(lambda: not tab.attaching.waits)
    tab.composer.set_text(stage.say("What is the rent in each lease?", "每份租约的租金是多少？"))
    tab.composer.edit.submitted.emit()
    stage.wait(lambda: any(view.rows for view in tab.findChildren(FoundView)))


def rows(stage: Stage) -> QDialog:
    answered(stage)
    tab: ChatTab = stage.window.chat
    tab.findChildren(FoundView)[-1].asked.emit("all")
    stage.wait(lambda: bool(stage.window.findChildren(RowsDialog)))
    stage.rest(300)
    dialog: QDialog = stage.window.findChildren(RowsDialog)[-1]
    return dialog


ASKED_EACH: dict[str, Scene] = {"asked-each": answered, "asked-each-rows": rows}
