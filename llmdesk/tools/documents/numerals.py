"""Numbers as lists count them: 3, iii, c, 三, ③, 丙.

Owns how a number is written in each way of counting. Must not know which file asks.
"""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ONES = [
    "zero", "one", "two", "three", "four", "five",
    "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINAL_WORDS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
MOST = 1_000_000_000


def whole_number(text: str, default: int, most: int = MOST) -> int:
    """A number that a file gives; `default` when it is none or none that counts anything (5,000 digits)."""
    text = text.strip()
    digits = text.removeprefix("-").removeprefix("+")
    if not (0 < len(digits) <= 10 and digits.isascii() and digits.isdecimal()):
        return default
    number = int(text)
    return number if -most <= number <= most else default


def roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def spreadsheet_letters(number: int) -> str:
    """a … z, aa, ab …, as web pages count."""
    out = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        out = chr(ord("a") + place) + out
    return out or str(number)


def repeated_letters(number: int, letters: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """a … z, aa, bb …, as Word counts."""
    if not 0 < number <= 50 * len(letters):
        return str(number)
    return letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """三, 十二, 一百零五; as digits from ten thousand on."""
    if not 0 < number < 10_000:
        return digits[0] if not number else str(number)
    out, gap = "", False
    for place in range(3, -1, -1):
        digit, number = divmod(number, 10**place)
        if not digit:
            gap = bool(out)
            continue
        out += (zero if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return out[1:] if out.startswith("一十") else out


def chinese_digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)) if number >= 0 else str(number)


def words(number: int) -> str:
    """One hundred five, in English; digits from a thousand on."""
    if not 0 <= number < 1000:
        return str(number)
    if number >= 100:
        rest = f" {words(number % 100)}" if number % 100 else ""
        return f"{_ONES[number // 100]} hundred{rest}"
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")


def ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def ordinal_words(number: int) -> str:
    text = words(number)
    if text.isdecimal():
        return ordinal(number)
    begin, dash, last = text.rpartition("-" if "-" in text.split(" ")[-1] else " ")
    last = _ORDINAL_WORDS.get(last, f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return begin + dash + last


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) if digit.isdecimal() else digit for digit in str(number))


WORD_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: repeated_letters(number).upper(),
    "lowerLetter": repeated_letters,
    "ordinal": ordinal,
    "cardinalText": lambda number: words(number).capitalize(),
    "ordinalText": lambda number: ordinal_words(number).capitalize(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "koreanCounting": chinese,
    "ideographDigital": chinese_digits,
    "japaneseDigitalTenThousand": chinese_digits,
    "taiwaneseDigital": chinese_digits,
    "chineseLegalSimplified": lambda number: chinese(number, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "japaneseLegal": lambda number: chinese(number, "零壱弐参四伍六七八九", "拾百阡"),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10] if number > 0 else str(number),
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12] if number > 0 else str(number),
    "ideographEnclosedCircle": _circled,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "numberInDash": lambda number: f"- {number} -",
    "russianLower": lambda number: repeated_letters(number, "абвгдежзиклмнопрстуфхцчшщыэюя"),
    "russianUpper": lambda number: repeated_letters(number, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "aiueo": lambda number: repeated_letters(number, "アイウエオカキクケコサシスセソタチツテトナニヌネノ"),
    "iroha": lambda number: repeated_letters(number, "イロハニホヘトチリヌルヲワカヨタレソツネナラム"),
    "ganada": lambda number: repeated_letters(number, "가나다라마바사아자차카타파하"),
    "chosung": lambda number: repeated_letters(number, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "none": lambda _number: "",
}
"""Word's ways of counting (ECMA-376 part 1, 17.18.59); the others are written as `decimal`."""

PAGE_FORMATS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": spreadsheet_letters,
    "A": lambda number: spreadsheet_letters(number).upper(),
    "i": roman,
    "I": lambda number: roman(number).upper(),
    "decimal-leading-zero": lambda number: f"{number:02d}",
    "cjk-decimal": chinese_digits,
    "cjk-earthly-branch": WORD_FORMATS["ideographZodiac"],
    "cjk-heavenly-stem": WORD_FORMATS["ideographTraditional"],
    **dict.fromkeys(["lower-alpha", "lower-latin"], spreadsheet_letters),
    **dict.fromkeys(["upper-alpha", "upper-latin"], lambda number: spreadsheet_letters(number).upper()),
    "lower-roman": roman,
    "upper-roman": lambda number: roman(number).upper(),
    **dict.fromkeys(["cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"], chinese),
}
"""The ways of counting of web pages: the attribute `type` and the style `list-style-type`."""
