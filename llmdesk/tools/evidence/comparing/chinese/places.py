"""Whether a figure of a Chinese sentence stands where the passage has another, or counts per another time.

Owns what stands around figures. Must not know subjects or frames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmdesk.tools.evidence.comparing.chinese.cases import is_case
from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, match, weight
from llmdesk.tools.evidence.comparing.chinese.derived import follows
from llmdesk.tools.evidence.comparing.chinese.words import Word
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.values import Date, Figure, Quantity, same_figure

_HALF = 5.0  # characters after which a word beside a figure counts half
_ENOUGH = 0.45
_ALONE = 0.65  # where the passage does not have the claim's figure at all
_FROM_TO = re.compile(
    r"[从由自][^，。]{1,24}[到至为成]|[^，。]{2}(?:升|降|增|减|提|涨|跌|缩短|延长|改)[到至为成]"
)
_TO = re.compile("[至到—–~～-]{1,2}(?:次日|第二天|当天)?")
_AHEAD = 0.2  # how much better another figure must fit
_RATE = re.compile(
    r"(?P<every>每(?:个|一)?)(?P<unit>年度|小时|分钟|季度|年|月|周|天|日|星期|秒|人|户|次|台|平方米|公顷|亩)"
    r"|(?P<even>[年月日周季])均|平均每(?:个)?(?P<mean>年|月|周|天|日|小时|分钟)|全(?P<whole>年)|(?P<day>一[天日])|(?P<hour>一小时)"
)
_TIMES = {"日": "天", "星期": "周", "年度": "年", "季": "季度"}


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure with the words around it and how near each is, 0…1."""

    figure: Figure
    clause: Clause
    words: tuple[tuple[Word, float], ...]


def other_place(claim: Sentence, sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """(figure of the claim, figure that the passage has in that place); None where it stands right."""
    there = [place for each in sentences for place in _places(each)]
    for place in _places(claim):
        mine = [other for other in there if same_figure(place.figure, other.figure)]
        others = [
            other
            for other in there
            if not same_figure(place.figure, other.figure)
            and _alike(place, other)
            and not _spans(other, mine)
            and not (mine and other.clause.find("past", "first"))
        ]
        if not others or (not mine and _needs_no_place(place, claim, sentences)):
            continue
        best = max((_fits(place, other) for other in mine), default=0.0)
        against = max(others, key=lambda other: _fits(place, other))
        if _joined(place, against):
            continue
        fits = _fits(place, against)
        if fits >= (_ENOUGH if mine else _ALONE) and fits >= best + _AHEAD:
            return place.figure.text, against.figure.text
    return None


def _needs_no_place(place: _Place, claim: Sentence, sentences: Sequence[Sentence]) -> bool:
    if follows(place.figure, claim.text, sentences):
        return True
    shifted = next((each for each in figures(claim.text) if each.key == place.figure.key), place.figure)
    return is_case(shifted, claim.text, sentences)


def _spans(place: _Place, mine: Sequence[_Place]) -> bool:
    """Whether the figure is the other end of what the claim's is one end of: 由15分钟缩短为10分钟."""
    return any(
        other.clause is place.clause and (_FROM_TO.search(place.clause.text) or _is_range(place, other))
        for other in mine
    )


def _is_range(one: _Place, other: _Place) -> bool:
    """Whether the two are the ends of one stretch of the day: 22时至次日6时."""
    if not all(
        isinstance(r := each.figure.readings[0], Quantity) and r.kind == "clock" for each in (one, other)
    ):
        return False
    first, second = sorted((one.figure.span, other.figure.span))
    return _TO.fullmatch(one.clause.text[first[1] : second[0]]) is not None


def _joined(place: _Place, against: _Place) -> bool:
    """Whether the claim has both, as from the one to the other."""
    has = any(same_figure(other, against.figure) for other in place.clause.figures)
    return has and _FROM_TO.search(place.clause.text) is not None


def _places(sentence: Sentence) -> Iterator[_Place]:
    for clause in sentence.clauses:
        before = sentence.clauses[clause.at - 1] if clause.at else None
        for figure in clause.figures:
            if figure.idle:
                continue
            yield _Place(figure, clause, tuple(_around(clause, figure, before)))


def _around(clause: Clause, figure: Figure, before: Clause | None) -> Iterator[tuple[Word, float]]:
    start, end = figure.span
    others = [other.span for other in clause.figures if other is not figure]
    for word in clause.content:
        gap = max(start - word.end, word.start - end, 0)
        left, right = min(word.end, end), max(word.start, start)
        between = sum(1 for a, b in others if left <= a and b <= right)
        breaks = len(re.findall("[，、和与及而]", clause.text[left:right]))
        yield word, 0.5 ** (gap / _HALF + between + 0.7 * breaks)
    if before is not None and len(clause.content) < 3:
        for word in before.content:
            yield word, 0.25


def _fits(own: _Place, other: _Place) -> float:
    """How much of what stands around the one stands around the other, as near."""
    total = found = 0.0
    for word, near in own.words:
        each = weight(word) * near
        total += each
        found += each * max(
            (min(1.0, 2 * far) * match(word, text.text) for text, far in other.words), default=0.0
        )
    return found / total if total else 0.0


def _alike(place: _Place, against: _Place) -> bool:
    first, second = place.figure.readings[0], against.figure.readings[0]
    if isinstance(first, Date) or isinstance(second, Date):
        return (
            isinstance(first, Date)
            and isinstance(second, Date)
            and (first.year is None) == (second.year is None)
            and (first.year is not None or (first.month is None) == (second.month is None))
        )
    if first.kind != second.kind:
        return False
    return first.kind not in ("number", "count") or _counted(place) == _counted(against)


def _counted(place: _Place) -> str:
    """The character behind the figure: 辆, 家, 种."""
    end = place.figure.span[1]
    return place.clause.text[end : end + 1]


def other_rate(claim: Sentence, sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """(per what the claim counts, per what the passage does) of one figure; else None."""
    there = [(clause, figure) for each in sentences for clause in each.clauses for figure in clause.figures]
    for clause in claim.clauses:
        own = _rate(clause.text)
        for figure in clause.figures:
            if own is None or not isinstance(figure.readings[0], Quantity):
                continue
            same = [other for other, found in there if same_figure(figure, found)]
            rates = [rate for other in same if (rate := _rate(_with_before(other, sentences))) is not None]
            if same and rates and all(rate[0] != own[0] for rate in rates) and len(rates) == len(same):
                return own[1], rates[0][1]
    return None


def _with_before(clause: Clause, sentences: Sequence[Sentence]) -> str:
    return clause.text


def _rate(text: str) -> tuple[str, str] | None:
    found = _RATE.search(text)
    if found is None:
        return None
    groups = found.groupdict()
    unit = (
        groups["unit"]
        or groups["even"]
        or groups["mean"]
        or groups["whole"]
        or ("天" if groups["day"] else "小时")
    )
    return _TIMES.get(unit, unit), found[0]
