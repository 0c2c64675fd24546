"""A document as it is kept with a chat, and back; and whether its file still says the same.

Owns the form that is kept, which a file of chats from anybody may hold, too: what comes back from it is
checked.
"""

from __future__ import annotations

import hashlib
import os
import stat
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from llmdesk.store import Attachment
from llmdesk.tools.documents import Document, Heading, LeftOut, Page, Span

LONGEST_NAME = 1_000
_HASHED = 512 * 1024 * 1024  # bytes of a file; of a larger one its size and its time tell
_PIECE = 1024 * 1024

FileState = Literal["same", "changed", "gone", "none"]  # "none": it is in no file


@dataclass(frozen=True)
class Attached:
    """A document that goes with a question, and what is kept of it."""

    attachment: Attachment
    document: Document
    body: bytes


@dataclass(frozen=True)
class Stamp:
    """A file as it was when it was read: its size, its time in nanoseconds, and the hash of its bytes ("" of
    a very large one)."""

    size: int
    time_ns: int
    sha256: str


class _Kept(msgspec.Struct):
    """All of a `Document` but its name, which the attachment has, and its notes."""

    kind: str
    language: str
    text: str
    pages: list[tuple[str, int, int]]
    headings: list[tuple[int, int, int]]
    paragraphs: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    left_out: list[tuple[str, int]]


def stamp_of(path: Path) -> Stamp | None:
    """None where the file cannot be read. In a thread."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for who writes into it
            return None
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            hashed = hashlib.sha256()
            while found.st_size <= _HASHED and (piece := file.read(_PIECE)):
                hashed.update(piece)
    except (OSError, ValueError):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, hashed.hexdigest() if found.st_size <= _HASHED else "")


def attached(document: Document, path: Path | None = None, stamp: Stamp | None = None) -> Attached:
    """A document as it goes with a question."""
    body = body_of(document)
    detail: dict[str, object] = {"kind": document.kind, "characters": len(document.text)}
    if stamp is not None:
        detail["file"] = [stamp.size, stamp.time_ns, stamp.sha256]
    name = document.name[:LONGEST_NAME]
    attachment = Attachment(name, "" if path is None else str(path.absolute()), digest_of(body), detail)
    return Attached(attachment, document, body)


def body_of(document: Document) -> bytes:
    """What is kept of a document: JSON in UTF-8."""
    return msgspec.json.encode(
        _Kept(
            document.kind,
            document.language,
            _sound(document.text),
            [(_sound(page.label), page.start, page.end) for page in document.pages],
            [(each.start, each.end, each.level) for each in document.headings],
            [(each.start, each.end) for each in document.paragraphs],
            [(each.start, each.end) for each in document.sentences],
            [(each.kind, each.count) for each in document.left_out],
        )
    )


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def document_of(name: str, body: bytes) -> Document | None:
    """The document of which this was kept; None for anything else."""
    try:
        kept = msgspec.json.decode(body, type=_Kept)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    length = len(kept.text)
    spans = [kept.paragraphs, kept.sentences, [(page[1], page[2]) for page in kept.pages]]
    spans.append([(heading[0], heading[1]) for heading in kept.headings])
    if not kept.text.strip() or not all(_in_order(each, length) for each in spans):
        return None
    return Document(
        name,
        kept.kind[:40],
        kept.text,
        kept.language[:40],
        tuple(Page(label[:LONGEST_NAME], start, end) for label, start, end in kept.pages),
        tuple(Heading(start, end, level) for start, end, level in kept.headings),
        tuple(Span(start, end) for start, end in kept.paragraphs),
        tuple(Span(start, end) for start, end in kept.sentences),
        left_out=tuple(LeftOut(kind[:40], count) for kind, count in kept.left_out),
    )


def state_of(attachment: Attachment) -> FileState:
    """Whether the file of an attachment still is what was read. In a thread: it may be read for that."""
    if not attachment.path:
        return "none"
    kept, path = attachment.detail.get("file"), Path(attachment.path)
    try:
        now = path.stat()
    except (OSError, ValueError):
        return "gone"
    if not isinstance(kept, list) or len(kept) != 3:
        return "none"
    if [now.st_size, now.st_mtime_ns] == kept[:2]:
        return "same"
    if now.st_size != kept[0]:
        return "changed"
    found = stamp_of(path)  # copied, or written again as it was
    return "same" if found is not None and found.sha256 and found.sha256 == kept[2] else "changed"


def places_of(starts: Sequence[int], at: int) -> int:
    """Which of the texts that begin at `starts` has the character `at`."""
    return max(0, bisect_right(starts, at) - 1)


def _in_order(spans: Sequence[tuple[int, int]], length: int) -> bool:
    inside = all(0 <= start <= end <= length for start, end in spans)
    return inside and all(before[1] <= after[0] for before, after in pairwise(spans))


def _sound(text: str) -> str:
    """Halves of characters, which JSON in UTF-8 cannot hold, as one character each."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
