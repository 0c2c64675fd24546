"""What the reader is asked to show.

Owns the value that answers and lists hand over. No widgets; the window has it from its start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmdesk.tools.place import Place

if TYPE_CHECKING:
    from llmdesk.tools.documents import Document

Kept = Callable[[Place], "Document | str | None"]
"""The document of a place, or just its text, as it was when the answer was made, None where that was not
kept. Called in a thread."""


@dataclass(frozen=True)
class SourcesAsked:
    """The `places` of one answer in its order, number `at` of them first. A place without a `quote` is a
    document from its beginning on."""

    places: tuple[Place, ...]
    at: int = 0
