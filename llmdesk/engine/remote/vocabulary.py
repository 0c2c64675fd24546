"""A llama-server's tokenizer and template, asked over the network: what `RemotePrompts` needs of a model.

Owns which texts are control tokens there, as far as one can find out: the server lists none. What its chat
template spells, what is known of all families, and what a text at hand turns out to hold are tried, and what
becomes one token is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from llmdesk.engine.remote import failures
from llmdesk.engine.remote.remembered import RememberedTokens
from llmdesk.engine.remote.server import Json, Server
from llmdesk.engine.thoughts import PAIRS
from llmdesk.engine.types import Message

#: What looks like a control token in a chat template.
MARKUP = re.compile(r"<[^<>\s]{1,40}>|\[[A-Z_/]{2,24}\]|<\|[^<>|\n]{1,40}\|>")
KNOWN = (
    "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<s>", "</s>", "<bos>", "<eos>", "<start_of_turn>",
    "<end_of_turn>", "<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>",
    "<|start|>", "<|end|>", "<|channel|>", "<|message|>", "<|return|>", "<|user|>", "<|assistant|>",
    "<|system|>", "[INST]", "[/INST]", "<|turn>", "<turn|>", "<unk>",
)  # fmt: skip
_MOST_MARKS = 256
_AT_ONCE = 1 << 20  # characters that one question holds


def at_once(texts: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """Neighbours that have `most` characters together, or one that has more."""
    start = 0
    while start < len(texts):
        end, size = start, 0
        while end < len(texts) and (end == start or size + len(texts[end]) <= most):
            size += len(texts[end])
            end += 1
        yield texts[start:end]
        start = end


class RemoteVocabulary:
    """Usable from any thread. What it asks may raise a `UserError`."""

    adds_space: bool

    def __init__(self, server: Server, props: Json) -> None:
        self._server = server
        self._known = RememberedTokens()
        template = props.get("chat_template")
        self.template = template if isinstance(template, str) else ""
        self._specials: dict[str, int] = {}
        plain = self._ask(["x"], add_special=False)
        whole = self._ask(["x"], add_special=True)
        self.bos = whole[0] if len(whole) > len(plain) and whole[: len(plain)] != plain else -1
        self.adds_bos = self.bos >= 0
        self.adds_space = self._begins_with_space()
        named = [props.get(name) for name in ("eos_token", "bos_token")]
        self._between = self._find_separator(named)
        known = [*named, *KNOWN, *PAIRS, *PAIRS.values(), *MARKUP.findall(self.template)]
        self._learn(known, spelt_by_model=True)

    # -- what `PromptBuilder` asks --------------------------------------------------------------------
    def tokenize(self, text: str, parse_special: bool) -> list[int]:
        def ask() -> list[int]:
            return self._ask([text], parse_special=parse_special) if text else []

        return self._known.of(text, parse_special, ask)

    def special_texts(self) -> Iterable[str]:
        return tuple(self._specials)

    def is_control(self, token: int) -> bool:
        return token in self._specials.values()

    def text_of(self, tokens: Sequence[int]) -> str:
        text = self._server.post("detokenize", {"tokens": list(tokens)}).get("content")
        return text if isinstance(text, str) else ""

    def render(self, messages: Sequence[Message], variables: Mapping[str, Any]) -> str:
        body: dict[str, Any] = {
            "messages": [{"role": message.role, "content": message.content} for message in messages]
        }
        if variables:
            body["chat_template_kwargs"] = dict(variables)
        prompt = self._server.post("apply-template", body).get("prompt")
        if not isinstance(prompt, str):
            raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)
        return prompt

    # -- many texts at once ---------------------------------------------------------------------------
    def tokenize_all(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each as plain text that goes on; in few questions where the vocabulary has a control
        token, which no text becomes, to stand between them."""
        if self._between is None or self.adds_space:
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

    def are_whole(self, tokens: Sequence[int]) -> bool:
        """Whether each of them is text by itself, and none a part of a character."""
        if not tokens:
            return True
        body = {"content": list(tokens), "add_special": False, "with_pieces": True}
        found = _list(self._server.post("tokenize", body).get("tokens"))
        pieces = [token.get("piece") for token in found if isinstance(token, dict)]
        return len(pieces) == len(tokens) and all(isinstance(piece, str) and piece for piece in pieces)

    def _parted(
        self,
        texts: Sequence[str],
        between: int,
        *,
        parse_special: bool = False,
        lenient: bool = False,
    ) -> list[list[int]]:
        content: list[str | int] = []
        for text in texts:
            content += [text, between] if text else [between]
        found: list[list[int]] = [[]]
        for token in self._ask(content, parse_special=parse_special):
            if token == between:
                found.append([])
            else:
                found[-1].append(token)
        if len(found) != len(texts) + 1 and not lenient:
            raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)
        return found[:-1]

    # -- control tokens -------------------------------------------------------------------------------
    def look_for_specials(self, text: str) -> None:
        """Learn the control tokens that `text`, from a user or a document, spells."""
        candidates = [mark for mark in MARKUP.findall(text) if mark not in self._specials]
        if candidates:
            self._learn(candidates[:_MOST_MARKS])
        if self._hides_more(text):
            pieces = self._pieces(text)
            self._learn([piece for piece in pieces if len(piece) > 2][:_MOST_MARKS])

    def _hides_more(self, text: str) -> bool:
        """With the known ones taken out, both ways to read it must give the same tokens."""
        rest = [part for part in re.split("|".join(map(re.escape, self._by_length())), text) if part]
        if not self._specials:
            rest = [text]
        return self._ask(rest) != self._ask(rest, parse_special=True)

    def _pieces(self, text: str) -> list[str]:
        answer = self._server.post(
            "tokenize",
            {"content": text, "add_special": False, "parse_special": True, "with_pieces": True},
        )
        found = {token.get("piece") for token in _list(answer.get("tokens")) if isinstance(token, dict)}
        return [piece for piece in found if isinstance(piece, str) and piece in text]

    def _by_length(self) -> list[str]:
        return sorted(self._specials, key=len, reverse=True)

    def _learn(self, candidates: Iterable[object], *, spelt_by_model: bool = False) -> None:
        """Keep those that are one token only where control tokens are read; of what the model itself spells
        also those that are one anyway (user-defined ones)."""
        texts = [text for text in dict.fromkeys(candidates) if isinstance(text, str) and len(text) > 1]
        new = [text for text in texts if text not in self._specials]
        read = self._each(new, parse_special=True)
        plain = self._each(new, parse_special=False)
        for text, tokens, as_text in zip(new, read, plain, strict=True):
            if len(tokens) == 1 and (spelt_by_model or tokens != as_text):
                self._specials[text] = tokens[0]

    def _each(self, texts: Sequence[str], *, parse_special: bool) -> list[list[int]]:
        """The tokens of each text by itself."""
        between = self._between
        if between is None or self.adds_space:
            return [self._ask([text], parse_special=parse_special) for text in texts]
        parted = self._parted(texts, between, parse_special=parse_special, lenient=True)
        if len(parted) == len(texts):
            return parted
        return [self._ask([text], parse_special=parse_special) for text in texts]

    def _find_separator(self, named: Sequence[object]) -> int | None:
        """A control token: its text read as plain text is something else."""
        for text in named:
            if isinstance(text, str) and text:
                tokens = self._ask([text], parse_special=True)
                if len(tokens) == 1 and self._ask([text]) != tokens:
                    self._specials[text] = tokens[0]
                    return tokens[0]
        return None

    def _begins_with_space(self) -> bool:
        body = {"content": "x", "add_special": False, "with_pieces": True}
        found = _list(self._server.post("tokenize", body).get("tokens"))
        piece = found[0].get("piece") if found and isinstance(found[0], dict) else ""
        return isinstance(piece, str) and piece.startswith((" ", "▁"))

    # -- asking ---------------------------------------------------------------------------------------
    def _ask(
        self,
        content: Sequence[str | int],
        *,
        add_special: bool = False,
        parse_special: bool = False,
    ) -> list[int]:
        if not content:
            return []
        body = {
            "content": content[0] if len(content) == 1 else list(content),
            "add_special": add_special,
            "parse_special": parse_special,
        }
        tokens = self._server.post("tokenize", body).get("tokens")
        if not isinstance(tokens, list) or not all(isinstance(token, int) for token in tokens):
            raise failures.no_engine(self._server.place, failures.NOT_UNDERSTOOD)
        return tokens


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
