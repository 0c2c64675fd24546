"""What the Sentiment tab asks of a scored table that several tasks read.

Owns nothing but the values that come back. Everything here runs in threads.
"""

from __future__ import annotations

import numpy as np

from llmdesk.tools.sentiment.table import HISTOGRAM_BINS, ScoredTable
from llmdesk.ui.tables.shared import Shared


def histograms(scored: ScoredTable) -> dict[str, tuple[int, ...]]:
    """Of the probability of each label: rows in [i, i+1) / 20."""
    found = {}
    for label in scored.labels:
        values = scored.values(label)
        counts, _edges = np.histogram(values[~np.isnan(values)], bins=HISTOGRAM_BINS, range=(0.0, 1.0))
        found[label] = tuple(int(count) for count in counts)
    return found


class SharedTable(Shared[ScoredTable]):
    """A scored table, and what is known of all of its rows."""

    def __init__(self, scored: ScoredTable) -> None:
        super().__init__(scored)
        self.histograms = histograms(scored)
        self.columns = scored.columns
