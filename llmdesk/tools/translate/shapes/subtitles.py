"""Subtitles (srt, vtt): the text of each cue, and the cues again with their numbers and times as they were.

Owns finding the cues, and how long a line may be. Broken times are told, and stay as they are; nothing of the
file that is not a cue's text is changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError
from llmdesk.tools.documents.plain_text import clean
from llmdesk.tools.translate.shapes.shape import Listed

_TIMES = re.compile(r"[ \t]{0,4}(?P<from>[\d:.,]{1,20})[ \t]{0,4}-->[ \t]{0,4}(?P<to>[\d:.,]{1,20})")
_DAMAGED = r"\d{1,3}[:：]\d{1,2}[:：]\d[\d:.,;：，；]{0,12}"  # a time of which not all must be right
_LIKE_TIMES = re.compile(
    r"[^\n]{0,60}(?:\d[:.,]\d{1,9}[ \t]{0,4}-->|-->[ \t]{0,4}\d{1,3}[:.,]\d)"
    rf"|[^\w\n]{{0,4}}{_DAMAGED}[^\n]{{1,8}}{_DAMAGED}[^\w\n]{{0,4}}$"
)
_ARROW = "-->"
_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")
_LINE, _WIDE_LINE = 42, 36  # columns of a line; a Chinese character takes two
_SPEAKERS = ("-", "–", "—")  # two who speak have a line each
_BREAKS_BEFORE = "，。！？；：、,.!?;:”’）)"


class Subtitles(Listed):
    """A unit is the text of a cue, its line breaks gone; where several speak, what one of them says."""

    def __init__(self, name: str, text: str, suffix: str) -> None:
        lines = clean(text).split("\n")
        self._frame, cues, self._times_broken = _cues(lines, behind_blanks=suffix == ".srt")
        super().__init__(name, "subtitles", cues, suffix)
        self.notes = tuple(_notes(name, self._times_broken))

    def write(self, translated: Sequence[str], language: str, cancel: CancelToken | None = None) -> bytes:
        texts = iter(translated)
        out: list[str] = []
        for line in self._frame:
            if line is None:
                out += broken_lines(next(texts))
            else:
                out.append(line)
        return self.line_end.join(out).encode("utf-8", "replace")


def _cues(lines: Sequence[str], *, behind_blanks: bool) -> tuple[list[str | None], list[str], int]:
    """The lines with None where a cue's text stands, the texts, and how many times are broken.

    `behind_blanks`: what stands behind a blank line is the cue's text, too; in vtt it may be a note."""
    frame: list[str | None] = []
    cues: list[str] = []
    broken, at, began, last = 0, 0, False, 0.0
    while at < len(lines):
        is_times = _is_times(lines, at)
        more = behind_blanks and began and not is_times and _is_text(lines, at)
        if not more:
            frame.append(lines[at])
            at += 1
            if not is_times:
                continue
            began = True
            begin = _begin(lines[at - 1])
            broken += begin is None or begin < last
            last = begin or 0.0
        cue: list[str] = []
        while at < len(lines) and lines[at].strip() and not _is_times(lines, at):
            if _is_number_of_next(lines, at):
                break
            cue.append(lines[at].strip())
            at += 1
        several = len(cue) > 1 and all(line.startswith(_SPEAKERS) for line in cue)
        texts = cue if several else [" ".join(cue)] if cue else []
        frame += [None] * len(texts)
        cues += texts
    return frame, cues, broken


def _is_number_of_next(lines: Sequence[str], at: int) -> bool:
    """The number of a cue that no blank line sets apart."""
    return lines[at].strip().isdigit() and at + 1 < len(lines) and _is_times(lines, at + 1)


def _is_times(lines: Sequence[str], at: int) -> bool:
    """Whether it is or should be the times of a cue; somebody may also say “A --> B”."""
    if _LIKE_TIMES.match(lines[at]) is not None:
        return True
    numbered = at > 0 and lines[at - 1].strip().isdigit() and (at < 2 or not lines[at - 2].strip())
    return numbered and _ARROW in lines[at]


def _is_text(lines: Sequence[str], at: int) -> bool:
    """Words that are not the name of the next cue."""
    is_name = at + 1 < len(lines) and _is_times(lines, at + 1)
    return not is_name and any(map(str.isalpha, lines[at]))


def _begin(line: str) -> float | None:
    """When a cue begins, in seconds; None where its times are broken."""
    found = _TIMES.match(line)
    if found is None:
        return None
    begin, end = (_seconds(found[name]) for name in ("from", "to"))
    return begin if begin is not None and end is not None and begin <= end else None


def _seconds(text: str) -> float | None:
    found = _TIME.fullmatch(text)
    if found is None or int(found[2]) > 59 or int(found[3]) > 59:
        return None
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) + int(found[4].ljust(3, "0")) / 1000


def _notes(name: str, broken: int) -> list[DocumentError]:
    if not broken:
        return []
    return [
        DocumentError(
            QT_TRANSLATE_NOOP("core", "{count} times in the subtitles are broken."),
            QT_TRANSLATE_NOOP("core", "They stay as they are, and their texts are translated."),
            QT_TRANSLATE_NOOP("core", "Mend them in a subtitle editor."),
            count=broken,
            file=name,
        )
    ]


def broken_lines(text: str) -> list[str]:
    """One line or two of about the same length, more for a very long text."""
    wide = _WIDE.search(text) is not None
    most = _WIDE_LINE if wide else _LINE
    columns = _columns(text)
    count = -(-columns // most)
    if count <= 1:
        return [text]
    lines, start = [], 0
    for left in range(count, 1, -1):
        cut = _cut(text, start, columns / left, wide)
        lines.append(text[start:cut].strip())
        columns -= _columns(text[start:cut])
        start = cut
    return [line for line in (*lines, text[start:].strip()) if line]


def _columns(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


def _cut(text: str, start: int, wanted: float, wide: bool) -> int:
    """Where to break behind `start`: near `wanted`, at a space, in Chinese where no stop follows."""
    best, best_off, columns, inside = len(text), 1e9, 0, False
    for at in range(start, len(text) - 1):
        character = text[at]
        columns += 2 if _WIDE.match(character) else 1
        inside = (inside or character == "<") and character != ">"
        after = text[at + 1]
        fits = character == " " or (wide and _WIDE.match(character) and after not in _BREAKS_BEFORE)
        if columns - wanted - 4 >= best_off:
            break  # it can only get farther
        off = abs(columns - wanted) - (4 if character in "，。！？,;；" else 0)
        if fits and not inside and off < best_off:
            best, best_off = at + 1, off
    return best
