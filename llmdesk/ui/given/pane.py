"""The side of a tab where a text is typed or pasted, or a document shows, and what starts the work on it.

Owns which of both shows, and its buttons. Must not read files (`desk` does) nor know what is done with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.ui.given.document_field import DocumentField
from llmdesk.ui.given.given import Given
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_height, least_width
from llmdesk.ui.notify import error_text, translate_core
from llmdesk.ui.theme import GAP, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.job import Job, JobRow
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import character_words, page_words


@dataclass(frozen=True)
class GivenWords:
    """What a tab calls its parts: the field, what shows in it while it is empty, the button that starts,
    the tip of the one that stops; which files it opens, "" for those that most tabs do; and the button that
    opens them, "" where it is one document."""

    field: str
    placeholder: str
    start: str
    stop: str
    formats: str = ""
    open: str = ""


class GivenPane(Retranslating, QWidget):
    """`open_asked`, `close_asked`, `start_asked`; `changed` when something else is given, and before it
    `replaced` where that was not typed. `words` is asked for again in another language. `above` (such as a
    list of files) stands between head and text."""

    open_asked = Signal()
    close_asked = Signal()
    start_asked = Signal()
    replaced = Signal()
    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        job: Job,
        words: Callable[[], GivenWords],
        parent: QWidget | None = None,
        *,
        above: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._job, self._words, self._ready = theme, job, words, True
        self._open, self._close = QPushButton(), QToolButton()
        self._name, self._notes = ElidedLabel(of_file=True), plain_label("small", wrap=True)
        self.field, self.row = DocumentField(theme), JobRow(job)
        self._arrange(above)
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self, above: QWidget | None) -> None:
        set_kind(self._name, "muted")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._open)
        head.addWidget(self._name, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addLayout(head)
        if above is not None:
            column.addWidget(above)
        column.addWidget(self._notes)
        column.addWidget(self.field, 1)
        column.addWidget(self.row)
        least_width(self.field, 200)
        least_height(self.field, 80)
        self._notes.hide()

    def _connect(self) -> None:
        self._open.clicked.connect(self.open_asked)
        self._close.clicked.connect(self.close_asked)
        self.row.asked.connect(self.start_asked)
        self._job.busy_changed.connect(self._on_busy)
        self.field.submitted.connect(self.start_asked)
        self.field.changed.connect(self._on_changed)
        self._theme.changed.connect(self._retint)

    # -- what is given ------------------------------------------------------------------------------
    @property
    def given(self) -> Given:
        return self.field.given

    def show_given(self, given: Given, *, undoable: bool = True) -> None:
        """Another text or document."""
        self.field.show_given(given, undoable=undoable)
        self.replaced.emit()
        self._on_changed()

    def show_read(self, given: Given) -> None:
        """What the program works on instead of what was typed, where that differs (see `DocumentField`)."""
        self.field.show_read(given)
        self.refresh()

    def set_ready(self, ready: bool) -> None:
        """False: something else that the work needs is missing."""
        self._ready = ready
        self.refresh()

    @property
    def has_button_focus(self) -> bool:
        """The keyboard is where the work is started."""
        return self.row.start.hasFocus()

    # -- state, words and colours -------------------------------------------------------------------
    def _on_changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _on_busy(self, busy: bool) -> None:
        self.field.set_locked(busy)
        self.refresh()

    def refresh(self) -> None:
        given, busy = self.given, self._job.running
        self._open.setEnabled(not busy)
        self._close.setEnabled(not busy)
        self._close.setVisible(given.opened is not None or given.path is not None)
        self.row.start.setEnabled(self._ready and not self.field.is_blank and not given.is_waiting)
        self._name.setText(self._about(given))
        notes = given.opened.document.notes if given.opened is not None else ()
        self._notes.setText("\n".join(error_text(note) for note in notes))
        self._notes.setVisible(bool(notes))

    def _about(self, given: Given) -> str:
        document = given.opened.document if given.opened is not None else None
        if document is None and given.path is not None:
            return fill(self.tr("Reading {name}…"), {"name": given.path.name})
        length = len(document.text) if document is not None else self.field.document().characterCount() - 1
        parts = []
        if document is not None:
            parts.append(translate_core(document.name) if document.name else self.tr("Pasted text"))
            if document.pages and document.kind == "pdf":
                parts.append(page_words(len(document.pages)))
        if length:
            parts.append(character_words(length))
        return " · ".join(parts)

    def _retint(self) -> None:
        self._close.setIcon(self._theme.icon("close", "muted"))
        self._open.setIcon(self._theme.icon("folder"))

    def _retranslate(self) -> None:
        words = self._words()
        self._open.setText(words.open or self.tr("Open"))
        self._open.setAccessibleName(self._open.text())
        self._open.setToolTip(words.formats or self.tr("Text, Markdown, HTML, PDF, Word (docx) and EPUB"))
        self._close.setAccessibleName(self.tr("Close the document"))
        self._close.setToolTip(self.tr("Close the document"))
        self.row.set_words(words.start, words.stop)
        self.field.setAccessibleName(words.field)
        self.field.setPlaceholderText(words.placeholder)
        self.refresh()
