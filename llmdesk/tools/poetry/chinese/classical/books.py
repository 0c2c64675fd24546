"""The rhyme books that Chinese verse is checked by: today's 中华通韵, and the old 平水韵 and 词林正韵.

Owns the tones and rhymes of a character by a book. 平水韵 has 106 rhymes with the entering tone (入声), which
is oblique; 词林正韵 has the same tones and joins the rhymes into 19 parts. A simplified character has the
sounds of every traditional one that became it. Must not know forms or lines of verse.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.hanzi import Reading, Tone
from llmdesk.tools.poetry.types import Book as Book
from llmdesk.tools.poetry.types import Mark, Syllable

BOOKS: dict[Book, str] = {"zhonghua": "中华通韵", "pingshui": "平水韵", "cilin": "词林正韵"}
_PARTS = (*"一二三四五六七八九十", *(f"十{digit}" for digit in "一二三四五六七八九"))


@dataclass(frozen=True, slots=True)
class Entry:
    """Where 平水韵 lists a character: "下平", "十一尤", and the part of 词林正韵."""

    tone: str
    rhyme: str
    part: str

    @property
    def level(self) -> bool:
        return self.tone.endswith("平")


@dataclass(frozen=True, slots=True)
class _Books:
    """The data: where each character is listed, what verse uses on both tones, and the words in which a
    character is oblique."""

    entries: dict[str, tuple[Entry, ...]]
    both: frozenset[str]
    senses: dict[str, tuple[str, ...]]


@cache
def readings(character: str, book: Book) -> tuple[Reading, ...]:
    """Every sound of a character that counts by the book, the usual one first."""
    if book == "zhonghua" or not hanzi.is_character(character):
        return hanzi.readings(character)
    listed = entries(character)
    if not listed:  # a character younger than the books has today's tone and rhymes with nothing
        return tuple(Reading(known.pinyin, known.tone, "") for known in hanzi.readings(character)[:1])
    return tuple(dict.fromkeys(_reading(entry, book) for entry in listed))


def readings_in(line: str, book: Book) -> tuple[tuple[Reading, ...], ...]:
    """The sounds of each character of a line."""
    if book == "zhonghua":
        return hanzi.readings_in(line)
    text = hanzi.characters(line)
    plain = "".join(hanzi.simplified().get(character, character) for character in text)
    found = []
    for character, written in zip(text, plain, strict=True):
        words = _books().senses.get(written)
        known = readings(character, book)
        if words is not None and not any(word in plain for word in words):
            known = tuple(reading for reading in known if reading.tone == "level") or known
        found.append(known)
    return tuple(found)


def syllables_of(line: str, book: Book) -> tuple[Syllable, ...]:
    """Each character of a line with its tone and where the book has it, for showing."""
    if book == "zhonghua":
        return hanzi.syllables_of(line)
    places = [index for index, character in enumerate(line) if hanzi.is_character(character)]
    found = []
    for index, known in zip(places, readings_in(line, book), strict=True):
        tones = {reading.tone for reading in known}
        mark: Mark = "unknown" if not known else (known[0].tone or "either") if len(tones) == 1 else "either"
        found.append(Syllable(line[index], mark, tuple(each.pinyin for each in known), index, index + 1))
    return tuple(found)


@cache
def entries(character: str) -> tuple[Entry, ...]:
    """Where 平水韵 has the character, today's tone first. What a character meant on another tone two thousand
    years ago (不 as 否, 出 as a noun) does not count, unless verse goes on using it so."""
    listed = _listed(character)
    tones = {reading.tone for reading in hanzi.readings(character)}
    plain = hanzi.simplified().get(character, character)
    if len(tones) == 1 and plain not in _books().both:
        listed = tuple(each for each in listed if _tone(each) in tones) or listed
    first = next((reading.tone for reading in hanzi.readings(character)), None)
    return tuple(sorted(listed, key=lambda each: _tone(each) != first))


def are_neighbours(one: str, other: str) -> bool:
    """Whether two rhymes of 平水韵 stand near each other (邻韵): in one part of 词林正韵."""
    return one != other and bool(_parts().get(one, frozenset()) & _parts().get(other, frozenset()))


def _tone(entry: Entry) -> Tone:
    return "level" if entry.level else "oblique"


def _reading(entry: Entry, book: Book) -> Reading:
    group = entry.rhyme if entry.level else f"{entry.tone}{entry.rhyme}"
    if book == "cilin":
        entering = entry.tone == "入"
        group = f"第{_PARTS[int(entry.part) - 1]}部" + ("" if entry.level or entering else "仄声")
    sound = f"{entry.tone}{entry.rhyme}"
    return Reading(sound if len(entry.tone) == 2 else f"{entry.tone}声{entry.rhyme}", _tone(entry), group)


def _listed(character: str) -> tuple[Entry, ...]:
    own = _books().entries.get(character, ())
    older = [entry for other in _older().get(character, ()) for entry in _books().entries.get(other, ())]
    if own or older:
        return tuple(dict.fromkeys((*own, *older)))
    plain = hanzi.simplified().get(character)  # 峯, 羣: the book writes 峰, 群
    return _listed(plain) if plain is not None and plain != character else ()


@cache
def _older() -> dict[str, list[str]]:
    """The traditional characters that became each simplified one."""
    found: dict[str, list[str]] = {}
    for traditional, plain in hanzi.simplified().items():
        found.setdefault(plain, []).append(traditional)
    return found


@cache
def _parts() -> dict[str, frozenset[str]]:
    """The parts of 词林正韵 that each level rhyme belongs to."""
    found: dict[str, set[str]] = {}
    for several in _books().entries.values():
        for entry in several:
            if entry.level:
                found.setdefault(entry.rhyme, set()).add(entry.part)
    return {rhyme: frozenset(parts) for rhyme, parts in found.items()}


@cache
def _books() -> _Books:
    found: dict[str, list[Entry]] = {}
    both, senses = frozenset[str](), {}
    for row in resource("poetry", "rhymes-pingshui.txt").read_text("utf-8").splitlines():
        words = row.split()
        if row.startswith("#"):
            continue
        if words[0] == "both":
            both = frozenset(words[1])
        elif words[0] == "sense":
            senses[words[1]] = tuple(words[2:])
        else:
            tone, rhyme, part, listed = words
            for character in listed:
                found.setdefault(character, []).append(Entry(tone, rhyme, part))
    return _Books({character: tuple(several) for character, several in found.items()}, both, senses)
