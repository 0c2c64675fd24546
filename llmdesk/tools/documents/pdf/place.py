"""A line of a page and its place: what the parts of this folder hand to each other.

Owns the values. Must not know pdfium.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its place in points from the page's lower left corner, as the page is read.

    `parts`: the pieces that wide gaps divide it into, none where there are no such gaps; `slanted`: written
    across the page, as watermarks are.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    parts: tuple[Line, ...] = ()
    slanted: bool = False

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: its label, its height in points, its lines in reading order."""

    label: str
    height: float
    lines: tuple[Line, ...]


class Box(NamedTuple):
    """The place of a character in points; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page is turned when it is read: clockwise by `turns` quarters, from this size."""

    turns: int
    width: float
    height: float

    @property
    def shown_height(self) -> float:
        return self.width if self.turns % 2 else self.height

    def turned(self, box: Box) -> Box:
        """The place on the turned page."""
        if self.turns == 1:
            return Box(box.bottom, self.width - box.right, box.top, self.width - box.left)
        if self.turns == 2:
            return Box(
                self.width - box.right, self.height - box.top, self.width - box.left, self.height - box.bottom
            )
        if self.turns == 3:
            return Box(self.height - box.top, box.left, self.height - box.bottom, box.right)
        return box
