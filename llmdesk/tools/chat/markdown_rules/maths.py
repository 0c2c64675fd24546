r"""Formulas: `\(a^2\)`, `\[…\]`, `$a_b*c$`, `$$…$$`, `\begin{align}…`, and fences that are `math`.

CommonMark takes their backslashes for escapes and their underscores and stars for emphasis. Owns where a
formula begins and ends. A price is no formula ("$5 and $10"), a variable of a shell is none (`$HOME:$PATH`),
nor are words in brackets that are escaped (`\[sic\]`). A whole one is a token "formula", whose content is its
source with the delimiters; what has no end yet is text, as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_LONGEST = 3_000  # characters of a formula inside a text
_MOST_TRIES = 8  # dollars that are looked at as the end of one formula
_CLOSERS = {"(": "\\)", "[": "\\]"}
_NOT_IN_A_FORMULA = re.compile(r"\*\*|`|~~|\]\(|\n|[，。；：、！？]")
_WORD = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{4}")
# What stands directly behind a dollar that ends no formula. "$n$th" ends one; Chinese comes without a space.
_NAME = re.compile(r"(?!(?:th|st|nd|rd|s)(?![A-Za-z]))[A-Za-z]|\{|\((?=[!-~])")
_CURRENCY = re.compile(r"[\s(/,–-](?:US|HK|NZ|AU|CA|NT|[ACSR])\Z")
_AMOUNT = re.compile(r"[ \t\u00a0]{0,3}\d")
_SIGNS = re.compile(r"[\\^_={}+\-<>/*]")
_WORDS = re.compile(r"[A-Za-z][a-z]{3}|[A-Za-z]{2} {1,4}[A-Za-z]{2}|[\u3400-\u9fff]")
_BLOCK = re.compile(r"\$\$|\\\[|\\begin\{(?P<name>[A-Za-z]{1,20}\*?)\}")


def install(parser: MarkdownIt) -> None:
    parser.inline.ruler.before("escape", "maths", _inline)
    # A formula on lines of its own ends what stands before it, as a fence does.
    options = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "maths", _block, options)  # type: ignore[arg-type]
    parser.core.ruler.before("inline", "math_fences", _open_fences)


def _inline(state: StateInline, silent: bool) -> bool:
    char = state.src[state.pos]
    if char == "\\":
        end = _end_of_bracketed(state)
    elif char == "$":
        end = _end_of_dollars(state)
    else:
        return False
    if end < 0:
        return False
    if not silent:
        source = state.src[state.pos : end]
        if len(source) > 2:
            formula = formula_of(source)
            token = state.push("formula", "", 0)
            token.content, token.meta = source, formula.meta
        else:  # a delimiter alone
            state.append_pending(source)
    state.pos = end
    return True


def formula_of(source: str) -> Token:
    """The token of a whole formula. `tex`: without the delimiters. `display`: meant for a line of its own."""
    width = 1 if source[0] == "$" != source[1] else 2
    tex = source if source.startswith("\\begin") else source[width:-width]
    display = source.startswith(("$$", "\\[", "\\begin"))
    return Token("formula", "", 0, content=source, meta={"tex": tex.strip(), "display": display})


def _end_of_bracketed(state: StateInline) -> int:
    """Behind `\\(…\\)`; behind the bracket alone where the formula is cut, or is ending; else -1."""
    text, start = state.src, state.pos
    bracket = text[start + 1 : start + 2]
    if bracket in (")", "]"):
        return -1 if _ends_escaped(text, start) else start + 2
    closer = _CLOSERS.get(bracket)
    if closer is None:
        return -1
    end = text.find(closer, start + 2, min(state.posMax, start + _LONGEST))
    if end < 0:
        return start + 2
    return -1 if _is_escaped(text, start, end) else end + 2


def _is_escaped(text: str, start: int, end: int) -> bool:
    r"""Whether these brackets are Markdown's escapes: `\[link\](…)`, `\[sic\]`, `\(so it is\)`.

    In round ones "5", "ABC" and "f(x)" are formulas, as models write them within a sentence.
    """
    inside, is_square = text[start + 2 : end].strip(), text[start + 1] == "["
    if is_square and text.startswith("(", end + 2):
        return True
    if _SIGNS.search(inside):
        return False
    if is_square:
        return len(inside) != 1 or inside.isdigit()
    return not inside or _WORDS.search(inside) is not None


def _ends_escaped(text: str, end: int) -> bool:
    """Whether the bracket at `end` closes one that is escaped."""
    opener = {")": "\\(", "]": "\\["}[text[end + 1]]
    start = text.rfind(opener, max(0, end - _LONGEST), end)
    return start >= 0 and text.find(text[end : end + 2], start + 2) == end and _is_escaped(text, start, end)


def _end_of_dollars(state: StateInline) -> int:
    text, start = state.src, state.pos
    limit = min(state.posMax, start + _LONGEST)
    if text.startswith("$$", start):
        end = text.find("$$", start + 2, limit)
        return end + 2 if end > start + 2 else -1
    if not text[start + 1 : start + 2].strip():
        return -1
    end = start
    for _ in range(_MOST_TRIES):
        end = text.find("$", end + 1, limit)
        if end < 0:
            return -1
        before, behind = text[end - 1], text[end + 1 : end + 2]
        if before != "\\" and not before.isspace() and end > start + 1 and not behind.isdigit():
            inside = text[start + 1 : end]
            return end + 1 if _is_formula(inside) and not _begins_other(inside, text, end + 1) else -1
        if before == "$" or "\n" in text[start:end]:
            return -1
    return -1


def _is_formula(inside: str) -> bool:
    """What begins with a figure and goes on with words is two prices with a text between them."""
    if "$" in inside and "\\" not in inside:  # what begins later has an end of its own
        return False
    is_prose = inside[0].isdigit() and _WORD.search(inside)
    return not is_prose and not _NOT_IN_A_FORMULA.search(inside)


def _begins_other(inside: str, text: str, behind: int) -> bool:
    """Whether the dollar before `behind` begins a variable ("$a/$b") or a price ("$5, A$ 6") of its own."""
    if inside[0].isdigit() and _CURRENCY.search(inside[-4:]) and _AMOUNT.match(text, behind):
        return True
    if "\\" in inside:  # LaTeX, whatever stands behind it
        return False
    is_letter = text[behind : behind + 1].isascii() and text[behind : behind + 1].isalpha()
    return (is_letter and inside[-1] in ':/,;"@=') or _NAME.match(text, behind) is not None


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Lines from `$$`, `\\[` or `\\begin{…}` to their end are one paragraph: no list, quote or heading.

    An empty line comes in no formula: where one comes before the end, this is none.
    """
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    match = _BLOCK.match(state.src, begin)
    if match is None:
        return False
    closer = f"\\end{{{match['name']}}}" if match["name"] else {"$$": "$$", "\\[": "\\]"}[match[0]]
    line, at = start_line, match.end()
    while state.src.find(closer, at, state.eMarks[line]) < 0:
        line += 1
        if line >= end_line:
            break
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        at = state.bMarks[line] + state.tShift[line]
    found = line < end_line
    if found and state.src[state.src.find(closer, at) + len(closer) : state.eMarks[line]].strip(" .,;。，；"):
        return False  # text goes on behind it: a part of a paragraph
    if not found and line == start_line + 1:
        return False  # one line with a mark, so far
    if silent:
        return True
    _push_lines(state, start_line, min(line + 1, end_line), closer if found else "")
    return True


def _push_lines(state: StateBlock, start_line: int, end_line: int, closer: str) -> None:
    """`closer`: what ends the formula; "" where nothing does yet."""
    state.line = end_line
    state.push("paragraph_open", "p", 1).map = [start_line, end_line]
    token = state.push("inline", "", 0)
    token.content = state.getLines(start_line, end_line, state.blkIndent, False).strip()
    end = token.content.rfind(closer) + len(closer) if closer else 0
    token.map, token.children, token.meta = [start_line, end_line], [], {"verbatim": end}
    state.push("paragraph_close", "p", -1)


def _open_fences(state: StateCore) -> None:
    """A fence that is `math` is a formula; of LaTeX in another fence the text is wanted, as code."""
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type != "fence" or token.info.strip() not in ("math", "math display"):
            tokens.append(token)
            continue
        opening, inside, closing = (
            Token("paragraph_open", "p", 1),
            Token("inline", "", 0),
            Token("paragraph_close", "p", -1),
        )
        tex = token.content.strip()
        inside.content = (
            f"$$\n{tex}\n$$" if _is_closed(state.src, token) and tex else token.content.rstrip("\n")
        )
        inside.meta = {"verbatim": len(inside.content) if inside.content.startswith("$$\n") else 0}
        opening.map = inside.map = token.map
        inside.children = []
        tokens += [opening, inside, closing]
    state.tokens = tokens


def _is_closed(source: str, fence: Token) -> bool:
    """Whether the fence's last line is its end; else it may still grow."""
    first, end = fence.map or (0, 0)
    lines = source.split("\n")[first:end]
    return len(lines) > 1 and lines[-1].strip().lstrip("> ").startswith(fence.markup)
