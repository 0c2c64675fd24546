"""Questions in the store: kept as runs, and read back.

Owns the shape of a run of kind "ask": inputs (question, documents, libraries), options, the answer. Must not
ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.ask.everything import METHOD, Counted, Everything
from llmdesk.tools.ask.types import Answer, AskOptions
from llmdesk.tools.documents import Document
from llmdesk.tools.kept import inputs_of, read, write

KIND: RunKind = "ask"
_TITLE = 80
_LOOKED_AT = 20  # runs in which an earlier one is looked for


def save_run(
    store: Store,
    documents: Sequence[tuple[Document, Path | None]],
    options: AskOptions,
    answer: Answer,
    libraries: Sequence[str] = (),
) -> Run:
    """Keep a question and its answer; of a document in a file its path and a hash of its text, a text without
    one itself, of a library its name."""
    run = begin_run(store, answer.question, documents, options, answer.model, libraries)
    return store.finish_run(run.id, write(answer), "done")


def begin_run(
    store: Store,
    question: str,
    documents: Sequence[tuple[Document, Path | None]],
    options: AskOptions,
    model: str,
    libraries: Sequence[str] = (),
) -> Run:
    """Keep that a question is being answered."""
    inputs = {
        "question": question,
        "documents": [inputs_of(document, path) for document, path in documents],
        "libraries": list(libraries),
    }
    title = " ".join(question.split())[:_TITLE]
    return store.add_run(KIND, inputs, write(options), title=title, model=model)


def keep_everything(store: Store, run: Run, found: Everything) -> None:
    """Keep what there is so far of a question about all documents."""
    store.update_run(run.id, write(found))


def finish_everything(store: Store, run: Run, found: Everything) -> Run:
    """Keep what came of a question about all documents, also where it was stopped."""
    return store.finish_run(run.id, write(found), "done" if found.complete else "stopped")


def answer_from_run(run: Run) -> Answer | None:
    """What a past question was answered; None where it has nothing, or was about all documents."""
    return read(Answer, run.result) if run.result and "rows" not in run.result else None


def everything_from_run(run: Run) -> Everything | None:
    """What a past question about all documents found; None for any other."""
    return read(Everything, run.result) if run.result and "rows" in run.result else None


def known_rows(
    store: Store, question: str, model: str, method: int = METHOD, *, each: bool = False
) -> tuple[Counted, ...]:
    """What the last run of the same question and model came to, also one that was stopped or killed: it goes
    on from there. `each`: each document was asked for a value."""
    for run in store.runs(KIND, limit=_LOOKED_AT):
        found = everything_from_run(run)
        same = found is not None and found.question == question and bool(found.asked_for) is each
        if found is not None and same and run.model == model:
            return found.rows if found.method == method else ()
    return ()
