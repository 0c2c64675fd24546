"""The documents that lie in a folder.

Owns which files count as documents there. Must not read any.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, Phrase, UsageError, shown

_SUFFIXES = frozenset(
    (".txt", ".md", ".markdown", ".text", ".pdf", ".docx", ".epub", ".html", ".htm", ".xhtml", ".mht",
     ".mhtml", ".eml")
)  # fmt: skip
_MOST = 1_000_000
_NAMED = 3  # folders that cannot be read
_CLOSED = QT_TRANSLATE_NOOP("core", "{count} folders cannot be read, and nothing in them is here: {names}.")
_ONE_CLOSED = QT_TRANSLATE_NOOP(
    "core", "The folder {name} cannot be read, and nothing in it is here: {reason}."
)


def is_hidden(name: str) -> bool:
    """A file or a folder that is not meant for people: hidden, or the lock of an Office document."""
    return name.startswith((".", "~$"))


def is_document(name: str) -> bool:
    """Whether a file of this name is looked at in a folder."""
    return os.path.splitext(name)[1].casefold() in _SUFFIXES


def documents_in(
    folder: Path, unread: list[OSError] | None = None, suffixes: Collection[str] = _SUFFIXES
) -> list[Path]:
    """The documents in a folder and the folders in it, below it, by name; hidden ones left out, and links to
    folders not followed. Folders in it that cannot be read are left out, and told in `unread`. `suffixes`:
    what the name of a document may end in. Raises `UsageError`."""
    if not folder.is_dir():
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "This is not a folder."),
            "{path}",
            QT_TRANSLATE_NOOP("core", "Check the name and the folder."),
            path=folder,
        )
    found, failed = list[Path](), [] if unread is None else unread
    for where, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in names:
            if os.path.splitext(name)[1].casefold() in suffixes and not is_hidden(name):
                found.append(Path(where, name).relative_to(folder))
        if len(found) > _MOST:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "There are too many documents in this folder."),
                "{path}",
                QT_TRANSLATE_NOOP("core", "Choose one of the folders in it."),
                path=folder,
            )
    for error in failed:
        if error.filename is not None and Path(error.filename) == folder:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "The folder cannot be read."),
                QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
                path=folder,
                reason=error.strerror or error,
            ) from error
    if not found:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There are no documents in this folder."),
            "{path}",
            QT_TRANSLATE_NOOP(
                "core", "Text, Markdown, web pages, PDF, Word (docx), EPUB and messages are read."
            ),
            path=folder,
        )
    return sorted(found, key=lambda path: path.as_posix())


def others_in(folder: Path, suffixes: Collection[str], most: int) -> list[Path]:
    """The first `most` other files in the folder and the folders in it, as `documents_in` walks it."""
    found: list[Path] = []
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(names):
            if os.path.splitext(name)[1].casefold() not in suffixes and not is_hidden(name):
                found.append(Path(where, name).relative_to(folder))
        if len(found) >= most:
            break
    return found[:most]


def unread_words(unread: Sequence[OSError], folder: Path) -> tuple[Phrase, ...]:
    """Which folders in `folder` were left out; nothing where none was."""
    names = [shown(os.path.relpath(str(error.filename), folder), 200) for error in unread]
    if len(unread) > 1:
        return (Phrase(_CLOSED, {"count": f"{len(unread):,}", "names": Listing(tuple(names[:_NAMED]))}),)
    return tuple(
        Phrase(_ONE_CLOSED, {"name": name, "reason": error.strerror or str(error)})
        for name, error in zip(names, unread, strict=True)
    )
