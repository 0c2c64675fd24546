"""A finished summary: its sentences, what each rests on, and what can be done with it.

Owns the view. Which passage shows in the document is the tab's business; it is told which sentence and
which source were chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.wording import count_line, method_line
from llmdesk.tools.summarize import Summary, SummarySentence, contradicted, without_contradicted
from llmdesk.ui.checking.verdict_panel import Explained, VerdictPanel
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_height
from llmdesk.ui.notify import translate_core
from llmdesk.ui.summarize.summary_view import SummaryView
from llmdesk.ui.tabs import Tab
from llmdesk.ui.theme import GAP, HALF, MARGIN, SPACE, Theme, set_kind
from llmdesk.ui.widgets.hand_over_buttons import HandOverButtons
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.results.copy_and_save import CopyAndSave
from llmdesk.ui.words import duration


class SummaryResult(Retranslating, QWidget):
    """`sentence_chosen(index)` (-1: none any more), `source_chosen(sentence, source)`, `copy_asked`,
    `save_asked`, `check_asked` and `hand_over(tab)` for what is to be done with the text. Sentences are
    those of `shown`."""

    sentence_chosen = Signal(int)
    source_chosen = Signal(int, int)
    copy_asked = Signal()
    save_asked = Signal()
    hand_over = Signal(str)
    check_asked = Signal()

    def __init__(self, theme: Theme, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._summary: Summary | None = None
        self._shown: Summary | None = None  # without what is contradicted, unless it was asked for
        self._document: Document | None = None
        self._name = plain_label("heading", wrap=True, selectable=True)
        self._read, self._notes = plain_label("muted", wrap=True), plain_label("small", wrap=True)
        self.view = SummaryView(theme)
        self._contradicted = QPushButton()
        self.panel = VerdictPanel()
        self._others = HandOverButtons(tools)
        self._check = QPushButton()
        self._keep = CopyAndSave(theme)
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        for quiet in (self._contradicted, self._check):
            set_kind(quiet, "quiet")
        self._contradicted.setCheckable(True)
        least_height(self.view, 80)
        head, actions = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._name, 1)
        for tool in (self._check, self._keep):
            head.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        actions.setSpacing(SPACE)
        actions.addWidget(self._others)
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
        column.addWidget(self._contradicted, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.panel)
        column.addSpacing(SPACE)
        column.addLayout(actions)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_sentence)
        self.panel.passage_chosen.connect(self._on_source)
        self._contradicted.clicked.connect(self._on_contradicted)
        self._check.clicked.connect(self.check_asked)
        self._keep.copy_asked.connect(self.copy_asked)
        self._keep.save_asked.connect(self.save_asked)
        self._others.chosen.connect(self.hand_over)
        self._theme.changed.connect(self._retint)

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def summary(self) -> Summary | None:
        return self._summary

    @property
    def document(self) -> Document | None:
        """What was summarized."""
        return self._document

    @property
    def shown(self) -> Summary | None:
        """The summary as it shows: what the document contradicts is in it only when it was asked for."""
        return self._shown

    def show_summary(self, summary: Summary, document: Document) -> None:
        self._summary, self._document = summary, document
        self._contradicted.setChecked(False)
        self._show()

    def _show(self) -> None:
        summary = self._summary
        if summary is None:
            return
        self._shown = summary if self._contradicted.isChecked() else without_contradicted(summary)
        self.view.show_summary(self._shown)
        self._describe()
        self._show_sources()

    def _on_contradicted(self) -> None:
        """What the document contradicts comes, or goes."""
        self._show()
        self.sentence_chosen.emit(-1)

    def choose(self, sentence: int, source: int = 0) -> None:
        """Show a sentence and its sources, as when a passage of the document was clicked."""
        self.view.choose(sentence)
        self._show_sources(source)

    def _on_sentence(self, index: int) -> None:
        self._show_sources()
        self.sentence_chosen.emit(index)

    def _on_source(self, number: int) -> None:
        if self.view.current >= 0:
            self.source_chosen.emit(self.view.current, number)

    def _show_sources(self, current: int = 0) -> None:
        sentence = self._sentence
        self.panel.explain(None if sentence is None else self._explained(sentence), current)

    def _explained(self, sentence: SummarySentence) -> Explained:
        passages = tuple((self._where(source.page), source.quote) for source in sentence.sources)
        by_words = _is_by_words(sentence) and not self._by_words
        return Explained(
            sentence.verdict, sentence.probability, sentence.remark, by_words, passages, sentence.extracted
        )

    @property
    def _by_words(self) -> bool:
        """The model was asked about no sentence."""
        return self._summary is None or all(each.method == "words" for each in self._summary.sentences)

    def _where(self, page: str) -> str:
        """A page of a PDF has a number; a chapter of a book and a file of a list have names."""
        if self._document is not None and self._document.kind == "pdf" and page:
            return fill(self.tr("Page {page}"), {"page": page})
        return page

    @property
    def _sentence(self) -> SummarySentence | None:
        if self._shown is None or self.view.current < 0:
            return None
        return self._shown.sentences[self.view.current]

    def _describe(self) -> None:
        summary, document = self._summary, self._document
        if summary is None or document is None:
            return
        self._name.setText(translate_core(document.name) if document.name else self.tr("Summary"))
        self._read.setText(self._read_words(summary))
        notes = [note.render(translate_core) for note in summary.notes]
        left_out = len(contradicted(summary))
        if word_for_word := self._word_for_word(summary):
            notes.insert(0, word_for_word)
        if summary.unsupported or (self._by_words and any(map(_is_by_words, summary.sentences))):
            notes.insert(0, self._verdicts(summary))
        show = self.tr("Hide contradicted sentences ({count})")
        if not self._contradicted.isChecked():
            show = self.tr("Show contradicted sentences ({count})")
        self._contradicted.setText(fill(show, {"count": left_out}))
        self._contradicted.setAccessibleName(self._contradicted.text())
        self._contradicted.setVisible(left_out > 0)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def _verdicts(self, summary: Summary) -> str:
        """How many sentences of the whole summary got which verdict, and how."""
        counts = count_line((each.verdict for each in summary.sentences), translate_core)
        return f"{counts}. {method_line('words', '', translate_core)}" if self._by_words else f"{counts}."

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

    def _word_for_word(self, summary: Summary) -> str:
        """How many sentences stand in the document as they are; "" for none."""
        count = sum(each.extracted for each in summary.sentences)
        locale = QLocale()
        places = {"count": locale.toString(count), "total": locale.toString(len(summary.sentences))}
        told = self.tr("Word for word from the document: {count} of {total} sentences.")
        return fill(told, places) if count else ""

    # -- words and colours --------------------------------------------------------------------------
    def _retint(self) -> None:
        self._check.setIcon(self._theme.icon("check"))

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Summary"))
        self.view.setAccessibleDescription(
            self.tr("Use the arrow keys to go from sentence to sentence and see what each is based on.")
        )
        self.panel.set_hint(self.tr("Click a sentence of the summary to see what it is based on."))
        self._check.setText(self.tr("Check it"))
        self._check.setAccessibleName(self._check.text())
        self._check.setToolTip(self.tr("Edit the summary and check it against its sources"))
        self._keep.set_names(self.tr("Copy the summary"), self.tr("Save the summary with its sources"))
        self._describe()
        self._show_sources(max(0, self.panel.sources.currentRow()))


def _is_by_words(sentence: SummarySentence) -> bool:
    """Whether words alone speak for it: not where it stands in the document, whole or shortened."""
    return sentence.method == "words" and not sentence.extracted and sentence.probability is not None
