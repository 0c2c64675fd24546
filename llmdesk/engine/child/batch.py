"""One batch that is being put together: the tokens of several sequences, and where logits are wanted.

Owns the four lists that `llama_decode` takes. Must not know requests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from llmdesk.engine.child.llama import Context


@dataclass
class Batch:
    """`room` tokens fit into it, with logits behind `outputs` of them."""

    room: int
    outputs: int
    tokens: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    sequences: list[int] = field(default_factory=list)
    logits: list[bool] = field(default_factory=list)

    def add(self, sequence: int, start: int, tokens: Sequence[int], outputs: int) -> int:
        """Add `tokens` of a sequence, at the positions from `start`, with logits behind the last `outputs`
        of them; the place of the first of these in the batch."""
        count = len(tokens)
        self.tokens += tokens
        self.positions += range(start, start + count)
        self.sequences += [sequence] * count
        self.logits += [False] * (count - outputs) + [True] * outputs
        self.room -= count
        self.outputs -= outputs
        return len(self.tokens) - outputs

    def decode(self, context: Context) -> int:
        """As `Context.decode`."""
        return context.decode(self.tokens, self.positions, self.sequences, self.logits)
