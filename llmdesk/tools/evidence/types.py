"""The values of a check: what is remarked, where it stands. All frozen; they cross threads.

Owns the vocabulary that whoever checks sentences shares. Must not import anything that is slow to import.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from llmdesk.errors import fill
from llmdesk.tools.documents.types import Span

VerdictName = Literal["supported", "contradicted", "not_found", "unsure"]
Method = Literal["words", "model"]

VERDICTS: tuple[VerdictName, ...] = ("supported", "contradicted", "not_found", "unsure")
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


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a document says what a sentence says.

    `verdict`: "supported" (it says so), "contradicted" (it says something that cannot hold together with
    it), "not_found" (it does not say it), "unsure". `probability` 0…1 that it says so: of sentences with
    0.9 about nine in ten are true. `remark`: the reason of any verdict but "supported". `sources`: the
    passages, best first. `method`: "words" where only the program compared, "model" where the model was
    asked, too. `marks` are the deciding words in `text`, `source_marks` those in the document.
    """

    text: str
    verdict: VerdictName
    probability: float
    sources: tuple[Source, ...]
    remark: Remark | None = None
    method: Method = "words"
    marks: tuple[Span, ...] = ()
    source_marks: tuple[Span, ...] = ()

    @property
    def supported(self) -> bool:
        return self.verdict == "supported"

    @property
    def reason(self) -> str:
        """The reason in English; "" for a supported sentence."""
        return "" if self.remark is None else str(self.remark)
