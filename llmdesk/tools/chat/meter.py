"""How much of the model's context a chat takes, with what is being typed.

Owns the figures, exact where a model is loaded and estimated where none is, and what would be left out if
it were sent now. Must not load a model for that.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.types import Message
from llmdesk.errors import UserError
from llmdesk.store import Attachment, BranchMessage, StoredMessage
from llmdesk.tools.chat.answering import ChatOptions
from llmdesk.tools.chat.attaching.asked import Asked, Choosing, Chosen, Sources
from llmdesk.tools.chat.counting import TokenCounter
from llmdesk.tools.chat.sending import Count, LeftOut, Turn, prompt, room_for, select, turns_of

if TYPE_CHECKING:
    from llmdesk.tools.chat.attaching.texts import Attached

NEARLY_FULL = 0.8  # of the context
COUNTED = 200_000  # characters of an attached text; the tokens of a longer one are an estimate
_A_MESSAGE = 5  # tokens that a usual template puts around one
_LETTERS_A_TOKEN = 4.2  # of English; of Chinese, a character is most of a token
_WIDE_TOKENS = 0.7


@dataclass(frozen=True)
class Usage:
    """Tokens. `messages`: of the whole branch, with what the template puts around them; `context` None: not
    known before a model is loaded. `left_out`: what would not be sent if what is typed were sent now;
    `too_long`: what is typed does not fit even alone. `documents`: of what goes to the model of the texts
    that are attached, `sizes` of each that is not sent yet, by its hash; `looked_up` are those that are too
    long to be sent whole."""

    instructions: int = 0
    messages: int = 0
    typed: int = 0
    context: int | None = None
    estimated: bool = False
    left_out: LeftOut = field(default_factory=LeftOut)
    too_long: bool = False
    documents: int = 0
    sizes: Mapping[str, int] = field(default_factory=dict)
    looked_up: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        return self.instructions + self.messages + self.typed + self.documents

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
        drafts: Sequence[Attached | Attachment] = (),
        sources: Sources | None = None,
        cancel: CancelToken | None = None,
    ) -> Usage:
        """`writing`: what has come of the answer that is on its way; `context`: as set, where no model is
        loaded; `drafts`: what is attached to what is typed, read now or before; `sources`: where what was
        attached before is.
        Never raises for what the engine cannot do: then it estimates. Raises `Cancelled`."""
        state = self._engine.state()
        if drafts or any(entry.message.attachments for entry in branch):
            known = context if state.model is None else state.model.context
            documents = _WithDocuments(self, branch, options, typed, drafts, sources, cancel or CancelToken())
            return documents.usage(writing, known, loaded=state.model is not None)
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
        chat = self.chat(prompt(turns, options.system_prompt), options) if turns else 0
        around = _A_MESSAGE if typed.strip() else 0
        usage = Usage(
            instructions,
            max(0, chat - instructions) + writing_tokens,
            typed_tokens + around,
            context,
            estimated=chat > context,
        )
        return self._with_what_does_not_fit(usage, turns, options, typed) if typed.strip() else usage

    def counts(self, texts: Sequence[str]) -> list[int]:
        return self._counter.count(texts)

    def chat(self, messages: tuple[Message, ...], options: ChatOptions) -> int:
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


class _WithDocuments:
    """A chat with documents: what would go to the model if what is typed were sent now."""

    def __init__(
        self,
        meter: Meter,
        branch: Sequence[BranchMessage],
        options: ChatOptions,
        typed: str,
        drafts: Sequence[Attached | Attachment],
        sources: Sources | None,
        cancel: CancelToken,
    ) -> None:
        from llmdesk.tools.chat.attaching.choosing import attachments_of

        self._meter, self._options, self._typed = meter, options, typed
        self._sources, self._cancel = sources, cancel
        read = [each for each in drafts if not isinstance(each, Attachment)]
        self._read = {each.attachment.digest: each.document.text for each in read}
        self._drafts = [each if isinstance(each, Attachment) else each.attachment for each in drafts]
        asked = StoredMessage(0, 0, None, "user", typed, "done", "", 0.0, attachments=tuple(self._drafts))
        self._branch = [*branch, BranchMessage(asked, 1, 1)] if typed.strip() or drafts else list(branch)
        if sources is not None:
            for each in read:
                sources.documents.hold(each.attachment.digest, each.document)
        self._given = {each.digest: each for some in attachments_of(self._branch).values() for each in some}

    def usage(self, writing: str, context: int | None, *, loaded: bool) -> Usage:
        try:
            return self._measured(self._meter.counts, writing, context, exact=loaded)
        except UserError:
            return self._measured(_abouts, writing, context, exact=False)

    def _measured(self, count: Count, writing: str, context: int | None, *, exact: bool) -> Usage:
        if not exact:
            count = _abouts
        options, texts = self._options, {each.digest: self._text(each.digest) for each in self._drafts}
        instructions, typed, coming = count([options.system_prompt, self._typed, writing])
        room = None if context is None else room_for(context, options.max_tokens)
        chosen = self._chosen(count, room)
        sent = prompt(chosen.selection.sent, options.system_prompt)
        chat = self._meter.chat(sent, options) if exact else self._about(sent)
        grounds = chosen.grounds
        if room is None:  # nobody knows what fits: all of it is counted, though nothing was chosen
            whole = set(self._given)
            documents = sum(count([self._text(digest) for digest in whole]))
            chat += documents
        else:
            whole = {each.digest for each in grounds.whole} if grounds else set()
            documents = sum(count([self._text(digest) for digest in whole]))
            documents += sum(count([each.quote for each in grounds.passages])) if grounds else 0
        return Usage(
            instructions,
            max(0, chat - instructions - typed - documents) + coming,
            typed,
            context,
            estimated=not exact,
            left_out=chosen.selection.left_out if self._typed.strip() else LeftOut(),
            too_long=context is not None and instructions + typed >= context,
            documents=documents,
            sizes=dict(zip(texts, _sizes(list(texts.values()), count), strict=True)),
            looked_up=frozenset(self._given) - whole,
        )

    def _chosen(self, count: Count, room: int | None) -> Chosen:
        asked = Asked(self._options.system_prompt, room, self._options.overflow)
        return Choosing(None, self._branch, asked, count, self._sources, self._cancel).first()

    def _about(self, messages: Sequence[Message]) -> int:
        return sum(_about(message.content) + _A_MESSAGE for message in messages)

    def _text(self, digest: str) -> str:
        if digest in self._read:
            return self._read[digest]
        found = self._sources.documents.of("", digest) if self._sources is not None else None
        return found.text if found is not None else ""


def _sizes(texts: Sequence[str], count: Count) -> list[int]:
    """Of a very long text by its beginning: counting a book would hold up an answer for seconds."""
    counted = count([text[:COUNTED] for text in texts])
    scales = (max(1.0, len(text) / COUNTED) for text in texts)
    return [round(tokens * scale) for tokens, scale in zip(counted, scales, strict=True)]


def _abouts(texts: Sequence[str]) -> list[int]:
    return [_about(text) for text in texts]


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
