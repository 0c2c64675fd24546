"""What each sentence of a summary rests on: found by the program in the document, not claimed by a model.

Owns the search for passages and the verdict. Must not call a model.

**How a passage qualifies.** A sentence is taken apart into terms (stems of English words, bigrams of
Chinese characters, without words that say nothing), figures (numbers as values with their units, see
`tools.evidence`: "4.2 million" is 4,200,000, "四成" is 40 %) and names. Each term weighs its inverse
document frequency over the document's sentences; one that is nowhere in the document weighs most. The
passage is the sentence of the document that covers the most weight, and up to `_MOST_SOURCES` - 1 more,
each of which must add `_GAIN` of the weight (`_GAIN_FAR` when it is not within `_NEAR` sentences of the
first) and more than a number. The sentence is supported when

1. the passage covers at least `ENOUGH` of its weight (`ENOUGH_CJK` for Chinese and Japanese); what a
   sentence adds that is not within `_BESIDE` sentences of the others counts `_APART`, unless it adds
   `_MANY_TERMS` terms, since words gathered from all over a document can be put together to say anything,
2. every figure has the value (and does not measure something else) of a figure in the passage or within
   `_AROUND` sentences of it,
3. every name stands in the passage or within `_AROUND_NAMES` sentences of it. Chinese does not mark names,
   so what looks like one counts only when no two characters of it stand together in the document.

The method is sentence-wise attribution by lexical overlap (compare ROUGE-based alignment, Nallapati et
al. 2017) with exact tests for what models get wrong most. Measured with `python -m
tests.benchmarks.support`; its table is in the README.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence import Date, Figure, contrast, figures, uses_decimal_comma
from llmdesk.tools.evidence.names import ENDING, forms, month_of, names
from llmdesk.tools.evidence.places import FigurePlaces
from llmdesk.tools.evidence.terms import CJK, fold, is_cjk, stem, terms
from llmdesk.tools.evidence.types import QUOTE_LIMIT, Remark, Source

ENOUGH = 0.45
ENOUGH_CJK = 0.4
_MOST_SOURCES = 4
_GAIN, _GAIN_FAR = 0.08, 0.2
_NEAR = 12
_UNSEEN = 1.25  # a term that is nowhere weighs more than any that is
_BESIDE, _APART, _MANY_TERMS = 2, 0.5, 3
_AROUND, _AROUND_NAMES = 2, 15

# Beside Chinese characters, too, which stand without spaces.
_LATIN_WORD = re.compile(rf"[^\W\d_{CJK}](?:[^\W_{CJK}]|[.&'’-](?=[^\W\d_{CJK}]))*")
_INSIDE = re.compile(r"[.&'’-]")

NO_SOURCE = QT_TRANSLATE_NOOP("core", "No passage of the document says this.")
WEAK_SOURCE = QT_TRANSLATE_NOOP("core", "Only {percent} % of this sentence is found in the document.")
NO_NUMBER = QT_TRANSLATE_NOOP("core", "The number “{figure}” stands nowhere in the document.")
OTHER_NUMBER = QT_TRANSLATE_NOOP(
    "core", "The document has the number “{figure}”, but not where it says the rest of this sentence."
)
NO_NAME = QT_TRANSLATE_NOOP("core", "The name “{name}” stands nowhere in the document.")
OTHER_NAME = QT_TRANSLATE_NOOP(
    "core", "The document has the name “{name}”, but not where it says the rest of this sentence."
)
OPPOSITE = QT_TRANSLATE_NOOP(
    "core", "The document says “{source}” where this sentence says “{claim}”, which is the opposite."
)
STRONGER = QT_TRANSLATE_NOOP(
    "core", "The document says “{source}” where this sentence says “{claim}”, which is more."
)
TURNED = QT_TRANSLATE_NOOP(
    "core",
    "This sentence turns round what the document says: “{claim}” stands where the document has “{source}”.",
)
ADDED = QT_TRANSLATE_NOOP("core", "The document does not say “{word}” of this.")
HELD_BACK = QT_TRANSLATE_NOOP("core", "The document says only “{word}”; this sentence says that it is so.")
DENIES = QT_TRANSLATE_NOOP("core", "This sentence denies (“{word}”) what the document says.")
DENIED = QT_TRANSLATE_NOOP("core", "The document denies (“{word}”) what this sentence says.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is supported, by which passages, and how much of its weight they cover (0…1)."""

    supported: bool
    sources: tuple[Source, ...]
    coverage: float
    remark: Remark | None = None


def check_sentences(
    document: Document, sentences: Sequence[str], within: range | None = None
) -> list[Verdict]:
    """The verdict on each sentence; `within`: only these sentences of the document count as its source.

    Reads the document once and keeps only what the sentences ask for.
    """
    comma = uses_decimal_comma(document.text, document.language)
    claims = [_Claim(text, comma) for text in sentences]
    index = _Index(document, claims, within or range(len(document.sentences)), comma)
    return [_judge(document, index, claim) for claim in claims]


class _Claim:
    """A sentence taken apart. `idle` figures ("one", "doubled") are evidence for others and need none."""

    def __init__(self, text: str, comma: bool) -> None:
        self.text = text
        self.cjk = is_cjk(text)
        found = list(figures(text, comma=comma))
        self.figures = [figure for figure in found if not figure.idle]
        self.idle = [figure for figure in found if figure.idle]
        # A month or a numeral that stands in a figure is looked for as one.
        self.names = [name for name in names(text) if not _overlaps(name.start, name.end, self.figures)]
        self.terms = set(terms(_without(text, self.figures)))


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


class _Index:
    """In which sentences of the document the terms, figures and names of the claims stand."""

    def __init__(self, document: Document, claims: Sequence[_Claim], within: range, comma: bool) -> None:
        wanted = {term for claim in claims for term in claim.terms}
        wanted_names = {name.text for claim in claims for name in claim.names}
        self.count = len(within)
        self.terms: dict[str, list[int]] = defaultdict(list)
        self.figures = FigurePlaces([f for claim in claims for f in (*claim.figures, *claim.idle)])
        self.pairs: set[str] = set()
        self.names: dict[str, list[int]] = defaultdict(list)
        cjk_names = [name for name in wanted_names if re.search(f"[{CJK}]", name)]
        self._wanted_pairs = {pair for name in cjk_names for pair in _pairs(name)}
        self._months = {month: name for name in sorted(wanted_names) if (month := month_of(name))}
        latin: dict[str, list[str]] = defaultdict(list)
        for name in wanted_names.difference(cjk_names):
            for form in forms(name):
                latin[form].append(name)
        for number in within:
            span = document.sentences[number]
            text = document.text[span.start : span.end]
            found = list(figures(text, comma=comma))
            self.figures.add(number, found)
            shown = _without(text, (figure for figure in found if not figure.idle))
            for term in set(terms(shown)) & wanted:
                self.terms[term].append(number)
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
        for name in found:
            self.names[name].append(number)

    def _add_months(self, number: int, found: Iterable[Figure]) -> None:
        """A month that a claim names may stand as a number (2024-03-05, 3月)."""
        for month in {month for figure in found for month in figure.months} & self._months.keys():
            places = self.names[self._months[month]]
            if number not in places[-1:]:
                places.append(number)

    def weight(self, term: str) -> float:
        stands = len(self.terms.get(term, ()))
        return math.log(1 + self.count / max(1, stands)) * (1 if stands else _UNSEEN)


def _judge(document: Document, index: _Index, claim: _Claim) -> Verdict:
    weights = {term: index.weight(term) for term in claim.terms}
    places = {term: index.terms[term] for term in claim.terms if term in index.terms}
    heavy = math.log(1 + index.count)
    for figure in claim.figures:
        weights["#" + figure.key] = heavy * (2 if figure.months else 1)  # a month is a name as well
        if stands := index.figures.of(figure):
            places["#" + figure.key] = stands
    for figure in claim.idle:  # "doubled" where the document has 100 %
        for term in set(terms(figure.text)) & claim.terms:
            if stands := index.figures.of(figure):
                places[term] = sorted({*places.get(term, ()), *stands})
    total = math.fsum(weights.values())  # the same in whatever order a set gives them
    chosen, covered = _passage(weights, places, total)
    coverage = covered / total if total else 0.0
    sources = _sources(document, chosen, total)
    remark = (
        _figure_remark(index, claim, chosen)
        or _name_remark(index, claim, chosen)
        or _coverage_remark(claim, coverage)
        or _contrast_remark(document, claim, chosen)
    )
    return Verdict(remark is None, sources, coverage, remark)


def _passage(
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


def _sources(document: Document, chosen: dict[int, float], total: float) -> tuple[Source, ...]:
    found = []
    for number, gain in chosen.items():
        span = document.sentences[number]
        end = min(span.end, span.start + QUOTE_LIMIT)
        quote = document.text[span.start : end]
        score = round(gain / total, 4) if total else 0.0
        found.append(Source(span.start, end, document.page_at(span.start), quote, score))
    return tuple(found)


def _figure_remark(index: _Index, claim: _Claim, chosen: Collection[int]) -> Remark | None:
    for figure in claim.figures:
        stands = index.figures.of(figure)
        params = (("figure", figure.text),)
        if not stands:
            return Remark(NO_NUMBER, params)
        if not _near(stands, chosen, _AROUND) and not _date_near(index, figure, chosen):
            return Remark(OTHER_NUMBER, params)
    return None


def _date_near(index: _Index, figure: Figure, chosen: Collection[int]) -> bool:
    """Whether the year of a month is near; the month may be as far as a name."""
    if len(figure.parts) != 2 or not isinstance(month := figure.parts[0], Date) or month.day:
        return False
    months, years = (index.figures.of_value(part) for part in figure.parts)
    return _near(months, chosen, _AROUND_NAMES) and _near(years, chosen, _AROUND)


def _name_remark(index: _Index, claim: _Claim, chosen: Collection[int]) -> Remark | None:
    for name in claim.names:
        stands = index.names.get(name.text)
        params = (("name", name.text),)
        if not stands:
            if any(pair in index.pairs for pair in _pairs(name.text)):
                continue
            return Remark(NO_NAME, params)
        if not _near(stands, chosen, _AROUND_NAMES):
            return Remark(OTHER_NAME, params)
    return None


def _coverage_remark(claim: _Claim, coverage: float) -> Remark | None:
    if coverage >= (ENOUGH_CJK if claim.cjk else ENOUGH):
        return None
    if coverage == 0:
        return Remark(NO_SOURCE)
    return Remark(WEAK_SOURCE, (("percent", f"{100 * coverage:.0f}"),))


def _contrast_remark(document: Document, claim: _Claim, chosen: Collection[int]) -> Remark | None:
    spans = [document.sentences[number] for number in chosen]
    found = contrast(claim.text, [document.text[span.start : span.end] for span in spans])
    if found is None:
        return None
    if found.kind == "denied":
        return (
            Remark(DENIES, (("word", found.claim),))
            if found.claim
            else Remark(DENIED, (("word", found.source),))
        )
    if found.kind == "stronger" and not (found.claim and found.source):
        return (
            Remark(ADDED, (("word", found.claim),))
            if found.claim
            else Remark(HELD_BACK, (("word", found.source),))
        )
    templates = {"opposite": OPPOSITE, "stronger": STRONGER, "turned": TURNED}
    return Remark(templates[found.kind], (("claim", found.claim), ("source", found.source)))


def _pairs(name: str) -> set[str]:
    """The pairs of characters of a Chinese name; an ending like 公司 is not its own."""
    head = ENDING.sub("", name) or name if re.search(f"[{CJK}]", name) else ""
    return {head[at : at + 2] for at in range(len(head) - 1)}


def _near(stands: Sequence[int], chosen: Collection[int], distance: int) -> bool:
    """Whether one of the sorted places `stands` is within `distance` of one of `chosen`."""
    for number in chosen:
        at = bisect_left(stands, number - distance)
        if at < len(stands) and stands[at] <= number + distance:
            return True
    return False
