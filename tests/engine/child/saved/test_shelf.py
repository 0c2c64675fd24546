"""The saved chats of a model: which stretches belong together, what is still to be written, what goes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.engine.child.saved.shelf import Saved, Shelf
from llmdesk.engine.kept_contexts import Keeping

_CHAT = "chat-1"
_LONG = 8  # tokens of a stretch


def _shelf(folder: Path, identity: int = 0, limit: int = 1 << 20) -> Shelf:
    shelf = Shelf(bytes([identity]) * 32, _LONG)
    shelf.keep(Keeping(folder, limit))
    return shelf


def _save(shelf: Shelf, tokens: Sequence[int], chat: str = _CHAT, size: int = 100) -> list[tuple[int, int]]:
    """All that is missing, as the saver does it; which stretches were written."""
    written = []
    while (gap := shelf.next_gap(shelf.find(chat), tokens)) is not None:
        start, end = gap
        if not shelf.may_write(chat, shelf.find(chat), start, size):
            break
        assert shelf.write(chat, tokens[:start], tokens[start:end], np.zeros(size, np.uint8))
        written.append(gap)
    return written


def test_a_longer_chat_writes_only_what_is_new(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    assert _save(shelf, list(range(20))) == [(0, 8), (8, 16), (16, 20)]
    assert _save(shelf, list(range(27))) == [(16, 24), (24, 27)]
    assert shelf.find(_CHAT).tokens == list(range(27))
    assert _save(shelf, list(range(10))) == [], "the beginning of what is there is there"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 2), min_size=1, max_size=40), min_size=1, max_size=4))
def test_whatever_was_saved_before_the_last_text_is_saved(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[int]]
) -> None:
    shelf = _shelf(tmp_path_factory.mktemp("shelf"))
    for text in texts:
        _save(shelf, text)
        assert shelf.find(_CHAT).tokens[: len(text)] == text


def test_what_is_of_another_model_or_build_is_thrown_away(tmp_path: Path) -> None:
    _save(_shelf(tmp_path), list(range(20)))
    assert _shelf(tmp_path, identity=1).find(_CHAT) == Saved()
    assert not list(tmp_path.rglob("*.kv"))


def test_a_stretch_that_is_missing_ends_what_is_known(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    _save(shelf, list(range(30)))
    (tmp_path / _CHAT / "000000008.kv").unlink()
    assert shelf.find(_CHAT).tokens == list(range(8))
    assert len(list(tmp_path.rglob("*.kv"))) == 1, "what cannot be reached takes no room"


def test_a_damaged_state_is_none_and_gone(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    _save(shelf, list(range(8)))
    (stretch,) = shelf.find(_CHAT).stretches
    data = bytearray(stretch.path.read_bytes())
    data[-1] ^= 1
    stretch.path.write_bytes(data)
    assert shelf.read(stretch) is None
    assert shelf.find(_CHAT) == Saved()


def test_the_chat_used_least_recently_goes_for_another_one(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path, limit=2_000)
    for age, chat in ((3, "chat-1"), (1, "chat-2"), (2, "chat-3")):
        _save(shelf, list(range(8)), chat, size=300)
        for path in (*(tmp_path / chat).iterdir(), tmp_path / chat):
            os.utime(path, (1e9 - age, 1e9 - age))
    _save(shelf, list(range(8)), "chat-4", size=800)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chat-2", "chat-3", "chat-4"]


def test_a_chat_over_the_limit_keeps_its_beginning(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path, limit=1_000)
    _save(shelf, list(range(40)), size=300)
    assert shelf.find(_CHAT).tokens == list(range(16))


def test_off_keeps_and_finds_nothing(tmp_path: Path) -> None:
    _save(_shelf(tmp_path), list(range(8)))
    shelf = _shelf(tmp_path, limit=0)
    assert not list(tmp_path.rglob("*.kv"))
    assert _save(shelf, list(range(8))) == []


def test_a_disk_that_is_nearly_full_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = _shelf(tmp_path)
    monkeypatch.setattr("llmdesk.engine.kept_contexts.RESERVE", 1 << 60)
    assert _save(shelf, list(range(8))) == []


@pytest.mark.parametrize("name", ["", "..", "chat-1/../../x", "chat-x", "/etc"])
def test_a_name_that_is_none_of_a_chat_is_no_place(tmp_path: Path, name: str) -> None:
    shelf = _shelf(tmp_path / "contexts")
    assert not shelf.may_write(name, Saved(), 0, 10)
    assert shelf.write(name, [], [1], np.zeros(3, np.uint8)) is None
    assert not list(tmp_path.rglob("*.kv"))
