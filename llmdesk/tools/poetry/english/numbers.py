"""English number words: "21" is twenty-one, "1984" is nineteen eighty-four too, "3rd" is third; and signs as
they are spoken: "&" is and, "$5" five dollars, "50%" fifty percent.

Owns that and nothing else. Must not know how words sound.
"""

from __future__ import annotations

import re

_SPELLED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety"
)
_ONES = _SPELLED.split()
_TENS = _ONES[18:]  # twenty stands at 2
_GROUPS = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_LIMIT = 10**12
_LONGEST = 30  # characters of a number that is spoken as one


def number_words(token: str) -> list[list[str]]:
    """The ways to say a token that begins with a digit; empty if it is not a plain number."""
    if len(token) > _LONGEST:
        return []
    match = re.fullmatch(r"([0-9,]*[0-9])(\.[0-9]+)?(st|nd|rd|th|s)?", token)
    if match is None or int(match[1].replace(",", "")) >= _LIMIT:
        return []
    whole, fraction, ending = match[1].replace(",", ""), match[2], match[3]
    ways = [cardinal(int(whole))]
    if re.fullmatch(r"1[1-9][0-9]{2}|2[01][1-9][0-9]|2[01][0-9][1-9]", whole) and "," not in match[1]:
        ways.append(_year(whole))
    if fraction:
        ways = [[*way, "point", *(_ONES[int(digit)] for digit in fraction[1:])] for way in ways]
    if ending == "s":
        return [[*way[:-1], _plural(way[-1])] for way in ways]
    if ending:
        return [[*way[:-1], _ordinal(way[-1])] for way in ways]
    return ways


_SIGNS = {
    "&": ["and"], "%": ["percent"], "‰": ["per", "mille"], "°": ["degrees"], "+": ["plus"],
    "=": ["equals"], "@": ["at"], "×": ["times"], "÷": ["divided", "by"], "±": ["plus", "or", "minus"],
    "$": ["dollars"], "€": ["euros"], "£": ["pounds"], "¥": ["yen"], "¢": ["cents"], "#": ["number"],
    "½": ["half"], "¼": ["quarter"], "¾": ["three", "quarters"], "⅓": ["third"], "⅔": ["two", "thirds"],
}  # fmt: skip
_PARTS = {"½": "half", "¼": "quarter", "⅓": "third", "¾": "three quarters", "⅔": "two thirds"}
_ONE = {"dollars": "dollar", "euros": "euro", "pounds": "pound", "degrees": "degree", "cents": "cent"}
_SMALL_MONEY = {"$": "cents", "€": "cents", "£": "pence"}
_SCALES = "hundred|thousand|million|billion|trillion"
# What `symbol_words` reads, for cutting a line into tokens.
SYMBOL = (
    rf"[-−]?[$€£¥](?:\d[\d,]*(?:\.\d+)?)(?:[ -](?:{_SCALES})\b)?"
    r"|\d[\d,]*(?:\.\d+)?\s?(?:[%‰¢]|°\s?[CF]?(?![A-Za-z]))"
    r"|#\d+|\d{1,2}:[0-5]\d|\d{1,3}/\d{1,3}(?!\d)|\d+[½¼¾⅓⅔]|[½¼¾⅓⅔]|[&%‰°+=@×÷$€£¥¢#±]"
)
_READ = re.compile(
    rf"(?P<minus>[-−])?(?P<money>[$€£¥])(?P<amount>\d[\d,]*)(?:\.(?P<cents>\d+))?"
    rf"(?:[ -](?P<scale>{_SCALES}))?"
    r"|(?P<count>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>[%‰°¢])\s?(?P<degrees>[CF])?|#(?P<place>\d+)"
    r"|(?P<hour>\d{1,2}):(?P<minute>\d\d)|(?P<above>\d{1,3})/(?P<below>\d{1,3})"
    r"|(?P<whole>\d+)(?P<part>[½¼¾⅓⅔])"
)


def symbol_words(token: str) -> list[list[str]]:
    """The ways to say a sign, or a number with one; empty for another token."""
    if token in _SIGNS:
        words = _SIGNS[token]
        articles = [["a", *words], ["one", *words]] if token in "½¼⅓" else []
        return [words, *articles, *([["hashtag"], ["hash"]] if token == "#" else [])]
    found = _READ.fullmatch(token)
    if found is None:
        return []
    if found["money"]:
        return _money(found)
    if found["unit"]:
        unit = _SIGNS[found["unit"]]
        unit = [_ONE.get(unit[0], unit[0])] if found["count"] == "1" else unit
        scale = {"C": ["celsius"], "F": ["fahrenheit"]}.get(found["degrees"] or "", [])
        return [[*way, *unit, *scale] for way in number_words(found["count"])]
    if found["place"]:
        return [["number", *way] for way in number_words(found["place"])]
    if found["hour"]:
        return _clock(int(found["hour"]), int(found["minute"]))
    if found["whole"]:
        part = _PARTS[found["part"]].split()
        return [
            [*way, "and", *(part if len(part) > 1 else ["a", *part])] for way in number_words(found["whole"])
        ]
    return _fraction(int(found["above"]), int(found["below"]))


def _money(found: re.Match[str]) -> list[list[str]]:
    unit, cents = _SIGNS[found["money"]][0], found["cents"]
    minus = ["minus"] if found["minus"] else []
    ways = number_words(found["amount"] + (f".{cents}" if cents and found["scale"] else ""))
    if found["scale"]:
        return [[*minus, *way, found["scale"], unit] for way in ways]
    said = _ONE.get(unit, unit) if found["amount"] == "1" else unit
    if not cents or int(cents) == 0:
        return [[*minus, *way, said] for way in ways]
    small = cardinal(int(cents[:2].ljust(2, "0")))
    coin = _SMALL_MONEY.get(found["money"], "")
    return [
        [*minus, *way, *middle]
        for way in ways
        for middle in ([said, *small], small, [said, "and", *small, *([coin] if coin else [])])
    ]


def _clock(hour: int, minute: int) -> list[list[str]]:
    if minute == 0:
        return [[*cardinal(hour), "o'clock"], cardinal(hour)]
    return [[*cardinal(hour), *(["oh"] if minute < 10 else []), *cardinal(minute)]]


def _fraction(above: int, below: int) -> list[list[str]]:
    if not 1 < below <= 100:
        return [[*cardinal(above), *cardinal(below)]]
    names = {2: "half", 4: "quarter"}
    name = names.get(below) or " ".join((*cardinal(below)[:-1], _ordinal(cardinal(below)[-1])))
    plural = {"half": "halves"}.get(name, f"{name}s")
    words = (name if above == 1 else plural).split()
    return [[*cardinal(above), *words], *([["a", *words]] if above == 1 else [])]


def cardinal(number: int) -> list[str]:
    """1203 → one thousand two hundred three."""
    for size, name in _GROUPS:
        if number >= size:
            rest = number % size
            return [*cardinal(number // size), name, *(cardinal(rest) if rest else [])]
    if number < 20:
        return [_ONES[number]]
    return [_TENS[number // 10], *([_ONES[number % 10]] if number % 10 else [])]


def _year(digits: str) -> list[str]:
    first, last = cardinal(int(digits[:2])), int(digits[2:])
    if last == 0:
        return [*first, "hundred"]
    return [*first, *(["oh"] if last < 10 else []), *cardinal(last)]


def _ordinal(word: str) -> str:
    return _ORDINALS.get(word) or (f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th")


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
