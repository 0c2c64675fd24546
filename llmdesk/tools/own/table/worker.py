"""A tool of one's own as the work on the rows of a table.

Owns how answers are kept while a job goes on, and the blocks: the same rows are always asked together, with
an empty cache before them, so that a table is the same to the byte whether or not the work was stopped. What
is asked side by side changes the last digits of a model's sums, and so, now and then, a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools.kept import write
from llmdesk.tools.own.kinds import BLOCK, kind_of
from llmdesk.tools.own.running import without_work
from llmdesk.tools.own.runs import STATUS
from llmdesk.tools.own.types import Answer, Finding, OwnTool, Values
from llmdesk.tools.tables.added import defuse
from llmdesk.tools.tables.review import Earlier, MadeRow
from llmdesk.tools.tables.side_by_side import Relay
from llmdesk.tools.tables.table import clean
from llmdesk.tools.tables.types import Cell
from llmdesk.tools.tables.worker import NewColumn, Row, Setting, Worker


@dataclass(frozen=True)
class AnswerForm:
    """An answer as JSON, and as the cells of its row."""

    def to_json(self, result: Answer) -> object:
        findings = [[each.rule, str(each.detail)] for each in result.findings]
        return [result.values, result.status, findings, result.reason, result.tries, result.ends]

    def from_json(self, kept: Any) -> Answer:
        values, status, findings, reason, tries, ends = kept
        found = tuple(Finding(rule, Phrase(detail)) for rule, detail in findings)
        return Answer(tuple(values), status, found, reason, tries, ends)

    def cells(self, result: Answer) -> Sequence[Cell]:
        given = [defuse(clean(v)) if isinstance(v, str) else v for v in result.values]
        return [*given, clean(" ".join(result.words.split()))]

    def status(self, result: Answer) -> str:
        return result.status


class OwnWorker(Worker[Answer]):
    """Gives each row the tool's answer to what stands in the columns that are its places, in their order.
    With `earlier`, rows that passed before keep what they have."""

    name = "own"

    def __init__(
        self,
        engine: TextEngine,
        tool: OwnTool,
        model: str,
        earlier: Earlier | None = None,
        block: int = BLOCK,
    ) -> None:
        """`block`: rows that are asked together."""
        self.tool, self._size = tool, block
        self._engine, self._model, self._earlier = engine, model, earlier
        self.kind = kind_of(tool)
        self.kind.first_attempt = earlier.attempt if earlier is not None else 0
        self.keeps_rows = earlier is not None
        self._block: list[Row] = []
        self._given = 0  # of the rows of the block: those whose answers were taken
        self._before = 0  # of these: those that are still to come once more, after a pause

    @property
    def together(self) -> int:
        return self._size

    @property
    def row_by_row(self) -> bool:
        return self._earlier is None and not self.kind.remembers

    @property
    def columns(self) -> Sequence[NewColumn]:
        return (*self.kind.columns, NewColumn(STATUS))

    @property
    def form(self) -> AnswerForm:
        return AnswerForm()

    @property
    def settings(self) -> Sequence[Setting]:
        return (
            Setting(
                "tool",
                write(self.tool),
                QT_TRANSLATE_NOOP(
                    "core", "It was made with another tool, or with the tool as it was before a change."
                ),
            ),
            Setting(
                "model",
                [self._model, __version__, self._size],
                QT_TRANSLATE_NOOP("core", "It was made with another model, or another version of llmdesk."),
            ),
            Setting(
                "again",
                None if self._earlier is None else self._earlier.identity,
                QT_TRANSLATE_NOOP("core", "It did other rows again."),
            ),
        )

    # -- rows ------------------------------------------------------------------------------------
    def at_once(self, row: Row) -> Answer | None:
        kept = self.kept_of(row)
        return without_work(self.tool, row) if kept is None else kept

    def kept_of(self, row: Row) -> Answer | None:
        """What a row has that is not done again."""
        kept = self._earlier.next(row) if self._earlier is not None else None
        return None if kept is None else _as_answer(kept)

    def begin_behind(self, results: Iterable[Answer]) -> None:
        count = 0

        def counted() -> Iterator[Answer]:
            nonlocal count
            for answer in results:
                count += 1
                yield answer

        done = counted()
        self.kind.learn(done)
        if self._earlier is not None:
            for _ in done:  # what the kind did not ask for
                pass
            self.kind.learn(map(_as_answer, self._earlier.passed()))
            self._earlier.begin_behind(count)

    def kept(self, results: Iterable[Answer]) -> int:
        """Whole blocks, and what lies between them."""
        whole = 0
        open_block = False
        for count, answer in enumerate(results, start=1):
            if answer.ends is not None:
                open_block = not answer.ends
            if not open_block:
                whole = count
        return whole

    def values(self, row: Row, cancel: CancelToken) -> Values | Answer:
        """What the tool works on, or at once why there is nothing."""
        return row

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Answer]:
        stop = Relay(cancel)
        incoming = iter(rows)
        while True:
            # After a pause the rows that have no answer yet come again: the block is made whole once more.
            self._block = self._block[: self._given] + list(islice(incoming, self._size - self._given))
            if not self._block:
                return
            block, self._before = self._block, self._given
            for number, answer in enumerate(self._answers(block, stop.next())):
                self._before = max(0, self._given - number - 1)
                if number < self._given:
                    continue
                ends = number == len(block) - 1
                self._block, self._given = ([], 0) if ends else (block, number + 1)
                yield replace(self.kind.in_order(answer), ends=ends)

    def _answers(self, rows: Sequence[Row], cancel: CancelToken) -> Iterator[Answer]:
        given = [self.values(row, cancel) for row in rows]
        texts = [each for each in given if not isinstance(each, Answer)]
        self.kind.on_ahead = self._tell_ahead
        answers = self.kind.block(self._engine, texts, cancel)
        for each in given:
            yield each if isinstance(each, Answer) else next(answers)

    def _tell_ahead(self, ahead: int, again: int) -> None:
        if self.on_ahead is not None:
            self.on_ahead(max(0, ahead - self._before), again)


def _as_answer(kept: MadeRow) -> Answer:
    return Answer(kept.values, kept.status, reason=kept.reason)
