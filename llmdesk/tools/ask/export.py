"""An answer as JSON and as text.

Owns these forms; those of --json are a contract. Must not ask anything.
"""

from __future__ import annotations

from llmdesk.tools.ask.types import Answer
from llmdesk.tools.passages import Quote

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
                "sources": [quote_as_json(source) for source in sentence.sources],
            }
            for sentence in answer.sentences
        ],
        "read": "passages",
        "passages": [quote_as_json(quote) for quote in answer.read],
        "documents": answer.documents,
        "model": answer.model,
        "seconds": round(answer.seconds, 3),
    }


def quote_as_json(quote: Quote) -> dict[str, object]:
    """Its words and where they stand."""
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
    listed = [f"[{number}] {place_of(quote)}: “{shortened(quote.quote)}”" for quote, number in notes.items()]
    return "\n".join(sentences) + "\n\n" + "\n".join(listed) + "\n"


def _looked_at(answer: Answer) -> str:
    if not answer.read:
        return "No passage has a word of the question.\n"
    listed = "".join(f"- {place_of(quote)}: “{shortened(quote.quote)}”\n" for quote in answer.read[:3])
    return f"The nearest passages are these:\n{listed}"


def place_of(quote: Quote) -> str:
    """The file and the page."""
    return f"{quote.file}, {quote.page}" if quote.page else quote.file


def shortened(quote: str) -> str:
    """A line of it."""
    line = " ".join(quote.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
