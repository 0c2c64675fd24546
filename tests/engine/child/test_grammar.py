"""Answers under a grammar, from the real starter model."""

from __future__ import annotations

import re

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.types import GenerateRequest, Message, Sampling
from llmdesk.errors import GrammarError

ASK = (Message("user", "Which colour has the sky? Tell me a story about it."),)


def _write(engine: Engine, grammar: str, seed: int = 1, **changes: int) -> tuple[str, str]:
    sampling = Sampling(temperature=1.0, seed=seed)
    result = engine.generate(GenerateRequest(ASK, sampling=sampling, grammar=grammar, **changes)).result()  # type: ignore[arg-type]
    return result.text, result.finish_reason


@pytest.mark.parametrize("seed", range(4))
def test_a_grammar_holds_whatever_the_model_would_like_to_say(shared_engine: Engine, seed: int) -> None:
    text, reason = _write(shared_engine, 'root ::= ("blue" | "grey") " and " [0-9]{3} "."', seed)
    assert re.fullmatch(r"(blue|grey) and \d{3}\.", text)
    assert reason == "stop"


def test_a_grammar_of_chinese_characters_holds(shared_engine: Engine) -> None:
    text, reason = _write(shared_engine, 'root ::= [春夏秋冬]{5} "，" [春夏秋冬]{5} "。"')
    assert re.fullmatch("[春夏秋冬]{5}，[春夏秋冬]{5}。", text)
    assert reason == "stop"


def test_a_grammar_that_ends_stops_the_answer(shared_engine: Engine) -> None:
    assert _write(shared_engine, 'root ::= "yes"') == ("yes", "stop")


def test_what_no_token_can_spell_ends_with_grammar(shared_engine: Engine) -> None:
    """Raw bytes beyond Unicode: every candidate fails, and the engine says so instead of aborting."""
    text, reason = _write(shared_engine, 'root ::= "a" [^\\x00-\\U0010FFFF]')
    assert text == "a"
    assert reason == "grammar"


@pytest.mark.parametrize(
    ("grammar", "line"),
    [
        ('root ::= "a"\nb ::= (', 2),
        ('root ::= "a"\n\nx = 3', 3),
        ("root ::= missing", 1),
        ("", 1),
        ('a ::= "b"', 1),
    ],
)
def test_a_grammar_that_does_not_parse_is_refused_with_its_line(
    shared_engine: Engine, grammar: str, line: int
) -> None:
    with pytest.raises(GrammarError) as caught:
        _write(shared_engine, grammar)
    assert caught.value.params["line"] == line


def test_many_answers_under_one_grammar_run_side_by_side(shared_engine: Engine) -> None:
    grammar = 'root ::= [a-z]+ " " [a-z]+'
    requests = [
        GenerateRequest(ASK, sampling=Sampling(seed=n), grammar=grammar, max_tokens=12) for n in range(8)
    ]
    results = dict(shared_engine.generate_many(requests))
    assert all(re.match(r"[a-z]+", getattr(result, "text", "")) for result in results.values())
