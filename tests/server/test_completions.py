"""`/v1/completions`, asked by the official client."""

from __future__ import annotations

from typing import Any

import openai
import pytest

from tests.fakes import FakeEngine


def test_a_text_is_continued_without_a_template(client: openai.OpenAI, engine: FakeEngine) -> None:
    engine.enqueue("upon a time")
    answer = client.completions.create(model="Small", prompt="Once", max_tokens=5)
    assert answer.choices[0].text == "upon a time"
    assert answer.usage is not None
    assert answer.usage.completion_tokens == 3
    request = engine.requests[0]
    assert (request.prompt, request.messages, request.max_tokens) == ("Once", (), 5)


def test_a_continuation_comes_in_pieces(client: openai.OpenAI, engine: FakeEngine) -> None:
    engine.enqueue("upon a time")
    pieces = list(client.completions.create(model="Small", prompt=["Once"], stream=True))
    assert "".join(piece.choices[0].text for piece in pieces) == "upon a time"
    assert pieces[-1].choices[0].finish_reason == "stop"
    assert engine.requests[0].max_tokens == 16, "as OpenAI's servers have it"


def test_probabilities_of_tokens_come_where_they_are_asked_for(
    client: openai.OpenAI, engine: FakeEngine
) -> None:
    engine.enqueue("upon a", "upon a")
    given = client.completions.create(model="Small", prompt="Once", logprobs=1).choices[0].logprobs
    assert given is not None
    assert (given.tokens, given.token_logprobs) == (["upon", " a"], [-0.5, -0.5])
    assert given.top_logprobs == [{"upon": -0.5}, {" a": -0.5}]
    assert given.text_offset == [0, 4]
    pieces = list(client.completions.create(model="Small", prompt="Once", logprobs=0, stream=True))
    last = pieces[-1].choices[0].logprobs
    assert last is not None
    assert (last.tokens, last.top_logprobs) == (["upon", " a"], [{}, {}])


@pytest.mark.parametrize("words", [{"echo": True}, {"suffix": "x"}, {"best_of": 3}])
def test_what_is_not_done_here_is_refused(client: openai.OpenAI, words: dict[str, Any]) -> None:
    with pytest.raises(openai.BadRequestError, match=next(iter(words))):
        client.completions.create(model="Small", prompt="Once", **words)
