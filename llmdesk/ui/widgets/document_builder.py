"""Markdown blocks into a QTextDocument, appended at its end.

Owns how each kind of block is laid out. Builds the document itself instead of HTML: nothing in a
message can become a tag, an image or a style. Must not know how the document is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

from llmdesk.ui.widgets.document_style import (
    CODE,
    CODE_HEAD,
    CODE_PAD,
    HEADING_GAP,
    ITEM_GAP,
    PARAGRAPH_GAP,
    RULE,
    DocumentStyle,
)
from llmdesk.ui.widgets.formulas.text_object import Formulas, fit_lines
from llmdesk.ui.widgets.inner_code import CodeText
from llmdesk.ui.widgets.markdown import Block, safe_address

if TYPE_CHECKING:
    from markdown_it.token import Token

_CELL_PADDING: Final = 6
_MAX_DEPTH: Final = 8


@dataclass
class _List:
    """A list that is being laid out: how deep, and the number of its next item (None: bullets)."""

    depth: int
    number: int | None


class DocumentBuilder:
    """Appends to `document`. `follows_text`: the first block keeps its distance from one above. Without
    `formulas` these stand as they are written."""

    def __init__(
        self,
        document: QTextDocument,
        style: DocumentStyle,
        follows_text: bool = False,
        formulas: Formulas | None = None,
    ) -> None:
        self._style, self._formulas = style, formulas
        self._cursor = QTextCursor(document)
        self._looks: list[QTextCharFormat] = [style.plain()]
        self._lists: list[_List] = []
        self._quotes = 0
        self._unused_block = True  # the document's current block is empty and is to be used next
        self._at_top = not follows_text
        self._in_item = self._in_task = False
        self.has_decorations = False  # quotes, rules and boxes, which the view paints
        self.codes: list[CodeText] = []  # those of the document, in its order

    def append(self, blocks: Sequence[Block]) -> None:
        """Lay `blocks` out after what is there."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.beginEditBlock()
        for block in blocks:
            if block.kind == "item":
                self._open_list(block.number)
                self._in_item = False
                self._walk(block.tokens)
                self._lists.pop()
            elif block.kind == "table":
                self._table(block.tokens, part=block.number)
            elif block.kind == "code":
                self._code(block.code, block.language)
            else:
                self._walk(block.tokens)
        self._cursor.endEditBlock()

    def append_plain(self, text: str) -> None:
        """Lay out `text` as it is, line by line."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.beginEditBlock()
        self._new_block(self._style.block(0))
        self._cursor.insertText(text, self._style.plain())
        self._cursor.endEditBlock()

    # -- blocks -------------------------------------------------------------------------------
    def _walk(self, tokens: Sequence[Token]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                self._table(tokens[at:end])
                at = end
            elif (handle := self._HANDLERS.get(token.type)) is not None:
                handle(self, token)
            at += 1

    def _paragraph(self, _token: Token) -> None:
        self._new_block(self._format(PARAGRAPH_GAP))

    def _heading(self, token: Token) -> None:
        heading = self._style.heading(token.tag)
        look = self._style.block(HEADING_GAP, self._quotes, heading.font())
        look.setHeadingLevel(int(token.tag[1]))
        self._new_block(look)
        self._looks.append(heading)

    def _pop_look(self, _token: Token) -> None:
        if len(self._looks) > 1:
            self._looks.pop()

    def _bullet_list(self, _token: Token) -> None:
        self._open_list(None)

    def _ordered_list(self, token: Token) -> None:
        self._open_list(int(token.attrs.get("start", 1)))

    def _close_list(self, _token: Token) -> None:
        self._lists.pop()
        self._in_item = False

    def _item(self, token: Token) -> None:
        self._in_item, self._in_task = True, bool(token.meta.get("task"))

    def _quote(self, _token: Token) -> None:
        self.has_decorations = True
        self._quotes = min(self._quotes + 1, _MAX_DEPTH)
        look = QTextCharFormat(self._looks[-1])
        look.setForeground(QBrush(self._style.muted))
        self._looks.append(look)

    def _close_quote(self, token: Token) -> None:
        self._quotes = max(0, self._quotes - 1)
        self._pop_look(token)

    def _rule(self, _token: Token) -> None:
        look = self._format(PARAGRAPH_GAP)
        look.setProperty(RULE, True)
        self.has_decorations = True
        self._new_block(look)

    def _fence(self, token: Token) -> None:
        self._code(token.content, (token.info.split() or [""])[0])

    def _code(self, code: str, language: str) -> None:
        """Code inside a list or a quote; at the top level it has a view of its own."""
        self.codes.append(CodeText(code.rstrip("\n"), language))
        self.has_decorations = True
        look = self._style.code_block(self._format(ITEM_GAP * 2), len(self.codes))
        at_top, self._at_top = self._at_top, False
        if at_top:
            look.setTopMargin(CODE_HEAD)
        elif self._cursor.blockFormat().hasProperty(CODE):  # Qt takes the larger of two margins
            look.setTopMargin(look.topMargin() + CODE_PAD)
        self._new_block(look)
        self._cursor.insertText(self.codes[-1].code.replace("\n", "\u2028"), self._style.fixed_width(False))

    def _open_list(self, number: int | None) -> None:
        self._lists.append(_List(min(len(self._lists) + 1, _MAX_DEPTH), number))

    def _format(self, top: float) -> QTextBlockFormat:
        """The format of the next block, where we are: in a quote, in a list, at the top."""
        return self._style.block(ITEM_GAP if self._lists else top, self._quotes)

    def _new_block(self, look: QTextBlockFormat) -> None:
        if self._at_top:
            look.setTopMargin(0)
        starts_item = self._in_item
        if self._lists and (not starts_item or self._in_task):
            look.setIndent(self._lists[-1].depth)
        if self._in_task:  # its box hangs where a bullet would
            look.setTextIndent(-QFontMetricsF(self._style.body).horizontalAdvance("☑ "))
        plain = self._style.plain()
        if self._unused_block:
            self._cursor.setBlockFormat(look)
            self._cursor.setBlockCharFormat(plain)
        else:
            self._cursor.insertBlock(look, plain)
        if self._lists and starts_item and not self._in_task:  # a task's box is in its text
            self._begin_item()
        self._unused_block = self._at_top = self._in_item = self._in_task = False

    def _begin_item(self) -> None:
        """Give the current block its bullet or number.

        Every item is a list of its own: so one can be added without touching those before.
        """
        current = self._lists[-1]
        look = QTextListFormat()
        look.setIndent(current.depth)
        if current.number is None:
            look.setStyle(QTextListFormat.Style.ListDisc)
        else:
            look.setStyle(QTextListFormat.Style.ListDecimal)
            look.setStart(min(current.number, 2**31 - 1))
            current.number += 1
        self._cursor.createList(look)

    # -- tables -------------------------------------------------------------------------------
    def _table(self, tokens: Sequence[Token], part: int | None = None) -> None:
        """A table, or `part` 0, 1, … of a long one: then all columns are equally wide."""
        rows: list[list[tuple[Token, Token]]] = []
        for at, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append((token, tokens[at + 1]))
        columns = max(map(len, rows), default=0)
        if not columns:
            return
        table = self._insert_table(len(rows), columns, part)
        for row, cells in enumerate(rows):
            for column, (opening, content) in enumerate(cells):
                self._cell(table, row, column, opening, content)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        # Qt keeps an empty block behind a table: the next block takes it.
        self._collapse_block()
        self._unused_block = True

    def _insert_table(self, rows: int, columns: int, part: int | None) -> QTextTable:
        if (
            not self._unused_block and self._cursor.block().length() == 1
        ):  # a rule would come behind the table
            self._cursor.insertBlock()
            self._unused_block = True
        if self._unused_block:
            self._collapse_block()
        look = QTextTableFormat()
        look.setBorderCollapse(True)
        look.setBorder(0)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        look.setCellSpacing(0)
        look.setCellPadding(_CELL_PADDING)
        look.setTopMargin(0 if self._at_top or part else PARAGRAPH_GAP)
        if part is None:
            look.setBottomMargin(PARAGRAPH_GAP)
        else:
            share = QTextLength(QTextLength.Type.PercentageLength, 100 / columns)
            look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            look.setColumnWidthConstraints([share] * columns)
        self._at_top = False
        return self._cursor.insertTable(rows, columns, look)

    def _cell(self, table: QTextTable, row: int, column: int, opening: Token, content: Token) -> None:
        cell = table.cellAt(row, column)
        look = cell.format().toTableCellFormat()
        look.setBottomBorder(1)
        look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBottomBorderBrush(QBrush(self._style.rule))
        cell.setFormat(look)
        cursor = cell.firstCursorPosition()
        block = self._style.block(0)
        style = str(opening.attrs.get("style", ""))
        if "right" in style:
            block.setAlignment(Qt.AlignmentFlag.AlignRight)
        elif "center" in style:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor.setBlockFormat(block)
        self._cursor, outer = cursor, self._cursor
        bold = opening.type == "th_open"
        if bold:
            self._strong(opening)
        self._inline(content)
        if bold:
            self._pop_look(opening)
        self._cursor = outer

    def _collapse_block(self) -> None:
        """Make the current, empty block as good as invisible."""
        look = QTextBlockFormat()
        look.setLineHeight(0, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        tiny = QTextCharFormat()
        tiny.setFontPointSize(0.1)
        self._cursor.setBlockFormat(look)
        self._cursor.setBlockCharFormat(tiny)

    # -- inside a block -----------------------------------------------------------------------
    def _inline(self, token: Token) -> None:
        for child in token.children or ():
            if child.type == "text":
                self._cursor.insertText(child.content, self._looks[-1])
            elif child.type == "formula":
                self._formula(child)
            elif child.type in ("softbreak", "hardbreak"):
                self._cursor.insertText("\u2028", self._looks[-1])
            elif child.type == "code_inline":
                self._inline_code(child)
            elif child.type == "image":
                self._image(child)
            elif (handle := self._INLINE.get(child.type)) is not None:
                handle(self, child)
        if self._formulas is not None and any(child.type == "formula" for child in token.children or ()):
            fit_lines(self._cursor, self._formulas)

    def _formula(self, token: Token) -> None:
        tex, display = str(token.meta["tex"]), bool(token.meta["display"])
        if self._formulas is None:
            self._cursor.insertText(token.content.replace("\n", "\u2028"), self._looks[-1])
        else:
            self._formulas.insert(self._cursor, token.content, tex, display, self._looks[-1])

    def _inline_code(self, token: Token) -> None:
        look = self._style.fixed_width(True)
        if self._looks[-1].fontWeight() > QFont.Weight.Normal:
            look.setFontWeight(self._looks[-1].fontWeight())
        self._cursor.insertText(token.content, look)

    def _image(self, token: Token) -> None:
        """Never loaded: its description, as a link to its address."""
        address = str(token.attrs.get("src", ""))
        look = QTextCharFormat(self._looks[-1])
        self._make_link(look, address)
        self._cursor.insertText(token.content or address, look)

    def _note(self, token: Token) -> None:
        """The mark of a note at the foot, in the text."""
        look = QTextCharFormat(self._looks[-1])
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        look.setForeground(QBrush(self._style.muted))
        self._cursor.insertText(token.content, look)

    def _note_name(self, token: Token) -> None:
        look = QTextCharFormat(self._looks[-1])
        look.setForeground(QBrush(self._style.muted))
        self._cursor.insertText(token.content, look)

    def _strong(self, _token: Token) -> None:
        self._push(lambda look: look.setFontWeight(QFont.Weight.DemiBold))

    def _emphasis(self, _token: Token) -> None:
        self._push(lambda look: look.setFontItalic(True))

    def _strike(self, _token: Token) -> None:
        self._push(lambda look: look.setFontStrikeOut(True))

    def _link(self, token: Token) -> None:
        self._push(lambda look: self._make_link(look, str(token.attrs.get("href", ""))))

    def _make_link(self, look: QTextCharFormat, address: str) -> None:
        if safe_address(address):
            look.setAnchor(True)
            look.setAnchorHref(address)
            look.setForeground(QBrush(self._style.link))
            look.setFontUnderline(True)

    def _push(self, change: Callable[[QTextCharFormat], None]) -> None:
        look = QTextCharFormat(self._looks[-1])
        change(look)
        self._looks.append(look)

    _HANDLERS: Final[dict[str, Callable[[DocumentBuilder, Token], None]]] = {
        "paragraph_open": _paragraph,
        "heading_open": _heading,
        "heading_close": _pop_look,
        "bullet_list_open": _bullet_list,
        "bullet_list_close": _close_list,
        "ordered_list_open": _ordered_list,
        "ordered_list_close": _close_list,
        "list_item_open": _item,
        "blockquote_open": _quote,
        "blockquote_close": _close_quote,
        "hr": _rule,
        "fence": _fence,
        "code_block": _fence,
        "inline": _inline,
    }
    _INLINE: Final[dict[str, Callable[[DocumentBuilder, Token], None]]] = {
        "strong_open": _strong,
        "strong_close": _pop_look,
        "em_open": _emphasis,
        "em_close": _pop_look,
        "s_open": _strike,
        "s_close": _pop_look,
        "link_open": _link,
        "note": _note,
        "note_name": _note_name,
        "link_close": _pop_look,
    }
