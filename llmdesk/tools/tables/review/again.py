"""Some rows of a table done again by any worker; all others keep what they have.

Owns which result a row gets. Must not know what the worker does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.tables.review.earlier import Earlier
from llmdesk.tools.tables.review.states import MadeRow, MadeRowForm
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import Form, NewColumn, Row, Setting, Worker


@dataclass(frozen=True)
class _Form:
    """Of rows that are kept, and of the worker's results."""

    kept: MadeRowForm
    new: Form[Any]

    def to_json(self, result: Any) -> object:
        if isinstance(result, MadeRow):
            return {"kept": self.kept.to_json(result)}
        return {"new": self.new.to_json(result)}

    def from_json(self, kept: Any) -> Any:
        return self.kept.from_json(kept["kept"]) if "kept" in kept else self.new.from_json(kept["new"])

    def cells(self, result: Any) -> Sequence[Cell]:
        return self.kept.cells(result) if isinstance(result, MadeRow) else self.new.cells(result)

    def status(self, result: Any) -> str:
        return self.kept.status(result) if isinstance(result, MadeRow) else self.new.status(result)


class AgainWorker(Worker[Any]):
    """`worker` on the rows that `earlier` wants done again."""

    keeps_rows = True

    def __init__(self, worker: Worker[Any], earlier: Earlier) -> None:
        self._worker, self._earlier = worker, earlier
        self.name = worker.name

    @property
    def together(self) -> int:
        return self._worker.together

    @property
    def row_by_row(self) -> bool:
        return False

    @property
    def columns(self) -> Sequence[NewColumn]:
        return self._worker.columns

    @property
    def form(self) -> _Form:
        return _Form(MadeRowForm(self._earlier.told), self._worker.form)

    @property
    def settings(self) -> Sequence[Setting]:
        reason = QT_TRANSLATE_NOOP("core", "It did other rows again.")
        return (*self._worker.settings, Setting("again", self._earlier.identity, reason))

    def at_once(self, row: Row) -> Any:
        kept = self._earlier.next(row)
        return self._worker.at_once(row) if kept is None else kept

    def begin_behind(self, results: Iterable[Any]) -> None:
        count = 0

        def new() -> Iterator[Any]:
            nonlocal count
            for result in results:
                count += 1
                if not isinstance(result, MadeRow):
                    yield result

        found = new()
        self._worker.begin_behind(found)
        for _ in found:  # what the worker did not ask for
            pass
        self._earlier.begin_behind(count)

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Any]:
        self._worker.on_part = self.on_part
        return self._worker.rows(rows, cancel)

    def prepare(
        self,
        rows: Callable[[], Iterator[Row]],
        cancel: CancelToken,
        on_progress: Callable[[int, int], None],
    ) -> None:
        self._worker.prepare(rows, cancel, on_progress)

    @property
    def prepared(self) -> Mapping[str, object]:
        return self._worker.prepared

    def take(self, prepared: object) -> None:
        self._worker.take(prepared)
