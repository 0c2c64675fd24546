"""A question about documents and what came of it: values that cross threads.

Owns the vocabulary of the tool. Must not import anything that is slow to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from llmdesk.tools.evidence.terms import is_cjk
from llmdesk.tools.evidence.types import Remark
from llmdesk.tools.passages.types import Quote

Stage = Literal["looking", "weighing", "answering", "checking", "reading"]


@dataclass(frozen=True, slots=True)
class AskOptions:
    """`language` of the answer ("en", "zh"); "": that of the question. `passages`: how many the model gets at
    most. `weigh`: it is asked first which of the found passages answer at all. `seed` of its answer."""

    language: str = ""
    passages: int = 5
    weigh: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of the answer. `supported`: the program found that the documents say it, in `sources`;
    `remark` is the reason where not."""

    text: str
    supported: bool
    sources: tuple[Quote, ...] = ()
    remark: Remark | None = None

    @property
    def reason(self) -> str:
        """In English; "" for a supported sentence."""
        return "" if self.remark is None else str(self.remark)


@dataclass(frozen=True, slots=True)
class Answer:
    """`stated` False: the documents do not say it, as far as the passages that were read go; `sentences` are
    then empty, and `said` is what the model answered nevertheless. `read`: the passages that the model got,
    best first. `documents` is how many were looked through."""

    question: str
    stated: bool
    sentences: tuple[AnswerSentence, ...]
    read: tuple[Quote, ...]
    documents: int
    said: str = ""
    model: str = ""
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The answer as one paragraph; "" where the documents do not say."""
        texts = [sentence.text for sentence in self.sentences]
        return ("" if is_cjk("".join(texts)) else " ").join(texts)


@dataclass(frozen=True, slots=True)
class AskProgress:
    """`done` of `total` passages, sentences or documents at a stage; `text` is the answer so far."""

    stage: Stage
    done: int = 0
    total: int = 0
    text: str = ""
