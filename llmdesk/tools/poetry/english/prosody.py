"""English prosody as forms need it: a line's syllables, stresses, metre and rhymes, and its grammar.

Owns the verdicts on lines and the sentences that explain them. The sounds of words are in
`dictionary`, ways to speak a line in `words`, metres in `metre`, rhymes in
`rhyme`, grammars in `grammar`. Must not know of forms.
"""

from __future__ import annotations

import re
from functools import lru_cache

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry.english.dictionary import stress
from llmdesk.tools.poetry.english.grammar import line_grammar
from llmdesk.tools.poetry.english.metre import METRES, Beats, fit
from llmdesk.tools.poetry.english.rhyme import STUBS, Kind, best_kind, rhyme_part, rhyme_set, rhymes_richly
from llmdesk.tools.poetry.english.syllables import split_word
from llmdesk.tools.poetry.english.words import (
    MOST_SHORTENED,
    LineReading,
    Token,
    line_readings,
    printed,
    readings,
    tokens,
)
from llmdesk.tools.poetry.types import Mark, Syllable, Verdict, Word

__all__ = [
    "METRES",
    "RHYMES",
    "STUBS",
    "TOO_FEW",
    "assonant",
    "check_metre",
    "check_rhyme",
    "check_syllables",
    "feet",
    "has_length",
    "last_word",
    "line_grammar",
    "polish",
    "rhyme_kind",
    "rhyme_set",
    "rhymes_richly",
    "scan",
    "strain",
    "syllables_of",
    "syllables_too_many",
    "too_far",
    "too_few",
]

_MOST_WORDS = 40  # of a line; a longer one keeps no metre and its sums are not worth the time
_SAME = QT_TRANSLATE_NOOP(
    "core", "“{word}” stands at the end of both lines; a word does not rhyme with itself."
)
RHYMES: dict[Kind, str] = {
    "perfect": QT_TRANSLATE_NOOP("core", "“{word}” rhymes with “{other}”."),
    "light": QT_TRANSLATE_NOOP("core", "“{word}” rhymes with “{other}” on a weak syllable."),
    "eye": QT_TRANSLATE_NOOP("core", "“{word}” and “{other}” rhyme for the eye, as older poems do."),
    "rich": QT_TRANSLATE_NOOP(
        "core", "“{word}” and “{other}” rhyme richly: they sound the same from the consonant on."
    ),
    "same": QT_TRANSLATE_NOOP("core", "“{word}” and “{other}” sound the same, which is no rhyme."),
    "near": QT_TRANSLATE_NOOP("core", "“{word}” and “{other}” are only a near rhyme."),
    "slant": QT_TRANSLATE_NOOP(
        "core", "“{word}” and “{other}” are a slant rhyme: only the consonants at their end are the same."
    ),
    "none": QT_TRANSLATE_NOOP("core", "“{word}” does not rhyme with “{other}”."),
}
TOO_MANY = QT_TRANSLATE_NOOP("core", "{count} syllables are too many for {metre}.")
TOO_FEW = QT_TRANSLATE_NOOP("core", "{count} syllables are too few for {metre}.")
_LEANING = frozenset(
    ("me", "thee", "he", "she", "ye")
)  # pronouns that rhyme by themselves when they are strong
_PASSING = ("perfect", "light", "eye", "rich")


def scan(line: str) -> tuple[Word, ...]:
    """The words of a line and every way to stress them."""
    return tuple(
        Word(token.text, token.start, token.end, token.entry.listed_stresses, token.entry.known)
        for token in tokens(line)
    )


def last_word(line: str) -> str:
    """The last word, lower case; "" without one."""
    words = tokens(line)
    return words[-1].word if words else ""


def check_syllables(line: str, expected: int) -> Verdict:
    """Whether the line has so many syllables by some listed pronunciation of its words."""
    words = tokens(line)
    counts = _counts(line)
    passed = expected in counts
    shown = expected if passed else min(counts, key=lambda count: abs(count - expected))
    if guessed := [token.text for token in words if not token.entry.known]:
        message = QT_TRANSLATE_NOOP(
            "core", "{count} syllables; the form has {expected}. Not in the dictionary, guessed: {guessed}."
        )
    else:
        message = QT_TRANSLATE_NOOP("core", "{count} syllables; the form has {expected}.")
        guessed = []
    params = {"count": shown, "expected": expected, "guessed": ", ".join(guessed)}
    return Verdict(passed, message, params)


@lru_cache(maxsize=2_000)
def _counts(line: str) -> frozenset[int]:
    """The numbers of syllables that a line may have."""
    sums = {0}
    for token in tokens(line):
        sums = {one + len(pattern) for one in sums for pattern in token.entry.stresses}
    return frozenset(sums)


@lru_cache(maxsize=16_000)  # the same lines are held against the same metres for form after form
def check_metre(line: str, metre: str) -> Verdict:
    """Whether the line can be spoken in the metre (a name of `METRES`) without forcing a word."""
    wanted = METRES[metre]
    words = tokens(line)
    counts = _counts(line)
    found = _best(line, metre)
    if found is not None:
        message = QT_TRANSLATE_NOOP("core", "Scans as {metre}: {pattern}")
        return Verdict(True, message, {"metre": wanted.title, "pattern": found[1].pattern})
    params = {"metre": wanted.title, "count": min(counts), "pattern": _plain_pattern(words)}
    if max(counts) < wanted.lengths.start:
        message = TOO_FEW
    elif min(counts) >= wanted.lengths.stop + 2:
        message = TOO_MANY
    else:
        message = QT_TRANSLATE_NOOP("core", "Does not scan as {metre}; its stresses fall {pattern}")
    return Verdict(False, message, params)


@lru_cache(maxsize=8_000)
def _best(line: str, metre: str) -> tuple[LineReading, Beats] | None:
    """The most regular way to speak the line in the metre."""
    words = tokens(line)
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    triple, count = METRES[metre].triple, METRES[metre].beats
    sums, lengths = _counts(line), METRES[metre].lengths
    if max(sums) + MOST_SHORTENED < lengths.start or min(sums) - MOST_SHORTENED >= lengths.stop:
        return None  # words are drawn out as rarely as they are shortened
    best: tuple[float, LineReading, Beats] | None = None
    for reading in line_readings(words, METRES[metre].lengths):
        beats = fit(reading.marks, reading.breaks, metre)
        spare = not METRES[metre].loose and not triple and beats is not None and beats.anapaests(count)
        if beats is not None and not (reading.shortened and spare and count > 4):
            cost = beats.cost + 0.75 * reading.shortened + bool(reading.shortened and spare)
            if cost <= METRES[metre].cost and (best is None or cost < best[0]):
                best = (cost, reading, beats)
    return best[1:] if best else None


def too_far(line: str, metre: str) -> int:
    """The syllables that a line has more, or fewer, than any of the metre may have; 0 within its lengths."""
    return max(syllables_too_many(line, metre), METRES[metre].lengths.start - max(_counts(line)))


def syllables_too_many(line: str, metre: str) -> int:
    """The syllables that a line has more than any of the metre may have."""
    return max(0, min(_counts(line)) - METRES[metre].lengths.stop + 1)


def too_few(line: str, metre: str) -> bool:
    """Whether the line has fewer syllables than any of the metre may have."""
    return max(_counts(line)) < METRES[metre].lengths.start


def has_length(line: str, metre: str) -> bool:
    """Whether the line has as many syllables as the metre has places, or one more at its end."""
    places = 2 * METRES[metre].beats
    return bool(_counts(line) & {places, places + (-1 if METRES[metre].kind == "trochaic" else 1)})


def feet(line: str, metre: str) -> list[int]:
    """The syllables of each foot of a rising line, each up to its beat; [] where it breaks the metre."""
    found = _best(line, metre)
    return [len(foot) + 1 for foot in found[1].pattern.split("/")[:-1]] if found else []


def strain(line: str, metre: str) -> float:
    """What a line asks of its speaker to keep the metre: 0 for a regular one, more for each licence
    and each word that is drawn out (our, fire)."""
    found = _best(line, metre)
    if found is None:
        return METRES[metre].cost
    reading, beats = found
    shortest = [min(token.entry.listed_stresses, key=len) for token in tokens(line)]
    bent = sum(len(way.marks) > len(short) for way, short in zip(reading.words, shortest, strict=True))
    return beats.cost + 2 * bent


def _plain_pattern(words: tuple[Token, ...]) -> str:
    """The stresses of the words as they are spoken by themselves."""
    marks = "".join(readings(token.word, metrical=False)[0].marks for token in words)
    return "".join("/" if mark in "Ssm" else "x" for mark in marks)


def check_rhyme(line: str, other: str) -> Verdict:
    """Whether the ends of two lines rhyme: perfectly, on a weak last syllable, or for the eye."""
    word, against = last_word(line), last_word(other)
    if not word or not against:
        return Verdict(False, QT_TRANSLATE_NOOP("core", "There is no word to rhyme."))
    params = {"word": word, "other": against}
    kind = rhyme_kind(line, other)
    if kind == "same" and word == against:
        return Verdict(False, _SAME, params)
    return Verdict(kind in _PASSING, RHYMES[kind], params)


def rhyme_kind(line: str, other: str) -> Kind:
    """How well the ends of two lines (or two words) rhyme; "stain it" and "contain it" do."""
    one, two = tokens(line), tokens(other)
    if not one or not two:
        return "none"
    ends = (one[-1].word, two[-1].word)
    if ends[0] == ends[1]:
        weak = len(one) > 1 and len(two) > 1 and readings(ends[0], metrical=False)[0].marks in ("f", "x", "m")
        if weak and one[-2].word != two[-2].word:
            before = one[-2].word, two[-2].word
            return best_kind(one[-2].entry.sounds, two[-2].entry.sounds, before)
        return "same"
    if ends[0].rpartition("-")[2] == ends[1].rpartition("-")[2]:
        return "same"  # my love, true-love
    kind = best_kind(one[-1].entry.sounds, two[-1].entry.sounds, ends)
    if kind in ("none", "near", "slant"):
        joined = best_kind(_end_sounds(one), _end_sounds(two), ("", ""))
        return joined if joined == "perfect" else kind
    if kind == "perfect" and _leans(one) and _leans(two):
        return kind if best_kind(_joined_ends(one), _joined_ends(two), ("", "")) == "perfect" else "near"
    return kind


def _leans(words: tuple[Token, ...]) -> bool:
    """Whether the last word may be no more than a feminine ending: before me, clutch thee."""
    if len(words) < 2 or words[-1].word not in _LEANING:
        return False
    return all(stress(sounds)[-1:] == "1" for sounds in words[-2].entry.sounds) and readings(
        words[-2].word, metrical=False
    )[0].marks[-1:] in ("s", "S", "m")


def _joined_ends(words: tuple[Token, ...]) -> list[str]:
    """The sounds of the last two words as one."""
    last = [re.sub(r"[12]", "0", one) for one in words[-1].entry.sounds]
    return [f"{before} {after}" for before in words[-2].entry.sounds for after in last]


def assonant(line: str, other: str) -> bool:
    """Whether the ends of two lines have the same vowels from the last stress on, whatever consonants."""
    one, two = ({_vowels(sounds) for sounds in _end_sounds(tokens(each))} for each in (line, other))
    return bool(one & two)


def _vowels(sounds: str) -> str:
    """K IY1 P ER0 → IY ER."""
    return " ".join(part.strip("012") for part in rhyme_part(sounds).split() if part[0] in "AEIOU")


def _end_sounds(words: tuple[Token, ...]) -> list[str]:
    """The last word's sounds, and with a weak last word those of the last two (took it)."""
    last = words[-1]
    sounds = list(last.entry.sounds)
    if len(words) > 1 and readings(last.word, metrical=False)[0].marks in ("f", "x"):
        weak = [re.sub(r"[12]", "0", one) for one in sounds]
        weak += [one.removeprefix("HH ") for one in weak if one.startswith("HH ")]  # beside 'er
        sounds += [f"{before} {after}" for before in words[-2].entry.sounds for after in weak]
    return sounds


def syllables_of(line: str, metre: str = "") -> tuple[Syllable, ...]:
    """The syllables of a line with their stresses, for showing; in the metre where it fits one."""
    words = tokens(line)
    found = _best(line, metre) if metre else None
    if found is None:
        ways = [readings(token.word, metrical=False)[0].marks for token in words]
        beats = ""
    else:
        ways, beats = [reading.marks for reading in found[0].words], found[1].pattern
    shown, at = [], 0
    for token, marks in zip(words, ways, strict=True):
        pieces = split_word(token.text, len(marks)) if marks else [token.text]
        start = token.start
        for number, piece in enumerate(pieces):
            mark: Mark = _mark(token, marks[number : number + 1], beats[at : at + 1])
            shown.append(Syllable(piece, mark, _possible(token, number), start, start + len(piece)))
            start += len(piece)
            at += bool(marks)
    return tuple(shown)


def _mark(token: Token, mark: str, beat: str) -> Mark:
    if beat:
        return "stressed" if beat == "/" else "weak"
    if not token.entry.known:
        return "unknown"
    return "stressed" if mark in ("S", "s", "m") else "either" if mark == "f" else "weak"


def _possible(token: Token, number: int) -> tuple[str, ...]:
    """The stresses that the syllable has in the word's pronunciations, the first one first."""
    named = {"0": "weak", "1": "stressed", "2": "stressed"}
    found = [named[pattern[number]] for pattern in token.entry.stresses if number < len(pattern)]
    return tuple(dict.fromkeys(found))


def polish(line: str) -> str:
    """A line as it is printed: "I", names of months and days, a capital at the start."""
    words = re.sub(r"[a-z]+(?:'[a-z]+)?", lambda match: printed(match[0]), line.strip())
    start = next((n for n, character in enumerate(words) if character.isalpha()), 0)
    return words[:start] + words[start : start + 1].upper() + words[start + 1 :]
