"""What stands in the Summarize tab and is not summarized yet, kept from one window to the next.

Owns how the draft is written down and read. When it is, `ui/drafts` knows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.store import Store
from llmdesk.tools.summarize import (
    FileState,
    SummaryOptions,
    options_from,
)
from llmdesk.ui.drafts import encoded_text, object_in, paths_in
from llmdesk.ui.summarize.states import as_kept, found_again, states_from

NAME = "summary.draft"


@dataclass(frozen=True)
class Draft:
    """`text` for what was typed or pasted, `paths` for what was opened and what became of them."""

    options: SummaryOptions
    text: str
    paths: tuple[Path, ...]
    combined: bool
    states: tuple[FileState, ...] = ()

    def to_json(self) -> str:
        """As it is kept. The text goes in pieces: encoding all of it would hold the window up."""
        rest = {
            "options": self.options.as_json(),
            "paths": [str(path) for path in self.paths],
            "combined": self.combined,
            "states": as_kept(self.states),
        }
        return f'{json.dumps(rest)[:-1]}, "text": {encoded_text(self.text)}}}'


def draft_from_json(kept: str) -> Draft | None:
    """None for nothing, and for what makes no sense."""
    value = object_in(kept)
    if value is None:
        return None
    listed = paths_in(value.get("paths"))
    return Draft(
        options_from(value.get("options")),
        str(value.get("text", "")),
        listed,
        value.get("combined") is True,
        states_from(value.get("states"), listed),
    )


def found(store: Store, kept: str) -> Draft | None:
    """With the summaries that its files have in the history. In a thread."""
    draft = draft_from_json(kept)
    return draft and replace(draft, states=found_again(store, draft.states))
