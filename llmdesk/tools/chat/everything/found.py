"""What was found in all documents of a chat, as it is kept with the answer.

Owns these values and their form. Must not judge anything, nor import what is slow to import: the window shows
them when it opens. A chat is read again and again: what shows first stands as it is, and the rows of all
documents, which may be ten thousand, as one text that is decoded when somebody wants them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import msgspec

from llmdesk.store import StoredMessage, WholeMessage
from llmdesk.tools.chat.attaching.grounds import Named, Quoted

Verdict = Literal["yes", "no", "unsure"]  # as `ask.trial.Verdict`

_log = logging.getLogger(__name__)
MEMBER = "everything"  # of the detail of an answer
FIRST, OPEN = 8, 4  # rows below the answer: that count, and that are unsure
_UNREAD, _MOST_PARAMS, _FIGURES = 20, 20, 4
_AT_ONCE = 1_000  # rows: between two such pieces other threads have their turn
NOT_UNDERSTOOD = (msgspec.DecodeError, UnicodeEncodeError, RecursionError)  # of rows from anybody
_LONGEST = 1_000  # characters of what a file from anybody has as a name or a sentence


@dataclass(frozen=True, slots=True)
class Judged:
    """What of one document. `score` and `usual` as of `ask.everything.Counted`; `quote` its best sentence, ""
    where the answer is no (it stands at [start:end] all the same); `digest` tells the text that was judged.
    `end` 0: it has no words.

    Where each was asked for a value, as of `ask.everything.Counted`: its `value`, with the `problem` of one
    that is not checked, and `number` and `unit` as which it is read.

    `by_hand`: the answer is the user's, who has read it, and no model's."""

    document: Named
    answer: Verdict
    score: float
    start: int = 0
    end: int = 0
    page: str = ""
    quote: str = ""
    digest: str = ""
    value: str = ""
    problem: str = ""
    number: float | None = None
    unit: str = ""
    usual: float = 0.0
    by_hand: bool = False

    @property
    def quoted(self) -> Quoted:
        """The passage to open; the beginning of a document that does not count."""
        if not self.quote:
            return Quoted(self.document, 0, 0, "", "")
        return Quoted(self.document, self.start, self.end, self.page, self.quote)


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why: a text marked for translation, with places for `params`."""

    document: Named
    reason: str = ""
    params: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """What values with one unit come to (`ask.each.reckoning.Told`): of `count` documents the lowest and the
    highest, in their words, where they stand, and all together, "" of what is not added up."""

    unit: str
    count: int
    lowest: str
    lowest_file: str
    highest: str
    highest_file: str
    total: str = ""


@dataclass(frozen=True, slots=True)
class AllRead:
    """`read` of `documents` were judged; `count` of them count, `unsure` are left open. `first`: rows that
    show first, those that count before those left open; `rows`: all in their order (`rows_of`). `unread`
    could not be read, `unread_first` are some of them; `growing`: a library was not read to its end yet.

    Of all, `by_hand` have the user's own answer.

    `asked_for`: each was asked for that value ("" where each was judged): those that count have one, of which
    there are `different` ones, `figures` is what they come to, and `without` are read as no number or day."""

    question: str
    documents: int
    read: int = 0
    count: int = 0
    unsure: int = 0
    model: str = ""
    seconds: float = 0.0
    method: int = 0
    first: tuple[Judged, ...] = ()
    rows: str = "[]"
    unread: int = 0
    unread_first: tuple[Unread, ...] = ()
    growing: bool = False
    asked_for: str = ""
    different: int = 0
    without: int = 0
    figures: tuple[Figure, ...] = ()
    by_hand: int = 0

    @property
    def complete(self) -> bool:
        return self.read == self.documents


def all_read(
    question: str,
    documents: int,
    rows: Sequence[Judged],
    model: str,
    seconds: float,
    method: int,
    unread: Sequence[Unread] = (),
    unread_count: int = 0,
    growing: bool = False,
) -> AllRead:
    """These rows, counted."""
    counting = [row for row in rows if row.answer == "yes"]
    open_ = [row for row in rows if row.answer == "unsure"]
    return AllRead(
        question, documents, len(rows), len(counting), len(open_), model, round(seconds, 1), method,
        (*counting[:FIRST], *open_[:OPEN]), _encoded(rows), unread_count, tuple(unread[:_UNREAD]),
        growing, by_hand=sum(row.by_hand for row in rows),
    )  # fmt: skip


def decided(found: AllRead, chosen: Judged, answer: Verdict) -> AllRead:
    """As `found`, with the user's answer on one row, and on every other whose sentence, or whole text, is the
    same. The sentence of a document that the model took for none that counts is not kept."""

    def is_meant(row: Judged) -> bool:
        if row.digest == chosen.digest and (row.digest or row.document == chosen.document):
            return True
        return bool(chosen.quote) and row.quote == chosen.quote

    rows = [replace(row, answer=answer, by_hand=True) if is_meant(row) else row for row in rows_of(found)]
    counted = all_read(found.question, found.documents, rows, found.model, found.seconds, found.method)
    return replace(
        found, count=counted.count, unsure=counted.unsure, first=counted.first, rows=counted.rows,
        by_hand=counted.by_hand,
    )  # fmt: skip


def found_of(message: StoredMessage | WholeMessage) -> AllRead | None:
    """That of an answer; None for one that has none, or whose is not to be understood."""
    kept = message.detail.get(MEMBER)
    if kept is None:
        return None
    try:
        return msgspec.convert(kept, AllRead)
    except msgspec.ValidationError as error:
        _log.warning("What is kept of all documents of a chat is not understood: %s", error)
        return None


def rows_of(found: AllRead | None) -> tuple[Judged, ...]:
    """All rows. In a thread: there may be very many."""
    if found is None:
        return ()
    try:
        return tuple(each_row(found))
    except NOT_UNDERSTOOD as error:
        _log.warning("The rows of all documents of a chat are not understood: %s", error)
        return found.first


def each_row(found: AllRead) -> Iterator[Judged]:
    """Those of `rows_of`, one after the other. Raises one of `NOT_UNDERSTOOD`."""
    encoded = msgspec.json.decode(found.rows, type=list[msgspec.Raw])
    decoder = msgspec.json.Decoder(tuple[Judged, ...])
    for start in range(0, len(encoded), _AT_ONCE):
        yield from decoder.decode(b"[" + b",".join(encoded[start : start + _AT_ONCE]) + b"]")


def _encoded(rows: Sequence[Judged]) -> str:
    pieces = (msgspec.json.encode(rows[start : start + _AT_ONCE]) for start in range(0, len(rows), _AT_ONCE))
    return "[" + ",".join(piece[1:-1].decode() for piece in pieces) + "]"


def of_a_file(value: object, here: Callable[[str], str]) -> Mapping[str, object] | None:
    """What a file from anybody has as such a detail: counted anew from its rows, with paths as `here` gives
    them; None for what makes no sense."""
    try:
        kept = msgspec.convert(value, AllRead)
        rows = tuple(each_row(kept))
    except (msgspec.ValidationError, *NOT_UNDERSTOOD):
        return None

    def at_home(document: Named) -> Named:
        return replace(document, name=document.name[:_LONGEST], path=here(document.path))

    def bounded(row: Judged) -> Judged:
        texts = {
            name: getattr(row, name)[:_LONGEST] for name in ("quote", "page", "value", "problem", "unit")
        }
        return replace(row, document=at_home(row.document), **texts)

    rows = tuple(map(bounded, rows))
    unread = [
        Unread(at_home(each.document), each.reason[:_LONGEST], dict(list(each.params.items())[:_MOST_PARAMS]))
        for each in kept.unread_first[:_UNREAD]
    ]
    found = all_read(
        kept.question[:_LONGEST], max(kept.documents, len(rows)), rows, kept.model[:_LONGEST], kept.seconds,
        kept.method, unread, kept.unread, kept.growing,
    )  # fmt: skip
    if kept.asked_for:
        found = replace(found, **_values_of_a_file(kept))
    kept_so: Mapping[str, object] = msgspec.to_builtins(found)
    return kept_so


def _values_of_a_file(kept: AllRead) -> dict[str, Any]:
    """What is kept of values beside the rows, no longer than ours."""
    figures = tuple(
        Figure(each.unit[:_LONGEST], each.count, *(text[:_LONGEST] for text in _texts(each)))
        for each in kept.figures[:_FIGURES]
    )
    return {
        "asked_for": kept.asked_for[:_LONGEST],
        "different": kept.different,
        "without": kept.without,
        "figures": figures,
    }


def _texts(figure: Figure) -> tuple[str, ...]:
    return figure.lowest, figure.lowest_file, figure.highest, figure.highest_file, figure.total


def as_detail(found: AllRead) -> Mapping[str, object]:
    """What is stored with an answer."""
    return {MEMBER: msgspec.to_builtins(found)}
