"""What came of a column in Translate and Extract, and a folder that is translated."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from llmdesk.ui.tables.column.page import ColumnPage
from llmdesk.ui.translate.folder.page import FolderPage
from llmdesk.ui.translate.tab import TranslateTab
from tests.screenshots.extracting import extract_table
from tests.screenshots.stage import Scene, Stage


def _reviewed(stage: Stage, row: int) -> ColumnPage:
    page = stage.find(ColumnPage)
    stage.wait(lambda: page.review.isVisible() and page.review.rows.model().rowCount() > row)
    page.review.rows.go_to(row)
    stage.wait(lambda: page.review.pane.row is not None)
    stage.rest(300)
    return page


def translate_table_reviewed(stage: Stage) -> None:
    """Some rows failed; one was edited by hand."""
    from tests.screenshots.scenes import translate_table

    translate_table(stage)
    stage.engine.spoil_every(7)
    stage.press("Translate the column", "翻译此列")
    page = _reviewed(stage, 2)
    page.review.pane.edited.emit(
        0, stage.say("每三周给三号泵的齿轮箱上油。", "Oil the gear box every 3 weeks.")
    )
    page.review.edits.write_now()
    stage.wait(lambda: not page.review.edits.waiting)
    stage.rest(300)


def extract_table_reviewed(stage: Stage) -> None:
    """A number and a day were typed, one of which is none."""
    extract_table(stage)
    stage.press("Extract from the column", "从此列提取")
    page = _reviewed(stage, 2)
    typed = {"Total": "1,240.50", "Due date": stage.say("next week", "下周")}
    chinese = {"Total": "价税合计", "Due date": "付款期限"}
    for field in page.review.pane.findChildren(QPlainTextEdit):
        for name, text in typed.items():
            if field.accessibleName().endswith(stage.say(name, chinese[name])):
                field.setPlainText(text)
    stage.rest(300)


def translate_folder(stage: Stage) -> None:
    """Looked into; some files are left out, and one is damaged."""
    from tests.screenshots.scenes import translate_new

    translate_new(stage)
    folder = stage.folder / stage.say("letters", "信件")
    (folder / "2025").mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(("notice", "minutes of the council", "2025/offer", "2025/thanks"), start=1):
        text = stage.say("The hall opens at 9:30. Bring 4 chairs.", "大厅9:30开放。请带4把椅子。") + "\n\n"
        (folder / f"{name}.txt").write_text(text * 6 * number, encoding="utf-8")
    (folder / "contract.docx").write_bytes(b"PK, but no document")
    (folder / "prices.xlsx").write_bytes(b"PK")
    (folder / "photo.png").write_bytes(b"PNG")
    stage.find(TranslateTab).open_files([folder])
    page = stage.find(FolderPage)
    stage.wait(lambda: page.isVisible() and not page._measuring.running)
    stage.rest(300)


def translate_folder_done(stage: Stage) -> None:
    translate_folder(stage)
    stage.engine.spoil_every(11)
    stage.press("Translate the documents", "翻译这些文档")
    page = stage.find(FolderPage)
    stage.wait(lambda: not page.job.running)
    page.view.go_to(1)
    stage.rest(300)


SCENES: dict[str, Scene] = {
    "translate-table-reviewed": translate_table_reviewed,
    "extract-table-reviewed": extract_table_reviewed,
    "translate-folder": translate_folder,
    "translate-folder-done": translate_folder_done,
}
