"""Poems in the store: kept when they are written, changed when a line is, read back for the history.

Owns the form of a poem's run. Must not write or check poems.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from llmdesk.errors import StoreError
from llmdesk.store import Run, Store
from llmdesk.tools.poetry.types import Check, Poem, PoemOptions


def keep(store: Store, options: PoemOptions, poem: Poem, run_id: int | None = None) -> int:
    """Keep a poem, in place of the run `run_id` where it is still there; returns its run's id.
    Raises `StoreError`."""
    result = asdict(poem)
    if run_id is not None:
        try:
            return store.finish_run(run_id, result, "done").id
        except StoreError:  # deleted from the history meanwhile
            pass
    title = poem.title or options.topic or (poem.lines[0] if poem.lines else "")
    run = store.add_run(
        "poem", {"topic": options.topic}, asdict(options), title=title[:200], model=poem.model
    )
    store.finish_run(run.id, result, "done")
    return run.id


def read(run: Run) -> tuple[PoemOptions, Poem | None]:
    """What was asked for and the poem, None where the run never got one. Fields that a later version
    added are left out."""
    options = PoemOptions(**_known(PoemOptions, run.options))
    if run.result is None:
        return options, None
    values = _known(Poem, run.result)
    values["lines"] = tuple(values["lines"])
    values["checks"] = tuple(Check(**_known(Check, check)) for check in values["checks"])
    return options, Poem(**values)


def _known(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in values.items() if name in names}
