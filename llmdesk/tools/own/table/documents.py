"""Documents as the rows of a table: a folder of them, or several files.

Owns the names of the files in their list, and their reading when their turn comes. What is
wrong with one is said in its row. Must not know kinds of documents.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentEmpty, DocumentError
from llmdesk.tools.own.running import without_work
from llmdesk.tools.own.table.worker import OwnWorker
from llmdesk.tools.own.types import Answer, OwnTool, Values
from llmdesk.tools.reading import read_document
from llmdesk.tools.tables.added import defuse
from llmdesk.tools.tables.listed import write_names
from llmdesk.tools.tables.review import Earlier
from llmdesk.tools.tables.table import clean
from llmdesk.tools.tables.worker import Row, Setting


class DocumentWorker(OwnWorker):
    """A row names one of the `files` in `folder`; the tool works on its text."""

    def __init__(
        self,
        engine: TextEngine,
        tool: OwnTool,
        model: str,
        folder: Path,
        files: Sequence[Path],
        earlier: Earlier | None = None,
    ) -> None:
        super().__init__(engine, tool, model, earlier)
        self._folder, self._files = folder, files
        self._named = dict(zip(names_in_list(files), files, strict=True))

    @property
    def settings(self) -> Sequence[Setting]:
        looks = [_look(self._folder / path) for path in self._files]
        changed = QT_TRANSLATE_NOOP("core", "One of the documents has changed since.")
        return (*super().settings, Setting("documents", looks, changed))

    def at_once(self, row: Row) -> Answer | None:
        return self.kept_of(row)

    def values(self, row: Row, cancel: CancelToken) -> Values | Answer:
        try:
            text = read_document(self._folder / self._named.get(row[0], row[0]), cancel).text
        except DocumentEmpty:
            return self.kind.without("empty")
        except DocumentError as error:
            return self.kind.without("cannot be read", str(error))
        return without_work(self.tool, (text,)) or (text,)


def write_list(files: Iterable[Path], place: Path) -> None:
    """The table of the files."""
    write_names(names_in_list(files), place)


def names_in_list(files: Iterable[Path]) -> Iterator[str]:
    """What stands in the list for each file, no two the same: in one line, without what is no character, and
    such that no spreadsheet program runs it."""
    taken: set[str] = set()
    for path in files:
        name = found = defuse("".join(map(_in_line, clean(path.as_posix()))))
        number = 1
        while found in taken:
            number += 1
            found = f"{name} ({number})"
        taken.add(found)
        yield found


def _in_line(char: str) -> str:
    return char if char.isprintable() or unicodedata.category(char) in ("Zs", "Cf") else " "


def _look(path: Path) -> list[int]:
    """Size and time; a file that is gone has none."""
    try:
        stat = path.stat()
    except OSError:
        return []
    return [stat.st_size, stat.st_mtime_ns]
