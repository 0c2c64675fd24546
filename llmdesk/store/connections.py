"""Connections to SQLite files, and transactions on them, as all of our databases have them.

Owns how a file is opened. Must not know what is in it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

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
