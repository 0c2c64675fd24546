"""A server that speaks as vLLM does, of a model of a few words, which can be made to lack each ability.

Owns `Toy`: in place of `server.Server`. Its model counts on: after "one" comes "two", nearly always.
"""

from __future__ import annotations

import math
import re
from typing import Any, Literal

from llmdesk.engine.remote.server import Json
from llmdesk.errors import EngineRefused, UserError

Lack = Literal[
    "tokenize",  # the path is not reached
    "template",
    "round trip",  # what is detokenized has other spaces
    "named tokens",  # it does not know `logprob_token_ids`, and says nothing about that
    "prompt",  # no probabilities of a prompt's tokens
    "probabilities",  # logits in their place
    "grammar",  # asked for a form, it writes what it likes
    "grammar refused",
]
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS = re.compile(r"<\|[a-z_]+\|>|\[[A-Za-z]+\]|[a-z]+|.", re.DOTALL)
_SURE = 0.9
_MOST_IDS = 128


class Toy:
    place = "there"

    def __init__(self, *lacks: Lack) -> None:
        self._lacks = lacks
        self._ids: dict[str, int] = {}
        self.asked: list[tuple[str, Json]] = []
        self.bodies: list[Json] = []  # of questions that were computed

    def post(self, path: str, body: Json, *, computes: bool = False) -> Json:
        self.asked.append((path, body))
        if path == "tokenize":
            return self._tokenize(body)
        if path == "detokenize":
            return {"prompt": self._text(body["tokens"])}
        self.bodies.append(body)
        prompts = body["prompt"] if isinstance(body["prompt"][0], list) else [body["prompt"]]
        choices = [self._choice(number, prompt, body) for number, prompt in enumerate(prompts)]
        return {"choices": list(reversed(choices))}

    # -- words ------------------------------------------------------------------------------------------
    def _tokenize(self, body: Json) -> Json:
        if "tokenize" in self._lacks:
            raise self._refused(404)
        if "messages" in body:
            if "template" in self._lacks:
                raise self._refused(400)
            turns = [f"<|{each['role']}|>{each['content']}<|end|>" for each in body["messages"]]
            text = "".join(turns) + "<|assistant|>"
        else:
            text = body["prompt"]
        words = _WORDS.findall(text)
        tokens = [self._ids.setdefault(word, 100 + len(self._ids)) for word in words]
        return {"tokens": tokens, "token_strs": words, "max_model_len": 5000}

    def _text(self, tokens: list[int]) -> str:
        words = {token: word for word, token in self._ids.items()}
        text = "".join(words[token] for token in tokens)
        return text.replace(" ,", ",") if "round trip" in self._lacks else text

    def _refused(self, status: int) -> UserError:
        return EngineRefused("refused", place=self.place, status=status)

    # -- figures ------------------------------------------------------------------------------------------
    def logprob(self, before: list[int], token: int) -> float:
        words = {number: word for word, number in self._ids.items()}
        said = [words.get(each, "") for each in before]
        last = next((word for word in reversed(said) if word in COUNTED), "ten")
        likely = COUNTED[(COUNTED.index(last) + 1) % len(COUNTED)] if said[-1:] == [" "] else " "
        return math.log(_SURE if words.get(token) == likely else (1 - _SURE) / 1000)

    def _told(self, before: list[int], token: int) -> float:
        value = self.logprob(before, token)
        return value + 20 if "probabilities" in self._lacks else value

    def _choice(self, number: int, prompt: list[int], body: Json) -> Json:
        every = list(self._ids.values())
        likely = sorted(every, key=lambda token: -self.logprob(prompt, token))
        written = likely[:1]
        named: list[int] | None = body.get("logprob_token_ids")
        if named is None or "named tokens" in self._lacks:
            named = likely[: body.get("logprobs") or 1]
        assert len(named) <= _MOST_IDS
        top = {f"token_id:{token}": self._told(prompt, token) for token in (*written, *named)}
        choice: dict[str, Any] = {"index": number, "logprobs": {"top_logprobs": [top]}}
        if "prompt_logprobs" in body and "prompt" not in self._lacks:
            choice["prompt_logprobs"] = [None] + [
                {str(token): {"logprob": self._told(prompt[:at], token)}}
                for at, token in enumerate(prompt)
                if at
            ]
        if "structured_outputs" in body:
            choice |= self._in_form(str(body["structured_outputs"]["grammar"]))
        return choice

    def _in_form(self, grammar: str) -> dict[str, Any]:
        if "grammar refused" in self._lacks:
            raise self._refused(400)
        if "grammar" in self._lacks:
            return {"text": "whatever", "finish_reason": "stop"}
        return {"text": " red" if "red" in grammar else "A\nB\n好x.", "finish_reason": "stop"}
