"""Whether a model's tensors are there and have the shapes that its figures give.

Owns the rules for the usual kind of model: word list, attention, feed-forward, norms. A file that breaks them
is damaged, or was put together of two; llama.cpp does not load it. Other architectures are only asked for
their word list. Whether all that a model needs is there is llama.cpp's to say (`engine.inspection`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, shown
from llmdesk.gguf.reader import damaged
from llmdesk.gguf.tensors import TensorInfo

#: Every layer is like the others, and attention has the plain four matrices.
_PLAIN = frozenset(("llama", "qwen2", "qwen3", "mistral3", "smollm3", "internlm2", "granite", "olmo", "phi3"))
_NORM = re.compile(r"(?:^|[._])norm\.(?:weight|bias)$")
_MATRIX = re.compile(r"(?:^|\.)(?:attn_(?:q|k|v|qkv|output)|ffn_(?:up|down|gate)|token_embd|output)\.weight$")
_NO_MATRIX = frozenset(("I8", "I16", "I32", "I64", "F64", "Q8_1", "Q8_K"))  # ggml cannot multiply by these
_LAYER = re.compile(r"blk\.(\d{1,9})\.(.+)")


@dataclass(frozen=True)
class Figures:
    """What the header says. `heads` and `heads_kv` by layer; `vocabulary` 0 where it has none."""

    architecture: str
    layers: int
    embedding: int
    vocabulary: int
    heads: Sequence[int]
    heads_kv: Sequence[int]
    key_length: int
    value_length: int
    feed_forward: object  # a number where all layers have the same


def check_shapes(path: Path, figures: Figures, tensors: Sequence[TensorInfo]) -> None:
    """Raise `ModelFileError` for the first tensor that is missing, or is not what the figures say."""
    by_name = {tensor.name: tensor for tensor in tensors}
    words = by_name.get("token_embd.weight")
    if words is not None and figures.vocabulary:
        _expect(path, words, (figures.embedding, figures.vocabulary))
    for tensor in tensors:
        is_norm = _NORM.search(tensor.name) is not None
        if (is_norm and tensor.type != "F32") or (_MATRIX.search(tensor.name) and tensor.type in _NO_MATRIX):
            damaged(
                path,
                QT_TRANSLATE_NOOP("core", "Tensor “{tensor}” is of type {type}, which cannot be used there."),
                tensor=shown(tensor.name),
                type=tensor.type,
            )
    if figures.architecture not in _PLAIN:
        return
    if min(figures.heads) == 0:
        key = f"{figures.architecture}.attention.head_count"
        damaged(path, QT_TRANSLATE_NOOP("core", "“{key}” is 0: a model has at least one head."), key=key)
    _check_presence(path, figures.layers, by_name)
    for name, tensor in by_name.items():
        match = _LAYER.fullmatch(name)
        layer, part = (int(match[1]), match[2]) if match else (0, name)
        expected = _expected(figures, min(layer, figures.layers - 1)).get(part)
        if expected is not None:
            _expect(path, tensor, expected)


def _expected(figures: Figures, layer: int) -> Mapping[str, tuple[int, ...]]:
    """The shapes of one layer's tensors, and of those outside of the layers."""
    width = figures.embedding
    keys = figures.heads_kv[layer] * figures.key_length
    values = figures.heads_kv[layer] * figures.value_length
    asked = figures.heads[layer] * figures.key_length
    shapes: dict[str, tuple[int, ...]] = {
        "output_norm.weight": (width,),
        "attn_norm.weight": (width,),
        "ffn_norm.weight": (width,),
        "attn_q.weight": (width, asked),
        "attn_k.weight": (width, keys),
        "attn_v.weight": (width, values),
        "attn_qkv.weight": (width, asked + keys + values),
    }
    if figures.key_length == figures.value_length:
        shapes["attn_output.weight"] = (asked, width)
    wide = figures.feed_forward
    if isinstance(wide, int) and figures.architecture != "phi3":  # phi3 has gate and up in one
        shapes |= {
            "ffn_gate.weight": (width, wide),
            "ffn_up.weight": (width, wide),
            "ffn_down.weight": (wide, width),
        }
    return shapes


def _check_presence(path: Path, layers: int, names: Mapping[str, object]) -> None:
    """What all layers but one or two have, those have too."""
    parts = Counter(match[2] for name in names if (match := _LAYER.fullmatch(name)))
    for part, count in parts.items():
        if count < layers and count >= layers - 2 and count > layers // 2 and part.endswith(".weight"):
            lacking = next(n for n in range(layers) if f"blk.{n}.{part}" not in names)
            name = f"blk.{lacking}.{part}"
            damaged(path, QT_TRANSLATE_NOOP("core", "Tensor “{tensor}” is missing."), tensor=shown(name))


def _expect(path: Path, tensor: TensorInfo, shape: tuple[int, ...]) -> None:
    found = tensor.shape
    while len(found) > len(shape) and found[-1] == 1:
        found = found[:-1]
    if found != shape:
        damaged(
            path,
            QT_TRANSLATE_NOOP(
                "core", "Tensor “{tensor}” has the shape {shape}; by the header it should be {expected}."
            ),
            tensor=shown(tensor.name),
            shape=_text(tensor.shape),
            expected=_text(shape),
        )


def _text(shape: Sequence[int]) -> str:
    return " × ".join(f"{extent:,}" for extent in shape) or "–"
