"""What came of a question about all documents as JSON, as text and as a table.

Owns these forms; those of --json are a contract. Must not ask anything.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from llmdesk.outputs import Output
from llmdesk.tools.ask.each import export as each_export
from llmdesk.tools.ask.each.export import each_as_json, each_as_text
from llmdesk.tools.ask.everything import Counted, Everything
from llmdesk.tools.ask.export import place_of, quote_as_json, shortened
from llmdesk.tools.tables.added import defuse
from llmdesk.tools.tables.formats import new_workbook
from llmdesk.tools.tables.types import Cell

SUFFIXES = (".csv", ".tsv", ".xlsx", ".json")
HEADER: tuple[str, ...] = ("file", "answer", "quote", "page", "start", "end")


def everything_as_json(found: Everything) -> dict[str, object]:
    """`rows` has every document that was judged, in order; `answer` is null where documents are left open or
    were not judged. Where each was asked for a value, as `each.export.each_as_json`."""
    if found.asked_for:
        return each_as_json(found)
    unsure = found.count("unsure")
    return {
        "answer": str(found.count()) if found.complete and not unsure else None,
        "count": found.count(),
        "unsure": unsure,
        "rows": [
            {
                "file": row.file,
                "answer": row.verdict,
                "quote": None if row.quote is None or row.verdict == "no" else quote_as_json(row.quote),
            }
            for row in found.rows
        ],
        "read": "everything",
        "documents": found.documents,
        "complete": found.complete,
        "model": found.model,
        "seconds": round(found.seconds, 3),
    }


def everything_as_text(found: Everything) -> str:
    """The count, the documents that count with the words that say so, and those to look at oneself."""
    if found.asked_for:
        return each_as_text(found)
    unsure = found.count("unsure")
    many = f"{found.count()} of {len(found.rows)} documents, as the model judges"
    open_ = f"; {unsure} more {'is' if unsure == 1 else 'are'} unsure" if unsure else ""
    parts = [many + open_, _listed(found, "yes")]
    if unsure:
        parts += ["\nUnsure, so look yourself:", _listed(found, "unsure")]
    return "\n".join(parts).rstrip("\n") + "\n"


def _listed(found: Everything, verdict: str) -> str:
    return "\n".join(
        f"- {place_of(row.quote)}: “{shortened(row.quote.quote)}”"
        for row in found.rows
        if row.quote is not None and row.verdict == verdict
    )


def write_everything(output: Output, found: Everything) -> Path:
    """Write the table in the form that the name asks for; where it was written. Raises as `Output.write`."""
    suffix = output.path.suffix.casefold()
    if suffix == ".json":
        text = json.dumps(everything_as_json(found), ensure_ascii=False, indent=2) + "\n"
        return output.write(text.encode("utf-8", "replace"))
    header, rows = HEADER, _rows(found.rows)
    if found.asked_for:
        header, rows = each_export.HEADER, each_export.each_rows(found.rows, new_workbook.MOST_CHARACTERS)
    if suffix == ".xlsx":
        return new_workbook.write_to(output, "Documents", header, rows)
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter="\t" if suffix == ".tsv" else ",")
    writer.writerow(header)
    for row in rows:
        writer.writerow([defuse(cell) if isinstance(cell, str) else cell for cell in row])
    return output.write(made.getvalue().encode("utf-8-sig", "replace"))


def _rows(rows: Sequence[Counted]) -> Iterator[list[Cell]]:
    for row in rows:
        quote = row.quote if row.verdict != "no" else None
        place: list[Cell] = [None] * 4
        if quote is not None:
            place = [quote.quote[: new_workbook.MOST_CHARACTERS], quote.page, quote.start, quote.end]
        yield [row.file, row.verdict, *place]
