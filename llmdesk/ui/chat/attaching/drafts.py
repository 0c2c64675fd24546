"""What is attached to a question that is not sent yet: values, and how they are kept on the disk.

Owns both. Must not read files. No widgets.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmdesk.errors import QT_TRANSLATE_NOOP, UserError
from llmdesk.store import Attachment
from llmdesk.ui.drafts import LONGEST, encoded_text

if TYPE_CHECKING:
    from llmdesk.tools.chat.attaching.texts import Attached

_numbers = itertools.count(1)
MOST = 200  # files of one question


@dataclass(frozen=True)
class Draft:
    """One of them: a file at `path`, a pasted `text`, or what an earlier version of the question came with
    (`kept`). `read` once it was read, `problem` where that failed; `done` is how much of it is read, 0…1.
    `asks`: it came with a chat from elsewhere, and is not read before the user says so (`problem` tells)."""

    name: str
    path: Path | None = None
    text: str = ""
    kept: Attachment | None = None
    read: Attached | None = None
    problem: UserError | None = None
    done: float = 0.0
    asks: bool = False
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def is_ready(self) -> bool:
        return self.kept is not None or self.read is not None

    @property
    def waits(self) -> bool:
        """It is to be read, or is being read."""
        return not self.is_ready and self.problem is None

    @property
    def attachment(self) -> Attachment | None:
        return self.kept if self.read is None else self.read.attachment


def encoded(drafts: Sequence[Draft]) -> str:
    """Of a file its path: it is read again. "" for none."""
    return f"[{', '.join(map(_encoded, drafts))}]" if drafts else ""


def decoded(text: str) -> tuple[Draft, ...] | None:
    """What `encoded` gave; None for what makes no sense."""
    try:
        kept = json.loads(text)
    except ValueError:
        return None
    found = [_decoded(each) for each in kept[:MOST]] if isinstance(kept, list) else []
    return tuple(each for each in found if each is not None)


def _encoded(draft: Draft) -> str:
    if draft.kept is not None:
        kept = draft.kept
        return json.dumps({"kept": [kept.name, kept.path, kept.digest, dict(kept.detail)]})
    if draft.path is not None:
        return json.dumps({"path": str(draft.path), **({"asks": True} if draft.asks else {})})
    return f'{{"name": {json.dumps(draft.name)}, "text": {encoded_text(draft.text)}}}'


def _decoded(value: Any) -> Draft | None:
    if not isinstance(value, Mapping):
        return None
    path, name, text, kept = (value.get(each) for each in ("path", "name", "text", "kept"))
    if isinstance(path, str) and path:
        asks = value.get("asks") is True
        return Draft(Path(path).name, Path(path), problem=_of_a_chat() if asks else None, asks=asks)
    if isinstance(name, str) and isinstance(text, str) and 0 < len(text) <= LONGEST:
        return Draft(name, text=text)
    if isinstance(kept, list) and len(kept) == 4 and all(isinstance(each, str) for each in kept[:3]):
        return Draft(kept[0], kept=Attachment(kept[0], kept[1], kept[2], _mapping(kept[3])))
    return None


def _of_a_chat() -> UserError:
    return UserError(
        QT_TRANSLATE_NOOP("core", "Not read yet."),
        QT_TRANSLATE_NOOP("core", "This file is named by a chat that was imported. Try again to read it."),
    )


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
