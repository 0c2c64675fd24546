"""What a model says of labels that have only a name, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, GenerateRequest, ModelSpec, Score, ScoreRequest
from llmdesk.errors import Cancelled, UsageError, UserError
from llmdesk.tools.sentiment import Analyzer, Label, label_set, make_set
from llmdesk.tools.sentiment.prompts import build
from llmdesk.tools.sentiment.readings import mean_of
from llmdesk.tools.sentiment.report import Known, as_html, make_report
from llmdesk.tools.sentiment.scoring import Scorer
from llmdesk.tools.sentiment.table import TableProgress, score_table
from llmdesk.tools.sentiment.written import NO_CHINESE, form, needed, say
from llmdesk.tools.tables import open_table
from tests.fakes import FakeStream
from tests.tools.sentiment.engine import CountingEngine
from tests.tools.tables.scoring import write_csv

NAMES = "refunds,gardens"
SAID = {
    "refunds:": " repayment, money back, Refunds, repayment, gardens",
    "gardens:": " parks, plots",
    "Kind: refunds (repayment, money back)": " Please send my money back.\nText: I want it back.\n",
    "Kind: gardens (parks, plots)": " The roses bloom.",
}


class SayingEngine(CountingEngine):
    """Goes on with a prompt by its last words of `said`."""

    def __init__(self, said: Mapping[str, str]) -> None:
        super().__init__()
        self.said, self.asked = dict(said), 0

    def generate(self, request: GenerateRequest) -> FakeStream:
        self.asked += 1
        assert request.prompt is not None
        end = request.prompt.removesuffix("\nText:").removesuffix("\n文本：").rpartition("\n")[2]
        self.enqueue(self.said.get(end, ""))
        return super().generate(request)


def test_words_and_texts_are_said_of_labels_that_have_only_a_name() -> None:
    refunds, gardens = say(SayingEngine(SAID), label_set(NAMES)).labels
    assert refunds.also == ("repayment", "money back")  # each once, and no other label's name
    assert gardens.also == ("parks", "plots")
    assert refunds.examples == ("Please send my money back.",)  # as many as the others have
    assert gardens.examples == ("The roses bloom.",)


def test_what_is_said_of_two_labels_tells_them_not_apart() -> None:
    said = {
        "refunds:": " things, money",
        "gardens:": " Things",
        "Kind: refunds (money)": " Hello there.",
        "Kind: gardens": " Hello there.",
    }
    refunds, gardens = say(SayingEngine(said), label_set(NAMES)).labels
    assert refunds.also == ("money",)
    assert gardens == Label("gardens")
    assert refunds.examples == ()


def test_a_model_without_chinese_is_not_silent_about_chinese_labels() -> None:
    engine = SayingEngine({})
    unfit = patch("llmdesk.tools.sentiment.written.knows_chinese", return_value=False)
    with unfit, pytest.raises(UsageError):
        say(engine, label_set("退款,花园"))
    assert engine.asked == 0


def test_a_model_without_chinese_reads_chinese_labels_as_they_are() -> None:
    engine, labels = SayingEngine({}), label_set("退款,花园")
    with patch("llmdesk.tools.sentiment.method.knows_chinese", return_value=False):
        analyzer = Analyzer(engine, labels, None)
        assert analyzer.told() == labels
        assert len(list(analyzer.rows(["很好", "很差"]))) == 2
    assert engine.asked == 0


def test_a_model_without_chinese_is_told_of_chinese_labels_of_english_texts_too() -> None:
    with patch("llmdesk.tools.sentiment.method.knows_chinese", return_value=False):
        assert Analyzer(SayingEngine({}), label_set("退款,花园"), None).warning(["en"]) == NO_CHINESE
        for known in ("正面,负面", NAMES):  # asked for in the words of the text's language
            assert Analyzer(SayingEngine({}), label_set(known), None).warning(["en"]) == ""


def test_a_model_with_chinese_says_what_chinese_labels_mean() -> None:
    engine = SayingEngine(
        {"退款：": "退钱，返款", "花园：": "园子", "类别：退款（退钱、返款）": "请把钱退给我。"}
    )
    known = patch("llmdesk.tools.sentiment.method.knows_chinese", return_value=True)
    with known, patch("llmdesk.tools.sentiment.written.knows_chinese", return_value=True):
        told = Analyzer(engine, label_set("退款,花园"), None).told()
    assert [label.also for label in told.labels] == [("退钱", "返款"), ("园子",)]


def test_words_of_the_user_stay() -> None:
    labels = make_set([Label("refunds", also=("chargeback",)), Label("gardens")])
    refunds, gardens = say(SayingEngine(SAID), labels).labels
    assert refunds.also == ("chargeback",)
    assert gardens.also == ("parks", "plots")


def test_another_order_of_the_labels_is_told_the_same() -> None:
    one, other = (
        say(SayingEngine(SAID), label_set(NAMES)),
        say(SayingEngine(SAID), label_set("gardens,refunds")),
    )
    assert other.names == ("gardens", "refunds")
    assert set(other.labels) == set(one.labels)


@pytest.mark.parametrize("names", ["positive,negative", "good,bad", "sport,food", "投诉,表扬"])
def test_of_labels_that_are_known_nothing_is_asked(names: str) -> None:
    assert not needed(label_set(names))
    engine = SayingEngine({})
    list(Analyzer(engine, label_set(names), None).rows(["a", "b"]))
    assert engine.asked == 0


def test_nothing_is_written_beside_what_the_user_described() -> None:
    assert not needed(make_set([Label("refunds", "money that comes back"), Label("gardens")]))
    assert not needed(make_set([Label("refunds", examples=("Pay me.",)), Label("gardens")]))


def test_a_large_model_was_not_measured_and_is_not_asked() -> None:
    engine = SayingEngine(SAID)
    engine.parameters = 7_000_000_000
    engine.load(ModelSpec(FileRef(Path("large.gguf"))))
    list(Analyzer(engine, label_set(NAMES), None).rows(["a"]))
    assert engine.asked == 0


def test_a_row_is_read_with_the_names_alone_and_with_what_was_said() -> None:
    engine = SayingEngine(SAID)
    analyzer = Analyzer(engine, label_set(NAMES), None)
    rows = list(analyzer.rows(["a good day"]))
    said, alone = engine.scored[0], engine.scored[1]
    assert "Text: Please send my money back.\nLabel: refunds" in said.prefix
    assert said.labels == (" refunds", " repayment", " money back", " gardens", " parks", " plots")
    assert "Text: This is about refunds.\nLabel: refunds" in alone.prefix
    assert alone.labels == (" refunds", " gardens")
    assert len(rows[0].scores) == 2
    shown = analyzer.prompt("en").around("…")
    assert "Please send my money back." in shown
    assert "This is about refunds." in shown


def test_the_scores_by_two_prompts_are_their_mean() -> None:
    assert mean_of((-1.0, -3.0), (-3.0, -4.0)) == (-2.0, -3.5)
    assert mean_of((-1.0, -3.0), (-4.0, -6.0), 1 / 3) == pytest.approx((-2.0, -4.0))
    assert mean_of((), (-1.0, -2.0)) == mean_of((-1.0, -2.0), ()) == ()


def test_a_model_is_asked_once_for_the_same_labels(tmp_path: Path) -> None:
    engine, kept = SayingEngine(SAID), tmp_path / "sentiment.json"
    first = Analyzer(engine, label_set(NAMES), kept).told()
    asked = engine.asked
    assert asked == 4
    again = Analyzer(engine, label_set("gardens,refunds"), kept).told()
    assert engine.asked == asked
    assert set(again.labels) == set(first.labels)


def test_an_interrupted_table_goes_on_with_what_was_said_for_it(tmp_path: Path) -> None:
    path, whole, out = write_csv(tmp_path / "in.csv"), tmp_path / "whole.csv", tmp_path / "out.csv"
    score_table(path, "comment", whole, Analyzer(SayingEngine(SAID), label_set(NAMES), None))
    cancel = CancelToken()

    def stop(progress: TableProgress) -> None:
        if sum(progress.counts) > 10:
            cancel.cancel()

    begun = Analyzer(SayingEngine(SAID), label_set(NAMES), None)
    assert not score_table(path, "comment", out, begun, on_progress=stop, cancel=cancel).complete
    later = SayingEngine({"refunds:": " else", "gardens:": " other"})
    analyzer = Analyzer(later, label_set(NAMES), None)
    result = score_table(path, "comment", out, analyzer, resume=True)
    assert result.kept > 0
    assert later.asked == 0
    assert out.read_bytes() == whole.read_bytes()
    assert analyzer.told().labels[0].also == ("repayment", "money back")


def test_the_trust_report_shows_what_was_said(tmp_path: Path) -> None:
    engine = SayingEngine(SAID)
    analyzer = Analyzer(engine, label_set(NAMES), None)
    report = make_report(analyzer, engine, open_table(write_csv(tmp_path / "in.csv")), "comment", Known())
    page = as_html(report, lambda words: words, "en")
    assert report.variants[-1].names == ("repayment", "parks")  # what is tried in their place
    assert "gardens: parks, plots, “The roses bloom.”" in page
    assert "no label is generated" in page


def test_it_can_be_cancelled() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        say(SayingEngine(SAID), label_set(NAMES), cancel)


class CutShort(SayingEngine):
    """Is stopped in the middle of its second answer."""

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for place, result in super().generate_many(requests, cancel):
            assert isinstance(result, Completion)
            yield place, replace(result, finish_reason="cancelled") if place == 1 else result


def test_an_answer_that_was_cut_short_is_none_and_nothing_is_kept_of_it(tmp_path: Path) -> None:
    engine, kept = CutShort(SAID), tmp_path / "sentiment.json"
    with pytest.raises(Cancelled):
        Analyzer(engine, label_set(NAMES), kept).told()
    assert not kept.exists()
    assert Analyzer(SayingEngine(SAID), label_set(NAMES), kept).told().labels[1].also == ("parks", "plots")


class OfTwoMinds(SayingEngine):
    """Thinks otherwise of a text where it has read what it said of the labels."""

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        value = -1.0 if "send my money back" in request.prefix else -3.0
        for score in super().score(request, cancel):
            yield replace(score, logprobs=(value,) * len(score.logprobs))


def test_both_readings_of_a_row_count() -> None:
    engine = OfTwoMinds(SAID)
    prompt = Analyzer(engine, label_set(NAMES), None).prompt("en")
    assert prompt.beside is not None
    scorer = Scorer(engine, lambda _language, _cancel: prompt)
    (both,) = scorer.score(prompt, ["a"], None)
    (said,) = scorer.score(replace(prompt, beside=None), ["a"], None)
    (alone,) = scorer.score(prompt.beside, ["a"], None)
    assert said != alone
    assert both == mean_of(said, alone)


def test_what_was_said_is_not_asked_again_after_a_correction() -> None:
    engine = SayingEngine(SAID)
    analyzer = Analyzer(engine, label_set(NAMES), None)
    told, asked = analyzer.told(), engine.asked
    assert analyzer.with_corrections([("Pay me.", "refunds")]).told() == told
    assert engine.asked == asked


def test_texts_that_were_read_before_are_read_again_with_what_was_said_for_the_job() -> None:
    begun = Analyzer(OfTwoMinds(SAID), label_set(NAMES), None)
    begun.learn(["Pay me."])
    engine = OfTwoMinds({"refunds:": " else", "gardens:": " other"})
    analyzer = Analyzer(engine, label_set(NAMES), None)
    analyzer.learn(["Pay me."])
    before = len(engine.scored)
    analyzer.take(begun.biases)
    assert list(analyzer.rows(["Pay me."])) == list(begun.rows(["Pay me."]))
    assert "send my money back" in engine.scored[before].prefix


KINDS_SAID = {"bleats:": " complaint, gripe, praise", "laurels:": " compliment, kudos, wreaths"}


def test_words_that_lead_to_known_kinds_are_enough() -> None:
    engine, labels = SayingEngine(KINDS_SAID), label_set("bleats,laurels")
    analyzer = Analyzer(engine, labels, None)
    told = analyzer.told()
    assert engine.asked == 2
    assert not any(label.examples for label in told.labels)
    known = build(make_set([Label("complaining"), Label("commendation")]), "en", small=True)
    found = analyzer.prompt("en")
    assert replace(found, beside=None, share=0.5) == known
    assert found.share < 0.5
    assert found.beside == build(labels, "en")


def test_words_that_lead_to_kinds_of_some_labels_alone_are_not() -> None:
    engine = SayingEngine(
        {**KINDS_SAID, "laurels:": " wreaths", "Kind: laurels (wreaths)": " Of bay leaves."}
    )
    told = Analyzer(engine, label_set("bleats,laurels"), None).told()
    assert engine.asked == 4
    assert "Label: bleats" in Analyzer(engine, told, None).prompt("en").prefix


def test_whoever_asks_for_suggestions_gets_texts_too() -> None:
    said = {**KINDS_SAID, "Kind: bleats (complaint, gripe, praise)": " It broke."}
    said["Kind: laurels (compliment, kudos, wreaths)"] = " Well done."
    bleats, laurels = say(SayingEngine(said), label_set("bleats,laurels")).labels
    assert (bleats.examples, laurels.examples) == (("It broke.",), ("Well done.",))


def test_another_list_of_kinds_asks_again() -> None:
    before = form(label_set(NAMES))
    with patch("llmdesk.tools.sentiment.written.list_of", return_value=1):
        assert form(label_set(NAMES)) != before
