"""Plain text and Markdown: which of their characters are text to translate.

Owns the blocks and marks of lines. Code, front matter, formulas, HTML blocks, rules and the frames of tables
are no text; what is left of a line is a unit, or the cells of a table's row are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmdesk.tools.documents.plain_text import clean, columns
from llmdesk.tools.translate.shapes.shape import Spliced
from llmdesk.tools.translate.types import Unit

_FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
_PREFIX = re.compile(
    r"[ \t]{0,40}(?:(?:>[ \t]{0,4}){1,8}|#{1,6}[ \t]{1,8}|(?:[-*+]|\d{1,9}[.)])[ \t]{1,8}"
    r"(?:\[[ xX]\][ \t]{1,4})?"
    r"|\[\^[^\]\s]{1,60}\]:[ \t]{0,4}|:[ \t]{1,4}){0,6}"
)
_ITEM = re.compile(r"[ \t]{0,40}(?:[-*+]|\d{1,9}[.)])(?:[ \t]{1,4}|$)")
_NOTE = re.compile(r"[ \t]{0,3}(?:\[\^[^\]\s]{1,60}\]:|:[ \t])")  # a footnote, or what is said of a term
_CODE = 4  # columns that make a line code, more than those of the item that it is of
_RULE = re.compile(r"[ \t]{0,3}(?:(?:[-*_=][ \t]{0,3}){3,200}|[|:+ \t-]{3,2000})$")
_LINK = re.compile(r"[ \t]{0,3}\[(?!\^)[^\]]{1,300}\]:[ \t]{1,4}\S")
_HTML_LINE = re.compile(r"[ \t]{0,3}</?[A-Za-z][^<>]{0,1000}>[ \t]{0,4}$|[ \t]{0,3}<!--|[ \t]{0,3}\$\$")
# What is no text from its first line to its last: how it begins and ends.
_BLOCKS = (
    (re.compile(r"\$\$"), re.compile(r"\$\$")),  # holds no blank line
    (re.compile(r"\\\[[ \t]{0,9}$"), re.compile(r"\\\]")),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (
        re.compile(r"<(?:pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE),
        re.compile(r"</(?:pre|script|style|textarea)", re.IGNORECASE),
    ),
)
_BLANK = re.compile(r"\n[ \t>]{0,80}\n")
_HEADING = re.compile(r"[ \t]{0,3}#")
_CELL = re.compile(r"(?:[^|\\]|\\.)+")
_MOST_FRONT = 200
_LEAST_WIDTH, _MOST_WIDTH = 45, 120  # columns of lines that were broken by hand
_HARD_BREAKS = ("  ", "\\", "<br>", "<br/>")


def text_shape(name: str, text: str, *, markdown: bool) -> Spliced:
    """Line ends become "\\n"; every other character that is not of a unit stays."""
    text = clean(text)
    units = list(_markdown_units(text) if markdown else _plain_units(text))
    return Spliced(name, "markdown" if markdown else "text", text, units, ".md" if markdown else ".txt")


def _plain_units(text: str) -> Iterator[Unit]:
    block: list[Unit] = []
    for start, end in _lines(text):
        found = list(_trimmed(text, start, end))
        if not found:
            yield from _paragraphs(text, block)
            block = []
        block += found
    yield from _paragraphs(text, block)


def _paragraphs(text: str, block: list[Unit]) -> Iterator[Unit]:
    """The lines between two blank ones: one paragraph where they were broken at a fixed width."""
    widths = [columns(text[unit.start : unit.end]) for unit in block]
    widest = max(widths, default=0)
    by_hand = len(block) > 1 and _LEAST_WIDTH <= widest <= _MOST_WIDTH and min(widths[:-1]) >= 0.75 * widest
    if by_hand and not any(_is_item(" " + text[unit.start : unit.end]) for unit in block):
        yield Unit(block[0].start, block[-1].end)
    else:
        yield from block


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _trimmed(text: str, start: int, end: int) -> Iterator[Unit]:
    piece = text[start:end]
    if piece.strip():
        begin = start + len(piece) - len(piece.lstrip())
        yield Unit(begin, begin + len(piece.strip()))


def _markdown_units(text: str) -> Iterator[Unit]:
    last: Unit | None = None  # a paragraph that the next line may go on with
    for start, end, plain in _markdown_lines(text):
        found = list(_of_line(text, start, end))
        if last is not None and plain and len(found) == 1 and text.count("\n", last.end, start) == 1:
            last = Unit(last.start, found[0].end)
        else:
            if last is not None:
                yield last
            yield from found[:-1]
            last = found[-1] if found else None
        if text[start:end].endswith(_HARD_BREAKS) or _HEADING.match(text, start) or len(found) != 1:
            if last is not None:
                yield last
            last = None
    if last is not None:
        yield last


def _markdown_lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it has no mark of its own) of the lines that hold text to translate."""
    skipped = _front_matter(text)  # the end of what is no text
    fence, indents, blocks = _Fence(), _Indents(), _Blocks(text)
    for start, end in _lines(text):
        line = text[start:end]
        if start < skipped or fence.holds(line):
            continue
        found = _PREFIX.match(line)
        prefix = found[0] if found else ""
        if indents.is_code(line) or not line.strip():
            continue
        if fence.begins(line, prefix, in_list=indents.in_list):
            indents.blank = True  # code may follow at once
            continue
        skipped = max(skipped, blocks.end_of(start + len(prefix), end))
        if start < skipped or _RULE.match(line) or _LINK.match(line) or _HTML_LINE.match(line):
            continue
        yield start, end, not prefix.strip() and "|" not in line


class _Fence:
    """Code between fences, also in a quote or in an item of a list."""

    def __init__(self) -> None:
        self._mark, self._quoted = "", False

    def holds(self, line: str) -> bool:
        """Whether the line is of the code that has begun, or ends it."""
        if self._quoted and not line.lstrip().startswith(">"):
            self._mark = ""  # the quote has ended, and with it what is in it
        if not self._mark:
            return False
        rest = line.strip("> \t" if self._quoted else None)
        if rest.startswith(self._mark) and not rest.strip(self._mark[0]):
            self._mark = ""
        return True

    def begins(self, line: str, prefix: str, *, in_list: bool) -> bool:
        found = _FENCE.match(line, len(prefix))
        if found is None or not (in_list or _indentation(line) < _CODE):
            return False
        self._mark, self._quoted = found[0], ">" in prefix
        return True


class _Indents:
    """Which lines are code by their indentation: behind a blank line, and deeper than the item of a list that
    they go on with."""

    def __init__(self) -> None:
        self.blank = True
        self._items: list[int] = []  # the columns at which the text of the items around begins
        self._code = False

    @property
    def in_list(self) -> bool:
        return bool(self._items)

    def is_code(self, line: str) -> bool:
        """To be asked of each line in turn."""
        if not line.strip():
            self.blank, self._code = True, False
            return False
        at = _indentation(line)
        rule = _RULE.match(line) is not None
        item, note = _ITEM.match(line), _NOTE.match(line)
        begins = (item is not None or note is not None) and not rule
        if begins or rule or self.blank or _HEADING.match(line):
            while self._items and self._items[-1] > at:
                self._items.pop()
        deep = at >= _CODE + (self._items[-1] if self._items else 0)
        self._code = deep and (self._code or self.blank) and not begins
        self.blank = False
        if begins:
            self._items.append(at + _CODE if item is None else len(item[0].expandtabs(4)))
        return self._code


class _Blocks:
    """Formulas, comments and HTML of many lines. One without an end is none."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._endless: set[int] = set()

    def end_of(self, start: int, end: int) -> int:
        """Where the block ends that begins at `start`, in a line up to `end`; 0 where none does."""
        for number, (opening, closing) in enumerate(_BLOCKS):
            begun = opening.match(self._text, start, end)
            if begun is None or number in self._endless:
                continue
            ended = closing.search(self._text, begun.end())
            if ended is None:
                self._endless.add(number)  # none of those that follow has one either
            elif number or not _BLANK.search(self._text, begun.end(), ended.start()):
                return ended.end()
        return 0


def _indentation(line: str) -> int:
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))


def _is_item(line: str) -> bool:
    return re.match(r"[ \t]{1,40}(?:[-*+]|\d{1,9}[.)])[ \t]", line) is not None


def _front_matter(text: str) -> int:
    """Where the block of data at the beginning ends; 0 without one."""
    if not text.startswith(("---\n", "+++\n")):
        return 0
    at = 4
    for _ in range(_MOST_FRONT):
        end = text.find("\n", at)
        if text[at : at + 3] == text[:3]:
            return len(text) if end < 0 else end + 1
        if end < 0:
            return 0
        at = end + 1
    return 0


def _of_line(text: str, start: int, end: int) -> Iterator[Unit]:
    line = text[start:end]
    prefix = _PREFIX.match(line)
    begin = prefix.end() if prefix else 0
    if line.strip().startswith("|") and line.count("|") > 1:
        for cell in _CELL.finditer(line):
            yield from _trimmed(text, start + cell.start(), start + cell.end())
        return
    yield from _trimmed(text, start + begin, end)
