"""The method with the real starter model, on texts that neither prompts nor calibration have seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.sentiment import Analyzer, label_set, measure
from llmdesk.tools.sentiment.method import NO_CHINESE
from tests.tools.sentiment import texts

pytestmark = pytest.mark.model
PAIR = label_set("positive,negative")


@pytest.fixture(scope="module")
def engine(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("engine")
    engine = Engine(folder / "engine.log", folder / "machine.json")
    engine.load(ModelSpec(FileRef(starter), context=2048, device="cpu"))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def analyzer(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Analyzer:
    return Analyzer(engine, PAIR, tmp_path_factory.mktemp("cache") / "sentiment.json")


def test_english_texts_get_the_right_label_at_an_honest_confidence(analyzer: Analyzer) -> None:
    group = texts.ENGLISH_POSITIVE + texts.ENGLISH_NEGATIVE
    truth = ["positive"] * 30 + ["negative"] * 30
    rows = list(analyzer.rows(group))
    found = measure([row.probabilities for row in rows], truth, PAIR.names)
    assert found.accuracy >= 0.85
    assert abs(sum(row.confidence for row in rows) / 60 - found.accuracy) < 0.1


def test_a_row_is_the_same_to_the_last_decimal_whatever_stands_beside_it(analyzer: Analyzer) -> None:
    row = "It works, but I would not buy it again."
    alone = next(analyzer.rows([row]))
    others = ["short", "a much longer row that says nothing " * 8, "", row, "good"]
    assert list(analyzer.rows(others))[3] == alone


def test_the_word_not_turns_the_label(analyzer: Analyzer) -> None:
    assert analyzer.analyze("This film is good.").label == "positive"
    against = analyzer.analyze("This film is not good.")
    assert against.label == "negative"
    strongest = max(against.words, key=lambda word: word.share)
    assert "This film is not good."[strongest.start : strongest.end] == "not"


def test_a_model_without_chinese_is_told_with_a_chinese_text_alone(engine: Engine) -> None:
    analyzer = Analyzer(engine, label_set("refunds,gardens"), None)  # no texts of ours to measure them on
    analyzer.take({})
    assert analyzer.analyze("服务很差，非常失望。").warning == NO_CHINESE
    assert analyzer.analyze("The service was bad.").warning == ""
    assert analyzer.warning({"en", "zh"}) == NO_CHINESE


def test_labels_of_one_s_own_with_several_tokens_and_one_inside_another(engine: Engine) -> None:
    analyzer = Analyzer(engine, label_set("sports,water sports,international politics"), None)
    found = analyzer.analyze("The parliament voted on the treaty with its neighbours.")
    assert found.label == "international politics"
    assert sum(found.probabilities.values()) == pytest.approx(1, abs=2e-4)


def test_labels_that_have_only_a_name_get_words_and_a_text_in_any_order(engine: Engine) -> None:
    told = Analyzer(engine, label_set("refunds,opening hours"), None).told()
    assert all(label.also and label.examples for label in told.labels)
    other = Analyzer(engine, label_set("opening hours,refunds"), None).told()
    assert set(other.labels) == set(told.labels)
