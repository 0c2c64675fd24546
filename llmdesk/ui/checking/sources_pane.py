"""The right side of "Check a summary": its sources, one of which shows.

Owns the list of sources, what was typed into each, and which one shows. Must not read files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import UserError, fill
from llmdesk.ui.given.document_field import DocumentField, Quoted
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.opened import Opened
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import error_text
from llmdesk.ui.theme import GAP, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import character_words

_ROWS = 4  # that show without scrolling


class CheckSourcesPane(Retranslating, QWidget):
    """`open_asked`; `removed(Given, index)`; `changed` when the sources are others; `submitted` from the
    keyboard; `passage_clicked(source, offset)`."""

    open_asked = Signal()
    removed = Signal(object, int)
    changed = Signal()
    submitted = Signal()
    passage_clicked = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sources: list[Given] = [Given()]
        self._current = 0
        self._title, self._name = plain_label("strong"), ElidedLabel(of_file=True)
        self._open, self._add, self._remove = QPushButton(), QPushButton(), QToolButton()
        self.list = QListWidget()
        self._notes = plain_label("small", wrap=True)
        self.field = DocumentField(theme)
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._name, "muted")
        set_kind(self.list, "framed")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._title)
        head.addWidget(self._name, 1)
        for button in (self._open, self._add, self._remove):
            head.addWidget(button)
        self.field.setMinimumSize(QSize(200, 80))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self._notes)
        column.addWidget(self.field, 1)

    def _connect(self) -> None:
        self._open.clicked.connect(self.open_asked)
        self._add.clicked.connect(self._add_blank)
        self._remove.clicked.connect(self._remove_current)
        self.list.currentRowChanged.connect(self._on_row)
        self._delete = QShortcut(
            QKeySequence.StandardKey.Delete, self.list, context=Qt.ShortcutContext.WidgetShortcut
        )
        self._delete.activated.connect(self._remove_current)
        self.field.changed.connect(self._on_edited)
        self.field.submitted.connect(self.submitted)
        self.field.passage_clicked.connect(lambda offset: self.passage_clicked.emit(self._current, offset))
        self._theme.changed.connect(self._retint)

    # -- the sources --------------------------------------------------------------------------------
    @property
    def sources(self) -> tuple[Given, ...]:
        """All of them, with what is typed now."""
        self._sources[self._current] = self.field.given
        return tuple(self._sources)

    @property
    def current(self) -> int:
        return self._current

    @property
    def has_any(self) -> bool:
        """There is a source to check against, and none is still being read."""
        return any(map(self._is_usable, range(len(self._sources)))) and not any(
            each.is_waiting for each in self._sources
        )

    def _is_usable(self, index: int) -> bool:
        given = self._sources[index]
        is_blank = self.field.is_blank if index == self._current else given.is_blank
        return not is_blank and given.problem is None

    def show_sources(self, sources: Sequence[Given], current: int = 0) -> None:
        """Other sources; without any, a blank one to type into."""
        self._sources = list(sources) or [Given()]
        self._show(min(current, len(self._sources) - 1))

    def add(self, sources: Sequence[Given]) -> None:
        """More sources, in the place of a blank one; the first of them shows."""
        known = {each.path for each in self.sources if each.path is not None and each.problem is None}
        new = [each for each in sources if each.path is None or each.path not in known]
        again = {each.path for each in new if each.path is not None}  # of these, some could not be read
        kept = [each for each in self._sources if not each.is_blank and each.path not in again]
        self._sources = [*kept, *new] or [Given()]
        self._show(min(len(kept), len(self._sources) - 1))
        self.changed.emit()

    def insert(self, given: Given, index: int) -> None:
        """A source that was removed comes back."""
        self._sources = [each for each in self.sources if not each.is_blank]
        self._sources.insert(min(index, len(self._sources)), given)
        self._show(min(index, len(self._sources) - 1))
        self.changed.emit()

    def show_read(self, path: Path, opened: Opened | None, problem: UserError | None = None) -> None:
        """A file was read, or could not be."""
        for at, each in enumerate(self._sources):
            if each.path == path and each.opened is None:
                read = each.as_read(opened) if opened is not None else replace(each, problem=problem)
                self._sources[at] = read
                if at == self._current:
                    self.field.show_given(read, undoable=False)
        self._refresh()
        self.changed.emit()

    def show_checked(self, sent: Sequence[Given], sources: Sequence[Given]) -> None:
        """The sources as the program worked on them; what was typed stays something to type into. One that
        is not what was sent any more stays as it is."""
        for at, (known, asked, read) in enumerate(zip(self.sources, sent, sources, strict=False)):
            if (known.path, known.text) != (asked.path, asked.text):
                continue
            if at == self._current:
                self.field.show_read(read)
                self._sources[at] = self.field.given
            elif known.opened is None and known.path is None and read.opened is not None:
                self._sources[at] = Given(read.opened.document.text)
            else:
                self._sources[at] = read
        self._refresh()

    def choose(self, index: int) -> None:
        """Show this source."""
        if index != self._current and 0 <= index < len(self._sources):
            self._sources[self._current] = self.field.given
            self._show(index)

    def mark(
        self, passages: Sequence[Quoted], chosen: Sequence[Quoted], deciding: Sequence[tuple[int, int]] = (),
        *, scroll: bool = True,
    ) -> None:  # fmt: skip
        """Mark passages of the source that shows."""
        self.field.mark_passages(passages, chosen, deciding, scroll=scroll)

    def set_busy(self, busy: bool) -> None:
        """While a check is under way, the sources can be read, not changed."""
        for control in (self._open, self._add, self._remove):
            control.setEnabled(not busy)
        self._delete.setEnabled(not busy)
        self.field.set_locked(busy)

    def _show(self, index: int) -> None:
        self._current = index
        self.field.show_given(self._sources[index], undoable=False)
        self._refresh()

    def _add_blank(self) -> None:
        """A source to type into; one that is blank already is taken."""
        sources = self.sources
        blank = next((at for at, each in enumerate(sources) if each.is_blank), None)
        if blank is None:
            self._sources.append(Given())
            blank = len(self._sources) - 1
        self._show(blank)
        self.field.setFocus()

    def _remove_current(self) -> None:
        gone, index = self.sources[self._current], self._current
        del self._sources[index]
        self._sources = self._sources or [Given()]
        self._show(min(index, len(self._sources) - 1))
        self.changed.emit()
        if not gone.is_blank:
            self.removed.emit(gone, index)

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.choose(row)

    def _on_edited(self) -> None:
        self._sources[self._current] = Given()
        self._refresh()
        self.changed.emit()

    # -- words and colours --------------------------------------------------------------------------
    def _refresh(self) -> None:
        self._fill()
        given = self._sources[self._current]
        several = len(self._sources) > 1
        self.list.setVisible(several)
        self._name.setText("" if several else self._about(0))
        self._remove.setVisible(several or not self.field.is_blank)
        notes = [error_text(note) for note in given.opened.document.notes] if given.opened is not None else []
        if given.problem is not None:
            notes = [error_text(given.problem)]
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _fill(self) -> None:
        self.list.blockSignals(True)
        if self.list.count() != len(self._sources):
            self.list.clear()
            self.list.addItems([""] * len(self._sources))
        for at in range(len(self._sources)):
            item = self.list.item(at)
            text = " · ".join(part for part in (self.name(at), self._about(at)) if part)
            if isinstance(item, QListWidgetItem) and item.text() != text:
                item.setText(text)
        self.list.setCurrentRow(self._current)
        row = max(self.list.sizeHintForRow(0), 24)
        self.list.setFixedHeight(min(len(self._sources), _ROWS) * row + 8)
        self.list.blockSignals(False)

    def name(self, index: int) -> str:
        """What a source is called."""
        given = self._sources[index]
        if given.opened is not None and given.opened.document.name:
            return given.opened.document.name
        if given.path is not None:
            return given.path.name
        return fill(self.tr("Text {number}"), {"number": index + 1})

    def _about(self, index: int) -> str:
        given = self._sources[index]
        if given.problem is not None:
            return self.tr("cannot be read")
        if given.is_waiting:
            return self.tr("reading…")
        if given.opened is not None:
            length = len(given.opened.document.text)
        elif index == self._current:
            length = self.field.document().characterCount() - 1
        else:
            length = len(given.typed)
        count = character_words(length) if length else ""
        name = given.opened.document.name if given.opened is not None and len(self._sources) == 1 else ""
        return " · ".join(part for part in (name, count) if part)

    def _retint(self) -> None:
        self._open.setIcon(self._theme.icon("folder"))
        self._add.setIcon(self._theme.icon("plus"))
        self._remove.setIcon(self._theme.icon("close", "muted"))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Sources"))
        self.list.setAccessibleName(self.tr("List of sources"))
        self.field.setAccessibleName(self.tr("Text of the source"))
        self.field.setPlaceholderText(
            self.tr("Paste the source here, open one or more files, or drop them on this side.")
        )
        for button, text, tip in (
            (
                self._open,
                self.tr("Open"),
                self.tr("Text, Markdown, HTML, PDF, Word (docx) and EPUB; you can choose several"),
            ),
            (self._add, self.tr("Add a text"), self.tr("Add another source to paste or type")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self._open.setAccessibleName(self.tr("Open sources"))
        self._remove.setAccessibleName(self.tr("Remove this source"))
        self._remove.setToolTip(self.tr("Remove this source"))
        self._refresh()
