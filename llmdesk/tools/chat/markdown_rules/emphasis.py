"""Emphasis that Chinese, Japanese and Korean punctuation does not undo.

CommonMark decides by spaces whether a run of `*` opens or closes; between Chinese words there are none, so
`**“重点”**是` stays raw. Owns the wider rule. Source: the specification of markdown-cjk-friendly (tats-u),
which is CommonMark's with "or a CJK character" added; quotation marks, ellipses and dashes, which Chinese
shares with English, count as CJK here.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_SHARED = frozenset("“”‘’…—·")


def install(parser: MarkdownIt) -> None:
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("strikethrough", _strikethrough)


@cache
def _kind(char: str) -> str:
    """How a character beside a run of marks counts: "space", "cjk", "mark" (punctuation) or "word"."""
    if isWhiteSpace(ord(char)):
        return "space"
    if unicodedata.east_asian_width(char) in "WFH" or char in _SHARED:
        return "cjk"
    return "mark" if isMdAsciiPunct(ord(char)) or isPunctChar(char) else "word"


def _run(state: StateInline) -> tuple[int, str, str]:
    """(length of the run of marks here, the kinds of what stands before and behind it)."""
    start, text = state.pos, state.src
    end = start
    while end < state.posMax and text[end] == text[start]:
        end += 1
    before = _kind(text[start - 1]) if start > 0 else "space"
    behind = _kind(text[end]) if end < state.posMax else "space"
    return end - start, before, behind


def _flanking(outside: str, inside: str) -> bool:
    """Whether a run may open (or close) towards `inside`."""
    return inside != "space" and (inside != "mark" or outside != "word")


def _emphasis(state: StateInline, silent: bool) -> bool:
    mark = state.src[state.pos]
    if silent or mark not in "_*":
        return False
    length, before, behind = _run(state)
    opens, closes = _flanking(before, behind), _flanking(behind, before)
    if mark == "_":  # never inside a word, as in snake_case; `是_“重点”_的` is none
        punctuated = _is_punctuation(state, state.pos - 1), _is_punctuation(state, state.pos + length)
        opens, closes = opens and (not closes or any(punctuated)), closes and (not opens or any(punctuated))
    for _ in range(length):
        _push(state, mark, Delimiter(ord(mark), length, len(state.tokens), -1, opens, closes))
    state.pos += length
    return True


def _is_punctuation(state: StateInline, place: int) -> bool:
    if not 0 <= place < state.posMax:
        return False
    char = state.src[place]
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _strikethrough(state: StateInline, silent: bool) -> bool:
    mark = state.src[state.pos]
    if silent or mark != "~":
        return False
    length, before, behind = _run(state)
    if length < 2:
        return False
    opens, closes = _flanking(before, behind), _flanking(behind, before)
    if length % 2:
        state.push("text", "", 0).content = mark
    for _ in range(length // 2):
        _push(state, mark * 2, Delimiter(ord(mark), 0, len(state.tokens), -1, opens, closes))
    state.pos += length
    return True


def _push(state: StateInline, text: str, delimiter: Delimiter) -> None:
    """The marks as text; what pairs them makes tags of it."""
    state.push("text", "", 0).content = text
    delimiter.token = len(state.tokens) - 1  # text that was pending came before it
    state.delimiters.append(delimiter)
