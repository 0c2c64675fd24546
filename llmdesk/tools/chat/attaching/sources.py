"""Where passages for a question of a chat come from: its attachments, and libraries.

Owns the documents of attachments, read from the store once, and the finding in several sources at once. Must
not decide what is sent.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Protocol

from llmdesk.cancel import CancelToken
from llmdesk.errors import StoreError
from llmdesk.store import Attachment, Store
from llmdesk.tools.chat.attaching.grounds import Named, Quoted
from llmdesk.tools.chat.attaching.texts import document_of
from llmdesk.tools.documents import Document
from llmdesk.tools.passages import Found, Passage, PassageIndex, Source, passages_of, quoted, words_of

_MOST_KEPT = 30_000_000  # characters of documents that stay in memory
_INDEXES = 2
# What is said to a model as to a person. A question of nothing else is about no document.
_COURTESIES = frozenset(
    words_of(
        "thanks thank you ok okay great good nice perfect cool hello hi hey bye goodbye please yes no sorry "
        "lot much very well help helpful appreciate welcome understood sure fine awesome cheers morning got "
        "谢谢 多谢 感谢 好的 明白 明白了 了解 知道 你好 您好 再见 不错 很好 太好 辛苦 可以 没问题 懂了"
    )
)


class ChatSource(Source, Protocol):
    """Documents in which passages are found; `path_of` the file of one, None where it is in none."""

    def path_of(self, number: int) -> Path | None: ...


class AttachedSource:
    """The attachments of a chat."""

    def __init__(self, attachments: Sequence[Attachment], documents: Sequence[Document]) -> None:
        self.attachments, self.documents = tuple(attachments), tuple(documents)
        self._index: PassageIndex | None = None  # when something is looked up
        self._making = threading.Lock()  # the chat and its meter may ask at once

    @property
    def count(self) -> int:
        return len(self.documents)

    def find(self, question: str, most: int, cancel: CancelToken | None = None) -> Sequence[Found]:
        with self._making:
            if self._index is None:
                self._index = PassageIndex(self.documents, cancel)
        return self._index.find(question, most, cancel)

    def document(self, number: int) -> Document:
        return self.documents[number]

    def path_of(self, number: int) -> Path | None:
        path = self.attachments[number].path
        return Path(path) if path else None


class Documents:
    """The documents of attachments as they were read then. Any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._known: OrderedDict[str, Document] = OrderedDict()
        self._sources: OrderedDict[tuple[tuple[str, str, str], ...], AttachedSource] = OrderedDict()

    def of(self, name: str, digest: str) -> Document | None:
        """None where it is gone, or is no document."""
        with self._lock:
            found = self._known.get(digest)
            if found is not None:
                self._known.move_to_end(digest)
                return found
        try:
            found = document_of(name, self._store.attached_text(digest))
        except StoreError:
            return None
        if found is not None:
            self._keep(digest, found)
        return found

    def hold(self, digest: str, document: Document) -> None:
        """One that is not in the store yet."""
        with self._lock:
            self._known[digest] = document

    def source(self, attachments: Sequence[Attachment]) -> AttachedSource:
        """All of these that are still there."""
        # The same text has another name in another chat.
        key = tuple((each.digest, each.name, each.path) for each in attachments)
        with self._lock:
            known = self._sources.get(key)
            if known is not None:
                self._sources.move_to_end(key)
                return known
            there = [(each, found) for each in attachments if (found := self.of(each.name, each.digest))]
            made = AttachedSource([each for each, _ in there], [found for _, found in there])
            self._sources[key] = made
            while len(self._sources) > _INDEXES:
                self._sources.popitem(last=False)
        return made

    def _keep(self, digest: str, document: Document) -> None:
        with self._lock:
            self._known[digest] = document
            while len(self._known) > 1 and sum(len(each.text) for each in self._known.values()) > _MOST_KEPT:
                self._known.popitem(last=False)


def asks_something(question: str) -> bool:
    """Whether it has a word that a document could have: "thanks" and "ok" are for nobody to look up."""
    return bool(set(words_of(question)) - _COURTESIES)


def found_in(sources: Sequence[ChatSource], question: str, most: int, cancel: CancelToken) -> list[Quoted]:
    """The passages that have the question's words, the best of each source in turn: scores of several cannot
    be compared."""
    found = [
        [_of(source, each.passage) for each in source.find(question, most, cancel)] for source in sources
    ]
    in_turn = (each for rank in zip_longest(*found) for each in rank if each is not None)
    return list(in_turn)[:most]


def beginnings(sources: Sequence[ChatSource], most: int) -> list[Quoted]:
    """The first passages of the documents, of each in turn."""
    documents = [(source, number) for source in sources for number in range(source.count)][:most]
    first = [_first(source, number, most) for source, number in documents]
    in_turn = (each for rank in zip_longest(*first) for each in rank if each is not None)
    return list(in_turn)[:most]


def _first(source: ChatSource, number: int, most: int) -> list[Quoted]:
    passages = _up_to(passages_of(source.document(number), number), most)
    return [_of(source, passage) for passage in passages]


def _up_to(passages: Iterator[Passage], most: int) -> Iterator[Passage]:
    for _, passage in zip(range(most), passages, strict=False):
        yield passage


def _of(source: ChatSource, passage: Passage) -> Quoted:
    quote = quoted(source, passage)
    path = source.path_of(passage.document)
    digest = source.attachments[passage.document].digest if isinstance(source, AttachedSource) else ""
    # A text is kept once; here it is called as it was attached here.
    name = source.attachments[passage.document].name if isinstance(source, AttachedSource) else quote.file
    named = Named(name, "" if path is None else str(path), digest)
    return Quoted(named, quote.start, quote.end, quote.page, quote.quote)
