"""The answer of a chat that is counted: every document is judged, and what was found is kept as it goes on.

Owns the way from the question to the stored message. Must not know how a document is judged, and must not
generate: the text of the answer is made by the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.errors import QT_TRANSLATE_NOOP, UserError
from llmdesk.store import Store, StoredMessage
from llmdesk.store.types import Outcome
from llmdesk.tools.ask.each.reading import METHOD as EACH_METHOD
from llmdesk.tools.ask.each.reading import ask_each
from llmdesk.tools.ask.each.reckoning import different, told, without_amount
from llmdesk.tools.ask.each.wanted import field_of
from llmdesk.tools.ask.everything import METHOD, Counted, Everything, ask_everything
from llmdesk.tools.ask.types import AskProgress
from llmdesk.tools.chat.answering import Answer, error_as_json
from llmdesk.tools.chat.everything import cost, words
from llmdesk.tools.chat.everything.documents import AllDocuments
from llmdesk.tools.chat.everything.found import (
    AllRead,
    Figure,
    Judged,
    Unread,
    Verdict,
    all_read,
    as_detail,
    found_of,
    rows_of,
)
from llmdesk.tools.chat.everything.how import NotByDocument
from llmdesk.tools.chat.everything.wanted import way_of
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
    model = loaded_model(engine)
    way = way_of(question.content)
    if not way:
        raise _not_by_document()
    documents.raise_if_none()
    values = way == "valued"
    known = _known(before, question, model.name, values=values)
    fresh_passages = documents.passages * (1 - min(1.0, len(known) / documents.count))
    seconds = cost.guessed_s(store, model.name, round(fresh_passages))
    if not sure and seconds > cost.LONG_S:
        raise cost.ReadsLong(documents.count, seconds)
    message = store.begin_answer(question.conversation_id, question.id, model.name)
    work = _Work(
        store, question, documents, model.name, known, message, values=values,
        by_hand={} if values else _by_hand(before, question),
    )  # fmt: skip
    work.keep(work.everything())
    hearing.on_begin(store.message(message.id))

    def tell(progress: AskProgress) -> None:
        hearing.on_reading(progress.done, progress.total)

    try:
        found = (ask_each if values else ask_everything)(
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


def _known(
    before: StoredMessage | None, question: StoredMessage, model: str, *, values: bool
) -> tuple[Judged, ...]:
    found = found_of(before) if before is not None else None
    same = (model, _method(values), question.content.strip(), values)
    if found is None or (found.model, found.method, found.question, bool(found.asked_for)) != same:
        return ()
    return rows_of(found)


def _by_hand(before: StoredMessage | None, question: StoredMessage) -> dict[str, Verdict]:
    """The user's own answers on texts, by their digests: whatever the model that read them."""
    found = found_of(before) if before is not None else None
    if found is None or not found.by_hand or found.question != question.content.strip():
        return {}
    return {row.digest: row.answer for row in rows_of(found) if row.by_hand and row.digest}


def _method(values: bool) -> int:
    return EACH_METHOD if values else METHOD


def _not_by_document() -> NotByDocument:
    return NotByDocument(
        QT_TRANSLATE_NOOP("core", "This question cannot be answered document by document."),
        QT_TRANSLATE_NOOP(
            "core",
            "With “Read everything”, each document is judged for whether it says something, or asked for a "
            "value that stands in it.",
        ),
        QT_TRANSLATE_NOOP(
            "core",
            "Ask which or how many documents say it, or what each says of it, or turn “Read everything” off.",
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
        *,
        values: bool,
        by_hand: Mapping[str, Verdict],
    ) -> None:
        self._store, self._question, self._documents = store, question, documents
        self._model, self._known, self._message, self._values = model, known, message, values
        self._by_hand = by_hand
        self.last = self.found(self.everything())

    def everything(self) -> Everything:
        """Before the first document."""
        question = self._question.content.strip()
        asked_for = field_of(question).name if self._values else ""
        return Everything(question, (), self._documents.count, self._model, asked_for=asked_for)

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
        found = all_read(
            everything.question, everything.documents - len(lost), rows, everything.model, everything.seconds,
            _method(self._values), unread, documents.unread_count + len(lost), documents.growing,
        )  # fmt: skip
        return with_figures(found, rows, everything.asked_for) if everything.asked_for else found

    def _judged(self, row: Counted) -> Judged:
        named = self._documents.named(row.document)
        if row.text_hash in self._by_hand:
            row = replace(row, verdict=self._by_hand[row.text_hash], by_hand=True)
        value = row.value, row.problem, row.number, row.unit, round(row.usual, 4), row.by_hand
        if row.quote is None:
            return Judged(named, row.verdict, row.score, 0, 0, "", "", row.text_hash, *value)
        quote = row.quote
        text = (
            "" if row.verdict == "no" and not row.by_hand else quote.quote or self._text(row.document, quote)
        )
        score = round(row.score, 4)
        return Judged(
            named, row.verdict, score, quote.start, quote.end, quote.page, text, row.text_hash, *value
        )

    def _text(self, number: int, quote: Quote) -> str:
        """Of a document that did not count before: its sentence was not kept."""
        return self._documents.document(number).text[quote.start : quote.end]


def _counted(row: Judged) -> Counted:
    quote = Quote(0, row.document.name, row.page, row.start, row.end, row.quote)
    return Counted(
        0, row.document.name, row.answer, row.score, quote if row.end else None, row.digest,
        row.value, row.problem, row.number, row.unit, row.usual, row.by_hand,
    )  # fmt: skip


def with_figures(found: AllRead, rows: Sequence[Judged], asked_for: str) -> AllRead:
    """What the values of these rows come to, beside their count."""
    everything = Everything(
        found.question, tuple(map(_counted, rows)), found.documents, found.model, asked_for=asked_for
    )
    figures = tuple(
        Figure(
            one.unit, one.count, one.lowest, one.lowest_file, one.highest, one.highest_file, one.total_words
        )
        for one in told(everything)
    )
    return replace(
        found, asked_for=asked_for, different=different(everything), without=without_amount(everything),
        figures=figures,
    )  # fmt: skip


def as_counted(found: AllRead) -> Everything:
    """For the writers of tables. In a thread."""
    rows = [
        replace(_counted(row), document=at, file=row.document.path or row.document.name)
        for at, row in enumerate(rows_of(found))
    ]
    return Everything(
        found.question, tuple(rows), found.documents, found.model, found.seconds, found.method,
        found.asked_for,
    )  # fmt: skip
