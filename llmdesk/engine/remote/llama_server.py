"""llama.cpp's own server: all that the engine at home does, but for what is kept of chats on the disk.

Owns this dialect: prompts as tokens, grammars, label scores from the probabilities that the server tells.
Must not know threads or how many requests run.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import WRITER
from llmdesk.engine.child.thoughts import shown_marks
from llmdesk.engine.remote import failures
from llmdesk.engine.remote.halves import WholeText
from llmdesk.engine.remote.prompting import RemotePrompts
from llmdesk.engine.remote.reading import ProbabilityReader, pair, probabilities
from llmdesk.engine.remote.scoring import Scorer
from llmdesk.engine.remote.server import Json, Server, whole_number
from llmdesk.engine.remote.types import Ended, Listener, ServerFacts
from llmdesk.engine.remote.vocabulary import RemoteVocabulary
from llmdesk.engine.remote.written import WrittenFigures
from llmdesk.engine.types import (
    FinishReason,
    GenerateRequest,
    Message,
    Piece,
    Sampling,
    Score,
    ScoreRequest,
)

_ORDER = ["penalties", "dry", "top_k", "top_p", "min_p", "xtc", "temperature"]
_NAMES = {name: name for name in Sampling.__dataclass_fields__ if name != "seed"}
_MOST_MS = 1e9  # of one answer: eleven days
_SLOTS = 4  # where the server does not say
AT_ONCE = 2  # questions about labels: one is computed, the other waits


class LlamaServer:
    """Implements `types.Dialect`."""

    def __init__(self, server: Server, props: Json, models: Json) -> None:
        self._server = server
        vocabulary = RemoteVocabulary(server, props)
        self._prompts = RemotePrompts(vocabulary)
        self.facts = _facts(props, models)
        plain = vocabulary.tokenize("a", False)
        reader = ProbabilityReader(server, plain[-1] if plain else 0, self.facts.context // AT_ONCE)
        self._scorer = Scorer(self._prompts, WrittenFigures(vocabulary, reader))

    def identity(self, cancel: CancelToken | None = None) -> str:
        with self._server.within(cancel):
            return _identity(self._server.get("props"), self._server.get("v1/models"))

    # -- answers ------------------------------------------------------------------------------------
    def generate(
        self, request: GenerateRequest, context: int, listener: Listener, cancel: CancelToken
    ) -> Ended:
        with self._server.within(cancel):
            prompt = self._prompts.of(request, context)
            room = context - len(prompt)
            seed = request.sampling.seed
            seed = random.getrandbits(31) if seed is None else seed
            most = room if request.max_tokens is None else min(room, request.max_tokens)
            answer = _Answer(request, len(prompt), most, seed)
            reader, whole = self._prompts.reader(request, prompt), WholeText()
            for event in self._server.stream("completion", self._body(request, prompt, most, seed)):
                answer.take(event, listener.on_reading)
                given = event.get("content")
                text = whole.push(given) if isinstance(given, str) else ""
                if text:
                    answer.text += text
                    pieces = [Piece(text)] if reader is None else reader.push(text)
                    for piece in pieces:
                        listener.on_piece(piece)
            for piece in reader.finish() if reader is not None else ():
                listener.on_piece(piece)
            if answer.last is None:
                raise failures.broke_off(self._server.place)
            if request.likelihood and not answer.told_all:
                answer.log_likelihood = self._scorer.likelihood(prompt, answer.text)
            return answer.ended()

    def _body(self, request: GenerateRequest, prompt: list[int], most: int, seed: int) -> dict[str, Any]:
        body: dict[str, Any] = {
            "prompt": prompt,
            "n_predict": most,
            "stream": True,
            "return_progress": True,
            "cache_prompt": True,
            "samplers": _ORDER,
            "seed": seed,
            "stop": list(request.stop),
            "preserved_tokens": sorted(shown_marks(self._prompts.specials)),
        }
        for name, theirs in _NAMES.items():
            value = getattr(request.sampling, name)
            if value is not None:
                body[theirs] = value
        if request.grammar:
            body["grammar"] = request.grammar
        if request.likelihood:
            body["n_probs"] = 1
        return body

    # -- figures ------------------------------------------------------------------------------------
    def score(
        self, request: ScoreRequest, items: Sequence[tuple[int, str]], context: int, cancel: CancelToken
    ) -> list[Score]:
        with self._server.within(cancel):
            return self._scorer.score(request, items, context)

    def pieces_of(self, request: ScoreRequest) -> int:
        return max(self.facts.slots, 1)

    @property
    def blocks_at_once(self) -> int:
        return AT_ONCE

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(tokens) for tokens in self._prompts.continuations(texts)]

    def count_chat(self, messages: Sequence[Message], variables: Mapping[str, Any], context: int) -> int:
        return self._prompts.count_chat(messages, variables, context)


@dataclass
class _Answer:
    """What the server told of one answer, while it comes."""

    request: GenerateRequest
    prompt_tokens: int
    most: int
    seed: int
    text: str = ""
    last: Json | None = None
    log_likelihood: float = 0.0
    told: int = 0  # tokens whose probability came

    def take(self, event: Json, on_reading: Any) -> None:
        progress = event.get("prompt_progress")
        if isinstance(progress, dict):
            done, total = whole_number(progress.get("processed")), whole_number(progress.get("total"))
            on_reading(done, total)
        for token, value in map(pair, probabilities(event)):
            if token >= 0:
                self.log_likelihood += value
                self.told += 1
        if event.get("stop") is True:
            self.last = event

    @property
    def told_all(self) -> bool:
        """The one that ends the answer left out. Of parts of a character the server tells nothing."""
        last = self.last or {}
        ends = last.get("stop_type") == "eos"
        return self.told >= whole_number(last.get("tokens_predicted")) - ends

    def ended(self) -> Ended:
        last = self.last or {}
        timings = last.get("timings")
        timings = timings if isinstance(timings, dict) else {}
        written = whole_number(last.get("tokens_predicted"))
        reason: FinishReason = "stop"
        if last.get("stop_type") == "limit":
            reason = "length" if self.most == self.request.max_tokens else "context"
        return Ended(
            reason,
            self.prompt_tokens,
            whole_number(timings.get("cache_n")),
            written,
            _number(timings.get("prompt_ms")) / 1000,
            _number(timings.get("predicted_ms")) / 1000,
            self.seed,
            self.log_likelihood if self.request.likelihood else None,
        )


# -- what the server says of itself -------------------------------------------------------------------
def is_llama_server(props: Json) -> bool:
    """One that runs a model itself: a router in front of several answers the same, and has none."""
    return isinstance(props.get("default_generation_settings"), dict) and props.get("role") != "router"


def _facts(props: Json, models: Json) -> ServerFacts:
    settings = props["default_generation_settings"]
    meta = _meta(models)
    return ServerFacts(
        kind="llama-server",
        model=_name(props, models),
        abilities=WRITER,
        context=whole_number(settings.get("n_ctx")),
        parameters=whole_number(meta.get("n_params")),
        slots=whole_number(props.get("total_slots")) or _SLOTS,
        identity=_identity(props, models),
        has_template=bool(props.get("chat_template")),
    )


def _identity(props: Json, models: Json) -> str:
    meta = _meta(models)
    known = (
        _name(props, models),
        props.get("model_path"),
        *(meta.get(k) for k in ("n_params", "size", "n_vocab")),
    )
    return "|".join(map(str, known))


def _name(props: Json, models: Json) -> str:
    """Its alias; without one it is called by its file, of which people know the name."""
    given = (props.get("model_alias"), _entry(models).get("id"), props.get("model_path"))
    name = next((each for each in given if isinstance(each, str) and each), "")
    if not name.endswith(".gguf"):
        return name
    return name.replace("\\", "/").rpartition("/")[2].removesuffix(".gguf")


def _entry(models: Json) -> Mapping[str, Any]:
    listed = models.get("data")
    first = listed[0] if isinstance(listed, list) and listed else {}
    return first if isinstance(first, dict) else {}


def _meta(models: Json) -> Mapping[str, Any]:
    meta = _entry(models).get("meta")
    return meta if isinstance(meta, dict) else {}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and 0 < value < _MOST_MS else 0.0
