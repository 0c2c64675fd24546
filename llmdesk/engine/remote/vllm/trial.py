"""What of vLLM's API works at this server, with this model: tried when it is connected.

Owns the trials; versions, options and models differ in all of it. An ability is one that worked here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from llmdesk.engine.remote.server import Json, Server, is_connection_error
from llmdesk.engine.remote.vllm.reading import NEUTRAL, VllmReader, told
from llmdesk.engine.remote.vllm.vocabulary import VllmVocabulary
from llmdesk.engine.types import Message
from llmdesk.errors import UserError

_REPEATED = "one two three four five six seven eight nine ten. " * 4 + "one two three four five six"
_LIKELY = 0.5  # what the likeliest tokens have together behind that, at the least
_SURE = 1.01  # and at the most
_NEAR = 0.2  # natural logarithms by which two ways to read the same figure may differ (bfloat16)
#: (grammar, prompt, what it allows): words; classes, repeats and characters beyond ASCII, as tools use them.
_GRAMMARS = (
    ('root ::= " red" | " blue"', "It is", re.compile(r" red| blue")),
    (
        'root ::= line{2} "好" tail\nline ::= [^a-z\\n\\x00-\\x1f"]{1,3} "\\n"\n'
        'tail ::= ("x" | "y"){0,5} "."',
        "It is",
        re.compile(r'(?:[^a-z\x00-\x1f"]{1,3}\n){2}好[xy]{0,5}\.'),
    ),
)
_MOST_WRITTEN = 64
_TEXT = " a , b 's   c\n\n d\u00e9 \U00100000\u597d"


@dataclass(frozen=True)
class Found:
    """`renders`: chats can be read as text and come back as the same tokens; `by_ids`: tokens whose
    probability is asked for can be named."""

    renders: bool
    has_template: bool
    grammar: bool
    likelihoods: bool
    by_ids: bool

    @property
    def labels(self) -> bool:
        return self.by_ids or self.likelihoods


def trial(server: Server, model: str, vocabulary: VllmVocabulary) -> Found:
    """Raises what ends all: a connection that broke, a server that is busy."""
    prompt = _prompt(vocabulary, _REPEATED)
    figures = _works(lambda: _tells_probabilities(server, model, prompt))
    likelihoods = figures and _works(lambda: _tells_likelihoods(server, model, prompt))
    by_ids = figures and _works(lambda: _tells_named(server, model, prompt))
    return Found(
        renders=_works(lambda: _renders(vocabulary)),
        has_template=_works(lambda: bool(vocabulary.rendered([Message("user", "x")], {}))),
        grammar=_works(lambda: all(_keeps(server, model, vocabulary, *each) for each in _GRAMMARS)),
        likelihoods=likelihoods,
        by_ids=by_ids,
    )


def _works(attempt: Callable[[], bool]) -> bool:
    try:
        return attempt()
    except UserError as error:
        if is_connection_error(error):
            raise
        return False


def _prompt(vocabulary: VllmVocabulary, text: str) -> list[int]:
    start = [vocabulary.bos] if vocabulary.adds_bos else []
    return start + vocabulary.tokenize(text, False)


def _written(server: Server, model: str, prompt: list[int], **more: Any) -> Json:
    body = {"model": model, "prompt": prompt, **NEUTRAL, "max_tokens": 1, **more}
    choices = server.post("v1/completions", body, computes=True).get("choices")
    return choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}


def _tells_probabilities(server: Server, model: str, prompt: list[int]) -> bool:
    """And no logits, as vLLM may be told to."""
    choice = _written(server, model, prompt, logprobs=5, return_tokens_as_token_ids=True)
    values = [math.exp(value) for _, value in told(choice)]
    return len(values) >= 5 and _LIKELY < sum(values) < _SURE


def _tells_likelihoods(server: Server, model: str, prompt: list[int]) -> bool:
    """Of the tokens of a prompt: the same as of those that are written."""
    choice = _written(server, model, prompt, logprobs=5, return_tokens_as_token_ids=True)
    token, value = max(told(choice), key=lambda each: each[1])
    (own,) = VllmReader(server, model, by_ids=False).likelihoods([prompt], [[token]])
    return abs(own - value) < _NEAR


def _tells_named(server: Server, model: str, prompt: list[int]) -> bool:
    choice = _written(server, model, prompt, logprobs=5, return_tokens_as_token_ids=True)
    known = dict(told(choice))
    # One likely token, and one that is not among the likeliest: nobody tells it unasked.
    named = [max(known, key=lambda token: known[token]), *(t for t in prompt[:2] if t not in known)]
    (found,) = VllmReader(server, model, by_ids=True).behind([prompt], named)
    return len(named) > 1 and abs(found[named[0]] - known[named[0]]) < _NEAR


def _keeps(
    server: Server, model: str, vocabulary: VllmVocabulary, grammar: str, begin: str, allowed: re.Pattern[str]
) -> bool:
    prompt = _prompt(vocabulary, begin)
    choice = _written(
        server,
        model,
        prompt,
        max_tokens=_MOST_WRITTEN,
        temperature=0.0,
        structured_outputs={"grammar": grammar},
    )
    text = choice.get("text")
    # What is not finished in time shows nothing, but that it was begun rightly.
    return isinstance(text, str) and choice.get("finish_reason") == "stop" and bool(allowed.fullmatch(text))


def _renders(vocabulary: VllmVocabulary) -> bool:
    messages = [Message("user", _TEXT), Message("assistant", "y"), Message("user", "x")]
    tokens = [token for token, _ in vocabulary.rendered(messages, {})]
    text = vocabulary.text_of(tokens)
    return _TEXT.strip() in text and vocabulary.tokenize(text, True) == tokens
