"""Tables and outputs in an object store: at hand while a command works, and called by their addresses.

Owns the wiring of a command's `--table` and `--out` to the store. Imports nothing of it unasked.
"""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.errors import UsageError
from llmdesk.tools.tables.types import Copy

if TYPE_CHECKING:
    from llmdesk.cluster.storage.places import ObjectPlace


@contextmanager
def at_hand(
    arguments: argparse.Namespace, session: Session, console: Console
) -> Iterator[tuple[argparse.Namespace, Copy | None]]:
    """The arguments with files of this computer, and what `run_job` takes as `copy`. Raises `StorageError`,
    `OutputExists`, `OfflineError`."""
    places = [place for place in (arguments.table, arguments.out) if is_elsewhere(place)]
    if not places:
        yield arguments, None
        return
    from llmdesk.cluster.storage.staging import Staging

    for place in places:
        _ask_for(place, session, console)
    console.note("what lies in an object store is not kept in the history.")
    given = argparse.Namespace(**vars(arguments))
    given.no_save = True
    with Staging(session.paths.data / "not-sent") as staging:
        if is_elsewhere(given.out):
            given.out = staging.output(given.out, given.table, overwrite=given.overwrite, resume=given.resume)
        if is_elsewhere(given.table):
            given.table = _fetched(staging, given.table, console)
        for path, name in staging.names.items():
            console.call(path, name)
        yield given, staging.copy


def is_elsewhere(place: object) -> bool:
    """Whether the value of an option is an address, and not a path."""
    return place is not None and not isinstance(place, Path)


def check_here(arguments: argparse.Namespace) -> None:
    """Raises `UsageError` for an address where only a file of this computer can be given."""
    for word in ("table", "out"):
        if is_elsewhere(getattr(arguments, word)):
            raise UsageError(
                "--{word} takes a file of this computer here.",
                hint="An address can be given where every row of a table is worked on.",
                word=word,
            )


def _ask_for(place: ObjectPlace, session: Session, console: Console) -> None:
    from llmdesk.cluster.storage.objects import endpoint_of
    from llmdesk.network.addresses import is_readable_on_the_way

    endpoint = endpoint_of(place)
    if endpoint and "://" not in endpoint:
        endpoint = f"{dict(place.settings).get('scheme', 'https')}://{endpoint}"
    session.engine_network.require_online(endpoint or str(place))
    if endpoint and is_readable_on_the_way(endpoint):
        console.note_once(f"the way to {endpoint} is not encrypted: others on it can read the texts.")


def _fetched(staging: object, place: ObjectPlace, console: Console) -> Path:
    from llmdesk.cluster.storage.staging import Staging

    assert isinstance(staging, Staging)
    told = threading.Lock()

    def look(done: int, whole: int) -> None:
        if console.shows_progress and told.acquire(blocking=False):
            console.progress(f"{place}: fetching, {done / 1e6:,.0f} of {whole / 1e6:,.0f} MB")
            told.release()

    path = run_cancellable(lambda: staging.table(place, look))
    console.end_progress()
    return path
