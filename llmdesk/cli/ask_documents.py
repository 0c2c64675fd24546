"""`llmdesk ask`: a question answered from documents, every sentence with its source.

Owns what is read and printed. Must not know how passages are found or answers checked.
"""

from __future__ import annotations

import argparse
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
from llmdesk.errors import Cancelled, UsageError, UserError
from llmdesk.tools.ask import Answer, AskOptions, AskProgress, as_json, as_text, ask, save_run
from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.documents.folder import documents_in
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
    if arguments.files.count("-") and len(arguments.files) > 1:
        raise UsageError("Standard input stands alone.", hint="Give either files or '-'.")
    work = _Work(arguments, session, console)
    awake = KeepAwake("documents are being read")
    awake.hold(True)
    try:
        answer = run_cancellable(work.run, work.cancel)
    except Cancelled:
        raise KeyboardInterrupt from None
    finally:
        awake.hold(False)
    console.end_progress()
    if console.json:
        console.write_json(as_json(answer) | {"unread": work.unread})
    else:
        console.write(as_text(answer))
    return exit_status.USER if work.unread else exit_status.OK


class _Work:
    """Reads and asks in a thread that Ctrl-C can stop. `unread`: files that could not be read, with why."""

    def __init__(self, arguments: argparse.Namespace, session: Session, console: Console) -> None:
        self._arguments, self._session, self._console = arguments, session, console
        self.cancel = CancelToken()
        self.unread: list[dict[str, str]] = []

    def run(self) -> Answer:
        session, arguments = self._session, self._arguments
        given = self._given()
        session.load(session.model(), self.cancel, ASK)
        options = AskOptions(arguments.language, arguments.passages, session.options.seed or 0)
        answer = ask(
            session.engine,
            arguments.question,
            [document for document, _path in given],
            options,
            self._show,
            self.cancel,
            session.paths.trials,
        )
        if not arguments.no_save:
            save_run(session.store(), given, options, answer)
        return answer

    def _given(self) -> list[Given]:
        if self._arguments.files == ["-"]:
            document = from_text(standard_input(self._console))
            return [(replace(document, name="-"), None)]
        paths = _files(self._arguments.files)
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

    def _show(self, progress: AskProgress) -> None:
        words = _STAGES[progress.stage].format(done=progress.done, total=progress.total)
        self._console.progress(words)


def _files(names: Sequence[str]) -> list[Path]:
    """The files in the order given, those of folders in the place of these."""
    files: list[Path] = []
    for name in names:
        path = Path(name)
        files += [path / each for each in documents_in(path)] if path.is_dir() else [path]
    return list(dict.fromkeys(files))
