"""Where paragraphs and sentences begin and end.

Owns the offsets. Must not change the text. The segmenter is sentencex (Wikimedia, MIT, maintained,
written in Rust): compared with pysbd 0.3.4 it keeps a closing quotation mark and a bracket with their
Chinese sentence (pysbd cuts “你好吗？|” and （首都。|很大。|）), and takes 0.1 s for 1.9 million
characters where pysbd needs 5 s; pysbd's last release is of 2021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex  # type: ignore[import-untyped]

from llmdesk.tools.documents.types import Span

MAX_SENTENCE = 1000
"""A longer run without an end of sentence (a table, a list without stops) is cut where it hurts least."""

# The segmenter's time grows with the square of a Chinese line (0.12 s for 40,000 characters), and no other
# thread runs meanwhile: a long line is read in windows.
_WINDOW = 5_000
_CHINESE = "zh"
_SEGMENTER_LANGUAGE = "en"  # for languages that the segmenter does not know, and unknown ones
# WORKAROUND the segmenter goes on where a digit follows a full stop, which is right for 3.5 alone.
_STOP_BEFORE_DIGIT = re.compile(r"[。！？][”’」』]*(?=\d)")
# WORKAROUND the segmenter takes these words for abbreviations in whatever letters they are written ("Me." of
# Maine, "Ill.", "Miss.", "No." before a number), and goes on behind them unless a word follows that often
# begins a sentence.
_WORD_BEFORE_CAPITAL = re.compile(
    r"(?:\b(?:me|ill|miss|id|fed|arc|art|ok|etc|no|OK|ID|[Mm]ay)|(?:^|(?<=[.!?]\s))No)"
    r"[.][\"'”’)\]]*(?=\s[\"'“‘(]?(?:[A-Z][a-z’']|[AI]\s))"
)
# WORKAROUND in Chinese the segmenter ends a sentence behind an initial (J. K. 罗琳, U.S.A.), where 。 would,
# and goes on behind brackets that hold a whole sentence: （他很高兴。）
_INITIAL = re.compile(r"(?<![A-Za-z])[A-Z][.][ ]?$")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[。！？][”’」』]*[）)](?=[^。！？，、；：])")
# WORKAROUND the segmenter goes on to the end where "(1)" or "(a)" comes first, as in the clauses of a law.
_NUMBERS = re.compile(r"(?:[(（](?:\d{1,3}|[A-Za-z]|[ivxlc]{2,5})[)）]\s{1,9})+")
_SOFT_STOPS = (re.compile(r"[;:；：]\s?"), re.compile(r"[,，、]\s?"), re.compile(r"\s"))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The lines of `text` that hold more than white space, without the white space around them."""
    return tuple(_lines(text))


def sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of `text`, none over a line's end, none longer than `MAX_SENTENCE` characters.

    `language` is an ISO 639-1 code; "" and codes that the segmenter does not know read as English.
    Everything that is not white space stands in exactly one sentence.
    """
    found: list[Span] = []
    for line in _lines(text):
        found.extend(_in_line(text, line, language or _SEGMENTER_LANGUAGE))
    return tuple(found)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        span = trimmed(text, start, end)
        if span:
            yield span
        start = end + 1


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, None when nothing is left."""
    piece = text[start:end]
    inner = piece.strip()
    if not inner:
        return None
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(inner))


def _in_line(text: str, line: Span, language: str) -> Iterator[Span]:
    start = line.start
    while start < line.end:
        stop = min(line.end, start + _WINDOW)
        ends = list(_ends(text, start, stop, language))
        if stop < line.end and len(ends) > 1:
            ends.pop()  # of a sentence that may go on behind the window
        for end in ends:
            yield from _short_enough(text, start, end)
            start = end


def _ends(text: str, start: int, stop: int, language: str) -> Iterator[int]:
    """Where the sentences of text[start:stop] end; the last one ends at `stop`."""
    for piece in _pieces(text[start:stop], language):
        # The pieces are the text in order; a segmenter that ever left something out must not shift us.
        if text[start : start + len(piece)] != piece:
            break
        stops = [*_STOP_BEFORE_DIGIT.finditer(piece)]
        if language == _SEGMENTER_LANGUAGE:
            stops += [*_WORD_BEFORE_CAPITAL.finditer(piece)]
        in_brackets = _IN_BRACKETS.match(piece)
        if in_brackets:
            stops.append(in_brackets)
        yield from sorted({start + found.end() for found in stops})
        start += len(piece)
        if start < stop and not (language == _CHINESE and _INITIAL.search(piece[-4:])):
            yield start
    yield stop


def _pieces(text: str, language: str) -> Iterator[str]:
    """What the segmenter makes of `text`; the number of a clause belongs to the sentence behind it."""
    before = ""
    for part in sentencex.segment(language, text):
        piece, before = before + part, ""
        numbers = _NUMBERS.match(piece)
        if numbers is None:
            yield piece
        elif numbers.end() == len(piece):
            before = piece
        else:
            rest = piece[numbers.end() :]
            first, *others = sentencex.segment(language, rest) or [rest]
            yield numbers[0] + first
            yield from others
    if before:
        yield before


def _short_enough(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > MAX_SENTENCE:
        cut = _cut(text, start, start + MAX_SENTENCE)
        span = trimmed(text, start, cut)
        if span:
            yield span
        start = cut
    span = trimmed(text, start, end)
    if span:
        yield span


def _cut(text: str, start: int, end: int) -> int:
    """The best place to cut before `end`: after a semicolon, else a comma, else a space, else there."""
    middle = (start + end) // 2
    for stop in _SOFT_STOPS:
        places = [match.end() for match in stop.finditer(text, middle, end)]
        if places:
            return places[-1]
    return end
