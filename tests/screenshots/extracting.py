"""The Extract tab in each of its states, with made texts in the window's language."""

from __future__ import annotations

import csv

from PySide6.QtWidgets import QPlainTextEdit, QTabBar, QTableView, QWidget

from llmdesk.ui.extract.editor import FieldsDialog
from llmdesk.ui.extract.tab import ExtractTab
from llmdesk.ui.tables.column.page import ColumnPage
from llmdesk.ui.tables.column.setup import ColumnSetup
from llmdesk.ui.tabs import CHAT
from tests.screenshots.stage import Scene, Stage

ENTITIES = """People: Rosa Byrne; Idris Hollis; Mrs Marlowe
Places: Leeds; Otley; Canal Street
Organizations: Hollis & Byrne Joinery; Marlowe Primary School
Dates: 12 September 2025; 12 October

Rosa Byrne of Hollis & Byrne Joinery came to Leeds on 12 September 2025. Idris Hollis met her in Otley, at
Marlowe Primary School, where Mrs Marlowe teaches. Rosa Byrne is to be back in Otley on 12 October."""
ENTITIES_ZH = """人物: 沈小青; 赵青禾
地点: 杭州; 余杭区
机构: 青禾木作; 枫林小学
日期: 9月12日; 10月12日

沈小青代表青禾木作于9月12日到杭州。赵青禾在余杭区的枫林小学见到了她。沈小青10月12日再回余杭区。"""
INVOICES = (
    ("Hollis & Byrne Joinery, invoice 2087.txt", "HB-2087", "12 September 2025", "£2,304.00", "Rosa Byrne"),
    ("Otley Paper.txt", "OP-11", "3 March 2025", "£61.20", "Marlowe Primary School"),
    ("Canal Street Printing.txt", "77/25", "soon", "£18.00", "Marlowe Primary School"),
)


def extract_new(stage: Stage) -> None:
    names = [tab.name for tab in (CHAT, *stage.services.tools)]
    stage.window.findChildren(QTabBar)[0].setCurrentIndex(names.index("extract"))
    stage.find(QPlainTextEdit, stage.say("Source text", "原文"))


def _extracted(stage: Stage, key: str, text: str) -> None:
    extract_new(stage)
    tab = stage.find(ExtractTab)
    tab.sets.choose(key)
    tab.take_text(text)
    stage.press("Extract", "提取")
    stage.wait(lambda: not tab._job.running)
    stage.rest(300)


def extract_one(stage: Stage) -> None:
    text = stage.say(
        "Hollis & Byrne Joinery Ltd\n\nInvoice number: HB-2087\nInvoice date: 12 September 2025\n"
        "Due date: soon\nSeller: Hollis & Byrne Joinery Ltd, 14 Canal Street, Leeds LS1 4DL, England\n"
        "Net amount: £1,920.00\nTax: £384.00\nTotal: £2,304.00\n",
        "青禾木作有限公司\n\n发票号码：QH-2087\n开票日期：2025年9月12日\n付款期限：尽快\n销售方：青禾木作有限公司\n"
        "不含税金额：19,200.00 元\n税额：2,496.00 元\n价税合计：21,696.00 元\n",
    )
    _extracted(stage, "ready:invoice", text)
    view = stage.find(QTableView)
    view.setCurrentIndex(view.model().index(7, 0))


def extract_entities(stage: Stage) -> None:
    _extracted(stage, "ready:entities", stage.say(ENTITIES, ENTITIES_ZH))
    view = stage.find(QTableView)
    view.setCurrentIndex(view.model().index(0, 0))


def extract_many(stage: Stage) -> None:
    extract_new(stage)
    tab = stage.find(ExtractTab)
    tab.sets.choose("ready:invoice")
    names = [field.name for field in tab.sets.current.fields]
    paths = []
    for name, number, date, total, buyer in INVOICES:
        said = {0: number, 1: date, 4: buyer, 7: total}
        lines = (f"{each}: {said[at]}" for at, each in enumerate(names) if at in said)
        paths.append(stage.folder / name)
        paths[-1].write_text("\n".join(lines), encoding="utf-8")
    tab._desk.open_files([*paths, stage.folder / "lost.txt"])
    stage.wait(lambda: tab._pane.given.opened is not None)
    stage.press("Extract", "提取")
    stage.wait(lambda: not tab._job.running)
    stage.rest(300)
    view = stage.find(QTableView)
    view.setCurrentIndex(view.model().index(1, 1))


def extract_across(stage: Stage) -> None:
    """The values are scrolled beneath the names of their documents."""
    extract_many(stage)
    view = stage.find(QTableView)
    view.setCurrentIndex(view.model().index(1, view.model().columnCount() - 1))


def extract_table(stage: Stage) -> None:
    """Five rows of a column were tried."""
    extract_new(stage)
    tab = stage.find(ExtractTab)
    tab.sets.choose("ready:invoice")
    names = [field.name for field in tab.sets.current.fields]
    path = stage.folder / "mails.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("id", stage.say("mail", "邮件")))
        for at, (_, number, date, total, buyer) in enumerate((*INVOICES, *INVOICES), start=1):
            said = {0: number, 1: date, 4: buyer, 7: total}
            rows.writerow((at, "\n".join(f"{each}: {said[n]}" for n, each in enumerate(names) if n in said)))
    tab.open_files([path])
    stage.find(ColumnSetup)
    stage.press("Preview five rows", "预览五行")
    stage.wait(lambda: stage.find(ColumnPage)._trying.running is False)
    stage.rest(300)


def fields(stage: Stage) -> QWidget:
    extract_new(stage)
    tab = stage.find(ExtractTab)
    dialog = FieldsDialog(stage.services, tab.sets, stage.window)
    dialog.open_set("ready:complaint")
    stage.rest(300)
    number = len(tab.sets.sets["ready:complaint"].fields)
    dialog._cards[number - 1].name.setText(dialog._cards[0].name.text())
    stage.rest(300)
    return dialog


EXTRACT: dict[str, Scene] = {
    "extract-new": extract_new,
    "extract-one": extract_one,
    "extract-entities": extract_entities,
    "extract-many": extract_many,
    "extract-across": extract_across,
    "extract-table": extract_table,
    "extract-fields": fields,
}
