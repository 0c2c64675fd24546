"""`llmdesk translate FOLDER --out FOLDER`: every document of a folder, each into one of its own.

Owns what is told of them. Which documents they are and where each goes is `tools/translate/folder`'s.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status, listed_files
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.text import count_text
from llmdesk.errors import UsageError, shown
from llmdesk.outputs import MadeFiles
from llmdesk.tools.translate import Shape
from llmdesk.tools.translate.folder import FolderEntry, Translated, check_out, entries, look_into


def _as_json(entry: FolderEntry) -> dict[str, object]:
    told: dict[str, object] = {"file": str(entry.file), "out": str(entry.out), "status": entry.status}
    if entry.translation is not None:
        told |= {"segments": len(entry.translation.segments), "marked": entry.translation.failed}
    return told | ({"error": listed_files.error_json(entry.error)} if entry.error is not None else {})


def run(
    arguments: argparse.Namespace,
    one: Callable[[Shape, Path, Path], Translated],
    session: Session,
    console: Console,
) -> int:
    """The exit status. `one` translates a document, from a path to a path."""
    folder, out = Path(arguments.input), arguments.out
    if out is None:
        raise UsageError(
            "There is no folder for the translations.", hint="Say where to write them: --out FOLDER"
        )
    check_out(folder, out)
    found, made = look_into(folder, out), MadeFiles(session.paths.made)
    for words in found.closed:
        console.note(str(words))
    names, done = found.names, list[FolderEntry]()
    there = made.has if arguments.resume else None
    for entry in entries(
        folder, names, out, one, both=arguments.both,
        there=lambda file, place: there is not None and there(place, [file]),
    ):  # fmt: skip
        done.append(entry)
        if entry.error is not None:
            console.show_error(entry.error, str(entry.file))
    _tell(done, len(names), console)
    if len(done) < len(names) or any(entry.status == "stopped" for entry in done):
        return exit_status.INTERRUPTED
    return exit_status.USER if any(entry.error is not None for entry in done) else exit_status.OK


def _tell(done: list[FolderEntry], count: int, console: Console) -> None:
    if console.json:
        console.write_json({"files": [_as_json(entry) for entry in done], "complete": len(done) == count})
        return
    ready = [entry for entry in done if entry.status in ("done", "there")]
    console.write(f"{len(ready)} of {count_text(count, 'document')} translated.\n")
    for entry in done:
        marked = entry.translation.failed if entry.translation is not None else 0
        if marked:
            console.note(f"{shown(str(entry.out), 300)}: {count_text(marked, 'segment')} to be looked at")
