"""Which parts of a program text have which colour.

Owns the use of pygments. Must not guess a language, and must not import Qt.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported at first use: the window opens without waiting for it
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

# Longer code is shown without colours: it would hold the window up.
MAX_COLORED = 20_000
_STYLES = {False: "xcode", True: "github-dark"}
# Common names that pygments does not know.
_ALIASES = {"jsonc": "json", "shellsession": "console", "plaintext": "", "text": "", "txt": ""}


@dataclass(frozen=True, slots=True)
class Span:
    """`length` characters from `start` of a line; `color` is "#rrggbb"."""

    start: int
    length: int
    color: str
    bold: bool
    italic: bool


def color_lines(code: str, language: str, dark: bool) -> Iterator[tuple[int, list[Span]]]:
    """(line number, its coloured parts), line by line, so that one can pause in between.

    Nothing for a language that is not known or code that is too long.
    """
    lexer = _lexer(language.lower()) if len(code) <= MAX_COLORED else None
    if lexer is None:
        return
    looks = _looks(dark)
    line, column = 0, 0
    spans: list[Span] = []
    for kind, text in lexer.get_tokens(code):
        look = looks.get(kind)
        for number, part in enumerate(text.split("\n")):
            if number:
                yield line, spans
                line, column, spans = line + 1, 0, []
            if part and look is not None:
                spans.append(Span(column, len(part), *look))
            column += len(part)
    yield line, spans


def is_ready(language: str, dark: bool) -> bool:
    """Whether `color_lines` begins at once. If not, what it needs is loaded in a thread: ask again."""
    name = language.lower()
    key = (name, dark)
    if key in _ready or not name:
        return True
    if key not in _loading:
        _loading.add(key)
        threading.Thread(target=warm_up, args=key, name="code colours", daemon=True).start()
    return False


def warm_up(language: str, dark: bool) -> None:
    """Load what `color_lines` needs for a language; a thread's work, it takes up to 0.1 s."""
    try:
        lexer = _lexer(language)
        if lexer is not None:
            list(lexer.get_tokens("x = 1"))
        _looks(dark)
    finally:
        _ready.add((language, dark))


_loading: set[tuple[str, bool]] = set()
_ready: set[tuple[str, bool]] = set()


class _Looks:
    """Looks by token type, worked out at first use."""

    def __init__(self, dark: bool) -> None:
        from pygments.styles import get_style_by_name

        self._style = get_style_by_name(_STYLES[dark])
        self._known: dict[_TokenType, tuple[str, bool, bool] | None] = {}

    def get(self, kind: _TokenType) -> tuple[str, bool, bool] | None:
        if kind not in self._known:
            style = self._style.style_for_token(kind)
            look = (f"#{style['color']}", bool(style["bold"]), bool(style["italic"]))
            self._known[kind] = look if style["color"] else None
        return self._known[kind]


@functools.cache
def _looks(dark: bool) -> _Looks:
    return _Looks(dark)


@functools.lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    language = _ALIASES.get(language, language)
    if not language:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
