"""Some rows of a table done again by any worker; all others keep what they have.

Owns which result a row gets. Must not know what the worker does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.tables.around import WorkerAround
from llmdesk.tools.tables.review.earlier import Earlier
from llmdesk.tools.tables.review.states import MadeRow, MadeRowForm
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import Form, Row, Setting, Worker


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


class AgainWorker(WorkerAround[Any]):
    """`worker` on the rows that `earlier` wants done again."""

    keeps_rows = True

    def __init__(self, worker: Worker[Any], earlier: Earlier) -> None:
        super().__init__(worker)
        self._earlier = earlier

    @property
    def row_by_row(self) -> bool:
        return False

    @property
    def form(self) -> _Form:
        return _Form(MadeRowForm(self._earlier.told), self._inner.form)

    @property
    def settings(self) -> Sequence[Setting]:
        reason = QT_TRANSLATE_NOOP("core", "It did other rows again.")
        return (*self._inner.settings, Setting("again", self._earlier.identity, reason))

    def at_once(self, row: Row) -> Any:
        kept = self._earlier.next(row)
        return self._inner.at_once(row) if kept is None else kept

    def begin_behind(self, results: Iterable[Any]) -> None:
        count = 0

        def new() -> Iterator[Any]:
            nonlocal count
            for result in results:
                count += 1
                if not isinstance(result, MadeRow):
                    yield result

        found = new()
        self._inner.begin_behind(found)
        for _ in found:  # what the worker did not ask for
            pass
        self._earlier.begin_behind(count)

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Any]:
        self._inner.on_part = self.on_part
        return self._inner.rows(rows, cancel)
