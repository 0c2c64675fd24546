"""`llmdesk write`: a text with its mistakes corrected, or written anew.

Owns what is printed and where it is written. Must not know how it is made.
"""

from __future__ import annotations

import argparse

from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.text import count_text
from llmdesk.cli.write.given_text import Given, given_text, text_output
from llmdesk.errors import UsageError, shown
from llmdesk.outputs import Output
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.tool import WRITE
from llmdesk.tools.write import Change, Keeper, WriteOptions, WriteProgress, Written, as_json, write

_TOLD = 40  # changes that are listed


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.input is None:
        raise UsageError("There is nothing to write anew.", hint="Give a file, a text, or '-'.")
    cancel = CancelToken()
    given = given_text(arguments.input, console)
    out = text_output(arguments, given.path, session, console)
    awake = KeepAwake("a text is being written")
    awake.hold(True)
    try:
        work = _Work(arguments, given, session, console, cancel)
        written = run_cancellable(work.run, cancel)
    finally:
        awake.hold(False)
    _put_out(written, out, arguments, console)
    return exit_status.OK if written.complete else exit_status.INTERRUPTED


class _Work:
    """Writes in a thread that Ctrl-C can stop."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        given: Given,
        session: Session,
        console: Console,
        cancel: CancelToken,
    ) -> None:
        self._arguments, self._given = arguments, given
        self._session, self._console, self._cancel = session, console, cancel

    def run(self) -> Written:
        session, given = self._session, self._given
        model = session.load(session.model(), self._cancel, WRITE)
        for note in given.notes:
            self._console.note(str(note))
        language = self._arguments.language or detect_language(given.text)
        options = WriteOptions(self._arguments.style or "correct", language)
        keeper = None
        if not self._arguments.no_save:
            place = "" if given.path is None else str(given.path.absolute())
            keeper = Keeper(session.store(), given.text, options, model.name, given.name, place)
        written = write(
            session.engine, given.text, options, lambda progress: self._show(progress, keeper), self._cancel
        )
        self._console.end_progress()
        if keeper is not None:
            keeper.finish(written)
        return written

    def _show(self, progress: WriteProgress, keeper: Keeper | None) -> None:
        if keeper is not None:
            keeper(progress)
        name = f"{shown(self._given.name)}: " if self._given.path is not None else ""
        self._console.progress(f"{name}{progress.done} of {progress.total} paragraphs")


def _put_out(written: Written, out: Output | None, arguments: argparse.Namespace, console: Console) -> None:
    """JSON to standard output with --json; the text to --out, else to standard output."""
    place = None
    if out is not None and written.complete:
        place = out.write(written.text.encode("utf-8", "surrogatepass"))
    if console.json:
        console.write_json(as_json(written))
    elif out is None and written.complete:
        console.write(written.text.rstrip("\n") + "\n")
    if not written.complete:
        console.note(f"interrupted after {count_text(len(written.parts), 'paragraph')}.")
    if place is not None:
        console.note(f"written to {shown(str(place), 300)}")
    if not console.json:
        _tell(written, arguments, console)


def _tell(written: Written, arguments: argparse.Namespace, console: Console) -> None:
    """What was changed (with --diff), what was not taken, and what is wrong with the text."""
    if arguments.diff:
        _list(f"{count_text(len(written.changes), 'change')}:", written.changes, console)
    if written.refused:
        if arguments.diff:
            _list(f"{len(written.refused)} not taken:", written.refused, console)
        else:
            console.note(f"not taken: {count_text(len(written.refused), 'change')} (--diff shows)")
    if written.checks:
        console.note("to be looked at:")
        for finding in written.checks[:_TOLD]:
            console.show_text(f"  {finding.detail}\n")


def _list(title: str, changes: tuple[Change, ...], console: Console) -> None:
    console.note(title)
    for change in changes[:_TOLD]:
        reason = f"  ({change.refused})" if change.refused else ""
        console.show_text(f"  {shown(change.old, 60) or '·'} → {shown(change.new, 60) or '·'}{reason}\n")
    if len(changes) > _TOLD:
        console.show_text(f"  … and {len(changes) - _TOLD} more (--json has all)\n")
