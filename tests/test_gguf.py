"""Headers of good files are read; a file of another kind is named for what it is."""

from __future__ import annotations

import ctypes
import os
import pickle
import struct
import subprocess
import sys
import time
from pathlib import Path

import llama_cpp
import pytest

from llmdesk.gguf import Skipped, read_header
from llmdesk.gguf.tensors import TENSOR_TYPES
from tests.gguf_files import refusal, with_metadata
from tests.gguf_writer import Typed, small_model, write_gguf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "模型 one.gguf"


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
    began = time.thread_time()
    header = read_header(bilingual)
    assert time.thread_time() - began < 0.3
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


# -- tables -------------------------------------------------------------------------------------


def test_the_table_of_tensor_types_is_that_of_the_installed_llama_cpp() -> None:
    library = llama_cpp.llama_cpp._lib
    library.ggml_type_name.restype = ctypes.c_char_p
    library.ggml_blck_size.restype = ctypes.c_int64
    library.ggml_type_size.restype = ctypes.c_size_t
    for code, (name, block, block_bytes) in TENSOR_TYPES.items():
        assert library.ggml_type_name(code).decode().upper() == name
        assert (library.ggml_blck_size(code), library.ggml_type_size(code)) == (block, block_bytes)
