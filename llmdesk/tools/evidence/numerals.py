"""Numerals without what they count: digits in every grouping, English words, Chinese numerals.

Owns how a written number becomes an exact fraction. Must not know units. Every function reads from one
place and looks no further than a number can reach, so that a text is read in one pass.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

LONGEST = 60  # characters of one number in digits
_EXPONENT = 30

HAN_DIGITS = {c: v for v, c in enumerate("零一二三四五六七八九")} | {
    c: v for v, c in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
HAN_DIGITS |= {"两": 2, "兩": 2, "贰": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6, "弍": 2, "幺": 1}
HAN_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
HAN_TWENTIES = {"廿": 20, "卄": 20, "卅": 30, "卌": 40}
HAN_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
HAN = "".join({**HAN_DIGITS, **HAN_TENS, **HAN_TWENTIES, **HAN_BIG})
_HAN_RUN = re.compile(
    f"[{HAN}]{{1,{LONGEST + 1}}}(?:[点點][{''.join(HAN_DIGITS)}]{{1,{LONGEST}}}[万萬亿億]{{0,3}})?"
)

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
_RAW = re.compile(r"\.?\d+(?:(?:[.,’'\u00a0\u2009\u202f]|[ ，](?=\d{3}(?!\d)))\d+)*")
_VULGAR, _SLASH = re.compile(rf"\s?([{VULGAR}])"), re.compile(r"[ \u00a0](\d{1,2})/(\d{1,2})(?![\d/])")
_POWER = re.compile(
    r"\s?[×x*·]\s?10(?:\^\s?([-−+]?\d{1,3})|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))|[eE]([-−+]?\d{1,3})(?![\w.])"
)
_RAISED = re.compile(r"\^\s?([-−+]?\d{1,2})(?!\d)|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
_SUPERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")

_SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: value for value, word in enumerate(_SMALL.split())}
TENS = {word: 20 + 10 * at for at, word in enumerate(_TENS.split())} | {"fourty": 40}
SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
ORDINALS = (
    _ORDINALS
    | {f"{word}th": value for word, value in ONES.items() if value > 12}
    | {f"{word[:-1]}ieth": value for word, value in TENS.items()}
)
# What stands behind digits: "4.2 million", "$5m", "3,4 Mio.".
_ABBREVIATED = {
    "bn": 10**9, "mn": 10**6, "mln": 10**6, "tn": 10**12, "trn": 10**12, "k": 10**3, "K": 10**3, "Mio": 10**6,
    "Mrd": 10**9, "mio": 10**6, "mrd": 10**9,
}  # fmt: skip
# These are units, too; they are scales behind a currency.
AFTER_MONEY = {"m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "t": 10**12, "T": 10**12}
_FOREIGN = {
    "millionen": 10**6, "milliarden": 10**9, "milliarde": 10**9, "tausend": 10**3, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12, "thousands": 10**3, "milliards": 10**9, "milliard": 10**9,
    "millones": 10**6, "millón": 10**6, "mille": 10**3, "hundred": 100, "dozen": 12, "lakhs": 10**5,
    "crores": 10**7, "miles de millones": 10**9,
}  # fmt: skip
_SCALE = re.compile(
    rf"[\s\u00a0-]?(?P<word>(?i:{'|'.join([*SCALES, *_FOREIGN])})(?![^\W\d_])"
    rf"|(?:{'|'.join(_ABBREVIATED)})(?![A-Za-z\d])\.?)"
)
_MONEY_SCALE = re.compile(r"\s?([mMbBtT])(?![A-Za-z\d])")
_WORD, _WORD_GAP = re.compile(r"[A-Za-z]{1,12}(?![A-Za-z])"), re.compile(r"-|[\s\u00a0]{1,2}")
_SCALE_WORD = re.compile(r"(?i)[\s-](?:hundred|thousand|million|billion|trillion|dozen|score)\b")
_AND_A_HALF = re.compile(r"(?i)\sand\s(?:(?:a|one)[\s-](half|quarter|third)|three[\s-](quarters))\b")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that ends at `end`; `step` is one of its last digit that is not zero, `high` the other end of
    a range (三四百)."""

    amount: Fraction
    end: int
    step: Fraction = Fraction(1)
    high: Fraction | None = None
    grouped: bool = False  # written with thousands set apart, or with a scale: no year
    parts: tuple[Fraction, ...] = ()  # a group set apart by a mere space: "1 284" may be two numbers

    def times(self, scale: int | Fraction, end: int) -> Numeral:
        high = None if self.high is None else self.high * scale
        return Numeral(self.amount * scale, end, self.step * scale, high, True)


# -- digits ----------------------------------------------------------------------------------


def digits(text: str, at: int, *, comma: bool, money: bool = False) -> Numeral | None:
    """The number that begins with a digit (or a point before one) at text[at]; None where it is none, such
    as 1.2.3 or one of more than `LONGEST` characters. `comma`: the text has decimal commas."""
    raw = _RAW.match(text, at)
    if raw is None:
        return _vulgar(text, at, Fraction(0)) if text[at : at + 1] in set(VULGAR) else None
    if len(raw[0]) > LONGEST:
        return None
    number = _literal(raw[0], at, comma)
    if number is None:
        return None
    number = _powers(text, number)
    mixed = _VULGAR.match(text, number.end)
    if mixed:
        number = _vulgar(text, mixed.start(1), number.amount) or number
    elif number.amount.denominator == 1:
        slash = _SLASH.match(text, number.end)
        if slash and 0 < int(slash[1]) < int(slash[2]):
            part = Fraction(int(slash[1]), int(slash[2]))
            number = Numeral(number.amount + part, slash.end(), Fraction(1, int(slash[2])))
    return scaled(text, number, money=money)


def _vulgar(text: str, at: int, whole: Fraction) -> Numeral:
    part = Fraction(unicodedata.numeric(text[at])).limit_denominator(10)
    return Numeral(whole + part, at + 1, Fraction(1, part.denominator))


def scaled(text: str, number: Numeral, *, money: bool = False) -> Numeral:
    """`number` with the scale behind it: million, bn, 万; several in Chinese (3亿7000万)."""
    found = _SCALE.match(text, number.end)
    if found:
        word = found["word"].rstrip(".")
        scale = _ABBREVIATED.get(word) or SCALES.get(word.lower()) or _FOREIGN[word.lower()]
        again = _SCALE.match(text, found.end())  # 3 thousand million
        number = number.times(scale, found.end())
        return scaled(text, number) if again and scale < 10**6 else number
    if money and (short := _MONEY_SCALE.match(text, number.end)):
        return number.times(AFTER_MONEY[short[1]], short.end())
    return _han_scaled(text, number)


_HAN_SCALE = re.compile(
    r"\s?(?P<some>[多余餘几幾来來])?(?P<scale>[十百千]?[万萬亿億]+|[百千](?![克米瓦卡]))(?![一分])"
)
_HAN_REST = re.compile(r"\d{1,4}(?:\.\d+)?")


def _han_scaled(text: str, number: Numeral) -> Numeral:
    total, last, found = None, None, _HAN_SCALE.match(text, number.end)
    while found:
        scale = 1
        for character in found["scale"]:
            scale *= HAN_BIG.get(character) or HAN_TENS[character]
        if last is not None and scale >= last:
            break
        piece = number.times(scale, found.end())
        total = (
            piece
            if total is None
            else Numeral(total.amount + piece.amount, piece.end, piece.step, None, True)
        )
        last = scale
        rest = _HAN_REST.match(text, found.end())
        if rest is None or found["some"]:
            break
        number = Numeral(Fraction(rest[0]), rest.end())
        found = _HAN_SCALE.match(text, rest.end())
        if found is None and len(rest[0]) == len(str(scale)) - 1:  # 1万2345
            total = Numeral(total.amount + number.amount, rest.end(), Fraction(1), None, True)
    return total or number


def _literal(raw: str, at: int, comma: bool) -> Numeral | None:
    """Digits with their marks. A mark that cannot belong to one number ends it."""
    marks = re.sub(r"\d", "", raw).replace("，", ",")
    plain = raw.replace("，", ",")
    if not marks:
        return _decimal(plain, "", at + len(raw))
    if plain[0] == ".":
        first = re.match(r"\.\d+", plain)
        return _decimal("0", first[0][1:], at + len(first[0])) if first else None
    kinds = set(marks)
    if kinds <= set("'’ \u00a0\u2009\u202f,") and "," not in kinds:
        return _groups(plain, at, marks)
    if kinds == {","} or kinds == {"."}:
        return _one_mark(plain, marks[0], len(marks), at, comma)
    whole, last, fraction = plain.rpartition(marks[-1])
    if last in ".," and marks.count(last) == 1 and (joined := _joined(whole)):
        return _decimal(joined, fraction, at + len(raw), grouped=True)
    cut = re.match(r"\d+", plain)
    return _decimal(cut[0], "", at + len(cut[0])) if cut else None


def _joined(whole: str) -> str:
    """The digits of groups of three, or of lakhs; "" where they are no groups."""
    pieces = re.split(r"\D", whole)
    rest = pieces[1:]
    if not 1 <= len(pieces[0]) <= 3 or pieces[0] == "0":
        return ""
    thousands = all(len(piece) == 3 for piece in rest)
    lakhs = (
        "," in whole
        and len(rest[-1]) == 3
        and all(len(piece) == 2 for piece in rest[:-1])
        and len(pieces[0]) < 3
    )
    return "".join(pieces) if thousands or lakhs else ""


def _groups(plain: str, at: int, marks: str) -> Numeral | None:
    joined = _joined(plain)
    if joined:
        parts = tuple(Fraction(piece) for piece in plain.split(" ")) if marks == " " else ()
        return _decimal(joined, "", at + len(plain), grouped=True, parts=parts)
    cut = re.match(r"\d+", plain)
    return _decimal(cut[0], "", at + len(cut[0])) if cut else None


def _one_mark(plain: str, mark: str, count: int, at: int, comma: bool) -> Numeral | None:
    joined = _joined(plain)
    if count > 1:
        if joined:
            return _decimal(joined, "", at + len(plain), grouped=True)
        if mark == ".":
            return None  # a version, an address
        cut = re.match(r"\d+", plain)
        return _decimal(cut[0], "", at + len(cut[0])) if cut else None
    whole, _, fraction = plain.partition(mark)
    groups = bool(joined) and ((mark == ",") != comma)
    if groups:
        return _decimal(joined, "", at + len(plain), grouped=True)
    if mark == "," and not comma and len(fraction) > 2:
        return _decimal(whole, "", at + len(whole))
    return _decimal(whole, fraction, at + len(plain))


def _decimal(
    whole: str, fraction: str, end: int, *, grouped: bool = False, parts: tuple[Fraction, ...] = ()
) -> Numeral:
    every = (whole + fraction).rstrip("0")
    zeros = len(whole + fraction) - len(every) if every else 0
    amount = Fraction(int(whole + fraction), 10 ** len(fraction))
    return Numeral(amount, end, Fraction(10**zeros, 10 ** len(fraction)), None, grouped, parts)


def _powers(text: str, number: Numeral) -> Numeral:
    found = _POWER.match(text, number.end)
    if found:
        exponent = int((found[1] or found[2] or found[3]).translate(_SUPERS))
        if abs(exponent) <= _EXPONENT:
            return number.times(Fraction(10) ** exponent, found.end())
        return number
    found = _RAISED.match(text, number.end)
    if found and (found[1] or number.amount == 10):  # 40² may be a note's number
        exponent = int((found[1] or found[2]).translate(_SUPERS))
        if abs(exponent) <= _EXPONENT and number.amount and number.amount < 10**4:
            return Numeral(number.amount**exponent, found.end(), Fraction(1), None, True)
    return number


# -- English words ---------------------------------------------------------------------------


def words(text: str, at: int) -> tuple[Numeral, bool] | None:
    """The number spelled at text[at], and whether it is an ordinal ("twenty-first"); None without one."""
    total = group = Fraction(0)
    end, seen, scaled_, ordinal = at, False, False, False
    position = at
    first = True
    while (found := _WORD.match(text, position)) is not None:
        word = found[0].lower()
        if word in ("a", "an") and first:
            position = found.end()
            if _SCALE_WORD.match(text, position) is None:
                return None
            group = Fraction(1)
        elif word in ONES or word in TENS:
            value = ONES.get(word) or TENS.get(word, 0)
            if seen and not _continues(group, value):
                break
            group, end, seen = group + value, found.end(), True
        elif word in ("hundred", "dozen", "score") and (seen or group):
            group = (group or Fraction(1)) * {"hundred": 100, "dozen": 12, "score": 20}[word]
            end, seen, scaled_ = found.end(), True, True
        elif word in SCALES and (seen or group):
            total += (group or Fraction(1)) * SCALES[word]
            group, end, seen, scaled_ = Fraction(0), found.end(), True, True
        elif word in ORDINALS and (not seen or _continues(group, ORDINALS[word]) or ORDINALS[word] >= 100):
            place = ORDINALS[word]
            group = group * place if place >= 100 and group else group + place
            end, seen, ordinal = found.end(), True, True
            break
        elif word == "and" and seen and scaled_:
            position = _gap(text, found.end())
            continue
        else:
            break
        first = False
        position = _gap(text, found.end())
        if position == found.end():
            break
    if not seen:
        return None
    amount = total + group
    number = Numeral(amount, end, _step(amount), None, scaled_)
    return (number, True) if ordinal else (_and_a_half(text, number), False)


def _continues(group: Fraction, value: int) -> bool:
    """twenty one, two hundred five; not "four five"."""
    last = group % 100
    return (
        (last == 0 and group > 0 and value < 100)
        or (last % 10 == 0 and last >= 20 and value < 10)
        or not group
    )


def _gap(text: str, at: int) -> int:
    gap = _WORD_GAP.match(text, at)
    return gap.end() if gap else at


def _and_a_half(text: str, number: Numeral) -> Numeral:
    found = _AND_A_HALF.match(text, number.end)
    if found:
        names = {"half": (1, 2), "quarter": (1, 4), "third": (1, 3), "quarters": (3, 4)}
        above, below = names[(found[1] or found[2]).lower()]
        number = Numeral(number.amount + Fraction(above, below), found.end(), Fraction(1, below))
    return scaled(text, number)


def _step(amount: Fraction) -> Fraction:
    text = str(abs(amount.numerator)) if amount.denominator == 1 else "1"
    stripped = text.rstrip("0")
    return Fraction(10 ** (len(text) - len(stripped))) if stripped else Fraction(1)


# -- Chinese ---------------------------------------------------------------------------------


def han(text: str, at: int) -> Numeral | None:
    """The Chinese numeral at text[at]: 三亿七千万, 二〇二三, 壹佰, 廿五, 一百二, 三四百, 三点五."""
    run = _HAN_RUN.match(text, at)
    if run is None or len(run[0]) > LONGEST:
        return None
    whole, point, decimals = run[0].partition("点" if "点" in run[0] else "點")
    if not point:
        return scaled(text, _han_whole(whole, run.end()))
    kept = re.match(f"[{''.join(HAN_DIGITS)}]+", decimals)
    tail = "".join(str(HAN_DIGITS[c]) for c in kept[0]) if kept else "0"
    base = _han_whole(whole, run.end())
    number = Numeral(
        base.amount + Fraction(int(tail), 10 ** len(tail)), run.end(), Fraction(1, 10 ** len(tail))
    )
    for scale in decimals[len(kept[0]) if kept else 0 :]:
        number = number.times(HAN_BIG[scale], run.end())
    return number


def _han_whole(run: str, end: int) -> Numeral:
    low = _HAN_RANGE.match(run)
    if low:
        one, other = HAN_DIGITS[run[0]], HAN_DIGITS[run[1]]
        if 0 < one < other <= one + 2:
            first, last = _han_value(run[0] + run[2:]), _han_value(run[1:])
            return Numeral(first, end, last - first, last, True)
    amount = _han_value(run)
    scales = any(c in HAN_TENS or c in HAN_BIG for c in run)
    return Numeral(amount, end, _step(amount), None, scales)


_HAN_RANGE = re.compile(f"[一二两三四五六七八九]{{2}}(?:[{''.join(HAN_TENS)}{''.join(HAN_BIG)}]+)?$")


def _han_value(run: str) -> Fraction:
    if not any(c in HAN_TENS or c in HAN_BIG or c in HAN_TWENTIES for c in run):
        return Fraction(int("".join(str(HAN_DIGITS[c]) for c in run)))
    total = section = digit = Fraction(0)
    last_scale, zero = 0, False
    for character in run:
        if character in HAN_DIGITS:
            zero = zero or HAN_DIGITS[character] == 0
            digit = Fraction(HAN_DIGITS[character])
        elif character in HAN_TWENTIES:
            section, digit, last_scale, zero = section + HAN_TWENTIES[character], Fraction(0), 10, False
        elif character in HAN_TENS:
            section += (digit or 1) * HAN_TENS[character]
            digit, last_scale, zero = Fraction(0), HAN_TENS[character], False
        else:
            scale = HAN_BIG[character]
            group = section + digit
            total = (total + group) * scale if scale >= 10**8 else total + (group or 1) * scale
            section, digit, last_scale, zero = Fraction(0), Fraction(0), scale, False
    if digit and last_scale >= 100 and not zero:
        digit *= last_scale // 10  # 一百二 is 120, 三万五 35,000
    return total + section + digit
