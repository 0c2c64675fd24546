"""What became of the files of a list, kept with the draft and found again in the next window.

Owns what is kept of a `FileState`, and how its summary comes back from the history. No widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from llmdesk.errors import StoreError, UserError
from llmdesk.store import Store
from llmdesk.tools.summarize import FileState, FileStatus, joined_document, summary_from_run

_ENDS: dict[str, FileStatus] = {"done": "done", "failed": "failed"}  # all else was stopped by now


def as_kept(states: Sequence[FileState]) -> list[dict[str, object]]:
    """As JSON: where each file is, and why it failed. The summaries are in the history already."""
    return [
        {
            "index": state.index,
            "status": state.status,
            "run": state.run_id,
            "reused": state.reused,
            "error": None if state.error is None else _kept_error(state.error),
        }
        for state in states
    ]


def states_from(kept: object, paths: Sequence[Path]) -> tuple[FileState, ...]:
    """What `as_kept` gave, still without summaries; what makes no sense is left out."""
    states = (_state(each, paths) for each in (kept if isinstance(kept, list) else ()))
    return tuple(state for state in states if state is not None)


def found_again(store: Store, states: Sequence[FileState]) -> tuple[FileState, ...]:
    """The states as they are now: with their summaries, and without those that are in no history.

    Reads a run for each file: not for the GUI thread. Raises `StoreError` where nothing can be read.
    """
    found = [end for state in states if (end := _found(store, state)) is not None]
    files = [state for state in found if state.index >= 0 and state.summary is not None]
    joined = joined_document(files) if files else None
    return tuple(state if state.index >= 0 else replace(state, document=joined) for state in found)


def _found(store: Store, state: FileState) -> FileState | None:
    """None for a file that nothing is known of: it is to be done again."""
    if state.run_id is None:
        return state if state.status in ("failed", "stopped") else None
    try:
        run = store.run(state.run_id)
    except StoreError:  # deleted from the history
        return None
    summary = summary_from_run(run)
    status = _ENDS.get(run.state, "stopped")
    if status == "done" and summary is None:
        return None
    return replace(state, status=status, summary=summary)


def _state(kept: Any, paths: Sequence[Path]) -> FileState | None:
    index = kept.get("index") if isinstance(kept, dict) else None
    if not isinstance(index, int) or not -1 <= index < len(paths):
        return None
    status, run = kept.get("status"), kept.get("run")
    if status not in get_args(FileStatus):
        return None
    return FileState(
        index,
        paths[index] if index >= 0 else Path(),
        status,
        error=_error(kept.get("error")),
        reused=kept.get("reused") is True,
        run_id=run if isinstance(run, int) else None,
    )


def _kept_error(error: UserError) -> dict[str, object]:
    """Not yet translated: the next window may speak another language."""
    params = {name: str(value) for name, value in error.params.items()}
    return {"title": error.title, "detail": error.detail, "hint": error.hint, "params": params}


def _error(kept: Any) -> UserError | None:
    if not isinstance(kept, dict):
        return None
    sentences = (str(kept.get(name, "")) for name in ("title", "detail", "hint"))
    params = kept.get("params")
    return UserError(*sentences, **{str(k): v for k, v in params.items()} if isinstance(params, dict) else {})
