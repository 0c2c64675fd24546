"""The rules of Chinese forms: characters, tones, 粘对, rhymes, parallel couplets.

Owns the verdict on each rule for lines of Chinese verse. Tones and rhymes are those of the rhyme book
that is asked for; a character with several readings keeps a rule with any of them, and the check says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry import forms
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.classical.attempt import order_of
from llmdesk.tools.poetry.chinese.classical.books import Book, are_neighbours, readings_in
from llmdesk.tools.poetry.chinese.hanzi import Reading
from llmdesk.tools.poetry.chinese.tones import Fit, Sounds, agrees, opposes
from llmdesk.tools.poetry.chinese.tones import fits as fits_of
from llmdesk.tools.poetry.types import Check, Form


def checks(lines: Sequence[str], wanted: Form, book: Book = "zhonghua") -> list[Check]:
    """Every rule of the form, with the tones and rhymes of the book."""
    sounds = [readings_in(line, book) for line in lines]
    if wanted.name == "couplet-zh":
        return [*_same_length(lines, wanted), *_pair(lines, sounds)]
    found = [_width(index, line, wanted) for index, line in enumerate(lines)]
    if wanted.regulated:
        found += _regulated(lines, sounds, wanted, old=book != "zhonghua")
    return found


def _width(index: int, line: str, wanted: Form) -> Check:
    count = len(hanzi.characters(line))
    foreign = [character for character in line if character.isalpha() and not hanzi.is_character(character)]
    if foreign:
        return Check(
            "characters",
            index,
            False,
            QT_TRANSLATE_NOOP("core", "“{foreign}” is not a Chinese character."),
            {"foreign": "".join(foreign[:8])},
        )
    if wanted.characters:
        message = QT_TRANSLATE_NOOP("core", "{count} characters; the form has {most}.")
        few = most = wanted.characters
    else:
        message = QT_TRANSLATE_NOOP("core", "{count} characters; the form has {few} to {most}.")
        few, most = wanted.width
    return Check(
        "characters", index, few <= count <= most, message, {"count": count, "few": few, "most": most}
    )


def _same_length(lines: Sequence[str], wanted: Form) -> list[Check]:
    few, most = wanted.width
    first = len(hanzi.characters(lines[0]))
    found = []
    for index, line in enumerate(lines):
        count = len(hanzi.characters(line))
        found.append(
            Check(
                "characters",
                index,
                few <= count <= most and count == first,
                QT_TRANSLATE_NOOP("core", "{count} characters; both lines have the same {few} to {most}."),
                {"count": count, "few": few, "most": most},
            )
        )
    return found


def _regulated(lines: Sequence[str], sounds: Sequence[Sounds], wanted: Form, *, old: bool) -> list[Check]:
    """Tones, opposition, adhesion, rhymes and parallel couplets, after the best fitting order of lines."""
    sequence = order_of(sounds, wanted.sequences, wanted.characters, old=old)
    found: list[Check] = []
    fits = fits_of(sounds, sequence, wanted.characters, old=old)
    for index, (line, heard) in enumerate(zip(lines, sounds, strict=True)):
        found.append(_tones(index, line, heard, fits[index], wanted.characters))
    found += _sticking(lines, sounds)
    found += _rhymes(lines, sounds, sequence)
    for upper, lower in wanted.couplets:
        if lower < len(lines):
            odd = _odd_places(fits[upper], wanted.characters) | _odd_places(fits[lower], wanted.characters)
            found.append(_parallel(lower, lines[upper], lines[lower], sounds[upper], sounds[lower], odd))
    return found


def _tones(index: int, line: str, sounds: Sounds, fitted: Fit | None, characters: int) -> Check:
    if fitted is None:
        message = QT_TRANSLATE_NOOP("core", "A line of this length has no place in the pattern.")
        return Check("tones", index, False, message)
    text = hanzi.characters(line)
    params: dict[str, object] = {"pattern": fitted.pattern, "tones": _shown_tones(sounds, fitted)}
    if fitted.breaks:
        message = QT_TRANSLATE_NOOP("core", "{tones} breaks the pattern {pattern} at {places}.")
        params["places"] = "、".join(
            f"{text[place]} {_reading_names(sounds, place)}" for place in fitted.breaks
        )
    elif fitted.other:
        message = QT_TRANSLATE_NOOP("core", "{tones} keeps the pattern {pattern}, with {places}.")
        params["places"] = "、".join(
            f"{text[place]} {_read_as(sounds, fitted, place)}" for place in fitted.other
        )
    elif fitted.pattern == forms.rescue(characters, "A"):
        message = QT_TRANSLATE_NOOP(
            "core", "{tones} keeps the pattern {pattern}: the line below makes up for it (对句相救)."
        )
    else:
        message = QT_TRANSLATE_NOOP("core", "{tones} keeps the pattern {pattern}.")
    return Check("tones", index, not fitted.breaks, message, params)


def _shown_tones(sounds: Sounds, fitted: Fit) -> str:
    shown = ""
    for place, readings in enumerate(sounds):
        if place in fitted.other:
            shown += fitted.pattern[place]
        else:
            tone = readings[0].tone if readings else None
            shown += {"level": "平", "oblique": "仄"}.get(tone or "", "？")
    return shown


def _reading_names(sounds: Sounds, place: int) -> str:
    return "/".join(reading.pinyin for reading in sounds[place]) or "?"


def _read_as(sounds: Sounds, fitted: Fit, place: int) -> str:
    tone = "level" if fitted.pattern[place] == "平" else "oblique"
    return next(reading.pinyin for reading in sounds[place] if reading.tone == tone)


def _odd_places(fitted: Fit | None, characters: int) -> set[int]:
    """Where an accepted variant departs from the plain pattern on purpose."""
    if fitted is None:
        return set()
    for line_type in "AaBb":
        patterns = forms.patterns(characters, line_type, old=True)
        if fitted.pattern in patterns[1:] or (
            patterns and fitted.pattern == forms.rescue(characters, line_type)
        ):
            pairs = zip(patterns[0], fitted.pattern, strict=True)
            return {place for place, (plain, used) in enumerate(pairs) if plain != used}
    return set()


def _sticking(lines: Sequence[str], sounds: Sequence[Sounds]) -> list[Check]:
    """对: within a couplet the second characters differ in tone; 粘: across couplets they agree."""
    found = []
    for index in range(1, len(lines)):
        upper, lower = sounds[index - 1], sounds[index]
        enough = len(upper) > 1 and len(lower) > 1
        opposition = index % 2 == 1
        passed = enough and (opposes if opposition else agrees)(upper[1], lower[1])
        if opposition:
            message = QT_TRANSLATE_NOOP("core", "The second characters {one} and {other} differ in tone.")
            broken = QT_TRANSLATE_NOOP(
                "core", "The second characters {one} and {other} should differ in tone."
            )
        else:
            message = QT_TRANSLATE_NOOP("core", "The second characters {one} and {other} agree in tone.")
            broken = QT_TRANSLATE_NOOP(
                "core", "The second characters {one} and {other} should agree in tone."
            )
        pair = [hanzi.characters(lines[row])[1:2] for row in (index - 1, index)]
        found.append(
            Check(
                "opposition" if opposition else "adhesion",
                index,
                passed,
                message if passed else broken,
                {"one": pair[0], "other": pair[1]},
            )
        )
    return found


def _rhymes(lines: Sequence[str], sounds: Sequence[Sounds], sequence: str) -> list[Check]:
    rhyming = [index for index in forms.rhyming_lines(sequence) if index < len(lines)]
    ends = {index: sounds[index][-1] if sounds[index] else () for index in rhyming}
    groups = Counter(
        group for end in ends.values() for group in {reading.group for reading in end if reading.rhymes}
    )
    group = groups.most_common(1)[0][0] if groups else ""
    found = []
    words = []
    for index in rhyming:
        character = hanzi.characters(lines[index])[-1:]
        words.append(character)
        near = index == 0 and _is_near(ends[index], group)
        passed = any(reading.rhymes and reading.group == group for reading in ends[index])
        message = QT_TRANSLATE_NOOP("core", "{character} ({reading}) rhymes in {group}.")
        if near and not passed:
            message = QT_TRANSLATE_NOOP(
                "core", "{character} ({reading}) is of a rhyme beside {group}: the first line may (首句邻韵)."
            )
        elif not passed and group:
            message = QT_TRANSLATE_NOOP(
                "core", "{character} ({reading}) does not rhyme in {group} on a level tone."
            )
        elif not passed:
            message = QT_TRANSLATE_NOOP("core", "{character} ({reading}) is no rhyme on a level tone.")
        reading = " ".join(reading.pinyin for reading in ends[index]) or "?"
        params = {"character": character, "reading": reading, "group": group}
        found.append(Check("rhyme", index, passed or near, message, params))
    found.append(_repetition(words))
    return found


def _is_near(end: Sequence[Reading], group: str) -> bool:
    return any(reading.rhymes and are_neighbours(reading.group, group) for reading in end)


def _repetition(words: Sequence[str]) -> Check:
    twice = [word for word, count in Counter(words).items() if count > 1]
    message = (
        QT_TRANSLATE_NOOP("core", "The rhyme words {words} are used twice.")
        if twice
        else QT_TRANSLATE_NOOP("core", "The rhyme words are {words}.")
    )
    return Check("repetition", None, not twice, message, {"words": "、".join(twice or words)})


def _parallel(
    index: int,
    upper: str,
    lower: str,
    one: Sounds,
    other: Sounds,
    odd: Collection[int] = (),
) -> Check:
    """Tones oppose at the even places and the last; no character answers itself."""
    above, below = hanzi.characters(upper), hanzi.characters(lower)
    if len(one) != len(other) or not one:
        message = QT_TRANSLATE_NOOP("core", "The two lines differ in length.")
        return Check("parallel", index, False, message)
    places = {*range(1, len(one), 2), len(one) - 1} - set(odd)
    same_tone = [place for place in sorted(places) if not opposes(one[place], other[place])]
    same_word = [place for place in range(len(one)) if above[place] == below[place]]
    if same_tone or same_word:
        message = QT_TRANSLATE_NOOP("core", "{places} do not answer each other.")
        pairs = "、".join(f"{above[place]}/{below[place]}" for place in sorted({*same_tone, *same_word}))
        return Check("parallel", index, False, message, {"places": pairs})
    return Check(
        "parallel", index, True, QT_TRANSLATE_NOOP("core", "Its tones answer those of the line above.")
    )


def _pair(lines: Sequence[str], sounds: Sequence[Sounds]) -> list[Check]:
    """对联: endings oblique and level, tones opposite at the even places, no character in both."""
    found = []
    for index, (line, heard) in enumerate(zip(lines[:2], sounds[:2], strict=True)):
        wanted = "oblique" if index == 0 else "level"
        message = (
            QT_TRANSLATE_NOOP("core", "The first line ends on an oblique tone: {character} ({reading}).")
            if index == 0
            else QT_TRANSLATE_NOOP("core", "The second line ends on a level tone: {character} ({reading}).")
        )
        end = heard[-1] if heard else ()
        params = {
            "character": hanzi.characters(line)[-1:],
            "reading": " ".join(reading.pinyin for reading in end),
        }
        found.append(Check("ending", index, any(r.tone == wanted for r in end), message, params))
    if len(lines) > 1:
        found.append(_parallel(1, lines[0], lines[1], sounds[0], sounds[1]))
        both = sorted(set(hanzi.characters(lines[0])) & set(hanzi.characters(lines[1])))
        message = (
            QT_TRANSLATE_NOOP("core", "{words} stand in both lines.")
            if both
            else QT_TRANSLATE_NOOP("core", "No character is in both lines.")
        )
        found.append(Check("repetition", None, not both, message, {"words": "、".join(both)}))
    return found
