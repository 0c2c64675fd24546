"""`llmdesk translate FOLDER --out FOLDER`: every document of a folder, each into one of its own.

Owns which documents they are, where each goes, and going on after one that fails. Must not know how a
document is translated.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status, listed_files
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.text import count_text
from llmdesk.errors import UsageError, UserError, shown
from llmdesk.outputs import MadeFiles
from llmdesk.tools.documents.folder import documents_in, unread_words
from llmdesk.tools.translate import KINDS, Shape, Translation, endings, open_shape

Translated = tuple[Translation, Path | None]  # and where it was written


@dataclass(frozen=True)
class _Entry:
    """What became of one document. `status`: done, there (it was made before), failed, stopped."""

    file: Path
    out: Path
    status: str
    translation: Translation | None = None
    error: UserError | None = None

    def to_json(self) -> dict[str, object]:
        told: dict[str, object] = {"file": str(self.file), "out": str(self.out), "status": self.status}
        if self.translation is not None:
            told |= {"segments": len(self.translation.segments), "marked": self.translation.failed}
        return told | ({"error": listed_files.error_json(self.error)} if self.error is not None else {})


def run(
    arguments: argparse.Namespace,
    one: Callable[[Shape, Path, Path], Translated],
    session: Session,
    console: Console,
) -> int:
    """The exit status. `one` translates a document, from a path to a path."""
    folder, out = Path(arguments.input), arguments.out
    if out is None or out.is_file() or out.absolute() == folder.absolute():
        raise UsageError(
            "There is no folder for the translations.", hint="Say where to write them: --out FOLDER"
        )
    closed: list[OSError] = []
    names = documents_in(folder, closed, KINDS)
    names = [name for name in names if not (folder / name).is_relative_to(out)]  # of an earlier run
    for words in unread_words(closed, folder):
        console.note(str(words))
    done: list[_Entry] = []
    for entry in _entries(arguments, folder, names, one, MadeFiles(session.paths.made)):
        done.append(entry)
        if entry.error is not None:
            console.show_error(entry.error, str(entry.file))
    _tell(done, len(names), console)
    if len(done) < len(names) or any(entry.status == "stopped" for entry in done):
        return exit_status.INTERRUPTED
    return exit_status.USER if any(entry.error is not None for entry in done) else exit_status.OK


def _entries(
    arguments: argparse.Namespace,
    folder: Path,
    names: list[Path],
    one: Callable[[Shape, Path, Path], Translated],
    made: MadeFiles,
) -> Iterator[_Entry]:
    """In order, until one is stopped. With --resume what was made of the same file before stays as it is."""
    for name in names:
        file, place = folder / name, arguments.out / name
        try:
            shape = open_shape(file)
            if place.suffix.lower().lstrip(".") not in endings(shape, both=arguments.both):
                place = place.with_name(f"{place.name}.{endings(shape, both=arguments.both)[0]}")
            if arguments.resume and made.has(place, [file]):
                yield _Entry(file, place, "there")
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            translation, written = one(shape, file, place)
        except OSError as error:
            why = UsageError("This folder cannot be written.", "{path}: {reason}", path=place.parent,
                             reason=error.strerror or error)  # fmt: skip
            yield _Entry(file, place, "failed", error=why)
        except UserError as error:
            yield _Entry(file, place, "failed", error=error)
        else:
            yield _Entry(file, written or place, "done" if translation.complete else "stopped", translation)
            if not translation.complete:
                return


def _tell(done: list[_Entry], count: int, console: Console) -> None:
    if console.json:
        console.write_json({"files": [entry.to_json() for entry in done], "complete": len(done) == count})
        return
    ready = [entry for entry in done if entry.status in ("done", "there")]
    console.write(f"{len(ready)} of {count_text(count, 'document')} translated.\n")
    for entry in done:
        marked = entry.translation.failed if entry.translation is not None else 0
        if marked:
            console.note(f"{shown(str(entry.out), 300)}: {count_text(marked, 'segment')} to be looked at")
