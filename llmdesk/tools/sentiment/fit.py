"""Fitting scale and bias of label scores: Platt scaling for two labels, its like for more.

Owns the numbers: p = softmax(scale × z + bias), z the label log-probabilities of a row less their
mean. With two labels that is Platt scaling (Platt 1999); with more, temperature scaling with a
bias (vector scaling with one slope, Guo et al. 2017). Every fit has Gaussian priors on scale and
bias, so it is convex, and finite on rows that are separable, all of one label, or few. Must not
import the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEAST_SCALE = 0.02
_ROUNDS = 100
_ENOUGH = 1e-9


@dataclass(frozen=True)
class Prior:
    """Where a fit stays without rows. `*_width`: standard deviations, in units of scale and of bias."""

    scale: float
    bias: Array
    scale_width: float
    bias_width: float


def centred(scores: Sequence[Sequence[float]] | Array) -> Array:
    """Rows of label log-probabilities (n × labels) less each row's mean; floors minus infinity."""
    rows = np.maximum(np.asarray(scores, dtype=float), -1e3)
    result: Array = rows - rows.mean(axis=-1, keepdims=True)
    return result


def softmax(logits: Array) -> Array:
    """Probabilities along the last axis."""
    exponents = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Array = exponents / exponents.sum(axis=-1, keepdims=True)
    return result


def probabilities(
    scores: Sequence[Sequence[float]] | Array, scale: float, bias: Sequence[float] | Array
) -> Array:
    """Calibrated probabilities of rows of label log-probabilities, n × labels."""
    return softmax(scale * centred(scores) + np.asarray(bias, dtype=float))


def fit(scores: Array, truth: NDArray[np.int_], prior: Prior, doubt: float = 0.0) -> tuple[float, Array]:
    """(scale, bias) of greatest posterior for `scores` (n × labels) and their true labels' positions.

    `doubt`: the part (0…1) of each row that is given to the other labels, so that rows which are
    easier than what comes later do not make the fit sure of itself (label smoothing). Newton's
    method with halved steps on a convex loss. The bias comes back with a mean of zero.
    """
    z = centred(scores)
    wanted = np.full(z.shape, doubt / max(1, z.shape[1] - 1))
    wanted[np.arange(len(z)), truth] = 1 - doubt
    start = np.concatenate([[prior.scale], prior.bias])
    widths = np.concatenate([[prior.scale_width], np.full(len(prior.bias), prior.bias_width)])
    found = _minimum(z, wanted, start, 1 / widths**2)
    if found[0] < LEAST_SCALE:  # labels that contradict the model: keep its order, trust it little
        held = start.copy()
        held[0] = LEAST_SCALE
        precisions = 1 / widths**2
        precisions[0] = 1e12
        found = _minimum(z, wanted, held, precisions)
    bias = found[1:] - found[1:].mean()
    return float(max(found[0], LEAST_SCALE)), bias


def _minimum(z: Array, wanted: Array, centre: Array, precisions: Array) -> Array:
    at = centre.copy()
    loss, given = _loss(z, wanted, at, centre, precisions)
    for _ in range(_ROUNDS):
        error = given - wanted
        gradient = np.concatenate([[np.sum(error * z)], error.sum(axis=0)]) + precisions * (at - centre)
        step = np.linalg.solve(_hessian(z, given) + np.diag(precisions), gradient)
        size = 1.0
        while True:
            trial = at - size * step
            trial_loss, trial_given = _loss(z, wanted, trial, centre, precisions)
            if trial_loss <= loss or size < 1e-6:
                break
            size /= 2
        gained = loss - trial_loss
        if gained <= 0:
            break
        at, loss, given = trial, trial_loss, trial_given
        if gained < _ENOUGH:
            break
    return at


def _loss(z: Array, wanted: Array, at: Array, centre: Array, precisions: Array) -> tuple[float, Array]:
    """Negative log posterior, and the probabilities that it comes from."""
    logits = at[0] * z + at[1:]
    top = logits.max(axis=1)
    norm = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    missed = float((norm - (wanted * logits).sum(axis=1)).sum())
    return missed + float(np.sum(precisions * (at - centre) ** 2) / 2), np.exp(logits - norm[:, None])


def _hessian(z: Array, given: Array) -> Array:
    """Of the summed loss, in (scale, bias…)."""
    labels = z.shape[1]
    mean = np.sum(given * z, axis=1)
    result = np.empty((labels + 1, labels + 1))
    result[0, 0] = np.sum(given * z**2) - np.sum(mean**2)
    result[0, 1:] = result[1:, 0] = np.sum(given * (z - mean[:, None]), axis=0)
    result[1:, 1:] = np.diag(given.sum(axis=0)) - given.T @ given
    return result
