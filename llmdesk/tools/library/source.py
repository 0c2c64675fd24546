"""Libraries as a source of passages, for whoever asks documents.

Owns how what is kept becomes passages and documents again, that they are found by words and, where there are
vectors, by what they mean, and whether a file is still what was read. Must not ask a model that writes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.store.libraries import Hit, Libraries, StoredDocument, StoredLibrary
from llmdesk.store.libraries.types import DocumentState
from llmdesk.tools.documents import Document
from llmdesk.tools.library.packing import unpacked
from llmdesk.tools.library.vectors.embedders import Embedders
from llmdesk.tools.library.vectors.nearest import OnProblem, nearest
from llmdesk.tools.library.versions import digest_of, version_of
from llmdesk.tools.passages import Found, Passage, fused, words_of

_RANKED = 100  # passages of each ranking that are put together
_KEPT, _KEPT_CHARS = 32, 20_000_000  # documents in memory, and of these together


class LibrarySource:
    """Some libraries together, a `Source`: the number of a document is its id in `libraries`. Thread-safe."""

    def __init__(
        self,
        libraries: Libraries,
        library_ids: Sequence[int],
        embedders: Embedders | None = None,
        on_problem: OnProblem | None = None,
    ) -> None:
        """`embedders`: ask the libraries' vectors too, where they have some; `on_problem` hears why they
        could not be asked, and words alone are: in a thread of ours."""
        self._libraries, self._ids = libraries, tuple(library_ids)
        self._embedders, self._on_problem = embedders, on_problem
        self._lock = threading.Lock()
        self._documents: OrderedDict[int, Document] = OrderedDict()

    @property
    def count(self) -> int:
        """Documents that can be searched; one that is in two of the libraries counts once."""
        return len(self.numbers())

    def numbers(self) -> tuple[int, ...]:
        """Of all documents that can be searched, each once, by path: for who reads everything."""
        return self._libraries.readable(self._ids)

    def number_at(self, path: Path) -> int | None:
        """Of the document that can be searched there now."""
        found = self._libraries.at(path)
        return found.id if found is not None and found.state == "indexed" else None

    def libraries(self) -> list[StoredLibrary]:
        """These, as they are now."""
        return [self._libraries.get(each) for each in self._ids]

    def unread(self, most: int) -> list[StoredDocument]:
        """Some of the documents that could not be read."""
        states: tuple[DocumentState, ...] = ("failed", "skipped")
        found = (self._libraries.documents(each, states, most) for each in self._ids)
        return list({each.id: each for some in found for each in some}.values())[:most]

    def find(self, question: str, most: int, cancel: CancelToken | None = None) -> list[Found]:
        words = list(words_of(question))
        if self._embedders is None or not question.strip():
            return _found(self._libraries.find(self._ids, words, most, cancel))
        ranked = max(most, _RANKED)
        # The question is embedded in a process of its own, while its words are looked for here.
        with ThreadPoolExecutor(1) as pool:
            begun = pool.submit(
                nearest,
                self._libraries,
                self._ids,
                self._embedders,
                question,
                ranked,
                cancel,
                self._on_problem,
            )
            by_words = _found(self._libraries.find(self._ids, words, ranked, cancel))
            by_meaning = begun.result()
        return fused([by_words, *map(_found, by_meaning)], most) if by_meaning else by_words[:most]

    def document(self, number: int) -> Document:
        """As it was read, called by its path, whatever became of the file."""
        with self._lock:
            known = self._documents.get(number)
            if known is not None:
                self._documents.move_to_end(number)
                return known
        document = unpacked(self._libraries.body(number), str(self.path(number)))
        with self._lock:
            self._documents[number] = document
            while len(self._documents) > 1 and self._too_many():
                self._documents.popitem(last=False)
        return document

    def path(self, number: int) -> Path:
        """Where its file was when it was read."""
        return self._libraries.document(number).path

    def changed(self, number: int, cancel: CancelToken | None = None) -> bool:
        """Whether the file is not any more what was read: another one, or gone. Reads it where its size is
        the same and its time is not."""
        kept = self._libraries.document(number)
        now = version_of(kept.path)
        if now is None or now.size != kept.version.size:
            return True
        return not now.is_like(kept.version) and digest_of(kept.path, cancel) != kept.version.digest

    def _too_many(self) -> bool:
        chars = sum(len(each.text) for each in self._documents.values())
        return len(self._documents) > _KEPT or chars > _KEPT_CHARS


def _found(hits: Sequence[Hit]) -> list[Found]:
    return [Found(Passage(hit.document, hit.start, hit.end, hit.heading), hit.score) for hit in hits]
