"""The values of a rewritten text. All frozen; they cross threads.

Owns the vocabulary. Must not import anything that is slow to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from llmdesk.tools.fidelity.types import Finding

Style = Literal["correct", "shorter", "longer", "plainer", "formal", "bullets", "email"]
STYLES: tuple[Style, ...] = get_args(Style)
# Of these the text is one whole; of all others each paragraph becomes one.
WHOLE: frozenset[Style] = frozenset(("bullets", "email"))


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """`language`: an ISO 639-1 code; "": it is found. `version`: 0 for the likeliest text, others are other
    wordings of it, each the same every time."""

    style: Style = "correct"
    language: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """source[start:end] == old becomes `new`. `refused`, a sentence marked for translation, says why the
    program did not take it; "" where it did."""

    start: int
    end: int
    old: str
    new: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, source[start:end], and its new text. `changes` have the places of the whole source.
    `checks`: what is wrong with it, as far as a program sees that."""

    start: int
    end: int
    text: str
    changes: tuple[Change, ...] = ()
    checks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteProgress:
    """`parts`: those that are new since the last call, in order. `begun`: what there is of the only one;
    nothing of it is checked yet."""

    done: int
    total: int
    parts: tuple[Part, ...] = ()
    begun: str = ""


@dataclass(frozen=True)
class Written:
    """A text written anew: its paragraphs, in order. `complete`: none is missing (the user stopped it)."""

    source: str
    style: Style
    language: str
    parts: tuple[Part, ...]
    model: str
    seconds: float
    complete: bool = True

    @property
    def text(self) -> str:
        """The new text; what was not reached yet is as it was, and so is all between the paragraphs."""
        pieces, at = [], 0
        for part in self.parts:
            pieces += [self.source[at : part.start], part.text]
            at = part.end
        return "".join([*pieces, self.source[at:]])

    @property
    def changes(self) -> tuple[Change, ...]:
        """Those that were taken."""
        return tuple(change for part in self.parts for change in part.changes if not change.refused)

    @property
    def refused(self) -> tuple[Change, ...]:
        return tuple(change for part in self.parts for change in part.changes if change.refused)

    @property
    def checks(self) -> tuple[Finding, ...]:
        return tuple(finding for part in self.parts for finding in part.checks)
