"""Rankings put together."""

from __future__ import annotations

from llmdesk.tools.passages import Found, Passage, fused


def ranking(*documents: int) -> list[Found]:
    return [Found(Passage(number, 0, 1), 10.0 / rank) for rank, number in enumerate(documents, 1)]


def order(*rankings: list[Found], most: int = 10) -> list[int]:
    return [found.passage.document for found in fused(rankings, most)]


def test_what_both_find_stands_before_what_one_finds() -> None:
    assert order(ranking(1, 2, 3), ranking(4, 3)) == [3, 1, 4, 2]


def test_one_ranking_stays_as_it_is_and_none_is_nothing() -> None:
    assert order(ranking(3, 1, 2), []) == [3, 1, 2]
    assert order(ranking(3, 1, 2), ranking(3, 1, 2), most=2) == [3, 1]
    assert order() == []


def test_the_score_is_that_of_cormack_clarke_and_buettcher() -> None:
    (first, _second) = fused([ranking(1), ranking(2, 1)], 5)
    assert (first.passage.document, first.score) == (1, 1 / 61 + 1 / 62)
