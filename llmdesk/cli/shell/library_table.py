"""The documents of libraries as the table that a command on tables works on.

Owns the file, which is gone when the command ends. Must not know what is done with its rows.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.files import proposed_name
from llmdesk.outputs import look_at
from llmdesk.tools.library.table import write_table

if TYPE_CHECKING:
    from llmdesk.cli.session import Session

COLUMN = "text"
NAMES_ROW = 1


@contextmanager
def library_table(names: Sequence[str], session: Session, console: Console) -> Iterator[Path]:
    """A row for each document that was read, its text in `COLUMN`. The same to the byte and to its time while
    nothing of the libraries changes: unfinished work knows it again. Raises `StoreError` for a library that
    is not there, `UsageError` for those without documents."""
    libraries = session.libraries()
    numbers = [libraries.named(name).id for name in names]
    cancel = CancelToken()

    def show(done: int, total: int) -> None:
        console.progress(f"Writing {done + 1:,} of {total:,} documents")

    with tempfile.TemporaryDirectory(prefix="llmdesk-") as folder:
        place = Path(folder) / f"{proposed_name(names[0]) or 'library'}.csv"
        run_cancellable(lambda: write_table(libraries, numbers, look_at(place), show, cancel), cancel)
        console.end_progress()
        os.utime(place, (0, 0))
        yield place
