"""What can go wrong with libraries, as `StoreError`s that a user can act on.

Owns the sentences that are of libraries alone; those of every database are in `store.failures`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, StoreError, shown

NOT_SAVED = QT_TRANSLATE_NOOP("core", "The libraries could not be saved.")
NOT_OPENED = QT_TRANSLATE_NOOP("core", "The libraries could not be opened.")
NEWER = QT_TRANSLATE_NOOP("core", "The libraries were saved by a newer version of llmdesk.")


def gone() -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "This library no longer exists."),
        QT_TRANSLATE_NOOP("core", "It was removed."),
        QT_TRANSLATE_NOOP("core", "Choose another one, or add its folder again."),
    )


def document_gone() -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "This document is no longer in a library."),
        QT_TRANSLATE_NOOP("core", "It was removed, or its file was deleted or has changed since."),
        QT_TRANSLATE_NOOP("core", "Ask again, or open the file itself."),
    )


def no_name() -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "The library has no name."),
        hint=QT_TRANSLATE_NOOP("core", "Give it one of a few words."),
    )


def name_taken(name: str) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "There is a library named “{name}” already."),
        hint=QT_TRANSLATE_NOOP("core", "Choose another name, or add the folder to that library."),
        name=shown(name),
    )


def not_named(name: str, names: list[str]) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "There is no library named “{name}”."),
        QT_TRANSLATE_NOOP("core", "Libraries: {names}.")
        if names
        else QT_TRANSLATE_NOOP("core", "There are no libraries yet."),
        QT_TRANSLATE_NOOP("core", "Check the name."),
        name=shown(name),
        names=Listing(tuple(names)),
    )


def closed() -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "The libraries are closed."),
        QT_TRANSLATE_NOOP("core", "llmdesk is shutting down."),
    )


def in_use(path: Path) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "The libraries are in use."),
        QT_TRANSLATE_NOOP("core", "Another llmdesk is using {path}."),
        QT_TRANSLATE_NOOP("core", "Close the other llmdesk, its window or its terminal, and try again."),
        path=path,
    )


def found_damaged(path: Path, reason: object) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "The file of the libraries is damaged."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}."),
        QT_TRANSLATE_NOOP(
            "core",
            "Start llmdesk again: the damaged file is set aside, and the documents are read again. Your own "
            "files are not touched.",
        ),
        path=path,
        reason=reason,
    )


def damaged_words() -> sqlite3.DatabaseError:
    """What SQLite does not see: a page that is none of ours, within a value."""
    error = sqlite3.DatabaseError("the words of a document cannot be read")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def set_aside(aside: Path, libraries: int) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "The file of the libraries was damaged."),
        QT_TRANSLATE_NOOP(
            "core",
            "The names and folders of the libraries could be saved; their documents have to be read again.",
        )
        if libraries
        else QT_TRANSLATE_NOOP("core", "There are no libraries any more. Your own files were not touched."),
        QT_TRANSLATE_NOOP("core", "Update the libraries. The damaged file is kept as {damaged}.")
        if libraries
        else QT_TRANSLATE_NOOP("core", "Add your folders again. The damaged file is kept as {damaged}."),
        damaged=aside,
    )


def not_deleted(path: Path, reason: object) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "The libraries could not be deleted."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}."),
        QT_TRANSLATE_NOOP("core", "Delete the file yourself, or try again."),
        path=path,
        reason=reason,
    )
