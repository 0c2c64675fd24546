"""A model that does little of what a tool says is known by a short trial, made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.types import LoadedModel, Score, ScoreRequest
from llmdesk.tools.own import LabelOf, OwnTool
from llmdesk.tools.own.fitness import LARGE, SMALL, _all, is_too_small
from tests.tools.own.engine import AnsweringEngine, text_in

CASES = {language: _all()[language] for language in ("en", "zh")}
RIGHT = {case["text"]: case["answer"] for cases in CASES.values() for case in cases}
TOOLS = [
    OwnTool("A", "Do."),
    OwnTool("B", "做。", language="zh"),
    OwnTool("C", "Sort.", "label", labels=(LabelOf("a"), LabelOf("b"))),
    OwnTool("D", "是吗？", "yes/no", language="zh"),
]


class Able(AnsweringEngine):
    """Does the tasks of the trial: `able` all, else it writes the text again and takes the last label."""

    def __init__(self, *, able: bool = True) -> None:
        super().__init__(lambda request: f"{RIGHT[text_in(request)]}." if able else text_in(request))
        self.able, self.scores = able, 0

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for index, item in enumerate(request.items):
            self.scores += 1
            right = RIGHT[item.strip()] if self.able else request.labels[-1].strip()
            given = tuple(-0.1 if label.strip() == right else -3.0 for label in request.labels)
            yield Score(index, given, 1)


def loaded(engine: AnsweringEngine, parameters: int = 1_000_000_000) -> LoadedModel:
    model = engine.state().model
    assert model is not None
    return replace(model, parameters=parameters)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_model_that_does_what_it_is_told_is_large_enough(tool: OwnTool, tmp_path: Path) -> None:
    engine = Able()
    assert not is_too_small(engine, loaded(engine), tool, tmp_path / "trials.json", CancelToken())
    assert bool(engine.scores) == (tool.gives in ("label", "yes/no"))


@pytest.mark.parametrize("tool", TOOLS)
def test_one_that_does_not_is_too_small(tool: OwnTool, tmp_path: Path) -> None:
    engine = Able(able=False)
    assert is_too_small(engine, loaded(engine), tool, tmp_path / "trials.json", CancelToken())


def test_a_trial_is_made_once_for_each_model_and_language(tmp_path: Path) -> None:
    engine, kept = Able(), tmp_path / "trials.json"
    for _ in range(2):
        is_too_small(engine, loaded(engine), TOOLS[0], kept, CancelToken())
    count = len(engine.asked)
    assert count == sum("labels" not in case for case in CASES["en"])
    is_too_small(engine, loaded(engine), TOOLS[1], kept, CancelToken())
    assert len(engine.asked) > count
    kept.write_bytes(b"{")
    is_too_small(engine, loaded(engine), TOOLS[0], kept, CancelToken())
    assert len(engine.asked) > count + 5


@pytest.mark.parametrize(
    ("parameters", "small"), [(0, False), (SMALL - 1, True), (LARGE, False), (7_000_000_000, False)]
)
def test_a_model_whose_size_tells_is_not_tried(parameters: int, small: bool) -> None:
    engine = Able()
    assert is_too_small(engine, loaded(engine, parameters), TOOLS[0], None, CancelToken()) == small
    assert not engine.asked


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_a_case_with_labels_one_is_right(language: str) -> None:
    for case in CASES[language]:
        assert case["answer"] in case.get("labels", [case["answer"]])


@pytest.mark.parametrize("able", [True, False])
@pytest.mark.parametrize("parameters", [0, SMALL - 1, LARGE])
def test_a_decision_model_is_tried_whatever_its_size(able: bool, parameters: int) -> None:
    engine = Able(able=able)
    model = replace(loaded(engine, parameters), abilities=frozenset({Ability.DECISIONS}))
    assert is_too_small(engine, model, TOOLS[2], None, CancelToken()) != able
    assert engine.scores
