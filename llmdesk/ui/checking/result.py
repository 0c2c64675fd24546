"""A checked text: each sentence with its verdict, the way from doubt to doubt, and why.

Owns the view. Which passage shows in a source is the page's business; it is told which sentence and which
passage were chosen.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.checking import CheckedSentence, CheckedText, Passage, source_name
from llmdesk.tools.evidence.wording import count_line, method_line, verdict_line
from llmdesk.ui.checking.doubt_ways import DoubtWays
from llmdesk.ui.checking.judged_view import Judged, JudgedView
from llmdesk.ui.checking.verdict_panel import Explained, VerdictPanel
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, Theme
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.results.copy_and_save import CopyAndSave


class CheckResult(Retranslating, QWidget):
    """`sentence_chosen(index)` and `passage_chosen(index, passage)`, with the index in `checked.sentences`
    (-1: none any more); `copy_asked`, `save_asked`."""

    sentence_chosen = Signal(int)
    passage_chosen = Signal(int, int)
    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checked: CheckedText | None = None
        self._shown: list[int] = []  # the sentences that show, by their number in the whole
        self._counts, self._method = plain_label("strong", wrap=True), plain_label("small", wrap=True)
        self._ways = DoubtWays(theme, self)
        self._keep = CopyAndSave(theme)
        self.view = JudgedView(theme, all_signed=True)
        self.panel = VerdictPanel()
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._counts, 1)
        head.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignTop)
        self.view.setMinimumHeight(80)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(self._method)
        column.addWidget(self._ways)
        column.addSpacing(HALF)
        column.addWidget(self.view, 1)
        column.addWidget(self.panel)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_sentence)
        self.panel.passage_chosen.connect(self._on_passage)
        self._ways.step_asked.connect(self._step)
        self._ways.filtered.connect(self._on_filter)
        self._keep.copy_asked.connect(self.copy_asked)
        self._keep.save_asked.connect(self.save_asked)

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def checked(self) -> CheckedText | None:
        return self._checked

    @property
    def current(self) -> int:
        """The chosen sentence's number in the whole; -1 for none."""
        return self._shown[self.view.current] if self.view.current >= 0 else -1

    def show_checked(self, checked: CheckedText) -> None:
        """Another result; none of its sentences is chosen."""
        self._checked = checked
        self._ways.show_all(silently=True)
        self._fill()

    def choose(self, index: int, passage: int = 0) -> None:
        """Show a sentence and why, as when a passage of a source was clicked."""
        if index in self._shown:
            self.view.choose(self._shown.index(index))
            self._explain(passage)

    def _fill(self) -> None:
        checked = self._checked
        if checked is None:
            return
        every = range(len(checked.sentences))
        self._shown = [at for at in every if not (self._ways.only and checked.sentences[at].supported)]
        if self._ways.only or not _stands(checked):
            text, judged = _listed([checked.sentences[at] for at in self._shown])
        else:
            text = checked.text.text
            judged = [Judged(s.text, s.start, s.end, s.verdict, s.marks) for s in checked.sentences]
        self.view.show_judged(text, judged)
        self._describe()
        self._explain()

    def _describe(self) -> None:
        checked = self._checked
        if checked is None:
            return
        self._counts.setText(count_line((each.verdict for each in checked.sentences), translate_core))
        self._method.setText(method_line(checked.method, checked.model, translate_core))
        doubts = sum(not each.supported for each in checked.sentences)
        self._ways.set_possible(ways=doubts > 0, only=doubts > 0)

    def _explain(self, passage: int = 0) -> None:
        checked, at = self._checked, self.current
        if checked is None or at < 0:
            self.panel.explain(None)
            self._describe_view("")
            return
        sentence = checked.sentences[at]
        passages = tuple((self._where(checked, each), each.quote) for each in sentence.passages)
        by_words = checked.method == "model" and sentence.method == "words"
        explained = Explained(sentence.verdict, sentence.probability, sentence.remark, by_words, passages)
        self.panel.explain(explained, passage)
        self._describe_view(verdict_line(sentence.verdict, sentence.remark, translate_core))

    def _describe_view(self, verdict: str) -> None:
        """What a screen reader says of the text: the verdict of the chosen sentence, else what keys do."""
        keys = self.tr(
            "Use the arrow keys to go from sentence to sentence and see the reason for each verdict."
        )
        self.view.setAccessibleDescription(verdict or keys)

    def _where(self, checked: CheckedText, passage: Passage) -> str:
        """The page of a PDF by its number; with several sources, which one."""
        page = passage.page
        if page and checked.documents[passage.document].kind == "pdf":
            page = fill(self.tr("page {page}"), {"page": page})
        names = [source_name(checked, passage.document, translate_core)] if len(checked.documents) > 1 else []
        return ", ".join([*names, page] if page else names)

    # -- choosing -----------------------------------------------------------------------------------
    def _on_sentence(self, _index: int) -> None:
        self._explain()
        self.sentence_chosen.emit(self.current)

    def _on_passage(self, number: int) -> None:
        if self.current >= 0:
            self.passage_chosen.emit(self.current, number)

    def _on_filter(self) -> None:
        """The chosen sentence stays chosen where it still shows."""
        before = self.current
        self._fill()
        self.choose(before)
        if self.current != before:
            self.sentence_chosen.emit(-1)

    def _step(self, way: int) -> None:
        """To the next sentence that is not supported, around the end."""
        checked = self._checked
        if checked is None:
            return
        doubts = [at for at in self._shown if not checked.sentences[at].supported]
        if not doubts:
            return
        now = self.current
        later = [at for at in doubts if (at > now if way > 0 else at < now)]
        target = (later or doubts)[0 if way > 0 else -1]
        self.view.pick(self._shown.index(target))
        self.view.setFocus()

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Checked text"))
        self._keep.set_names(self.tr("Copy the verdicts"), self.tr("Save the verdicts with their passages"))
        self._ways.set_names(self.tr("Previous doubtful sentence"), self.tr("Next doubtful sentence"))
        self.panel.set_hint(self.tr("Click a sentence to see the reason for its verdict."))
        self._describe()
        self._explain(max(0, self.panel.sources.currentRow()))


def _stands(checked: CheckedText) -> bool:
    """The sentences stand in the text where they stood: its file has not changed."""
    text = checked.text.text
    return all(text[each.start : each.end] == each.text for each in checked.sentences)


def _listed(sentences: list[CheckedSentence]) -> tuple[str, list[Judged]]:
    """The sentences one below the other."""
    text, judged = "", []
    for each in sentences:
        text += "\n" if text else ""
        judged.append(Judged(each.text, len(text), len(text) + len(each.text), each.verdict, each.marks))
        text += each.text
    return text, judged
