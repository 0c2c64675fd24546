"""My tools over a table: the scenes of its second mode, with made mails in the language of the window."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from llmdesk.engine.types import GenerateRequest
from llmdesk.tools.own import Checks, OwnTool, ToolShelf
from llmdesk.ui.own.tab import OwnTab
from tests.screenshots.stage import Scene, Stage
from tests.tools.own.engine import AnsweringEngine, text_in

_MAILS = (
    ("Invoice 2214", "The amount on invoice 2214 is wrong: we ordered twelve chairs, not twenty."),
    ("Heating", "The heating in room 14 has been cold since Monday, and nobody came to look at it."),
    ("Thanks!", "The lamp arrived yesterday and looks lovely. Thank you."),
    ("Delivery", "When will the two shelves come? The tracking page has said “tomorrow” for a week."),
    ("", ""),
    ("Offer", "Please send me an offer for forty stacking chairs, delivered to Leeds before 12 March."),
)
_MAILS_ZH = (
    ("2214号发票", "2214号发票金额有误：我们订的是12把椅子，不是20把。"),
    ("暖气", "14号房的暖气从周一起就不热，一直没有人来看。"),
    ("谢谢！", "台灯昨天到了，很漂亮，谢谢你们。"),
    ("送货", "那两个书架什么时候到？查询页面一个星期来一直显示“明天”。"),
    ("", ""),
    ("报价", "请给我40把折叠椅的报价，3月12日前送到杭州。"),
)


def _tool(stage: Stage) -> OwnTool:
    return OwnTool(
        stage.say("What does the sender want?", "来信人想要什么？"),
        stage.say("Say what the sender of {body} wants.", "说出{body}的来信人想要什么。"),
        takes=("subject", "body"),
        template="{subject}: {body}",
        language=stage.say("en", "zh"),
        column=stage.say("wish", "要求"),
        checks=Checks(longest=60, tries=1),
    )


def _answer(request: GenerateRequest) -> str:
    text = text_in(request)
    return text if "14" in text else text.partition(": ")[2].split(",")[0].split(".")[0][:58]


def _mails(stage: Stage, rows: int) -> Path:
    mails = _MAILS_ZH if stage.chinese else _MAILS
    path = stage.folder / "mails.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "date", "subject", "body"))
        writer.writerows((n, f"2026-0{n % 9 + 1}-11", *mails[n % len(mails)]) for n in range(rows))
    return path


def own_table_new(stage: Stage) -> None:
    from tests.screenshots.scenes import OWN

    engine = AnsweringEngine(_answer)
    stage.engine.generate_many = engine.generate_many  # type: ignore[method-assign]
    stage.tab(OWN)
    tab = stage.find(OwnTab)
    stage.wait(lambda: tab.book.loaded)
    tool = _tool(stage)
    if not any(each.tool.name == tool.name for each in tab.book.all()):
        ToolShelf(stage.store).keep(tool)
        tab.book.reload()
        stage.wait(lambda: any(each.tool.name == tool.name for each in tab.book.all()))
    tab.book.show_past(tool)
    stage.press("Table or folder", "表格或文件夹")


def own_table_set_up(stage: Stage) -> None:
    own_table_new(stage)
    page = stage.find(OwnTab).table
    page.opener.open(_mails(stage, 240))
    stage.wait(lambda: not page.opener.job.running)
    stage.find(QAbstractButton, stage.say("Run on all rows", "处理所有行"))


def own_table_tried(stage: Stage) -> None:
    own_table_set_up(stage)
    stage.press("Preview five rows", "预览五行")
    stage.find(QAbstractButton, stage.say("Back to the table", "返回表格"))


def own_table_running(stage: Stage) -> None:
    from llmdesk.tools.tables import JobProgress
    from llmdesk.ui.own.table.job import OwnProgress

    own_table_set_up(stage)
    page = stage.find(OwnTab).table
    page.progress.begin("mails.csv")
    progress = JobProgress("working", 3_712, 12_400, True, rows_per_s=1.6, seconds_left=5_400)
    page.progress.show_own(OwnProgress(progress, 17, "SmolLM2 135M Instruct"))
    page._pages.setCurrentWidget(page.progress)


def own_table_reviewed(stage: Stage) -> None:
    own_table_set_up(stage)
    stage.press("Run on all rows", "处理所有行")
    page = stage.find(OwnTab).table
    stage.wait(lambda: not page.running and page._shows(page._review))  # not that of the scene before
    stage.wait(lambda: page.review.rows.model().rowCount() == 240)
    page.review.rows.go_to(1)
    stage.wait(lambda: page.review.pane.row is not None)


def own_table_replace(stage: Stage) -> QWidget:
    """Somebody has changed the table; it is asked whether that may go."""
    own_table_reviewed(stage)
    page = stage.find(OwnTab).table
    out = stage.folder / "mails.answers.csv"
    out.write_text(out.read_text("utf-8-sig").replace("2026-02-11", "2026-02-12", 1), "utf-8-sig")
    page.review.again_asked.emit("failed")
    return stage.find(QMessageBox)


SCENES: dict[str, Scene] = {
    "own-table-new": own_table_new,
    "own-table-set-up": own_table_set_up,
    "own-table-tried": own_table_tried,
    "own-table-running": own_table_running,
    "own-table-reviewed": own_table_reviewed,
    "own-table-replace": own_table_replace,
}
