"""What an answer must keep to, as fields of the editor's form.

Owns the fields and their words. What a check does, `tools/own/checks` knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from llmdesk.tools.own import Checks
from llmdesk.tools.own.form import ToolForm
from llmdesk.ui.language import Retranslating
from llmdesk.ui.own.editor.parts import Part
from llmdesk.ui.own.words import LANGUAGES, language_name
from llmdesk.ui.theme import SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.fields.lines import Lines
from llmdesk.ui.widgets.fields.number_row import NumberRow
from llmdesk.ui.widgets.fields.number_slider import Span

_LINES = 2
_FLAGS = ("one_line", "only_words_of_text", "quotes")


class ChecksForm(Retranslating, QWidget):
    """`changed` for what the user does."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._checks = Checks()
        self.longest = NumberRow(Span(1, 1_000_000, 10, 0, 80), above=True)
        self._boxes = {name: QCheckBox() for name in _FLAGS}
        self.contain, self.match = Part(Lines(_LINES)), Part(Lines(_LINES))
        self._language = ChoiceBox()
        self.language = Part(self._language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self.longest, *self._boxes.values(), self.language, self.contain, self.match):
            column.addWidget(widget)
        self.longest.changed.connect(self.changed)
        for box in self._boxes.values():
            box.clicked.connect(self.changed)
        for lines in self._texts:
            lines.textChanged.connect(self.changed)
        self._language.chosen.connect(self._on_language)
        self._retranslate()

    @property
    def _texts(self) -> tuple[Lines, Lines]:
        contain, match = self.contain.field, self.match.field
        assert isinstance(contain, Lines)
        assert isinstance(match, Lines)
        return contain, match

    def show_form(self, form: ToolForm) -> None:
        self._checks = form.checks
        self.longest.set_value(form.checks.longest or None)
        for name, box in self._boxes.items():
            box.setChecked(getattr(form.checks, name))
        for lines, text in zip(self._texts, (form.must_contain, form.must_match), strict=True):
            lines.setPlainText(text)
        self._show_language()

    def read(self, form: ToolForm) -> ToolForm:
        """`form` with what stands here."""
        contain, match = (lines.toPlainText() for lines in self._texts)
        flags = {name: box.isChecked() for name, box in self._boxes.items()}
        checks = replace(self._checks, longest=self.longest.whole or 0, **flags)  # type: ignore[arg-type]
        return replace(form, checks=checks, must_contain=contain, must_match=match)

    def set_mistakes(self, mistakes: Mapping[str, Sequence[str]]) -> None:
        self.contain.set_mistakes(mistakes.get("must_contain", ()))
        self.match.set_mistakes(mistakes.get("must_match", ()))

    def _on_language(self, code: object) -> None:
        self._checks = replace(self._checks, language=str(code))
        self.changed.emit()

    def _show_language(self) -> None:
        """One that a file names and we have no word for stays among them."""
        code = self._checks.language
        codes = [*LANGUAGES, *([code] if code not in ("", "same", *LANGUAGES) else [])]
        choices = [Choice(self.tr("Any"), ""), Choice(self.tr("That of the text"), "same")]
        self._language.set_choices([*choices, *(Choice(language_name(each), each) for each in codes)], code)

    # -- words ----------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.longest.set_texts(self.tr("At most"), self.tr("Characters of an answer."), self.tr("Any length"))
        for name, words in (
            ("one_line", self.tr("On one line")),
            ("only_words_of_text", self.tr("Only words of the text")),
            ("quotes", self.tr("Quotes word for word")),
        ):
            self._boxes[name].setText(words)
            self._boxes[name].setAccessibleName(words)
        self.language.set_texts(self.tr("Language of the answer"))
        self.contain.set_texts(
            self.tr("Must contain"), self.tr("One on each line; all of them must be there.")
        )
        self.match.set_texts(
            self.tr("Must match"),
            self.tr(
                "Patterns (regular expressions), one on each line, such as ^[A-Z]. All of them must match."
            ),
        )
        self._show_language()
