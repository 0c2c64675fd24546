"""The lines of a Chinese letter that greet whom it is for and name who wrote it.

Owns how they look, and what follows from them for fields whose meaning names them (称呼, 落款). For others
that is for a model to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.extract.placing import Placer
from llmdesk.tools.extract.types import Cell, Record, Value
from llmdesk.tools.fields import Field, Place

GREETING, SIGNATURE = "称呼", "落款"
_GREETED, _SIGNED = ("收信人", "收件人"), ("写信人", "寄信人", "发信人", "发件人")
# 刘芳：   尊敬的王老师：   刘芳，你好！   致：刘芳
_GREETING = re.compile(
    r"\s{0,8}致[：:]?\s?[^\s\d，。：:；！？、]{2,24}[：:]?\s{0,4}|"
    r"\s{0,8}[^\s\d，。：:；！？、]{1,24}(?:[：:]|[，,]\s?[你您]们?好.{0,12}|[你您]们?好[！!。，,：:])\s{0,4}"
)
_TITLE = re.compile(r"(?:信息|如下|明细|内容|事项|主题|正文|备注|说明|通知|名单|清单|目录)[：:]")
_NAME_ALONE = re.compile(
    r"\s{0,60}[^\s\d，。：:；！？、]{1,24}(?:\s{1,4}[^\s\d，。：:；！？、]{1,24})?\s{0,4}"
)
_WISH = re.compile(r"此致|敬礼|祝好|顺祝|顺颂|即颂|敬祝|祝您|祝你|到时见|再见|谢谢")
_DATE_ALONE = re.compile(r"\s{0,60}(?=.{0,8}\d)[\d一二三四五六七八九十〇零年月日./ -]{4,30}")
_COURTESY = re.compile(r"\s?(?:[敬谨]上|敬启|谨启|手书)\Z")
_FIRST, _LAST = 6, 3  # lines among which they stand
_FEW = 3  # lines of the shortest letter


@dataclass(frozen=True, slots=True)
class LetterParts:
    """The numbers of the two lines, -1 where there is none."""

    greeting: int = -1
    signature: int = -1


def letter_parts(lines: Sequence[str]) -> LetterParts:
    """Of lines that hold more than white space. What greets nobody is no letter."""
    if len(lines) < _FEW:
        return LetterParts()
    for at, line in enumerate(lines[:_FIRST]):
        if _GREETING.fullmatch(line) and not _TITLE.search(line):
            return LetterParts(at, _signature(lines, at))
    return LetterParts()


def _signature(lines: Sequence[str], greeting: int) -> int:
    """The last line that is a name alone, with nothing behind it but a date."""
    for at in range(len(lines) - 1, max(greeting, len(lines) - 1 - _LAST), -1):
        if not _DATE_ALONE.fullmatch(lines[at]):
            alone = _NAME_ALONE.fullmatch(lines[at]) and not _WISH.search(lines[at])
            return at if alone else -1
    return -1


def as_addressed(fields: Sequence[Field], record: Record, placer: Placer) -> Record:
    """The record in which the field of the signature does not have whom the letter greets: where it does, the
    two fields that name these lines, in their meaning or by what they are called, have each other's values,
    and that of the signature the name that signs where there was no other."""
    named = [[n for n, f in enumerate(fields) if f.type == "text" and (mark in f.about or f.name in names)]
             for mark, names in ((GREETING, _GREETED), (SIGNATURE, _SIGNED))]  # fmt: skip
    if any(len(numbers) != 1 for numbers in named):
        return record
    (greeted,), (signed,) = named
    greeting, signature = _lines_of(placer.source.text)
    if not _within(record[signed].first, *greeting) or _within(record[greeted].first, *greeting):
        return record
    cells = list(record)
    cells[greeted], cells[signed] = cells[signed], cells[greeted]
    if record[greeted].first is None and signature is not None:
        cells[signed] = Cell((placer.value_at(fields[signed], signature),))
    return tuple(cells)


def _within(value: Value | None, start: int, end: int) -> bool:
    return value is not None and value.start is not None and start <= value.start < end


def _lines_of(text: str) -> tuple[tuple[int, int], Place | None]:
    """The places of the line that greets, empty where none does, and of the name that signs, without what one
    calls oneself before it and a word of courtesy behind."""
    spans, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append((at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
        at += len(line)
    parts = letter_parts([text[start:end] for start, end in spans])
    greeting = spans[parts.greeting] if parts.greeting >= 0 else (0, 0)
    if parts.signature < 0:
        return greeting, None
    start, end = spans[parts.signature]
    end -= len(courtesy[0]) if (courtesy := _COURTESY.search(text, start, end)) else 0
    return greeting, Place(max(start, text.rfind(" ", start, end) + 1), end)
