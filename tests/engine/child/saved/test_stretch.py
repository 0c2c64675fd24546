"""One file of a saved chat: it comes back as it was, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.engine.child.saved.stretch import Damaged, Stretch, read_state, read_stretch, write_stretch

_IDENTITY = bytes(range(32))
_BEFORE, _TOKENS = [1, 2, 3], [7, 8, 9, 2**31 - 1]


def _write(folder: Path) -> Stretch:
    return write_stretch(folder, _IDENTITY, _BEFORE, _TOKENS, np.arange(200, dtype=np.uint8))


def test_a_stretch_comes_back_as_it_was_written(tmp_path: Path) -> None:
    written = _write(tmp_path)
    found = read_stretch(tmp_path / "000000003.kv")
    assert found == written
    assert (found.start, found.end, list(found.tokens)) == (3, 7, _TOKENS)
    assert read_state(found).tolist() == list(range(200))
    assert [path.name for path in tmp_path.iterdir()] == ["000000003.kv"], "nothing unfinished is left"


@pytest.mark.skipif(os.name == "nt", reason="Windows has its own rights")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    assert _write(tmp_path).path.stat().st_mode & 0o777 == 0o600


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 255), st.sampled_from(["flip", "cut", "more"]))
def test_whatever_is_changed_is_seen_before_the_state_is_used(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int, kind: str
) -> None:
    path = _write(tmp_path_factory.mktemp("stretch")).path
    data = bytearray(path.read_bytes())
    place %= len(data)
    if kind == "flip":
        data[place] ^= change
    elif kind == "cut":
        del data[place:]
    else:
        data += bytes(change)
    path.write_bytes(data)
    with pytest.raises(Damaged):
        read_state(read_stretch(path))


def test_a_state_that_was_exchanged_behind_a_good_beginning_is_refused(tmp_path: Path) -> None:
    found = _write(tmp_path)
    data = found.path.read_bytes()
    found.path.write_bytes(data[:-200] + bytes(200))
    with pytest.raises(Damaged):
        read_state(found)


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights there")
def test_links_are_not_followed(tmp_path: Path) -> None:
    path = _write(tmp_path).path
    (tmp_path / "away").mkdir()
    moved = path.rename(tmp_path / "away" / path.name)
    path.symlink_to(moved)
    with pytest.raises(OSError):  # noqa: PT011  # its number differs from system to system
        read_stretch(path)
