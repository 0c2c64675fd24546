"""What the user asked to be written never replaces what is theirs."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.errors import UsageError
from llmdesk.outputs import MadeFiles, OutputExists, look_at, unused_place

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and devices as POSIX has them")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "Report.txt"
    path.write_text("mine", encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("way", ["itself", "dots", "symbolic", "hard", "chain", "through a folder"])
@posix
def test_a_file_that_is_read_is_never_replaced_under_any_name(
    tmp_path: Path, source: Path, way: str, overwrite: bool
) -> None:
    out = tmp_path / "out.txt"
    if way == "itself":
        out = source
    elif way == "dots":
        (tmp_path / "sub").mkdir()
        out = tmp_path / "sub" / ".." / source.name
    elif way == "symbolic":
        out.symlink_to(source)
    elif way == "hard":
        os.link(source, out)
    elif way == "chain":
        (tmp_path / "between").symlink_to(source)
        out.symlink_to(tmp_path / "between")
    else:
        (tmp_path / "folder").symlink_to(tmp_path)
        out = tmp_path / "folder" / source.name
    with pytest.raises(UsageError, match="own input files"):
        look_at(out, [tmp_path / "not there", source], overwrite=overwrite)


@posix
def test_the_file_behind_standard_input_is_not_replaced(source: Path) -> None:
    with source.open("rb") as stream, pytest.raises(UsageError, match="own input files"):
        look_at(source, overwrite=True, read=[os.fstat(stream.fileno())])


def test_another_file_is_replaced_only_when_the_user_says_so(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out.md"
    out.write_text("theirs", encoding="utf-8")
    with pytest.raises(OutputExists, match="already"):
        look_at(out, [source])
    assert look_at(out, [source], overwrite=True).write(b"ours") == out
    assert out.read_bytes() == b"ours"
    assert names(tmp_path) == ["Report.txt", "out.md"]


def test_an_empty_file_made_for_the_output_is_filled(tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    out.touch()
    look_at(out).write(b"ours")
    assert out.read_bytes() == b"ours"


def test_what_llmdesk_made_from_the_same_input_is_made_again(tmp_path: Path, source: Path) -> None:
    made, out, other = MadeFiles(tmp_path / "made.json"), tmp_path / "out.md", tmp_path / "other.txt"
    look_at(out, [source], made=made).write(b"first")
    look_at(out, [source], made=made).write(b"second")
    assert out.read_bytes() == b"second"
    with pytest.raises(OutputExists):
        look_at(out, [other], made=made)
    with pytest.raises(OutputExists):
        look_at(out, [source])
    text = (tmp_path / "made.json").read_text(encoding="utf-8")
    assert "Report" not in text
    assert "out" not in text
    out.write_bytes(b"second, and a note of mine")
    with pytest.raises(OutputExists):
        look_at(out, [source], made=made)


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b"[" * 100_000, b'{"x": 1}', b"\xff"])
def test_a_damaged_memory_of_made_files_is_none(tmp_path: Path, source: Path, damage: bytes) -> None:
    (tmp_path / "made.json").write_bytes(damage)
    made, out = MadeFiles(tmp_path / "made.json"), tmp_path / "out.md"
    out.write_bytes(b"theirs")
    with pytest.raises(OutputExists):
        look_at(out, [source], made=made)
    look_at(out, [source], made=made, overwrite=True).write(b"ours")
    look_at(out, [source], made=made).write(b"ours again")


def test_a_file_that_came_meanwhile_stays_and_the_work_is_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    output = look_at(out)
    out.write_bytes(b"theirs")
    assert output.write(b"ours") == tmp_path / "out (2).md"
    assert out.read_bytes() == b"theirs"
    changed = look_at(out, overwrite=True)
    out.write_bytes(b"theirs, written in the meantime")
    assert changed.write(b"ours") == tmp_path / "out (3).md"
    assert names(tmp_path) == ["out (2).md", "out (3).md", "out.md"]


@posix
def test_a_link_of_the_users_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "out.md"
    link.symlink_to(tmp_path / "there" / "real.md")
    look_at(link).write(b"ours")
    assert link.is_symlink()
    assert (tmp_path / "there" / "real.md").read_bytes() == b"ours"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(UsageError):
        look_at(loop)


@posix
def test_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    assert look_at(Path("/dev/null")).write(b"gone") == Path("/dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@posix
def test_who_may_read_the_old_file_may_read_the_new_one(tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    out.write_bytes(b"old")
    out.chmod(0o600)
    look_at(out, overwrite=True).write(b"new")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_told_before_the_work(tmp_path: Path, source: Path) -> None:
    for out in (tmp_path, tmp_path / "no folder" / "out.md", source / "out.md"):
        with pytest.raises(UsageError, match="could not be written"):
            look_at(out)


@given(taken=st.sets(st.sampled_from(["a.b.csv", "a.b (2).csv", "a.b (3).csv"])))
def test_an_unused_place_is_unused(tmp_path_factory: pytest.TempPathFactory, taken: set[str]) -> None:
    folder = tmp_path_factory.mktemp("places")
    for name in taken:
        (folder / name).touch()
    place = unused_place(folder / "a.b.csv")
    assert not place.exists()
    assert (place.name == "a.b.csv") == ("a.b.csv" not in taken)
