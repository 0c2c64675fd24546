"""The words of an English line: where they stand, and how each may be spoken in verse.

Owns the cutting of a line into words, which small words are weak, and the shortenings that metre
allows (heaven, glorious, the expense). Must not know of metres or rhymes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice, product

from llmdesk.tools.poetry.english.dictionary import VERSE, Entry, is_listed, lookup, stress
from llmdesk.tools.poetry.english.endings import with_own_syllable
from llmdesk.tools.poetry.english.numbers import SYMBOL

MOST_READINGS = 600  # ways to speak one line that are tried
_MOST_PARTS = 3  # readings of a part of a hyphenated word
MOST_SHORTENED = 2  # words of a line that metre may shorten

# Words of one syllable that are weak unless the metre lifts them: articles, pronouns, prepositions,
# conjunctions, auxiliaries.
ARTICLES = frozenset({"a", "an", "the", "th'"})
_SMALL = """
i me my we us our you your he him his she her it its they them their thou thee thy thine ye
even who whom whose which some any each
of to in on at by for from with as than through since till until per near o'er
and or nor but if yet though when while where lest ere
am is are was were be been do did does doth dost has have had hath hast can could shall should would must
let shalt wilt wert
there then just
i'm i'll i've i'd you're you'll you've you'd we're we'll we've we'd they're they'll they've they'd
he's he'll he'd she's she'll she'd it's that's there's what's who's where's here's let's 'tis 'twas
wi' wi sae na wad frae tae an'
don't can't won't isn't aren't wasn't weren't didn't doesn't hasn't haven't hadn't couldn't wouldn't
shouldn't 'twere 'twill 'twould tis twas o' i' 'em e'en e'er ne'er
"""
SMALL = frozenset(_SMALL.split())
# Small words that are as often strong as weak.
_EITHER = """
what how why
this that these those such one not no here now too both all more most out up down off so yes
still like art mine will may might o oh much
named called
"""
EITHER = frozenset(_EITHER.split())
# Longer words whose stress is weak, and may fall on either syllable of "into" and "without".
_LIGHT = """
into onto upon within without under over after before behind beneath beside between beyond above
about across against along among around toward towards until unto because although unless whether
either neither being something anything nothing someone
myself thyself himself herself itself ourselves themselves therefore even almost
"""
LIGHT = frozenset(_LIGHT.split())
_PARTICLES = frozenset({"in", "on", "by", "to", "through", "near"})
_JOINING = frozenset({"and", "or", "nor", "but"})
_LEANING = frozenset({"are", "am", "is", "have", "has", "had", "will"})
_ASKING = frozenset({"who", "whom", "whose", "which", "where", "when"})  # at the head of a line
_AUXILIARIES = frozenset(  # so, too, before their subject: Can I see another's woe
    {
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "have",
    }
)
_PRONOUNS = frozenset({"i", "we", "you", "they", "he", "she", "it"})
_SHIFTING = frozenset({"into", "onto", "upon", "unto", "without", "within", "towards", "toward"})
# Adjectives on their second syllable that go back to their first one before a stress: profuse strains.
_BACK = """
complete extreme profuse serene supreme sincere secure obscure divine forlorn profane profound remote unknown
unseen entire distinct exact absurd sublime severe benign humane extinct august adverse diverse sedate
unkind untrue unjust unfit unborn unheard untold despised disguised
"""
_GOING_BACK = frozenset(_BACK.split())
_NAMES = """
january february april june july october november december
monday tuesday wednesday thursday friday saturday sunday christmas
english french
"""
_CAPITALS = frozenset(_NAMES.split())
_TOKEN = re.compile(
    rf"(?P<symbol>{SYMBOL})|"
    r"['’‘]?[^\W_]+(?:(?:['’\-‐‑]|(?<=\d)[.,](?=\d))[^\W_]+)*['’]?"
)
_PAUSE = re.compile(r"[,;:.!?…—–()]|--|\s-\s")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line. `word` is what is looked up; `pause` says that punctuation follows."""

    word: str
    text: str
    start: int
    end: int
    pause: bool
    entry: Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to speak a word: a mark a syllable (see `metre`), and how many it was shortened by.

    `sounds` is the pronunciation it comes from.
    """

    marks: str
    shortened: int
    sounds: str


@lru_cache(maxsize=512)  # the same lines are asked for hundreds of times, once for each form and metre
def tokens(line: str) -> tuple[Token, ...]:
    """The words of a line, without those that have no sound."""
    found = []
    for match in _TOKEN.finditer(line):
        start, end = match.span()
        if not match["symbol"]:
            start, end = _without_quotes(match[0], start, end)
        text = line[start:end]
        entry = lookup(text)
        if entry.sounds:
            after = next((n for n in range(end, len(line)) if line[n].isalnum()), len(line))
            following = line[end:after]
            word = text.lower().replace("’", "'").replace("‘", "'")
            found.append(Token(word, text, start, end, bool(_PAUSE.search(following)), entry))
    return tuple(found)


def _without_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """An apostrophe at an edge belongs to the word ('tis, boys', o') or is a quotation mark."""
    plain = text.lower().replace("’", "'").replace("‘", "'")
    if plain.startswith("'") and not _known_with_apostrophe(plain.rstrip("'")):
        start += 1
    if plain.endswith("'") and not (plain.endswith(("s'", "in'")) or plain in ("th'", "o'", "i'", "t'")):
        end -= 1
    return start, end


def _known_with_apostrophe(word: str) -> bool:
    return is_listed(word) or word in VERSE


def printed(word: str) -> str:
    """A lower-case word as it is written inside a sentence: "I", "April"."""
    if word == "i" or word.startswith("i'") or word in _CAPITALS:
        return word[0].upper() + word[1:]
    return word


@cache
def readings(word: str, *, metrical: bool) -> tuple[Reading, ...]:
    """How a word may be spoken; with `metrical`, shortened too. The listed ways come first."""
    entry = lookup(word)
    found: dict[str, Reading] = {}
    parts = [part for part in word.split("-") if part]
    if len(parts) > 1 and not is_listed(word):
        ways = product(*(readings(part, metrical=metrical)[:_MOST_PARTS] for part in parts))
        whole = tuple(map(_joined, ways))
        return (*whole, *(replace(way, marks="Sm") for way in whole if way.marks == "ss"))  # heart-ache
    for sounds in entry.sounds:
        for marks in _marks(word, stress(_light_end(sounds))):
            found.setdefault(marks, Reading(marks, 0, sounds))
    if metrical:
        for long in filter(None, (_long_ed(word, entry.sounds[0]), _long_end(entry.sounds[0]))):
            for marks in _marks(word, stress(long)):
                found.setdefault(marks, Reading(marks, 1, long))
        for marks in _stressed_anywhere(entry, found):  # a name from nowhere: the metre knows its stress
            found.setdefault(marks, Reading(marks, 0, entry.sounds[0]))
        for sounds in entry.optional:
            for marks in _marks(word, stress(sounds)):
                found.setdefault(marks, Reading(marks, 1, sounds))
        for sounds in entry.sounds:
            short = shorten(sounds)
            if short:
                for marks in _marks(word, stress(short)):
                    found.setdefault(marks, Reading(marks, 1, short))
    return tuple(found.values())


def _stressed_anywhere(entry: Entry, found: Collection[str]) -> list[str]:
    """The marks of a word that is guessed from its letters, its main stress on each of its syllables in turn;
    () for a word whose parts are listed."""
    count = len(next(iter(found), ""))
    if not entry.guessed or count < 2:
        return []
    return ["u" * at + "S" + "u" * (count - at - 1) for at in range(count)]


def _long_ed(word: str, sounds: str) -> str:
    """callèd: -ed with a syllable of its own, which old verse need not mark; "" for other words."""
    stems = (word[:-2], word[:-1], word[:-3] if word[-3:-2] == word[-4:-3] else word[:-2])
    if len(word) < 5 or not word.endswith("ed") or not any(map(is_listed, stems)):
        return ""
    long = with_own_syllable(sounds)
    return long if long != sounds else ""


def _long_end(sounds: str) -> str:
    """am-bi-ti-ous, pas-si-on: with a syllable more, as Shakespeare may have them; "" for other words."""
    long = re.sub(r"(?<= SH) (?=AH0 (?:S|N)$)", " IY0 ", sounds)
    return long if long != sounds else ""


def _light_end(sounds: str) -> str:
    """The -ow of shadow and tomorrow, which the dictionary gives a second stress, is weak in verse."""
    before = stress(sounds)[:-1]
    return f"{sounds[:-1]}0" if sounds.endswith("OW2") and before.endswith("1") else sounds


def _joined(parts: tuple[Reading, ...]) -> Reading:
    """A hyphenated word: its parts keep their own stresses."""
    return Reading(
        "".join(part.marks for part in parts),
        sum(part.shortened for part in parts),
        " ".join(part.sounds for part in parts),
    )


def _marks(word: str, pattern: str) -> list[str]:
    if len(pattern) == 1:
        return ["x" if word in ARTICLES else "m" if word in EITHER else "f" if word in SMALL else "s"]
    if "1" not in pattern and "2" not in pattern:
        return ["u" * len(pattern)] if len(pattern) else [""]
    if word in _SHIFTING:
        return ["mu", "um"]
    if word in LIGHT:
        return [pattern.replace("1", "m").replace("2", "m").replace("0", "u")]
    marks = pattern.replace("1", "S").replace("2", "m").replace("0", "u")
    if marks.count("S") == 2:  # mankind, downstairs: beside a beat one of the stresses gives way
        first, last = marks.index("S"), marks.rindex("S")
        return [marks, f"{marks[:first]}m{marks[first + 1 :]}", f"{marks[:last]}m{marks[last + 1 :]}"]
    if "S" in marks and "m" in marks[marks.index("S") + 2 :]:  # she quickly became melancholy
        return [marks, marks.replace("m", "s").replace("S", "m")]
    return [marks]


def shorten(sounds: str) -> str:
    """The word with one syllable less, as verse has always allowed; "" where it does not.

    heaven → heav'n, power → pow'r, flattering → flatt'ring, glorious → glor-yus, being.
    """
    for pattern, replacement in _SHORTER:
        short = re.sub(pattern, replacement, sounds, count=1)
        if short != sounds:
            return short
    return ""


_SHORTER = (
    (r"(?<=\d )((?:[A-Z]+ )*?)ER0(?= [A-Z]+0)", r"\1R"),  # flatt'ring, ev'ry, mem'ry
    (r"(?<=[12] )((?:[A-Z]+ )+?)[AI]H0 (R|L|N)(?= [A-Z]+0)", r"\1\2"),  # nat'ral, del'cate
    (r"IY[02](?= [A-Z]+0)", "Y"),  # glorious, lovelier, idiot
    (r"(?<=[12] V )[AI]H0 N\b", "N"),  # heav'n, ev'n, giv'n
    (r"(?<=A[WY]1 )ER0", "R"),  # pow'r, fi're
    (r"(?<=IY1 )IH0 NG", "NG"),  # being, seeing
    (r"(?<=S P IH1 R )AH0 T", "T"),  # spir't
)


@dataclass(frozen=True, slots=True)
class LineReading:
    """One way to speak a line: the marks of its syllables, and what stands after each (see `fit`)."""

    words: tuple[Reading, ...]
    marks: str
    breaks: str
    shortened: int


def line_readings(words: tuple[Token, ...], lengths: range) -> list[LineReading]:
    """The ways to speak a line that have one of `lengths` syllables, the plain ones first.

    At most `MOST_SHORTENED` shortenings; joined words (the expense, many a) count as one.
    """
    choices = [_in_line(words, at) for at in range(len(words))]
    found = []
    for way in islice(product(*choices), 50 * MOST_READINGS):
        count = sum(len(reading.marks) for reading in way)
        shortened = sum(reading.shortened for reading in way)
        if count in lengths and shortened <= MOST_SHORTENED:
            found.append(LineReading(way, "".join(r.marks for r in way), _breaks(way, words), shortened))
            if len(found) >= MOST_READINGS:
                break
    return sorted(found, key=lambda reading: reading.shortened)


def _in_line(words: tuple[Token, ...], at: int) -> tuple[Reading, ...]:
    """The readings of a word where it stands: "the" and "to" may run into a vowel, "many" into "a"."""
    word = words[at].word
    found = readings(word, metrical=True)
    if at and words[at - 1].word in ARTICLES:  # a while, the will: a small word that stands for a noun
        found = tuple(replace(r, marks="s") if r.marks in ("f", "m") else r for r in found)
    if not at and (word in _ASKING or (word in _AUXILIARIES and words[1:] and words[1].word in _PRONOUNS)):
        found = tuple(replace(r, marks="m") if r.marks == "f" else r for r in found)
    if at and words[at - 1].word == "there":  # There was an old man: what is told to be is heard
        found = tuple(replace(r, marks="m") if r.marks == "f" else r for r in found)
    if at + 1 == len(words):  # a beat, or no more than a feminine ending: praise him
        return tuple(way for r in found for way in ((replace(r, marks="m"), r) if r.marks == "f" else (r,)))
    if words[at].pause:
        return tuple(replace(r, marks="m") if r.marks == "f" else r for r in found)
    if word in _PARTICLES and words[at + 1].word in _JOINING:  # in and out: no preposition
        return tuple(replace(r, marks="m") if r.marks == "f" else r for r in found)
    if word in _LEANING and at and words[at - 1].word in _PRONOUNS:  # we are, I have: we're, I've
        found = (*found, Reading("", 1, ""))
    following = words[at + 1].entry.sounds[0]
    if word in _GOING_BACK and stress(following).startswith("1"):
        return (*found, Reading("Su", 1, found[0].sounds))
    if word in ("the", "to") and following[0] in "AEIOU":
        return (*found, Reading("", 1, ""))
    if following[0] in "AEIOU" and len(found[0].marks) > 1 and found[0].sounds.endswith("IY0"):
        return (*found, Reading(found[0].marks[:-1], 1, found[0].sounds))
    return found


def _breaks(way: tuple[Reading, ...], words: tuple[Token, ...]) -> str:
    pieces = []
    for reading, word in zip(way, words, strict=True):
        if reading.marks:
            pieces.append("-" * (len(reading.marks) - 1) + ("," if word.pause else " "))
    return "".join(pieces)
