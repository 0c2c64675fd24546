"""Bare addresses (`https://…`, `www.…`) as links, without the punctuation behind them.

Owns where an address ends: at a space, at what no address holds, and at Chinese, which follows without a
space. Whether a link may open is not decided here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_LONGEST = 2_048
_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9+.\-])(https?)$", re.IGNORECASE)
_WWW = re.compile(r"www\.[A-Za-z0-9\-]{1,63}\.[A-Za-z0-9]", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]{1,2048}")
_TRAILING = ".,:;!?'*_~"


def install(parser: MarkdownIt) -> None:
    parser.inline.add_terminator_char("w")
    parser.inline.add_terminator_char("W")
    parser.inline.ruler.before("newline", "addresses", _address)


def _address(state: StateInline, silent: bool) -> bool:
    if state.linkLevel > 0:
        return False
    text, at = state.src, state.pos
    char, scheme = text[at], ""
    if char == ":" and text.startswith("://", at):
        match = _SCHEME.search(state.pending[-8:])
        if match is None:
            return False
        scheme = match[1]
    elif char not in "wW" or _is_inside_a_word(text, at) or not _WWW.match(text, at, state.posMax):
        return False
    start = at - len(scheme)
    shown = text[start : _end(text, start, state.posMax)]
    host = shown[len(scheme) + 3 :] if scheme else shown
    if not host[:1].isalnum():
        return False
    address = state.md.normalizeLink(shown if scheme else f"https://{shown}")
    if not state.md.validateLink(address):
        return False
    if not silent:
        _push(state, address, shown, len(scheme))
    state.pos = start + len(shown)
    return True


def _is_inside_a_word(text: str, at: int) -> bool:
    before = text[at - 1 : at] if at else ""
    return before.isascii() and (before.isalnum() or before in "._-/@") and bool(before)


def _end(text: str, start: int, limit: int) -> int:
    """Behind the last character that belongs to the address at `start`."""
    end = start
    while match := _ADDRESS.match(text, end, min(limit, start + _LONGEST)):
        end = match.end()
        if text[end - 1] not in "/=" or not _is_letter(text[end : end + 1]):
            break
        while end < limit and end < start + _LONGEST and _is_letter(text[end]):  # …/wiki/中国
            end += 1
    return start + len(_without_punctuation(text[start:end]))


def _is_letter(char: str) -> bool:
    """A letter that is written raw in a path, as browsers show it."""
    return char > "\x7f" and unicodedata.category(char)[0] in "LN"


def _without_punctuation(address: str) -> str:
    """What ends a sentence, or a bracket around the address, is no part of it."""
    extra = address.count(")") - address.count("(")
    end = len(address)
    while end:
        if address[end - 1] == ")" and extra > 0:
            extra -= 1
        elif address[end - 1] not in _TRAILING:
            break
        end -= 1
    return address[:end]


def _push(state: StateInline, address: str, shown: str, taken: int) -> None:
    """`taken`: characters of it that stand in the pending text."""
    if taken:
        state.pending = state.pending[:-taken]
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address}
    opening.markup, opening.info = "linkify", "auto"
    state.push("text", "", 0).content = shown
    closing = state.push("link_close", "a", -1)
    closing.markup, closing.info = "linkify", "auto"
