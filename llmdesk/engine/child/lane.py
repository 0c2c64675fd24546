"""One llama_context and the sequences in it: admission, batches, prefix reuse, eviction.

Owns the bookkeeping of the KV cache of a context. Several requests run side by side; each turn
takes the next tokens of all of them into one batch (continuous batching). Does not know the
pipe, and nothing of time sharing between contexts (`scheduler` does).
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterator, Sequence

from llmdesk.engine.child.batch import Batch
from llmdesk.engine.child.jobs import GenerateJob
from llmdesk.engine.child.llama import Context, Model
from llmdesk.engine.child.prefix import adopt, common_length
from llmdesk.engine.child.saved.shelf import Shelf
from llmdesk.engine.child.saved.state import put_in
from llmdesk.engine.child.slots import Part, Slot, add_guesses, chosen, clear_guesses

DECODED, NO_ROOM, ABORTED = 0, 1, 2
_WORTH_SHARING = 16  # tokens of a common beginning that are worth a wait of one batch
_WORTH_PUTTING_BACK = 64  # tokens of a saved chat that are worth opening its files
_EXPECTED_ANSWER = 256  # tokens set aside for an answer without a limit when requests are admitted


class Lane:
    """A context, its slots, the requests that run in them and those that wait."""

    def __init__(
        self,
        model: Model,
        context: Context,
        limit: int,
        on_error: Callable[[GenerateJob], None],
        keeps_idle: bool,
        on_reading: Callable[[GenerateJob], None] = lambda _job: None,
        shelf: Shelf | None = None,
    ) -> None:
        """`limit`: tokens one request may take, prompt and answer together. `keeps_idle`: whether the
        texts of ended requests stay in the cache beside a new one that shares nothing with them.
        `on_reading`: of a prompt that takes more than one batch, before each of them. `shelf`: where chats
        are saved, if they are."""
        self._shelf = shelf
        self._on_reading = on_reading
        self._keeps_idle = keeps_idle
        self._model, self.context, self._limit = model, context, limit
        self._slots = [Slot(i) for i in range(context.size.sequences)]
        self._waiting: deque[GenerateJob] = deque()
        self._clock = itertools.count(1)
        self._on_error = on_error
        self.last_count = 0  # tokens of the last batch
        self._tight = False  # no room for guesses

    @property
    def busy(self) -> bool:
        return bool(self._waiting) or any(slot.job for slot in self._slots)

    @property
    def jobs(self) -> list[GenerateJob]:
        return [slot.job for slot in self._slots if slot.job] + list(self._waiting)

    @property
    def newest_length(self) -> int:
        """Tokens in the cache of the sequence that was used last."""
        return len(max(self._slots, key=lambda slot: slot.used_at).tokens)

    @property
    def unsaved(self) -> Slot | None:
        """The chat used last that is not saved as it is."""
        waiting = [slot for slot in self._slots if slot.unsaved and slot.job is None]
        return max(waiting, key=lambda slot: slot.used_at, default=None)

    def of_chat(self, chat: str) -> list[Slot]:
        """The sequences of a chat; "": of all that have one."""
        return [slot for slot in self._slots if slot.chat and chat in ("", slot.chat)]

    def add(self, job: GenerateJob) -> None:
        self._waiting.append(job)

    def remove(self, job: GenerateJob) -> None:
        """Take a finished or cancelled job out; what it read stays in the cache for the next one."""
        for slot in self._slots:
            if slot.job is job:
                slot.job = None
                slot.unsaved = bool(slot.chat) and self._shelf is not None and self._shelf.is_open
                slot.returning.clear()
        if job in self._waiting:
            self._waiting.remove(job)

    def forget_all(self) -> None:
        """Begin as new: what is cached, and where in the cache, has an effect on the last digits."""
        self.context.clear()
        for slot in self._slots:
            slot.tokens, slot.used_at = [], 0
            slot.chat, slot.unsaved = "", False

    # -- one turn ---------------------------------------------------------------------------------
    def step(self, budget: int) -> Iterator[tuple[GenerateJob, int]]:
        """Decode one batch of at most `budget` tokens; yields (job, batch index) to sample from.

        Nothing is yielded when the decode was aborted or had no room; the next step goes on.
        """
        self._admit()
        self.last_count = 0
        if self._put_back():
            return
        active = [slot for slot in self._slots if slot.job]
        if not active:
            return
        batch = Batch(min(budget, self.context.size.batch), self.context.size.outputs)
        readers, followers = self._share_reading(active)
        taken = [part for slot in _shortest_first(readers) if (part := self._take_in(slot, batch))]
        if not self._tight:
            add_guesses(batch, taken, self._limit)
        self._tight = False
        self.last_count = len(batch.tokens)
        for part in taken:
            if part.job.generated == 0 and part.count < part.job.unread:
                self._on_reading(part.job)
        result = batch.decode(self.context)
        if result == DECODED:
            for part in taken:
                self._take(part.slot, part.count)
            ready = [part for part in taken if part.ready]
            following = list(self._follow(ready, followers))
            for part in ready:
                yield from chosen(self.context, part)
            for slot, index in following:
                if slot.job is not None:
                    yield slot.job, index
            return
        guessed = clear_guesses(self.context, taken)
        if result == NO_ROOM:
            self._tight = guessed
            failed = [] if guessed or self._make_room() else active
        else:
            self._resynchronize(taken)
            failed = [] if result == ABORTED else [part.slot for part in taken]
        for slot in failed:
            if slot.job is not None:
                self._on_error(slot.job)

    def _take_in(self, slot: Slot, batch: Batch) -> Part | None:
        """The next pending tokens of a slot, as many as fit."""
        assert slot.job is not None
        pending = slot.job.pending
        part = pending[: batch.room]
        if not part or not batch.outputs:
            return None
        ready = len(part) == len(pending)
        index = batch.add(slot.sequence, len(slot.tokens), part, outputs=1 if ready else 0)
        return Part(slot, slot.job, len(part), index, ready)

    def _share_reading(self, active: Sequence[Slot]) -> tuple[list[Slot], dict[int, list[Slot]]]:
        """Requests with the same prompt (several candidates for one line) have it read once.

        The slots that read, and the slots that wait for one of them, by its sequence.
        """
        readers: list[Slot] = []
        followers: dict[int, list[Slot]] = {}
        unread: dict[tuple[int, ...], Slot] = {}
        for slot in sorted(active, key=lambda slot: len(slot.tokens), reverse=True):
            if slot.job is None or not self._reads_prompt(slot.job):
                readers.append(slot)
                continue
            reader = unread.setdefault(tuple(slot.job.prompt), slot)
            if reader is slot:
                readers.append(slot)
            else:
                followers.setdefault(reader.sequence, []).append(slot)
        return readers, followers

    def _reads_prompt(self, job: GenerateJob) -> bool:
        """Whether a job is still at its prompt, in a model whose sequences can be copied."""
        return job.generated == 0 and bool(job.pending) and self._model.has_partial_memory

    def _follow(self, ready: Sequence[Part], followers: dict[int, list[Slot]]) -> Iterator[tuple[Slot, int]]:
        """The prompt that a slot has read is that of its followers too: they sample from the same logits."""
        for part in ready:
            reader = part.slot
            for slot in followers.get(reader.sequence, ()):
                assert slot.job is not None
                shared = self._cut(slot, reader, len(reader.tokens))
                slot.job.admit_read(shared)
                slot.used_at = next(self._clock)
                yield slot, part.index

    def _take(self, slot: Slot, count: int) -> None:
        assert slot.job is not None
        slot.tokens += slot.job.pending[:count]
        slot.job.pending = slot.job.pending[count:]
        slot.used_at = next(self._clock)

    def _resynchronize(self, taken: Sequence[Part]) -> None:
        """After an aborted decode: believe the cache, and submit again what it does not hold."""
        for part in taken:
            slot = part.slot
            kept = max(0, self.context.last_position(slot.sequence) + 1 - len(slot.tokens))
            self._take(slot, min(kept, part.count))
            if not self._model.has_partial_memory:
                self._restart(slot)

    # -- admission and room -----------------------------------------------------------------------
    def _admit(self) -> None:
        for job in list(self._waiting):
            idle = [slot for slot in self._slots if slot.job is None]
            if not idle or not self._fits(job):
                return
            if not self._shares_unread_prefix(job):
                self._waiting.remove(job)
                self._place(job, idle)

    def _shares_unread_prefix(self, job: GenerateJob) -> bool:
        """Whether another request is just reading a beginning that this one could share."""
        for slot in self._slots:
            if slot.job is not None and slot.job.generated == 0 and slot.job.pending:
                if slot.job.prompt == job.prompt and self._reads_prompt(slot.job):
                    return False  # it goes along
                shared = common_length(slot.job.prompt, job.prompt)
                if shared - len(slot.tokens) >= _WORTH_SHARING:
                    return True
        return False

    def _fits(self, job: GenerateJob) -> bool:
        """Whether the active requests leave room. Only what whole prompts share is known to be there
        once: other shared beginnings are counted twice, which is careful."""
        active = [slot.job for slot in self._slots if slot.job]
        if not active:
            return True
        needed = 0
        prompts: list[list[int]] = []
        for other in (*active, job):
            needed += other.total_tokens + _outlook(other)
            if self._model.has_partial_memory and other.prompt in prompts:
                needed -= len(other.prompt)
            else:
                prompts.append(other.prompt)
        return needed <= self.context.size.cells

    def _place(self, job: GenerateJob, idle: list[Slot]) -> None:
        """Give the job a sequence, keeping what the cache already knows of its prompt."""
        best = max(self._slots, key=lambda s: common_length(s.tokens, job.prompt))
        if self._place_saved(job, best, idle):
            return
        if job.request.priority == "interactive":  # a batch's results depend on nothing else
            job.prompt = adopt(best.tokens, job.prompt, self._model.piece)
        shared = min(common_length(best.tokens, job.prompt), len(job.prompt) - 1)
        slot = self._slot_for(best, shared, idle)
        if slot is not best or shared < len(best.tokens):
            shared = self._cut(slot, best, shared)
        self._give(slot, job)
        job.admit(reused=shared)

    def _slot_for(self, best: Slot, shared: int, idle: list[Slot]) -> Slot:
        """That which shares most; where it holds another conversation, its beginning alone is shared."""
        if best.job is None and shared * 2 >= len(best.tokens):
            return best
        return min(idle, key=lambda slot: (bool(slot.tokens), slot.used_at))

    def _give(self, slot: Slot, job: GenerateJob) -> None:
        slot.job, slot.used_at = job, next(self._clock)
        slot.chat, slot.unsaved = job.request.chat, False
        if not self._keeps_idle:
            self._trim_idle(job)

    def _trim_idle(self, job: GenerateJob) -> None:
        """Leave of finished requests only what this one shares, and of chats what is still to be saved.

        Attention looks at every used cell of the cache, also at those that a sequence does not see:
        with 4,096 cells full of old texts, a step of eight sequences took 43 ms instead of 31.
        """
        for slot in self._slots:
            if slot.job is None and slot.tokens and not slot.unsaved:
                shared = common_length(slot.tokens, job.prompt)
                if shared < len(slot.tokens):
                    slot.chat = ""
                self._cut(slot, slot, shared if shared >= _WORTH_SHARING else 0)

    # -- what was saved of a chat -----------------------------------------------------------------
    def _place_saved(self, job: GenerateJob, best: Slot, idle: list[Slot]) -> bool:
        """Give the job a sequence into which its chat is put back, where more of it is saved than cached."""
        chat = job.request.chat
        if self._shelf is None or not chat or best.chat == chat or job.admitted:
            return False
        cached = common_length(best.tokens, job.prompt)
        if len(job.prompt) - cached < _WORTH_PUTTING_BACK:
            return False
        saved = self._shelf.find(chat)
        prompt = adopt(saved.tokens, job.prompt, self._model.piece)
        shared = common_length(saved.tokens, prompt)
        if shared - cached < _WORTH_PUTTING_BACK:
            return False
        slot = self._slot_for(best, cached, idle)
        self._forget(slot)
        job.prompt = prompt
        job.begin()
        self._give(slot, job)
        slot.returning.extend(stretch for stretch in saved.stretches if stretch.start < shared)
        self._shelf.touch(chat)
        return True

    def _put_back(self) -> bool:
        """One stretch of a chat that comes back; False where none does."""
        slot = next((slot for slot in self._slots if slot.returning), None)
        if slot is None or slot.job is None or self._shelf is None:
            return False
        stretch = slot.returning[0]
        state = self._shelf.read(stretch)
        if state is not None and put_in(self.context, state, slot.sequence, stretch.start, stretch.end):
            slot.tokens += stretch.tokens
            slot.returning.popleft()
        elif state is None or not self._forget_oldest():  # it is damaged, or there is no room: read the rest
            self.context.remove(slot.sequence, len(slot.tokens))
            slot.returning.clear()
        if not slot.returning:
            shared = min(common_length(slot.tokens, slot.job.prompt), len(slot.job.prompt) - 1)
            slot.job.admit(self._cut(slot, slot, shared) if shared < len(slot.tokens) else shared)
        return True

    def _cut(self, slot: Slot, source: Slot, shared: int) -> int:
        """Make `slot` hold the first `shared` tokens of `source`; returns how many it holds."""
        if slot is source:
            if self.context.remove(slot.sequence, shared):
                del slot.tokens[shared:]
                return shared
            self._forget(slot)
            return 0
        known = list(source.tokens[:shared])
        self._forget(slot)
        if shared and self._model.has_partial_memory:
            self.context.copy(source.sequence, slot.sequence, shared)
            slot.tokens = known
            return shared
        return 0

    def _forget(self, slot: Slot) -> None:
        self.context.remove(slot.sequence, 0)
        slot.tokens, slot.chat, slot.unsaved = [], "", False

    def _restart(self, slot: Slot) -> None:
        """Read the request of a slot again from its beginning."""
        assert slot.job is not None
        slot.job.pending = slot.tokens + slot.job.pending
        self._forget(slot)

    def _make_room(self) -> bool:
        """The cache is full: forget the oldest idle sequence, else put the newest request back.

        False when there is nothing left to give up.
        """
        if self._forget_oldest():
            return True
        active = [slot for slot in self._slots if slot.job and slot.tokens]
        if len(active) < 2:
            return False
        newest = max(active, key=lambda slot: slot.job.id if slot.job else 0)
        assert newest.job is not None
        job = newest.job
        self._restart(newest)
        newest.job = None
        self._waiting.appendleft(job)
        return True

    def _forget_oldest(self) -> bool:
        """Forget the idle sequence that was used least recently."""
        idle = [slot for slot in self._slots if slot.job is None and slot.tokens]
        if idle:
            self._forget(min(idle, key=lambda slot: slot.used_at))
        return bool(idle)

    def room_left(self, job: GenerateJob) -> bool:
        """Whether the request may take one more token."""
        return job.total_tokens < self._limit


def _shortest_first(slots: Sequence[Slot]) -> list[Slot]:
    return sorted(slots, key=lambda slot: len(slot.job.pending) if slot.job else 0)


def _outlook(job: GenerateJob) -> int:
    """Tokens that a job is expected still to write."""
    limit = job.request.max_tokens
    return max(0, (limit if limit is not None else _EXPECTED_ANSWER) - job.generated)
