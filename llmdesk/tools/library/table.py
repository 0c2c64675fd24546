"""The documents of libraries as a table: a row for each, with its file and all of its text, as it was read.

Owns the writing, document by document. It is what the tools for tables open; must not read the documents
themselves.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, StoreError, UsageError
from llmdesk.outputs import Output
from llmdesk.store.libraries import Libraries
from llmdesk.tools.library.source import LibrarySource
from llmdesk.tools.tables.added import defuse

SUFFIXES = (".csv", ".tsv", ".jsonl")
HEADER = ("file", "text")


def write_table(
    libraries: Libraries,
    library_ids: Sequence[int],
    output: Output,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
) -> Path:
    """Write the table in the form that the name asks for; where it was written. A document that is in several
    of the libraries is one row, and one that leaves them meanwhile is left out.

    Raises `UsageError` for a library without documents, and as `Output.fill`; `Cancelled`, with nothing
    written.
    """
    token, source = cancel or CancelToken(), LibrarySource(libraries, library_ids)
    numbers = source.numbers()
    if not numbers:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The library has no documents."),
            hint=QT_TRANSLATE_NOOP("core", "Wait until some are read, or add a folder that has some."),
        )

    def rows() -> Iterator[tuple[str, str]]:
        for done, number in enumerate(numbers):
            token.raise_if_cancelled()
            if on_progress is not None:
                on_progress(done, len(numbers))
            try:
                document = source.document(number)
            except StoreError:
                continue
            yield document.name, document.text

    write = _json_lines if output.path.suffix.casefold() == ".jsonl" else _separated
    return output.fill(lambda stream: write(output.path, rows(), stream))


def _json_lines(_path: Path, rows: Iterator[tuple[str, str]], stream: IO[bytes]) -> None:
    for row in rows:
        line = json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False)
        stream.write(line.encode("utf-8", "replace") + b"\n")


def _separated(path: Path, rows: Iterator[tuple[str, str]], stream: IO[bytes]) -> None:
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter="\t" if path.suffix.casefold() == ".tsv" else ",")
    stream.write(b"\xef\xbb\xbf")
    writer.writerow(HEADER)
    for row in rows:
        writer.writerow(map(defuse, row))
        stream.write(made.getvalue().encode("utf-8", "replace"))
        made.seek(0)
        made.truncate()
