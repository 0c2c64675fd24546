"""A list of files that a command works on: what is told of each, and where the result goes.

Owns what such commands have in common. Must not know what is made of a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.prompt_input import stat_of
from llmdesk.errors import UsageError, UserError
from llmdesk.outputs import MadeFiles, Output, look_at
from llmdesk.tools.file_list import ListedFile

if TYPE_CHECKING:
    from llmdesk.cli.session import Session

S = TypeVar("S", bound=ListedFile)
ALL_FILES = "All files"


def name_of(state: ListedFile) -> str:
    """The name of a file, or of all of them together."""
    return state.path.name if state.index >= 0 else ALL_FILES


def output(
    out: Path | None, files: Sequence[str | Path], made: Path, console: Console, *, overwrite: bool
) -> Output | None:
    """Where the result goes; what cannot or must not be written is told before the work."""
    if out is None:
        return None
    if "-" in files:  # what stands in for a file without a name is never known to be the same
        named = [Path(name) for name in files if name != "-"]
        read = () if console.stdin is None else stat_of(console.stdin)
        return look_at(out, named, overwrite=overwrite, read=read)
    return look_at(out, [Path(name) for name in files], overwrite=overwrite, made=MadeFiles(made))


def with_libraries(files: Sequence[str], names: Sequence[str], session: Session) -> list[str]:
    """The files that were named, and those of the libraries, each once. Raises `UsageError` for none, and
    `StoreError` for a library that is not there."""
    if "-" in files and len(files) + len(names) > 1:
        raise UsageError("Standard input stands alone.", hint="Give either files or '-'.")
    if not (files or names):
        raise UsageError("There are no documents.", hint="Name files, or a --library NAME.")
    found = list(files)
    there = {os.path.realpath(name) for name in files}
    for name in names:
        library = session.libraries().named(name)
        for document in session.libraries().documents(library.id, ("indexed",), limit=library.documents + 1):
            if (place := os.path.realpath(document.path)) not in there:
                there.add(place)
                found.append(str(document.path))
    if not found:
        raise UsageError(
            "These libraries have no documents.", hint="Read them first: llmdesk library update NAME"
        )
    return found


def told(states: Iterable[S], console: Console, *, many: bool) -> list[S]:
    """The end states, each told when it comes where it failed or was not made anew; once, why nothing is
    kept. Raises the error of a single file."""
    found: list[S] = []
    for state in states:
        if state.error is not None and not many:
            raise state.error
        if state.error is not None:
            console.show_error(state.error, ALL_FILES if state.index < 0 else str(state.path))
        elif state.reused:
            console.note(f"{state.path}: taken from an earlier run (--again makes it anew).")
        if state.unkept is not None and all(each.unkept is None for each in found):
            console.show_error(state.unkept)
        found.append(state)
    return found


def status_of(states: Sequence[ListedFile], count: int) -> int:
    """130 when something was left out after Ctrl-C, 2 when a file failed."""
    left_out = sum(state.index >= 0 for state in states) < count
    if left_out or any(state.status == "stopped" for state in states):
        return exit_status.INTERRUPTED
    return exit_status.USER if any(state.error is not None for state in states) else exit_status.OK


def error_json(error: UserError | None) -> dict[str, str]:
    """Why there is nothing of a file."""
    if error is None:
        return {"type": "Interrupted", "title": "Interrupted."}
    title, detail, hint = error.render()
    return {"type": type(error).__name__, "title": title, "detail": detail, "hint": hint}


def interrupted(states: Sequence[ListedFile], count: int, *, kept: bool) -> str:
    """What there is of several files after Ctrl-C."""
    done = sum(state.status == "done" and state.index >= 0 for state in states)
    left = "; the same command goes on from there" if kept and done else ""
    return f"interrupted; {done} of {count} files are done{left}."
