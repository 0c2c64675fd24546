"""The list of presets that new chats can begin with.

Owns reading them. Must not save what is chosen: `chosen` says the text that is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.chat.presets.beginning import reference_to
from llmdesk.tools.chat.presets.shelf import Shelved, preset_shelf
from llmdesk.tools.chat.presets.types import Preset
from llmdesk.ui.chat.presets.book import window_language
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox


class BeginningBox(ChoiceBox):
    """`read` asks for the presets again; until they are there, only none can be chosen."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._presets: Sequence[Shelved[Preset]] = ()
        self._reference = ""

    def read(self) -> None:
        store, language = self._services.store, window_language()
        self._services.tasks.start(
            lambda _: preset_shelf(store).all(language), owner=self, on_done=self._show
        )

    def show_reference(self, reference: str) -> None:
        """Show which one is set."""
        self._reference = reference
        self._show(self._presets)

    def _show(self, presets: Sequence[Shelved[Preset]]) -> None:
        self._presets = presets
        choices = [Choice(self.tr("No preset: as set here"), "")]
        choices += [Choice(each.value.name, reference_to(each.value)) for each in presets]
        known = self._reference in [choice.data for choice in choices]
        self.set_choices(choices, self._reference if known or not presets else "")
