"""`llmdesk write`: a text with its mistakes corrected, or written anew.

Owns what is printed and where it is written. Must not know how it is made.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.prompt_input import standard_input
from llmdesk.errors import UsageError, UserError, shown
from llmdesk.outputs import MadeFiles, Output, look_at
from llmdesk.tools.documents.language import detect_language
from llmdesk.tools.reading import read_document
from llmdesk.tools.tool import WRITE
from llmdesk.tools.write import Change, Keeper, WriteOptions, WriteProgress, Written, as_json, write
from llmdesk.tools.write.opening import PLAIN, read_plain

_SUFFIXES = (".txt", ".md")
_TOLD = 40  # changes that are listed


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.input is None:
        raise UsageError("There is nothing to write anew.", hint="Give a file, a text, or '-'.")
    cancel = CancelToken()
    given = _given(arguments.input, console)
    out = _output(arguments, given.path, session)
    awake = KeepAwake("a text is being written")
    awake.hold(True)
    try:
        work = _Work(arguments, given, session, console, cancel)
        written = run_cancellable(work.run, cancel)
    finally:
        awake.hold(False)
    _put_out(written, out, arguments, console)
    return exit_status.OK if written.complete else exit_status.INTERRUPTED


@dataclass(frozen=True)
class _Given:
    """The text to be written anew; `path` None: it is in no file."""

    text: str
    path: Path | None = None
    notes: tuple[UserError, ...] = ()

    @property
    def name(self) -> str:
        return "" if self.path is None else self.path.name


def _given(given: str, console: Console) -> _Given:
    """The file of this name, else the text itself; '-' is standard input."""
    if given == "-":
        return _Given(standard_input(console))
    path = Path(given)
    if not _is_file(path) and (not path.suffix or any(map(str.isspace, given)) or len(given) >= 200):
        return _Given(given.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    if path.suffix.lower() in PLAIN:
        return _Given(read_plain(path), path)
    document = read_document(path)
    return _Given(document.text, path, document.notes)


def _is_file(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a text that is too long for a name
        return False


def _output(arguments: argparse.Namespace, path: Path | None, session: Session) -> Output | None:
    """Where it goes; what cannot or must not be written is told before the work."""
    out: Path | None = arguments.out
    if out is None:
        return None
    if out.suffix.lower() not in _SUFFIXES:
        raise UsageError(
            f"A text cannot be written as {shown(out.name)}.", hint="Name a file that ends with .txt or .md."
        )
    inputs = [] if path is None else [path]
    return look_at(out, inputs, overwrite=arguments.overwrite, made=MadeFiles(session.paths.made))


class _Work:
    """Writes in a thread that Ctrl-C can stop."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        given: _Given,
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
        options = WriteOptions(self._arguments.style, language)
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
        console.note(f"interrupted; {len(written.parts)} paragraphs are done.")
    if place is not None:
        console.note(f"written to {shown(str(place), 300)}")
    if not console.json:
        _tell(written, arguments, console)


def _tell(written: Written, arguments: argparse.Namespace, console: Console) -> None:
    """What was changed (with --diff), what was not taken, and what is wrong with the text."""
    if arguments.diff:
        _list(f"{len(written.changes)} changes:", written.changes, console)
    if written.refused:
        if arguments.diff:
            _list(f"{len(written.refused)} not taken:", written.refused, console)
        else:
            console.note(f"{len(written.refused)} changes were not taken (--diff shows them).")
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
