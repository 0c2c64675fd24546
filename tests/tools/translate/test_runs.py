"""A translation is kept while it is made, so that a killed one goes on where it was."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.errors import StoreError
from llmdesk.store import Store
from llmdesk.tools.fidelity import Finding
from llmdesk.tools.fidelity.wording import LOST
from llmdesk.tools.translate import (
    Keeper,
    Segment,
    TranslateOptions,
    TranslateProgress,
    Translation,
    done_before,
    inputs_of,
    kept_of,
    runs,
)

OPTIONS = TranslateOptions("zh", "en", "formal")
INPUTS = inputs_of("a.txt", "/a.txt", "One. Two.")
GOOD = Segment("One.", "一。", 0, 4, 0)
BAD = Segment("Two.", "", 5, 9, 0, False, (Finding("numbers", LOST, (("text", "2"),)),))


def opened(tmp_path: Path) -> Store:
    return Store(tmp_path / "s.sqlite3", tmp_path / "backups")


def test_what_was_done_when_it_was_killed_is_there_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_EVERY_S", -1.0)
    store = opened(tmp_path)
    keeper = Keeper(store, INPUTS, OPTIONS, "a.txt", "m")
    keeper(TranslateProgress(1, 2, (GOOD,)))
    keeper(TranslateProgress(2, 2, (BAD,)))
    store.close()  # without the end of the run
    again = opened(tmp_path)
    assert done_before(again, INPUTS, OPTIONS, "m") == {(0, "One."): GOOD, (5, "Two."): BAD}
    for inputs, options, model in (
        (inputs_of("a.txt", "/a.txt", "One. Three."), OPTIONS, "m"),
        (INPUTS, TranslateOptions("fr", "en", "formal"), "m"),
        (INPUTS, OPTIONS, "other"),
    ):
        assert done_before(again, inputs, options, model) == {}
    again.close()


def test_a_resume_that_was_stopped_at_once_takes_nothing_away(tmp_path: Path) -> None:
    store = opened(tmp_path)
    first, later = replace(GOOD, target="甲。"), replace(BAD, target="二。", passed=True, checks=())
    for segments in ((first, later), (GOOD, BAD), ()):
        keeper = Keeper(store, INPUTS, OPTIONS, "a.txt", "m")
        keeper.finish(Translation("en", "zh", segments, "m", 1.0, complete=False))
    assert done_before(store, INPUTS, OPTIONS, "m") == {(0, "One."): GOOD, (5, "Two."): later}
    store.close()


def test_a_finished_translation_is_read_back_whole(tmp_path: Path) -> None:
    store = opened(tmp_path)
    keeper = Keeper(store, INPUTS, OPTIONS, "a.txt", "m")
    run = keeper.finish(Translation("en", "zh", (GOOD, BAD), "m", 1.5))
    kept = kept_of(store.run(run.id))
    assert run.state == "done"
    assert kept is not None
    assert (kept.segments, kept.complete, kept.seconds) == ((GOOD, BAD), True, 1.5)
    store.close()


def test_a_store_that_fails_is_not_tried_again_at_every_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, tries = opened(tmp_path), []
    keeper = Keeper(store, INPUTS, OPTIONS, "a.txt", "m")

    def full(_run: int, _result: object) -> None:
        tries.append(1)
        raise StoreError("The disk is full.")

    monkeypatch.setattr(store, "update_run", full)
    monkeypatch.setattr(time, "monotonic", lambda: 1e12)
    with pytest.raises(StoreError):
        keeper(TranslateProgress(1, 2, (GOOD,)))
    keeper(TranslateProgress(2, 2, (BAD,)))
    assert len(tries) == 1
    store.close()
