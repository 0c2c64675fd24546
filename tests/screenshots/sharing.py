"""What is drawn of other programs that use the model: the page of the settings, the foot of the window."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from llmdesk.errors import UsageError
from llmdesk.server.records import RequestRecord
from llmdesk.ui.programs import Open
from llmdesk.ui.settings.dialog import SettingsDialog
from tests.screenshots.stage import Scene, Stage

_OPEN = Open("http://127.0.0.1:11439/v1", "llmdesk-m2Qp9vXw7Lk4TzR8sB1nYc6HdJ3fGa5E0iUoWqMxNbV", kept=True)
_AT = datetime(2026, 11, 30, 10, 15).timestamp()
_ASKED = (
    RequestRecord(_AT, "127.0.0.1", "Mozilla/5.0 (X11; Linux x86_64)", "GET", "/v1/models", 403, 0.0),
    RequestRecord(_AT + 95, "192.168.1.23", "python-requests/2.34", "POST", "/v1/decisions", 200, 0.4, 320),
    RequestRecord(_AT + 99, "127.0.0.1", "Obsidian/1.9", "POST", "/v1/chat/completions", 200, 9.0, 812, 240),
    RequestRecord(_AT + 140, "127.0.0.1", "Obsidian/1.9", "POST", "/v1/chat/completions", 499, 2.0, 840),
)


def _dialog(stage: Stage) -> QWidget:
    dialog = SettingsDialog(stage.services, stage.window)
    dialog.show_page("programs")
    dialog.show()
    stage.rest(300)
    return dialog


def on(stage: Stage) -> QWidget:
    programs = stage.services.programs
    stage.services.settings.update(server_on=True)
    programs.records = lambda: _ASKED  # type: ignore[method-assign]
    programs._show("on", _OPEN)
    return _dialog(stage)


def failed(stage: Stage) -> QWidget:
    programs = stage.services.programs
    stage.services.settings.update(server_on=True)
    problem = UsageError(
        "Port {port} is already in use.",
        "Another program, or another llmdesk, listens there.",
        "Choose another port.",
        port=11439,
    )
    programs.records = lambda: ()  # type: ignore[method-assign]
    programs._show("failed", None, problem)
    return _dialog(stage)


def foot(stage: Stage) -> None:
    stage.services.programs._show("on", _OPEN)


SHARING: dict[str, Scene] = {
    "settings-programs-on": on,
    "settings-programs-failed": failed,
    "programs-foot": foot,
}
