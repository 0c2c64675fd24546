"""What stands in a text and in nothing that was given: numbers, dates, amounts, names, places to fill in.

Owns the comparison against all that was given at once; a thing may be said as often as one likes. Pure. What
is merely claimed in words (“the best”) it does not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from llmdesk.errors import shown
from llmdesk.tools.compose import wording
from llmdesk.tools.compose.facts import different, is_among, span_of
from llmdesk.tools.compose.types import Check
from llmdesk.tools.documents.types import Span
from llmdesk.tools.evidence import MONTHS, Date, Figure, Quantity, figures, uses_decimal_comma
from llmdesk.tools.evidence.names import Name, forms, names
from llmdesk.tools.evidence.terms import fold, stem
from llmdesk.tools.fidelity.numbers import weekdays
from llmdesk.tools.fidelity.wording import LOST

_MOST = 300  # numbers of a text that are looked at
_MOST_GIVEN = 10_000  # numbers it may take from what was given: all of a long letter
_LARGE = 20  # a number in words from here on is as good as digits
_MOST_TOLD = 12
_LIST_NUMBER = re.compile(r"^[ \t]{0,8}(?:\*\*)?(?:Step |步骤)?\(?\d{1,3}[.)、:：](?!\d)", re.MULTILINE)
_FILL_IN = re.compile(
    r"\[[^\[\]\n]{2,60}\](?!\()|【[^【】\n]{1,40}】|\{\{?[A-Za-z][^{}\n]{1,40}\}|<[A-Z][A-Za-z ]{2,30}>"
    r"|(?<![A-Za-z])[Xx]{3,10}(?![A-Za-z])|_{4,40}"
)
_WORD = re.compile(r"[^\W\d_]+")
_QUOTES = '“「『《‘"'
# What has a capital in letters and headings and is no name.
_WORDS_OF_LETTERS = """
dear best kind kindest warm warmest regards wishes yours sincerely faithfully truly respectfully hello hi
thanks thank sir madam mr mrs ms miss mx dr prof team subject re sender recipient date address i'm i'll
i've i'd you we our your it its key features description product specifications note name order get try
enjoy discover meet choose add buy bring take experience perfect ideal whether whatever
monday tuesday wednesday thursday friday saturday sunday
"""
_NO_NAMES = frozenset(_WORDS_OF_LETTERS.split())


def numbers(text: str, given: str, language: str, *, days: bool = True) -> Iterator[Check]:
    """Numbers, dates and amounts that nobody gave; `days` of the week, too."""
    plain = _LIST_NUMBER.sub(lambda found: " " * len(found[0]), text)
    known = different(figures(given, comma=uses_decimal_comma(given, language)), _MOST_GIVEN)
    exact = {each.readings for each in known}  # most are said as they were given
    seen: dict[tuple[object, ...], bool] = {}
    told: list[Span] = []
    for figure in islice(figures(plain, comma=uses_decimal_comma(plain, language)), _MOST):
        if not _counts(figure):
            continue
        value = (figure.readings, figure.parts)
        if value not in seen:
            seen[value] = figure.readings in exact or is_among(figure, known)
        if not seen[value]:
            told.append(span_of(figure))
        if len(told) >= _MOST_TOLD:
            break
    for finding in weekdays(text, given) if days else ():
        if finding.template == LOST and finding.source is not None:
            told.append(finding.source)
    for span in sorted(told, key=lambda span: span.start)[:_MOST_TOLD]:
        yield _check("numbers", text, span)


def _counts(figure: Figure) -> bool:
    """Whether somebody must have given it, however the language puts it."""
    if figure.idle:
        return False
    first = figure.readings[0]
    if any(map(str.isdigit, figure.text)):
        return True
    if isinstance(first, Date):
        return bool(first.month or first.year)
    return isinstance(first, Quantity) and (first.written >= _LARGE or bool(first.units))


def added_names(text: str, given: str, *, headings: bool = True) -> Iterator[Check]:
    """Names that stand in nothing that was given. Lines with a capital at nearly every word are `headings`,
    but in a letter; what is between quotation marks is quoted or set apart: both tell nothing."""
    low = given.casefold()
    stems = {stem(fold(word)) for word in _WORD.findall(given)}
    told: set[str] = set()
    for start, line in _lines(text):
        if headings and _is_heading(line):
            continue
        for name in names(line):
            if name.text.casefold() in told or _is_known(name.text, low, stems):
                continue
            if _is_quoted(line, name) or _goes_on(line, name, given):
                continue
            told.add(name.text.casefold())
            if len(told) > _MOST_TOLD:
                return
            yield _check("added names", text, Span(start + name.start, start + name.end))


def _is_quoted(line: str, name: Name) -> bool:
    return name.start > 0 and line[name.start - 1] in _QUOTES


def _goes_on(line: str, name: Name, given: str) -> bool:
    """产自江 is none where 江苏 was given: its last character begins another word."""
    return not name.text.isascii() and line[name.end - 1 : name.end + 1] in given


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)


def _is_known(name: str, low: str, stems: set[str]) -> bool:
    folded = name.casefold().replace("’", "'")
    if folded in low or folded in _NO_NAMES or folded.rstrip("s.") in _NO_NAMES:
        return True
    if folded.rstrip(".") in MONTHS:
        return True  # `numbers` tells of dates
    return any(form in stems for form in forms(name))


def _is_heading(line: str) -> bool:
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    if line.lstrip().startswith(("#", "**")) and line.rstrip().endswith(("*", ":", "：")):
        return True
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 1 and capitals > 0.6 * len(words) and not line.rstrip().endswith((".", "!", "?"))


def to_fill_in(text: str, given: str) -> Iterator[Check]:
    """[Your name], ____: what the model left to somebody else, where the given has nothing of the kind."""
    for found in islice(_FILL_IN.finditer(text), _MOST_TOLD):
        if found[0] not in given:
            yield Check(
                "placeholders",
                False,
                wording.TO_FILL_IN,
                (("text", shown(found[0], 60)),),
                Span(*found.span()),
            )


def _check(rule: str, text: str, span: Span) -> Check:
    template = wording.NUMBER_FROM_NOWHERE if rule == "numbers" else wording.NAME_FROM_NOWHERE
    params = (("text", shown(text[span.start : span.end].strip(), 60)),)
    return Check("numbers" if rule == "numbers" else "added names", False, template, params, span)
