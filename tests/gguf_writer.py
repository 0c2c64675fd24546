"""Writes small GGUF files for tests, good ones and, with `patch`, damaged ones.

Owns `write_gguf`, `small_model` (metadata and tensors that pass every header check; there is no
tokenizer, so llama.cpp itself refuses to load it) and `Typed` for a value of an explicit type.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.gguf.tensors import TENSOR_TYPES

TYPES = {
    "u8": (0, "<B"),
    "i8": (1, "<b"),
    "u16": (2, "<H"),
    "i16": (3, "<h"),
    "u32": (4, "<I"),
    "i32": (5, "<i"),
    "f32": (6, "<f"),
    "bool": (7, "<?"),
    "u64": (10, "<Q"),
    "i64": (11, "<q"),
    "f64": (12, "<d"),
}
_CODES = {name: code for code, (name, _, _) in TENSOR_TYPES.items()}


@dataclass(frozen=True)
class Typed:
    """A scalar, or a list of scalars, of a type that is not the usual one."""

    type: str
    value: object


@dataclass(frozen=True)
class Tensor:
    """A tensor with `data` in it, or zeros. `offset` and `code` overrule what would be right."""

    name: str
    shape: tuple[int, ...]
    type: str = "F32"
    offset: int | None = None
    code: int | None = None
    data: bytes = b""

    @property
    def size(self) -> int:
        _, block, block_bytes = TENSOR_TYPES[_CODES[self.type]]
        elements = 1
        for extent in self.shape:
            elements *= extent
        return elements // block * block_bytes


def small_model(layers: int = 2, architecture: str = "llama") -> tuple[dict[str, object], list[Tensor]]:
    """(metadata, tensors) of a model that passes `read_header`; change what the test is about."""
    metadata: dict[str, object] = {
        "general.architecture": architecture,
        "general.name": "Tiny Test",
        "general.file_type": 0,
        f"{architecture}.block_count": layers,
        f"{architecture}.context_length": 2048,
        f"{architecture}.embedding_length": 32,
        f"{architecture}.attention.head_count": 4,
        f"{architecture}.attention.head_count_kv": 2,
        "tokenizer.ggml.tokens": ["<unk>", "a", "b"],
        "tokenizer.chat_template": "{{ messages }}",
    }
    tensors = [Tensor("token_embd.weight", (32, 3))]
    tensors += [Tensor(f"blk.{layer}.attn_q.weight", (32, 32), "Q4_0") for layer in range(layers)]
    return metadata, tensors


def write_gguf(
    path: Path,
    metadata: Mapping[str, object],
    tensors: Sequence[Tensor] = (),
    *,
    version: int = 3,
    alignment: int = 32,
) -> Path:
    """Write the file and return its path. Numbers become u32 or i32, f32 for floats."""
    path.write_bytes(gguf_bytes(metadata, tensors, version=version, alignment=alignment))
    return path


def gguf_bytes(
    metadata: Mapping[str, object],
    tensors: Sequence[Tensor] = (),
    *,
    version: int = 3,
    alignment: int = 32,
) -> bytes:
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(metadata))
    for key, value in metadata.items():
        kind, data = _value(value)
        head += _string(key) + struct.pack("<I", kind) + data
    weights, offset = bytearray(), 0
    for tensor in tensors:
        head += _string(tensor.name) + struct.pack("<I", len(tensor.shape))
        head += b"".join(struct.pack("<Q", extent) for extent in tensor.shape)
        code = _CODES[tensor.type] if tensor.code is None else tensor.code
        head += struct.pack("<IQ", code, offset if tensor.offset is None else tensor.offset)
        weights += tensor.data.ljust(_padded(tensor.size, alignment), b"\0")
        offset = len(weights)
    return head.ljust(_padded(len(head), alignment), b"\0") + weights


def patch(path: Path, at: int, data: bytes) -> Path:
    """Overwrite the bytes at `at`."""
    content = bytearray(path.read_bytes())
    content[at : at + len(data)] = data
    path.write_bytes(bytes(content))
    return path


def _padded(size: int, alignment: int) -> int:
    return -(-size // alignment) * alignment


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: object) -> tuple[int, bytes]:
    if isinstance(value, str):
        return 8, _string(value)
    if isinstance(value, list):
        return 9, _array(value)
    if isinstance(value, Typed) and isinstance(value.value, list):
        code, packing = TYPES[value.type]
        items = b"".join(struct.pack(packing, item) for item in value.value)
        return 9, struct.pack("<IQ", code, len(value.value)) + items
    typed = value if isinstance(value, Typed) else Typed(_usual_type(value), value)
    code, packing = TYPES[typed.type]
    return code, struct.pack(packing, typed.value)


def _array(items: list[object]) -> bytes:
    if items and isinstance(items[0], str):
        return struct.pack("<IQ", 8, len(items)) + b"".join(_string(str(item)) for item in items)
    return _value(Typed(_usual_type(items[0]) if items else "u32", items))[1]


def _usual_type(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, float):
        return "f32"
    return "i32" if isinstance(value, int) and value < 0 else "u32"
