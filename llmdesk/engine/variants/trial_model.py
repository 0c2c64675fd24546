"""A small model made up on the spot, and what it must answer: for proving that a processor computes right.

Owns the weights (random, with one layer for each quantization), their GGUF file, and the same forward pass
in numpy from the weights as ggml-base, which is plain C, unpacks them. Nothing of a model is shipped, and
the right values do not come from what is to be proved. Runs in the child only; must not load models.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from llmdesk.engine.child.ggml import ggml_function

Array = np.ndarray[Any, np.dtype[np.float32]]

#: ggml's number of each type, and the name of ggml-base's function that unpacks it.
TYPES = {
    "F32": (0, ""), "F16": (1, ""), "BF16": (30, ""),
    "Q4_0": (2, "q4_0"), "Q4_1": (3, "q4_1"), "Q5_0": (6, "q5_0"), "Q8_0": (8, "q8_0"),
    "Q2_K": (10, "q2_K"), "Q3_K": (11, "q3_K"), "Q4_K": (12, "q4_K"), "Q5_K": (13, "q5_K"),
    "Q6_K": (14, "q6_K"), "IQ4_NL": (20, "iq4_nl"), "IQ4_XS": (23, "iq4_xs"), "MXFP4": (39, "mxfp4"),
}  # fmt: skip
_UNIT = 256  # weights: the largest block of a quantization
_HEAD = 64
_EPSILON = 1e-5
_ROPE_BASE = 10000.0
_ALIGNMENT = 32
_UINT32, _FLOAT32, _STRING = 4, 6, 8  # GGUF's numbers of the kinds of values


@dataclass(frozen=True)
class Shape:
    """Sizes of the made-up model. `embedding` and `feed_forward` are multiples of 256."""

    embedding: int
    feed_forward: int
    vocabulary: int

    @property
    def heads(self) -> int:
        return self.embedding // _HEAD

    @property
    def heads_kv(self) -> int:
        return self.heads // 2


@dataclass(frozen=True)
class _Tensor:
    """A matrix [rows, columns] (or a vector, `rows` 0): as it is stored, and as numbers."""

    kind: int
    rows: int
    columns: int
    data: bytes
    values: Array


class TrialModel:
    """Layer i has all its matrices in quantization i of `types`."""

    def __init__(self, shape: Shape, types: Sequence[str], seed: int = 1) -> None:
        self.shape, self._types = shape, types
        self._random = np.random.default_rng(seed)
        self._pools = {name: _Pool(name, self._random) for name in dict.fromkeys((*types, "F32", "Q6_K"))}
        self._tensors = self._make()

    # -- weights --------------------------------------------------------------------------------------
    def _make(self) -> dict[str, _Tensor]:
        size = self.shape
        tensors = {
            "token_embd.weight": self._matrix("F32", size.vocabulary, size.embedding),
            "output_norm.weight": self._norm(),
            "output.weight": self._matrix("Q6_K", size.vocabulary, size.embedding),
        }
        width, kv = size.embedding, size.heads_kv * _HEAD
        for layer, name in enumerate(self._types):
            block = f"blk.{layer}."
            tensors[block + "attn_norm.weight"] = self._norm()
            tensors[block + "attn_q.weight"] = self._matrix(name, width, width)
            tensors[block + "attn_k.weight"] = self._matrix(name, kv, width)
            tensors[block + "attn_v.weight"] = self._matrix(name, kv, width)
            tensors[block + "attn_output.weight"] = self._matrix(name, width, width)
            tensors[block + "ffn_norm.weight"] = self._norm()
            tensors[block + "ffn_gate.weight"] = self._matrix(name, size.feed_forward, width)
            tensors[block + "ffn_up.weight"] = self._matrix(name, size.feed_forward, width)
            tensors[block + "ffn_down.weight"] = self._matrix(name, width, size.feed_forward)
        return tensors

    def _matrix(self, name: str, rows: int, columns: int) -> _Tensor:
        pool = self._pools[name]
        chosen = self._random.integers(0, len(pool.stored), rows * columns // _UNIT)
        values = pool.values[chosen].reshape(rows, columns)
        return _Tensor(pool.kind, rows, columns, pool.stored[chosen].tobytes(), values)

    def _norm(self) -> _Tensor:
        values = self._random.uniform(0.5, 1.5, self.shape.embedding).astype(np.float32)
        return _Tensor(0, 0, self.shape.embedding, values.tobytes(), values)

    # -- the file -------------------------------------------------------------------------------------
    def write(self, path: Path) -> None:
        """Write the model as GGUF. Raises `OSError`."""
        size = self.shape
        facts: dict[str, str | int | float] = {
            "general.architecture": "llama",
            "llama.context_length": 512,
            "llama.embedding_length": size.embedding,
            "llama.block_count": len(self._types),
            "llama.feed_forward_length": size.feed_forward,
            "llama.attention.head_count": size.heads,
            "llama.attention.head_count_kv": size.heads_kv,
            "llama.attention.layer_norm_rms_epsilon": _EPSILON,
            "llama.rope.dimension_count": _HEAD,
            "llama.rope.freq_base": _ROPE_BASE,
            "llama.vocab_size": size.vocabulary,
            "tokenizer.ggml.model": "no_vocab",
        }
        head = b"GGUF" + struct.pack("<IQQ", 3, len(self._tensors), len(facts))
        head += b"".join(_text(key) + _value(value) for key, value in facts.items())
        offset = 0
        for name, tensor in self._tensors.items():
            dimensions = [tensor.columns, tensor.rows] if tensor.rows else [tensor.columns]
            head += _text(name) + struct.pack(f"<I{len(dimensions)}Q", len(dimensions), *dimensions)
            head += struct.pack("<IQ", tensor.kind, offset)
            offset += _padded(len(tensor.data))
        with path.open("wb") as file:
            file.write(head.ljust(_padded(len(head)), b"\0"))
            for tensor in self._tensors.values():
                file.write(tensor.data.ljust(_padded(len(tensor.data)), b"\0"))

    # -- the right answer -----------------------------------------------------------------------------
    def logits(self, tokens: Sequence[int]) -> Array:
        """[len(tokens), vocabulary]: what the model says after each token."""
        x = self._values("token_embd")[np.asarray(tokens)]
        for layer in range(len(self._types)):
            block = f"blk.{layer}."
            x = x + self._attention(block, _normed(x, self._values(block + "attn_norm")))
            h = _normed(x, self._values(block + "ffn_norm"))
            gate = h @ self._values(block + "ffn_gate").T
            up = h @ self._values(block + "ffn_up").T
            x = x + (gate / (1 + np.exp(-gate)) * up) @ self._values(block + "ffn_down").T
        result: Array = _normed(x, self._values("output_norm")) @ self._values("output").T
        return result

    def _attention(self, block: str, h: Array) -> Array:
        count, size = len(h), self.shape
        query = _rotated((h @ self._values(block + "attn_q").T).reshape(count, size.heads, _HEAD))
        key = _rotated((h @ self._values(block + "attn_k").T).reshape(count, size.heads_kv, _HEAD))
        value = (h @ self._values(block + "attn_v").T).reshape(count, size.heads_kv, _HEAD)
        shared = size.heads // size.heads_kv
        key, value = np.repeat(key, shared, axis=1), np.repeat(value, shared, axis=1)
        scores = np.einsum("qhd,khd->hqk", query, key) / np.sqrt(np.float32(_HEAD))
        scores = np.where(np.tri(count, dtype=bool), scores, -np.inf)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed = np.einsum("hqk,khd->qhd", weights, value).reshape(count, -1)
        result: Array = mixed @ self._values(block + "attn_output").T
        return result

    def _values(self, name: str) -> Array:
        return self._tensors[name + ".weight"].values


class _Pool:
    """Random weights in one quantization, in units of 256, out of which matrices are put together."""

    def __init__(self, name: str, random: np.random.Generator, units: int = 64) -> None:
        self.kind, unpack = TYPES[name]
        plain = (random.standard_normal((units, _UNIT)) / 16).astype(np.float32)
        if name == "F32":
            stored: Any = plain.view(np.uint8)
            self.values: Array = plain
        elif name == "F16":
            stored = plain.astype(np.float16).view(np.uint8)
            self.values = plain.astype(np.float16).astype(np.float32)
        elif name == "BF16":
            upper = plain.view(np.uint32) >> 16
            stored = upper.astype(np.uint16).view(np.uint8)
            self.values = (upper << 16).view(np.float32)
        else:
            stored, self.values = _quantized(self.kind, unpack, plain)
        self.stored = stored.reshape(units, -1)


def _quantized(kind: int, unpack: str, plain: Array) -> tuple[Any, Array]:
    """(bytes, the values that they stand for), both by ggml-base."""
    units, width = plain.shape
    size = ctypes.c_size_t
    pack = ggml_function(
        "ggml_quantize_chunk", size, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p,
        ctypes.c_int64, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p,
    )  # fmt: skip
    row = ggml_function("ggml_row_size", size, ctypes.c_int, ctypes.c_int64)(kind, width)
    stored = np.zeros(units * row, np.uint8)
    pack(kind, plain.ctypes.data, stored.ctypes.data, 0, units, width, None)
    values = np.empty_like(plain)
    function = ggml_function(
        "dequantize_row_" + unpack, None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64
    )
    function(stored.ctypes.data, values.ctypes.data, plain.size)
    return stored, values


def _normed(x: Array, weight: Array) -> Array:
    result: Array = x / np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + np.float32(_EPSILON)) * weight
    return result


def _rotated(x: Array) -> Array:
    """[tokens, heads, 64] turned by position: pairs of neighbours, as llama's are."""
    angles = np.outer(np.arange(len(x)), _ROPE_BASE ** (-np.arange(0, _HEAD, 2) / _HEAD))
    cos, sin = (part(angles)[:, None, :].astype(np.float32) for part in (np.cos, np.sin))
    result = np.empty_like(x)
    even, odd = x[..., 0::2], x[..., 1::2]
    result[..., 0::2] = even * cos - odd * sin
    result[..., 1::2] = even * sin + odd * cos
    return result


def _padded(length: int) -> int:
    return -(-length // _ALIGNMENT) * _ALIGNMENT


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


def _value(value: str | int | float) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", _STRING) + _text(value)
    if isinstance(value, int):
        return struct.pack("<II", _UINT32, value)
    return struct.pack("<If", _FLOAT32, value)
