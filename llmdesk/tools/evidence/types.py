"""The values of a check: what is remarked, where it stands. All frozen; they cross threads.

Owns the vocabulary that whoever checks sentences shares. Must not import anything that is slow to import.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from llmdesk.errors import fill

QUOTE_LIMIT = 1000


def _identity(source: str) -> str:
    return source


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for the user, marked for translation in context "core", and what fills its places."""

    template: str
    params: tuple[tuple[str, str], ...] = ()

    def render(self, translate: Callable[[str], str] = _identity) -> str:
        return fill(translate(self.template), dict(self.params))

    def __str__(self) -> str:
        return self.render()


@dataclass(frozen=True, slots=True)
class Source:
    """A passage of the document: text[start:end] == quote, at most `QUOTE_LIMIT` characters.

    `page` as a reader says it ("" where the document has none); `score` 0…1, how much of the
    sentence's weight the passage covers.
    """

    start: int
    end: int
    page: str
    quote: str
    score: float
