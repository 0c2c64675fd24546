"""Which English words rhyme, and how well.

Owns the kinds of rhyme and the sets of rhyming words. Must not know of lines or metres.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import Literal

from llmdesk.paths import resource
from llmdesk.tools.poetry.english.dictionary import common_words, lookup, ranks, stress
from llmdesk.tools.poetry.types import RhymeSet

Kind = Literal["perfect", "eye", "light", "rich", "near", "slant", "same", "none"]

_END = re.compile(r"(?<![aeiouy])[aeiouy]++[^aeiouy]++e?$")
_TWO_ENDS = re.compile(r"(?<![aeiouy])[aeiouy]++[^aeiouy]++[aeiouy]++[^aeiouy]*+$")
RICH = 8  # common rhymes that a word should have to begin a pair with
COMMON = 9_000  # words, by frequency, that count as common
# Words that no line should end on: what they belong to would be missing.
_STUBS = """
a an the of to and or but nor as if than that which who whom whose where when while because
although though unless until since at by for from in into on onto with without upon my your his her
its our their is am are was were be been being has have had do does did will would shall should
can could may might must i he she we they it's i'm i'll i've i'd you're you'll you've we're we'll
we've they're they'll they've he's she's that's there's what's who's where's here's let's didn't
doesn't couldn't wouldn't shouldn't wasn't weren't aren't isn't hasn't haven't don't can't won't
'tis 'twas very so too quite such some any every each no not these those this what how why just even
also per via theirs ours yours hers amongst toward
towards during about between among whether whatever whichever
"""
STUBS = frozenset(_STUBS.split())
_LONG_END = 6  # letters in common, with which two words rhyme for the eye whatever their stress
_TWO_SYLLABLES = 5  # so many, where they are those of two syllables
_LIKE = {"IH0": "AH0", "IH2": "IH1", "AO0": "AH0", "EH0": "AH0"}
_BEFORE_R = {"IY": "IH", "EY": "EH", "OW": "AO", "UH": "AO", "UW": "AO"}  # hear and near; moor and shore
_VOICED = {
    "B": "P",
    "D": "T",
    "G": "K",
    "V": "F",
    "Z": "S",
    "DH": "TH",
    "ZH": "SH",
    "JH": "CH",
    "M": "N",
    "NG": "N",
}


def rhyme_part(sounds: str) -> str:
    """The sounds from the last stressed vowel on; weak vowels that differ little are made the same."""
    parts = sounds.split()
    start = _stressed(parts)
    vowel = parts[start][:-1]
    if parts[start + 1 : start + 2] == ["R"]:
        vowel = _BEFORE_R.get(vowel, vowel)
    rest = [_LIKE.get(part, part) for part in parts[start + 1 :]]
    rest[:-1] = ["AH0" if part == "UW0" else part for part in rest[:-1]]  # importunate, unfortunate
    return " ".join([vowel, *rest])


def _in_one(sounds: str) -> str:
    """Desire as aspire and power as hour: a last ER behind a long i or ow is no syllable of its own."""
    return re.sub(r"(?<=A[WY]1 )ER0\b", "R", sounds)


def onset(sounds: str) -> str:
    """The consonants before the rhyme part."""
    parts = sounds.split()
    end = start = _stressed(parts)
    while start and not parts[start - 1][-1].isdigit():
        start -= 1
    return " ".join(parts[start:end])


def _stressed(parts: list[str]) -> int:
    """The place of the last vowel with the main stress; without one, of the last with any, or the last."""
    for level in "120":
        places = [n for n, part in enumerate(parts) if part.endswith(level)]
        if places:
            return places[-1]
    return 0


def kind(word: str, other: str) -> Kind:
    """How well two words rhyme, by the best of their pronunciations."""
    if word == other:
        return "same"
    return best_kind(lookup(word).sounds, lookup(other).sounds, (word, other))


def best_kind(sounds: Sequence[str], others: Sequence[str], spelled: tuple[str, str]) -> Kind:
    """The best kind over all pairs of pronunciations; `spelled` are the words as written."""
    order: tuple[Kind, ...] = ("perfect", "light", "eye", "rich", "same", "near", "slant", "none")
    kinds = {_kind(one, two, spelled) for one in _spoken(sounds) for two in _spoken(others)}
    return next((kind for kind in order if kind in kinds), "none")


def _spoken(sounds: Sequence[str]) -> list[str]:
    """The pronunciations with a stress, as at a line's end; all that have a vowel if none has."""
    whole = map(_in_one, sounds)
    return [one for one in whole if "1" in one] or [one for one in sounds if stress(one)]


def _kind(one: str, two: str, spelled: tuple[str, str]) -> Kind:
    first, second = rhyme_part(one), rhyme_part(two)
    if first == second:
        if onset(one) != onset(two):
            return "perfect"
        return "same" if _unstressed(one) == _unstressed(two) else "rich"
    strong = [stress(sounds).endswith("1") for sounds in (one, two)]
    light = (strong[0] or _light(one)) and (strong[1] or _light(two)) and not all(strong)
    if light and _last_syllable(one) == _last_syllable(two):
        return "light"
    if _on_a_second_stress(one, two) or _on_al(one, two, spelled):
        return "light"
    if _looks_alike(one, two, spelled, any(strong)):
        return "eye"
    if first.split()[0] == second.split()[0] and _blur(first) == _blur(second):
        return "near"
    if _of_old(first) == _of_old(second):
        return "near"
    if not any(strong) and all(map(_light, (one, two))) and _last_syllable(one) == _last_syllable(two):
        return "near"  # Arcady and ecstasy
    return "slant" if _consonant(one, two) else "none"


def _consonant(one: str, two: str) -> bool:
    """Whether two words end on the same consonants behind different vowels, consonance (room and
    storm, fierce and verse). A weak last syllable answers a strong one, or none."""
    one, two = (re.sub(r"(?<=[A-Z]1 )ER0$", "R", sounds) for sounds in (one, two))
    strong = [stress(sounds)[-1:] in ("1", "2") for sounds in (one, two)]
    if any(_of_old_y(*pair) for pair in ((one, two), (two, one))):
        return True
    if {one.split()[-1], two.split()[-1]} == {"OW1", "UW1"}:
        return True  # woe and too, fro and through
    if stress(one).endswith("10") and stress(two).endswith("10"):
        return _weak_end(one) == _weak_end(two)  # water and after, river and ever
    if not all(strong[n] or _light(sounds) for n, sounds in enumerate((one, two))) or not any(strong):
        return False
    codas = [_coda(sounds) for sounds in (one, two)]
    if not (codas[0] and codas[1]) or codas[0] == codas[1]:
        return bool(codas[0]) and codas[0] == codas[1]
    long, short = sorted(codas, key=len, reverse=True)
    return short in ("S", "Z") and long.endswith(f" {short}")  # rides and is


def _of_old_y(strong: str, weak: str) -> bool:
    """Whether a word on a weak -y (poetry) answers one like "away", as the sea did the day."""
    return strong.endswith("EY1") and weak.endswith("IY0") and _light(weak)


def _weak_end(sounds: str) -> str:
    """The last syllable with the consonant before it: "R IH1 V ER0" → "V ER0"."""
    parts = sounds.split()
    vowel = max(n for n, part in enumerate(parts) if part[-1].isdigit())
    return " ".join([*parts[max(0, vowel - 1) : vowel], *(_LIKE.get(part, part) for part in parts[vowel:])])


def _coda(sounds: str) -> str:
    """The consonants behind the last vowel: "S T AO1 R M" → "M"; R belongs to the vowel, but at the end."""
    parts = ["R" if part.startswith("ER") else part for part in sounds.split()]
    after = next((n for n in reversed(range(len(parts))) if parts[n][-1].isdigit() or parts[n] == "R"), 0)
    return " ".join(parts[after + 1 :]) or ("R" if parts[-1:] == ["R"] else "")


def _light(sounds: str) -> bool:
    """The last syllable can bear a light rhyme (memory, temperate): the one before it is weak too."""
    marks = stress(sounds)
    return marks.endswith(("12", "120")) or (marks.endswith(("00", "02")) and "1" in marks[:-2])


def _last_syllable(sounds: str) -> str:
    """The last vowel without its stress, and what follows: "M EH1 M ER0 IY0" → "IY"."""
    spoken = sounds.split()
    vowel = next((at for at in reversed(range(len(spoken))) if spoken[at][-1].isdigit()), None)
    return "" if vowel is None else " ".join([spoken[vowel][:-1], *spoken[vowel + 1 :]])


_INFLECTIONS = ("ing", "ings", "ed", "d", "es", "s", "est", "st", "er", "ers", "eth")


def _looks_alike(one: str, two: str, spelled: tuple[str, str], strong: bool) -> bool:
    """Eye rhymes, perfect once: love and prove, temperate and date. Same spelling, same end. What holds of
    two words holds of their inflections (loved and proved, moving and loving)."""
    if strong and any(_old_y(*pair) for pair in ((one, two, spelled[1]), (two, one, spelled[0]))):
        return True
    if _same_in_two_syllables(*spelled) and (
        _last_syllable(one) == _last_syllable(two) or _end_in_common(*spelled) >= _TWO_SYLLABLES
    ):
        return True  # Niger and tiger, Muffet and tuffet
    if _end_in_common(*spelled) >= _LONG_END:
        return True  # unfortunate and importunate
    if strong and _same_ending(*spelled):
        return _last_syllable(one).split()[1:] == _last_syllable(two).split()[1:]
    word, other = spelled
    for ending in _INFLECTIONS:
        if word.endswith(ending) and other.endswith(ending):
            stems = word.removesuffix(ending), other.removesuffix(ending)
            if _same_ending(*stems) or _same_ending(f"{stems[0]}e", f"{stems[1]}e"):
                return rhyme_part(one).split()[1:] == rhyme_part(two).split()[1:]
    return False


def _on_a_second_stress(one: str, two: str) -> bool:
    """Whether a feminine ending answers one on a second stress (folly, melancholy)."""
    if sorted(stress(sounds)[-2:] for sounds in (one, two)) != ["10", "20"]:
        return False
    return _unstressed(_last_two_syllables(one)) == _unstressed(_last_two_syllables(two))


def _last_two_syllables(sounds: str) -> str:
    """From the last vowel but one on."""
    parts = sounds.split()
    vowels = [place for place, part in enumerate(parts) if part[-1].isdigit()]
    return " ".join(parts[vowels[-2] :])


def _on_al(one: str, two: str, spelled: tuple[str, str]) -> bool:
    """Whether a word on a weak -al (funeral, festival, a name) answers one like "all", as it always could."""
    pairs = ((one, two, spelled[1]), (two, one, spelled[0]))
    return any(
        strong.endswith("AO1 L") and weak.endswith("AH0 L") and word.endswith("al") and _light(weak)
        for strong, weak, word in pairs
    )


def _old_y(strong: str, weak: str, word: str) -> bool:
    """Whether a word on a weak -y (symmetry, majesty) answers one on a long i (eye, by), as it once did."""
    return strong.endswith("AY1") and weak.endswith("IY0") and word.endswith("y") and _light(weak)


def _unstressed(sounds: str) -> str:
    """The sounds without the degrees of stress: of "night" and "knight" the same."""
    return re.sub(r"\d", "", sounds)


def _same_ending(word: str, other: str) -> bool:
    """Whether two words are written alike from their last vowels on, in three letters at least."""
    ends = [_END.search(each) for each in (word, other)]
    if not (ends[0] and ends[1] and ends[0][0] == ends[1][0]):
        return False
    return len(ends[0][0]) >= 3 or ends[0][0] == "ow"  # low and prow


def _end_in_common(word: str, other: str) -> int:
    """The letters that two words have in common at their ends."""
    pairs = zip(reversed(word), reversed(other), strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _same_in_two_syllables(word: str, other: str) -> bool:
    """Whether two words are written alike from their last vowels but one on."""
    ends = [_TWO_ENDS.search(each) for each in (word, other)]
    return bool(ends[0] and ends[1] and ends[0][0] == ends[1][0])


def _blur(part: str) -> str:
    """Voiced and voiceless consonants made the same, and all nasals."""
    return " ".join(_VOICED.get(sound, sound) for sound in part.split())


def _of_old(part: str) -> str:
    """What rhymed with other ears: sea as say, dawn as morn where no r is spoken, hurried as buried."""
    first, *rest = part.split()
    if first in ("EH", "AH") and rest[:1] == ["R"]:
        first, rest = "ER", rest[1:]
    rest = ["AH0" if sound == "ER0" else sound for sound in rest]
    if first in ("AO", "AA"):
        rest = [sound for sound in rest if sound != "R"]
    return " ".join(["EY" if first == "IY" else first, *rest])


# -- sets of words ---------------------------------------------------------------------------


def rhyme_set(words: Sequence[str]) -> RhymeSet:
    """Common words that rhyme perfectly with all of `words`, the commonest first; empty if none do."""
    keys = [{rhyme_part(sounds) for sounds in lookup(word).sounds if stress(sounds)} for word in words]
    shared = set.intersection(*keys) if keys else set()
    found = {word: key for key in shared for word in _families().get(key, ())}
    order = sorted(found, key=lambda word: ranks()[word])
    fitting = [word for word in order if all(kind(word, other) == "perfect" for other in words)]
    return RhymeSet(min(shared, default=""), tuple(fitting))


@cache
def _families() -> dict[str, list[str]]:
    """Rhyme part to the common words that have it, by their first pronunciation; no stubs."""
    families: dict[str, list[str]] = {}
    for word in common_words()[: 2 * COMMON]:
        if word not in STUBS and "'" not in word:
            families.setdefault(rhyme_part(lookup(word).sounds[0]), []).append(word)
    return families


@cache
def plain_families() -> tuple[tuple[str, ...], ...]:
    """Families of simple words that rhyme, chosen by hand: what a plain poem can live on."""
    text = resource("poetry", "english-rhymes.txt").read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if line and line[0] != "#")


@cache
def rich_words() -> frozenset[str]:
    """Common words that have at least `RICH` rhymes among the common words."""
    common = set(common_words()[:COMMON])
    rich: set[str] = set()
    for family in _families().values():
        inside = [word for word in family if word in common]
        if len({onset(lookup(word).sounds[0]) for word in inside}) > RICH:
            rich.update(inside)
    return frozenset(rich)


def rhymes_richly(word: str) -> bool:
    return word in rich_words()
