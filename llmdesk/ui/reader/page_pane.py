"""Pages of a PDF as pictures: which one shows, how large, and the way to the next.

Owns when a page is drawn. The reader process draws it; `PageView` shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.documents.page_picture import PagePicture, WantedPage
from llmdesk.tools.reading import draw_page
from llmdesk.ui.language import Retranslating
from llmdesk.ui.reader.page_view import ZOOMS, PageView
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.theme import GAP, HALF, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_RESIZED_MS = 200
_PAGES_OF_A_PASSAGE = 5  # on from the one that it begins on


@dataclass(frozen=True)
class _Drawn:
    """What a page is, without its pixels, and these as an image."""

    page: PagePicture
    image: QImage


class PagePane(Retranslating, QWidget):
    """`show_passage` a passage of a PDF. `arrived(PagePicture)`, its pixels left out, when its page shows;
    `failed(error)` when it cannot be drawn."""

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._path: Path | None = None
        self._wanted: WantedPage | None = None
        self._home: int | None = None  # the page that the passage begins on, once that is known
        self._page: PagePicture | None = None
        self._task: Task[_Drawn] | None = None
        self._quote = ""
        self._near: float | None = None
        self._to_end = False
        self._words = ""  # that are looked for
        self._hit: int | None = None  # which of them on the page
        self.view = PageView(services.theme)
        self._previous, self._next = QToolButton(), QToolButton()
        self._smaller, self._larger = QToolButton(), QToolButton()
        self._told, self._percent = plain_label("small"), plain_label("small")
        self._resized = QTimer(self, singleShot=True, interval=_RESIZED_MS)
        self._resized.timeout.connect(self._draw_again)
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GAP, HALF, GAP, HALF)
        row.setSpacing(HALF)
        for widget in (self._previous, self._told, self._next):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._smaller, self._percent, self._larger):
            row.addWidget(widget)
        rule = QWidget()
        set_kind(rule, "rule")
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(rule)
        column.addLayout(row)

    def _connect(self) -> None:
        self._previous.clicked.connect(lambda: self.turn(-1))
        self._next.clicked.connect(lambda: self.turn(1))
        self._smaller.clicked.connect(lambda: self.zoom(-1))
        self._larger.clicked.connect(lambda: self.zoom(1))
        self.view.page_asked.connect(self.turn)
        self.view.zoom_asked.connect(self.zoom)
        self.view.width_changed.connect(self._on_width)
        self._services.theme.changed.connect(self._retint)

    # -- what shows -----------------------------------------------------------------------------------
    @property
    def page(self) -> PagePicture | None:
        """The page that shows, without its pixels."""
        return self._page

    @property
    def is_home(self) -> bool:
        """The page that shows is the one that the passage begins on."""
        return self._page is not None and self._page.index == self._home

    def show_passage(self, path: Path, label: str, quote: str, near: float | None = None) -> None:
        """The page that is called `label`, with the words of `quote` marked."""
        if path != self._path:
            self._page = None
            self.view.clear_page()
        self._path, self._home = path, None
        self._quote, self._near = quote, near
        self._hit = None
        self._draw(WantedPage(None, label, 0, quote, near), scroll=True)

    def set_near(self, near: float) -> None:
        """Which of several same passages of the page is meant is known now."""
        if near != self._near and self._page is not None and self.is_home:
            self._near = near
            self._draw(self._of_index(self._page.index), scroll=True)

    @property
    def path(self) -> Path | None:
        """The file that shows."""
        return self._path

    def show_words(self, words: str, index: int | None = None, hit: int | None = None) -> None:
        """Mark these words, on page `index` if that is another one, and go to number `hit` of them there."""
        page = self._page
        if page is None:
            self._words, self._hit = words, None
            return
        same, self._words, self._hit = words == self._words, words, hit
        if same and index in (None, page.index):
            self.view.show_hits(page.hits, hit)
        else:
            self._draw(self._of_index(page.index if index is None else index), scroll=index is not None)

    def stop(self) -> None:
        """Nothing is drawn any more."""
        self._resized.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None  # what comes of it yet is of another passage

    def clear(self) -> None:
        """Let go of the file and its pictures."""
        self.stop()
        self._path = self._wanted = self._home = self._page = self._task = None
        self.view.clear_page()

    def turn(self, step: int) -> None:
        """To the next page or the one before."""
        if self._page is None or not 0 <= self._page.index + step < self._page.count:
            return
        self._to_end = step < 0 and self.view.hasFocus()
        self._hit = None
        self._draw(self._of_index(self._page.index + step), scroll=True)

    def zoom(self, step: int) -> None:
        """One step larger or smaller; 0: as wide as the pane."""
        at = ZOOMS.index(self.view.zoom)
        wanted = 100 if not step else ZOOMS[min(max(at + step, 0), len(ZOOMS) - 1)]
        if wanted != self.view.zoom:
            self.view.set_zoom(wanted)
            self._retranslate()

    def _of_index(self, index: int) -> WantedPage:
        """A page by its number; a passage goes on for some pages at the most."""
        home = self._home
        has_quote = home is not None and home <= index < home + _PAGES_OF_A_PASSAGE
        near = self._near if index == home else None
        return WantedPage(index, "", 0, self._quote if has_quote else "", near)

    # -- drawing --------------------------------------------------------------------------------------
    def _on_width(self) -> None:
        if self._wanted is not None:
            self._resized.start()

    def _draw_again(self) -> None:
        if self._page is not None and self._task is None:
            self._draw(self._of_index(self._page.index), scroll=False)
        elif self._wanted is not None:
            self._draw(self._wanted, scroll=True)

    def _draw(self, wanted: WantedPage, *, scroll: bool) -> None:
        path = self._path
        if path is None:
            return
        if self._task is not None:
            self._task.cancel()
        self._wanted = wanted
        sized = replace(wanted, width=self.view.wanted_width, words=self._words)

        def done(drawn: _Drawn) -> None:
            if self._task is task:
                self._task = None
                self._show(drawn, scroll=scroll)

        def failed(error: Exception) -> None:
            if self._task is task:
                self._task = None
                self.failed.emit(error)

        task = self._task = self._services.tasks.start(
            lambda context: _drawn(path, sized, context), owner=self, on_done=done, on_error=failed
        )

    def _show(self, drawn: _Drawn, *, scroll: bool) -> None:
        page = self._page = drawn.page
        if self._wanted is not None and self._wanted.index is None:
            self._home = page.index
        self.view.show_page(drawn.image, page.marks, scroll=scroll)
        self.view.show_hits(page.hits, self._hit)
        if self._to_end and scroll:
            self.view.scroll_to_end()
        self._to_end = False
        self._retranslate()
        self.arrived.emit(page)

    # -- words and colours ----------------------------------------------------------------------------
    def _retranslate(self) -> None:
        page, locale = self._page, self.locale()
        names = (
            (self._previous, self.tr("Previous page")),
            (self._next, self.tr("Next page")),
            (self._smaller, self.tr("Smaller")),
            (self._larger, self.tr("Larger")),
        )
        keys = {self._smaller: " (-)", self._larger: " (+)"}
        for button, name in names:
            button.setToolTip(name + keys.get(button, ""))
            button.setAccessibleName(name)
        self.view.setAccessibleName(self.tr("Page"))
        self._percent.setText(fill(self.tr("{percent} %"), {"percent": self.view.zoom}))
        told = ""
        if page is not None:
            places = {"page": page.label, "number": page.index + 1, "count": locale.toString(page.count)}
            same = page.label == str(page.index + 1)
            told = fill(
                self.tr("Page {page} of {count}") if same else self.tr("Page {page} ({number} of {count})"),
                places,
            )
        self._told.setText(told)
        self._previous.setEnabled(page is not None and page.index > 0)
        self._next.setEnabled(page is not None and page.index + 1 < page.count)
        self._smaller.setEnabled(self.view.zoom > ZOOMS[0])
        self._larger.setEnabled(self.view.zoom < ZOOMS[-1])

    def _retint(self) -> None:
        theme = self._services.theme
        self._previous.setIcon(theme.icon("previous"))
        self._next.setIcon(theme.icon("next"))
        self._smaller.setIcon(theme.icon("minus"))
        self._larger.setIcon(theme.icon("plus"))


def _drawn(path: Path, wanted: WantedPage, context: TaskContext) -> _Drawn:
    page = draw_page(path, wanted, context.cancel)
    raw = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_BGR888)
    image = raw.convertToFormat(QImage.Format.Format_RGB32)  # a copy, which is drawn fastest
    return _Drawn(replace(page, pixels=b""), image)
