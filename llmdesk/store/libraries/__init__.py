"""Libraries of documents, in a SQLite file of their own that can be thrown away and made anew."""

from llmdesk.store.libraries.libraries import Libraries
from llmdesk.store.libraries.types import (
    DocumentState,
    FileVersion,
    Hit,
    NewDocument,
    NewPassage,
    StoredDocument,
    StoredLibrary,
    StoredPassage,
    Unembedded,
)

__all__ = [
    "DocumentState",
    "FileVersion",
    "Hit",
    "Libraries",
    "NewDocument",
    "NewPassage",
    "StoredDocument",
    "StoredLibrary",
    "StoredPassage",
    "Unembedded",
]
