"""What a request asks for, made into a job: its prompt in tokens, its grammar, its reader of thoughts.

Owns the way from a `GenerateRequest` to a `GenerateJob`, and the refusal of what does not fit. Must not know
sequences, nor who computes next.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager

from llmdesk.engine.child import thoughts
from llmdesk.engine.child.jobs import GenerateJob
from llmdesk.engine.child.prompt import PromptBuilder
from llmdesk.engine.child.rows import Rows
from llmdesk.engine.child.runtime import Runtime
from llmdesk.engine.child.sampling import Grammar
from llmdesk.engine.child.scoring import ScoreJob
from llmdesk.engine.limits import limited_memory
from llmdesk.engine.protocol import Rendering, Report
from llmdesk.engine.types import GenerateRequest, Message, ScoreRequest
from llmdesk.errors import QT_TRANSLATE_NOOP, ContextTooLong, UsageError


class JobMaker:
    """Makes jobs for one loaded model. What is wrong with a request is raised as a `UserError`."""

    def __init__(self, runtime: Runtime, send: Callable[[Report], None]) -> None:
        self._model, self._loaded, self._send = runtime.model, runtime.loaded, send
        self._builder = PromptBuilder(runtime.model, thoughts.answers_at_once(runtime.formatter))
        self._model.show_as_text(thoughts.shown_marks(self._builder.specials))
        self._extra_stop = runtime.stop
        self._grammars: dict[str, Grammar] = {}

    def generation(self, number: int, request: GenerateRequest) -> GenerateJob:
        prompt = self._prompt(number, request)
        self._check_room(prompt)
        sampling = request.sampling.over(self._loaded.sampling)
        seed = sampling.seed if sampling.seed is not None else random.getrandbits(31)
        grammar = self._grammar(request.grammar)
        reader = self._reader(request, prompt)
        return GenerateJob(
            number, request, prompt, sampling, seed, self._model, self._extra_stop, grammar, reader
        )

    def scoring(self, number: int, request: ScoreRequest, rows: Callable[[int, int], Rows]) -> ScoreJob:
        """`rows`: gives the rows of a context for (tokens of the prefix, cells of a row)."""
        builder = self._builder
        return ScoreJob(
            number,
            request,
            builder.start,
            builder.continuation,
            rows,
            self._loaded.context,
            builder.surely_more,
            self._grammar(request.grammar),
        )

    def count(self, texts: tuple[str, ...]) -> Generator[None, None, tuple[int, ...]]:
        """The tokens of each text, counted a piece at a time."""
        return self._builder.count(texts)

    def count_chat(self, number: int, messages: tuple[Message, ...], variables: Mapping[str, object]) -> int:
        """At once: no longer than a request with these messages would take."""
        count = self._builder.surely_more([m.content for m in messages], self._loaded.context)
        if count is None:
            count = len(self._builder.chat(messages, variables, lambda: self._watched_rendering(number)))
        return count

    def _reader(self, request: GenerateRequest, prompt: list[int]) -> thoughts.ThoughtReader | None:
        """What a grammar allows, or goes on from a raw prompt, has no form of a chat around it."""
        if request.prompt is not None or request.grammar:
            return None
        wanted = request.template_variables.get("enable_thinking") is not False
        model = self._model
        end = b"".join(model.piece(token) or model.token_text(token).encode() for token in prompt[-12:])
        prompt_end = end.decode("utf-8", "replace")
        return thoughts.reader_for(self._builder.specials, prompt_end, wanted=wanted, begun=request.begun)

    def _prompt(self, number: int, request: GenerateRequest) -> list[int]:
        texts = [*(m.content for m in request.messages), request.begun]
        texts = texts if request.prompt is None else [request.prompt]
        about = self._builder.surely_more(texts, self._loaded.context)
        if about is not None:
            detail = QT_TRANSLATE_NOOP(
                "core", "It has about {prompt_tokens} tokens; the context holds {context}."
            )
            raise self._too_long(detail, about)
        if request.prompt is not None:
            return self._builder.raw(request.prompt)
        return self._builder.chat(
            request.messages,
            request.template_variables,
            lambda: self._watched_rendering(number),
            request.begun,
        )

    @contextmanager
    def _watched_rendering(self, number: int) -> Iterator[None]:
        """A template may loop for ever or build gigabytes: the parent ends this process then."""
        self._send(Rendering(number, active=True))
        try:
            with limited_memory():
                yield
        finally:
            self._send(Rendering(number, active=False))

    def _check_room(self, prompt: list[int]) -> None:
        if not prompt:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "There is nothing to answer."),
                hint=QT_TRANSLATE_NOOP("core", "Type a message first."),
            )
        if len(prompt) >= self._loaded.context:
            detail = QT_TRANSLATE_NOOP("core", "It has {prompt_tokens} tokens; the context holds {context}.")
            raise self._too_long(detail, len(prompt))

    def _too_long(self, detail: str, tokens: int) -> ContextTooLong:
        return ContextTooLong(
            QT_TRANSLATE_NOOP("core", "The text is too long for the model's context."),
            detail,
            QT_TRANSLATE_NOOP("core", "Shorten it, or choose a larger context in the settings."),
            prompt_tokens=tokens,
            context=self._loaded.context,
        )

    def _grammar(self, source: str | None) -> Grammar | None:
        """A fresh place in a grammar; the last few are kept parsed."""
        if source is None:
            return None
        parsed = self._grammars.pop(source, None) or Grammar.parse(self._model, source)
        self._grammars[source] = parsed
        if len(self._grammars) > 8:
            self._grammars.pop(next(iter(self._grammars))).close()
        return parsed.fresh()
