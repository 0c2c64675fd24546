"""GGUF files for tests of their reading, and how a bad one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.errors import ModelFileError
from llmdesk.gguf import read_header
from tests.gguf_writer import Tensor, Typed, small_model, write_gguf


def refusal(path: Path) -> ModelFileError:
    with pytest.raises(ModelFileError) as caught:
        read_header(path)
    title, detail, hint = caught.value.render()
    assert all((title, detail, hint))
    assert "{" not in title + detail + hint
    return caught.value


def with_metadata(path: Path, **changes: object) -> Path:
    """The small model with keys set (`general_name` is `general.name`); None leaves a key out."""
    metadata, tensors = small_model()
    for name, value in changes.items():
        key = name.replace("__", ".")
        metadata.pop(key, None)
        if value is not None:
            metadata[key] = value
    return write_gguf(path, metadata, tensors)


def write_split(folder: Path, count: int = 3, leave_out: int | None = None, total: int | None = None) -> Path:
    """A model of one layer a part; returns the path of the first part."""
    metadata, _ = small_model(layers=count)
    for number in range(count):
        tensors = [Tensor(f"blk.{number}.attn_q.weight", (32, 32))]
        own: dict[str, object] = dict(metadata) if number == 0 else {}
        own["split.no"] = Typed("u16", number)
        own["split.count"] = Typed("u16", count)
        own["split.tensors.count"] = Typed("i32", count if total is None else total)
        if number != leave_out:
            write_gguf(folder / f"big-{number + 1:05d}-of-{count:05d}.gguf", own, tensors)
    return folder / f"big-00001-of-{count:05d}.gguf"
