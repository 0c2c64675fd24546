"""How long reading everything takes, told before it begins.

Owns the guess, and what was measured with each model, which is kept in the store. Must not read anything.
"""

from __future__ import annotations

import json
import math

from llmdesk.errors import QT_TRANSLATE_NOOP, UserError
from llmdesk.store import Store

LONG_S = 120.0  # what takes longer is asked about before it begins
_NAME = "chat.reading_speed"
_FIRST_GUESS_S = 0.5  # for a passage: a model of 1.5 billion parameters, on two cores
_MODELS = 50


class ReadsLong(UserError):
    """Everything would be read, and that takes so long (`seconds`) that the user is asked first."""

    def __init__(self, documents: int, seconds: float) -> None:
        super().__init__(
            QT_TRANSLATE_NOOP("core", "Reading all documents takes a while."),
            documents=documents,
            seconds=seconds,
        )
        self.documents, self.seconds = documents, seconds

    def __reduce__(self) -> tuple[type[ReadsLong], tuple[int, float]]:
        return ReadsLong, (self.documents, self.seconds)


def guessed_s(store: Store, model: str, passages: int) -> float:
    """Seconds that a model takes for so many passages."""
    known = _kept(store).get(model)
    return passages * (known if known is not None else _FIRST_GUESS_S)


def measured(store: Store, model: str, passages: int, seconds: float) -> None:
    """It took so long."""
    if passages < 1 or seconds <= 0:
        return
    kept = _kept(store)
    kept.pop(model, None)
    kept[model] = round(seconds / passages, 4)
    store.keep(_NAME, json.dumps(dict(list(kept.items())[-_MODELS:])))


def _kept(store: Store) -> dict[str, float]:
    try:
        kept = json.loads(store.kept(_NAME) or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {
        name: float(each)
        for name, each in kept.items()
        if isinstance(each, int | float) and math.isfinite(each) and each > 0
    }
