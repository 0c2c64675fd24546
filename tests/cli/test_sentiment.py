"""`llmdesk sentiment TEXT` with a scripted engine."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from llmdesk.engine.abilities import Ability
from llmdesk.errors import StoreError
from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.kept import read
from llmdesk.tools.sentiment.runs import TEXT, unsure_limit
from llmdesk.tools.sentiment.types import TextResult
from tests.cli.harness import Cli, Terminal
from tests.tools.sentiment.engine import CountingEngine

FIELDS = [
    "label", "probabilities", "confidence", "calibration", "sentences", "words", "language", "model",
    "warning",
]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path)
    cli.engine = CountingEngine()
    return cli


def test_a_text_becomes_one_json_document(run: Cli) -> None:
    text = "The food was great. The waiter was awful and bad and I hate it."
    assert run("sentiment", text, "--json") == 0
    found = run.json
    assert list(found) == FIELDS
    assert found["label"] == "negative"
    assert list(found["probabilities"]) == ["positive", "negative"]
    assert found["confidence"] == found["probabilities"]["negative"]
    assert found["calibration"]["source"] == "shipped texts"
    assert [text[one["start"] : one["end"]] for one in found["sentences"]] == [
        one["text"] for one in found["sentences"]
    ]
    assert list(found["sentences"][0]["probabilities"]) == ["positive", "negative"]
    assert found["model"] == "tiny"


def test_the_text_is_in_the_history_as_the_window_shows_it_unless_it_shall_not_be(run: Cli) -> None:
    assert run("sentiment", "Not to be kept.", "--no-save") == 0
    assert run("sentiment", "The food was great.", "--unsure-below", "0.6") == 0
    paths = Paths.under(run.folder / "data")
    store = Store(paths.database, paths.backups)
    try:
        (kept,) = store.runs(TEXT)
    finally:
        store.close()
    result = read(TextResult, kept.result)
    assert (kept.inputs, kept.title, unsure_limit(kept.options)) == (
        {"text": "The food was great."}, "The food was great.", 0.6,
    )  # fmt: skip
    assert result is not None
    assert result.label == "positive"


def test_what_cannot_be_kept_is_no_failure_of_what_was_found(
    run: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Store, "add_run", full)
    assert run("sentiment", "The food was great.", "--json") == 0
    assert run.json["label"] == "positive"
    assert "The disk is full." in run.err.getvalue()


def test_a_chinese_text_for_a_model_without_chinese_is_warned_of(run: Cli) -> None:
    """The scripted engine takes every trial for the same."""
    assert run("sentiment", "味道很好。", "--json") == 0
    assert "hardly knows Chinese" in run.json["warning"]
    assert "hardly knows Chinese" in run.err.getvalue()


def test_without_json_the_sentences_stand_below_the_label(run: Cli) -> None:
    assert run("sentiment", "I love it. A great day.") == 0
    lines = run.out.getvalue().splitlines()
    assert lines[0].startswith("positive (")
    assert lines[-1].endswith("A great day.")


def test_standard_input_can_be_the_text(run: Cli, tmp_path: Path) -> None:
    source = tmp_path / "text.txt"
    source.write_text("这家店很差，非常失望。", encoding="utf-8")
    with source.open(encoding="utf-8") as stream:
        run.stdin = stream
        assert run("sentiment", "-", "--json") == 0
    assert run.json["language"] == "zh"
    assert run.json["label"] == "negative"


def test_a_model_without_probabilities_is_refused_in_one_sentence(run: Cli) -> None:
    run.engine.abilities -= {Ability.LABEL_SCORES}
    assert run("sentiment", "A fine day.") == 2
    assert "Sentiment needs something that" in run.err.getvalue()
    assert "cannot do: giving label probabilities. Choose another model." in " ".join(
        run.err.getvalue().split()
    )


def test_labels_of_ones_own(run: Cli) -> None:
    assert run("sentiment", "A good day.", "--labels", "joy,grief", "--json") == 0
    assert run.json["label"] == "joy"
    assert run.json["calibration"]["source"] == "none"


def test_below_the_limit_the_label_is_unsure(run: Cli) -> None:
    assert run("sentiment", "A day.", "--unsure-below", "0.9999", "--json") == 0
    assert run.json["label"] == "unsure"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sentiment", "  "], "no text"),
        (["sentiment"], "no text"),
        (["sentiment", "a text", "--labels", "one"], "two labels"),
        (["sentiment", "a text", "--labels", "one,one"], "twice"),
        (["sentiment", "a text", "--unsure-below", "7"], "0 to 1"),
        (["sentiment", "a text", "--column", "text"], "--column"),
        (["sentiment", "a text", "--table", "rows.csv"], "a text and a table"),
    ],
)
def test_what_makes_no_sense_is_told(run: Cli, words: list[str], told: str) -> None:
    run.stdin = Terminal()
    assert run(*words) == 2
    assert told in run.err.getvalue()


def test_the_bias_is_kept_in_the_data_folder(run: Cli, tmp_path: Path) -> None:
    assert run("sentiment", "A good day.") == 0
    assert (tmp_path / "data" / "sentiment.json").is_file()
    run.out = io.StringIO()
    assert run("sentiment", "A good day.", "--json") == 0
    assert run.json["label"] == "positive"
