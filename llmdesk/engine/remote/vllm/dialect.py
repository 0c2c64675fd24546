"""vLLM: prompts as tokens, grammars, label scores and likelihoods, as far as a trial showed them to work.

Owns this dialect. Where a chat cannot be read as text and written back, the server renders it itself, as for
`openai_server`. Must not know threads or how many requests run.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.child.thoughts import shown_marks
from llmdesk.engine.remote import failures
from llmdesk.engine.remote.halves import WholeText
from llmdesk.engine.remote.openai_server import OpenAIServer
from llmdesk.engine.remote.prompting import RemotePrompts
from llmdesk.engine.remote.scoring import Scorer
from llmdesk.engine.remote.server import Json, Server, whole_number
from llmdesk.engine.remote.types import Ended, Listener
from llmdesk.engine.remote.vllm.reading import VllmReader
from llmdesk.engine.remote.vllm.trial import Found, trial
from llmdesk.engine.remote.vllm.vocabulary import VllmVocabulary
from llmdesk.engine.types import FinishReason, GenerateRequest, Message, Piece, Score, ScoreRequest

ROWS = 32  # that one question asks about
AT_ONCE = 3  # questions about labels: while one is prepared, others are computed
_SAMPLING = {
    "temperature": "temperature",
    "top_k": "top_k",
    "top_p": "top_p",
    "min_p": "min_p",
    "repeat_penalty": "repetition_penalty",  # of the whole text, not of its last tokens
    "presence_penalty": "presence_penalty",
    "frequency_penalty": "frequency_penalty",
    "seed": "seed",  # only where one is wished for: see `reading.NEUTRAL`
}


class VllmServer:
    """Implements `types.Dialect`."""

    def __init__(self, server: Server, kind: str, entry: Json) -> None:
        """Raises a `UserError` where the server does not speak this dialect."""
        self._server, self._model = server, str(entry.get("id") or "")
        vocabulary = VllmVocabulary(server, self._model)
        found = trial(server, self._model, vocabulary)
        self._plain = OpenAIServer(server, kind, entry)
        self._vocabulary, self._renders = vocabulary, found.renders
        self._prompts = RemotePrompts(vocabulary)
        self._reader = VllmReader(server, self._model, by_ids=found.by_ids)
        self._scorer = Scorer(self._prompts, self._reader)
        context = self._plain.facts.context or vocabulary.longest
        self.facts = replace(
            self._plain.facts,
            abilities=_abilities(found),
            has_template=found.has_template,
            context=context,
            warnings=() if context else self._plain.facts.warnings,
        )

    def identity(self, cancel: CancelToken | None = None) -> str:
        return self._plain.identity(cancel)

    # -- answers ------------------------------------------------------------------------------------
    def generate(
        self, request: GenerateRequest, context: int, listener: Listener, cancel: CancelToken
    ) -> Ended:
        if request.prompt is None and not self._renders:
            return self._plain.generate(request, context, listener, cancel)
        with self._server.within(cancel):
            prompt = self._prompts.of(request, context)
            room = context - len(prompt)
            most = room if request.max_tokens is None else min(room, request.max_tokens)
            answer = _Answer(request, len(prompt), most)
            reader, whole = self._prompts.reader(request, prompt), WholeText()
            for event in self._server.stream("v1/completions", self._body(request, prompt, most)):
                text = whole.push(answer.take(event))
                if text:
                    for piece in [Piece(text)] if reader is None else reader.push(text):
                        listener.on_piece(piece)
            for piece in reader.finish() if reader is not None else ():
                listener.on_piece(piece)
            if answer.reason not in ("stop", "length"):  # "abort", or nothing at all
                raise failures.broke_off(self._server.place)
            ended = answer.ended()
            if request.likelihood:
                written = answer.written
                value = self._reader.likelihoods([prompt], [written])[0] if written else 0.0
                ended = replace(ended, log_likelihood=value)
            return ended

    def _body(self, request: GenerateRequest, prompt: list[int], most: int) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._model,
            "prompt": prompt,
            "max_tokens": most,
            "stream": True,
            "stream_options": {"include_usage": True},
            "stop": list(request.stop),
            "skip_special_tokens": not shown_marks(self._prompts.specials),
            "spaces_between_special_tokens": False,
        }
        for name, theirs in _SAMPLING.items():
            value = getattr(request.sampling, name)
            if value is not None:
                body[theirs] = value
        if request.grammar:
            body["structured_outputs"] = {"grammar": request.grammar}
        if request.likelihood:
            body["return_token_ids"] = True
        return body

    # -- figures ------------------------------------------------------------------------------------
    def score(
        self, request: ScoreRequest, items: Sequence[tuple[int, str]], context: int, cancel: CancelToken
    ) -> list[Score]:
        with self._server.within(cancel):
            return self._scorer.score(request, items, context)

    def pieces_of(self, request: ScoreRequest) -> int:
        return ROWS

    @property
    def blocks_at_once(self) -> int:
        return AT_ONCE

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(tokens) for tokens in self._prompts.continuations(texts)]

    def count_chat(self, messages: Sequence[Message], variables: Mapping[str, Any], context: int) -> int:
        if not self._renders:
            return len(self._vocabulary.rendered(messages, variables))
        return self._prompts.count_chat(messages, variables, context)


class _Answer:
    """What the server told of one answer, while it comes."""

    def __init__(self, request: GenerateRequest, prompt_tokens: int, most: int) -> None:
        self._request, self._prompt_tokens, self._most = request, prompt_tokens, most
        self._began = time.monotonic()
        self._first = 0.0  # when the first of the answer came
        self._tokens: list[int] = []
        self._usage: Mapping[str, Any] = {}
        self._ends_itself = False  # by a token that is not part of it
        self.reason = ""

    def take(self, event: Json) -> str:
        """The text that came with an event."""
        usage = event.get("usage")
        self._usage = usage if isinstance(usage, dict) else self._usage
        choices = event.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else {}
        choice = choice if isinstance(choice, dict) else {}
        reason = choice.get("finish_reason")
        if isinstance(reason, str):
            self.reason = reason
            self._ends_itself = reason == "stop" and not isinstance(choice.get("stop_reason"), str)
        tokens = choice.get("token_ids")
        if isinstance(tokens, list):
            self._tokens += [token for token in tokens if isinstance(token, int)]
        self._first = self._first or (time.monotonic() if choice else 0.0)
        text = choice.get("text")
        return text if isinstance(text, str) else ""

    @property
    def written(self) -> list[int]:
        """Its tokens, without the one that ends it."""
        return self._tokens[:-1] if self._ends_itself else self._tokens

    def ended(self) -> Ended:
        now = time.monotonic()
        reason: FinishReason = "stop"
        if self.reason == "length":
            reason = "length" if self._most == self._request.max_tokens else "context"
        details = self._usage.get("prompt_tokens_details")
        details = details if isinstance(details, dict) else {}
        return Ended(
            reason,
            self._prompt_tokens,
            whole_number(details.get("cached_tokens")),
            whole_number(self._usage.get("completion_tokens")),
            (self._first or now) - self._began,
            now - (self._first or now),
            self._request.sampling.seed or 0,
        )


def _abilities(found: Found) -> frozenset[Ability]:
    """Chats that the server renders itself keep to no grammar here."""
    has = {Ability.RAW_PROMPT: True, Ability.TOKEN_COUNTS: True}
    has[Ability.CHAT] = found.has_template
    has[Ability.GRAMMAR] = found.grammar and found.renders
    has[Ability.LABEL_SCORES] = found.labels
    has[Ability.LIKELIHOOD] = found.likelihoods
    return frozenset(ability for ability, can in has.items() if can)
