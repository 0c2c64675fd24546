"""What the reader is asked to show.

Owns the value that answers and lists hand over. No widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from llmdesk.tools.documents import Place

Kept = Callable[[Place], str | None]
"""The text of a place's document as it was when the answer was made, None where that was not kept. Called in
a thread."""


@dataclass(frozen=True)
class SourcesAsked:
    """The `places` of one answer in its order, number `at` of them first."""

    places: tuple[Place, ...]
    at: int = 0
