"""The sentences of a document that can stand in its summary as they are.

Owns which ones can, and what stands for a part that has none. What holds for all of a document is read once:
a document of 5 MB has thousands of parts. Must not weigh them (`rank`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from llmdesk.tools.documents import Document, Span
from llmdesk.tools.evidence.terms import words
from llmdesk.tools.summarize.chunks import Chunk
from llmdesk.tools.summarize.rank import Point, central, point
from llmdesk.tools.summarize.standing import cleaning
from llmdesk.tools.summarize.standing.lists import Listing, listings

_LONGEST = 300  # characters of a line that is no sentence
_FEWEST_WORDS, _MOST_WORDS = 4, 120
_QUESTION = 120  # characters of a line that asks


class OwnSentences:
    """Those of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings = {heading.start for heading in document.headings}
        self._marks = cleaning.marks_of(document.text)
        self._lists = listings(document)

    def of(self, chunk: Chunk) -> list[Point]:
        """The sentences of a chunk that can stand alone: no headings, no questions and no frame of minutes,
        neither very short nor very long; without the mark or the label before them. A list is one."""
        document = self._document
        found = []
        for span in document.sentences[chunk.first_sentence : chunk.end_sentence]:
            listing = self._list_at(span.start)
            if listing is not None:  # its items are nothing without the line above them
                if listing.text and span.start == listing.start:
                    text = cleaning.cleaned(listing.text, marks=self._marks)
                    found.append(point(text, listing.start, listing.end, extracted=True))
                continue
            whole = " ".join(document.text[span.start : span.end].split())
            text = cleaning.cleaned(whole, marks=self._marks)
            if span.start in self._headings or _asks(document, span):
                continue
            if _FEWEST_WORDS <= words(text) <= _MOST_WORDS and _stands(text, whole):
                found.append(point(text, span.start, span.end, extracted=True))
        return found

    def of_all(self, chunks: Iterable[Chunk]) -> list[Point]:
        """Those of many chunks, each once: a sentence that is longer than a chunk lies in several."""
        return list({each.start: each for chunk in chunks for each in self.of(chunk)}.values())

    def most_central(self, chunk: Chunk, n: int) -> list[Point]:
        """The `n` most central sentences of a chunk, word for word, in their order."""
        candidates = self.of(chunk) or list(self._anything(chunk))
        scores = central(candidates)
        best = sorted(range(len(candidates)), key=lambda at: -scores[at])[:n]
        return [candidates[at] for at in sorted(best)]

    def _anything(self, chunk: Chunk) -> Iterator[Point]:
        """What a text without sentences has: a list, a table, verses."""
        for span in self._document.sentences[chunk.first_sentence : chunk.end_sentence]:
            text = " ".join(self._document.text[span.start : span.end].split())
            short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
            yield point(short, span.start, span.end, extracted=True)

    def _list_at(self, place: int) -> Listing | None:
        at = bisect_right(self._lists, place, key=lambda each: each.start) - 1
        return self._lists[at] if at >= 0 and place < self._lists[at].end else None


def _asks(document: Document, span: Span) -> bool:
    """Whether it belongs to a question that ends its line: "The lamp is on. What does it mean?" """
    text = document.text
    # No farther than a short line reaches: all of a text may be one line.
    first, last = max(0, span.end - _QUESTION - 1), span.start + _QUESTION + 1
    start, end = text.rfind("\n", first, span.start) + 1, text.find("\n", span.end, last)
    end = len(text) if end < 0 else end
    return end - start <= _QUESTION and cleaning.is_question(text[start:end])


def _stands(text: str, whole: str) -> bool:
    """Whether a text is a sentence of its own; `whole`: with the mark before it."""
    if cleaning.is_question(text) or cleaning.is_end(text) or cleaning.is_item_of_condition(text, whole):
        return False
    return cleaning.has_end(text) and not cleaning.is_frame(text) and not cleaning.is_bare_quotation(text)
