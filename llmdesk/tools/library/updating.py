"""A library brought up to date with its files: what is new or changed is read, what is gone leaves.

Owns the order of the work, so that it can be stopped or killed at any moment and goes on where it was: each
document is kept whole by itself. Must not show anything.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, UserError
from llmdesk.store.libraries import Libraries, NewDocument, StoredDocument, StoredLibrary
from llmdesk.tools.library.elsewhere import read_elsewhere
from llmdesk.tools.library.scanning import Scan, scan
from llmdesk.tools.library.types import Changes, Unread, Updated, UpdateProgress
from llmdesk.tools.library.versions import digest_of, version_of

Read = Callable[[Path, CancelToken], NewDocument]
OnProgress = Callable[[UpdateProgress], None]
Known = Mapping[str, tuple[StoredDocument, bool]]

_MOST_TOLD = 1000
_TRIES = 2  # of a file that changes while it is read


def changes(
    libraries: Libraries,
    library_id: int,
    cancel: CancelToken,
    on_count: Callable[[int], None] | None = None,
    *,
    retry: bool = False,
) -> Changes:
    """What an update would do, without reading a document: a look at 100,000 files takes about a second. With
    `retry` what could not be read is new again. Raises `StoreError`, `UsageError` and `Cancelled`."""
    library = libraries.get(library_id)
    found = scan(library.roots, cancel, on_count)
    known = libraries.known(library_id)
    _forgive_empty(found, [path for path, (_document, member) in known.items() if member])
    new, changed, shared = list[str](), list[str](), list[int]()
    for path, version in found.files.items():
        document, member = known.get(path, (None, False))
        if document is None or (retry and document.state != "indexed"):
            new.append(path)
        elif document.state == "skipped" or not document.version.is_like(version):
            changed.append(path)
        elif not member:
            shared.append(document.id)
    members = (path for path, (_document, member) in known.items() if member)
    gone = [known[path][0].id for path in found.unseen(members)]
    unchanged = len(found.files) - len(new) - len(changed) - len(shared)
    return Changes(
        tuple(new), tuple(changed), tuple(shared), tuple(gone), unchanged,
        tuple(found.away), tuple(found.closed), found.others,
    )  # fmt: skip


def update(
    libraries: Libraries,
    library_id: int,
    on_progress: OnProgress | None = None,
    cancel: CancelToken | None = None,
    *,
    retry: bool = False,
    read: Read = read_elsewhere,
) -> Updated:
    """Bring a library up to date. What a cancel or a crash leaves, the next update does, and nothing twice.
    `retry`: also what could not be read before and has not changed. Raises `StoreError`, `UsageError` and
    `Cancelled`."""
    work = _Update(
        libraries, library_id, on_progress or (lambda _progress: None), cancel or CancelToken(), read
    )
    return work.go(retry)


class _Update:
    """One update of one library."""

    def __init__(
        self, libraries: Libraries, library_id: int, tell: OnProgress, cancel: CancelToken, read: Read
    ) -> None:
        self._libraries, self._tell, self._cancel, self._read = libraries, tell, cancel, read
        self._library: StoredLibrary = libraries.get(library_id)
        self._progress = UpdateProgress(self._library.name, "scanning")
        self._gone_roots: set[Path] = set()
        self._gone: dict[tuple[str, str], int] = {}  # documents that may only have moved, by name and digest
        self._unread: list[Unread] = []
        self._failed = 0

    def go(self, retry: bool) -> Updated:
        began, number = time.monotonic(), self._library.id
        self._say(self._progress)
        todo = changes(self._libraries, number, self._cancel, self._count, retry=retry)
        self._libraries.join(number, todo.shared)
        known = self._libraries.known(number) if todo else {}
        self._gone = _may_have_moved(todo, known)
        self._libraries.leave(number, tuple(set(todo.gone) - set(self._gone.values())))
        total = len(todo.new) + len(todo.changed)
        added = self._all(todo.new, known, 0, total) + len(todo.shared)
        changed = self._all(todo.changed, known, len(todo.new), total)
        self._libraries.leave(number, tuple(self._gone.values()))
        away = (*todo.away, *sorted(self._gone_roots - set(todo.away)))
        if not away:
            self._libraries.finish_update(number)
        self._say(replace(self._progress, stage="cleaning"))
        self._libraries.clean(self._cancel, thorough=False)
        return Updated(
            self._library.name, added, changed, todo.unchanged, len(todo.gone), self._failed,
            tuple(self._unread), away, todo.closed, todo.others, time.monotonic() - began,
        )  # fmt: skip

    def _all(self, paths: tuple[str, ...], known: Known, done: int, total: int) -> int:
        """Read these one after the other; how many were."""
        read = 0
        for number, path in enumerate(paths, done):
            self._cancel.raise_if_cancelled()
            self._say(UpdateProgress(self._library.name, "reading", number, total, Path(path)))
            document, _member = known.get(path, (None, False))
            read += self._one(Path(path), document)
        return read

    def _one(self, path: Path, known: StoredDocument | None) -> bool:
        """Read a file and keep it; False where it could not be."""
        for _ in range(_TRIES):
            before = version_of(path)
            if before is None:
                return self._vanished(path)
            version = replace(before, digest=digest_of(path, self._cancel))
            if (
                known is not None
                and known.state == "indexed"
                and known.version.digest == version.digest != ""
            ):
                self._libraries.touch(known.id, version)
                self._libraries.join(self._library.id, [known.id])  # it may be another library's so far
                return True
            moved = self._gone.get((path.name, version.digest)) if known is None else None
            if moved is not None and self._libraries.move(moved, path, version):
                del self._gone[path.name, version.digest]
                return True
            try:
                document = self._read(path, self._cancel)
            except UserError as error:
                if version_of(path) is None:
                    return self._vanished(path)
                if not version.digest:
                    return self._kept_back(path, known, error)
                self._libraries.put_unread(self._library.id, path, version, "failed", error)
                return self._told(path, error)
            after = version_of(path)
            if after is not None and after.is_like(before):
                self._libraries.put(self._library.id, path, version, document)
                return True
        return self._growing(path, known)

    def _growing(self, path: Path, known: StoredDocument | None) -> bool:
        error = DocumentError(
            QT_TRANSLATE_NOOP("core", "The document was being written while it was read."),
            "{path}",
            QT_TRANSLATE_NOOP("core", "It is read at the next update of the library."),
            path=path,
        )
        return self._kept_back(path, known, error)

    def _kept_back(self, path: Path, known: StoredDocument | None, error: UserError) -> bool:
        """It cannot be opened, or does not keep still: the next update tries again, though the file may look
        the same then. What was kept of it stays until it can be read."""
        version = version_of(path)
        if (known is None or known.state != "indexed") and version is not None:
            self._libraries.put_unread(self._library.id, path, version, "skipped", error)
        return self._told(path, error)

    def _vanished(self, path: Path) -> bool:
        """Gone between the look and the reading: alone, or with the drive that it lies on."""
        for root in self._library.roots:
            if path.is_relative_to(root) and not os.path.exists(root):  # False where a share is stale, too
                self._gone_roots.add(root)
        return False

    def _told(self, path: Path, error: UserError) -> bool:
        self._failed += 1
        if len(self._unread) < _MOST_TOLD:
            self._unread.append(Unread(path, error))
        return False

    def _count(self, count: int) -> None:
        self._say(replace(self._progress, done=count))

    def _say(self, progress: UpdateProgress) -> None:
        self._progress = progress
        self._tell(progress)


def _may_have_moved(todo: Changes, known: Known) -> dict[tuple[str, str], int]:
    """Documents that are gone while a new one has their name: by name and digest."""
    gone, names = set(todo.gone), {os.path.basename(path) for path in todo.new}
    return {
        (document.path.name, document.version.digest): document.id
        for document, _member in known.values()
        if document.id in gone and document.version.digest and document.path.name in names
        if document.state == "indexed"
    }


def _forgive_empty(found: Scan, members: list[str]) -> None:
    """A folder that is there and empty is away only where something was in it."""

    def had_something(root: Path) -> bool:
        start = os.fspath(root).rstrip(os.sep) + os.sep
        return any(path.startswith(start) for path in members)

    found.away[:] = [root for root in found.away if not os.path.isdir(root) or had_something(root)]
