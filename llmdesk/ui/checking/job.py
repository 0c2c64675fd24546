"""What the mode "Check a summary" does in threads: read, check, keep, open again, save.

Owns these functions and the values that they hand to the mode. No widgets.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, NoModelError, StoreError, UserError
from llmdesk.outputs import write_for_user
from llmdesk.store import Run
from llmdesk.tools.checking import (
    CheckedText,
    Kept,
    as_html,
    as_json,
    as_markdown,
    check,
    checked_from_run,
    kept_of,
    save_run,
)
from llmdesk.ui.checking.given import Given
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.summarize_job import Opened, open_file, open_text, stub
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.text_places import TextPlaces

CHANGED = DocumentError(
    QT_TRANSLATE_NOOP("core", "A document has changed since it was checked: {name}."),
    QT_TRANSLATE_NOOP("core", "Passages are shown where their words still stand."),
    QT_TRANSLATE_NOOP("core", "Check again for verdicts on what it says now."),
)


@dataclass(frozen=True)
class CheckProgress:
    """`done` of `total` sentences; while loading, 0 of 0."""

    stage: Literal["loading", "reading", "checking"]
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Made:
    """A result, and what it is about as it shows; `problem` when something is to be told besides."""

    checked: CheckedText
    text: Given
    sources: tuple[Given, ...]
    problem: UserError | None = None


def make(
    services: Services, text: Given, sources: Sequence[Given], ask_model: bool, context: TaskContext
) -> Made:
    """Check a text and keep the result; a full disk does not take the result away."""
    context.progress(CheckProgress("reading"))
    read = [_read(each, context) for each in (text, *sources)]
    engine = _engine(services, context) if ask_model else None

    def report(done: int, total: int) -> None:
        context.progress(CheckProgress("checking", done, total))

    documents = [each.document for each in read]
    checked = check(documents[0], documents[1:], engine, report, context.cancel, services.paths.trials)
    given = [each.as_read(opened) for each, opened in zip((text, *sources), read, strict=True)]
    problem: UserError | None = None
    try:
        save_run(services.store, checked, [each.path for each in read])
    except StoreError as error:
        problem = error
    return Made(checked, given[0], tuple(given[1:]), problem)


def _engine(services: Services, context: TaskContext) -> TextEngine | None:
    """With its model loaded; None where there is no model, then the words are compared."""
    context.progress(CheckProgress("loading"))
    try:
        services.models.load_blocking(context)
    except NoModelError:
        return None
    return services.engine


def _read(given: Given, context: TaskContext) -> Opened:
    if given.opened is not None:
        return given.opened
    if given.path is not None:
        return open_file(given.path, context)
    return open_text(given.typed, context)


def reopen(run: Run, context: TaskContext) -> Made | None:
    """A past result, with its texts as they were kept or as their files are now; None where it has none."""
    text, sources = kept_of(run)
    problems: list[UserError] = []
    opened = [_again(each, context, problems) for each in (text, *sources)]
    checked = checked_from_run(run, opened[0].document, [each.document for each in opened[1:]])
    if checked is None:
        return None
    given = [Given(opened=each, path=each.path) for each in opened]
    return Made(checked, given[0], tuple(given[1:]), problems[0] if problems else None)


def _again(kept: Kept, context: TaskContext, problems: list[UserError]) -> Opened:
    if kept.text:
        return open_text(kept.text, context)
    if kept.path is not None:
        try:
            opened = open_file(kept.path, context)
        except UserError as error:
            problems.append(error)
        else:
            if not kept.is_same(opened.document):
                problems.append(DocumentError(CHANGED.title, CHANGED.detail, CHANGED.hint, name=kept.name))
            return opened
    document = stub(kept.name)
    return Opened(document, TextPlaces(document.text), kept.path)


def save(path: Path, checked: CheckedText, sources: Sequence[Path] = ()) -> None:
    """Write a result by the suffix of its name: Markdown, JSON, else a web page; never over one of
    `sources`. Raises `UsageError`."""
    suffix = path.suffix.lower()
    if suffix == ".json":
        text = json.dumps(as_json(checked), ensure_ascii=False, indent=2) + "\n"
    elif suffix in (".md", ".markdown"):
        text = as_markdown(checked, translate_core)
    else:
        text = as_html(checked, translate_core)
    write_for_user(path, text.encode("utf-8", "replace"), sources)
