"""`llmdesk ask`: a question answered from documents, every sentence with its source.

Owns what is read and printed. Must not know how passages are found or answers checked.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.prompt_input import standard_input
from llmdesk.errors import Cancelled, StoreError, UsageError, UserError, shown
from llmdesk.tools.ask import (
    Answer,
    AskOptions,
    AskProgress,
    as_json,
    as_text,
    ask,
    asks_for_all,
    checked_question,
    save_run,
)
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.documents.folder import documents_in
from llmdesk.tools.library import LibrarySource
from llmdesk.tools.passages import PassageIndex, Together
from llmdesk.tools.reading import read_document
from llmdesk.tools.tool import ASK

_STAGES = {
    "looking": "Looking for passages…",
    "weighing": "Weighing passages: {done} of {total}",
    "answering": "Answering…",
    "checking": "Checking the answer: {done} of {total} sentences",
}
Given = tuple[Document, Path | None]


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.passages < 1:
        raise UsageError("--passages is 1 or more.")
    if not (arguments.files or arguments.libraries):
        raise UsageError("There is nothing to look in.", hint="Name files, folders, or a --library NAME.")
    if arguments.files.count("-") and len(arguments.files) > 1:
        raise UsageError("Standard input stands alone.", hint="Give either files or '-'.")
    checked_question(arguments.question)  # before anything is read
    closed: list[OSError] = []
    paths = [] if arguments.files == ["-"] else _files(arguments.files, closed)
    work = _Work(arguments, paths, session, console)
    work.tell_closed(closed)
    awake = KeepAwake("documents are being read")
    awake.hold(True)
    try:
        found = run_cancellable(work.run, work.cancel)
    except Cancelled:
        raise KeyboardInterrupt from None
    finally:
        awake.hold(False)
    console.end_progress()
    if console.json:
        console.write_json(as_json(found) | {"unread": work.unread, "changed": work.changed})
    else:
        console.write(as_text(found))
        if asks_for_all(arguments.question) and found.documents > 1:
            console.note("this was answered from a few passages; not all documents were read or counted.")
    return exit_status.USER if work.unread else exit_status.OK


class _Work:
    """Reads and asks in a thread that Ctrl-C can stop. `unread`: files that could not be read, with why;
    `changed`: files of libraries that are not any more what was read."""

    def __init__(
        self, arguments: argparse.Namespace, paths: Sequence[Path], session: Session, console: Console
    ) -> None:
        self._arguments, self._paths = arguments, paths
        self._session, self._console = session, console
        self.cancel = CancelToken()
        self.unread: list[dict[str, str]] = []
        self.changed: list[str] = []

    def run(self) -> Answer:
        session, arguments = self._session, self._arguments
        model = session.model()  # what is missing is told before anything is read
        store = None if arguments.no_save else session.store()
        libraries = list(map(session.libraries().named, arguments.libraries)) if arguments.libraries else []
        given = self._given() if arguments.files else []
        session.load(model, self.cancel, ASK)
        options = AskOptions(
            arguments.language, arguments.passages, arguments.weigh, session.options.seed or 0
        )
        kept = LibrarySource(session.libraries(), [each.id for each in libraries]) if libraries else None
        found = self._asked([document for document, _path in given], kept, options)
        if store is not None:
            try:
                save_run(store, given, options, found, [each.name for each in libraries])
            except StoreError as error:  # a full disk: what was found is printed all the same
                self._console.show_error(error)
        return found

    def _asked(
        self, documents: Sequence[Document], kept: LibrarySource | None, options: AskOptions
    ) -> Answer:
        engine, question, trials = self._session.engine, self._arguments.question, self._session.paths.trials
        self._show(AskProgress("looking"))
        index = PassageIndex(documents, self.cancel)
        if kept is None:
            return ask(engine, question, index, options, self._show, self.cancel, trials)
        source = Together([kept, index]) if documents else Together([kept])
        found = ask(engine, question, source, options, self._show, self.cancel, trials)
        self._look_for_changes(found, source, kept)
        return found

    def _look_for_changes(self, answer: Answer, source: Together, kept: LibrarySource) -> None:
        """Of the files of libraries that the answer names: what is said of them may not stand there now."""
        quotes = (*answer.read, *(quote for each in answer.sentences for quote in each.sources))
        for number, file in dict.fromkeys((quote.document, quote.file) for quote in quotes):
            at, its_number = source.place(number)
            if at == 0 and kept.changed(its_number, self.cancel):
                self.changed.append(file)
                self._console.note(
                    f"{shown(file, 300)} has changed since; `llmdesk library update` reads it again."
                )

    def _given(self) -> list[Given]:
        if self._arguments.files == ["-"]:
            document = from_text(standard_input(self._console))
            return [(replace(document, name="-"), None)]
        paths = self._paths
        given = [found for number, path in enumerate(paths) if (found := self._read(path, number, paths))]
        self._console.end_progress()
        return given

    def _read(self, path: Path, number: int, paths: Sequence[Path]) -> Given | None:
        """A document under the name that was given; one that cannot be read is told, and the others go on."""
        self._console.progress(f"Reading {number + 1} of {len(paths)}: {path.name}")
        try:
            document = read_document(path, self.cancel)
        except Cancelled:
            raise
        except UserError as error:
            if len(paths) == 1:
                raise
            self._console.show_error(error, str(path))
            self.unread.append({"file": str(path), "reason": str(error)})
            return None
        return replace(document, name=str(path)), path

    def tell_closed(self, folders: Sequence[OSError]) -> None:
        """Folders in the folders given that cannot be read: what is in them is not looked through."""
        for error in folders:
            name, reason = str(error.filename), error.strerror or str(error)
            self._console.note(f"{shown(name, 300)}: the folder cannot be read ({reason}).")
            self.unread.append({"file": name, "reason": reason})

    def _show(self, progress: AskProgress) -> None:
        words = _STAGES[progress.stage].format(done=progress.done, total=progress.total)
        self._console.progress(words)


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
