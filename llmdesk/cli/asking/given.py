"""What a question is asked about: files, folders, standard input, and which of them cannot be read.

Owns reading them for `llmdesk ask`. Must not ask anything.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.prompt_input import standard_input
from llmdesk.errors import Cancelled, UsageError, UserError, shown
from llmdesk.tools.ask import checked_question
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.documents.folder import documents_in
from llmdesk.tools.reading import read_document

_MOST_SHOWN = 20  # documents of libraries that could not be read
Given = tuple[Document, Path | None]


class GivenFiles:
    """The files of a command. `unread`: those that could not be read, with why. Raises `UsageError` for a
    command that names none, and for no question, before anything is read."""

    def __init__(self, arguments: argparse.Namespace, console: Console) -> None:
        if not (arguments.files or arguments.libraries):
            raise UsageError("There is nothing to look in.", hint="Name files, folders, or a --library NAME.")
        if arguments.files.count("-") and len(arguments.files) > 1:
            raise UsageError("Standard input stands alone.", hint="Give either files or '-'.")
        checked_question(arguments.question)
        self._names, self._console = arguments.files, console
        self.unread: list[dict[str, str]] = []
        closed: list[OSError] = []
        self.paths = [] if arguments.files == ["-"] else _files(arguments.files, closed)
        self._tell_closed(closed)

    def read(self, cancel: CancelToken) -> list[Given]:
        """In order; one that cannot be read is told, and the others go on. Raises `Cancelled`."""
        if self._names == ["-"]:
            document = from_text(standard_input(self._console))
            return [(replace(document, name="-"), None)]
        found = [one for number, path in enumerate(self.paths) if (one := self._read(path, number, cancel))]
        self._console.end_progress()
        return found

    def tell_unread(self, documents: Mapping[Path, UserError | None]) -> None:
        """Documents of libraries, and why they could not be read when these were."""
        for path, reason in list(documents.items())[:_MOST_SHOWN]:
            if reason is not None:
                self._console.show_error(reason, shown(str(path), 300))
        if len(documents) > _MOST_SHOWN:
            self._console.note(f"{len(documents):,} documents; `llmdesk library show` lists them.")
        self.unread += [{"file": str(path), "reason": str(why or "")} for path, why in documents.items()]

    def _read(self, path: Path, number: int, cancel: CancelToken) -> Given | None:
        """A document under the name that was given; one that cannot be read is told, and the others go on."""
        self._console.progress(f"Reading {number + 1} of {len(self.paths)}: {path.name}")
        try:
            document = read_document(path, cancel)
        except Cancelled:
            raise
        except UserError as error:
            if len(self.paths) == 1:
                raise
            self._console.show_error(error, str(path))
            self.unread.append({"file": str(path), "reason": str(error)})
            return None
        return replace(document, name=str(path)), path

    def _tell_closed(self, folders: Sequence[OSError]) -> None:
        """Folders in the folders given that cannot be read: what is in them is not looked through."""
        for error in folders:
            name, reason = str(error.filename), error.strerror or str(error)
            self._console.note(f"{shown(name, 300)}: the folder cannot be read ({reason}).")
            self.unread.append({"file": name, "reason": reason})


def _files(names: Sequence[str], closed: list[OSError]) -> list[Path]:
    """The files in the order given, those of folders in the place of these; each once, whatever it is called.
    `closed` gets the folders that cannot be read."""
    files: list[Path] = []
    for name in names:
        if not name:  # a variable of the shell that is not set must not mean all that lies here
            raise UsageError("One of the files has no name.", hint="Name files or folders; '.' is this one.")
        path = Path(name)
        files += [path / each for each in documents_in(path, closed)] if path.is_dir() else [path]
    return list({os.path.realpath(file): file for file in reversed(files)}.values())[::-1]
