"""Answers a conversation: builds the prompt of one branch, streams the answer, keeps it safe.

Owns the way of an answer from the question to the stored message, and how one that was cut goes on
(`sending` chooses what the model sees). Must not import Qt, and must not drop anything in silence: what
was left out is in the result and in the stored message.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.kept_contexts import chat_name
from llmdesk.engine.thoughts import START, marked
from llmdesk.engine.types import Completion, GenerateRequest, Piece, Sampling, Written
from llmdesk.errors import Cancelled, ContextTooLong, UserError
from llmdesk.store import BranchMessage, Store, StoredMessage
from llmdesk.tools.chat.attaching.asked import Asked, Choosing, Chosen, Sources
from llmdesk.tools.chat.attaching.grounds import Grounds, as_detail, grounds_of
from llmdesk.tools.chat.counting import TokenCounter
from llmdesk.tools.chat.sending import (
    LeftOut,
    Overflow,
    Selection,
    ask_first,
    left_out_detail,
    left_out_of,
    prompt,
    room_for,
)
from llmdesk.tools.chat.thoughts import written

if TYPE_CHECKING:
    from llmdesk.tools.chat.attaching.standalone import Rewrite

CHECKPOINT_S = 1.0
TITLE_COLUMNS = 44
#: How an answer ended that can be gone on with, beside those that failed.
_CUT = ("cancelled", "interrupted", "length", "context")


@dataclass(frozen=True)
class ChatOptions:
    """How to answer. `max_tokens` None: until the model stops or the context is full. `thinking` False:
    models that think before they answer are asked not to. `overflow`: what happens where the chat does not
    fit into the context. `stop`: texts that end the answer and are not part of it. `kept`: what the
    engine has read of the chat may be kept with it."""

    system_prompt: str = ""
    sampling: Sampling = field(default_factory=Sampling)
    max_tokens: int | None = None
    thinking: bool = True
    overflow: Overflow = "oldest"
    stop: tuple[str, ...] = ()
    kept: bool = False


@dataclass(frozen=True)
class Answer:
    """A finished or stopped answer; `dropped_turns` questions with their answers were not sent."""

    message: StoredMessage
    completion: Completion | None
    dropped_turns: int


@dataclass(frozen=True)
class Hearing:
    """Who hears how an answer goes: that it begins (with what it begins with), all that has come of it with
    each piece, and how much of a long prompt is read. In the thread that answers, or the engine's."""

    on_written: Callable[[Written], None] = lambda _written: None
    on_begin: Callable[[StoredMessage], None] = lambda _message: None
    on_reading: Callable[[int, int], None] = lambda _done, _total: None


def answer(
    engine: TextEngine,
    store: Store,
    conversation_id: int,
    parent_id: int,
    options: ChatOptions,
    hearing: Hearing,
    cancel: CancelToken,
    counter: TokenCounter | None = None,
    sources: Sources | None = None,
) -> Answer:
    """Answer the user's message `parent_id` and store the answer as its child.

    The answer is written down every second while it streams. A cancel is no error: the answer is
    kept as "stopped"; so is one that fills the context. Any `UserError` of the engine keeps what came as
    "failed" and is raised again; `ContextTooLong` is raised only when the last question alone does not
    fit. Raises `LeavesOut`, with nothing begun, where something does not fit and the user is to be asked.
    """
    writing = _Writing(engine, store, options, hearing, cancel, counter or TokenCounter(engine), sources)
    return writing.answer(conversation_id, parent_id)


def continue_answer(
    engine: TextEngine,
    store: Store,
    message_id: int,
    options: ChatOptions,
    hearing: Hearing,
    cancel: CancelToken,
    counter: TokenCounter | None = None,
    sources: Sources | None = None,
) -> Answer:
    """Go on with an answer that was stopped or cut, right behind its last character.

    The result is a new version of it, which begins with all that was written; the old one stays as it is.
    `hearing.on_written` gets that beginning, too. Ends and raises as `answer`.
    """
    writing = _Writing(engine, store, options, hearing, cancel, counter or TokenCounter(engine), sources)
    return writing.go_on(store.message(message_id))


def can_go_on(message: StoredMessage) -> bool:
    """Whether this is an answer that was stopped or cut, with something to go on from."""
    if message.role != "assistant" or message.state == "streaming":
        return False
    if not (message.content.strip() or message.thoughts):
        return False
    return message.state != "done" or message.detail.get("finish_reason") in _CUT


class _Writing:
    """One answer: what is sent for it, again with less where the engine refuses it, and how it ends."""

    def __init__(
        self,
        engine: TextEngine,
        store: Store,
        options: ChatOptions,
        hearing: Hearing,
        cancel: CancelToken,
        counter: TokenCounter,
        sources: Sources | None,
    ) -> None:
        self._engine, self._store, self._options = engine, store, options
        self._hearing, self._cancel, self._counter = hearing, cancel, counter
        self._sources = sources

    def answer(self, conversation_id: int, parent_id: int) -> Answer:
        choosing = self._choosing(conversation_id, parent_id)
        chosen = choosing.first()
        self._check(chosen.selection)
        return self._write(choosing, chosen, self._begin(conversation_id, parent_id))

    def go_on(self, message: StoredMessage) -> Answer:
        assert message.parent_id is not None  # an answer has a question
        begun = _begun(message)
        had_room = message.detail.get("finish_reason") != "context"
        kept = grounds_of(message)
        searched = "" if kept is None else kept.searched  # what it begins with rests on that
        choosing = self._choosing(
            message.conversation_id,
            message.parent_id,
            marked(begun),
            goes_on=had_room,
            rewrite=lambda _branch: searched,
        )
        chosen = choosing.first()
        self._check(chosen.selection)
        record = self._begin(message.conversation_id, message.parent_id, begun)
        tokens = message.detail.get("completion_tokens")
        record.tokens_before = tokens if isinstance(tokens, int) else 0
        return self._write(choosing, chosen, record)

    def _choosing(
        self,
        conversation_id: int,
        parent_id: int,
        begun: str = "",
        *,
        goes_on: bool = False,
        rewrite: Rewrite | None = None,
    ) -> Choosing:
        branch = self._store.branch(conversation_id, parent_id)
        model, options = self._engine.state().model, self._options
        room = None if model is None else room_for(model.context, options.max_tokens, goes_on=goes_on)
        asked = Asked(options.system_prompt, room, options.overflow, begun, rewrite or self._rewritten)
        return Choosing(self._store, branch, asked, self._counter.count, self._sources, self._cancel)

    def _rewritten(self, branch: Sequence[BranchMessage]) -> str:
        """The question as one of its own; asked for where passages are looked up alone: word lists come with
        it, and it costs a call."""
        from llmdesk.tools.chat.attaching.standalone import Standalone

        return Standalone(self._engine, self._cancel)(branch)

    def _check(self, selection: Selection) -> None:
        """Raises `LeavesOut` where the user wants to be asked."""
        if self._options.overflow == "ask" and (selection.left_out.count or selection.tail is not None):
            raise ask_first(selection)

    def _begin(self, conversation_id: int, parent_id: int, begun: Written | None = None) -> _Record:
        model = self._engine.state().model
        message = self._store.begin_answer(
            conversation_id, parent_id, model.name if model is not None else ""
        )
        if begun is not None:
            self._store.checkpoint(message.id, begun.text, begun.thoughts)
            message = self._store.message(message.id)
        return _Record(self._store, message)

    def _write(self, choosing: Choosing, chosen: Chosen, record: _Record) -> Answer:
        self._hearing.on_begin(record.message)
        try:
            while True:
                selection = chosen.selection
                record.left_out, record.grounds = selection.left_out, chosen.grounds
                try:
                    completion = self._stream(self._request(selection, record), record)
                except ContextTooLong as error:
                    less = choosing.less(chosen, error)
                    if record.has_new or less is None:
                        raise
                    chosen = less
                    continue
                message = record.finish(_state_of(completion), _figures(completion, record.tokens_before))
                return Answer(message, completion, selection.start - selection.head)
        except (Cancelled, KeyboardInterrupt):
            record.finish("stopped", {"finish_reason": "cancelled"})
            raise
        except UserError as error:
            record.finish("failed", {"error": error_as_json(error)})
            raise

    def _request(self, selection: Selection, record: _Record) -> GenerateRequest:
        options = self._options
        thinking = options.thinking or selection.begun.startswith(START)
        return GenerateRequest(
            messages=prompt(selection.sent, options.system_prompt),
            sampling=options.sampling,
            max_tokens=options.max_tokens,
            stop=options.stop,
            template_variables={} if thinking else {"enable_thinking": False},
            begun=selection.begun_sent,
            chat=chat_name(record.message.conversation_id) if options.kept else "",
        )

    def _stream(self, request: GenerateRequest, record: _Record) -> Completion:
        self._cancel.raise_if_cancelled()
        stream = self._engine.generate(request)
        self._cancel.on_cancel(stream.cancel)
        stream.on_reading(self._hearing.on_reading)
        try:
            for piece in stream:
                record.add(piece)
                self._hearing.on_written(record.written)
            return stream.result()
        except BaseException:
            stream.cancel()
            raise


def _begun(message: StoredMessage) -> Written:
    """What a cut answer is gone on with: without a character of which only some bytes had come."""
    begun = written(message)
    if begun.text:
        return Written(begun.text.rstrip("\ufffd"), begun.thoughts)
    return Written("", begun.thoughts.rstrip("\ufffd"))


def error_of(message: StoredMessage) -> UserError | None:
    """The error that ended a failed answer, as it was shown then."""
    kept = message.detail.get("error")
    if not isinstance(kept, Mapping):
        return None
    params = kept.get("params")
    texts = [str(kept.get(name, "")) for name in ("title", "detail", "hint")]
    named = dict(params) if isinstance(params, Mapping) else {}
    for name in ("self", "title", "detail", "hint"):  # a file of somebody else may hold any names
        named.pop(name, None)
    return UserError(*texts, **named)


def dropped_messages(message: StoredMessage) -> int:
    """How many earlier messages were not sent for this answer."""
    return left_out_of(message).count


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


# -- what is kept ---------------------------------------------------------------------------------
class _Record:
    """The stored message that is being written."""

    def __init__(self, store: Store, message: StoredMessage) -> None:
        self._store = store
        self.message = message
        self.written = self._begun = Written(message.content, message.thoughts or "")
        self.left_out = LeftOut()
        self.grounds: Grounds | None = None
        self.tokens_before = 0
        self._written_at = time.monotonic()

    @property
    def has_new(self) -> bool:
        """Whether something was added to what it began with."""
        return self.written != self._begun

    def add(self, piece: Piece) -> None:
        self.written = self.written.plus(piece)
        if time.monotonic() - self._written_at >= CHECKPOINT_S:
            self._store.checkpoint(self.message.id, self.written.text, self.written.thoughts)
            self._written_at = time.monotonic()

    def finish(
        self, state: Literal["done", "stopped", "failed"], detail: Mapping[str, object]
    ) -> StoredMessage:
        everything = {**detail, **left_out_detail(self.left_out), **as_detail(self.grounds)}
        text, thoughts = self.written.text, self.written.thoughts
        return self._store.finish_message(self.message.id, text, state, everything, thoughts)


def _state_of(completion: Completion) -> Literal["done", "stopped"]:
    return "stopped" if completion.finish_reason in ("cancelled", "context") else "done"


def _figures(completion: Completion, tokens_before: int) -> dict[str, object]:
    return {
        "finish_reason": completion.finish_reason,
        "prompt_tokens": completion.prompt_tokens,
        "reused_tokens": completion.reused_tokens,
        "completion_tokens": tokens_before + completion.completion_tokens,
        "tokens_per_s": round(completion.tokens_per_s, 2),
        "seed": completion.seed,
    }


def error_as_json(error: UserError) -> dict[str, object]:
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
