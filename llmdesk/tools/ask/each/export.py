"""What every document says of one thing as JSON and as text, and the rows of its table.

Owns these forms; those of --json are a contract. Must not ask anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from llmdesk.tools.ask.each.reading import SEVERAL, WEAK
from llmdesk.tools.ask.each.reckoning import Told, different, told, without_amount
from llmdesk.tools.ask.everything import Counted, Everything
from llmdesk.tools.ask.export import place_of, quote_as_json, shortened
from llmdesk.tools.fields.values import PROBLEMS
from llmdesk.tools.tables.types import Cell

HEADER: tuple[str, ...] = ("file", "answer", "checked", "quote", "page", "start", "end")
_PROBLEMS: dict[str, str] = {
    **{str(name): words for name, words in PROBLEMS.items()},
    WEAK: "This model copied too few values right in a short trial.",
    SEVERAL: "The document states another one that may be meant.",
    "unread": "A part of the document could not be read.",
}


def each_as_json(found: Everything) -> dict[str, object]:
    """`rows` has every document that was asked, in order: `answer` null where it does not say, and `checked`
    false where its value is to be looked at. `amounts` is reckoned by the program from the checked ones."""
    amounts = [{**asdict(one), "total": one.total} for one in told(found)]
    return {
        "asked_for": found.asked_for,
        "count": found.count(),
        "unsure": found.count("unsure"),
        "different": different(found),
        "amounts": amounts,
        "without_amount": without_amount(found),
        "rows": [
            {
                "file": row.file,
                "answer": row.value or None,
                "checked": row.verdict == "yes",
                "problem": reason(row),
                "quote": None if row.quote is None else quote_as_json(row.quote),
            }
            for row in found.rows
        ],
        "read": "everything",
        "documents": found.documents,
        "complete": found.complete,
        "model": found.model,
        "seconds": round(found.seconds, 3),
    }


def reason(row: Counted) -> str:
    """Why its value is to be looked at; "" where it is not."""
    return _PROBLEMS.get(row.problem, row.problem)


def each_as_text(found: Everything) -> str:
    """The values with their sentences, those to look at oneself, who says nothing, and what they come to."""
    unsure, silent = found.count("unsure"), found.count("no")
    parts = [f"{found.asked_for}: stated in {found.count()} of {len(found.rows)} documents"]
    parts += [_line(row) for row in found.rows if row.verdict == "yes"]
    if unsure:
        parts.append("\nNot checked, so look yourself:")
        parts += [f"{_line(row)} ({reason(row)})" for row in found.rows if row.verdict == "unsure"]
    if silent:
        parts.append("\nNothing found:")
        parts += [f"- {row.file}" for row in found.rows if row.verdict == "no"]
    parts += ["", *map(_figures, told(found))] if found.count() > 1 else []
    if found.count() > 1:
        parts.append(f"Different values: {different(found)}.")
    if told(found) and without_amount(found):
        parts.append(f"Values that are no number and no date, so in no figure: {without_amount(found)}.")
    return "\n".join(parts).rstrip("\n") + "\n"


def _line(row: Counted) -> str:
    if row.quote is None:
        return f"- {row.file}: {shortened(row.value)}".rstrip(": ")
    return f"- {place_of(row.quote)}: {shortened(row.value)} (“{shortened(row.quote.quote)}”)"


def _figures(one: Told) -> str:
    ends = ("Earliest", "latest") if one.unit == "day" else ("Lowest", "highest")
    said = f"{ends[0]}: {one.lowest} ({one.lowest_file}), {ends[1]}: {one.highest} ({one.highest_file})"
    total = f", together {one.total_words}" if one.total is not None else ""
    return f"{said}{total}; of {one.count} documents."


def each_rows(rows: Sequence[Counted], most: int) -> Iterator[list[Cell]]:
    """For a table; no cell longer than `most` characters."""
    for row in rows:
        place: list[Cell] = [None] * 4
        if row.quote is not None:
            place = [row.quote.quote[:most], row.quote.page, row.quote.start, row.quote.end]
        said = "yes" if row.verdict == "yes" else "no" if row.verdict == "unsure" else None
        yield [row.file, row.value[:most] or None, said, *place]
