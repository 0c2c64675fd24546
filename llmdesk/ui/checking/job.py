"""What the mode "Check a summary" does in threads: read, check, keep, open again, save.

Owns these functions and the values that they hand to the mode. No widgets.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from llmdesk.tools.tool import CHECK
from llmdesk.ui.given.given import Given
from llmdesk.ui.given.given import read as read_given
from llmdesk.ui.given.opened import open_file, open_text, stub
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

NOT_KEPT = DocumentError(
    QT_TRANSLATE_NOOP("core", "The pasted text is too long to keep in the history."),
    "",
    QT_TRANSLATE_NOOP("core", "Paste it again for a new check."),
)
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
    """Check a text and keep the result; a full disk does not take the result away. Sources that could not be
    read are tried again; those that still cannot be come last in what is made, and are told."""
    context.progress(CheckProgress("reading"))
    text = read_given(text, context)
    read, unread = _read_sources(sources, context)
    engine = _engine(services, context) if ask_model else None

    def report(done: int, total: int) -> None:
        context.progress(CheckProgress("checking", done, total))

    documents = [each.opened.document for each in (text, *read) if each.opened is not None]
    checked = check(documents[0], documents[1:], engine, report, context.cancel, services.paths.trials)
    problem = unread[0].problem if unread else None
    try:
        save_run(services.store, checked, [each.path for each in (text, *read)])
    except StoreError as error:
        problem = error
    return Made(checked, text, (*read, *unread), problem)


def _read_sources(
    sources: Sequence[Given], context: TaskContext
) -> tuple[tuple[Given, ...], tuple[Given, ...]]:
    """(read, still unreadable); raises where there is nothing to check against, or a file is broken anew."""
    read: list[Given] = []
    unread: list[Given] = []
    for each in sources:
        try:
            read.append(read_given(each, context))
        except UserError as error:
            if each.problem is None:
                raise
            unread.append(replace(each, problem=error))
    if not read and unread and unread[0].problem is not None:
        raise unread[0].problem
    return tuple(read), tuple(unread)


def _engine(services: Services, context: TaskContext) -> TextEngine | None:
    """With its model loaded; None where there is no model, then the words are compared."""
    context.progress(CheckProgress("loading"))
    try:
        services.models.load_blocking(context, CHECK)
    except NoModelError:
        return None
    return services.engine


def reopen(run: Run, context: TaskContext) -> Made | None:
    """A past result, with its texts as they were kept or as their files are now; None where it has none."""
    text, sources = kept_of(run)
    problems: list[UserError] = []
    kept = (text, *sources)
    given = [_again(each, context, problems) for each in kept]
    documents = [
        stub(was.name) if each.opened is None else each.opened.document
        for was, each in zip(kept, given, strict=True)
    ]
    checked = checked_from_run(run, documents[0], documents[1:])
    if checked is None:
        return None
    return Made(checked, given[0], tuple(given[1:]), problems[0] if problems else None)


def _again(kept: Kept, context: TaskContext, problems: list[UserError]) -> Given:
    """Without `opened` where it is gone: nothing is ever judged against an empty text in its place."""
    if kept.text:
        return Given(opened=open_text(kept.text, context))
    if kept.path is None:
        problems.append(NOT_KEPT)
        return Given(problem=NOT_KEPT)
    try:
        opened = open_file(kept.path, context)
    except UserError as error:
        problems.append(error)
        return Given(path=kept.path, problem=error)
    if not kept.is_same(opened.document):
        problems.append(DocumentError(CHANGED.title, CHANGED.detail, CHANGED.hint, name=kept.name))
    return Given(opened=opened, path=opened.path)


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
