"""The lines of a Chinese letter that greet whom it is for and name who wrote it.

Owns how they look. Must not know fields: what follows from a line is for a model to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# 刘芳：   尊敬的王老师：   刘芳，你好！
_GREETING = re.compile(
    r"\s{0,8}[^\s\d，。：:；！？、]{1,24}(?:[：:]|[，,]\s?[你您]们?好.{0,12}|[你您]们?好[！!。，,：:])\s{0,4}"
)
_TITLE = re.compile(r"(?:信息|如下|明细|内容|事项|主题|正文|备注|说明|通知|名单|清单|目录)[：:]")
_NAME_ALONE = re.compile(
    r"\s{0,60}[^\s\d，。：:；！？、]{1,24}(?:\s{1,4}[^\s\d，。：:；！？、]{1,24})?\s{0,4}"
)
_WISH = re.compile(r"此致|敬礼|祝好|顺祝|顺颂|即颂|敬祝|祝您|祝你|到时见|再见|谢谢")
_DATE_ALONE = re.compile(r"\s{0,60}(?=.{0,8}\d)[\d一二三四五六七八九十〇零年月日./ -]{4,30}")
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
