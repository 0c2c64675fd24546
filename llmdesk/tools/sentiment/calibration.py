"""Calibrations: from texts that we ship, and from rows that the user labelled.

Owns which texts a fit uses, how far it is trusted, when it is refused, and the cache file of fits. Labels of
the user's own have no such texts, and what a model answers to nothing ("N/A", "…") is not its bias on texts:
taken out, it made them worse (0.78 to 0.60 on news). Must not import the engine: raw scores come in.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from llmdesk.engine.types import LoadedModel
from llmdesk.paths import resource
from llmdesk.tools import measured
from llmdesk.tools.kept import read, write
from llmdesk.tools.sentiment.fit import Array, Prior, fit, probabilities, softmax
from llmdesk.tools.sentiment.naming.meaning import meaning_of
from llmdesk.tools.sentiment.prompts import Prompt
from llmdesk.tools.sentiment.types import Calibration, LabelSet

ENOUGH_ROWS = 20  # labelled rows from which on they are fitted
FOLDS = 5
_SURENESS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_SURENESS_WIDTH = 0.35  # of its logarithm: 30 rows move it little
_OWN_SCALE = 0.7
# Priors: (scale, its width, the bias' width). Scales of two models on public reviews and posts were
# 1.2 to 2. From the shipped texts to a table of reviews or posts the bias moved by about 0.35, so that
# 30 rows should move it little; without such texts much less is known.
_SHIPPED_PRIOR = (1.2, 0.7, 10.0)
_SHIPPED_DOUBT = 0.01
_ROWS_WIDTHS = (0.4, 0.35)
_OWN_ROWS_WIDTHS = (0.6, 1.5)
_SIGMAS = 2
_FORMAT = 2

Scores = Sequence[float]


def texts_for(labels: LabelSet, language: str) -> tuple[tuple[str, str], ...]:
    """(text, label) that the bias of this set is fitted on; none for labels of the user's own."""
    meaning = meaning_of(labels)
    shipped = _shipped_texts(meaning.ready, language) if meaning is not None else ()
    if meaning is None or not shipped:
        return ()
    name_of = dict(zip(meaning.places, labels.names, strict=True))
    return tuple((text, name_of[place]) for text, place in shipped)


def base(scores: Sequence[Scores], truth: Sequence[str], names: tuple[str, ...]) -> Calibration:
    """The calibration without the user's rows, from raw scores of `texts_for`."""
    rows = [(score, name) for score, name in zip(scores, truth, strict=True) if score]
    if not rows:
        return Calibration("none", 0, _OWN_SCALE, (0.0,) * len(names))
    given = np.array([score for score, _ in rows])
    places = np.array([names.index(name) for _, name in rows])
    centre, *widths = _SHIPPED_PRIOR
    prior = Prior(centre, np.zeros(len(names)), *widths)
    scale, bias = fit(given, places, prior, _SHIPPED_DOUBT)
    return Calibration("shipped texts", len(rows), round(scale, 6), _plain(bias))


def of_decisions(labels: int) -> Calibration:
    """What an engine gives for a typed question, as it is: decision models are trained to give probabilities,
    and no prompt of ours is read whose bias could be taken out."""
    return Calibration("decisions", 0, 1.0, (0.0,) * labels)


def with_rows(before: Calibration, rows: Sequence[tuple[Scores, str]], names: tuple[str, ...]) -> Calibration:
    """`before` moved by the user's labelled `rows` (raw scores, label); as it is with fewer than 20.

    Rows teach where they help, judged on rows that a fit has not seen: one that changes labels is taken where
    it gets clearly more of them right, else only how sure the model is of them is set right, else nothing.
    """
    if len(rows) < ENOUGH_ROWS:
        return before
    given = np.array([score for score, _ in rows])
    places = np.array([names.index(name) for _, name in rows])
    plain = probabilities(given, before.scale, before.bias)
    best, chosen = _loss(plain, places), None
    for widths in (_ROWS_WIDTHS, _OWN_ROWS_WIDTHS):
        found = _held_out(before, widths, given, places)
        if _clearly_better(found, plain, places) and _loss(found, places) < best:
            best, chosen = _loss(found, places), widths
    if chosen is not None:
        scale, bias = fit(given, places, Prior(before.scale, np.array(before.bias), *chosen))
        return Calibration("labelled rows", len(rows), round(scale, 6), _plain(bias))
    return _as_sure_as_right(before, given, places)


def _clearly_better(found: Array, plain: Array, places: NDArray[np.int_]) -> bool:
    """Whether of the labels that are others now, so many more are right that it is hardly chance: two
    standard deviations. Of 240 draws of 30 public posts, messages and reviews, 1 made results worse, and 6
    did with 1.4 standard deviations; none made them better."""
    new, old = found.argmax(axis=1), plain.argmax(axis=1)
    gained = int((new == places).sum()) - int((old == places).sum())
    return gained > 0 and gained**2 >= _SIGMAS**2 * int((new != old).sum())


def _as_sure_as_right(before: Calibration, given: Array, places: NDArray[np.int_]) -> Calibration:
    """`before` with every probability nearer to the others' or farther from it: no label changes."""
    plain = probabilities(given, before.scale, before.bias)
    doubt = {step: (np.log(step) / _SURENESS_WIDTH) ** 2 / 2 / len(places) for step in _SURENESS}
    steps = {step: _loss(softmax(step * np.log(plain + 1e-12)), places) + doubt[step] for step in _SURENESS}
    step = min(steps, key=lambda one: steps[one])
    return replace(
        before,
        source=before.source if step == 1 else "labelled rows",
        rows=before.rows if step == 1 else len(places),
        scale=round(step * before.scale, 6),
        bias=_plain(step * np.array(before.bias)),
        refused=len(places),
    )


def _loss(given: Array, places: NDArray[np.int_]) -> float:
    """The mean of minus the log-probability of the right label."""
    return float(-np.log(given[np.arange(len(places)), places] + 1e-9).mean())


def _held_out(
    before: Calibration, widths: tuple[float, float], given: Array, places: NDArray[np.int_]
) -> Array:
    """Probabilities of each row by a fit on the others, in 5 parts."""
    prior = Prior(before.scale, np.array(before.bias), *widths)
    result = np.zeros(given.shape)
    part = np.arange(len(places)) % FOLDS
    for fold in range(FOLDS):
        scale, bias = fit(given[part != fold], places[part != fold], prior)
        result[part == fold] = probabilities(given[part == fold], scale, bias)
    return result


# -- the cache file -----------------------------------------------------------------------------------
def cache_key(model: LoadedModel, prompt: Prompt) -> str:
    """Changes with the model's file and with every word of the prompt and of the texts we ship."""
    return measured.key_of(
        model, _FORMAT, prompt.prefix, prompt.lead, prompt.suffix, prompt.asked, _texts_digest()
    )


def load(path: Path, key: str, labels: int) -> Calibration | None:
    """The kept calibration, or None; a damaged file counts as empty."""
    return usable(measured.entries(path).get(key), labels)


def usable(kept: object, labels: int) -> Calibration | None:
    """A calibration that was kept for so many labels; None for what makes no sense."""
    found = read(Calibration, kept)
    if found is None or len(found.bias) != labels or not np.isfinite([found.scale, *found.bias]).all():
        return None
    return found if found.scale > 0 else None


def keep(path: Path, key: str, calibration: Calibration) -> None:
    """Add it to the file."""
    measured.keep(path, key, write(calibration))


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
    digest = hashlib.sha256(repr((_SHIPPED_PRIOR, _SHIPPED_DOUBT)).encode())
    for language in ("en", "zh"):
        for name in ("balanced", "ready"):
            digest.update(resource("sentiment", f"{name}_{language}.toml").read_bytes())
    return digest.hexdigest()


def _plain(values: Sequence[float] | Array) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
