"""What has no room is cut with …, paths in the middle, and told whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from llmdesk.ui.widgets.elided_label import ElidedLabel, Fact

PATH = "/home/somebody/a folder & more/<b>models</b>/a-model-with-a-long-name-Q4_K_M.gguf"


def told(widget: ElidedLabel | Fact) -> str:
    """What the pointer is told over `widget`."""
    place = QPoint(5, 5)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))
    return QToolTip.text()


@pytest.mark.parametrize("make", [partial(ElidedLabel, PATH, of_file=True), partial(Fact, PATH)])
def test_a_path_is_cut_in_the_middle_and_told_whole(
    make: Callable[[], ElidedLabel | Fact], qtbot: QtBot
) -> None:
    widget = make()
    qtbot.addWidget(widget)
    widget.resize(240, 24)
    widget.show()
    assert widget.text() == PATH
    assert "…" in widget.shown
    assert widget.shown.startswith("/home")
    assert widget.shown.endswith(".gguf")
    assert "&lt;b&gt;models&lt;/b&gt;" in told(widget)
    widget.resize(2000, 24)
    assert widget.shown == PATH


def test_words_are_cut_at_their_end(qtbot: QtBot) -> None:
    label = ElidedLabel("Reading the second of five parts of a long document")
    qtbot.addWidget(label)
    label.resize(120, 24)
    assert label.shown.startswith("Reading")
    assert label.shown.endswith("…")
