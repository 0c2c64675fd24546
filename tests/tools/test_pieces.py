"""Long texts are worked on piece by piece, and come out as if they had been worked on as a whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.documents import plain_text
from llmdesk.tools.pieces import PIECE, pieces
from llmdesk.ui.widgets import text_places
from llmdesk.ui.widgets.text_places import TextPlaces

LONG = "A line, and 😀.\r\n" * (3 * PIECE // 17)


def watched(pattern: re.Pattern[str], lengths: list[int]) -> SimpleNamespace:
    """A pattern that notes how long the texts are that it is put to."""

    def sub(new: str, text: str) -> str:
        lengths.append(len(text))
        return pattern.sub(new, text)

    def finditer(text: str) -> Iterator[re.Match[str]]:
        lengths.append(len(text))
        return pattern.finditer(text)

    return SimpleNamespace(sub=sub, finditer=finditer)


def test_no_regular_expression_holds_the_other_threads_up(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    for module, name in (
        (plain_text, "_LINE_ENDS"),
        (plain_text, "_DROPPED"),
        (plain_text, "_SURROGATE"),
        (text_places, "_WIDE"),
    ):
        monkeypatch.setattr(module, name, watched(getattr(module, name), lengths))
    TextPlaces(plain_text.clean(LONG))
    assert len(lengths) >= 4 * 3
    assert max(lengths) <= PIECE + 1


@given(st.text(alphabet="a\r\n😀", max_size=30), st.integers(0, 40))
def test_pieces_join_to_the_text_and_keep_line_ends_whole(ending: str, before: int) -> None:
    text = "." * (PIECE - before) + ending
    parts = list(pieces(text))
    assert "".join(parts) == text
    assert not any(a.endswith("\r") and b.startswith("\n") for a, b in itertools.pairwise(parts))
    assert plain_text.clean(text) == text.replace("\r\n", "\n").replace("\r", "\n")


def test_wide_characters_behind_the_first_piece_are_counted() -> None:
    text = "." * (2 * PIECE) + "😀b"
    places = TextPlaces(text, break_lines=False)
    assert places.position(2 * PIECE + 1) == 2 * PIECE + 2
    assert places.offset(2 * PIECE + 2) == 2 * PIECE + 1
