"""What an update of a library does and what came of it: values that cross threads.

Owns the vocabulary. Must not import anything that is slow to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from llmdesk.errors import UserError
from llmdesk.tools.library.scanning import Closed

Stage = Literal["scanning", "reading", "cleaning", "embedding"]


@dataclass(frozen=True, slots=True)
class UpdateProgress:
    """`done` of `total` documents at a stage (passages, where these are embedded), 0 where the total is not
    known; `path` is read now."""

    library: str
    stage: Stage
    done: int = 0
    total: int = 0
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """How the files of a library differ from what is kept of them: `new` and `changed` ones are to be read,
    some of the new ones were read for another library already (`shared`), `gone` are not there any more.
    `away`: roots that are not there, `closed`: folders that cannot be read; what was in them is kept.
    `others`: files that are no documents."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    shared: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    unchanged: int = 0
    away: tuple[Path, ...] = ()
    closed: tuple[Closed, ...] = ()
    others: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.new or self.changed or self.shared or self.gone)


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why."""

    path: Path
    reason: UserError


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: documents `added` (read now, or for another library before), read again because
    they `changed`, `unchanged` and `removed`. `failed`: how many could not be read now, the first thousand of
    them in `unread`. `away`, `closed` and `others` as in `Changes`."""

    library: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0
    unread: tuple[Unread, ...] = ()
    away: tuple[Path, ...] = ()
    closed: tuple[Closed, ...] = ()
    others: int = 0
    seconds: float = 0.0
