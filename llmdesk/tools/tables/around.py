"""What a worker around another one hands on to it.

Owns what both say alike: what is added, and what is found by looking at the table. Must not do rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from llmdesk.cancel import CancelToken
from llmdesk.tools.tables.worker import NewColumn, Row, Setting, Worker

R = TypeVar("R")


class WorkerAround(Worker[R]):
    """Has the work of `inner` done, in its name: it may say whose rows, or where."""

    def __init__(self, inner: Worker[R]) -> None:
        self._inner = inner
        self.name = inner.name

    @property
    def together(self) -> int:
        return self._inner.together

    @property
    def columns(self) -> Sequence[NewColumn]:
        return self._inner.columns

    @property
    def settings(self) -> Sequence[Setting]:
        return self._inner.settings

    def prepare(
        self,
        rows: Callable[[], Iterator[Row]],
        cancel: CancelToken,
        on_progress: Callable[[int, int], None],
    ) -> None:
        self._inner.prepare(rows, cancel, on_progress)

    @property
    def prepared(self) -> Mapping[str, object]:
        return self._inner.prepared

    def take(self, prepared: object) -> None:
        self._inner.take(prepared)
