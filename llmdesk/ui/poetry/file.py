"""A poem as a file: text, or a picture with title and lines on plain paper, to share.

Owns the picture's measures. Uses no colours of the theme: it is the same in light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter

from llmdesk.outputs import write_for_user
from llmdesk.ui.png import png_bytes

_PAPER, _INK, _SOFT = QColor("#fdfcf8"), QColor("#222222"), QColor("#6a6a6a")
_MARGIN, _TITLE_GAP = 64, 24
_SCALE = 2  # pixels for one of ours: sharp on screens of high density
_LINE = 1.7  # of the font's height
_MAX_SIDE = 8_000  # pixels


def poem_text(title: str, lines: Sequence[str]) -> str:
    """The poem as text; `title` may be empty."""
    return "\n".join([*((title, "") if title else ()), *lines])


def save_poem(path: Path, title: str, lines: Sequence[str], font: QFont) -> None:
    """Write a poem to `path`: a picture for `.png`, text otherwise. Raises `UsageError`."""
    if path.suffix.lower() == ".png":
        data = png_bytes(poem_image(title, lines, font))
    else:
        data = (poem_text(title, lines) + "\n").encode("utf-8", "replace")
    write_for_user(path, data)


def poem_image(title: str, lines: Sequence[str], font: QFont) -> QImage:
    """`title` may be empty. The picture is as large as the poem needs."""
    text_font, title_font = QFont(font), QFont(font)
    text_font.setPixelSize(24)
    title_font.setPixelSize(28)
    title_font.setWeight(QFont.Weight.DemiBold)
    metrics, title_metrics = QFontMetrics(text_font), QFontMetrics(title_font)
    step = round(metrics.height() * _LINE)
    width = (
        max([title_metrics.horizontalAdvance(title), *map(metrics.horizontalAdvance, lines)]) + 2 * _MARGIN
    )
    head = title_metrics.height() + _TITLE_GAP if title else 0
    size = QSize(min(width, _MAX_SIDE), min(head + step * len(lines) + 2 * _MARGIN, _MAX_SIDE))
    image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(_PAPER)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    centre = Qt.AlignmentFlag.AlignCenter
    if title:
        painter.setFont(title_font)
        painter.setPen(_SOFT)
        painter.drawText(QRect(0, _MARGIN, size.width(), title_metrics.height()), centre, title)
    painter.setFont(text_font)
    painter.setPen(_INK)
    for number, line in enumerate(lines):
        painter.drawText(QRect(0, _MARGIN + head + number * step, size.width(), step), centre, line)
    painter.end()
    return image
