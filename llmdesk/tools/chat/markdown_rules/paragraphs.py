"""Lines of text: their wide spaces, line breaks in cells, boxes of task lists, notes at the foot.

Owns what happens to a block's text before and after it is read as Markdown. HTML stays text; of `<br>`
alone, and in a table's cell alone, a line break is made: there is no other way to write one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block import paragraph, reference
from markdown_it.token import Token

from llmdesk.tools.chat.markdown_rules.maths import formula_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

_BREAK = re.compile(r"[ \t]{0,8}</?br {0,4}/?>[ \t]{0,8}", re.IGNORECASE)
_BOX = re.compile(r"\[([ xX])\](?:(?=[ \t\u00a0\u3000]|$)|(?=([\u2e80-\uffef])))")
_BOXES = {" ": "☐", "x": "☑", "X": "☑"}


def install(parser: MarkdownIt) -> None:
    parser.block.ruler.at("paragraph", _paragraph)
    parser.block.ruler.at("reference", _reference)
    parser.core.ruler.before("inline", "verbatim", _take_verbatim)
    parser.core.ruler.push("cells", _break_cells)
    parser.core.ruler.push("tasks", _draw_boxes)


def _paragraph(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """As always, but with the wide and the no-break spaces that a paragraph begins or ends with."""
    paragraph(state, start_line, end_line, silent)
    lines = state.getLines(start_line, state.line, state.blkIndent, False)
    state.tokens[-2].content = lines.strip(" \t\n\r\v\f")
    return True


def _reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`[^1]: …` is a note at the foot; taken for a link's address, its text would be gone."""
    if state.src.startswith("[^", state.bMarks[start_line] + state.tShift[start_line]):
        return False
    return reference(state, start_line, end_line, silent)


def _take_verbatim(state: StateCore) -> None:
    """Text that is not to be read as Markdown: a formula to the end that is told, and what follows it."""
    for token in state.tokens:
        if token.type == "inline" and "verbatim" in token.meta:
            end = token.meta["verbatim"]
            token.children = [formula_of(token.content[:end])] if end else []
            for number, line in enumerate(token.content[end:].split("\n")):
                if number:
                    token.children.append(Token("softbreak", "br", 0))
                if line:
                    token.children.append(_text(line))
            token.type = "verbatim"  # so that it is passed over


def _break_cells(state: StateCore) -> None:
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "verbatim":
            token.type = "inline"
        elif before.type in ("th_open", "td_open") and _has_breaks(token.content):
            token.children = [part for child in token.children or () for part in _broken(child)]


def _has_breaks(cell: str) -> bool:
    """A cell that is nothing but the tag names it."""
    return _BREAK.search(cell) is not None and not _BREAK.fullmatch(cell)


def _broken(token: Token) -> Sequence[Token]:
    if token.type != "text":
        return [token]
    parts: list[Token] = []
    for number, text in enumerate(_BREAK.split(token.content)):
        if number:
            parts.append(Token("hardbreak", "br", 0))
        if text:
            parts.append(_text(text))
    return parts


def _draw_boxes(state: StateCore) -> None:
    """`- [x] done`: the box takes the bullet's place (a number stays)."""
    for item, opening, token in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type != "list_item_open" or opening.type != "paragraph_open" or not token.children:
            continue
        first = token.children[0]
        match = _BOX.match(first.content) if first.type == "text" else None
        if match is not None:
            box = _BOXES[match[1]] + (" " if match[2] else "")  # Chinese often stands without a space
            first.content = box + first.content[match.end() :]
            item.meta = {**item.meta, "task": item.markup in "-+*"}


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token
