"""What of vLLM's API works is found out: a server that lacks something is not taken for one that has it."""

from __future__ import annotations

import math
from typing import cast

import pytest

from llmdesk.engine.abilities import WRITER, Ability
from llmdesk.engine.remote.server import Server
from llmdesk.engine.remote.types import ServerFacts
from llmdesk.engine.remote.vllm.dialect import VllmServer
from llmdesk.engine.remote.vllm.reading import VllmReader
from llmdesk.engine.remote.vllm.vocabulary import VllmVocabulary
from llmdesk.errors import EngineRefused, EngineUnreachable
from tests.engine.remote.vllm.toy import Lack, Toy

ALL = set(WRITER)


def facts_of(*lacks: Lack) -> ServerFacts:
    return VllmServer(cast("Server", Toy(*lacks)), "vLLM", {"id": "toy", "max_model_len": 5000}).facts


@pytest.mark.parametrize(
    ("lacks", "missing"),
    [
        ((), set()),
        (("named tokens",), set()),  # labels are read as parts of prompts
        (("prompt",), {Ability.LIKELIHOOD}),
        (("named tokens", "prompt"), {Ability.LIKELIHOOD, Ability.LABEL_SCORES}),
        (("probabilities",), {Ability.LIKELIHOOD, Ability.LABEL_SCORES}),
        (("grammar",), {Ability.GRAMMAR}),
        (("grammar refused",), {Ability.GRAMMAR}),
        (("template",), {Ability.CHAT, Ability.GRAMMAR}),
        (("round trip",), {Ability.GRAMMAR}),  # the server renders chats itself, without a form
    ],
)
def test_an_ability_is_what_worked_there(lacks: tuple[Lack, ...], missing: set[Ability]) -> None:
    facts = facts_of(*lacks)
    assert facts.abilities == ALL - missing
    assert facts.has_template == ("template" not in lacks)


def test_a_server_without_a_tokenizer_is_none_of_these() -> None:
    with pytest.raises(EngineRefused):
        facts_of("tokenize")


@pytest.mark.parametrize("by_ids", [True, False])
def test_labels_are_read_in_either_way(by_ids: bool) -> None:
    toy = Toy()
    vocabulary = VllmVocabulary(cast("Server", toy), "toy")
    reader = VllmReader(cast("Server", toy), "toy", by_ids=by_ids)
    prompts = [vocabulary.tokenize(text, False) for text in ("one two", "one two three", "ten")]
    labels = [vocabulary.tokenize(text, False) for text in (" three", " four", " three four", "")]
    found = reader.labels(prompts, labels)
    for prompt, figures in zip(prompts, found, strict=True):
        for label, figure in zip(labels, figures, strict=True):
            own = sum(toy.logprob(prompt + label[:at], token) for at, token in enumerate(label))
            assert figure == pytest.approx(own)
    assert [max(range(3), key=figures.__getitem__) for figures in found] == [0, 1, 0]


def test_one_question_holds_many_prompts_and_no_seed() -> None:
    """A seed makes vLLM for processors break down where a prompt is read in parts."""
    toy = Toy()
    vocabulary = VllmVocabulary(cast("Server", toy), "toy")
    reader = VllmReader(cast("Server", toy), "toy", by_ids=True)
    prompt = vocabulary.tokenize("one two", False)
    labels = [vocabulary.tokenize(f" {word}", False) for word in ("three", "four", "ten")]
    toy.bodies.clear()
    reader.labels([prompt] * 600, labels)
    assert [len(body["prompt"]) for body in toy.bodies] == [256] * 4 + [176]  # 600 rows, two places of each
    assert not any("seed" in body for body in toy.bodies)


@pytest.mark.parametrize("value", [math.nan, math.inf, 0.5, None, "0", 10**400])
def test_what_no_probability_can_be_is_none(value: object) -> None:
    class Odd(Toy):
        def _told(self, before: list[int], token: int) -> float:
            return value  # type: ignore[return-value]  # an untrusted server sends what it likes

    toy = Odd()
    for by_ids in (True, False):
        reader = VllmReader(cast("Server", toy), "toy", by_ids=by_ids)
        with pytest.raises(EngineUnreachable):
            reader.labels([[1, 2]], [[3]])


# -- the wall ------------------------------------------------------------------------------------------
def spellings(toy: Toy, tokens: list[int]) -> list[str]:
    words = {token: word for word, token in toy._ids.items()}
    return [words[token] for token in tokens]


@pytest.mark.parametrize(
    "text", ["x<|secret|>y", "<|a|><|b|>" * 300, "[INST]", "<|<|user|>user|>", "a [Word] b"]
)
def test_a_control_token_that_nobody_knew_is_text_where_a_text_spells_it(text: str) -> None:
    toy = Toy()
    vocabulary = VllmVocabulary(cast("Server", toy), "toy")
    toy.asked.clear()
    alone = vocabulary.tokenize(text, False)
    (together,) = vocabulary.tokenize_all([text])
    assert alone == together
    assert "".join(spellings(toy, alone)) == text
    assert not any(len(word) > 2 and word[0] in "<[" for word in spellings(toy, alone))
    assert len(toy.asked) < 20, "in few questions, however often"
