"""The text of a Word document's body or notes as blocks, in reading order.

Owns what each element of WordprocessingML says to a reader. The body is read as a stream of events, not with
python-docx: its tree of a 1,000-page book takes hundreds of MB, and its paragraphs leave out inserted text,
content controls and text boxes. Deleted and hidden text, and what waits to be typed over, is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from llmdesk.tools.documents.blocks import Block
from llmdesk.tools.documents.builder import too_many
from llmdesk.tools.documents.formula import UNREADABLE, Formula
from llmdesk.tools.documents.grid import Tables
from llmdesk.tools.documents.left_out import CHARTS, FORMULAS, OBJECTS, SYMBOLS
from llmdesk.tools.documents.numerals import whole_number
from llmdesk.tools.documents.raised import lowered, raised, resolve, unmarked
from llmdesk.tools.documents.word.events import MATHS, Quiet, bare, is_on, local, relation, value
from llmdesk.tools.documents.word.numbering import BULLET, Numbering
from llmdesk.tools.documents.word.parts import Parts
from llmdesk.tools.documents.word.styles import Style, list_level, outline_level
from llmdesk.tools.documents.word.symbols import symbol, translated

MAX_ELEMENTS = 4_000_000
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPECIAL = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = frozenset({"del", "moveFrom", "rt"})  # rt: how a character is read aloud
_LONGEST_CHOICES = 1000
_LIFTS = {"superscript": "sup", "subscript": "sub"}


@dataclass(frozen=True)
class Context:
    """What the body looks up: styles by their id, the lists' counters, the other parts."""

    styles: Mapping[str, Style]
    numbering: Numbering
    parts: Parts


@dataclass
class _Run:
    """How the text of a run is shown."""

    hidden: bool = False
    font: str = ""
    lift: str = ""


@dataclass
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    run: _Run = field(default_factory=_Run)
    style: str = ""
    level: int = 0
    body_text: bool = False  # said by itself, whatever its style says
    item: bool = False
    number: str = ""  # of its list, "" for as the style says
    list_level: int = -1
    mark_deleted: bool = False  # its end was deleted: the next paragraph goes on in it


@dataclass
class _Field:
    """A form field in the old manner: a box to tick, or a list to choose from."""

    ticked: bool | None = None
    default: bool = False
    choices: list[str] = field(default_factory=list)
    chosen: int = 0


class Body(Quiet):
    """Receives the events of a part; with `note`, of its footnotes, endnotes or comments."""

    def __init__(self, context: Context, note: str = "") -> None:
        self.blocks: list[Block] = []
        self.references: list[tuple[str, str]] = []
        self.notes: dict[tuple[str, str], str] = {}
        self.left_out: Counter[str] = Counter()
        self._context, self._note = context, note
        self._note_id = ""
        self._paragraphs: list[_Paragraph] = []  # a text box stands inside a paragraph
        self._carried: list[str] = []
        self._tables = Tables()
        self._formula: Formula | None = None
        self._left = 0  # elements that are open within something left out
        self._properties: list[str] = []  # open ones: pPr, trPr
        self._controls: list[bool] = []  # open content controls: whether they wait to be filled in
        self._field = _Field()
        self._in_text = False
        self._elements = 0

    # -- elements -------------------------------------------------------------------------
    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise too_many(MAX_ELEMENTS)
        if self._formula is not None:
            self._formula.start(tag, attributes)
            return
        name = local(tag)
        if self._left or name in _LEFT_OUT or tag == _FALLBACK:
            self._start_left_out(name)
        elif tag.startswith(MATHS) and bare(tag) == "oMath":
            self._formula = Formula(tag, attributes)
        elif name == "p":
            self._paragraphs.append(_Paragraph(self._carried))
            self._carried = []
        elif name in ("pPr", "trPr"):
            self._properties.append(name)
        elif handler := _STRUCTURE.get(name):
            handler(self, attributes)
        elif self._note and name == self._note:
            self._note_id = value(attributes, "id")
        elif name == "sdtContent" and self._controls and self._controls[-1]:
            self._left = 1
        elif self._paragraphs:
            self._in_paragraph(name, tag, attributes)

    def _start_left_out(self, name: str) -> None:
        self._left += 1
        if name == "del" and self._left == 1 and self._properties:
            if self._properties[-1] == "trPr":
                self._tables.delete_row()
            elif self._paragraphs:
                self._paragraphs[-1].mark_deleted = True

    def _in_paragraph(self, name: str, tag: str, attributes: Mapping[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        if name == "t":
            self._in_text = True
        elif name == "r":
            paragraph.run = _Run()
        elif name in _SPECIAL:
            if not paragraph.run.hidden and not self._properties:
                paragraph.parts.append(_SPECIAL[name])
        elif handler := _RUN.get(name):
            handler(self, paragraph, attributes)
        elif name != tag:
            self._in_properties(name, paragraph, attributes)
        else:
            self._drawn(bare(tag), paragraph, attributes)

    def _in_properties(self, name: str, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        if name == "pStyle":
            paragraph.style = value(attributes)
        elif name == "outlineLvl":
            paragraph.level = outline_level(attributes)
            paragraph.body_text = value(attributes) == "9"
        elif name == "numId":
            paragraph.number = value(attributes)
        elif name == "ilvl":
            paragraph.list_level = list_level(attributes)
        elif name == "numPr":
            paragraph.item = True

    # -- structure ------------------------------------------------------------------------
    def _start_table(self, _attributes: Mapping[str, str]) -> None:
        self._tables.begin()

    def _start_row(self, _attributes: Mapping[str, str]) -> None:
        self._tables.begin_row()

    def _start_cell(self, _attributes: Mapping[str, str]) -> None:
        self._tables.begin_cell()

    def _spans_columns(self, attributes: Mapping[str, str]) -> None:
        cell = self._tables.cell
        if cell is not None:
            cell.columns = max(whole_number(value(attributes), 1, 1000), 1)

    def _spans_rows(self, attributes: Mapping[str, str]) -> None:
        cell = self._tables.cell
        if cell is not None:
            cell.continued = value(attributes) != "restart"

    def _skips_columns(self, attributes: Mapping[str, str]) -> None:
        self._tables.skip(whole_number(value(attributes), 0, 1000))

    def _start_control(self, _attributes: Mapping[str, str]) -> None:
        self._controls.append(False)

    def _waits(self, attributes: Mapping[str, str]) -> None:
        if self._controls:
            self._controls[-1] = is_on(attributes)

    def _embeds(self, attributes: Mapping[str, str]) -> None:
        blocks = self._context.parts.embedded(relation(attributes))
        if blocks is None:
            self.left_out[OBJECTS] += 1
        else:
            self._add(blocks)

    # -- within runs ----------------------------------------------------------------------
    def _run_style(self, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        style = self._context.styles.get(value(attributes), Style())
        paragraph.run.hidden = paragraph.run.hidden or style.hidden
        paragraph.run.lift = paragraph.run.lift or _LIFTS.get(style.lift, "")

    def _vanish(self, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        if not self._properties:
            paragraph.run.hidden = is_on(attributes)

    def _font(self, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        paragraph.run.font = value(attributes, "ascii") or value(attributes, "hAnsi")

    def _vertical(self, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        if not self._properties:
            paragraph.run.lift = _LIFTS.get(value(attributes), "")

    def _position(self, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        """Half points above the line (negative: below); as much as raised letters are."""
        height = whole_number(value(attributes), 0, 1000)
        if not self._properties and abs(height) >= 4:
            paragraph.run.lift = paragraph.run.lift or ("sup" if height > 0 else "sub")

    def _symbol(self, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        code = value(attributes, "char")
        sign = symbol(value(attributes, "font"), int(code, 16)) if _is_code(code) else ""
        if not sign:
            self.left_out[SYMBOLS] += 1
        elif not paragraph.run.hidden:
            paragraph.parts.append(unmarked(sign))

    def _reference(self, paragraph: _Paragraph, kind: str, attributes: Mapping[str, str]) -> None:
        self.references.append((kind, value(attributes, "id")))
        paragraph.parts.append(raised(f"[{len(self.references)}]"))

    def _footnote(self, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        self._reference(paragraph, "footnote", attributes)

    def _endnote(self, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        self._reference(paragraph, "endnote", attributes)

    def _start_field(self, _paragraph: _Paragraph, _attributes: Mapping[str, str]) -> None:
        self._field = _Field()

    def _ticked(self, _paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        self._field.ticked = is_on(attributes)

    def _default(self, _paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        self._field.default = is_on(attributes)

    def _choice(self, _paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        if len(self._field.choices) < _LONGEST_CHOICES:
            self._field.choices.append(value(attributes))

    def _chosen(self, _paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        self._field.chosen = whole_number(value(attributes), 0, _LONGEST_CHOICES)

    def _drawn(self, name: str, paragraph: _Paragraph, attributes: Mapping[str, str]) -> None:
        """What other vocabularies put into a run: diagrams, charts, objects, WordArt."""
        if name == "relIds":
            texts = self._context.parts.diagram(relation(attributes, "dm"))
            if texts is None:
                self.left_out[CHARTS] += 1
            else:
                paragraph.parts.append("\n" + "\n".join(map(unmarked, texts)) + "\n")
        elif name == "chart" and relation(attributes):
            self.left_out[CHARTS] += 1
        elif name == "OLEObject":
            is_formula = attributes.get("ProgID", "").startswith("Equation")
            self.left_out[FORMULAS if is_formula else OBJECTS] += 1
            if is_formula:
                paragraph.parts.append(UNREADABLE)
        elif name == "textpath" and attributes.get("string"):
            paragraph.parts.append(unmarked(attributes["string"]))

    # -- text and ends --------------------------------------------------------------------
    def data(self, data: str) -> None:
        if self._formula is not None:
            self._formula.data(data)
        elif self._in_text and not self._left and self._paragraphs:
            paragraph = self._paragraphs[-1]
            run = paragraph.run
            if run.hidden:
                return
            text, unknown = translated(run.font, unmarked(data.replace("\u00ad", "")))
            self.left_out[SYMBOLS] += unknown
            if run.lift:
                text = raised(text) if run.lift == "sup" else lowered(text)
            paragraph.parts.append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        if self._formula is not None:
            if self._formula.end():
                self._end_formula()
        elif self._left:
            self._left -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p":
            if self._paragraphs:
                self._end_paragraph(self._paragraphs.pop())
        elif name in ("pPr", "trPr"):
            del self._properties[-1:]
        elif name == "tbl":
            self._add(self._tables.end())
        elif name == "tc":
            self._tables.end_cell()
        elif name == "sdt":
            del self._controls[-1:]
        elif name in ("checkBox", "ddList") and self._paragraphs:
            self._end_field(name, self._paragraphs[-1])

    def _end_formula(self) -> None:
        assert self._formula is not None
        text, self._formula = self._formula.written(), None
        self.left_out[FORMULAS] += text == UNREADABLE
        if self._paragraphs:
            self._paragraphs[-1].parts.append(unmarked(text))
        else:
            self._add([Block(unmarked(text))])

    def _end_field(self, name: str, paragraph: _Paragraph) -> None:
        form = self._field
        if name == "checkBox":
            ticked = form.default if form.ticked is None else form.ticked
            paragraph.parts.append("☒" if ticked else "☐")
        elif 0 <= form.chosen < len(form.choices):
            paragraph.parts.append(unmarked(form.choices[form.chosen]))

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        if paragraph.mark_deleted:
            self._carried = paragraph.parts
            return
        text = resolve("".join(paragraph.parts)).strip()
        if self._note:
            key = (self._note, self._note_id)
            if text or self._note == "comment":
                self.notes[key] = f"{self.notes.get(key, '')} {' '.join(text.split())}".strip()
            return
        style = self._context.styles.get(paragraph.style, Style())
        level = 0 if paragraph.body_text else paragraph.level or style.level
        label, indent, item = self._label(paragraph, style)
        if not text:
            return
        item = item and not level
        if label == BULLET:
            label = "- "
        self._add([Block(("  " * indent if item else "") + label + text, level, tight=item)])

    def _label(self, paragraph: _Paragraph, style: Style) -> tuple[str, int, bool]:
        """(what stands before the text, how far it is indented, whether it is an item of a list)."""
        numbering = self._context.numbering
        number, level = numbering.place(paragraph.style, paragraph.number, paragraph.list_level)
        if not number:
            item = style.item and paragraph.number != "0"
            return ("- " if item and not style.level else ""), 0, item
        label = numbering.label(number, level)
        is_heading = bool(paragraph.level or style.level)
        if label is None:
            return ("" if is_heading else "- "), level, True
        if label == BULLET and is_heading:
            label = ""
        return label, level, True

    def close(self) -> None:
        while self._tables:
            self._add(self._tables.end())

    def _add(self, blocks: list[Block]) -> None:
        self.blocks.extend(block for block in blocks if not self._tables.add(block))


def _is_code(code: str) -> bool:
    return 0 < len(code) <= 6 and all(char in "0123456789abcdefABCDEF" for char in code)


_STRUCTURE = {
    "tbl": Body._start_table,
    "tr": Body._start_row,
    "tc": Body._start_cell,
    "gridSpan": Body._spans_columns,
    "vMerge": Body._spans_rows,
    "gridBefore": Body._skips_columns,
    "sdt": Body._start_control,
    "showingPlcHdr": Body._waits,
    "altChunk": Body._embeds,
}
_RUN = {
    "rStyle": Body._run_style,
    "vanish": Body._vanish,
    "webHidden": Body._vanish,
    "rFonts": Body._font,
    "vertAlign": Body._vertical,
    "position": Body._position,
    "sym": Body._symbol,
    "footnoteReference": Body._footnote,
    "endnoteReference": Body._endnote,
    "ffData": Body._start_field,
    "checked": Body._ticked,
    "default": Body._default,
    "listEntry": Body._choice,
    "result": Body._chosen,
}
