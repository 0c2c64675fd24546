"""`llmdesk extract`: fields out of files or standard input, as text, a table or JSON.

Owns what is printed and where it is written. Must not know how values are found.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status, listed_files
from llmdesk.cli.shell.column_job import check_words
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.prompt_input import standard_input
from llmdesk.errors import UsageError, shown
from llmdesk.outputs import Output
from llmdesk.tools.documents import from_text
from llmdesk.tools.extract import (
    SUFFIXES,
    ExtractProgress,
    FileState,
    as_json,
    as_text,
    extract,
    extract_files,
    save_run,
    write_to,
)
from llmdesk.tools.fields import FieldSet, read_fields_file, ready_set
from llmdesk.tools.tool import EXTRACT

if TYPE_CHECKING:
    from llmdesk.store import Store

_STAGES = {"trying": "Trying the new model first:", "reading": "Reading", "weighing": "Weighing"}


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    fields = _fields(arguments)
    if arguments.table is not None:
        from llmdesk.cli.extract import table

        return table.run(arguments, fields, session, console)
    check_words(arguments)
    files = arguments.files = listed_files.with_libraries(arguments.files, arguments.libraries, session)
    out = _output(arguments, session, console)
    states = _Work(arguments, fields, session, console).run(files)
    status = listed_files.status_of(states, len(files))
    _put_out(states, out, arguments, console, whole=status != exit_status.INTERRUPTED)
    if status == exit_status.INTERRUPTED and len(files) > 1 and not console.json:
        kept = not arguments.no_save and not arguments.again
        console.note(listed_files.interrupted(states, len(files), kept=kept))
    return status


def _fields(arguments: argparse.Namespace) -> FieldSet:
    if arguments.set is not None:
        return ready_set(arguments.set, arguments.language).with_rows(arguments.rows)
    return read_fields_file(arguments.fields).with_rows(arguments.rows)


def _output(arguments: argparse.Namespace, session: Session, console: Console) -> Output | None:
    """Where the values go; what cannot or must not be written is told before the work."""
    if arguments.out is None:
        return None
    if arguments.out.suffix.casefold() not in SUFFIXES:
        raise UsageError(
            "This kind of file cannot be written.",
            "{path}",
            "Its name ends in one of {suffixes}.",
            path=arguments.out,
            suffixes=", ".join(SUFFIXES),
        )
    inputs = [*arguments.files, *([] if arguments.fields is None else [arguments.fields])]
    return listed_files.output(
        arguments.out, inputs, session.paths.made, console, overwrite=arguments.overwrite
    )


class _Work:
    """Extracts in a thread that Ctrl-C can stop."""

    def __init__(
        self, arguments: argparse.Namespace, fields: FieldSet, session: Session, console: Console
    ) -> None:
        self._fields, self._session, self._console = fields, session, console
        self._keep, self._reuse = not arguments.no_save, not arguments.again
        self._weigh_all: bool = arguments.confidence
        self._cancel = CancelToken()

    def run(self, files: Sequence[str]) -> list[FileState]:
        """The end states; after Ctrl-C those there are."""
        text = standard_input(self._console) if files == ["-"] else None
        model = self._session.model()
        store = self._session.store() if self._keep else None

        def load_and_extract() -> list[FileState]:
            self._session.load(model, self._cancel, EXTRACT)
            return [self._one(text, store)] if text is not None else self._files(files, store)

        awake = KeepAwake("documents are being read")
        awake.hold(True)
        try:
            states = run_cancellable(load_and_extract, self._cancel)
        finally:
            awake.hold(False)
        self._console.end_progress()
        return states

    def _files(self, files: Sequence[str], store: Store | None) -> list[FileState]:
        many = len(files) > 1
        states = extract_files(
            [Path(name) for name in files], self._fields, self._session.engine, store, self._show,
            self._cancel, reuse=self._reuse and many, trials=self._session.paths.trials,
            weigh_all=self._weigh_all,
        )  # fmt: skip
        return listed_files.told(states, self._console, many=many)

    def _one(self, text: str, store: Store | None) -> FileState:
        document = from_text(text)
        state = FileState(0, Path("-"), "extracting", document=document)

        def report(progress: ExtractProgress) -> None:
            self._show(replace(state, progress=progress))

        found = extract(
            document, self._fields, self._session.engine, report, self._cancel, self._session.paths.trials,
            weigh_all=self._weigh_all,
        )  # fmt: skip
        if store is not None:
            save_run(store, document, self._fields, found)
        return replace(state, status="stopped" if self._cancel.cancelled else "done", extraction=found)

    def _show(self, state: FileState) -> None:
        progress = state.progress
        if progress is not None:
            done = f"{progress.done} of {progress.total}"
            self._console.progress(f"{state.path.name}: {_STAGES[progress.stage]} {done}")
        elif state.status == "reading":
            self._console.progress(f"{state.path.name}: opening…")


# -- output -------------------------------------------------------------------------------------
def _put_out(
    states: Sequence[FileState],
    out: Output | None,
    arguments: argparse.Namespace,
    console: Console,
    *,
    whole: bool,
) -> None:
    """JSON to standard output with --json; the values to --out, else to standard output. What is not `whole`
    never takes the place of a file that may be; what is kept nowhere else is printed then."""
    found = [state.extraction for state in states if state.extraction is not None]
    left = out is not None and out.old is not None and not whole
    written = write_to(out, found) if out is not None and found and not left else None
    if console.json:
        console.write_json(_document(states, arguments))
    elif out is None or (left and arguments.no_save):
        console.write(_text(states, len(arguments.files) > 1))
    elif written is not None:
        console.note(f"written to {shown(str(written), 300)}")
    if out is not None and left:
        kept = "; what was read is in the history" if found and not arguments.no_save else ""
        console.note(f"{shown(str(out.path), 300)} is as it was{kept}.")
    for state in states:
        _tell(state, console, len(arguments.files) > 1)


def _tell(state: FileState, console: Console, several: bool) -> None:
    """What was not read, and how many values are marked: lines on standard error."""
    if state.extraction is None:
        return
    if state.extraction.warning is not None:
        console.note_once(str(state.extraction.warning))
    name = f"{shown(state.path.name)}: " if several else ""
    for note in state.document.notes if state.document is not None else ():
        console.note(f"{name}{note}")
    for part in state.extraction.unread:
        console.note(f"{name}characters {part.start:,} to {part.end:,}: {part.reason}")
    if state.extraction.chars_read < state.extraction.chars_total:
        read = f"{state.extraction.chars_read:,} of {state.extraction.chars_total:,}"
        console.note(f"{name}{read} characters were read.")
    marked = sum(value.marked for row in state.extraction.records for cell in row for value in cell.values)
    if marked:
        console.note(f"{name}{marked} value{'s are' if marked > 1 else ' is'} marked: look at them.")


def _text(states: Sequence[FileState], several: bool) -> str:
    """The records; of several files, each under the name of its file."""
    blocks = []
    for state in states:
        if state.extraction is not None:
            title = f"{state.path.name}\n{'-' * len(state.path.name)}\n" if several else ""
            blocks.append(title + (as_text(state.extraction) or "(no rows)\n"))
    return "\n".join(blocks)


def _document(states: Sequence[FileState], arguments: argparse.Namespace) -> dict[str, object]:
    """The JSON of one document, or of a list of files."""
    if len(arguments.files) == 1:
        return _json(states[0], arguments) if states else {"error": {"title": "Interrupted."}}
    files = [
        {"file": str(state.path), "status": state.status, "reused": state.reused} | _json(state, arguments)
        for state in states
    ]
    return {"files": files}


def _json(state: FileState, arguments: argparse.Namespace) -> dict[str, object]:
    if state.extraction is None:
        return {"error": listed_files.error_json(state.error)}
    source = state.document.text if arguments.with_source and state.document is not None else None
    return as_json(state.extraction) | ({} if source is None else {"source": source})
