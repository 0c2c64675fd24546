"""From messages to the tokens of a prompt for a server: its own chat template, our wall between text and
control tokens.

Owns that nothing which a user or a document says becomes a control token there: the server renders messages
with stand-ins for what looks like one, and gets the prompt as tokens (`child.prompt`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from llmdesk.engine.child import thoughts
from llmdesk.engine.child.prompt import PromptBuilder, Tokenizer
from llmdesk.engine.remote import failures
from llmdesk.engine.remote.server import is_connection_error
from llmdesk.engine.types import GenerateRequest, Message
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, EngineUnreachable, UsageError, UserError

T = TypeVar("T")
_PROMPT_END = 12  # tokens, by which one sees whether the prompt begins the thoughts


class Vocabulary(Tokenizer, Protocol):
    """A server's tokenizer and chat template. Usable from any thread; raises `UserError` and `Cancelled`."""

    def look_for_specials(self, text: str) -> None:
        """Learn the control tokens that `text`, from a user or a document, spells."""

    def tokenize_all(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each as plain text that goes on behind other text."""

    def text_of(self, tokens: Sequence[int]) -> str: ...

    def render(self, messages: Sequence[Message], variables: Mapping[str, Any]) -> str:
        """The chat, ending where the answer begins."""


class _NotAsked(BaseException):
    """The template was not tried: the connection ended. Passes by what catches errors of templates."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


class RemotePrompts:
    """Usable from any thread; raises `UserError` and `Cancelled`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._builder = self._new_builder()

    @property
    def specials(self) -> frozenset[str]:
        return self._builder.specials

    @property
    def start(self) -> list[int]:
        """What the model wants before every text."""
        return self._builder.start

    def of(self, request: GenerateRequest, context: int) -> list[int]:
        """The prompt of a request; raises `ContextTooLong` where it has no room."""
        if request.prompt is not None:
            texts = [request.prompt]
        else:
            texts = [*(message.content for message in request.messages), request.begun]
        about = self._builder.surely_more(texts, context)
        if about is not None:
            raise failures.too_long(about, context)
        if request.prompt is not None:
            prompt = self._built(texts, lambda builder: builder.raw(texts[0]))
        else:
            prompt = self.chat(request.messages, request.template_variables, request.begun)
        if not prompt:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "There is nothing to answer."),
                hint=QT_TRANSLATE_NOOP("core", "Type a message first."),
            )
        if len(prompt) >= context:
            raise failures.too_long(len(prompt), context)
        return prompt

    def chat(self, messages: Sequence[Message], variables: Mapping[str, Any], begun: str = "") -> list[int]:
        texts = [*(message.content for message in messages), begun]
        return self._built(texts, lambda builder: builder.chat(messages, variables, begun=begun))

    def count_chat(self, messages: Sequence[Message], variables: Mapping[str, Any], context: int) -> int:
        about = self._builder.surely_more([message.content for message in messages], context)
        return about if about is not None else len(self.chat(messages, variables))

    def continuations(self, texts: Sequence[str]) -> list[list[int]]:
        """Tokens of texts that go on behind others."""
        found = self.vocabulary.tokenize_all(texts)
        self._renew()
        builder = self._builder
        for number, text in enumerate(texts):
            if any(special in text for special in builder.specials):
                found[number] = builder.continuation(text)
        return found

    def continuation(self, text: str) -> list[int]:
        return self._builder.continuation(text) if text else []

    def reader(self, request: GenerateRequest, prompt: Sequence[int]) -> thoughts.ThoughtReader | None:
        """What a grammar allows, or goes on from a raw prompt, has no form of a chat around it."""
        if request.prompt is not None or request.grammar:
            return None
        wanted = request.template_variables.get("enable_thinking") is not False
        end = self.vocabulary.text_of(prompt[-_PROMPT_END:])
        return thoughts.reader_for(self.specials, end, wanted=wanted, begun=request.begun)

    # -- steps
    def _built(self, texts: Sequence[str], build: Callable[[PromptBuilder], T]) -> T:
        self.vocabulary.look_for_specials("\n".join(filter(None, texts)))
        self._renew()
        try:
            return build(self._builder)
        except _NotAsked as ended:
            raise ended.error from ended

    def _renew(self) -> None:
        """For control tokens that were not known before, whoever's text spelt them."""
        if not self._builder.specials.issuperset(self.vocabulary.special_texts()):
            self._builder = self._new_builder()

    def _new_builder(self) -> PromptBuilder:
        return PromptBuilder(self.vocabulary, thoughts.answers_at_once(self._render))

    def _render(self, messages: Sequence[Message], variables: Mapping[str, Any]) -> str:
        try:
            return self.vocabulary.render(messages, variables)
        except (Cancelled, EngineUnreachable) as error:
            raise _NotAsked(error) from error
        except UserError as error:
            if is_connection_error(error):
                raise _NotAsked(error) from error
            raise
