"""The contexts of a loaded model: that of chats, and those of batch work, made when first needed.

Owns their sizes, and the threads that all of them compute with. Must not know whose turn it is.
"""

from __future__ import annotations

from collections.abc import Callable

from llmdesk.engine.child.jobs import GenerateJob
from llmdesk.engine.child.lane import Lane
from llmdesk.engine.child.llama import AbortFlag, Context, ContextLimit, ContextSize
from llmdesk.engine.child.rows import TILE, Rows
from llmdesk.engine.child.runtime import BATCH_TOKENS, Runtime
from llmdesk.engine.child.saved.shelf import Shelf
from llmdesk.errors import QT_TRANSLATE_NOOP, ModelLoadError

BATCH_SEQUENCES = 32
# A model of so many parameters takes long to read a chat again, and little more for a token while other
# chats are in its cache; a smaller one is the other way round (135M: 6 % for 600 cells, 420 tokens/s).
_SLOW_READER = 700_000_000
_FEW_SEQUENCES = 4  # of recurrent and hybrid models, whose state is allocated for each sequence
_SCORE_ROWS, _SCORE_CELLS = 8, 512
_FEW_CELLS = 256  # enough for lines behind a short prefix, and half as long to make
_SCORE_OUTPUTS = 64
# What one batch of scoring costs beyond its tokens, told in tokens: 8 rows of 28 tokens went at 0.99 and
# 4 at 0.98 of the speed of 16 (starter model, two cores); a GPU computes hundreds of tokens at once.
_CPU_BATCH_COST, _GPU_BATCH_COST = 4, 256
_SCORE_BYTES = 256 << 20  # of KV cache for rows that are scored side by side


class Contexts:
    """All contexts over one model."""

    def __init__(
        self,
        runtime: Runtime,
        abort: AbortFlag,
        threads: tuple[int, int],
        on_error: Callable[[GenerateJob], None],
        on_reading: Callable[[GenerateJob], None],
        shelf: Shelf | None,
    ) -> None:
        """`threads`: (for a token, for prompts); `shelf` and the callbacks are those of `Lane`."""
        self._model, self._loaded, self._facts = runtime.model, runtime.loaded, runtime.facts
        self._attention = runtime.attention
        self._abort, self._threads = abort, threads
        self._on_error, self._on_reading = on_error, on_reading
        keeps_idle = self._loaded.parameters >= _SLOW_READER
        self.interactive = self._lane(runtime.context, keeps_idle=keeps_idle, shelf=shelf)
        self.interactive.context.set_threads(threads)
        self.batch: Lane | None = None
        self._rows: dict[int, Rows] = {}  # by how many there are

    def set_threads(self, threads: tuple[int, int]) -> None:
        self._threads = threads
        lanes = [lane.context for lane in (self.interactive, self.batch) if lane is not None]
        for context in (*lanes, *(rows.context for rows in self._rows.values())):
            context.set_threads(threads)

    def batch_lane(self) -> Lane:
        """The lane of batch requests, made when it is first needed."""
        if self.batch is None:
            sequences = BATCH_SEQUENCES if self._model.has_partial_memory else _FEW_SEQUENCES
            size = ContextSize(self._loaded.context, BATCH_TOKENS, sequences, sequences)
            self.batch = self._lane(self._context(size), keeps_idle=False)
        return self.batch

    def score_rows(self, prefix: int, cells: int) -> Rows:
        """Rows of at least `cells` each behind a prefix of so many tokens: several side by side, or
        for a long item one row of its own."""
        can_cut = self._model.has_partial_memory
        usual = max(_SCORE_CELLS, (prefix + _SCORE_CELLS) // 256 * 256) if cells > _FEW_CELLS else _FEW_CELLS
        if cells > usual:
            return self._rows_of(1, self._loaded.context + 2 * TILE, can_cut)
        a_row = usual * self._facts.kv_bytes // self._loaded.context
        count = max(1, min(_SCORE_ROWS, _SCORE_BYTES // max(1, a_row))) if can_cut else 1
        return self._rows_of(count, usual, can_cut)

    def _rows_of(self, count: int, cells: int, can_cut: bool) -> Rows:
        rows = self._rows.get(count)
        if rows is None or rows.cells < cells:
            if rows is not None:
                rows.close()
                del self._rows[count]
            sequences = count if can_cut else count + 1
            size = ContextSize(cells * sequences, BATCH_TOKENS, sequences, _SCORE_OUTPUTS, unified=False)
            cost = _GPU_BATCH_COST if self._facts.gpu_layers else _CPU_BATCH_COST
            rows = self._rows[count] = Rows(self._context(size), can_cut, cost)
        return rows

    def _lane(self, context: Context, *, keeps_idle: bool, shelf: Shelf | None = None) -> Lane:
        return Lane(
            self._model,
            context,
            self._loaded.context,
            self._on_error,
            keeps_idle=keeps_idle,
            on_reading=self._on_reading,
            shelf=shelf,
        )

    def _context(self, size: ContextSize) -> Context:
        try:
            return Context(self._model, size, self._threads, self._abort, self._attention)
        except ContextLimit:
            raise ModelLoadError(
                QT_TRANSLATE_NOOP("core", "There is not enough memory for this task."),
                QT_TRANSLATE_NOOP("core", "llama.cpp could not make a second context of {context} tokens."),
                QT_TRANSLATE_NOOP("core", "Choose a smaller context, or close other programs."),
                context=f"{size.cells:,}",
            ) from None
