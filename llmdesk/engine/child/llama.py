"""llama.cpp, and the only file that imports llama_cpp.

Owns the C objects: model, context, batch (`backend` starts llama.cpp and lists its devices, `sampling`
makes the sampler chains, both through the C API that they get from here). Knows nothing of requests,
pipes or other processes. Importing it loads libllama, so only the engine's child processes do.

Sizes are in bytes and token counts unless said otherwise. Failures of llama.cpp that can be told
apart become `UserError`s; what llama.cpp aborts on ends the process, and the parent explains it.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import llama_cpp.llama_cpp
import numpy as np
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from llmdesk.engine.types import DEFAULT_KV, FlashAttention, KvCache, Message
from llmdesk.errors import QT_TRANSLATE_NOOP, ModelLoadError

if TYPE_CHECKING:
    from llmdesk.engine.child.backend import Log

C: Any = llama_cpp.llama_cpp  # the C API
_ATTR_CONTROL = 1 << 3
_ATTR_USER_DEFINED = 1 << 4
_KV_TYPES = {"f16": C.GGML_TYPE_F16, "q8_0": C.GGML_TYPE_Q8_0, "q4_0": C.GGML_TYPE_Q4_0}
_FLASH = {
    "auto": C.LLAMA_FLASH_ATTN_TYPE_AUTO,
    "on": C.LLAMA_FLASH_ATTN_TYPE_ENABLED,
    "off": C.LLAMA_FLASH_ATTN_TYPE_DISABLED,
}


# -- stopping ------------------------------------------------------------------------------------
class AbortFlag:
    """A flag that llama.cpp polls while it computes, without entering Python.

    The callback is libc's `strlen` over our own two bytes: empty says go on, one character says
    stop. A Python callback works too, but is called 500 times a token and needs the GIL each time.
    """

    def __init__(self) -> None:
        self._text = ctypes.create_string_buffer(2)
        libc = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
        native = ctypes.cast(libc.strlen, C.ggml_abort_callback)
        works = not native(self.address)
        self.set()
        works = works and bool(native(self.address))
        self.clear()
        self.callback = native if works else C.ggml_abort_callback(lambda _data: self.is_set())

    @property
    def address(self) -> int:
        return ctypes.addressof(self._text)

    def set(self) -> None:
        self._text[0] = b"x"

    def clear(self) -> None:
        self._text[0] = b"\0"

    def is_set(self) -> bool:
        return self._text[0] != b"\0"


# -- model ---------------------------------------------------------------------------------------
class Model:
    """A loaded model (or, `vocab_only`, its tokenizer and metadata)."""

    def __init__(
        self,
        path: Path,
        *,
        gpu_layers: int = 0,
        device_handles: Sequence[int] = (),
        vocab_only: bool = False,
        extra_buffers: bool = True,
        on_progress: Callable[[float], bool] | None = None,
        no_weights: bool = False,
        log: Log,
    ) -> None:
        """Load; `on_progress` gets 0…1 and returns False to stop. No handles: CPU only.

        `extra_buffers`: lay weights out anew where that makes this processor faster.
        """
        params = C.llama_model_default_params()
        params.vocab_only = vocab_only
        params.n_gpu_layers = gpu_layers
        params.use_extra_bufts = extra_buffers
        handles = (ctypes.c_void_p * (len(device_handles) + 1))(*device_handles, None)
        params.devices = ctypes.cast(handles, ctypes.c_void_p)
        callback = C.llama_progress_callback(lambda done, _data: on_progress is None or on_progress(done))
        params.progress_callback = callback
        if no_weights:  # everything is checked as for real, but nothing of the weights is read
            params.no_alloc, params.load_mode = True, C.LLAMA_LOAD_MODE_NONE
        self._model = C.llama_model_load_from_file(os.fsencode(path), params)
        if not self._model:
            raise ModelLoadError(
                QT_TRANSLATE_NOOP("core", "The model could not be loaded."),
                QT_TRANSLATE_NOOP("core", "llama.cpp refused {name}: {reason}"),
                QT_TRANSLATE_NOOP("core", "Choose another model, or download this one again."),
                name=path.name,
                reason=log.first_error(),
            )
        self.path = path
        self._vocab = C.llama_model_get_vocab(self._model)
        self.n_vocab: int = C.llama_vocab_n_tokens(self._vocab)
        self._pieces: dict[int, bytes] = {}
        self._ending: list[int] | None = None
        self._buffer = ctypes.create_string_buffer(1024)

    @property
    def handle(self) -> Any:
        return self._model

    @property
    def vocab(self) -> Any:
        return self._vocab

    def close(self) -> None:
        if self._model:
            C.llama_model_free(self._model)
            self._model = None

    # -- metadata
    def meta(self, key: str) -> str | None:
        buffer = ctypes.create_string_buffer(256)
        length = C.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        if length < 0:
            return None
        if length >= len(buffer):
            buffer = ctypes.create_string_buffer(length + 1)
            C.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace")

    @property
    def architecture(self) -> str:
        return self.meta("general.architecture") or ""

    @property
    def template(self) -> str | None:
        text = C.llama_model_chat_template(self._model, None)
        return text.decode("utf-8", "replace") if text else None

    @property
    def description(self) -> str:
        buffer = ctypes.create_string_buffer(256)
        C.llama_model_desc(self._model, buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace")

    @property
    def parameters(self) -> int:
        return int(C.llama_model_n_params(self._model))

    @property
    def size(self) -> int:
        return int(C.llama_model_size(self._model))

    @property
    def layers(self) -> int:
        return int(C.llama_model_n_layer(self._model))

    @property
    def context_train(self) -> int:
        return int(C.llama_model_n_ctx_train(self._model))

    @property
    def dimensions(self) -> int:
        """Of an embedding."""
        return int(C.llama_model_n_embd_out(self._model))

    @property
    def can_generate(self) -> bool:
        return bool(C.llama_model_has_decoder(self._model)) and not C.llama_model_has_encoder(self._model)

    @property
    def has_partial_memory(self) -> bool:
        """False where a sequence's state cannot be cut at any token (recurrent, hybrid)."""
        return not (C.llama_model_is_recurrent(self._model) or C.llama_model_is_hybrid(self._model))

    # -- vocabulary
    def tokenize(self, text: str, parse_special: bool, *, complete: bool = False) -> list[int]:
        """Tokens of `text`, without BOS or EOS, or `complete` with what the file says that a text begins and
        ends with; `parse_special`: control tokens' texts become them."""
        data = text.encode("utf-8", "replace")
        capacity = len(data) + 8
        tokens = (C.llama_token * capacity)()
        count = C.llama_tokenize(self._vocab, data, len(data), tokens, capacity, complete, parse_special)
        if count < 0:
            tokens = (C.llama_token * -count)()
            count = C.llama_tokenize(self._vocab, data, len(data), tokens, -count, complete, parse_special)
        return list(tokens[:count])

    def show_as_text(self, texts: frozenset[str]) -> None:
        """Let the control tokens with these texts spell them from now on."""
        for token in range(self.n_vocab) if texts else ():
            if self.is_control(token) and (text := self.token_text(token)) in texts:
                self._pieces[token] = text.encode()

    def piece(self, token: int) -> bytes:
        """The bytes that a token spells; control tokens spell nothing, unless they are shown as text."""
        known = self._pieces.get(token)
        if known is None:
            length = C.llama_token_to_piece(self._vocab, token, self._buffer, len(self._buffer), 0, False)
            if length < 0:
                self._buffer = ctypes.create_string_buffer(-length)
                length = C.llama_token_to_piece(self._vocab, token, self._buffer, -length, 0, False)
            known = self._pieces[token] = self._buffer.raw[:length]
        return known

    def token_text(self, token: int) -> str:
        text = C.llama_vocab_get_text(self._vocab, token) if token >= 0 else None
        return text.decode("utf-8", "replace") if text else ""

    def is_control(self, token: int) -> bool:
        return bool(C.llama_vocab_is_control(self._vocab, token))

    def ends_generation(self, token: int) -> bool:
        return bool(C.llama_vocab_is_eog(self._vocab, token))

    def ending_tokens(self) -> list[int]:
        """The tokens that end an answer."""
        if self._ending is None:
            self._ending = [token for token in range(self.n_vocab) if self.ends_generation(token)]
        return self._ending

    @property
    def bos(self) -> int:
        return int(C.llama_vocab_bos(self._vocab))

    @property
    def eos(self) -> int:
        return int(C.llama_vocab_eos(self._vocab))

    @property
    def adds_space(self) -> bool:
        """Whether the tokenizer puts a space before every text (SentencePiece)."""
        return int(C.llama_vocab_type(self._vocab)) == 1

    @property
    def adds_bos(self) -> bool:
        return bool(C.llama_vocab_get_add_bos(self._vocab))

    def special_texts(self) -> Iterator[str]:
        """The texts of control tokens, and of user-defined ones that are not mere white space.

        Gemma lists runs of spaces and line breaks as user-defined: those cannot forge a role, and
        breaking them would spoil ordinary text.
        """
        get_attr = C.llama_vocab_get_attr
        for token in range(self.n_vocab):
            attr = get_attr(self._vocab, token)
            if attr & (_ATTR_CONTROL | _ATTR_USER_DEFINED):
                text = self.token_text(token)
                if text.strip(" \t\r\n▁") and (attr & _ATTR_CONTROL or len(text) > 1):
                    yield text


class Formatter(Protocol):
    """Renders messages to one prompt text."""

    def __call__(self, messages: Sequence[Message], variables: Mapping[str, Any]) -> str: ...


def chat_formatter(template: str, eos: str, bos: str) -> Formatter:
    """A sandboxed Jinja2 renderer of `template`; raises jinja2's errors, for this and when called."""
    formatter = Jinja2ChatFormatter(template=template, eos_token=eos, bos_token=bos)

    def render(messages: Sequence[Message], variables: Mapping[str, Any]) -> str:
        turns: Any = [{"role": m.role, "content": m.content} for m in messages]
        return str(formatter(messages=turns, **variables).prompt)

    return render


# -- context -------------------------------------------------------------------------------------
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
