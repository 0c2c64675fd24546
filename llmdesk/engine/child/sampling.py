"""How the next token is chosen: llama.cpp's sampler chain, alone or under a grammar.

Owns the samplers of a request and their state (penalties, seed, place in the grammar). Uses the C
API through `llama`, which is the one module that imports it.
"""

from __future__ import annotations

import ctypes
import math
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from llmdesk.engine.child.llama import C, Context, Model
from llmdesk.engine.types import LikelyToken, Sampling
from llmdesk.errors import QT_TRANSLATE_NOOP, GrammarError, Phrase

# Tokens this much less likely than the likeliest are dropped before the chain, which would else copy
# and look up every one of 49,152 tokens (1 ms a token instead of 0.05). What the later samplers keep
# is hundreds of times more likely, so the result is the same.
_NEGLIGIBLE = float(np.log(1e-4))
# The best candidates that a grammar is tried on, when the free choice breaks it (llama.cpp's
# common_sampler_sample tries all: 90-270 ms a token on a vocabulary of 151,936).
_CANDIDATES = (256, 4096)
_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])


class Sampler:
    """The sampler chain of one request, with its state."""

    def __init__(
        self,
        model: Model,
        sampling: Sampling,
        seed: int,
        grammar: Grammar | None = None,
        *,
        likelihood: bool = False,
        alternatives: int | None = None,
    ) -> None:
        """`sampling` has no None left but `seed`. The sampler owns `grammar`. `likelihood`: keep
        `log_likelihood`, the sum of the log-probabilities of what was chosen, under the model alone;
        `alternatives`: keep those of each token in `tokens`, and of so many others."""
        self._model = model
        self._alternatives = alternatives
        self.tokens: list[LikelyToken] = []
        self.log_likelihood: float | None = 0.0 if likelihood else None
        params = C.llama_sampler_chain_default_params()
        params.no_perf = True
        self._chain = C.llama_sampler_chain_init(params)
        for sampler in _chain(model, sampling, seed):
            C.llama_sampler_chain_add(self._chain, sampler)
        self._grammar = grammar
        self._drops = _drops_the_unlikely(sampling)
        self._candidates = Candidates()

    def sample(self, context: Context, index: int) -> int | None:
        """Choose a token from the logits of batch position `index`, and remember it.

        None when the grammar allows no token at all.
        """
        told = self.log_likelihood is not None or self._alternatives is not None
        if self._grammar is None and not self._drops and not told:
            return int(C.llama_sampler_sample(self._chain, context.handle, index))
        logits = context.logits(index)
        token = self._choose_freely(logits)
        if self._grammar is not None:
            if token is None or not self._grammar.allows(token):
                token = self._choose_allowed(self._grammar, logits)
            if token is not None:
                self._grammar.accept(token)  # of a forbidden token it would abort the process
        if token is not None:
            C.llama_sampler_accept(self._chain, token)
            if told and not self._model.ends_generation(token):
                self._tell(token, logits)
        return token

    def _tell(self, token: int, logits: Any) -> None:
        """Keep how likely it was."""
        whole = log_sum_exp(logits)
        logprob = float(logits[token]) - whole
        if self.log_likelihood is not None:
            self.log_likelihood += logprob
        if self._alternatives is not None:
            best = best_candidates(logits, self._alternatives) if self._alternatives else []
            others = sorted(((float(logits[one]) - whole, int(one)) for one in best), reverse=True)
            spelled = tuple((self._model.piece(one), value) for value, one in others)
            self.tokens.append(LikelyToken(self._model.piece(token), logprob, spelled))

    def _choose_freely(self, logits: Any) -> int | None:
        if self._drops:
            ids = np.flatnonzero(logits >= logits.max() + _NEGLIGIBLE)
            return self._choose(ids, logits[ids])
        return self._choose(np.arange(len(logits), dtype=np.int32), logits)

    def _choose_allowed(self, grammar: Grammar, logits: Any) -> int | None:
        for count in (*_CANDIDATES, len(logits)):
            ids = best_candidates(logits, count)
            ids = grammar.filter(np.union1d(ids, grammar.ending).astype(np.int32))
            if len(ids):
                return self._choose(ids, logits[ids])
        return None

    def _choose(self, ids: Any, logits: Any) -> int | None:
        array, data = self._candidates.fill(ids, logits)
        C.llama_sampler_apply(self._chain, ctypes.byref(array))
        return int(data["id"][array.selected]) if 0 <= array.selected < array.size else None

    def close(self) -> None:
        if self._chain:
            C.llama_sampler_free(self._chain)
            self._chain = None
        if self._grammar is not None:
            self._grammar.close()


def best_candidates(logits: Any, count: int) -> Any:
    """The ids of the `count` highest logits, in no order."""
    if count >= len(logits):
        return np.arange(len(logits), dtype=np.int32)
    return np.argpartition(logits, -count)[-count:].astype(np.int32)


def log_sum_exp(logits: Any) -> float:
    """The logarithm of the sum of the exponentials, which turns logits into log-probabilities."""
    top = float(logits.max())
    return top + math.log(float(np.exp(logits - top, dtype=np.float32).sum(dtype=np.float64)))


class Candidates:
    """llama.cpp's array of candidates, in memory that is used again for every token."""

    def __init__(self) -> None:
        self._capacity = 0

    def fill(self, ids: Any, logits: Any) -> tuple[Any, Any]:
        """The array, and the numpy array that holds its memory; valid until the next call."""
        count = len(ids)
        if count > self._capacity:
            self._capacity = 2 * count
            self._data = np.zeros(self._capacity, _CANDIDATE)
            self._pointer = ctypes.cast(self._data.ctypes.data, ctypes.POINTER(C.llama_token_data))
        data = self._data[:count]
        data["id"], data["logit"] = ids, logits
        return C.llama_token_data_array(self._pointer, count, -1, False), data


class Grammar:
    """A GBNF grammar and a place in it."""

    def __init__(self, model: Model, handle: Any) -> None:
        self._model, self._handle = model, handle
        self._candidates = Candidates()
        self.ending = model.ending_tokens()

    @classmethod
    def parse(cls, model: Model, source: str) -> Grammar:
        """Raises `GrammarError`, which names the line."""
        with _captured_stderr() as said:
            encoded = source.encode("utf-8", "replace")
            handle = C.llama_sampler_init_grammar(model.vocab, encoded, b"root") if source.strip() else None
        if not handle:
            raise _parse_error(source, said[0] if said else "")
        return cls(model, handle)

    def fresh(self) -> Grammar:
        """A copy at the same place; cheaper than parsing again."""
        return Grammar(self._model, C.llama_sampler_clone(self._handle))

    def allows(self, token: int) -> bool:
        return len(self.filter(np.array([token], np.int32))) == 1

    def filter(self, ids: Any) -> Any:
        """Those of the tokens `ids` that may come next."""
        array, data = self._candidates.fill(ids, np.zeros(len(ids), np.float32))
        C.llama_sampler_apply(self._handle, ctypes.byref(array))
        allowed = data["id"][np.isfinite(data["logit"])]
        control = [t for t in allowed if self._model.is_control(int(t)) and t not in self.ending]
        return np.setdiff1d(allowed, control) if control else allowed

    def accept(self, token: int) -> None:
        """Go on behind `token`, which must be allowed: llama.cpp aborts the process otherwise."""
        C.llama_sampler_accept(self._handle, token)

    def close(self) -> None:
        if self._handle:
            C.llama_sampler_free(self._handle)
            self._handle = None


@contextmanager
def _captured_stderr() -> Iterator[list[str]]:
    """What C code prints to stderr within the block; llama.cpp tells a grammar's faults only there."""
    said: list[str] = []
    with tempfile.TemporaryFile() as file:
        old = os.dup(2)
        os.dup2(file.fileno(), 2)
        try:
            yield said
        finally:
            os.dup2(old, 2)
            os.close(old)
            file.seek(0)
            said.append(file.read(1 << 20).decode("utf-8", "replace"))


def _parse_error(source: str, said: str) -> GrammarError:
    """llama.cpp gives the fault and, behind " at ", the rest of the source: that tells the line."""
    reason = said.split("error parsing grammar: ", 1)[-1].split(f"\n\n{source}\n", 1)[0]
    fault, at, rest = reason.partition(" at ")
    fault = fault.strip()[:200]
    position = len(source) - len(rest) if at else 0
    if "Undefined rule" in fault:
        position = max(0, source.find(fault.split("'")[1]))
    return GrammarError(
        QT_TRANSLATE_NOOP("core", "The grammar cannot be read."),
        QT_TRANSLATE_NOOP("core", "Line {line}: {fault}"),
        QT_TRANSLATE_NOOP("core", "Correct the grammar; its form is llama.cpp's GBNF."),
        line=source.count("\n", 0, position) + 1,
        fault=fault or Phrase(QT_TRANSLATE_NOOP("core", "it has no rules")),
    )


def _drops_the_unlikely(s: Sampling) -> bool:
    """Whether the chain cuts off the unlikely tokens anyway, and nothing in it lifts one up."""
    value: Any = s  # every field is a number here
    truncates = value.top_k > 0 or value.top_p < 1 or value.min_p > 0 or value.temperature <= 0
    lowers = value.repeat_penalty >= 1 and value.presence_penalty >= 0 and value.frequency_penalty >= 0
    return bool(truncates and lowers)


def _chain(model: Model, s: Sampling, seed: int) -> Iterator[Any]:
    """The samplers in llama.cpp's own order (common/sampling.cpp)."""
    value: Any = s  # every field is a number here
    if value.repeat_penalty != 1 or value.presence_penalty or value.frequency_penalty:
        yield C.llama_sampler_init_penalties(
            model.n_vocab,
            value.repeat_last_n,
            value.repeat_penalty,
            value.frequency_penalty,
            value.presence_penalty,
        )
    if value.dry_multiplier > 0:
        breakers = (ctypes.c_char_p * 4)(b"\n", b":", b'"', b"*")
        yield C.llama_sampler_init_dry(
            model.vocab, value.dry_multiplier, value.dry_base, value.dry_allowed_length, 4096, breakers, 4
        )
    if value.temperature <= 0:
        yield C.llama_sampler_init_greedy()
        return
    if value.top_k > 0:
        yield C.llama_sampler_init_top_k(value.top_k)
    if value.top_p < 1:
        yield C.llama_sampler_init_top_p(value.top_p, 1)
    if value.min_p > 0:
        yield C.llama_sampler_init_min_p(value.min_p, 1)
    if value.xtc_probability > 0:
        yield C.llama_sampler_init_xtc(value.xtc_probability, value.xtc_threshold, 1, seed)
    yield C.llama_sampler_init_temp(value.temperature)
    yield C.llama_sampler_init_dist(seed)
