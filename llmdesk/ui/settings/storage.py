"""What llmdesk keeps on this computer: how much of what, and where.

Owns this table and adding up sizes, in a task. Must not delete anything.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from llmdesk.errors import fill
from llmdesk.paths import Paths
from llmdesk.ui.language import Retranslating
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, HALF
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import format_bytes


@dataclass(frozen=True)
class Kept:
    """`place` is a folder or a file with others beside it (of a database)."""

    name: str
    place: Path

    @property
    def folder(self) -> Path:
        return self.place if self.place.is_dir() else self.place.parent


def kept_in(paths: Paths) -> tuple[Kept, ...]:
    return (
        Kept("models", paths.models),
        Kept("chats", paths.database),
        Kept("backups", paths.backups),
        Kept("contexts", paths.contexts),
        Kept("logs", paths.logs),
    )


def size_of(place: Path, context: TaskContext) -> int:
    """Bytes of a folder with all in it, or of a file with those beside it whose names begin alike (a
    database's journal). What cannot be read counts nothing. Raises `Cancelled`."""
    total = 0
    for path in _files(place):
        context.cancel.raise_if_cancelled()
        try:
            total += path.stat(follow_symlinks=False).st_size
        except OSError:
            continue
    return total


def _files(place: Path) -> Iterable[Path]:
    if not place.is_dir():
        yield from place.parent.glob(f"{place.name}*")
        return
    for folder, _, names in os.walk(place):  # follows no links
        yield from (Path(folder, name) for name in names)


class StorageTable(Retranslating, QWidget):
    """Measured whenever it is shown."""

    def __init__(
        self, services: Services, *, open_url: Callable[[QUrl], object] = QDesktopServices.openUrl
    ) -> None:
        super().__init__()
        self._services, self._open_url = services, open_url
        self._kept = kept_in(services.paths)
        self._sizes: dict[str, int] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(2, 1)
        self._names = [plain_label() for _ in self._kept]
        self._figures = [plain_label("muted") for _ in self._kept]
        self._buttons = [QPushButton() for _ in self._kept]
        for row, kept in enumerate(self._kept):
            place = ElidedLabel(of_file=True)
            place.setText(str(kept.place))
            grid.addWidget(self._names[row], row, 0)
            grid.addWidget(self._figures[row], row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(place, row, 2)
            grid.addWidget(self._buttons[row], row, 3)
            self._buttons[row].clicked.connect(lambda _=False, kept=kept: self._open(kept))
        self._retranslate()

    def _open(self, kept: Kept) -> None:
        folder = kept.folder
        while not folder.is_dir() and folder != folder.parent:  # one that is made when it is needed
            folder = folder.parent
        self._open_url(QUrl.fromLocalFile(str(folder)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.measure()

    def measure(self) -> None:
        """Add up the sizes of now."""
        kept = self._kept

        def measure(context: TaskContext) -> dict[str, int]:
            return {one.name: size_of(one.place, context) for one in kept}

        self._services.tasks.start(measure, owner=self, on_done=self._show)

    def _show(self, sizes: dict[str, int]) -> None:
        self._sizes = sizes
        self._retranslate()

    def _retranslate(self) -> None:
        names = {
            "models": self.tr("Models"),
            "chats": self.tr("Chats and histories"),
            "backups": self.tr("Backups of these"),
            "contexts": self.tr("Chat cache"),
            "logs": self.tr("Logs"),
        }
        for row, kept in enumerate(self._kept):
            size = self._sizes.get(kept.name)
            self._names[row].setText(names[kept.name])
            self._figures[row].setText("…" if size is None else format_bytes(size) if size else "0")
            self._buttons[row].setText(self.tr("Open folder"))
            name = fill(self.tr("Open the folder: {name}"), {"name": names[kept.name]})
            self._buttons[row].setAccessibleName(name)
