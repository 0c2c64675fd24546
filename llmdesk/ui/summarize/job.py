"""What the Summarize tab does in threads: read, summarize, keep, open again, save.

Owns these functions and the values that they hand to the tab. No widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, StoreError, UserError
from llmdesk.outputs import write_for_user
from llmdesk.store import Run
from llmdesk.tools.documents import Document
from llmdesk.tools.summarize import (
    FileState,
    Summary,
    SummaryOptions,
    SummaryProgress,
    as_html,
    as_markdown,
    save_run,
    summarize,
    summarize_files,
)
from llmdesk.tools.tool import SUMMARIZE
from llmdesk.ui.given.opened import Opened, document_of
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

_TITLE = 80  # characters of a pasted text that stand for its name in the history
MARKDOWN_SUFFIXES = (".md", ".markdown")
CHANGED = DocumentError(
    QT_TRANSLATE_NOOP("core", "The document has changed since it was summarized."),
    QT_TRANSLATE_NOOP("core", "Passages are shown where their words still stand."),
    QT_TRANSLATE_NOOP("core", "Summarize it again for a summary of what it says now."),
)


@dataclass(frozen=True)
class Made:
    """A summary; `problem` when it could not be kept in the history."""

    summary: Summary
    problem: UserError | None


def make(services: Services, opened: Opened, options: SummaryOptions, context: TaskContext) -> Made:
    """Summarize one document and keep it; a full disk does not take the summary away."""
    services.models.load_blocking(context, SUMMARIZE)
    context.progress(SummaryProgress("chunks", 0, 1))  # a long text is looked through before it is read
    summary = summarize(
        opened.document, options, services.engine, context.progress, context.cancel, services.paths.trials
    )
    document = opened.document
    if not document.name:
        document = replace(document, name=" ".join(document.text[:400].split())[:_TITLE])
    try:
        save_run(services.store, document, options, summary, opened.path)
    except StoreError as problem:
        return Made(summary, problem)
    return Made(summary, None)


@dataclass(frozen=True)
class FilesProgress:
    """The newest state of every file of a list that is at work or done."""

    states: tuple[FileState, ...]

    @property
    def problem(self) -> UserError | None:
        """Why something of it could not be kept in the history."""
        return next((state.unkept for state in self.states if state.unkept is not None), None)


def make_files(
    services: Services,
    paths: Sequence[Path],
    options: SummaryOptions,
    combined: bool,
    context: TaskContext,
) -> FilesProgress:
    """Summarize a list of files; those that are done already are taken from the history."""
    services.models.load_blocking(context, SUMMARIZE)
    states: dict[int, FileState] = {}

    def on_state(state: FileState) -> None:
        """The texts of all files together would be too large to hold; the joined one is short."""
        states[state.index] = replace(state, document=None) if state.index >= 0 else state
        context.progress(FilesProgress(tuple(states.values())))

    store, engine = services.store, services.engine
    for _end in summarize_files(
        paths, options, engine, store, on_state, context.cancel, combined=combined,
        trials=services.paths.trials,
    ):  # fmt: skip
        pass
    return FilesProgress(tuple(states.values()))


def reopen(run: Run, context: TaskContext) -> tuple[Opened | None, UserError | None]:
    """The document of a past summary, and what is to be said."""
    return document_of(run, CHANGED, context)


def save(path: Path, summary: Summary, document: Document, sources: Sequence[Path] = ()) -> None:
    """Write a summary with its sources as notes: Markdown by its suffix, else HTML; never over one of
    `sources`. Raises `UsageError`."""
    as_it_should = as_markdown if path.suffix.lower() in MARKDOWN_SUFFIXES else as_html
    write_for_user(path, as_it_should(summary, document, translate_core).encode("utf-8", "replace"), sources)
