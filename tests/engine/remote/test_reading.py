"""What a llama-server tells of probabilities: no figure that it did not tell is taken for one."""

from __future__ import annotations

import math
from typing import Any, cast

import pytest

from llmdesk.engine.remote.reading import ProbabilityReader, pair
from llmdesk.engine.remote.server import Json, Server
from llmdesk.errors import EngineUnreachable


class _Server:
    """A vocabulary of `size` tokens, all as likely; `told` of the likeliest at the most."""

    place = "there"

    def __init__(self, size: int, told: int, value: object = None) -> None:
        self.asked: list[tuple[int, int]] = []  # prompts and tokens of each question
        self._size, self._told = size, told
        self._value = -math.log(size) if value is None else value

    def post_for_all(self, _path: str, body: Json) -> list[Json]:
        several = isinstance(body["prompt"][0], list)
        prompts, count = len(body["prompt"]) if several else 1, body["n_probs"]
        self.asked.append((prompts, count))
        top = [{"id": token, "logprob": self._value} for token in range(min(count, self._told, self._size))]
        return [{"index": at, "completion_probabilities": [{"top_logprobs": top}]} for at in range(prompts)]

    def reader(self) -> ProbabilityReader:
        return ProbabilityReader(cast("Server", self), 0, 1000)


def test_a_server_that_tells_a_few_tokens_alone_is_not_taken_for_one_with_no_more() -> None:
    server = _Server(5000, told=20)
    assert server.reader().behind([[1]], [frozenset({3})]) == [{3: pytest.approx(-math.log(5000))}]
    with pytest.raises(EngineUnreachable):
        server.reader().behind([[1]], [frozenset({30})])
    whole = _Server(5000, told=5000)
    assert whole.reader().behind([[1]], [frozenset({4999, 7777})])[0].keys() == {4999, 7777}


@pytest.mark.parametrize("value", [math.nan, math.inf, 0.5, None, "0", 10**400])
def test_what_no_probability_can_be_is_none(value: object) -> None:
    assert pair({"id": 1, "logprob": value})[0] == -1
    with pytest.raises(EngineUnreachable):
        _Server(9, told=9, value="x" if value is None else value).reader().behind([[1]], [frozenset({3})])


def test_a_probability_is_between_nothing_and_all() -> None:
    assert pair({"id": 1, "logprob": 1e-7}) == (1, 0.0)
    least: Any = [-math.inf, -(10**400), -1e9]
    assert {pair({"id": 1, "logprob": value}) for value in least} == {(1, -math.log(3.4e38))}


def test_one_answer_never_holds_all_tokens_for_many_prompts() -> None:
    """Eight prompts with every token of a large model are more than an answer may be long."""
    server = _Server(50_000, told=50_000)
    server.reader().behind([[1]] * 8, [frozenset({49_999})] * 8)
    assert server.asked[-8:] == [(1, 1_000_000)] * 8
    assert server.asked[0] == (8, 40)
