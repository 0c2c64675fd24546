"""The documents of a folder, each translated into one of its own.

Owns which they are, which files are none and why, where each goes, and going on after one that fails. Must
not know how a document is translated, nor write or show anything.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, Phrase, UsageError, UserError
from llmdesk.tools.documents.folder import documents_in, others_in, unread_words
from llmdesk.tools.translate.output import endings
from llmdesk.tools.translate.shapes import Shape, open_shape
from llmdesk.tools.translate.shapes.opening import KINDS
from llmdesk.tools.translate.types import Translation

MOST_LEFT_OUT = 1_000  # files that are no documents and are named
_NOT_NAMED = QT_TRANSLATE_NOOP(
    "core", "There are more files that are not translated: only the first {count} are named."
)
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".jsonl", ".ndjson", ".parquet")
_TABLE = QT_TRANSLATE_NOOP("core", "This is a table. Open it by itself to translate one of its columns.")
_OTHER = QT_TRANSLATE_NOOP("core", "Files of this kind are not translated.")


@dataclass(frozen=True)
class LeftOut:
    """A file of the folder that is not translated, and why."""

    name: Path
    reason: Phrase


@dataclass(frozen=True)
class FolderDocuments:
    """`names` in `folder` are translated. `closed`: what is said of folders in it that cannot be read, and of
    files that are not named."""

    folder: Path
    names: tuple[Path, ...]
    left_out: tuple[LeftOut, ...] = ()
    closed: tuple[Phrase, ...] = ()


def look_into(folder: Path, out: Path | None = None) -> FolderDocuments:
    """What would be translated; what lies in `out` is of an earlier run, where that is a folder in this one,
    however it is called. Raises `UsageError`."""
    unread: list[OSError] = []
    names = documents_in(folder, unread, KINDS)
    others = others_in(folder, KINDS, MOST_LEFT_OUT + 1)
    are_more = len(others) > MOST_LEFT_OUT
    real, there = Path(os.path.realpath(folder)), Path(os.path.realpath(folder if out is None else out))
    if there != real and there.is_relative_to(real):
        inside = there.relative_to(real)
        names, others = (
            [name for name in each if not name.is_relative_to(inside)] for each in (names, others)
        )
    left = tuple(LeftOut(name, _reason(name)) for name in others[:MOST_LEFT_OUT])
    told = unread_words(unread, folder)
    if are_more:
        told += (Phrase(_NOT_NAMED, {"count": f"{MOST_LEFT_OUT:,}"}),)
    return FolderDocuments(folder, tuple(names), left, told)


def _reason(name: Path) -> Phrase:
    return Phrase(_TABLE if name.suffix.lower() in _TABLES else _OTHER)


def check_out(folder: Path, out: Path) -> None:
    """Raises `UsageError` for a place where translations cannot or must not be written."""
    if out.is_file() or out.absolute() == folder.absolute() or (out.exists() and out.samefile(folder)):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The translations cannot go there."),
            "{path}",
            QT_TRANSLATE_NOOP("core", "Choose a folder that is not the one with the documents."),
            path=out,
        )


@dataclass(frozen=True)
class FolderEntry:
    """What became of one document. `status`: done, there (it was made before), failed, stopped."""

    file: Path
    out: Path
    status: str
    translation: Translation | None = None
    error: UserError | None = None


Translated = tuple[Translation, Path | None]  # and where it was written


def entries(
    folder: Path,
    names: Sequence[Path],
    out: Path,
    one: Callable[[Shape, Path, Path], Translated],
    *,
    both: bool = False,
    there: Callable[[Path, Path], bool] = lambda _file, _place: False,
    cancel: CancelToken | None = None,
) -> Iterator[FolderEntry]:
    """In order, until one is stopped. `one` translates a document, from a path to a path; a file that is
    `there` already stays as it is."""
    for name in names:
        file, place = folder / name, out / name
        try:
            shape = open_shape(file, cancel)
            if place.suffix.lower().lstrip(".") not in endings(shape, both=both):
                place = place.with_name(f"{place.name}.{endings(shape, both=both)[0]}")
            if there(file, place):
                yield FolderEntry(file, place, "there")
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            translation, written = one(shape, file, place)
        except Cancelled:
            yield FolderEntry(file, place, "stopped")
            return
        except OSError as error:
            why = UsageError(
                QT_TRANSLATE_NOOP("core", "This folder cannot be written."),
                QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
                path=place.parent,
                reason=error.strerror or error,
            )
            yield FolderEntry(file, place, "failed", error=why)
        except UserError as error:
            yield FolderEntry(file, place, "failed", error=error)
        else:
            status = "done" if translation.complete else "stopped"
            yield FolderEntry(file, written or place, status, translation)
            if not translation.complete:
                return
