"""A model file that llama.cpp has loaded: its metadata and its vocabulary."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmdesk.engine.child.llama.api import C
from llmdesk.errors import QT_TRANSLATE_NOOP, ModelLoadError

if TYPE_CHECKING:
    from llmdesk.engine.child.backend import Log

_ATTR_CONTROL = 1 << 3
_ATTR_USER_DEFINED = 1 << 4


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
