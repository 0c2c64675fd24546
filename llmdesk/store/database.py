"""The database file: opened, checked, set aside when damaged, backed up, migrated, read, written.

Owns the connections and their locks; `read` and `write` are the only ways to them. One connection
reads and one writes, so that a long search does not hold up the next checkpoint. What is in the
tables is other modules' business.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, Phrase, StoreError, UserError
from llmdesk.files import replace_file, set_aside, set_aside_files
from llmdesk.store import failures, sessions
from llmdesk.store.backups import Backups, copy_database, holding, holds_anything
from llmdesk.store.connections import COMPANIONS, connect, connect_lasting, in_transaction, opening_lock
from llmdesk.store.health import INDEX_PROBLEM, problem_of
from llmdesk.store.schema import (
    MIGRATIONS,
    Migration,
    migrate,
    rebuild_index,
    version_of,
)
from llmdesk.store.types import Backup, Compacted, Gone, Holding

T = TypeVar("T")

_STEPS = 10_000  # of SQLite's machine: how often a long command asks whether it shall go on

_log = logging.getLogger(__name__)


class Database:
    """An open, healthy, up-to-date database. Thread-safe; other processes may have it open too.

    `notices` are what the user should be told about the opening. `on_open` gets the database, in a
    transaction, and the ids of the sessions that were alive before this one; no other session
    begins before it is done. A restored backup belongs to none of them.
    """

    def __init__(
        self,
        path: Path,
        backups: Path,
        clock: Callable[[], float] = time.time,
        busy_timeout_s: float = 5.0,
        migrations: Sequence[Migration] = MIGRATIONS,
        on_open: Callable[[sqlite3.Connection, Collection[str]], None] | None = None,
    ) -> None:
        self.path = path
        self.backups = Backups(backups)
        self.notices: tuple[UserError, ...] = ()
        self._clock, self._busy_timeout_s, self._migrations = clock, busy_timeout_s, migrations
        self._write_lock, self._read_lock = threading.RLock(), threading.RLock()
        self._closed = False
        with failures.explaining(path), self._opening_lock():
            self._others = sessions.living(path)
            if not self._others:
                self.backups.drop_unfinished()
            self._make_sound()
            with ExitStack() as undo:
                self._session = sessions.Session(path)
                undo.callback(self._session.release)
                self._writer = undo.enter_context(closing(self._connect()))
                self._reader = undo.enter_context(closing(self._connect(query_only=True)))
                self._back_up_daily()
                if on_open is not None:
                    self.write(lambda db: on_open(db, self._others))
                self._resources = undo.pop_all()

    @property
    def session_id(self) -> str:
        """Names this opening of the database; see `sessions`."""
        return self._session.id

    # -- reading and writing ----------------------------------------------------------------
    def write(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Run `action` in a transaction that is on the disk when this returns. Raises StoreError.

        `action` may run twice: again after a damaged search index was made anew.
        """
        with self._write_lock, failures.explaining(self.path):
            self._raise_if_closed()
            try:
                return in_transaction(self._writer, "IMMEDIATE", action)
            except sqlite3.DatabaseError as error:
                if not failures.is_index_damage(error):
                    raise
            in_transaction(self._writer, "IMMEDIATE", rebuild_index)
            return in_transaction(self._writer, "IMMEDIATE", action)

    def read(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Run `action` on one consistent state of the database. Raises StoreError."""
        with self._read_lock, failures.explaining(self.path):
            self._raise_if_closed()
            try:
                return in_transaction(self._reader, "DEFERRED", action)
            except sqlite3.DatabaseError as error:
                if not failures.is_index_damage(error):
                    raise
        self.write(rebuild_index)
        with self._read_lock, failures.explaining(self.path):
            self._raise_if_closed()
            return in_transaction(self._reader, "DEFERRED", action)

    def close(self) -> None:
        """Close the connections; a second call does nothing."""
        with self._write_lock, self._read_lock:
            if self._closed:
                return
            self._closed = True
            self._resources.close()

    # -- whole-file work --------------------------------------------------------------------
    def wipe_traces(self, vacuum: bool = False) -> bool:
        """Empty the write-ahead log, and give free pages back to the system if `vacuum`.

        Deleted rows are already overwritten (secure_delete). While another process reads, this is
        left to the next time: False.
        """
        with self._write_lock, self._read_lock, failures.explaining(self.path):
            self._raise_if_closed()
            try:
                if vacuum:
                    self._writer.execute("VACUUM")
                busy = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.OperationalError as error:
                if not failures.is_busy(error):
                    raise
                return False
            return not busy

    def compact(self, cancel: CancelToken) -> Compacted:
        """Give pages that nothing stands on back to the system. Raises StoreError, and `Cancelled`, which
        leaves everything as it was; near its end a cancel comes too late.

        Others of this process wait meanwhile. No other process may have the database open: it would give up.
        """
        with failures.explaining(self.path), self._opening_lock(), self._write_lock:
            self._raise_if_closed()
            if self._is_shared():
                raise failures.in_use_elsewhere(self.path, failures.NOT_COMPACTED)
            before = self._size()
            self._vacuum(cancel)
            with self._read_lock:
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return Compacted(before, self._size())

    def _vacuum(self, cancel: CancelToken) -> None:
        if cancel.cancelled:
            raise Cancelled
        self._writer.set_progress_handler(lambda: cancel.cancelled, _STEPS)
        try:
            self._writer.execute("VACUUM")
        except sqlite3.OperationalError as error:
            if failures.is_interrupted(error):
                raise Cancelled from error
            raise
        finally:
            self._writer.set_progress_handler(None, 0)

    def _size(self) -> int:
        log = self.path.with_name(f"{self.path.name}-wal")
        return self.path.stat().st_size + (log.stat().st_size if log.exists() else 0)

    def holding(self, backup: Path) -> Holding:
        """What is in a backup. Raises StoreError for one that cannot be used."""
        try:
            with closing(connect(backup, "mode=ro&immutable=1")) as source:
                problem: str | Phrase = problem_of(source, backup, self._migrations)
                if not problem and version_of(source) == 0:
                    problem = Phrase(QT_TRANSLATE_NOOP("core", "it is empty"))
                if not problem:
                    return holding(source)
        except sqlite3.Error as error:
            raise failures.bad_backup(backup, str(error)) from error
        raise failures.bad_backup(backup, problem)

    def erase_in_backups(self, gone: Collection[Gone]) -> None:
        """Erase what was deleted from the backups. Raises StoreError."""
        try:
            self.backups.erase(gone)
        except (OSError, sqlite3.Error) as error:
            raise failures.not_erased(self.backups.folder, error) from error

    def delete_copies(self) -> None:
        """Delete every backup and every file that was set aside. Raises StoreError."""
        try:
            self.backups.delete_all()
            for path in set_aside_files(self.path):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise failures.copy_not_deleted(error) from error

    def raise_if_shared(self) -> None:
        """Raises StoreError where another llmdesk has the database open: it would write on into ids that
        mean something else once a backup is restored."""
        with failures.explaining(self.path), self._opening_lock():
            if self._is_shared():
                raise failures.in_use_elsewhere(self.path, failures.NOT_RESTORED)

    def restore(self, backup: Path, settle: Callable[[sqlite3.Connection, sqlite3.Connection], None]) -> None:
        """Replace what is in the database by what is in `backup`; what was there is backed up first.

        `settle(database, before)` then puts in order what came back; `before` holds what was there. Raises
        StoreError, and all is as it was: what fails after the copying is for the next opening to do.
        """
        with failures.explaining(self.path), self._opening_lock(), self._write_lock, self._read_lock:
            self._raise_if_closed()
            if self._is_shared():
                raise failures.in_use_elsewhere(self.path, failures.NOT_RESTORED)
            self.holding(backup)
            now = self._clock()
            before = self.backups.make(self._writer, "restore", now, thin_out=False)
            with closing(connect(backup, "mode=ro")) as source:
                source.backup(self._writer, progress=failures.raise_if_busy)
            try:
                migrate(self._writer, self._migrations)
                with closing(connect(before.path, "mode=ro&immutable=1")) as old:
                    in_transaction(self._writer, "IMMEDIATE", lambda db: settle(db, old))
                self.backups.thin_out("restore", now, {backup, before.path})
            except (OSError, sqlite3.Error, StoreError) as error:
                _log.warning("restored, but not put in order: %s", type(error).__name__)

    def _is_shared(self) -> bool:
        """Whether another session has the database open; while no other can begin."""
        return bool(sessions.living(self.path) - {self._session.id})

    # -- opening ----------------------------------------------------------------------------
    def _opening_lock(self) -> AbstractContextManager[None]:
        return opening_lock(self.path, failures.in_use)

    def _make_sound(self) -> None:
        """Leave a healthy database of this version at `path`, or raise and leave it untouched."""
        if not self.path.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        elif not os.access(self.path, os.W_OK):
            # SQLite would open it for reading, and tell at the first message.
            raise failures.read_only(self.path)
        elif self.path.stat().st_size == 0 and self.backups.all():
            self._replace_damaged("the file is empty")
        problem = self._problem(self.path)
        if problem and not (problem.startswith(INDEX_PROBLEM) and self._repaired_index()):
            self._replace_damaged(problem)
        self._migrate()

    def _problem(self, path: Path) -> str:
        """What is wrong with the database at `path`, "" if nothing. Changes nothing.

        Raises StoreError for a database that is newer than this program or not llmdesk's.
        """
        connection = self._connect_untouching(path)
        try:
            return problem_of(connection, path, self._migrations)
        finally:
            connection.close()

    def _repaired_index(self) -> bool:
        """Make the search index anew; False where even that meets damage."""
        with closing(self._connect()) as connection:
            try:
                in_transaction(connection, "IMMEDIATE", rebuild_index)
            except UnicodeDecodeError:  # in the names of the schema
                return False
            except sqlite3.DatabaseError as error:
                if failures.explained(error, self.path) is not None and not failures.is_damage(error):
                    raise  # no space, not writable, busy
                return False
        return True

    def _replace_damaged(self, problem: str) -> None:
        """Set the damaged file aside, put the newest good backup in its place, and tell."""
        if self._others:
            raise failures.in_use(self.path)
        damaged = set_aside(self.path, COMPANIONS)
        backup = self._newest_good_backup()
        if backup is None:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        else:
            partial = self.path.with_name(self.path.name + ".restoring")
            with closing(connect(backup.path, "mode=ro")) as source:
                copy_database(source, partial)
            replace_file(partial, self.path)
            self._others = set()
        self.notices += (failures.damaged(damaged, backup, problem),)

    def _newest_good_backup(self) -> Backup | None:
        for backup in self.backups.all():
            try:
                problem = self._problem(backup.path)
            except (StoreError, sqlite3.Error):
                continue
            if not problem and backup.size:
                return backup
        return None

    def _migrate(self) -> None:
        connection = self._connect_raw(self.path)
        try:
            version = version_of(connection)
            if version == len(self._migrations):
                return
            if version > 0:
                if self._others:
                    raise failures.in_use(self.path)
                self.backups.make(connection, "update", self._clock())
            # A table that is built anew leaves pages of the old one; what was on them must not stay.
            connection.execute("PRAGMA secure_delete = ON").fetchone()
            migrate(connection, self._migrations)
        finally:
            connection.close()

    def _back_up_daily(self) -> None:
        now = self._clock()
        if not holds_anything(self._writer) or not self.backups.daily_due(now):
            return
        try:
            self.backups.make(self._writer, "daily", now)
        except (OSError, sqlite3.Error) as error:
            self.notices += (failures.no_daily_backup(self.backups.folder, error),)

    # -- connections ------------------------------------------------------------------------
    def _connect_raw(self, path: Path) -> sqlite3.Connection:
        return connect(path, "mode=rw", self._busy_timeout_s)

    def _connect_untouching(self, path: Path) -> sqlite3.Connection:
        """For looking at a file that may be another program's: leaves nothing behind, where it can."""
        if not self._others and not path.with_name(path.name + "-wal").exists():
            # Nobody can be writing, and SQLite then needs no files beside it.
            return connect(path, "mode=ro&immutable=1")
        connection = connect(path, "mode=ro")
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.DatabaseError as error:
            connection.close()
            # Only the interrupted rollback journal of a file system without WAL needs writing.
            if failures.needs_writing(error):
                return self._connect_raw(path)
            if not failures.is_damage(error):
                raise
            return connect(path, "mode=ro")
        return connection

    def _connect(self, query_only: bool = False) -> sqlite3.Connection:
        return connect_lasting(self.path, self._busy_timeout_s, "FULL", query_only=query_only)

    def _raise_if_closed(self) -> None:
        if self._closed:
            raise failures.closed()
