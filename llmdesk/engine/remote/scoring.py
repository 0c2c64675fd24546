"""Scores of a few items by a server, as `child.scoring` gives them at home.

Owns the way from items to prompts, and what cannot be scored. Must not know how probabilities are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from llmdesk.engine.remote.prompting import RemotePrompts
from llmdesk.engine.types import Score, ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, EngineRefused

Prompt = list[int]

_TOO_LONG, _EMPTY = "too long for the context", "empty"


class FigureReader(Protocol):
    """Natural-log probabilities out of a server, of the model alone, before sampling."""

    def labels(self, prompts: Sequence[Prompt], labels: Sequence[Prompt]) -> list[list[float]]:
        """For each prompt, of each label right behind it; 0 for a label without a token."""

    def likelihoods(self, prompts: Sequence[Prompt], texts: Sequence[Prompt]) -> list[float]:
        """Of each text (one token at least) right behind its prompt."""


class Scorer:
    """Usable from any thread."""

    def __init__(self, prompts: RemotePrompts, reader: FigureReader) -> None:
        self._prompts, self._reader = prompts, reader

    def score(self, request: ScoreRequest, items: Sequence[tuple[int, str]], context: int) -> list[Score]:
        """Of (index, item); what cannot be scored has its `error`."""
        if request.grammar:
            raise EngineRefused(
                QT_TRANSLATE_NOOP("core", "An engine elsewhere does not score texts under a grammar.")
            )
        prefix = self._prompts.start + self._prompts.continuation(request.prefix)
        labels = [self._prompts.continuation(label) for label in request.labels]
        suffix = self._prompts.continuation(request.suffix) if labels else []
        longest = max(map(len, labels), default=0)
        scores: list[Score] = []
        rows: list[tuple[int, list[int]]] = []
        tokens = self._prompts.continuations([item for _, item in items])
        for (index, _), own in zip(items, tokens, strict=True):
            count = len(own) + len(suffix)
            if not own:
                scores.append(Score(index, (), 0, _EMPTY))
            elif len(prefix) + count + longest > context - 1:
                scores.append(Score(index, (), count, _TOO_LONG))
            else:
                rows.append((index, own))
        if labels:
            return scores + self._labels(rows, prefix, suffix, labels)
        return scores + self._likelihoods(rows, prefix)

    def likelihood(self, prompt: Prompt, text: str) -> float:
        """The log-probability of a text behind a prompt."""
        tokens = self._prompts.continuation(text)
        return self._reader.likelihoods([prompt], [tokens])[0] if tokens else 0.0

    def _labels(
        self, rows: Sequence[tuple[int, list[int]]], prefix: Prompt, suffix: Prompt, labels: list[Prompt]
    ) -> list[Score]:
        found = self._reader.labels([prefix + own + suffix for _, own in rows], labels) if rows else []
        return [
            Score(index, tuple(figures), len(own) + len(suffix))
            for (index, own), figures in zip(rows, found, strict=True)
        ]

    def _likelihoods(self, rows: Sequence[tuple[int, list[int]]], prefix: Prompt) -> list[Score]:
        """Of the items themselves; a first token behind no token at all counts nothing."""
        parted = [(prefix, own) if prefix else (own[:1], own[1:]) for _, own in rows]
        asked = [number for number, (_, tokens) in enumerate(parted) if tokens]
        values = [0.0] * len(rows)
        found = self._reader.likelihoods([parted[n][0] for n in asked], [parted[n][1] for n in asked])
        for number, value in zip(asked, found, strict=True):
            values[number] = value
        # As at home, with the token of the prefix at which the first one is decided.
        return [
            Score(index, (value,), len(own) + bool(prefix))
            for (index, own), value in zip(rows, values, strict=True)
        ]
