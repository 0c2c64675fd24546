"""`/v1/chat/completions`: messages in, an answer out, whole or as it is written.

Owns the reading of such a request and the form of its answer.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

from msgspec import Struct

from llmdesk.engine.abilities import Ability
from llmdesk.engine.types import Completion, GenerateRequest, Message
from llmdesk.server.answers import (
    DONE,
    AnswerMessage,
    ChatAnswer,
    ChatChoice,
    ChatChunk,
    ChunkChoice,
    Delta,
    event,
    finish_of,
    logprobs_of,
    new_id,
    now,
    usage_of,
)
from llmdesk.server.desk import Desk
from llmdesk.server.failures import Refusal
from llmdesk.server.generating import added, each_choice, needs, needs_tokens, whole
from llmdesk.server.records import Running
from llmdesk.server.requests import ChatMessage, ChatRequest, ResponseFormat, read, refuse_used, text_of
from llmdesk.tools.fields.json_schema import ANY_OBJECT, SchemaError, grammar_of

_NOT_HERE = ("tools", "functions", "logit_bias")
_NO_THOUGHTS = ("none", "minimal")


async def answer(desk: Desk, body: bytes, running: Running) -> AsyncGenerator[Struct | bytes, None]:
    """The whole answer as one value, or the events of a stream."""
    request = read(body, ChatRequest)
    refuse_used(request, _NOT_HERE)
    if request.modalities not in (None, ["text"]):
        raise Refusal(400, "Only text is written here.", param="modalities", code="unsupported")
    if request.top_logprobs is not None and not request.logprobs:
        message = "“top_logprobs” needs “logprobs” to be true."
        raise Refusal(400, message, param="top_logprobs", code="invalid_value")
    grammar = _grammar(request.response_format)
    common = GenerateRequest(
        messages=tuple(map(_message, request.messages)),
        max_tokens=request.max_completion_tokens or request.max_tokens,
        grammar=grammar,
        priority=desk.priority,
        template_variables=_variables(request),
        alternatives=(request.top_logprobs or 0) if request.logprobs else None,
    )
    async with desk.turns.turn():
        model = await desk.model(request.model)
        needs(model, Ability.CHAT, *([Ability.GRAMMAR] if grammar else []))
        if request.logprobs:
            needs_tokens(model)
        asked = each_choice(request, common)
        if not request.stream:
            yield _whole(request, await whole(desk, asked, running), model.name)
            return
        async with aclosing(_events(desk, request, asked, model.name, running)) as events:
            async for one in events:
                yield one


def _message(message: ChatMessage) -> Message:
    role = "system" if message.role == "developer" else message.role
    return Message(role, text_of(message.content, "messages"))


def _variables(request: ChatRequest) -> dict[str, object]:
    asked = request.chat_template_kwargs
    thinks = asked.enable_thinking if asked is not None else None
    if thinks is None and request.reasoning_effort in _NO_THOUGHTS:
        thinks = False
    return {} if thinks is None else {"enable_thinking": thinks}


def _grammar(form: ResponseFormat | None) -> str | None:
    """GBNF that every answer keeps to; raises `Refusal` for a schema that cannot be kept to."""
    if form is None or form.type == "text":
        return None
    if form.type == "json_object":
        return ANY_OBJECT
    if form.json_schema is None or form.json_schema.schema is None:
        place = "response_format.json_schema.schema"
        raise Refusal(400, "The schema is missing.", param=place, code="invalid_value")
    try:
        return grammar_of(form.json_schema.schema)
    except SchemaError as error:
        raise Refusal(400, str(error), param="response_format", code="unsupported_schema") from None


def _whole(request: ChatRequest, completions: list[Completion], model: str) -> ChatAnswer:
    choices = [
        ChatChoice(
            index=index,
            message=AnswerMessage(content=each.text, reasoning_content=each.thoughts or None),
            finish_reason=finish_of(each.finish_reason),
            logprobs=logprobs_of(each) if request.logprobs else None,
        )
        for index, each in enumerate(completions)
    ]
    return ChatAnswer(
        id=new_id("chatcmpl"), created=now(), model=model, choices=choices, usage=usage_of(completions)
    )


async def _events(
    desk: Desk, request: ChatRequest, asked: list[GenerateRequest], model: str, running: Running
) -> AsyncGenerator[bytes, None]:
    number, created = new_id("chatcmpl"), now()

    def chunk(*choices: ChunkChoice) -> ChatChunk:
        return ChatChunk(id=number, created=created, model=model, choices=list(choices))

    completions: list[Completion] = []
    begun = False
    async with aclosing(added(desk, asked, running)) as coming:
        async for each in coming:
            if not begun:  # not before: what refuses the request is told with its status
                begun = True
                for index in range(len(asked)):
                    yield event(chunk(ChunkChoice(index=index, delta=Delta(role="assistant", content=""))))
            if each.completion is None:
                delta = Delta(content=each.text or None, reasoning_content=each.thoughts or None)
                yield event(chunk(ChunkChoice(index=each.index, delta=delta)))
                continue
            completions.append(each.completion)
            last = ChunkChoice(index=each.index, delta=Delta())
            last.finish_reason = finish_of(each.completion.finish_reason)
            last.logprobs = logprobs_of(each.completion) if request.logprobs else None
            yield event(chunk(last))
    if request.wants_usage:
        used = chunk()
        used.usage = usage_of(completions)
        yield event(used)
    yield DONE
