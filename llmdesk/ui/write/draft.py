"""What stands in the mode "Rewrite", kept from one window to the next.

Owns how it is written down and read. What was written by the model is in the history; here are its numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from llmdesk.errors import UserError
from llmdesk.store import Store
from llmdesk.tools.write import STYLES, Style
from llmdesk.ui.drafts import object_in
from llmdesk.ui.given.given import Given, from_json, to_json
from llmdesk.ui.write.job import pasted_exactly, version_from
from llmdesk.ui.write.versions import Version

NAME = "write.rewrite.draft"


@dataclass(frozen=True)
class Draft:
    """`runs` are the versions in the history, `current` which of them shows; `versions` are these, read."""

    given: Given
    style: Style = "correct"
    runs: tuple[int, ...] = ()
    current: int = 0
    versions: tuple[Version, ...] = ()

    def to_json(self) -> str:
        rest = json.dumps({"style": self.style, "runs": self.runs, "current": self.current})
        return f'{rest[:-1]}, "given": {to_json(self.given)}}}'


def found(store: Store, kept: str) -> Draft | None:
    """With its versions; None for nothing, and for what makes no sense. In a thread."""
    value = object_in(kept)
    if value is None:
        return None
    style: Style = next((style for style in STYLES if style == value.get("style")), "correct")
    runs = value.get("runs")
    numbers = tuple(each for each in runs if isinstance(each, int)) if isinstance(runs, list) else ()
    versions = tuple(_versions(store, numbers))
    current = value.get("current")
    current = current if isinstance(current, int) and 0 <= current < len(versions) else len(versions) - 1
    return Draft(_given(value.get("given")), style, numbers, current, versions)


def _given(kept: object) -> Given:
    """What was pasted comes back to the character."""
    if isinstance(kept, dict) and not kept.get("path"):
        return pasted_exactly(str(kept.get("text", "")), str(kept.get("under", "")))
    return from_json(kept)


def _versions(store: Store, numbers: tuple[int, ...]) -> Iterator[Version]:
    """Those of the history that are still there, of one text."""
    source = None
    for number in numbers:
        try:
            version = version_from(store.run(number))
        except UserError:
            continue
        source = version.revision.source if source is None else source
        if version.revision.source == source:
            yield version
