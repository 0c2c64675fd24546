"""What is sent for one question, with its documents or without, and what instead where the engine refuses
that.

Owns which way the choice is made. A chat without documents must not wait for the word lists that come with
them: what deals with documents is imported where there are some.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.errors import ContextTooLong
from llmdesk.store import BranchMessage, Store
from llmdesk.tools.chat.attaching.grounds import Grounds
from llmdesk.tools.chat.sending import Count, Overflow, Selection, select, share_of, shrink, turns_of

if TYPE_CHECKING:
    from llmdesk.tools.chat.attaching.sources import ChatSource, Documents
    from llmdesk.tools.chat.attaching.standalone import Rewrite

_LEAST_ROOM = 256  # tokens of a prompt with documents; below that, less of them is no help


@dataclass(frozen=True)
class Sources:
    """What may be looked up for an answer: the texts of attachments, kept between questions, and
    libraries."""

    documents: Documents
    libraries: Sequence[ChatSource] = ()


@dataclass(frozen=True)
class Asked:
    """`room`: tokens that the prompt may have, None where no model is loaded; `overflow` as of
    `sending.select`; `begun` of an answer that is gone on with; `rewrite` makes the question one of its own
    for the search, where it leans on the chat."""

    instructions: str
    room: int | None
    overflow: Overflow
    begun: str = ""
    rewrite: Rewrite | None = None


@dataclass(frozen=True)
class Chosen:
    """`grounds` None: no document goes with the question."""

    selection: Selection
    grounds: Grounds | None = None


class Choosing:
    """For the question at the end of a branch."""

    def __init__(
        self,
        store: Store | None,
        branch: Sequence[BranchMessage],
        asked: Asked,
        count: Count,
        sources: Sources | None,
        cancel: CancelToken,
    ) -> None:
        self._store, self._branch, self._asked, self._count = store, branch, asked, count
        self._sources, self._cancel = sources, cancel

    def first(self) -> Chosen:
        """Raises `Cancelled`, and what counting raises."""
        asked, turns = self._asked, turns_of(self._branch)
        if asked.room is None:
            return Chosen(Selection(turns, begun=asked.begun))
        if self._has_documents:
            return self._with_documents()
        selection = select(turns, asked.instructions, asked.room, asked.overflow, self._count, asked.begun)
        return Chosen(selection)

    def less(self, chosen: Chosen, error: ContextTooLong) -> Chosen | None:
        """After a refusal; None: nothing is left to leave out."""
        asked = self._asked
        if chosen.grounds is None or asked.room is None:
            selection = shrink(chosen.selection, error, asked.overflow)
            return None if selection is None else replace(chosen, selection=selection)
        room = min(round(asked.room * share_of(error)), asked.room - 1)
        if room < _LEAST_ROOM:
            return None
        searched = chosen.grounds.searched  # it is not asked for twice
        self._asked = replace(asked, room=room, rewrite=lambda _branch: searched)
        return self.first()

    @property
    def _has_documents(self) -> bool:
        attached = any(entry.message.attachments for entry in self._branch)
        return attached or bool(self._sources and self._sources.libraries)

    def _with_documents(self) -> Chosen:
        from llmdesk.tools.chat.attaching.choosing import Choice
        from llmdesk.tools.chat.attaching.sources import Documents

        if self._sources is not None:
            documents, libraries = self._sources.documents, self._sources.libraries
        else:
            assert self._store is not None  # who gives no sources gives a store
            documents, libraries = Documents(self._store), ()
        return Choice(self._branch, self._asked, documents, libraries, self._count, self._cancel).made()
