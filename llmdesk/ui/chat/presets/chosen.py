"""How each chat is answered: the copy of a preset that is kept with it.

Owns what the chats that were opened use, its writing to the store in the order of the user's choices, and the
model that a preset was made for. Must not know widgets.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import fill
from llmdesk.models.library import InstalledModel
from llmdesk.store import Store
from llmdesk.tools.chat.answering import ChatOptions
from llmdesk.tools.chat.presets.applying import with_preset
from llmdesk.tools.chat.presets.beginning import referred_to
from llmdesk.tools.chat.presets.shelf import preset_shelf
from llmdesk.tools.chat.presets.types import Preset
from llmdesk.tools.chat.presets.values import preset_of, preset_value
from llmdesk.ui.chat.presets.book import window_language
from llmdesk.ui.services import Services

_NEW_CHAT = "chat.new_preset"  # of the chat that does not exist yet, in the store


@dataclass(frozen=True)
class Place:
    """The chat that was open when something began; None: the new one. `begun`: the last one begun by then."""

    conversation_id: int | None
    begun: int | None


class ChatPresets(QObject):
    """`changed`: the open chat is answered otherwise than before. GUI thread, where nothing else is said."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._lock = threading.Lock()
        self._known: dict[int | None, Preset | None] = {}  # of the new chat only what the user chose for it
        self._usual: Preset | None = None  # what new chats begin with
        self._open: int | None = None
        self._begun: int | None = None  # the last chat that was a new one
        self._unwritten: Counter[int | None] = Counter()
        self._picked = False  # the user chose a model since the preset was chosen or the chat was opened
        self._switching = False
        services.models.current_changed.connect(self._on_model)
        services.tasks.start(lambda _: self.read(None), owner=self, on_done=lambda _: self.changed.emit())

    # -- what a chat uses -----------------------------------------------------------------------
    @property
    def current(self) -> Preset | None:
        """Of the open chat; None: as the settings say."""
        return self._of(self._open)

    def _of(self, conversation_id: int | None) -> Preset | None:
        usual = self._usual if conversation_id is None else None
        return self._known.get(conversation_id, usual)

    def apply(self, options: ChatOptions, conversation_id: int | None) -> ChatOptions:
        """Any thread; for a chat that was read."""
        with self._lock:
            return with_preset(options, self._of(conversation_id))

    def begin_with(self, preset: Preset | None) -> None:
        """What new chats begin with, where nothing else is chosen for one; as it is on the shelf now."""
        if preset != self._usual:
            self._usual = preset
            self.changed.emit()

    def read(self, conversation_id: int | None) -> None:
        """In a task, before a chat is shown."""
        with self._lock:
            if self._unwritten[conversation_id]:
                return
        kept = _kept(self._services.store, conversation_id)
        with self._lock:
            if self._unwritten[conversation_id]:
                return
            if conversation_id is None and kept is None:
                self._known.pop(None, None)
            else:
                self._known[conversation_id] = preset_of(kept or None)

    def create_conversation(self) -> int:
        """In a task: the new chat begins, with what was chosen for it, else with what they all begin with."""
        store = self._services.store
        with self._lock:
            chosen = None in self._known
            preset = self._known.get(None)
        if not chosen:
            preset = self._read_usual()
        made = store.create_conversation(preset=None if preset is None else preset_value(preset))
        with self._lock:
            self._known[made.id] = preset
            self._begun = made.id
            if chosen and self._known.get(None) == preset:
                self._known.pop(None, None)
        if chosen:
            store.keep(_NEW_CHAT, "")
        return made.id

    def _read_usual(self) -> Preset | None:
        """In a task: as it is on the shelf, whether that was read or not."""
        reference = self._services.settings.value.chat_preset
        shelf = preset_shelf(self._services.store)
        return referred_to(reference, shelf.all(window_language())) if reference else None

    def show(self, conversation_id: int | None) -> None:
        """This chat is open now; it was read, or is the new one."""
        another = conversation_id != self._open
        self._open = conversation_id
        if another:
            self._picked = False
        self.changed.emit()

    def place(self) -> Place:
        """For what ends later, when another chat may be open: see `choose`."""
        with self._lock:
            return Place(self._open, self._begun)

    def choose(self, preset: Preset | None, place: Place | None = None) -> None:
        """The chat of `place` (None: the open one) is answered so from now on."""
        with self._lock:
            chat = self._open if place is None else place.conversation_id
            if place is not None and chat is None and self._begun != place.begun:
                chat = self._begun  # the new chat of then has begun
            self._known[chat] = preset
            self._unwritten[chat] += 1
        self._write(chat, preset)
        if chat != self._open:
            return
        self._picked = False
        self.changed.emit()
        if preset is not None and preset.model and self.model_of(preset) is None:
            self._tell_that_it_is_gone(preset)
        self.use_model()

    # -- the model of a preset --------------------------------------------------------------------
    def model_of(self, preset: Preset) -> InstalledModel | None:
        """The installed model that it names."""
        wanted = preset.model.casefold()
        models = self._services.models.models
        return next((m for m in models if wanted and m.name.casefold() == wanted and not m.problem), None)

    def use_model(self) -> None:
        """Before an answer: the model of the preset, unless the user has picked another one meanwhile."""
        preset = self.current
        model = self.model_of(preset) if preset is not None else None
        if model is None or self._picked or model == self._services.models.current:
            return
        self._switching = True
        self._services.models.choose(model)
        self._switching = False

    def _on_model(self) -> None:
        if not self._switching and self._services.models.scanned:
            self._picked = True

    def _tell_that_it_is_gone(self, preset: Preset) -> None:
        current = self._services.models.current
        text = self.tr(
            "“{preset}” was made for the model {model}, which is not installed. {current} will answer."
        )
        if current is None:
            text = self.tr("“{preset}” was made for the model {model}, which is not installed.")
        places = {
            "preset": preset.name,
            "model": preset.model,
            "current": current.name if current is not None else "",
        }
        self._services.notify.show(fill(text, places))

    # -- writing ------------------------------------------------------------------------------------
    def _write(self, conversation_id: int | None, preset: Preset | None) -> None:
        store = self._services.store

        def done(_: None) -> None:
            with self._lock:
                self._unwritten[conversation_id] -= 1

        def failed(error: Exception) -> None:
            done(None)
            self._services.notify.show_error(error)

        self._services.tasks.start(
            lambda _: _keep(store, conversation_id, preset),
            owner=self,
            on_done=done,
            on_error=failed,
            in_turn=True,  # no older choice overtakes a newer one
        )


def _kept(store: Store, conversation_id: int | None) -> Mapping[str, object] | None:
    """None: nothing was chosen. For the new chat {} is the choice of no preset."""
    if conversation_id is not None:
        return store.conversation(conversation_id).preset
    try:
        kept = json.loads(store.kept(_NEW_CHAT) or "null")
    except (ValueError, RecursionError):
        return None
    return kept if isinstance(kept, dict) else None


def _keep(store: Store, conversation_id: int | None, preset: Preset | None) -> None:
    value = None if preset is None else preset_value(preset)
    if conversation_id is None:
        store.keep(_NEW_CHAT, json.dumps(value or {}))
    else:
        store.set_preset(conversation_id, value)
