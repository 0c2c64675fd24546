"""What documents lie in a root of a library, by what the folders tell.

Owns which files count, and how a folder that is away differs from one that is empty. Must not read a file,
and must not follow a link: it may lead out of the root, or round in a circle.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.store.libraries import FileVersion
from llmdesk.tools.documents.folder import is_document, is_hidden
from llmdesk.tools.library.versions import version_from, version_of

MOST_DOCUMENTS = 1_000_000
_LOOK_UP = 1000  # files between two signs


@dataclass(frozen=True, slots=True)
class Closed:
    """A folder that cannot be read: nobody knows what is in it now."""

    path: Path
    reason: str


@dataclass(slots=True)
class Scan:
    """`files`: the documents by path. `others`: how many files are none. `away`: roots that are not there, or
    whose whole content is gone at once, as that of a drive that was taken off."""

    files: dict[str, FileVersion] = field(default_factory=dict)
    others: int = 0
    closed: list[Closed] = field(default_factory=list)
    away: list[Path] = field(default_factory=list)

    def unseen(self, paths: Iterable[str]) -> Iterator[str]:
        """Those of them that would have been seen, and were not."""
        blind = {os.fspath(each) for each in (*self.away, *(closed.path for closed in self.closed))}
        for path in paths:
            if path not in self.files and not (blind and any(each in blind for each in _with_parents(path))):
                yield path


def scan(roots: tuple[Path, ...], cancel: CancelToken, on_count: Callable[[int], None] | None = None) -> Scan:
    """All documents of these roots, each once. Raises `Cancelled`, and `UsageError` for more than a million.
    `on_count` gets how many files were seen."""
    found = Scan()
    for root in roots:
        _Walk(root, found, cancel, on_count or (lambda _count: None)).go()
    return found


def _with_parents(path: str) -> Iterator[str]:
    yield path
    while (parent := os.path.dirname(path)) != path:
        yield parent
        path = parent


class _Walk:
    """Through one root."""

    def __init__(self, root: Path, found: Scan, cancel: CancelToken, on_count: Callable[[int], None]) -> None:
        self._root, self._found, self._cancel, self._on_count = root, found, cancel, on_count
        self._seen = 0
        self._been: set[tuple[int, int]] = set()

    def go(self) -> None:
        version = version_of(self._root)
        if version is not None:
            self._found.files[os.fspath(self._root)] = version
            return
        try:
            entries = self._entries(os.fspath(self._root))
        except OSError:
            self._found.away.append(self._root)
            return
        if not entries:  # where a drive was mounted; told apart from an empty folder by what is known of it
            self._found.away.append(self._root)
            return
        folders: list[str] = []
        try:
            folders = self._taken(entries)
        except OSError as error:
            self._close(os.fspath(self._root), error)
        while folders:
            folder = folders.pop()
            try:
                folders += self._taken(self._entries(folder))
            except OSError as error:
                self._close(folder, error)

    def _close(self, folder: str, error: OSError) -> None:
        self._found.closed.append(Closed(Path(folder), error.strerror or str(error)))

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """In it, by name; nothing where it was gone through already, by whatever name."""
        status = os.stat(folder)
        if status.st_ino:  # a folder that is mounted in itself, a junction
            if (status.st_dev, status.st_ino) in self._been:
                return []
            self._been.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)

    def _taken(self, entries: list[os.DirEntry[str]]) -> list[str]:
        """Keep the documents among them; the folders among them, last first."""
        folders = []
        for entry in entries:
            self._count()
            if is_hidden(entry.name) or entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif is_document(entry.name) and entry.is_file(follow_symlinks=False):
                self._keep(entry)
            else:
                self._found.others += 1
        return folders[::-1]

    def _keep(self, entry: os.DirEntry[str]) -> None:
        try:
            self._found.files[entry.path] = version_from(entry.stat(follow_symlinks=False))
        except OSError:  # gone in between
            return
        if len(self._found.files) > MOST_DOCUMENTS:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "There are too many documents in this folder."),
                "{path}",
                QT_TRANSLATE_NOOP("core", "Choose one of the folders in it."),
                path=self._root,
            )

    def _count(self) -> None:
        self._seen += 1
        if self._seen % _LOOK_UP == 0:
            self._cancel.raise_if_cancelled()
            self._on_count(self._seen)
