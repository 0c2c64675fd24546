"""Sentiment that is a probability: labels of a text, of each sentence, and of every row of a table.

No text is generated: the label words are compared by their log-probability behind a fixed
few-shot prompt, and calibrated. Owns nothing but the names that others use.
"""

from llmdesk.tools.sentiment.labels import label_set, make_set, ready_sets
from llmdesk.tools.sentiment.method import Analyzer
from llmdesk.tools.sentiment.metrics import measure
from llmdesk.tools.sentiment.types import (
    UNSURE,
    Calibration,
    Label,
    LabelSet,
    Measuring,
    Metrics,
    ReliabilityBin,
    RowResult,
    SentenceResult,
    TextResult,
    WordShare,
)

__all__ = [
    "UNSURE",
    "Analyzer",
    "Calibration",
    "Label",
    "LabelSet",
    "Measuring",
    "Metrics",
    "ReliabilityBin",
    "RowResult",
    "SentenceResult",
    "TextResult",
    "WordShare",
    "label_set",
    "make_set",
    "measure",
    "ready_sets",
]
