"""All documents of a chat: what is attached to it, and those of its libraries, each once.

Owns which they are, and what could not be read. Must not judge them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from llmdesk.errors import QT_TRANSLATE_NOOP, StoreError, UsageError
from llmdesk.store import BranchMessage
from llmdesk.store.libraries import StoredDocument, StoredLibrary
from llmdesk.tools.chat.attaching.asked import Sources
from llmdesk.tools.chat.attaching.choosing import attachments_of
from llmdesk.tools.chat.attaching.grounds import Named
from llmdesk.tools.chat.attaching.sources import ChatSource
from llmdesk.tools.chat.everything.found import Unread
from llmdesk.tools.documents import Document

_PASSAGE = 1000  # characters of an attachment that take as long as a passage of a library
_MOST_UNREAD = 20
_GONE = Document("", "text", "", "", (), (), (), ())


@runtime_checkable
class WholeSource(Protocol):
    """What libraries give beside passages: the numbers of all their documents, how much of them is read, and
    some of the documents that could not be."""

    def numbers(self) -> tuple[int, ...]: ...

    def number_at(self, path: Path) -> int | None: ...

    def libraries(self) -> Sequence[StoredLibrary]: ...

    def unread(self, most: int) -> Sequence[StoredDocument]: ...


class AllDocuments:
    """Of a branch and its libraries. Iterating takes them out one by one; `lost` has the places of those that
    could not be had any more, which come as documents without words."""

    def __init__(self, branch: Sequence[BranchMessage], sources: Sources) -> None:
        given = [each for some in attachments_of(branch).values() for each in some]
        attached = sources.documents.source(given)
        self._places: list[tuple[ChatSource, int]] = [(attached, at) for at in range(attached.count)]
        self._named = {
            at: Named(each.name, each.path, each.digest) for at, each in enumerate(attached.attachments)
        }
        self._paths = {
            os.path.realpath(path) for at in range(attached.count) if (path := attached.path_of(at))
        }
        self.passages = sum(len(each.text) // _PASSAGE + 1 for each in attached.documents)
        self.unread: list[Unread] = []
        self.unread_count, self.growing = 0, False
        self.lost: set[int] = set()
        for library in sources.libraries:
            self._add(library)

    def _add(self, library: ChatSource) -> None:
        assert isinstance(library, WholeSource)  # what a chat asks are libraries
        for held in library.libraries():
            self.passages += held.passages
            self.unread_count += held.unread
            self.growing |= held.updated is None
        self.unread += map(_unread, library.unread(_MOST_UNREAD))
        for number in library.numbers():
            path = _path(library, number)
            if path and os.path.realpath(path) in self._paths:
                continue
            self._named[len(self._places)] = Named(os.path.basename(path), path)
            self._places.append((library, number))

    @property
    def count(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Document]:
        for at in range(self.count):
            try:
                yield self.document(at)
            except StoreError:
                again = self._again(at)
                if again is None:
                    self.lost.add(at)
                yield again or _GONE

    def _again(self, at: int) -> Document | None:
        """A document that a library has read anew meanwhile, as it is now; None: it has left."""
        source, path = self._places[at][0], self._named[at].path
        if not isinstance(source, WholeSource) or not path:
            return None
        try:
            number = source.number_at(Path(path))
            if number is None:
                return None
            self._places[at] = source, number
            return source.document(number)
        except StoreError:
            return None

    def document(self, at: int) -> Document:
        source, number = self._places[at]
        return source.document(number)

    def named(self, at: int) -> Named:
        """How it is called, and where it was when this began."""
        return self._named[at]

    def raise_if_none(self) -> None:
        """Raises `UsageError` where there is nothing to read."""
        if self.count:
            return
        if self.unread_count:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "None of the documents could be read."),
                QT_TRANSLATE_NOOP("core", "Of {count} documents of the library not one could be read."),
                QT_TRANSLATE_NOOP(
                    "core", "The list of libraries says why. Choose another one, or attach files."
                ),
                count=self.unread_count,
            )
        if self.growing:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "No document of the library is read yet."),
                hint=QT_TRANSLATE_NOOP("core", "Wait until some are read, and ask again."),
            )
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There are no documents to read."),
            hint=QT_TRANSLATE_NOOP("core", "Attach files, or choose a library that has documents."),
        )


def _unread(document: StoredDocument) -> Unread:
    named = Named(document.path.name, str(document.path))
    if document.reason is None:
        return Unread(named)
    params = {name: str(value) for name, value in document.reason.params.items()}
    return Unread(named, document.reason.title, params)


def _path(source: ChatSource, number: int) -> str:
    """ "" where it has left meanwhile."""
    try:
        path = source.path_of(number)
    except StoreError:
        return ""
    return "" if path is None else str(path)
