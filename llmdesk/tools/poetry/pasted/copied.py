"""What is copied along with verse from a web page or a book: tags, page numbers, running heads, addresses.

Owns what such things look like. Must not know verse: a row that stands once, and is no page number or
address, stays.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence

_TAG = re.compile(
    r"</?(?P<name>br|p|div|li|ul|ol|h[1-6]|tr|td|th|table|tbody|blockquote|pre|section|article|header|footer|"
    r"html|head|body|title|span|em|i|b|u|strong|small|sup|sub|font|a|cite|img|hr|meta|ruby|rt|rp)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_INLINE = frozenset(
    (
        *("span", "em", "i", "b", "u", "strong", "small", "sup", "sub", "font", "a", "cite", "img", "meta"),
        *("ruby", "rt", "rp", "td", "th", "html", "head", "body", "title"),
    )
)
_HEAD_ENDS = re.compile(r"</head\s*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(?P<name>script|style|rt|rp)\b[^<>]*>[^<]*</(?P=name)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_BREAK_AT_END = re.compile(r"(<br\b[^<>]*>)[^\S\n]*\n", re.IGNORECASE)
_EMPTY_ROWS = re.compile(r"(?<!\s)(?:[^\S\n]*+\n){3,}")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
_PAGE = re.compile(
    r"^(?:(?:page|p\.|pg\.|seite)\s?\d{1,4}(?:\s?(?:of|/|von)\s?\d{1,4})?|第\s?\d{1,4}\s?[页頁](?:\s?[,，/]?\s?共\s?\d{1,4}\s?[页頁])?"
    r"|[-–—]\s?\d{1,4}\s?[-–—]|\[\s?p(?:age|\.)?\s?\d{1,4}\s?\])$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:source:\s?)?<?(?:https?://|www\.)\S+>?$", re.IGNORECASE)


def without_tags(text: str) -> str:
    """The text of HTML that was copied as its source, a row for each line; other text as it is."""
    if not _TAG.search(text):
        return text
    head = _HEAD_ENDS.search(text)
    plain = _UNSEEN.sub("", text[head.end() :] if head else text)
    has_breaks = _BREAK.search(plain) is not None

    def row(tag: re.Match[str]) -> str:
        name = tag["name"].lower()
        if name in _INLINE:
            return ""
        # Where lines have breaks, a paragraph is a stanza; else it is a line.
        return "\n\n" if has_breaks and name not in ("br", "li", "div") else "\n"

    plain = _TAG.sub(row, _BREAK_AT_END.sub(r"\1", plain))
    plain = _ENTITY.sub(lambda found: html.unescape(found[0]), plain)
    return _EMPTY_ROWS.sub("\n\n", plain) if has_breaks else _single(plain)


def _single(plain: str) -> str:
    """Lines in tags of their own, without the empty rows that the tags made."""
    return "\n".join(row for row in plain.split("\n") if row.strip())


def without_page_marks(rows: Sequence[str]) -> list[str]:
    """The rows without page numbers, the heads that run beside them, and addresses. A page may end inside a
    stanza: around what goes, one empty row stays where there was one."""
    marks = {n for n, row in enumerate(rows) if _PAGE.match(row)}
    beside = {n: rows[n].casefold() for mark in marks for n in _beside(rows, mark)}
    heads = Counter(beside.values())
    gone = marks | {n for n, row in beside.items() if n not in marks and heads[row] > 1}
    gone |= {n for n, row in enumerate(rows) if _ADDRESS.match(row)}
    if not gone:
        return list(rows)
    kept: list[str] = []
    for n, row in enumerate(rows):
        if n in gone or (not row and n and _went(rows, gone, n) and kept[-1:] in ([], [""])):
            continue
        kept.append(row)
    return kept


def _beside(rows: Sequence[str], mark: int) -> list[int]:
    """The rows before and behind a page number that have something in them."""
    before = next((n for n in range(mark - 1, -1, -1) if rows[n]), None)
    behind = next((n for n in range(mark + 1, len(rows)) if rows[n]), None)
    return [n for n in (before, behind) if n is not None]


def _went(rows: Sequence[str], gone: set[int], at: int) -> bool:
    """Whether what stands before an empty row, over other empty ones, is taken away."""
    return next((n in gone for n in range(at - 1, -1, -1) if rows[n]), True)
