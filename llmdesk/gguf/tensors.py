"""The tensor list of a GGUF file: each with a known type and a possible shape, inside the file.

Owns ggml's tables of types. The checks follow llama.cpp's `gguf.cpp`; reads no weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, shown
from llmdesk.gguf.reader import Reader, damaged, incomplete

MAX_NAME_LENGTH = 63
MAX_DIMENSIONS = 4
MAX_ELEMENTS = (1 << 63) - 1

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


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """One tensor. `offset` counts from the file's beginning; `size` is in bytes, `shape` as ggml's ne."""

    name: str
    shape: tuple[int, ...]
    type: str
    elements: int
    offset: int
    size: int


def read_tensors(reader: Reader, count: int) -> Sequence[TensorInfo]:
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
                QT_TRANSLATE_NOOP("core", "Tensor “{tensor}” has {count} dimensions; the limit is four."),
                tensor=shown(name),
                count=f"{dimensions:,}",
            )
        shape = tuple(reader.u64() for _ in range(dimensions))
        infos.append(_tensor(reader.path, name, shape, reader.u32(), reader.u64()))
    return infos


def _tensor(path: Path, name: str, shape: tuple[int, ...], kind: int, offset: int) -> TensorInfo:
    if kind not in TENSOR_TYPES:
        removed = QT_TRANSLATE_NOOP(
            "core", "Tensor “{tensor}” is of type {type}, which llama.cpp no longer supports."
        )
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


def place(reader: Reader, infos: Sequence[TensorInfo], data: int, alignment: int) -> tuple[TensorInfo, ...]:
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
