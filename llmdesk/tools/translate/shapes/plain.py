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

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PREFIX = re.compile(
    r"[ \t]{0,40}(?:(?:>[ \t]{0,4}){1,8}|#{1,6}[ \t]{1,8}|(?:[-*+]|\d{1,9}[.)])[ \t]{1,8}"
    r"(?:\[[ xX]\][ \t]{1,4})?"
    r"|\[\^[^\]\s]{1,60}\]:[ \t]{0,4}|:[ \t]{1,4}){0,6}"
)
_RULE = re.compile(r"[ \t]{0,3}(?:(?:[-*_=][ \t]{0,3}){3,200}|[|:+ \t-]{3,2000})$")
_LINK = re.compile(r"[ \t]{0,3}\[[^\]]{1,300}\]:[ \t]{1,4}\S")
_HTML_LINE = re.compile(r"[ \t]{0,3}</?[A-Za-z][^<>]{0,1000}>[ \t]{0,4}$|[ \t]{0,3}<!--|[ \t]{0,3}\$\$")
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
    fence = ""
    front = _front_matter(text)
    indented = False  # code by its indentation: behind a blank line
    blank = True
    for start, end in _lines(text):
        line = text[start:end]
        mark = _FENCE.match(line)
        if start < front:
            continue
        if mark and (not fence or (line.strip().startswith(fence) and not line.strip().strip(fence[0]))):
            fence = "" if fence else mark[1]
            continue
        indented = line.startswith(("    ", "\t")) and (indented or blank) and not _is_item(line)
        blank = not line.strip()
        if fence or blank or indented or _RULE.match(line) or _LINK.match(line) or _HTML_LINE.match(line):
            continue
        prefix = _PREFIX.match(line)
        yield start, end, not (prefix and prefix[0].strip()) and "|" not in line


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
