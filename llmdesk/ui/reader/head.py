"""The head of the reader: which document and passage shows, and what can be done with it.

Owns its buttons and words. Must not know how a document is shown.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from llmdesk.errors import fill, shown
from llmdesk.tools.place import Place
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import GAP, HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.segmented import Segmented

PAGE, TEXT = 0, 1


def is_pdf(place: Place) -> bool:
    """Its pages can be drawn, as far as its name tells."""
    return place.path is not None and place.path.suffix.lower() == ".pdf"


class ReaderHead(Retranslating, QWidget):
    """`step_asked(1 or -1)`: another passage; `view_asked(PAGE or TEXT)`; `find_asked`, `copy_asked`,
    `folder_asked`, `close_asked`."""

    step_asked = Signal(int)
    view_asked = Signal(int)
    find_asked = Signal()
    copy_asked = Signal()
    folder_asked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place: Place | None = None
        self._at, self._count = 0, 0
        self._name, self._where = ElidedLabel(of_file=True), ElidedLabel()
        self._previous, self._next = QToolButton(), QToolButton()
        self._find, self._copy = QToolButton(), QToolButton()
        self._folder, self._close = QToolButton(), QToolButton()
        self._views = Segmented(2)
        self._arrange()
        self._previous.clicked.connect(lambda: self.step_asked.emit(-1))
        self._next.clicked.connect(lambda: self.step_asked.emit(1))
        self._find.clicked.connect(self.find_asked)
        self._copy.clicked.connect(self.copy_asked)
        self._folder.clicked.connect(self.folder_asked)
        self._close.clicked.connect(self.close_asked)
        self._views.chosen.connect(self.view_asked)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._name, "strong")
        set_kind(self._where, "small")
        top = QHBoxLayout()
        top.setSpacing(HALF)
        top.addWidget(self._name, 1)
        for button in (self._find, self._copy, self._folder, self._close):
            top.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(HALF)
        below.addWidget(self._previous)
        below.addWidget(self._next)
        below.addWidget(self._where, 1)
        below.addWidget(self._views)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, SPACE, SPACE, SPACE)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addLayout(below)

    # -- what it says ---------------------------------------------------------------------------------
    def show_place(self, place: Place, at: int, count: int) -> None:
        """Passage number `at` (from 0) of `count`."""
        self._place, self._at, self._count = place, at, count
        self._retranslate()

    def show_views(self, current: int | None) -> None:
        """What of page and text shows; None: there is only text."""
        self._views.setVisible(current is not None)
        if current is not None:
            self._views.set_current(current)
        self._show_where()

    def _show_where(self) -> None:
        """An empty row takes no room."""
        self._where.setVisible(bool(self._where.text()) or not self._views.isHidden())

    def _words(self) -> str:
        place = self._place
        if place is None:
            return ""
        parts = []
        if self._count > 1:
            places = {"number": self._at + 1, "count": self._count}
            parts.append(fill(self.tr("Passage {number} of {count}"), places))
        if place.page and is_pdf(place):
            parts.append(fill(self.tr("page {page}"), {"page": place.page}))
        elif place.page:  # a chapter
            parts.append(shown(place.page))
        return " · ".join(parts)

    def _retranslate(self) -> None:
        self._name.setText(translate_core(self._place.name) if self._place is not None else "")
        self._where.setText(self._words())
        names = (
            (self._previous, self.tr("Previous passage"), "Alt+↑"),
            (self._next, self.tr("Next passage"), "Alt+↓"),
            (self._find, self.tr("Find in this document"), "Ctrl+F"),
            (self._copy, self.tr("Copy the passage"), ""),
            (self._folder, self.tr("Show the file in its folder"), ""),
            (self._close, self.tr("Close the source"), "Esc"),
        )
        for button, name, key in names:
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})" if key else name)
        for button in (self._previous, self._next):
            button.setVisible(self._count > 1)
        self._folder.setVisible(self._place is None or self._place.path is not None)
        self._copy.setVisible(self._place is None or bool(self._place.quote))
        self._previous.setEnabled(self._at > 0)
        self._next.setEnabled(self._at + 1 < self._count)
        self._show_where()
        self._views.set_texts((self.tr("Page"), self.tr("Text")))

    def _retint(self) -> None:
        theme = self._theme
        self._previous.setIcon(theme.icon("up"))
        self._next.setIcon(theme.icon("down"))
        self._find.setIcon(theme.icon("search"))
        self._copy.setIcon(theme.icon("copy"))
        self._folder.setIcon(theme.icon("folder"))
        self._close.setIcon(theme.icon("close", "muted"))
