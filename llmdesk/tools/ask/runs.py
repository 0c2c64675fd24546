"""Questions in the store: kept as runs, and read back.

Owns the shape of a run of kind "ask": inputs (question, documents, libraries), options, the answer. Must not
ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llmdesk.store import Run, RunKind, Store
from llmdesk.tools.ask.types import Answer, AskOptions
from llmdesk.tools.documents import Document
from llmdesk.tools.kept import inputs_of, read, write

KIND: RunKind = "ask"
_TITLE = 80


def save_run(
    store: Store,
    documents: Sequence[tuple[Document, Path | None]],
    options: AskOptions,
    answer: Answer,
    libraries: Sequence[str] = (),
) -> Run:
    """Keep a question and its answer; of a document in a file its path and a hash of its text, a text without
    one itself, of a library its name."""
    inputs = {
        "question": answer.question,
        "documents": [inputs_of(document, path) for document, path in documents],
        "libraries": list(libraries),
    }
    title = " ".join(answer.question.split())[:_TITLE]
    run = store.add_run(KIND, inputs, write(options), title=title, model=answer.model)
    return store.finish_run(run.id, write(answer), "done")


def answer_from_run(run: Run) -> Answer | None:
    """What a past question was answered; None where it has nothing."""
    return read(Answer, run.result) if run.result else None
