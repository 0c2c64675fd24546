"""Words found in a document, whatever its length."""

from __future__ import annotations

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.ui.reader import finding
from llmdesk.ui.reader.finding import find_all
from llmdesk.ui.widgets.text_places import TextPlaces


def found(text: str, words: str) -> list[str]:
    places = TextPlaces(text)
    units = places.shown.encode("utf-16-le")
    return [units[2 * a : 2 * b].decode("utf-16-le") for a, b in find_all(places, words, CancelToken())]


def test_large_and_small_letters_and_all_white_space_are_one() -> None:
    assert found("😀 Old  Ferry, old\nferry, oldferry", " old ferry ") == ["Old  Ferry", "old\nferry"]


def test_signs_are_meant_as_they_stand() -> None:
    assert found("a.b axb (a.b)", "a.b") == ["a.b", "a.b"]
    assert found("a", "  ") == []


def test_chinese_is_found() -> None:
    assert found("委员会开会。委员会散会。", "委员会") == ["委员会", "委员会"]


@pytest.mark.parametrize("piece", [1, 5, 7, 1000])
def test_what_lies_over_the_end_of_a_piece_is_found_once(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(finding, "_PIECE", piece)
    assert found("aaaa cat cat catcat aaa", "cat") == ["cat"] * 4
    assert found("aaaaaa", "aaa") == ["aaa"] * 2


def test_looking_can_be_stopped() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        find_all(TextPlaces("a"), "a", cancel)
