"""Cutting a text for scoring: parts of bounded length, sentences, words, all with their offsets.

Owns the offsets. Must not change the text or know the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from llmdesk.tools.documents.sentences import sentences

LONGEST = 1_000_000  # characters of one text
_PART = {"en": 1200, "zh": 400}  # characters, about 300 tokens
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[^\w\s]{2,}|[\U0001F000-\U0001FAFF\u2600-\u27BF]")
_BREAK = re.compile(r"[,，、;；:：\s]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_LONGEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Part:
    """text[start:end] of a text."""

    text: str
    start: int
    end: int


def sentence_parts(text: str, language: str) -> list[Part]:
    """The sentences of `text`."""
    return [Part(text[span.start : span.end], span.start, span.end) for span in sentences(text, language)]


def split(text: str, language: str) -> list[Part]:
    """`text` in as few parts of bounded length as its sentences allow; a short text is one part."""
    most = _PART[language]
    if len(text) <= most:
        return [Part(text, 0, len(text))]
    parts: list[Part] = []
    start = end = -1
    for sentence in sentence_parts(text, language):
        for piece_start, piece_end in _pieces(text, sentence, most):
            if start >= 0 and piece_end - start > most:
                parts.append(Part(text[start:end], start, end))
                start = -1
            start = piece_start if start < 0 else start
            end = piece_end
    if start >= 0:
        parts.append(Part(text[start:end], start, end))
    return parts or [Part(text[:most], 0, most)]


def _pieces(text: str, sentence: Part, most: int) -> Iterator[tuple[int, int]]:
    """A sentence, or one that is too long in pieces, cut at commas or spaces where there are some."""
    start = sentence.start
    while sentence.end - start > most:
        breaks = [match.end() for match in _BREAK.finditer(text, start + most // 2, start + most)]
        end = breaks[-1] if breaks else start + most
        yield start, end
        start = end
    if start < sentence.end:
        yield start, sentence.end


def words(text: str, language: str, known: Set[str] = frozenset()) -> list[Part]:
    """The words of a sentence. Chinese has no spaces: there a word is one of `known`, or one character."""
    found: list[Part] = []
    for match in _WORD.finditer(text):
        if language == "zh" and _CHINESE.search(match[0]):
            for run in _RUN.finditer(text, match.start(), match.end()):
                found += _chinese_words(text, run, known) if _CHINESE.match(run[0]) else [_part(run)]
        else:
            found.append(_part(match))
    return found


def possible_words(text: str) -> set[str]:
    """Everything of two to four Chinese characters in `text` that could be a word."""
    runs = [run[0] for run in _RUN.finditer(text) if _CHINESE.match(run[0])]
    return {
        run[start : start + length]
        for run in runs
        for length in range(2, _LONGEST_WORD + 1)
        for start in range(len(run) - length + 1)
    }


def _chinese_words(text: str, run: re.Match[str], known: Set[str]) -> list[Part]:
    """The longest known words, from the end on: read from there, fewer are cut at a wrong place."""
    found: list[Part] = []
    end = run.end()
    while end > run.start():
        longest = min(_LONGEST_WORD, end - run.start())
        length = next((n for n in range(longest, 1, -1) if text[end - n : end] in known), 1)
        found.append(Part(text[end - length : end], end - length, end))
        end -= length
    return found[::-1]


def _part(match: re.Match[str]) -> Part:
    return Part(match[0], match.start(), match.end())
