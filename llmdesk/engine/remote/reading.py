"""Log-probabilities out of a llama-server, which gives them of tokens that it writes and of the likeliest.

Owns how the probability of any token behind any prompt is read: of the model alone, before sampling, as
llama.cpp computes it. Must not know labels or texts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from llmdesk.engine.remote import failures
from llmdesk.engine.remote.server import Json, Server

#: How many of the likeliest tokens are asked for, one after the other while a wanted one is not among them.
_LADDER = (40, 1000, 20_000, 1_000_000)
_FIELDS = ["completion_probabilities", "index", "model", "tokens_evaluated"]
_LEAST = -math.log(3.4e38)  # what a probability is that the server's float cannot hold
_SURE = 1e-3  # by which rounding may put a log-probability above 0
_ALL = 0.98  # what the probabilities of all tokens are together, at the least
_MOST_TOLD = 300_000  # probabilities in one answer: 30 MB

Prompt = list[int]


class ProbabilityReader:
    """Usable from any thread. `plain`: a token that is whole text; it is written, so that there is something
    to give the probabilities with (half a character has none)."""

    def __init__(self, server: Server, plain: int, room: int) -> None:
        """`room`: tokens that the prompts of one question have together, but for a longer one alone. The
        places of a server may share one cache."""
        self._server, self._plain, self._room = server, plain, room
        self._first = 0  # where on the ladder most found what they wanted, last time

    def behind(self, prompts: Sequence[Prompt], wanted: Sequence[frozenset[int]]) -> list[dict[int, float]]:
        """For each prompt, the natural-log probabilities of the wanted tokens right behind it."""
        found: list[dict[int, float]] = [{} for _ in prompts]
        open_ = list(range(len(prompts)))
        for step in range(self._first, len(_LADDER)):
            count = _LADDER[step]
            answers = self._ask([prompts[number] for number in open_], count)
            for number, answer in zip(open_, answers, strict=True):
                told, floor = self._told(answer)
                found[number] = {token: told.get(token, floor) for token in wanted[number] if token in told}
                if len(told) < count and not wanted[number] <= found[number].keys():
                    # It has no more: the rest cannot be told apart from nothing. Or it keeps some to itself.
                    if sum(map(math.exp, told.values())) < _ALL:
                        raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)
                    found[number] = {token: told.get(token, floor) for token in wanted[number]}
            open_ = [number for number in open_ if not wanted[number] <= found[number].keys()]
            if not open_:
                return found
            if step == self._first == 0 and 2 * len(open_) > len(prompts):
                self._first = 1
        raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)

    def along(self, prompts: Sequence[Prompt], tokens: Prompt) -> list[list[float]] | None:
        """For each prompt, the log-probabilities of these tokens one behind the other: the server is made to
        write them. None where it does not tell all: none of them may be a part of a character."""
        body = {
            "n_predict": len(tokens),
            "n_probs": 1,
            "temperature": 0.0,
            "samplers": ["temperature"],
            "grammar": "root ::= " + " ".join(f"<[{token}]>" for token in tokens),
            "cache_prompt": True,
            "response_fields": _FIELDS,
        }
        found = []
        for answer in self._answers(prompts, body, len(tokens)):
            told = list(map(pair, probabilities(answer)))
            if [token for token, _ in told] != tokens:
                return None
            found.append([value for _, value in told])
        return found if len(found) == len(prompts) else None

    def _ask(self, prompts: Sequence[Prompt], count: int) -> list[Json]:
        body = {
            "n_predict": 1,
            "n_probs": count,
            "temperature": 0.0,
            "samplers": ["temperature"],
            "logit_bias": [[self._plain, 1e6]],
            "cache_prompt": True,
            "response_fields": _FIELDS,
        }
        most = max(_MOST_TOLD // count, 1)
        return [
            answer
            for start in range(0, len(prompts), most)
            for answer in self._answers(prompts[start : start + most], body, 1)
        ]

    def _answers(self, prompts: Sequence[Prompt], body: Json, written: int) -> list[Json]:
        """One for each prompt, of as many questions as their room asks for."""
        answers: list[Json] = []
        start = 0
        while start < len(prompts):
            end, size = start, 0
            while end < len(prompts) and (end == start or size + len(prompts[end]) + written <= self._room):
                size += len(prompts[end]) + written
                end += 1
            some = list(prompts[start:end])
            found = self._server.post_for_all(
                "completion", {**body, "prompt": some if len(some) > 1 else some[0]}
            )
            if len(found) != len(some):
                raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)
            answers += found
            start = end
        return answers

    def _told(self, answer: Json) -> tuple[dict[int, float], float]:
        """The probabilities at the first place, and the least of them."""
        places = probabilities(answer)
        if not places:
            raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)
        top = places[0].get("top_logprobs")
        told = dict(map(pair, top)) if isinstance(top, list) else {}
        if not told:
            raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)
        return told, min(told.values())


def probabilities(answer: Json) -> list[Mapping[str, Any]]:
    """Of each token that was written, as the server tells them."""
    places = answer.get("completion_probabilities")
    if not isinstance(places, list):
        return []
    return [place for place in places if isinstance(place, dict)]


def pair(place: Mapping[str, Any]) -> tuple[int, float]:
    """(token, log-probability); -1 for no token that there is, or no figure that a probability has."""
    token, value = place.get("id"), place.get("logprob")
    if not isinstance(token, int) or not isinstance(value, int | float) or not value <= _SURE:
        return -1, _LEAST
    return token, float(min(max(value, _LEAST), 0.0))
