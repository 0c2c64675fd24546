"""A question about all documents: every sentence of each is held against it, and the program counts.

Owns what of a document is judged, and what came of all of them. Must not read files, and must not say from
which score on a document counts (`trial`). Nothing is generated: what counts is scored, so that nothing in
a document can make the model say anything else, and no number is written by a model.

A document is as good as its best sentence. Asked about whole letters, a model of 1.5 billion parameters took
107 of 120 for the 47 that complain about delivery; asked about each sentence, whether a statement about it is
right, behind examples, it told them apart.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.loaded import loaded_model
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, UserError, shown
from llmdesk.tools.ask.asked import checked_question, language_of
from llmdesk.tools.ask.sifting import Sifter
from llmdesk.tools.ask.trial import Line, Verdict, line_of
from llmdesk.tools.ask.types import AskOptions, AskProgress
from llmdesk.tools.documents import Document
from llmdesk.tools.kept import text_hash
from llmdesk.tools.passages import Quote

METHOD = 2  # grows when scores are no longer comparable with those that were kept
_AT_ONCE = 100  # sentences in one request; what stands before them is read once for all
_LONGEST = 600  # characters of a sentence that are judged together: what is longer is a table or a list
_ADDRESS = 60  # characters of a line that is no sentence: an address, a name
_ENDS = (".", "!", "?", "。", "！", "？", "…", ")", "”", "」", '"', ";", "；")
_KEPT_S = 10.0  # seconds between two states that are kept


@dataclass(frozen=True, slots=True)
class Counted:
    """What of one document. `score`: how much more the model takes its best sentence for what is asked for
    than for something else (log-odds, not calibrated); `quote` is that sentence, None in a document without
    words. `usual`: the score in the middle of its sentences. `text_hash` tells the text that was judged.

    Where each document was asked for a `value` (`ask.each`), its words in the document, "yes" is one that was
    checked and "unsure" one to look at oneself, for `problem`; `number` and `unit` are what the program reads
    it as. `by_hand`: the verdict is the user's, and stays."""

    document: int
    file: str
    verdict: Verdict
    score: float
    quote: Quote | None = None
    text_hash: str = ""
    value: str = ""
    problem: str = ""
    number: float | None = None
    unit: str = ""
    usual: float = 0.0
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Everything:
    """Documents in their order, `documents` of them in all; fewer rows after a cancel. `asked_for`: the value
    that each was asked for (`ask.each`), "" where each was judged."""

    question: str
    rows: tuple[Counted, ...]
    documents: int
    model: str = ""
    seconds: float = 0.0
    method: int = METHOD
    asked_for: str = ""

    @property
    def complete(self) -> bool:
        return len(self.rows) == self.documents

    def count(self, verdict: Verdict = "yes") -> int:
        return sum(row.verdict == verdict for row in self.rows)


def ask_everything(
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
    """Judge every document, of which there are `count`.

    `known`: what an earlier run of the same question and model came to, for texts that are the same; `keep`
    gets what there is every few seconds; `trials` keeps what models are worth (`Paths.trials`).

    After a cancel the rows that are done come back. Raises `UsageError`, `NoModelError`, `UserError` for a
    model that cannot tell, `ContextTooLong`, and what the engine raises.
    """
    token = cancel or CancelToken()
    model = loaded_model(engine)
    question = checked_question(question)

    def tell(done: int) -> None:
        if on_progress is not None:
            on_progress(AskProgress("reading", done, count))

    tell(0)
    language = language_of(question, options)
    try:
        line = line_of(engine, language, trials, token)
    except Cancelled:
        return Everything(question, (), count, model.name)
    if not line.able:
        raise _cannot_tell(model.name)
    found = _Found(question, count, model.name, line, keep)
    sifter = Sifter(engine, question, language, line.asked_twice_from, token)
    before = {row.text_hash: row for row in known}
    for row in _Reading(sifter, before, tell, token).rows(documents):
        found.add(row)
        tell(len(found.rows))
    return found.everything()


class _Found:
    """What there is so far, kept every few seconds."""

    def __init__(
        self,
        question: str,
        count: int,
        model: str,
        line: Line,
        keep: Callable[[Everything], None] | None,
    ) -> None:
        self._question, self._count, self._model = question, count, model
        self._line, self._keep = line, keep
        self._begun = self._kept = time.monotonic()
        self.rows: list[Counted] = []

    def add(self, row: Counted) -> None:
        self.rows.append(row)
        if self._keep is not None and time.monotonic() - self._kept > _KEPT_S:
            self._keep(self.everything())
            self._kept = time.monotonic()

    def everything(self) -> Everything:
        seconds = time.monotonic() - self._begun
        judged = [row for row in self.rows if row.quote is not None]
        verdicts = iter(self._line.parted([row.score for row in judged], [row.usual for row in judged]))
        told = (row if row.quote is None else replace(row, verdict=next(verdicts)) for row in self.rows)
        rows = (before if before.by_hand else row for before, row in zip(self.rows, told, strict=True))
        return Everything(self._question, tuple(rows), self._count, self._model, seconds)


def _cannot_tell(model: str) -> UserError:
    return UserError(
        QT_TRANSLATE_NOOP("core", "This model cannot tell which documents are meant."),
        QT_TRANSLATE_NOOP("core", "{model} was tried on sentences of known meaning and failed."),
        QT_TRANSLATE_NOOP("core", "Choose a larger model."),
        model=shown(model),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of a document, or a part of a very long one."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document whose pieces are not all judged; `known`: they were, in an earlier run."""

    number: int
    document: Document
    pieces: tuple[_Piece, ...]
    known: Counted | None = None


class _Reading:
    """The sentences of all documents, in requests that begin alike; the same sentence is asked about once."""

    def __init__(
        self, sifter: Sifter, known: Mapping[str, Counted], tell: Callable[[int], None], cancel: CancelToken
    ) -> None:
        self._sifter, self._known, self._tell, self._cancel = sifter, known, tell, cancel
        self._scores: dict[str, float] = {}
        self._waiting: deque[_Waiting] = deque()
        self._done = 0

    def rows(self, documents: Iterable[Document]) -> Iterator[Counted]:
        """In order, as soon as all sentences of a document are judged; they end with a cancel."""
        missing: dict[str, None] = {}
        for number, document in enumerate(documents):
            known = self._known.get(text_hash(document.text))
            pieces = () if known else tuple(_pieces(document))
            self._waiting.append(_Waiting(number, document, pieces, known))
            missing |= {piece.text: None for piece in pieces if piece.text not in self._scores}
            if len(missing) >= _AT_ONCE:
                yield from self._judged(list(missing))
                missing = {}
            elif not missing:
                yield from self._ready()
            if self._cancel.cancelled:
                return
        yield from self._judged(list(missing))
        yield from self._ready()

    def _judged(self, texts: Sequence[str]) -> Iterator[Counted]:
        """The documents that are judged when these sentences are; none after a cancel."""
        asked = 0

        def step() -> None:
            nonlocal asked
            asked += 1
            self._tell(self._done + len(self._waiting) * asked // (len(texts) + 1))

        for start in range(0, len(texts), _AT_ONCE):
            try:
                first = self._sifter.first(texts[start : start + _AT_ONCE], step)
                self._scores |= self._sifter.together(first)
            except Cancelled:
                return
            yield from self._ready()

    def _ready(self) -> Iterator[Counted]:
        while self._waiting and not self._cancel.cancelled:
            first = self._waiting[0]
            if not all(piece.text in self._scores for piece in first.pieces):
                return
            self._done += 1
            yield self._row(self._waiting.popleft())

    def _row(self, done: _Waiting) -> Counted:
        document, number = done.document, done.number
        if done.known is not None:
            quote = done.known.quote and replace(done.known.quote, document=number, file=document.name)
            return replace(done.known, document=number, file=document.name, quote=quote)
        judged = text_hash(document.text)
        if not done.pieces:
            return Counted(number, document.name, "no", 0.0, None, judged)
        best = max(done.pieces, key=lambda piece: self._scores[piece.text])
        usual = median(self._scores[piece.text] for piece in done.pieces)
        page = document.page_at(best.start)
        quote = Quote(number, document.name, page, best.start, best.end, best.text)
        score = self._scores[best.text]
        return Counted(number, document.name, "unsure", score, quote, judged, usual=usual)


def _pieces(document: Document) -> Iterator[_Piece]:
    """What is judged: sentences with words, long ones in parts. "Dear Ms Orr," and the name below it say
    nothing; where nothing ends as a sentence does, all is judged."""
    ended = any(document.text[span.start : span.end].endswith(_ENDS) for span in document.sentences)
    for span in document.sentences:
        for start in range(span.start, span.end, _LONGEST):
            text = document.text[start : min(start + _LONGEST, span.end)]
            if any(map(str.isalnum, text)) and not (
                ended and len(text) <= _ADDRESS and not text.endswith(_ENDS)
            ):
                yield _Piece(start, start + len(text), text)
