"""What a poem may be written with, by a rhyme book: the characters of a tone, the rhymes and their words.

Owns the choice among the sounds that a character has: a poem of ours counts on one of them, and not on a
reading that only some readers would give it. Must not know forms or patterns.
"""

from __future__ import annotations

from functools import cache

from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.classical.books import Book, entries, readings, readings_in
from llmdesk.tools.poetry.chinese.hanzi import Tone

# Common characters of level tone that make a rhyme one to write in: 平水韵 has more rhymes, and smaller ones.
_RICH: dict[Book, int] = {"zhonghua": 60, "pingshui": 45, "cilin": 60}
_ENOUGH = 14  # words of a rhyme that rhyme by today's sounds, too


@cache
def tone_of(character: str, book: Book) -> Tone | None:
    """The tone that a poem of ours counts on: of the book, and where it has both, today's usual one."""
    today = hanzi.tone_of(character)
    if book == "zhonghua":
        return today
    tones = {reading.tone for reading in readings(character, book)} if entries(character) else set()
    return next(iter(tones)) if len(tones) == 1 else today if today in tones else None


@cache
def writing_characters(tone: Tone, book: Book) -> frozenset[str]:
    """What may stand in a place of this tone: common today, known to the book, on this tone."""
    if book == "zhonghua":
        return hanzi.writing_characters(tone)
    usable = hanzi.writing_characters("level") | hanzi.writing_characters("oblique")
    return frozenset(character for character in usable if tone_of(character, book) == tone)


@cache
def rhyme_characters(group: str, book: Book) -> frozenset[str]:
    """What a line may end with that rhymes in the group, and in no other one."""
    if book == "zhonghua":
        return hanzi.rhyme_characters(group)
    return frozenset(
        character
        for character in writing_characters("level", book)
        if {reading.group for reading in readings(character, book) if reading.rhymes} == {group}
    )


def rhyming_with(words: str, book: Book, used: set[str]) -> frozenset[str]:
    """The words that rhyme with the last of the lines; where enough of them are left, those that still do by
    today's sounds (门 with 村, not with 言, both of 十三元). Empty where no word has a rhyme."""
    group = next((found for word in words if (found := rhyme_group(word, book))), "")
    if not group:
        return frozenset()
    rhymes = rhyme_characters(group, book)
    today = {found for word in words for found in hanzi.rhyme_groups(word)[:1]}
    still = frozenset(each for each in rhymes if today & set(hanzi.rhyme_groups(each)[:1]))
    return still if len(still - used) >= _ENOUGH else rhymes


def rhyme_group(character: str, book: Book) -> str:
    """The group that a character rhymes in, by its usual reading; "" for none."""
    return next((reading.group for reading in readings(character, book) if reading.rhymes), "")


@cache
def rich_groups(book: Book) -> tuple[str, ...]:
    """The rhymes with enough common words to write in."""
    usual = (rhyme_group(character, book) for character in sorted(writing_characters("level", book)))
    groups = hanzi.GROUPS if book == "zhonghua" else dict.fromkeys(group for group in usual if group)
    return tuple(group for group in groups if len(rhyme_characters(group, book)) >= _RICH[book])


def misread(line: str, book: Book, head: str = "") -> set[str]:
    """The characters to which a word of the line gives another tone than was counted on (将 in 将士)."""
    found = set()
    for character, known, now in zip(line, readings_in(line, book), hanzi.readings_in(line), strict=True):
        tone = tone_of(character, book)
        both = len({reading.tone for reading in known}) > 1
        heard = now[:1] if both or book == "zhonghua" else known[:1]
        if character != head and tone not in {reading.tone for reading in heard}:
            found.add(character)
    return found
