"""What the user chooses for a translation: from which language, into which, in what tone.

Owns these fields and their words. Must not start anything.
"""

from __future__ import annotations

from math import ceil
from typing import cast

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from llmdesk.errors import fill
from llmdesk.tools.translate import TranslateOptions
from llmdesk.tools.translate.types import Tone
from llmdesk.ui.look.sizes import least_width
from llmdesk.ui.theme import GAP, SPACE, Theme
from llmdesk.ui.translate.languages import listed
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox

_LEAST_WIDTH = 110


class TranslateOptionsRow(QWidget):
    """`options` says what was chosen ("" for a language that is found). `changed` for every change;
    `swapped` when the user exchanged the languages; `glossary_asked`."""

    changed = Signal()
    swapped = Signal()
    glossary_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._used = ("", "")  # the languages of the translation that shows
        self._source, self._target, self._tone = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._swap, self._glossary, self._terms = QToolButton(), QPushButton(), 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for part in (self._source, self._swap, self._target, self._tone, self._glossary):
            row.addWidget(part)
        row.addStretch(1)
        for box in (self._source, self._target, self._tone):
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            box.chosen.connect(self._on_chosen)
        self._swap.clicked.connect(self._on_swap)
        self._glossary.clicked.connect(self.glossary_asked)
        theme.changed.connect(self._retint)
        self._retint()
        self._show(TranslateOptions(""))

    # -- what is chosen -----------------------------------------------------------------------------
    @property
    def options(self) -> TranslateOptions:
        return TranslateOptions(_data(self._target), _data(self._source), cast(Tone, _data(self._tone)))

    def show_options(self, options: TranslateOptions) -> None:
        """Fill the fields, as from a translation of the history."""
        self._show(options)
        self.changed.emit()

    def show_used(self, source: str, target: str) -> None:
        """The languages of the translation that shows: what was found by itself can be swapped, too."""
        self._used = (source, target)
        self._refresh()

    def show_terms(self, count: int) -> None:
        """How many terms of the glossary are used."""
        self._terms = count
        self._refresh()

    def _show(self, options: TranslateOptions) -> None:
        self._retranslate(options.source, options.target, options.tone)

    def _on_chosen(self) -> None:
        self._refresh()
        self.changed.emit()

    def _on_swap(self) -> None:
        source, target = _data(self._source) or self._used[0], _data(self._target) or self._used[1]
        self._source.set_current(target)
        self._target.set_current(source)
        self._refresh()
        self.changed.emit()
        self.swapped.emit()

    def _refresh(self) -> None:
        count = {"count": QLocale().toString(self._terms)}
        text = fill(self.tr("Glossary ({count})"), count) if self._terms else self.tr("Glossary")
        self._glossary.setText(text)
        self._glossary.setAccessibleName(self.tr("Glossary"))
        self._glossary.setToolTip(self.tr("Terms and how they are always translated"))
        self._swap.setEnabled(bool(_data(self._source) or _data(self._target) or self._used[0]))

    # -- words and colours --------------------------------------------------------------------------
    def _retint(self) -> None:
        self._swap.setIcon(self._theme.icon("swap"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate(*map(_data, (self._source, self._target, self._tone)))
        super().changeEvent(event)

    def _retranslate(self, source: str, target: str, tone: str) -> None:
        languages = [Choice(name, code) for code, name in listed()]
        found = Choice(
            self.tr("Detect language"), "", self.tr("The language of the text is found by itself.")
        )
        usual = Choice(
            self.tr("English ↔ 简体中文"), "", self.tr("Chinese becomes English, all else becomes Chinese.")
        )
        self._source.set_choices([found, *languages], source)
        self._target.set_choices([usual, *languages], target)
        tones = [
            Choice(self.tr("As the text is"), ""),
            Choice(self.tr("Formal"), "formal"),
            Choice(self.tr("Plain"), "plain", self.tr("Short sentences and common words")),
        ]
        self._tone.set_choices(tones, tone)
        for box, name in (
            (self._source, self.tr("Translate from")),
            (self._target, self.tr("Translate into")),
            (self._tone, self.tr("Tone")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            metrics = box.fontMetrics()
            widest = max(metrics.horizontalAdvance(choice.text) for choice in box.choices) + GAP
            box.setMinimumContentsLength(ceil(widest / metrics.horizontalAdvance("X")))
            least_width(box, _LEAST_WIDTH)
        self._swap.setAccessibleName(self.tr("Swap the languages"))
        self._swap.setToolTip(self.tr("Swap the languages"))
        self._refresh()


def _data(box: ChoiceBox) -> str:
    return str(box.current.data) if box.current is not None else ""
