"""An English sentence taken apart into pieces: what is said of whom, with which numbers, in which words.

Owns how pieces, their subjects and names are told, from the order of words and a few small words alone.
Must not compare.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from llmdesk.tools.evidence.comparing.opposites import english_set
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.terms import IRREGULAR, STOP_WORDS, fold, terms
from llmdesk.tools.evidence.values import Figure

# Where a piece begins: after a mark, or at a word that joins.
_CUT = re.compile(
    r"(?<=[,;:?!—–])\s|(?<=\.)\s|[()\[\]]|\s[—–-]\s"
    r"|\s(?=(?:and(?!\s(?-i:Sons?|Daughters?|Brothers|Partners|Associates|Company|Co)\b)|but|while|whereas|although|though|because|since|so|if|unless|when|whenever|until|once"
    r"|who|whom|which|where|that|provided|as\s+long\s+as|or)\s)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")
_JOINING = english_set("joining")
_ARTICLES = english_set("articles")
_TITLES = english_set("titles")
PRONOUNS = english_set("pronouns")
_DOING_PRONOUNS = english_set("doing_pronouns")
PREPOSITIONS = english_set("prepositions")
AUXILIARIES = english_set("auxiliaries")
_NO_NAMES = english_set("no_names")
_VERBS = english_set("verbs")
_LONGEST_ROLE = 4  # words between an article and its name: "the finance director Nadia Firth"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence with one thing said.

    `subject`: the folded words of the names of whoever does it; empty where none is named there; `pronoun`
    where a pronoun stands instead. With "by", the doer is the one behind it. `opener` is the joining word.
    """

    text: str
    terms: frozenset[str]
    figures: tuple[Figure, ...]
    names: frozenset[str]
    subject: frozenset[str]
    pronoun: bool
    opener: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with its pieces; `pronoun`: it speaks of somebody whom another sentence names."""

    text: str
    terms: frozenset[str]
    figures: tuple[Figure, ...]
    names: frozenset[str]
    pieces: tuple[Piece, ...]
    pronoun: bool


def read(text: str, known: Collection[str] = (), *, comma: bool = False) -> Reading:
    """`known`: the folded names of the document, by which a name that begins a sentence is told."""
    found = [figure for figure in figures(text, comma=comma) if not figure.idle]
    pieces: list[Piece] = []
    for start, end in _spans(text):
        pieces.append(_piece(text, start, end, found, known, _doing(pieces)))
    words = {fold(word) for word in _TOKEN.findall(text)}
    names = frozenset(name for piece in pieces for name in piece.names)
    return Reading(
        text, frozenset(terms(text)), tuple(found), names, tuple(pieces), not words.isdisjoint(PRONOUNS)
    )


def chains(reading: Reading) -> Iterator[Piece]:
    """Pieces in a row with one doer, each row as one: who says something, with what is said."""
    row: list[Piece] = []
    for piece in (*reading.pieces, None):
        if piece and row and not piece.pronoun and piece.subject in (frozenset(), row[0].subject):
            row.append(piece)
            continue
        if len(row) > 1:
            yield _joined(row)
        row = [piece] if piece and piece.subject and not _behind_by(_TOKEN.findall(piece.text)) else []


def _joined(row: Sequence[Piece]) -> Piece:
    return replace(
        row[0],
        text=" ".join(piece.text for piece in row),
        terms=frozenset(term for piece in row for term in piece.terms),
        figures=tuple(figure for piece in row for figure in piece.figures),
        names=frozenset(name for piece in row for name in piece.names),
    )


def _doing(pieces: Sequence[Piece]) -> Piece | None:
    """The last piece that says who does something, or that somebody without a name does."""
    for piece in reversed(pieces):
        words = {word.casefold() for word in _TOKEN.findall(piece.text)}
        if piece.subject or piece.pronoun or not words.isdisjoint(AUXILIARIES):
            return piece
    return None


def _spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in _CUT.finditer(text):
        if text[at : cut.start()].strip():
            yield at, cut.start()
            at = cut.end()
    if text[at:].strip():
        yield at, len(text)


def _piece(
    text: str, start: int, end: int, found: Sequence[Figure], known: Collection[str], before: Piece | None
) -> Piece:
    shown = text[start:end]
    own = tuple(figure for figure in found if start <= figure.start < end)
    kept = shown
    for figure in own:
        one, two = max(0, figure.span[0] - start), figure.span[1] - start
        kept = kept[:one] + " " * (min(two, len(kept)) - one) + kept[two:]
    tokens = _TOKEN.findall(shown)
    if tokens and starts_sentence(text, start) and fold(tokens[0]) not in known:
        tokens[0] = tokens[0].casefold()
    opener = tokens[0].casefold() if tokens and tokens[0].casefold() in _JOINING else ""
    subject, pronoun = _subject(tokens, before)
    return Piece(shown, frozenset(terms(kept)), own, names_of(tokens), subject, pronoun, opener)


def starts_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" \n\"'“‘(-•")
    return not before or before[-1] in ".!?" or "\n" in text[max(0, at - 2) : at]


def names_of(tokens: Sequence[str]) -> frozenset[str]:
    """The words with a capital, folded; the first of a sentence is given without it where it is no name."""
    return frozenset(fold(t) for t in tokens if t[0].isupper() and fold(t) not in _NO_NAMES | STOP_WORDS)


def _subject(tokens: Sequence[str], before: Piece | None) -> tuple[frozenset[str], bool]:
    doer = _behind_by(tokens)
    if doer:
        return doer, False
    rest = [token for token in tokens if token.casefold() not in _JOINING]
    if not rest:
        return frozenset(), False
    first = rest[0].casefold()
    if first in _DOING_PRONOUNS:
        return frozenset(), True
    if first in PREPOSITIONS:
        return frozenset(), False
    named = _leading_names(rest)
    if named:
        return named, False
    if before is not None and _is_verb(rest):
        return _goes_on(before), before.pronoun
    return frozenset(), False


def _goes_on(before: Piece) -> frozenset[str]:
    """Of whom the next verb tells: of a passive it is whoever it was done to ("built by Ortiz and is …")."""
    tokens = _TOKEN.findall(before.text)
    return _leading_names(tokens) if _behind_by(tokens) else before.subject


def _is_verb(tokens: Sequence[str]) -> bool:
    """Whether a piece begins with its verb, so that its doer is the one of the piece before."""
    first, behind = tokens[0], tokens[1] if len(tokens) > 1 else "the"
    follows = behind[0].isupper() or behind.casefold() in _ARTICLES | PREPOSITIONS | PRONOUNS
    past = first.endswith("ed") or first in IRREGULAR or first in _VERBS
    return first in AUXILIARIES or (first.islower() and (past or (first.endswith("s") and follows)))


def _leading_names(tokens: Sequence[str]) -> frozenset[str]:
    """The names that a piece begins with, after an article and a role: "the mayor of Low Mere" has none."""
    found: list[str] = []
    for at, token in enumerate(tokens):
        folded = token.casefold()
        if token[0].isupper() and folded not in _ARTICLES | _TITLES | PREPOSITIONS:
            if token.endswith(("'s", "’s")):  # "Adela's brother Osk"
                found.clear()
                continue
            if at and _describes(tokens[at + 1 : at + 2]):
                return frozenset()  # "a Danish maker"
            if found or fold(token) not in _NO_NAMES:
                found.append(fold(token))
            continue
        if folded in _TITLES or (not found and at < _LONGEST_ROLE and folded in _ARTICLES):
            continue
        if not at and _is_role(tokens):
            continue
        if (
            not found
            and at < _LONGEST_ROLE
            and tokens[0].casefold() in _ARTICLES
            and folded not in AUXILIARIES
        ):
            if folded in PREPOSITIONS:
                break
            continue
        break
    return frozenset(found)


def _is_role(tokens: Sequence[str]) -> bool:
    """Whether a sentence begins with a role and a name: "Councillor Ida Falk"."""
    first = tokens[0].casefold()
    is_word = first not in STOP_WORDS and first not in PREPOSITIONS | AUXILIARIES
    return (
        is_word and not first.endswith(("ed", "ing", "ly")) and tokens[1:2] != [] and tokens[1][0].isupper()
    )


def _describes(behind: Sequence[str]) -> bool:
    """Whether a name stands before a noun, by the word behind it, and is no doer by itself."""
    if not behind or not behind[0].islower() or behind[0] in AUXILIARIES | PREPOSITIONS:
        return False
    return not behind[0].endswith(("ed", "s")) and behind[0] not in IRREGULAR and behind[0] not in _VERBS


def _behind_by(tokens: Sequence[str]) -> frozenset[str]:
    """The doer of a passive: "was beaten by Ortiz"."""
    lowered = [token.casefold() for token in tokens]
    at = lowered.index("by") if "by" in lowered else 0
    done = lowered[at - 1] if at else ""
    if AUXILIARIES.isdisjoint(lowered[:at]) or not (done.endswith(("ed", "en", "wn")) or done in IRREGULAR):
        return frozenset()
    return _leading_names(tokens[at + 1 :])
