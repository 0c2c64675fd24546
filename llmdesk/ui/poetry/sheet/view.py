"""A page as it shows in the tab: the poem set in the colours of the window, as large as there is room.

Owns the size of the type there. What is set is made elsewhere, in a thread (`PageWork`): the first page
loads what is known of the sounds.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from llmdesk.tools.poetry.page import Page, ToSet
from llmdesk.ui.poetry.sheet.choices import PageChoices
from llmdesk.ui.poetry.sheet.faces import EM, Faces, faces_of
from llmdesk.ui.poetry.sheet.layout import Block, blocks_of, fitted
from llmdesk.ui.poetry.sheet.paint import Inks, missing_on, paint_block
from llmdesk.ui.theme import GAP, MARGIN, Theme

_MOST, _LEAST = 2.6, 1.25  # height of the type, in that of the window's text


@dataclass(frozen=True)
class SetPage:
    """A page in every way that it may be set. `missing`: characters that no font has."""

    page: Page
    choices: PageChoices
    faces: Faces
    blocks: tuple[Block, ...]
    missing: str


def set_page(wanted: ToSet, choices: PageChoices) -> SetPage:
    """Any thread. Without paper and seal. Raises `UsageError`."""
    page = wanted.page()
    plain = PageChoices(choices.vertical, choices.pinyin, choices.tones, choices.marks, choices.type)
    faces = faces_of(page.language, choices.type)
    blocks = tuple(blocks_of(page, plain, faces))
    return SetPage(page, plain, faces, blocks, missing_on(page, plain, faces))


class PageView(QScrollArea):
    """Shows a `SetPage`; what is too long for the room is scrolled, with the arrow keys too."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = _Canvas(theme)
        self.setWidget(self._canvas)
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._canvas.update)

    @property
    def shown(self) -> SetPage | None:
        return self._canvas.shown

    def show_page(self, shown: SetPage | None) -> None:
        self._canvas.shown = shown
        lines = shown.page.lines if shown is not None else ()
        self.setAccessibleDescription("\n".join(line.text for line in lines))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._canvas.fit(QSize(self.maximumViewportSize()))
        # Who reads columns begins at the right.
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())


class _Canvas(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.shown: SetPage | None = None
        self._block: Block | None = None
        self._em = 0.0

    def fit(self, room: QSize) -> None:
        """Choose the way to set it and the type for so much room."""
        if self.shown is None:
            self._block = None
            self.resize(0, 0)
            return
        body = self._theme.pixels("body")
        wide, high = room.width() - 2 * MARGIN, room.height() - 2 * GAP
        self._block, em = fitted(self.shown.blocks, max(1, wide), max(1, high))
        self._em = min(max(em, _LEAST * body), _MOST * body)
        unit = self._em / EM
        needed = QSize(
            round(self._block.width * unit) + 2 * MARGIN, round(self._block.height * unit) + 2 * GAP
        )
        self.resize(needed.expandedTo(room) if self._em > _LEAST * body else needed)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        block, shown = self._block, self.shown
        if block is None or shown is None:
            return
        unit = self._em / EM
        inks = Inks(self._theme.color("text"), self._theme.color("muted"))
        box = QRectF(self.rect())
        painter = QPainter(self)
        corner = QPointF((box.width() - block.width * unit) / 2, (box.height() - block.height * unit) / 2)
        painter.translate(corner)
        painter.scale(unit, unit)
        room = QRectF(event.rect()).translated(-corner)
        seen = QRectF(room.topLeft() / unit, room.size() / unit).adjusted(-2 * EM, -2 * EM, 2 * EM, 2 * EM)
        paint_block(painter, block, shown.choices, shown.faces, inks, seen)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.update()
        super().changeEvent(event)
