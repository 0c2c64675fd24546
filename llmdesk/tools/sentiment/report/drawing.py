"""The plots of a trust report, as SVG: how right a confidence is, and shares with their intervals.

Owns the shapes. Texts in them are escaped; the plots load nothing and need no script. Black on white, told
apart without colour, so that they can be printed.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from llmdesk.tools.sentiment.shares import Share
from llmdesk.tools.sentiment.types import ReliabilityBin

_SIZE, _EDGE = 150, 46
_BAR_WIDTH, _LINE = 260, 18
_NAME_WIDTH, _LONGEST_NAME = 150, 24
MOST_LINES = 40
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_HUE, _GRID = "#6092d2", "#ddd"


def reliability(bins: Sequence[ReliabilityBin], below: str, beside: str) -> str:
    """Dots on the diagonal: of the rows with 80 % confidence, 80 % are right. `below`, `beside`: the axes."""

    def at(confidence: float, accuracy: float) -> tuple[float, float]:
        return _EDGE + confidence * _SIZE, 8 + (1 - accuracy) * _SIZE

    most = max(part.count for part in bins)
    parts = [_open(_SIZE + _EDGE + 20, _SIZE + _EDGE + 2, f"{beside} / {below}")]
    parts.append(f'<rect x="{_EDGE}" y="8" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#bbb"/>')
    for share in _TICKS[1:-1]:
        parts.append(_line(*at(0, share), *at(1, share), _GRID))
        parts.append(_line(*at(share, 0), *at(share, 1), _GRID))
    parts.append(_line(*at(0, 0), *at(1, 1), "#999", dashed=True))
    points = [at(part.confidence, part.accuracy) for part in bins]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{_HUE}" stroke-width="1.5"/>')
    for part, (x, y) in zip(bins, points, strict=True):
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2.5 + 2.5 * part.count / most:.1f}" fill="{_HUE}"/>'
        )
    for share in _TICKS:
        x, y = at(share, share)
        parts.append(_text(x, _SIZE + 20, f"{share:.0%}", "middle"))
        parts.append(_text(_EDGE - 4, y + 4, f"{share:.0%}", "end"))
    parts.append(_text(_EDGE + _SIZE / 2, _SIZE + 38, below, "middle"))
    middle = 8 + _SIZE / 2
    turned = f'transform="rotate(-90 9 {middle})"'
    parts.append(f'<text x="9" y="{middle}" text-anchor="middle" {turned}>{html.escape(beside)}</text>')
    return "".join(parts) + "</svg>"


def whiskers(shares: Sequence[Share], everything: str) -> str:
    """A line for each label and group: a dot at the share, a bar over its interval, a tick at the plain
    count. `everything` names the whole table. Only shares that have an interval, the first `MOST_LINES`."""
    shown = [each for each in shares if each.estimate is not None][:MOST_LINES]
    if not shown:
        return ""
    left = 2 * _NAME_WIDTH
    high = _LINE * len(shown) + 26
    parts = [_open(left + _BAR_WIDTH + 56, high, ", ".join(dict.fromkeys(each.label for each in shown)))]
    for share in _TICKS:
        x = left + share * _BAR_WIDTH
        parts.append(_line(x, 4, x, high - 20, _GRID))
        parts.append(_text(x, high - 6, f"{share:.0%}", "middle"))
    before = None
    for number, each in enumerate(shown):
        y = _LINE * (number + 0.5) + 4
        group = everything if each.group is None else each.group
        if group != before:
            parts.append(_text(0, y + 4, _short(group)))
            before = group
        parts += [_text(_NAME_WIDTH, y + 4, _short(each.label)), *_whisker(each, left, y)]
    return "".join(parts) + "</svg>"


def _whisker(each: Share, left: int, y: float) -> list[str]:
    assert each.estimate is not None  # whoever draws it looked
    assert each.low is not None
    assert each.high is not None
    low, middle, high, counted = (
        left + value * _BAR_WIDTH for value in (each.low, each.estimate, each.high, each.counted)
    )
    return [
        _line(low, y, high, y, _HUE, width=3),
        f'<circle cx="{middle:.1f}" cy="{y:.1f}" r="4" fill="{_HUE}"/>',
        _line(counted, y - 6, counted, y + 6, "#444"),
        _text(left + _BAR_WIDTH + 8, y + 4, f"{each.estimate:.1%}"),
    ]


def bar(share: float) -> str:
    """A bar for a cell of a table, `share` of its width."""
    width = 120 * min(1.0, max(0.0, share))
    return (
        '<svg class="bar" width="120" height="10" aria-hidden="true"><rect width="120" height="10" '
        f'fill="#eee"/><rect width="{width:.1f}" height="10" fill="{_HUE}"/></svg>'
    )


def _open(width: float, height: float, title: str) -> str:
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" role="img" '
        f'font-size="11" fill="#222"><title>{html.escape(title)}</title>'
    )


def _line(
    x: float, y: float, to_x: float, to_y: float, color: str, *, width: float = 1, dashed: bool = False
) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{color}" '
        f'stroke-width="{width}"{dash}/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(text)}</text>'


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"
