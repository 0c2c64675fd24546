"""Where in a document the words, figures and names of some sentences stand, and what of it covers each.

Owns the search for passages. Must not judge.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence import figures
from llmdesk.tools.evidence.comparing.chinese.finding import Finder
from llmdesk.tools.evidence.comparing.chinese.words import stands_whole
from llmdesk.tools.evidence.names import ENDING, forms, month_of, names, nation_of, wanted_nation
from llmdesk.tools.evidence.places import FigurePlaces
from llmdesk.tools.evidence.related import related
from llmdesk.tools.evidence.terms import CJK, fold, is_chinese, is_cjk, stem, terms
from llmdesk.tools.evidence.values import Figure

_MOST_SOURCES = 4
_GAIN, _GAIN_FAR = 0.08, 0.2
_MOST_CANDIDATES = 8
_NEAR = 12
_UNSEEN = 1.25  # a term that is nowhere weighs more than any that is
_BESIDE, _APART, _MANY_TERMS = 2, 0.5, 3

# Beside Chinese characters, too, which stand without spaces.
_LATIN_WORD = re.compile(rf"[^\W\d_{CJK}](?:[^\W_{CJK}]|[.&'’-](?=[^\W\d_{CJK}]))*")
_INSIDE = re.compile(r"[.&'’-]")


class Claim:
    """A sentence taken apart. `idle` figures ("one", "doubled") are evidence for others and need none."""

    def __init__(self, text: str, comma: bool) -> None:
        self.text = text
        self.cjk = is_cjk(text)
        self.chinese = is_chinese(text)
        found = list(figures(text, comma=comma))
        self.figures = [figure for figure in found if not figure.idle]
        self.idle = [figure for figure in found if figure.idle]
        # A month or a numeral that stands in a figure is looked for as one.
        self.names = [name for name in names(text) if not _overlaps(name.start, name.end, self.figures)]
        if self.chinese:
            self.names = [name for name in self.names if stands_whole(text, name.start, name.end)]
            self.figures = [each for each in self.figures if _is_whole(text, each)]
        self.terms = set(terms(_without(text, self.figures)))


def _is_whole(text: str, figure: Figure) -> bool:
    """Whether a figure is no piece of a word (同一时段); one in digits never is."""
    return any(each.isdigit() and each.isascii() for each in figure.text) or stands_whole(
        text, figure.start, figure.start
    )


def _overlaps(start: int, end: int, found: Iterable[Figure]) -> bool:
    return any(figure.start < end and start < figure.end for figure in found)


def _without(text: str, found: Iterable[Figure]) -> str:
    """`text` with its figures and their units blanked out, so that they are not compared as words."""
    kept, at = [], 0
    for figure in found:
        start, end = figure.span
        kept += [text[at:start], " " * (end - start)]
        at = end
    return "".join((*kept, text[at:]))


class Index:
    """In which sentences of the document the terms, figures and names of the claims stand."""

    def __init__(
        self,
        document: Document,
        claims: Sequence[Claim],
        within: Sequence[int],
        comma: bool,
        cancel: CancelToken | None = None,
    ) -> None:
        wanted = {term for claim in claims for term in claim.terms}
        wanted_names = {name.text for claim in claims for name in claim.names}
        self.count = len(within)
        self.terms: dict[str, list[int]] = defaultdict(list)
        self.related: dict[str, list[int]] = defaultdict(list)  # where a word of the same sense stands
        self._akin: dict[str, list[str]] = defaultdict(list)
        for term in {term for claim in claims if not claim.cjk for term in claim.terms}:
            for akin in related(term):
                self._akin[akin].append(term)
        self.figures = FigurePlaces([f for claim in claims for f in (*claim.figures, *claim.idle)])
        self.chinese = Finder(claim.text for claim in claims if claim.chinese)
        self.pairs: set[str] = set()
        self.names: dict[str, list[int]] = defaultdict(list)
        cjk_names = [name for name in wanted_names if re.search(f"[{CJK}]", name)]
        self._wanted_pairs = {pair for name in cjk_names for pair in pairs(name)}
        self._months = {month: name for name in sorted(wanted_names) if (month := month_of(name))}
        latin: dict[str, list[str]] = defaultdict(list)
        for name in wanted_names.difference(cjk_names):
            for form in forms(name) | wanted_nation(name):
                latin[form].append(name)
        for number in within:
            if cancel is not None:
                cancel.raise_if_cancelled()
            span = document.sentences[number]
            text = document.text[span.start : span.end]
            found = list(figures(text, comma=comma))
            self.figures.add(number, found)
            self.chinese.add(number, text)
            shown = _without(text, (figure for figure in found if not figure.idle))
            stands = set(terms(shown))
            for term in stands & wanted:
                self.terms[term].append(number)
            for term in {own for akin in stands & self._akin.keys() for own in self._akin[akin]} - stands:
                self.related[term].append(number)
            self._add_names(number, text, cjk_names, latin)
            self._add_months(number, found)

    def _add_names(
        self, number: int, text: str, cjk_names: Sequence[str], latin: dict[str, list[str]]
    ) -> None:
        found = {name for name in cjk_names if name in text}
        self.pairs.update(pair for pair in self._wanted_pairs if pair in text)
        if latin:
            for whole in _LATIN_WORD.findall(text):
                for word in {whole, *_INSIDE.split(whole)}:
                    folded = fold(word)
                    found.update(latin.get(folded, ()), latin.get(stem(folded), ()))
                    if word[0].isupper():
                        found.update(name for key in nation_of(word) for name in latin.get(key, ()))
        for name in found:
            self.names[name].append(number)

    def _add_months(self, number: int, found: Iterable[Figure]) -> None:
        """A month that a claim names may stand as a number (2024-03-05, 3月)."""
        for month in {month for figure in found for month in figure.months} & self._months.keys():
            places = self.names[self._months[month]]
            if number not in places[-1:]:
                places.append(number)

    def places(self, term: str) -> list[int]:
        """The sentences that have the term or a word of the same sense, sorted."""
        return sorted((*self.terms.get(term, ()), *self.related.get(term, ())))

    def weight(self, term: str) -> float:
        stands = len(self.terms.get(term, ()) or self.related.get(term, ()))
        return math.log(1 + self.count / max(1, stands)) * (1 if stands else _UNSEEN)


def candidates(weights: dict[str, float], places: dict[str, list[int]]) -> list[tuple[int, float]]:
    """The sentences that cover most of a claim, each by itself, with the weight covered; the best first."""
    covered: dict[int, float] = defaultdict(float)
    for term, numbers in sorted(places.items()):
        for number in numbers:
            covered[number] += weights[term]
    return nsmallest(_MOST_CANDIDATES, covered.items(), key=lambda pair: (-pair[1], pair[0]))


def passage(
    weights: dict[str, float], places: dict[str, list[int]], total: float
) -> tuple[dict[int, float], float]:
    """The sentences that cover the claim, with the weight each adds, greedily; and the weight covered."""
    by_sentence: dict[int, set[str]] = defaultdict(set)
    for term, numbers_ in places.items():
        for number in numbers_:
            by_sentence[number].add(term)
    by_sentence = dict(sorted(by_sentence.items()))  # of equals the first one is taken
    chosen: dict[int, float] = {}
    added_terms: dict[int, int] = {}
    missing = set(places)
    first: int | None = None
    while by_sentence and len(chosen) < _MOST_SOURCES:
        best, gain = -1, 0.0
        for number, has in by_sentence.items():
            added = math.fsum(weights[term] for term in has & missing)
            if first is not None and all(term.startswith("#") for term in has & missing):
                continue  # a number alone may stand anywhere
            near = first is None or abs(number - first) <= _NEAR
            needed = 0.0 if first is None else _GAIN if near else _GAIN_FAR
            if added > gain and added >= needed * total:
                best, gain = number, added
        if best < 0:
            break
        first = best if first is None else first
        chosen[best] = gain
        added_terms[best] = len(by_sentence[best] & missing)
        missing -= by_sentence.pop(best)

    def counts_whole(at: int, number: int) -> bool:
        before = list(chosen)[:at]
        beside = any(abs(number - other) <= _BESIDE for other in before)
        return not before or beside or added_terms[number] >= _MANY_TERMS

    return chosen, sum(
        gain * (1.0 if counts_whole(at, number) else _APART)
        for at, (number, gain) in enumerate(chosen.items())
    )


def pairs(name: str) -> set[str]:
    """The pairs of characters of a Chinese name; an ending like 公司 is not its own."""
    head = ENDING.sub("", name) or name if re.search(f"[{CJK}]", name) else ""
    return {head[at : at + 2] for at in range(len(head) - 1)}
