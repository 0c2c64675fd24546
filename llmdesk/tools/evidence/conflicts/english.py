"""What English sentences say, clause by clause, for the search of conflicts.

Owns the reading, which leaves out every sentence that need not hold at all times and in every case. Must not
compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

from llmdesk.tools.evidence.comparing import english as signs_of
from llmdesk.tools.evidence.comparing.english_reading import (
    AUXILIARIES,
    PREPOSITIONS,
    PRONOUNS,
    Piece,
    Reading,
    read,
)
from llmdesk.tools.evidence.comparing.opposites import english_words, negations
from llmdesk.tools.evidence.comparing.sides import opposite
from llmdesk.tools.evidence.conflicts.lists import word_list
from llmdesk.tools.evidence.conflicts.said import Said
from llmdesk.tools.evidence.terms import IRREGULAR, stem, terms
from llmdesk.tools.evidence.values import Date, Figure

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_QUOTED = re.compile(r"[\"“”«»„?]")
_LETTER = re.compile(r"(?<![\w'’.])[A-Z](?![\w'’.])")
_NUMBERED = re.compile(r"^[#\s]*\d[\d.]*[.)]?\s")  # the number of a chapter
_DIGITS = re.compile(r"\d+")
_ENDS = (".", "!", ".)", "!)")
_RELATIVE = frozenset(("which", "who", "whose", "whom", "that", "where"))
_LASTING = frozenset(
    ("is", "are", "has", "have", "can", "cannot", "must", "may", "does", "do", "will", "shall")
)
_NOUNS = frozenset(("people", "men", "women", "children", "feet", "sale", "sales", "loss", "losses", "cost"))
_PAST = frozenset((*IRREGULAR, "was", "were", "had", "did", "been")) - _NOUNS
_LONGEST = 400  # characters of a sentence
_COUNTED = 3  # words behind a number that may say what it counts
_DOER = 5  # words in which a clause has its verb


def read_said(text: str, number: int, heading: str, reading: Reading | None = None) -> list[Said]:
    """The clauses of a sentence that say what is so; none of one that may hold only for a while."""
    words = [word.casefold() for word in _WORD.findall(text)]
    stripped = text.rstrip()
    if len(text) > _LONGEST or not stripped.endswith(_ENDS) or _QUOTED.search(text) or not words:
        return []
    if not word_list("en", "apart").isdisjoint(words) or words[0] in word_list("en", "any"):
        return []
    known = reading or read(text)
    case = _case(heading) - _words(text) - frozenset(_DIGITS.findall(text))
    asides = [piece for piece in known.pieces if _is_aside(piece)]
    frame = frozenset(word for piece in asides for word in _words(piece.text))
    dates = _dates(figure for piece in asides for figure in piece.figures)
    whole = _words(text)
    return [
        Said(
            number, _about(piece, lead | frame), whole, piece.figures, dates | _dates(piece.figures),
            word_list("en", "alike").intersection(words), _denial(piece.text),
            not word_list("en", "once").isdisjoint(_tokens(piece.text)),
            not word_list("en", "ever").isdisjoint(_tokens(piece.text)),
            _lasts(_tokens(piece.text)), case, partial(_counted, text),
        )
        for piece, lead in _clauses(known.pieces)
    ]  # fmt: skip


def opposites(one: str, other: str) -> Sequence[str]:
    """Two words of the sentences that say the opposite of one thing."""
    found = opposite(signs_of.read(one), [signs_of.read(other)])
    return (found.claim, found.source) if found is not None and found.claim != found.source else ()


def _case(heading: str) -> frozenset[str]:
    kept = _NUMBERED.sub("", heading)
    words = [word for word in _WORD.findall(kept) if word.casefold() not in word_list("en", "headings")]
    return _words(" ".join(words)) | frozenset(_DIGITS.findall(kept))


def _clauses(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, frozenset[str]]]:
    """Each clause with the words of what it is said of, where those stand before it."""
    before: frozenset[str] = frozenset()
    for at, piece in enumerate(pieces):
        tokens = _tokens(piece.text)
        if not tokens or _is_aside(piece):
            continue
        own = tokens[1:] if piece.opener else tokens
        if piece.pronoun or (own and own[0] in PRONOUNS):
            before = frozenset()
            continue
        if _has_doer(piece.text, own):
            yield piece, frozenset()
            before = before if piece.opener in _RELATIVE else _words(piece.text)
        elif before:
            yield piece, before
        elif at == 0:
            before = _words(piece.text)  # "The hall, which …, seats 30 people."


def _is_aside(piece: Piece) -> bool:
    """For whom, when or where the rest of the sentence is so: "For children,", "In 2019,", "Adults:"."""
    tokens = _tokens(piece.text)
    begins = tokens[:1] and tokens[0] in PREPOSITIONS
    is_date = all(isinstance(figure.readings[0], Date) for figure in piece.figures)
    return bool(begins and is_date) or piece.text.rstrip().endswith(":")


def _dates(figures: Iterable[Figure]) -> frozenset[str]:
    return frozenset(figure.key for figure in figures if isinstance(figure.readings[0], Date))


def _has_doer(text: str, tokens: Sequence[str]) -> bool:
    """Whether a clause says itself who or what it is about: it has a verb, and begins with no verb."""
    if not tokens or tokens[0] in AUXILIARIES:
        return False
    begins = tokens[0] in word_list("en", "determiners") or text.lstrip()[:1].isupper()
    has_verb = not AUXILIARIES.isdisjoint(tokens[1:_DOER])
    verb = any(word.endswith(("s", "ed")) for word in tokens[1:_DOER])
    return has_verb or (begins and tokens[0] in word_list("en", "determiners") and (verb or len(tokens) > 2))


def _about(piece: Piece, lead: frozenset[str]) -> frozenset[str]:
    found = _words(_without_figures(piece)) | lead
    return (found - _neutral()) or found  # "The price is …"


def _without_figures(piece: Piece) -> str:
    return piece.text if not piece.figures else " ".join((*sorted(piece.terms), *_LETTER.findall(piece.text)))


def _words(text: str) -> frozenset[str]:
    return frozenset((*terms(text), *_LETTER.findall(text)))


@cache
def _neutral() -> frozenset[str]:
    return frozenset(stem(word) for word in word_list("en", "neutral"))


def _lasts(tokens: Sequence[str]) -> bool:
    """Whether a clause says what is so, and not what was or what somebody did."""
    if not _LASTING.isdisjoint(tokens):
        return True
    past = (word in _PAST or word.endswith("ed") for word in tokens[1:_DOER])
    return not any(past)


def _denial(text: str) -> str:
    kept = english_words("no_denial").sub(" ", text)
    found = [w for w in _WORD.findall(kept) if w.casefold() in negations() or w.casefold().endswith("n't")]
    return found[0] if len(found) == 1 else ""


def _tokens(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _counted(text: str, figure: Figure) -> frozenset[str]:
    """The words that a number counts; the last one tells of what kind they are."""
    behind = _WORD.findall(text[figure.end : figure.end + 60])[:_COUNTED]
    kept = [w for w in behind if w.casefold() not in PREPOSITIONS]
    return frozenset(terms(" ".join(kept[: len(kept) if len(kept) == len(behind) else 2])))
