"""Runs: what tools made, with what they were given."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from llmdesk.errors import StoreError
from llmdesk.store import Store
from tests.store.conftest import Place


def test_a_run_is_kept_with_all_that_went_in_and_came_out(place: Place) -> None:
    store = place.open()
    inputs = {"files": ["a.pdf", "报告.docx"], "sha256": "00"}
    run = store.add_run("summary", inputs, {"length": "short"}, title="报告", model="m")
    assert (run.state, run.result) == ("running", None)
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


def test_a_run_that_is_finished_again_without_a_result_keeps_what_it_has(store: Store) -> None:
    run = store.add_run("sentiment", {}, {})
    store.finish_run(run.id, {"rows": 7}, "stopped")
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
    with pytest.raises(StoreError, match="no longer exists"):
        store.run(run.id)
    with pytest.raises(StoreError, match="no longer exists"):
        store.finish_run(run.id, {}, "done")


# -- in the backups -------------------------------------------------------------------------------
def in_backups(place: Place, word: bytes) -> int:
    """In how many backups it stands."""
    return sum(word in path.read_bytes() for path in place.files("backups/*.sqlite3"))


def test_a_run_and_a_preset_that_were_deleted_go_from_the_backups_too(place: Place) -> None:
    store = place.open()
    run = store.add_run("summary", {"text": "xylophonist"}, {})
    item = store.items.add("preset", "Zoo", {"instructions": "about okapis"})
    store.close()
    place.clock.now += 100_000
    store = place.open()  # a daily backup holds both
    daily = store.backups()[0].path
    old = daily.with_name(daily.name.replace("-daily-", "-update-"))
    shutil.copy(daily, old)
    with closing(sqlite3.connect(old)) as db:  # one of before there were items
        db.execute("DROP TABLE item")
        db.execute("VACUUM")
    assert (in_backups(place, b"xylophonist"), in_backups(place, b"okapis")) == (2, 1)
    store.delete_run(run.id)
    store.items.delete(item.id)
    store.purge_deleted()
    assert (in_backups(place, b"xylophonist"), in_backups(place, b"okapis")) == (0, 0)
    assert store.kept("store.to_erase") == ""


def test_what_is_put_back_is_not_erased_from_the_backups(place: Place) -> None:
    store = place.open()
    store.create_conversation("a chat")
    item = store.items.add("preset", "Zoo", {"instructions": "about okapis"})
    store.close()
    place.clock.now += 100_000
    store = place.open()
    store.items.restore(store.items.delete(item.id))
    store.purge_deleted()
    assert in_backups(place, b"okapis") == 1


def test_an_entry_that_makes_no_sense_keeps_nothing_else_from_being_erased(place: Place) -> None:
    store = place.open()
    run = store.add_run("summary", {"text": "xylophonist"}, {})
    store.close()
    place.clock.now += 100_000
    store = place.open()
    store.delete_run(run.id)
    (wanted,) = json.loads(store.kept("store.to_erase"))
    bad: list[object] = [["planet", 1, 2.0], ["run"], 7, None, ["run", "x", 1.0], [["run"], 1, 1.0]]
    store.keep("store.to_erase", json.dumps([*bad, wanted, ["run", float("inf"), 1.0]]))
    store.purge_deleted()
    assert in_backups(place, b"xylophonist") == 0
