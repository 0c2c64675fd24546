"""What the mode "Compose" does in threads: write a text from a form, keep it, save it.

Owns these functions and the values that they hand to the page. No widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from llmdesk.errors import StoreError, UserError
from llmdesk.outputs import write_for_user
from llmdesk.tools.compose import (
    Composed,
    ComposeOptions,
    ComposeProgress,
    Form,
    code,
    compose,
    keep,
    language_of,
)
from llmdesk.tools.tool import WRITE
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.write.compose.versions import Version


@dataclass(frozen=True)
class Asked:
    """A form with what was given, complete; `language` "" for that of what was given."""

    form: Form
    values: dict[str, str]
    language: str = ""


@dataclass(frozen=True)
class Streamed:
    """`pieces` are all that is written of this attempt so far, in order, `count` of them by then."""

    attempt: int
    pieces: Sequence[str]
    count: int


@dataclass(frozen=True)
class Made:
    """`version` None: it was stopped before anything came. `problem`: what stopped it, or why it is not in
    the history."""

    version: Version | None
    problem: UserError | None = None


@dataclass
class _Stream:
    """Tells how far it is; what came stays when the engine ends."""

    context: TaskContext
    attempt: int = 0
    pieces: list[str] = field(default_factory=list)

    def __call__(self, progress: ComposeProgress) -> None:
        if progress.attempt != self.attempt:
            self.attempt, self.pieces = progress.attempt, []
        if progress.piece:
            self.pieces.append(progress.piece)
        self.context.progress(Streamed(self.attempt, self.pieces, len(self.pieces)))


def make(services: Services, asked: Asked, context: TaskContext) -> Made:
    """Write a text and keep it; a full disk or a crash does not take away what is written."""
    model = services.models.load_blocking(context, WRITE)
    stream = _Stream(context)
    options = ComposeOptions(asked.language)
    problem: UserError | None = None
    try:
        composed = compose(asked.form, asked.values, options, services.engine, stream, context.cancel)
    except UserError as error:
        problem = error
        language = asked.language or language_of(asked.form, asked.values)
        text = "".join(stream.pieces).strip()
        composed = Composed(asked.form.name, language, text, (), (), model.name, 0.0, complete=False)
    if not composed.text:
        if problem is not None:
            raise problem
        if not composed.complete:
            return Made(None)
    try:
        run = keep(services.store, asked.form, asked.values, options, composed)
    except StoreError as error:
        return Made(Version(composed), problem or error)
    return Made(Version(composed, run.id), problem)


def save(path: Path, text: str) -> Path:
    """Write a text for the user. Raises `UsageError`."""
    return write_for_user(path, f"{text.rstrip()}\n".encode("utf-8", "replace"))


def code_of(composed: Composed) -> str:
    """The code alone, of a text that has some; "" for others. Of several languages that of which there is
    most: a command that installs something is no part of a program."""
    if composed.form != "code":
        return ""
    every: dict[str, list[str]] = {}
    for block in code.blocks(composed.text):
        every.setdefault(block.language, []).append(block.code)
    return max(("\n".join(pieces) for pieces in every.values()), key=len, default="")
