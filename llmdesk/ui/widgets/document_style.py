"""The look of a message's text, taken from the theme once and handed to what lays text out.

Owns the type sizes and distances inside a message. Must not know Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from llmdesk.ui.theme import Theme

LINE_HEIGHT = 1.5  # times the size of the letters, as in the shipped face; the same for Chinese ones
PARAGRAPH_GAP = 12
ITEM_GAP = 6
HEADING_GAP = 18
INDENT = 24
QUOTE_INDENT = 16
HEADING_SCALE = {"h1": 1.4, "h2": 1.22, "h3": 1.1}

# Properties of blocks that the view paints itself.
QUOTE_DEPTH = QTextFormat.Property.UserProperty + 1
RULE = QTextFormat.Property.UserProperty + 2
CODE = QTextFormat.Property.UserProperty + 3  # the number of a block of code in the document, from 1

# Around code inside a list or a quote.
CODE_HEAD = 34
CODE_PAD = 12


@dataclass(frozen=True)
class DocumentStyle:
    """Fonts and colours of a message's text."""

    body: QFont
    code: QFont
    text: QColor
    muted: QColor
    link: QColor
    rule: QColor
    code_background: QColor
    dark: bool

    @classmethod
    def of(cls, theme: Theme) -> DocumentStyle:
        return cls(
            body=theme.font("body"),
            code=theme.font("code"),
            text=theme.color("text"),
            muted=theme.color("muted"),
            link=theme.color("accent"),
            rule=theme.color("border"),
            code_background=theme.color("code"),
            dark=theme.dark,
        )

    def plain(self) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self.body)
        look.setForeground(QBrush(self.text))
        return look

    def fixed_width(self, inline: bool) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self.code)
        look.setForeground(QBrush(self.text))
        if inline:
            look.setBackground(QBrush(self.code_background))
        return look

    def heading(self, tag: str) -> QTextCharFormat:
        font = QFont(self.body)
        font.setPixelSize(round(self.body.pixelSize() * HEADING_SCALE.get(tag, 1.0)))
        font.setWeight(QFont.Weight.DemiBold)
        look = self.plain()
        look.setFont(font)
        return look

    def block(self, top: float, quote_depth: int = 0, font: QFont | None = None) -> QTextBlockFormat:
        """A paragraph `top` pixels under the one before, in `font` (body)."""
        look = QTextBlockFormat()
        height = round((font or self.body).pixelSize() * LINE_HEIGHT)
        look.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        look.setTopMargin(top)
        look.setLeftMargin(quote_depth * QUOTE_INDENT)
        if quote_depth:
            look.setProperty(QUOTE_DEPTH, quote_depth)
        return look

    def code_block(self, around: QTextBlockFormat, number: int) -> QTextBlockFormat:
        """A block of code where `around` would be: room for its box, and for the line over the code."""
        look = QTextBlockFormat(around)
        look.setTopMargin(around.topMargin() + CODE_HEAD)
        look.setBottomMargin(2 * CODE_PAD)
        look.setLeftMargin(around.leftMargin() + CODE_PAD)
        look.setRightMargin(CODE_PAD)
        look.setProperty(CODE, number)
        return look


def code_box(document: QTextDocument, block: QTextBlock, width: float) -> QRectF:
    """The box of the block of code `block`, in a view that is `width` wide."""
    text = document.documentLayout().blockBoundingRect(block)
    look = block.blockFormat()
    left = look.leftMargin() - CODE_PAD + look.indent() * document.indentWidth()
    top = text.top() - CODE_HEAD
    return QRectF(left, top, width - left, text.bottom() + CODE_PAD - top)
