"""How much of the model's context a chat takes, with what is being typed.

Owns the figures, exact where a model is loaded and estimated where none is, and what would be left out if
it were sent now. Must not load a model for that.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Message
from llmdesk.errors import UserError
from llmdesk.store import BranchMessage
from llmdesk.tools.chat.answering import ChatOptions
from llmdesk.tools.chat.counting import TokenCounter
from llmdesk.tools.chat.sending import LeftOut, Turn, prompt, room_for, select, turns_of

NEARLY_FULL = 0.8  # of the context
_A_MESSAGE = 5  # tokens that a usual template puts around one
_LETTERS_A_TOKEN = 4.2  # of English; of Chinese, a character is most of a token
_WIDE_TOKENS = 0.7


@dataclass(frozen=True)
class Usage:
    """Tokens. `messages`: of the whole branch, with what the template puts around them; `context` None: not
    known before a model is loaded. `left_out`: what would not be sent if what is typed were sent now;
    `too_long`: what is typed does not fit even alone."""

    instructions: int = 0
    messages: int = 0
    typed: int = 0
    context: int | None = None
    estimated: bool = False
    left_out: LeftOut = field(default_factory=LeftOut)
    too_long: bool = False

    @property
    def total(self) -> int:
        return self.instructions + self.messages + self.typed

    @property
    def share(self) -> float:
        """Of the context, 0…1 and more; 0 where that is not known."""
        return self.total / self.context if self.context else 0.0


class Meter:
    """Measures chats; what was counted once is not counted again. Any thread."""

    def __init__(self, engine: TextEngine, counter: TokenCounter) -> None:
        self._engine, self._counter = engine, counter
        self._lock = threading.Lock()
        self._last: tuple[tuple[str, int], int] | None = None

    def measure(
        self,
        branch: Sequence[BranchMessage],
        options: ChatOptions,
        typed: str,
        writing: str = "",
        context: int | None = None,
    ) -> Usage:
        """`writing`: what has come of the answer that is on its way; `context`: as set, where no model is
        loaded. Never raises for what the engine cannot do: then it estimates."""
        state = self._engine.state()
        if state.model is None or state.status not in ("ready", "busy"):
            return estimate(branch, options, typed, writing, context)
        try:
            return self._exact(turns_of(branch), options, typed, writing, state.model.context)
        except UserError:
            return estimate(branch, options, typed, writing, state.model.context)

    def _exact(
        self, turns: Sequence[Turn], options: ChatOptions, typed: str, writing: str, context: int
    ) -> Usage:
        instructions, typed_tokens, writing_tokens = self._counter.count(
            [options.system_prompt if options.system_prompt.strip() else "", typed, writing]
        )
        chat = self._chat(prompt(turns, options.system_prompt), options) if turns else 0
        around = _A_MESSAGE if typed.strip() else 0
        usage = Usage(
            instructions,
            max(0, chat - instructions) + writing_tokens,
            typed_tokens + around,
            context,
            estimated=chat > context,
        )
        return self._with_what_does_not_fit(usage, turns, options, typed) if typed.strip() else usage

    def _chat(self, messages: tuple[Message, ...], options: ChatOptions) -> int:
        model = self._engine.state().model
        key = (str(model.ref) if model is not None else "", hash(messages))
        with self._lock:
            if self._last is not None and self._last[0] == key:
                return self._last[1]
        variables = {} if options.thinking else {"enable_thinking": False}
        count = self._engine.count_chat(messages, variables)
        with self._lock:
            self._last = (key, count)
        return count

    def _with_what_does_not_fit(
        self, usage: Usage, turns: Sequence[Turn], options: ChatOptions, typed: str
    ) -> Usage:
        assert usage.context is not None
        if usage.instructions + usage.typed >= usage.context:
            return replace(usage, too_long=True)
        room = room_for(usage.context, options.max_tokens)
        asked = [*turns, Turn((Message("user", typed),), 1)]
        selection = select(asked, options.system_prompt, room, options.overflow, self._counter.count)
        return replace(usage, left_out=selection.left_out)


def estimate(
    branch: Sequence[BranchMessage], options: ChatOptions, typed: str, writing: str, context: int | None
) -> Usage:
    """By the letters alone."""
    messages = [m.content for turn in turns_of(branch) for m in turn.messages]
    return Usage(
        _about(options.system_prompt),
        sum(_about(text) + _A_MESSAGE for text in messages) + _about(writing),
        _about(typed) + (_A_MESSAGE if typed.strip() else 0),
        context,
        estimated=True,
    )


def _about(text: str) -> int:
    narrow = len(text.encode("ascii", "ignore"))
    return round(narrow / _LETTERS_A_TOKEN + (len(text) - narrow) * _WIDE_TOKENS)
