"""What llama.cpp computes in: a context, its KV cache, and the batch that feeds it."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from llmdesk.engine.child.llama.abort import AbortFlag
from llmdesk.engine.child.llama.api import C
from llmdesk.engine.child.llama.model import Model
from llmdesk.engine.types import DEFAULT_KV, FlashAttention, KvCache

_KV_TYPES = {"f16": C.GGML_TYPE_F16, "q8_0": C.GGML_TYPE_Q8_0, "q4_0": C.GGML_TYPE_Q4_0}
_FLASH = {
    "auto": C.LLAMA_FLASH_ATTN_TYPE_AUTO,
    "on": C.LLAMA_FLASH_ATTN_TYPE_ENABLED,
    "off": C.LLAMA_FLASH_ATTN_TYPE_DISABLED,
}


@dataclass(frozen=True)
class ContextSize:
    """`cells`: KV cache in tokens; `batch`: tokens a decode; `outputs`: rows of logits a decode.

    `unified`: all sequences share the cells; else each has its part of them. `spare`: sequences beyond those,
    for what is not a request.
    """

    cells: int
    batch: int
    sequences: int
    outputs: int
    unified: bool = True
    spare: int = 0


@dataclass(frozen=True)
class Attention:
    """How keys and values are kept and used: `offload` on the graphics card, in the types of `kv`, with
    flash attention or not."""

    offload: bool = False
    kv: KvCache = DEFAULT_KV
    flash: FlashAttention = "auto"


_PLAIN = Attention()


class ContextLimit(Exception):
    """llama.cpp could not make a context of this size (memory)."""


class Context:
    """One llama_context, its KV cache, and the batch that feeds it."""

    def __init__(
        self,
        model: Model,
        size: ContextSize,
        threads: tuple[int, int],
        abort: AbortFlag,
        attention: Attention = _PLAIN,
        pooling: int | None = None,
    ) -> None:
        """`pooling`, of embeddings: llama.cpp's number of a way, -1: what the file says; None: it writes."""
        params = C.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch = size.cells, size.batch, min(size.batch, 512)
        params.n_seq_max, params.n_outputs_max = size.sequences + size.spare, size.outputs + size.spare
        params.n_outputs_max_per_seq = size.outputs
        params.kv_unified, params.swa_full, params.no_perf = size.unified, True, True
        params.offload_kqv = params.op_offload = attention.offload
        params.type_k, params.type_v = _KV_TYPES[attention.kv.key], _KV_TYPES[attention.kv.value]
        params.flash_attn_type = _FLASH[attention.flash]
        params.n_threads, params.n_threads_batch = threads
        if pooling is not None:
            params.embeddings, params.pooling_type = True, pooling
            params.n_ubatch = size.batch  # where every word sees those behind it, a text is read as one
        self._context = C.llama_init_from_model(model.handle, params)
        if not self._context:
            raise ContextLimit
        self.size = size
        self.cache_form = (params.type_k, params.type_v, params.flash_attn_type, params.swa_full)
        self.n_vocab = model.n_vocab
        self._memory = C.llama_get_memory(self._context)
        self._abort = abort
        C.llama_set_abort_callback(self._context, abort.callback, abort.address)
        self._arrays = _BatchArrays(size.batch)
        self._views: dict[Any, np.ndarray[Any, np.dtype[np.float32]]] = {}

    def close(self) -> None:
        C.llama_free(self._context)

    @property
    def handle(self) -> Any:
        return self._context

    def set_threads(self, threads: tuple[int, int]) -> None:
        C.llama_set_n_threads(self._context, *threads)

    def decode(
        self,
        tokens: Sequence[int],
        positions: Sequence[int],
        sequences: Sequence[int],
        logits: Sequence[bool],
    ) -> int:
        """llama_decode: 0 done, 1 no room in the KV cache, 2 aborted by the flag, < 0 an error."""
        return int(C.llama_decode(self._context, self._arrays.fill(tokens, positions, sequences, logits)))

    def synchronize(self) -> None:
        C.llama_synchronize(self._context)

    def logits(self, index: int) -> np.ndarray[Any, np.dtype[np.float32]]:
        """The logits of batch position `index`: a view that the next decode overwrites."""
        address: Any = ctypes.cast(C.llama_get_logits_ith(self._context, index), ctypes.c_void_p).value
        if address not in self._views:  # making a view costs more than sampling
            memory: Any = (ctypes.c_float * self.n_vocab).from_address(address)
            self._views[address] = np.frombuffer(memory, np.float32)
        return self._views[address]

    @property
    def pooling(self) -> int:
        """How embeddings are pooled, as llama.cpp numbers it; 0: not at all."""
        return int(C.llama_pooling_type(self._context))

    def embedding(self, sequence: int, dimensions: int) -> np.ndarray[Any, np.dtype[np.float32]] | None:
        """A copy of the pooled vector of a sequence of the last decode; None where there is none."""
        found = C.llama_get_embeddings_seq(self._context, sequence)
        return np.ctypeslib.as_array(found, (dimensions,)).copy() if found else None

    # -- sequences of the KV cache
    def remove(self, sequence: int, start: int, end: int = -1) -> bool:
        """Forget positions [start, end); False where the model cannot be cut there."""
        return bool(C.llama_memory_seq_rm(self._memory, sequence, start, end))

    def copy(self, source: int, target: int, end: int = -1, start: int = 0) -> None:
        """Give `target` the positions of `source` from `start` to `end` (all without them).

        In a unified cache this shares the cells; otherwise only whole sequences can be copied.
        """
        C.llama_memory_seq_cp(self._memory, source, target, start, end)

    def last_position(self, sequence: int) -> int:
        """The last position of a sequence in the cache, -1 when empty."""
        return int(C.llama_memory_seq_pos_max(self._memory, sequence))

    def clear(self) -> None:
        if self._memory:  # a model that only reads has none
            C.llama_memory_clear(self._memory, False)


class _BatchArrays:
    """The arrays behind a llama_batch, allocated once."""

    def __init__(self, capacity: int) -> None:
        self._token = np.zeros(capacity, np.int32)
        self._pos = np.zeros(capacity, np.int32)
        self._seq = np.zeros(capacity, np.int32)
        self._n_seq = np.ones(capacity, np.int32)
        self._logits = np.zeros(capacity, np.int8)
        self._seq_ptr = self._seq.ctypes.data + 4 * np.arange(capacity, dtype=np.uint64)
        batch: Any = C.llama_batch()
        types: Any = dict(C.llama_batch._fields_)
        arrays = {
            "token": self._token,
            "pos": self._pos,
            "n_seq_id": self._n_seq,
            "seq_id": self._seq_ptr,
            "logits": self._logits,
        }
        array: Any
        for name, array in arrays.items():
            setattr(batch, name, ctypes.cast(array.ctypes.data, types[name]))
        self._batch = batch

    def fill(
        self,
        tokens: Sequence[int],
        positions: Sequence[int],
        sequences: Sequence[int],
        logits: Sequence[bool],
    ) -> Any:
        count = len(tokens)
        self._token[:count], self._pos[:count] = tokens, positions
        self._seq[:count], self._logits[:count] = sequences, logits
        self._batch.n_tokens = count
        return self._batch
