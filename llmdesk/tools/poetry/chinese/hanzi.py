"""The sounds of Chinese verse: readings, level and oblique tones, and the groups that rhyme.

Owns what is known of single characters. Tones are those of today's standard language: the entering
tone (入声) of the old rhyme books counts by the tone a character has now, and rhymes are the 16
groups of 《中华通韵》 (2019), both from pypinyin's data with the readings of `resources/poetry/
readings.toml` over it. Traditional characters have the readings of the simplified ones. Must not
know forms or how a poem is written.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from llmdesk.paths import resource
from llmdesk.tools.poetry.types import Mark, Syllable
from llmdesk.tools.simplified import simplified as simplified

Tone = Literal["level", "oblique"]

# 《中华通韵》: the finals of each group.
GROUPS: dict[str, tuple[str, ...]] = {
    "一啊": ("a", "ia", "ua"),
    "二喔": ("o", "uo"),
    "三鹅": ("e", "ie", "ve"),
    "四衣": ("i",),
    "五乌": ("u",),
    "六迂": ("v",),
    "七哀": ("ai", "uai"),
    "八欸": ("ei", "uei"),
    "九熬": ("ao", "iao"),
    "十欧": ("ou", "iou"),
    "十一安": ("an", "ian", "uan", "van"),
    "十二恩": ("en", "in", "uen", "vn"),
    "十三昂": ("ang", "iang", "uang"),
    "十四英": ("eng", "ing", "ueng"),
    "十五雍": ("ong", "iong"),
    "十六儿": ("er",),
}
_GROUP_OF = {final: group for group, finals in GROUPS.items() for final in finals}
_MARKS = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One sound of a character. `tone` None: a toneless syllable, which fits no place of a pattern."""

    pinyin: str
    tone: Tone | None
    group: str

    @property
    def rhymes(self) -> bool:
        """A rhyme of regulated verse is of level tone."""
        return self.tone == "level" and bool(self.group)


def is_character(text: str) -> bool:
    """One Chinese character, not a mark or a letter."""
    return len(text) == 1 and ("\u4e00" <= text <= "\u9fff" or "\u3400" <= text <= "\u4dbf" or text == "〇")


def characters(line: str) -> str:
    """The Chinese characters of a line, without marks and spaces."""
    return "".join(filter(is_character, line))


@cache
def readings(character: str) -> tuple[Reading, ...]:
    """Every reading that counts, the usual one first; () for what is no Chinese character."""
    if not is_character(character):
        return ()
    listed = _several().get(character)
    if listed is None:
        listed = _twin_readings(character) or _library_readings(character)[:1]
    return tuple(_reading(sound) for sound in listed)


def _library_readings(character: str) -> list[str]:
    """Every reading of pypinyin, the usual one first; [] for a character that it does not know."""
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
    return [] if found == [character] else list(found)


def _twin_readings(character: str) -> list[str]:
    """The readings of the simplified character that a traditional one (長, 還) is written as today.

    Where several became one (發 and 髮, 乾 and 幹), only those that the character has itself.
    """
    twin = simplified().get(character)
    if twin is None:
        return []
    listed = _several().get(twin) or _library_readings(twin)[:1]
    if _forms()[twin] == 1:
        return listed
    own = _library_readings(character)
    return [sound for sound in listed if sound in own or sound.rstrip("5") in own] or ([] if own else listed)


@cache
def _forms() -> Counter[str]:
    """How many traditional characters became each simplified one."""
    return Counter(simplified().values())


def readings_in(line: str) -> tuple[tuple[Reading, ...], ...]:
    """The readings of each character of `characters(line)`; first the one its word asks for.

    Words come from pypinyin's list of phrases (长大, 长江). A reading that `readings` does not
    list is never taken from them.
    """
    text = characters(line)
    known = [readings(character) for character in text]
    if not any(len(several) > 1 for several in known):
        return tuple(known)
    from pypinyin import Style, pinyin

    plain = "".join(
        simplified().get(character, character) for character in text
    )  # the phrases are simplified
    inside = [sounds[0] for sounds in pinyin(plain, style=Style.TONE3, neutral_tone_with_five=True)]
    if len(inside) != len(text):
        return tuple(known)
    return tuple(_first(several, _shown(sound)) for several, sound in zip(known, inside, strict=True))


def spoken_in(line: str) -> tuple[str, ...]:
    """The pinyin of each character of `characters(line)` as it is read out there: by the words of verse, then
    as `readings_in`. A character that nothing is known of has ""."""
    text = characters(line)
    plain = "".join(simplified().get(character, character) for character in text) + "$"
    spoken = [known[0].pinyin if known else "" for known in readings_in(line)]
    for word, sounds in _verse().items():
        at = plain.find(word)
        while at >= 0:
            spoken[at : at + len(sounds)] = sounds
            at = plain.find(word, at + 1)
    return tuple(spoken)


def tone_of(character: str) -> Tone | None:
    """The class of the usual reading."""
    found = readings(character)
    return found[0].tone if found else None


def rhyme_groups(character: str) -> tuple[str, ...]:
    """The groups that a character of level tone rhymes in, by the usual reading first."""
    return tuple(dict.fromkeys(reading.group for reading in readings(character) if reading.rhymes))


def syllables_of(line: str) -> tuple[Syllable, ...]:
    """Each character of a line with its tone class and its readings, for showing."""
    places = [index for index, character in enumerate(line) if is_character(character)]
    found = []
    for index, known in zip(places, readings_in(line), strict=True):
        mark: Mark = (known[0].tone or "either") if known else "unknown"
        found.append(
            Syllable(line[index], mark, tuple(reading.pinyin for reading in known), index, index + 1)
        )
    return tuple(found)


@cache
def common_characters() -> str:
    """The 3,755 characters of GB 2312 level 1, the common ones of the simplified script."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


@cache
def writing_characters(tone: Tone) -> frozenset[str]:
    """What a poem of ours may use in a place of this tone: common, and its usual reading fits."""
    never = set(str(_data()["writing"]["never"]))
    return frozenset(
        character
        for character in common_characters()
        if character not in never and tone_of(character) == tone
    )


@cache
def rhyme_characters(group: str) -> frozenset[str]:
    """What a rhyming line of ours may end with."""
    return frozenset(
        character for character in writing_characters("level") if readings(character)[0].group == group
    )


def character_class(allowed: Iterable[str]) -> str:
    """A GBNF character class; runs of neighbouring code points become ranges."""
    codes = sorted({ord(character) for character in allowed})
    parts: list[str] = []
    start = previous = -2
    for code in [*codes, -2]:
        if code == previous + 1:
            previous = code
            continue
        if start >= 0:
            parts.append(chr(start) if start == previous else f"{chr(start)}-{chr(previous)}")
        start = previous = code
    return f"[{''.join(parts)}]"


def _first(several: tuple[Reading, ...], pinyin: str) -> tuple[Reading, ...]:
    chosen = [reading for reading in several if reading.pinyin == pinyin]
    return (*chosen, *(reading for reading in several if reading not in chosen))


def _reading(sound: str) -> Reading:
    """From pypinyin's TONE3 spelling ("lü4", "de5")."""
    from pypinyin.contrib.tone_convert import to_finals

    base = sound.rstrip("012345")
    number = sound[len(base) :] or "5"
    tone: Tone | None = {"1": "level", "2": "level", "3": "oblique", "4": "oblique"}.get(number)  # type: ignore[assignment]
    final = to_finals(base, strict=True, v_to_u=False).replace("ü", "v")
    return Reading(_shown(sound), tone, _GROUP_OF.get(final, ""))


def _shown(sound: str) -> str:
    """With the tone's mark over its vowel: "chang2" -> "cháng"."""
    base = sound.rstrip("012345").replace("v", "ü")
    mark = _MARKS.get(sound[-1:])
    if mark is None:
        return base
    if "iu" in base or "ui" in base:
        place = max(base.find("iu"), base.find("ui")) + 1
    else:
        place = next((base.index(vowel) for vowel in "aeoiuü" if vowel in base), len(base) - 1)
    return unicodedata.normalize("NFC", base[: place + 1] + mark + base[place + 1 :])


@cache
def _several() -> dict[str, list[str]]:
    return {character: sounds.split() for character, sounds in _data()["several"].items()}


@cache
def _verse() -> dict[str, list[str]]:
    """Words and their sounds, longer words last: they know more."""
    words = {word: [_shown(sound) for sound in sounds.split()] for word, sounds in _data()["verse"].items()}
    return dict(sorted(words.items(), key=lambda each: len(each[0])))


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(resource("poetry", "readings.toml").read_text("utf-8"))
