"""Answers that copy much of their prompt: written faster, and the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import Completion, GenerateRequest, ModelSpec, Sampling
from tests.engine.conftest import GREEDY

TEXT = (
    "The ferry leaves at nine. The harbour was built in 1874, and two piers of 120 metres keep out the sea. "
    "In winter the boats lie three deep along the quay. The museum shows photographs, tools and the log of "
    "the lifeboat Caroline, which saved 214 people. Visitors come mostly in July and August."
)
PROMPT = f"The text:\n{TEXT}\n\nThe same text once more:\nThe ferry leaves at"
COPY = GenerateRequest(prompt=PROMPT, sampling=GREEDY, max_tokens=60, priority="batch", fresh=True)
SEEDED = Sampling(temperature=1.0, min_p=0.0, repeat_penalty=1.1, seed=3)


def run(engine: Engine, request: GenerateRequest) -> Completion:
    return engine.generate(request).result()


@pytest.mark.parametrize(
    "request_made",
    [
        COPY,
        replace(COPY, sampling=SEEDED),
        replace(COPY, sampling=SEEDED, likelihood=True),
        replace(COPY, grammar='root ::= [A-Za-z0-9 ,."]*'),
        replace(COPY, stop=("lifeboat",)),
        replace(COPY, max_tokens=11),
    ],
    ids=["greedy", "seeded", "likelihood", "grammar", "stop string", "limit"],
)
def test_the_answer_is_the_same(shared_engine: Engine, request_made: GenerateRequest) -> None:
    plain = run(shared_engine, request_made)
    ahead = run(shared_engine, replace(request_made, copies=True))
    assert (ahead.text, ahead.finish_reason) == (plain.text, plain.finish_reason)
    assert ahead.completion_tokens == plain.completion_tokens
    assert ahead.log_likelihood == pytest.approx(plain.log_likelihood, abs=0.5)
    assert plain.guessed_tokens == 0


def test_what_is_copied_is_guessed_right(shared_engine: Engine) -> None:
    ahead = run(shared_engine, replace(COPY, copies=True))
    assert "two piers of 120 metres" in ahead.text
    assert ahead.stood_tokens > ahead.completion_tokens / 2
    assert ahead.stood_tokens <= ahead.guessed_tokens


def test_what_was_guessed_wrong_is_gone_when_the_text_goes_on(shared_engine: Engine) -> None:
    first = replace(COPY, prompt="One two three. One two four. One two", sampling=SEEDED, max_tokens=24)
    plain = run(shared_engine, first)
    going_on = replace(COPY, prompt=f"{first.prompt}{plain.text}", max_tokens=12, fresh=False)
    expected = run(shared_engine, replace(going_on, fresh=True))
    ahead = run(shared_engine, replace(first, copies=True))
    assert ahead.text == plain.text
    assert ahead.guessed_tokens > ahead.stood_tokens
    assert run(shared_engine, going_on).text == expected.text


def test_several_at_once_write_what_each_writes_alone(shared_engine: Engine) -> None:
    requests = [
        replace(COPY, prompt=f"Text {number}:\n{TEXT}\n\nAgain, text {number}:\nThe ferry", max_tokens=30)
        for number in range(4)
    ]
    alone = [run(shared_engine, request).text for request in requests]
    together = dict(shared_engine.generate_many([replace(request, copies=True) for request in requests]))
    texts = [
        completion.text for _, completion in sorted(together.items()) if isinstance(completion, Completion)
    ]
    assert texts == alone


def test_an_answer_that_fills_the_context_ends_there(spec: ModelSpec, machine: Path, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "engine.log", machine)
    try:
        engine.load(replace(spec, context=256))
        request = GenerateRequest(prompt="one two three four five six " * 35, sampling=GREEDY, copies=True)
        result = run(engine, request)
    finally:
        engine.close()
    assert result.finish_reason == "context"
    assert result.stood_tokens > 0
    assert result.prompt_tokens + result.completion_tokens == 256
