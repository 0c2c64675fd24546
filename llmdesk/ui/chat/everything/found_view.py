"""Below an answer for which all documents were read: the first rows, and what one does with all of them.

Owns the look and the words. Must not read or write anything, nor know the chat.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.chat.attaching.grounds import Quoted
from llmdesk.tools.chat.everything.found import AllRead, Judged
from llmdesk.ui.chat.attaching.flow_layout import FlowLayout
from llmdesk.ui.chat.attaching.pressable import Pressable
from llmdesk.ui.chat.everything.words import answer_words, place_words, problem_words, unread_words
from llmdesk.ui.look.sizes import most_width, scaled
from llmdesk.ui.tabs import TOOLS, words
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label

_TOLD = 3  # documents that could not be read
_QUOTE, _NAME = 240, 400  # characters
_VALUE, _WIDEST = 110, 260  # pixels of a value


class FoundRow(Pressable):
    """A document: the answer, where, and the sentence that says so. `clicked()`."""

    def __init__(self, theme: Theme, row: Judged, *, valued: bool = False) -> None:
        super().__init__()
        set_kind(self, "source")
        self.set_pressable()
        answer, place = answer_words(row, valued=valued), place_words(row)[:_NAME]
        quote = " ".join(row.quote[:_QUOTE].split())
        icon, said = QLabel(), _said(answer, valued=valued)
        is_yes = row.answer == "yes"
        mark = theme.icon("check", "accent") if is_yes else theme.icon("warning", "warning")
        icon.setPixmap(mark.pixmap(QSize(14, 14)))
        self.place, self.quote = ElidedLabel(place, of_file=True), ElidedLabel(f"“{quote}”" if quote else "")
        set_kind(self.quote, "small")
        if valued:
            set_kind(self.place, "small")
        self.quote.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(HALF, HALF // 2, HALF, HALF // 2)
        line.setSpacing(SPACE)
        for widget in (icon, said, self.place):
            line.addWidget(widget)
        line.addWidget(self.quote, 1)
        self.setAccessibleName(f"{answer}: {place}")
        problem = problem_words(row)
        self.setAccessibleDescription(problem or quote)
        self.setToolTip("\n".join(filter(None, (problem, row.document.path[:_NAME] or place))))


def _said(answer: str, *, valued: bool) -> QLabel:
    """Yes or no beside the document; a value stands out before it, as far as it is short."""
    if not valued:
        said = plain_label("small")
        said.setText(answer)
        said.setMinimumWidth(said.fontMetrics().horizontalAdvance("mmmm"))
        return said
    value = ElidedLabel(answer)
    most_width(value, _WIDEST)
    value.setMinimumWidth(min(scaled(_VALUE), scaled(_WIDEST)))
    return value


class FoundView(QWidget):
    """`source_asked(place)`: one of `places` was chosen; `asked(what)`: "all" rows are to be seen, the table
    is to be "save"d, the question answered from "passages"; or "table NAME", "documents NAME": that tab is to
    have the table, or the documents that count."""

    source_asked = Signal(int)
    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: AllRead | None = None
        self._reading = False
        self.unread = plain_label("small", wrap=True)
        self.all, self.save, self.use, self.passages = (QToolButton() for _ in range(4))
        self._menu = QMenu(self.use)
        # Not the button's own menu: that is not opened when a screen reader presses the button.
        self.use.clicked.connect(lambda: self._menu.popup(self.use.mapToGlobal(QPoint(0, self.use.height()))))
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons)
        for button, what in (
            (self.all, "all"),
            (self.save, "save"),
            (self.use, ""),
            (self.passages, "passages"),
        ):
            set_kind(button, "low")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            flow.addWidget(button)
            if what:
                button.clicked.connect(lambda _checked=False, what=what: self.asked.emit(what))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, HALF, 0, HALF)
        whole.setSpacing(HALF)
        whole.addLayout(self._rows)
        whole.addWidget(self.unread)
        whole.addWidget(self._buttons)

    @property
    def places(self) -> tuple[Quoted, ...]:
        """What is listed."""
        return tuple(row.quoted for row in self._listed)

    @property
    def rows(self) -> list[FoundRow]:
        return [row for row in self.findChildren(FoundRow) if not row.isHidden()]

    @property
    def _listed(self) -> Sequence[Judged]:
        return () if self._found is None else self._found.first

    def show_found(self, found: AllRead, *, reading: bool) -> None:
        """`reading`: it is not over, and nothing of it is listed."""
        if (found, reading) != (self._found, self._reading):
            self._found, self._reading = found, reading
            self._rebuild()

    def _rebuild(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        valued = self._found is not None and bool(self._found.asked_for)
        if not self._reading:
            for at, row in enumerate(self._listed):
                view = FoundRow(self._theme, row, valued=valued)
                view.clicked.connect(lambda at=at: self.source_asked.emit(at))
                self._rows.addWidget(view)
        self._retranslate()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for tab in TOOLS:
            if tab.takes_tables:
                text = fill(self.tr("Table in {tab}…"), {"tab": words(tab.title)})
                self._menu.addAction(text, partial(self.asked.emit, f"table {tab.name}"))
        self._menu.addSeparator()
        counts = self._found is not None and self._found.count > 0
        for tab in TOOLS:
            if tab.takes_files:
                text = fill(self.tr("The documents that count, in {tab}"), {"tab": words(tab.title)})
                action = self._menu.addAction(text, partial(self.asked.emit, f"documents {tab.name}"))
                action.setEnabled(counts)

    # -- words --------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        found = self._found
        if found is None:
            return
        has_rows = found.read > 0 and not self._reading
        for button in (self.all, self.save, self.use):
            button.setVisible(has_rows)
        self.passages.setVisible(True)
        self.unread.setText(self._unread(found))
        self.unread.setToolTip("\n".join(map(unread_words, found.unread_first)))
        self.unread.setVisible(bool(found.unread) and not self._reading)
        count = {"count": self.locale().toString(found.read)}
        for button, name in (
            (self.all, fill(self.tr("Show all documents ({count})"), count)),
            (self.save, self.tr("Save the table…")),
            (self.use, self.tr("Open in…")),
            (self.passages, self.tr("Answer from passages instead")),
        ):
            button.setText(name)
            button.setAccessibleName(name)
        self._menu.setAccessibleName(self.tr("Open in…"))
        self._fill_menu()

    def _unread(self, found: AllRead) -> str:
        told = list(map(unread_words, found.unread_first[:_TOLD]))
        if found.unread > len(told):
            told.append("…")
        return fill(self.tr("Could not be read: {documents}"), {"documents": "; ".join(told)})
