"""Notes at the foot: `[^1]` in the text, `[^1]: …` below.

Owns which of these are notes: only those that are written below, so that `[^a-z]` stays a set of characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_WRITTEN = re.compile(r"^ {0,3}\[\^([^\]\[\s]{1,40})\]:", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\[\s]{1,40})\]")


def install(parser: MarkdownIt) -> None:
    parser.inline.ruler.before("link", "notes", _note)


def environment(source: str) -> dict[str, object]:
    """What the parser has to know of `source`: the names of its notes."""
    return {"notes": frozenset(_WRITTEN.findall(source))}


def _note(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[^", state.pos):
        return False
    mark = _MARK.match(state.src, state.pos, state.posMax)
    if mark is None or mark[1] not in state.env.get("notes", ()):
        return False
    is_below = state.pos == 0 and state.src.startswith(":", mark.end())
    if not silent:
        state.push("note_name" if is_below else "note", "", 0).content = f"[{mark[1]}]"
    state.pos = mark.end() + is_below
    return True
