"""All forms, one of which shows; each is built when it is first looked at.

Owns which of them are built, and what stands in those that are not yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget

from llmdesk.tools.compose import FORMS, Form
from llmdesk.ui.write.compose.fields import FormFields


class Forms(QStackedWidget):
    """`changed(name of the form)` for what the user does; `too_long(FormField, characters)` for a paste that
    was not put in; `open_asked`: for a file."""

    changed = Signal(str)
    too_long = Signal(object, int)
    open_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._built: dict[str, FormFields] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._waiting: dict[str, Mapping[str, str]] = {}  # of forms that are not built

    def show_form(self, form: Form) -> None:
        self.fields(form)
        self.setCurrentWidget(self._areas[form.name])

    def fields(self, form: Form) -> FormFields:
        """The widgets of a form."""
        if form.name not in self._built:
            fields = self._built[form.name] = FormFields(form)
            area = self._areas[form.name] = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(fields)
            self.addWidget(area)
            fields.set_values(self._waiting.pop(form.name, {}))
            fields.changed.connect(partial(self.changed.emit, form.name))
            fields.too_long.connect(self.too_long)
            fields.open_asked.connect(self.open_asked)
        return self._built[form.name]

    def values(self, form: Form) -> dict[str, str]:
        if form.name in self._built:
            return self._built[form.name].values
        return dict(self._waiting.get(form.name, {}))

    def put(self, form: Form, values: Mapping[str, str]) -> None:
        """Of the program: nothing is told."""
        if form.name in self._built:
            self._built[form.name].set_values(values)
        else:
            self._waiting[form.name] = dict(values)

    @property
    def all_values(self) -> dict[str, dict[str, str]]:
        """By the names of the forms; of those in which nothing ever stood there is nothing."""
        every = {form.name: self.values(form) for form in FORMS}
        return {name: values for name, values in every.items() if values}
