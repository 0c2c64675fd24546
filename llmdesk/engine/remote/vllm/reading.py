"""Log-probabilities out of vLLM: of chosen tokens behind a prompt, and of a prompt's own tokens.

Owns how they are asked for and put together, and what no probability can be. Must not know items or texts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llmdesk.engine.remote import failures
from llmdesk.engine.remote.reading import Prompt, pair
from llmdesk.engine.remote.server import Json, Server

#: With these, probabilities before and after sampling are the same, whichever of them the server tells. No
#: seed: one makes vLLM 0.32 for processors break down where a prompt is read in parts.
NEUTRAL: Mapping[str, Any] = {
    "temperature": 1.0,
    "top_p": 1.0,
    "top_k": 0,
    "min_p": 0.0,
    "presence_penalty": 0.0,
    "frequency_penalty": 0.0,
    "repetition_penalty": 1.0,
}
MOST_IDS = 128  # tokens whose probability one question asks for
_MOST_PROMPTS = 256  # of one question
_MOST_TOKENS = 100_000  # of the prompts of one question, but for a longer one alone


class VllmReader:
    """Implements `scoring.FigureReader`. Usable from any thread. `by_ids`: the server tells the probabilities
    of tokens that are named; else labels are read as parts of prompts."""

    def __init__(self, server: Server, model: str, *, by_ids: bool) -> None:
        self._server, self._model, self._by_ids = server, model, by_ids

    def labels(self, prompts: Sequence[Prompt], labels: Sequence[Prompt]) -> list[list[float]]:
        if self._by_ids:
            return self._labels_by_ids(prompts, labels)
        figures = [[0.0] * len(labels) for _ in prompts]
        asked = [(row, number) for row in range(len(prompts)) for number, label in enumerate(labels) if label]
        values = self.likelihoods([prompts[row] for row, _ in asked], [labels[number] for _, number in asked])
        for (row, number), value in zip(asked, values, strict=True):
            figures[row][number] = value
        return figures

    def likelihoods(self, prompts: Sequence[Prompt], texts: Sequence[Prompt]) -> list[float]:
        wholes = [prompt + text for prompt, text in zip(prompts, texts, strict=True)]
        found = []
        for whole, text, choice in zip(
            wholes, texts, self._asked(wholes, {"prompt_logprobs": 0}), strict=True
        ):
            told = choice.get("prompt_logprobs")
            if not isinstance(told, list) or len(told) != len(whole):
                raise self._misunderstood()
            own = zip(text, told[len(whole) - len(text) :], strict=True)
            found.append(math.fsum(self._own(token, place) for token, place in own))
        return found

    # -- labels by their tokens -------------------------------------------------------------------------
    def _labels_by_ids(self, prompts: Sequence[Prompt], labels: Sequence[Prompt]) -> list[list[float]]:
        """A label of several tokens is read at each of them, behind those before."""
        wanted: dict[tuple[int, ...], set[int]] = {}
        for label in labels:
            for place, token in enumerate(label):
                wanted.setdefault(tuple(label[:place]), set()).add(token)
        told: list[dict[tuple[int, ...], dict[int, float]]] = [{} for _ in prompts]
        for paths, ids in _questions(wanted):
            asked = [(row, path) for row in range(len(prompts)) for path in paths]
            found = self.behind([[*prompts[row], *path] for row, path in asked], ids)
            for (row, path), values in zip(asked, found, strict=True):
                told[row].setdefault(path, {}).update(values)
        return [
            [math.fsum(each[tuple(label[:at])][token] for at, token in enumerate(label)) for label in labels]
            for each in told
        ]

    def behind(self, prompts: Sequence[Prompt], ids: Sequence[int]) -> list[dict[int, float]]:
        """The log-probabilities of these tokens right behind each prompt."""
        body = {"logprobs": 0, "logprob_token_ids": list(ids), "return_tokens_as_token_ids": True}
        found = []
        for choice in self._asked(prompts, body):
            values = dict(told(choice))
            if not values.keys() >= set(ids):
                raise self._misunderstood()
            found.append({token: values[token] for token in ids})
        return found

    # -- asking -----------------------------------------------------------------------------------------
    def _asked(self, prompts: Sequence[Prompt], body: Json) -> Iterator[Json]:
        """What the server says of each prompt, in their order."""
        start = 0
        while start < len(prompts):
            end, size = start, 0
            while end < min(len(prompts), start + _MOST_PROMPTS) and (
                end == start or size + len(prompts[end]) <= _MOST_TOKENS
            ):
                size += len(prompts[end])
                end += 1
            yield from self._choices(prompts[start:end], body)
            start = end

    def _choices(self, prompts: Sequence[Prompt], body: Json) -> list[Json]:
        whole = {"model": self._model, "prompt": list(prompts), "max_tokens": 1, **NEUTRAL, **body}
        choices = self._server.post("v1/completions", whole, computes=True).get("choices")
        if not isinstance(choices, list) or not all(isinstance(choice, dict) for choice in choices):
            raise self._misunderstood()
        by_index = {choice.get("index"): choice for choice in choices}
        if len(choices) != len(prompts) or by_index.keys() != set(range(len(prompts))):
            raise self._misunderstood()
        return [by_index[number] for number in range(len(prompts))]

    def _own(self, token: int, told: object) -> float:
        """The log-probability of a token of the prompt."""
        place = told.get(str(token)) if isinstance(told, dict) else None
        value = place.get("logprob") if isinstance(place, dict) else None
        known, figure = pair({"id": token, "logprob": value})
        if known != token:
            raise self._misunderstood()
        return figure

    def _misunderstood(self) -> Exception:
        return failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)


def told(choice: Json) -> Iterator[tuple[int, float]]:
    """The tokens and log-probabilities at the first place that was written."""
    logprobs = choice.get("logprobs")
    places = logprobs.get("top_logprobs") if isinstance(logprobs, dict) else None
    first = places[0] if isinstance(places, list) and places else None
    for name, value in first.items() if isinstance(first, dict) else ():
        number = str(name).removeprefix("token_id:")
        if number.isascii() and number.isdecimal() and len(number) < 10:
            token, figure = pair({"id": int(number), "logprob": value})
            if token >= 0:
                yield token, figure


def _questions(
    wanted: Mapping[tuple[int, ...], set[int]],
) -> Iterator[tuple[list[tuple[int, ...]], list[int]]]:
    """(paths, tokens): all at once where they are few: a question names tokens for all its prompts."""
    every = sorted(set().union(*wanted.values())) if wanted else []
    if every and len(every) <= MOST_IDS:
        yield list(wanted), every
        return
    for path, tokens in wanted.items():
        ids = sorted(tokens)
        for start in range(0, len(ids), MOST_IDS):
            yield [path], ids[start : start + MOST_IDS]
