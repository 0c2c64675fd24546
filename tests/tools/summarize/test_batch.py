"""Lists of files, and summaries in the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import NoModelError, StoreError
from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.summarize import (
    FileState,
    SummaryOptions,
    options_from,
    save_run,
    summarize,
    summarize_files,
    summary_from_run,
)
from tests.fakes import FakeEngine
from tests.tools.summarize.reading_engine import TEXTS, ReadingEngine, document

FILES = [TEXTS / "en_tram.txt", TEXTS / "zh_tea.txt", TEXTS / "en_bees.txt"]
OPTIONS = SummaryOptions(length="short")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite3", tmp_path / "backups")
    yield opened
    opened.close()


def test_each_file_has_its_summary_and_its_run(store: Store) -> None:
    states = list(summarize_files(FILES, OPTIONS, ReadingEngine(), store))
    assert [state.status for state in states] == ["done"] * 3
    runs = {run.id: run for run in store.runs("summary")}
    for state in states:
        assert state.run_id is not None
        run = runs[state.run_id]
        assert run.state == "done"
        kept = summary_from_run(run)
        assert kept is not None
        assert state.summary is not None
        assert kept.sentences == state.summary.sentences
        assert run.inputs["path"] == str(state.path)
        assert options_from(run.options) == OPTIONS


def test_every_change_is_told(store: Store) -> None:
    seen: list[FileState] = []
    list(summarize_files(FILES[:1], OPTIONS, ReadingEngine(), store, seen.append))
    statuses = list(dict.fromkeys(state.status for state in seen))
    assert statuses == ["reading", "summarizing", "done"]
    assert any(state.progress is not None and state.progress.share == 1 for state in seen)


def test_a_broken_file_does_not_stop_the_others(store: Store, tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 this is no archive")
    states = list(
        summarize_files([FILES[0], broken, tmp_path / "gone.txt", FILES[1]], OPTIONS, ReadingEngine(), store)
    )
    assert [state.status for state in states] == ["done", "failed", "failed", "done"]
    assert states[1].error is not None


def test_a_full_disk_stops_no_list_of_files(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    begin, finish = Store.add_run, Store.finish_run
    full = StoreError("The disk is full.")

    def begins(self: Store, kind: RunKind, inputs: Mapping[str, object], *given: Any, **named: Any) -> Run:
        if str(inputs["name"]).startswith("en_tram"):
            raise full
        return begin(self, kind, inputs, *given, **named)

    def finishes(self: Store, run_id: int, *given: Any, **named: Any) -> Run:
        if self.run(run_id).title.startswith("zh_tea"):
            raise full
        return finish(self, run_id, *given, **named)

    monkeypatch.setattr(Store, "add_run", begins)
    monkeypatch.setattr(Store, "finish_run", finishes)
    states = list(summarize_files(FILES, OPTIONS, ReadingEngine(), store))
    assert [state.status for state in states] == ["done"] * 3
    assert all(state.summary is not None for state in states)
    assert [state.unkept for state in states] == [full, full, None]
    monkeypatch.setattr(Store, "finish_run", finish)
    later = list(summarize_files(FILES, OPTIONS, ReadingEngine(), store))
    assert [state.reused for state in later] == [False, False, True]


def test_an_earlier_run_is_found_without_reading_the_results_of_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(summarize_files(FILES, OPTIONS, ReadingEngine(), store))
    list(summarize_files(FILES[:1], SummaryOptions(style="bullets"), ReadingEngine(), store))
    read: list[int] = []
    one = Store.run
    monkeypatch.setattr(Store, "runs", None)  # all of them with their results

    def reads(self: Store, run_id: int) -> Run:
        read.append(run_id)
        return one(self, run_id)

    monkeypatch.setattr(Store, "run", reads)
    states = list(summarize_files(FILES[:1], OPTIONS, ReadingEngine(), store))
    assert [state.reused for state in states] == [True]
    assert read == [states[0].run_id]


def test_finished_files_are_not_done_again(store: Store) -> None:
    list(summarize_files(FILES[:2], OPTIONS, ReadingEngine(), store))
    engine = ReadingEngine()
    states = list(summarize_files(FILES, OPTIONS, engine, store))
    assert [state.reused for state in states] == [True, True, False]
    assert all(state.summary is not None for state in states)
    assert all("hospital" not in request.messages[-1].content for request in engine.requests)
    again = list(summarize_files(FILES[:2], OPTIONS, ReadingEngine(), store, reuse=False))
    assert [state.reused for state in again] == [False, False]


def test_other_options_or_another_text_are_done_again(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(document("en_tram").text, encoding="utf-8")
    list(summarize_files([path], OPTIONS, ReadingEngine(), store))
    other = SummaryOptions(length="short", style="bullets")
    assert not next(summarize_files([path], other, ReadingEngine(), store)).reused
    path.write_text(document("en_bees").text, encoding="utf-8")
    assert not next(summarize_files([path], OPTIONS, ReadingEngine(), store)).reused


def test_a_stop_keeps_what_is_done_and_the_next_time_goes_on(store: Store) -> None:
    cancel = CancelToken()
    states = []
    for state in summarize_files(FILES, OPTIONS, ReadingEngine(), store, cancel=cancel):
        states.append(state)
        cancel.cancel()
    assert [state.status for state in states] == ["done"]
    later = list(summarize_files(FILES, OPTIONS, ReadingEngine(), store))
    assert [state.reused for state in later] == [True, False, False]


def test_a_stop_inside_a_file_is_a_stopped_run(store: Store) -> None:
    engine, cancel = ReadingEngine(), CancelToken()
    engine.cancel_after = 1
    states = list(summarize_files(FILES, OPTIONS, engine, store, cancel=cancel))
    assert [state.status for state in states] == ["stopped"]
    assert [run.state for run in store.runs("summary")] == ["stopped"]


def test_the_combined_summary_is_of_all_files(store: Store) -> None:
    files = [FILES[0], FILES[2], TEXTS / "en_glass.txt"]
    *states, whole = summarize_files(files, OPTIONS, ReadingEngine(), store, combined=True)
    assert whole.index == -1
    assert whole.status == "done"
    assert whole.summary is not None
    assert whole.document is not None
    assert all(state.summary is not None and state.summary.text in whole.document.text for state in states)
    pages = {source.page for sentence in whole.summary.sentences for source in sentence.sources}
    assert pages <= {path.name for path in files}
    assert len(pages) > 1


def test_without_a_store_nothing_is_kept() -> None:
    assert next(summarize_files(FILES, OPTIONS, ReadingEngine(), None)).run_id is None


def test_without_a_model_nothing_begins() -> None:
    with pytest.raises(NoModelError):
        list(summarize_files(FILES, OPTIONS, FakeEngine(), None))


def test_a_run_reads_back_as_it_was_saved(store: Store) -> None:
    source = document("en_harbour")
    options = SummaryOptions(length=120, style="facts", focus="money", language="same", seed=4)
    summary = summarize(source, options, ReadingEngine())
    run = store.run(save_run(store, source, options, summary).id)
    kept = summary_from_run(run)
    assert kept is not None
    assert kept.sentences == summary.sentences
    assert (kept.text, kept.notes, kept.chunks) == (summary.text, summary.notes, summary.chunks)
    assert options_from(run.options) == options
    assert run.inputs["text"] == source.text
    assert run.title == "en_harbour"
