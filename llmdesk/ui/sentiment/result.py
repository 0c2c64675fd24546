"""The result of one text: its label, the probabilities, and what moved it.

Owns what is shown and how one switches between sentences and words. Must not start anything.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.sentiment import TextResult
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.sentiment.heat_text import Heat, HeatText
from llmdesk.ui.sentiment.legend import Legend
from llmdesk.ui.sentiment.probability_bars import ProbabilityBars
from llmdesk.ui.sentiment.words import (
    bar_colors,
    calibration_words,
    confidence_words,
    label_colors,
    moved_words,
    shown_label,
    strongest_words,
)
from llmdesk.ui.theme import GAP, HALF, MARGIN, SPACE, Theme
from llmdesk.ui.widgets.panes import hairline
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.segmented import Segmented
from llmdesk.ui.words import percent

MOST_BARS = 6
_SENTENCES, _WORDS = 0, 1
_MOST_SPOKEN = 40


class SentimentResult(Retranslating, QWidget):
    """`show_result(text, result)`; accessible as `Result`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._result: TextResult | None = None
        self._label, self._meaning = plain_label("heading", wrap=True), plain_label(wrap=True)
        self._warning = plain_label("danger", wrap=True)
        self._bars = ProbabilityBars(theme)
        self._others = plain_label("small")
        self._calibration = plain_label("small", wrap=True)
        self._moved = plain_label("strong")
        self._switch = Segmented(2)
        self._heat = HeatText(theme)
        self._legend = Legend(theme)
        self._strongest = plain_label("small", wrap=True, selectable=True)
        self._arrange()
        self._switch.chosen.connect(lambda _: self._show_heat())
        self._retranslate()

    def _arrange(self) -> None:
        rule = hairline()
        heading = QHBoxLayout()
        heading.setSpacing(GAP)
        heading.addWidget(self._moved, 1)
        heading.addWidget(self._switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(SPACE)
        column.addWidget(self._label)
        column.addWidget(self._meaning)
        column.addWidget(self._warning)
        column.addSpacing(HALF)
        column.addWidget(self._bars)
        column.addWidget(self._others)
        column.addWidget(self._calibration)
        column.addSpacing(HALF)
        column.addWidget(rule)
        column.addLayout(heading)
        column.addWidget(self._legend)
        column.addWidget(self._strongest)
        column.addWidget(self._heat, 1)

    @property
    def result(self) -> TextResult | None:
        return self._result

    def show_result(self, text: str, result: TextResult) -> None:
        """`text` is what was analyzed; the places in `result` are offsets in it."""
        self._text, self._result = text, result
        self._switch.set_current(_SENTENCES if len(result.sentences) > 1 else _WORDS)
        self._refresh()

    # -- what is shown ------------------------------------------------------------------------------
    def _refresh(self) -> None:
        result = self._result
        if result is None:
            return
        self._label.setText(self._headline(result))
        self._meaning.setText(confidence_words(result.confidence))
        self._warning.setText(translate_core(result.warning) if result.warning else "")
        self._warning.setVisible(bool(result.warning))
        ranked = sorted(result.probabilities, key=lambda name: -result.probabilities[name])
        kept = set(ranked[:MOST_BARS])
        shown = {name: value for name, value in result.probabilities.items() if name in kept}
        self._bars.show_probabilities(shown, bar_colors(list(shown)))
        left = len(ranked) - len(shown)
        share = sum(result.probabilities[name] for name in ranked[MOST_BARS:])
        places = {"count": left, "percent": percent(share)}
        self._others.setText(fill(self.tr("{count} other labels together: {percent}"), places))
        self._others.setVisible(left > 0)
        self._calibration.setText(calibration_words(result.calibration))
        words = strongest_words(self._text, result)
        self._strongest.setText(fill(self.tr("Strongest words: {words}"), {"words": words}))
        self._strongest.setVisible(bool(words))
        self._show_heat()
        self.setAccessibleDescription(
            f"{self._label.text()}. {self._meaning.text()} {self._warning.text()}".strip()
        )

    def _headline(self, result: TextResult) -> str:
        likeliest = f"{result.likeliest} · {percent(result.confidence)}"
        if result.label == result.likeliest:
            return likeliest
        return fill(
            self.tr("{unsure} (most likely {likeliest})"),
            {"unsure": shown_label(result.label), "likeliest": likeliest},
        )

    def _show_heat(self) -> None:
        result = self._result
        if result is None:
            return
        parts = result.words if self._switch.current == _WORDS else result.sentences
        heat = sorted((Heat(part.start, part.end, part.share) for part in parts), key=lambda one: one.start)
        orange_is_for = label_colors([result.likeliest])[result.likeliest] == "orange"
        note = self._word_note if self._switch.current == _WORDS else self._sentence_note
        self._heat.show_heat(self._text, heat, note, orange_is_for=orange_is_for)
        self._heat.setAccessibleDescription("\n".join(map(note, range(min(len(heat), _MOST_SPOKEN)))))
        self._legend.show_label(result.likeliest, orange_is_for=orange_is_for)

    def _sentence_note(self, number: int) -> str:
        result = self._result
        if result is None:
            return ""
        one = result.sentences[number]
        places = {
            "number": number + 1,
            "label": result.likeliest,
            "percent": percent(one.probabilities.get(result.likeliest, 0.0)),
            "moved": moved_words(one.share, result.likeliest),
        }
        return fill(self.tr("Sentence {number}: {label} {percent}; it {moved}"), places)

    def _word_note(self, number: int) -> str:
        result = self._result
        if result is None:
            return ""
        word = sorted(result.words, key=lambda word: word.start)[number]
        moved = moved_words(word.share, result.likeliest)
        places = {"word": self._text[word.start : word.end], "moved": moved}
        return fill(self.tr("“{word}” {moved}"), places)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Result"))
        self._bars.setAccessibleName(self.tr("Probabilities"))
        self._moved.setText(self.tr("What influenced it"))
        self._heat.setAccessibleName(self.tr("What influenced the result"))
        self._switch.set_texts((self.tr("Sentences"), self.tr("Words")))
        self._refresh()
