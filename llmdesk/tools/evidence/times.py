"""Dates, times of day, decades and centuries as they are written in English and Chinese.

Owns their patterns. Every function tries one place of a text and looks no further than a date is long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from llmdesk.tools.evidence.numerals import HAN, HAN_BIG, HAN_TENS, ONES, ORDINALS, TENS, han, words
from llmdesk.tools.evidence.values import Date, Quantity, Value

_MONTHS = (
    "january|jan|januar|janvier|enero", "february|feb|februar|février|febrero", "march|mar|märz|mars|marzo",
    "april|apr|avril|abril", "may|mai|mayo", "june|jun|juni|juin|junio", "july|jul|juli|juillet|julio",
    "august|aug|août|agosto", "september|sept|sep|septembre|septiembre",
    "october|oct|oktober|okt|octobre|octubre", "november|nov|novembre|noviembre",
    "december|dec|dezember|dez|décembre|diciembre",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = (
    rf"(?P<month>(?!(?:may|march)\b)(?i:{'|'.join(sorted(MONTHS, key=len, reverse=True))}))(?![^\W\d_])\.?"
)
_YEAR = r"(?P<year>1\d{3}|20\d{2}|21\d{2})(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?(?!\d)"
_DAY_WORD = "|".join(sorted((word for word, value in ORDINALS.items() if value < 100), key=len, reverse=True))
_DIGIT_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}(?:\s+(?:of\s+|de\s+)?|-){_MONTH}(?:(?:,?\s+(?:of\s+|de\s+)?|-){_YEAR})?",
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month_number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d/]|[-.]\d)",
        r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<other>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d/]|[-.]\d)",
        r"(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<short>\d{2})(?![\d/])",
    )
)
_MONTH_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_MONTH}\s+(?:the\s+)?{_DAY}(?![:.,]\d|\s*%)(?:(?:,\s*|\s+(?:of\s+)?){_YEAR})?",
        rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
    )
)
_YEAR_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?![\d-])")
_WORD_DATE = re.compile(
    rf"(?i:(?P<tens>twenty|thirty)-)?(?P<word>(?i:{_DAY_WORD}))\s+of\s+{_MONTH}(?:,?\s+{_YEAR})?"
)
_N = rf"(?:\d{{1,4}}|[{HAN}]{{1,5}})"
_CHINESE_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<year>\d{{4}}|[〇零○一二三四五六七八九]{{4}}|\d{{2}}|[〇零○一二三四五六七八九]{{2}})\s?年\s?"
        rf"(?P<month>{_N})\s?月份?(?:\s?(?P<day>{_N})\s?[日号號])?",
        rf"(?P<month>{_N})\s?月\s?(?P<day>{_N})\s?[日号號]",
        rf"(?P<month>{_N})\s?月(?!球|饼|亮|票|薪|租|息|经)份?",
        r"(?P<year>\d{4}|[〇零○一二三四五六七八九]{4})\s?年(?![级代度]?龄)",
        rf"(?P<day>{_N})\s?[日号號](?!线|楼|文|人|公|车|机|电|用|常|元|本|语|报)",
    )
)
_AGE = re.compile(
    rf"(?:(?P<century>{_N})世[纪紀])?(?P<decade>\d{{1,2}}|[一二三四五六七八九]十)年代|(?P<only>{_N})世[纪紀]|"
    r"(?P<whole>1\d\d0|20\d0)年代|(?P<digits>1\d\d0|20\d0)['’]?s\b|(?P<th>\d{1,2})(?:st|nd|rd|th)[\s-]century\b|(?<=['’])(?P<short>[2-9]0)s\b"
)
_WORD = re.compile(r"[A-Za-z]+")
DECADES = {f"{word[:-1]}ies": value for word, value in TENS.items() if value >= 20}
_CENTURY_WORDS = re.compile(r"[\s-]century\b", re.I)


@dataclass(frozen=True, slots=True)
class Time:
    """A date or time that ends at `end` (and begins at `start`, where a word before it belongs to it)."""

    end: int
    readings: tuple[Value, ...]
    parts: tuple[Value, ...] = ()
    start: int = -1


def date(text: str, at: int) -> Time | None:
    """The date that begins at text[at] with a digit, the name of a month or an ordinal."""
    if text[at].isdigit():
        for pattern in _DIGIT_DATES:
            if (found := pattern.match(text, at)) and (time := _western(found)):
                return time
        return _year_month(text, at)
    for pattern in _MONTH_DATES:
        if (found := pattern.match(text, at)) and text[at].isupper() and (time := _western(found)):
            return time
    found = _WORD_DATE.match(text, at)
    if found:
        day = ORDINALS[found["word"].lower()] + {"twenty": 20, "thirty": 30}.get(
            (found["tens"] or "").lower(), 0
        )
        return _time(found, [_whole(found, MONTHS[found["month"].lower()], day)])
    return None


def _year_month(text: str, at: int) -> Time | None:
    """2024-03; where it may be the years 2011 to 2012, that too."""
    found = _YEAR_MONTH.match(text, at)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return Time(found.end(), (Date(year, month),), (Date(year), _number(Fraction(month))))


def _western(found: re.Match[str]) -> Time | None:
    groups = found.groupdict()
    if groups.get("month"):
        month = MONTHS[groups["month"].lower()]
        return _time(found, [_whole(found, month, int(groups["day"]) if groups.get("day") else None)])
    if groups.get("month_number"):
        return _time(found, [_whole(found, int(groups["month_number"]), int(groups["day"]))])
    one, other = int(groups["one"]), int(groups["other"])
    year = int(groups["year"]) if groups.get("year") else full_year(int(groups["short"]))
    ways = [Date(year, other, one), Date(year, one, other)]
    if groups.get("mark") == "/":
        ways.reverse()
    return _time(found, ways)


def full_year(short: int) -> int:
    """The year that two digits stand for today."""
    return 2000 + short if short < 50 else 1900 + short


def _whole(found: re.Match[str], month: int, day: int | None) -> Date:
    year = found.groupdict().get("year")
    return Date(int(year) if year else None, month, day)


def _time(found: re.Match[str], ways: list[Date]) -> Time | None:
    good = [way for way in ways if _possible(way)]
    if not good:
        return None
    first = good[0]
    parts: tuple[Value, ...] = ()
    if first.year and (first.month or first.day):
        parts = (Date(None, first.month, first.day), Date(first.year))
    return Time(found.end(), tuple(dict.fromkeys(good)), parts)


def _possible(way: Date) -> bool:
    return (way.month is None or 1 <= way.month <= 12) and (way.day is None or 1 <= way.day <= 31)


def chinese_date(text: str, at: int) -> Time | None:
    """二〇二四年三月五日, 3月5日, 2024年, 5日; a year of two digits may be a length of time as well."""
    for pattern in _CHINESE_DATES:
        found = pattern.match(text, at)
        if found is None:
            continue
        groups = found.groupdict()
        year, month, day = (_part(groups.get(name)) for name in ("year", "month", "day"))
        if year is not None and year < 100:
            year = full_year(year)
        if time := _time(found, [Date(year, month, day)]):
            alone = year is None and month is None and day is not None
            lasting = Quantity("seconds", Fraction(86400 * (day or 0)), Fraction(day or 0), Fraction(86400))
            return Time(time.end, (*time.readings, lasting), time.parts) if alone else time
    return None


def _part(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isdigit() and text.isascii():
        return int(text)
    text = text.replace("○", "〇")
    if not any(c in HAN_TENS or c in HAN_BIG for c in text) and len(text) > 1:
        return int(
            "".join(
                str("〇零一二三四五六七八九".index(c) - 1 if c not in "〇零" else 0)
                for c in text
                if c in "〇零一二三四五六七八九"
            )
            or 0
        )
    number = han(text, 0)
    return int(number.amount) if number else None


def age(text: str, at: int) -> Time | None:
    """A decade (the 1990s, 20世纪90年代) or a century at text[at]."""
    found = _AGE.match(text, at)
    if found is None:
        word = _WORD.match(text, at)
        if word and word[0].lower() in DECADES:  # the seventies
            return Time(word.end(), (_span("decade", Fraction(1900 + DECADES[word[0].lower()])),))
        number = words(text, at)
        after = _CENTURY_WORDS.match(text, number[0].end) if number and number[1] else None
        return Time(after.end(), (_span("century", number[0].amount),)) if number and after else None
    if found["short"]:
        return Time(found.end(), (_span("decade", Fraction(1900 + int(found["short"]))),))
    if found["only"] or found["th"]:
        value = _part(found["only"] or found["th"])
        return Time(found.end(), (_span("century", Fraction(value or 0)),))
    if found["decade"]:
        tens = _part(found["decade"]) or 0
        before = re.search(r"(?:上世[纪紀]|上個世紀|上个世纪|本世[纪紀])$", text[max(0, at - 5) : at])
        century = _part(found["century"]) or (21 if (before and before[0][0] == "本") or tens < 30 else 20)
        return Time(found.end(), (_span("decade", Fraction((century - 1) * 100 + tens)),), start=at)
    return Time(found.end(), (_span("decade", Fraction(int(found["whole"] or found["digits"]))),))


def _span(kind: str, amount: Fraction) -> Quantity:
    return Quantity(kind, amount, amount)


def _number(amount: Fraction) -> Quantity:
    return Quantity("number", amount, amount)


# -- times of day ----------------------------------------------------------------------------


def _halves(name: str = "") -> str:
    """ "am", "pm" or "in the morning" behind a time, in groups whose names end in `name`."""
    return (
        rf"(?:\s*(?P<half{name}>[aApP])(?:\.\s?[mM]\b\.?|[mM]\b)"
        rf"|\s+(?:in\s+the|at)\s+(?P<part{name}>morning|afternoon|evening|night))"
    )


_CLOCK = re.compile(rf"(?P<hour>\d{{1,2}})[:：](?P<minute>[0-5]\d)(?:[:：][0-5]\d)?(?![\d:]){_halves()}?")
_POINT_CLOCK = re.compile(rf"(?P<hour>\d{{1,2}})(?:\.(?P<minute>[0-5]\d))?{_halves()}")
# British: "at 7.30", where nothing behind it makes it an amount ("at 7.30 euros").
_AT = re.compile(r"\b(?:at|until|till)\s$", re.IGNORECASE)
_AT_POINT = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)"
    r"(?=$|[,;:!?)\n]|\.(?!\d)|\s(?:from|on|in|and|or|to|until|till|at|every|each|sharp|with)\b)"
)
_HOUR = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:\s?o['’]clock{_halves()}?|h(?P<minute>[0-5]\d)\b|(?:[:.](?P<uhr>[0-5]\d))?\s?Uhr\b)"
)
_HOURS = "|".join(list(ONES)[1:13])
_WORD_CLOCK = re.compile(
    rf"(?i)(?P<part_of>half|quarter|five|ten|twenty(?:[\s-]five)?)(?:\s+minutes)?\s+(?P<way>past|to|after|before)\s+"
    rf"(?P<word>{_HOURS}|\d{{1,2}})\b{_halves()}?"
    rf"|(?P<word2>{_HOURS})(?:[\s-](?P<minutes>fifteen|thirty|forty[\s-]five|ten|twenty))?"
    rf"(?:\s+o['’]clock{_halves('3')}?|{_halves('2')})|(?P<named>noon|midday|midnight)\b"
)
# Before noon 0, noon 1, after noon 2, at night 3.
_DAY_WORDS = (
    "凌晨 清晨 早上 早晨 上午 早",
    "中午 正午",
    "午后 下午 傍晚",
    "晚上 晚间 晚間 夜里 深夜 夜晚 晚",
)
_DAY_PARTS = {word: part for part, words_ in enumerate(_DAY_WORDS) for word in words_.split()}
_DAY_PART = tuple(sorted(_DAY_PARTS, key=len, reverse=True))
_CHINESE_CLOCK = re.compile(
    rf"(?P<hour>\d{{1,2}}|[{HAN}]{{1,3}})\s?(?P<mark>[点點时時])(?:(?P<half>半)|(?P<quarter>[一三])刻|"
    rf"(?P<minute>[0-5]\d|[{HAN}]{{2,3}}(?=分)|[零〇][一二三四五六七八九]|\d(?=分))分?(?!之)|(?P<sharp>[钟鐘整]))?"
)


def clock(text: str, at: int) -> Time | None:
    """The time of day that begins at text[at]."""
    if text[at].isdigit():
        for pattern in (_CLOCK, _POINT_CLOCK, _HOUR):
            if found := pattern.match(text, at):
                return _digital(text, found)
        if _AT.search(text[max(0, at - 8) : at]) and (found := _AT_POINT.match(text, at)):
            return _digital(text, found)
        return chinese_clock(text, at)
    found = _WORD_CLOCK.match(text, at)
    return _spoken(found) if found else None


def _digital(text: str, found: re.Match[str]) -> Time | None:
    groups = found.groupdict()
    hour, minute = int(groups["hour"]), int(groups.get("minute") or groups.get("uhr") or 0)
    start, shift = _day_part(text, found.start())
    if hour > 24:
        return None
    half = (groups.get("half") or "").lower()
    if half or groups.get("part"):
        shift = {"a": 0, "p": 2}.get(half, 0 if groups.get("part") == "morning" else 2)
        if groups.get("part") == "night":
            shift = 3
    exact = shift is None and (groups["hour"][0] == "0" or "Uhr" in found[0] or "h" in found[0])
    return Time(found.end(), _clocks(hour, minute, shift, exact=exact), start=start)


def _spoken(found: re.Match[str]) -> Time:
    if found["named"]:
        return Time(found.end(), (_minutes(0 if found["named"].lower() == "midnight" else 720),))
    word = (found["word"] or found["word2"]).lower()
    hour, minute = ONES.get(word) or int(word), 0
    if found["part_of"]:
        names = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
        minute = names.get(found["part_of"].lower(), 25)
        if found["way"].lower() in ("to", "before"):
            hour, minute = (hour - 1) or 12, 60 - minute
    elif found["minutes"]:
        names = {"fifteen": 15, "thirty": 30, "ten": 10, "twenty": 20}
        minute = names.get(found["minutes"].lower(), 45)
    half = (found["half"] or found["half2"] or found["half3"] or "").lower()
    part = found["part"] or found["part2"] or found["part3"] or ""
    shift = {"a": 0, "p": 2}.get(half)
    if shift is None and part:
        shift = {"morning": 0, "night": 3}.get(part.lower(), 2)
    return Time(found.end(), _clocks(hour, minute, shift, exact=False))


def chinese_clock(text: str, at: int) -> Time | None:
    """下午三点半 (with the word before text[at]), 15时30分, 三点一刻. "三点" alone may be three points."""
    found = _CHINESE_CLOCK.match(text, at)
    if found is None:
        return None
    start, shift = _day_part(text, at)
    told = found["half"] or found["quarter"] or found["minute"] or found["sharp"]
    if not told and shift is None and found["mark"] in "点點":
        return None
    hour = _part(found["hour"])
    if hour is None or hour > 24 or (found["minute"] and shift is None and _is_decimal(found)):
        return None
    minute = 30 if found["half"] else {"一": 15, "三": 45}.get(found["quarter"] or "", 0)
    if found["minute"]:
        minute = _part(found["minute"].lstrip("零〇")) or 0
    exact = shift is None and found["mark"] in "时時" and not found["half"]
    return Time(found.end(), _clocks(hour, minute, shift, exact=exact), start=start)


def _is_decimal(found: re.Match[str]) -> bool:
    """三点一四 has no 分 behind it."""
    return not found["minute"].isascii() and not found[0].endswith("分") and found["minute"][0] not in "零〇"


def _day_part(text: str, at: int) -> tuple[int, int | None]:
    """Where the word for the part of the day before text[at] begins, and its class; else (at, None)."""
    before = text[max(0, at - 4) : at]
    stripped = before.rstrip()
    if not stripped.endswith(_DAY_PART):
        return at, None
    word = next(word for word in _DAY_PART if stripped.endswith(word))
    return at - len(before) + len(stripped) - len(word), _DAY_PARTS[word]


def _clocks(hour: int, minute: int, shift: int | None, *, exact: bool) -> tuple[Quantity, ...]:
    """The minutes after midnight; both halves of the day where nothing tells which."""
    if shift is None:
        ways = [hour % 24] if exact or not 1 <= hour <= 12 else [hour % 24, (hour + 12) % 24]
    elif shift == 0:
        ways = [0 if hour == 12 else hour % 24]
    elif shift == 1:
        ways = [hour + 12 if hour < 6 else hour]
    elif shift == 3:
        ways = [hour + 12 if 5 <= hour < 12 else hour % 12 if hour == 12 else hour % 24]
    else:
        ways = [hour + 12 if hour < 12 else hour % 24]
    return tuple(_minutes(60 * way + minute) for way in ways)


def _minutes(amount: int) -> Quantity:
    return Quantity("clock", Fraction(amount), Fraction(amount))
