"""Words as they stand in a text, made into a number, a date, an amount of money: by the program, not a model.

Owns what a value of each type is, and why words are none. How numbers and dates are written in English and
Chinese `tools/evidence` knows. Must not look for places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools.evidence import shares
from llmdesk.tools.evidence.figures import figures, uses_decimal_comma
from llmdesk.tools.evidence.numerals import han, words
from llmdesk.tools.evidence.units import currency_before
from llmdesk.tools.evidence.values import Date, Figure, Quantity
from llmdesk.tools.fields.types import Field, words_of

Problem = Literal[
    "", "nowhere", "shared", "sum", "no number", "several numbers", "no date", "no money", "no choice"
]
PROBLEMS: dict[Problem, str] = {
    "nowhere": QT_TRANSLATE_NOOP("core", "These words stand nowhere in the text."),
    "shared": QT_TRANSLATE_NOOP("core", "The same words were taken for another field, too."),
    "sum": QT_TRANSLATE_NOOP("core", "The amounts do not add up to the total."),
    "no number": QT_TRANSLATE_NOOP("core", "This is no number."),
    "several numbers": QT_TRANSLATE_NOOP("core", "These are several numbers."),
    "no date": QT_TRANSLATE_NOOP("core", "This is no date."),
    "no money": QT_TRANSLATE_NOOP("core", "This is no amount of money."),
    "no choice": QT_TRANSLATE_NOOP("core", "This is none of the choices."),
}
Plain = str | int | float | bool | None

_NO_AMOUNT = frozenset(("clock", "decade", "century"))
_TERM = re.compile(r"\b(?:within|net|after)\b|[内后]", re.IGNORECASE)
_DAY = 86_400  # seconds
_LONGEST = 300
_SAMPLE = 20_000
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{2}")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_GOES_ON = re.compile(r"(?:[-/]|(?<=年))\d")  # 2024-13-05: a year alone, and yet no year alone was meant
_MINUS_BEHIND = re.compile(r"\s?[-−–](?=\s?\d)")
_BRACKETS = re.compile(r"([^\d()]{0,8})\(([^()]+)\)([^\d()]{0,8})")
_PRECISE = re.compile(r"\d[.,]\d")
_OF_HUNDRED = re.compile(r"百分之|[成折]")


@dataclass(frozen=True, slots=True)
class Normal:
    """What words stand for: a text, a number, an ISO 8601 date ("2024-03-05", "2024-03", "--03-05" without
    its year; of a term such as within 30 days the ISO 8601 duration "P30D"), true or false, or the choice.
    `currency` is ISO 4217, "" where the words do not tell. None, and a `problem`, where they are none."""

    value: Plain
    currency: str = ""
    problem: Problem = ""


def told(problem: Problem) -> Phrase | None:
    """The problem in a sentence."""
    return Phrase(PROBLEMS[problem]) if problem else None


@dataclass(frozen=True, slots=True)
class Habits:
    """How the text that words come from writes: 1,5 for one and a half, the day before the month in
    3/4/2024, and whether it is Chinese (¥ are yuan)."""

    comma: bool = False
    day_first: bool = False
    chinese: bool = False


def habits_of(text: str) -> Habits:
    sample = text[:_SAMPLE]
    pairs = [(int(found[1]), int(found[2])) for found in _SLASHED.finditer(sample)]
    days, months = (sum(pair[at] > 12 >= pair[1 - at] for pair in pairs) for at in (0, 1))
    return Habits(uses_decimal_comma(sample), days > months, _has_han(sample))


def normal(field: Field, text: str, habits: Habits = Habits()) -> Normal:
    """What `text` stands for as a value of `field`, in a text of such `habits`."""
    text = text[:_LONGEST]
    if field.type in ("text", "list"):
        return Normal(" ".join(text.split()))
    if field.type == "yes/no":
        return _yes_or_no(text)
    if field.type == "one of":
        choice = next((one for one in field.one_of if one.casefold() == text.strip().casefold()), None)
        return Normal(choice) if choice is not None else Normal(None, problem="no choice")
    text = _plain(text)
    comma = _comma(text, habits)
    if field.type == "date":
        return _date(text, list(figures(text, comma=comma)), habits)
    problem: Problem = "no number" if field.type == "number" else "no money"
    signed = _signed(text, comma)
    if signed is None:
        return Normal(None, problem=problem)
    found = list(figures(signed, comma=comma))
    value = _number(signed, found) if field.type == "number" else _money(signed, found, habits)
    unclear = not value.problem and any(_hangs_on_a_hyphen(signed, each, value.value) for each in found)
    return Normal(None, problem=problem) if unclear else value


def problem_of_choice(field: Field) -> bool:
    """Whether its value is chosen and rests on a quote, instead of standing in the text itself."""
    return field.type in ("yes/no", "one of")


def _plain(text: str) -> str:
    """Full-width digits and marks as the usual ones."""
    return text.translate(_WIDE)


_WIDE = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20}


def _comma(text: str, habits: Habits) -> bool:
    """Whether 1,5 is one and a half here: a number that shows it, else what the text shows elsewhere."""
    if "," in text and "." in text:
        return text.rindex(",") > text.rindex(".")
    return habits.comma


# -- signs --------------------------------------------------------------------------------------
def _signed(text: str, comma: bool) -> str | None:
    """The words with a minus in front, where one stands behind a currency ($-5) or an amount in brackets is
    written as accountants write what is owed: (5.00). None where (5) may be that or just in brackets."""
    text = text.strip()
    for found in _MINUS_BEHIND.finditer(text):
        currency = currency_before(text, found.start())
        if currency is not None and not text[: currency[1]].rstrip()[-1:].isdigit():  # 10 €-5
            at = currency[1]
            text = f"{text[:at]}-{text[at : found.start()]} {text[found.end() :].lstrip()}"
            break
    inside = _BRACKETS.fullmatch(text)
    bare = "".join(inside.groups()).strip() if inside else ""
    amounts = list(figures(bare, comma=comma))
    if (
        len(amounts) != 1
        or min(amounts[0].start, amounts[0].span[0]) > 0
        or _whole_end(amounts[0]) < len(bare)
    ):
        return text
    return f"-{bare}" if _PRECISE.search(bare) else None


def _whole_end(figure: Figure) -> int:
    return max(figure.end, figure.span[1])


def _hangs_on_a_hyphen(text: str, figure: Figure, value: Plain) -> bool:
    """INV-5: a sign, or part of a name."""
    quantity = _quantity(figure)
    if quantity is None or quantity.written <= 0 or not text[: figure.start].endswith(("-", "−", "–")):
        return False
    return value in (as_number(quantity.amount), as_number(quantity.written))


# -- yes, numbers -------------------------------------------------------------------------------
def _yes_or_no(text: str) -> Normal:
    text = text.strip().casefold()
    for language in ("en", "zh"):
        if text in (words_of(language).yes, words_of(language).no):
            return Normal(text == words_of(language).yes)
    return Normal(None, problem="no choice")


def _number(text: str, found: Sequence[Figure]) -> Normal:
    whole = _spelled(text.strip())
    if whole is not None:
        return Normal(as_number(whole))
    quantities = [(figure, _quantity(figure)) for figure in found]
    amounts = {
        each.amount if _is_fraction(text, figure, each) else each.written
        for figure, each in quantities
        if each is not None and each.kind not in _NO_AMOUNT
    }
    if not amounts:
        return Normal(None, problem="no number")
    if len(amounts) > 1:
        return Normal(None, problem="several numbers")
    return Normal(as_number(amounts.pop()))


def _spelled(text: str) -> Fraction | None:
    """A numeral in words alone, which counts nothing: 三, twelve."""
    chinese = han(text, 0) if text else None
    if chinese is not None and chinese.end == len(text) and chinese.high is None:
        return chinese.amount
    english = words(text, 0) if text else None
    return english[0].amount if english is not None and english[0].end == len(text) else None


def _quantity(figure: Figure) -> Quantity | None:
    return next((each for each in figure.readings if isinstance(each, Quantity)), None)


def _is_fraction(text: str, figure: Figure, quantity: Quantity) -> bool:
    """1/2, half, 四分之三: no number of a hundred, as 5 % and 七成 are."""
    if quantity.kind != "share" or _OF_HUNDRED.search(figure.text):
        return False
    return shares.share(text, figure.start) is not None


def as_number(amount: Fraction) -> int | float:
    return amount.numerator if amount.denominator == 1 else float(amount)


# -- money --------------------------------------------------------------------------------------
def _money(text: str, found: Sequence[Figure], habits: Habits) -> Normal:
    quantities = [each for each in map(_quantity, found) if each is not None]
    money = [each for each in quantities if each.kind == "money"]
    plain = [each for each in quantities if each.kind in ("number", "count")]
    if not money and not plain:
        spelled = _spelled(text.strip())
        return Normal(None, problem="no money") if spelled is None else Normal(as_number(spelled))
    chosen = money or plain
    if len({each.amount for each in chosen}) > 1:
        return Normal(None, problem="several numbers")
    amount = chosen[0].amount if money else chosen[0].written
    units = next((each.units for each in money if len(each.units) == 1), chosen[0].units)
    return Normal(as_number(amount), currency_of(units, habits.chinese or _has_han(text)))


def currency_of(units: frozenset[str], chinese: bool) -> str:
    """The currency that is meant where a sign may mean several: yuan or yen by the text, else dollars of the
    United States; "" where nothing tells."""
    if len(units) < 2:
        return next(iter(units), "")
    if "CNY" in units:
        return "JPY" if "JPY" in units and not chinese else "CNY"
    return "USD" if "USD" in units else ""


def _has_han(text: str) -> bool:
    """Chinese characters, and none of the Japanese syllables."""
    kana = any("\u3040" <= character <= "\u30ff" for character in text)
    return not kana and any("\u4e00" <= character <= "\u9fff" for character in text)


# -- dates --------------------------------------------------------------------------------------
def term_of(text: str) -> str:
    """The ISO 8601 duration of a term in days, weeks, months or years: P30D of "within 30 days"; "" of other
    words."""
    quantities = [each for figure in figures(text[:_LONGEST]) if (each := _quantity(figure)) is not None]
    if len(quantities) != 1 or not _TERM.search(text) or quantities[0].amount <= 0:
        return ""
    days, left = divmod(quantities[0].amount, _DAY)
    if quantities[0].kind == "seconds" and days and not left:
        return f"P{days}D"
    months = quantities[0].amount
    return f"P{months}M" if quantities[0].kind == "months" and months.denominator == 1 else ""


def _date(text: str, found: Sequence[Figure], habits: Habits) -> Normal:
    compact = _COMPACT.fullmatch(text.strip())
    if compact is not None and _exists(whole := Date(*map(int, compact.groups()))):
        return Normal(_iso(whole))
    if len(found) == 1 and (term := term_of(text)):
        return Normal(term)
    dated = [(figure, day) for figure in found if (day := _day_of(figure, habits)) is not None]
    if not dated or len({_iso(day) for _, day in dated}) > 1:
        return Normal(None, problem="no date")
    figure, day = dated[0]
    if not _exists(day) or (day.month is None and _GOES_ON.match(text, figure.end)):
        return Normal(None, problem="no date")
    clocks = [figure.readings for figure in found if _is_clock(figure)]
    time = _clock(clocks[0][0]) if day.day and len(clocks) == 1 and len(clocks[0]) == 1 else ""
    return Normal(_iso(day) + time)


def _day_of(figure: Figure, habits: Habits) -> Date | None:
    """The likeliest date; of 3/4/2024 the one that the text's other dates show."""
    dates = [each for each in figure.readings if isinstance(each, Date)]
    turned = habits.day_first and len(dates) == 2 and "/" in figure.text
    return dates[-1 if turned else 0] if dates else None


def _is_clock(figure: Figure) -> bool:
    return any(isinstance(each, Quantity) and each.kind == "clock" for each in figure.readings)


def _clock(reading: object) -> str:
    if not isinstance(reading, Quantity) or reading.amount.denominator != 1:
        return ""
    return f"T{reading.amount.numerator // 60:02d}:{reading.amount.numerator % 60:02d}"


def _iso(day: Date) -> str:
    year = "-" if day.year is None else f"{day.year:04d}"
    if day.month is None:
        return year if day.day is None else f"---{day.day:02d}"
    month = f"{year}-{day.month:02d}"
    return month if day.day is None else f"{month}-{day.day:02d}"


def _exists(day: Date) -> bool:
    if day.month is not None and not 1 <= day.month <= 12:
        return False
    if day.month is None or day.day is None:
        return True
    longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[day.month - 1]
    leap = day.year is None or (day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0))
    return 1 <= day.day <= (28 if day.month == 2 and not leap else longest)
