"""What unfinished labels are bound to: another question to the model is another result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.tools.sentiment import Analyzer, label_set
from llmdesk.tools.sentiment.calibration import texts_for
from llmdesk.tools.sentiment.table import TableProgress, score_table
from llmdesk.tools.tables import ResumeMismatch
from llmdesk.tools.tables.progress_file import place_of
from tests.tools.sentiment.engine import CountingEngine
from tests.tools.tables.scoring import write_csv

LARGE = 7_000_000_000


def asking(parameters: int = 0) -> Analyzer:
    """Topics of known kinds, which only a small model is asked for in words of ours."""
    engine = CountingEngine()
    if parameters:
        engine.parameters = parameters
        engine.load(ModelSpec(FileRef(Path("counting.gguf"))))
    return Analyzer(engine, label_set("sport,food"), None)


def begin(path: Path, out: Path) -> None:
    cancel = CancelToken()

    def stop(progress: TableProgress) -> None:
        if sum(progress.counts) > 10:
            cancel.cancel()

    assert not score_table(path, "comment", out, asking(), on_progress=stop, cancel=cancel).complete


def test_rows_that_were_asked_for_in_other_words_are_not_gone_on_with(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    begin(path, out)
    kept = place_of(out).read_bytes()
    with pytest.raises(ResumeMismatch, match="asked the model in other words"):
        score_table(path, "comment", out, asking(LARGE), resume=True)
    assert place_of(out).read_bytes() == kept
    assert score_table(path, "comment", out, asking(), resume=True).kept > 0


def test_work_that_does_not_say_how_it_asked_is_not_gone_on_with(tmp_path: Path) -> None:
    path, out = write_csv(tmp_path / "in.csv"), tmp_path / "out.csv"
    begin(path, out)
    header, *lines = place_of(out).read_bytes().splitlines(keepends=True)
    given = json.loads(header)
    del given["settings"]["asked"]
    place_of(out).write_bytes(json.dumps(given).encode() + b"\n" + b"".join(lines))
    with pytest.raises(ResumeMismatch, match="asked the model in other words"):
        score_table(path, "comment", out, asking(), resume=True)


def test_what_is_asked_says_the_prompts_and_the_texts_of_the_bias() -> None:
    engine = CountingEngine()

    def said(labels: str) -> str:
        return json.dumps(Analyzer(engine, label_set(labels), None).asked, ensure_ascii=False)

    assert said("refunds,food") == said("refunds,food")
    assert said("refunds,food") != said("refunds,meals")
    for language in ("en", "zh"):
        ready = Analyzer(engine, label_set("positive,negative"), None)
        assert all(text in said("positive,negative") for text, _ in texts_for(ready.labels, language))
