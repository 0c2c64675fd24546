"""A file passes its check only where llama.cpp would load it and answer."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.errors import ModelFileError

_BEGINNING = 4 << 20  # the header is in it


@pytest.fixture
def copy(starter: Path, tmp_path: Path) -> Path:
    """The starter model, in a file of the same size of which only the beginning is there."""
    path = tmp_path / "copy.gguf"
    with starter.open("rb") as source, path.open("wb") as target:
        target.write(source.read(_BEGINNING))
        target.truncate(starter.stat().st_size)
    return path


def change(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()[:_BEGINNING]
    assert data.count(old) == 1
    assert len(old) == len(new)
    with path.open("r+b") as file:
        file.seek(data.index(old))
        file.write(new)


def number(key: str, value: int) -> bytes:
    return key.encode() + struct.pack("<II", 4, value)


def test_a_good_file_passes_without_its_weights_being_read(own_engine: Engine, copy: Path) -> None:
    assert own_engine.machine.check(copy).architecture == "llama"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"output_norm.weight", b"output_narm.weight", "output_norm"),
        (b"blk.3.ffn_down.weight", b"blk.3.ffn_dawn.weight", "ffn_down"),
        (number("llama.rope.dimension_count", 64), number("llama.rope.dimension_count", 63), "n_rot"),
        (number("llama.attention.head_count", 9), number("llama.attention.head_count", 0), "head"),
        (number("llama.embedding_length", 576), number("llama.embedding_length", 640), "token_embd"),
        (b"llama.attention.layer_norm_rms_epsilon", b"llama.attention.layer_norm_rms_epsilom", "epsilon"),
        (b"tokenizer.ggml.merges", b"tokenizer.ggml.mergez", "merges"),
    ],
)
def test_a_file_that_llama_cpp_would_not_load_does_not_pass(
    own_engine: Engine, copy: Path, old: bytes, new: bytes, words: str
) -> None:
    change(copy, old, new)
    with pytest.raises(ModelFileError) as caught:
        own_engine.machine.check(copy)
    assert words in str(caught.value)
