"""Which form it is, and in which language the text is to be written.

Owns the two choices and their words. Must not start anything.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from llmdesk.tools.compose import FORMS, Form, form_named
from llmdesk.ui.look.sizes import most_width
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import SPACE, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.elided_label import ElidedLabel

_LEAST, _MOST_WIDTH = 6, 190  # characters of a choice that show; pixels


class ComposeOptions(QWidget):
    """`form_chosen` and `changed` when the user chose."""

    form_chosen = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._forms, self._languages, self._hint = ChoiceBox(), ChoiceBox(), ElidedLabel()
        set_kind(self._hint, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for box in (self._forms, self._languages):  # large letters in a small window leave little room
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LEAST)
            most_width(box, _MOST_WIDTH)
            row.addWidget(box, 100)
        row.addWidget(self._hint, 60)
        self._forms.chosen.connect(self._on_form)
        self._languages.chosen.connect(lambda _data: self.changed.emit())
        self._retranslate(FORMS[0], "")

    @property
    def form(self) -> Form:
        current = self._forms.current
        return (form_named(str(current.data)) if current is not None else None) or FORMS[0]

    @property
    def language(self) -> str:
        """ "" for that of what is given."""
        return str(self._languages.current.data) if self._languages.current is not None else ""

    def show_form(self, form: Form) -> None:
        self._forms.set_current(form.name)
        self._describe()

    def show_language(self, language: str) -> None:
        self._languages.set_current(language)
        if self._languages.current is None:
            self._languages.set_current("")

    def _on_form(self) -> None:
        self._describe()
        self.form_chosen.emit()

    def _describe(self) -> None:
        self._hint.setText(translate_core(self.form.about))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate(self.form, self.language)
        super().changeEvent(event)

    def _retranslate(self, form: Form, language: str) -> None:
        forms = [Choice(translate_core(each.title), each.name, translate_core(each.about)) for each in FORMS]
        self._forms.set_choices(forms, form.name)
        names = {
            "": self.tr("Language as given"),
            "en": self.tr("English"),
            "zh": self.tr("Chinese"),
            "de": self.tr("German"),
            "fr": self.tr("French"),
            "es": self.tr("Spanish"),
            "it": self.tr("Italian"),
            "pt": self.tr("Portuguese"),
            "nl": self.tr("Dutch"),
            "ja": self.tr("Japanese"),
            "ko": self.tr("Korean"),
            "ru": self.tr("Russian"),
            "ar": self.tr("Arabic"),
        }
        self._languages.set_choices([Choice(name, code) for code, name in names.items()], language)
        for box, name in (
            (self._forms, self.tr("What to write")),
            (self._languages, self.tr("Language of the text")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
        self._describe()
