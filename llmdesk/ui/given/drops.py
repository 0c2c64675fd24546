"""Files and texts that are dropped on a widget.

Owns what is taken. What is done with it, the widget's owner knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class Drops(QObject):
    """Takes what is dropped on `widget`: files go to `on_files`, else a text to `on_text`."""

    def __init__(
        self, widget: QWidget, on_files: Callable[[Sequence[Path]], None], on_text: Callable[[str], None]
    ) -> None:
        super().__init__(widget)
        self._on_files, self._on_text = on_files, on_text
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._take(event)
            return True
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter:
            if event.mimeData().hasUrls() or event.mimeData().hasText():
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
            return True
        return False

    def _take(self, event: QDropEvent) -> None:
        mime = event.mimeData()
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)  # moved, it would go where it came from
        event.accept()
        if paths:
            self._on_files(paths)
        elif mime.hasText():
            self._on_text(mime.text())
