"""Shares of labels with an interval: what a model says of all rows, set right by a random sample.

Owns nothing but the names that others use.

    found = shares(probabilities, truth, labels, groups)   # a `Share` for each label and group
    doubts = doubts_about(sample, probabilities)           # whether the sample looks drawn at random
"""

from llmdesk.tools.sentiment.shares.estimate import FEWEST, Estimate, estimate, expected_margin
from llmdesk.tools.sentiment.shares.groups import NO_LABEL, NOT_LABELLED, Share, shares
from llmdesk.tools.sentiment.shares.quality import Quality, quality_of
from llmdesk.tools.sentiment.shares.randomness import Doubt, doubts_about
from llmdesk.tools.sentiment.shares.uneven import chances_of, drawn_by, estimate_uneven

__all__ = [
    "FEWEST",
    "NOT_LABELLED",
    "NO_LABEL",
    "Doubt",
    "Estimate",
    "Quality",
    "Share",
    "chances_of",
    "doubts_about",
    "drawn_by",
    "estimate",
    "estimate_uneven",
    "expected_margin",
    "quality_of",
    "shares",
]
