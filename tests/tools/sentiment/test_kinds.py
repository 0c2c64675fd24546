"""Labels that are kinds which many people sort by: the same question whatever they are called."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec, Score, ScoreRequest
from llmdesk.paths import resource
from llmdesk.tools.sentiment import Analyzer, label_set
from llmdesk.tools.sentiment.kinds import asked
from llmdesk.tools.sentiment.labels import make_set
from llmdesk.tools.sentiment.prompts import build
from llmdesk.tools.sentiment.readings import merged
from llmdesk.tools.sentiment.types import Label
from tests.tools.sentiment.engine import CountingEngine


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("World,Sports,Business,Sci/Tech", "international,sport,economy,technology"),
        ("health,food", "Medicine,Cooking"),
        ("complaint,praise,question,request", "Grievance,Thanks,Enquiry,Wish"),
        ("joy,anger,sadness,fear", "happy,furious,grief,afraid"),
    ],
)
def test_a_small_model_reads_other_names_of_the_same_topics_alike(one: str, other: str) -> None:
    assert build(label_set(one), "en", small=True) == build(label_set(other), "en", small=True)
    assert build(label_set(one), "en") != build(label_set(other), "en")


@pytest.mark.parametrize("names", ["refunds,sports", "business,economy,sports"])
def test_a_set_with_other_labels_or_with_one_topic_twice_stands_as_it_is(names: str) -> None:
    assert [each.words for each in asked(label_set(names), "en")] == [(name,) for name in names.split(",")]
    assert build(label_set(names), "en", small=True) == build(label_set(names), "en")


def test_topics_are_those_of_the_language_of_the_text() -> None:
    assert build(label_set("sports,food"), "zh", small=True) == build(label_set("sports,food"), "zh")
    assert build(label_set("体育,财经"), "en", small=True) == build(label_set("体育,财经"), "en")
    assert build(label_set("体育,财经"), "zh", small=True) == build(label_set("运动,金融"), "zh", small=True)


def test_a_large_model_is_asked_for_the_users_own_words() -> None:
    engine = CountingEngine()
    assert "Label: Sports" in Analyzer(engine, label_set("sport,food"), None).prompt("en").prefix
    engine.parameters = 7_000_000_000
    engine.load(ModelSpec(FileRef(Path("large.gguf"))))
    assert "Label: sport\n" in Analyzer(engine, label_set("sport,food"), None).prompt("en").prefix


def test_no_word_is_asked_for_two_labels() -> None:
    kinds = asked(label_set("technology,science,sports"), "en")
    words = [word.casefold() for each in kinds for word in each.words]
    assert len(set(words)) == len(words)


def test_what_the_user_said_of_a_label_stays() -> None:
    own = make_set([Label("sport", "matches of our club", ("We lost.",)), Label("food")])
    prefix = build(own, "en", small=True).prefix
    assert "Text: matches of our club\nLabel: Sports\n" in prefix
    assert "Text: We lost.\nLabel: Sports\n" in prefix


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_name_belongs_to_two_topics(language: str) -> None:
    with resource("sentiment", "kinds.toml").open("rb") as stream:
        kinds = tomllib.load(stream)[language]
    names = [name.casefold() for kind in kinds for name in (kind["words"][0], *kind["known"])]
    assert len(set(names)) == len(names)
    for kind in kinds:
        assert kind["about"]
        assert len(kind["words"]) == len(set(kind["words"])) >= 2


class WordEngine(CountingEngine):
    """Knows one word alone: what is not asked for by it, is not found."""

    def score(self, request: ScoreRequest, cancel: object = None):  # type: ignore[no-untyped-def]
        for index, item in enumerate(request.items):
            likely = " Economy" if "shares" in item else " Sport"
            yield Score(index, tuple(-1.0 if word == likely else -9.0 for word in request.labels), 1)


def test_a_label_gets_what_any_of_its_words_gets() -> None:
    found = Analyzer(WordEngine(), label_set("sports,business"), None).rows(["the shares", "a match"] * 8)
    assert [row.label for row in found][:2] == ["business", "sports"]


@given(
    st.lists(st.floats(-50, -0.01), min_size=2, max_size=12),
    st.data(),
)
def test_merged_scores_keep_the_probability_of_all_words(scores: list[float], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(scores) - 1))
    found = merged(scores, [cut, len(scores) - cut])
    assert sum(map(math.exp, found)) == pytest.approx(sum(map(math.exp, scores)), rel=1e-6)
    means = [sum(scores[:cut]) / cut, sum(scores[cut:]) / (len(scores) - cut)]
    assert found[0] - found[1] == pytest.approx(means[0] - means[1], abs=1e-6)
