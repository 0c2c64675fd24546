"""English: the words of an answer stand together in a sentence of the source, in its order or in one clause.

Owns the comparison. Must not know what is asked of whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.names import names
from llmdesk.tools.evidence.terms import fold, terms
from llmdesk.tools.evidence.values import Date, Figure, same_figure

_LONGEST = 1_000  # characters of a sentence, as documents are cut into
_SHORT = 12  # words: a longer answer is a sentence of its own
_MOST = 80  # words and numbers of a sentence; one with more is a list
_MOST_PARTS = 8
_MOST_PLACES = 12  # of a word in a sentence
_SUBJECT = 8  # words
_HALF = 0.5
_TOPIC_SHARE = 0.6  # of its words that only the topic has
_LEAST_ALIKE = 4  # letters in which two stems begin alike

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLAUSE = re.compile(r"[;:,–—()]|\b(?:and|but|while|whereas|or|because|since|as|so)\b")
_STRONG = re.compile(r"[;:,–—()]|\b(?:but|while|whereas)\b")
_RELATIVE = re.compile(r", (?:who|which|whose|where)\b[^,;]{1,120},")
_WHERE = re.compile(r"\b(?:in|at|of|from|near) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_VERB = "is|are|was|were|has|have|had|will|can|may|must"
_PREDICATES = re.compile(
    rf"(?P<subject>[^,;:]{{3,80}}?)\b(?:{_VERB})\b[^;:]{{3,200}}?,? and (?P<more>(?:{_VERB})\b[^,;]*)"
)
_DAY = re.compile(r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)")
_PRONOUN = re.compile(r"^\W*(?:he|she|they|it)\b", re.IGNORECASE)
_NEVER_BARE = frozenset(("date", "clock", "ordinal", "decade", "century"))
_NEGATION = re.compile(
    r"(?i:\b(?:not|no|never|nobody|nothing|none|neither|nor|without|unless|except|cannot|hardly)\b|n['’]t\b)"
)
_FRAME = re.compile(
    r"^\W*(?:according to [^,]{1,80},"
    r"|(?:the|this) (?:passage|document|text)s? (?:says?|states?|mentions?) that)\s*",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"^\W*(?:yes|no)\b[,.:;]?\s*(?=\w)", re.IGNORECASE)
_PARTS = re.compile(r"; |, (?:and|but|while|as|since|because) | and (?=(?:the|it|they|he|she|there|a|an)\b)")
_PREPOSITION = re.compile(r"\W*(for|in|of|at|on|to|with|from|by)\b")
_LABEL = re.compile(r"(?i:\b(?:number|no\.|nr\.|line|page|chapter|section|article|paragraph|room|floor) ?)$")
# Words that an answer is put together with, and words that narrow down what they stand with.
_LIGHT = frozenset(
    terms("cost take pay amount total number answer state mention call located exactly currently people")
)
_NARROWING = frozenset(("every", "each", "only", "all", "per", "both"))


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, by its stem, or a number; `end` is that of its unit."""

    start: int
    end: int
    term: str
    figure: Figure | None = None
    is_name: bool = False

    def is_like(self, other: _Token) -> bool:
        if self.figure is not None or other.figure is not None:
            return (
                self.figure is not None
                and other.figure is not None
                and (same_figure(self.figure, other.figure) or same_figure(other.figure, self.figure))
            )
        return _alike(self.term, other.term)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter = min(len(one), len(other))
    return shorter >= _LEAST_ALIKE and one[:shorter] == other[:shorter] and abs(len(one) - len(other)) <= 3


def _tokens(text: str) -> list[_Token]:
    counted = [_Token(each.start, max(each.end, each.span[1]), each.key, each) for each in figures(text)]
    called = [name for name in names(text) if not _DAY.fullmatch(name.text)]
    named = {at for name in called for at in range(name.start, name.end)}
    taken = [(each.start, each.end) for each in counted]
    found = list(counted)
    for word in _WORD.finditer(text):
        if any(start <= word.start() < end for start, end in taken):
            continue
        folded = fold(word[0])
        stems = [folded] if folded in _NARROWING else list(terms(word[0]))
        found += [_Token(word.start(), word.end(), term, is_name=word.start() in named) for term in stems[:2]]
    return sorted(found, key=lambda token: token.start)


def is_bound(said: str, passages: Sequence[str], topic: str, question: str) -> bool:
    """As of `binding.is_bound`."""
    said = _YES_NO.sub("", said[:_LONGEST].strip()) if len(said.split()) > 1 else said
    said = _FRAME.sub("", said)
    known = [word for line in topic[:_LONGEST].splitlines() for word in terms(_subject(line))]
    # The words of the question may stand anywhere in an answer, where its document is about them.
    about = [term for term in terms(question[:_LONGEST]) if any(_alike(term, word) for word in known)]
    short = len(said.split()) <= _SHORT
    asked = _tokens(question[:_LONGEST]) if question and short else []
    sources = [each[:_LONGEST] for each in passages]
    for way in (way for source in sources for way in _ways(source)):
        if _says(said, way, known, about) and (not asked or _is_asked_for(said, way, asked, known)):
            return True
    parts = [part for part in _PARTS.split(said) if part and _tokens(part)]
    if not 1 < len(parts) <= _MOST_PARTS:
        return False
    # What is left out of a later part is what the one before it was about.
    known += list(terms(parts[0]))
    ways = [way for source in sources for way in _ways(source)]
    return all(any(_says(part, way, known) for way in ways) for part in parts)


def _subject(sentence: str) -> str:
    """Whom the beginning of a document is about: what stands before its verb."""
    found = re.search(rf"\b(?:{_VERB})\b", sentence)
    return sentence[: found.start()] if found else " ".join(sentence.split()[:_SUBJECT])


def _ways(source: str) -> Iterator[str]:
    """The sentence, and what it says without what is put in between its subject and what is said of it."""
    yield source
    for pattern in (_RELATIVE, _WHERE):
        if pattern.search(source):
            yield pattern.sub(" ", source)
    found = _PREDICATES.match(source)
    if found is not None:
        yield f"{found['subject']}{found['more']}"


def _says(said: str, source: str, topic: Sequence[str], about: Sequence[str] = ()) -> bool:
    claim, stated = _tokens(said), _tokens(source)
    if not 0 < len(claim) <= _MOST:
        return False
    places = _places(claim, stated)
    if not _is_covered(claim, places, topic, about):
        return False
    ways = [each for each in places if each]
    chosen, in_order = _chosen(ways)
    if not chosen:
        return False
    first, last = stated[min(chosen)], stated[max(chosen)]
    inside = source[first.start : last.end]
    if not in_order and (_CLAUSE.search(inside) or _could_be_turned(claim)):
        return False
    begin = min(chosen)
    if _PRONOUN.match(said):  # who that is stands before it
        begin = next(
            at for at, each in enumerate(stated) if each.start >= _clause_of(source, first.start, last.end)[0]
        )
    between = stated[begin : max(chosen) + 1]
    if any(_is_foreign(token, claim) for token in between):
        return False
    return _denies(said) == _denies(_around(source, first.start, last.end))


def _places(claim: Sequence[_Token], stated: Sequence[_Token]) -> list[list[int]]:
    """Of each token of the claim, which of the source are like it."""
    found = [[at for at, token in enumerate(stated) if mine.is_like(token)] for mine in claim]
    return [each[:_MOST_PLACES] for each in found]


def _is_covered(
    claim: Sequence[_Token], places: Sequence[Sequence[int]], topic: Sequence[str], about: Sequence[str]
) -> bool:
    """All of it stands there, but for words of the topic that it begins with, or that are asked about."""
    first = next((at for at, each in enumerate(places) if each), len(claim))
    missing = [at for at, each in enumerate(places) if not each and claim[at].term not in _LIGHT]
    if any(claim[at].figure is not None for at in missing):
        return False
    missing = [at for at in missing if not any(_alike(claim[at].term, word) for word in about)]
    if any(at > first for at in missing):
        return False
    if len(missing) > max(1, _TOPIC_SHARE * len(claim)):
        return False
    return all(any(_alike(claim[at].term, known) for known in topic) for at in missing)


def _chosen(ways: Sequence[Sequence[int]]) -> tuple[list[int], bool]:
    """For each token a place, in order where that goes; else the narrowest."""
    best: list[int] = []
    for start in ways[0] if ways else ():
        found, at = [start], start
        for each in ways[1:]:
            following = next((place for place in each if place > at), None)
            if following is None:
                break
            found.append(following)
            at = following
        else:
            if not best or found[-1] - found[0] < best[-1] - best[0]:
                best = found
    if best:
        return best, True
    narrowest = [
        [min(each, key=lambda place: abs(place - start)) for each in ways]
        for start in (ways[0] if ways else ())
    ]
    return min(narrowest, key=lambda found: max(found) - min(found), default=[]), False


def _could_be_turned(claim: Sequence[_Token]) -> bool:
    """Two numbers or two names: in another order it is another thing that is said."""
    return sum(each.figure is not None for each in claim) > 1 or sum(each.is_name for each in claim) > 1


def _is_foreign(token: _Token, claim: Sequence[_Token]) -> bool:
    """A number or a name that the claim does not have, in the midst of what it has."""
    is_special = (token.figure is not None and not token.figure.idle) or token.is_name
    return is_special and not any(mine.is_like(token) for mine in claim)


def _denies(text: str) -> bool:
    return _NEGATION.search(text) is not None


def _around(source: str, start: int, end: int) -> str:
    begin, stop = _clause_of(source, start, end)
    return source[begin:stop]


def _clause_of(source: str, start: int, end: int) -> tuple[int, int]:
    """The clauses of a place, from their beginning to their end."""
    cuts = list(_CLAUSE.finditer(source))
    begin = max((found.end() for found in cuts if found.end() <= start), default=0)
    stop = min((found.start() for found in cuts if found.start() >= end), default=len(source))
    return begin, stop


# -- what is asked for ----------------------------------------------------------------------------------
def _is_asked_for(said: str, source: str, asked: Sequence[_Token], topic: Sequence[str]) -> bool:
    """The place speaks of what is asked; and of several numbers or names there, it is the answer that stands
    with the words of the question."""
    claim, stated = _tokens(said), _tokens(source)
    if len(claim) > _MOST:
        return False
    chosen, _in_order = _chosen([each for each in _places(claim, stated) if each])
    rest = [token for token in asked if not any(token.is_like(mine) for mine in claim)]
    there = [token for token in rest if any(token.is_like(other) for other in stated)]
    known = [token for token in rest if token in there or any(_alike(token.term, word) for word in topic)]
    if len(rest) == len(asked) and (not there or len(known) < _HALF * len(rest)):
        return False
    wanted = [*asked, *(token for token in claim if token.figure is None and not token.is_name)]
    special = [stated[at] for at in chosen if stated[at].figure is not None]
    if any(_LABEL.search(source, 0, token.start) for token in special) and not _LABEL.search(said):
        return False
    special = special or [stated[at] for at in chosen if stated[at].is_name]
    return all(_is_best(source, token, stated, wanted, set(chosen)) for token in special)


def _is_best(
    source: str, token: _Token, stated: Sequence[_Token], wanted: Sequence[_Token], chosen: set[int]
) -> bool:
    others = [other for at, other in enumerate(stated) if at not in chosen and _compete(token, other)]
    if not others:
        return True
    row = sorted([token, *others], key=lambda each: each.start)
    pieces = {id(each): piece for each, piece in zip(row, _pieces(source, row), strict=True)}
    mine = _score(pieces[id(token)], stated, wanted)
    for other in others:
        if _score(pieces[id(other)], stated, wanted) >= mine:
            return False
        if _is_listed_with(source, token, other) and not _is_narrowed(
            source, pieces[id(token)], token, wanted
        ):
            return False
    return True


def _compete(one: _Token, other: _Token) -> bool:
    if one.figure is None or other.figure is None:
        return one.figure is None and other.figure is None and one.is_name and other.is_name
    if one.figure.key == other.figure.key:
        return False
    kinds, others = _kinds(one.figure), _kinds(other.figure)
    if kinds & others:
        return True
    return any(
        "number" in some and not more & _NEVER_BARE for some, more in ((kinds, others), (others, kinds))
    )


def _kinds(figure: Figure) -> set[str]:
    """What it may be compared with."""
    return {"date" if isinstance(each, Date) else each.kind for each in figure.readings}


def _pieces(source: str, row: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """What stands with each of a row of numbers or names: cut between two at the strongest sign."""
    cuts = [0]
    for one, other in pairwise(row):
        between = source[one.end : other.start]
        signs = [*_STRONG.finditer(between)] or [*_CLAUSE.finditer(between)]
        strong = [found for found in signs if found[0] == ";"] or signs
        cuts.append(one.end + strong[-1].start() if strong else max(one.end, other.start))
    yield from zip(cuts, [*cuts[1:], len(source)], strict=True)


def _score(piece: tuple[int, int], stated: Sequence[_Token], wanted: Iterable[_Token]) -> int:
    inside = [token for token in stated if piece[0] <= token.start < piece[1]]
    return sum(any(word.is_like(token) for token in inside) for word in wanted)


def _is_listed_with(source: str, one: _Token, other: _Token) -> bool:
    """ "two for the house door and three for the flat": each is only a part of what is counted."""
    found = [_PREPOSITION.match(source, token.end) for token in (one, other)]
    between = source[min(one.end, other.end) : max(one.start, other.start)]
    both = all(found) and " and " in between
    return both and len({match[1] for match in found if match is not None}) == 1


def _is_narrowed(source: str, piece: tuple[int, int], token: _Token, wanted: Sequence[_Token]) -> bool:
    """Whether the words behind it are asked for or said."""
    behind = _tokens(source[token.end : piece[1]])
    return any(word.is_like(each) for each in behind for word in wanted)
