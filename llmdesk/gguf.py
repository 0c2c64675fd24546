"""What a GGUF file says about its model, checked before anything is loaded.

Owns `Header` and the answer to "is this a model that can be loaded, and if not, what is wrong
with it". Reads only what stands before the weights. Must not import anything of llmdesk but
`errors` and `gguf_format`, nor anything from outside the standard library.
"""

from __future__ import annotations

import math
import re
import stat
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, NoReturn

from llmdesk.errors import QT_TRANSLATE_NOOP, ModelFileError
from llmdesk.gguf_format import (
    AGAIN,
    ANOTHER,
    FILE_TYPES,
    Part,
    Skipped,
    TensorInfo,
    damaged,
    read_beginning,
    read_part,
    shown,
)

__all__ = [
    "MAX_LAYERS",
    "Header",
    "Skipped",
    "TensorInfo",
    "read_header",
    "read_remote_header",
    "split_parts",
]

#: llama.cpp's LLAMA_MAX_LAYERS; it aborts the process on more.
MAX_LAYERS = 512
_MAX_CONTEXT = 1 << 30
_MAX_WIDTH = 1 << 24
_MAX_HEADS = 1 << 16
_MAX_PARTS = 1000
_VOCABULARY = "tokenizer.ggml.tokens"
_GUESSED = 1024  # llama.cpp's flag in `general.file_type`
_SPLIT = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE | re.DOTALL)
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
    first = _open_part(path)
    parts = _all_parts(first)
    metadata = first.metadata
    architecture = metadata.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        damaged(path, QT_TRANSLATE_NOOP("core", "It does not say which architecture the model has."))
    _check_purpose(path, architecture, metadata, parts)
    infos = [info for part in parts for info in part.tensors]
    layers = _Shape(path, architecture, metadata).number("block_count", 1, MAX_LAYERS)
    _check_layers(path, layers, (info.name for info in infos))
    header = _header(first, architecture, infos if tensors else [])
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
    architecture = first.metadata.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        damaged(path, QT_TRANSLATE_NOOP("core", "It does not say which architecture the model has."))
    return replace(_header(first, architecture, []), size=size)


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


def split_parts(path: Path) -> tuple[Path, ...]:
    """The paths of all parts that the file name announces ("…-00001-of-00003.gguf"), else just `path`."""
    match = _SPLIT.fullmatch(path.name)
    if match is None or not 1 <= int(match["number"]) <= int(match["count"]) <= _MAX_PARTS:
        return (path,)
    count, suffix = match["count"], path.name[-5:]
    return tuple(
        path.with_name(f"{match['stem']}-{number:05d}-of-{count}{suffix}")
        for number in range(1, int(count) + 1)
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


def _open_part(path: Path) -> Part:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            _not_a_model(path, QT_TRANSLATE_NOOP("core", "It is a folder."))
        if not stat.S_ISREG(status.st_mode):
            _not_a_model(path, QT_TRANSLATE_NOOP("core", "It is a device or a pipe, not a file."))
        if status.st_size == 0:
            _not_a_model(path, QT_TRANSLATE_NOOP("core", "It is empty (0 bytes)."), AGAIN)
        with path.open("rb") as file:
            start = file.read(1024)
            if start[:4] != b"GGUF":
                _name_the_kind(path, start, status.st_size)
            return read_part(file, path, status.st_size)
    except FileNotFoundError as error:
        raise ModelFileError(
            QT_TRANSLATE_NOOP("core", "“{file}” does not exist."),
            QT_TRANSLATE_NOOP("core", "There is no file {path}."),
            QT_TRANSLATE_NOOP("core", "Check the path, or choose another file."),
            file=shown(path.name),
            path=shown(str(path), 300),
        ) from error
    except PermissionError as error:
        raise ModelFileError(
            QT_TRANSLATE_NOOP("core", "“{file}” may not be read."),
            QT_TRANSLATE_NOOP("core", "The system refuses access to {path}."),
            QT_TRANSLATE_NOOP("core", "Change the permissions of the file, or choose another one."),
            file=shown(path.name),
            path=shown(str(path), 300),
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        raise ModelFileError(
            QT_TRANSLATE_NOOP("core", "“{file}” cannot be read."),
            QT_TRANSLATE_NOOP("core", "The system says: {reason}."),
            QT_TRANSLATE_NOOP("core", "Check the disk it lies on, or choose another file."),
            file=shown(path.name),
            reason=shown(getattr(error, "strerror", None) or str(error), 200),
        ) from error


def _not_a_model(path: Path, detail: str, hint: str = ANOTHER, **params: object) -> NoReturn:
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is not a GGUF model."),
        detail,
        hint,
        **{"file": shown(path.name), **params},
    )


_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<?xml", b"<!--")
_LFS = b"version https://git-lfs.github.com/spec/"
_KINDS = (
    (b"PK\x03\x04", QT_TRANSLATE_NOOP("core", "It is a zip archive.")),
    (b"\x80\x02", QT_TRANSLATE_NOOP("core", "It is a PyTorch file (pickle), which has to be converted.")),
    (b"\x1f\x8b", QT_TRANSLATE_NOOP("core", "It is a gzip archive.")),
    (b"7z\xbc\xaf\x27\x1c", QT_TRANSLATE_NOOP("core", "It is a 7z archive.")),
    (b"(\xb5/\xfd", QT_TRANSLATE_NOOP("core", "It is a zstd archive.")),
    (b"\xfd7zXZ\x00", QT_TRANSLATE_NOOP("core", "It is an xz archive.")),
    (b"lmgg", QT_TRANSLATE_NOOP("core", "It is a GGML file, the format before GGUF.")),
    (b"fmgg", QT_TRANSLATE_NOOP("core", "It is a GGML file, the format before GGUF.")),
    (b"tjgg", QT_TRANSLATE_NOOP("core", "It is a GGML file, the format before GGUF.")),
)


def _name_the_kind(path: Path, start: bytes, size: int) -> NoReturn:
    """Say what the file is instead, as far as its first 1,024 bytes tell."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_WEB_PAGE):
        detail = QT_TRANSLATE_NOOP(
            "core",
            "It is a web page: the download gave a page instead of the model, often a sign-in or an error.",
        )
        _not_a_model(path, detail, AGAIN)
    if text.startswith(_LFS):
        real = re.search(rb"\nsize (\d{1,18})", start)
        pointer = QT_TRANSLATE_NOOP(
            "core",
            "It is a Git LFS pointer of {size} bytes; the model itself ({real} bytes) was not downloaded.",
        )
        _not_a_model(path, pointer, AGAIN, size=f"{size:,}", real=f"{int(real[1]):,}" if real else "?")
    if start[8:9] == b"{" and int.from_bytes(start[:8], "little") < size:
        detail = QT_TRANSLATE_NOOP("core", "It is a safetensors file, which has to be converted.")
        _not_a_model(path, detail)
    if start.startswith(b"PK\x03\x04") and b"data.pkl" in start:
        detail = QT_TRANSLATE_NOOP("core", "It is a PyTorch file (zip), which has to be converted.")
        _not_a_model(path, detail)
    for magic, detail in _KINDS:
        if start.startswith(magic):
            _not_a_model(path, detail)
    if not start.strip(b"\0"):
        detail = QT_TRANSLATE_NOOP("core", "It begins with zeros, like a download that was never finished.")
        _not_a_model(path, detail, AGAIN)
    if text.startswith((b"{", b"[")):
        _not_a_model(path, QT_TRANSLATE_NOOP("core", "It is a text in JSON."), AGAIN)
    detail = QT_TRANSLATE_NOOP("core", "Its first four bytes are {bytes}; a GGUF begins with 47 47 55 46.")
    _not_a_model(path, detail, bytes=start[:4].hex(" "))


def _all_parts(first: Part) -> tuple[Part, ...]:
    """The file itself, or all parts of a split model, each complete and in its place."""
    path, count = first.path, first.metadata.get("split.count", 0)
    if isinstance(count, bool) or not isinstance(count, int) or count <= 1:
        return (first,)
    paths = split_parts(path)
    if len(paths) != count:
        _split_error(
            path,
            QT_TRANSLATE_NOOP(
                "core", "It is one of {count} parts, but its name does not end with -00001-of-{total}.gguf."
            ),
            QT_TRANSLATE_NOOP("core", "Give the parts the names back that they were downloaded with."),
            count=count,
            total=f"{count:05d}",
        )
    number = first.metadata.get("split.no")
    missing = [part for part in paths if not part.is_file()]
    if missing:
        _split_error(
            path,
            QT_TRANSLATE_NOOP(
                "core", "Of its {count} parts {lacking} are missing; the first is “{missing}”."
            ),
            QT_TRANSLATE_NOOP("core", "Download the missing parts into the same folder."),
            count=count,
            lacking=len(missing),
            missing=shown(missing[0].name),
        )
    if number != 0 or path != paths[0]:
        _split_error(
            path,
            QT_TRANSLATE_NOOP("core", "It is part of a model that begins with “{first}”."),
            QT_TRANSLATE_NOOP("core", "Choose the first part."),
            first=shown(paths[0].name),
        )
    parts = (first, *(_open_part(part) for part in paths[1:]))
    _check_split(parts, count)
    return parts


def _check_split(parts: tuple[Part, ...], count: int) -> None:
    for index, part in enumerate(parts):
        if part.metadata.get("split.no") != index or part.metadata.get("split.count") != count:
            damaged(
                part.path,
                QT_TRANSLATE_NOOP(
                    "core", "By its name it is part {number} of {count}, by its header it is not."
                ),
                number=index + 1,
                count=count,
            )
    total = parts[0].metadata.get("split.tensors.count")
    found = sum(len(part.tensors) for part in parts)
    if isinstance(total, int) and total != found:
        damaged(
            parts[0].path,
            QT_TRANSLATE_NOOP("core", "Its parts hold {found} tensors together instead of {total}."),
            found=f"{found:,}",
            total=f"{total:,}",
        )


def _split_error(path: Path, detail: str, hint: str, **params: object) -> NoReturn:
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is one part of a model."),
        detail,
        hint,
        **{"file": shown(path.name), **params},
    )


def _check_purpose(
    path: Path, architecture: str, metadata: Mapping[str, object], parts: tuple[Part, ...]
) -> None:
    """GGUF holds other things than language models; llama.cpp aborts on some of them."""
    kind = metadata.get("general.type")
    if architecture == "clip" or kind == "mmproj":
        _not_a_model(
            path, QT_TRANSLATE_NOOP("core", "It is the image part of a model, not a language model.")
        )
    if kind in ("adapter", "imatrix"):
        detail = QT_TRANSLATE_NOOP("core", "It is an addition to a model ({kind}), not a model.")
        _not_a_model(path, detail, kind=kind)
    if not any(part.tensors for part in parts):
        _not_a_model(path, QT_TRANSLATE_NOOP("core", "It holds a vocabulary, but no weights."))


def _check_layers(path: Path, layers: int, names: Iterable[str]) -> None:
    """`block_count` is the number of layers for which there are tensors."""
    found = {int(match[1]) for name in names if (match := _LAYER.match(name))}
    if found and max(found) + 1 != layers:
        damaged(
            path,
            QT_TRANSLATE_NOOP("core", "Its header claims {layers} layers, but its tensors are of {found}."),
            layers=f"{layers:,}",
            found=f"{max(found) + 1:,}",
        )


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
