"""Does a document state another value that may be meant? "The rent was 720 euros. Now it is 780 euros."

Owns these doubts, by the words of the document alone. Must not ask a model: one that takes the wrong of two
amounts is as sure of it as of any other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from llmdesk.tools.ask.each.amounts import DAY, Amount, amount_of_figure
from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.terms import terms
from llmdesk.tools.evidence.values import Figure
from llmdesk.tools.fields import habits_of

_LONGEST = 200_000  # characters of a document that are looked through
_NEAR = 24  # characters between two amounts of which one takes the place of the other
_TAIL = re.compile(r"[\s-]{0,3}(?P<words>[^\W\d_]{1,20}(?:[ \t\n-][^\W\d_]{1,20})?)")
_TURNS = re.compile(
    r"\b(?:to|until|instead of|rather than|not|but|now|then)\b|→|"
    "改为|调整为|变为|涨到|升到|降到|增至|减至|提高到|到|至|而不是",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """An amount of the document, where it stands with its unit."""

    amount: Amount
    start: int
    end: int


def other_value(document: Document, field: str, start: int, amount: Amount) -> str:
    """The words of another amount with the same unit that may be meant; "" for none. `start`: where the value
    stands, `field`: what was asked for."""
    stated = [each for each in _stated(document) if each.amount.unit == amount.unit]
    own = next((each for each in stated if each.start <= start < each.end), None)
    if own is None:
        return ""
    asked_for_at = _asked_for(document, field)
    for other in stated:
        if other.amount.number != own.amount.number and (
            _same_tail(document.text, own, other)
            or _in_its_place(document.text, own, other)
            or asked_for_at(own, other)
        ):
            return document.text[other.start : other.end]
    return ""


def trimmed(value: str, comma: bool) -> str:
    """The one figure of a value with its unit: 850 euros of "850 euros a month"."""
    found = list(figures(value, comma=comma))
    return value[_first(found[0]) : _last(found[0])] if len(found) == 1 else value


def _stated(document: Document) -> Iterator[_Stated]:
    text = document.text[:_LONGEST]
    habits = habits_of(text)
    for figure in figures(text, comma=habits.comma):
        amount = amount_of_figure(figure, habits)
        if amount is not None:
            yield _Stated(amount, _first(figure), _last(figure))


def _first(figure: Figure) -> int:
    return min(figure.start, figure.span[0]) if figure.span[1] else figure.start


def _last(figure: Figure) -> int:
    return max(figure.end, figure.span[1])


def _same_tail(text: str, one: _Stated, other: _Stated) -> bool:
    """Both a month, both per person."""
    tails = [_TAIL.match(text, each.end) for each in (one, other)]
    words = [" ".join(tail["words"].casefold().split()) if tail is not None else "" for tail in tails]
    return bool(words[0]) and words[0] == words[1]


def _in_its_place(text: str, one: _Stated, other: _Stated) -> bool:
    """From 960 euros to 1,020 euros; of days that is the time between them."""
    if one.amount.unit == DAY:
        return False
    first, second = sorted((one, other), key=lambda each: each.start)
    between = text[first.end : second.start]
    return len(between) <= _NEAR and _TURNS.search(between) is not None


def _asked_for(document: Document, field: str) -> Callable[[_Stated, _Stated], bool]:
    """Whether an amount stands in another sentence than the value, with all words of what was asked for."""
    asked, starts = set(terms(field)), [each.start for each in document.sentences]
    known: dict[int, bool] = {}

    def has_all(at: int) -> bool:
        if at not in known:
            around = document.sentences[at]
            known[at] = bool(asked) and asked <= set(terms(document.text[around.start : around.end]))
        return known[at]

    def there(one: _Stated, other: _Stated) -> bool:
        at = bisect_right(starts, other.start) - 1
        return at >= 0 and at != bisect_right(starts, one.start) - 1 and has_all(at)

    return there
