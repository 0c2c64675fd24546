"""What a trust report says of one job, as values: what it is about, and each figure with its interval.

Owns frozen types only. A field that is None was not asked for, or there was nothing to measure it on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from llmdesk.errors import Phrase
from llmdesk.tools.kept import rounded, write
from llmdesk.tools.sentiment.shares import Share
from llmdesk.tools.sentiment.types import Calibration, LabelSet, ReliabilityBin

# Which rows judge: the other half of a labelled column; rows in five parts, each judged by a fit on the
# others; a random sample, of which none taught.
Judging = Literal["other half", "five parts", "random sample"]
VariantKind = Literal["order", "words"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """How good the model's labels are on `rows` rows that did not teach it.

    `confusion[t][p]`: rows of true label t that got label p. `brier`: the mean squared error of the
    probabilities, summed over the labels, 0 (best) to 2. `overconfidence`: the mean confidence less the
    share that is right. `most_frequent`: what always giving the most frequent label would reach.
    """

    rows: int
    judging: Judging
    labels: tuple[str, ...]
    accuracy: Interval
    macro_f1: Interval
    ece: Interval
    brier: Interval
    overconfidence: Interval
    most_frequent: float
    confusion: tuple[tuple[int, ...], ...]
    bins: tuple[ReliabilityBin, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """The same rows with the labels in another order or in other words. `names`: as the labels stood then;
    in the order of the set where their words changed. `changed`: the part of `rows` whose label changed.
    `measured` False: nothing was read again, since the model would have read the same."""

    kind: VariantKind
    names: tuple[str, ...]
    changed: Interval
    rows: int
    measured: bool = True


@dataclass(frozen=True, slots=True)
class Drawn:
    """How rows were drawn to be labelled again: `rows` at random out of `usable`, all that have a text."""

    rows: int
    usable: int
    seed: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two people on the `rows` that both labelled; `kappa` and `alpha` are None where both used one label
    only. `left_out`: rows where a label of one of them is not understood."""

    first: str
    second: str
    rows: int
    same: Interval
    kappa: Interval | None
    alpha: Interval | None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class PromptUsed:
    """The prompt for texts in `language`, with ⟨text⟩ where the text stands, and the bias taken out behind
    it."""

    language: str
    text: str
    calibration: Calibration

    @property
    def fingerprint(self) -> str:
        """The same for the same prompt, to be compared between reports."""
        import hashlib

        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Subject:
    """Which table, and when. `output` is "" where none was written."""

    table: str
    sheet: str
    column: str
    output: str
    made: str
    version: str


@dataclass(frozen=True, slots=True)
class Method:
    """How the labels were made. `file`: the model's file ("" for a model elsewhere), its size in bytes.
    `taught`: rows whose labels the user knows and that moved the probabilities. `told`: the labels with
    what the model wrote of them, where it did."""

    model: str
    file: str
    size: int
    labels: LabelSet
    unsure_below: float | None
    taught: int
    prompts: tuple[PromptUsed, ...]
    told: LabelSet | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of the rows: how many have each label, and how many each status."""

    rows: int
    labels: Mapping[str, int]
    statuses: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TrustReport:
    """All of it. `left_out` and `warnings` are sentences of ours, to be translated."""

    subject: Subject
    method: Method
    counted: Counted | None = None
    figures: Figures | None = None
    variants: tuple[Variant, ...] = ()
    drawn: Drawn | None = None
    agreement: Agreement | None = None
    shares: tuple[Share, ...] = ()
    left_out: tuple[Phrase, ...] = ()
    warnings: tuple[Phrase, ...] = field(default=())

    def to_json(self) -> dict[str, object]:
        """The figures, as the command line gives them."""
        return {
            "model": self.method.model,
            "prompts": [
                {
                    "language": each.language,
                    "fingerprint": each.fingerprint,
                    "calibration": each.calibration.source,
                    "scale": each.calibration.scale,
                    "bias": dict(zip(self.method.labels.names, each.calibration.bias, strict=True)),
                }
                for each in self.method.prompts
            ],
            "quality": rounded(self.figures),
            "drawn": write(self.drawn),
            "changed": rounded(self.variants),
            "agreement": rounded(self.agreement),
            "shares": rounded(self.shares),
            "left_out": [str(each) for each in self.left_out],
            "warnings": [str(each) for each in self.warnings],
        }
