"""Texts written anew, with a model that says what the test says, and with the real one."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, GenerateRequest, ModelSpec
from llmdesk.errors import EngineCrashed, UsageError, UserError
from llmdesk.store import Store
from llmdesk.tools.write import (
    KIND,
    Keeper,
    WriteOptions,
    WriteProgress,
    as_json,
    mistakes,
    unfit,
    write,
    written_of,
)
from llmdesk.tools.write.parts import cut
from tests.fakes import FakeEngine

TEXT = "# Notes\n\nHe go to school.\n\n```\nhe go\n```\n\n12.5\n\nShe paid 45 euros for it.\n"


def engine_saying(*answers: str) -> FakeEngine:
    engine = FakeEngine()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    for answer in answers:
        engine.enqueue(answer)
    return engine


def test_code_numbers_and_the_space_between_paragraphs_are_no_part() -> None:
    parts = cut(TEXT, "correct", "en")
    assert [TEXT[part.start : part.end] for part in parts] == [
        "# Notes", "He go to school.", "She paid 45 euros for it."
    ]  # fmt: skip


def test_a_long_paragraph_is_cut_between_sentences_and_nothing_is_lost() -> None:
    text = "This is one of many sentences about the harbour. " * 100
    parts = cut(text, "correct", "en")
    assert len(parts) > 2
    assert " ".join(text[part.start : part.end] for part in parts).split() == text.split()


def test_only_corrections_are_taken_and_the_rest_is_told() -> None:
    engine = engine_saying("# Notes", "He goes to school.", "He paid 54 euros for it.")
    written = write(engine, TEXT, WriteOptions("correct"))
    assert written.text == TEXT.replace("He go ", "He goes ")
    assert [(change.old, change.new) for change in written.changes] == [("go", "goes")]
    assert len(written.refused) == 2
    made = as_json(written)
    assert made["changes"] == [{"start": 12, "end": 14, "old": "go", "new": "goes"}]
    assert made["complete"] is True


def test_a_text_that_fails_its_check_is_asked_for_again_and_then_marked() -> None:
    source = "The fair takes place on 12 June in the old hall behind the church, as it has for many years."
    wrong, right = "The fair is on 13 June in the hall.", "The fair is on 12 June in the hall."
    assert write(engine_saying(wrong, right), source, WriteOptions("shorter", "en")).text == right
    marked = write(engine_saying(wrong, wrong, wrong), source, WriteOptions("shorter", "en"))
    assert marked.text == wrong
    assert marked.checks


def test_without_an_answer_the_text_stays_and_that_is_told() -> None:
    written = write(engine_saying("", "", ""), "He go home.", WriteOptions("correct", "en"))
    assert written.text == "He go home."
    assert [finding.rule for finding in written.checks] == ["empty"]


def test_a_text_without_letters_is_refused() -> None:
    with pytest.raises(UsageError):
        write(engine_saying(), " 12 \n", WriteOptions("correct"))


def test_what_was_not_reached_stays_as_it_was() -> None:
    cancel = CancelToken()
    engine = engine_saying(*["He goes."] * 8)
    text = "\n".join(["He go."] * 20)

    def stop(progress: WriteProgress) -> None:
        if progress.done == 8:
            cancel.cancel()

    written = write(engine, text, WriteOptions("correct", "en"), stop, cancel)
    assert not written.complete
    assert written.text == "\n".join(["He goes."] * 8 + ["He go."] * 12)


def test_what_was_written_is_kept_and_read_back(tmp_path: Path) -> None:
    engine = engine_saying("He goes home.")
    store = Store(tmp_path / "llmdesk.db", tmp_path / "backups")
    try:
        options = WriteOptions("correct", "en")
        keeper = Keeper(store, "He go home.", options, "fake")
        written = write(engine, "He go home.", options, keeper)
        keeper.finish(written)
        (run,) = store.runs(KIND)
        found = written_of(run)
    finally:
        store.close()
    assert found is not None
    assert (found.text, found.changes) == (written.text, written.changes)


def test_a_very_small_model_and_one_without_chinese_are_told() -> None:
    engine = engine_saying()
    assert "very small" in unfit(engine, "en")
    engine.parameters = 4_000_000_000
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    assert unfit(engine, "en") == ""
    assert unfit(engine, "zh") == ""
    engine.count_tokens = lambda texts: [2 * len(text) for text in texts]  # type: ignore[method-assign]
    assert "hardly knows Chinese" in unfit(engine, "zh")


class _FourPieces(threading.Event):
    """A gate that closes behind four pieces."""

    def __init__(self) -> None:
        super().__init__()
        self._left = 4

    def wait(self, timeout: float | None = None) -> bool:
        self._left -= 1
        return self._left >= 0 or super().wait(timeout)


def test_the_only_part_is_told_while_it_comes_and_kept_when_it_is_stopped() -> None:
    cancel, engine = CancelToken(), engine_saying("He goes to the old school.")
    engine.gate = _FourPieces()

    def stop(progress: WriteProgress) -> None:
        if progress.begun == "He goes to the":
            cancel.cancel()

    written = write(engine, "He go to the old school.", WriteOptions("longer", "en"), stop, cancel)
    assert not written.complete
    assert written.text == "He goes to the"


def test_another_version_is_asked_for_in_another_way_each_time() -> None:
    seeds = set()
    for version in range(3):
        engine = engine_saying("He goes home.")
        write(engine, "He go home.", WriteOptions("correct", "en", version))
        (request,) = engine.requests
        seeds.add(request.sampling.seed)
        assert (request.sampling.temperature == 0) == (version == 0)
    assert len(seeds) == 3


def test_lines_that_end_as_on_old_macs_are_parts() -> None:
    text = "He goes.\rShe goes.\r\nThey go."
    assert [text[part.start : part.end] for part in cut(text, "shorter", "en")] == [
        "He goes.",
        "She goes.",
        "They go.",
    ]


def test_after_a_crash_answers_that_were_to_be_asked_for_again_are_told() -> None:
    class Crashing(FakeEngine):
        asked = 0

        def generate_many(
            self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
        ) -> Iterator[tuple[int, Completion | UserError]]:
            self.asked += 1
            if self.asked > 1:
                raise EngineCrashed("The engine stopped unexpectedly.")
            return super().generate_many(requests, cancel)

    engine = Crashing()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    text = "The fair takes place on 12 June in the old hall behind the church.\n\nIt has for many years."
    for answer in ("The fair is on 13 June.", "For years it has."):
        engine.enqueue(answer)
    told: list[str] = []
    with pytest.raises(EngineCrashed):
        write(engine, text, WriteOptions("plainer", "en"), lambda at: told.extend(p.text for p in at.parts))
    assert told == ["The fair is on 13 June.", "For years it has."]


def test_in_other_words_no_names_are_looked_for_first(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def names(text: str) -> tuple[()]:
        looked.append(text)
        return ()

    monkeypatch.setattr(mistakes, "names", names)
    write(engine_saying("They live here."), "They are living here.", WriteOptions("plainer", "en"))
    assert not any(looked)
    write(engine_saying("They live here."), "They lives here.", WriteOptions("correct", "en"))
    assert looked[-1] == "They lives here."
