"""vLLM's tokenizer and chat template, asked over the network: what `RemotePrompts` needs of a model.

Owns the wall between text and control tokens there. `/tokenize` takes what spells a control token for one,
whoever wrote it: so text that does is cut within it, and what comes back is looked through. Must not know
what prompts are for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from llmdesk.engine.remote import failures
from llmdesk.engine.remote.remembered import RememberedTokens
from llmdesk.engine.remote.server import Json, Server
from llmdesk.engine.remote.vocabulary import KNOWN, at_once
from llmdesk.engine.thoughts import PAIRS
from llmdesk.engine.types import Message
from llmdesk.errors import UserError

_OPENING, _CLOSING = "<[{(|｜", ">])}|｜"
_LONGEST = 100  # characters of what is a control token
_AT_ONCE = 1 << 18  # characters that one question holds
_SAMPLES = ("plain text", " with, a space ", "\n\nlines\n", "好 é", "x")

Tokens = list[tuple[int, str]]  # (token, as the vocabulary spells it: control tokens as they are written)


class VllmVocabulary:
    """Implements `prompting.Vocabulary`. `longest`: tokens of the longest request, 0 where it is not told."""

    adds_space: bool

    def __init__(self, server: Server, model: str) -> None:
        """Raises a `UserError` where the server has no such tokenizer."""
        self._server, self._model = server, model
        self._known = RememberedTokens()
        self._specials: dict[str, int] = {}
        self.longest = 0
        plain = self._ask("x")
        whole = [token for token, _ in self._ask("x", whole=True)]
        alone = [token for token, _ in plain]
        self.bos = whole[0] if len(whole) > len(alone) and whole[: len(alone)] != alone else -1
        self.adds_bos = self.bos >= 0
        self.adds_space = plain[0][1].startswith((" ", "▁")) if plain else False
        self._learn(self._ask("\n".join(("", *KNOWN, *PAIRS, *PAIRS.values(), ""))))
        self._learn(self._in_template())
        self._between = self._find_separator()

    # -- what `PromptBuilder` asks --------------------------------------------------------------------
    def tokenize(self, text: str, parse_special: bool) -> list[int]:
        def ask() -> list[int]:
            if parse_special:
                return [token for token, _ in self._ask(text)] if text else []
            return self._plain(text)

        return self._known.of(text, parse_special, ask)

    def special_texts(self) -> Iterable[str]:
        return tuple(self._specials)

    def is_control(self, token: int) -> bool:
        return token in self._specials.values()

    # -- what `RemotePrompts` asks --------------------------------------------------------------------
    def look_for_specials(self, text: str) -> None:
        if text:
            self._learn(self._ask(text))

    def text_of(self, tokens: Sequence[int]) -> str:
        found = self._server.post("detokenize", {"model": self._model, "tokens": list(tokens)}).get("prompt")
        return found if isinstance(found, str) else ""

    def render(self, messages: Sequence[Message], variables: Mapping[str, Any]) -> str:
        return self.text_of([token for token, _ in self.rendered(messages, variables)])

    def rendered(self, messages: Sequence[Message], variables: Mapping[str, Any]) -> Tokens:
        """A chat as the server itself would read it: text in it may be control tokens."""
        body: dict[str, Any] = {
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "add_generation_prompt": True,
        }
        if variables:
            body["chat_template_kwargs"] = dict(variables)
        return self._tokens_of(body)

    def tokenize_all(self, texts: Sequence[str]) -> list[list[int]]:
        """In few questions where a control token can stand between the texts."""
        if self._between is None:
            return [self.continuation(text) for text in texts]
        found: list[list[int]] = []
        for some in at_once(texts, _AT_ONCE):
            found += self._parted(some, self._between)
        return found

    def continuation(self, text: str) -> list[int]:
        if not text:
            return []
        if not self.adds_space:
            return self.tokenize(text, False)
        return self.tokenize("\n" + text, False)[len(self.tokenize("\n", False)) :]

    # -- plain text -----------------------------------------------------------------------------------
    def _plain(self, text: str) -> list[int]:
        """Nothing in it is a control token."""
        if not text:
            return []
        found = self._ask(text)
        if not self._hold_special(found) or len(text) == 1:
            return [token for token, _ in found]
        self._learn(found)
        parts = self._cut(text)
        return [token for tokens in self.tokenize_all(parts) for token in tokens]

    def _cut(self, text: str) -> list[str]:
        """In pieces that spell no known control token; in halves where it is not written as it is spelt."""
        by_length = sorted(self._specials, key=len, reverse=True)
        places = [match.start() + 1 for match in re.finditer("|".join(map(re.escape, by_length)), text)]
        places = places or [len(text) // 2]
        return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]

    def _hold_special(self, tokens: Tokens) -> bool:
        return any(spelling in self._specials or is_marked(spelling) for _, spelling in tokens)

    def _parted(self, texts: Sequence[str], between: str) -> list[list[int]]:
        together = [text for text in texts if text and between not in text]
        found: list[Tokens] = [[]]
        for token, spelling in self._ask(between.join(("", *together, ""))) if together else ():
            if spelling == between:
                found.append([])
            else:
                found[-1].append((token, spelling))
        if together and len(found) != len(together) + 2:
            raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)
        parts = iter(found[1:-1])
        tokens = []
        for text in texts:
            part = next(parts) if text and between not in text else []
            if between in text or self._hold_special(part):
                tokens.append(self.continuation(text))
            else:
                tokens.append([token for token, _ in part])
        return tokens

    # -- control tokens -------------------------------------------------------------------------------
    def _learn(self, tokens: Tokens) -> None:
        for token, spelling in tokens:
            if is_marked(spelling):
                self._specials[spelling] = token

    def _in_template(self) -> Tokens:
        """Those of the chat template."""
        for roles in (("system", "user", "assistant", "user"), ("user", "assistant", "user")):
            try:
                return self.rendered([Message(role, "x") for role in roles], {})
            except UserError:
                continue  # many templates know no system role
        return []

    def _find_separator(self) -> str | None:
        """A control token beside which each text has the tokens that it has alone."""
        for special in sorted(self._specials, key=len):
            if self._parted(_SAMPLES, special) == [self.continuation(sample) for sample in _SAMPLES]:
                return special
        return None

    # -- asking ---------------------------------------------------------------------------------------
    def _ask(self, text: str, *, whole: bool = False) -> Tokens:
        """`whole`: with what the model wants before every text."""
        return self._tokens_of({"prompt": text, "add_special_tokens": whole})

    def _tokens_of(self, body: Json) -> Tokens:
        answer = self._server.post("tokenize", {"model": self._model, "return_token_strs": True, **body})
        tokens, spellings = answer.get("tokens"), answer.get("token_strs")
        longest = answer.get("max_model_len")
        if isinstance(longest, int) and longest > 0:
            self.longest = longest
        if (
            not isinstance(tokens, list)
            or not isinstance(spellings, list)
            or len(tokens) != len(spellings)
            or not all(isinstance(token, int) and not isinstance(token, bool) for token in tokens)
        ):
            raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)
        return list(zip(tokens, map(str, spellings), strict=True))


def is_marked(spelling: str) -> bool:
    """Whether one token that is spelt so is a control token: words between brackets are never one token else,
    or are no worse for being cut."""
    return (
        2 < len(spelling) <= _LONGEST
        and spelling[0] in _OPENING
        and spelling[-1] in _CLOSING
        and any(character.isalnum() for character in spelling)
    )
