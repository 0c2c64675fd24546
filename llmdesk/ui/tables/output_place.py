"""What is at the place of an output, as a function for tasks.

Owns the value. Must not know what is done with the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from llmdesk.errors import UsageError
from llmdesk.outputs import MadeFiles, look_at, unused_place
from llmdesk.tools.tables import Unfinished
from llmdesk.tools.tables.job import progress_of
from llmdesk.tools.tables.progress_file import may_replace
from llmdesk.ui.services import Services


@dataclass(frozen=True)
class OutputPlace:
    """What is there already: the output itself, or work on it that was stopped. `instead`: a place where
    nothing is, for an output that must not be replaced."""

    out: Path
    exists: bool
    unfinished: Unfinished | None = None
    instead: Path | None = None


def look_at_place(
    services: Services, source: Path, out: Path, overwrite: bool, find: Callable[[], Unfinished | None]
) -> OutputPlace:
    """What is at `out`, the output of `source`; `find` looks at the unfinished work where there is some."""
    exists = out.exists()
    waiting = progress_of(out)
    made = MadeFiles(services.paths.made)
    try:
        look_at(out, [source], overwrite=overwrite, made=made, may_replace=may_replace(waiting))
    except UsageError:
        return OutputPlace(out, exists, instead=unused_place(out))
    return OutputPlace(out, exists, find() if waiting.exists() else None)
