"""From messages to tokens: the chat template, and the wall between text and control tokens.

Owns the rendering of prompts. Nothing that a user, a document or an answer says can become a
control token: every occurrence of a control token's text in a message is replaced by a
private-use character, the template is rendered, and the original is tokenized in broken pieces.
No llama.cpp here: tokenizer and renderer come in.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from llmdesk.engine.child.thoughts import speaks_of_thoughts, spelt
from llmdesk.engine.types import Message
from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError

MAX_PROMPT_CHARS = 16 << 20
_CHARS_A_TOKEN = 2  # of a text of less, all tokens are counted
_PIECE = 16384  # characters
_TURN_S = 0.03  # of counting, between the steps of others
CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] "
    "+ '<|im_end|>' + '\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
CHATML_STOP = ("<|im_end|>", "<|im_start|>")
_NAMES_THE_TURN = re.compile("assistant|model", re.IGNORECASE)
_PROBE = "llmdesk-trial"
_MARK_END = 80  # characters of a prompt, which show whether it begins the thoughts
_TELLING = 60  # characters of a system prompt
_PRIVATE_USE = range(0x100000, 0x10FFFE)

Render = Callable[[Sequence[Message], Mapping[str, Any]], str]


class Tokenizer(Protocol):
    """What this module needs of a model."""

    @property
    def bos(self) -> int: ...
    @property
    def adds_bos(self) -> bool: ...
    @property
    def adds_space(self) -> bool: ...
    def tokenize(self, text: str, parse_special: bool) -> list[int]: ...
    def special_texts(self) -> Iterable[str]: ...
    def is_control(self, token: int) -> bool: ...


class PromptBuilder:
    """Turns messages or raw text into the tokens of a prompt. `specials`: texts of control tokens."""

    def __init__(self, tokenizer: Tokenizer, render: Render) -> None:
        self._tokenizer, self._render = tokenizer, render
        self.specials = frozenset(tokenizer.special_texts())
        by_length = sorted(self.specials, key=len, reverse=True)
        self._special = re.compile("|".join(map(re.escape, by_length))) if by_length else None
        self._missing: str | None = None  # not known before the first chat

    def chat(
        self,
        messages: Sequence[Message],
        variables: Mapping[str, Any],
        watched: Callable[[], AbstractContextManager[object]] = nullcontext,
        begun: str = "",
    ) -> list[int]:
        """Tokens of a chat, ending where the answer begins, or behind what is `begun` of it. Raises
        `UsageError`.

        `watched`: around the template alone, which is a program out of an untrusted file.
        """
        contents = [*(m.content for m in messages), begun]
        if sum(map(len, contents)) > MAX_PROMPT_CHARS:
            raise _too_large()
        sentinels = _Sentinels("".join(contents))
        guarded = [Message(m.role, self._guard(m.content, sentinels)) for m in messages]
        with watched():
            text = self._render_any(guarded, variables)
            text += self._opening(variables)
        if len(text) > MAX_PROMPT_CHARS:
            raise _too_large()
        tokens = self._with_bos(self._tokens(text, sentinels, parse_special=True))
        return tokens + self._begun(begun, text)

    def _begun(self, begun: str, prompt: str) -> list[int]:
        """The tokens of an answer that has begun: marks around its thoughts are marks, all else is text."""
        tokens: list[int] = []
        for part, is_mark in spelt(begun, self.specials, prompt[-_MARK_END:]) if begun else ():
            tokens += self._tokenizer.tokenize(part, True) if is_mark else self.continuation(part)
        return tokens

    def _opening(self, variables: Mapping[str, Any]) -> str:
        """What opens an answer, where the template asked for a prompt to answer leaves it away."""
        if self._missing is None:
            try:
                self._missing = self._find_opening(variables)
            except Exception:  # noqa: BLE001  # a template is a program out of an untrusted file
                self._missing = ""
        return self._missing

    def _find_opening(self, variables: Mapping[str, Any]) -> str:
        asked = [Message("user", "x")]
        prompt = self._render(asked, variables)
        answered = self._render([*asked, Message("assistant", _PROBE)], variables)
        head, found, _ = answered.rpartition(_PROBE)
        if not found or not head.startswith(prompt):
            return ""
        opening = head[len(prompt) :]
        has_mark = self._special is not None and self._special.search(opening)
        # What only parts an old answer from its thoughts (gpt-oss, Solar) opens no answer to come.
        begins_turn = has_mark and _NAMES_THE_TURN.search(opening)
        return opening if begins_turn and not speaks_of_thoughts(opening) else ""

    def surely_more(self, texts: Sequence[str], limit: int) -> int | None:
        """About how many tokens the texts have, where that is certainly more than `limit`; else None.

        It reads no further than it has to: all of 16 million characters would take seconds.
        """
        total = sum(map(len, texts))
        if total <= _CHARS_A_TOKEN * limit:
            return None
        tokens = read = pieces = 0
        for text in texts:
            for start in range(0, len(text), _PIECE):
                part = text[start : start + _PIECE]
                tokens += len(self._tokenizer.tokenize(part, False))
                read, pieces = read + len(part), pieces + 1
                if tokens - pieces > limit:  # a cut adds a token at most
                    return round(tokens * total / read)
        return None

    def raw(self, text: str) -> list[int]:
        """Tokens of plain text, BOS first where the model wants one."""
        if len(text) > MAX_PROMPT_CHARS:
            raise _too_large()
        return self._with_bos(self.plain(text))

    def plain(self, text: str) -> list[int]:
        """Tokens of plain text; what spells a control token stays text. No BOS."""
        sentinels = _Sentinels(text)
        return self._tokens(self._guard(text, sentinels), sentinels, parse_special=False)

    def continuation(self, text: str) -> list[int]:
        """Tokens of text that goes on behind other text: without the space that some tokenizers put
        before every text."""
        if not self._tokenizer.adds_space:
            return self.plain(text)
        return self.plain("\n" + text)[len(self.plain("\n")) :]

    def count(self, texts: Sequence[str]) -> Generator[None, None, tuple[int, ...]]:
        """The tokens of each text, as `plain`; yields many times a second, since millions of characters take
        seconds. Long texts are cut for that, which may change their count by a token at a cut."""
        counts, began = [], time.monotonic()
        for text in texts:
            tokens = 0
            for number, part in enumerate(_pieces(text)):
                tokens += len(self.continuation(part) if number else self.plain(part))
                if time.monotonic() - began > _TURN_S:
                    yield
                    began = time.monotonic()
            counts.append(tokens)
        return tuple(counts)

    # -- steps
    def _guard(self, text: str, sentinels: _Sentinels) -> str:
        if self._special is None:
            return text
        return self._special.sub(lambda match: sentinels.stand_in(match.group()), text)

    def _render_any(self, messages: list[Message], variables: Mapping[str, Any]) -> str:
        """Render; where the template knows no system role, or wants roles in turns, it gets that."""
        attempts = [messages]
        for other in (in_turns(messages), in_turns(without_system(messages))):
            attempts += [other] if other not in attempts else []
        reason: Exception | None = None
        for attempt in attempts:
            try:
                text = self._render(attempt, variables)
                if self._says_the_system_prompt(text, attempt, variables):
                    return text
            except Exception as error:  # noqa: BLE001  # a template is a program out of an untrusted file
                reason = reason or error
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The model's chat template does not accept this chat."),
            QT_TRANSLATE_NOOP("core", "It says: {reason}"),
            QT_TRANSLATE_NOOP("core", "Start a new chat, or choose another model."),
            reason=str(reason)[:300],
        ) from reason

    def _says_the_system_prompt(
        self, text: str, messages: Sequence[Message], variables: Mapping[str, Any]
    ) -> bool:
        """Many templates pass over the system role without a word. What is long enough to stand nowhere by
        chance is looked for; else (and where the template trims or quotes it) another one is tried."""
        if not messages or messages[0].role != "system" or not messages[0].content.strip():
            return True
        content = messages[0].content.strip()
        if len(content) >= _TELLING and content in text:
            return True
        return _PROBE in self._render([Message("system", _PROBE), *messages[1:]], variables)

    def _tokens(self, text: str, sentinels: _Sentinels, *, parse_special: bool) -> list[int]:
        tokens: list[int] = []
        for part, original in sentinels.split(text):
            if original is not None:
                for broken in self._broken(original):
                    tokens += self._tokenizer.tokenize(broken, False)
            elif part:
                tokens += self._tokenizer.tokenize(part, parse_special)
        return tokens

    def _broken(self, original: str) -> list[str]:
        """`original` in pieces that hold no special text."""
        if len(original) == 1 or self._special is None or not self._special.search(original):
            return [original]
        return [original[0], *self._broken(original[1:])]

    @property
    def start(self) -> list[int]:
        """What the model wants before every text: BOS, or nothing."""
        tokenizer = self._tokenizer
        return [tokenizer.bos] if tokenizer.adds_bos and tokenizer.bos >= 0 else []

    def _with_bos(self, tokens: list[int]) -> list[int]:
        return tokens if tokens[:1] == self.start else self.start + tokens


def without_system(messages: list[Message]) -> list[Message]:
    """The system prompt at the head of the first question instead of in a role of its own."""
    if not messages or messages[0].role != "system":
        return messages
    system, rest = messages[0], messages[1:]
    place = next((i for i, message in enumerate(rest) if message.role == "user"), None)
    if place is None:
        return [Message("user", system.content), *rest]
    asked = Message("user", f"{system.content}\n\n{rest[place].content}")
    return [*rest[:place], asked, *rest[place + 1 :]]


def in_turns(messages: list[Message]) -> list[Message]:
    """Neighbours of one role as one message."""
    turns: list[Message] = []
    for message in messages:
        if turns and turns[-1].role == message.role:
            message = Message(message.role, f"{turns.pop().content}\n\n{message.content}")
        turns.append(message)
    return turns


class _Sentinels:
    """Private-use characters that stand for special texts, none of which occurs in the text."""

    def __init__(self, text: str) -> None:
        used = {ord(c) for c in set(text) if ord(c) >= _PRIVATE_USE.start}
        self._free = (chr(code) for code in _PRIVATE_USE if code not in used)
        self._by_original: dict[str, str] = {}
        self._originals: dict[str, str] = {}

    def stand_in(self, original: str) -> str:
        sentinel = self._by_original.get(original)
        if sentinel is None:
            sentinel = self._by_original[original] = next(self._free)
            self._originals[sentinel] = original
        return sentinel

    def split(self, text: str) -> Iterable[tuple[str, str | None]]:
        """(plain text, None) and ("", original) in order."""
        if not self._originals:
            return [(text, None)]
        parts = re.split(f"([{''.join(map(re.escape, self._originals))}])", text)
        return [("", self._originals[p]) if p in self._originals else (p, None) for p in parts]


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces, cut before a space or a line break where there is one."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            cut = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
            end = cut if cut > start else end
        yield text[start:end]
        start = end


def _too_large() -> UsageError:
    return UsageError(
        QT_TRANSLATE_NOOP("core", "The text is too large."),
        QT_TRANSLATE_NOOP("core", "A prompt may have at most {limit} characters."),
        QT_TRANSLATE_NOOP("core", "Send a part of it."),
        limit=f"{MAX_PROMPT_CHARS:,}",
    )
