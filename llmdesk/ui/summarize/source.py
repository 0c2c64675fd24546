"""The left side of the Summarize tab: where a text is pasted or a document shows, and what starts it.

Owns the text that shows and where passages stand in it. Must not read files nor summarize.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from llmdesk.tools.documents import Document, Span
from llmdesk.tools.summarize import Source
from llmdesk.ui.given.opened import Opened, find_passage
from llmdesk.ui.look.sizes import least_height, least_width
from llmdesk.ui.notify import error_text, translate_core
from llmdesk.ui.summarize.files import FilesList
from llmdesk.ui.theme import GAP, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.job import Job, JobRow
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.source_view import SourceView, is_long
from llmdesk.ui.widgets.text_places import TextPlaces
from llmdesk.ui.words import character_words, page_words


class SummarySourcePane(QWidget):
    """`open_asked`, `close_asked`, `summarize_asked`; `passage_clicked(offset)` in
    characters of the text; `text_pasted(text)` for one that is too long to be edited; `edited`."""

    open_asked = Signal()
    close_asked = Signal()
    summarize_asked = Signal()
    passage_clicked = Signal(int)
    text_pasted = Signal(object)  # a str; as such it would be copied twice
    edited = Signal()

    def __init__(self, theme: Theme, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._job = theme, job
        self._opened: Opened | None = None
        self._places: TextPlaces | None = None  # of the text that shows; None after it was edited
        self._typed = ""  # what was typed before a document was opened
        self._open, self._close = QPushButton(), QToolButton()
        self._name, self._notes = ElidedLabel(of_file=True), plain_label("small", wrap=True)
        self.files = FilesList(theme)
        self.view = SourceView(theme)
        self._row = JobRow(job)
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()
        self.refresh()

    def _arrange(self) -> None:
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
        column.addWidget(self.files)
        column.addWidget(self._notes)
        column.addWidget(self.view, 1)
        column.addWidget(self._row)
        least_width(self.view, 200)
        least_height(self.view, 80)
        self.files.hide()
        self._notes.hide()

    def _connect(self) -> None:
        self._open.clicked.connect(self.open_asked)
        self._close.clicked.connect(self.close_asked)
        self._row.asked.connect(self.summarize_asked)
        self._job.busy_changed.connect(self.refresh)
        self.view.submitted.connect(self.summarize_asked)
        self.view.edited.connect(self._on_edited)
        self.view.long_pasted.connect(self.text_pasted)
        self.view.clicked.connect(self._on_clicked)
        self._theme.changed.connect(self._retint)

    # -- what shows ---------------------------------------------------------------------------------
    @property
    def opened(self) -> Opened | None:
        """The document that shows; None for a text that is typed."""
        return self._opened

    @property
    def text(self) -> str:
        """What was typed or pasted, also before a document was opened."""
        return self.view.toPlainText() if self._opened is None else self._typed

    @property
    def is_empty(self) -> bool:
        return self.view.complete and self.view.document().isEmpty()

    def show_text(self, text: str) -> None:
        """A text to type into; it can be undone."""
        self._opened = self._places = None
        self.view.show_text(text, editable=True)
        self.refresh()

    def show_document(self, opened: Opened) -> None:
        """A document, read only. What was typed waits until it is closed."""
        self._typed = self.text
        self._opened, self._places = opened, opened.places
        self.view.show_text(opened.places.shown, editable=False)
        self.refresh()

    def show_read(self, opened: Opened) -> None:
        """What the program works on instead of the text that was typed (lines joined, and so on)."""
        if is_long(opened.document.text):
            self.show_document(opened)
        elif opened.document.text != self.view.toPlainText():
            self.show_text(opened.document.text)

    def close_document(self) -> None:
        """Back to what was typed."""
        if self._opened is not None:
            self.show_text(self._typed)
        self.refresh()

    @property
    def has_button_focus(self) -> bool:
        """The keyboard is where one starts a summary."""
        return self._row.start.hasFocus()

    # -- passages -----------------------------------------------------------------------------------
    def mark(
        self,
        passages: Sequence[Source],
        chosen: Sequence[Source],
        deciding: Sequence[Span] = (),
        *,
        scroll: bool = True,
    ) -> None:
        """Mark passages in the text, those that are `chosen` clearly, and the `deciding` words among them;
        the first of the chosen is scrolled to.

        Where the text has changed, a chosen passage is looked for, and the others are not marked.
        """
        if not passages and not chosen:
            self.view.mark((), ())
            return
        places = self._current_places()
        faint = [places.span(each.start, each.end) for each in passages if self.holds(each)]
        found = (find_passage(places.text, each.start, each.end, each.quote) for each in chosen)
        clear = [places.span(*place) for place in found if place is not None]
        words = [places.span(each.start, each.end) for each in deciding if all(map(self.holds, chosen))]
        self.view.mark(faint, clear, words, scroll=scroll)

    def holds(self, source: Source) -> bool:
        """The passage stands in the text where it stood."""
        return self._current_places().text[source.start : source.end] == source.quote

    def _current_places(self) -> TextPlaces:
        if self._places is None:
            self._places = TextPlaces(self.view.toPlainText(), break_lines=False)
        return self._places

    def _on_edited(self) -> None:
        """Also a text that an assistive technology put in the place of a document."""
        self._places = None
        if self._opened is not None:
            self._opened = None
            self.view.setReadOnly(False)
            self.view.setUndoRedoEnabled(True)
        self.refresh()
        self.edited.emit()

    def _on_clicked(self, position: int) -> None:
        self.passage_clicked.emit(self._current_places().offset(position))

    # -- state and words ----------------------------------------------------------------------------
    def refresh(self) -> None:
        has_files, busy = bool(self.files.paths), self._job.running
        self._open.setEnabled(not busy)
        self._close.setEnabled(not busy)
        self._close.setVisible(self._opened is not None or has_files)
        self.files.set_busy(busy)
        self._row.start.setEnabled(has_files or not self.is_empty)
        self.files.setVisible(has_files)
        self._name.setText(self._about())
        self.view.setPlaceholderText(
            ""
            if self._opened is not None
            else self.tr("Paste or type a text here, open files, or drop them on this window.")
        )
        notes = self._opened.document.notes if self._opened is not None else ()
        self._notes.setText("\n".join(error_text(note) for note in notes))
        self._notes.setVisible(bool(notes))

    def _about(self) -> str:
        if self._opened is None:
            length = self.view.document().characterCount() - 1
            return character_words(length) if length else ""
        document = self._opened.document
        parts = [self._title(document)]
        if document.pages and document.kind == "pdf":
            parts.append(page_words(len(document.pages)))
        parts.append(character_words(len(document.text)))
        return " · ".join(parts)

    def _title(self, document: Document) -> str:
        return translate_core(document.name) if document.name else self.tr("Pasted text")

    def _retint(self) -> None:
        self._close.setIcon(self._theme.icon("close", "muted"))
        self._open.setIcon(self._theme.icon("folder"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._open.setText(self.tr("Open files"))
        self._open.setAccessibleName(self.tr("Open files"))
        self._row.set_words(self.tr("Summarize"), self.tr("Stop and keep what is done"))
        self._open.setToolTip(
            self.tr("Text, Markdown, HTML, PDF, Word (docx) and EPUB; you can choose several")
        )
        self._close.setAccessibleName(self.tr("Close the document"))
        self._close.setToolTip(self.tr("Close the document"))
        self.view.setAccessibleName(self.tr("Source text"))
        self.refresh()
