"""Scores of a few items by a llama-server, as `child.scoring` gives them at home.

Owns the way from items to prompts: the first tokens of all labels are read behind the item at once, a label
of several tokens is read as a whole behind it. Must not know how probabilities are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from llmdesk.engine.remote.prompting import RemotePrompts
from llmdesk.engine.remote.reading import ProbabilityReader, Prompt
from llmdesk.engine.types import Score, ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, EngineRefused

_TOO_LONG, _EMPTY = "too long for the context", "empty"


@dataclass
class _Questions:
    """What is read behind which prompt, and whose figure it is part of."""

    prompts: list[Prompt] = field(default_factory=list)
    wanted: list[frozenset[int]] = field(default_factory=list)
    parts: list[list[tuple[int, int, int]]] = field(default_factory=list)  # (row, figure, token)

    def add(self, prompt: Prompt, parts: list[tuple[int, int, int]]) -> None:
        if parts:
            self.prompts.append(prompt)
            self.wanted.append(frozenset(token for _, _, token in parts))
            self.parts.append(parts)


class Scorer:
    """Usable from any thread."""

    def __init__(self, prompts: RemotePrompts, reader: ProbabilityReader) -> None:
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
        return self._whole([prompt], tokens)[0] if tokens else 0.0

    def _labels(
        self, rows: Sequence[tuple[int, list[int]]], prefix: Prompt, suffix: Prompt, labels: list[Prompt]
    ) -> list[Score]:
        prompts = [prefix + own + suffix for _, own in rows]
        questions = _Questions()
        for row, prompt in enumerate(prompts):
            questions.add(prompt, [(row, number, label[0]) for number, label in enumerate(labels) if label])
        figures = self._sums(questions, len(rows), len(labels))
        for number, label in enumerate(labels):
            if len(label) > 1 and rows:
                for row, value in enumerate(self._whole(prompts, label)):
                    figures[row][number] = value
        return [
            Score(index, tuple(figures[row]), len(own) + len(suffix)) for row, (index, own) in enumerate(rows)
        ]

    def _likelihoods(self, rows: Sequence[tuple[int, list[int]]], prefix: Prompt) -> list[Score]:
        """Of the items themselves; a first token behind no token at all counts nothing."""
        scores = []
        for index, own in rows:
            prompt, tokens = (prefix, own) if prefix else (own[:1], own[1:])
            value = self._whole([prompt], tokens)[0] if tokens else 0.0
            # As at home, with the token of the prefix at which the first one is decided.
            scores.append(Score(index, (value,), len(own) + bool(prefix)))
        return scores

    def _whole(self, prompts: Sequence[Prompt], tokens: Prompt) -> list[float]:
        """The log-probability of all these tokens behind each prompt."""
        if self._prompts.vocabulary.are_whole(tokens):
            found = self._reader.along(prompts, tokens)
            if found is not None:
                return [sum(values) for values in found]
        questions = _Questions()
        for row, prompt in enumerate(prompts):
            for place, token in enumerate(tokens):
                questions.add(prompt + tokens[:place], [(row, 0, token)])
        return [values[0] for values in self._sums(questions, len(prompts), 1)]

    def _sums(self, questions: _Questions, rows: int, figures: int) -> list[list[float]]:
        sums = [[0.0] * figures for _ in range(rows)]
        told = self._reader.behind(questions.prompts, questions.wanted) if questions.prompts else []
        for parts, found in zip(questions.parts, told, strict=True):
            for row, figure, token in parts:
                sums[row][figure] += found[token]
        return sums
