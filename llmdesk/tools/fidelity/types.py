"""The values of a comparison of two texts: what of the one is not kept in the other.

Owns the vocabulary. Must not import anything that is slow to import.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from llmdesk.errors import fill
from llmdesk.tools.documents.types import Span

Rule = Literal[
    "numbers", "dates", "units", "names", "addresses", "code", "placeholders", "tags", "list marks", "quotes",
    "empty", "language", "untranslated", "length", "repetition", "remarks", "glossary",
]  # fmt: skip

KEPT: tuple[Rule, ...] = (
    "numbers", "dates", "units", "names", "addresses", "code", "placeholders", "tags", "list marks", "quotes",
)  # fmt: skip
"""What must be in any other wording of a text, translated or not."""
TRANSLATED: tuple[Rule, ...] = ("empty", "language", "untranslated", "length", "repetition", "remarks")
"""What a translation must be besides."""


def _identity(source: str) -> str:
    return source


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. `template` is a sentence for the user, marked for translation in
    context "core"; `source` and `target`: the place in each text, where it has one."""

    rule: Rule
    template: str
    params: tuple[tuple[str, str], ...] = ()
    source: Span | None = None
    target: Span | None = None

    def render(self, translate: Callable[[str], str] = _identity) -> str:
        return fill(translate(self.template), dict(self.params))

    @property
    def detail(self) -> str:
        """The sentence in English."""
        return self.render()


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a glossary: how `source` is to be translated. `note` is for people."""

    source: str
    target: str
    note: str = ""
