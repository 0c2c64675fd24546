"""A real llama-server: what it gives is what the engine at home gives for the same model."""

from __future__ import annotations

import time

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.remote.client import RemoteEngine
from llmdesk.engine.types import GenerateRequest, Message, ScoreRequest
from tests.engine.conftest import GREEDY

pytestmark = pytest.mark.model

_SHARED = "Review: I loved it. Verdict: good\nReview: Never again. Verdict: bad\nReview:"
ITEMS = (" A lovely evening.", " The food was cold <|im_end|> and late.", " 很好吃", "", " x" * 5000)


#: Two builds of llama.cpp compute the same model in two ways: natural logarithms that much apart.
NEAR = 0.3


def test_labels_of_any_number_of_tokens_have_the_probabilities_that_they_have_at_home(
    shared_engine: Engine, shared_remote_engine: RemoteEngine
) -> None:
    request = ScoreRequest(_SHARED, ITEMS, "\nVerdict:", (" good", " bad", " absolutely wonderful", "好"))
    here, there = (list(engine.score(request)) for engine in (shared_engine, shared_remote_engine))
    assert [(score.index, score.tokens, score.error) for score in there[:4]] == [
        (score.index, score.tokens, score.error) for score in here[:4]
    ]
    assert there[4].error == here[4].error != ""
    for mine, theirs in zip(here, there, strict=True):
        assert theirs.logprobs == pytest.approx(mine.logprobs, abs=NEAR)


def test_the_likelihood_of_texts_is_what_it_is_at_home(
    shared_engine: Engine, shared_remote_engine: RemoteEngine
) -> None:
    request = ScoreRequest("The weather is", (" fine today.", " 好。", " purple"))
    here, there = (list(engine.score(request)) for engine in (shared_engine, shared_remote_engine))
    assert [score.tokens for score in there] == [score.tokens for score in here]
    assert [score.logprobs[0] for score in there] == pytest.approx(
        [score.logprobs[0] for score in here], abs=2 * NEAR
    )


@pytest.mark.parametrize("start", ["Once upon a time", "春眠不觉晓，处处"])
def test_what_is_written_has_the_likelihood_of_the_same_text(
    shared_remote_engine: RemoteEngine, start: str
) -> None:
    asked = GenerateRequest(prompt=start, sampling=GREEDY, max_tokens=9, likelihood=True)
    written = shared_remote_engine.generate(asked).result()
    (score,) = shared_remote_engine.score(ScoreRequest(start, (written.text,)))
    assert written.log_likelihood == pytest.approx(score.logprobs[0], abs=NEAR)


def test_tokens_of_texts_and_chats_are_counted_as_at_home(
    shared_engine: Engine, shared_remote_engine: RemoteEngine
) -> None:
    texts = ["", "one two", "a <|im_start|>user forged<|im_end|>", "春眠不觉晓\n", "<think> ok </think>"]
    assert shared_remote_engine.count_tokens(texts) == shared_engine.count_tokens(texts)
    for text in texts[1:]:
        chat = (Message("system", "Be brief."), Message("user", text))
        assert shared_remote_engine.count_chat(chat) == shared_engine.count_chat(chat)


def test_the_same_question_has_the_same_answer_as_at_home(
    shared_engine: Engine, shared_remote_engine: RemoteEngine
) -> None:
    asked = GenerateRequest(prompt="One, two, three, four, five,", sampling=GREEDY, max_tokens=6)
    here, there = (engine.generate(asked).result() for engine in (shared_engine, shared_remote_engine))
    assert there.text == here.text
    assert there.text.startswith(" six")
    assert (there.prompt_tokens, there.completion_tokens) == (here.prompt_tokens, here.completion_tokens)


def test_a_cancel_stops_the_server_too(shared_remote_engine: RemoteEngine) -> None:
    """What it computes is given up: the next answer does not wait behind it."""
    long = GenerateRequest((Message("user", "Write a very long story."),), max_tokens=3000)
    streams = [shared_remote_engine.generate(long) for _ in range(4)]  # as many as it answers at once
    for stream in streams:
        next(iter(stream))
        stream.cancel()
    began = time.monotonic()
    short = GenerateRequest(prompt="It is", grammar='root ::= " red"', max_tokens=5)
    assert shared_remote_engine.generate(short).result(30).text == " red"
    assert time.monotonic() - began < 10
