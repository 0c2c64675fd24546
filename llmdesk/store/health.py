"""Is this file a sound database of ours? Looks, and changes nothing.

Owns the checks that are made before a database is used: version, tables, pages, search index.
What is done about a problem is decided in `database`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from llmdesk.store import failures
from llmdesk.store.schema import Migration, migrate, version_of

# A problem that begins so is cured by `rebuild_index`.
INDEX_PROBLEM = "search index: "
_PROBLEMS_SHOWN = 5


def problem_of(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> str:
    """What is wrong with the database, "" if nothing.

    Raises StoreError for a database that is newer than `migrations` or another program's.
    """
    try:
        if _accepted_version(connection, path, len(migrations)) == 0:
            return ""
        check = f"PRAGMA quick_check({_PROBLEMS_SHOWN})"
        lines = [line for (line,) in connection.execute(check) if line != "ok"]
        # A newer SQLite checks the search index too.
        of_index = [line for line in lines if "fts5" in line.lower()]
        if len(of_index) < len(lines):
            return "; ".join(lines)
        if missing := _missing(connection, migrations):
            return "schema: " + ", ".join(missing)
        of_index += _index_problem(connection)
        return INDEX_PROBLEM + of_index[0] if of_index else ""
    except sqlite3.DatabaseError as error:
        if not failures.is_damage(error):
            raise
        return str(error)
    except UnicodeDecodeError as error:  # in the names of the schema
        return str(error)


def _accepted_version(connection: sqlite3.Connection, path: Path, known: int) -> int:
    version = version_of(connection)
    if version > known:
        raise failures.newer(path, version, known)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if tables and (version == 0 or "conversation" not in tables):
        raise failures.foreign(path)
    return version


def _missing(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> list[str]:
    """What a database of this version has in its tables and this one lacks.

    Damage inside the text of the schema passes SQLite's own check.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        migrate(model, migrations[: version_of(connection)])
        return sorted(_shape(model) - _shape(connection))


def _shape(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute(
        """WITH ours AS (SELECT name FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%index%')
        SELECT ours.name || '.' || columns.name FROM ours JOIN pragma_table_info(ours.name) AS columns
        UNION ALL
        SELECT ours.name || '.' || keys."from" || ' -> ' || keys."table" || '.' || keys."to"
            FROM ours JOIN pragma_foreign_key_list(ours.name) AS keys"""
    )
    return {row[0] for row in rows}


def _index_problem(connection: sqlite3.Connection) -> list[str]:
    """Why the search index cannot be asked."""
    for table in ("title_index", "message_index"):
        question = f"SELECT rowid FROM {table} WHERE {table} MATCH 'text : probe*' LIMIT 1"
        try:
            connection.execute(question).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if "no such module" in str(error):  # an SQLite without FTS5: not the file's fault
                raise
            return [str(error)]
    return []
