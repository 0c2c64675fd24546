"""Figures of results against known labels: accuracy, confusion, calibration error.

Owns how they are counted. Must not import the engine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, UsageError
from llmdesk.tools.sentiment.types import Metrics, ReliabilityBin

BINS = 10
LEAST_IN_A_BIN = 10  # the share of three rows that are right is chance, and an error of its own


def measure(
    probabilities: Sequence[Sequence[float]], truth: Sequence[str], labels: tuple[str, ...], bins: int = BINS
) -> Metrics:
    """The figures of n rows: `probabilities` n × labels, `truth` their known labels.

    Raises `UsageError` where there is no row or a label is unknown.
    """
    if not truth:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There are no labelled rows to compare with."),
            hint=QT_TRANSLATE_NOOP("core", "Label some rows first."),
        )
    positions = {name: index for index, name in enumerate(labels)}
    for name in truth:
        if name not in positions:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "“{label}” is not one of the labels."),
                QT_TRANSLATE_NOOP("core", "The labels are: {labels}."),
                label=name,
                labels=Listing(tuple(labels)),
            )
    given = np.asarray(probabilities, dtype=float).reshape(len(truth), len(labels))
    wanted = np.array([positions[name] for name in truth])
    found = given.argmax(axis=1)
    confusion = np.zeros((len(labels), len(labels)), dtype=int)
    np.add.at(confusion, (wanted, found), 1)
    reliability = reliability_bins(given.max(axis=1), found == wanted, bins)
    error = sum(part.count * abs(part.confidence - part.accuracy) for part in reliability) / len(truth)
    return Metrics(
        rows=len(truth),
        labels=labels,
        accuracy=float(np.mean(found == wanted)),
        ece=float(error),
        confusion=tuple(tuple(int(count) for count in line) for line in confusion),
        bins=reliability,
    )


def reliability_bins(
    confidence: np.ndarray[tuple[int], np.dtype[np.float64]],
    right: np.ndarray[tuple[int], np.dtype[np.bool_]],
    bins: int = BINS,
) -> tuple[ReliabilityBin, ...]:
    """Rows sorted by confidence, in parts of equal size (± one row): `bins`, fewer for few rows."""
    order = np.argsort(confidence, kind="stable")
    parts = np.array_split(order, max(1, min(bins, len(order) // LEAST_IN_A_BIN)))
    return tuple(
        ReliabilityBin(
            low=float(confidence[part].min()),
            high=float(confidence[part].max()),
            count=len(part),
            confidence=float(confidence[part].mean()),
            accuracy=float(right[part].mean()),
        )
        for part in parts
    )
