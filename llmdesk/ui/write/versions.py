"""The versions of one text: what the model wrote each time, and how it stands under the user's hand.

Owns the values. No widgets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.tools.write import Reviewer, Revision, Style, Written, revision_of


@dataclass(frozen=True)
class Version:
    """`run_id` None: it could not be kept. `name` and `path`: of the file that the text is in; `newline`: how
    its lines end. `warning`, a sentence marked for translation: why the model is not good at this."""

    written: Written
    revision: Revision
    reviewer: Reviewer
    run_id: int | None = None
    name: str = ""
    path: Path | None = None
    warning: str = ""

    @property
    def style(self) -> Style:
        return self.written.style

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.written.source else "\n"

    @property
    def is_one_part(self) -> bool:
        """The text was written as a whole: where it was stopped, its rest is not there."""
        parts = self.written.parts
        return len(parts) == 1 and parts[0].end - parts[0].start >= len(self.written.source.strip())

    def revised(self, revision: Revision) -> Version:
        return replace(self, revision=revision)


def version_of(
    written: Written,
    revision: Revision | None = None,
    *,
    run_id: int | None = None,
    name: str = "",
    path: Path | None = None,
    warning: str = "",
) -> Version:
    """In a thread: of a long text it takes a while."""
    made = revision_of(written) if revision is None else revision
    return Version(written, made.prepare(), Reviewer(written), run_id, name, path, warning)


def as_shown(text: str) -> str:
    """A text as a field shows it, and a revision has it."""
    return text.replace("\r\n", "\n").replace("\r", "") if "\r" in text else text
