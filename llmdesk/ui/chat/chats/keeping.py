"""Reads the list of chats for the window, and keeps its chats in order: folders, pins, copies, marks.

Owns which chats are read and when, the search over them, and the undo of what moves. Must not know how the
list is drawn. What happens in a chat is the session's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import StoreError, fill
from llmdesk.store import ChatListing, Conversation, Folder, Store
from llmdesk.ui.chat.chats.conversation_list import ConversationList
from llmdesk.ui.chat.chats.rows import Found
from llmdesk.ui.chat.chats.titles import ModelTitles
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services

PORTION = 300  # chats that are read at once; more as one scrolls
UNSEEN = "unseen answers"  # the name under which the store keeps them
_MOST_UNSEEN = 1_000  # the numbers of deleted chats are among them
PLACES = 60  # that a search shows at once; more as one scrolls


@dataclass(frozen=True)
class _Shown:
    """What was read for the list."""

    listing: ChatListing
    found: Found | None = None
    searched: str = ""


class ChatKeeping(QObject):
    """`listed(newest)`: the list was read; the id of the chat that was used last, or None."""

    listed = Signal(object)

    def __init__(
        self, services: Services, session: ChatSession, shown: ConversationList, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services, self._session, self._list = services, session, shown
        self._reading = 0
        self._limit, self._places = PORTION, PLACES
        self._searched = ""
        self._to_edit: int | None = None  # a folder that was just made, and wants a name
        self._answering: frozenset[int] = frozenset()
        self._unseen: frozenset[int] = frozenset()
        self._unseen_keeper = Keeper(
            services.drafts, UNSEEN, lambda: self._unseen, self._take_unseen, _encoded, _decoded, self,
            merges=True,
        )  # fmt: skip
        self._unseen_keeper.read()
        self._titles = ModelTitles(services, session, self.refresh, shown.is_edited, self)
        session.listing_changed.connect(self.refresh)
        session.running_changed.connect(self._mark)
        session.opened.connect(self._mark)
        shown.search_changed.connect(self._search)
        shown.more_asked.connect(self._read_more)
        shown.pin_asked.connect(self._pin)
        shown.move_asked.connect(self._move)
        shown.drop_asked.connect(self._drop)
        shown.duplicate_asked.connect(self._duplicate)
        shown.new_folder_asked.connect(self._new_folder)
        shown.folder_rename_asked.connect(self._rename_folder)
        shown.folder_delete_asked.connect(self._delete_folder)
        shown.folded.connect(self._fold)

    # -- reading --------------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Read the list again; the newest reading counts."""
        self._reading += 1
        reading, limit, places = self._reading, self._limit, self._places
        searched, store = self._list.search_text.strip(), self._services.store
        self._mark()

        def show(read: _Shown) -> None:
            if reading == self._reading:
                self._show(read)

        self._services.tasks.start(lambda _: _read(store, searched, limit, places), owner=self, on_done=show)

    def _show(self, read: _Shown) -> None:
        if read.found is None:
            self._list.show_listing(read.listing)
            self._list.select(self._session.conversation_id)
        else:
            self._list.show_found(read.found, read.listing.folders, read.searched)
        self.listed.emit(read.listing.newest)
        if self._to_edit is not None and read.found is None:
            folder, self._to_edit = self._to_edit, None
            self._list.edit_folder(folder)

    def _search(self, text: str) -> None:
        if text.strip() != self._searched:
            self._searched, self._places = text.strip(), PLACES
        self.refresh()

    def _read_more(self) -> None:
        """The end of the list is near."""
        found = self._list.model.found
        if found is None and len(self._list.model.conversations) >= self._limit:
            self._limit += max(PORTION, self._limit // 2)
        elif found is not None and len(found.hits) >= self._places:
            self._places += PLACES
        else:
            return  # it is on its way
        self.refresh()

    # -- marks ----------------------------------------------------------------------------------------
    def _mark(self) -> None:
        """Which chats are answering now; one that ended while another was open has an answer to see."""
        answering, opened = self._session.being_answered, self._session.conversation_id
        ended = self._answering - answering
        unseen = (self._unseen | ended) - answering - {opened}
        self._answering = answering
        if unseen != self._unseen:
            self._unseen = unseen
            self._unseen_keeper.keep_soon()
        self._list.mark(answering, self._unseen, opened)

    def _take_unseen(self, kept: frozenset[int]) -> None:
        """What nobody has looked at before llmdesk was closed."""
        self._unseen |= kept
        self._mark()

    # -- keeping in order -------------------------------------------------------------------------------
    def _do(self, change: Callable[[], object], then: Callable[[], None] | None = None) -> None:
        """Change the store in a task, then show it; the list is read again after a refusal, too."""

        def done(_: object) -> None:
            self.refresh()
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            self._services.notify.show_error(error)
            self.refresh()

        self._services.tasks.start(
            lambda _: change(), owner=self, on_done=done, on_error=failed, in_turn=True
        )

    def _pin(self, conversation_id: int, pinned: bool) -> None:
        self._do(partial(self._services.store.folders.pin, conversation_id, pinned))

    def _move(self, ids: Sequence[int], folder_id: int | None) -> None:
        self._do(partial(self._services.store.folders.move, list(ids), folder_id))

    def _drop(self, ids: Sequence[int], pinned: bool, folder_id: int | None) -> None:
        """Chats were dropped among the pinned ones, on a folder, or beside all of these."""
        store = self._services.store

        def change() -> None:
            for number in ids:
                store.folders.pin(number, pinned)
            if not pinned:
                store.folders.move(ids, folder_id)

        self._do(change)

    def _duplicate(self, chat: Conversation) -> None:
        title = fill(self.tr("{title} (copy)"), {"title": self._list.model.title(chat)})
        store = self._services.store
        self._services.tasks.start(
            lambda _: store.duplicate_conversation(chat.id, title), owner=self, on_done=self._on_copy
        )

    def _on_copy(self, conversation_id: int) -> None:
        self.refresh()
        self._session.open(conversation_id)

    def _new_folder(self, ids: Sequence[int]) -> None:
        """Make a folder with these chats; its name is asked for in the list."""
        base, store = self.tr("New folder"), self._services.store

        def make() -> int:
            taken = {folder.name.casefold() for folder in store.folders.all()}
            names = (base if n == 1 else f"{base} {n}" for n in range(1, len(taken) + 2))
            folder = store.folders.make(next(name for name in names if name.casefold() not in taken))
            store.folders.move(ids, folder)
            return folder

        def done(folder: int) -> None:
            self._to_edit = folder
            self.refresh()

        self._services.tasks.start(lambda _: make(), owner=self, on_done=done, in_turn=True)

    def _rename_folder(self, folder_id: int, name: str) -> None:
        self._do(partial(self._services.store.folders.rename, folder_id, name))

    def _fold(self, folder_id: int, collapsed: bool) -> None:
        self._do(partial(self._services.store.folders.collapse, folder_id, collapsed))

    def _delete_folder(self, folder: Folder) -> None:
        store = self._services.store

        def done(ids: list[int]) -> None:
            self.refresh()
            told = fill(self.tr("Folder “{name}” deleted. Its chats are kept."), {"name": folder.name})
            self._services.notify.show(told, lambda: self._do(partial(_put_back, store, folder, ids)))

        self._services.tasks.start(
            lambda _: store.folders.delete(folder.id), owner=self, on_done=done, in_turn=True
        )


def _encoded(chats: frozenset[int]) -> str:
    return json.dumps(sorted(chats)[-_MOST_UNSEEN:])


def _decoded(text: str) -> frozenset[int] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    numbers = found if isinstance(found, list) else []
    return frozenset(number for number in numbers if isinstance(number, int))


def _put_back(store: Store, folder: Folder, ids: Sequence[int]) -> None:
    made = store.folders.make(folder.name)
    store.folders.move(ids, made)
    store.folders.collapse(made, folder.collapsed)


def _read(store: Store, searched: str, limit: int, places: int) -> _Shown:
    """In a task."""
    if not searched:
        return _Shown(store.folders.listing(limit))
    hits = store.search(searched, places + 1)
    chats: dict[int, Conversation] = {}
    for number in dict.fromkeys(hit.conversation_id for hit in hits):
        try:
            chats[number] = store.conversation(number)
        except StoreError:
            continue  # erased since it was found
    found = Found(tuple(hits[:places]), chats, more=len(hits) > places)
    return _Shown(store.folders.listing(1), found, searched)
