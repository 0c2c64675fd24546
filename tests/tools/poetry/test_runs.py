"""Poems in the store: what was kept comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from llmdesk.store import Store
from llmdesk.tools.poetry import runs
from llmdesk.tools.poetry.types import Check, Poem, PoemOptions

OPTIONS = PoemOptions("haiku", "a pond", mood="calm", drafts=2, seed=5)
POEM = Poem(
    "haiku",
    "en",
    "Pond",
    ("an old silent pond",),
    (Check("syllables", 0, True, "{count} syllables", {"count": 5}),),
    True,
    9,
    3.5,
    "Small",
    5,
    -2.5,
)


def test_a_poem_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "db", tmp_path / "backups")
    run_id = runs.keep(store, OPTIONS, POEM)
    assert runs.read(store.run(run_id)) == (OPTIONS, POEM)
    assert store.run(run_id).title == "Pond"
    store.close()


def test_a_changed_poem_takes_the_place_of_the_first_unless_that_was_deleted(tmp_path: Path) -> None:
    store = Store(tmp_path / "db", tmp_path / "backups")
    run_id = runs.keep(store, OPTIONS, POEM)
    changed = replace(POEM, lines=("another pond",))
    assert runs.keep(store, OPTIONS, changed, run_id) == run_id
    assert [runs.read(run)[1] for run in store.runs("poem")] == [changed]
    store.delete_run(run_id)
    runs.keep(store, OPTIONS, changed, run_id)
    assert [runs.read(run)[1] for run in store.runs("poem")] == [changed]
    store.close()


def test_a_run_that_was_broken_off_has_no_poem(tmp_path: Path) -> None:
    store = Store(tmp_path / "db", tmp_path / "backups")
    run = store.add_run("poem", {}, {"form": "haiku", "topic": "rain", "of a later version": 1})
    assert runs.read(run) == (PoemOptions("haiku", "rain"), None)
    store.close()
