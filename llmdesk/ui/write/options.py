"""What is to be done with a text: corrected, shortened, made plainer, ….

Owns the choice and its words. Must not start anything.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from llmdesk.tools.write import STYLES, Style
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.elided_label import ElidedLabel


class RewriteOptions(QWidget):
    """`style` is what was chosen; `changed` when the user chose."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box, self._hint = ChoiceBox(), ElidedLabel()
        set_kind(self._hint, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._box)
        row.addWidget(self._hint, 1)
        self._box.fit_choices()
        self._box.chosen.connect(self._on_chosen)
        self._retranslate("correct")

    @property
    def style_chosen(self) -> Style:
        data = self._box.current.data if self._box.current is not None else None
        return next((style for style in STYLES if style == data), "correct")

    def name_of(self, style: Style) -> str:
        """A style in the words of the list."""
        return next((choice.text for choice in self._box.choices if choice.data == style), "")

    def show_style(self, style: Style) -> None:
        self._box.set_current(style)
        self._describe()

    def _on_chosen(self) -> None:
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        self._hint.setText(self._box.current.hint if self._box.current is not None else "")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate(self.style_chosen)
        super().changeEvent(event)

    def _retranslate(self, style: Style) -> None:
        words: dict[Style, tuple[str, str]] = {
            "correct": (
                self.tr("Correct mistakes only"),
                self.tr("Spelling, grammar and punctuation. Nothing else changes."),
            ),
            "shorter": (self.tr("Shorter"), self.tr("About half as long. What matters least goes.")),
            "longer": (self.tr("Longer"), self.tr("More fully worded, with no new facts.")),
            "plainer": (self.tr("Plainer"), self.tr("Simple words and short sentences.")),
            "formal": (self.tr("More formal"), self.tr("A formal, polite tone.")),
            "bullets": (self.tr("As bullet points"), self.tr("A list of short points.")),
            "email": (self.tr("As an email"), self.tr("With a greeting and a closing.")),
        }
        self._box.set_choices([Choice(name, style, hint) for style, (name, hint) in words.items()], style)
        self._box.setAccessibleName(self.tr("What to do with the text"))
        self._box.setToolTip(self.tr("What to do with the text"))
        self._describe()
