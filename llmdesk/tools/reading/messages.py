"""What this program and its reader process say to each other.

Owns frozen values that cross the pipe. Nothing large is among them: a message is taken from the pipe
as a whole, and no other thread runs meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from llmdesk.errors import UserError

if TYPE_CHECKING:
    from llmdesk.tools.tables.types import Cell
    from llmdesk.tools.tables.worker import NewColumn


# -- to the process ------------------------------------------------------------------------------
@dataclass(frozen=True)
class CarriedTable:
    """An open table without what cannot travel: its kind, and what it knows."""

    kind: str
    state: Mapping[str, object]


@dataclass(frozen=True)
class ReadDocument:
    path: str


@dataclass(frozen=True)
class OpenTable:
    """`arguments`: those of `tables.open_table` behind the path."""

    path: str
    arguments: tuple[object, ...]


@dataclass(frozen=True)
class ReadRows:
    table: CarriedTable


@dataclass(frozen=True)
class WriteTable:
    """`results`: the file of results, one for each row; `form`: what reads them, pickled, for it comes from a
    tool that this process has not loaded. `part`: what is written, `out` what it becomes."""

    table: CarriedTable
    results: str
    form: bytes
    added: tuple[NewColumn, ...]
    part: str
    out: str


@dataclass(frozen=True)
class WarmUp:
    """Load the libraries, before there is anything to read."""


@dataclass(frozen=True)
class LayOutFormula:
    """`tex`: without its delimiters."""

    tex: str
    display: bool


@dataclass(frozen=True)
class RunTask:
    """`task`: what is done with a file, pickled, for it comes from a tool that this process has not loaded.
    What it works on comes behind it, in pieces."""

    task: bytes


Request = ReadDocument | OpenTable | ReadRows | WriteTable | WarmUp | LayOutFormula | RunTask


@dataclass(frozen=True)
class Begin:
    """`memory`: bytes that the work may take beside what the process has. `folder`: which relative paths
    are meant from; "" where there is none any more."""

    request: Request
    memory: int
    folder: str


@dataclass(frozen=True)
class More:
    """One block of rows was taken: another one may be sent."""


@dataclass(frozen=True)
class Stop:
    """No more rows are wanted."""


@dataclass(frozen=True)
class Given:
    """The next bytes that a task works on, or the last ones."""

    data: bytes
    last: bool


Command = Begin | More | Stop | Given


# -- from the process ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Alive:
    """The work goes on."""


@dataclass(frozen=True)
class Progress:
    """The part that is done, 0 to 1; of writing, the rows that are written."""

    done: float


@dataclass(frozen=True)
class Text:
    """The next piece of a document's text."""

    text: str


@dataclass(frozen=True)
class Spans:
    """Pieces of a document: `numbers` are unsigned 32-bit ones, those of a span one after another."""

    what: Literal["headings", "paragraphs", "sentences"]
    numbers: bytes


@dataclass(frozen=True)
class Made:
    """The next bytes of what a task made."""

    data: bytes


@dataclass(frozen=True)
class Pages:
    pages: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Rows:
    """The next rows; `width`: the columns that the table has by now."""

    rows: list[list[Cell]]
    width: int


@dataclass(frozen=True)
class Done:
    """What is left to say at the end."""

    value: object = None


@dataclass(frozen=True)
class Failed:
    """The work ended with an error: the user's, or one that nobody foresaw (`reason`, `trace`)."""

    error: UserError | None = None
    out_of_memory: bool = False
    reason: str = ""
    trace: str = ""


Message = Alive | Progress | Text | Spans | Pages | Rows | Made | Done | Failed
