"""A formula that is laid out: outlines, bars and signs, in ems of the text around it.

Owns the value that crosses from the process that lays out to the window that draws. x goes right from the
formula's left edge, y down from the baseline.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """A character that the mathematical font lacks: as wide as it is high, drawn in a font of the system."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Formula:
    """`outline`: one letter a segment, M(ove), L(ine), Q(uadratic), C(ubic), Z (close), whose numbers stand
    in `points` one after another, as 32-bit floats. `bars`: x, y, width, height."""

    width: float
    ascent: float
    descent: float
    outline: str
    points: bytes
    bars: tuple[tuple[float, float, float, float], ...]
    signs: tuple[Sign, ...]
