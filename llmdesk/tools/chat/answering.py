"""Answers a conversation: builds the prompt of one branch, streams the answer, keeps it safe.

Owns what is sent to the model (system prompt, the branch, which of the oldest turns have to be left
out) and when the answer is written down. Must not import Qt, and must not drop anything in silence:
what was left out is in the result and in the stored message.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Completion, GenerateRequest, Message, Sampling
from llmdesk.errors import Cancelled, ContextTooLong, UserError
from llmdesk.store import Store, StoredMessage
from llmdesk.tools.chat.thoughts import split_thoughts

CHECKPOINT_S = 1.0
TITLE_COLUMNS = 44
# Tokens a chat template puts around a message: an upper estimate, the engine has the last word.
_TEMPLATE_TOKENS = 12
# When the window over the turns has to move, it moves to this part of the room. Its start then stays
# where it is for several turns, and the engine finds the same prefix in its cache.
_KEEP_AFTER_DROP = 0.6


@dataclass(frozen=True)
class ChatOptions:
    """How to answer. `max_tokens` None: until the model stops or the context is full. `thinking` False:
    models that think before they answer are asked not to."""

    system_prompt: str = ""
    sampling: Sampling = field(default_factory=Sampling)
    max_tokens: int | None = None
    thinking: bool = True


@dataclass(frozen=True)
class Answer:
    """A finished or stopped answer; `dropped_turns` oldest questions with their answers were not sent."""

    message: StoredMessage
    completion: Completion | None
    dropped_turns: int


@dataclass(frozen=True)
class _Turn:
    """A question and what was answered to it, without the thoughts before: models expect them gone."""

    messages: tuple[Message, ...]
    stored: int  # how many stored messages it stands for


def answer(
    engine: TextEngine,
    store: Store,
    conversation_id: int,
    parent_id: int,
    options: ChatOptions,
    on_text: Callable[[str], None],
    cancel: CancelToken,
    on_begin: Callable[[StoredMessage], None] | None = None,
) -> Answer:
    """Answer the user's message `parent_id` and store the answer as its child.

    The answer is written down every second while it streams. A cancel is no error: the answer is
    kept as "stopped". Any `UserError` of the engine keeps what came as "failed" and is raised again;
    `ContextTooLong` is raised only when the last question alone does not fit.
    """
    turns = _turns(store, conversation_id, parent_id)
    dropped = _turns_to_drop(engine, turns, options)
    model = engine.state().model
    name = model.name if model is not None else ""
    record = _Record(store, store.begin_answer(conversation_id, parent_id, name))
    if on_begin is not None:
        on_begin(record.message)
    try:
        while True:
            record.dropped = turns[:dropped]
            request = GenerateRequest(
                messages=_prompt(turns[dropped:], options),
                sampling=options.sampling,
                max_tokens=options.max_tokens,
                template_variables={} if options.thinking else {"enable_thinking": False},
            )
            try:
                completion = _stream(engine, request, record, on_text, cancel)
            except ContextTooLong as error:
                if record.text or dropped >= len(turns) - 1:
                    raise
                dropped = _drop_more(turns, dropped, error)
                continue
            state: Literal["done", "stopped"] = (
                "stopped" if completion.finish_reason == "cancelled" else "done"
            )
            return Answer(record.finish(state, _figures(completion)), completion, dropped)
    except (Cancelled, KeyboardInterrupt):
        record.finish("stopped", {"finish_reason": "cancelled"})
        raise
    except UserError as error:
        record.finish("failed", {"error": _error_to_json(error)})
        raise


def error_of(message: StoredMessage) -> UserError | None:
    """The error that ended a failed answer, as it was shown then."""
    kept = message.detail.get("error")
    if not isinstance(kept, Mapping):
        return None
    params = kept.get("params")
    texts = [str(kept.get(name, "")) for name in ("title", "detail", "hint")]
    return UserError(*texts, **(dict(params) if isinstance(params, Mapping) else {}))


def dropped_messages(message: StoredMessage) -> int:
    """How many of the oldest messages were not sent for this answer."""
    count = message.detail.get("dropped_messages", 0)
    return count if isinstance(count, int) else 0


def automatic_title(text: str) -> str:
    """A title for a conversation out of its first message; "" when there is nothing to take.

    The first line that says something, without Markdown marks, cut at a word.
    """
    for line in text[:4000].splitlines():
        plain = re.sub(r"^[\s>#*+\-`~|]+|[*_`#]+", " ", line)
        plain = " ".join("".join(c for c in plain if c.isprintable()).split())
        if any(c.isalnum() for c in plain):
            return _cut(plain, TITLE_COLUMNS)
    return ""


# -- what is sent ---------------------------------------------------------------------------------
def _turns(store: Store, conversation_id: int, parent_id: int) -> list[_Turn]:
    """The branch that ends in `parent_id`, as turns that each begin with a question."""
    turns: list[_Turn] = []
    current: list[Message] = []
    stored = 0
    for entry in store.branch(conversation_id, parent_id):
        message = entry.message
        if message.role == "user" and stored:
            turns.append(_Turn(tuple(current), stored))
            current, stored = [], 0
        stored += 1
        content = message.content
        if message.role == "assistant":
            content = split_thoughts(content, complete=True)[1]
        if content.strip():
            current.append(Message(message.role, content))
    return [*turns, _Turn(tuple(current), stored)]


def _prompt(turns: Sequence[_Turn], options: ChatOptions) -> tuple[Message, ...]:
    """Roles take turns, as templates demand: a question that got no answer joins the next."""
    messages = [Message("system", options.system_prompt)] if options.system_prompt.strip() else []
    for message in (message for turn in turns for message in turn.messages):
        if messages and messages[-1].role == message.role:
            messages[-1] = Message(message.role, messages[-1].content + "\n\n" + message.content)
        else:
            messages.append(message)
    return tuple(messages)


def _turns_to_drop(engine: TextEngine, turns: Sequence[_Turn], options: ChatOptions) -> int:
    """How many of the oldest turns to leave out so that there is room for an answer.

    Counted only when it might matter: a text has at most as many tokens as bytes. The window moves
    over the turns as it did for the earlier questions, so its start does not jump at every turn.
    """
    model = engine.state().model
    if model is None or len(turns) < 2:
        return 0
    room = model.context - min(options.max_tokens or 512, model.context // 4)
    everything = _prompt(turns, options)
    if sum(len(m.content.encode()) + _TEMPLATE_TOKENS for m in everything) <= room:
        return 0
    counts = engine.count_tokens([options.system_prompt] + [m.content for t in turns for m in t.messages])
    room -= counts.pop(0) + _TEMPLATE_TOKENS
    start, used, sizes = 0, 0, []
    for end, turn in enumerate(turns):
        size = sum(counts.pop(0) + _TEMPLATE_TOKENS for _ in turn.messages)
        sizes.append(size)
        used += size
        if used > room:
            while start < end and used > room * _KEEP_AFTER_DROP:
                used -= sizes[start]
                start += 1
    return start


def _drop_more(turns: Sequence[_Turn], dropped: int, error: ContextTooLong) -> int:
    """After a refusal: leave out turns in proportion to what is too much, at least one."""
    characters = [sum(len(m.content) for m in turn.messages) + 1 for turn in turns]
    tokens, context = error.params.get("prompt_tokens"), error.params.get("context")
    share = 1.0
    if isinstance(tokens, int) and isinstance(context, int) and tokens > 0:
        share = min(1.0, context * _KEEP_AFTER_DROP / tokens)
    wanted = sum(characters[dropped:]) * share
    dropped += 1
    while dropped < len(turns) - 1 and sum(characters[dropped:]) > wanted:
        dropped += 1
    return dropped


# -- what is kept ---------------------------------------------------------------------------------
class _Record:
    """The stored message that is being written."""

    def __init__(self, store: Store, message: StoredMessage) -> None:
        self._store = store
        self.message = message
        self.text = ""
        self.dropped: Sequence[_Turn] = ()
        self._written_at = time.monotonic()

    def add(self, piece: str) -> None:
        self.text += piece
        if time.monotonic() - self._written_at >= CHECKPOINT_S:
            self._store.checkpoint(self.message.id, self.text)
            self._written_at = time.monotonic()

    def finish(
        self, state: Literal["done", "stopped", "failed"], detail: Mapping[str, object]
    ) -> StoredMessage:
        left_out = sum(turn.stored for turn in self.dropped)
        everything = {**detail, "dropped_messages": left_out} if left_out else detail
        return self._store.finish_message(self.message.id, self.text, state, everything)


def _stream(
    engine: TextEngine,
    request: GenerateRequest,
    record: _Record,
    on_text: Callable[[str], None],
    cancel: CancelToken,
) -> Completion:
    cancel.raise_if_cancelled()
    stream = engine.generate(request)
    cancel.on_cancel(stream.cancel)
    try:
        for piece in stream:
            record.add(piece)
            on_text(piece)
        return stream.result()
    except BaseException:
        stream.cancel()
        raise


def _figures(completion: Completion) -> dict[str, object]:
    return {
        "finish_reason": completion.finish_reason,
        "prompt_tokens": completion.prompt_tokens,
        "reused_tokens": completion.reused_tokens,
        "completion_tokens": completion.completion_tokens,
        "tokens_per_s": round(completion.tokens_per_s, 2),
        "seed": completion.seed,
    }


def _error_to_json(error: UserError) -> dict[str, object]:
    params = {
        name: value if isinstance(value, int | float) else str(value) for name, value in error.params.items()
    }
    return {"title": error.title, "detail": error.detail, "hint": error.hint, "params": params}


def _cut(text: str, columns: int) -> str:
    """At most `columns` wide (a Chinese character is two), cut at a space where one is near."""
    width, end = 0, 0
    for end, character in enumerate(text):  # noqa: B007  # the place where it ran out
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width > columns:
            break
    else:
        return text
    head = text[:end]
    space = head.rfind(" ")
    return (head[:space] if space > end // 2 else head).rstrip(" ,;:，；：、") + "…"
