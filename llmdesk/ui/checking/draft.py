"""What stands in the mode "Check a summary", and how it is kept from one window to the next.

Owns these values. No widgets.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from llmdesk.ui.drafts import object_in
from llmdesk.ui.given.given import Given, from_json, to_json

DRAFT = "check.draft"


@dataclass(frozen=True)
class CheckDraft:
    """What stands in the mode: a text, its sources, and whether the model is asked, too."""

    text: Given
    sources: tuple[Given, ...]
    ask_model: bool = True

    @property
    def is_blank(self) -> bool:
        return self.text.is_blank and all(each.is_blank for each in self.sources)

    def to_json(self) -> str:
        sources = ", ".join(map(to_json, self.sources))
        asked = json.dumps(self.ask_model)
        return f'{{"text": {to_json(self.text)}, "sources": [{sources}], "ask_model": {asked}}}'


def draft_found(kept: str) -> CheckDraft | None:
    """None for nothing, and for what makes no sense. In a thread: a long text becomes a document here."""
    value = object_in(kept)
    if value is None:
        return None
    listed = value.get("sources")
    sources = tuple(from_json(each) for each in listed) if isinstance(listed, list) else ()
    return CheckDraft(from_json(value.get("text")), sources, value.get("ask_model") is not False)
