"""What stands in the Extract tab, kept from one window to the next.

Owns how it is written down and read. When it is, `ui/drafts` knows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llmdesk.tools.extract import FileState
from llmdesk.ui.drafts import object_in, paths_in
from llmdesk.ui.extract import job
from llmdesk.ui.given.given import Given, from_json, to_json
from llmdesk.ui.services import Services

NAME = "extract.draft"
_ENDS = ("done", "stopped")


@dataclass(frozen=True)
class Draft:
    """What is `given`, or the `paths` of several documents; `states` of those that something was found in."""

    given: Given
    paths: tuple[Path, ...] = ()
    states: tuple[FileState, ...] = ()

    def encoded(self) -> str:
        """As JSON: of what was found only where it is in the history."""
        rest = {
            "paths": [str(path) for path in self.paths],
            "runs": [[each.index, each.status, each.run_id] for each in self.states if each.run_id],
        }
        return f'{json.dumps(rest)[:-1]}, "given": {to_json(self.given)}}}'


def found(services: Services, kept: str) -> Draft | None:
    """With what was found; None for what makes no sense. In a thread."""
    value = object_in(kept)
    if value is None:
        return None
    given, listed = from_json(value.get("given")), paths_in(value.get("paths"))
    of = listed or (given.path or Path(),)
    states = _states(value.get("runs"), of)
    return Draft(given, listed, job.again(services, states))


def _states(kept: Any, paths: Sequence[Path]) -> list[FileState]:
    states = []
    for each in kept if isinstance(kept, list) else ():
        if not isinstance(each, list) or len(each) != 3:
            continue
        index, status, run = each
        if isinstance(index, int) and 0 <= index < len(paths) and isinstance(run, int) and status in _ENDS:
            states.append(FileState(index, paths[index], status, run_id=run))
    return states
