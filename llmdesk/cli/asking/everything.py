"""`llmdesk ask … --all`: every document is judged and those that count are counted, or each is asked for
a value.

Owns what is printed, kept and written. Must not know how a document is judged.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.cli.asking.given import Given, GivenFiles
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status, listed_files
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_awake
from llmdesk.errors import StoreError, UsageError, UserError, shown
from llmdesk.outputs import Output
from llmdesk.store import Run, Store
from llmdesk.store.libraries import StoredDocument, StoredLibrary
from llmdesk.tools.ask import AskOptions, AskProgress
from llmdesk.tools.ask.counting import SUFFIXES, everything_as_json, everything_as_text, write_everything
from llmdesk.tools.ask.each.reading import METHOD as EACH_METHOD
from llmdesk.tools.ask.each.reading import ask_each
from llmdesk.tools.ask.each.wanted import asks_each
from llmdesk.tools.ask.everything import METHOD, Everything, ask_everything
from llmdesk.tools.ask.runs import begin_run, finish_everything, keep_everything, known_rows
from llmdesk.tools.documents import Document
from llmdesk.tools.library import LibrarySource
from llmdesk.tools.tool import ASK_ALL

_PAGE = 500  # documents of a library that are looked up at once


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    files = GivenFiles(arguments, console)
    out = _output(arguments, files, session, console)
    work = _Work(arguments, files, session, console)
    found = run_awake(work.run, work.cancel, "documents are being read")
    console.end_progress()
    return _put_out(found, files, out, console)


def _output(
    arguments: argparse.Namespace, files: GivenFiles, session: Session, console: Console
) -> Output | None:
    """Where the table goes; what cannot or must not be written is told before the work."""
    if arguments.out is not None and arguments.out.suffix.casefold() not in SUFFIXES:
        raise UsageError(
            "This kind of file cannot be written.", hint=f"Its name ends in {', '.join(SUFFIXES)}."
        )
    inputs = files.paths or arguments.files
    return listed_files.output(
        arguments.out, inputs, session.paths.made, console, overwrite=arguments.overwrite
    )


def _put_out(found: Everything, files: GivenFiles, out: Output | None, console: Console) -> int:
    """The count, and the table to --out: what is not whole never takes the place of a file that may be."""
    written, failure = None, None
    if out is not None and (found.complete or out.old is None):
        try:
            written = write_everything(out, found)
        except UserError as error:  # a full disk: what was found is printed all the same
            failure = error
    if console.json:
        console.write_json(everything_as_json(found) | {"unread": files.unread})
    else:
        console.write(everything_as_text(found))
    if failure is not None:
        raise failure
    if out is not None:
        place = shown(str(written or out.path), 300)
        console.note(f"written to {place}" if written is not None else f"{place} is as it was.")
    if files.unread:
        console.note(f"not read, so not counted: {len(files.unread)} (see above).")
    if not found.complete:
        console.note("interrupted; the same command goes on from there.")
        return exit_status.INTERRUPTED
    return exit_status.USER if files.unread else exit_status.OK


class _Work:
    """Reads and asks in a thread that Ctrl-C can stop; what it has is kept as it goes on."""

    def __init__(
        self, arguments: argparse.Namespace, files: GivenFiles, session: Session, console: Console
    ) -> None:
        self._arguments, self._files = arguments, files
        self._session, self._console = session, console
        self.cancel = CancelToken()

    def run(self) -> Everything:
        session, arguments = self._session, self._arguments
        model = session.model()  # what is missing is told before anything is read
        store = None if arguments.no_save else session.store()
        libraries = list(map(session.libraries().named, arguments.libraries)) if arguments.libraries else []
        given = self._files.read(self.cancel) if arguments.files else []
        stored = self._stored(libraries, given)
        loaded = session.load(model, self.cancel, ASK_ALL)
        options, question = AskOptions(arguments.language), arguments.question.strip()
        each = arguments.each or asks_each(question)
        way, method = (ask_each, EACH_METHOD) if each else (ask_everything, METHOD)
        known = (
            ()
            if store is None or arguments.again
            else known_rows(store, question, loaded.name, method, each=each)
        )
        keeping = _Keeping(store, self._console)
        keeping.begin(question, given, options, loaded.name, [each.name for each in libraries])
        found = way(
            session.engine,
            question,
            self._documents(given, stored),
            len(given) + len(stored),
            options,
            self._show,
            self.cancel,
            known,
            keeping.keep,
            session.paths.trials,
        )
        keeping.end(found)
        return found

    def _stored(self, libraries: Sequence[StoredLibrary], given: Sequence[Given]) -> dict[Path, int]:
        """The documents of the libraries by their files, each once, whatever else names it; what could not be
        read of them is told."""
        named = {os.path.realpath(path) for _document, path in given if path is not None}
        found: dict[Path, int] = {}
        unread: dict[Path, StoredDocument] = {}
        for document in (each for library in libraries for each in self._listed(library.id)):
            if os.fspath(document.path) in named:
                continue
            if document.state == "indexed":
                found[document.path] = document.id
            else:
                unread[document.path] = document
        self._files.tell_unread({path: each.reason for path, each in unread.items()})
        return found

    def _listed(self, library: int) -> Iterator[StoredDocument]:
        offset = 0
        while page := self._session.libraries().documents(library, limit=_PAGE, offset=offset):
            yield from page
            offset += len(page)

    def _documents(self, given: Sequence[Given], stored: Mapping[Path, int]) -> Iterator[Document]:
        """Those of libraries are taken out one by one."""
        yield from (document for document, _path in given)
        if stored:
            kept = LibrarySource(self._session.libraries(), [])
            for path, number in stored.items():
                yield self._taken_out(kept, path, number)

    def _taken_out(self, kept: LibrarySource, path: Path, number: int) -> Document:
        try:
            return kept.document(number)
        except StoreError:
            again = self._session.libraries().at(path)
            if again is None or again.state != "indexed":
                raise
            return kept.document(again.id)  # an update has read it again meanwhile

    def _show(self, progress: AskProgress) -> None:
        self._console.progress(f"Reading {progress.done} of {progress.total} documents")


class _Keeping:
    """The run in the store, where there is one; where it cannot be kept (a full disk), that is told once and
    the work goes on."""

    def __init__(self, store: Store | None, console: Console) -> None:
        self._store, self._console = store, console
        self._run: Run | None = None

    def begin(
        self,
        question: str,
        given: Sequence[Given],
        options: AskOptions,
        model: str,
        libraries: Sequence[str],
    ) -> None:
        if self._store is not None:
            try:
                self._run = begin_run(self._store, question, given, options, model, libraries)
            except StoreError as error:
                self._console.show_error(error)

    def keep(self, found: Everything) -> None:
        self._kept(found, keep_everything)

    def end(self, found: Everything) -> None:
        self._kept(found, finish_everything)

    def _kept(self, found: Everything, how: Callable[[Store, Run, Everything], object]) -> None:
        if self._store is not None and self._run is not None:
            try:
                how(self._store, self._run, found)
            except StoreError as error:
                self._run = None
                self._console.show_error(error)
