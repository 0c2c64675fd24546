"""The model as a judge: only one that can tell is asked, and what it says moves the verdict."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import ElsewhereRef, FileRef
from llmdesk.engine.types import ModelSpec, Score, ScoreRequest
from llmdesk.paths import resource
from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.asking import Judge, _load
from llmdesk.tools.evidence.checking import judge
from tests.fakes import FakeEngine

BAKERY = from_text(
    "Orla Quill has run the bakery in Fenton since 1998. In March she sold it to her nephew Tom Bray. "
    "He wants to add a café, if the council agrees.\n\nThe mill next door was not part of the sale."
)


def loaded(model: Path, folder: Path) -> Engine:
    engine = Engine(folder / "engine.log")
    engine.load(ModelSpec(FileRef(model), context=2048, device="cpu"))
    return engine


@pytest.fixture(scope="module")
def small(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = loaded(starter, tmp_path_factory.mktemp("small"))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def capable(bilingual: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = loaded(bilingual, tmp_path_factory.mktemp("capable"))
    yield engine
    engine.close()


@pytest.mark.model
def test_a_model_that_cannot_judge_is_tried_once_and_never_asked(small: Engine, tmp_path: Path) -> None:
    trials = tmp_path / "cache" / "trials.json"
    sentences = ["The bakery was sold to Tom Bray in March.", "The mill was sold."]
    done: list[tuple[int, int]] = []
    with_engine = judge(BAKERY, sentences, small, lambda *count: done.append(count), trials=trials)
    assert with_engine == judge(BAKERY, sentences)
    assert {each.method for each in with_engine} == {"words"}
    assert done[-1] == (2, 2)
    (kept,) = json.loads(trials.read_text()).values()
    assert kept["able"] is False
    trials.write_text(json.dumps(dict.fromkeys(json.loads(trials.read_text()), kept | {"able": True})))
    assert Judge(small, "en", trials).able()  # what is kept is believed


@pytest.mark.model
def test_a_damaged_file_of_trials_counts_as_empty(small: Engine, tmp_path: Path) -> None:
    trials = tmp_path / "trials.json"
    trials.write_text('{"a": 1')
    assert Judge(small, "en", trials).able() is False
    kept = trials.read_text()
    assert json.loads(kept)
    for damage in ("", "[]", kept.replace('"spread"', '"spreat"')):
        trials.write_text(damage)
        assert _load(trials, next(iter(json.loads(kept)))) is None


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kept from test to test, as from check to check."""
    return tmp_path_factory.mktemp("cache") / "trials.json"


@pytest.mark.model
def test_a_capable_model_tells_what_was_turned_round(capable: Engine, trials: Path) -> None:
    passage = "In March Orla Quill sold the bakery to her nephew Tom Bray, who wants to add a café."
    asked = Judge(capable, "en", trials)
    assert asked.able()
    right, wrong = asked.ask(
        [(passage, "Tom Bray bought the bakery in March."), (passage, "Tom Bray sold the bakery in March.")]
    )
    assert right is not None
    assert wrong is not None
    assert right > wrong


@pytest.mark.model
def test_what_the_model_says_is_in_the_judgement(capable: Engine, trials: Path) -> None:
    (found,) = judge(BAKERY, ["In March, Orla Quill sold the bakery to Tom Bray."], capable, trials=trials)
    assert found.method == "model"
    assert 0 < found.probability < 1
    assert found.verdict == ("supported" if found.probability >= 0.4 else "unsure")


class _Deciding(FakeEngine):
    """Plays a decision model that is right: `answers` by passage and claim."""

    def __init__(self, answers: dict[tuple[str, str], bool]) -> None:
        super().__init__(elsewhere=True)
        self.abilities = frozenset({Ability.DECISIONS})
        self.answers = answers

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        assert all(not question.options for question in request.questions)
        for index, asked in enumerate(request.questions):
            claim = asked.instructions.removeprefix("The text says exactly this: ")
            likely = 0.9 if self.answers.get((asked.state, claim)) else 0.2
            yield Score(index, (math.log(likely), math.log(1 - likely)), 5)


def test_a_decision_model_is_asked_whether_a_statement_is_true_once_it_has_shown_that_it_can(
    tmp_path: Path,
) -> None:
    trial = tomllib.loads(resource("evidence", "asking.toml").read_text(encoding="utf-8"))["en"]["trial"]
    passage = "Orla Quill sold it to her nephew."
    known = {(text, claim): truth for text, claim, truth in trial} | {(passage, "She sold it."): True}
    engine = _Deciding(known)
    engine.load(ModelSpec(ElsewhereRef("http://127.0.0.1:9")))
    judge = Judge(engine, "en", tmp_path / "trials.json")
    assert judge.able()
    yes, no = judge.ask([(passage, "She sold it."), (passage, "She bought it.")])
    assert yes is not None
    assert no is not None
    assert yes > 0 > no
    engine.answers = {}  # what was found out once stays
    assert Judge(engine, "en", tmp_path / "trials.json").able()
    assert not Judge(engine, "en").able()
