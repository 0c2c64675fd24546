"""Raised and lowered text (note numbers, powers, units, ordinals) in a line that knows no raised letters.

Owns the marks that readers put around such text while they collect a paragraph, and what becomes of them:
`40² million` is 40 million with a note, `10⁶` is a power, `km²` a unit, `21ˢᵗ` an ordinal. Must not know
where the text comes from. Digits are never glued to a number before or after them.
"""

from __future__ import annotations

import re

RAISED, LOWERED, END = "\ufdd0", "\ufdd1", "\ufdd2"
"""Non-characters of Unicode: no text holds them (`unmarked`)."""

_MARKS = re.compile("([\ufdd0-\ufdd2])")
_FOREIGN = re.compile("[\ufdd0-\ufdef]")
_TAIL = 60  # characters before that are looked at
_NOTE = re.compile(
    r"[\[(（〔【]?\s*+(?:注|註|note\s)?\s*+\d{1,3}+(?:\s*+[,;，、–—-]\s*+\d{1,3}+)*+\s*+[\])）〕】]?"
)
_BRACKETED = re.compile(r"[\[(（〔【].{1,12}[\])）〕】]")
_CIRCLED = re.compile("[\u2460-\u2473\u2776-\u2793\u24d0-\u24e9]+")
_DIGITS = re.compile(r"\d{1,3}")
_SIGNED = re.compile(r"([-+\u2212\u2013])\s?(\d{1,4}(?:[.,/]\d{1,4})?)")
_CHARGE = re.compile(r"(\d)([-+\u2212\u2013])")
_NUMBER = re.compile(r"(?<![\d.,])\d[\d.,]*+(?<=\d)$")
_WORD = re.compile(r"(?<![A-Za-z\u00b5\u0370-\u03ff])[A-Za-z\u00b5\u0370-\u03ff]++$")
_EXPRESSION = re.compile(r"[A-Za-z\u0370-\u03ff\d](?:\s?[-+*/\u2212]\s?[A-Za-z\u0370-\u03ff\d]+)*")
_ORDINALS = frozenset(
    ["st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "eme", "os", "as", "o", "º", "ª"]
)
_TRADE = {"TM": "\u2122", "SM": "\u2120", "(R)": "\u00ae", "R": "\u00ae"}
_UNITS = frozenset(
    [
        "m",
        "dm",
        "cm",
        "mm",
        "km",
        "nm",
        "um",
        "µm",
        "μm",
        "ft",
        "in",
        "yd",
        "mi",
        "s",
        "sec",
        "min",
        "h",
        "hr",
        "kg",
        "g",
        "mol",
        "cd",
        "pc",
        "px",
        "sq",
        "mile",
        "miles",
        "feet",
        "inch",
    ]
)
_OPERATORS = "=+\u2212×·*/<>≈≤≥^√±÷("
# What belongs to the number before it: a note's number goes behind it.
_SCALE = re.compile(
    r"[ \u00a0\u202f]?(?:"
    r"(?:hundred|thousand|million|billion|trillion|mio\.?|mrd\.?|bn|percent|per cent|pct)(?!\w)"
    r"|[%‰°€£$¥][CF]?|[百千万萬亿億兆]+(?:元|人|吨|噸)?|个百分点|個百分點)",
    re.IGNORECASE,
)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def unmarked(text: str) -> str:
    """Foreign text without our marks."""
    return text if text.isascii() else _FOREIGN.sub("", text)


def raised(text: str) -> str:
    """`text` between the marks of raised text."""
    return f"{RAISED}{text}{END}"


def lowered(text: str) -> str:
    """`text` between the marks of lowered text."""
    return f"{LOWERED}{text}{END}"


def resolve(text: str) -> str:
    """`text` with its marks replaced by what a line can say."""
    if RAISED not in text and LOWERED not in text:
        return text.replace(END, "") if END in text else text
    segments = _segments(text)
    out = ""
    done: list[str] = []
    for at, (kind, piece) in enumerate(segments):
        if len(out) > 4 * _TAIL:  # only the tail is looked at: long paragraphs take linear time
            done.append(out[:-_TAIL])
            out = out[-_TAIL:]
        if not kind:
            out += piece
            continue
        after = segments[at + 1][1] if at + 1 < len(segments) and not segments[at + 1][0] else ""
        if kind == RAISED:
            said, used = _raised(piece.strip(), out, after, segments[at + 2 : at + 3])
            if used:
                segments[at + 1] = ("", after[used:])
        else:
            said = _lowered(piece.strip(), out, after)
        lead = (
            " " if piece[:1].isspace() and out and not out[-1].isspace() and not said.startswith("[") else ""
        )
        tail = " " if len(piece.strip()) < len(piece.lstrip()) and not after[:1].isspace() else ""
        tail = tail or (" " if said[-1:].isdecimal() and after[:1].isdigit() else "")
        out += lead + said + tail
    return "".join(done) + out


def _segments(text: str) -> list[tuple[str, str]]:
    """(mark or "", text) of the pieces; neighbours of one kind are one piece."""
    found: list[tuple[str, str]] = []
    kind = ""
    for piece in _MARKS.split(text):
        if piece in (RAISED, LOWERED):
            kind = piece
        elif piece == END:
            kind = ""
        elif piece and found and found[-1][0] == kind:
            found[-1] = (kind, found[-1][1] + piece)
        elif piece:
            found.append((kind, piece))
    return found


def _raised(text: str, before: str, after: str, following: list[tuple[str, str]]) -> tuple[str, int]:
    """What is written for raised `text`, and how many characters of `after` are written with it."""
    tail = before[-_TAIL:]
    if not text or not (tail.strip() or after.strip()):
        return text, 0
    if _DIGITS.fullmatch(text):
        below = following[0][1].strip() if following and following[0][0] == LOWERED else ""
        if after.strip() in ("/", "\u2044") and below.isdigit():
            return (" " if tail[-1:].isdigit() else "") + text, 0
        return _digits(text, tail, after)
    if _NOTE.fullmatch(text) or _BRACKETED.fullmatch(text) or _CIRCLED.fullmatch(text):
        return _note(text, tail, after)
    signed, charge = _SIGNED.fullmatch(text), _CHARGE.fullmatch(text)
    if signed:
        return f"^{'+' if signed[1] == '+' else '-'}{signed[2]}", 0
    if charge:
        return f"^{text}", 0
    if text in _TRADE and tail[-1:].isalpha():
        return _TRADE[text], 0
    return _letters(text, tail, after)


def _digits(text: str, tail: str, after: str) -> tuple[str, int]:
    last = tail[-1:]
    if not last or last.isspace():
        isotope = bool(re.match(r"[A-Z][a-z]?(?![a-z])", after))
        return (text.translate(_SUPERSCRIPTS), 0) if isotope and last else _note(text, tail, after)
    if text == "0" and re.match(r"\s?[CF]\b", after) and last.isdigit():
        return "°", 0
    number = _NUMBER.search(tail)
    if number:
        base = number[0]
        if (
            len(text) == 2
            and base.isdigit()
            and re.search(r"[$€£¥]\s?\d+$", tail)
            and not _SCALE.match(after)
        ):
            return f".{text}", 0
        return (f"^{text}", 0) if _is_power(base, text, tail, after) else _note(text, tail, after)
    word = _WORD.search(tail)
    if word and (len(word[0]) == 1 or word[0].lower() in _UNITS) and len(text) == 1:
        return text.translate(_SUPERSCRIPTS), 0
    if last in ")]" and re.search(r"\([^()]{0,40}[-+*/=·×\u2212][^()]{0,40}\)$", tail):
        return f"^{text}", 0
    return _note(text, tail, after)


def _is_power(base: str, text: str, tail: str, after: str) -> bool:
    """Whether raised digits behind a number are its power, not the number of a note."""
    if base == "10" or (base == "2" and int(text) >= 8):
        return True
    around = tail[: len(tail) - len(base)].rstrip()[-1:], after.lstrip()[:1]
    return any(char and char in _OPERATORS for char in around) or (around[1] == "\u2013" and len(base) < 3)


def _note(text: str, tail: str, after: str) -> tuple[str, int]:
    """The number of a note in brackets; behind the word that the number before it is counted in."""
    mark = text if _BRACKETED.fullmatch(text) or text[0] in "[(（〔【" else f"[{text}]"
    scale = _SCALE.match(after) if tail[-1:].isdigit() else None
    if scale:
        return scale[0] + mark, scale.end()
    begins = not tail.strip() or tail[-1:] in "\n|"
    gap = " " if after[:1].isdigit() or (begins and after[:1].isalnum()) else ""
    return mark + gap, 0


def _letters(text: str, tail: str, after: str) -> tuple[str, int]:
    last = tail[-1:]
    if last.isdigit():
        if text == "o" and re.match(r"\s?[CFNSEW]\b", after):
            return "°", 0
        if text.lower() in _ORDINALS or text == "h":
            return text, 0
        if text in ("a", "b", "c", "d"):
            return _note(text, tail, after)
    word = _WORD.search(tail)
    if len(text) == 1 and text.islower() and word and len(word[0]) > 2:
        return _note(text, tail, after)
    base = last.isdigit() or last in ")]" or (word is not None and len(word[0]) == 1)
    if base and _EXPRESSION.fullmatch(text):
        return (f"^{text}" if text.isalnum() else f"^({text})"), 0
    apart = last.isalnum() and text[0].isalnum() and (len(text) > 3 or last.isdigit() or text[0].isdigit())
    return (" " if apart else "") + text, 0


def _lowered(text: str, before: str, after: str) -> str:
    last = before[-1:]
    if not text or not last or last.isspace() or last in "/\u2044":
        return text
    if text[0].isdigit():
        gap = " " if after[:1].isdigit() else ""
        return (f"_{text}" if last.isdigit() or gap else text) + gap
    return f"_{text}" if last.isalnum() else text
