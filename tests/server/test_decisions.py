"""`/v1/decisions`, asked by the official client: probabilities for labels, nothing is generated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openai
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.types import Score, ScoreRequest
from tests.fakes import FakeEngine

CHOICE: Any = {
    "type": "choice",
    "name": "team",
    "instructions": "Which team is it for?",
    "choices": [
        {"value": "billing"},
        {"value": "parcels", "description": "My parcel is late."},
        {"value": True},
    ],
}
SCORE: Any = {
    "type": "score",
    "name": "haste",
    "instructions": "How urgent is it?",
    "levels": [{"label": "can wait"}, {"label": "soon"}, {"label": "now"}],
}


@pytest.fixture
def leaning(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> list[ScoreRequest]:
    """The engine likes the second label best, then the first; what it was asked."""
    asked: list[ScoreRequest] = []

    def score(request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        asked.append(request)
        odds = (-2.0, -0.5, *(-4.0 for _ in request.labels[2:]))
        for index, _ in enumerate(request.items):
            yield Score(index, odds[: len(request.labels)], 5)

    monkeypatch.setattr(engine, "score", score)
    return asked


def test_a_choice_is_the_likeliest_and_says_how_likely_the_others_are(
    client: openai.OpenAI, leaning: list[ScoreRequest]
) -> None:
    answer: Any = client.decisions.create(model="Small", input="Where is it?", questions=[CHOICE]).answers[0]
    assert (answer.type, answer.name, answer.choice) == ("choice", "team", "parcels")
    given = {each.value: each.probability for each in answer.probabilities}
    assert given["parcels"] == answer.confidence > given["billing"] > given[True] > 0
    assert sum(given.values()) == pytest.approx(1, abs=2e-3)
    assert "My parcel is late." in leaning[0].prefix
    assert leaning[0].labels[2].strip() == "yes"


def test_instructions_for_labels_change_nothing_and_the_answer_says_that_they_were_not_read(
    client: openai.OpenAI, leaning: list[ScoreRequest]
) -> None:
    bare = {key: value for key, value in CHOICE.items() if key != "instructions"}
    long = {**CHOICE, "instructions": "why " * 400}
    decided = client.decisions.create(model="Small", input="Where is it?", questions=[CHOICE, bare, long])
    first, *others = decided.model_dump(exclude={"usage"})["answers"]
    assert first["instructions_read"] is False
    assert others == [first, first]
    assert "Which team" not in leaning[0].prefix + "".join(leaning[0].items)
    assert [each.prefix for each in leaning] == [leaning[0].prefix] * len(leaning)
    alone = client.decisions.create(model="Small", input="Where is it?", questions=[bare])
    assert decided.usage.input_tokens == alone.usage.input_tokens


def test_a_score_is_the_mean_of_the_levels(client: openai.OpenAI, leaning: list[ScoreRequest]) -> None:
    answer: Any = client.decisions.create(model="Small", input="Now!", questions=[SCORE]).answers[0]
    assert [(each.value, each.label) for each in answer.probabilities] == [
        (0, "can wait"),
        (1, "soon"),
        (2, "now"),
    ]
    mean = sum(each.value * each.probability for each in answer.probabilities)
    assert answer.score == pytest.approx(mean, abs=1e-3)
    assert 0.5 < answer.score < 1.2


def test_a_model_that_cannot_tell_what_is_true_says_so(client: openai.OpenAI) -> None:
    """The fake one gives yes and no to everything alike."""
    question: Any = {"type": "predicate", "name": "rain", "instructions": "It rains."}
    decided = client.decisions.create(model="Small", input="What a sunny day.", questions=[question, CHOICE])
    first: Any = decided.answers[0]
    assert (first.type, first.name) == ("refusal", "rain")
    assert "model" in first.reason
    assert decided.answers[1].type == "choice"
    assert decided.usage.input_tokens > 0


def test_a_model_that_can_gives_the_probability_of_a_statement(
    client: openai.OpenAI, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def score(request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        """It knows the sentences of the trial, whose true ones come first of two, and that it is sunny."""
        for index, item in enumerate(request.items):
            says = "It is sunny." in item if len(request.items) == 1 else index % 2 == 0
            yield Score(index, (-0.1, -2.0) if says else (-2.0, -0.1), 5)

    monkeypatch.setattr(engine, "score", score)
    questions: Any = [{"type": "predicate", "instructions": said} for said in ("It is sunny.", "It rains.")]
    sunny, rainy = client.decisions.create(model="Small", input="What a day.", questions=questions).answers
    assert sunny.type == rainy.type == "predicate"
    assert sunny.probability > 0.6 > 0.4 > rainy.probability


def test_several_messages_say_whose_they_are(client: openai.OpenAI, leaning: list[ScoreRequest]) -> None:
    said: Any = [
        {"role": "user", "content": "Where is it?"},
        {"role": "assistant", "content": [{"type": "output_text", "text": "On its way."}]},
    ]
    client.decisions.create(model="Small", input=said, questions=[CHOICE])
    assert leaning[0].items[0].strip() == "user: Where is it? assistant: On its way."


@pytest.mark.parametrize(
    ("given", "questions"),
    [
        ("", [CHOICE]),
        ("Hi", []),
        ("Hi", [{**CHOICE, "choices": [{"value": "one"}, {"value": "One"}]}]),
        ("Hi", [{**CHOICE, "choices": [{"value": "one"}]}]),
        ("Hi", [{"type": "predicate", "instructions": "why " * 400}]),
        ("Hi", [{"type": "box", "instructions": "Where?"}]),
        ("Hi", [{"type": "predicate", "instructions": " "}]),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(client: openai.OpenAI, given: str, questions: Any) -> None:
    with pytest.raises(openai.BadRequestError):
        client.decisions.create(model="Small", input=given, questions=questions)


def test_an_engine_without_label_scores_says_so(client: openai.OpenAI, engine: FakeEngine) -> None:
    engine.abilities = engine.abilities - {Ability.LABEL_SCORES}
    with pytest.raises(openai.BadRequestError, match="label probabilities"):
        client.decisions.create(model="Small", input="Hi", questions=[CHOICE])
