"""Libraries as they are kept: values that cross threads.

Owns the vocabulary. Must not touch the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from llmdesk.errors import UserError

DocumentState = Literal["indexed", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class StoredLibrary:
    """A library: `roots` are the folders and files that it is made of. `documents` can be searched, in so
    many `passages`; `unread` cannot, for a reason each. `updated`: when its roots were last gone through
    (seconds since the epoch), None: never to the end. `embedding`: the embedding model that was chosen for
    it, "" for none; `embedded`: passages that have a vector."""

    id: int
    name: str
    roots: tuple[Path, ...]
    documents: int
    unread: int
    passages: int
    updated: float | None
    embedding: str = ""
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class FileVersion:
    """By what a file that was changed is known. `digest`: sha256 of its bytes, "" where it was not read."""

    size: int
    mtime_ns: int
    digest: str = ""

    def is_like(self, other: FileVersion) -> bool:
        """As far as the folder tells it."""
        return (self.size, self.mtime_ns) == (other.size, other.mtime_ns)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A file of a library. `reason`: why it is not `indexed`; None where it is."""

    id: int
    path: Path
    kind: str
    version: FileVersion
    state: DocumentState
    passages: int
    reason: UserError | None = None


@dataclass(frozen=True, slots=True)
class NewPassage:
    """`text[start:end]` of a document, and the words by which it is found, with spaces between them."""

    start: int
    end: int
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that was read. `body`: what its text is given back from, for whoever made it."""

    kind: str
    body: bytes
    passages: tuple[NewPassage, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that has words of what was asked; `score` is comparable within one search alone."""

    document: int
    start: int
    end: int
    heading: str
    score: float


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """`text[start:end]` of its document, under `heading`."""

    start: int
    end: int
    heading: str


@dataclass(frozen=True, slots=True)
class Unembedded:
    """A document of which only the first `done` of its `passages` have vectors."""

    document: int
    passages: int
    done: int
