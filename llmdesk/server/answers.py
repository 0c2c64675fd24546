"""What a client gets, as values: they are written as JSON, and the OpenAPI document is made of them too.

Owns the forms of OpenAI's API. Must not know the engine.
"""

from __future__ import annotations

import secrets
import time
from itertools import accumulate
from typing import Literal

import msgspec
from msgspec import Struct, field

from llmdesk.engine.types import Completion, FinishReason

Finish = Literal["stop", "length"]


class Model(Struct, kw_only=True):
    id: str
    created: int
    object: Literal["model"] = "model"
    owned_by: str = "llmdesk"


class Models(Struct, kw_only=True):
    data: list[Model]
    object: Literal["list"] = "list"


class PromptDetails(Struct):
    cached_tokens: int


class Usage(Struct):
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    prompt_tokens_details: PromptDetails


class LikelyToken(Struct):
    token: str
    logprob: float
    bytes: list[int]


class TokenLogprob(LikelyToken):
    top_logprobs: list[LikelyToken]


class Logprobs(Struct):
    """Of all tokens that were written, those of thoughts and of a stop string too; on a stream they come at
    the end of the answer."""

    content: list[TokenLogprob]
    refusal: None = None


class TextLogprobs(Struct):
    tokens: list[str]
    token_logprobs: list[float]
    top_logprobs: list[dict[str, float]]
    text_offset: list[int]


class AnswerMessage(Struct, kw_only=True):
    """`reasoning_content`: what the model thought before, where it does."""

    content: str
    role: Literal["assistant"] = "assistant"
    refusal: None = None
    reasoning_content: str | None = None


class ChatChoice(Struct, kw_only=True):
    index: int
    message: AnswerMessage
    finish_reason: Finish
    logprobs: Logprobs | None = None


class ChatAnswer(Struct, kw_only=True):
    id: str
    created: int
    model: str
    choices: list[ChatChoice]
    usage: Usage
    object: Literal["chat.completion"] = "chat.completion"


class Delta(Struct, kw_only=True, omit_defaults=True):
    role: Literal["", "assistant"] = ""
    content: str | None = None
    reasoning_content: str | None = None


class ChunkChoice(Struct, kw_only=True):
    index: int
    delta: Delta
    finish_reason: Finish | None = None
    logprobs: Logprobs | None = None


class ChatChunk(Struct, kw_only=True):
    id: str
    created: int
    model: str
    choices: list[ChunkChoice]
    usage: Usage | None = None
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"


class TextChoice(Struct, kw_only=True):
    index: int
    text: str
    finish_reason: Finish | None = None
    logprobs: TextLogprobs | None = None


class TextAnswer(Struct, kw_only=True):
    """Also a piece of one, on a stream."""

    id: str
    created: int
    model: str
    choices: list[TextChoice]
    usage: Usage | None = None
    object: Literal["text_completion"] = "text_completion"


# -- decisions ---------------------------------------------------------------------------------------
class CalibrationNote(Struct):
    """How raw scores became probabilities: fitted on `source` ("none": only a scale; "decisions": they are
    those of a decision model), so many `rows`."""

    source: str
    rows: int


class PredicateAnswer(Struct, tag="predicate", tag_field="type", kw_only=True):
    probability: float
    name: str | None = None


class ChoiceProbability(Struct):
    value: str | bool
    probability: float


class ChoiceAnswer(Struct, tag="choice", tag_field="type", kw_only=True):
    """`confidence` is the probability of the choice; `instructions_read`: whether they were."""

    choice: str | bool
    confidence: float
    probabilities: list[ChoiceProbability]
    calibration: CalibrationNote
    instructions_read: bool = False
    name: str | None = None


class LevelProbability(Struct):
    value: int
    label: str
    probability: float


class ScoreAnswer(Struct, tag="score", tag_field="type", kw_only=True):
    """`score`: the mean of the levels' numbers (from 0), each by its probability; `instructions_read` as in
    `ChoiceAnswer`."""

    score: float
    confidence: float
    probabilities: list[LevelProbability]
    calibration: CalibrationNote
    instructions_read: bool = False
    name: str | None = None


class RefusalAnswer(Struct, tag="refusal", tag_field="type", kw_only=True):
    """This model is not able to answer that; `reason` says why."""

    reason: str
    name: str | None = None


DecisionAnswer = PredicateAnswer | ChoiceAnswer | ScoreAnswer | RefusalAnswer


class InputDetails(Struct):
    cached_tokens: int = 0
    cache_write_tokens: int = 0


class OutputDetails(Struct):
    reasoning_tokens: int = 0


class DecisionUsage(Struct, kw_only=True):
    """`input_tokens`: of the input and the statements of predicates, each once. Nothing is written."""

    input_tokens: int
    total_tokens: int
    output_tokens: int = 0
    input_tokens_details: InputDetails = field(default_factory=InputDetails)
    output_tokens_details: OutputDetails = field(default_factory=OutputDetails)


class Decisions(Struct, kw_only=True):
    model: str
    answers: list[DecisionAnswer]
    usage: DecisionUsage


class ErrorBody(Struct):
    message: str
    type: str
    param: str | None
    code: str | None


class Error(Struct):
    error: ErrorBody


# -- making them -------------------------------------------------------------------------------------
def new_id(prefix: str) -> str:
    return f"{prefix}-{secrets.token_hex(12)}"


def now() -> int:
    return int(time.time())


def finish_of(reason: FinishReason) -> Finish:
    """A grammar that allows nothing more has cut the answer off, like a limit."""
    return "stop" if reason == "stop" else "length"


def usage_of(completions: list[Completion]) -> Usage:
    """The prompt counts once, however many answers it got."""
    prompt = max(each.prompt_tokens for each in completions)
    written = sum(each.completion_tokens for each in completions)
    cached = max(each.reused_tokens for each in completions)
    return Usage(prompt, written, prompt + written, PromptDetails(cached))


def logprobs_of(completion: Completion) -> Logprobs:
    return Logprobs(
        [
            TokenLogprob(
                _text(each.spelling), _finite(each.logprob), list(each.spelling),
                [LikelyToken(_text(one), _finite(value), list(one)) for one, value in each.alternatives],
            )
            for each in completion.tokens
        ]
    )  # fmt: skip


def text_logprobs_of(completion: Completion) -> TextLogprobs:
    texts = [_text(each.spelling) for each in completion.tokens]
    return TextLogprobs(
        tokens=texts,
        token_logprobs=[_finite(each.logprob) for each in completion.tokens],
        top_logprobs=[
            {_text(other): _finite(value) for other, value in each.alternatives} for each in completion.tokens
        ],
        text_offset=list(accumulate(map(len, texts[:-1]), initial=0)) if texts else [],
    )


def _text(spelling: bytes) -> str:
    """A token may be a part of a character."""
    return spelling.decode("utf-8", "replace")


def _finite(logprob: float) -> float:
    """JSON has no infinity; OpenAI writes this for what cannot be."""
    return max(logprob, -9999.0)


def event(document: Struct | dict[str, object]) -> bytes:
    """As one event of a stream."""
    return b"data: " + msgspec.json.encode(document) + b"\n\n"


DONE = b"data: [DONE]\n\n"
