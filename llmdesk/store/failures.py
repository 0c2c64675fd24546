"""What SQLite and the file system say, as `StoreError`s that a user can act on.

Owns the sentences. An error that only a bug of ours can cause is left as it is.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, StoreError
from llmdesk.store.types import Backup

# SQLite's primary result codes (https://www.sqlite.org/rescode.html); the low byte of the extended ones.
_ERROR, _BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN = 1, 5, 6, 8, 10, 11, 13, 14
_INTERRUPT, _PERM, _TOOBIG, _CONSTRAINT, _AUTH, _NOTADB = 9, 3, 18, 19, 23, 26
_FOREIGN_KEY, _CORRUPT_INDEX = 787, 267

NOT_SAVED = QT_TRANSLATE_NOOP("core", "The data could not be saved.")
NOT_OPENED = QT_TRANSLATE_NOOP("core", "The chats could not be opened.")
NOT_COMPACTED = QT_TRANSLATE_NOOP("core", "The chats were not compacted.")
NOT_RESTORED = QT_TRANSLATE_NOOP("core", "The backup was not restored.")
NEWER = QT_TRANSLATE_NOOP("core", "The chats were saved by a newer version of llmdesk.")
_SENTENCES: dict[int, tuple[str, str]] = {
    _FULL: (
        QT_TRANSLATE_NOOP("core", "The disk is full: {path} could not grow."),
        QT_TRANSLATE_NOOP("core", "Free some space and try again. What was saved before is not lost."),
    ),
    _READONLY: (
        QT_TRANSLATE_NOOP("core", "{path} can be read but not written."),
        QT_TRANSLATE_NOOP("core", "Allow writing to the file and its folder, or choose another data folder."),
    ),
    _CANTOPEN: (
        QT_TRANSLATE_NOOP("core", "{path} could not be opened: {reason}."),
        QT_TRANSLATE_NOOP("core", "Check that the folder exists and that you may read and write in it."),
    ),
    _BUSY: (
        QT_TRANSLATE_NOOP("core", "Another program is using {path}."),
        QT_TRANSLATE_NOOP("core", "Wait until it is done, or close it, and try again."),
    ),
    _IOERR: (
        QT_TRANSLATE_NOOP("core", "The disk reported an error for {path}: {reason}."),
        QT_TRANSLATE_NOOP("core", "Check the disk and its free space, then try again."),
    ),
    _CORRUPT: (
        QT_TRANSLATE_NOOP("core", "{path} is damaged: {reason}."),
        QT_TRANSLATE_NOOP(
            "core", "Start llmdesk again: the damaged file is set aside and the newest backup is used."
        ),
    ),
    _TOOBIG: (
        QT_TRANSLATE_NOOP("core", "The text is too long for the database."),
        QT_TRANSLATE_NOOP("core", "Split it into shorter texts."),
    ),
}
_SAME = {_LOCKED: _BUSY, _PERM: _READONLY, _AUTH: _READONLY, _NOTADB: _CORRUPT}


def explained(error: sqlite3.Error, path: Path, title: str = NOT_SAVED) -> StoreError | None:
    """The `StoreError` for `error`, called `title`, or None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code == _FOREIGN_KEY:
        return gone()
    if code is None:
        # A string over SQLite's limit is refused by Python before SQLite sees it.
        code = _TOOBIG if isinstance(error, sqlite3.DataError) else -1
    primary = code & 0xFF
    sentences = _SENTENCES.get(_SAME.get(primary, primary))
    if sentences is None:
        return None
    return StoreError(title, *sentences, path=path, reason=error)


def is_damage(error: sqlite3.Error) -> bool:
    """True where the file itself is no longer a good database."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (_CORRUPT, _NOTADB) or (code == _ERROR and "unsupported file format" in str(error))


def is_index_damage(error: sqlite3.Error) -> bool:
    """True where only the search index is damaged, which can be made anew."""
    # Ordinary tables name the kind of constraint; without one it is FTS5 that met its own leftovers.
    return getattr(error, "sqlite_errorcode", 0) in (_CORRUPT_INDEX, _CONSTRAINT)


def is_busy(error: sqlite3.Error) -> bool:
    """True where another connection is in the way."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in (_BUSY, _LOCKED)


def is_interrupted(error: sqlite3.Error) -> bool:
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) == _INTERRUPT


def raise_if_busy(status: int, _left: int, _pages: int) -> None:
    """For the copying of a database, which would try again without end; SQLite has waited by then."""
    if status in (_BUSY, _LOCKED):
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = status
        raise error


def needs_writing(error: sqlite3.Error) -> bool:
    """True where a file cannot be read without writing beside it (to finish or undo a transaction)."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in (_READONLY, _CANTOPEN)


def gone() -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "This no longer exists."),
        QT_TRANSLATE_NOOP("core", "The chat or the result was deleted."),
        QT_TRANSLATE_NOOP("core", "Copy your text and start a new chat with it."),
    )


def still_written() -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "This answer is still being written."),
        "",
        QT_TRANSLATE_NOOP("core", "Stop it or wait until it ends, then try again."),
    )


def closed() -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "The chats are closed."),
        QT_TRANSLATE_NOOP("core", "llmdesk is shutting down."),
    )


def not_opened(path: Path, error: OSError, title: str = NOT_OPENED) -> StoreError:
    return StoreError(
        title,
        *_SENTENCES[_CANTOPEN],
        path=path,
        reason=error.strerror or error,
    )


def read_only(path: Path) -> StoreError:
    return StoreError(NOT_OPENED, *_SENTENCES[_READONLY], path=path)


def newer(path: Path, found: int, known: int, title: str = NEWER) -> StoreError:
    return StoreError(
        title,
        QT_TRANSLATE_NOOP(
            "core", "{path} has version {found}; this llmdesk knows {known}. It was not touched."
        ),
        QT_TRANSLATE_NOOP("core", "Use the newer llmdesk, or start this one with another data folder."),
        path=path,
        found=found,
        known=known,
    )


def foreign(path: Path, title: str = NOT_OPENED) -> StoreError:
    return StoreError(
        title,
        QT_TRANSLATE_NOOP("core", "{path} is a database of another program. It was not touched."),
        QT_TRANSLATE_NOOP("core", "Move that file away, or choose another data folder."),
        path=path,
    )


def in_use(path: Path) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "The chats are in use."),
        QT_TRANSLATE_NOOP("core", "{path} must be repaired or updated, but another llmdesk is using it."),
        QT_TRANSLATE_NOOP("core", "Close the other llmdesk, its window or its terminal chat, and try again."),
        path=path,
    )


def in_use_elsewhere(path: Path, title: str) -> StoreError:
    """What wants the file for itself, such as `NOT_COMPACTED`, was not done."""
    return StoreError(
        title,
        QT_TRANSLATE_NOOP("core", "Another llmdesk is using {path}."),
        QT_TRANSLATE_NOOP("core", "Close the other llmdesk, its window or its terminal chat, and try again."),
        path=path,
    )


def damaged(aside: Path, backup: Backup | None, problem: str) -> StoreError:
    title = QT_TRANSLATE_NOOP("core", "The file with your chats was damaged.")
    if backup is None:
        return StoreError(
            title,
            QT_TRANSLATE_NOOP("core", "There was no backup, so llmdesk starts empty. Reason: {problem}."),
            QT_TRANSLATE_NOOP("core", "The damaged file is kept as {damaged}."),
            damaged=aside,
            problem=problem,
        )
    return StoreError(
        title,
        QT_TRANSLATE_NOOP(
            "core", "The backup of {date} is now in use; anything newer is missing. Reason: {problem}."
        ),
        QT_TRANSLATE_NOOP("core", "The damaged file is kept as {damaged}."),
        damaged=aside,
        backup=backup.path,
        date=time.strftime("%Y-%m-%d %H:%M", time.localtime(backup.created)),
        problem=problem,
    )


def bad_backup(backup: Path, problem: str | Phrase) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "This backup cannot be used."),
        QT_TRANSLATE_NOOP("core", "{path} is damaged: {reason}."),
        QT_TRANSLATE_NOOP("core", "Choose an older backup."),
        path=backup,
        reason=problem,
    )


def no_daily_backup(folder: Path, error: Exception) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "The daily backup of the chats could not be made."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}."),
        QT_TRANSLATE_NOOP("core", "Free some space, and check that the folder can be written."),
        path=folder,
        reason=error,
    )


def copy_not_deleted(error: OSError) -> StoreError:
    return StoreError(
        QT_TRANSLATE_NOOP("core", "A copy of the chats could not be deleted."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}."),
        QT_TRANSLATE_NOOP("core", "Delete the file yourself, or try again."),
        path=error.filename,
        reason=error.strerror or error,
    )


def not_erased(folder: Path, error: OSError | sqlite3.Error) -> StoreError:
    reason = error.strerror if isinstance(error, OSError) else None
    return StoreError(
        QT_TRANSLATE_NOOP("core", "Deleted data is still in a backup."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
        QT_TRANSLATE_NOOP(
            "core", "llmdesk will try again. If this message returns, delete that backup yourself."
        ),
        path=(error.filename if isinstance(error, OSError) else None) or folder,
        reason=reason or str(error),
    )


@contextmanager
def explaining(path: Path, title: str = NOT_SAVED, unopened: str = NOT_OPENED) -> Iterator[None]:
    """Turn what SQLite and the file system raise inside into `StoreError`."""
    try:
        yield
    except sqlite3.Error as error:
        explanation = explained(error, path, title)
        if explanation is None:
            raise
        raise explanation from error
    except OSError as error:
        raise not_opened(path, error, unopened) from error
