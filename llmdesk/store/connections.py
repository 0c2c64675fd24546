"""Connections to SQLite files, and transactions on them, as all of our databases have them.

Owns how a file is opened. Must not know what is in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeVar

from filelock import FileLock, Timeout

from llmdesk.errors import StoreError

T = TypeVar("T")

_OPENING_TIMEOUT_S = 30.0

COMPANIONS = ("", "-wal", "-shm")


def connect(path: Path, options: str, timeout_s: float = 5.0) -> sqlite3.Connection:
    """Open the file that is there; never creates one."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        timeout=timeout_s,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.row_factory, connection.text_factory = sqlite3.Row, _decoded
    return connection


def connect_lasting(
    path: Path, timeout_s: float, synchronous: Literal["FULL", "NORMAL"], *, query_only: bool = False
) -> sqlite3.Connection:
    """One that stays open, with a write-ahead log; what is deleted through it is overwritten."""
    connection = connect(path, "mode=rw", timeout_s)
    try:
        # Where the file system cannot do WAL, SQLite keeps its rollback journal, which is as safe.
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        for setting in ("foreign_keys = ON", f"synchronous = {synchronous}", "secure_delete = ON"):
            connection.execute(f"PRAGMA {setting}")
        if query_only:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def opening_lock(path: Path, in_use: Callable[[Path], StoreError]) -> Iterator[None]:
    """Only one process at a time checks, repairs or sets aside, and migrates. Raises `in_use(path)`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = path.with_name(path.name + ".opening")
    lock = FileLock(name, timeout=_OPENING_TIMEOUT_S, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise in_use(path) from error
    try:
        yield
    finally:
        lock.release()


def _decoded(text: bytes) -> str:
    """One bad byte of an old disk must not make a whole conversation unreadable."""
    return text.decode("utf-8", "replace")


def in_transaction(connection: sqlite3.Connection, kind: str, action: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute(f"BEGIN {kind}")
    try:
        value = action(connection)
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return value
