"""A value out of every document, each with the sentence that it stands in.

Owns what of an extracted value is believed, and what came of all documents. How a value is asked for and
found in the text is `tools/extract`'s. A value stands in its document, word for word, or is marked; so is one
beside which another may be meant.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.errors import Cancelled
from llmdesk.tools.ask.asked import checked_question
from llmdesk.tools.ask.each.amounts import Amount, amount_of
from llmdesk.tools.ask.each.doubt import other_value, trimmed
from llmdesk.tools.ask.each.side_by_side import each
from llmdesk.tools.ask.each.wanted import field_of
from llmdesk.tools.ask.everything import Counted, Everything
from llmdesk.tools.ask.types import AskOptions, AskProgress
from llmdesk.tools.documents import Document
from llmdesk.tools.extract import Extraction, Value, extract
from llmdesk.tools.fields import Field, FieldSet, habits_of
from llmdesk.tools.kept import text_hash
from llmdesk.tools.passages import Quote

METHOD = 1  # grows when values are no longer comparable with those that were kept
# Problems, beside those of `tools/fields`: the model copied too few values right in its trial; another value
# may be meant.
WEAK, SEVERAL = "weak model", "several"
_KEPT_S = 10.0  # seconds between two states that are kept
_LONGEST = 600  # characters of a sentence that is quoted whole


def ask_each(
    engine: TextEngine,
    question: str,
    documents: Iterable[Document],
    count: int,
    options: AskOptions | None = None,
    on_progress: Callable[[AskProgress], None] | None = None,
    cancel: CancelToken | None = None,
    known: Iterable[Counted] = (),
    keep: Callable[[Everything], None] | None = None,
    trials: Path | None = None,
) -> Everything:
    """Ask every document, of which there are `count`, for what `question` asks of each; as
    `everything.ask_everything`.

    After a cancel the rows that are done come back. Raises `UsageError`, `NoModelError`, `ContextTooLong`,
    and what the engine raises.
    """
    token = cancel or CancelToken()
    model = loaded_model(engine)
    question = checked_question(question)
    field = field_of(question)
    before = {row.text_hash: row for row in known}
    rows: list[Counted] = []
    begun = kept = time.monotonic()

    def everything() -> Everything:
        seconds = time.monotonic() - begun
        return Everything(question, tuple(rows), count, model.name, seconds, METHOD, field.name)

    def tell() -> None:
        if on_progress is not None:
            on_progress(AskProgress("reading", len(rows), count))

    def ask(number: int, document: Document, stop: CancelToken) -> Counted:
        row = before.get(text_hash(document.text))
        if row is not None:
            return _again(row, number, document)
        if not document.text.strip():
            return Counted(number, document.name, "no", 0.0, None, text_hash(document.text))
        found = extract(document, FieldSet((field,)), engine, None, stop, trials)
        stop.raise_if_cancelled()  # else a part of it would pass for the whole
        return _row(number, document, found, field)

    tell()
    with contextlib.suppress(Cancelled):
        for row in each(documents, ask, token):
            rows.append(row)
            tell()
            if keep is not None and time.monotonic() - kept > _KEPT_S:
                keep(everything())
                kept = time.monotonic()
            token.raise_if_cancelled()
    return everything()


def _again(row: Counted, number: int, document: Document) -> Counted:
    """What an earlier run found in the same text."""
    quote = row.quote and replace(row.quote, document=number, file=document.name)
    return replace(row, document=number, file=document.name, quote=quote)


def _row(number: int, document: Document, found: Extraction, field: Field) -> Counted:
    """What is believed of what was extracted."""
    judged = text_hash(document.text)
    value = found.records[0][0].first if found.records else None
    if value is None or not value.text.strip():
        unread = "unread" if found.unread else ""
        return Counted(number, document.name, "unsure" if unread else "no", 0.0, None, judged, problem=unread)
    text = " ".join(value.text.split())
    if value.start is None or value.end is None:
        return Counted(number, document.name, "unsure", 0.0, None, judged, text, value.problem)
    amount = _amount(value, document)
    if amount is not None and field.type != "text":
        text = trimmed(text, habits_of(document.text).comma)
    problem: str = value.problem or (WEAK if found.warning is not None else "")
    if not problem and amount is not None and other_value(document, field.name, value.start, amount):
        problem = SEVERAL
    return Counted(
        number, document.name, "unsure" if problem else "yes", 0.0,
        _quote(number, document, value.start, value.end), judged, text, problem,
        None if amount is None else amount.number, "" if amount is None else amount.unit,
    )  # fmt: skip


def _amount(value: Value, document: Document) -> Amount | None:
    """As the value was read behind its label (850, in a column of euros), else as its own words say."""
    if value.currency and isinstance(value.value, int | float) and not isinstance(value.value, bool):
        return Amount(float(value.value), value.currency)
    return amount_of(value.text, habits_of(document.text))


def _quote(number: int, document: Document, start: int, end: int) -> Quote:
    """The sentence that a value stands in, or a part of a very long one."""
    around = next((each for each in document.sentences if each.start <= start < each.end), None)
    first, last = (start, end) if around is None else (around.start, max(around.end, end))
    first, last = max(first, start - _LONGEST // 2), min(last, end + _LONGEST // 2)
    page = document.page_at(start)
    return Quote(number, document.name, page, first, last, document.text[first:last])
