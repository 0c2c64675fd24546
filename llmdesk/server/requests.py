"""What a client may send, as values with their bounds; from them the OpenAPI document is made too.

Owns the reading of a body. Fields that are not named here are left alone, as OpenAI's servers do; those that
would change the answer and that llmdesk does not have are named, and refused where they are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from llmdesk.server.failures import Refusal

MOST_MESSAGES = 4096
MOST_CHOICES = 4  # answers to one request
MOST_STOPS = 16
MOST_ALTERNATIVES = 20  # to each token
MOST_QUESTIONS = 64
MOST_OPTIONS = 50
MOST_TOKENS = 1 << 20

Temperature = Annotated[float, Meta(ge=0, le=2)]
Share = Annotated[float, Meta(ge=0, le=1)]
Penalty = Annotated[float, Meta(ge=-2, le=2)]
Tokens = Annotated[int, Meta(ge=1, le=MOST_TOKENS)]
Seed = Annotated[int, Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
StopText = Annotated[str, Meta(min_length=1, max_length=500)]
Alternatives = Annotated[int, Meta(ge=0, le=MOST_ALTERNATIVES)]
Choices = Annotated[int, Meta(ge=1, le=MOST_CHOICES)]
Name = Annotated[str, Meta(max_length=500)]


class Part(Struct):
    """A piece of a message; only text is read."""

    type: Name
    text: str | None = None


Content = str | list[Part]


class ChatMessage(Struct):
    role: Literal["system", "developer", "user", "assistant"]
    content: Content | None = None


class StreamOptions(Struct):
    include_usage: bool | None = None


class JsonSchema(Struct):
    name: Name = ""
    schema: dict[str, Any] | None = None


class ResponseFormat(Struct):
    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None


class TemplateArguments(Struct):
    """Of what servers call `chat_template_kwargs`: whether the model may think first."""

    enable_thinking: bool | None = None


class _Generation(Struct, kw_only=True):
    """What is common to both ways to generate."""

    model: Name = ""
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    temperature: Temperature | None = None
    top_p: Share | None = None
    top_k: Annotated[int, Meta(ge=0, le=100_000)] | None = None
    min_p: Share | None = None
    presence_penalty: Penalty | None = None
    frequency_penalty: Penalty | None = None
    seed: Seed | None = None
    n: Choices | None = None
    stop: StopText | Annotated[list[StopText], Meta(max_length=MOST_STOPS)] | None = None
    max_tokens: Tokens | None = None
    logit_bias: dict[str, float] | None = None

    @property
    def stops(self) -> tuple[str, ...]:
        return (self.stop,) if isinstance(self.stop, str) else tuple(self.stop or ())

    @property
    def wants_usage(self) -> bool:
        return self.stream_options is not None and bool(self.stream_options.include_usage)


class ChatRequest(_Generation, kw_only=True):
    messages: Annotated[list[ChatMessage], Meta(min_length=1, max_length=MOST_MESSAGES)]
    max_completion_tokens: Tokens | None = None
    logprobs: bool | None = None
    top_logprobs: Alternatives | None = None
    response_format: ResponseFormat | None = None
    reasoning_effort: Name | None = None
    chat_template_kwargs: TemplateArguments | None = None
    tools: list[Any] | None = None
    functions: list[Any] | None = None
    modalities: list[Name] | None = None


class CompletionRequest(_Generation, kw_only=True):
    prompt: str | Annotated[list[str], Meta(min_length=1, max_length=1)]
    logprobs: Alternatives | None = None
    echo: bool | None = None
    suffix: str | None = None
    best_of: int | None = None


class PredicateQuestion(Struct, tag="predicate", tag_field="type"):
    """How likely is it that the statement in `instructions` is true of the input?"""

    instructions: Content
    name: Name | None = None


class Option(Struct):
    value: str | bool
    description: str | None = None


class ChoiceQuestion(Struct, tag="choice", tag_field="type"):
    """Which of `choices` fits the input? Their values and descriptions are read, `instructions` are not."""

    choices: Annotated[list[Option], Meta(min_length=2, max_length=MOST_OPTIONS)]
    instructions: Content = ""
    name: Name | None = None


class Level(Struct):
    label: str
    description: str | None = None


class ScoreQuestion(Struct, tag="score", tag_field="type"):
    """Where on the ordered `levels`, the lowest first, does the input stand? Their labels and descriptions
    are read, `instructions` are not."""

    levels: Annotated[list[Level], Meta(min_length=2, max_length=MOST_OPTIONS)]
    instructions: Content = ""
    name: Name | None = None


Question = PredicateQuestion | ChoiceQuestion | ScoreQuestion


class InputMessage(Struct):
    role: Literal["system", "developer", "user", "assistant"]
    content: Content


class DecisionRequest(Struct, kw_only=True):
    input: str | Annotated[list[InputMessage], Meta(min_length=1, max_length=MOST_MESSAGES)]
    questions: Annotated[list[Question], Meta(min_length=1, max_length=MOST_QUESTIONS)]
    model: Name = ""


R = TypeVar("R", bound=Struct)
_TEXT_PARTS = ("text", "input_text", "output_text")


def read(body: bytes, kind: type[R]) -> R:
    """The request in `body`; raises `Refusal` that says where it is wrong."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$")
        raise Refusal(400, f"{message}.", param=place.rstrip("`").lstrip("."), code="invalid_value") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refusal(400, "The body is not JSON that can be read.", code="invalid_json") from None


def text_of(content: Content | None, param: str) -> str:
    """The text of a message; raises `Refusal` for a picture, a sound or a file."""
    if content is None or isinstance(content, str):
        return content or ""
    for part in content:
        if part.type not in _TEXT_PARTS:
            raise Refusal(400, f"Only text is read here, no “{part.type}”.", param=param, code="unsupported")
    return "\n".join(part.text or "" for part in content)


def refuse_used(request: Struct, names: Sequence[str]) -> None:
    """Raises `Refusal` where one of the fields `names` asks for something that llmdesk does not do."""
    for name in names:
        if getattr(request, name) not in (None, False, [], {}, 0, ""):
            raise Refusal(400, f"llmdesk does not support “{name}”.", param=name, code="unsupported")
