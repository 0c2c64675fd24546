"""A folder of text files: each file is a row with its name and its text.

Owns their reading. A file is read up to the longest text that is scored.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from llmdesk.tools.tables import failures
from llmdesk.tools.tables.formats.encoding import find_encoding
from llmdesk.tools.tables.table import Table
from llmdesk.tools.tables.types import Cell

SUFFIXES = (".txt", ".md", ".text")
_MOST_BYTES = 4 << 20


class FolderTable(Table):
    """The text files in a folder and the folders in it, in the order of their names."""

    kind = "folder"

    def __init__(self, path: Path, files: Iterable[str]) -> None:
        super().__init__(path)
        self.header = ["file", "text"]
        self.files = tuple(sorted(files))
        self.count, self.count_exact = len(self.files), True

    def rows(self) -> Iterator[list[Cell]]:
        for name in self.files:
            try:
                with (self.path / name).open("rb") as stream:
                    data = stream.read(_MOST_BYTES)
            except OSError as error:
                raise failures.unreadable(self.path / name, error) from error
            yield [name, _decoded(data)]


def text_files(folder: Path) -> Iterator[str]:
    """Names relative to `folder`, with "/"; links to folders are not followed."""
    try:
        for where, folders, names in os.walk(folder, onerror=_raise):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                file = Path(where) / name
                # A pipe would be waited for, and a device may have no end.
                if name.casefold().endswith(SUFFIXES) and not name.startswith(".") and file.is_file():
                    yield file.relative_to(folder).as_posix()
    except OSError as error:
        raise failures.unreadable(folder, error) from error


def _raise(error: OSError) -> None:
    raise error


def _decoded(data: bytes) -> str:
    encoding = find_encoding([data]) if data else "utf-8"
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(data, final=len(data) < _MOST_BYTES)
