"""What the user chooses for a summary: length, style, language of the result, drafts, focus.

Owns these fields and their words. Must not start anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSpinBox, QWidget

from llmdesk.errors import fill
from llmdesk.tools.summarize import (
    LENGTH_LIMITS,
    LENGTHS,
    MOST_DRAFTS,
    RESULT_LANGUAGES,
    STYLES,
    Length,
    ResultLanguage,
    Style,
    SummaryOptions,
)
from llmdesk.ui.look.sizes import least_width
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox

_WORDS = "words"
_DEFAULT_WORDS = 200
_MAX_FOCUS = 500
_LEAST_WIDTH = 90  # pixels of a box whose text is shortened


class SummaryOptionsRow(QWidget):
    """`options` says what was chosen. `changed` for every change, `submitted` for Enter in a field."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length, self._style, self._language = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._drafts = ChoiceBox()
        self._words = QSpinBox(minimum=LENGTH_LIMITS[0], maximum=LENGTH_LIMITS[1], value=_DEFAULT_WORDS)
        self._focus = QLineEdit(maxLength=_MAX_FOCUS, clearButtonEnabled=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for box in (self._length, self._words, self._style, self._language, self._drafts):
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            row.addWidget(box)
        row.addWidget(self._focus, 1)
        least_width(self._focus, _LEAST_WIDTH)
        for choice in (self._length, self._style, self._language, self._drafts):
            choice.chosen.connect(self._on_chosen)
        self._words.valueChanged.connect(self.changed)
        self._focus.textChanged.connect(self.changed)
        self._focus.returnPressed.connect(self.submitted)
        self._show(SummaryOptions())

    # -- what is chosen -----------------------------------------------------------------------------
    @property
    def options(self) -> SummaryOptions:
        length = _data(self._length, "medium")
        return SummaryOptions(
            length=self._words.value() if length == _WORDS else cast(Length, length),
            style=cast(Style, _data(self._style, "paragraph")),
            focus=" ".join(self._focus.text().split()),
            language=cast(ResultLanguage, _data(self._language, "same")),
            drafts=int(_data(self._drafts, "1")),
        )

    def show_options(self, options: SummaryOptions) -> None:
        """Fill the fields, as from a summary of the history."""
        self._show(options)
        self.changed.emit()

    def _show(self, options: SummaryOptions) -> None:
        in_words = isinstance(options.length, int)
        if isinstance(options.length, int):
            self._words.setValue(options.length)
        length = _WORDS if in_words else str(options.length)
        self._retranslate(length, options.style, options.language, str(options.drafts))
        self._words.setVisible(in_words)
        self._focus.setText(options.focus)

    def _on_chosen(self, data: object) -> None:
        wanted = _data(self._length, "") == _WORDS
        if wanted != self._words.isVisibleTo(self):
            self._words.setVisible(wanted)
            if data == _WORDS:
                self._words.setFocus()
                self._words.selectAll()
        self.changed.emit()

    # -- words --------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            boxes = (self._length, self._style, self._language, self._drafts)
            self._retranslate(*(_data(box, "") for box in boxes))
        super().changeEvent(event)

    def _retranslate(self, length: str, style: str, language: str, drafts: str) -> None:
        lengths = {
            "sentence": self.tr("One sentence"),
            "short": self.tr("Short"),
            "medium": self.tr("Medium"),
            "long": self.tr("Long"),
        }
        styles = {
            "paragraph": self.tr("Paragraph"),
            "bullets": self.tr("Bullet points"),
            "headline": self.tr("Headline"),
            "facts": self.tr("Key facts"),
        }
        languages = {"same": self.tr("Same language"), "en": "English", "zh": "中文"}
        self._length.set_choices(
            [*_choices(lengths, LENGTHS), Choice(self.tr("Number of words"), _WORDS)], length
        )
        self._style.set_choices(_choices(styles, STYLES), style)
        self._language.set_choices(_choices(languages, RESULT_LANGUAGES), language)
        self._drafts.set_choices(self._draft_choices(), drafts)
        for box in (self._length, self._style, self._language, self._drafts):
            metrics = box.fontMetrics()
            widest = max(metrics.horizontalAdvance(choice.text) for choice in box.choices) + GAP
            box.setMinimumContentsLength(ceil(widest / metrics.horizontalAdvance("X")))
            least_width(box, _LEAST_WIDTH)
        self._length.setAccessibleName(self.tr("Length"))
        self._length.setToolTip(self.tr("Length of the summary"))
        self._words.setAccessibleName(self.tr("Words"))
        self._words.setToolTip(self.tr("Words, or characters of Chinese"))
        self._style.setAccessibleName(self.tr("Style"))
        self._style.setToolTip(self.tr("Style of the summary"))
        self._language.setAccessibleName(self.tr("Language of the summary"))
        self._language.setToolTip(self.tr("Language of the summary"))
        self._drafts.setAccessibleName(self.tr("Drafts"))
        self._drafts.setToolTip(
            self.tr(
                "How many times each part is written; the best one is kept. The text is "
                "read once, but writing takes that many times as long. Small models write "
                "only one draft."
            )
        )
        self._focus.setAccessibleName(self.tr("Focus"))
        self._focus.setPlaceholderText(self.tr("Focus"))
        self._focus.setToolTip(self.tr("For example: only what concerns costs"))

    def _draft_choices(self) -> list[Choice]:
        """One draft is the quick way; of more it is said what they cost."""
        slower = self.tr("Takes longer: each part is written {count} times and the best one is kept.")
        several = [
            Choice(
                fill(self.tr("{count} drafts"), {"count": count}), str(count), fill(slower, {"count": count})
            )
            for count in range(2, MOST_DRAFTS + 1)
        ]
        return [Choice(self.tr("1 draft"), "1", self.tr("Fastest.")), *several]


def _data(box: ChoiceBox, default: str) -> str:
    return str(box.current.data) if box.current is not None else default


def _choices(texts: Mapping[str, str], order: tuple[str, ...]) -> list[Choice]:
    return [Choice(texts[name], name) for name in order]
