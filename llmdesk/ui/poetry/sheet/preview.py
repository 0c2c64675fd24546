"""The page as it will be on its paper, small, beside the choices.

Owns which page is the newest: it is made in a thread, and one that was overtaken is dropped.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from llmdesk.errors import UserError
from llmdesk.tools.poetry.page import ToSet
from llmdesk.ui.notify import translate_core
from llmdesk.ui.poetry.sheet.choices import PageChoices
from llmdesk.ui.poetry.sheet.files import Prepared, prepared
from llmdesk.ui.poetry.sheet.paint import paint_sheet
from llmdesk.ui.poetry.sheet.settings import PageSettings
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP

_LEAST = QSize(360, 360)
_SETTLE_MS = 150  # a picture is drawn anew for a window that has its size


class Preview(QWidget):
    """`made` when there is another page, or none; `problem` says why there is none."""

    made = Signal()

    def __init__(self, services: Services, settings: PageSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._settings = services, settings
        self._wanted: ToSet | None = None
        self._number = self._done = 0  # of the newest page that was asked for, and that is there
        self._image = QImage()
        self.prepared: Prepared | None = None
        self.problem = ""
        self.setMinimumSize(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._services.theme.changed.connect(self.update)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.refresh)

    @property
    def pending(self) -> bool:
        """Whether the page that shows is older than the choices."""
        return self._done != self._number

    def show_poem(self, wanted: ToSet) -> None:
        if self._wanted is None or replace(wanted, author=self._wanted.author) != self._wanted:
            self._image, self.prepared = QImage(), None
        self._wanted = wanted
        self.refresh()

    def refresh(self) -> None:
        """The choices are others, or the room is."""
        if self._wanted is None:
            return
        self._number += 1
        number, wanted, choices = self._number, self._wanted, self._settings.choices
        room = self.size() * self.devicePixelRatioF()

        def work(_context: TaskContext) -> tuple[Prepared, QImage]:
            return _drawn(wanted, choices, room)

        def show(found: tuple[Prepared, QImage]) -> None:
            if number == self._number:
                self.prepared, self._image = found
                self._tell("")

        def fail(error: Exception) -> None:
            if number == self._number:
                self.prepared, self._image = None, QImage()
                self._tell(translate_core(error.title) if isinstance(error, UserError) else "")
            if not isinstance(error, UserError):
                raise error

        self._services.tasks.start(work, owner=self, on_done=show, on_error=fail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle.start()
        super().resizeEvent(event)

    def _tell(self, problem: str) -> None:
        self.problem, self._done = problem, self._number
        title = "" if self.prepared is None else self.prepared.page.title
        lines = () if self.prepared is None else self.prepared.page.lines
        self.setAccessibleDescription("\n".join((title, *(line.text for line in lines))))
        self.update()
        self.made.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        size = (
            self._image.size()
            .toSizeF()
            .scaled(self.size().toSizeF() - QSize(GAP, GAP).toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
        )
        place = QRectF(QPointF(), size)
        place.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        painter.setPen(self._services.theme.color("border"))
        painter.drawRect(place)
        painter.end()


def _drawn(wanted: ToSet, choices: PageChoices, room: QSize) -> tuple[Prepared, QImage]:
    page = wanted.page()
    made = prepared(page, choices)
    scale = min(room.width() / made.sheet.width, room.height() / made.sheet.height)
    image = QImage(
        max(1, round(made.sheet.width * scale)),
        max(1, round(made.sheet.height * scale)),
        QImage.Format.Format_RGB32,
    )
    painter = QPainter(image)
    paint_sheet(painter, made.sheet, scale, choices, made.faces)
    painter.end()
    return made, image
