"""Places in a text of a tool's author: `{subject}` stands for what a row has there, `{{` and `}}` for braces.

Owns their form. What is filled in is never looked at for places again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

_PIECE = re.compile(r"\{\{|\}\}|\{[^{}\n]{1,60}\}")
NAME = re.compile(r"[^\W\d][\w -]{0,58}")


def places(template: str) -> tuple[str, ...]:
    """The names of its places, each once, in their order."""
    return tuple(dict.fromkeys(piece[1:-1] for piece in _places(template)))


def _places(template: str) -> Iterator[str]:
    for found in _PIECE.finditer(template):
        if found[0] not in ("{{", "}}") and NAME.fullmatch(found[0][1:-1]):
            yield found[0]


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its places filled; a name that `values` has not stays as it stands."""
    return _replaced(template, lambda name: values.get(name))


def named(template: str, takes: Sequence[str], frame: str) -> str:
    """The template with the names of its places instead of what stands there, as in “subject”."""
    return _replaced(template, lambda name: frame.format(name) if name in takes else None)


def _replaced(template: str, value: Callable[[str], str | None]) -> str:
    def piece(found: re.Match[str]) -> str:
        if found[0] in ("{{", "}}"):
            return found[0][0]
        given = value(found[0][1:-1])
        return found[0] if given is None else given

    return _PIECE.sub(piece, template)


def usual(takes: Sequence[str]) -> str:
    """The template of a tool that has none: one place as it is, several in a line each, with their names."""
    if len(takes) == 1:
        return f"{{{takes[0]}}}"
    return "\n".join(f"{name}: {{{name}}}" for name in takes)
