"""What a number or a name of a claim belongs to: whether the document has another in that place.

Owns the comparing of a claim with the whole English document, not with one passage. Must not read texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import takewhile

from llmdesk.tools.evidence.comparing.english_document import Candidate, EnglishDocument, roles_of, weigh
from llmdesk.tools.evidence.comparing.english_reading import PREPOSITIONS, Piece, Reading, chains
from llmdesk.tools.evidence.comparing.english_reckoned import reckoned
from llmdesk.tools.evidence.comparing.opposites import english_words
from llmdesk.tools.evidence.comparing.types import Contrast
from llmdesk.tools.evidence.terms import stem, terms
from llmdesk.tools.evidence.values import Date, Figure, Quantity, same_figure

_PIECE_COUNTS = 2.0  # a term beside the number says more about what it belongs to than one elsewhere
_BEFORE_COUNTS = 0.5  # a term of the sentence before: what a number belongs to may be named there
_FEWEST = 2  # terms by which two pieces are about one thing
_MARGIN = 0.15  # of the weight of a claim, by which another place must fit better
_SUMS, _MOST_SUMMED = 3, 8  # sentences that a number may be reckoned from, and figures of each
_FAR_AHEAD = 0.35  # so that it need not fit well
_FITS, _FITS_BESIDE = 0.5, 0.75  # where the sentence names the one of the claim, too
_REACH, _COUNTED = 40, 3  # characters and words behind a number that say what it counts
_RECKONED = re.compile(r"\b(?:respectively|in all|in total|altogether|together|in sum)\b")
_RATE = re.compile(
    r"^[^.;]{0,24}?\b(?:an?|per|each|every|/)\s?(?:full\s|whole\s|calendar\s|single\s)?(second|minute|hour|day|night|week|month|year)\b|^[^.;]{0,10}\b(dai|week|month|year|annual)ly\b"
)


def other_number(
    claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument
) -> Contrast | None:
    """A number where the best place for it, by the words around it, has another of its kind."""
    if _RECKONED.search(claim.text):
        return None
    for piece in claim.pieces:
        for figure in piece.figures:
            if is_made(figure, candidates) or reckoned(figure, claim.text, candidates):
                continue
            found = _other_there(claim, piece, figure, candidates, document)
            if found:
                return found
    return None


def _other_there(
    claim: Reading, piece: Piece, figure: Figure, candidates: Sequence[Candidate], document: EnglishDocument
) -> Contrast | None:
    whole = weigh(claim.terms, document.weight) + _PIECE_COUNTS * weigh(piece.terms, document.weight)
    best_same, best_other, against = 0.0, 0.0, None
    beside = False
    for candidate in candidates:
        has_it = any(same_figure(figure, other) for other in candidate.reading.figures)
        if _corrected_behind(candidate, figure, document):
            continue
        before = document.reading(candidate.number - 1).terms - candidate.reading.terms
        around = weigh(claim.terms & candidate.reading.terms, document.weight)
        around += _BEFORE_COUNTS * weigh(claim.terms & before, document.weight)
        for theirs, other in _figures(candidate.reading):
            fit = around + _PIECE_COUNTS * weigh(piece.terms & theirs.terms, document.weight)
            if same_figure(figure, other) or same_figure(other, figure) or _complement(figure, other):
                best_same = max(best_same, fit)
            elif any(same_figure(each, other) for each in claim.figures):
                continue
            elif fit > best_other and _one_kind(claim, figure, candidate.reading, other):
                best_other, against, beside = fit, other, has_it
    if against is None or not whole:
        return None
    ahead = (best_other - best_same) / whole
    if (not beside and ahead >= _MARGIN and best_other >= _FITS * whole) or ahead >= _FAR_AHEAD:
        return Contrast("number", figure.text, against.text)
    return None


def _corrected_behind(candidate: Candidate, figure: Figure, document: EnglishDocument) -> bool:
    """Whether the sentence tells of what was planned, and the next one has the figure that came of it."""
    if not english_words("outdated").search(candidate.reading.text):
        return False
    return any(same_figure(figure, other) for other in document.reading(candidate.number + 1).figures)


def _one_kind(claim: Reading, figure: Figure, source: Reading, other: Figure) -> bool:
    """Of one kind, and where nothing but a noun tells what is counted, of one noun."""
    if _kind(figure) != _kind(other):
        return False
    return _kind(figure) != "count" or bool(_counted(claim, figure) & _counted(source, other))


def _counted(reading: Reading, figure: Figure) -> frozenset[str]:
    """The terms of the words behind a number, up to the first that begins something else."""
    words = reading.text[figure.span[1] : figure.span[1] + _REACH].split()
    kept = takewhile(lambda word: word[0].isalpha() and word.casefold() not in PREPOSITIONS, words[:_COUNTED])
    return frozenset(terms(" ".join(kept)))


def is_made(figure: Figure, candidates: Sequence[Candidate]) -> bool:
    """Whether the number is what two numbers of one sentence make: their sum, their difference, twice one."""
    if any(same_figure(figure, other) for each in candidates for other in each.reading.figures):
        return False
    return any(_made_of(figure, candidate.reading.figures[:_MOST_SUMMED]) for candidate in candidates[:_SUMS])


def _made_of(figure: Figure, given: Sequence[Figure]) -> bool:
    own = figure.readings[0]
    if not isinstance(own, Quantity):
        return False
    amounts = [
        other.amount
        for each in given
        if isinstance(other := each.readings[0], Quantity) and _kind(each) == _kind(figure)
    ]
    whole = [Fraction(1)] if own.kind == "share" else []  # 29 % have not where 71 % have
    return any(own.amount in (one + two, abs(one - two)) for one in amounts for two in (*amounts, *whole))


def _complement(one: Figure, other: Figure) -> bool:
    """29 % have not where 71 % have."""
    first, second = one.readings[0], other.readings[0]
    if not (isinstance(first, Quantity) and isinstance(second, Quantity)):
        return False
    return first.kind == second.kind == "share" and first.amount + second.amount == 1


def _figures(reading: Reading) -> Iterator[tuple[Piece, Figure]]:
    for piece in reading.pieces:
        for figure in piece.figures:
            yield piece, figure


def _kind(figure: Figure) -> str:
    first = figure.readings[0]
    if isinstance(first, Date):
        return "year" if not first.month else "date"
    return "seconds" if first.kind == "months" else "count" if first.kind == "number" else first.kind


def other_rate(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """55 euros a year where the document has 55 euros a month; six weeks where it has six months."""
    for figure in claim.figures:
        own = _rate(claim, figure)
        for candidate in candidates:
            for other in candidate.reading.figures:
                if same_figure(figure, other):
                    theirs = _rate(candidate.reading, other)
                    if own and theirs and own != theirs:
                        return Contrast("number", f"{figure.text} … {own}", f"{other.text} … {theirs}")
                elif _same_digits(figure, other) and _about_one_thing(claim, candidate):
                    return Contrast("number", _with_unit(claim, figure), _with_unit(candidate.reading, other))
    return None


def _about_one_thing(claim: Reading, candidate: Candidate) -> bool:
    return len(claim.terms & candidate.reading.terms) > _FEWEST


def _rate(reading: Reading, figure: Figure) -> str:
    found = _RATE.match(reading.text[figure.span[1] :])
    return (found[1] or found[2]) if found else ""


def _same_digits(one: Figure, other: Figure) -> bool:
    first, second = one.readings[0], other.readings[0]
    if not (isinstance(first, Quantity) and isinstance(second, Quantity)):
        return False
    return first.written == second.written and first.amount != second.amount and _kind(one) == _kind(other)


def _with_unit(reading: Reading, figure: Figure) -> str:
    return reading.text[figure.span[0] : figure.span[1]].strip() or figure.text


def of_another(claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument) -> Contrast | None:
    """What the document says of one is said of another: the doer of the piece that fits best differs."""
    for piece in (*claim.pieces, *chains(claim)):
        if not piece.subject:
            continue
        said = _said(piece)
        if len(said) < _FEWEST:
            continue
        found = _doer(claim, piece, said, candidates, document)
        if found:
            return found
    return None


def _doer(
    claim: Reading,
    piece: Piece,
    said: frozenset[str],
    candidates: Sequence[Candidate],
    document: EnglishDocument,
) -> Contrast | None:
    whole = weigh(said, document.weight)
    best_same, best_other, against = 0.0, 0.0, frozenset[str]()
    for candidate in candidates:
        rows = list(chains(candidate.reading))
        for theirs in (*candidate.reading.pieces, *rows):
            if not theirs.subject and any(theirs.text in row.text for row in rows):
                continue  # "said that …": it is said of whoever the row is of
            common = said & _said(theirs)
            fit = weigh(common, document.weight) / whole if len(common) >= _FEWEST else 0.0
            named = document.same(piece.subject, candidate.reading.names)
            if theirs.subject and not document.same(theirs.subject, piece.subject):
                if document.same(theirs.subject, piece.names - piece.subject):
                    bare = said - {stem(name) for name in piece.names}
                    if len(common & bare) >= _FEWEST:
                        fit = weigh(common & bare, document.weight) / weigh(bare, document.weight)
                crossed = document.same(theirs.subject, piece.names - piece.subject)
                if crossed and common and document.same(piece.subject, theirs.names - theirs.subject):
                    return Contrast(
                        "turned", _shown(claim.text, piece.subject), _named(theirs.subject, document)
                    )
                if document.same(piece.subject, theirs.names):
                    best_same = max(best_same, fit)
                elif fit > best_other and (not named or fit >= _FITS_BESIDE):
                    best_other, against = fit, theirs.subject
            else:
                best_same = max(best_same, fit)
    if against and best_other >= _FITS and best_other > best_same + _MARGIN:
        return Contrast("person", _shown(claim.text, piece.subject), _named(against, document))
    return None


def _said(piece: Piece) -> frozenset[str]:
    """What a piece says of its doer: its terms and figures."""
    own = {stem(name) for name in piece.subject}
    return frozenset(
        (*(term for term in piece.terms if term not in own), *("#" + f.key for f in piece.figures))
    )


def _named(names: frozenset[str], document: EnglishDocument) -> str:
    """The names in the order in which the document has them."""
    shown = {name: name.capitalize() for name in names}
    return " ".join(
        shown[name] for name in sorted(names, key=lambda n: document.document.text.find(shown[n]))
    )


def _shown(text: str, names: frozenset[str]) -> str:
    words = [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text) if word.casefold() in names]
    return " ".join(words) or " ".join(sorted(names))


def other_holder(
    claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument
) -> Contrast | None:
    """The mayor, Paul Stein, where the document has another mayor and never calls Paul Stein so."""
    for names, role in roles_of(claim.text):
        holders = [who for who, what in document.roles if _one_role(role, what)]
        if holders and not any(document.same(names, who) for who in holders):
            return Contrast("person", _shown(claim.text, names), _named(holders[0], document))
    return None


def _one_role(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one[-1] != other[-1]:
        return False
    return len(one) == 1 or len(other) == 1 or not set(one[:-1]).isdisjoint(other[:-1])


def other_direction(
    claim: Reading, candidates: Sequence[Candidate], document: EnglishDocument
) -> Contrast | None:
    """8 % dearer where the document has 8 % lower: the same number, words of the other direction."""
    for piece, figure in _figures(claim):
        own = _direction(piece)
        for candidate in candidates:
            for theirs, other in _figures(candidate.reading):
                found = _direction(theirs)
                if own and found and own[0] != found[0] and _same_value(figure, other):
                    return Contrast("opposite", own[1], found[1])
    return None


def _same_value(one: Figure, other: Figure) -> bool:
    return (
        same_figure(one, other) and _kind(one) == _kind(other) and _kind(one) not in ("year", "date", "clock")
    )


def _direction(piece: Piece) -> tuple[str, str] | None:
    """("up" or "down", the word) of a piece that has words of one direction only."""
    up, down = (english_words(name).search(piece.text) for name in ("up", "down"))
    if bool(up) == bool(down) or english_words("denial").search(piece.text):
        return None
    return ("up", up[0]) if up else ("down", down[0]) if down else None
