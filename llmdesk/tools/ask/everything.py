"""A question about all documents: each is read whole and judged by itself, and the program counts.

Owns what is such a question, and which document counts. Must not read files. What counts is scored, never
generated: nothing in a document can make the model say anything else, and no number is written by a model.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP, ContextTooLong, NoModelError
from llmdesk.tools.ask import prompts
from llmdesk.tools.ask.asked import checked, language_of
from llmdesk.tools.ask.passages import Passage, passages_of
from llmdesk.tools.ask.types import AskOptions, AskProgress, Quote
from llmdesk.tools.documents import Document

_AT_ONCE = 32  # passages in one request
_COUNTS = re.compile(
    r"(?i:\b(?:how many|how often|what number of|which of|list (?:all|every)|count (?:all|the|how))\b)"
    r"|多少[份封个篇条张名位家次]|几[份封个篇条张名位家]|列出|哪几|哪些[^，。？]{0,12}(?:文件|信|邮件|评论|记录)"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What of one document: whether it `counts`, how likely the model holds that against its not counting
    (log-odds, not calibrated), and the words that speak most for it."""

    document: int
    file: str
    counts: bool
    log_odds: float
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents in their order; `count` of them count. `complete` False after a cancel."""

    question: str
    rows: tuple[Counted, ...]
    model: str = ""
    seconds: float = 0.0
    complete: bool = True

    @property
    def count(self) -> int:
        return sum(row.counts for row in self.rows)


def asks_for_all(question: str) -> bool:
    """Whether it asks for a number, a list or which ones: what is answered by reading everything."""
    return _COUNTS.search(question[:2000]) is not None


def ask_everything(
    engine: TextEngine,
    question: str,
    documents: Sequence[Document],
    options: AskOptions | None = None,
    on_progress: Callable[[AskProgress], None] | None = None,
    cancel: CancelToken | None = None,
) -> Everything:
    """Judge every document; of a long one each passage, and it counts where one of them does.

    After a cancel the rows that are done come back. Raises as `ask`.
    """
    begun, token = time.monotonic(), cancel or CancelToken()
    model = engine.state().model
    if model is None:
        raise NoModelError(QT_TRANSLATE_NOOP("core", "No model is loaded."))
    question = checked(question, documents)
    language = language_of(question, options)
    tell = on_progress or (lambda _progress: None)
    rows: list[Counted] = []
    tell(AskProgress("reading", 0, len(documents)))
    for row in _Reading(engine, question, documents, language, token).rows():
        rows.append(row)
        tell(AskProgress("reading", len(rows), len(documents)))
    seconds = time.monotonic() - begun
    return Everything(question, tuple(rows), model.name, seconds, len(rows) == len(documents))


class _Reading:
    """The passages of all documents, in requests that begin alike."""

    def __init__(
        self,
        engine: TextEngine,
        question: str,
        documents: Sequence[Document],
        language: str,
        cancel: CancelToken,
    ) -> None:
        self._engine, self._question, self._documents = engine, question, documents
        self._language, self._cancel = language, cancel

    def rows(self) -> Iterator[Counted]:
        """In order, as soon as all passages of a document are judged."""
        waiting: list[Passage] = []
        best: dict[int, tuple[float, Passage]] = {}
        ended = 0
        for number, document in enumerate(self._documents):
            waiting += passages_of(document, number)
            last = number == len(self._documents) - 1
            if len(waiting) < _AT_ONCE and not last:
                continue
            for passage, odds in self._judged(waiting):
                if passage.document not in best or odds > best[passage.document][0]:
                    best[passage.document] = odds, passage
            if self._cancel.cancelled:
                return
            waiting = []
            while ended <= number:
                yield self._row(ended, best.get(ended))
                ended += 1

    def _judged(self, passages: Sequence[Passage]) -> Iterator[tuple[Passage, float]]:
        for start in range(0, len(passages), _AT_ONCE):
            some = passages[start : start + _AT_ONCE]
            request = prompts.counting(self._question, list(map(self._text, some)), self._language)
            for score in self._engine.score(request, self._cancel):
                if not score.logprobs:  # one that is not judged must not be counted as one that is not meant
                    raise ContextTooLong(
                        QT_TRANSLATE_NOOP("core", "The text is too long for the model's context."),
                        "{reason}",
                        QT_TRANSLATE_NOOP("core", "Shorten it, or choose a larger context in the settings."),
                        reason=score.error,
                    )
                yield some[score.index], score.logprobs[0] - score.logprobs[1]

    def _row(self, number: int, found: tuple[float, Passage] | None) -> Counted:
        name = self._documents[number].name
        if found is None:
            return Counted(number, name, False, 0.0)
        odds, passage = found
        return Counted(number, name, odds > 0, odds, self._quote(passage) if odds > 0 else None)

    def _quote(self, passage: Passage) -> Quote:
        """The sentence of the passage that speaks most for it."""
        document = self._documents[passage.document]
        inside = [
            Passage(passage.document, span.start, span.end)
            for span in document.sentences
            if passage.start <= span.start and span.end <= passage.end
        ]
        best = passage
        if len(inside) > 1:
            judged = list(self._judged(inside))
            best = max(judged, key=lambda pair: pair[1])[0] if judged else passage
        quote = document.text[best.start : best.end]
        page = document.page_at(best.start)
        return Quote(best.document, document.name, page, best.start, best.end, quote)

    def _text(self, passage: Passage) -> str:
        return self._documents[passage.document].text[passage.start : passage.end]
