"""The answer of a chat that is counted: every document is judged, and what was found is kept as it goes on.

Owns the way from the question to the stored message. Must not know how a document is judged, and must not
generate: the text of the answer is made by the program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, NoModelError, UserError
from llmdesk.store import Store, StoredMessage
from llmdesk.store.types import Outcome
from llmdesk.tools.ask.everything import METHOD, Counted, Everything, ask_everything
from llmdesk.tools.ask.types import AskProgress
from llmdesk.tools.chat.answering import Answer, error_as_json
from llmdesk.tools.chat.everything import cost, words
from llmdesk.tools.chat.everything.documents import AllDocuments
from llmdesk.tools.chat.everything.found import (
    AllRead,
    Judged,
    Unread,
    all_read,
    as_detail,
    found_of,
    rows_of,
)
from llmdesk.tools.chat.everything.how import NotByDocument
from llmdesk.tools.chat.everything.wanted import can_be_judged
from llmdesk.tools.passages import Quote

_FAST = 0.2  # of the passages: so much must have been judged anew for its time to say something


@dataclass(frozen=True)
class Hearing:
    """Who hears that the answer begins, and how many of how many documents are judged."""

    on_begin: Callable[[StoredMessage], None] = lambda _message: None
    on_reading: Callable[[int, int], None] = lambda _done, _total: None


def read_all(
    engine: TextEngine,
    store: Store,
    question: StoredMessage,
    documents: AllDocuments,
    hearing: Hearing,
    cancel: CancelToken,
    trials: Path | None = None,
    before: StoredMessage | None = None,
    *,
    sure: bool = True,
) -> Answer:
    """Answer `question` by all `documents`, and store the answer as its child.

    What was judged is kept every few seconds. `before`: an earlier answer, of which what was judged of the
    same texts by the same model is not judged again. A cancel is no error: the answer is kept as "stopped".

    Raises, with nothing begun, `UsageError` where there is nothing to read, `NotByDocument`, and `ReadsLong`
    where it takes long and the user is not `sure`; what the model or the engine is at fault for (`UserError`)
    keeps what came as "failed" first.
    """
    model = engine.state().model
    if model is None:
        raise NoModelError(QT_TRANSLATE_NOOP("core", "No model is loaded."))
    if not can_be_judged(question.content):
        raise _not_by_document()
    documents.raise_if_none()
    known = _known(before, question, model.name)
    fresh_passages = documents.passages * (1 - min(1.0, len(known) / documents.count))
    seconds = cost.guessed_s(store, model.name, round(fresh_passages))
    if not sure and seconds > cost.LONG_S:
        raise cost.ReadsLong(documents.count, seconds)
    message = store.begin_answer(question.conversation_id, question.id, model.name)
    work = _Work(store, question, documents, model.name, known, message)
    work.keep(work.everything())
    hearing.on_begin(store.message(message.id))

    def tell(progress: AskProgress) -> None:
        hearing.on_reading(progress.done, progress.total)

    try:
        found = ask_everything(
            engine, question.content, documents, documents.count, None, tell, cancel,
            work.counted(), work.keep, trials,
        )  # fmt: skip
    except UserError as error:
        kept = work.last
        detail = {"error": error_as_json(error), **as_detail(kept)}
        store.finish_message(message.id, words.total(kept), "failed", detail)
        raise
    if found.complete and fresh_passages > _FAST * documents.passages:
        cost.measured(store, model.name, round(fresh_passages), found.seconds)
    kept = work.found(found)
    detail = {"finish_reason": "stop" if kept.complete else "cancelled", **as_detail(kept)}
    outcome: Outcome = "done" if kept.complete else "stopped"
    return Answer(store.finish_message(message.id, words.total(kept), outcome, detail), None, 0)


def _known(before: StoredMessage | None, question: StoredMessage, model: str) -> tuple[Judged, ...]:
    found = found_of(before) if before is not None else None
    if found is None or (found.model, found.method, found.question) != (
        model,
        METHOD,
        question.content.strip(),
    ):
        return ()
    return rows_of(found)


def _not_by_document() -> NotByDocument:
    return NotByDocument(
        QT_TRANSLATE_NOOP("core", "This question cannot be answered document by document."),
        QT_TRANSLATE_NOOP(
            "core", "With “Read everything”, each document is judged for whether it says something."
        ),
        QT_TRANSLATE_NOOP(
            "core",
            "Ask which or how many documents say it, or turn “Read everything” off. "
            "For a value out of each document, use Extract.",
        ),
    )


class _Work:
    """What there is so far, as it is kept. `last` is what was kept last."""

    def __init__(
        self,
        store: Store,
        question: StoredMessage,
        documents: AllDocuments,
        model: str,
        known: Sequence[Judged],
        message: StoredMessage,
    ) -> None:
        self._store, self._question, self._documents = store, question, documents
        self._model, self._known, self._message = model, known, message
        self.last = self.found(self.everything())

    def everything(self) -> Everything:
        """Before the first document."""
        return Everything(self._question.content.strip(), (), self._documents.count, self._model)

    def counted(self) -> list[Counted]:
        """What is known, as the judge wants it."""
        return [_counted(row) for row in self._known if row.digest]

    def keep(self, found: Everything) -> None:
        self.last = kept = self.found(found)
        self._store.checkpoint(self._message.id, words.total(kept))
        self._store.add_detail(self._message.id, as_detail(kept))

    def found(self, everything: Everything) -> AllRead:
        documents = self._documents
        lost = [row.document for row in everything.rows if row.document in documents.lost]
        rows = [self._judged(row) for row in everything.rows if row.document not in documents.lost]
        if not everything.complete:  # what an earlier answer had and this one has not come to is not lost
            there = {(row.document, row.digest) for row in rows}
            rows += [row for row in self._known if (row.document, row.digest) not in there]
            rows = rows[: everything.documents]
        unread = [*documents.unread, *(Unread(documents.named(number)) for number in lost)]
        return all_read(
            everything.question, everything.documents - len(lost), rows, everything.model, everything.seconds,
            METHOD, unread, documents.unread_count + len(lost), documents.growing,
        )  # fmt: skip

    def _judged(self, row: Counted) -> Judged:
        named = self._documents.named(row.document)
        if row.quote is None:
            return Judged(named, row.verdict, row.score, digest=row.text_hash)
        quote = row.quote
        text = "" if row.verdict == "no" else quote.quote or self._text(row.document, quote)
        return Judged(
            named, row.verdict, round(row.score, 4), quote.start, quote.end, quote.page, text, row.text_hash
        )

    def _text(self, number: int, quote: Quote) -> str:
        """Of a document that did not count before: its sentence was not kept."""
        return self._documents.document(number).text[quote.start : quote.end]


def _counted(row: Judged) -> Counted:
    quote = Quote(0, row.document.name, row.page, row.start, row.end, row.quote)
    return Counted(0, row.document.name, row.answer, row.score, quote if row.end else None, row.digest)


def as_counted(found: AllRead) -> Everything:
    """For the writers of tables. In a thread."""
    rows = [
        replace(_counted(row), document=at, file=row.document.path or row.document.name)
        for at, row in enumerate(rows_of(found))
    ]
    return Everything(found.question, tuple(rows), found.documents, found.model, found.seconds, found.method)
