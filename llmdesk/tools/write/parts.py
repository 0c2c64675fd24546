"""A text in the parts that are written anew one by one. Owns the cutting. Must not ask a model."""

from __future__ import annotations

from collections.abc import Iterator

from llmdesk.tools.documents.sentences import paragraphs, sentences
from llmdesk.tools.documents.types import Span
from llmdesk.tools.write.types import WHOLE, Style

_LONGEST = 1_200  # characters of a part; a longer paragraph is cut between sentences
_FENCES = ("```", "~~~")


def cut(text: str, style: Style, language: str) -> list[Span]:
    """The parts, in order; what lies between them stays as it is: white space, code, lines without words."""
    if style in WHOLE:
        start = len(text) - len(text.lstrip())
        end = len(text.rstrip())
        return [Span(start, end)] if start < end else []
    lines = text.replace("\r", "\n")  # old Macs end them so; every character keeps its place
    return [part for line in _prose(lines) for part in _pieces(lines, line, language)]


def _prose(text: str) -> Iterator[Span]:
    """The paragraphs that are neither code nor without any letter."""
    fence = ""
    for line in paragraphs(text):
        words = text[line.start : line.end]
        if words.startswith(_FENCES):
            fence = "" if fence and words.startswith(fence) else fence or words[:3]
        elif not fence and any(map(str.isalpha, words)):
            yield line


def _pieces(text: str, line: Span, language: str) -> Iterator[Span]:
    if line.end - line.start <= _LONGEST:
        yield line
        return
    start = end = line.start
    for sentence in sentences(text[line.start : line.end], language):
        if line.start + sentence.end - start > _LONGEST and end > start:
            yield Span(start, end)
            start = line.start + sentence.start
        end = line.start + sentence.end
    yield Span(start, end)
