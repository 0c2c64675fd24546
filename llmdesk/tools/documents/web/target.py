"""What the events of a page make: its blocks of text, in order.

Owns the state while a page is read: what holds inside an open element, lists and their numbers, formulas,
text since the last border of a block. What the elements mean is said in `names`, tables are laid out by
`grid`. Must not know the parser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from llmdesk.tools.documents.blocks import Block
from llmdesk.tools.documents.builder import too_many
from llmdesk.tools.documents.formula import UNREADABLE, Formula
from llmdesk.tools.documents.grid import Tables
from llmdesk.tools.documents.left_out import FORMULAS, PICTURES
from llmdesk.tools.documents.numerals import PAGE_FORMATS, whole_number
from llmdesk.tools.documents.plain_text import is_wide
from llmdesk.tools.documents.raised import lowered, raised, resolve, unmarked
from llmdesk.tools.documents.web import names
from llmdesk.tools.documents.web.main_text import visible

MAX_ELEMENTS = 500_000
MAX_DEPTH = 250_000  # elements in each other
_DEEPEST_INDENT = 6
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
_NO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")
_NOTE_LINK = re.compile(r"\d{1,3}")
_QUOTES = {
    "zh": "“”‘’",
    "fr": "«»“”",
    "de": "„“‚‘",
    "ru": "«»„“",
    "ja": "「」『』",
    "es": "«»“”",
    "it": "«»“”",
}


@dataclass(frozen=True, slots=True)
class Markup:
    """A page: its blocks in order, its title, and what was not read, counted by kind."""

    blocks: tuple[Block, ...]
    title: str
    left_out: Mapping[str, int]


@dataclass(slots=True)
class _Open:
    """What holds inside an open element; `hidden`: the hidden part of the page it is in, 0 for none. Not
    changed after it was made: elements without attributes share what holds in them (`plain`, by tag)."""

    tag: str = ""
    skipped: bool = False
    hidden: int = 0
    menu: bool = False
    main: bool = False
    link: bool = False
    pre: bool = False
    lift: str = ""
    level: int = 0
    lists: int = 0
    quotes: int = 0
    plain: dict[str, _Open] = field(default_factory=dict)


@dataclass
class _Pending:
    """Text since the last border of a block."""

    parts: list[str] = field(default_factory=list)
    links: int = 0


@dataclass
class _List:
    next: int | None = None  # None: its items have no numbers
    step: int = 1
    style: str = "1"


class Events:
    """The events of a parser that say nothing; lxml fixes the names of the methods."""

    def data(self, data: str) -> None:
        """Text."""

    def comment(self, _text: str) -> None:
        """Comments are no text."""

    def pi(self, _target: str, _data: str | None = None) -> None:
        """Processing instructions are no text."""

    def close(self) -> None:
        """The page is over."""


class Target(Events):
    """Receives libxml2's events."""

    def __init__(self, counts: list[int]) -> None:
        self._stack: list[_Open] = [_Open()]
        self._blocks: list[Block] = []
        self._pending = [_Pending()]  # one more for each hidden part that is open
        self._title = ""
        self._counts = iter(counts)
        self._lists: list[_List] = []
        self._prefix = ""
        self._tables = Tables()
        self._formula: Formula | None = None
        self._after_formula = -1  # how many parts were pending after the last formula
        self._link_from = -1
        self._roots = 1  # of hidden parts; 1 stands for all that is there but not to be seen yet
        self._elements = 0
        self._in_picture = False
        self._quotes = "“”‘’"
        self.left_out: Counter[str] = Counter()

    # -- elements -------------------------------------------------------------------------
    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise too_many(MAX_ELEMENTS)
        if len(self._stack) > MAX_DEPTH:
            raise too_many(MAX_DEPTH)
        if self._formula is not None:
            self._formula.start(tag, attributes)
            return
        outer = self._stack[-1]
        tag = tag.lower()
        if tag.rpartition(":")[2] == "math" and not outer.skipped:
            self._formula = Formula("math", attributes)
            return
        if tag in names.BLOCKS and not outer.skipped:
            self._flush()
        inner = None if attributes else outer.plain.get(tag)
        if inner is None:
            inner = self._inner(tag, attributes, outer)
            if not attributes and inner.hidden == outer.hidden:
                outer.plain[tag] = inner
        self._stack.append(inner)
        if inner.hidden != outer.hidden:
            self._pending.append(_Pending())
        if not inner.skipped:
            self._enter(tag, attributes)

    def _inner(self, tag: str, attributes: Mapping[str, str], outer: _Open) -> _Open:
        kind = 0 if outer.skipped else names.hidden(tag, attributes)
        if kind == names.NO_DISPLAY:
            self._roots += 1
        invisible = 1 if kind == names.INVISIBLE and not outer.hidden else outer.hidden
        return _Open(
            tag,
            skipped=outer.skipped or names.skipped(tag, attributes),
            hidden=self._roots if kind == names.NO_DISPLAY else invisible,
            menu=outer.menu or names.is_menu(tag, attributes, outer.main),
            main=outer.main or tag in ("main", "article") or attributes.get("role") == "main",
            link=outer.link or tag == "a",
            pre=outer.pre or tag == "pre",
            lift=outer.lift or names.lift(tag, attributes),
            level=names.HEADINGS.get(tag, outer.level),
            lists=outer.lists + (tag in ("ul", "ol")),
            quotes=outer.quotes + (tag == "q"),
        )

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        enter = _ENTER.get(tag)
        if enter:
            enter(self, attributes)

    def _enter_html(self, attributes: Mapping[str, str]) -> None:
        language = (attributes.get("lang") or attributes.get("xml:lang") or "").lower()[:2]
        self._quotes = _QUOTES.get(language, self._quotes)

    def _enter_break(self, _attributes: Mapping[str, str]) -> None:
        self._say("\n" if self._stack[-1].pre else "\v")

    def _enter_quote(self, _attributes: Mapping[str, str]) -> None:
        self._say(self._quotes[0 if self._stack[-1].quotes % 2 else 2])

    def _enter_ol(self, attributes: Mapping[str, str]) -> None:
        items = next(self._counts, 1)
        backwards = "reversed" in attributes
        first = whole_number(attributes.get("start", ""), items if backwards else 1, 10**6)
        style = names.list_style(attributes)
        self._lists.append(_List(None if style == "none" else first, -1 if backwards else 1, style))

    def _enter_ul(self, _attributes: Mapping[str, str]) -> None:
        self._lists.append(_List())

    def _enter_li(self, attributes: Mapping[str, str]) -> None:
        if self._stack[-1].hidden != self._stack[-2].hidden:
            return
        indent = "  " * min(max(len(self._lists) - 1, 0), _DEEPEST_INDENT)
        within = self._lists[-1] if self._lists else _List()
        if within.next is None:
            self._prefix = indent + "- "
            return
        number = whole_number(attributes.get("value", ""), within.next, 10**6)
        within.next = number + within.step
        style = attributes.get("type") or within.style
        written = PAGE_FORMATS.get(style, str)(number) if number > 0 else str(number)
        self._prefix = f"{indent}{written}. "

    def _enter_table(self, attributes: Mapping[str, str]) -> None:
        is_layout = attributes.get("role") in ("presentation", "none")
        self._tables.begin(is_layout, self._stack[-1].hidden)

    def _enter_row(self, _attributes: Mapping[str, str]) -> None:
        if self._stack[-1].hidden == self._tables.hidden:
            self._tables.begin_row()

    def _enter_cell(self, attributes: Mapping[str, str]) -> None:
        if self._stack[-1].hidden == self._tables.hidden:
            self._tables.begin_cell(
                whole_number(attributes.get("colspan", ""), 1, 1000),
                whole_number(attributes.get("rowspan", ""), 1, 65_534) or 65_534,
                self._stack[-1].tag == "th",
            )

    def _enter_image(self, attributes: Mapping[str, str]) -> None:
        if names.is_formula_image(attributes):
            if self._after_formula != len(self._pending[-1].parts):
                self._say_formula(attributes.get("alt", "").strip() or UNREADABLE)
        elif words := names.image_words(attributes, self._stack[-1].level > 0):
            self._say(unmarked(words))

    def _enter_input(self, attributes: Mapping[str, str]) -> None:
        if not self._stack[-1].menu:
            self._say(unmarked(names.form_value(attributes)))

    def _enter_field(self, _attributes: Mapping[str, str]) -> None:
        self._say(" ")

    def _enter_link(self, attributes: Mapping[str, str]) -> None:
        self._link_from = len(self._pending[-1].parts) if "#" in attributes.get("href", "") else -1

    # -- text -----------------------------------------------------------------------------
    def data(self, data: str) -> None:
        state = self._stack[-1]
        if self._formula is not None:
            self._formula.data(data)
        elif not state.skipped:
            if state.tag == "script":
                if self._after_formula != len(self._pending[-1].parts):
                    self._say_formula(data.strip())
                return
            text = unmarked(_NO_WIDTH.sub("", data))
            self._say(text if state.pre else _SPACES.sub(_space, text))
            if state.link:
                self._pending[-1].links += len(data.strip())
        elif state.tag == "text" and data.strip() and not state.menu and not state.hidden:
            self._in_picture = True

    def _say(self, text: str) -> None:
        lift = self._stack[-1].lift
        if lift and text.strip():
            text = raised(text) if lift == "sup" else lowered(text)
        self._pending[-1].parts.append(text)

    def _say_formula(self, text: str) -> None:
        if text == UNREADABLE:
            self.left_out[FORMULAS] += not self._stack[-1].hidden
        self._pending[-1].parts.append(unmarked(text))
        self._after_formula = len(self._pending[-1].parts)

    # -- ends -----------------------------------------------------------------------------
    def end(self, tag: str) -> None:
        if self._formula is not None:
            if self._formula.end():
                written, self._formula = self._formula.written(), None
                self._say_formula(written)
            return
        tag = tag.lower()
        state = self._stack[-1]
        if tag in names.BLOCKS and not state.skipped:
            self._flush()
        if not state.skipped:
            self._leave(tag)
        elif tag == "svg" and self._in_picture:
            self._in_picture = False
            self.left_out[PICTURES] += 1
        if len(self._stack) > 1:
            self._stack.pop()
        if state.hidden != self._stack[-1].hidden and len(self._pending) > 1:
            self._flush(state)
            self._pending.pop()

    def _leave(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in ("td", "th"):
            self._tables.end_cell()
        elif tag in ("select", "textarea"):
            self._say(" ")
        elif tag == "table":
            self._add(self._tables.end())
        elif tag == "li":
            self._prefix = ""  # of an empty item
        elif tag == "q":
            self._say(self._quotes[1 if self._stack[-1].quotes % 2 else 3])
        elif tag == "a" and self._link_from >= 0:
            self._end_note_link()

    def _end_note_link(self) -> None:
        """A bare number that links to a place, glued to a word: the number of a note."""
        parts = self._pending[-1].parts
        at, self._link_from = self._link_from, -1
        text = "".join(parts[at:])
        if 0 < at <= len(parts) and parts[at - 1][-1:].strip() and _NOTE_LINK.fullmatch(text):
            parts[at:] = [raised(text)]

    def close(self) -> None:
        self._flush()
        while self._tables:
            self._add(self._tables.end())

    def markup(self) -> Markup:
        return Markup(visible(self._blocks), self._title, self.left_out)

    def _flush(self, state: _Open | None = None) -> None:
        """What has come since the last border of a block is a block."""
        state = state or self._stack[-1]
        pending = self._pending[-1]
        text = resolve("".join(pending.parts))
        links = pending.links
        pending.parts.clear()
        pending.links, self._after_formula, self._link_from = 0, -1, -1
        text = text.strip("\n").rstrip() if state.pre else _tidy(text)
        if not text.strip():
            return
        if state.tag == "title" or state.tag == "head":
            self._title = self._title or text
            return
        prefix, self._prefix = self._prefix, ""
        tight = bool(prefix) or state.lists > 0
        block = Block(prefix + text, state.level, tight, state.menu, state.main, links, state.hidden)
        self._add([block])

    def _add(self, blocks: list[Block]) -> None:
        self._blocks.extend(block for block in blocks if not self._tables.add(block))
        if len(self._blocks) > MAX_ELEMENTS:
            raise too_many(MAX_ELEMENTS)


_ENTER = {
    "html": Target._enter_html,
    "br": Target._enter_break,
    "q": Target._enter_quote,
    "ol": Target._enter_ol,
    "ul": Target._enter_ul,
    "li": Target._enter_li,
    "table": Target._enter_table,
    "tr": Target._enter_row,
    "td": Target._enter_cell,
    "th": Target._enter_cell,
    "img": Target._enter_image,
    "input": Target._enter_input,
    "a": Target._enter_link,
    "select": Target._enter_field,
    "textarea": Target._enter_field,
}


def _space(match: re.Match[str]) -> str:
    """Where the source broke its line, Chinese goes on without a space: `_tidy` decides."""
    return "\n" if "\n" in match[0] or "\r" in match[0] else " "


def _tidy(text: str) -> str:
    lines = [_one_line(line) for line in text.split("\v")]
    return "\n".join(line for line in lines if line)


def _one_line(text: str) -> str:
    parts = [part for part in (piece.strip() for piece in text.split("\n")) if part]
    out: list[str] = []
    for part in parts:
        if out and not (is_wide(out[-1][-1]) and is_wide(part[0])):
            out.append(" ")
        out.append(part)
    return re.sub(" {2,}", " ", "".join(out))
