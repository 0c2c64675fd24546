"""Which libraries each chat asks: kept with the chat, and given to whoever answers there.

Owns the choice and its writing. Must not read documents.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import UserError
from llmdesk.store import Store, kept_with
from llmdesk.ui.services import Services

if TYPE_CHECKING:
    from llmdesk.tools.documents import Document
    from llmdesk.ui.libraries.chat_library import ChatLibrary

_NAME = "libraries"
_NEW_CHAT = "chat.new_libraries"
_SOURCES = 4  # whose documents stay in memory


class ChosenLibraries(QObject):
    """`changed`: the open chat asks other libraries. GUI thread, where nothing else is said."""

    changed = Signal()
    _unasked = Signal(object)  # why an embedding model was not asked, of the thread that asked

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._lock = threading.Lock()
        self._known: dict[int | None, tuple[int, ...]] = {}
        self._writing = threading.Lock()
        self._sources: OrderedDict[tuple[int, ...], ChatLibrary] = OrderedDict()
        self._open: int | None = None
        self._unasked.connect(services.notify.show_error)
        self.show_chat(None)

    # -- what a chat asks -----------------------------------------------------------------------------
    @property
    def current(self) -> tuple[int, ...]:
        """Of the open chat; empty while that is not read."""
        return self._known.get(self._open, ())

    def show_chat(self, conversation_id: int | None) -> None:
        """This chat is open now."""
        self._open = conversation_id
        if conversation_id in self._known:
            self.changed.emit()
            return
        self._services.tasks.start(
            lambda _context: self._of(conversation_id),
            owner=self,
            on_done=lambda _ids: self.changed.emit(),
        )

    def choose(self, ids: Sequence[int]) -> None:
        """The open chat asks these from now on."""
        chat, chosen = self._open, tuple(ids)
        with self._lock:
            self._known[chat] = chosen
        self._services.tasks.start(
            lambda _context: self._write(chat), owner=self, on_done=lambda _none: None, in_turn=True
        )
        self.changed.emit()

    # -- for threads ----------------------------------------------------------------------------------
    def begun(self, conversation_id: int) -> None:
        """The new chat is this one now, and asks what was chosen for it."""
        chosen = self._of(None)
        with self._lock:
            self._known[conversation_id] = chosen
            self._known[None] = ()
        if chosen:
            self._write(conversation_id)
            self._write(None)

    def sources(self, conversation_id: int | None) -> list[ChatLibrary]:
        """What a chat asks; a library that was removed is asked no more."""
        chosen = self._of(conversation_id)
        there = {each.id for each in self._services.libraries.all()} if chosen else set()
        ids = tuple(each for each in chosen if each in there)
        return [self._source(ids)] if ids else []

    def document(self, conversation_id: int | None, path: Path) -> Document | None:
        """A document of the chat's libraries as it was read; None where it is in none of them."""
        ids = self._of(conversation_id)
        try:
            found = self._services.libraries.at(path) if ids else None
            return None if found is None else self._source(ids).document(found.id)
        except UserError:  # it left the library, or could not be read
            return None

    def _source(self, ids: tuple[int, ...]) -> ChatLibrary:
        from llmdesk.ui.libraries.chat_library import ChatLibrary

        embedders = self._services.embedders.get()
        with self._lock:
            made = ChatLibrary(self._services.libraries, ids, embedders, self._unasked.emit)
            source = self._sources.setdefault(ids, made)
            self._sources.move_to_end(ids)
            while len(self._sources) > _SOURCES:
                self._sources.popitem(last=False)
            return source

    def _write(self, conversation_id: int | None) -> None:
        """What is chosen by now: a write that was asked for before something else came is late, not wrong."""
        with self._writing:
            with self._lock:
                chosen = self._known.get(conversation_id, ())
            self._services.store.keep(_name(conversation_id), json.dumps(list(chosen)) if chosen else "")

    def _of(self, conversation_id: int | None) -> tuple[int, ...]:
        with self._lock:
            if conversation_id in self._known:
                return self._known[conversation_id]
        kept = _kept(self._services.store, conversation_id)
        with self._lock:
            return self._known.setdefault(conversation_id, kept)


def _name(conversation_id: int | None) -> str:
    return _NEW_CHAT if conversation_id is None else f"{kept_with(conversation_id)}{_NAME}"


def _kept(store: Store, conversation_id: int | None) -> tuple[int, ...]:
    try:
        kept = json.loads(store.kept(_name(conversation_id)) or "[]")
    except (ValueError, RecursionError):
        return ()
    return tuple(each for each in kept if isinstance(each, int)) if isinstance(kept, list) else ()
