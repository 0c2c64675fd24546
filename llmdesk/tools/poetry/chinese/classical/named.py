"""What teachers of verse have a name for: 孤平, 三平尾, 三仄尾, 拗救, 失对, 失粘, 撞韵, 重字, 首句邻韵, 仄韵.

Owns finding them, each with its place, and whether it is a fault or only worth knowing. Must not decide
what kind of poem it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.classical.books import Book, are_neighbours, entries
from llmdesk.tools.poetry.chinese.classical.lines import ScannedLine, sticking
from llmdesk.tools.poetry.chinese.tones import Sounds
from llmdesk.tools.poetry.types import Check

_ALONE = QT_TRANSLATE_NOOP("core", "孤平: {places} is the only level tone beside the rhyme.")
_THREE_LEVEL = QT_TRANSLATE_NOOP("core", "三平尾: the line ends on three level tones, {places}.")
_THREE_OBLIQUE = QT_TRANSLATE_NOOP(
    "core", "三仄尾: the line ends on three oblique tones, {places}. The Tang allowed it; better avoided."
)
_SELF = QT_TRANSLATE_NOOP("core", "本句拗救: {places} makes up for a tone of the same line.")
_BELOW = QT_TRANSLATE_NOOP("core", "对句拗救: {places} makes up for a tone of the line above.")
_AGAINST = QT_TRANSLATE_NOOP("core", "失对: {places} should differ in tone.")
_BESIDE = QT_TRANSLATE_NOOP("core", "失粘: {places} should agree in tone.")
_CLASH = QT_TRANSLATE_NOOP("core", "撞韵: {places} has the sound of the rhyme in a line that does not rhyme.")
_OUT = QT_TRANSLATE_NOOP("core", "出韵: {places} is of {other}; the poem rhymes in {group}.")
_UNRESCUED = QT_TRANSLATE_NOOP(
    "core",
    "拗而不救: {places} should be level, or {rescue} in the line below be level to make up for it.",
)
_AGAIN = QT_TRANSLATE_NOOP("core", "重字: {places}, more than once in the poem.")
_NEAR = QT_TRANSLATE_NOOP("core", "首句邻韵: {places} is of {other}, beside {group}.")
_OBLIQUE_RHYME = QT_TRANSLATE_NOOP("core", "仄韵: {places} rhyme on an oblique tone.")

_WORDS = {"opposition": _AGAINST, "adhesion": _BESIDE, "rhyme": _OUT}  # of rules that are broken


def tones_named(lines: Sequence[str], scanned: Sequence[ScannedLine]) -> list[Check]:
    """What the tones of single lines, and of two that answer each other, are called."""
    found = []
    for index, (line, scan) in enumerate(zip(lines, scanned, strict=True)):
        text, tones = hanzi.characters(line), scan.tones
        head = len(tones) - 5
        if head not in (0, 2):
            continue
        if tones[head:] == "仄平仄仄平":
            found.append(_named(index, _ALONE, text[head + 1], fault=True))
        if tones.endswith("平平平"):
            found.append(_named(index, _THREE_LEVEL, text[-3:], fault=True))
        if tones.endswith("仄仄仄") and not scan.rescued:
            found.append(_named(index, _THREE_OBLIQUE, text[-3:]))
        if not scan.line_type and index % 2 == 0 and tones[head + 1] == tones[head + 3] == tones[-1] == "仄":
            below = hanzi.characters(lines[index + 1])[head + 2 :][:1] if index + 1 < len(lines) else ""
            found.append(_named(index, _UNRESCUED, text[head + 3], fault=True, rescue=below))
        found += _rescues(index, text, tones[head:], scanned)
    return found


def _rescues(index: int, text: str, tones: str, scanned: Sequence[ScannedLine]) -> list[Check]:
    """本句: 仄平平仄平 and 平平仄平仄; 对句: the third tone of the last five, for the line above."""
    found = []
    scan, head = scanned[index], len(text) - 5
    above = scanned[index - 1] if index % 2 else None
    if scan.line_type == "B" and tones == "仄平平仄平":
        found.append(_named(index, _SELF, text[head + 2]))
    elif scan.line_type == "a" and tones == "平平仄平仄":
        found.append(_named(index, _SELF, text[head + 3]))
    if scan.line_type == "B" and above is not None and above.line_type == "A" and tones[2] == "平":
        odd = above.tones[head:][2:4]
        if above.rescued or odd == "仄平":
            found.append(_named(index, _BELOW, text[head + 2]))
    return found


def order_named(lines: Sequence[str], sounds: Sequence[Sounds]) -> list[Check]:
    """失对 and 失粘."""
    against, beside = sticking(sounds)
    found = []
    for message, places in ((_AGAINST, against), (_BESIDE, beside)):
        for index in places:
            pair = [hanzi.characters(lines[row])[1:2] for row in (index - 1, index)]
            found.append(_named(index, message, "、".join(pair), fault=True))
    return found


def rhymes_named(lines: Sequence[str], sounds: Sequence[Sounds], group: str, book: Book) -> list[Check]:
    """撞韵, 出韵 and 首句邻韵; `group` is the rhyme of the poem."""
    found = []
    ends = [hanzi.characters(line)[-1:] for line in lines]
    first = next(
        (each.group for each in sounds[0][-1] if each.rhymes and are_neighbours(each.group, group)), ""
    )
    if first and not any(each.rhymes and each.group == group for each in sounds[0][-1]):
        found.append(_named(0, _NEAR, ends[0], other=first, group=group))
    for index in (*range(min(1, len(lines))), *range(1, len(lines), 2)):
        level = [each.group for each in sounds[index][-1] if each.rhymes]
        open_first = index == 0 and (first or any(each.tone == "oblique" for each in sounds[0][-1]))
        if level and group not in level and not open_first:
            found.append(_named(index, _OUT, ends[index], fault=True, other=level[0], group=group))
    rhyme = next((end for end, heard in zip(ends[1::2], sounds[1::2], strict=False) if heard), "")
    for index in range(0, len(lines), 2):
        if not any(reading.rhymes for reading in sounds[index][-1]) and _sounds_like(
            ends[index], rhyme, sounds[index][-1], group, book
        ):
            found.append(_named(index, _CLASH, ends[index]))
    return found


def _sounds_like(end: str, rhyme: str, heard: Sequence[hanzi.Reading], group: str, book: Book) -> bool:
    if book == "zhonghua":
        return any(reading.group == group for reading in heard)
    parts = {entry.part for entry in entries(rhyme) if entry.level}
    return any(entry.part in parts and not entry.level for entry in entries(end))


def words_named(lines: Sequence[str]) -> list[Check]:
    """重字: a character in two lines or apart in one; 青青 is meant."""
    places: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        for at, character in enumerate(hanzi.characters(line)):
            places.setdefault(character, []).append((index, at))
    again = [
        character
        for character, several in places.items()
        if any((row, at + 1) != (other, place) for (row, at), (other, place) in pairwise(several))
    ]
    return [_named(None, _AGAIN, "、".join(again))] if again else []


def not_told_twice(checks: Sequence[Check], named: Sequence[Check]) -> list[Check]:
    """The rules without those that are broken where `named` has a word for it: a fault is told once."""
    said = {(each.message, each.line) for each in named}
    return [each for each in checks if each.passed or (_WORDS.get(each.rule), each.line) not in said]


def oblique_rhyme(ends: Sequence[str]) -> Check:
    return _named(None, _OBLIQUE_RHYME, "、".join(ends))


def _named(index: int | None, message: str, places: str, *, fault: bool = False, **params: object) -> Check:
    return Check("named", index, not fault, message, {"places": places, **params})
