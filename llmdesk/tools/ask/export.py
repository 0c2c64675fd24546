"""An answer as JSON and as text.

Owns these forms; those of --json are a contract. Must not ask anything.
"""

from __future__ import annotations

import csv
import io
import json

from llmdesk.tools.ask.everything import Everything
from llmdesk.tools.ask.types import Answer, Quote
from llmdesk.tools.tables.added import defuse

NOT_STATED = "The documents do not say."
_SHOWN = 160  # characters of a quote on the terminal


def as_json(answer: Answer) -> dict[str, object]:
    """`source` offsets count characters of the document as it was read; quote == text[start:end]."""
    return {
        "answer": answer.text if answer.stated else None,
        "sentences": [
            {
                "text": sentence.text,
                "supported": sentence.supported,
                "reason": sentence.reason,
                "sources": [_quote(source) for source in sentence.sources],
            }
            for sentence in answer.sentences
        ],
        "read": "passages",
        "passages": [_quote(quote) for quote in answer.read],
        "documents": answer.documents,
        "model": answer.model,
        "seconds": round(answer.seconds, 3),
    }


def everything_as_json(found: Everything) -> dict[str, object]:
    """`rows` has every document that was read, in order; `probability` is null: it is not calibrated."""
    return {
        "answer": str(found.count) if found.complete else None,
        "count": found.count,
        "rows": [
            {
                "file": row.file,
                "counts": row.counts,
                "probability": None,
                "quote": None if row.quote is None else _quote(row.quote),
            }
            for row in found.rows
        ],
        "read": "everything",
        "documents": len(found.rows),
        "complete": found.complete,
        "model": found.model,
        "seconds": round(found.seconds, 3),
    }


def everything_as_text(found: Everything) -> str:
    """The count, and the documents that count with the words that speak most for it."""
    listed = "".join(
        f"- {_place(row.quote)}: “{_shortened(row.quote.quote)}”\n"
        for row in found.rows
        if row.quote is not None
    )
    return f"{found.count} of {len(found.rows)} documents\n{listed}"


def everything_as_csv(found: Everything) -> str:
    """A row for each document. What a spreadsheet would take for a formula begins with an apostrophe."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(("file", "counts", "quote", "page", "start", "end"))
    for row in found.rows:
        quote = row.quote
        place = ("", "", "") if quote is None else (quote.page, str(quote.start), str(quote.end))
        words = "" if quote is None else quote.quote
        writer.writerow((defuse(row.file), "yes" if row.counts else "no", defuse(words), *place))
    return made.getvalue()


def write_everything(found: Everything, suffix: str) -> bytes:
    """The table for a file that ends so: .json, else CSV (with the mark that spreadsheets look for)."""
    if suffix.casefold() == ".json":
        text = json.dumps(everything_as_json(found), ensure_ascii=False, indent=2) + "\n"
        return text.encode("utf-8", "replace")
    return everything_as_csv(found).encode("utf-8-sig", "replace")


def _quote(quote: Quote) -> dict[str, object]:
    return {
        "file": quote.file,
        "page": quote.page,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.quote,
    }


def as_text(answer: Answer) -> str:
    """The answer, numbered notes for its sources, and what is not supported said so."""
    if not answer.stated:
        return f"{NOT_STATED}\n" + _looked_at(answer)
    notes: dict[Quote, int] = {}
    sentences = []
    for sentence in answer.sentences:
        numbers = [notes.setdefault(source, len(notes) + 1) for source in sentence.sources]
        cited = "".join(f"[{number}]" for number in numbers)
        doubt = "" if sentence.supported else " (not found in the documents)"
        sentences.append(f"{sentence.text}{' ' + cited if cited else ''}{doubt}")
    listed = [f"[{number}] {_place(quote)}: “{_shortened(quote.quote)}”" for quote, number in notes.items()]
    return "\n".join(sentences) + "\n\n" + "\n".join(listed) + "\n"


def _looked_at(answer: Answer) -> str:
    if not answer.read:
        return "No passage has a word of the question.\n"
    listed = "".join(f"- {_place(quote)}: “{_shortened(quote.quote)}”\n" for quote in answer.read[:3])
    return f"The nearest passages are these:\n{listed}"


def _place(quote: Quote) -> str:
    return f"{quote.file}, {quote.page}" if quote.page else quote.file


def _shortened(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
