"""The values of a translation. All frozen; they cross threads.

Owns the vocabulary. Must not import anything that is slow to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from llmdesk.tools.fidelity.types import Finding, Term

_ENOUGH, _DOUBTFUL = 4, 0.4
Tone = Literal["", "formal", "plain"]
# Who gave it: the model, the user (before: memory; here: user), nobody (what needs none: a number, code).
Origin = Literal["model", "memory", "user", "source"]


@dataclass(frozen=True, slots=True)
class TranslateOptions:
    """`target` and `source` are ISO 639-1 codes; `source` "": it is found."""

    target: str
    source: str = ""
    tone: Tone = ""
    glossary: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """Running text that stands together (a paragraph, a cell, a subtitle) at text[start:end]."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Near:
    """A segment of the user's own translations that is like another; `likeness` 0…1."""

    source: str
    target: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence and its translation: text[start:end] == source. `unit`: the number of its unit.

    `passed` where the program found nothing wrong; else `checks` say what. `target` is never dropped: where
    the model gave nothing that could be used it is "", and what is written is the source.
    `near`: what the user's own memory has that is like it.
    """

    source: str
    target: str
    start: int
    end: int
    unit: int
    passed: bool = True
    checks: tuple[Finding, ...] = ()
    origin: Origin = "model"
    near: Near | None = None


@dataclass(frozen=True, slots=True)
class TranslateProgress:
    """`segments`: those that are new since the last call, in order."""

    done: int
    total: int
    segments: tuple[Segment, ...] = ()
    failed: int = 0


@dataclass(frozen=True)
class Translation:
    """All segments of a text, in order. `complete`: none is missing (the user stopped it)."""

    source_language: str
    target_language: str
    segments: tuple[Segment, ...]
    model: str
    seconds: float
    complete: bool = True

    @property
    def failed(self) -> int:
        return sum(not segment.passed for segment in self.segments)

    @property
    def doubtful(self) -> bool:
        """Whether so much failed that the model is not fit for it."""
        asked = sum(segment.origin == "model" for segment in self.segments)
        return asked >= _ENOUGH and self.failed >= _DOUBTFUL * asked
