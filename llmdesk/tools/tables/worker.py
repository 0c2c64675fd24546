"""What a job over a table asks of whoever does the work on its rows.

Owns the face of a worker and of its results. A job knows nothing else of it: not what a result says, and not
whether a model made it. Must not know files.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.tools.tables.types import Cell, ColumnKind

R = TypeVar("R")
Row = tuple[str, ...]  # what stands in the columns that a worker reads, as texts, "" for nothing


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column that a worker adds. `decimals`: of its figures in a file of texts, so that they stand in
    line; None: as many as a figure has. `kind`: what its cells are where their value is known."""

    name: str
    decimals: int | None = None
    kind: ColumnKind = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that a worker's results depend on. `value`: plain JSON values. `reason`: what to say, marked
    for translation, where unfinished work was made with another value."""

    name: str
    value: object
    reason: str


class Form(Protocol[R]):
    """How results are kept while a job goes on, and what they write. It travels to the process that writes
    the output, so it is a small value that can be pickled."""

    def to_json(self, result: R) -> object:
        """Plain JSON values."""
        ...

    def from_json(self, kept: object) -> R:
        """What `to_json` gave; raises `ValueError` or `TypeError` for anything else."""
        ...

    def cells(self, result: R) -> Sequence[Cell]:
        """What it writes into each of the worker's columns; None for nothing."""
        ...

    def status(self, result: R) -> str:
        """ "ok", or in a word why the row has no result."""
        ...


class Worker(ABC, Generic[R]):
    """Does something with each row. `name` tells workers apart in unfinished work.

    A result depends on nothing but the row, the `settings` and what `prepare` found, so that an output is the
    same to the byte whether or not the job was stopped.
    """

    name: str
    keeps_rows: bool = False
    """Whether rows keep what the output has for them: it is part of the work, and to start over loses it."""
    on_part: Callable[[float], None] | None = None
    """Where a row takes long: told how much of it is done (0…1), from any thread."""
    on_ahead: Callable[[int, int], None] | None = None
    """Where rows are worked on together: told how many have their result and were not yet given, and how
    many are asked again; from the thread that asks for `rows`."""

    @property
    def together(self) -> int:
        """How many rows to hand at once to one of several copies of it, each on a part of the table."""
        return 64

    @property
    def row_by_row(self) -> bool:
        """Whether copies of it give the same results: none depends on rows not worked on together."""
        return True

    @property
    @abstractmethod
    def columns(self) -> Sequence[NewColumn]:
        """What it adds; a name that the table has already gets a number."""

    @property
    @abstractmethod
    def form(self) -> Form[R]: ...

    @property
    @abstractmethod
    def settings(self) -> Sequence[Setting]: ...

    @abstractmethod
    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[R]:
        """One result for each row, in order; reads only a bounded number ahead. What is wrong with one row is
        said in its result; what is raised stops the job, and what is done is kept."""

    def at_once(self, row: Row) -> R | None:
        """The result of a row on which there is no work, such as an empty one; it is not among `rows`."""
        return None

    def kept(self, results: Iterable[R]) -> int:
        """How many of the `results` of an earlier run, from the first on, it goes on behind. Where rows that
        are worked on together have an effect on each other, those of a part of them are done again."""
        return sum(1 for _ in results)

    def begin_behind(self, results: Iterable[R]) -> None:
        """Told before the first row is asked for: what earlier runs of the job did, all of it in order."""

    def prepare(
        self,
        rows: Callable[[], Iterator[Row]],
        cancel: CancelToken,
        on_progress: Callable[[int, int], None],
    ) -> None:
        """Look at the table before the first row, and tell (done, total). After a pause it is called again.
        Raises `Cancelled`."""

    @property
    def prepared(self) -> Mapping[str, object]:
        """What `prepare` found, as plain JSON values: it is kept with the job."""
        return {}

    def take(self, prepared: object) -> None:
        """Go by what was found where the job was begun, instead of `prepare`; it may make no sense."""
