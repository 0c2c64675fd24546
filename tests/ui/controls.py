"""What shows in a widget, and its controls as a screen reader names them, for every test of the window."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from llmdesk.ui.widgets.source_view import SourceView

W = TypeVar("W", bound=QWidget)


def named(within: QWidget, kind: type[W], name: str) -> W:
    """The first control with this accessible name, whether or not it shows."""
    return next(widget for widget in within.findChildren(kind) if widget.accessibleName() == name)


def visible(within: QWidget, kind: type[W], name: str) -> W:
    """The first control with this accessible name that shows."""
    return next(w for w in within.findChildren(kind) if w.accessibleName() == name and w.isVisible())


def labels(within: QWidget) -> str:
    """The texts of all labels that show, a line each."""
    return "\n".join(label.text() for label in within.findChildren(QLabel) if label.isVisible())


def marked_words(view: SourceView) -> list[str]:
    """The words that are marked clearly in a source, as they stand in the view."""
    text = view.toPlainText().encode("utf-16-le")  # the view counts in halves of characters
    return [text[2 * start : 2 * end].decode("utf-16-le") for start, end in view.chosen_passages]


def drop(target: QWidget, mime: QMimeData) -> None:
    """Drag something over a widget and let it go there."""
    action, buttons, keys = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), action, mime, buttons, keys))
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), action, mime, buttons, keys))
