"""Log-probabilities of labels for many items: the prefix read once, many items to a batch.

Owns the scoring of one request: items into rows, rows into groups that share a batch, labels of
several tokens behind their rows. A result depends on the item, the prefix and the labels alone
(`rows` says how), so groups may be made as the lengths and the time at hand suggest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from llmdesk.engine.child.grouping import first_group
from llmdesk.engine.child.rows import TILE, Passage, Rows, is_short
from llmdesk.engine.child.sampling import Grammar, best_candidates, log_sum_exp
from llmdesk.engine.types import Score, ScoreRequest

_WINDOW = 32  # items that may be grouped by length; results come in order, window by window
_GRAMMAR_CANDIDATES = 4096
_TOO_LONG = "too long for the context"
_EMPTY = "empty"


@dataclass
class Row:
    """An item on its way. `scores` are those of the labels, or the one of the item itself."""

    index: int
    tokens: list[int]
    scores: list[float] = field(default_factory=list)
    grammar: Grammar | None = None


class ScoreJob:
    """One `ScoreRequest`. `step` decodes one batch and returns the scores that are ready."""

    def __init__(
        self,
        number: int,
        request: ScoreRequest,
        start: list[int],
        tokenize: Callable[[str], list[int]],
        make_rows: Callable[[int, int], Rows],
        limit: int,
        surely_more: Callable[[Sequence[str], int], int | None],
        grammar: Grammar | None = None,
    ) -> None:
        """`start`: tokens before the prefix (BOS). `make_rows(prefix, cells)`: rows of at
        least so many cells for a prefix of so many tokens. `limit`: tokens that one item may take in all;
        `surely_more`: about how many texts have that are too long to count (see `PromptBuilder`)."""
        self.id, self.request = number, request
        self._tokenize, self._make_rows, self._limit = tokenize, make_rows, limit
        self._surely_more = surely_more
        self._grammar = grammar
        self._labels = [tokenize(label) for label in request.labels]
        self._suffix = tokenize(request.suffix) if request.suffix and self._labels else []
        prefix = start + (tokenize(request.prefix) if request.prefix else [])
        # The first token of a continuation is decided at the last one of the prefix: rows begin there.
        self._lead = [] if self._labels else prefix[-1:]
        self._prefix = prefix if self._labels else prefix[:-1]
        self._longest_label = max((len(label) for label in self._labels), default=0)
        self._budget = 0
        self._work = self._run()
        self.done = False
        self.last_count = 0  # tokens of the last batch

    def step(self, budget: int) -> list[Score]:
        """Decode one batch of about `budget` tokens."""
        self._budget = budget
        try:
            return next(self._work)
        except StopIteration:
            self.done = True
            return []

    def close(self) -> None:
        self._work.close()
        if self._grammar is not None:
            self._grammar.close()

    # -- windows and groups -------------------------------------------------------------------------
    def _run(self) -> Generator[list[Score], None, None]:
        items = self.request.items
        for first in range(0, len(items), _WINDOW):
            finished: list[Score] = []
            rows: list[Row] = []
            for index in range(first, min(first + _WINDOW, len(items))):
                row = self._row(index, items[index])
                if isinstance(row, Score):
                    finished.append(row)
                else:
                    rows.append(row)
            yield from self._score_rows(rows)
            finished += [Score(row.index, tuple(row.scores), len(row.tokens)) for row in rows]
            yield sorted(finished, key=lambda score: score.index)

    def _row(self, index: int, item: str) -> Row | Score:
        about = self._surely_more([item], self._limit)
        if about is not None:
            return Score(index, (), about, _TOO_LONG)
        own = self._tokenize(item)
        tokens = self._lead + own + self._suffix
        if not own:
            return Score(index, (), 0, _EMPTY)
        if len(self._prefix) + len(tokens) + self._longest_label > self._limit:
            return Score(index, (), len(tokens), _TOO_LONG)
        return Row(index, tokens, grammar=self._grammar.fresh() if self._grammar else None)

    def _score_rows(self, rows: list[Row]) -> Iterator[list[Score]]:
        waiting = sorted(rows, key=lambda row: len(row.tokens))
        while waiting:
            holder = self._make_rows(len(self._prefix), self._room_for(waiting[0]))
            for _ in holder.hold(self._prefix):
                self.last_count = holder.last_count
                yield []
            group = self._group(waiting, holder)
            del waiting[: len(group)]
            for _ in self._score_group(group, holder):
                self.last_count = holder.last_count
                yield []

    def _room_for(self, row: Row) -> int:
        """Cells that a row needs in all, padding included."""
        return len(self._prefix) + len(row.tokens) + self._longest_label + TILE

    def _group(self, waiting: list[Row], holder: Rows) -> list[Row]:
        """The first rows that one batch takes: padding and batches cost as little as can be."""
        lengths = [len(row.tokens) for row in waiting if self._room_for(row) <= holder.cells]

        def ends(first: int) -> Iterator[int]:
            """One batch, and the same kernel of attention for all its rows."""
            yield first + 1
            for last in range(first + 1, len(lengths)):
                if is_short(lengths[last]) != is_short(lengths[first]):
                    return
                if last - first >= holder.rows_at_once(lengths[last], self._budget):
                    return
                yield last + 1

        def cost(longest: int, rows: int) -> int:
            return holder.width(longest, rows) * rows + holder.batch_cost

        return waiting[: first_group(lengths, ends, cost)]

    # -- one group ------------------------------------------------------------------------------------
    def _score_group(self, group: list[Row], holder: Rows) -> Iterator[None]:
        for number in range(len(group)):
            holder.reset(number, len(self._prefix))
        if self._labels:
            yield from self._score_first_tokens(group, holder)
            for number, label in enumerate(self._labels):
                if len(label) > 1:
                    yield from self._score_rest(group, holder, number, label)
        else:
            yield from self._score_continuations(group, holder)

    def _score_first_tokens(self, group: list[Row], holder: Rows) -> Iterator[None]:
        """The first tokens of all labels, at the end of each row."""

        def look_up(number: int, _offset: int, logits: Any) -> None:
            norm = log_sum_exp(logits)
            group[number].scores = [
                float(logits[label[0]]) - norm if label else 0.0 for label in self._labels
            ]

        passages = [Passage(len(self._prefix), row.tokens, frozenset([len(row.tokens) - 1])) for row in group]
        yield from holder.read(passages, look_up)

    def _score_rest(self, group: list[Row], holder: Rows, which: int, label: list[int]) -> Iterator[None]:
        """The later tokens of one label, behind each row."""
        passages = []
        for number, row in enumerate(group):
            end = len(self._prefix) + len(row.tokens)
            # Where a sequence cannot be cut behind the row, the row has to be read once more.
            again = [] if holder.reset(number, end) else row.tokens
            wanted = frozenset(range(len(again), len(again) + len(label) - 1))
            passages.append(Passage(end - len(again), again + label[:-1], wanted))

        def look_up(number: int, offset: int, logits: Any) -> None:
            begin = len(passages[number].tokens) - len(label) + 1
            token = label[offset - begin + 1]
            group[number].scores[which] += float(logits[token]) - log_sum_exp(logits)

        yield from holder.read(passages, look_up, dense=True)

    def _score_continuations(self, group: list[Row], holder: Rows) -> Iterator[None]:
        """The log-likelihood of the items themselves: logits at every token but the last."""

        def look_up(number: int, offset: int, logits: Any) -> None:
            row = group[number]
            token = row.tokens[offset + 1]
            if row.grammar is None:
                row.scores[0] += float(logits[token]) - log_sum_exp(logits)
            else:
                row.scores[0] += _under_grammar(row.grammar, logits, token, row.scores[0])

        passages = []
        for row in group:
            row.scores = [0.0]
            wanted = frozenset(range(len(row.tokens) - 1))
            passages.append(Passage(len(self._prefix), row.tokens, wanted))
        try:
            yield from holder.read(passages, look_up, dense=True)
        finally:
            for row in group:
                if row.grammar is not None:
                    row.grammar.close()


def _under_grammar(grammar: Grammar, logits: Any, token: int, so_far: float) -> float:
    """The log-probability of `token` among what the grammar allows here; the grammar moves on."""
    if so_far == -math.inf or not grammar.allows(token):
        return -math.inf
    known = np.union1d(best_candidates(logits, _GRAMMAR_CANDIDATES), [token]).astype(np.int32)
    allowed = grammar.filter(known)
    grammar.accept(token)
    return float(logits[token]) - log_sum_exp(logits[allowed])
