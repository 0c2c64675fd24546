"""A finished summary: its sentences, what each rests on, and what can be done with it.

Owns the view. Which passage shows in the document is the tab's business; it is told which sentence and
which source were chosen.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.tools.documents import Document
from llmdesk.tools.summarize import Summary, SummarySentence
from llmdesk.ui.notify import translate_core
from llmdesk.ui.sentiment_progress import duration
from llmdesk.ui.theme import GAP, HALF, MARGIN, SPACE, Theme, set_kind
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.summary_view import SummaryView

_QUOTE, _PLACE = 240, 60  # characters of a passage, and of the chapter it stands in, that the list shows
_SHARE, _LEAST_HEIGHT = 0.34, 40  # of the height that the passages take; pixels


class SummaryResult(QWidget):
    """`sentence_chosen(index)`, `source_chosen(sentence, source)`, `copy_asked`, `save_asked`, and
    `hand_over(tab)` for what is to be done with the text."""

    sentence_chosen = Signal(int)
    source_chosen = Signal(int, int)
    copy_asked = Signal()
    save_asked = Signal()
    hand_over = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._summary: Summary | None = None
        self._document: Document | None = None
        self._name = plain_label("heading", wrap=True, selectable=True)
        self._read, self._notes = plain_label("muted", wrap=True), plain_label("small", wrap=True)
        self.view = SummaryView(theme)
        self._sources_title, self._reason = plain_label("strong"), plain_label("muted", wrap=True)
        self.sources = QListWidget()
        self._ask, self._poem, self._sentiment = QPushButton(), QPushButton(), QPushButton()
        self._copy, self._save = QToolButton(), QToolButton()
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        self.sources.setWordWrap(True)
        self.sources.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.sources.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.sources.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sources.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.view.setMinimumHeight(80)
        head, actions = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._name, 1)
        for tool in (self._copy, self._save):
            head.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        actions.setSpacing(SPACE)
        for button in (self._ask, self._poem, self._sentiment):
            actions.addWidget(button)
        actions.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(self._read)
        column.addWidget(self._notes)
        column.addSpacing(SPACE)
        column.addWidget(self.view, 1)
        column.addSpacing(HALF)
        for part in (self._sources_title, self._reason, self.sources):
            column.addWidget(part)
        column.addSpacing(SPACE)
        column.addLayout(actions)

    def _fit_sources(self) -> None:
        """As high as the passages are, up to a part of the whole."""
        rows = [self.sources.visualItemRect(self.sources.item(row)) for row in range(self.sources.count())]
        needed = rows[-1].bottom() - rows[0].top() + HALF if rows else 0
        self.sources.setFixedHeight(max(_LEAST_HEIGHT, min(needed, round(_SHARE * self.height()))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sources()

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_sentence)
        self.sources.itemClicked.connect(self._on_source)
        self.sources.itemActivated.connect(self._on_source)
        self.sources.currentItemChanged.connect(lambda item, _old: self._on_source(item))
        self._copy.clicked.connect(self.copy_asked)
        self._save.clicked.connect(self.save_asked)
        for button, tab in ((self._ask, "chat"), (self._poem, "poetry"), (self._sentiment, "sentiment")):
            button.clicked.connect(lambda _checked=False, tab=tab: self.hand_over.emit(tab))
        self._theme.changed.connect(self._retint)

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def summary(self) -> Summary | None:
        return self._summary

    @property
    def document(self) -> Document | None:
        """What was summarized."""
        return self._document

    def show_summary(self, summary: Summary, document: Document) -> None:
        self._summary, self._document = summary, document
        self.view.show_summary(summary)
        self._describe()
        self._show_sources()

    def choose(self, sentence: int, source: int = 0) -> None:
        """Show a sentence and its sources, as when a passage of the document was clicked."""
        self.view.choose(sentence)
        self._show_sources(source)

    def _on_sentence(self, index: int) -> None:
        self._show_sources()
        self.sentence_chosen.emit(index)

    def _on_source(self, item: QListWidgetItem | None) -> None:
        if item is not None and self.view.current >= 0:
            self.source_chosen.emit(self.view.current, self.sources.row(item))

    def _show_sources(self, current: int = 0) -> None:
        sentence = self._sentence
        self.sources.blockSignals(True)
        self.sources.clear()
        for source in sentence.sources if sentence is not None else ():
            quote = " ".join(source.quote.split())
            quote = quote if len(quote) <= _QUOTE else quote[:_QUOTE].rstrip() + "…"
            where = self._where(source.page)
            self.sources.addItem(QListWidgetItem(f"{where}: “{quote}”" if where else f"“{quote}”"))
        self.sources.setCurrentRow(min(current, self.sources.count() - 1))
        self.sources.blockSignals(False)
        self._explain(sentence)

    def _where(self, page: str) -> str:
        """A page of a PDF has a number; a chapter of a book and a file of a list have names."""
        if self._document is not None and self._document.kind == "pdf" and page:
            return fill(self.tr("Page {page}"), {"page": page})
        return " ".join(page.split())[:_PLACE]

    @property
    def _sentence(self) -> SummarySentence | None:
        if self._summary is None or self.view.current < 0:
            return None
        return self._summary.sentences[self.view.current]

    def _explain(self, sentence: SummarySentence | None) -> None:
        if sentence is None:
            text = self.tr("Click a sentence of the summary to see what it rests on.")
        elif not sentence.supported:
            reason = sentence.remark.render(translate_core) if sentence.remark is not None else ""
            text = fill(self.tr("This sentence is not supported. {reason}"), {"reason": reason}).rstrip()
        elif sentence.extracted:
            text = self.tr("Taken from the document word for word.")
        else:
            text = ""
        self._reason.setText(text)
        self._reason.setVisible(bool(text))
        set_kind(self._reason, "danger" if sentence is not None and not sentence.supported else "muted")
        self.sources.setVisible(self.sources.count() > 0)
        QTimer.singleShot(0, self, self._fit_sources)  # when the list has its width

    def _describe(self) -> None:
        summary, document = self._summary, self._document
        if summary is None or document is None:
            return
        self._name.setText(translate_core(document.name) if document.name else self.tr("Summary"))
        self._read.setText(self._read_words(summary))
        notes = [note.render(translate_core) for note in summary.notes]
        if summary.unsupported:
            words = self.tr("{count} of {total} sentences are not supported by the document.")
            places = {"count": summary.unsupported, "total": len(summary.sentences)}
            notes.insert(0, fill(words, places))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _read_words(self, summary: Summary) -> str:
        """How much of the document was read, in how many parts, by whom, how long it took."""
        locale = QLocale()
        places = {"read": locale.toString(summary.chars_read), "total": locale.toString(summary.chars_total)}
        if summary.chars_read >= summary.chars_total:
            read = fill(self.tr("Read: all {total} characters"), places)
        else:
            read = fill(self.tr("Read: {read} of {total} characters"), places)
        parts = fill(self.tr("{count} parts"), {"count": locale.toString(summary.chunks)})
        taken = duration(summary.seconds)
        return " · ".join([read, *([parts] if summary.chunks > 1 else []), summary.model, taken])

    # -- words and colours --------------------------------------------------------------------------
    def _retint(self) -> None:
        self._copy.setIcon(self._theme.icon("copy"))
        self._save.setIcon(self._theme.icon("export"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Summary"))
        self.view.setAccessibleDescription(
            self.tr("The arrow keys go from sentence to sentence and show what each rests on.")
        )
        self._sources_title.setText(self.tr("Sources"))
        self.sources.setAccessibleName(self.tr("Sources"))
        for button, text, tip in (
            (self._ask, self.tr("Ask about this"), self.tr("Open the summary in Chat")),
            (self._poem, self.tr("As a poem"), self.tr("Write a poem about it")),
            (self._sentiment, self.tr("Sentiment"), self.tr("Find out how it sounds")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        for tool, name in (
            (self._copy, self.tr("Copy the summary")),
            (self._save, self.tr("Save the summary with its sources")),
        ):
            tool.setAccessibleName(name)
            tool.setToolTip(name)
        self._describe()
        self._show_sources(max(0, self.sources.currentRow()))
