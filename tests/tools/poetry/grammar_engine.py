"""A fake engine that writes whatever its grammar allows, at random: a model that knows nothing.

It understands the part of GBNF that the grammars of verse use: literals, character classes, rule names,
`{m,n}`, `?`, groups, and `|` between all of a rule.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Completion, GenerateRequest, Score, ScoreRequest, Timings
from llmdesk.errors import UserError
from tests.fakes import FakeEngine, FakeStream

_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]|\w+|\{\d+(?:,\d+)?\}|[()?|]')


class GrammarEngine(FakeEngine):
    """Every text is drawn from its grammar; likelihoods are drawn as well."""

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        for index, request in enumerate(requests):
            if cancel is not None:
                cancel.raise_if_cancelled()
            self.requests.append(request)
            assert request.grammar is not None
            draw = random.Random(request.sampling.seed)
            text = written(request.grammar, draw)
            for stop in request.stop:
                text = text.partition(stop)[0]
            likelihood = draw.uniform(-40, -5)
            yield (
                index,
                Completion(text, "stop", 10, 0, len(text), Timings(), "fake", 1, log_likelihood=likelihood),
            )

    def generate(self, request: GenerateRequest) -> FakeStream:
        if request.grammar is not None:
            self.enqueue(written(request.grammar, random.Random(1)))
        return super().generate(request)


class EnglishEngine(GrammarEngine):
    """What it writes freely keeps no form."""

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        bound = [request.grammar or 'root ::= "nothing"' for request in requests]
        yield from super().generate_many(
            [replace(request, grammar=grammar) for request, grammar in zip(requests, bound, strict=True)],
            cancel,
        )


class ChineseEngine(GrammarEngine):
    """Its tokenizer has a token for every character, and it finds the right answers of the trial.
    `alone`: how likely it finds texts on their own, -20 where nothing is said."""

    def __init__(self) -> None:
        super().__init__()
        self.alone: dict[str, float] = {}

    def count_tokens(self, texts: Iterable[str]) -> list[int]:
        return [len(text) for text in texts]

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        for score in super().score(request, cancel):
            logprobs = tuple(-1.0 if row == score.index else -9.0 for row in range(len(request.labels)))
            logprobs = logprobs or (self.alone.get(request.items[score.index], -20.0),)
            yield Score(score.index, logprobs, score.tokens)


def written(grammar: str, draw: random.Random) -> str:
    """One text out of the grammar."""
    rules = _rules(grammar)
    return _sequence(_TOKEN.findall(rules["root"]), rules, draw)


@lru_cache(maxsize=8)
def _rules(grammar: str) -> dict[str, str]:
    return dict(line.split(" ::= ", 1) for line in grammar.split("\n"))


def _sequence(tokens: list[str], rules: dict[str, str], draw: random.Random) -> str:
    text, at = "", 0
    if "|" in tokens and "(" not in tokens:
        tokens = draw.choice(_ways(tokens))
    while at < len(tokens):
        if tokens[at] == "(":
            end = tokens.index(")", at)
            parts = tokens[at + 1 : end]
        else:
            end, parts = at, [tokens[at]]
        count, at = 1, end + 1
        if at < len(tokens) and tokens[at][0] in "?{":
            few, most = (0, 1) if tokens[at] == "?" else _bounds(tokens[at])
            count, at = draw.randint(few, most), at + 1
        for _ in range(count):
            text += _sequence(parts, rules, draw) if len(parts) > 1 else _one(parts[0], rules, draw)
    return text


def _ways(tokens: list[str]) -> list[list[str]]:
    """What stands between the bars."""
    ways: list[list[str]] = [[]]
    for token in tokens:
        if token == "|":
            ways.append([])
        else:
            ways[-1].append(token)
    return ways


def _bounds(repetition: str) -> tuple[int, int]:
    few, _, most = repetition[1:-1].partition(",")
    return int(few), int(most or few)


def _one(token: str, rules: dict[str, str], draw: random.Random) -> str:
    if token[0] == '"':
        return token[1:-1].replace("\\n", "\n")
    if token[0] != "[":
        return _sequence(_TOKEN.findall(rules[token]), rules, draw)
    return draw.choice(_members(token))


@cache
def _members(token: str) -> str:
    """The characters of a class."""
    spans = re.findall(r"(.)-(.)|(.)", token[1:-1])
    parts = (map(chr, range(ord(first), ord(last) + 1)) if first else single for first, last, single in spans)
    return "".join("".join(part) for part in parts)
