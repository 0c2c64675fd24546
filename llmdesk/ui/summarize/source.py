"""The left side of the Summarize tab: where a text is pasted or a document or a list of files shows.

Owns what of it is the summaries' own: the list of files, and that a text can be typed on while its summary is
made. Must not read files nor summarize.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from llmdesk.tools.documents import Span
from llmdesk.tools.summarize import Source
from llmdesk.ui.given.document_field import DocumentField
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.opened import Opened
from llmdesk.ui.given.pane import GivenPane, GivenWords
from llmdesk.ui.summarize.files import FilesList
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.widgets.source_view import is_long


class SummarySourcePane(GivenPane):
    """`passage_clicked(offset)` in characters of the text; `text_pasted(text)` for one that is too long to be
    edited; `edited`."""

    passage_clicked = Signal(int)
    text_pasted = Signal(object)  # a str; as such it would be copied twice
    edited = Signal()

    def __init__(self, theme: Theme, job: Job, parent: QWidget | None = None) -> None:
        self.files = FilesList(theme)  # the pane says at once whether there are some
        super().__init__(theme, job, self._give_words, parent, above=self.files)
        self.field.passage_clicked.connect(self.passage_clicked)
        self.field.long_pasted.connect(self.text_pasted)
        self.field.changed.connect(self.edited)

    # -- what shows ---------------------------------------------------------------------------------
    @property
    def view(self) -> DocumentField:
        return self.field

    @property
    def opened(self) -> Opened | None:
        """The document that shows; None for a text that is typed."""
        return self.given.opened

    @property
    def text(self) -> str:
        """What was typed or pasted, also before a document was opened."""
        return self.given.typed

    def show_text(self, text: str) -> None:
        """A text to type into; it can be undone."""
        self.show_given(Given(text))

    def show_document(self, opened: Opened) -> None:
        """A document, read only. What was typed waits until it is closed."""
        self.show_given(Given(self.text, opened, opened.path))

    def show_worked_on(self, opened: Opened) -> None:
        """What the program works on instead of the text that was typed (lines joined, and so on)."""
        if is_long(opened.document.text):
            self.show_document(opened)
        elif opened.document.text != self.view.toPlainText():
            self.show_text(opened.document.text)

    def close_document(self) -> None:
        """Back to what was typed."""
        if self.opened is not None:
            self.show_text(self.text)
        self.refresh()

    # -- passages -----------------------------------------------------------------------------------
    def mark(
        self,
        passages: Sequence[Source],
        chosen: Sequence[Source],
        deciding: Sequence[Span] = (),
        *,
        scroll: bool = True,
    ) -> None:
        """As `DocumentField.mark_passages` does."""
        self.view.mark_passages(
            [(each.start, each.end, each.quote) for each in passages],
            [(each.start, each.end, each.quote) for each in chosen],
            [(each.start, each.end) for each in deciding],
            scroll=scroll,
        )

    def holds(self, source: Source) -> bool:
        """The passage stands in the text where it stood."""
        return self.view.holds(source.start, source.end, source.quote)

    # -- state and words ----------------------------------------------------------------------------
    def _on_busy(self, _busy: bool) -> None:
        """The text is not locked: the next one may be typed meanwhile."""
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        has_files = bool(self.files.paths)
        self.files.set_busy(self._job.running)
        self.files.setVisible(has_files)
        self._close.setVisible(self.opened is not None or has_files)
        self.row.start.setEnabled(has_files or not self.field.is_blank)
        self.view.setPlaceholderText("" if self.opened is not None else self._give_words().placeholder)

    def _give_words(self) -> GivenWords:
        return GivenWords(
            self.tr("Source text"),
            self.tr("Paste or type a text here, open files, or drop them on this window."),
            self.tr("Summarize"),
            self.tr("Stop and keep what is done"),
            self.tr("Text, Markdown, HTML, PDF, Word (docx) and EPUB; you can choose several"),
            self.tr("Open files"),
        )
