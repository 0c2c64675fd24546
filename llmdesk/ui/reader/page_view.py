"""The picture of a page, scrolled, with the words of a passage marked on it.

Owns what is drawn where. Must not read files: it is given pictures, and says how wide it wants them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from llmdesk.tools.documents.page_picture import Mark
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import READING_WIDTH, SPACE, Theme

ZOOMS = (50, 75, 100, 125, 150, 200, 300, 400)  # percent of the width that a page fits in
_TINT = 90  # alpha of the mark
_HIT = 110  # and of words that are looked for; the current ones stand out
_WIDEST = 1.4  # reading widths; a page on a large screen is no wider
_LINE = 40  # pixels of one step


class PageView(QAbstractScrollArea):
    """`show_page` a picture; `width_changed` when it should be drawn for another width; `page_asked(1 or -1)`
    at its end; `zoom_asked(1, -1 or 0)`, 0: as wide as the pane."""

    width_changed = Signal()
    page_asked = Signal(int)
    zoom_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._marks: Sequence[Mark] = ()
        self._hits: Sequence[Sequence[Mark]] = ()
        self._hit: int | None = None
        self._zoom = 100
        self._to_mark = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.viewport().update)

    # -- what shows ---------------------------------------------------------------------------------
    @property
    def zoom(self) -> int:
        return self._zoom

    @property
    def marks(self) -> Sequence[Mark]:
        return self._marks

    @property
    def has_page(self) -> bool:
        return not self._image.isNull()

    def set_zoom(self, percent: int) -> None:
        """Larger or smaller; what is in the middle stays there."""
        across, down = self._middle()
        self._zoom = percent
        self._fit()
        size = self.page_size
        self.horizontalScrollBar().setValue(round(across * size.width() - self.viewport().width() / 2))
        self.verticalScrollBar().setValue(round(down * size.height() - self.viewport().height() / 2))
        self.width_changed.emit()

    def show_page(self, image: QImage, marks: Sequence[Mark], *, scroll: bool) -> None:
        """Another picture; `scroll`: of another page, which shows from its marks or its top on."""
        self._image, self._marks = image, marks
        self._fit()
        if scroll:
            self._to_mark = True
            self._scroll_to_mark()
        self.viewport().update()

    def show_hits(self, hits: Sequence[Sequence[Mark]], current: int | None) -> None:
        """Mark places with the words that are looked for, and go to number `current` of them."""
        self._hits = hits
        self._hit = current if current is not None and current < len(hits) and hits[current] else None
        self._to_mark = self._to_mark or self._hit is not None
        self._scroll_to_mark()
        self.viewport().update()

    @property
    def hits(self) -> Sequence[Sequence[Mark]]:
        return self._hits

    @property
    def hit(self) -> int | None:
        """Which of them is current."""
        return self._hit

    def clear_page(self) -> None:
        self._image, self._marks, self._hits, self._hit = QImage(), (), (), None
        self._fit()
        self.viewport().update()

    @property
    def wanted_width(self) -> int:
        """Of the picture, in the pixels of the screen."""
        return max(1, round(self._page_width() * self.devicePixelRatioF()))

    @property
    def page_size(self) -> QSize:
        """As it is drawn."""
        width = self._page_width()
        if self._image.isNull():
            return QSize(width, 0)
        return QSize(width, round(width * self._image.height() / self._image.width()))

    def _page_width(self) -> int:
        room = self.viewport().width() - 2 * SPACE
        return max(40, round(min(room, scaled(_WIDEST * READING_WIDTH)) * self._zoom / 100))

    # -- where it stands ------------------------------------------------------------------------------
    def _fit(self) -> None:
        size, view = self.page_size, self.viewport().size()
        for bar, whole, shown in (
            (self.horizontalScrollBar(), size.width() + 2 * SPACE, view.width()),
            (self.verticalScrollBar(), size.height() + 2 * SPACE, view.height()),
        ):
            bar.setPageStep(shown)
            bar.setSingleStep(_LINE)
            bar.setRange(0, max(0, whole - shown))

    def _middle(self) -> tuple[float, float]:
        size = self.page_size
        across = (self.horizontalScrollBar().value() + self.viewport().width() / 2) / max(1, size.width())
        down = (self.verticalScrollBar().value() + self.viewport().height() / 2) / max(1, size.height())
        return across, down

    def _scroll_to_mark(self) -> None:
        """The first mark a third from the top."""
        if not self._to_mark or self._image.isNull():
            return
        size = self.page_size
        marks = self._marks if self._hit is None else self._hits[self._hit]
        top = min((mark.top for mark in marks), default=0.0) * size.height()
        left = min((mark.left for mark in marks), default=0.0) * size.width()
        self.verticalScrollBar().setValue(round(top - self.viewport().height() / 3) if marks else 0)
        self.horizontalScrollBar().setValue(round(left) - SPACE if self._zoom > 100 else 0)

    def scroll_to_end(self) -> None:
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def page_rect(self) -> QRect:
        """The page in the viewport."""
        size, view = self.page_size, self.viewport().size()
        left = max(SPACE, (view.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        return QRect(QPoint(left, SPACE - self.verticalScrollBar().value()), size)

    # -- Qt -------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("sidebar"))
        if self._image.isNull():
            return
        page = self.page_rect()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(page), self._image)
        tint = QColor(self._theme.color("accent"))
        tint.setAlpha(_TINT)
        painter.setCompositionMode(
            QPainter.CompositionMode.CompositionMode_Multiply
        )  # the letters stay black
        for mark in self._marks:
            painter.fillRect(_on(page, mark), tint)
        for number, hit in enumerate(self._hits):
            tint = QColor(self._theme.color("orange"))
            tint.setAlpha(255 if number == self._hit else _HIT)
            for mark in hit:
                painter.fillRect(_on(page, mark), tint)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(self._theme.color("border"))
        painter.drawRect(page.adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._scroll_to_mark()
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._to_mark = False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys scroll; at an end of the page they go on to the next one."""
        self._to_mark = False
        bar, key = self.verticalScrollBar(), event.key()
        forward = key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space)
        if forward or key == Qt.Key.Key_PageUp:
            at_end = bar.value() == (bar.maximum() if forward else bar.minimum())
            if at_end:
                self.page_asked.emit(1 if forward else -1)
            else:
                bar.setValue(bar.value() + (1 if forward else -1) * (bar.pageStep() - _LINE))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.zoom_asked.emit({Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(key), 0))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
        else:
            event.ignore()


def _on(page: QRect, mark: Mark) -> QRectF:
    return QRectF(
        page.left() + mark.left * page.width(),
        page.top() + mark.top * page.height(),
        (mark.right - mark.left) * page.width(),
        (mark.bottom - mark.top) * page.height(),
    )
