"""What a tool of one's own did, in the history.

Owns what is kept of it. Must not know how it is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.errors import Phrase
from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.kept import TEXT_LIMIT, read, write
from llmdesk.tools.own.kinds import kind_of
from llmdesk.tools.own.running import Result
from llmdesk.tools.own.types import Answer, Finding, OwnTool, Values
from llmdesk.tools.tables.review import MadeTable
from llmdesk.tools.tables.runs import TableInputs, TableMade, inputs_of, kept_inputs, made_of
from llmdesk.tools.tables.worker import NewColumn

KIND: RunKind = "own"
TABLE_KIND: RunKind = "own table"
STATUS = "status"  # the last column of a table, whose word says what became of the row
_TITLE = 80  # characters


def keep(store: Store, values: Values, result: Result, path: Path | None = None) -> int:
    """Keep a text and its answer; returns the run's id. Raises `StoreError`."""
    title = path.name if path is not None else " ".join(" ".join(values)[: 4 * _TITLE].split())[:_TITLE]
    inputs: dict[str, object] = {"path": "" if path is None else str(path.absolute())}
    if path is None and sum(map(len, values)) <= TEXT_LIMIT:
        inputs["values"] = list(values)
    else:
        inputs["digest"] = digest_of(values)
    run = store.add_run(KIND, inputs, {"tool": write(result.tool)}, title=title, model=result.model)
    findings = write(result.answer.findings)
    store.finish_run(run.id, result.to_json() | {"findings": findings}, "done")
    return run.id


def digest_of(values: Values) -> str:
    """By which a text that is not kept is known again, and a file that was changed is not."""
    return hashlib.sha256("\0".join(values).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Kept:
    """A run read back. `values` None where the text was too long to be kept, or is in the file at `path`;
    `digest` of these texts where they were not kept; "" in older runs. `result` None for one that cannot
    be understood."""

    values: Values | None
    path: Path | None
    result: Result | None
    digest: str = ""


def read_back(run: Run) -> Kept:
    """What `keep` kept."""
    values, path = run.inputs.get("values"), run.inputs.get("path")
    is_list = isinstance(values, list) and all(isinstance(each, str) for each in values)
    return Kept(
        tuple(values) if is_list and isinstance(values, list) else None,
        Path(path) if isinstance(path, str) and path else None,
        _result(run),
        str(run.inputs.get("digest") or ""),
    )


def _result(run: Run) -> Result | None:
    tool, kept = read(OwnTool, run.options.get("tool")), run.result
    if tool is None or not kept:
        return None
    columns, named = kind_of(tool).columns, kept.get("result")
    cells = read(dict[str, str | int | float | bool | None], named) or {}
    told = read(tuple[Finding, ...], kept.get("findings"))
    answer = Answer(
        tuple(cells.get(column.name) for column in columns),
        str(kept.get("status", "ok")),
        _told(kept.get("checks")) if told is None else told,
        str(kept.get("reason", "")),
        read(int, kept.get("tries")) or 0,
    )
    return Result(tool, columns, answer, run.model, read(float, kept.get("seconds")) or 0.0)


def _told(checks: object) -> tuple[Finding, ...]:
    """Findings as they were kept at first: in English words."""
    found = read(tuple[dict[str, str], ...], checks) or ()
    return tuple(Finding(each.get("rule", ""), Phrase(each.get("detail", ""))) for each in found)


def begin_run(
    store: Store,
    path: Path,
    columns: Sequence[str],
    out: Path,
    tool: OwnTool,
    model: str,
    *,
    sheet: str = "",
    header_row: int | None = None,
    documents: bool = False,
) -> Run:
    """Keep that a tool goes over a table, or the `documents` of the folder `path`."""
    inputs = TableInputs(path, tuple(columns), out, sheet, header_row, documents)
    title = path.absolute().name
    return store.add_run(TABLE_KIND, kept_inputs(inputs), {"tool": write(tool)}, title=title, model=model)


@dataclass(frozen=True, kw_only=True)
class PastTable(MadeTable):
    """A table that a tool has made."""

    tool: OwnTool


def tool_of(run: Run) -> OwnTool | None:
    """The tool as it was then; None for what makes no sense."""
    return read(OwnTool, run.options.get("tool"))


def past_table(run: Run) -> PastTable | None:
    """What a finished run over a table left; None for any other run."""
    tool, inputs, made = tool_of(run), inputs_of(run), made_of(run)
    if run.kind != TABLE_KIND or tool is None or inputs is None or made is None:
        return None
    return table_of(tool, inputs, made, run.model)


def table_of(tool: OwnTool, inputs: TableInputs, made: TableMade, model: str) -> PastTable:
    """What `tool` made."""
    labels = {"label": tuple(label.name for label in tool.labels), "yes/no": ("yes", "no")}
    return PastTable(
        tool=tool, inputs=inputs, path=made.path, added=made.added,
        columns=(*kind_of(tool).columns, NewColumn(STATUS)), rows=made.rows,
        out_header_row=made.out_header_row, model=model, title=tool.name, told="status",
        labels=labels.get(tool.gives, ()),
    )  # fmt: skip
