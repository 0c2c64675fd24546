"""A page laid out: where each character, sound, rule and the seal stand, and how large the type is.

Owns the measures of a page. Units are hundredths of the type's height, from the upper left corner of what
is set. Must not draw, and must not know files.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtGui import QFontMetricsF

from llmdesk.tools.poetry.page import Page
from llmdesk.ui.poetry.sheet.cells import PINYIN, PINYIN_ROOM, Cell, How, Setter
from llmdesk.ui.poetry.sheet.choices import PAPERS, PageChoices
from llmdesk.ui.poetry.sheet.faces import EM, Faces, sized
from llmdesk.ui.poetry.sheet.flow import Placed, Way, ways

Role = Literal["verse", "title", "author", "pinyin"]
SIZES: dict[Role, float] = {"verse": 1.0, "title": 1.25, "author": 0.72, "pinyin": PINYIN}
_ROW_APART, _ROW_APART_ENGLISH, _COLUMN_APART = 58, 48, 72  # units between rows and between columns
_TONE_ROOM, _TONE_PLACE = 24, 66  # units: what the marks of tones take, and how far off they stand
_STANZA_APART = 0.55  # of a row
_HEAD_APART = 70  # units between the head and the verse
_AUTHOR_LOWER = 2.5 * EM  # units that the author's column begins below the title's
_SEAL_SIDE, _SEAL_APART = 150, 70
_POEM_EM = 9.0  # mm: the type of a sheet that is as large as the poem
_MARGIN, _POEM_MARGIN = 0.11, 2.3  # of the paper's shorter side; of the type where there is no paper
_MOST_EM = 0.1  # of the paper's shorter side
_TALLEST, _WIDEST = 0.62, 1.7  # width to height of a sheet that looks like one
_TURN = 1.15  # how much larger the type has to be for a sheet that lies


@dataclass(frozen=True, slots=True)
class Glyph:
    """Something written, its middle at (x, y); a "word" begins at x instead."""

    text: str
    x: float
    y: float
    role: Role
    how: How = "upright"


@dataclass(frozen=True, slots=True)
class Tone:
    """The mark of a tone: a ring for a level one."""

    x: float
    y: float
    level: bool


@dataclass(frozen=True, slots=True)
class Block:
    """All that is set, without margins. `rules`: where columns are parted. `seal`: its corner and side."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    tones: tuple[Tone, ...]
    rules: tuple[float, ...]
    seal: tuple[float, float, float] | None
    worth: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A block on its paper: sizes in mm, `em` the height of the type."""

    block: Block
    width: float
    height: float
    em: float

    @property
    def unit(self) -> float:
        """mm of a unit."""
        return self.em / EM

    @property
    def origin(self) -> tuple[float, float]:
        """mm: the corner of what is set, in the middle of the paper."""
        block = self.block
        return (self.width - block.width * self.unit) / 2, (self.height - block.height * self.unit) / 2


@dataclass
class _Draft:
    glyphs: list[Glyph] = field(default_factory=list)
    tones: list[Tone] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)


def sheet_of(page: Page, choices: PageChoices, faces: Faces) -> Sheet:
    """The page on the paper that was chosen, which stands or lies as gives the larger type."""
    blocks = blocks_of(page, choices, faces)
    if choices.paper == "poem":
        block = max(blocks, key=_looks)
        margin = 2 * _POEM_MARGIN * EM
        unit = _POEM_EM / EM
        return Sheet(block, (block.width + margin) * unit, (block.height + margin) * unit, _POEM_EM)
    short, long = PAPERS[choices.paper]
    standing, lying = (_on(blocks, *sides) for sides in ((short, long), (long, short)))
    return lying if lying.em * lying.block.worth > _TURN * standing.em * standing.block.worth else standing


def fitted(blocks: Iterable[Block], width: float, height: float) -> tuple[Block, float]:
    """The block that can be set largest in so much room, and the height of its type there."""

    def em(block: Block) -> float:
        return EM * min(width / block.width, height / block.height)

    best = max(blocks, key=lambda block: em(block) * block.worth)
    return best, em(best)


def blocks_of(page: Page, choices: PageChoices, faces: Faces) -> list[Block]:
    """The page in every way that it may be set."""
    setter = Setter(page, choices, faces)
    lay = _columns if setter.vertical else _rows
    return [lay(page, way, setter, faces, bool(choices.seal)) for way in ways(page, setter)]


def _on(blocks: Sequence[Block], width: float, height: float) -> Sheet:
    margin = 2 * _MARGIN * min(width, height)
    block, em = fitted(blocks, width - margin, height - margin)
    return Sheet(block, width, height, min(em, _MOST_EM * min(width, height)))


def _looks(block: Block) -> float:
    """How good a block looks on a sheet of its own size."""
    ratio = (block.width + 4 * EM) / (block.height + 4 * EM)
    return block.worth * min(1.0, ratio / _TALLEST, _WIDEST / ratio)


# -- from left to right ---------------------------------------------------------------------------------
def _rows(page: Page, way: Way, setter: Setter, faces: Faces, sealed: bool) -> Block:
    draft = _Draft()
    verse = max(row.length for row in way.rows)
    heads = [
        (role, text, QFontMetricsF(sized(faces.verse, SIZES[role])).horizontalAdvance(text))
        for role, text in _heads(page)
    ]
    width = max(verse, *(wide for _, _, wide in heads), _SEAL_SIDE)
    y = 0.0
    for role, text, wide in heads:
        y += SIZES[role] * EM * 0.75
        draft.glyphs.append(Glyph(text, (width - wide) / 2, y, role, "word"))
        y += SIZES[role] * EM * 0.75
    y += _HEAD_APART if heads else 0
    step = EM + (_ROW_APART if setter.chinese else _ROW_APART_ENGLISH)
    step += (PINYIN_ROOM if setter.pinyin else 0) + (_TONE_ROOM if setter.tones else 0)
    left = (width - verse) / 2
    for number, row in enumerate(way.rows):
        y += step * _STANZA_APART if row.first and number else 0
        middle = y + (PINYIN_ROOM if setter.pinyin else 0) + EM / 2
        _set_row(draft, row, left, middle, setter)
        y += step
    y -= step - EM - (PINYIN_ROOM if setter.pinyin else 0) - (_TONE_ROOM if setter.tones else 0)
    seal = None
    if sealed:
        seal = (left + verse - _SEAL_SIDE, y + _SEAL_APART, float(_SEAL_SIDE))
        y += _SEAL_APART + _SEAL_SIDE
    return Block(width, y, tuple(draft.glyphs), tuple(draft.tones), (), seal, way.worth)


def _set_row(draft: _Draft, row: Placed, left: float, middle: float, setter: Setter) -> None:
    x = left + row.indent
    if not setter.chinese:
        draft.glyphs.append(Glyph(" ".join(cell.text for cell in row.cells), x, middle, "verse", "word"))
        return
    for cell in row.cells:
        if cell.how == "word":
            draft.glyphs.append(Glyph(cell.text, x, middle, "verse", "word"))
        elif cell.how != "gap":
            # A mark stands at the left of its place, as it is drawn in its own.
            at = x + (cell.advance if cell.sound is not None or not cell.sticks else EM) / 2
            draft.glyphs.append(Glyph(cell.text, at, middle, "verse"))
            _set_sound(draft, cell, at, middle, setter)
        x += cell.advance


def _set_sound(draft: _Draft, cell: Cell, x: float, y: float, setter: Setter) -> None:
    if cell.sound is None:
        return
    if setter.pinyin and cell.sound.pinyin:
        draft.glyphs.append(Glyph(cell.sound.pinyin, x, y - EM / 2 - PINYIN_ROOM / 2 + 6, "pinyin"))
    if setter.tones and cell.sound.level is not None:
        across, down = (_TONE_PLACE, 0) if setter.vertical else (0, _TONE_PLACE)
        draft.tones.append(Tone(x + across, y + down, cell.sound.level))


# -- in columns, from right to left ---------------------------------------------------------------------
def _columns(page: Page, way: Way, setter: Setter, faces: Faces, sealed: bool) -> Block:
    draft = _Draft()
    tallest = max(row.length for row in way.rows)
    x = 0.0  # from the right edge, grows to the left
    lowest = tallest
    for role, text in _heads(page):
        size = SIZES[role]
        top = 0.0 if role == "title" else min(_AUTHOR_LOWER, max(0.0, tallest - len(text) * size * EM))
        for part in _folded(text, max(4, math.floor((max(tallest, 5 * EM) - top) / (size * EM * 1.05)))):
            draft.glyphs += _head_column(part, -x - size * EM / 2, top, role)
            lowest = max(lowest, top + len(part) * size * EM * 1.05)
            x += size * EM + _COLUMN_APART * 0.6
    x += _COLUMN_APART * 0.4 if x else 0
    step = max(EM + _COLUMN_APART, setter.widest + _COLUMN_APART * 0.5) + (_TONE_ROOM if setter.tones else 0)
    half = (_TONE_ROOM if setter.tones else 0) / 2
    for number, row in enumerate(way.rows):
        x += step * _STANZA_APART if row.first and number else 0
        draft.rules.append(-x)
        _set_column(draft, row, -x - step / 2 - half, setter)
        x += step
    draft.rules.append(-x)
    seal = None
    if sealed:
        x += _SEAL_APART * 0.4 + _SEAL_SIDE
        seal = (-x, lowest - _SEAL_SIDE, float(_SEAL_SIDE))
    return _from_left(draft, x, lowest, seal, way.worth)


def _head_column(text: str, x: float, top: float, role: Role) -> Iterable[Glyph]:
    size = SIZES[role] * EM * 1.05
    for number, character in enumerate(text):
        if character.strip():
            how: How = "turned" if character in "·—（）()《》〈〉" else "upright"
            yield Glyph(character, x, top + (number + 0.5) * size, role, how)


def _set_column(draft: _Draft, row: Placed, x: float, setter: Setter) -> None:
    y = 0.0
    for cell in row.cells:
        if cell.how != "gap":
            middle = y + cell.advance / 2
            if cell.sound is not None and setter.pinyin:
                middle = y + PINYIN_ROOM + EM / 2
            how: How = "turned" if cell.how == "word" else cell.how
            draft.glyphs.append(Glyph(cell.text, x, middle, "verse", how))
            _set_sound(draft, cell, x, middle, setter)
        y += cell.advance


def _from_left(
    draft: _Draft, width: float, height: float, seal: tuple[float, float, float] | None, worth: float
) -> Block:
    """The columns counted from the right edge, as they stand from the left one."""
    return Block(
        width,
        height,
        tuple(Glyph(each.text, each.x + width, each.y, each.role, each.how) for each in draft.glyphs),
        tuple(Tone(each.x + width, each.y, each.level) for each in draft.tones),
        tuple(rule + width for rule in draft.rules),
        None if seal is None else (seal[0] + width, seal[1], seal[2]),
        worth,
    )


def _heads(page: Page) -> list[tuple[Role, str]]:
    heads: list[tuple[Role, str]] = [("title", page.title), ("author", page.author)]
    return [(role, text) for role, text in heads if text]


def _folded(text: str, longest: int) -> list[str]:
    return [text[at : at + longest] for at in range(0, len(text), longest)]
