"""A text as the user gave it: typed or pasted, or a document that was opened.

Owns these values and how they are kept from one window to the next. No widgets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from llmdesk.errors import DocumentError, UserError
from llmdesk.tools.documents import from_text
from llmdesk.ui.drafts import encoded_text
from llmdesk.ui.given.opened import Opened, as_opened, open_file, open_text
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.source_view import is_long


@dataclass(frozen=True)
class Given:
    """`opened` for a document; `typed` for what was typed, also before the document was opened. A file at
    `path` without `opened` is still to be read, or could not be: `problem`."""

    typed: str = ""
    opened: Opened | None = None
    path: Path | None = None
    problem: UserError | None = None

    @property
    def is_blank(self) -> bool:
        is_typed = self.opened is None and self.path is None and self.problem is None
        return is_typed and not self.typed.strip()

    @property
    def is_waiting(self) -> bool:
        """Its file is being read."""
        return self.path is not None and self.opened is None and self.problem is None

    @property
    def text(self) -> str:
        return self.typed if self.opened is None else self.opened.document.text

    def to_type(self) -> Given:
        """What was pasted as something to type into again, unless it is too long for that."""
        if self.opened is None or self.path is not None or is_long(self.opened.document.text):
            return self
        return Given(self.opened.document.text)

    def as_read(self, opened: Opened) -> Given:
        return replace(self, opened=opened, path=opened.path, problem=None)


def to_json(given: Given) -> str:
    """How it is kept. Of a file its path; of what was pasted the text, also where it was too long to be
    edited. `under`: what was typed before that."""
    path = json.dumps(str(given.path) if given.path is not None else "")
    if given.opened is None or given.path is not None:
        return f'{{"path": {path}, "text": {encoded_text(given.typed)}}}'
    return f'{{"path": "", "text": {encoded_text(given.text)}, "under": {encoded_text(given.typed)}}}'


def from_json(kept: object) -> Given:
    """What `to_json` wrote, as `json.loads` gives it; a blank one for what makes no sense. In a thread."""
    values: Mapping[str, Any] = kept if isinstance(kept, dict) else {}
    path, text = values.get("path"), str(values.get("text", ""))
    if path and isinstance(path, str):
        return Given(text, None, Path(path))
    return pasted(text, str(values.get("under", "")))


def pasted(text: str, under: str = "") -> Given:
    """A text without a file: something to type into, or a document where it is too long for that. `under`:
    what was typed before it. In a thread."""
    if not under and not is_long(text):
        return Given(text)
    under = "" if is_long(under) else under
    try:
        return Given(under, as_opened(from_text(text)))
    except DocumentError as error:  # only white space, or too much of it
        return Given(under, problem=error)


def read(given: Given, context: TaskContext) -> Given:
    """With its document, read where it is not yet. In a thread; raises what reading it raises."""
    if given.opened is not None:
        return given
    if given.path is not None:
        return given.as_read(open_file(given.path, context))
    if given.problem is not None:
        raise given.problem
    return given.as_read(open_text(given.typed, context))
