"""The values of the sentiment tool: labels, results of a text and of a row, calibration, figures.

Owns frozen types only. Must not import the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

UNSURE = "unsure"
UNLIKELY_MASS = 0.1  # see `doubts.py` for what was measured

RowStatus = Literal["ok", "unsure", "empty", "no text", "too long", "error"]
CalibrationSource = Literal[
    "shipped texts", "none", "rows of the table", "labelled rows", "decisions", "content-free texts"
]  # the last is that of results from before


@dataclass(frozen=True, slots=True)
class Label:
    """One answer that a text can get. `description` is one line; `examples` are texts of this label.

    `also` are other words for it, which the model is asked for besides (not of a ready set). `borderline` are
    texts that one might give another label: for people who label, and for reports.
    """

    name: str
    description: str = ""
    examples: tuple[str, ...] = ()
    borderline: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Two to fifty labels. `name` is a ready set's ("sentiment-2") or the user's own.

    `language` is that of the labels' names ("en", "zh"); a ready set reads texts of both languages
    in prompts of their own, whatever the language of its names. `title` is what a list shows.
    """

    name: str
    language: str
    labels: tuple[Label, ...]
    title: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(label.name for label in self.labels)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How raw scores become probabilities: softmax(scale × log-probability + bias).

    `rows`: the number of texts that it was fitted on; "decisions" of an engine stay as they are. `bias` is in
    the order of the labels. `refused`: so many labelled rows were there, and a fit on them would have made
    the results worse.
    """

    source: CalibrationSource
    rows: int
    scale: float
    bias: tuple[float, ...]
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Measuring:
    """Once for a model and a set of labels, what it leans to is measured: `done` of `total` texts."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class SentenceResult:
    """One sentence of a text, text[start:end], read by itself.

    `share`: how far it moves the text's result towards the text's own label (its label's log-odds
    with the sentence minus without it); negative: it speaks against.
    """

    text: str
    start: int
    end: int
    probabilities: Mapping[str, float]
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class WordShare:
    """How far one word, text[start:end], moves its sentence towards the text's label (log-odds)."""

    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True)
class TextResult:
    """One text. `label` is the likeliest, or "unsure" where `confidence` (the probability of the
    likeliest) is under the asked-for limit; `probabilities` are in the order of the labels. `warning`:
    why not to rely on it, "" or a sentence that is marked for translation."""

    label: str
    probabilities: Mapping[str, float]
    confidence: float
    calibration: Calibration
    sentences: tuple[SentenceResult, ...]
    words: tuple[WordShare, ...]
    language: str
    model: str
    warning: str = ""

    @property
    def likeliest(self) -> str:
        """The label with the highest probability, however low."""
        return max(self.probabilities, key=lambda name: self.probabilities[name])


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row. `label` is empty, and so are the others, where `status` is neither ok nor unsure.

    `probabilities` have 4 decimals and are in the order of the labels. `scores` are the raw label
    log-probabilities, from which `Analyzer.judge` makes a new result after new corrections,
    without reading the row again. `mass`: the model's own probability of all labels together (0…1), None
    where it is not known.
    """

    label: str
    probabilities: tuple[float, ...]
    confidence: float
    status: RowStatus
    scores: tuple[float, ...] = ()
    language: str = ""
    mass: float | None = None

    @property
    def scored(self) -> bool:
        return bool(self.probabilities)

    @property
    def unlikely(self) -> bool:
        """Whether the model expects none of the labels: what it would say is something else."""
        return self.mass is not None and self.mass < UNLIKELY_MASS


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Rows of about the same confidence: what was promised and what was right (0…1)."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """How good results are on rows with known labels.

    `confusion[t][p]`: rows of true label t that got label p. `ece`: expected calibration error of
    the likeliest label over `bins` of equal mass (Naeini et al. 2015), 0…1. `refused`: so many labelled
    rows change no label, since a fit on them got no more right (see `Calibration`).
    """

    rows: int
    labels: tuple[str, ...]
    accuracy: float
    ece: float
    confusion: tuple[tuple[int, ...], ...]
    bins: tuple[ReliabilityBin, ...] = field(default=())
    refused: int = 0
