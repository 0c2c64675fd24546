"""What the user told the library about files that stay as they are: files used in place, names given.

Owns `library.json` in the first model folder. What in it makes no sense is left out; model files
are never touched here.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from llmdesk.files import make_folders, write_atomically

FILE = "library.json"
_MAX_BYTES = 4 << 20


@dataclass(frozen=True)
class Notes:
    """`imported`: model files outside of the folders. `names`: shown names that the user gave."""

    imported: tuple[Path, ...] = ()
    names: Mapping[Path, str] = field(default_factory=dict)


class LibraryNotes:
    """Read anew each time: the window and the command line may both change them."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = threading.Lock()

    def read(self) -> Notes:
        try:
            if self._path.stat().st_size > _MAX_BYTES:
                return Notes()
            document = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return Notes()
        if not isinstance(document, dict):
            return Notes()
        imported, names = document.get("imported"), document.get("names")
        paths = imported if isinstance(imported, list) else []
        given = names if isinstance(names, dict) else {}
        return Notes(
            tuple(Path(path) for path in paths if isinstance(path, str) and path),
            {Path(path): name for path, name in given.items() if isinstance(name, str) and name},
        )

    def add(self, path: Path) -> None:
        """Use a file where it lies. Raises `OSError`, as all that write do."""
        with self._lock:
            notes = self.read()
            self._write([*(p for p in notes.imported if p != path), path], dict(notes.names))

    def name(self, path: Path, name: str) -> None:
        """Show a file under another name; "" gives it its own again."""
        with self._lock:
            notes = self.read()
            names = {**notes.names, path: name}
            self._write(list(notes.imported), {p: n for p, n in names.items() if n})

    def forget(self, path: Path) -> None:
        with self._lock:
            notes = self.read()
            names = {p: n for p, n in notes.names.items() if p != path}
            if path in notes.imported or path in notes.names:
                self._write([p for p in notes.imported if p != path], names)

    def _write(self, imported: list[Path], names: dict[Path, str]) -> None:
        document = {"imported": list(map(str, imported)), "names": {str(p): n for p, n in names.items()}}
        make_folders(self._path.parent)
        write_atomically(self._path, json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n")
