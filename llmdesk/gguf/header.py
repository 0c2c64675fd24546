"""What a GGUF file says about its model, as one value: `Header`, its figures checked.

Answers "is this a model that can be loaded, and if not, what is wrong with it". Reads only what
stands before the weights.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NoReturn

from llmdesk.errors import QT_TRANSLATE_NOOP, shown
from llmdesk.gguf.contents import Part, read_beginning
from llmdesk.gguf.opening import all_parts, open_part
from llmdesk.gguf.purpose import check_embedding, check_kind, check_use
from llmdesk.gguf.reader import damaged
from llmdesk.gguf.shapes import Figures, check_shapes
from llmdesk.gguf.tensors import FILE_TYPES, TensorInfo

#: llama.cpp's LLAMA_MAX_LAYERS; it aborts the process on more.
MAX_LAYERS = 512
_MAX_CONTEXT = 1 << 30
_MAX_WIDTH = 1 << 24
_MAX_HEADS = 1 << 16
_VOCABULARY = "tokenizer.ggml.tokens"
_GUESSED = 1024  # llama.cpp's flag in `general.file_type`
_LAYER = re.compile(r"blk\.(\d{1,9})\.")
_SIZE_LABEL = re.compile(r"(?:\d{1,4}x)?\d{1,4}(?:\.\d{1,3})?[KMBT](?:-[\w.]{1,12})?")
_SAMPLING = {
    "temp": "temperature",
    "top_k": "top_k",
    "top_p": "top_p",
    "min_p": "min_p",
    "xtc_probability": "xtc_probability",
    "xtc_threshold": "xtc_threshold",
    "penalty_last_n": "repeat_last_n",
    "penalty_repeat": "repeat_penalty",
}


@dataclass(frozen=True)
class Header:
    """A good model file, or the first part of a split one. Sizes in bytes, lengths in tokens.

    `metadata` holds scalars, strings and arrays of up to 512 items (as tuples); longer ones are
    `Skipped`, and the lengths of all arrays are in `array_lengths`. `heads_kv` has one number a
    layer. `size` and `parameters` are of all parts; `tensors` is empty unless they were asked for.
    """

    path: Path
    parts: tuple[Path, ...]
    version: int
    size: int
    metadata: Mapping[str, object]
    array_lengths: Mapping[str, int]
    tensor_count: int
    tensors: tuple[TensorInfo, ...]
    architecture: str
    name: str
    quantization: str
    parameters: int
    vocabulary: int
    layers: int
    embedding: int
    heads: int
    heads_kv: tuple[int, ...]
    key_length: int
    value_length: int
    context_train: int

    @property
    def chat_template(self) -> str | None:
        """The template in the file; None where there is none or it is longer than a MiB."""
        template = self.metadata.get("tokenizer.chat_template")
        return template if isinstance(template, str) else None

    @property
    def parameters_label(self) -> str:
        """How large the model is, as people say it: "135M", "1.5B", "8x7B"."""
        label = self.metadata.get("general.size_label")
        if isinstance(label, str) and _SIZE_LABEL.fullmatch(label):
            return label
        for unit, letter in ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K")):
            if self.parameters >= unit:
                count = self.parameters / unit
                return f"{count:.1f}{letter}" if count < 10 and unit >= 10**9 else f"{count:.0f}{letter}"
        return str(self.parameters)

    @property
    def sampling(self) -> Mapping[str, float]:
        """The file's `general.sampling.*` values by the names of `engine.types.Sampling`."""
        values: dict[str, float] = {}
        for key, name in _SAMPLING.items():
            value = self.metadata.get(f"general.sampling.{key}")
            if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
                values[name] = int(value) if name in ("top_k", "repeat_last_n") else float(value)
        return values


def read_header(path: Path, *, tensors: bool = False) -> Header:
    """Read and check the header of the GGUF at `path`, and of the other parts of a split model.

    With `tensors`, the header lists them. Raises `ModelFileError`, which names what is wrong and
    what to do; nothing else, whatever the file holds.
    """
    return _read(path, tensors=tensors, embeds=False)


def read_embedding_header(path: Path) -> Header:
    """The same of an embedding model. Raises `ModelFileError`, also for a model that writes."""
    return _read(path, tensors=False, embeds=True)


def _read(path: Path, *, tensors: bool, embeds: bool) -> Header:
    first = open_part(path)
    parts = all_parts(first)
    metadata = first.metadata
    architecture = check_kind(path, metadata, embeds=embeds)
    infos = [info for part in parts for info in part.tensors]
    check = check_embedding if embeds else check_use
    check(path, architecture, metadata, {info.name for info in infos})
    layers = _Shape(path, architecture, metadata).number("block_count", 1, MAX_LAYERS)
    _check_epsilons(path, metadata)
    ahead = metadata.get(f"{architecture}.nextn_predict_layers")
    _check_layers(path, layers, ahead, (info.name for info in infos))
    header = _header(first, architecture, infos if tensors else [])
    heads = _Shape(path, architecture, metadata).by_layer("attention.head_count", layers, default=1)
    check_shapes(path, _figures(header, heads), infos)
    return replace(
        header,
        parts=tuple(part.path for part in parts),
        size=sum(part.size for part in parts),
        tensor_count=len(infos),
        quantization=_quantization(metadata, infos),
        parameters=sum(info.elements for info in infos),
    )


def read_remote_header(file: BinaryIO, name: str, size: int, first_size: int | None = None) -> Header:
    """The header of a file that lies elsewhere, read up to its vocabulary.

    `size` in bytes, of all parts; `first_size` of the part that `file` is. Without the tensor list
    `parameters` and `tensor_count` are 0. Raises `ModelFileError`.
    """
    path = Path(name)
    first = read_beginning(file, path, size if first_size is None else first_size, _VOCABULARY)
    architecture = check_kind(path, first.metadata)
    return replace(_header(first, architecture, []), size=size)


def _figures(header: Header, heads: tuple[int, ...]) -> Figures:
    return Figures(
        architecture=header.architecture,
        layers=header.layers,
        embedding=header.embedding,
        vocabulary=header.array_lengths.get(_VOCABULARY, 0),
        heads=heads,
        heads_kv=header.heads_kv,
        key_length=header.key_length,
        value_length=header.value_length,
        feed_forward=header.metadata.get(f"{header.architecture}.feed_forward_length"),
    )


def _header(first: Part, architecture: str, infos: list[TensorInfo]) -> Header:
    """What the metadata of the first part says, checked."""
    path, metadata = first.path, first.metadata
    shape = _Shape(path, architecture, metadata)
    layers = shape.number("block_count", 1, MAX_LAYERS)
    embedding = shape.number("embedding_length", 1, _MAX_WIDTH)
    heads = shape.by_layer("attention.head_count", layers, default=1)
    head_width = embedding // max(1, max(heads))
    name = metadata.get("general.name")
    return Header(
        path=path,
        parts=(path,),
        version=first.version,
        size=first.size,
        metadata=metadata,
        array_lengths=first.array_lengths,
        tensor_count=len(infos),
        tensors=tuple(infos),
        architecture=architecture,
        name=name if isinstance(name, str) else "",
        quantization=_quantization(metadata, infos),
        parameters=sum(info.elements for info in infos),
        vocabulary=_vocabulary(first, shape),
        layers=layers,
        embedding=embedding,
        heads=max(heads),
        heads_kv=shape.by_layer("attention.head_count_kv", layers, default=max(heads)),
        key_length=shape.number("attention.key_length", 0, _MAX_WIDTH, default=head_width),
        value_length=shape.number("attention.value_length", 0, _MAX_WIDTH, default=head_width),
        context_train=shape.number("context_length", 1, _MAX_CONTEXT),
    )


class _Shape:
    """The whole numbers of one architecture, each checked against its bounds."""

    def __init__(self, path: Path, architecture: str, metadata: Mapping[str, object]) -> None:
        self._path, self._architecture, self._metadata = path, architecture, metadata

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        key = f"{self._architecture}.{name}"
        value = self._metadata.get(key, default)
        if value is None:
            damaged(self._path, QT_TRANSLATE_NOOP("core", "“{key}” is missing."), key=shown(key))
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._refuse(key, value, least, most)
        return value

    def by_layer(self, name: str, layers: int, default: int) -> tuple[int, ...]:
        """One number a layer; the file has either that or one number for all."""
        key = f"{self._architecture}.{name}"
        value = self._metadata.get(key, default)
        if not isinstance(value, tuple):
            return (self.number(name, 0, _MAX_HEADS, default),) * layers
        numbers = [n for n in value if isinstance(n, int) and 0 <= n <= _MAX_HEADS]
        if len(numbers) != len(value) or len(numbers) < layers:
            self._refuse(key, value, 0, _MAX_HEADS)
        return tuple(numbers[:layers])

    def _refuse(self, key: str, value: object, least: int, most: int) -> NoReturn:
        damaged(
            self._path,
            QT_TRANSLATE_NOOP("core", "“{key}” is {value}; it must lie between {least} and {most}."),
            key=shown(key),
            value=shown(str(value)),
            least=f"{least:,}",
            most=f"{most:,}",
        )


def _check_layers(path: Path, layers: int, more: object, names: Iterable[str]) -> None:
    """`block_count` is the number of layers for which there are tensors; `more` of them guess ahead, and
    may have been left out."""
    found = {int(match[1]) for name in names if (match := _LAYER.match(name))}
    least = layers - more if isinstance(more, int) and 0 < more < layers else layers
    if found and not least <= max(found) + 1 <= layers:
        damaged(
            path,
            QT_TRANSLATE_NOOP("core", "Its header claims {layers} layers, but its tensors are of {found}."),
            layers=f"{layers:,}",
            found=f"{max(found) + 1:,}",
        )


def _check_epsilons(path: Path, metadata: Mapping[str, object]) -> None:
    """ggml aborts on norms with a negative one, at the first word."""
    for key, value in metadata.items():
        if key.endswith("epsilon") and isinstance(value, float) and not value >= 0:  # nor what is no number
            damaged(path, QT_TRANSLATE_NOOP("core", "“{key}” is {value}."), key=shown(key), value=value)


def _quantization(metadata: Mapping[str, object], infos: Iterable[TensorInfo]) -> str:
    """The name of the file type, else the tensor type that most weights have."""
    kind = metadata.get("general.file_type")
    if isinstance(kind, int) and not kind & _GUESSED and kind in FILE_TYPES:
        return FILE_TYPES[kind]
    weights: Counter[str] = Counter()
    for info in infos:
        weights[info.type] += info.elements
    return weights.most_common(1)[0][0] if weights else ""


def _vocabulary(first: Part, shape: _Shape) -> int:
    tokens = first.array_lengths.get(_VOCABULARY)
    return shape.number("vocab_size", 0, 1 << 30, default=0) if tokens is None else tokens
