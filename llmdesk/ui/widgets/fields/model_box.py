"""A choice of a model by its name: whichever is in use, one that is installed, or one that was.

Owns the words. Must not know where models are.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.errors import fill
from llmdesk.ui.language import Retranslating
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox


class ModelBox(Retranslating, ChoiceBox):
    """`chosen(name)`, "" for whichever is in use."""

    def __init__(self, installed: Sequence[str]) -> None:
        super().__init__()
        self._installed, self._name = tuple(installed), ""
        self.chosen.connect(self._on_chosen)
        self._show()

    @property
    def name(self) -> str:
        return self._name

    def set_name(self, name: str) -> None:
        self._name = name
        self._show()

    def set_installed(self, installed: Sequence[str]) -> None:
        self._installed = tuple(installed)
        self._show()

    def _on_chosen(self, name: object) -> None:
        self._name = str(name)

    def _show(self) -> None:
        choices = [Choice(self.tr("Whichever is in use"), "")]
        choices += [Choice(name, name) for name in self._installed]
        if self._name and self._name not in self._installed:
            shown = fill(self.tr("{model} (not installed)"), {"model": self._name})
            choices.append(Choice(shown, self._name))
        self.set_choices(choices, self._name)

    def _retranslate(self) -> None:
        self._show()
