"""Damaged and hostile GGUF files: what is wrong is named, quickly, in little memory."""

from __future__ import annotations

import struct
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llmdesk.errors import ModelFileError
from llmdesk.gguf import read_header
from tests.gguf_files import refusal, with_metadata
from tests.gguf_writer import Tensor, Typed, gguf_bytes, patch, small_model, write_gguf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "模型 one.gguf"


# -- by hand ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("version", "words"),
    [(1, "version 1"), (4, "GGUF version 4"), (0x03000000, "big-endian"), (0, "GGUF version 0")],
)
def test_other_versions_are_named(path: Path, version: int, words: str) -> None:
    metadata, tensors = small_model()
    assert words in str(refusal(write_gguf(path, metadata, tensors, version=version)))


@pytest.mark.parametrize(("at", "words"), [(8, "tensors"), (16, "metadata keys")])
def test_huge_counts_are_refused_with_the_figures(path: Path, at: int, words: str) -> None:
    patch(with_metadata(path), at, struct.pack("<Q", 1 << 62))
    message = str(refusal(path))
    assert words in message
    assert f"{1 << 62:,}" in message


def test_a_count_that_the_file_cannot_hold_is_refused(path: Path) -> None:
    patch(with_metadata(path), 8, struct.pack("<Q", 60_000))
    assert "not complete" in str(refusal(path))


def test_a_truncated_file_is_named_with_both_sizes(path: Path) -> None:
    whole = with_metadata(path).read_bytes()
    path.write_bytes(whole[:-100])
    message = str(refusal(path))
    assert "not complete" in message
    assert f"{len(whole):,}" in message
    assert f"{len(whole) - 100:,}" in message


def test_a_real_model_that_was_cut_is_named_as_not_complete(starter: Path, path: Path) -> None:
    with starter.open("rb") as file:
        path.write_bytes(file.read(5_000_000))
    assert "5,000,000" in str(refusal(path))


def test_a_string_of_impossible_length_is_refused(path: Path) -> None:
    patch(with_metadata(path), 24, struct.pack("<Q", 1 << 50))
    assert f"{1 << 50:,}" in str(refusal(path))


@pytest.mark.parametrize("layers", [0, 513, 600, 4_000_000_000])
def test_impossible_numbers_of_layers_are_refused(path: Path, layers: int) -> None:
    assert f"“llama.block_count” is {layers}" in str(refusal(with_metadata(path, llama__block_count=layers)))


@pytest.mark.parametrize("layers", [1, 3, 500])
def test_layers_without_tensors_are_refused(path: Path, layers: int) -> None:
    message = str(refusal(with_metadata(path, llama__block_count=layers)))
    assert f"claims {layers} layers" in message
    assert "of 2" in message


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("general__architecture", None, "architecture"),
        ("general__architecture", 5, "architecture"),
        ("llama__block_count", None, "“llama.block_count” is missing"),
        ("llama__block_count", "2", "“llama.block_count” is 2"),
        ("llama__block_count", True, "“llama.block_count” is True"),
        ("llama__context_length", None, "“llama.context_length” is missing"),
        ("llama__embedding_length", -3, "“llama.embedding_length” is -3"),
        ("llama__attention__head_count_kv", [1], "head_count_kv"),
        ("llama__attention__head_count", ["a", "b"], "head_count"),
        ("general__alignment", 24, "24"),
        ("general__alignment", 0, "power of two"),
        ("general__alignment", Typed("u64", 32), "power of two"),
        ("general__type", "adapter", "add-on"),
        ("general__type", "mmproj", "image part"),
    ],
)
def test_metadata_that_makes_no_sense_is_named(path: Path, key: str, value: object, words: str) -> None:
    assert words in str(refusal(with_metadata(path, **{key: value})))


@pytest.mark.parametrize(
    ("tensor", "words"),
    [
        (Tensor("x", (32, 32), code=4), "Q4_2"),
        (Tensor("x", (32, 32), code=77), "type 77"),
        (Tensor("x", (32, 1, 1, 1, 1)), "5 dimensions"),
        (Tensor("x", (32, 32), offset=7), "not at 7"),
        (Tensor("x", (32, 32), offset=1 << 63), "not at"),
        (Tensor("token_embd.weight", (32,)), "there twice"),
        (Tensor("y" * 64, (32,)), "too long"),
        (Tensor("", (32,)), "empty"),
    ],
)
def test_impossible_tensors_are_named(path: Path, tensor: Tensor, words: str) -> None:
    metadata, tensors = small_model()
    assert words in str(refusal(write_gguf(path, metadata, [*tensors, tensor])))


@pytest.mark.parametrize(
    "shape",
    [(1 << 40, 1 << 40), (33, 4), (1 << 63,), ((1 << 64) - 1, 0)],
    ids=["product", "block", "one", "zero"],
)
def test_impossible_shapes_are_named(path: Path, shape: tuple[int, ...]) -> None:
    metadata, tensors = small_model()
    data = gguf_bytes(metadata, [*tensors, Tensor("last", (32, 1), "Q4_0")])
    at = data.index(b"last") + 4
    name = struct.pack("<I", 1 if len(shape) == 1 else 2)
    extents = b"".join(struct.pack("<Q", extent) for extent in shape)
    path.write_bytes(data[:at] + name + extents + data[at + 4 + 16 :])
    assert "impossible shape" in str(refusal(path))


def test_an_array_of_arrays_is_refused(path: Path) -> None:
    with_metadata(path, general__tags=["one"])
    data = path.read_bytes()
    patch(path, data.index(b"general.tags") + 12 + 4, struct.pack("<I", 9))
    assert "array of arrays" in str(refusal(path))


def test_a_key_that_is_there_twice_is_refused(path: Path) -> None:
    with_metadata(path, general__aaaa=1, general__bbbb=2)
    path.write_bytes(path.read_bytes().replace(b"general.bbbb", b"general.aaaa"))
    assert "“general.aaaa” appears twice" in str(refusal(path))


def test_a_file_without_weights_is_named(path: Path) -> None:
    metadata, _ = small_model()
    assert "no weights" in str(refusal(write_gguf(path, metadata)))


def test_hostile_names_do_not_reach_the_message_raw(tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[2J\u202e.gguf"
    metadata, tensors = small_model()
    tensors.append(Tensor("\x1b]0;title\x07", (32,), code=77))
    message = str(refusal(write_gguf(path, metadata, tensors)))
    assert message.isprintable()


# -- laws -------------------------------------------------------------------------------------------
_SMALL = gguf_bytes(
    {
        **small_model()[0],
        "llama.attention.head_count_kv": [2, 2],
        "general.tags": ["a", "bc"],
        "tokenizer.ggml.merges": ["a b"] * 600,
        "split.count": Typed("u16", 1),
        "general.alignment": 32,
    },
    small_model()[1],
)
_WEIGHTS = 32 * 3 * 4 + 2 * 576
_EDGES = [0, 1, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 1 << 40, (1 << 63) - 1, (1 << 64) - 1]


def outcome(path: Path, content: bytes) -> None:
    """Reading gives a header or a `ModelFileError`, soon and in little memory."""
    path.write_bytes(content)
    tracemalloc.start()
    began = time.perf_counter()
    try:
        said: tuple[object, ...] = (read_header(path),)
    except ModelFileError as error:
        said = error.render()
    assert all(said)
    seconds, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 2
    assert peak < 8 << 20


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutations") / "mutated.gguf"


_fast = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_fast
@given(
    edits=st.lists(st.tuples(st.integers(0, len(_SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=8)
)
def test_changed_bytes_give_a_header_or_an_error(scratch: Path, edits: list[tuple[int, int]]) -> None:
    content = bytearray(_SMALL)
    for at, byte in edits:
        content[at] = byte
    outcome(scratch, bytes(content))


@_fast
@given(
    at=st.integers(4, len(_SMALL) - _WEIGHTS), value=st.sampled_from(_EDGES), width=st.sampled_from([4, 8])
)
def test_extreme_numbers_anywhere_give_a_header_or_an_error(
    scratch: Path, at: int, value: int, width: int
) -> None:
    number = (value & (1 << 8 * width) - 1).to_bytes(width, "little")
    outcome(scratch, _SMALL[:at] + number + _SMALL[at + width :])


@_fast
@given(length=st.integers(0, len(_SMALL) - _WEIGHTS))
def test_a_file_that_is_cut_within_its_header_gives_an_error(scratch: Path, length: int) -> None:
    scratch.write_bytes(_SMALL[:length])
    refusal(scratch)


@_fast
@given(content=st.binary(max_size=400))
def test_any_bytes_after_the_magic_give_a_header_or_an_error(scratch: Path, content: bytes) -> None:
    outcome(scratch, b"GGUF\x03\0\0\0" + content)


def test_millions_of_empty_strings_are_refused_soon(path: Path) -> None:
    metadata, tensors = small_model()
    metadata["tokenizer.ggml.merges"] = ["x"]
    data = gguf_bytes(metadata, tensors)
    at = data.index(b"tokenizer.ggml.merges") + 21 + 8
    path.write_bytes(data[:at] + struct.pack("<Q", 50_000_000) + data[at + 8 :])
    with path.open("r+b") as file:
        file.truncate(1 << 30)
    began = time.perf_counter()
    assert "50,000,000" in str(refusal(path))
    assert time.perf_counter() - began < 1
