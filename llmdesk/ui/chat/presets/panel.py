"""What the chat has of presets and prompts: the button, its dialogs, the list at "/".

Owns who hears whom among them. Must not read or change the store: `chosen` and `book` do.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.store import Item
from llmdesk.tools.chat.presets.types import Preset, Prompt
from llmdesk.ui.chat.composer import Composer
from llmdesk.ui.chat.presets.book import Kind, PresetBook
from llmdesk.ui.chat.presets.button import PresetButton, PromptButton
from llmdesk.ui.chat.presets.chosen import ChatPresets, Place
from llmdesk.ui.chat.presets.dialog import PresetDialog
from llmdesk.ui.chat.presets.library import LibraryDialog
from llmdesk.ui.chat.presets.slash import PromptList
from llmdesk.ui.services import Services


class PresetPanel(QObject):
    """`button` goes where the composer has its buttons. GUI thread."""

    def __init__(self, services: Services, chosen: ChatPresets, composer: Composer, window: QWidget) -> None:
        """`window`: over which the list of prompts is shown."""
        super().__init__(window)
        self._services, self._chosen, self._window = services, chosen, window
        self.book = PresetBook(services, self)
        self.button = PresetButton(services.theme)
        self.prompts = PromptList(composer.edit, self.book, window)
        self.prompts.library_asked.connect(lambda: self.open_library("prompt"))
        self.prompt_button = PromptButton()
        self.prompt_button.clicked.connect(self.prompts.open)
        self.button.chosen.connect(chosen.choose)
        self.button.retranslated.connect(self._show)
        self.button.change_asked.connect(self.change)
        self.button.save_asked.connect(self._save_copy)
        self.button.library_asked.connect(self.open_library)
        self.book.changed.connect(self._show_usual)
        services.settings.changed.connect(self._show_usual)
        chosen.changed.connect(self._show)
        services.models.models_changed.connect(self._show)
        composer.add_tool(self.button)
        composer.add_tool(self.prompt_button)
        self._show()

    def change(self) -> None:
        """Open the form of what this chat uses."""
        place = self._chosen.place()
        dialog = PresetDialog(self._current(), self._models(), for_chat=True, parent=self._window)
        dialog.preset_accepted.connect(lambda preset: self._chosen.choose(preset, place))
        dialog.save_asked.connect(lambda preset: self._save_and_use(preset, place, dialog))
        dialog.open()

    def open_library(self, kind: Kind = "preset") -> None:
        """The presets (or prompts) with everything that can be done with them."""
        dialog = LibraryDialog(self.book, kind, self._models(), self._window)
        dialog.use_asked.connect(self._use)
        dialog.changed_item.connect(lambda preset: self._offer(dialog, preset))
        dialog.open()

    def _use(self, value: Preset | Prompt) -> None:
        if isinstance(value, Prompt):
            self.prompts.insert(value)
        else:
            self._chosen.choose(value)

    def _offer(self, dialog: LibraryDialog, preset: Preset) -> None:
        """The open chat has a copy of the preset that was changed: it stays as it is, unless asked."""
        current = self._chosen.current
        if current is None or current.key or current.name != preset.name or current == preset:
            return
        place = self._chosen.place()
        text = self.tr("“{preset}” was changed. This chat still uses it as it was.")
        dialog.tell(
            fill(text, {"preset": preset.name}),
            (self.tr("Use the new version here"), lambda: self._chosen.choose(preset, place)),
        )

    def _current(self) -> Preset:
        """What the chat uses; where that is what the settings say, these are where one begins."""
        current = self._chosen.current
        return current or Preset("", self._services.settings.value.chat_instructions)

    def _models(self) -> list[str]:
        return [model.name for model in self._services.models.models if not model.problem]

    def _save_copy(self) -> None:
        current = self._chosen.current
        if current is None:
            return
        if current.name:
            self._save_and_use(current, self._chosen.place())
        else:
            self.change()  # it needs a name

    def _save_and_use(self, preset: Preset, place: Place, dialog: PresetDialog | None = None) -> None:
        """`dialog`: where it was written."""

        def saved(item: Item) -> None:
            self._chosen.choose(replace(preset, name=item.name, key=""), place)
            self._services.notify.show(fill(self.tr("Saved as “{preset}”."), {"preset": item.name}))

        if dialog is None:
            self.book.add("preset", preset, saved)
        else:
            self.book.add("preset", preset, dialog.when_stored(saved), dialog.not_stored)

    def _show_usual(self) -> None:
        """What new chats begin with may be another, or say something else."""
        self._chosen.begin_with(self.book.beginning())
        self._show()

    def _show(self) -> None:
        current = self._chosen.current
        gone = (
            current is not None
            and bool(current.model)
            and self._services.models.scanned
            and self._chosen.model_of(current) is None
        )
        on_shelf = self.book.current_of(current) if current is not None else None
        self.button.show_preset(current, on_shelf, self.book.presets(), model_is_gone=gone)
