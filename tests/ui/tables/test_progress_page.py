"""What shows of a job over a table."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from llmdesk.tools.tables import JobProgress
from llmdesk.ui.tables.progress_page import ProgressPage


def shown(page: ProgressPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_rows_that_wait_for_one_that_is_asked_again_are_counted(qtbot: QtBot) -> None:
    page = ProgressPage()
    qtbot.addWidget(page)
    page.begin("orders.csv")
    page.show_progress(JobProgress("working", 0, 30, exact=True, ahead=17, again=4))
    assert "17 of 30 rows" in shown(page)
    assert "4 asked again" in shown(page)
    page.show_progress(JobProgress("working", 30, 30, exact=True))
    assert "30 of 30 rows" in shown(page)
    assert "asked again" not in shown(page)
