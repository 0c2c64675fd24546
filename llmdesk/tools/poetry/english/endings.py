"""How an English word sounds that is a listed word with an ending or a beginning, or two words in one.

Owns the rules of sound for endings: -s, -ed, -ing, -eth …, and compounds. Must not read the
dictionary itself: it is handed in.
"""

from __future__ import annotations

from collections.abc import Callable

_COMMON = 8_000  # rank up to which a word is taken for a part of a compound
Listed = Callable[[str], tuple[str, ...]]  # a word's listed sounds, empty if it is not listed
Rarity = Callable[[str], tuple[bool, int]]  # small for a listed, common word

_HISSES = ("S", "Z", "SH", "ZH", "CH", "JH")
_VOICELESS = ("P", "T", "K", "F", "TH")


def plural(sounds: str) -> str:
    """The -s of plurals, possessives and verbs."""
    last = sounds.split()[-1]
    return f"{sounds} " + ("IH0 Z" if last in _HISSES else "S" if last in _VOICELESS else "Z")


def past(sounds: str) -> str:
    """The -ed of verbs: a syllable of its own only after t and d."""
    last = sounds.split()[-1]
    if last in ("T", "D"):
        return f"{sounds} IH0 D"
    return f"{sounds} " + ("T" if last in (*_VOICELESS, *_HISSES) and last not in ("Z", "ZH", "JH") else "D")


def with_own_syllable(sounds: str) -> str:
    """The past of a verb as -èd: "W IH1 NG D" → "W IH1 NG IH0 D"."""
    return sounds if sounds.endswith(("IH0 D", "AH0 D")) else f"{sounds.rsplit(' ', 1)[0]} IH0 D"


# What follows an apostrophe at a word's end, the longest first.
AFTER_APOSTROPHE: dict[str, Callable[[str], str]] = {
    "'ll": lambda sounds: sounds + (" L" if sounds[-1].isdigit() else " AH0 L"),
    "'re": lambda sounds: f"{sounds} ER0",
    "'ve": lambda sounds: sounds + (" V" if sounds[-1].isdigit() else " AH0 V"),
    "'st": lambda sounds: f"{sounds} S T",
    "'s": plural,
    "'d": past,
    "'t": lambda sounds: f"{sounds} T",
    "'": lambda sounds: sounds,
}

_ENDINGS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("ingly", lambda sounds: f"{sounds} IH0 NG L IY0"),
    ("edly", lambda sounds: f"{sounds} IH0 D L IY0"),
    ("ness", lambda sounds: f"{sounds} N AH0 S"),
    ("less", lambda sounds: f"{sounds} L AH0 S"),
    ("ment", lambda sounds: f"{sounds} M AH0 N T"),
    ("like", lambda sounds: f"{sounds} L AY2 K"),
    ("ward", lambda sounds: f"{sounds} W ER0 D"),
    ("ful", lambda sounds: f"{sounds} F AH0 L"),
    ("ish", lambda sounds: f"{sounds} IH0 SH"),
    ("ing", lambda sounds: f"{sounds} IH0 NG"),
    ("est", lambda sounds: f"{sounds} AH0 S T"),
    ("eth", lambda sounds: f"{sounds} IH0 TH"),
    ("ly", lambda sounds: f"{sounds} L IY0"),
    ("ed", past),
    ("er", lambda sounds: f"{sounds} ER0"),
    ("es", plural),
    ("s", plural),
    ("y", lambda sounds: f"{sounds} IY0"),
    ("n", lambda sounds: f"{sounds} AH0 N"),
)
_BEGINNINGS = {
    "un": "AH0 N",
    "re": "R IY0",
    "be": "B IH0",
    "a": "AH0",
    "en": "EH0 N",
    "fore": "F AO2 R",
    "out": "AW2 T",
    "over": "OW2 V ER0",
    "under": "AH2 N D ER0",
    "mis": "M IH2 S",
    "non": "N AA0 N",
    "dis": "D IH2 S",
}
# Of words that are not listed as they are written: beautie, morne, poore, sunne.
_OLD_SPELLINGS = (("ie", "y"), ("nne", "n"), ("tte", "t"), ("lle", "l"), ("e", ""))
_BRITISH = (
    ("our", "or"),
    ("ogue", "og"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ence", "ense"),
)


def derive(word: str, listed: Listed, rarity: Rarity) -> tuple[str, ...]:
    """Sounds of an unlisted word out of listed ones: spelling, ending, beginning, compound; or ()."""
    for british, american in _BRITISH:
        if british in word and (found := listed(word.replace(british, american))):
            return found
    for old, today in _OLD_SPELLINGS:
        if word.endswith(old) and (found := listed(f"{word.removesuffix(old)}{today}")):
            return found
    if word.endswith("re") and (found := listed(word[:-2] + "er")):
        return found
    for ending, add in _ENDINGS:
        if word.endswith(ending) and (found := _stem(word.removesuffix(ending), listed, rarity)):
            return tuple(map(add, found))
    for beginning, sound in _BEGINNINGS.items():
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) > 3 and (found := listed(rest)):
            return tuple(f"{sound} {sounds}" for sounds in found)
    return _compound(word, listed, rarity)


def _stem(stem: str, listed: Listed, rarity: Rarity) -> tuple[str, ...]:
    """The word under an ending: as it is, with a lost e, y for i, or one of two same letters."""
    if len(stem) < 3:
        return ()
    tries = [stem, f"{stem}e"]
    if stem.endswith("i"):
        tries.append(f"{stem[:-1]}y")
    if stem[-1] == stem[-2]:
        tries.append(stem[:-1])
    return listed(min(tries, key=rarity))


def _compound(word: str, listed: Listed, rarity: Rarity) -> tuple[str, ...]:
    """moonbeam = moon + beam: the second part keeps a second stress. The most even split of common words."""
    middle = len(word) / 2
    for cut in sorted(range(3, len(word) - 2), key=lambda n: abs(n - middle)):
        first, second = listed(word[:cut]), listed(word[cut:])
        if first and second and max(rarity(word[:cut]), rarity(word[cut:])) < (False, _COMMON):
            return tuple(f"{one} {other.replace('1', '2')}" for one in first for other in second)
    return ()
