"""Decision models elsewhere: a real llama-server with one, and servers that answer such questions wrongly.

The model is made up, so what it answers means nothing: it must come through unchanged.
"""

from __future__ import annotations

import json
import math
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from llmdesk.engine.abilities import Ability
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.remote.client import RemoteEngine
from llmdesk.engine.remote.probe import probe
from llmdesk.engine.types import GenerateRequest, Message, ModelSpec, Question, Score, ScoreRequest
from llmdesk.errors import EngineRefused, EngineUnreachable
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions
from tests.engine.remote.scripted_server import ScriptedServer
from tests.fakes import FakeEngine
from tests.server.conftest import SPEC, TOKEN, serve

#: The same question beside others in a batch, or behind what is in the cache already.
NEAR = 0.01
OPTIONS = (("complaint", "something is wrong"), ("praise", ""), ("其他", "别的"))
TEXTS = ("The soup was cold.", "What a day!", "汤是冷的。", "  ", "x" * 9000)


def asked(texts: tuple[str, ...], options: tuple[tuple[str, str], ...] = OPTIONS) -> ScoreRequest:
    questions = tuple(Question(text, "Which label fits?", options) for text in texts)
    labels = tuple(name for name, _ in options) or ("true", "false")
    return ScoreRequest("", texts, labels=labels, questions=questions)


def connected(address: str, gate: Network) -> RemoteEngine:
    engine = RemoteEngine(lambda: gate, backoff=())
    engine.load(ModelSpec(ElsewhereRef(address)))
    return engine


@pytest.fixture
def engine(decision_address: str, gate: Network) -> Iterator[RemoteEngine]:
    engine = connected(decision_address, gate)
    yield engine
    engine.close()


@pytest.fixture
def there() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


def posted(address: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        f"{address}/v1/systemone", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)["answers"]


def odds(score: Score) -> list[float]:
    return [math.exp(value) for value in score.logprobs]


# -- a real llama-server ------------------------------------------------------------------------------
def test_a_decision_model_is_found_out_and_can_do_nothing_else(engine: RemoteEngine) -> None:
    model = engine.state().model
    assert model is not None
    assert model.abilities == {Ability.DECISIONS, Ability.TOKEN_COUNTS}
    assert model.name.startswith("Tiny-Decisions (127.0.0.1")
    with pytest.raises(EngineRefused, match="decision model"):
        engine.generate(GenerateRequest((Message("user", "Hello"),))).result()
    with pytest.raises(EngineRefused, match="no label probabilities"):
        list(engine.score(ScoreRequest("It is", (" good",), labels=(" yes", " no"))))


def test_its_probabilities_come_as_they_are_one_for_each_option(
    engine: RemoteEngine, decision_address: str
) -> None:
    scores = list(engine.score(asked(TEXTS)))
    assert [(score.index, score.error) for score in scores] == [
        (0, ""), (1, ""), (2, ""), (3, "empty"), (4, "too long for the context"),
    ]  # fmt: skip
    criteria = {name: about or None for name, about in OPTIONS}
    question = {"type": "choice", "instructions": "Which label fits?", "criteria": criteria}
    for text, score in zip(TEXTS[:3], scores, strict=False):
        there = posted(decision_address, {"state": text, "questions": {"answer": question}})["answer"]
        assert odds(score) == pytest.approx([there["probabilities"][name] for name, _ in OPTIONS], abs=NEAR)
        assert score.tokens > len(text)
    assert len({tuple(score.logprobs) for score in scores[:3]}) == 3, "each text has its own"


def test_whether_a_statement_is_true_has_two_answers(engine: RemoteEngine, decision_address: str) -> None:
    (score,) = engine.score(asked(TEXTS[:1], ()))
    question = {"type": "noul", "instructions": "Which label fits?"}
    there = posted(decision_address, {"state": TEXTS[0], "questions": {"answer": question}})["answer"]
    assert odds(score) == pytest.approx([there["noul"], 1 - there["noul"]], abs=NEAR)


def test_nothing_in_a_text_is_a_control_token_there(engine: RemoteEngine) -> None:
    """The made-up model has one, `<|end|>`: read as that it would be one token and not seven."""
    plain, marked = engine.score(asked(("The soup <#end#> was cold.", "The soup <|end|> was cold.")))
    assert marked.tokens >= plain.tokens


def test_its_trial_asks_a_question_and_measures_no_writing(decision_address: str, gate: Network) -> None:
    found = probe(gate, ElsewhereRef(decision_address))
    assert [step.problem for step in found.steps] == [None] * 3
    assert found.tokens_per_s == 0
    assert found.facts is not None
    assert (found.facts.kind, found.facts.context) == ("llama-server", 2048)


# -- servers that are told what to say ----------------------------------------------------------------
def noul(value: object) -> dict[str, Any]:
    return {"answers": {"answer": {"type": "noul", "noul": value}}}


def choice(**probabilities: object) -> dict[str, Any]:
    return {"answers": {"answer": {"type": "choice", "probabilities": probabilities}}}


TRIED = choice(complaint=0.75, praise=0.25)


def test_a_model_that_writes_too_is_not_taken_for_a_decision_model(
    there: ScriptedServer, gate: Network
) -> None:
    """As vLLM and SGLang answer such questions with any model."""
    there.posted = {"/v1/systemone": TRIED, "/v1/chat/completions": {"choices": [{"index": 0}]}}
    engine = connected(there.address, gate)
    model = engine.state().model
    assert model is not None
    assert model.abilities == {Ability.CHAT, Ability.DECISIONS}
    (score,) = engine.score(asked(("Cold.",), (("complaint", ""), ("praise", ""))))
    assert odds(score) == pytest.approx([0.75, 0.25])
    with pytest.raises(EngineRefused, match="no label probabilities"):  # as without decisions
        list(engine.score(ScoreRequest("It is", (" good",), labels=(" yes", " no"))))
    del there.posted["/v1/chat/completions"]
    assert engine.generate(GenerateRequest((Message("user", "x"),))).result().text == "one two three four"
    engine.close()


@pytest.mark.parametrize("said", [404, 501, 400, 429, 503, {"hello": 1}, noul(0.5), choice(complaint=1.0)])
def test_what_does_not_answer_rightly_is_an_engine_without_decisions(
    there: ScriptedServer, gate: Network, said: Any
) -> None:
    there.posted = {"/v1/systemone": said}
    engine = connected(there.address, gate)
    model = engine.state().model
    assert model is not None
    assert model.abilities == {Ability.CHAT}
    engine.close()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "missing"),
        (choice(complaint=1.0), "missing"),
        (choice(complaint=None, praise=0.5), "missing"),
        (choice(complaint=math.nan, praise=0.5), "not a number"),
        (choice(complaint=-0.5, praise=1.5), "not a number"),
        (choice(complaint="0.5", praise=0.5), "not a number"),
        (choice(complaint=True, praise=0), "not a number"),
        (choice(complaint=0.5, praise=0.3), "add up to 1"),
        ({"answers": {"answer": {"type": "choice", "probabilities": [0.5, 0.5]}}}, "missing"),
    ],
)
def test_probabilities_that_are_none_are_told_and_not_guessed(
    there: ScriptedServer, gate: Network, said: Any, words: str
) -> None:
    there.posted = {"/v1/systemone": TRIED}
    engine = connected(there.address, gate)
    there.posted["/v1/systemone"] = said
    with pytest.raises(EngineUnreachable, match="cannot be used") as caught:
        list(engine.score(asked(("Cold.", "Good."), (("complaint", ""), ("praise", "")))))
    assert words in str(caught.value)
    engine.close()


def test_a_text_that_a_server_finds_too_large_is_one_text_without_an_answer(
    there: ScriptedServer, gate: Network
) -> None:
    there.posted = {"/v1/systemone": TRIED}
    engine = connected(there.address, gate)
    there.posted["/v1/systemone"] = 413
    (score,) = engine.score(asked(("Cold.",), (("complaint", ""), ("praise", ""))))
    assert (score.logprobs, score.error) == ((), "too long for the context")
    there.posted["/v1/systemone"] = 400
    with pytest.raises(EngineRefused, match="it is refused"):
        list(engine.score(asked(("Cold.",), (("complaint", ""), ("praise", "")))))
    engine.close()


# -- OpenAI's form, by our own server ------------------------------------------------------------------
def test_openai_s_form_is_spoken_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """llmdesk's own `/v1/decisions`, which the official client of OpenAI is tested with."""
    computing = FakeEngine()

    def leaning(request: ScoreRequest, cancel: object = None) -> Iterator[Score]:
        for index, _ in enumerate(request.items):
            yield Score(index, (-2.0, -0.5, -4.0)[: len(request.labels)], 5)

    monkeypatch.setattr(computing, "score", leaning)
    server = serve(computing, SPEC)
    network = Network(NetworkOptions(proxy=NO_PROXY), token_of=lambda origin: TOKEN)
    engine = connected(server.address, network)
    try:
        model = engine.state().model
        assert model is not None
        assert model.abilities == {Ability.CHAT, Ability.DECISIONS}
        (score,) = engine.score(asked(("Cold.",)))
        assert odds(score)[1] > odds(score)[0] > odds(score)[2] > 0
        assert sum(odds(score)) == pytest.approx(1, abs=2e-3)
        # Its model says yes to everything, and so is not asked whether statements are true.
        (score,) = engine.score(asked(("Cold.",), ()))
        assert (score.logprobs, score.error) == ((), "the model declines to answer")
    finally:
        engine.close()
        network.close()
        server.close()
