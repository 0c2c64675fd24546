"""`llmdesk write --form`: a text from a form, checked.

Owns what is printed and where it is written. Must not know how it is made or judged.
"""

from __future__ import annotations

import argparse
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

from llmdesk.awake import KeepAwake
from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.cli.write.given_text import given_text, text_output
from llmdesk.errors import StoreError, UsageError, UserError, shown
from llmdesk.outputs import Output
from llmdesk.tools.compose import (
    FORMS,
    Check,
    Composed,
    ComposeOptions,
    ComposeProgress,
    Form,
    FormField,
    as_json,
    compose,
    form_as_json,
    form_named,
    keep,
    understood,
)
from llmdesk.tools.tool import WRITE

_WIDTH = 96


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.list_forms:
        return _list_forms(console)
    form = form_named(arguments.form)
    if form is None:
        raise UsageError("--set is for a form.", hint="Add --form NAME; --list-forms shows the names.")
    for option, is_given in (("--style", arguments.style), ("--diff", arguments.diff)):
        if is_given:
            raise UsageError(
                f"{option} is for a text that is written anew, not for a form.",
                hint=f"Leave out {option} or --form.",
            )
    given = _given(form, arguments, console)
    understood(form, given.values)  # a mistake is told before the model is loaded
    out = text_output(arguments, given.path, session, console)
    cancel = CancelToken()
    awake = KeepAwake("a text is being written")
    awake.hold(True)
    try:
        work = _Work(form, given, arguments, session, console, cancel)
        composed = run_cancellable(work.run, cancel)
    finally:
        awake.hold(False)
    _put_out(composed, out, console)
    return exit_status.OK if composed.complete else exit_status.INTERRUPTED


def _list_forms(console: Console) -> int:
    if console.json:
        console.write_json({"forms": [form_as_json(form) for form in FORMS]})
        return exit_status.OK
    for form in FORMS:
        console.write(f"{form.name}: {form.about}\n")
        width = max(len(each.name) for each in form.fields)
        for each in form.fields:
            line = f"{each.name:<{width}}  {_about(form, each)}"
            console.write(
                textwrap.fill(line, _WIDTH, initial_indent="  ", subsequent_indent=" " * (width + 4)) + "\n"
            )
        console.write("\n")
    return exit_status.OK


def _about(form: Form, each: FormField) -> str:
    words = [each.label]
    if each.choices:
        words.append(f"({', '.join(choice.value for choice in each.choices)})")
    if each.usual:
        words.append(f"[{each.usual}]")
    if each.name == form.main:
        words.append("– FILE|TEXT, needed")
    elif each.required:
        words.append("– needed")
    return " ".join(words)


@dataclass(frozen=True)
class _Given:
    """What was given for the fields; `path`: the file of the main one."""

    values: dict[str, str] = field(default_factory=dict)
    path: Path | None = None
    notes: tuple[UserError, ...] = ()


def _given(form: Form, arguments: argparse.Namespace, console: Console) -> _Given:
    values: dict[str, list[str]] = {}
    for word in arguments.set:
        name, equals, value = word.partition("=")
        if not equals or form.field(name) is None:
            raise UsageError(
                f"“{shown(word)}” is no field of the form “{form.name}”.",
                f"It has: {', '.join(each.name for each in form.fields)}.",
                "Give it as FIELD=VALUE.",
            )
        values.setdefault(name, []).append(
            value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        )
    joined = {name: "\n".join(lines) for name, lines in values.items()}
    if arguments.input is None:
        return _Given(joined)
    if form.main in joined:
        raise UsageError(f"“{form.main}” is given twice.", hint="Give FILE|TEXT or --set, not both.")
    text = given_text(arguments.input, console, plain=form.main == "code")
    return _Given({**joined, form.main: text.text}, text.path, text.notes)


class _Work:
    """Writes in a thread that Ctrl-C can stop."""

    def __init__(
        self,
        form: Form,
        given: _Given,
        arguments: argparse.Namespace,
        session: Session,
        console: Console,
        cancel: CancelToken,
    ) -> None:
        self._form, self._given, self._arguments = form, given, arguments
        self._session, self._console, self._cancel = session, console, cancel
        self._characters = 0

    def run(self) -> Composed:
        session = self._session
        session.load(session.model(), self._cancel, WRITE)
        for note in self._given.notes:
            self._console.note(str(note))
        options = ComposeOptions(self._arguments.language)
        composed = compose(self._form, self._given.values, options, session.engine, self._show, self._cancel)
        self._console.end_progress()
        if not self._arguments.no_save:
            try:
                keep(session.store(), self._form, self._given.values, options, composed)
            except StoreError as error:  # a full disk: what was written is printed all the same
                self._console.show_error(error)
        return composed

    def _show(self, progress: ComposeProgress) -> None:
        self._characters = self._characters + len(progress.piece) if progress.piece else 0
        self._console.progress(f"try {progress.attempt}: {self._characters} characters")


def _put_out(composed: Composed, out: Output | None, console: Console) -> None:
    """JSON to standard output with --json; the text to --out, else to standard output."""
    place = None
    if out is not None and composed.complete:
        place = out.write((composed.text + "\n").encode("utf-8", "surrogatepass"))
    if console.json:
        console.write_json(as_json(composed))
    elif out is None and composed.text:
        console.write(composed.text.rstrip("\n") + "\n")
    if composed.warning:
        console.note(composed.warning)
    if not composed.complete:
        console.note("interrupted; nothing was checked.")
    if place is not None:
        console.note(f"written to {shown(str(place), 300)}")
    if not console.json:
        for check in composed.checks:
            console.show_text(f"  {_mark(check)} {check.detail}\n")


def _mark(check: Check) -> str:
    """What nobody can tell is neither right nor wrong."""
    return "?" if check.is_open else "✓" if check.passed else "✗"
