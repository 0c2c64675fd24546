"""Old verse that is in none of the forms: of several lengths (杂言), of four or of six characters a line.

Owns how it is told from modern verse, and the verdict. No tones are held against it. Must not know how its
lines were divided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry.chinese import classics, hanzi
from llmdesk.tools.poetry.chinese.classical.books import BOOKS, Book, readings_in
from llmdesk.tools.poetry.chinese.classical.judgement import Judgement
from llmdesk.tools.poetry.chinese.classical.verdict import rhyme_of
from llmdesk.tools.poetry.types import Check

_FEWEST, _LONGEST = 4, 11  # lines; characters of one
_NEAR = 4  # lines within which old verse rhymes
# Words that old verse has not; of 了 and 着 it may have one (花落知多少，为问了 …).
_OF_TODAY = re.compile("[的吗呢吧们你她它很这么]|[了着].*[了着]", re.DOTALL)
_UNEQUAL = QT_TRANSLATE_NOOP(
    "core",
    "{kind}: lines of several lengths, as 古风 and 乐府 have them, or a song (词、曲) to a tune that llmdesk "
    "does not know. No tones are held against it.",
)
_EQUAL = QT_TRANSLATE_NOOP("core", "{kind}: lines of {width} characters. No tones are held against it.")


def is_other_verse(lines: Sequence[str]) -> bool:
    """Whether lines of none of the forms are old verse: they stand in the old poems, or they are short, half
    of them rhyme, and no word of today is among them."""
    texts = [hanzi.characters(line) for line in lines]
    if len(texts) < _FEWEST or not _kind(texts) or any(not 1 < len(text) <= _LONGEST for text in texts):
        return False
    plain = hanzi.simplified()
    if classics.is_old_poem(["".join(plain.get(each, each) for each in text) for text in texts]):
        return True
    return not _OF_TODAY.search("".join(texts)) and 2 * _rhyming(texts) >= len(texts)


def judge_other(lines: Sequence[str]) -> Judgement:
    """What it is called, and its rhyme where every second line has one."""
    kind = _kind([hanzi.characters(line) for line in lines])
    message = _UNEQUAL if kind == "杂言" else _EQUAL
    told = Check("kind", None, True, message, {"kind": kind, "width": len(hanzi.characters(lines[0]))})
    return Judgement(kind, (), "pingshui", rhyme_of(lines), (), (told,))


def _kind(texts: Sequence[str]) -> str:
    """杂言, 四言, 六言 or 六言绝句; "" for lines of one other length."""
    widths = {len(text) for text in texts}
    if len(widths) > 1:
        return "杂言"
    return {4: "四言", 6: "六言绝句" if len(texts) == 4 else "六言"}.get(widths.pop(), "")


def _rhyming(texts: Sequence[str]) -> int:
    """How many lines rhyme with one near them, by the book by which most do."""
    return max(_rhyming_by([_sounds(text[-1], book) for text in texts]) for book in BOOKS)


def _sounds(end: str, book: Book) -> set[str]:
    return {f"{each.tone} {each.group}" for each in readings_in(end, book)[0] if each.group}


def _rhyming_by(ends: Sequence[set[str]]) -> int:
    return sum(
        any(
            sounds & ends[other]
            for other in range(max(0, at - _NEAR), min(len(ends), at + _NEAR + 1))
            if other != at
        )
        for at, sounds in enumerate(ends)
    )
