"""A checked text: its judgements, and every passage in the source that it is of.

Owns `check`, which takes the time and the model's name, and where a passage of the joined sources stands
in its own one. Values are frozen; they cross threads.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.tools.documents import Document, Span
from llmdesk.tools.evidence.against import Checked, check_text
from llmdesk.tools.evidence.types import Judgement, Method, VerdictName
from llmdesk.tools.evidence.wording import counts

_BETWEEN = 2  # characters between two sources that are read as one


@dataclass(frozen=True, slots=True)
class Located:
    """A place in one of the sources: document number `index`, `text[start:end]` there, and its page."""

    index: int
    start: int
    end: int
    page: str


@dataclass(frozen=True, slots=True)
class CheckedText:
    """The result. `documents` are the sources as they were given; `model` is the one that was asked, ""
    where none was; `places` are those of the judgements in `text.text`."""

    text: Document
    documents: tuple[Document, ...]
    places: tuple[Span, ...]
    judgements: tuple[Judgement, ...]
    model: str = ""
    seconds: float = 0.0

    @property
    def method(self) -> Method:
        """ "model" where the model was asked about any sentence."""
        return "model" if _asked(self.judgements) else "words"

    @property
    def counts(self) -> dict[VerdictName, int]:
        return counts(each.verdict for each in self.judgements)

    def located(self, start: int, end: int) -> Located:
        """A span of the joined sources (of a judgement) in its own source."""
        begins = starts_of(self.documents)
        index = max(0, bisect_right(begins, start) - 1)
        document, begin = self.documents[index], begins[index]
        return Located(index, start - begin, end - begin, document.page_at(start - begin))


def starts_of(documents: Sequence[Document]) -> list[int]:
    """Where each of `documents` begins when they are read as one, as `evidence.against` joins them."""
    begins, at = [], 0
    for document in documents:
        begins.append(at)
        at += len(document.text) + _BETWEEN
    return begins


def check(
    text: Document,
    documents: Sequence[Document],
    engine: TextEngine | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
) -> CheckedText:
    """Judge every sentence of `text` by `documents`; without an engine by words only.

    Raises what `evidence.check_text` raises.
    """
    began = time.monotonic()
    loaded = engine.state().model if engine is not None else None
    found: Checked = check_text(text, documents, engine, on_progress, cancel)
    return CheckedText(
        text,
        tuple(documents),
        found.places,
        found.judgements,
        loaded.name if loaded is not None and _asked(found.judgements) else "",
        time.monotonic() - began,
    )


def _asked(judgements: Sequence[Judgement]) -> bool:
    return any(each.method == "model" for each in judgements)
