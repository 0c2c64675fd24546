"""Whether labelled rows can be a random sample: by where they stand, and by how sure the model is of them.

Owns the test (Kolmogorov and Smirnov's, against all rows). Nothing proves that rows were drawn at random;
what this finds is rows that were picked, such as the first hundred, or those that the model was uncertain of.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from llmdesk.tools.sentiment.shares.estimate import Array

# "place": they stand together in the table. "uncertain" and "certain": the model is less or more sure of
# them than of the others.
Doubt = Literal["place", "uncertain", "certain"]

_LIMIT = 2.0  # of √n times the greatest distance: a true random sample passes it once in 1,500 times


def doubts_about(sample: NDArray[np.bool_], confidence: Array) -> tuple[Doubt, ...]:
    """`sample`: which of the rows are labelled; `confidence`: the greatest probability of each row."""
    count, rows = int(sample.sum()), len(sample)
    if not count or count == rows:
        return ()
    doubts: list[Doubt] = []
    if _differs(np.arange(rows, dtype=float), sample):
        doubts.append("place")
    if _differs(confidence, sample):
        lower = float(confidence[sample].mean()) < float(confidence.mean())
        doubts.append("uncertain" if lower else "certain")
    return tuple(doubts)


def _differs(values: Array, sample: NDArray[np.bool_]) -> bool:
    """Whether the sample's values are spread otherwise than all."""
    everywhere, here = np.sort(values), np.sort(values[sample])
    below_here = np.searchsorted(here, everywhere, side="right") / len(here)
    below = np.searchsorted(everywhere, everywhere, side="right") / len(everywhere)
    distance = float(np.abs(below_here - below).max())
    return distance * math.sqrt(len(here) / (1 - len(here) / len(values))) > _LIMIT
