"""What a tool needs is asked before it begins, and said in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.engine.abilities import IN_WORDS, Ability
from llmdesk.engine.model_ref import ElsewhereRef, FileRef, ModelRef
from llmdesk.engine.types import LoadedModel, ModelSpec
from llmdesk.errors import AbilityMissing
from llmdesk.tools import measured
from llmdesk.tools.bench import measure
from llmdesk.tools.chinese_fitness import knows_chinese
from llmdesk.tools.evidence.asking import Judge
from llmdesk.tools.tool import CHAT, CHECK, EXTRACT, POETRY, SENTIMENT, SPEED, SUMMARIZE, Tool
from tests.fakes import FakeEngine

ELSEWHERE = ElsewhereRef("http://box:8000/v1", "Qwen")


def loaded(*lacks: Ability, ref: ModelRef = ELSEWHERE) -> tuple[FakeEngine, LoadedModel]:
    engine = FakeEngine(elsewhere=isinstance(ref, ElsewhereRef))
    engine.abilities -= set(lacks)
    return engine, engine.load(ModelSpec(ref))


def test_every_tool_works_with_a_model_that_can_all_that_one_here_can() -> None:
    _, model = loaded()
    for tool in (CHAT, SUMMARIZE, CHECK, SENTIMENT, EXTRACT, POETRY, SPEED):
        tool.check(model)


def test_what_is_missing_is_said_in_one_sentence_with_what_to_do() -> None:
    _, model = loaded(Ability.LABEL_SCORES, Ability.TOKEN_COUNTS)
    with pytest.raises(AbilityMissing) as caught:
        SENTIMENT.check(model)
    title, detail, hint = caught.value.render()
    assert title == (
        "Sentiment needs something that Qwen (box:8000) cannot do: "
        "giving label probabilities, counting tokens exactly."
    )
    assert (detail, hint) == ("", "Choose another model.")
    translated, _, _ = caught.value.render(lambda source: f"<{source}>")
    assert translated.startswith("<<Sentiment>")


def test_what_is_only_used_keeps_no_tool_from_its_work() -> None:
    _, model = loaded(Ability.LABEL_SCORES)
    assert SUMMARIZE.lack(model) is None
    assert CHECK.lack(model) is None


def test_each_ability_has_its_words() -> None:
    assert set(IN_WORDS) == set(Ability)


def test_a_model_without_probabilities_is_no_judge_and_nothing_speaks_against_its_chinese() -> None:
    engine, _ = loaded(Ability.LABEL_SCORES)
    engine.score = None  # type: ignore[assignment,method-assign]  # it must not be asked
    assert not Judge(engine, "en").able()
    engine.count_tokens = lambda texts: [len(text) for text in texts]  # type: ignore[method-assign]
    assert knows_chinese(engine)


def test_what_was_measured_of_a_model_holds_for_that_one_alone(tmp_path: Path) -> None:
    refs = (
        ELSEWHERE,
        ElsewhereRef("http://box:8001/v1", "Qwen"),
        ElsewhereRef("http://box:8000/v1", "Other"),
    )
    (tmp_path / "Qwen.gguf").write_bytes(b"1")
    models = [loaded(ref=ref)[1] for ref in (*refs, FileRef(tmp_path / "Qwen.gguf"))]
    assert len({measured.key_of(model, "prompt") for model in models}) == 4
    assert measured.key_of(models[0], "prompt") == measured.key_of(loaded()[1], "prompt")


def test_what_was_kept_of_a_file_before_is_found_again(tmp_path: Path) -> None:
    """The key of a file is what it was before there were models elsewhere."""
    path = tmp_path / "small.gguf"
    model = loaded(ref=FileRef(path))[1]
    assert measured.key_of(model, 1, "prompt") == "ca3c28674a91c01e574b796ac786302f"


def test_the_speed_of_a_model_elsewhere_is_measured_without_what_nobody_knows() -> None:
    engine, model = loaded()
    result = measure(engine, model, quick=True)
    assert (result.model, result.device, result.threads) == ("Qwen (box:8000)", "box:8000", 0)


def test_a_tool_that_asks_nothing_of_a_model_works_with_each() -> None:
    _, model = loaded(*Ability)
    assert Tool("Shout").lack(model) is None
