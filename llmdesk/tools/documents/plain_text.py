"""Plain text and Markdown: paragraphs whose lines were broken by hand are put together again.

Owns what a line's end means. Must keep all other characters. After it every line is a paragraph.
"""

from __future__ import annotations

import re
import unicodedata

from llmdesk.tools.pieces import pieces

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Beginnings of lines that begin something of their own: lists, quotes, tables, fences, headings.
_OWN_LINE = re.compile(
    r"\s*(?:[-*+•·–—>|#]|\d{1,3}[.)、．]|[（(]\d{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．]|第.{1,6}[章节節回卷部篇]"
    r"|```|~~~|[-=*_]{3,}\s*$|\t| {4,})"
)
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_CHAPTER = re.compile(
    r"\s*(?:(?:chapter|part|book|section)\s+(?:\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ]\w+)?)\b"
    r"|第[〇零一二三四五六七八九十百千两\d]{1,8}[章节節回卷部篇集])",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80
_WIDEST = 110  # columns; a wrapped line is no wider
_NARROWEST = 30
_NARROW = 50  # columns; what is narrower is a form or an address rather than prose
_STOPS = (".", "!", "?", "。", "！", "？")
_LOOSE = 0.1  # of its width, by which lines of prose differ that were not broken greedily
_COLUMNS = re.compile(r"\S(?: {3}|\t)")
_FIRST_WORD = re.compile(r"\S{1,200}")
_LONGEST_LABEL = 30


def clean(text: str) -> str:
    """`text` with "\\n" as its only line end and without control characters and lone surrogates."""
    return "".join(
        _SURROGATE.sub("\ufffd", _DROPPED.sub("", _LINE_ENDS.sub("\n", piece))) for piece in pieces(text)
    )


def is_wide(char: str) -> bool:
    """Chinese and Japanese characters and punctuation: no space stands between them at a line's end."""
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


def joint(before: str, after: str) -> str:
    """What stands between two lines of one paragraph: nothing between Chinese, else a space."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return ""
    return "" if is_wide(before[-1]) and is_wide(after[0]) else " "


def columns(line: str) -> int:
    """How wide a line is in a fixed-width font: a Chinese character takes two columns."""
    return len(line) if line.isascii() else sum(2 if is_wide(char) else 1 for char in line)


def unwrap(text: str) -> str:
    """Put the lines of paragraphs together that were broken at a fixed width; leave all else.

    A line is taken for broken at a width when it is about as wide as the widest one between two blank lines
    and has no room for the next word (in a narrow block: neither ends a sentence nor is labelled), and the
    next line does not begin like a list's item, a table's row or a quote, and neither stands in a form.
    """
    out: list[str] = []
    block: list[str] = []
    fenced = ""
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if fenced or fence or not line.strip():
            out.extend(_block(block))
            block = []
            out.append(line)
            if fence and (not fenced or fence[1] == fenced):
                fenced = "" if fenced else fence[1]
        else:
            block.append(line)
    out.extend(_block(block))
    return "\n".join(out)


def _block(lines: list[str]) -> list[str]:
    if len(lines) < 2:
        return lines
    paragraph: list[str] = []
    out: list[str] = []
    widths = [columns(line.rstrip()) for line in lines]
    widest = max(widths)
    if not _NARROWEST <= widest <= _WIDEST:
        return lines
    for at, line in enumerate(lines):
        full = widths[at] >= 0.72 * widest
        paragraph.append(line)
        following = lines[at + 1] if at + 1 < len(lines) else None
        if (
            not full
            or following is None
            or _has_room(widths[at], widest, following)
            or (widest < _NARROW and (line.rstrip().endswith(_STOPS) or _is_labelled(line)))
            or _OWN_LINE.match(following)
            or is_heading(line)
            or _ATX.match(line)
            or _in_a_form(line, following)
        ):
            out.append(_joined(paragraph))
            paragraph = []
    return out


def _has_room(width: int, widest: int, following: str) -> bool:
    """Whether the first word of the next line would have fitted, so that the line ends where it was meant to.
    Of Chinese the next character counts, with a mark behind it, since no line begins with a mark."""
    word = _FIRST_WORD.search(following)
    first = word[0] if word else ""
    if first and is_wide(first[0]):
        first = first[:2]
    slack = _LOOSE * widest if widest >= _NARROW else 0
    space = 0 if first and is_wide(first[0]) else 1
    return width + space + columns(first) <= widest - slack


def _in_a_form(line: str, following: str) -> bool:
    """Both begin with a label ("Due: 5 May", "Total: 3"), or one has columns: no wrapped prose does."""
    return (_is_labelled(line) and _is_labelled(following)) or any(
        _COLUMNS.search(each.rstrip()) for each in (line, following)
    )


def _is_labelled(line: str) -> bool:
    label, colon, value = line.replace("：", ":").partition(":")
    return bool(colon and label.strip() and value.strip()) and len(label) <= _LONGEST_LABEL


def _joined(lines: list[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        text, line = text.rstrip(), line.lstrip()
        text += joint(text, line) + line
    return text


def is_heading(line: str) -> bool:
    """A chapter's line in plain text: "Chapter 3", "第三章 风"; short, without a stop at its end."""
    return (
        len(line) <= _LONGEST_HEADING and bool(_CHAPTER.match(line)) and line.rstrip()[-1] not in ".。,，;；"
    )


def heading_lines(text: str) -> list[tuple[int, int, int]]:
    """(start, end, level) of the lines that are headings: Markdown's, and chapter lines of plain text."""
    found: list[tuple[int, int, int]] = []
    start, before, fenced = 0, (0, 0), ""
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        atx = _ATX.match(line)
        setext = _SETEXT.match(line)
        if fence and (not fenced or fence[1] == fenced):
            fenced = "" if fenced else fence[1]
        elif not fenced:
            if atx:
                found.append((start, start + len(line), len(atx[1])))
            elif setext and 0 < before[1] - before[0] <= _LONGEST_HEADING:
                found.append((*before, 1 if setext[1][0] == "=" else 2))
            elif line.strip() and is_heading(line):
                found.append((start, start + len(line), 1))
        before = (start, start + len(line)) if line.strip() else (0, 0)
        start += len(line) + 1
    return found
