"""A passage of a document as it is shown to who asks where something stands.

Owns the value that answers and lists hand to what opens documents. Must not import what reads them: the
window has it from its start.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """`quote` stood at [start:end] of the text of the document `name` when it was read. `path`: its file,
    None for a text that was pasted; `page` as a reader says it, "" where there are no pages; `digest` of what
    was kept of it, "" for none: two texts may have one name, and a file another text later."""

    name: str
    path: Path | None
    start: int
    end: int
    page: str
    quote: str
    digest: str = ""
