"""A context for scoring: every sequence holds a copy of one prefix, rows go behind it.

Owns the layout that makes scores exact. Each sequence has a KV cache of its own (not unified), so
a row finds the prefix at the same cells whatever lies beside it; rows of a batch are padded to the
same length, and batch and outputs to multiples of 4, so the same kernels compute them. Measured on
the starter model: in a unified cache the same row moves by up to 0.04 in probability with the
width of the batch (activations are quantized to 8 bits, and a sum in another order tips a rounding);
here by nothing at all, at 0.98 of the speed of prompt processing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from llmdesk.engine.child.lane import ABORTED, DECODED
from llmdesk.engine.child.llama import Context
from llmdesk.errors import QT_TRANSLATE_NOOP, ModelLoadError

# llama.cpp computes the attention of 64 and more tokens of a sequence with another kernel.
TILE = 64
_KERNEL_ROWS = 4

LookUp = Callable[[int, int, Any], None]  # (number of the row, offset in its tokens, logits)


def is_short(length: int) -> bool:
    """Whether a row of so many tokens, padded, stays below the tile of attention."""
    return length <= TILE - _KERNEL_ROWS


@dataclass(frozen=True)
class Passage:
    """Tokens of one row from position `base` on, and at which offsets logits are wanted."""

    base: int
    tokens: Sequence[int]
    wanted: frozenset[int]

    def part(self, start: int, width: int) -> Passage:
        """The tokens [start, start + width), or none."""
        start = min(start, len(self.tokens))
        wanted = frozenset(p - start for p in self.wanted if start <= p < start + width)
        return Passage(self.base + start, self.tokens[start : start + width], wanted)


class Rows:
    """`count` sequences of `cells` tokens each, behind one prefix."""

    def __init__(self, context: Context, can_cut: bool, batch_cost: int) -> None:
        """`can_cut` False (recurrent models): the last sequence keeps the prefix for copying.
        `batch_cost`: what a batch costs beyond its tokens, told in tokens."""
        self._context, self._can_cut, self.batch_cost = context, can_cut, batch_cost
        self._master = context.size.sequences - 1
        self.count = context.size.sequences if can_cut else self._master
        self.cells = context.size.cells // context.size.sequences
        self.prefix: list[int] | None = None
        self.last_count = 0  # tokens of the last batch

    @property
    def context(self) -> Context:
        return self._context

    def close(self) -> None:
        self._context.close()

    def rows_at_once(self, width: int, budget: int) -> int:
        """How many rows of `width` tokens one batch takes, at least 1."""
        tokens = min(budget, self._context.size.batch)
        return max(1, min(self.count, tokens // (width + _KERNEL_ROWS - 1)))

    def width(self, longest: int, rows: int) -> int:
        """Tokens that each of so many rows takes in a batch, padding included."""
        if not self._can_cut:  # padding could not be taken back
            return longest
        width = max(longest, 2) if is_short(longest) else max(longest, TILE)  # one kernel for all widths
        while width * rows % _KERNEL_ROWS:
            width += 1
        return width

    # -- the prefix -------------------------------------------------------------------------------
    def hold(self, prefix: list[int]) -> Iterator[None]:
        """Read the prefix and copy it to every sequence; yields after every decode."""
        if self.prefix == prefix:
            return
        self.prefix = None
        self._context.clear()
        batch, read = self._context.size.batch, 0
        while read < len(prefix):
            part = prefix[read : read + batch]
            positions = range(read, read + len(part))
            result = self._context.decode(part, positions, [0] * len(part), [False] * len(part))
            self.last_count = len(part)
            if result == DECODED:
                read += len(part)
            elif result == ABORTED:
                self._context.clear()
                read = 0
            else:
                raise _no_room()
            yield
        if prefix:
            for sequence in range(1, self._context.size.sequences):
                self._context.copy(0, sequence)
        self.prefix = prefix

    def reset(self, number: int, length: int) -> bool:
        """Make a row end at position `length`; False when it had to go back to the prefix."""
        if self._context.remove(number, length):
            return True
        self._context.remove(number, 0)
        if self.prefix:
            self._context.copy(self._master, number)
        return False

    # -- rows -------------------------------------------------------------------------------------
    def read(self, passages: Sequence[Passage], look_up: LookUp, *, dense: bool = False) -> Iterator[None]:
        """Read the passages of a group, row by row of the sequences; yields after every decode.

        `dense`: logits are wanted at most tokens, so the parts are as short as the outputs allow.
        """
        size = self._context.size
        width = size.outputs // self.count if dense else max(size.batch // len(passages), 1)
        longest = max(len(passage.tokens) for passage in passages)
        for start in range(0, longest, width):
            parts = [passage.part(start, width) for passage in passages]

            def shifted(number: int, offset: int, logits: Any, start: int = start) -> None:
                look_up(number, offset + start, logits)

            yield from self._read_part(parts, shifted)

    def _read_part(self, parts: Sequence[Passage], look_up: LookUp) -> Iterator[None]:
        """One batch: all rows padded to the longest; what was padded is removed again."""
        width = self.width(max(len(part.tokens) for part in parts), len(parts))
        padding = (self.prefix or [0])[0]
        tokens: list[int] = []
        positions: list[int] = []
        sequences: list[int] = []
        logits: list[bool] = []
        for number, part in enumerate(parts):
            tokens += [*part.tokens, *[padding] * (width - len(part.tokens))]
            positions += range(part.base, part.base + width)
            sequences += [number] * width
            logits += [offset in part.wanted for offset in range(width)]
        _fill_up(logits, self._context.size.outputs)
        while (result := self._context.decode(tokens, positions, sequences, logits)) != DECODED:
            if result != ABORTED:
                raise _no_room()
            self._begin_again(parts)
            yield
        self.last_count = len(tokens)
        for number, part in enumerate(parts):
            for offset in sorted(part.wanted):
                look_up(number, offset, self._context.logits(number * width + offset))
        if self._can_cut:
            for number, part in enumerate(parts):
                self._context.remove(number, part.base + len(part.tokens))
        yield

    def _begin_again(self, parts: Sequence[Passage]) -> None:
        """After an aborted batch: every row as it was before it."""
        for number, part in enumerate(parts):
            if not self.reset(number, part.base) and part.base != len(self.prefix or ()):
                raise _no_room()


def _fill_up(logits: list[bool], limit: int) -> None:
    """Ask for a few more outputs, so that their number is a multiple of 4."""
    wanted_now = sum(logits)
    missing = min(-wanted_now % _KERNEL_ROWS, limit - wanted_now)
    for index, wanted in enumerate(logits):
        if missing and not wanted:
            logits[index] = True
            missing -= 1


def _no_room() -> ModelLoadError:
    return ModelLoadError(
        QT_TRANSLATE_NOOP("core", "The texts could not be scored."),
        QT_TRANSLATE_NOOP("core", "The context has no room for the examples and one text."),
        QT_TRANSLATE_NOOP("core", "Choose a larger context in the settings."),
    )
