"""The text of a web page: headings, paragraphs, lists and tables, without scripts and hidden parts.

Owns how markup becomes blocks of text; which blocks are the main text is decided in `main_text`. The
parser is libxml2 feeding a target, which builds no tree: it takes time in proportion to the page however
deep the page nests (selectolax 1.0 needs 98 s for 200,000 nested divs, html.parser 14 s for 50,000 open
comments). Must not load anything that the page points to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from llmdesk.cancel import CancelToken
from llmdesk.tools.documents.blocks import Block, row
from llmdesk.tools.documents.encoding import decode
from llmdesk.tools.documents.plain_text import clean, is_wide

_FEED = 1 << 18  # bytes between two looks at the cancel
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "datalist",
        "textarea",
        "button",
        "dialog",
        "map",
        "progress",
        "meter",
        "rp",
        "rt",
    ]
)
_VOID = frozenset(
    ["br", "hr", "img", "input", "link", "meta", "area", "base", "col", "embed", "source", "track", "wbr"]
)
_MENUS = frozenset(["nav", "aside", "menu"])
_EDGES = frozenset(["header", "footer"])  # of the page; those of an article belong to its text
_MENU_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "menu",
        "menubar",
        "complementary",
        "toolbar",
        "dialog",
        "alertdialog",
    ]
)
_MENU_NAME = re.compile(
    r"(?:(?:main|site|page|top|left|right|global|primary|secondary|side|footer|header|mobile)[-_]?)?"
    r"(?:nav|navbar|navbox|navigation|menu|sidebar|breadcrumbs?|cookies?|cookie-(?:banner|notice)|banner|ads?"
    r"|advert|advertisement|social|share|sharing|share-buttons|related|related-posts|pagination|pager"
    r"|skip-link|toc|mw-editsection|newsletter|popup|modal)",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "nav",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "address",
        "form",
        "fieldset",
        "body",
        "html",
        "hr",
        "details",
        "summary",
        "center",
        "legend",
        "menu",
        "hgroup",
        "title",
        "head",
        "option",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DEEPEST_INDENT = 6
_DEEPEST_TABLE = 8  # tables in tables beyond this are read as paragraphs
_SPACES = re.compile(r"[ \t\n\r\f\xa0\u200b]+")
_SELF_CLOSED = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*?)/>")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*+=\s*+["']?\s*+([A-Za-z0-9_.:-]++)""", re.IGNORECASE)
# What is written there, and what the browsers read it as (WHATWG Encoding Standard).
_READ_AS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin1": "cp1252",
            "us-ascii": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "shift-jis": "cp932",
            "euc-kr": "cp949", "big5": "big5hkscs"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Markup:
    """A page: its blocks in order, its title, and at which block each id is (block's position)."""

    blocks: tuple[Block, ...]
    title: str
    anchors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Open:
    """What holds inside an open element."""

    tag: str = ""
    skipped: bool = False
    menu: bool = False
    main: bool = False
    link: bool = False
    pre: bool = False
    level: int = 0
    lists: int = 0


def parse(data: bytes, cancel: CancelToken) -> Markup:
    """Read a page. Raises `DocumentError` for bytes that are no text, and `Cancelled`."""
    text = clean(_decoded(data))
    if "<?xml" in text[:200] or "http://www.w3.org/1999/xhtml" in text[:2000]:
        text = _SELF_CLOSED.sub(_opened, text)
    target = _Target()
    parser = etree.HTMLParser(target=target, recover=True, encoding="utf-8", no_network=True)
    source = text.encode("utf-8")
    del text
    for start in range(0, len(source), _FEED):
        cancel.raise_if_cancelled()
        parser.feed(source[start : start + _FEED])
    if source:
        parser.close()
    return target.markup()


def _opened(match: re.Match[str]) -> str:
    """HTML reads <script/> as open until the end; XHTML means an empty element."""
    tag = match[1]
    return match[0] if tag.lower() in _VOID else f"<{tag}{match[2]}></{tag}>"


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    if (
        named
        and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
        and b"\0" not in data[:4096]
    ):
        name = named[1].decode("ascii").lower()
        try:
            return data.decode(_READ_AS.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong or unknown name: what the bytes look like decides
    return decode(data)[0]


class _Target:
    """Receives libxml2's events; lxml fixes the names of the methods."""

    def __init__(self) -> None:
        self._stack: list[_Open] = [_Open()]
        self._blocks: list[Block] = []
        self._buffer: list[str] = []
        self._links = 0
        self._title = ""
        self._anchors: dict[str, int] = {}
        self._counters: list[int | None] = []  # of open lists; None where items have no numbers
        self._prefix = ""
        self._rows: list[list[list[Block]]] = []  # open rows: cells: blocks

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        outer = self._stack[-1]
        tag = tag.lower()
        if tag in _BLOCKS and not outer.skipped:
            self._flush()
        inner = _Open(
            tag,
            skipped=outer.skipped or tag in _SKIPPED or _is_hidden(attributes),
            menu=outer.menu or _is_menu(tag, attributes, outer),
            main=outer.main or tag in ("main", "article") or attributes.get("role") == "main",
            link=outer.link or tag == "a",
            pre=outer.pre or tag == "pre",
            level=_HEADINGS.get(tag, outer.level),
            lists=outer.lists + (tag in ("ul", "ol")),
        )
        self._stack.append(inner)
        name = attributes.get("id")
        if name:
            self._anchors.setdefault(name, len(self._blocks))
        if not inner.skipped:
            self._enter(tag, attributes)

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br":
            self._buffer.append("\n" if self._stack[-1].pre else "\v")
        elif tag == "ol":
            first = attributes.get("start", "1")
            self._counters.append(int(first) if first.isdecimal() and len(first) < 7 else 1)
        elif tag == "ul":
            self._counters.append(None)
        elif tag == "li":
            self._prefix = self._item()
        elif tag == "tr" and len(self._rows) < _DEEPEST_TABLE:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append([])
        elif tag == "img" and attributes.get("alt") and self._stack[-1].level:
            self._buffer.append(attributes["alt"])  # a heading may be a picture of words

    def _item(self) -> str:
        indent = "  " * min(max(len(self._counters) - 1, 0), _DEEPEST_INDENT)
        number = self._counters[-1] if self._counters else None
        if number is None:
            return indent + "- "
        self._counters[-1] = number + 1
        return f"{indent}{number}. "

    def data(self, data: str) -> None:
        state = self._stack[-1]
        if not state.skipped:
            self._buffer.append(data if state.pre else _SPACES.sub(_space, data))
            if state.link:
                self._links += len(data.strip())

    def end(self, tag: str) -> None:
        tag = tag.lower()
        state = self._stack[-1]
        if tag in _BLOCKS and not state.skipped:
            self._flush()
            if tag in ("ul", "ol") and self._counters:
                self._counters.pop()
            elif tag == "tr" and self._rows:
                self._end_row()
        if len(self._stack) > 1:
            self._stack.pop()

    def comment(self, _text: str) -> None:
        """Comments are no text."""

    def pi(self, _target: str, _data: str | None = None) -> None:
        """Processing instructions are no text."""

    def close(self) -> None:
        self._flush()
        while self._rows:
            self._end_row()

    def markup(self) -> Markup:
        return Markup(tuple(self._blocks), self._title, self._anchors)

    def _flush(self) -> None:
        """What has come since the last border of a block is a block."""
        state = self._stack[-1]
        text = "".join(self._buffer)
        self._buffer.clear()
        links, self._links = self._links, 0
        text = text.strip("\n").rstrip() if state.pre else _tidy(text)
        if not text.strip():
            return
        if state.tag == "title" or state.tag == "head":
            self._title = self._title or text
            return
        prefix, self._prefix = self._prefix, ""
        tight = bool(prefix) or state.lists > 0
        block = Block(prefix + text, state.level, tight, state.menu, state.main, links)
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(block)
        else:
            self._blocks.append(block)

    def _end_row(self) -> None:
        blocks = row(self._rows.pop())
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].extend(blocks)
        else:
            self._blocks.extend(blocks)


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


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return bool(attributes) and (
        ("hidden" in attributes and attributes["hidden"] != "until-found")
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))
    )


def _is_menu(tag: str, attributes: Mapping[str, str], outer: _Open) -> bool:
    if tag in _MENUS or (tag in _EDGES and not outer.main) or attributes.get("role") in _MENU_ROLES:
        return True
    if tag in ("html", "body", "main", "article") or not attributes:
        return False
    names = [*attributes.get("class", "").split()[:20], attributes.get("id", "")]
    return any(_MENU_NAME.fullmatch(name) for name in names if 0 < len(name) < 40)
