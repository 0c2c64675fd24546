"""What stands in the Translate tab, kept from one window to the next: the text, the options, and which
translation shows.

Owns how it is written down and read. When it is, `ui/drafts` knows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from llmdesk.errors import StoreError
from llmdesk.store import Run, Store
from llmdesk.tools.translate import TranslateOptions, options_from
from llmdesk.ui.drafts import encoded_text, object_in
from llmdesk.ui.given.given import Given, from_json, to_json

NAME = "translate.draft"


@dataclass(frozen=True)
class Draft:
    """`run` is the translation that shows (`past` once it is read); `edit` is what is being typed for the
    segment at `place`."""

    given: Given
    options: TranslateOptions
    run: int | None = None
    place: int = -1
    edit: str = ""
    past: Run | None = None

    def to_json(self) -> str:
        options = {"source": self.options.source, "target": self.options.target, "tone": self.options.tone}
        rest = json.dumps({"options": options, "run": self.run, "place": self.place})
        return f'{rest[:-1]}, "edit": {encoded_text(self.edit)}, "given": {to_json(self.given)}}}'


def found(store: Store, kept: str) -> Draft | None:
    """With the translation from the history; None for nothing, and for what makes no sense. In a thread."""
    draft = draft_from_json(kept)
    if draft is None or draft.run is None:
        return draft
    try:
        return replace(draft, past=store.run(draft.run))
    except StoreError:  # deleted from the history
        return replace(draft, run=None)


def draft_from_json(kept: str) -> Draft | None:
    value = object_in(kept)
    if value is None:
        return None
    options, run, place = value.get("options"), value.get("run"), value.get("place")
    return Draft(
        from_json(value.get("given")),
        options_from(options if isinstance(options, dict) else {}),
        run if isinstance(run, int) else None,
        place if isinstance(place, int) else -1,
        str(value.get("edit", "")),
    )
