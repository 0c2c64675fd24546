"""`Libraries`: the documents that people keep together to ask them, behind one face.

Owns the composition: which rows change together, and when they are on the disk. The SQL is in `shelves`,
`documents`, `vectors`, `finding` and `nearest`, the file in `file`. Must not read the documents themselves,
and not import numpy before something is looked for: a window that only lists libraries starts without.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.errors import StoreError, UserError
from llmdesk.store.libraries import documents, failures, reasons, shelves, vectors
from llmdesk.store.libraries.file import LibraryFile
from llmdesk.store.libraries.types import (
    DocumentState,
    FileVersion,
    Hit,
    NewDocument,
    StoredDocument,
    StoredLibrary,
    StoredPassage,
    Unembedded,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from llmdesk.store.libraries.nearest import SignsInMemory

_ALL_STATES: tuple[DocumentState, ...] = ("indexed", "failed", "skipped")
_BATCH = 20  # documents that are deleted in one transaction
_PAGES = 500  # of the index that are merged in one


class Libraries:
    """All libraries of one data folder, in one SQLite file that is opened when it is first needed.

    Usable from any thread, and from several processes at once. What a method has changed is in the file when
    it returns, whatever becomes of this process. Every method raises `StoreError` when that cannot be done,
    and for ids of what was removed.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._file = LibraryFile(path)
        self._clock = clock
        self._signs: SignsInMemory | None = None
        self._signs_lock = threading.Lock()

    def take_notices(self) -> tuple[StoreError, ...]:
        """What the user should be told since it was asked last, such as a damaged file that was set aside."""
        return self._file.take_notices()

    def close(self) -> None:
        """Later calls raise `StoreError`; a second close does nothing."""
        self._file.close()

    def delete_everything(self) -> None:
        """Delete all libraries; the user's own files are not touched."""
        self._file.delete()
        self._signs = None

    # -- libraries -----------------------------------------------------------------------------------
    def all(self) -> list[StoredLibrary]:
        """By name."""
        return self._file.read(shelves.listing) if self._file.exists else []

    def get(self, library_id: int) -> StoredLibrary:
        return self._file.read(lambda db: shelves.get(db, library_id))

    def named(self, name: str) -> StoredLibrary:
        """Raises `StoreError` with the names that there are."""
        every = self.all()
        wanted = " ".join(name.split()).casefold()
        for library in every:
            if library.name.casefold() == wanted:
                return library
        raise failures.not_named(name, [library.name for library in every])

    def add(self, name: str, roots: Iterable[Path]) -> StoredLibrary:
        """A new library; nothing is in it before it is updated. Raises `StoreError` where another one has the
        name."""
        roots = list(roots)
        return self._file.write(lambda db: shelves.add(db, name, roots, self._clock()))

    def rename(self, library_id: int, name: str) -> None:
        self._file.write(lambda db: shelves.rename(db, library_id, name))

    def add_roots(self, library_id: int, roots: Iterable[Path]) -> None:
        roots = list(roots)
        self._file.write(lambda db: shelves.add_roots(db, library_id, roots))

    def remove_root(self, library_id: int, root: Path) -> None:
        """What lies under it is found no longer; `clean` then deletes it."""
        self._file.write(lambda db: shelves.remove_root(db, library_id, root))

    def remove(self, library_id: int) -> None:
        """What is in no other library is found no longer; `clean` then deletes it."""
        self._file.write(lambda db: shelves.remove(db, library_id))

    def clean(
        self,
        cancel: CancelToken,
        on_progress: Callable[[int], None] | None = None,
        *,
        thorough: bool = True,
    ) -> None:
        """Delete what is in no library any more, from the file too, and make it as small as what is in it;
        what a cancel leaves, the next call does. Raises `Cancelled`. `on_progress` gets how many documents
        went. Not `thorough`: where that takes long, their words stay in the index until there are more."""
        if not self._file.exists:
            return
        while self._file.write(lambda db: vectors.drop_unused(db, _BATCH * 10)):
            cancel.raise_if_cancelled()
        gone = 0
        while count := self._file.write(lambda db: documents.drop_orphans(db, _BATCH)):
            gone += count
            if on_progress is not None:
                on_progress(gone)
            cancel.raise_if_cancelled()
        if self._file.read(lambda db: documents.wants_tidying(db, thorough=thorough)):
            self._tidy(cancel)

    def _tidy(self, cancel: CancelToken) -> None:
        """The index keeps words of what was deleted until its parts are merged into one."""
        self._file.write(documents.begin_tidying)
        while self._file.write(lambda db: documents.tidy_on(db, _PAGES)):
            cancel.raise_if_cancelled()
        self._file.write(documents.end_tidying)
        self._file.shrink(cancel)

    # -- documents -----------------------------------------------------------------------------------
    def documents(
        self,
        library_id: int,
        states: Sequence[DocumentState] = _ALL_STATES,
        limit: int = 200,
        offset: int = 0,
    ) -> list[StoredDocument]:
        """By path."""
        return self._file.read(lambda db: documents.listing(db, library_id, states, limit, offset))

    def document(self, document_id: int) -> StoredDocument:
        return self._file.read(lambda db: documents.get(db, document_id))

    def readable(self, library_ids: Sequence[int]) -> tuple[int, ...]:
        """The documents of these libraries that were read, each once, by path."""
        return self._file.read(lambda db: documents.readable(db, library_ids))

    def at(self, path: Path) -> StoredDocument | None:
        """The document at `path`, of whatever library; None where no library has it."""
        return self._file.read(lambda db: documents.at(db, path))

    def body(self, document_id: int) -> bytes:
        """What `put` was given of it."""
        return self._file.read(lambda db: documents.body(db, document_id))

    def known(self, library_id: int) -> Mapping[str, tuple[StoredDocument, bool]]:
        """By path, every document of any library, and whether it is in this one."""
        return self._file.read(lambda db: documents.known(db, library_id))

    def put(self, library_id: int, path: Path, version: FileVersion, document: NewDocument) -> int:
        """Keep a document as it was read, all of it or nothing; its id."""
        return self._file.write(lambda db: documents.put(db, library_id, path, version, document))

    def put_unread(
        self, library_id: int, path: Path, version: FileVersion, state: DocumentState, reason: UserError
    ) -> None:
        """Keep why a file could not be read; what was kept of it before goes."""
        kept = reasons.written(reason)
        self._file.write(
            lambda db: documents.put_unread(db, library_id, path, version, state, kept),
        )

    def touch(self, document_id: int, version: FileVersion) -> None:
        """The file has another time, and the same in it."""
        self._file.write(lambda db: documents.touch(db, document_id, version))

    def move(self, document_id: int, path: Path, version: FileVersion) -> bool:
        """The same file lies at `path` now; False where another document is there, or this one is gone."""
        return self._file.write(lambda db: documents.move(db, document_id, path, version))

    def join(self, library_id: int, document_ids: Sequence[int]) -> None:
        """They were read for another library, and are in this one too."""
        self._file.write(lambda db: shelves.join(db, library_id, document_ids))

    def leave(self, library_id: int, document_ids: Sequence[int]) -> None:
        """They are in the library no longer."""
        self._file.write(lambda db: shelves.leave(db, library_id, document_ids))

    def finish_update(self, library_id: int) -> None:
        """Its roots were gone through to the end, now."""
        self._file.write(lambda db: shelves.finish(db, library_id, self._clock()))

    # -- passages ------------------------------------------------------------------------------------
    def find(
        self, library_ids: Sequence[int], words: Sequence[str], most: int, cancel: CancelToken | None = None
    ) -> list[Hit]:
        """The passages of these libraries with any of the words, the best first. Raises `Cancelled`."""
        from llmdesk.store.libraries import finding

        return self._file.read(lambda db: finding.find(db, library_ids, words, most), cancel)

    # -- vectors -------------------------------------------------------------------------------------
    def set_embedding(self, library_id: int, model: str) -> None:
        """Choose the embedding model of a library, by whatever name its chooser finds it again; "" for none.
        Vectors of another one are not found any longer; `clean` then deletes them."""
        self._file.write(lambda db: shelves.set_embedding(db, library_id, model))

    def begin_vectors(self, library_id: int, key: str, dimensions: int) -> None:
        """From now on the vectors of this library are those made by `key`, which says what they were made
        with; those of another key are not found any longer."""
        self._file.write(lambda db: vectors.begin(db, library_id, key, dimensions))

    def embeddings(self, library_ids: Sequence[int]) -> list[str]:
        """The embedding models, each once, of those of these libraries that have vectors."""
        return self._file.read(lambda db: vectors.models_of(db, library_ids))

    def vectors_key(self, library_id: int) -> str:
        """What `begin_vectors` was given last; "" before, and after another model was chosen."""
        return self._file.read(lambda db: vectors.key_of(db, library_id))

    def unembedded(self, library_id: int) -> list[Unembedded]:
        """Its documents that have not all of their vectors."""
        return self._file.read(lambda db: vectors.unembedded(db, library_id))

    def passages(self, document_id: int) -> list[StoredPassage]:
        """Of a document, in order."""
        return self._file.read(lambda db: vectors.passages(db, document_id))

    def put_vectors(self, library_id: int, document_id: int, first: int, made: NDArray[np.float32]) -> None:
        """Keep the vectors of passages `first`, `first` + 1, … of a document, n × d, of length 1 each: at
        most 16 at once, so that little is lost with the process."""
        from llmdesk.store.libraries.nearest import packed

        block = packed(made)
        self._file.write(lambda db: vectors.put(db, library_id, document_id, first, block))

    def find_near(
        self,
        library_ids: Sequence[int],
        key: str,
        query: NDArray[np.float32],
        most: int,
        cancel: CancelToken | None = None,
    ) -> list[Hit]:
        """The passages of those of these libraries whose vectors were made by `key`, the nearest to `query`
        first; their score is the cosine. Raises `Cancelled`."""
        from llmdesk.store.libraries import nearest

        with self._signs_lock:
            signs = self._signs = self._signs or nearest.SignsInMemory()
        return self._file.read(lambda db: nearest.find_near(db, signs, library_ids, key, query, most), cancel)
