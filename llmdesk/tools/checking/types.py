"""A checked text: every sentence with its verdict, and every passage in the source that it is of.

Owns the values of the result, which cross threads, and `check`, which makes one: evidence judges by the
sources as one document, here every place is one in its own source again.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.tools.documents import Document, Span
from llmdesk.tools.evidence.against import check_text
from llmdesk.tools.evidence.remarks import in_conflict
from llmdesk.tools.evidence.types import Judgement, Method, Remark, VerdictName
from llmdesk.tools.evidence.wording import counts

_BETWEEN = 2  # characters between two sources that are read as one


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in source number `document`, whose text has `quote` at [start:end]. `page` as there."""

    document: int
    start: int
    end: int
    page: str
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Deciding words in source number `document`."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence at [start:end] of the text, judged (see `evidence.Judgement`); `marks` are within it."""

    text: str
    start: int
    end: int
    verdict: VerdictName
    probability: float
    passages: tuple[Passage, ...]
    remark: Remark | None = None
    method: Method = "words"
    marks: tuple[Span, ...] = ()
    source_marks: tuple[Mark, ...] = ()

    @property
    def supported(self) -> bool:
        return self.verdict == "supported"

    @property
    def conflict(self) -> tuple[Passage, ...]:
        """The two passages that contradict each other, where that is why."""
        return in_conflict(self.remark, self.passages)

    @property
    def reason(self) -> str:
        """In English; "" for a supported sentence."""
        return "" if self.remark is None else str(self.remark)


@dataclass(frozen=True, slots=True)
class CheckedText:
    """The result. `documents` are the sources as they were given; `model` is the one that was asked, ""
    where none was."""

    text: Document
    documents: tuple[Document, ...]
    sentences: tuple[CheckedSentence, ...]
    model: str = ""
    seconds: float = 0.0

    @property
    def method(self) -> Method:
        """ "model" where the model was asked about any sentence."""
        return "model" if any(each.method == "model" for each in self.sentences) else "words"

    @property
    def counts(self) -> dict[VerdictName, int]:
        return counts(each.verdict for each in self.sentences)


def check(
    text: Document,
    documents: Sequence[Document],
    engine: TextEngine | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
    trials: Path | None = None,
) -> CheckedText:
    """Judge every sentence of `text` by `documents`; without an engine by words only. `trials` as in
    `evidence.checking.judge`.

    Raises what `evidence.check_text` raises.
    """
    began = time.monotonic()
    loaded = engine.state().model if engine is not None else None
    found = check_text(text, documents, engine, on_progress, cancel, trials)
    asked = loaded is not None and any(each.method == "model" for each in found.judgements)
    places = _Places(documents)
    sentences = tuple(
        places.sentence(judgement, span)
        for judgement, span in zip(found.judgements, found.places, strict=True)
    )
    model = loaded.name if loaded is not None and asked else ""
    return CheckedText(text, tuple(documents), sentences, model, time.monotonic() - began)


class _Places:
    """Places of the joined sources, as `evidence.against` joins them, in each source."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._begins, at = [0], 0
        for document in documents[:-1]:
            at += len(document.text) + _BETWEEN
            self._begins.append(at)

    def sentence(self, judgement: Judgement, span: Span) -> CheckedSentence:
        passages = []
        for source in judgement.sources:
            mark = self._mark(source.start, source.end)
            page = self._documents[mark.document].page_at(mark.start)
            passages.append(Passage(mark.document, mark.start, mark.end, page, source.quote, source.score))
        return CheckedSentence(
            judgement.text,
            span.start,
            span.end,
            judgement.verdict,
            judgement.probability,
            tuple(passages),
            judgement.remark,
            judgement.method,
            judgement.marks,
            tuple(self._mark(mark.start, mark.end) for mark in judgement.source_marks),
        )

    def _mark(self, start: int, end: int) -> Mark:
        number = bisect_right(self._begins, start) - 1
        begin = self._begins[number]
        return Mark(number, start - begin, end - begin)
