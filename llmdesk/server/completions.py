"""`/v1/completions`: a text in, its continuation out, without a chat template.

Owns the reading of such a request and the form of its answer.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from msgspec import Struct

from llmdesk.engine.abilities import Ability
from llmdesk.engine.types import Completion, GenerateRequest
from llmdesk.server.answers import (
    DONE,
    TextAnswer,
    TextChoice,
    event,
    finish_of,
    new_id,
    now,
    text_logprobs_of,
    usage_of,
)
from llmdesk.server.desk import Desk
from llmdesk.server.failures import Refusal
from llmdesk.server.generating import added, each_choice, needs, needs_tokens, whole
from llmdesk.server.records import Running
from llmdesk.server.requests import CompletionRequest, read, refuse_used

_NOT_HERE = ("logit_bias", "echo", "suffix")
_USUAL_TOKENS = 16  # as OpenAI has it


async def answer(desk: Desk, body: bytes, running: Running) -> AsyncGenerator[Struct | bytes, None]:
    """The whole continuation as one value, or the events of a stream."""
    request = read(body, CompletionRequest)
    refuse_used(request, _NOT_HERE)
    if (request.best_of or 1) > (request.n or 1):
        raise Refusal(400, "llmdesk does not support “best_of”.", param="best_of", code="unsupported")
    common = GenerateRequest(
        prompt=request.prompt if isinstance(request.prompt, str) else request.prompt[0],
        max_tokens=request.max_tokens or _USUAL_TOKENS,
        priority=desk.priority,
        alternatives=request.logprobs,
    )
    async with desk.turns.turn():
        model = await desk.model(request.model)
        needs(model, Ability.RAW_PROMPT)
        if request.logprobs is not None:
            needs_tokens(model)
        asked = each_choice(request, common)
        if not request.stream:
            yield _whole(request, await whole(desk, asked, running), model.name)
            return
        async with aclosing(_events(desk, request, asked, model.name, running)) as events:
            async for one in events:
                yield one


def _whole(request: CompletionRequest, completions: list[Completion], model: str) -> TextAnswer:
    choices = [
        TextChoice(
            index=index,
            text=each.text,
            finish_reason=finish_of(each.finish_reason),
            logprobs=text_logprobs_of(each) if request.logprobs is not None else None,
        )
        for index, each in enumerate(completions)
    ]
    return TextAnswer(
        id=new_id("cmpl"), created=now(), model=model, choices=choices, usage=usage_of(completions)
    )


async def _events(
    desk: Desk, request: CompletionRequest, asked: list[GenerateRequest], model: str, running: Running
) -> AsyncGenerator[bytes, None]:
    number, created = new_id("cmpl"), now()

    def piece(*choices: TextChoice) -> TextAnswer:
        return TextAnswer(id=number, created=created, model=model, choices=list(choices))

    completions: list[Completion] = []
    async with aclosing(added(desk, asked, running)) as coming:
        async for each in coming:
            choice = TextChoice(index=each.index, text=each.text)
            if each.completion is not None:
                completions.append(each.completion)
                choice.finish_reason = finish_of(each.completion.finish_reason)
                if request.logprobs is not None:
                    choice.logprobs = text_logprobs_of(each.completion)
            yield event(piece(choice))
    if request.wants_usage:
        last = piece()
        last.usage = usage_of(completions)
        yield event(last)
    yield DONE
