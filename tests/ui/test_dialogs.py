"""The two windows for bad days: one for bugs, one for a window that cannot open."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.diagnostics import Bug
from llmdesk.errors import StoreError
from llmdesk.ui.theme import Theme
from llmdesk.ui.window.crash_dialog import CrashDialog, CrashReporter
from llmdesk.ui.window.startup_error import StartupError

BUG = Bug("ValueError", "no", "Traceback …", "MainThread")


def test_the_report_of_a_bug_can_be_copied(qtbot: QtBot, theme: Theme) -> None:
    dialog = CrashDialog("the report", theme)
    qtbot.addWidget(dialog)
    assert not dialog.isModal()
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy report").click()
    assert QGuiApplication.clipboard().text() == "the report"


def test_many_bugs_show_one_dialog(qtbot: QtBot, theme: Theme) -> None:
    asked: list[Bug] = []

    def report(bug: Bug) -> str:
        asked.append(bug)
        return "the report"

    reporter = CrashReporter(theme, report)
    for _ in range(5):
        reporter.on_bug(BUG)
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(20)
    assert len(asked) == 1
    dialog = reporter._dialog
    assert dialog is not None
    qtbot.addWidget(dialog)
    dialog.close()
    reporter.on_bug(BUG)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert reporter._dialog is not None
    qtbot.addWidget(reporter._dialog)


def test_a_window_that_cannot_open_says_why_and_what_to_do(qtbot: QtBot, theme: Theme) -> None:
    dialog = StartupError(StoreError("No store.", "It is <b>gone</b>.", "Choose another folder."))
    qtbot.addWidget(dialog)
    assert [label.text() for label in dialog.findChildren(QLabel)] == [
        "No store.",
        "It is <b>gone</b>.",
        "Choose another folder.",
    ]
    assert "No store." in dialog.accessibleName()
