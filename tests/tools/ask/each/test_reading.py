"""Every document is asked for a value: found, marked or not there; stopped and gone on with; as tables."""

from __future__ import annotations

import csv
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import GenerateRequest, ModelSpec
from llmdesk.errors import ModelFileError
from llmdesk.outputs import look_at
from llmdesk.tools.ask.counting import everything_as_json, everything_as_text, write_everything
from llmdesk.tools.ask.each.reading import WEAK, ask_each
from llmdesk.tools.ask.everything import Everything
from llmdesk.tools.ask.types import AskProgress
from llmdesk.tools.documents import Document, from_text
from tests.fakes import FakeStream
from tests.tools.extract.copying_engine import CopyingEngine

QUESTION = "What is the rent in each contract?"
TEXTS = {
    "a": "This is a lease.\nrent: 850 euros\nThe deposit is 1,700 euros.",
    "b": "House rules. Bicycles stand in the cellar.",
    "c": "Another lease.\nrent: 610 euros",
    "d": "A third one.\nrent: to be agreed",
}


def document(name: str, text: str) -> Document:
    return replace(from_text(text), name=f"{name}.txt")


DOCUMENTS = [document(name, text) for name, text in TEXTS.items()]


def loaded(engine: CopyingEngine) -> CopyingEngine:
    engine.load(ModelSpec(FileRef(Path("model.gguf"))))
    return engine


def asked(engine: CopyingEngine | None = None, trials: Path | None = None) -> Everything:
    return ask_each(loaded(engine or CopyingEngine()), QUESTION, DOCUMENTS, len(DOCUMENTS), trials=trials)


def test_a_value_stands_in_its_document_with_its_sentence_or_is_to_be_looked_at() -> None:
    found = asked()
    assert found.asked_for == "rent"
    assert [(row.verdict, row.value) for row in found.rows] == [
        ("yes", "850 euros"), ("no", ""), ("yes", "610 euros"), ("unsure", "to be agreed"),
    ]  # fmt: skip
    first = found.rows[0].quote
    assert first is not None
    assert DOCUMENTS[0].text[first.start : first.end] == first.quote
    assert "rent: 850 euros" in first.quote
    assert found.rows[3].problem == "no money"
    assert [row.number for row in found.rows] == [850, None, 610, None]


class Inventing(CopyingEngine):
    """What it says stands nowhere."""

    def generate(self, request: GenerateRequest) -> FakeStream:
        self.enqueue("rent: 999 euros\n")
        return super().generate(request)


def test_what_stands_nowhere_is_marked() -> None:
    found = asked(Inventing())
    assert {(row.verdict, row.problem, row.quote) for row in found.rows} == {("unsure", "nowhere", None)}


def test_nothing_that_a_model_says_which_failed_its_trial_counts_as_checked(tmp_path: Path) -> None:
    found = asked(CopyingEngine(able=False), tmp_path / "trials.json")
    assert (found.rows[0].verdict, found.rows[0].value, found.rows[0].problem) == (
        "unsure",
        "850 euros",
        WEAK,
    )
    assert found.count() == 0


def test_after_a_stop_the_rows_come_back_and_are_not_asked_for_again() -> None:
    engine, cancel = loaded(CopyingEngine()), CancelToken()

    def stop(progress: AskProgress) -> None:
        if progress.done == 2:
            cancel.cancel()

    first = ask_each(engine, QUESTION, DOCUMENTS, 4, None, stop, cancel)
    assert (len(first.rows), first.complete) == (2, False)
    engine.asked.clear()
    whole = ask_each(engine, QUESTION, DOCUMENTS, 4, known=first.rows)
    assert whole.complete
    assert len(engine.asked) == 2
    assert [row.file for row in whole.rows] == ["a.txt", "b.txt", "c.txt", "d.txt"]


class Together(CopyingEngine):
    """Of the documents behind the first it answers two when both are asked."""

    def __init__(self) -> None:
        super().__init__()
        self.both = threading.Barrier(2, timeout=10)

    def generate(self, request: GenerateRequest) -> FakeStream:
        if self.asked and len(self.asked) < 3:
            self.both.wait()
        return super().generate(request)


def test_several_documents_are_asked_side_by_side_and_stay_in_order() -> None:
    engine = loaded(Together())
    found = ask_each(engine, QUESTION, DOCUMENTS[:3], 3)
    assert [row.value for row in found.rows] == ["850 euros", "", "610 euros"]


class Failing(CopyingEngine):
    """Of one document it cannot answer."""

    def generate(self, request: GenerateRequest) -> FakeStream:
        if "610" in (request.prompt or "").rpartition("Text:")[2]:
            raise ModelFileError("It broke.")
        return super().generate(request)


def test_what_fails_is_told_and_stops_the_others() -> None:
    with pytest.raises(ModelFileError, match="It broke"):
        asked(Failing())


def test_json_and_words_say_the_values_the_marks_and_what_they_come_to() -> None:
    told = json.loads(json.dumps(everything_as_json(asked())))
    assert (told["count"], told["unsure"], told["different"]) == (2, 1, 2)
    assert [row["answer"] for row in told["rows"]] == ["850 euros", None, "610 euros", "to be agreed"]
    assert [row["checked"] for row in told["rows"]] == [True, False, True, False]
    assert told["amounts"][0]["total"] == 1460
    words = everything_as_text(asked())
    assert "rent: stated in 2 of 4 documents" in words
    assert "Lowest: 610 euros (c.txt), highest: 850 euros (a.txt), together 1,460 EUR" in words
    assert words.index("Not checked") < words.index("to be agreed") < words.index("Nothing found")


def test_the_table_has_a_row_for_each_document(tmp_path: Path) -> None:
    path = write_everything(look_at(tmp_path / "out.csv"), asked())
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["answer"], row["checked"]) for row in rows] == [
        ("850 euros", "yes"), ("", ""), ("610 euros", "yes"), ("to be agreed", "no"),
    ]  # fmt: skip
    assert "850 euros" in rows[0]["quote"]
    assert write_everything(look_at(tmp_path / "out.xlsx"), asked()).stat().st_size > 1000
