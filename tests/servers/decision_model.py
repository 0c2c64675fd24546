"""A decision model in the smallest file that llama.cpp's server takes for one: weights by chance, made on the
spot. What it answers means nothing; that it answers, and how, is real.

Owns the file: the kind "openjev", which reads the probabilities of the labels A, B, … behind its prompt.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.gguf_writer import Tensor, Typed, write_gguf

_WIDTH, _HEADS, _LAYERS, _WIDER = 64, 4, 2, 128
_CONTROL, _NORMAL = 3, 1
_TEMPLATE = (
    "{{ state }}\n{{ instructions }}\n"
    "{% for option in options %}{{ option.key }}: {{ option.description }}\n{% endfor %}Answer:"
)


def decision_model(path: Path, *, context: int = 2048, seed: int = 1) -> Path:
    """Write one to `path`. It reads bytes: one token each."""
    tokens = [*_byte_spellings(), "<|end|>"]
    metadata: dict[str, object] = {
        "general.architecture": "llama",
        "general.name": "Tiny Decisions",
        "llama.block_count": _LAYERS,
        "llama.context_length": context,
        "llama.embedding_length": _WIDTH,
        "llama.feed_forward_length": _WIDER,
        "llama.attention.head_count": _HEADS,
        "llama.attention.head_count_kv": _HEADS,
        "llama.attention.layer_norm_rms_epsilon": 1e-5,
        "llama.rope.dimension_count": _WIDTH // _HEADS,
        "llama.vocab_size": len(tokens),
        "llama.decision.type": "openjev",
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "default",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.token_type": Typed("i32", [_NORMAL] * 256 + [_CONTROL]),
        "tokenizer.ggml.merges": ["Ġ Ġ"],
        "tokenizer.ggml.eos_token_id": 256,
        "tokenizer.ggml.bos_token_id": 256,
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.chat_templates": ["systemone"],
        "tokenizer.chat_template.systemone": _TEMPLATE,
    }
    random = np.random.default_rng(seed)

    def matrix(name: str, *shape: int) -> Tensor:
        values = (random.standard_normal(shape[::-1]) / 4).astype(np.float32)
        return Tensor(name, shape, data=values.tobytes())

    def norm(name: str) -> Tensor:
        return Tensor(name, (_WIDTH,), data=np.ones(_WIDTH, np.float32).tobytes())

    tensors = [
        matrix("token_embd.weight", _WIDTH, len(tokens)),
        norm("output_norm.weight"),
        matrix("output.weight", _WIDTH, len(tokens)),
    ]
    for layer in range(_LAYERS):
        block = f"blk.{layer}."
        tensors += [norm(block + "attn_norm.weight"), norm(block + "ffn_norm.weight")]
        tensors += [
            matrix(f"{block}attn_{which}.weight", _WIDTH, _WIDTH) for which in ("q", "k", "v", "output")
        ]
        tensors += [matrix(f"{block}ffn_{which}.weight", _WIDTH, _WIDER) for which in ("gate", "up")]
        tensors.append(matrix(block + "ffn_down.weight", _WIDER, _WIDTH))
    return write_gguf(path, metadata, tensors)


def _byte_spellings() -> list[str]:
    """How GPT-2's vocabulary spells each byte: itself where one can see it, else a character from 256 on."""
    seen = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    return [chr(byte) if byte in seen else chr(next(others)) for byte in range(256)]
