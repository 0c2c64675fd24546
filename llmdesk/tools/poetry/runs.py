"""Poems in the store: kept when they are written, changed when a line is, read back for the history.

Owns the form of a poem's run. Must not write or check poems.
"""

from __future__ import annotations

from llmdesk.errors import StoreError
from llmdesk.store import Run, Store
from llmdesk.tools import kept
from llmdesk.tools.poetry.types import Poem, PoemOptions


def keep(store: Store, options: PoemOptions, poem: Poem, run_id: int | None = None) -> int:
    """Keep a poem, in place of the run `run_id` where it is still there; returns its run's id.
    Raises `StoreError`."""
    result = kept.write(poem)
    if run_id is not None:
        try:
            return store.finish_run(run_id, result, "done").id
        except StoreError:  # deleted from the history meanwhile
            pass
    title = poem.title or options.topic or (poem.lines[0] if poem.lines else "")
    run = store.add_run(
        "poem", {"topic": options.topic}, kept.write(options), title=title[:200], model=poem.model
    )
    store.finish_run(run.id, result, "done")
    return run.id


def read(run: Run) -> tuple[PoemOptions | None, Poem | None]:
    """What was asked for and the poem, None where the run never got one, or another version kept it."""
    return kept.read(PoemOptions, run.options), kept.read(Poem, run.result)
