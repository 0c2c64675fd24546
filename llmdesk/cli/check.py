"""`llmdesk summarize --check TEXT SOURCE…`: somebody's text, sentence by sentence, against its sources.

Owns what TEXT may be, what is printed and where it is written. Must not know how a sentence is judged.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.shell.prompt_input import standard_input, stat_of
from llmdesk.errors import DocumentError, NoModelError, UsageError, shown
from llmdesk.outputs import MadeFiles, Output, look_at
from llmdesk.tools.checking import CheckedText, as_html, as_json, as_markdown, as_text, check, save_run
from llmdesk.tools.documents import SUFFIXES, Document, from_text
from llmdesk.tools.evidence.terms import is_cjk
from llmdesk.tools.tool import CHECK

if TYPE_CHECKING:
    from llmdesk.engine.face import TextEngine
    from llmdesk.models.library import InstalledModel

# Options of a summary, with the value that they have when nobody gave them.
_OF_SUMMARIES = {
    "length": "medium",
    "style": "paragraph",
    "focus": "",
    "language": "same",
    "combined": False,
    "again": False,
    "with_source": False,
}


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    _refuse_options_of_summaries(arguments)
    named = [name for name in (arguments.check, *arguments.files) if name == "-"]
    if len(named) > 1:
        raise UsageError("Standard input can be read once.", hint="Give '-' for one of the texts only.")
    text = _path_of(arguments.check)
    _refuse_the_same_twice(text, arguments.files)
    out = _output(arguments, text, session, console)
    store = None if arguments.no_save else session.store()  # what is wrong with it is told before the work
    checked = _Work(arguments, text, session, console).run()
    _put_out(checked, out, console)
    if store is not None:
        sources = [None if name == "-" else Path(name) for name in arguments.files]
        save_run(store, checked, [text, *sources])
    return exit_status.OK


def _refuse_options_of_summaries(arguments: argparse.Namespace) -> None:
    for name, default in _OF_SUMMARIES.items():
        if getattr(arguments, name) != default:
            raise UsageError(
                "--{name} belongs to a summary.",
                "With --check no summary is made.",
                name=name.replace("_", "-"),
            )


def _path_of(argument: str) -> Path | None:
    """The file that TEXT names; None for standard input, and where TEXT is the text itself.

    What names no file and reads like a sentence is one; anything else is a name with a mistake in it.
    """
    if argument == "-":
        return None
    path = Path(argument)
    try:
        is_there = os.path.lexists(path)
    except ValueError:  # a zero byte
        is_there = False
    is_text = len(argument.split()) > 1 or is_cjk(argument)
    is_name = path.suffix.lower() in SUFFIXES  # "my summary.docx" has a mistake in it
    return None if is_text and not is_there and not is_name else path


def _refuse_the_same_twice(text: Path | None, sources: Sequence[str]) -> None:
    """A text checked against itself is always right; a source named twice is a slip."""
    seen: list[tuple[os.stat_result, str]] = []
    for path in ([text] if text is not None else []) + [Path(name) for name in sources if name != "-"]:
        with contextlib.suppress(OSError, ValueError):  # what cannot be read is told when it is read
            here = path.stat()
            for other, name in seen:
                if os.path.samestat(here, other):
                    raise UsageError(
                        "The same file is named twice.",
                        "{path}",
                        "Name the text once, and each source once.",
                        path=name,
                    )
            seen.append((here, str(path)))


def _output(
    arguments: argparse.Namespace, text: Path | None, session: Session, console: Console
) -> Output | None:
    """Where the result goes; what cannot or must not be written is told before the work."""
    if arguments.out is None:
        return None
    inputs = ([text] if text is not None else []) + [Path(name) for name in arguments.files if name != "-"]
    if "-" in (arguments.check, *arguments.files):  # what has no name is never known to be the same
        read = () if console.stdin is None else stat_of(console.stdin)
        return look_at(arguments.out, inputs, overwrite=arguments.overwrite, read=read)
    made = MadeFiles(session.paths.made)
    return look_at(arguments.out, inputs, overwrite=arguments.overwrite, made=made)


class _Work:
    """Reads and checks in a thread that Ctrl-C can stop."""

    def __init__(
        self, arguments: argparse.Namespace, text: Path | None, session: Session, console: Console
    ) -> None:
        self._text, self._arguments = text, arguments
        self._session, self._console = session, console
        self._cancel = CancelToken()

    def run(self) -> CheckedText:
        argument: str = self._arguments.check
        typed: Document | None = None
        if self._text is None:
            typed = self._piped() if argument == "-" else from_text(_typed(argument))
        piped = self._piped() if "-" in self._arguments.files else None
        model = self._model()

        def read_and_check() -> CheckedText:
            text = typed if typed is not None else self._read(str(self._text))
            sources = [
                piped if name == "-" and piped is not None else self._read(name)
                for name in self._arguments.files
            ]
            return check(
                text, sources, self._load(model), self._report, self._cancel, self._session.paths.trials
            )

        checked = run_cancellable(read_and_check, self._cancel)
        self._console.end_progress()
        self._cancel.raise_if_cancelled()  # what ended all the same is not what was asked for any more
        return checked

    def _piped(self) -> Document:
        return from_text(standard_input(self._console))

    def _model(self) -> InstalledModel | None:
        """The model to ask; None where there is none, unless one was asked for by name."""
        if self._arguments.words_only:
            return None
        try:
            return self._session.model()
        except NoModelError:
            if self._session.options.model is not None:
                raise
            return None

    def _load(self, model: InstalledModel | None) -> TextEngine | None:
        if model is None:
            return None
        self._session.load(model, self._cancel, CHECK)
        return self._session.engine

    def _read(self, name: str) -> Document:
        from llmdesk.tools.reading import read_document

        self._console.progress(f"{Path(name).name}: opening…")
        try:
            return read_document(Path(name), self._cancel)
        except DocumentError as error:
            what, why, then = error.render()
            raise DocumentError(
                "{file}: {what}", "{why}", "{then}", file=shown(name), what=what, why=why, then=then
            ) from error

    def _report(self, done: int, total: int) -> None:
        self._console.progress(f"Checking sentence {done} of {total}")


def _typed(argument: str) -> str:
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _put_out(checked: CheckedText, out: Output | None, console: Console) -> None:
    """JSON to standard output with --json; the result to --out, else to standard output."""
    written = out.write(_form(checked, out.path).encode("utf-8", "replace")) if out is not None else None
    if console.json:
        console.write_json(as_json(checked))
    elif written is None:
        console.write(as_text(checked))
    else:
        console.note(f"written to {shown(str(written), 300)}")


def _form(checked: CheckedText, path: Path) -> str:
    """The form follows the name: .md, .html, .json, else plain text."""
    kind = path.suffix.lower()
    if kind in (".md", ".markdown"):
        return as_markdown(checked)
    if kind in (".html", ".htm"):
        return as_html(checked)
    if kind == ".json":
        return json.dumps(as_json(checked), ensure_ascii=False, indent=2) + "\n"
    return as_text(checked)
