"""Writing files: whole or not at all, and nothing overwritten that is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.errors import UsageError
from llmdesk.files import proposed_name, set_aside, set_aside_files, write_atomically
from llmdesk.outputs import write_for_user


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a file.json"
    write_atomically(path, b"first, and long")
    write_atomically(path, b"second")
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_no_partial_file(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_atomically(tmp_path / "taken", b"data")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_file_for_the_user_is_written_or_it_is_told_where_and_why_not(tmp_path: Path) -> None:
    write_for_user(tmp_path / "poem.txt", b"lines")
    assert (tmp_path / "poem.txt").read_bytes() == b"lines"
    missing = tmp_path / "missing" / "poem.txt"
    with pytest.raises(UsageError, match="could not be written") as refused:
        write_for_user(missing, b"lines")
    assert refused.value.render()[1] == f"{missing}: No such file or directory"


def test_files_are_set_aside_with_their_companions_and_never_over_one_another(tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite3"
    for content in ("one", "two", "three"):
        path.write_text(content)
        (tmp_path / "data.sqlite3-wal").write_text(content + " log")
        target = set_aside(path, ("", "-wal"))
        assert target.read_text() == content
        assert target.with_name(target.name + "-wal").read_text() == content + " log"
    assert len(set_aside_files(path)) == 6
    assert not path.exists()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Autumn: red/gold?", "Autumn  red gold"),
        ("../x", "x"),
        ("...", ""),
        ("五言绝句", "五言绝句"),
        ("a" * 99, "a" * 60),
    ],
)
def test_a_proposed_name_is_one_that_every_system_takes(text: str, name: str) -> None:
    assert proposed_name(text) == name
