"""The bytes of a GGUF file: read forward, every length and count checked before it is used.

Owns the wire format (versions 2 and 3, little-endian), its bounds, and ggml's tables of types.
Says nothing about what the values mean; that is `gguf.py`, the only module to import this one.
Must not import anything of llmdesk but `errors`, nothing from outside the standard library, and
must never allocate by a number that stands in a file. The checks follow llama.cpp's `gguf.cpp`.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from llmdesk.errors import QT_TRANSLATE_NOOP, ModelFileError

MAX_KEYS = 16_384
MAX_TENSORS = 65_536
MAX_KEY_LENGTH = 1_024
MAX_NAME_LENGTH = 63
MAX_DIMENSIONS = 4
MAX_STRINGS = 4_000_000  # in all arrays of a file; the largest vocabularies have 262,144 tokens
MAX_LENGTH = 1 << 40  # no single value is longer than this, whatever the file's size
MAX_KEPT_STRING = 1 << 20
MAX_KEPT_ITEMS = 512  # llama.cpp's LLAMA_MAX_LAYERS: arrays by layer are kept, vocabularies are not
MAX_KEPT_BYTES = 16 << 20
MAX_ELEMENTS = (1 << 63) - 1
DEFAULT_ALIGNMENT = 32
_WINDOW = 1 << 18

_BOOL, _STRING, _ARRAY = 7, 8, 9
_VALUES = {
    0: ("u8", struct.Struct("<B")),
    1: ("i8", struct.Struct("<b")),
    2: ("u16", struct.Struct("<H")),
    3: ("i16", struct.Struct("<h")),
    4: ("u32", struct.Struct("<I")),
    5: ("i32", struct.Struct("<i")),
    6: ("f32", struct.Struct("<f")),
    _BOOL: ("bool", struct.Struct("<?")),
    10: ("u64", struct.Struct("<Q")),
    11: ("i64", struct.Struct("<q")),
    12: ("f64", struct.Struct("<d")),
}
_U32, _U64 = _VALUES[4][1], _VALUES[10][1]

# fmt: off
#: ggml_type → (name, elements a block, bytes a block); what is missing was removed from ggml.
TENSOR_TYPES: dict[int, tuple[str, int, int]] = {
    0: ("F32", 1, 4), 1: ("F16", 1, 2), 2: ("Q4_0", 32, 18), 3: ("Q4_1", 32, 20), 6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24), 8: ("Q8_0", 32, 34), 9: ("Q8_1", 32, 36), 10: ("Q2_K", 256, 84),
    11: ("Q3_K", 256, 110), 12: ("Q4_K", 256, 144), 13: ("Q5_K", 256, 176), 14: ("Q6_K", 256, 210),
    15: ("Q8_K", 256, 292), 16: ("IQ2_XXS", 256, 66), 17: ("IQ2_XS", 256, 74), 18: ("IQ3_XXS", 256, 98),
    19: ("IQ1_S", 256, 50), 20: ("IQ4_NL", 32, 18), 21: ("IQ3_S", 256, 110), 22: ("IQ2_S", 256, 82),
    23: ("IQ4_XS", 256, 136), 24: ("I8", 1, 1), 25: ("I16", 1, 2), 26: ("I32", 1, 4), 27: ("I64", 1, 8),
    28: ("F64", 1, 8), 29: ("IQ1_M", 256, 56), 30: ("BF16", 1, 2), 34: ("TQ1_0", 256, 54),
    35: ("TQ2_0", 256, 66), 39: ("MXFP4", 32, 17), 40: ("NVFP4", 64, 36), 41: ("Q1_0", 128, 18),
    42: ("Q2_0", 64, 18),
}
REMOVED_TENSOR_TYPES = {
    4: "Q4_2", 5: "Q4_3", 31: "Q4_0_4_4", 32: "Q4_0_4_8", 33: "Q4_0_8_8",
    36: "IQ4_NL_4_4", 37: "IQ4_NL_4_8", 38: "IQ4_NL_8_8",
}
#: llama_ftype (`general.file_type`) → the name that file names use.
FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S",
    12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K",
    19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL",
    26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16",
    36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4_MOE", 39: "NVFP4", 40: "Q1_0", 41: "Q2_0",
}
# fmt: on

AGAIN = QT_TRANSLATE_NOOP("core", "Download it again, or choose another file.")
ANOTHER = QT_TRANSLATE_NOOP("core", "Choose another file.")
_TENSORS = QT_TRANSLATE_NOOP("core", "Its header claims {count} tensors; at most {most} make sense.")
_KEYS = QT_TRANSLATE_NOOP("core", "Its header claims {count} metadata keys; at most {most} make sense.")
_STRINGS = QT_TRANSLATE_NOOP("core", "Its lists claim {count} texts; at most {most} make sense.")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A value that was checked but not kept: a long array (`length` items) or string (bytes)."""

    kind: str
    length: int


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """One tensor. `offset` counts from the file's beginning; `size` is in bytes, `shape` as ggml's ne."""

    name: str
    shape: tuple[int, ...]
    type: str
    elements: int
    offset: int
    size: int


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


def shown(text: str, limit: int = 80) -> str:
    """Untrusted text made fit for one line of a message."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def damaged(path: Path, detail: str, **params: object) -> NoReturn:
    """Raise the error of a file that contradicts the format; `detail` is marked for translation."""
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is damaged."),
        detail,
        AGAIN,
        **{"file": shown(path.name), **params},
    )


def incomplete(path: Path, needed: int, size: int) -> NoReturn:
    """Raise the error of a file that ends too early; both figures are in bytes."""
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is not complete."),
        QT_TRANSLATE_NOOP(
            "core",
            "By its header it needs at least {expected} bytes, but it has {size}: the rest is missing.",
        ),
        AGAIN,
        file=shown(path.name),
        expected=f"{needed:,}",
        size=f"{size:,}",
    )


class Reader:
    """Reads forward through a window of the file; a step past the file's end is an error."""

    def __init__(self, file: BinaryIO, path: Path, size: int) -> None:
        self.path, self.size = path, size
        self._file = file
        self._window = b""
        self._start = 0  # where the window lies in the file
        self._at = 0  # where the next byte lies in the window
        self._kept = 0

    @property
    def position(self) -> int:
        return self._start + self._at

    def need(self, count: int) -> None:
        """Refuse before anything is read or allocated."""
        if count > MAX_LENGTH:
            damaged(
                self.path,
                QT_TRANSLATE_NOOP("core", "At byte {position} it claims a value of {length} bytes."),
                position=f"{self.position:,}",
                length=f"{count:,}",
            )
        if count > self.size - self.position:
            incomplete(self.path, self.position + count, self.size)

    def _fill(self, count: int) -> None:
        """Have at least `count` bytes in the window."""
        self.need(count)
        position = self.position
        self._file.seek(position)
        self._window, self._start, self._at = self._file.read(max(count, _WINDOW)), position, 0
        if len(self._window) < count:  # it shrank while we read
            incomplete(self.path, position + count, position + len(self._window))

    def take(self, count: int) -> bytes:
        if len(self._window) - self._at < count:
            self._fill(count)
        self._at += count
        return self._window[self._at - count : self._at]

    def skip(self, count: int) -> None:
        self.need(count)
        self._at += count

    def u32(self) -> int:
        return int(_U32.unpack(self.take(4))[0])

    def u64(self) -> int:
        return int(_U64.unpack(self.take(8))[0])

    def text(self, limit: int) -> str | None:
        """A string of at most `limit` bytes; None, and skipped, where it is longer."""
        length = self.u64()
        if length > limit:
            self.skip(length)
            return None
        return self.take(length).decode("utf-8", "replace")

    def skip_strings(self, count: int) -> None:
        """Pass over `count` strings without building them (300,000 in a large vocabulary)."""
        unpack = _U64.unpack_from
        window, at = self._window, self._at
        end = len(window) - 8
        for _ in range(count):
            if at > end:
                self._at = at
                self._fill(8)
                window, at = self._window, self._at
                end = len(window) - 8
            at += 8 + unpack(window, at)[0]
        self._at = at
        self.need(0)

    def value(self, kind: int, key: str) -> object:
        """A scalar, a string, a short array as a tuple, or `Skipped`."""
        if kind == _ARRAY:
            return self._array(key)
        if kind == _STRING:
            length = _U64.unpack(self.take(8))[0]
            if length > MAX_KEPT_STRING or not self._keep(length):
                self.skip(length)
                return Skipped("str", length)
            return self.take(length).decode("utf-8", "replace")
        if kind not in _VALUES:
            damaged(
                self.path,
                QT_TRANSLATE_NOOP("core", "The value of “{key}” has type {type}, which does not exist."),
                key=shown(key),
                type=kind,
            )
        packing = _VALUES[kind][1]
        return packing.unpack(self.take(packing.size))[0]

    def _keep(self, count: int) -> bool:
        if self._kept + count > MAX_KEPT_BYTES:
            return False
        self._kept += count
        return True

    def _array(self, key: str) -> object:
        kind, count = self.u32(), self.u64()
        if kind == _STRING:
            return self._string_array(count)
        if kind not in _VALUES:
            nested = QT_TRANSLATE_NOOP("core", "“{key}” is an array of arrays, which no model has.")
            unknown = QT_TRANSLATE_NOOP("core", "The array “{key}” has items of type {type}.")
            damaged(self.path, nested if kind == _ARRAY else unknown, key=shown(key), type=kind)
        name, packing = _VALUES[kind]
        if count > MAX_KEPT_ITEMS or not self._keep(count * 8):
            self.skip(count * packing.size)
            return Skipped(name, count)
        return tuple(item for (item,) in packing.iter_unpack(self.take(count * packing.size)))

    def _string_array(self, count: int) -> object:
        self.need(count * 8)
        _check_count(self.path, count, MAX_STRINGS, _STRINGS)
        if count > MAX_KEPT_ITEMS:
            self.skip_strings(count)
            return Skipped("str", count)
        texts = [self.text(MAX_KEY_LENGTH) for _ in range(count)]
        kept = [text for text in texts if text is not None]
        if len(kept) < count or not self._keep(sum(map(len, kept))):
            return Skipped("str", count)
        return tuple(kept)


def read_part(file: BinaryIO, path: Path, size: int) -> Part:
    """Everything before the weights of one file whose first four bytes are `GGUF`.

    Raises `ModelFileError` for whatever contradicts the format, and where a tensor would lie
    outside the file.
    """
    reader = Reader(file, path, size)
    reader.take(4)
    version = _check_version(path, reader.u32())
    tensor_count, key_count = reader.u64(), reader.u64()
    _check_count(path, tensor_count, MAX_TENSORS, _TENSORS)
    _check_count(path, key_count, MAX_KEYS, _KEYS)
    reader.need(tensor_count * 24 + key_count * 13)  # the smallest entries there can be
    metadata: dict[str, object] = {}
    array_lengths: dict[str, int] = {}
    alignment, strings = DEFAULT_ALIGNMENT, 0
    for index in range(key_count):
        key, kind = _read_key(reader, index, metadata), reader.u32()
        metadata[key] = value = reader.value(kind, key)
        if kind == _ARRAY and isinstance(value, tuple | Skipped):
            array_lengths[key] = value.length if isinstance(value, Skipped) else len(value)
            strings += array_lengths[key] if _has_strings(value) else 0
            _check_count(path, strings, MAX_STRINGS, _STRINGS)
        if key == "general.alignment":
            alignment = _check_alignment(path, kind, value)
    raw = _read_tensor_infos(reader, tensor_count)
    data = -(-reader.position // alignment) * alignment
    tensors = _place(reader, raw, data, alignment)
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
    _check_count(path, tensor_count, MAX_TENSORS, _TENSORS)
    _check_count(path, key_count, MAX_KEYS, _KEYS)
    metadata: dict[str, object] = {}
    array_lengths: dict[str, int] = {}
    for index in range(key_count):
        key, kind = _read_key(reader, index, metadata), reader.u32()
        if key == stop_at and kind == _ARRAY:
            reader.u32()
            array_lengths[key] = reader.u64()
            _check_count(path, array_lengths[key], MAX_STRINGS, _STRINGS)
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


def _check_count(path: Path, count: int, most: int, detail: str) -> None:
    if count > most:
        damaged(path, detail, count=f"{count:,}", most=f"{most:,}")


def _read_key(reader: Reader, index: int, known: dict[str, object]) -> str:
    key = reader.text(MAX_KEY_LENGTH)
    if not key:
        damaged(
            reader.path,
            QT_TRANSLATE_NOOP("core", "The name of metadata key {number} is empty or too long."),
            number=index + 1,
        )
    if key in known:
        damaged(reader.path, QT_TRANSLATE_NOOP("core", "The key “{key}” is there twice."), key=shown(key))
    return key


def _check_alignment(path: Path, kind: int, value: object) -> int:
    if kind != 4 or not isinstance(value, int) or value <= 0 or value & (value - 1):
        damaged(
            path,
            QT_TRANSLATE_NOOP("core", "The alignment is {value}; it must be a power of two."),
            value=shown(str(value)),
        )
    return value


def _read_tensor_infos(reader: Reader, count: int) -> Sequence[TensorInfo]:
    """The tensor list with offsets as they stand in the file, relative to the weights."""
    infos: list[TensorInfo] = []
    names: set[str] = set()
    for index in range(count):
        name = reader.text(MAX_NAME_LENGTH)
        if not name or name in names:
            damaged(
                reader.path,
                QT_TRANSLATE_NOOP("core", "The name of tensor {number} is empty, too long or there twice."),
                number=index + 1,
            )
        names.add(name)
        dimensions = reader.u32()
        if dimensions > MAX_DIMENSIONS:
            damaged(
                reader.path,
                QT_TRANSLATE_NOOP("core", "Tensor “{tensor}” has {count} dimensions; four are the most."),
                tensor=shown(name),
                count=f"{dimensions:,}",
            )
        shape = tuple(reader.u64() for _ in range(dimensions))
        infos.append(_tensor(reader.path, name, shape, reader.u32(), reader.u64()))
    return infos


def _tensor(path: Path, name: str, shape: tuple[int, ...], kind: int, offset: int) -> TensorInfo:
    if kind not in TENSOR_TYPES:
        removed = QT_TRANSLATE_NOOP("core", "Tensor “{tensor}” is of type {type}, which llama.cpp gave up.")
        unknown = QT_TRANSLATE_NOOP("core", "Tensor “{tensor}” is of type {type}, which is not known.")
        detail = removed if kind in REMOVED_TENSOR_TYPES else unknown
        damaged(path, detail, tensor=shown(name), type=REMOVED_TENSOR_TYPES.get(kind, kind))
    type_name, block, block_bytes = TENSOR_TYPES[kind]
    elements = 1
    for extent in shape:
        elements *= extent
    row = shape[0] if shape else 1
    if elements > MAX_ELEMENTS or row % block or any(extent > MAX_ELEMENTS for extent in shape):
        damaged(
            path,
            QT_TRANSLATE_NOOP("core", "Tensor “{tensor}” of type {type} has the impossible shape {shape}."),
            tensor=shown(name),
            type=type_name,
            shape=" × ".join(f"{extent:,}" for extent in shape),
        )
    return TensorInfo(name, shape, type_name, elements, offset, elements // block * block_bytes)


def _place(reader: Reader, infos: Sequence[TensorInfo], data: int, alignment: int) -> tuple[TensorInfo, ...]:
    """Absolute offsets, checked: the weights follow one another without gaps, inside the file."""
    expected = 0
    placed: list[TensorInfo] = []
    for info in infos:
        if info.offset != expected:
            damaged(
                reader.path,
                QT_TRANSLATE_NOOP(
                    "core",
                    "Tensor “{tensor}” should begin at byte {expected} of the weights, not at {offset}.",
                ),
                tensor=shown(info.name),
                expected=f"{expected:,}",
                offset=f"{info.offset:,}",
            )
        placed.append(TensorInfo(info.name, info.shape, info.type, info.elements, data + expected, info.size))
        expected += -(-info.size // alignment) * alignment
    end = max((info.offset + info.size for info in placed), default=0)
    if end > reader.size:
        incomplete(reader.path, end, reader.size)
    return tuple(placed)
