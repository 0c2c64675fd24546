"""Rankings of the same passages by different ways, as one.

Owns the method: reciprocal rank fusion (Cormack, Clarke and Büttcher, Reciprocal rank fusion outperforms
Condorcet and individual rank learning methods, SIGIR 2009), with its k of 60. It needs no scores that can be
compared, and what one way does not find another may. Must not search.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from llmdesk.tools.passages.types import Found, Passage

_K = 60


def fused(rankings: Sequence[Sequence[Found]], most: int) -> list[Found]:
    """Each ranking the best first; what stands high in several is first."""
    scores: dict[Passage, float] = defaultdict(float)
    for ranking in rankings:
        for rank, found in enumerate(ranking, 1):
            scores[found.passage] += 1 / (_K + rank)
    order = sorted(scores.items(), key=lambda pair: -pair[1])  # stable: the first ranking's order of equals
    return [Found(passage, score) for passage, score in order[:most]]
