"""What one GGUF file holds before its weights: versions 2 and 3, metadata and tensor list.

Says nothing about what the values mean; that is `header`. The checks follow llama.cpp's `gguf.cpp`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from llmdesk.errors import QT_TRANSLATE_NOOP, ModelFileError, shown
from llmdesk.gguf.reader import (
    ANOTHER,
    ARRAY,
    MAX_KEY_LENGTH,
    MAX_STRINGS,
    STRINGS,
    U32,
    Reader,
    Skipped,
    check_count,
    damaged,
)
from llmdesk.gguf.tensors import TensorInfo, place, read_tensors

MAX_KEYS = 16_384
MAX_TENSORS = 65_536
DEFAULT_ALIGNMENT = 32
_GGML_ALIGNMENT = 32  # of memory; the file is mapped, and ggml aborts on less
_TENSORS = QT_TRANSLATE_NOOP("core", "Its header claims {count} tensors; at most {most} make sense.")
_KEYS = QT_TRANSLATE_NOOP("core", "Its header claims {count} metadata keys; at most {most} make sense.")


@dataclass(frozen=True, slots=True)
class Part:
    """What one GGUF file holds; a split model has several."""

    path: Path
    version: int
    size: int
    metadata: dict[str, object]
    array_lengths: dict[str, int]
    tensors: tuple[TensorInfo, ...]
    data_offset: int


def read_part(file: BinaryIO, path: Path, size: int) -> Part:
    """Everything before the weights of one file whose first four bytes are `GGUF`.

    Raises `ModelFileError` for whatever contradicts the format, and where a tensor would lie
    outside the file.
    """
    reader = Reader(file, path, size)
    reader.take(4)
    version = _check_version(path, reader.u32())
    tensor_count, key_count = reader.u64(), reader.u64()
    check_count(path, tensor_count, MAX_TENSORS, _TENSORS)
    check_count(path, key_count, MAX_KEYS, _KEYS)
    reader.need(tensor_count * 24 + key_count * 13)  # the smallest entries there can be
    metadata: dict[str, object] = {}
    array_lengths: dict[str, int] = {}
    alignment, strings = DEFAULT_ALIGNMENT, 0
    for index in range(key_count):
        key, kind = _read_key(reader, index, metadata), reader.u32()
        metadata[key] = value = reader.value(kind, key)
        if kind == ARRAY and isinstance(value, tuple | Skipped):
            array_lengths[key] = value.length if isinstance(value, Skipped) else len(value)
            strings += array_lengths[key] if _has_strings(value) else 0
            check_count(path, strings, MAX_STRINGS, STRINGS)
        if key == "general.alignment":
            alignment = _check_alignment(path, kind, value)
    raw = read_tensors(reader, tensor_count)
    data = -(-reader.position // alignment) * alignment
    if raw and data % _GGML_ALIGNMENT:
        damaged(
            path,
            QT_TRANSLATE_NOOP("core", "Its weights begin at byte {offset}, which is no multiple of {unit}."),
            offset=f"{data:,}",
            unit=_GGML_ALIGNMENT,
        )
    tensors = place(reader, raw, data, alignment)
    return Part(path, version, size, metadata, array_lengths, tensors, data)


def read_beginning(file: BinaryIO, path: Path, size: int, stop_at: str) -> Part:
    """What stands before the array `stop_at`, and that array's length; no tensors.

    For a file that lies elsewhere, of which only the beginning is worth fetching: the vocabulary is
    megabytes, what says how large the model is stands before it. Raises `ModelFileError`.
    """
    reader = Reader(file, path, size)
    if reader.take(4) != b"GGUF":
        damaged(path, QT_TRANSLATE_NOOP("core", "It does not begin like a GGUF file."))
    version = _check_version(path, reader.u32())
    tensor_count, key_count = reader.u64(), reader.u64()
    check_count(path, tensor_count, MAX_TENSORS, _TENSORS)
    check_count(path, key_count, MAX_KEYS, _KEYS)
    metadata: dict[str, object] = {}
    array_lengths: dict[str, int] = {}
    for index in range(key_count):
        key, kind = _read_key(reader, index, metadata), reader.u32()
        if key == stop_at and kind == ARRAY:
            reader.u32()
            array_lengths[key] = reader.u64()
            check_count(path, array_lengths[key], MAX_STRINGS, STRINGS)
            break
        metadata[key] = reader.value(kind, key)
    return Part(path, version, size, metadata, array_lengths, (), 0)


def _has_strings(value: tuple[object, ...] | Skipped) -> bool:
    return value.kind == "str" if isinstance(value, Skipped) else bool(value) and isinstance(value[0], str)


def _check_version(path: Path, version: int) -> int:
    if version in (2, 3):
        return version
    swapped = int.from_bytes(version.to_bytes(4, "little"), "big")
    if version & 0xFFFF == 0 and swapped in (1, 2, 3):
        detail = QT_TRANSLATE_NOOP("core", "It is a big-endian GGUF file (version {version}).")
    elif version == 1:
        detail = QT_TRANSLATE_NOOP("core", "It is a GGUF file of version 1, from before September 2023.")
    else:
        detail = QT_TRANSLATE_NOOP("core", "It says GGUF version {version}; llmdesk reads versions 2 and 3.")
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is of a kind that llmdesk cannot run."),
        detail,
        ANOTHER,
        file=shown(path.name),
        version=swapped if version & 0xFFFF == 0 and swapped in (1, 2, 3) else version,
    )


def _read_key(reader: Reader, index: int, known: dict[str, object]) -> str:
    key = reader.text(MAX_KEY_LENGTH)
    if not key:
        damaged(
            reader.path,
            QT_TRANSLATE_NOOP("core", "The name of metadata key {number} is empty or too long."),
            number=index + 1,
        )
    if key in known:
        damaged(reader.path, QT_TRANSLATE_NOOP("core", "The key “{key}” appears twice."), key=shown(key))
    return key


def _check_alignment(path: Path, kind: int, value: object) -> int:
    if kind != U32 or not isinstance(value, int) or value <= 0 or value & (value - 1):
        damaged(
            path,
            QT_TRANSLATE_NOOP("core", "The alignment is {value}; it must be a power of two."),
            value=shown(str(value)),
        )
    return value
