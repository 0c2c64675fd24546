"""What is extracted, as values: each with its place in the source, or a mark.

Owns them. All frozen; they cross threads and are kept in the store.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from llmdesk.errors import Phrase
from llmdesk.tools.fields import FieldSet, Place, Plain, Problem
from llmdesk.tools.file_list import ListedFile

MARKED = 0.3  # of the confidence of a value that is marked
Stage = Literal["trying", "reading", "weighing"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value. `text` is the source's at `start` and `end`; where the value stands nowhere they are None,
    and `text` is the model's. `value` is what the words stand for, None where they are not what the type
    says; of a choice it is the choice, and the words are those that say so.

    `places` are all places of the words. `confidence`, 0 to 1, is more of a value that the model is surer of;
    it is no probability, so that the window does not show it. None where it was not weighed.
    """

    value: Plain
    text: str
    start: int | None = None
    end: int | None = None
    confidence: float | None = None
    currency: str = ""
    problem: Problem = ""
    places: tuple[Place, ...] = ()

    def marked_as(self, problem: Problem) -> Value:
        """The value with a mark that it did not have when it was weighed."""
        sure = None if self.confidence is None else self.confidence * MARKED
        return replace(self, problem=problem, confidence=sure)

    @property
    def found(self) -> bool:
        return self.start is not None

    @property
    def marked(self) -> bool:
        """Whether a person should look at it."""
        return bool(self.problem)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a text states of one field: nothing, one value, or of a list several.

    `confidence` is that of "not stated", where nothing is. `was`: the values before a person put it right;
    None where nobody did.
    """

    values: tuple[Value, ...] = ()
    confidence: float | None = None
    was: tuple[Value, ...] | None = None

    @property
    def edited(self) -> bool:
        return self.was is not None

    @property
    def first(self) -> Value | None:
        return self.values[0] if self.values else None


Record = tuple[Cell, ...]
"""A row: a cell for each field, in their order."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the text, text[start:end], of which nothing is known, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was extracted from one document. `complete`: all of it was read; `chars_read` says how much.
    `warning`: what to expect of a model that did badly in its trial."""

    fields: FieldSet
    records: tuple[Record, ...]
    document: str
    model: str
    seconds: float
    complete: bool = True
    chars_read: int = 0
    chars_total: int = 0
    unread: tuple[Unread, ...] = ()
    warning: Phrase | None = None

    @property
    def weighed(self) -> bool:
        """Whether anything has a confidence."""
        cells = [cell for record in self.records for cell in record]
        if any(cell.confidence is not None for cell in cells):
            return True
        return any(value.confidence is not None for cell in cells for value in cell.values)


@dataclass(frozen=True, slots=True)
class ExtractProgress:
    """`done` of `total` parts of the document, while a new model is tried of the texts of its trial; where
    the document has many rows, those that were found so far."""

    stage: Stage
    done: int
    total: int
    records: tuple[Record, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class FileState(ListedFile):
    """One file of a list, on its way or at its end."""

    status: Literal["reading", "extracting", "done", "stopped", "failed"]
    progress: ExtractProgress | None = None
    extraction: Extraction | None = None
