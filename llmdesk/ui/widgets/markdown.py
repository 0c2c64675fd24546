"""Markdown source into top-level blocks that can be shown one by one while more text arrives.

Owns what Markdown we read (CommonMark, tables, strikethrough, `markdown_rules`; never HTML) and which
addresses may become links. Must not import Qt, and must not produce anything that loads a resource.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # imported at first use: the window opens without waiting for it
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Beyond this a message is shown as plain text: reading it as Markdown would hold the window up.
MAX_SOURCE = 50_000
# More columns than anyone reads; the parser pads every row to them.
_MAX_COLUMNS = 60
# Beyond these in a message, and in a paragraph, brackets are shown as they are.
_MAX_BRACKETS, _MAX_BRACKETS_BESIDE = 2_000, 300
# Longer tables are laid out in parts of so many cells: Qt lays a table out as a whole (11 ms here).
_PART_CELLS = 120
# A last line that may still become a list, a heading's underline, a fence or a table's rule.
_UNDECIDED = re.compile(r"[-=*+>#|`~_: \t]+|\d{1,9}[.)]?")

BlockKind = Literal["text", "item", "table", "code"]


@dataclass(frozen=True)
class Block:
    """One top-level block, one item of a top-level list, or some rows of a long table.

    `start` is the character offset of its first line. Of an item, `number` is its place in an
    ordered list, None in a bulleted one. Of code, `tokens` is empty. Of a table's rows, `head` is
    the source of the table's head, and `number` is 0 for the first part.
    """

    kind: BlockKind
    start: int
    tokens: tuple[Token, ...] = ()
    number: int | None = None
    markup: str = ""
    language: str = ""
    code: str = ""
    head: str = ""


def normalized(source: str) -> str:
    """With the line ends and without the NULs, as the parser sees it (so that offsets agree)."""
    return source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def decided(source: str) -> str:
    """`source` without a last line of which one cannot say yet what it will be."""
    before, _, last = source.rpartition("\n")
    return before if last and _UNDECIDED.fullmatch(last.strip(" \t") or last) else source


def parse(source: str, head: str = "") -> list[Block]:
    """The blocks of normalized `source`, in order. Every one but the last is final when text is added.

    `head`: the source begins with rows of a table whose head this is.
    """
    blocks = _parse(head + source)
    if not head or not blocks or blocks[0].kind not in ("text", "table"):
        return blocks
    moved = [replace(block, start=max(0, block.start - len(head))) for block in blocks]
    first = moved[0]
    if first.kind == "text":
        first = replace(first, kind="table", head=head, number=1)
    body = next((i for i, token in enumerate(first.tokens) if token.type == "tbody_open"), len(first.tokens))
    return [replace(first, tokens=first.tokens[body:], number=1), *moved[1:]]


def _parse(source: str) -> list[Block]:
    offsets = _line_offsets(source)
    tokens = _parser(_too_wide(source), _too_many_brackets(source)).parse(source, _environment(source))
    blocks: list[Block] = []
    at = 0
    while at < len(tokens):
        end = _end_of(tokens, at)
        token = tokens[at]
        start = offsets[token.map[0]] if token.map else len(source)
        if token.type in ("fence", "code_block"):
            words = token.info.split()
            blocks.append(Block("code", start, language=words[0] if words else "", code=token.content))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            blocks += _items(tokens[at:end], offsets)
        elif token.type == "table_open":
            blocks += _table(tokens[at:end], source, offsets)
        else:
            blocks.append(Block("text", start, tuple(tokens[at:end])))
        at = end
    return blocks


def has_references(source: str) -> bool:
    """Whether a later line may change how an earlier one reads (`[name]: address`)."""
    return re.search(r"^ {0,3}\[[^\]\n]+\]:", source, re.MULTILINE) is not None


def safe_address(href: str) -> bool:
    """Only these may become links."""
    return href.lower().startswith(("https://", "http://", "mailto:"))


def _items(tokens: Sequence[Token], offsets: Sequence[int]) -> list[Block]:
    """A top-level list, item by item: a long list grows without being laid out again."""
    first = tokens[0]
    number = int(first.attrs.get("start", 1)) if first.type == "ordered_list_open" else None
    items: list[Block] = []
    at = 1
    while at < len(tokens) - 1:
        end = _end_of(tokens, at)
        token = tokens[at]
        start = offsets[token.map[0]] if token.map else 0
        place = None if number is None else number + len(items)
        items.append(Block("item", start, tuple(tokens[at:end]), place, first.markup))
        at = end
    return items


def _table(tokens: Sequence[Token], source: str, offsets: Sequence[int]) -> list[Block]:
    """A table; a long one in parts, each with at most `_PART_CELLS` cells."""
    line = tokens[0].map[0] if tokens[0].map else 0
    body = next((i for i, token in enumerate(tokens) if token.type == "tbody_open"), len(tokens))
    rows: list[int] = []
    at = body + 1
    while at < len(tokens) and tokens[at].type == "tr_open":
        rows.append(at)
        at = _end_of(tokens, at)
    columns = sum(token.type == "th_open" for token in tokens[:body])
    most = max(1, _PART_CELLS // max(1, columns))
    if len(rows) <= most:
        return [Block("text", offsets[line], tuple(tokens))]
    head = source[offsets[line] : offsets[line + 2]]
    parts = []
    for number, first in enumerate(range(0, len(rows), most)):
        begin = 0 if number == 0 else rows[first]
        end = rows[first + most] if first + most < len(rows) else at
        start = offsets[line if number == 0 else line + 2 + first]
        parts.append(Block("table", start, tuple(tokens[begin:end]), number, head=head))
    return parts


def _end_of(tokens: Sequence[Token], at: int) -> int:
    """The index after the block that begins at `at`."""
    depth = 0
    while True:
        depth += tokens[at].nesting
        at += 1
        if depth <= 0:
            return at


def _line_offsets(source: str) -> list[int]:
    offsets = [0]
    for line in source.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets


def _too_wide(source: str) -> bool:
    return any(line.count("|") > _MAX_COLUMNS for line in source.split("\n"))


def _too_many_brackets(source: str) -> bool:
    """Each may open a link, and the parser looks for its end to the end of the paragraph: 50,000 take 2 s."""
    return source.count("[") > _MAX_BRACKETS or any(
        paragraph.count("[") > _MAX_BRACKETS_BESIDE for paragraph in source.split("\n\n")
    )


def _environment(source: str) -> dict[str, object]:
    from llmdesk.tools.chat.markdown_rules.notes import environment

    return environment(source)


@functools.cache
def _parser(without_tables: bool, without_links: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    from llmdesk.tools.chat.markdown_rules import install

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
    if not without_tables:
        parser.enable("table")
    install(parser)
    if without_links:
        parser.disable(["link", "image"])
    # The documented way to set it.
    parser.validateLink = safe_address  # type: ignore[method-assign, assignment]
    return parser
