"""What both ways to generate share: the sampling that was asked for, the answers whole or in pieces.

Owns the way from a request's fields to the engine's. Must not know the forms of the answers.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from llmdesk.engine.abilities import IN_WORDS, Ability
from llmdesk.engine.types import Completion, GenerateRequest, LoadedModel, Piece, Sampling, Written
from llmdesk.server.desk import Desk
from llmdesk.server.failures import Refusal, stopped
from llmdesk.server.records import Running
from llmdesk.server.requests import ChatRequest, CompletionRequest

_SEEDS = 0x7FFF_FFFF


@dataclass(frozen=True, slots=True)
class Added:
    """What is new of the answer `index`; at its end with the whole `completion`."""

    index: int
    text: str = ""
    thoughts: str = ""
    completion: Completion | None = None


def needs(model: LoadedModel, *abilities: Ability) -> None:
    """Raises `Refusal` where the model, or what runs it, cannot do that."""
    for ability in abilities:
        if ability not in model.abilities:
            raise Refusal(
                400, f"“{model.name}” is not able to do this: {IN_WORDS[ability]}.", code="unsupported"
            )


def needs_tokens(model: LoadedModel) -> None:
    """Raises `Refusal` where nobody says how likely each token was: engines elsewhere do not."""
    if model.local is None:
        message = f"The engine that runs “{model.name}” does not give the probabilities of tokens."
        raise Refusal(400, message, param="logprobs", code="unsupported")


def each_choice(request: ChatRequest | CompletionRequest, common: GenerateRequest) -> list[GenerateRequest]:
    """`common` with the sampling that was asked for, once for each answer that is wanted."""
    sampling = Sampling(
        temperature=request.temperature,
        top_k=request.top_k,
        top_p=request.top_p,
        min_p=request.min_p,
        presence_penalty=request.presence_penalty,
        frequency_penalty=request.frequency_penalty,
    )
    seeds = [
        None if request.seed is None else (request.seed + number) & _SEEDS for number in range(request.n or 1)
    ]
    return [
        replace(
            common, sampling=replace(sampling, seed=seed), stop=request.stops, streamed=bool(request.stream)
        )
        for seed in seeds
    ]


async def whole(desk: Desk, requests: Sequence[GenerateRequest], running: Running) -> list[Completion]:
    """The answers, in the order of `requests`."""
    found: dict[int, Completion] = {}
    async with aclosing(added(desk, requests, running)) as coming:
        async for each in coming:
            if each.completion is not None:
                found[each.index] = each.completion
    return [found[index] for index in range(len(requests))]


async def added(
    desk: Desk, requests: Sequence[GenerateRequest], running: Running
) -> AsyncGenerator[Added, None]:
    """The answers in pieces as they come; raises what ends one of them."""
    sent = [_Sent() for _ in requests]
    async with aclosing(desk.ask(requests)) as coming:
        async for news in coming:
            if isinstance(news.what, Exception):
                raise news.what
            if isinstance(news.what, Piece):
                text, thoughts = sent[news.index].take(news.what)
                if text or thoughts:
                    yield Added(news.index, text, thoughts)
                continue
            if news.what.finish_reason == "cancelled":
                raise stopped()
            running.tokens_read = max(running.tokens_read, news.what.prompt_tokens)
            running.tokens_written += news.what.completion_tokens
            yield Added(news.index, completion=news.what)


@dataclass
class _Sent:
    """What a client holds of an answer: it cannot be taken back where it turns out to be something else."""

    _now: Written = field(default_factory=Written)
    _sent: Written = field(default_factory=Written)
    _again: bool = False

    def take(self, piece: Piece) -> tuple[str, str]:
        """What is to be sent: (of the answer, of the thoughts)."""
        self._again = self._again or piece.anew
        self._now = self._now.plus(piece)
        if not self._again:
            self._sent = self._now
            return ("", piece.text) if piece.kind == "thought" else (piece.text, "")
        text, held_text = _new(self._sent.text, self._now.text)
        thoughts, held_thoughts = _new(self._sent.thoughts, self._now.thoughts)
        self._sent = Written(held_text, held_thoughts)
        return text, thoughts


def _new(sent: str, now: str) -> tuple[str, str]:
    """(what is to be sent, what the client then holds of it)."""
    if now.startswith(sent):
        return now[len(sent) :], now
    return ("", sent) if sent.startswith(now) else (now, now)
