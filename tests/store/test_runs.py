"""Runs: what tools made, with what they were given."""

from __future__ import annotations

import pytest

from llmdesk.errors import StoreError
from llmdesk.store import Store
from tests.store.conftest import Place


def test_a_run_is_kept_with_all_that_went_in_and_came_out(place: Place) -> None:
    store = place.open()
    inputs = {"files": ["a.pdf", "报告.docx"], "sha256": "00"}
    run = store.add_run("summary", inputs, {"length": "short"}, title="报告", model="m")
    assert (run.state, run.result) == ("running", None)
    store.update_run(run.id, {"read": 0.5})
    assert store.run(run.id).result == {"read": 0.5}
    place.clock.now += 9
    done = store.finish_run(run.id, {"text": "概要", "spans": [[0, 3]]}, "done", {"seconds": 1.5})
    store.close()
    again = place.open()
    assert again.run(run.id) == done
    assert done.inputs == inputs
    assert done.options == {"length": "short"}
    assert done.result == {"text": "概要", "spans": [[0, 3]]}
    assert (done.state, done.title, done.model, done.detail) == ("done", "报告", "m", {"seconds": 1.5})
    assert done.updated == done.created + 9


def test_a_stopped_run_keeps_its_partial_result(store: Store) -> None:
    run = store.add_run("sentiment", {}, {})
    store.update_run(run.id, {"rows": 7})
    assert store.finish_run(run.id, None, "stopped").result == {"rows": 7}


def test_a_run_that_was_never_finished_is_stopped_at_the_next_start(place: Place) -> None:
    run = place.open().add_run("poem", {}, {})
    place.close_all()
    stopped = place.open().run(run.id)
    assert stopped.state == "stopped"
    assert stopped.detail == {"finish_reason": "interrupted"}


def test_runs_are_listed_by_kind_newest_first(store: Store) -> None:
    poems = [store.add_run("poem", {"n": n}, {}).id for n in range(3)]
    store.add_run("summary", {}, {})
    assert [run.id for run in store.runs("poem")] == poems[::-1]
    assert [run.id for run in store.runs("poem", limit=1, offset=1)] == [poems[1]]
    assert len(store.runs("summary")) == 1


def test_a_deleted_run_is_gone(store: Store) -> None:
    run = store.add_run("poem", {}, {})
    store.delete_run(run.id)
    for call in (
        lambda: store.run(run.id),
        lambda: store.update_run(run.id, {}),
        lambda: store.finish_run(run.id, {}, "done"),
    ):
        with pytest.raises(StoreError, match="no longer exists"):
            call()
