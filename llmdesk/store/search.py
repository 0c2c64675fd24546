"""Words: what goes into the search index, what a user's query asks for, what is highlighted.

Owns the one definition of a word, used for indexed text, query and highlighting alike, so that
SQLite's own idea of Unicode (which depends on its age) does not matter: text is folded here, and
FTS5's `ascii` tokenizer only splits it at the spaces. Scripts without spaces (Chinese, Japanese,
Thai, …) and pictographs are indexed as pairs of neighbouring characters, the last one of a run
also alone: so a word of two or more characters is a phrase of its pairs, and a single character
is the prefix of some token. Must not touch the database.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

# Han with its radicals and compatibility forms, kana, bopomofo, and the historic scripts of East Asia;
# Thai, Lao, Myanmar, Khmer; symbols and pictographs.
_UNSPACED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u3040-\u30ff\u31f0-\u31ff\u3100-\u312f\u31a0-\u31bf\U00016fe0-\U00018dff\U0001b000-\U0001b16f"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u2190-\u2bff\U0001f000-\U0001fbff"
)
_RUNS = re.compile(f"[{_UNSPACED}]+|[^ {_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_LONGEST_WORD = 128
_MOST_TERMS = 32
_BLOCK = 1024
_SNIPPET_BEFORE, _SNIPPET_AFTER = 40, 120


class _Folding(dict[int, str]):
    """For `str.translate`: each character to its folded form, computed when it is first seen.

    Letters, digits and marks are kept in lower case, without Latin accents and in their plain
    width; invisible characters vanish; everything else becomes a space.
    """

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    category = unicodedata.category(character)
    if "\ufe00" <= character <= "\ufe0f" or (category == "Cf" and character != "\u200b"):
        return ""  # variation selectors, joiners, direction marks, soft hyphens
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    bare = "".join(part for part in lowered if not "\u0300" <= part <= "\u036f")
    return "".join(map(_keep_or_space, unicodedata.normalize("NFC", bare)))


def _keep_or_space(character: str) -> str:
    if _IS_UNSPACED.match(character):
        return character if unicodedata.category(character)[0] != "P" else " "
    if character.isascii():
        return character if character.isalnum() else " "
    # Unassigned characters count as letters: they may be, in a Unicode newer than this Python's.
    return character if unicodedata.category(character) in _WORD_CATEGORIES else " "


_WORD_CATEGORIES = {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Co", "Cn"}
_FOLDING = _Folding()


def indexed(text: str) -> str:
    """What the index stores for `text`: its tokens, separated by spaces."""
    tokens: list[str] = []
    for run in _RUNS.findall(text.translate(_FOLDING)):
        if _IS_UNSPACED.match(run):
            tokens += [first + second for first, second in pairwise(run)]
            tokens.append(run[-1])
        else:
            tokens.append(run[:_LONGEST_WORD])
    return " ".join(tokens)


def searched(content: str, thoughts: str | None) -> str:
    """Of a message, the text that is searched: what a model thought is found, too."""
    return f"{thoughts}\n\n{content}" if thoughts else content


@dataclass(frozen=True, slots=True)
class Query:
    """A user's query: `match` for FTS5, and the pattern that finds the same words in folded text."""

    match: str
    pattern: re.Pattern[str]


def parse_query(text: str) -> Query | None:
    """The query that `text` asks for: every word of it, each as a prefix; None if it has no word.

    Any text is a valid query. The first 32 words count.
    """
    terms = list(dict.fromkeys(_RUNS.findall(text.translate(_FOLDING))))[:_MOST_TERMS]
    if not terms:
        return None
    terms = [term if _IS_UNSPACED.match(term) else term[:_LONGEST_WORD] for term in terms]
    alternatives = sorted(map(_term_pattern, terms), key=len, reverse=True)
    return Query(" AND ".join(map(_term_match, terms)), re.compile("|".join(alternatives)))


def _term_match(term: str) -> str:
    # A folded term holds letters, digits and non-ASCII only: no quote can be in it.
    if _IS_UNSPACED.match(term) and len(term) > 1:
        return '"' + " ".join(first + second for first, second in pairwise(term)) + '"'
    return f'"{term}"*'


def _term_pattern(term: str) -> str:
    if _IS_UNSPACED.match(term):
        return re.escape(term)
    return f"(?<![^ {_UNSPACED}]){re.escape(term)}"


def snippet(text: str, query: Query) -> tuple[str, tuple[tuple[int, int], ...]]:
    """One line of `text` around its first match, and the (start, end) of each match in it."""
    first = _first_match(text, query)
    start = max(0, first - _SNIPPET_BEFORE)
    end = min(len(text), first + _SNIPPET_AFTER)
    line = re.sub(r"\s", " ", text[start:end])
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    # The character before the cut tells whether the snippet begins inside a word.
    spans = highlights(text[max(0, start - 1) : end], query)
    shift = len(before) - min(1, start)
    placed = tuple((max(a + shift, len(before)), b + shift) for a, b in spans if b > min(1, start))
    return before + line + after, placed


def highlights(text: str, query: Query) -> tuple[tuple[int, int], ...]:
    """The (start, end) in `text` of what `query` asks for."""
    folded: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        piece = _FOLDING[ord(character)]
        folded.append(piece)
        origin += [index] * len(piece)
    spans = []
    for match in query.pattern.finditer("".join(folded)):
        end = origin[match.end()] if match.end() < len(origin) else len(text)
        spans.append((origin[match.start()], max(end, origin[match.end() - 1] + 1)))
    return tuple(spans)


def has_words(text: str, query: Query) -> bool:
    """Whether something that `query` asks for is in `text`. Quick: all of it in C."""
    return query.pattern.search(text.translate(_FOLDING)) is not None


def _first_match(text: str, query: Query) -> int:
    """Where in `text` the first match begins; 0 if there is none. Works block by block, in C."""
    match = query.pattern.search(text.translate(_FOLDING))
    if match is None:
        return 0
    remaining = match.start()
    for block in range(0, len(text), _BLOCK):
        length = len(text[block : block + _BLOCK].translate(_FOLDING))
        if remaining < length:
            for index, character in enumerate(text[block : block + _BLOCK]):
                if remaining < len(_FOLDING[ord(character)]):
                    return block + index
                remaining -= len(_FOLDING[ord(character)])
        remaining -= length
    return 0
