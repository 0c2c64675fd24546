"""The tables, and how a database of an older llmdesk becomes one of this.

Owns the migrations: entry n of `MIGRATIONS` takes a database from version n to n + 1; a published
entry is never changed. Must not open or close connections.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from llmdesk.store.search import indexed, searched

Migration = Sequence[str]

_INDEX_TABLES = (
    # The index keeps its own (folded) text, so that a row can be deleted exactly on any SQLite:
    # contentless tables need 3.43 for that.
    "CREATE VIRTUAL TABLE title_index USING fts5(text, tokenize='ascii')",
    "CREATE VIRTUAL TABLE message_index USING fts5(text, tokenize='ascii')",
)

_FIRST: Migration = (
    """CREATE TABLE conversation (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        title_is_automatic INTEGER NOT NULL,
        created REAL NOT NULL,
        updated REAL NOT NULL,
        leaf_id INTEGER,
        draft TEXT NOT NULL DEFAULT '',
        deleted REAL,
        FOREIGN KEY (id, leaf_id) REFERENCES message (conversation_id, id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT""",
    "CREATE INDEX conversation_updated ON conversation (updated DESC, id DESC) WHERE deleted IS NULL",
    # `owner` names the process that writes a streaming answer (see sessions.py).
    """CREATE TABLE message (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversation (id),
        parent_id INTEGER,
        role TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant')),
        content TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'streaming', 'stopped', 'failed')),
        model TEXT NOT NULL DEFAULT '',
        created REAL NOT NULL,
        detail TEXT NOT NULL DEFAULT '{}',
        owner TEXT,
        UNIQUE (conversation_id, id),
        FOREIGN KEY (conversation_id, parent_id) REFERENCES message (conversation_id, id)
    ) STRICT""",
    "CREATE INDEX message_tree ON message (conversation_id, parent_id, role, id)",
    "CREATE INDEX message_streaming ON message (owner) WHERE state = 'streaming'",
    """CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('summary', 'sentiment', 'poem')),
        title TEXT NOT NULL,
        model TEXT NOT NULL,
        inputs TEXT NOT NULL,
        options TEXT NOT NULL,
        result TEXT,
        state TEXT NOT NULL CHECK (state IN ('running', 'done', 'stopped', 'failed')),
        created REAL NOT NULL,
        updated REAL NOT NULL,
        detail TEXT NOT NULL DEFAULT '{}',
        owner TEXT
    ) STRICT""",
    "CREATE INDEX run_kind ON run (kind, id)",
    # What belongs to the whole database; the draft of the chat that does not exist yet.
    "CREATE TABLE property (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    *_INDEX_TABLES,
)

# Runs of any kind: a list of kinds in the table asked for a new table with every new tool.
_RUNS_OF_ANY_KIND: Migration = (
    """CREATE TABLE run_of_any_kind (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind <> ''),
        title TEXT NOT NULL,
        model TEXT NOT NULL,
        inputs TEXT NOT NULL,
        options TEXT NOT NULL,
        result TEXT,
        state TEXT NOT NULL CHECK (state IN ('running', 'done', 'stopped', 'failed')),
        created REAL NOT NULL,
        updated REAL NOT NULL,
        detail TEXT NOT NULL DEFAULT '{}',
        owner TEXT
    ) STRICT""",
    """INSERT INTO run_of_any_kind SELECT id, kind, title, model, inputs, options, result, state, created,
        updated, detail, owner FROM run""",
    # No id is given twice, those of deleted runs included: one of them may come back.
    "DELETE FROM sqlite_sequence WHERE name = 'run_of_any_kind'",
    """INSERT INTO sqlite_sequence (name, seq)
        SELECT 'run_of_any_kind', seq FROM sqlite_sequence WHERE name = 'run'""",
    "DROP TABLE run",
    "ALTER TABLE run_of_any_kind RENAME TO run",
    "CREATE INDEX run_kind ON run (kind, id)",
)

# Scored texts and scored tables were one kind, told apart by what was in them.
_TABLES_OF_THEIR_OWN: Migration = (
    "UPDATE run SET kind = 'table' WHERE kind = 'sentiment' AND json_extract(inputs, '$.path') IS NOT NULL",
)

# NULL where they were not told apart: answers of before have them between marks in their content.
_THOUGHTS_APART: Migration = ("ALTER TABLE message ADD COLUMN thoughts TEXT",)

_FOLDERS_AND_PINS: Migration = (
    "CREATE TABLE folder (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL CHECK (name <> ''),"
    " collapsed INTEGER NOT NULL DEFAULT 0) STRICT",
    "ALTER TABLE conversation ADD COLUMN folder_id INTEGER REFERENCES folder (id)",
    "ALTER TABLE conversation ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX conversation_folder ON conversation (folder_id, updated DESC, id DESC)"
    " WHERE deleted IS NULL AND pinned = 0",
    "CREATE INDEX conversation_pinned ON conversation (updated DESC, id DESC)"
    " WHERE deleted IS NULL AND pinned = 1",
)

# Messages that were deleted and can still be had back; see deletions.py. `row` is the whole row of `message`,
# with the columns that it had then. `leaf_id`: the end of what showed before; `left_leaf_id`: and after.
_DELETED_MESSAGES: Migration = (
    """CREATE TABLE deletion (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL,
        deleted REAL NOT NULL,
        leaf_id INTEGER,
        left_leaf_id INTEGER
    ) STRICT""",
    """CREATE TABLE deleted_message (
        id INTEGER PRIMARY KEY,
        deletion_id INTEGER NOT NULL,
        conversation_id INTEGER NOT NULL,
        parent_id INTEGER,
        created REAL NOT NULL,
        row TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE moved_message (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL) STRICT",
)

# How a chat is answered, as JSON of the tool's (NULL: as the settings say); and what the user made to be used
# again, of any kind: presets, prompts.
_PRESETS: Migration = (
    "ALTER TABLE conversation ADD COLUMN preset TEXT",
    """CREATE TABLE item (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind <> ''),
        name TEXT NOT NULL,
        body TEXT NOT NULL,
        created REAL NOT NULL,
        updated REAL NOT NULL
    ) STRICT""",
    "CREATE INDEX item_kind ON item (kind, id)",
)

# Texts that go with messages; see attachments.py. No reference to `message`: those of a deleted one stay.
_ATTACHMENTS: Migration = (
    "CREATE TABLE attached_text (digest TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT",
    """CREATE TABLE attachment (
        id INTEGER PRIMARY KEY,
        conversation_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        place INTEGER NOT NULL,
        name TEXT NOT NULL,
        digest TEXT NOT NULL REFERENCES attached_text (digest),
        detail TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX attachment_conversation ON attachment (conversation_id, message_id, place)",
    "CREATE INDEX attachment_message ON attachment (message_id, place)",
    "CREATE INDEX attachment_text ON attachment (digest)",
)

MIGRATIONS: tuple[Migration, ...] = (
    _FIRST,
    _RUNS_OF_ANY_KIND,
    _TABLES_OF_THEIR_OWN,
    _THOUGHTS_APART,
    _FOLDERS_AND_PINS,
    _DELETED_MESSAGES,
    _PRESETS,
    _ATTACHMENTS,
)


def version_of(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the database up to date, each step and its version in one transaction.

    `connection` is in autocommit mode. A step that fails leaves the database at the version before.
    """
    connection.execute("PRAGMA foreign_keys = OFF")  # steps may rebuild tables; checked below
    for version in range(version_of(connection), len(migrations)):
        connection.execute("BEGIN EXCLUSIVE")
        try:
            for statement in migrations[version]:
                connection.execute(statement)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise sqlite3.IntegrityError(f"migration {version + 1} breaks a reference: {broken!r}")
            connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    connection.execute("PRAGMA foreign_keys = ON")


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Make the search index anew from the conversations; the caller holds a transaction."""
    for table in ("title_index", "message_index"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in _INDEX_TABLES:
        connection.execute(statement)
    for conversation_id, title in connection.execute("SELECT id, title FROM conversation").fetchall():
        index_title(connection, conversation_id, title)
    # A database of before migration 4 is repaired before it is migrated.
    columns = {row[1] for row in connection.execute("PRAGMA table_info(message)")}
    thoughts_column = "thoughts" if "thoughts" in columns else "NULL"
    rows = connection.cursor().execute(
        f"SELECT id, content, {thoughts_column} FROM message WHERE state <> 'streaming'"
    )
    for message_id, content, thoughts in rows:
        index_message(connection, message_id, content, thoughts)


def index_title(connection: sqlite3.Connection, conversation_id: int, title: str) -> None:
    connection.execute("DELETE FROM title_index WHERE rowid = ?", (conversation_id,))
    connection.execute(
        "INSERT INTO title_index (rowid, text) VALUES (?, ?)", (conversation_id, indexed(title))
    )


def index_message(
    connection: sqlite3.Connection, message_id: int, content: str, thoughts: str | None = None
) -> None:
    connection.execute("DELETE FROM message_index WHERE rowid = ?", (message_id,))
    connection.execute(
        "INSERT INTO message_index (rowid, text) VALUES (?, ?)",
        (message_id, indexed(searched(content, thoughts))),
    )
