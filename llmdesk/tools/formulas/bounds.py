"""Which formulas are tried at all.

Owns the bounds on a formula's length, depth and parts, and the commands that are left alone: those that
define others (none is ever expanded, so none can grow), those that do more than show, and those of which
less would be shown. Looks at each character once. Must not know how formulas are laid out.
"""

from __future__ import annotations

import re

LONGEST = 1_500  # characters
DEEPEST = 16  # groups in one another
MOST_PARTS = 400  # commands, powers, indices and cells

# Definitions; what looks into files or opens addresses; what paints over its own background; and what
# gives a sign another kind: of that the sign would be missing.
_LEFT_ALONE = re.compile(
    r"\\(?:[gex]?def|let|futurelet|(?:re)?newcommand|providecommand|newenvironment|DeclareMathOperator"
    r"|csname|catcode|input|include|usepackage|documentclass|href|url|class|style|cssId|html\w{0,20}|bbox"
    r"|f?colorbox|require|verb|label|e?ref|cite|unicode|char|mmlToken|enclose|rule"
    r"|math(?:op|bin|rel|ord|open|close|punct|inner))(?![A-Za-z])"
)
_PARTS = re.compile(r"\\[A-Za-z]|[\^_&]|\\\\")
_GROUPS = re.compile(r"\\[{}\\$]|\\(?:left|right|begin|end)(?![A-Za-z])|[{}$]")
_OPENERS = {"}": "{", "\\right": "\\left", "\\end": "\\begin"}
_ENVIRONMENTS = re.compile(
    r"(?:[pbBvV]?matrix|smallmatrix|array|d?cases|align(?:ed|at|edat)?|gather(?:ed)?|split|equation)\*?"
)
_ENVIRONMENT = re.compile(r"\\begin\s*\{([^{}]{0,30})\}")


def may_be_laid_out(tex: str) -> bool:
    """Whether `tex`, a formula without its delimiters, is within the bounds, and its groups are whole."""
    if not tex.strip() or len(tex) > LONGEST or _LEFT_ALONE.search(tex):
        return False
    if not all(map(_ENVIRONMENTS.fullmatch, _ENVIRONMENT.findall(tex))):
        return False
    return len(_PARTS.findall(tex)) <= MOST_PARTS and _has_whole_groups(tex)


def _has_whole_groups(tex: str) -> bool:
    """Every group is closed by what closes it, and not too many stand in one another."""
    opened: list[str] = []
    for match in _GROUPS.finditer(tex):
        mark = match[0]
        if mark == "$":  # the end of a formula, and the text behind it
            return False
        if mark in _OPENERS:
            if not opened or opened.pop() != _OPENERS[mark]:
                return False
        elif mark in _OPENERS.values():
            opened.append(mark)
            if len(opened) > DEEPEST:
                return False
    return not opened
