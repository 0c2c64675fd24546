"""The file of the libraries: opened when it is first needed, set aside when damaged, read, written.

Owns the connections and their locks. It can be thrown away: what is in it stands in the user's own files, so
it has no backups, and of a damaged one only names and folders are saved. What is in the tables is other
modules' business.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, StoreError
from llmdesk.files import set_aside, set_aside_files
from llmdesk.store import failures as of_files
from llmdesk.store.connections import COMPANIONS, connect, connect_lasting, in_transaction, opening_lock
from llmdesk.store.libraries import failures
from llmdesk.store.libraries.readers import Readers
from llmdesk.store.libraries.schema import MIGRATIONS, TABLES, VECTOR_TABLES, VECTORS_SINCE
from llmdesk.store.schema import migrate, version_of

T = TypeVar("T")

_STEPS = 10_000  # of SQLite's machine between two looks at a cancel
_MANY_FREE = 0.25  # of the pages
_INDEX = "passage_index"
_MARK = ".damaged"  # beside the file: the next opening sets it aside

# Libraries of a damaged file: id, name, created, embedding model, roots.
Saved = list[tuple[int, str, float, str, list[bytes]]]


class LibraryFile:
    """Thread-safe; other processes may have it open too."""

    def __init__(self, path: Path, busy_timeout_s: float = 10.0) -> None:
        self.path = path
        self._busy_timeout_s = busy_timeout_s
        self._lock, self._write_lock = threading.Lock(), threading.RLock()
        self._writer: sqlite3.Connection | None = None
        self._readers = Readers(self._reader)
        self._closed = False
        self._notices: list[StoreError] = []

    def take_notices(self) -> tuple[StoreError, ...]:
        """What the user should be told since it was asked last: a damaged file was set aside."""
        with self._lock:
            notices, self._notices = tuple(self._notices), []
        return notices

    @property
    def exists(self) -> bool:
        """Whether there is anything to open."""
        return self.path.exists()

    # -- reading and writing -----------------------------------------------------------------------
    def write(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Run `action` in a transaction. Raises StoreError."""
        with self._write_lock, self._explained():
            return in_transaction(self._open(), "IMMEDIATE", action)

    def read(self, action: Callable[[sqlite3.Connection], T], cancel: CancelToken | None = None) -> T:
        """Run `action` on one consistent state. Raises StoreError, and `Cancelled`."""
        with (
            self._explained(),
            self._readers.one() as connection,
            _cancellable(connection, cancel or CancelToken()),
        ):
            return in_transaction(connection, "DEFERRED", action)

    def shrink(self, cancel: CancelToken) -> None:
        """Empty the write-ahead log, and give the pages that nothing stands on back to the system where they
        are many; what stood on them is overwritten already. Left to the next time where another process reads
        just now. Raises `Cancelled`, and StoreError."""
        with self._write_lock, self._explained():
            writer = self._open()
            free, pages = (
                writer.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count")
            )
            with _cancellable(writer, cancel):
                try:
                    if free > _MANY_FREE * pages:
                        writer.execute("VACUUM")
                    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                except sqlite3.OperationalError as error:
                    if not of_files.is_busy(error):
                        raise

    def close(self) -> None:
        """Close it for good; a second call does nothing."""
        with self._write_lock, self._readers.none(), self._lock:
            self._closed = True
            self._let_go()

    def delete(self) -> None:
        """Delete the file, and what was ever set aside of it. Raises StoreError."""
        with self._write_lock, self._readers.none(), self._lock:
            self._let_go()
            try:
                for path in (*self._files(), self._mark, *set_aside_files(self.path)):
                    path.unlink(missing_ok=True)
            except OSError as error:
                raise failures.not_deleted(self.path, error.strerror or error) from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with of_files.explaining(self.path, failures.NOT_SAVED, failures.NOT_OPENED):
            try:
                yield
            except sqlite3.DatabaseError as error:
                if not (of_files.is_damage(error) or of_files.is_index_damage(error)):
                    raise
                with contextlib.suppress(OSError):
                    self._mark.touch(0o600)
                raise failures.found_damaged(self.path, error) from error

    # -- opening -----------------------------------------------------------------------------------
    def _open(self) -> sqlite3.Connection:
        """The connection that writes; a first call looks after the file."""
        with self._lock:
            if self._closed:
                raise failures.closed()
            if self._writer is None:
                with opening_lock(self.path, failures.in_use):
                    self._make_sound()
                    self._writer = self._connect()
            return self._writer

    def _reader(self) -> sqlite3.Connection:
        self._open()
        return self._connect(query_only=True)

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _make_sound(self) -> None:
        """Leave a healthy file of this version at `path`. Raises StoreError for one that is not ours or of a
        newer llmdesk, which is not touched."""
        saved: Saved | None = None
        if self.path.exists() and (self._mark.exists() or self._is_damaged()):
            saved = _saved_from(self.path)
            aside = set_aside(self.path, COMPANIONS)
            self._mark.unlink(missing_ok=True)
            self._notices.append(failures.set_aside(aside, len(saved)))
        if not self.path.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(self._connect_raw()) as connection:
            connection.execute("PRAGMA secure_delete = ON").fetchone()
            migrate(connection, MIGRATIONS)
            for entry in saved or ():
                with contextlib.suppress(sqlite3.IntegrityError):  # what is read of damage may be anything
                    in_transaction(connection, "IMMEDIATE", lambda db, entry=entry: _put_back(db, entry))  # type: ignore[misc]  # bound now

    def _is_damaged(self) -> bool:
        """As far as a look tells: pages that are not looked at here are met when they are read. Raises
        StoreError."""
        try:
            with closing(self._connect_raw()) as db:
                version = version_of(db)
                if version > len(MIGRATIONS):
                    raise of_files.newer(self.path, version, len(MIGRATIONS), failures.NEWER)
                rows = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
                tables = {row["name"] for row in rows}
                if tables and (version == 0 or _INDEX not in tables):
                    raise of_files.foreign(self.path, failures.NOT_OPENED)
                needed = TABLES | VECTOR_TABLES if version >= VECTORS_SINCE else TABLES
                if version and not tables >= needed:
                    return True
                for table in tables & needed - {_INDEX}:
                    db.execute(f"SELECT * FROM {table} LIMIT 1").fetchall()
                if version:
                    db.execute(f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH 'probe' LIMIT 1").fetchall()
        except sqlite3.DatabaseError as error:
            if not (of_files.is_damage(error) or of_files.is_index_damage(error)):
                raise
            return True
        return False

    def _connect_raw(self) -> sqlite3.Connection:
        return connect(self.path, "mode=rw", self._busy_timeout_s)

    def _connect(self, query_only: bool = False) -> sqlite3.Connection:
        # NORMAL: a power cut may take the last documents, which are read again; a killed process takes none.
        return connect_lasting(self.path, self._busy_timeout_s, "NORMAL", query_only=query_only)

    @property
    def _mark(self) -> Path:
        return self.path.with_name(self.path.name + _MARK)

    def _files(self) -> list[Path]:
        return [self.path.with_name(self.path.name + suffix) for suffix in COMPANIONS]


@contextmanager
def _cancellable(connection: sqlite3.Connection, cancel: CancelToken) -> Iterator[None]:
    """A cancel ends what the connection does. Raises `Cancelled`."""
    cancel.raise_if_cancelled()
    connection.set_progress_handler(lambda: cancel.cancelled, _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if of_files.is_interrupted(error):
            raise Cancelled from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _saved_from(path: Path) -> Saved:
    """Names and folders, as far as they can still be read."""
    try:
        with closing(connect(path, "mode=rw")) as db:
            libraries = db.execute("SELECT * FROM library").fetchall()
            roots = db.execute("SELECT library_id, path FROM root ORDER BY id").fetchall()
    except sqlite3.Error:
        return []
    return [
        (
            row["id"],
            row["name"],
            row["created"],
            row["embedding"] if "embedding" in row.keys() else "",  # noqa: SIM118  # no mapping
            [bytes(each["path"]) for each in roots if each["library_id"] == row["id"]],
        )
        for row in libraries
    ]


def _put_back(db: sqlite3.Connection, entry: tuple[int, str, float, str, list[bytes]]) -> None:
    """Under its old id, by which chats know it."""
    *values, roots = entry
    number = entry[0]
    db.execute("INSERT INTO library (id, name, created, embedding) VALUES (?, ?, ?, ?)", values)
    db.executemany("INSERT INTO root (library_id, path) VALUES (?, ?)", [(number, root) for root in roots])
