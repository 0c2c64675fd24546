"""Texts made into vectors, in batches.

Owns how texts are cut to the model's context and put together in a batch, and who comes first: a question
before documents. Must not load anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from llmdesk import hardware
from llmdesk.engine.child.embedding.loading import MOST_TOKENS, SEQUENCES, Loaded
from llmdesk.engine.embedding import EmbedderSpec
from llmdesk.engine.failures import no_vectors
from llmdesk.engine.protocol import Cancel, Command, Embed, Embedded, Failed, Finished, Report

_MOST_CHARS = 16 * MOST_TOKENS  # of a text that are looked at
_ABORTED = 2
_LOOK_S = 0.5  # between two looks at how busy the computer is


class _Job:
    """One request: the vectors so far."""

    def __init__(self, command: Embed, dimensions: int) -> None:
        self.id, self.kind, self.texts = command.id, command.kind, command.texts
        self.vectors = np.zeros((len(command.texts), dimensions), np.float32)
        self.done = 0


class EmbeddingJobs:
    """The requests of one model; a step computes one batch."""

    def __init__(self, loaded: Loaded, spec: EmbedderSpec, send: Callable[[Report], None]) -> None:
        self._model, self._context, self._facts = loaded.model, loaded.context, loaded.facts
        self._spec, self._send = spec, send
        self._jobs: dict[int, _Job] = {}
        self._crowd, self._looked = hardware.Crowd(), time.monotonic()
        self._computing = 0  # the number of the request; read by another thread
        ends = self._model.tokenize(spec.end_token, parse_special=True) if spec.end_token else []
        self._end = ends if len(ends) == 1 else []

    @property
    def busy(self) -> bool:
        return bool(self._jobs)

    def computes(self, number: int) -> bool:
        return self._computing == number

    def handle(self, command: Command) -> None:
        if isinstance(command, Embed):
            self._jobs[command.id] = _Job(command, self._facts.dimensions)
        elif isinstance(command, Cancel) and self._jobs.pop(command.id, None) is not None:
            self._send(Finished(command.id, None))

    def step(self) -> None:
        """One batch of the request whose turn it is: a question, else the oldest."""
        self._make_room()
        job = min(self._jobs.values(), key=lambda each: (each.kind != "query", each.id))
        self._computing = job.id
        try:
            if job.done < len(job.texts) and not self._batch(job):
                return
        finally:
            self._computing = 0
        if job.done == len(job.texts):
            del self._jobs[job.id]
            self._send(Embedded(job.id, job.vectors.tobytes()))

    def _make_room(self) -> None:
        """Compute with as many threads as nobody else needs: all wait for the one that is held up."""
        if self._spec.threads is None and time.monotonic() - self._looked > _LOOK_S:
            threads = self._crowd.free(hardware.cores().physical)
            self._context.set_threads((threads, threads))
            self._crowd, self._looked = hardware.Crowd(), time.monotonic()

    def _batch(self, job: _Job) -> bool:
        """Compute what fits into one batch; False where nothing came of it."""
        texts = self._fitting(job)
        tokens = [token for text in texts for token in text]
        positions = [at for text in texts for at in range(len(text))]
        sequences = [number for number, text in enumerate(texts) for _ in text]
        self._context.clear()
        outcome = self._context.decode(tokens, positions, sequences, [True] * len(tokens))
        if outcome == _ABORTED:
            return False
        vectors = [self._context.embedding(number, self._facts.dimensions) for number in range(len(texts))]
        for vector in vectors:
            length = float(np.linalg.norm(vector)) if outcome == 0 and vector is not None else 0.0
            if vector is None or not np.isfinite(length) or length <= 0:
                del self._jobs[job.id]
                self._send(Failed(job.id, no_vectors(self._spec.path.name)))
                return False
            job.vectors[job.done] = vector / length
            job.done += 1
        return True

    def _fitting(self, job: _Job) -> list[list[int]]:
        """The tokens of the next texts that go into one batch together, at least one."""
        texts: list[list[int]] = []
        room = self._context.size.batch
        for text in job.texts[job.done : job.done + SEQUENCES]:
            tokens = self._tokens(self._spec.worded(text, job.kind)[:_MOST_CHARS])
            room -= len(tokens)
            if texts and room < 0:
                break
            texts.append(tokens)
        return texts

    def _tokens(self, text: str) -> list[int]:
        """As the model wants a text, its end kept where it is cut: a model that pools by its last token looks
        at that alone."""
        tokens = self._model.tokenize(text, parse_special=False, complete=True)
        if self._end and tokens[-1:] != self._end:
            tokens += self._end
        most = self._facts.context
        if len(tokens) > most:
            tokens = tokens[: most - 1] + tokens[-1:]
        return tokens or [max(self._model.bos, self._model.eos, 0)]
