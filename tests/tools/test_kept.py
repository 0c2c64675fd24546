"""Results are kept as plain JSON and come back as what they were, those of older versions too."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from llmdesk.store import Run, Store
from llmdesk.tools.checking import checked_from_run
from llmdesk.tools.checking.types import CheckedSentence, Mark, Passage
from llmdesk.tools.documents import Span, from_text
from llmdesk.tools.evidence.types import Remark, Source
from llmdesk.tools.kept import read, rounded, write
from llmdesk.tools.poetry.types import Check, Poem
from llmdesk.tools.sentiment.runs import TableInputs, labels_from
from llmdesk.tools.sentiment.types import (
    Calibration,
    Label,
    LabelSet,
    Metrics,
    ReliabilityBin,
    SentenceResult,
    TextResult,
    WordShare,
)
from llmdesk.tools.summarize import summary_from_run
from llmdesk.tools.summarize.types import Summary, SummarySentence

REMARK = Remark("The document says {value}.", (("value", "9"), ("other", "x")))
SENTENCE = SummarySentence(
    "It is 8.", False, (Source(0, 8, "3", "It is 9.", 0.5),), REMARK, True, 2, 10, "contradicted", 0.25,
    "model", (Span(6, 7),), (Span(1, 2), Span(6, 7)),
)  # fmt: skip
SUMMARY = Summary("- It is 8.", (SENTENCE,), "en", 900, 800, 2, "tiny", 1.25, True, (REMARK,))
CHECKED = CheckedSentence(
    "It is 8.", 0, 8, "contradicted", 0.25, (Passage(1, 0, 8, "", "It is 9.", 0.5),), REMARK, "model",
    (Span(6, 7),), (Mark(1, 6, 7),),
)  # fmt: skip
TEXT = TextResult(
    "good", {"good": 0.75, "bad": 0.25}, 0.75, Calibration("none", 0, 1.0, (0.0, 0.5)),
    (SentenceResult("Fine.", 0, 5, {"good": 1}, 0.5),), (WordShare(0, 4, -1),), "en", "tiny", "careful",
)  # fmt: skip
METRICS = Metrics(4, ("a", "b"), 0.5, 0.1, ((1, 0), (2, 1)), (ReliabilityBin(0.0, 0.5, 4, 0.4, 0.5),), 3)
POEM = Poem(
    "haiku", "en", "", ("snow",), (Check("lines", None, True, "{n}", {"n": 3, "x": [1, None]}),), False, 9,
    1.5, "tiny", 1,
)  # fmt: skip
LABELS = LabelSet("", "en", (Label("a", "b", ("c",), ("d",), ("e",)), Label("f")), "title")
INPUTS = TableInputs(Path("a") / "b.csv", "", "text", "", Path("out.csv"), 2, {"1": "bad"})


@pytest.mark.parametrize("value", [SUMMARY, CHECKED, TEXT, METRICS, POEM, LABELS, INPUTS])
def test_a_value_comes_back_as_it_was(value: object) -> None:
    kept = json.loads(json.dumps(write(value)))
    assert read(type(value), kept) == value
    assert read(type(value), {**kept, "of a later version": [1]}) == value


def test_numbers_and_texts_of_other_classes_are_kept_as_such() -> None:
    class Name(str):
        pass

    kept = write(WordShare(0, 4, np.float64(0.25)))
    assert (kept["share"], type(kept["share"])) == (0.25, float)
    assert type(write({"name": Name("a")})["name"]) is str
    with pytest.raises(TypeError, match="cannot be kept"):
        write(Label(object()))  # type: ignore[arg-type]
    assert rounded([METRICS, {"x": 1 / 3}])[1] == {"x": 0.333333}


def test_what_is_missing_has_its_default() -> None:
    kept = write(TEXT)
    del kept["warning"], kept["calibration"]["refused"]
    assert read(TextResult, kept) == replace(TEXT, warning="")


@pytest.mark.parametrize(
    "odd",
    [None, [], "text", {}, {"label": 5}, {**write(TEXT), "confidence": "0.5"}, {**write(TEXT), "words": {}}],
)
def test_what_is_something_else_is_none(odd: object) -> None:
    assert read(TextResult, odd) is None
    assert labels_from(odd) is None


def a_run(tmp_path: Path, result: object) -> Run:
    store = Store(tmp_path / "llmdesk.sqlite3", tmp_path / "backups")
    run = store.add_run("any", {}, {}, title="", model="tiny")
    run = store.finish_run(run.id, json.loads(json.dumps(result)), "done")
    store.close()
    return run


def as_lists(sentence: object) -> dict[str, object]:
    """Remarks and places as versions of before kept them."""
    kept: dict[str, object] = json.loads(json.dumps(write(sentence)))
    for name in ("marks", "source_marks"):
        places = kept[name]
        assert isinstance(places, list)
        kept[name] = [list(place.values()) for place in places]
    remark = kept["remark"]
    assert isinstance(remark, dict)
    kept["remark"] = [remark["template"], remark["params"]]
    return kept


def test_a_summary_of_before_comes_back(tmp_path: Path) -> None:
    kept = write(SUMMARY) | {"sentences": [as_lists(SENTENCE)], "notes": [[REMARK.template, REMARK.params]]}
    assert summary_from_run(a_run(tmp_path, kept)) == SUMMARY


def test_a_summary_from_before_there_were_verdicts_comes_back(tmp_path: Path) -> None:
    oldest = as_lists(SENTENCE)
    for name in ("verdict", "probability", "method", "marks", "source_marks"):
        del oldest[name]
    found = summary_from_run(a_run(tmp_path, write(SUMMARY) | {"sentences": [oldest]}))
    assert found is not None
    assert found.sentences == (
        replace(SENTENCE, verdict="not_found", probability=None, method="words", marks=(), source_marks=()),
    )


def test_a_checked_text_of_before_comes_back(tmp_path: Path) -> None:
    text, source = from_text("It is 8."), from_text("It is 9.")
    found = checked_from_run(
        a_run(tmp_path, {"sentences": [as_lists(CHECKED)], "seconds": 1.5}), text, [source]
    )
    assert found is not None
    assert (found.sentences, found.seconds) == ((CHECKED,), 1.5)


@pytest.mark.parametrize("result", [None, {}, {"sentences": 5}, {"sentences": [None]}, {"sentences": [{}]}])
def test_a_result_that_says_nothing_is_none(tmp_path: Path, result: object) -> None:
    run = a_run(tmp_path, result)
    assert summary_from_run(run) is None
    assert checked_from_run(run, from_text("a"), []) is None
