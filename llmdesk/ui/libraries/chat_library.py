"""Libraries as a chat asks them.

Owns how their documents are called. What reads documents comes with this module: it is imported in threads.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from llmdesk.tools.documents import Document
from llmdesk.tools.library import LibrarySource


class ChatLibrary(LibrarySource):
    """A document is called as its file is."""

    def document(self, number: int) -> Document:
        found = super().document(number)
        return replace(found, name=Path(found.name).name)

    def path_of(self, number: int) -> Path | None:
        return self.path(number)
