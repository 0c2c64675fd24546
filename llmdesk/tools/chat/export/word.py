"""A chat, or one text, as a Word document: headings, paragraphs, lists, code, tables, links.

Owns the document, made of markdown-it's tokens with python-docx. Must not write files.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from llmdesk.tools.chat.export.turns import THOUGHTS, Translate, Turn, is_readable, parsed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

_MONOSPACE = "Consolas"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 3  # levels of lists that have a style of their own
_INDENT_CM = 0.63


def as_docx(title: str, turns: Sequence[Turn], translate: Translate) -> bytes:
    """The document's bytes. A turn without a name has no heading."""
    import docx  # 0.2 s, and only for this format

    document = docx.Document()
    _prepare(document, title)
    if title:
        document.add_heading(_clean(title), 0)
    for turn in turns:
        if turn.name:
            document.add_heading(_clean(turn.name), 1)
        if turn.when:
            _small(document, turn.when)
        if turn.thoughts:
            _small(document, translate(THOUGHTS))
            _Writer(document, quoted=True).write(turn.thoughts)
        if turn.role == "user":
            _plain(document, turn.text)
        elif turn.text:
            _Writer(document).write(turn.text)
        if turn.remark:
            _small(document, turn.remark)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _prepare(document: Document, title: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    about = document.core_properties
    about.title, about.author, about.comments = _clean(title)[:255], "llmdesk", ""
    code = document.styles.add_style("llmdesk code", WD_STYLE_TYPE.PARAGRAPH)
    code.font.name, code.font.size = _MONOSPACE, Pt(9.5)
    code.paragraph_format.space_after = Pt(6)
    _shade(code.element.get_or_add_pPr())


def _shade(properties: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F2F3F5")):
        shade.set(qn(f"w:{name}"), value)
    properties.append(shade)


def _plain(document: Document, text: str) -> None:
    """As it was typed: what a user wrote is never Markdown."""
    for block in text.split("\n\n"):
        _lines(document.add_paragraph(), block)


def _small(document: Document, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = document.add_paragraph().add_run(_clean(text))
    run.italic, run.font.size = True, Pt(9)
    run.font.color.rgb = RGBColor(0x5F, 0x6B, 0x76)


@dataclass
class _List:
    """A list that is being written; `number` of its next item, None for bullets."""

    number: int | None
    begun: bool = False  # its item has its first paragraph


class _Writer:
    """Puts Markdown into a document, block by block."""

    def __init__(self, document: Document, *, quoted: bool = False) -> None:
        self._document, self._quotes = document, int(quoted)
        self._lists: list[_List] = []

    def write(self, text: str) -> None:
        if not is_readable(text):
            _plain(self._document, text)
            return
        tokens = parsed(text)
        at = 0
        while at < len(tokens):
            at = self._block(tokens, at)

    def _block(self, tokens: Sequence[Token], at: int) -> int:
        """Write what begins at `at`; where the next begins."""
        token = tokens[at]
        kind = token.type
        if kind == "heading_open":
            paragraph = self._document.add_heading(level=min(int(token.tag[1]) + 1, 9))
            _inline(paragraph, tokens[at + 1])
            return at + 3
        if kind == "paragraph_open":
            _inline(self._paragraph(), tokens[at + 1])
            return at + 3
        if kind in ("fence", "code_block"):
            _lines(self._document.add_paragraph(style="llmdesk code"), token.content.removesuffix("\n"))
        elif kind == "table_open":
            return self._table(tokens, at)
        elif kind == "hr":
            self._document.add_paragraph("* * *")
        else:
            self._open_or_close(token)
        return at + 1

    def _open_or_close(self, token: Token) -> None:
        if token.type == "bullet_list_open":
            self._lists.append(_List(None))
        elif token.type == "ordered_list_open":
            self._lists.append(_List(int(token.attrs.get("start", 1))))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._lists[-1].begun = False
        elif token.type == "list_item_close":
            last = self._lists[-1]
            last.number = None if last.number is None else last.number + 1
        elif token.type == "blockquote_open":
            self._quotes += 1
        elif token.type == "blockquote_close":
            self._quotes -= 1

    def _paragraph(self) -> Paragraph:
        """An empty paragraph where the text now stands."""
        from docx.shared import Cm

        if not self._lists:
            return self._document.add_paragraph(style="Quote" if self._quotes else None)
        last, depth = self._lists[-1], len(self._lists)
        if last.begun or last.number is not None:
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.left_indent = Cm(_INDENT_CM * (depth + 1))
            if not last.begun:
                # Numbers as text: a style of Word's would go on counting in the next list.
                paragraph.paragraph_format.first_line_indent = Cm(-_INDENT_CM)
                paragraph.add_run(f"{last.number}.\t")
        else:
            level = min(depth, _DEEPEST)
            paragraph = self._document.add_paragraph(style="List Bullet" + (f" {level}" if level > 1 else ""))
        last.begun = True
        return paragraph

    def _table(self, tokens: Sequence[Token], at: int) -> int:
        rows: list[list[Token]] = []
        while tokens[at].type != "table_close":
            if tokens[at].type == "tr_open":
                rows.append([])
            elif tokens[at].type == "inline":
                rows[-1].append(tokens[at])
            at += 1
        columns = max(map(len, rows))
        table = self._document.add_table(0, columns, style="Table Grid")
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, content in zip(cells, row, strict=False):
                _inline(cell.paragraphs[0], content, bold=number == 0)
        self._document.add_paragraph()
        return at + 1


def _lines(paragraph: Paragraph, text: str) -> None:
    for number, line in enumerate(_clean(text).split("\n")):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)


def _inline(paragraph: Paragraph, token: Token, *, bold: bool = False) -> None:
    """The text of a block with its marks."""
    marks = {"strong": int(bold), "em": 0, "s": 0}
    holder: Any = paragraph
    for inner in token.children or ():
        name, _, side = inner.type.rpartition("_")
        if name in marks:
            marks[name] += 1 if side == "open" else -1
        elif inner.type == "link_open":
            holder = _link(paragraph, str(inner.attrs.get("href", "")))
        elif inner.type == "link_close":
            holder = paragraph
        elif inner.type in ("softbreak", "hardbreak"):
            paragraph.add_run().add_break()
        elif inner.content:
            run = _run(paragraph, holder, inner.content)
            _mark(run, marks)
            if inner.type == "code_inline":
                run.font.name = _MONOSPACE
            if holder is not paragraph:
                run.font.underline = True


def _mark(run: Any, marks: Mapping[str, int]) -> None:
    """Only what holds: every property that is touched costs time and space."""
    if marks["strong"] > 0:
        run.bold = True
    if marks["em"] > 0:
        run.italic = True
    if marks["s"] > 0:
        run.font.strike = True


def _run(paragraph: Paragraph, holder: Any, text: str) -> Any:
    run = paragraph.add_run(_clean(text))
    if holder is not paragraph:
        holder.append(run._r)  # python-docx has no method for a run inside a link
    return run


def _link(paragraph: Paragraph, address: str) -> Any:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    number = paragraph.part.relate_to(_clean(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), number)
    paragraph._p.append(link)
    return link
