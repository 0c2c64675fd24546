"""Probabilities of labels and texts out of a llama-server.

Owns how they are put together: the first tokens of all labels are read at once, a label of several tokens is
written by the server as a whole. Must not know items or how probabilities are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from llmdesk.engine.remote.reading import ProbabilityReader, Prompt
from llmdesk.engine.remote.vocabulary import RemoteVocabulary


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


class WrittenFigures:
    """Implements `scoring.FigureReader`. Usable from any thread."""

    def __init__(self, vocabulary: RemoteVocabulary, reader: ProbabilityReader) -> None:
        self._vocabulary, self._reader = vocabulary, reader

    def labels(self, prompts: Sequence[Prompt], labels: Sequence[Prompt]) -> list[list[float]]:
        questions = _Questions()
        for row, prompt in enumerate(prompts):
            questions.add(prompt, [(row, number, label[0]) for number, label in enumerate(labels) if label])
        figures = self._sums(questions, len(prompts), len(labels))
        for number, label in enumerate(labels):
            if len(label) > 1 and prompts:
                for row, value in enumerate(self._whole(prompts, label)):
                    figures[row][number] = value
        return figures

    def likelihoods(self, prompts: Sequence[Prompt], texts: Sequence[Prompt]) -> list[float]:
        return [self._whole([prompt], list(text))[0] for prompt, text in zip(prompts, texts, strict=True)]

    def _whole(self, prompts: Sequence[Prompt], tokens: Prompt) -> list[float]:
        """The log-probability of all these tokens behind each prompt."""
        if self._vocabulary.are_whole(tokens):
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
