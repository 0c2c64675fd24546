"""What the user told the library about files that stay as they are: files used in place, names given, and how
a model is loaded.

Owns `library.json` in the first model folder. What in it makes no sense is passed over, and stays when
something else changes; model files are never touched here.
"""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from llmdesk.files import make_folders, set_aside, write_atomically
from llmdesk.models.own_settings import OwnSettings, from_json, to_json

FILE = "library.json"
_MAX_BYTES = 4 << 20
_LOCK_S, _LOCK_POLL_S = 10, 0.01  # a change takes some milliseconds


@dataclass(frozen=True)
class Notes:
    """`imported`: model files outside of the folders. `names`: shown names that the user gave. `own`: how a
    model is loaded, by the resolved path of its first part."""

    imported: tuple[Path, ...] = ()
    names: Mapping[Path, str] = field(default_factory=dict)
    own: Mapping[Path, OwnSettings] = field(default_factory=dict)


class LibraryNotes:
    """Read anew each time: the window and the command line may both change them."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = threading.Lock()

    @property
    def path(self) -> Path:
        return self._path

    def read(self) -> Notes:
        try:
            document = self._document() or {}
        except OSError:
            document = {}
        own = {Path(path): from_json(entry) for path, entry in _entries(document, "own").items()}
        return Notes(
            tuple(Path(path) for path in _imported(document)),
            {Path(path): name for path, name in _names(document).items()},
            {path: settings for path, settings in own.items() if settings != OwnSettings()},
        )

    def add(self, path: Path) -> None:
        """Use a file where it lies. Raises `OSError`, as all that write do."""
        with self._only_here():
            document = self._to_change()
            document["imported"] = [*(p for p in _imported(document) if Path(p) != path), str(path)]
            self._write(document)

    def name(self, path: Path, name: str) -> None:
        """Show a file under another name; "" gives it its own again."""
        with self._only_here():
            document = self._to_change()
            names = {p: n for p, n in _names(document).items() if Path(p) != path}
            document["names"] = {**names, str(path): name} if name else names
            self._write(document)

    def set_own(self, path: Path, own: OwnSettings) -> None:
        """Load the model of this resolved path so from now on; what a newer llmdesk noted stays."""
        with self._only_here():
            document = self._to_change()
            entries = _entries(document, "own")
            before = entries.pop(str(path), None)
            unknown = {n: v for n, v in before.items() if n not in _OWN} if isinstance(before, dict) else {}
            entry = {**unknown, **to_json(own)}
            document["own"] = {**entries, str(path): entry} if entry else entries
            self._write(document)

    def forget(self, path: Path) -> None:
        """The file is no longer in the library. How it is loaded stays noted: it may come back."""
        if not self._path.exists():  # a folder that is only read, say
            return
        with self._only_here():
            document = self._to_change()
            imported, names = _imported(document), _names(document)
            if str(path) in imported or str(path) in names:
                document["imported"] = [p for p in imported if Path(p) != path]
                document["names"] = {p: n for p, n in names.items() if Path(p) != path}
                self._write(document)

    @contextmanager
    def _only_here(self) -> Iterator[None]:
        """One change at a time, of the window and the command line together: none is lost. A disk that knows
        no locks does without; what else it refuses, the change itself will tell."""
        make_folders(self._path.parent)
        lock = FileLock(
            self._path.with_name(f".{FILE}.lock"), timeout=_LOCK_S, poll_interval=_LOCK_POLL_S, mode=0o600
        )
        with self._lock:
            try:
                lock.acquire()
            except Timeout:
                raise
            except (OSError, NotImplementedError):
                pass
            try:
                yield
            finally:
                lock.release()

    def _document(self) -> dict[str, Any] | None:
        """What stands in the file; None for what makes no sense. Raises `OSError` where it cannot be read."""
        try:
            if self._path.stat().st_size > _MAX_BYTES:
                return None
            document = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError):
            return None
        return document if isinstance(document, dict) else None

    def _to_change(self) -> dict[str, Any]:
        """The document, or a new one; what makes no sense is put aside, not written over. Raises `OSError`:
        what cannot be read at this moment may be all right."""
        document = self._document()
        if document is None:
            set_aside(self._path)
        return document or {}

    def _write(self, document: Mapping[str, Any]) -> None:
        data = json.dumps(document, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
        if len(data) > _MAX_BYTES:  # it could not be read again
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        write_atomically(self._path, data)


_OWN = frozenset(f.name for f in fields(OwnSettings))


def _imported(document: Mapping[str, Any]) -> list[str]:
    found = document.get("imported")
    return [p for p in found if isinstance(p, str) and p] if isinstance(found, list) else []


def _names(document: Mapping[str, Any]) -> dict[str, str]:
    found = _entries(document, "names")
    return {path: name for path, name in found.items() if isinstance(name, str) and name}


def _entries(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = document.get(name)
    return dict(found) if isinstance(found, dict) else {}
