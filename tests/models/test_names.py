"""Names from the Hub: plain ones pass, all others do not, and nothing leads out of the library."""

from __future__ import annotations

import ntpath
import tempfile
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.models import names
from llmdesk.models.origins import Origin, write_origin
from llmdesk.network.failures import HostileName


@pytest.mark.parametrize(
    "path",
    ["model.gguf", "Q4_K_M/model-00001-of-00002.gguf", "模型 7B.Q4_0.gguf", "a.b-c_d (1).GGUF", "UD/é.gguf"],
)
def test_plain_names_pass(path: str) -> None:
    assert names.check_file(path).as_posix() == path


@pytest.mark.parametrize(
    "path",
    [
        "../x.gguf",
        "a/../x.gguf",
        "/etc/x.gguf",
        "//host/share/x.gguf",
        "C:x.gguf",
        "C:\\x.gguf",
        "a\\..\\x.gguf",
        "x.gguf:stream",
        "nul.gguf",
        "NUL .gguf",
        "con/x.gguf",
        "Com1.tar.gguf",
        "lpt¹.gguf",
        "a.gguf.",
        "a.gguf ",
        "a /x.gguf",
        "x.gguf\n",
        "x\0.gguf",
        "x\u202efugg.gguf",
        "\ud800.gguf",
        "x" * 250 + ".gguf",
        "/".join("abcdefghi") + "/x.gguf",
        ".gguf",
        "x.gguf.exe",
        "x",
        "",
    ],
)
def test_hostile_names_do_not(path: str) -> None:
    with pytest.raises(HostileName):
        names.check_file(path)


def is_reserved(path: str) -> bool:
    """Python's own opinion; it moved in 3.13."""
    newer = getattr(ntpath, "isreserved", None)
    return bool(newer(path)) if newer else PureWindowsPath(path).is_reserved()


@given(st.text(max_size=40), st.sampled_from(["", ".gguf", "/x.gguf", "\\x.gguf"]))
def test_whatever_passes_stays_in_its_folder_everywhere(start: str, end: str) -> None:
    try:
        path = names.check_file(start + end)
    except HostileName:
        return
    windows = PureWindowsPath("C:/models") / str(path)
    assert windows.is_relative_to("C:/models")
    assert ".." not in windows.parts
    assert not is_reserved(str(windows))
    with tempfile.TemporaryDirectory() as folder:
        target = names.target_path(Path(folder), "owner/name", start + end)
        assert target.relative_to(Path(folder, "owner", "name")).as_posix() == str(names.place_of(str(path)))
        assert target.name == path.name


@given(st.text(max_size=30))
def test_whatever_passes_as_a_repo_needs_no_quoting(text: str) -> None:
    try:
        repo = names.check_repo(text)
    except HostileName:
        return
    assert set(repo) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./")
    assert repo.count("/") <= 1


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("m.gguf", ("m", 1, 1)),
        ("d/m-00002-of-00003.gguf", ("d/m", 2, 3)),
        ("m-0002-of-0003.gguf", ("m-0002-of-0003", 1, 1)),
    ],
)
def test_parts_are_recognized(path: str, expected: tuple[str, int, int]) -> None:
    assert names.split_name(path) == expected


def test_files_of_one_name_in_two_folders_of_a_repo_are_two_files(tmp_path: Path) -> None:
    targets = {
        names.target_path(tmp_path, "a/b", path)
        for path in ("m.gguf", "Q4/m.gguf", "Q8/m.gguf", "a/b/c/d/e/m.gguf", "a/b/c/d/f/m.gguf")
    }
    assert len(targets) == 5
    assert max(len(target.relative_to(tmp_path).parts) for target in targets) <= 6


def test_a_file_that_was_put_flat_stays_where_it_is(tmp_path: Path) -> None:
    flat = tmp_path / "a" / "b" / "m.gguf"
    flat.parent.mkdir(parents=True)
    flat.write_bytes(b"GGUF")
    write_origin(flat, Origin("https://x", "a/b", "Q4/m.gguf", "0" * 40, "0" * 64, 4, "mit", 1.0))
    assert names.target_path(tmp_path, "a/b", "Q4/m.gguf") == flat
    assert names.target_path(tmp_path, "a/b", "Q8/m.gguf") == tmp_path / "a" / "b" / "Q8" / "m.gguf"


def test_folders_that_differ_by_letter_case_alone_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a" / "b" / "Q4").mkdir(parents=True)
    with pytest.raises(HostileName, match="letter case"):
        names.target_path(tmp_path, "a/b", "q4/m.gguf")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("m.gguf.part1of2", True),
        ("d/m.gguf-split-b", True),
        ("m.gguf.part-ab", True),
        ("m.gguf.02", True),
        ("m-00001-of-00002.gguf", False),
        ("m.gguf", False),
        ("m.gguf.md", False),
        ("part1of2.txt", False),
    ],
)
def test_parts_that_were_cut_in_old_ways_are_recognized(path: str, expected: bool) -> None:
    assert names.is_old_split(path) is expected
