"""The values that go into and come out of a summary. All frozen; they cross threads.

Owns the vocabulary of summaries: options, progress, sentences with their sources, the result. Must
not import anything that is slow to import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from llmdesk.tools.documents.types import Span
from llmdesk.tools.evidence.types import Method, Remark, Source, VerdictName
from llmdesk.tools.file_list import ListedFile

LengthName = Literal["sentence", "short", "medium", "long"]
Length = LengthName | int
Style = Literal["paragraph", "bullets", "headline", "facts"]
ResultLanguage = Literal["same", "en", "zh"]
Stage = Literal["chunks", "merging", "support"]
FileStatus = Literal["waiting", "reading", "summarizing", "done", "failed", "stopped"]

LENGTHS: tuple[LengthName, ...] = ("sentence", "short", "medium", "long")
STYLES: tuple[Style, ...] = ("paragraph", "bullets", "headline", "facts")
RESULT_LANGUAGES: tuple[ResultLanguage, ...] = ("same", "en", "zh")
LENGTH_LIMITS = (10, 2000)
MOST_DRAFTS = 4


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """What is wanted.

    `length`: a name, or a number of words (characters for Chinese and Japanese), 10…2000. `focus`: what
    alone is wanted ("only what concerns costs"); empty: everything. `language`: of the result. `drafts`: how
    often the text is written, the best being kept, 1…`MOST_DRAFTS`.
    """

    length: Length = "medium"
    style: Style = "paragraph"
    focus: str = ""
    language: ResultLanguage = "same"
    seed: int = 0
    drafts: int = 1

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary and what it rests on.

    `start`, `end`: its place in `Summary.text`. `sources`: best first. `remark`: why it is not
    supported. `extracted`: it stands in the document word for word.
    `verdict` to `source_marks` as in `evidence.Judgement`; no `probability` has a shortened sentence of the
    document, of which nobody has measured it, and a run of an older version.
    """

    text: str
    supported: bool
    sources: tuple[Source, ...]
    remark: Remark | None = None
    extracted: bool = False
    start: int = 0
    end: int = 0
    verdict: VerdictName = "supported"
    probability: float | None = None
    method: Method = "words"
    marks: tuple[Span, ...] = ()
    source_marks: tuple[Span, ...] = ()

    @property
    def reason(self) -> str:
        """Why it is not supported, in English; "" for a supported sentence."""
        return "" if self.remark is None else str(self.remark)


@dataclass(frozen=True, slots=True)
class Summary:
    """The result. `text` is plain text: paragraphs, or lines that begin with "- " for bullets and facts.

    `language`: of the result (ISO 639-1, "" unknown). `chunks`: how many pieces the document was read
    in. `complete` False: stopped before the end; `chars_read` says how much was read. `notes`: what
    the user should know about this summary.
    """

    text: str
    sentences: tuple[SummarySentence, ...]
    language: str
    chars_total: int
    chars_read: int
    chunks: int
    model: str
    seconds: float
    complete: bool
    notes: tuple[Remark, ...] = ()

    @property
    def unsupported(self) -> int:
        return sum(not sentence.supported for sentence in self.sentences)

    def figures(self) -> dict[str, object]:
        """What is known of its making, in values of JSON: the same for the store and for other programs."""
        return {
            "language": self.language,
            "chars_total": self.chars_total,
            "chars_read": self.chars_read,
            "chunks": self.chunks,
            "model": self.model,
            "seconds": round(self.seconds, 3),
            "complete": self.complete,
        }


@dataclass(frozen=True, slots=True)
class SummaryProgress:
    """How far it is: `done` of `total` pieces of `stage`.

    `partial`: the summaries of the chunks that are ready, newest last (at most 8). `share` 0…1 of
    everything; `seconds_left` an estimate, None at the beginning. `plan`: what the program takes for the main
    points before the model has written a word, the first one first; empty where it makes none. `tokens_read`
    of `tokens_total`: how much of the document the model has read; both 0 where that is not known.
    `reading`: tokens of the piece that the model reads just now, and of how many; None while it writes.
    """

    stage: Stage
    done: int
    total: int
    partial: tuple[str, ...] = ()
    share: float = 0.0
    seconds_left: float | None = None
    tokens_read: int = 0
    tokens_total: int = 0
    plan: tuple[str, ...] = ()
    reading: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FileState(ListedFile):
    """One file of a list, on its way or at its end. `index` -1 with an empty `path` is the combined
    summary of all files."""

    status: FileStatus
    summary: Summary | None = None
    progress: SummaryProgress | None = None
