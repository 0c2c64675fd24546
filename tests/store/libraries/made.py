"""Documents as libraries keep them, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llmdesk.store.libraries import FileVersion, Libraries, NewDocument, NewPassage


def version(text: str, mtime_ns: int = 1) -> FileVersion:
    return FileVersion(len(text), mtime_ns, f"digest of {text}")


def document(*passages: str, name: str = "paper") -> NewDocument:
    """One with these passages; the words of each are its words."""
    made, at = [], 0
    for text in passages:
        made.append(NewPassage(at, at + len(text), "", f"{name} {text.lower()}"))
        at += len(text)
    return NewDocument("text", "".join(passages).encode(), tuple(made))


def put(libraries: Libraries, library: int, path: Path, *passages: str, mtime_ns: int = 1) -> int:
    return libraries.put(library, path, version("".join(passages), mtime_ns), document(*passages))


def found(libraries: Libraries, ids: Sequence[int], *words: str) -> list[Path]:
    """The documents of what is found, the best first, each once."""
    hits = libraries.find(ids, words, 50)
    return list(dict.fromkeys(libraries.document(hit.document).path for hit in hits))
