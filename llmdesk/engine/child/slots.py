"""The sequences of a context, what a batch takes of them, and the guesses behind it.

Owns the bookkeeping of one sequence. Does not know who waits for one (`lane` does).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from llmdesk.engine.child.batch import Batch
from llmdesk.engine.child.jobs import GenerateJob
from llmdesk.engine.child.llama import Context
from llmdesk.engine.child.lookup import MOST
from llmdesk.engine.child.saved.stretch import Stretch


@dataclass
class Slot:
    """One sequence of the KV cache. `tokens` are exactly those in the cache, in order."""

    sequence: int
    tokens: list[int] = field(default_factory=list)
    job: GenerateJob | None = None
    used_at: int = 0
    chat: str = ""  # of which the tokens are, if they are to be saved
    unsaved: bool = False
    returning: deque[Stretch] = field(default_factory=deque)  # what is still to be put back of it


@dataclass
class Part:
    """What a batch takes of a slot: `count` pending tokens, all of them where it is `ready`; then logits are
    at `index`. Behind them a guess, with its logits from `guess_at` on."""

    slot: Slot
    job: GenerateJob
    count: int
    index: int
    ready: bool
    guess: list[int] = field(default_factory=list)
    guess_at: int = 0


# -- guesses -----------------------------------------------------------------------------------------
def add_guesses(batch: Batch, parts: Sequence[Part], limit: int) -> None:
    """What may follow the newest tokens, as long as the batch is as small as one that is computed exactly
    (`lookup.MOST`): where several write side by side they share the reading of the weights already. A request
    takes `limit` tokens at most."""
    for part in parts:
        job = part.job
        room = min(batch.outputs, limit - job.total_tokens, MOST + 1 - len(batch.tokens))
        part.guess = job.guess()[: max(0, room)]
        if part.guess:
            start = len(part.slot.tokens) + part.count
            part.guess_at = batch.add(part.slot.sequence, start, part.guess, outputs=len(part.guess))


def chosen(context: Context, part: Part) -> Iterator[tuple[GenerateJob, int]]:
    """Where the next token of a job is chosen, and the next ones, as long as they were guessed right."""
    job, slot = part.job, part.slot
    if slot.job is not job:
        return
    yield job, part.index
    stood = 0
    while stood < len(part.guess) and job.goes_on_with(part.guess[stood]):
        slot.tokens.append(part.guess[stood])
        yield job, part.guess_at + stood
        stood += 1
    if part.guess and job.lookup is not None:
        job.lookup.learn(len(part.guess), stood)
    if stood < len(part.guess):
        context.remove(slot.sequence, len(slot.tokens))


def clear_guesses(context: Context, parts: Sequence[Part]) -> bool:
    """The batch was not decoded, or in part; whether there were guesses in it."""
    guessed = [part for part in parts if part.guess]
    for part in guessed:
        context.remove(part.slot.sequence, len(part.slot.tokens) + part.count)
    return bool(guessed)
