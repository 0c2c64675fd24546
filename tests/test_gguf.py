"""Headers of good files are read; whatever is wrong with a file is named, quickly and safely."""

from __future__ import annotations

import ctypes
import os
import pickle
import struct
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import llama_cpp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llmdesk.errors import ModelFileError
from llmdesk.gguf import Skipped, read_header, split_parts
from llmdesk.gguf_format import TENSOR_TYPES
from tests.gguf_writer import Tensor, Typed, gguf_bytes, patch, small_model, write_gguf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "模型 one.gguf"


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


# -- good files ---------------------------------------------------------------------------------


def test_the_header_of_a_small_model_says_what_was_written(path: Path) -> None:
    metadata, tensors = small_model(layers=3)
    header = read_header(write_gguf(path, metadata, tensors))
    assert (header.architecture, header.name, header.quantization) == ("llama", "Tiny Test", "F32")
    assert (header.layers, header.embedding, header.heads, header.heads_kv) == (3, 32, 4, (2, 2, 2))
    assert (header.key_length, header.value_length) == (8, 8)
    assert (header.context_train, header.vocabulary) == (2048, 3)
    assert header.parameters == 32 * 3 + 3 * 32 * 32
    assert header.size == path.stat().st_size
    assert header.chat_template == "{{ messages }}"
    assert header.metadata["tokenizer.ggml.tokens"] == ("<unk>", "a", "b")
    assert (header.tensor_count, header.tensors) == (4, ())


def test_tensors_are_listed_when_asked_for(path: Path) -> None:
    metadata, tensors = small_model()
    header = read_header(write_gguf(path, metadata, tensors), tensors=True)
    assert [t.name for t in header.tensors] == [t.name for t in tensors]
    last = header.tensors[-1]
    assert (last.type, last.shape, last.size) == ("Q4_0", (32, 32), 32 * 18)
    assert last.offset + last.size <= header.size


def test_the_starter_model_has_a_good_header(starter: Path) -> None:
    header = read_header(starter)
    assert (header.architecture, header.layers, header.context_train) == ("llama", 30, 8192)
    assert (header.quantization, header.parameters_label) == ("Q4_1", "135M")
    assert header.vocabulary == 49_152
    assert header.heads_kv == (3,) * 30


def test_a_vocabulary_of_150_000_tokens_is_passed_over_in_under_0_3_s(bilingual: Path) -> None:
    began = time.perf_counter()
    header = read_header(bilingual)
    assert time.perf_counter() - began < 0.3
    assert (header.quantization, header.vocabulary) == ("Q4_K_M", 151_936)
    assert header.metadata["tokenizer.ggml.tokens"] == Skipped("str", 151_936)


def test_a_header_travels_between_processes(path: Path) -> None:
    header = read_header(with_metadata(path))
    assert pickle.loads(pickle.dumps(header)) == header


def test_version_2_is_read_like_version_3(path: Path) -> None:
    metadata, tensors = small_model()
    assert read_header(write_gguf(path, metadata, tensors, version=2)).version == 2


def test_another_alignment_is_followed(path: Path) -> None:
    metadata, tensors = small_model()
    metadata["general.alignment"] = 128
    header = read_header(write_gguf(path, metadata, tensors, alignment=128), tensors=True)
    assert all(info.offset % 128 == 0 for info in header.tensors)


def test_numbers_by_layer_are_kept_by_layer(path: Path) -> None:
    header = read_header(with_metadata(path, llama__attention__head_count_kv=[1, 0]))
    assert header.heads_kv == (1, 0)


def test_sampling_values_have_the_names_of_the_engine(path: Path) -> None:
    header = read_header(
        with_metadata(
            path,
            general__sampling__temp=0.25,
            general__sampling__top_k=Typed("i32", 40),
            general__sampling__penalty_repeat=1.5,
            general__sampling__penalty_last_n=Typed("i32", 64),
            general__sampling__min_p=float("nan"),
        )
    )
    assert header.sampling == {"temperature": 0.25, "top_k": 40, "repeat_penalty": 1.5, "repeat_last_n": 64}


@pytest.mark.parametrize(
    ("file_type", "name"), [(15, "Q4_K_M"), (7, "Q8_0"), (1024 + 15, "Q4_0"), (9999, "Q4_0"), (None, "Q4_0")]
)
def test_the_quantization_is_the_file_type_or_what_most_weights_have(
    path: Path, file_type: int | None, name: str
) -> None:
    assert read_header(with_metadata(path, general__file_type=file_type)).quantization == name


@pytest.mark.parametrize(
    ("label", "shown"), [("8x7B", "8x7B"), ("1.5B", "1.5B"), ("<b>huge</b>", "2K"), (None, "2K")]
)
def test_the_size_is_labelled_by_the_file_or_counted(path: Path, label: str | None, shown: str) -> None:
    assert read_header(with_metadata(path, general__size_label=label)).parameters_label == shown


def test_long_strings_are_kept_up_to_a_bound(path: Path) -> None:
    header = read_header(with_metadata(path, tokenizer__chat_template="x" * 300_000))
    assert header.chat_template == "x" * 300_000
    header = read_header(with_metadata(path, tokenizer__chat_template="x" * 3_000_000))
    assert header.chat_template is None
    assert header.metadata["tokenizer.chat_template"] == Skipped("str", 3_000_000)


# -- other files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty (0 bytes)"),
        (b"\n  <!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 98362432\n", "98,362,432 bytes"),
        (struct.pack("<Q", 40) + b'{"__metadata__":{"format":"pt"}}' + b" " * 40, "safetensors"),
        (b"PK\x03\x04" + b"\0" * 26 + b"archive/data.pkl" + b"\0" * 40, "PyTorch"),
        (b"PK\x03\x04" + b"\0" * 60, "zip"),
        (b"\x80\x02}q\x00", "PyTorch"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"tjgg\x03\x00\x00\x00", "before GGUF"),
        (b'{"error": "Repository not found"}', "JSON"),
        (b"\0" * 4096, "zeros"),
        (b"GGUX" + b"\0" * 100, "47 47 55 58"),
        (b"GG", "47 47"),
    ],
)
def test_what_is_no_gguf_is_named(path: Path, content: bytes, words: str) -> None:
    path.write_bytes(content)
    assert words in str(refusal(path))


def test_a_folder_is_named(tmp_path: Path) -> None:
    assert "folder" in str(refusal(tmp_path))


def test_a_missing_file_is_named_with_its_path(path: Path) -> None:
    assert str(path) in str(refusal(path))


def test_a_path_that_cannot_exist_is_refused(tmp_path: Path) -> None:
    refusal(tmp_path / "a\0b.gguf")
    refusal(tmp_path / ("x" * 5000))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_refused_without_waiting_for_it(path: Path) -> None:
    os.mkfifo(path)
    assert "pipe" in str(refusal(path))


@pytest.mark.skipif(sys.platform == "win32", reason="chmod does not take reading away on Windows")
def test_a_file_that_may_not_be_read_is_named(path: Path) -> None:
    with_metadata(path).chmod(0)
    if os.geteuid() != 0:
        assert "refuses access" in str(refusal(path))
        return
    path.parent.chmod(0o755)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from llmdesk.gguf import read_header\n"
        "fd = os.open(os.path.dirname(sys.argv[1]), os.O_RDONLY)\n"
        "os.fchdir(fd); os.setuid(65534)\n"
        "try:\n"
        "    read_header(Path(os.path.basename(sys.argv[1])))\n"
        "except Exception as error:\n"
        "    sys.stdout.write(f'{type(error).__name__}: {error}')\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert child.stdout.startswith("ModelFileError")
    assert "refuses access" in child.stdout


# -- damaged files ------------------------------------------------------------------------------


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
        ("general__type", "adapter", "addition"),
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
    assert "“general.aaaa” is there twice" in str(refusal(path))


def test_a_file_without_weights_is_named(path: Path) -> None:
    metadata, _ = small_model()
    assert "no weights" in str(refusal(write_gguf(path, metadata)))


def test_hostile_names_do_not_reach_the_message_raw(tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[2J\u202e.gguf"
    metadata, tensors = small_model()
    tensors.append(Tensor("\x1b]0;title\x07", (32,), code=77))
    message = str(refusal(write_gguf(path, metadata, tensors)))
    assert message.isprintable()


# -- split models -------------------------------------------------------------------------------


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


def test_the_parts_of_a_split_model_are_one(tmp_path: Path) -> None:
    header = read_header(write_split(tmp_path))
    assert [part.name for part in header.parts] == [f"big-{n:05d}-of-00003.gguf" for n in (1, 2, 3)]
    assert header.size == sum(part.stat().st_size for part in header.parts)
    assert header.tensor_count == 3


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    assert "big-00002-of-00003.gguf" in str(refusal(write_split(tmp_path, leave_out=1)))


def test_another_part_than_the_first_says_which_is_the_first(tmp_path: Path) -> None:
    first = write_split(tmp_path)
    assert first.name in str(refusal(tmp_path / "big-00002-of-00003.gguf"))


def test_a_truncated_part_is_named(tmp_path: Path) -> None:
    first = write_split(tmp_path)
    part = tmp_path / "big-00003-of-00003.gguf"
    part.write_bytes(part.read_bytes()[:-8])
    message = str(refusal(first))
    assert "not complete" in message
    assert part.name in message


def test_a_renamed_part_is_refused(tmp_path: Path) -> None:
    assert "00003" in str(refusal(write_split(tmp_path).rename(tmp_path / "renamed.gguf")))


def test_a_foreign_part_is_refused(tmp_path: Path) -> None:
    first = write_split(tmp_path)
    with_metadata(tmp_path / "big-00002-of-00003.gguf")
    assert "by its header it is not" in str(refusal(first))


def test_a_wrong_total_of_tensors_is_refused(tmp_path: Path) -> None:
    assert "3 tensors together instead of 9" in str(refusal(write_split(tmp_path, total=9)))


def test_part_names_are_only_those_of_the_pattern() -> None:
    assert len(split_parts(Path("a-00002-of-00004.gguf"))) == 4
    assert split_parts(Path("a-00005-of-00004.gguf")) == (Path("a-00005-of-00004.gguf"),)
    assert split_parts(Path("a.gguf")) == (Path("a.gguf"),)


# -- tables -------------------------------------------------------------------------------------


def test_the_table_of_tensor_types_is_that_of_the_installed_llama_cpp() -> None:
    library = llama_cpp.llama_cpp._lib
    library.ggml_type_name.restype = ctypes.c_char_p
    library.ggml_blck_size.restype = ctypes.c_int64
    library.ggml_type_size.restype = ctypes.c_size_t
    for code, (name, block, block_bytes) in TENSOR_TYPES.items():
        assert library.ggml_type_name(code).decode().upper() == name
        assert (library.ggml_blck_size(code), library.ggml_type_size(code)) == (block, block_bytes)


# -- laws ---------------------------------------------------------------------------------------

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
