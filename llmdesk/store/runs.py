"""Runs: every summary, scored table and poem that was made, as rows.

Owns the SQL of the run table. Each function runs inside a transaction that its caller holds, and
raises `StoreError` for what is no longer there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence

from llmdesk.store import failures
from llmdesk.store.conversations import INTERRUPTED
from llmdesk.store.encoding import as_json, storable
from llmdesk.store.types import Gone, Outcome, Run, RunBegun, RunHeading, RunKind


def add(
    db: sqlite3.Connection,
    kind: RunKind,
    title: str,
    model: str,
    inputs: Mapping[str, object],
    options: Mapping[str, object],
    now: float,
    owner: str,
) -> Run:
    cursor = db.execute(
        """INSERT INTO run (kind, title, model, inputs, options, state, created, updated, owner)
        VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?)""",
        (kind, storable(title), storable(model), as_json(inputs), as_json(options), now, now, owner),
    )
    run_id = cursor.lastrowid
    assert run_id is not None  # an INSERT that worked has one
    return get(db, run_id)


def update(db: sqlite3.Connection, run_id: int, result: Mapping[str, object], now: float) -> None:
    values = (as_json(result), now, run_id)
    if db.execute("UPDATE run SET result = ?, updated = ? WHERE id = ?", values).rowcount == 0:
        raise failures.gone()


def finish(
    db: sqlite3.Connection,
    run_id: int,
    result: Mapping[str, object] | None,
    state: Outcome,
    detail: Mapping[str, object],
    now: float,
) -> Run:
    """`result` None keeps the one that it has, if any."""
    cursor = db.execute(
        """UPDATE run SET result = coalesce(?, result), state = ?, detail = ?, updated = ?, owner = NULL
        WHERE id = ?""",
        (None if result is None else as_json(result), state, as_json(detail), now, run_id),
    )
    if cursor.rowcount == 0:
        raise failures.gone()
    return get(db, run_id)


def get(db: sqlite3.Connection, run_id: int) -> Run:
    row = db.execute("SELECT * FROM run WHERE id = ?", (run_id,)).fetchone()
    if row is None:
        raise failures.gone()
    return _run(row)


def listing(db: sqlite3.Connection, kind: RunKind, limit: int, offset: int) -> list[Run]:
    rows = db.execute(
        "SELECT * FROM run WHERE kind = ? ORDER BY id DESC LIMIT ? OFFSET ?", (kind, limit, offset)
    )
    return [_run(row) for row in rows]


def begun(db: sqlite3.Connection, kind: RunKind, model: str, sha256: str) -> list[RunBegun]:
    """Runs of this model over a text with this hash, newest first."""
    rows = db.execute(
        """SELECT id, state, inputs, options FROM run
        WHERE kind = ? AND model = ? AND json_extract(inputs, '$.sha256') = ? ORDER BY id DESC""",
        (kind, storable(model), sha256),
    )
    return [
        RunBegun(number, state, json.loads(inputs), json.loads(options))
        for number, state, inputs, options in rows
    ]


def headings(db: sqlite3.Connection, kinds: Sequence[RunKind], limit: int) -> list[RunHeading]:
    places = ", ".join("?" * len(kinds))
    rows = db.execute(
        f"""SELECT id, title, model, state, created FROM run WHERE kind IN ({places})
        ORDER BY created DESC, id DESC LIMIT ?""",
        (*kinds, limit),
    )
    return [RunHeading(*row) for row in rows]


def restore(db: sqlite3.Connection, run: Run) -> None:
    """Put a run back that was deleted, with its id."""
    values = (run.inputs, run.options, run.result, run.detail)
    inputs, options, result, detail = (None if value is None else as_json(value) for value in values)
    state = "stopped" if run.state == "running" else run.state
    db.execute(
        """INSERT OR IGNORE INTO run
        (id, kind, title, model, inputs, options, result, state, created, updated, detail)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (run.id, run.kind, storable(run.title), storable(run.model), inputs, options, result, state,
         run.created, run.updated, detail),
    )  # fmt: skip


def delete(db: sqlite3.Connection, run_id: int) -> list[Gone]:
    """Delete a run; what is gone with it."""
    found = db.execute("SELECT id, created FROM run WHERE id = ?", (run_id,)).fetchall()
    db.execute("DELETE FROM run WHERE id = ?", (run_id,))
    return [("run", number, created) for number, created in found]


def stop_abandoned(db: sqlite3.Connection, living: Collection[str]) -> None:
    """What runs for a session that is not in `living` becomes stopped, with what it has."""
    rows = db.execute("SELECT id, owner FROM run WHERE state = 'running'").fetchall()
    dead = [(as_json(INTERRUPTED), run_id) for run_id, owner in rows if owner not in living]
    db.executemany("UPDATE run SET state = 'stopped', owner = NULL, detail = ? WHERE id = ?", dead)


def _run(row: sqlite3.Row) -> Run:
    return Run(
        row["id"],
        row["kind"],
        row["title"],
        row["model"],
        json.loads(row["inputs"]),
        json.loads(row["options"]),
        None if row["result"] is None else json.loads(row["result"]),
        row["state"],
        row["created"],
        row["updated"],
        json.loads(row["detail"]),
    )
