"""Draws a page that was laid out.

Owns inks and papers, and how a character stands in its place. What no font has is left empty, and
`missing_on` tells of it: never a box.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from llmdesk.tools.poetry.page import Page
from llmdesk.ui.poetry.sheet.choices import Ground, PageChoices
from llmdesk.ui.poetry.sheet.faces import EM, Faces, missing, sized
from llmdesk.ui.poetry.sheet.layout import SIZES, Block, Glyph, Role, Sheet, Tone
from llmdesk.ui.poetry.sheet.seal import paint_seal

_BASELINE = 0.38  # of the type's height, below the middle of a Chinese character
_RING = 7  # units
_CORNER = QPointF(27, -14)  # units: where a point stands in its place in a column
_FRAME_OUT, _FRAME_APART = 0.62, 0.13  # of the type: how far out ruled paper is framed, and once more
_TAIL = "!?！？"


@dataclass(frozen=True)
class Inks:
    """Colours of a page; `ground` None: what lies behind it stays."""

    text: QColor
    soft: QColor
    rule: QColor | None = None
    ground: QColor | None = None


GROUNDS: dict[Ground, Inks] = {
    "white": Inks(QColor("#1d1d1d"), QColor("#5d5d5d"), None, QColor("#ffffff")),
    "rice": Inks(QColor("#26221d"), QColor("#6f665a"), None, QColor("#f8f3e6")),
    "ruled": Inks(QColor("#26221d"), QColor("#6f665a"), QColor("#cf8f84"), QColor("#fbf8f0")),
}


def missing_on(page: Page, choices: PageChoices, faces: Faces) -> str:
    """The characters of a page, and of its seal, that are left empty because no font has them."""
    text = page.title + page.author + "".join(line.text for line in page.lines)
    return "".join(dict.fromkeys(missing(text, faces.verse) + missing(choices.seal, faces.seal)))


def paint_sheet(painter: QPainter, sheet: Sheet, scale: float, choices: PageChoices, faces: Faces) -> None:
    """With `scale` dots to a mm, the paper too."""
    inks = GROUNDS[choices.ground]
    if inks.ground is not None:
        painter.fillRect(QRectF(0, 0, sheet.width * scale, sheet.height * scale), inks.ground)
    paint_inked(painter, sheet, scale, choices, faces, inks)


def paint_inked(
    painter: QPainter, sheet: Sheet, scale: float, choices: PageChoices, faces: Faces, inks: Inks
) -> None:
    """As `paint_sheet`, without the paper."""
    painter.save()
    painter.scale(scale, scale)
    painter.translate(*sheet.origin)
    painter.scale(sheet.unit, sheet.unit)
    if inks.rule is not None:
        _paint_rules(painter, sheet.block, inks.rule)
    paint_block(painter, sheet.block, choices, faces, inks)
    painter.restore()


def paint_block(
    painter: QPainter,
    block: Block,
    choices: PageChoices,
    faces: Faces,
    inks: Inks,
    seen: QRectF | None = None,
) -> None:
    """In units, from the corner of what is set. `seen`: what of it shows; the rest need not be drawn."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    fonts = _fonts(faces, english=_is_english(block))
    metrics = {role: QFontMetricsF(font) for role, font in fonts.items()}
    for glyph in block.glyphs:
        # Words begin in front of what shows, and a character reaches a little into it.
        if seen is not None and glyph.how != "word" and not seen.contains(glyph.x, glyph.y):
            continue
        if missing(glyph.text, fonts[glyph.role]):
            glyph = _without_missing(glyph, fonts[glyph.role])
        painter.setFont(fonts[glyph.role])
        painter.setPen(inks.soft if glyph.role in ("author", "pinyin") else inks.text)
        _paint_glyph(painter, glyph, metrics[glyph.role])
    for tone in block.tones:
        _paint_tone(painter, tone, inks.soft)
    if block.seal is not None:
        x, y, side = block.seal
        paint_seal(painter, QPointF(x, y), side, choices.seal, choices.cut, faces.seal)


def _is_english(block: Block) -> bool:
    """Whether its rows are words of letters."""
    return all(glyph.how == "word" for glyph in block.glyphs)


def _fonts(faces: Faces, *, english: bool) -> dict[Role, QFont]:
    return {
        "verse": sized(faces.verse, SIZES["verse"]),
        "title": sized(faces.verse, SIZES["title"]),
        "author": sized(faces.verse, SIZES["author"], italic=english),
        "pinyin": sized(faces.pinyin, SIZES["pinyin"]),
    }


def _without_missing(glyph: Glyph, font: QFont) -> Glyph:
    text = "".join(" " if missing(character, font) else character for character in glyph.text)
    return Glyph(text, glyph.x, glyph.y, glyph.role, glyph.how)


def _paint_glyph(painter: QPainter, glyph: Glyph, metrics: QFontMetricsF) -> None:
    baseline = _BASELINE * SIZES[glyph.role] * EM
    if glyph.how == "word":
        painter.drawText(QPointF(glyph.x, glyph.y + baseline), glyph.text)
    elif glyph.how == "corner":
        ink = metrics.tightBoundingRect(glyph.text)
        off = QPointF(_CORNER.x() / 2, _CORNER.y() / 2) if glyph.text in _TAIL else _CORNER
        painter.drawText(QPointF(glyph.x, glyph.y) + off - ink.center(), glyph.text)
    elif glyph.how == "turned":
        painter.save()
        painter.translate(glyph.x, glyph.y)
        painter.rotate(90)
        ink = metrics.tightBoundingRect(glyph.text)
        painter.drawText(-ink.center(), glyph.text)
        painter.restore()
    else:
        wide = metrics.horizontalAdvance(glyph.text)
        painter.drawText(QPointF(glyph.x - wide / 2, glyph.y + baseline), glyph.text)


def _paint_tone(painter: QPainter, tone: Tone, ink: QColor) -> None:
    painter.setPen(QPen(ink, 2.2))
    painter.setBrush(Qt.BrushStyle.NoBrush if tone.level else ink)
    painter.drawEllipse(QPointF(tone.x, tone.y), _RING, _RING)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_rules(painter: QPainter, block: Block, ink: QColor) -> None:
    """Red lines between the columns, and a double frame around all."""
    out, apart = _FRAME_OUT * EM, _FRAME_APART * EM
    frame = QRectF(0, 0, block.width, block.height).adjusted(-out, -out, out, out)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.6))
    painter.drawRect(frame)
    painter.setPen(QPen(ink, 4.5))
    painter.drawRect(frame.adjusted(-apart, -apart, apart, apart))
    painter.setPen(QPen(ink, 1.6))
    for x in block.rules:
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
