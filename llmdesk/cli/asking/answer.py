"""`llmdesk ask`: a question answered from documents, every sentence with its source.

Owns what is printed. Must not know how passages are found or answers checked.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from llmdesk.cancel import CancelToken
from llmdesk.cli.asking import everything
from llmdesk.cli.asking.given import GivenFiles
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_awake
from llmdesk.errors import StoreError, UsageError, shown
from llmdesk.tools.ask import (
    Answer,
    AskOptions,
    AskProgress,
    as_json,
    as_text,
    ask,
    asks_for_all,
    save_run,
)
from llmdesk.tools.ask.each.wanted import asks_each
from llmdesk.tools.documents import Document
from llmdesk.tools.library import LibrarySource
from llmdesk.tools.passages import PassageIndex, Together
from llmdesk.tools.tool import ASK

_STAGES = {
    "looking": "Looking for passages…",
    "weighing": "Weighing passages: {done} of {total}",
    "answering": "Answering…",
    "checking": "Checking the answer: {done} of {total} sentences",
}


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.all or arguments.each:
        return everything.run(arguments, session, console)
    if arguments.out is not None:
        raise UsageError("--out is the table of --all.", hint="Say --all or --each, or leave --out away.")
    if arguments.passages < 1:
        raise UsageError("--passages is 1 or more.")
    files = GivenFiles(arguments, console)
    work = _Work(arguments, files, session, console)
    found = run_awake(work.run, work.cancel, "documents are being read")
    console.end_progress()
    if console.json:
        console.write_json(as_json(found) | {"unread": files.unread, "changed": work.changed})
    else:
        console.write(as_text(found))
        if found.documents > 1 and asks_each(arguments.question):
            console.note("this was answered from a few passages; to ask every document, say --all.")
        elif found.documents > 1 and asks_for_all(arguments.question):
            console.note(
                "this was answered from a few passages; to judge every document and count, say --all."
            )
    return exit_status.USER if files.unread else exit_status.OK


class _Work:
    """Reads and asks in a thread that Ctrl-C can stop. `changed`: files of libraries that are not any more
    what was read."""

    def __init__(
        self, arguments: argparse.Namespace, files: GivenFiles, session: Session, console: Console
    ) -> None:
        self._arguments, self._files = arguments, files
        self._session, self._console = session, console
        self.cancel = CancelToken()
        self.changed: list[str] = []

    def run(self) -> Answer:
        session, arguments = self._session, self._arguments
        model = session.model()  # what is missing is told before anything is read
        store = None if arguments.no_save else session.store()
        libraries = list(map(session.libraries().named, arguments.libraries)) if arguments.libraries else []
        given = self._files.read(self.cancel) if arguments.files else []
        session.load(model, self.cancel, ASK)
        options = AskOptions(
            arguments.language, arguments.passages, arguments.weigh, session.options.seed or 0
        )
        kept = None
        if libraries:
            ids = [each.id for each in libraries]
            kept = LibrarySource(session.libraries(), ids, session.embedders, self._console.show_error)
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
            if at == 0 and self._has_changed(kept, its_number):
                self.changed.append(file)
                self._console.note(
                    f"{shown(file, 300)} has changed since; `llmdesk library update` reads it again."
                )

    def _has_changed(self, kept: LibrarySource, number: int) -> bool:
        try:
            return kept.changed(number, self.cancel)
        except StoreError:  # an update has read it again meanwhile; the answer is printed all the same
            return True

    def _show(self, progress: AskProgress) -> None:
        words = _STAGES[progress.stage].format(done=progress.done, total=progress.total)
        self._console.progress(words)
