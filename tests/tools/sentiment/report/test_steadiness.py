"""How many labels change with the order and the words of the labels, with engines that follow them or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec, Score, ScoreRequest
from llmdesk.errors import Cancelled
from llmdesk.tools.sentiment.labels import label_set, make_set
from llmdesk.tools.sentiment.method import Analyzer
from llmdesk.tools.sentiment.prompts import build
from llmdesk.tools.sentiment.report.job import _analyzer_of
from llmdesk.tools.sentiment.report.page import as_html
from llmdesk.tools.sentiment.report.steadiness import (
    Correction,
    other_words,
    reads_alike,
    steadiness,
    variants,
)
from llmdesk.tools.sentiment.report.types import Interval, Method, Subject, TrustReport, Variant
from llmdesk.tools.sentiment.types import Label, LabelSet
from tests.tools.sentiment.engine import CountingEngine, mood

TEXTS = ["a great day", "it was awful", "good and nice", "the worst, bad"] * 5


class FollowsWords(CountingEngine):
    """A good text gets the label whose word has an “o” in it, whatever that label stands for."""

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for index, item in enumerate(request.items):
            fits = (mood(item) * (1 if "o" in answer else -1) for answer in request.labels)
            yield Score(index, tuple(map(float, fits)), len(item))


class FollowsText(CountingEngine):
    """Each label's score is how well its own word fits the text, wherever it stands."""

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for index, item in enumerate(request.items):
            fits = [
                mood(item) * (1 if answer.strip() in ("positive", "good") else -1)
                for answer in request.labels
            ]
            yield Score(index, tuple(map(float, fits)), len(item))


def analyzer_with(engine: CountingEngine, wording: LabelSet, taught: tuple[Correction, ...]) -> Analyzer:
    return Analyzer(engine, wording, None, taught)


def tried(engine: CountingEngine, labels: LabelSet, cancel: CancelToken | None = None) -> dict[str, float]:
    done: list[tuple[int, int]] = []
    make = partial(analyzer_with, engine)
    found = steadiness(make, labels, (), TEXTS, lambda *count: done.append(count), cancel)
    if any(each.measured for each in found):
        assert done[-1] == (2 * len(TEXTS), 2 * len(TEXTS))  # as they are, and in other words
    assert bool(done) == any(each.measured for each in found)
    assert done == sorted(set(done))  # also while it is learnt what the model leans to
    assert all(each.rows == len(TEXTS) for each in found)
    return {each.kind: each.changed.value for each in found}


def own(*names: str) -> LabelSet:
    return make_set([Label(name) for name in names])


def test_labels_that_follow_the_text_do_not_change() -> None:
    labels = make_set([Label("positive", also=("good",)), Label("tin", also=("lead",))])
    assert tried(FollowsText(), labels) == {"order": 0, "words": 0}


@pytest.mark.parametrize(
    ("names", "parameters"),
    [("positive,negative", 0), ("World,Sports,Business,Sci/Tech", 1), ("sports,food", 1)],
)
def test_words_that_are_asked_for_as_the_same_are_no_measurement(names: str, parameters: int) -> None:
    engine, labels = FollowsWords(), label_set(names)
    asked = partial(build, small=bool(parameters))
    found = steadiness(partial(analyzer_with, engine), labels, (), TEXTS, ask=asked)
    assert [(each.kind, each.measured) for each in found if each.kind == "words"] == [("words", False)]
    assert engine.scored == []


def test_known_topics_are_measured_with_a_model_that_is_asked_for_their_own_words() -> None:
    engine, labels = FollowsWords(), label_set("sports,food")
    engine.parameters = 7_000_000_000
    engine.load(ModelSpec(FileRef(Path("large.gguf"))))
    asked = Analyzer(engine, labels, None).prompt_of
    found = steadiness(partial(analyzer_with, engine), labels, (), TEXTS, ask=asked)
    assert [each.measured for each in found] == [False, True]


def test_the_page_does_not_tell_as_measured_what_cannot_change() -> None:
    alike = Variant("words", ("athletics", "eating"), Interval(0, 0, 0), 100, measured=False)
    subject = Subject("rows.csv", "", "comment", "", "today", "1")
    method = Method("model", "", 0, label_set("sports,food"), None, 0, ())
    page = as_html(TrustReport(subject, method, variants=(alike,)))
    assert page.count("“athletics, eating” would change no result, by construction") == 2
    assert "0.0%" not in page


def test_labels_that_follow_their_words_do() -> None:
    assert tried(FollowsWords(), own("wood", "tin")) == {"order": 0, "words": 0}
    assert tried(FollowsWords(), own("sport", "price")) == {"order": 0, "words": 1}


def test_words_that_are_asked_for_together_change_less() -> None:
    labels = make_set([Label("wood", also=("tree",)), Label("tin", also=("oo",))])
    assert tried(FollowsWords(), labels) == {"order": 0, "words": 0}


def test_a_ready_set_is_tried_in_words_that_no_label_of_it_has() -> None:
    for name in ("sentiment-2", "sentiment-3", "sentiment-5", "topic", "spam", "urgency"):
        for language in ("en", "zh"):
            labels = label_set(name) if language == "en" else _chinese(name)
            words = other_words(labels)
            assert words is not None
            assert not set(words.values()) & set(labels.names), words
            assert len(set(words.values())) == len(labels.names)


def _chinese(name: str) -> LabelSet:
    from llmdesk.tools.sentiment.labels import ready_set

    found = ready_set(name, "zh")
    assert found is not None
    return found


def test_every_wording_has_each_label_once() -> None:
    labels = own("Sports", "Alpha", "三", "4")
    found = variants(labels)
    assert [kind for kind, _, _ in found] == ["order", "order", "words"]
    for _, wording, back in found:
        assert sorted(back[name] for name in wording.names) == sorted(labels.names)
    assert found[0][1].names != found[1][1].names != labels.names


@settings(deadline=None)
@given(st.data())
def test_the_model_reads_the_same_in_every_order(data: st.DataObject) -> None:
    ready = [label_set(name) for name in ("sentiment-2", "sentiment-3", "topic")]
    described = make_set([Label("wood", "of trees", ("an oak",)), Label("tin"), Label("三", "数")])
    labels = data.draw(st.sampled_from([*ready, own("good", "bad"), own("b", "a", "B c", "中"), described]))
    other = replace(labels, labels=tuple(data.draw(st.permutations(labels.labels))))
    assert reads_alike(labels, other, ("en", "zh"))
    engine = CountingEngine()
    for each in (labels, other):
        list(Analyzer(engine, each, None).rows(TEXTS[:1]))
    requests = [
        request for request in engine.scored if any(item.endswith(TEXTS[0]) for item in request.items)
    ]
    assert len({(request.prefix, request.suffix, frozenset(request.labels)) for request in requests}) == 1


def test_an_order_that_the_model_would_see_is_measured() -> None:
    labels = own("wood", "tin")
    assert not reads_alike(labels, own("wood", "lead"), ("en",))
    assert reads_alike(labels, own("tin", "wood"), ("en", "zh"))


def test_of_two_labels_that_are_as_likely_the_same_is_given_in_either_order() -> None:
    for labels in (own("wood", "tin"), own("tin", "wood")):
        analyzer = Analyzer(CountingEngine(), labels, None)
        analyzer.take({})
        assert analyzer.judge((-1.0, -1.0), "en").label == "tin"


def test_it_stops_when_it_is_cancelled() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        tried(CountingEngine(), own("wood", "tin"), cancel)


def test_the_labels_as_they_stand_are_those_of_the_job() -> None:
    """A job that took out a leaning to “wood” has other labels than one that had learnt from these rows."""
    own_labels, engine = own("wood", "tin"), CountingEngine()
    job = Analyzer(engine, own_labels, None)
    job.take({"en": {"source": "rows of the table", "rows": 96, "scale": 0.7, "bias": [-9.0, 9.0]}})
    there, other = (_analyzer_of(engine, job, each, ()) for each in (own_labels, own("wooden", "tinny")))
    assert {row.label for row in there.rows(TEXTS)} == {row.label for row in job.rows(TEXTS)} == {"tin"}
    assert {row.label for row in other.rows(TEXTS)} == {"wooden", "tinny"}
