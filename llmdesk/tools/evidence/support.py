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

A Chinese sentence is compared by its words instead, each with the weight of its kind and its rarity, which
count in part where the passage has a synonym or a character of them; half of its coverage is what the
sentences around the first passage add, since they say who and when (see `comparing.chinese.finding`).

A word of the same sense counts for an English one (`related`), a country for its people, and a number that
two numbers of one sentence make needs no evidence of its own. Before all that, an English sentence is
compared with every sentence of the document that it may rest on (`comparing.english_flow`): what its numbers
and doings belong to there, and how surely it is said.

The method is sentence-wise attribution by lexical overlap (compare ROUGE-based alignment, Nallapati et
al. 2017) with exact tests for what models get wrong most. Measured with `python -m
tests.benchmarks.support`; its table is in the README.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents import Document, Span
from llmdesk.tools.evidence import Contrast, Date, Figure, contrast, same_figure, uses_decimal_comma
from llmdesk.tools.evidence.comparing import chinese
from llmdesk.tools.evidence.comparing.chinese.cases import is_case
from llmdesk.tools.evidence.comparing.chinese.clauses import Sentence as ChineseSentence
from llmdesk.tools.evidence.comparing.chinese.derived import follows
from llmdesk.tools.evidence.comparing.contrast import by_words
from llmdesk.tools.evidence.comparing.english_document import EnglishDocument
from llmdesk.tools.evidence.comparing.english_flow import compare
from llmdesk.tools.evidence.comparing.english_reading import Reading
from llmdesk.tools.evidence.comparing.english_reckoned import reckoned
from llmdesk.tools.evidence.comparing.english_standing import is_made
from llmdesk.tools.evidence.conflicts import Conflict, among
from llmdesk.tools.evidence.finding import Claim, Index, candidates, pairs, passage
from llmdesk.tools.evidence.grids import Grid, grids_of
from llmdesk.tools.evidence.remarks import (
    NO_NAME,
    NO_NUMBER,
    NO_SOURCE,
    OF_ANOTHER,
    OTHER_NAME,
    OTHER_NUMBER,
    OTHER_THERE,
    WEAK_SOURCE,
    may_conflict,
    of_conflict,
    of_contrast,
)  # fmt: skip
from llmdesk.tools.evidence.stated import Stated
from llmdesk.tools.evidence.terms import terms
from llmdesk.tools.evidence.types import QUOTE_LIMIT, Remark, Source
from llmdesk.tools.evidence.verdicts import Verdict

ENOUGH = 0.38
_FEW = 3
ENOUGH_CJK = 0.4
ENOUGH_CHINESE = 0.355  # by words, see `comparing.chinese.finding`
_ALIKE = 0.45  # how well the clauses of a Chinese sentence stand where they are found
_AROUND, _AROUND_NAMES = 2, 15
_MOST_RECKONED = 12  # figures of a sentence; one with more is a table
_TOP = 4  # whom the first sentences name the whole document is about


def check_sentences(
    document: Document,
    sentences: Sequence[str],
    within: range | None = None,
    cancel: CancelToken | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> list[Verdict]:
    """The verdict on each sentence; `within`: only these sentences of the document count as its source,
    and it is not asked whether the document contradicts itself.

    Reads the document once and keeps only what the sentences ask for. `on_progress` gets how many are judged.
    Raises `Cancelled`.
    """
    comma = uses_decimal_comma(document.text, document.language)
    claims = [Claim(text, comma) for text in sentences]
    index = Index(document, claims, within or range(len(document.sentences)), comma, cancel)
    background = EnglishDocument(document, index.weight, comma=comma)
    numbers = within or range(len(document.sentences))

    def anew(stated: Sequence[int], claim: Claim) -> Verdict:
        """The verdict by these sentences alone."""
        return _judge(background, Index(document, [claim], stated, comma, cancel), claim)

    stated, tables = Stated(document, index, numbers, anew), grids_of(document)
    found = []
    for claim in claims:
        if cancel is not None:
            cancel.raise_if_cancelled()
        verdict = _of_tables(tables, claim, stated.judged(claim, _judge(background, index, claim)))
        found.append(verdict if within else _with_conflict(background, index, claim, verdict))
        if on_progress is not None:
            on_progress(len(found))
    return found


def _of_tables(tables: Sequence[Grid], claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict, or what a table says where the claim names one of its rows and one of its columns."""
    for table in tables:
        found = table.says(claim.text)
        in_table = any(table.place.start <= source.start < table.place.end for source in verdict.sources)
        if not found or not in_table:
            continue
        if found != "right":
            return _differs(claim, found, verdict.sources, verdict.coverage)
        if verdict.remark is not None and verdict.remark.template in (OTHER_THERE, OF_ANOTHER):
            return Verdict(True, verdict.sources, verdict.coverage)
    return verdict


def _judge(background: EnglishDocument, index: Index, claim: Claim) -> Verdict:
    document = background.document
    weights = {term: index.weight(term) for term in claim.terms}
    places = {term: stands for term in claim.terms if (stands := index.places(term))}
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
    chosen, covered = passage(weights, places, total)
    coverage = covered / total if total else 0.0
    if claim.chinese:
        return _judge_chinese(document, index, claim)
    sources = _sources(document, chosen, total)
    made: frozenset[str] = frozenset()
    if not claim.cjk:
        best = background.candidates(candidates(weights, places))
        found = compare(claim.text, best, background)
        if found is not None:
            return _differs(claim, found, sources, coverage)
        made = frozenset(
            figure.key
            for figure in claim.figures
            if is_made(figure, best) or reckoned(figure, claim.text, best)
        )
    remark = (
        _figure_remark(index, claim, chosen, made=made)
        or _name_remark(index, claim, chosen)
        or _coverage_remark(claim, coverage)
    )
    if remark is not None:
        return Verdict(False, sources, coverage, remark, _marked(claim.text, dict(remark.params)))
    found = contrast(claim.text, [document.text[source.start : source.end] for source in sources])
    return Verdict(True, sources, coverage) if found is None else _differs(claim, found, sources, coverage)


def _judge_chinese(document: Document, index: Index, claim: Claim) -> Verdict:
    """By words and clauses: what the sentences beside the passage say counts, too."""
    seen = index.chinese.find(claim.text, [index.figures.of(figure) for figure in claim.figures])
    sources = _sources(document, seen.chosen, 1.0)
    passage = index.chinese.around(seen.chosen)
    own = index.chinese.claim(claim.text)
    aligned = chinese.align(own, passage)
    if seen.coverage >= ENOUGH_CHINESE:
        found = chinese.compare(own, passage, index.chinese.known_words, aligned)
        if found is not None:
            return _differs(claim, found, sources, seen.coverage)
    reckoned = index.chinese.around(seen.chosen, _AROUND)
    remark = (
        _figure_remark(index, claim, seen.chosen, reckoned)
        or _name_remark(index, claim, seen.chosen)
        or _coverage_remark(claim, seen.coverage)
        or _likeness_remark(chinese.likeness(aligned))
    )
    if remark is not None:
        marks = _marked(claim.text, dict(remark.params))
        return Verdict(False, sources, seen.coverage, remark, marks)
    found = by_words(claim.text, [document.text[source.start : source.end] for source in sources])
    if found is not None:
        return _differs(claim, found, sources, seen.coverage)
    return Verdict(True, sources, seen.coverage)


def _with_conflict(background: EnglishDocument, index: Index, claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict, or the better one where the document contradicts itself about what the claim says."""
    if not may_conflict(verdict.remark) or (claim.cjk and not claim.chinese):
        return verdict
    document = background.document
    own: Reading | str = claim.text
    near: list[tuple[int, Reading | str]]
    if claim.chinese:
        near = [(each.number, each.text) for each in index.chinese.candidates(claim.text)]
    else:
        own = background.read(claim.text)
        near = [(each.number, each.reading) for each in background.candidates(_best(index, claim))]
    found = among(document, own, near, claim.figures)
    if found is None:
        return verdict
    said = [f for f in claim.figures if any(same_figure(f, value) for value in found.figures)]
    if found.figures and not said and verdict.name != "contradicted":
        return verdict
    remark = of_conflict(found, _beside(claim, found), is_one=bool(said) or not found.figures)
    both = _sources(document, {found.first: 1.0, found.second: 1.0}, 1.0)
    others = [each for each in verdict.sources if each.start not in {source.start for source in both}]
    marks = _marked(claim.text, {str(at): figure.text for at, figure in enumerate(said)})
    words = ((both[0], found.one), (both[1], found.other))
    at_source = [
        span for source, word in words for span in _source_marks(Contrast("number", "", word), [source])
    ]
    return Verdict(False, (*both, *others), verdict.coverage, remark, marks, tuple(at_source))


def _best(index: Index, claim: Claim) -> list[tuple[int, float]]:
    """The sentences of the document that have most of a claim's words."""
    places = {term: stands for term in claim.terms if (stands := index.places(term))}
    return candidates({term: index.weight(term) for term in claim.terms}, places)


def _beside(claim: Claim, found: Conflict) -> str:
    """What the claim says in the place of both values: its first figure of their kind."""
    kinds = {type(figure.readings[0]) for figure in found.figures}
    return next((figure.text for figure in claim.figures if type(figure.readings[0]) in kinds), "")


def _differs(claim: Claim, found: Contrast, sources: tuple[Source, ...], coverage: float) -> Verdict:
    marks = _marked(claim.text, {"": found.claim})
    return Verdict(False, sources, coverage, of_contrast(found), marks, _source_marks(found, sources))


def _marked(text: str, words: Mapping[str, str]) -> tuple[Span, ...]:
    """Where the first of each of `words` stands in the text."""
    found = (_place(text, word) for name, word in words.items() if word and name != "percent")
    return tuple(span for span in found if span is not None)


def _place(text: str, word: str) -> Span | None:
    """The first place of `word`; that of a figure is not within a longer one."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        longer = text[max(0, at - 1) : at] + word[0], word[-1] + text[end : end + 1]
        if not any(len(pair) == 2 and pair.isdigit() for pair in longer):
            return Span(at, end)
        at = text.find(word, at + 1)
    return None


def _source_marks(found: Contrast, sources: Sequence[Source]) -> tuple[Span, ...]:
    for source in sources:
        if found.source and (at := source.quote.find(found.source)) >= 0:
            start = source.start + at
            return (Span(start, start + len(found.source)),)
    return ()


def _sources(document: Document, chosen: dict[int, float], total: float) -> tuple[Source, ...]:
    found = []
    for number, gain in chosen.items():
        span = document.sentences[number]
        end = min(span.end, span.start + QUOTE_LIMIT)
        quote = document.text[span.start : end]
        score = round(gain / total, 4) if total else 0.0
        found.append(Source(span.start, end, document.page_at(span.start), quote, score))
    return tuple(found)


def _figure_remark(
    index: Index,
    claim: Claim,
    chosen: Collection[int],
    reckoned: Sequence[ChineseSentence] = (),
    made: Collection[str] = (),
) -> Remark | None:
    """The first figure without evidence; `reckoned`: sentences from whose figures it may follow; `made`: the
    keys of those that do follow."""
    for figure in claim.figures:
        if figure.key in made:
            continue
        few = reckoned and len(claim.figures) <= _MOST_RECKONED
        if few and (follows(figure, claim.text, reckoned) or is_case(figure, claim.text, reckoned)):
            continue
        stands = index.figures.of(figure)
        if not claim.cjk and _is_reckoned(figure):
            continue
        params = (("figure", figure.text),)
        if not stands:
            return Remark(NO_NUMBER, params)
        if not _near(stands, chosen, _AROUND) and not _date_near(index, figure, chosen):
            return Remark(OTHER_NUMBER, params)
    return None


def _is_reckoned(figure: Figure) -> bool:
    """A small count or share in words is often the writer's own: "three divisions", "more than half"."""
    first = figure.readings[0]
    if isinstance(first, Date) or any(character.isdigit() for character in figure.text):
        return False
    return first.kind == "share" or (first.kind in ("count", "number", "times") and first.written <= _FEW)


def _date_near(index: Index, figure: Figure, chosen: Collection[int]) -> bool:
    """Whether the year of a month is near; the month may be as far as a name."""
    if len(figure.parts) != 2 or not isinstance(month := figure.parts[0], Date) or month.day:
        return False
    months, years = (index.figures.of_value(part) for part in figure.parts)
    return _near(months, chosen, _AROUND_NAMES) and _near(years, chosen, _AROUND)


def _name_remark(index: Index, claim: Claim, chosen: Collection[int]) -> Remark | None:
    for name in claim.names:
        stands = index.names.get(name.text)
        params = (("name", name.text),)
        if not stands:
            if any(pair in index.pairs for pair in pairs(name.text)):
                continue
            return Remark(NO_NAME, params)
        if not _near(stands, chosen, _AROUND_NAMES) and stands[0] >= _TOP:
            return Remark(OTHER_NAME, params)
    return None


def _coverage_remark(claim: Claim, coverage: float) -> Remark | None:
    if coverage >= (ENOUGH_CHINESE if claim.chinese else ENOUGH_CJK if claim.cjk else ENOUGH):
        return None
    if coverage == 0:
        return Remark(NO_SOURCE)
    return Remark(WEAK_SOURCE, (("percent", f"{100 * coverage:.0f}"),))


def _likeness_remark(likeness: float) -> Remark | None:
    if likeness >= _ALIKE:
        return None
    return Remark(WEAK_SOURCE, (("percent", f"{100 * likeness:.0f}"),))


def _near(stands: Sequence[int], chosen: Collection[int], distance: int) -> bool:
    """Whether one of the sorted places `stands` is within `distance` of one of `chosen`."""
    for number in chosen:
        at = bisect_left(stands, number - distance)
        if at < len(stands) and stands[at] <= number + distance:
            return True
    return False
