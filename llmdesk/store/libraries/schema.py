"""The tables of libraries.

Owns the migrations, as `store.schema` owns those of chats. A document is kept once, however many libraries it
is in (`member`). Must not open or close connections.
"""

from __future__ import annotations

from llmdesk.store.schema import Migration

_FIRST: Migration = (
    """CREATE TABLE library (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),
        created REAL NOT NULL,
        updated REAL
    ) STRICT""",
    """CREATE TABLE root (
        id INTEGER PRIMARY KEY,
        library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
        path BLOB NOT NULL,
        UNIQUE (library_id, path)
    ) STRICT""",
    # Paths as the system has them: not every name is text. The id of a document that is gone is not given
    # again: an answer may still name it.
    """CREATE TABLE document (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        digest TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('indexed', 'failed', 'skipped')),
        reason TEXT NOT NULL DEFAULT '',
        passages INTEGER NOT NULL,
        first_passage INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE member (
        library_id INTEGER NOT NULL REFERENCES library (id) ON DELETE CASCADE,
        document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        PRIMARY KEY (library_id, document_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX member_document ON member (document_id)",
    # Apart from `document`, whose rows are gone through at every update. `words`: what the index was given
    # for the passages, since it keeps no text of its own and can only forget what it is told word by word.
    """CREATE TABLE content (
        document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
        body BLOB NOT NULL,
        words BLOB NOT NULL
    ) STRICT""",
    # Those of one document have numbers one after the other. `words`: how many.
    """CREATE TABLE passage (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        begins INTEGER NOT NULL,
        ends INTEGER NOT NULL,
        heading TEXT NOT NULL,
        words INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX passage_document ON passage (document_id)",
    "CREATE TABLE property (name TEXT PRIMARY KEY, value REAL NOT NULL) STRICT",
    "CREATE VIRTUAL TABLE passage_index USING fts5(text, content='', detail=none, columnsize=0, "
    "tokenize='ascii')",
    "CREATE VIRTUAL TABLE passage_word USING fts5vocab(passage_index, 'row')",
)

# A file that is made anew gives no id that one before it gave: chats and answers keep ids, and a number that
# came again would name another library. Below 2**31, with room for as many.
_IDS_FROM_ANYWHERE: Migration = (
    """INSERT INTO sqlite_sequence (name, seq) SELECT given.name, 0
        FROM (SELECT 'library' AS name UNION SELECT 'document') AS given
        WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence AS known WHERE known.name = given.name)""",
    """UPDATE sqlite_sequence SET seq = max(seq, random() & 0x3fffffff)
        WHERE name IN ('library', 'document')""",
)

# `embedding`: the model that its owner has chosen; `embedding_id`: what its vectors were made with. Vectors
# lie in blocks of passages one after the other: `signs` of all is read into memory, `data` of a few when they
# are looked for (see `nearest`). A block's id is not given again, so that who has read the signs knows what
# is new.
_VECTORS: Migration = (
    """CREATE TABLE embedding (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        dimensions INTEGER NOT NULL
    ) STRICT""",
    "ALTER TABLE library ADD COLUMN embedding TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE library ADD COLUMN embedding_id INTEGER REFERENCES embedding (id)",
    """CREATE TABLE vectors (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        embedding_id INTEGER NOT NULL REFERENCES embedding (id) ON DELETE CASCADE,
        document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
        first_passage INTEGER NOT NULL,
        passages INTEGER NOT NULL,
        signs BLOB NOT NULL,
        data BLOB NOT NULL,
        UNIQUE (document_id, embedding_id, first_passage)
    ) STRICT""",
    """INSERT INTO sqlite_sequence (name, seq)
        VALUES ('vectors', random() & 0x3fffffff), ('embedding', random() & 0x3fffffff)""",
)

MIGRATIONS: tuple[Migration, ...] = (_FIRST, _IDS_FROM_ANYWHERE, _VECTORS)
VECTORS_SINCE = 3
VECTOR_TABLES = frozenset({"embedding", "vectors"})
TABLES = frozenset(
    {"library", "root", "document", "member", "content", "passage", "property", "passage_index"}
)
