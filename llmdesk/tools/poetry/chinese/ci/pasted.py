"""A song as people paste it: which tune it has, where its verse begins, and its lines.

Owns finding the tune by the title or by the lengths of the lines, and leaving out what is no verse (the
title, the author, the preface that songs often have). What a row of verse is belongs to `poetry.pasted`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.ci import tunes
from llmdesk.tools.poetry.chinese.ci.layout import MARKS, MOST_PIECES, keeps, lay
from llmdesk.tools.poetry.chinese.ci.tunes import Shape, Tune, titled, tune_of
from llmdesk.tools.poetry.forms import form as form_of
from llmdesk.tools.poetry.pasted import is_credit, rows_of
from llmdesk.tools.poetry.types import Form

_PIECE = re.compile(rf"[^{MARKS}]+[{MARKS}]*")
_PART = re.compile(
    r"^[（(【\[]?(?:上|下|前|后|後|中|第[一二三四])[片阕阙闋段][）)】\]]?(?:[:：\s]|$)\s*"
)  # 上片：
_SENTENCE_END = "。！？；，!?;,"
_HEAD_ROWS = 6  # rows that a title stands in, and that verse begins in
_TITLE = 40  # characters of a row with a title
_NEAR = 8  # characters more or less, and half as many lines, of a tune that a text without a title may have
_FAR = 0.2  # how badly it may fit, of its characters


@dataclass(frozen=True, slots=True)
class Song:
    """`title` as it stands there, "" for none; `lines` of verse; `tune` None where we know none such."""

    title: str
    lines: tuple[str, ...]
    tune: Tune | None


@dataclass(frozen=True, slots=True)
class _Text:
    """The pieces of a text without its title, and those that verse may begin at."""

    title: str
    pieces: tuple[str, ...]
    starts: tuple[int, ...]


def recognized(text: str, wanted: Form) -> Form:
    """The form of the song's tune where any is wanted and one is found; else the form itself."""
    if wanted.name != tunes.ANY:
        return wanted
    tune = read_song(text, wanted).tune
    return form_of(tune.name) if tune else wanted


def is_song(text: str) -> bool:
    """Whether it is a song without a doubt: the title names a tune about as long, or its lines, not all of
    one length, have the lengths of a tune. 李白 has a 长相思 that is none."""
    read = _read(text)
    tune = titled(read.title)
    if tune and any(_is_about(read, shape) for shape in tune.shapes):
        return True
    return any(_uneven(shape) for _, shape in _kept(read, _shapes(tunes.tunes())))


@lru_cache(maxsize=8)
def read_song(text: str, wanted: Form) -> Song:
    """The song in a text, its lines as the tune has them (that of the form, or the one that is found)."""
    read = _read(text)
    tune = tune_of(wanted) or titled(read.title)
    if tune is not None:
        return Song(read.title, _lines(read, tune), tune)
    kept = _kept(read, _shapes(tunes.tunes()))
    found = [each for _, shape in kept for each in tunes.tunes() if shape in each.shapes]
    tune = found[0] if found else _nearest(read)
    lines = _lines(read, tune) if tune else tuple(piece.strip(MARKS) for piece in read.pieces)
    return Song(read.title, lines, tune)


def _lines(read: _Text, tune: Tune) -> tuple[str, ...]:
    kept = _kept(read, tune.shapes)
    if kept:
        start, shape = kept[0]
        return lay(read.pieces[start:], shape).lines
    laid = [lay(read.pieces[_start(read, shape) :], shape) for shape in tune.shapes]
    return min(laid, key=lambda each: each.cost).lines


def _kept(read: _Text, shapes: Sequence[Shape]) -> list[tuple[int, Shape]]:
    """(start, shape) for each shape whose lines the pieces have from a start on."""
    return [(at, shape) for at in read.starts for shape in shapes if keeps(read.pieces[at:], shape)]


def _start(read: _Text, shape: Shape) -> int:
    """Where the verse most likely begins: so that its characters are as many as the shape's."""
    sizes = [len(hanzi.characters(piece)) for piece in read.pieces]
    return min(read.starts, key=lambda at: abs(sum(sizes[at:]) - shape.characters))


def _nearest(read: _Text) -> Tune | None:
    """The tune that a text without its name comes nearest to; None where none is near."""
    if len(read.pieces) > MOST_PIECES:
        return None
    found = []
    for tune in tunes.tunes():
        for shape in tune.shapes:
            pieces = read.pieces
            apart = abs(len(hanzi.characters("".join(pieces))) - shape.characters)
            if apart <= _NEAR and abs(len(pieces) - len(shape.lines)) <= _NEAR / 2:
                found.append((lay(pieces, shape).cost / shape.characters, tune))
    cost, nearest = min(found, key=lambda each: each[0], default=(_FAR, None))
    return nearest if cost < _FAR else None


def _is_about(read: _Text, shape: Shape) -> bool:
    sizes = [len(hanzi.characters(piece)) for piece in read.pieces]
    return any(abs(sum(sizes[at:]) - shape.characters) <= _NEAR for at in read.starts)


def _uneven(shape: Shape) -> bool:
    """Whether its lines differ in length, as those of poems do not."""
    return len({len(line.pattern) for line in shape.lines}) > 1


def _shapes(several: Sequence[Tune]) -> list[Shape]:
    return [shape for tune in several for shape in tune.shapes]


def _read(text: str) -> _Text:
    rows = [row for row in (_PART.sub("", row) for row in rows_of(text, "zh")) if row]
    while len(rows) > 1 and is_credit(rows[-1]):
        rows = rows[:-1]
    title, rows = _without_title(rows)
    while len(rows) > 1 and is_credit(rows[0]):
        rows = rows[1:]
    pieces: list[str] = []
    starts = []
    for number, row in enumerate(rows):
        if number < _HEAD_ROWS:
            starts.append(len(pieces))
        pieces += _pieces(row)
    first = len(_pieces(rows[0])) if rows else 0
    starts = sorted({*starts, *range(min(first, 4))}) if title else starts
    return _Text(title, tuple(pieces), tuple(at for at in starts if at < len(pieces)) or (0,))


def _without_title(rows: Sequence[str]) -> tuple[str, list[str]]:
    """The title, and the rows below it; what stands behind a title in its row is verse."""
    for number, row in enumerate(rows[:_HEAD_ROWS]):
        if titled(row[:_TITLE]) is None:
            continue
        if len(row) <= _TITLE and row[-1] not in _SENTENCE_END and number + 1 < len(rows):
            return row.strip("《》〈〉【】[]「」#*_ "), list(rows[number + 1 :])
        for mark in "》】]」":
            head, _, rest = row.partition(mark)
            if rest and len(head) <= _TITLE and titled(head):
                return head.strip("《〈【[「# "), [rest.lstrip(MARKS), *rows[number + 1 :]]
        head, _, rest = row.partition(" ")
        if rest and len(head) <= _TITLE and titled(head) and not set(head) & set(_SENTENCE_END):
            return head, [rest, *rows[number + 1 :]]
    return "", list(rows)


def _pieces(row: str) -> list[str]:
    found = [piece for piece in _PIECE.findall(row) if hanzi.characters(piece)]
    if len(found) > 3 and all(len(hanzi.characters(piece)) == 1 for piece in found):
        return ["".join(found)]  # set with spaces
    return found
