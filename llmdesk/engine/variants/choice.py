"""What there is to choose from when a processor computes, and how the choice is made. Values, no processes.

Owns `Choice`, `Trial` and the rule which trial wins. A build with loadable backends has a variant for each
family of processors; in every build the weights may or may not be laid out anew for wide batches
(llama.cpp's extra buffer types: repacking, AMX, KleidiAI).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "wrong", "died", "hung", "failed"]
# What comes first is what llama.cpp itself would take; measured in a few tenths of a second, on a computer
# that may do other things, another has to be clearly faster.
_CLEARLY_FASTER = 1.1


@dataclass(frozen=True, slots=True)
class Choice:
    """One way of computing. `variant`: the file of the backend for processors; empty: the one that is built
    in, or, before anything was proved, the one that llama.cpp takes."""

    variant: str = ""
    extra_buffers: bool = True

    def __str__(self) -> str:
        layout = "weights laid out for this processor" if self.extra_buffers else "weights as they are"
        return f"{self.variant or 'built in'}, {layout}"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a choice. `detail` says how it died or how wrong it was.

    `prompt` and `token`: tokens of the trial model in a second of one thread's processor time, in a wide
    batch and one by one; 0 where it was not measured.
    """

    choice: Choice
    verdict: Verdict
    detail: str = ""
    prompt: float = 0.0
    token: float = 0.0

    @property
    def speed(self) -> float:
        return math.sqrt(self.prompt * self.token)


def best(trials: Iterable[Trial]) -> Trial | None:
    """Of those that were right the fastest; `trials` come in the order in which they are preferred."""
    chosen: Trial | None = None
    for trial in trials:
        if trial.verdict == "right" and (chosen is None or trial.speed > chosen.speed * _CLEARLY_FASTER):
            chosen = trial
    return chosen


def passed_over(trials: Iterable[Trial]) -> list[Trial]:
    """Those that this processor cannot be trusted with."""
    return [trial for trial in trials if trial.verdict in ("wrong", "died", "hung")]


def choices(variants: Sequence[str]) -> list[Choice]:
    """Every way of computing, in the order in which they are preferred; `variants` come best first."""
    return [Choice(variant, extra) for variant in variants for extra in (True, False)]
