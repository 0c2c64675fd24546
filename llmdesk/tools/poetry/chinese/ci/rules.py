"""The rules of a tune, held one by one against the lines of a song by a rhyme book.

Owns the verdict on length, tones, rhymes and lines that are said again. Tones and rhymes are those of the
book; a character with several readings keeps a rule with any of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.ci.layout import Laid, lay
from llmdesk.tools.poetry.chinese.ci.tunes import Shape, SungLine, Tune
from llmdesk.tools.poetry.chinese.classical.books import Book, readings_in
from llmdesk.tools.poetry.chinese.hanzi import Reading
from llmdesk.tools.poetry.chinese.tones import Fit, Sounds, fit
from llmdesk.tools.poetry.types import Check

OTHER_PLACE = QT_TRANSLATE_NOOP("core", "A line of this length has no place in the pattern.")
# Parts of 词林正韵 that songs let rhyme with each other (通押; 王力《诗词格律》 on 第六部 and 第七部).
_TOGETHER = (
    frozenset(("第六部", "第十一部", "第十三部")),
    frozenset(("第七部", "第十四部")),
    frozenset(("第十七部", "第十八部")),
    frozenset(("第十八部", "第十九部")),
)


@dataclass(frozen=True, slots=True)
class Held:
    """The checks of a song by a shape. `near`: the lines whose rhyme is only beside the others' (通押)."""

    shape: Shape
    laid: Laid
    checks: tuple[Check, ...]
    near: tuple[int, ...]

    @property
    def faults(self) -> int:
        return sum(not check.passed for check in self.checks)


def hold(lines: Sequence[str], tune: Tune, book: Book) -> Held:
    """The lines against the shape of the tune that they keep best."""
    laid = [(lay(lines, shape), shape) for shape in tune.shapes]
    least = min(each.cost for each, _ in laid)
    held = [_hold(each, shape, book) for each, shape in laid if each.cost <= least + 1]
    return min(held, key=lambda each: each.faults)


def _hold(laid: Laid, shape: Shape, book: Book) -> Held:
    checks = [_count(laid, shape)]
    sounds = [readings_in(line, book) for line in laid.lines]
    whole: dict[int, int] = {}  # the line of the text at each place of the shape
    for index, (line, place) in enumerate(zip(laid.lines, laid.places, strict=True)):
        if place is None:
            checks.append(Check("characters", index, False, OTHER_PLACE))
            continue
        whole[place] = index
        checks += _line(index, line, sounds[index], shape.lines[place])
    rhymes, near = _rhymes(laid, shape, sounds, whole, book)
    checks += rhymes
    checks += _said_again(laid, shape, whole)
    return Held(shape, laid, tuple(checks), near)


def _count(laid: Laid, shape: Shape) -> Check:
    count, most = len(laid.lines), len(shape.lines)
    message = QT_TRANSLATE_NOOP("core", "{count} lines; {tune} has {most}.")
    passed = count == most and None not in laid.places
    return Check("lines", None, passed, message, {"count": count, "tune": shape.tune, "most": most})


def _line(index: int, line: str, sounds: Sounds, wanted: SungLine) -> list[Check]:
    """Its length; and its tones where it has the length."""
    foreign = [character for character in line if character.isalpha() and not hanzi.is_character(character)]
    if foreign:
        message = QT_TRANSLATE_NOOP("core", "“{foreign}” is not a Chinese character.")
        return [Check("characters", index, False, message, {"foreign": "".join(foreign[:8])})]
    message = QT_TRANSLATE_NOOP("core", "{count} characters; this line of the tune has {most}.")
    count, most = len(sounds), len(wanted.pattern)
    length = Check("characters", index, count == most, message, {"count": count, "most": most})
    if count != most:
        return [length]
    return [length, _tones(index, line, sounds, fit(sounds, (wanted.pattern, *wanted.others)))]


def _tones(index: int, line: str, sounds: Sounds, fitted: Fit) -> Check:
    text = hanzi.characters(line)
    shown = ""
    for place, readings in enumerate(sounds):
        tone = readings[0].tone if readings else None
        usual = {"level": "平", "oblique": "仄", None: "？"}[tone]
        shown += fitted.pattern[place] if place in fitted.other else usual
    params: dict[str, object] = {"pattern": fitted.pattern, "tones": shown}
    if fitted.breaks:
        message = QT_TRANSLATE_NOOP("core", "{tones} breaks the pattern {pattern} at {places}.")
        named = [f"{text[at]} {'/'.join(r.pinyin for r in sounds[at]) or '?'}" for at in fitted.breaks]
        params["places"] = "、".join(named)
    else:
        message = QT_TRANSLATE_NOOP("core", "{tones} keeps the pattern {pattern}.")
    return Check("tones", index, not fitted.breaks, message, params)


def _rhymes(
    laid: Laid, shape: Shape, sounds: Sequence[Sounds], whole: dict[int, int], book: Book
) -> tuple[list[Check], tuple[int, ...]]:
    """A check for each line that rhymes: its end on the tone of its place, in the rhyme of its letter."""
    checks = []
    near: list[int] = []
    for letter in dict.fromkeys(line.rhyme for line in shape.lines if line.rhyme):
        rows = [
            (whole[place], line)
            for place, line in enumerate(shape.lines)
            if line.rhyme == letter and place in whole and sounds[whole[place]]
        ]
        group = _group([(sounds[index][-1], line) for index, line in rows])
        for index, line in rows:
            check, is_near = _rhyme(index, laid.lines[index], sounds[index][-1], line, group, book)
            if check is not None:
                checks.append(check)
                near += [index] * is_near
    return checks, tuple(near)


def _rhyme(
    index: int, text: str, end: Sequence[Reading], line: SungLine, group: str, book: Book
) -> tuple[Check | None, bool]:
    """(the check, whether the rhyme is only near); no check where a line need not rhyme and does not."""
    fitting = [reading for reading in end if _on_tone(reading, line)]
    passed = any(key(reading) == group for reading in fitting)
    near = not passed and book == "cilin" and any(_is_near(key(reading), group) for reading in fitting)
    if line.may_rhyme and not passed:
        return None, False
    level = line.pattern[-1] == "平"
    if passed:
        message = QT_TRANSLATE_NOOP("core", "{character} ({reading}) rhymes in {group}.")
    elif near:
        message = QT_TRANSLATE_NOOP(
            "core", "{character} ({reading}) is of a rhyme beside {group}, which songs let rhyme (通押)."
        )
    elif not group:
        message = QT_TRANSLATE_NOOP("core", "{character} ({reading}) has nothing to rhyme with.")
    elif level:
        message = QT_TRANSLATE_NOOP(
            "core", "{character} ({reading}) does not rhyme in {group} on a level tone."
        )
    else:
        message = QT_TRANSLATE_NOOP(
            "core", "{character} ({reading}) does not rhyme in {group} on an oblique tone."
        )
    reading = " ".join(each.pinyin for each in end) or "?"
    params = {"character": hanzi.characters(text)[-1:], "reading": reading, "group": group}
    return Check("rhyme", index, passed or near, message, params), near


def _group(ends: Sequence[tuple[Sequence[Reading], SungLine]]) -> str:
    """The rhyme that most of the lines have; of as many, that of a line that must rhyme."""
    found: Counter[str] = Counter()
    for end, line in ends:
        for group in {key(reading) for reading in end if _on_tone(reading, line)}:
            found[group] += 1 if line.may_rhyme else 4
    return found.most_common(1)[0][0] if found else ""


def key(reading: Reading) -> str:
    """What rhymes with it, on whichever tone: the part of 词林正韵, the group of the other books."""
    return reading.group.removesuffix("仄声")


def _on_tone(reading: Reading, line: SungLine) -> bool:
    wanted = {"平": "level", "仄": "oblique"}.get(line.pattern[-1])
    return bool(reading.group) and reading.tone is not None and wanted in (None, reading.tone)


def _is_near(one: str, other: str) -> bool:
    return any(one in parts and other in parts for parts in _TOGETHER)


def _said_again(laid: Laid, shape: Shape, whole: dict[int, int]) -> list[Check]:
    """叠: the line has the characters that end the line above it."""
    found = []
    for place, line in enumerate(shape.lines):
        if not line.again or place not in whole or place - 1 not in whole:
            continue
        index = whole[place]
        text = hanzi.characters(laid.lines[index])
        above = hanzi.characters(laid.lines[whole[place - 1]])[-len(line.pattern) :]
        message = QT_TRANSLATE_NOOP("core", "“{line}” says again what ends the line above it (叠句).")
        if text != above:
            message = QT_TRANSLATE_NOOP("core", "“{line}” should say “{above}” again (叠句).")
        found.append(Check("again", index, text == above, message, {"line": text, "above": above}))
    return found
