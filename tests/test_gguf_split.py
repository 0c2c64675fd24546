"""Models in several files: the parts are one, or the wrong part is named."""

from __future__ import annotations

from pathlib import Path

from llmdesk.gguf import read_header, split_parts
from tests.gguf_files import refusal, with_metadata, write_split


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
