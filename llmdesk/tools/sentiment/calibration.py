"""Calibrations: from texts that we ship, from content-free texts, from rows that the user labelled.

Owns which texts a fit uses, how far it is trusted, and the cache file of fits. Must not import the
engine: raw scores come in.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from llmdesk.engine.types import LoadedModel
from llmdesk.paths import resource
from llmdesk.tools import measured
from llmdesk.tools.sentiment.fit import Array, Prior, centred, fit, probabilities, softmax
from llmdesk.tools.sentiment.labels import ready_set
from llmdesk.tools.sentiment.prompts import Prompt
from llmdesk.tools.sentiment.types import Calibration, LabelSet

ENOUGH_ROWS = 20  # labelled rows from which on they are fitted
FOLDS = 5
# Zhao et al. 2021: what a model answers where there is nothing to judge is its bias.
_CONTENT_FREE = {
    "en": ("N/A", "...", "text", "-", "[MASK]", "untitled"),
    "zh": ("无", "……", "文本", "—", "[MASK]", "无标题"),
}
_CONTENT_FREE_SCALE = 0.7
# Priors: (scale, its width, the bias' width). Scales of two models on public reviews and posts were
# 1.2 to 2. From the shipped texts to a table of reviews or posts the bias moved by about 0.35, so that
# 30 rows should move it little; content-free texts say much less about it.
_SHIPPED_PRIOR = (1.2, 0.7, 10.0)
_SHIPPED_DOUBT = 0.01
_ROWS_WIDTHS = (0.4, 0.35)
_ROWS_WIDTHS_CONTENT_FREE = (0.6, 1.5)
_FORMAT = 1

Scores = Sequence[float]


def texts_for(labels: LabelSet, language: str) -> tuple[tuple[str, str], ...]:
    """(text, label) that the bias of this set is fitted on; the label is "" for content-free ones."""
    shipped = _shipped_texts(labels.name, language)
    here, there = ready_set(labels.name, labels.language), ready_set(labels.name, language)
    if not shipped or here is None or there is None or set(here.labels) != set(labels.labels):
        return tuple((text, "") for text in _CONTENT_FREE[language])
    return tuple((text, here.names[position]) for text, position in shipped)


def base(scores: Sequence[Scores], truth: Sequence[str], names: tuple[str, ...]) -> Calibration:
    """The calibration without the user's rows, from raw scores of `texts_for`."""
    rows = [(score, name) for score, name in zip(scores, truth, strict=True) if score]
    if not rows:
        return Calibration("content-free texts", 0, _CONTENT_FREE_SCALE, (0.0,) * len(names))
    given = np.array([score for score, _ in rows])
    if any(not name for _, name in rows):
        mean = softmax(_CONTENT_FREE_SCALE * centred(given)).mean(axis=0)
        bias = -np.log(np.maximum(mean, 1e-6))
        return Calibration("content-free texts", len(rows), _CONTENT_FREE_SCALE, _plain(bias - bias.mean()))
    places = np.array([names.index(name) for _, name in rows])
    centre, *widths = _SHIPPED_PRIOR
    prior = Prior(centre, np.zeros(len(names)), *widths)
    scale, bias = fit(given, places, prior, _SHIPPED_DOUBT)
    return Calibration("shipped texts", len(rows), round(scale, 6), _plain(bias))


def with_rows(before: Calibration, rows: Sequence[tuple[Scores, str]], names: tuple[str, ...]) -> Calibration:
    """`before` moved by the user's labelled `rows` (raw scores, label); as it is with fewer than 20."""
    if len(rows) < ENOUGH_ROWS:
        return before
    given = np.array([score for score, _ in rows])
    places = np.array([names.index(name) for _, name in rows])
    content_free = before.source == "content-free texts"
    widths = _ROWS_WIDTHS_CONTENT_FREE if content_free else _ROWS_WIDTHS
    prior = Prior(before.scale, np.array(before.bias), *widths)
    scale, bias = fit(given, places, prior)
    return Calibration("labelled rows", len(rows), round(scale, 6), _plain(bias))


def cross_validated(
    before: Calibration, rows: Sequence[tuple[Scores, str]], names: tuple[str, ...]
) -> list[Array]:
    """Probabilities of each row by a fit on the others (in 5 parts, by position: the same every time)."""
    results: list[Array] = [np.zeros(0)] * len(rows)
    for fold in range(FOLDS):
        held = range(fold, len(rows), FOLDS)
        others = [row for place, row in enumerate(rows) if place % FOLDS != fold]
        fitted = with_rows(before, others, names)
        for place in held:
            results[place] = probabilities([rows[place][0]], fitted.scale, fitted.bias)[0]
    return results


# -- the cache file -----------------------------------------------------------------------------------
def cache_key(model: LoadedModel, prompt: Prompt) -> str:
    """Changes with the model's file and with every word of the prompt and of the texts we ship."""
    return measured.key_of(
        model, _FORMAT, prompt.prefix, prompt.lead, prompt.suffix, prompt.answers, _texts_digest()
    )


def load(path: Path, key: str, labels: int) -> Calibration | None:
    """The kept calibration, or None; a damaged file counts as empty."""
    try:
        entry = measured.entries(path)[key]
        found = Calibration(entry["source"], entry["rows"], float(entry["scale"]), _plain(entry["bias"]))
    except (TypeError, KeyError, ValueError):
        return None
    good = len(found.bias) == labels and np.isfinite([found.scale, *found.bias]).all()
    return found if good and found.scale > 0 else None


def keep(path: Path, key: str, calibration: Calibration) -> None:
    """Add it to the file."""
    entry = {
        "source": calibration.source,
        "rows": calibration.rows,
        "scale": calibration.scale,
        "bias": calibration.bias,
    }
    measured.keep(path, key, entry)


# -- the texts we ship --------------------------------------------------------------------------------
def _shipped_texts(name: str, language: str) -> tuple[tuple[str, int], ...]:
    """(text, position of its label in the ready set), or nothing."""
    return tuple(
        (text, position) for position, texts in enumerate(_balanced(language).get(name, ())) for text in texts
    )


@cache
def _balanced(language: str) -> Mapping[str, list[list[str]]]:
    """Texts by ready set and label. The three sentiment sets share one list of five levels."""
    with resource("sentiment", f"balanced_{language}.toml").open("rb") as stream:
        levels = tomllib.load(stream)
    with resource("sentiment", f"ready_{language}.toml").open("rb") as stream:
        others = tomllib.load(stream)
    best, good, neutral, bad, worst = (
        levels[level] for level in ("very_positive", "positive", "neutral", "negative", "very_negative")
    )
    return {name: other["texts"] for name, other in others.items()} | {
        "sentiment-2": [best + good, bad + worst],
        "sentiment-3": [best[::2] + good[::2], neutral, bad[::2] + worst[::2]],
        "sentiment-5": [best, good, neutral, bad, worst],
    }


@cache
def _texts_digest() -> str:
    digest = hashlib.sha256(
        repr((_CONTENT_FREE, _CONTENT_FREE_SCALE, _SHIPPED_PRIOR, _SHIPPED_DOUBT)).encode()
    )
    for language in ("en", "zh"):
        for name in ("balanced", "ready"):
            digest.update(resource("sentiment", f"{name}_{language}.toml").read_bytes())
    return digest.hexdigest()


def _plain(values: Sequence[float] | Array) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
