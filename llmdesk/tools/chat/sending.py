"""What of a chat is sent to the model: which turns fit, and which are left out.

Owns the choice of turns under the user's policy, and what is kept of an answer that is too long to be
sent whole: its end, never its beginning alone. Must not ask for an answer, nor leave anything out that
its result does not say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from llmdesk.engine.thoughts import END, START
from llmdesk.engine.types import Message
from llmdesk.errors import QT_TRANSLATE_NOOP, ContextTooLong, UserError
from llmdesk.store import BranchMessage, StoredMessage
from llmdesk.tools.chat.thoughts import written

#: What happens where a chat does not fit into the context: the oldest turns are left out, or all after the
#: first turn that do not fit, or the user is asked.
Overflow = Literal["oldest", "keep_first", "ask"]
OVERFLOWS: tuple[Overflow, ...] = ("oldest", "keep_first", "ask")
Count = Callable[[Sequence[str]], list[int]]
# Tokens a chat template puts around a message: an upper estimate, the engine has the last word.
TEMPLATE_TOKENS = 12
_ANSWER_TOKENS = 512  # left free for an answer without a limit
# When the window over the turns has to move, it moves to this part of the room. Its start then stays
# where it is for several turns, and the engine finds the same prefix in its cache.
_KEEP_AFTER_DROP = 0.6
_LEAST_TAIL = 32  # tokens of an answer that are worth sending
_CUT_MARK = "… "
_NEAR = 200  # characters in which a cut looks for a border


@dataclass(frozen=True)
class Turn:
    """A question and what was answered to it, without the thoughts before: models expect them gone."""

    messages: tuple[Message, ...]
    stored: int  # how many stored messages it stands for


@dataclass(frozen=True)
class LeftOut:
    """Of a branch: how many messages at its beginning were sent, and how many after them were not.
    `shortened`: of the message behind them, only the end was sent."""

    head: int = 0
    count: int = 0
    shortened: bool = False

    def __bool__(self) -> bool:
        return self.count > 0 or self.shortened


@dataclass(frozen=True)
class Selection:
    """What is sent: the turns before `head` and those from `start` on, the first of these perhaps only from
    `tail` characters before its end; and the answer that is gone on with, from `begun_from` on."""

    turns: tuple[Turn, ...]
    head: int = 0
    start: int = 0
    tail: int | None = None
    begun: str = ""
    begun_from: int = 0

    @property
    def left_out(self) -> LeftOut:
        stored = [turn.stored for turn in self.turns]
        shortened = self.tail is not None or self.begun_from > 0
        return LeftOut(sum(stored[: self.head]), sum(stored[self.head : self.start]), shortened)

    @property
    def sent(self) -> tuple[Turn, ...]:
        kept = list(self.turns[self.start :])
        if self.tail is not None:
            kept[0] = _end_of(kept[0], self.tail)
        return (*self.turns[: self.head], *kept)

    @property
    def begun_sent(self) -> str:
        """The beginning of the answer as the model sees it; thoughts of which only the end is sent are
        thoughts all the same."""
        if not self.begun_from:
            return self.begun
        end = tail_of(self.begun, len(self.begun) - self.begun_from)
        in_thoughts = self.begun.startswith(START) and (END in end or END not in self.begun)
        return START + end if in_thoughts else end


class LeavesOut(UserError):
    """Something would have to be left out, and the user wants to be asked before."""


def ask_first(selection: Selection) -> LeavesOut:
    left_out = selection.left_out
    return LeavesOut(
        QT_TRANSLATE_NOOP("core", "This chat no longer fits in the model's context."),
        QT_TRANSLATE_NOOP("core", "Messages that would be left out completely or in part: {count}."),
        QT_TRANSLATE_NOOP("core", "Choose what to leave out, or start a new chat."),
        count=left_out.count + (selection.tail is not None),
    )


def turns_of(branch: Sequence[BranchMessage], contents: Mapping[int, str] | None = None) -> tuple[Turn, ...]:
    """A branch as turns that each begin with a question. `contents`: what is sent instead of some messages,
    by their ids."""
    turns: list[Turn] = []
    current: list[Message] = []
    stored = 0
    for entry in branch:
        message = entry.message
        if message.role == "user" and stored:
            turns.append(Turn(tuple(current), stored))
            current, stored = [], 0
        stored += 1
        content = (contents or {}).get(message.id) or written(message).text
        if content.strip():
            current.append(Message(message.role, content))
    return (*turns, Turn(tuple(current), stored)) if stored else ()


def prompt(turns: Sequence[Turn], instructions: str) -> tuple[Message, ...]:
    """Roles take turns and a question comes first, as templates demand: a question that got no answer joins
    the next, and an answer whose question was deleted follows a mark."""
    messages = [Message("system", instructions)] if instructions.strip() else []
    sent = [message for turn in turns for message in turn.messages]
    if sent and sent[0].role == "assistant":
        sent.insert(0, Message("user", _CUT_MARK.strip()))
    for message in sent:
        if messages and messages[-1].role == message.role:
            messages[-1] = Message(message.role, messages[-1].content + "\n\n" + message.content)
        else:
            messages.append(message)
    return tuple(messages)


def room_for(context: int, max_tokens: int | None, *, goes_on: bool = False) -> int:
    """Tokens that a prompt may have so that an answer finds room behind it; one that `goes_on` and had room
    before needs less, and what was sent for it stays in the cache then."""
    free = min(max_tokens or _ANSWER_TOKENS, context // 4)
    return context - (free // 4 if goes_on else free)


def select(
    turns: Sequence[Turn], instructions: str, room: int, overflow: Overflow, count: Count, begun: str = ""
) -> Selection:
    """What of the turns is sent where a prompt may have `room` tokens; the last turn always is, and of an
    answer that is gone on with (`begun`) always the end.

    Counted only when it might matter: a text has at most as many tokens as bytes. The window moves over the
    turns as it did for the earlier questions, so its start does not jump at every turn.
    """
    whole = Selection(tuple(turns), begun=begun)
    everything = prompt(turns, instructions)
    if sum(len(m.content.encode()) + TEMPLATE_TOKENS for m in everything) + len(begun.encode()) <= room:
        return whole
    counts = iter(count([instructions, begun, *(m.content for turn in turns for m in turn.messages)]))
    room -= next(counts) + TEMPLATE_TOKENS
    begun_tokens = next(counts)
    sizes = [sum(next(counts) + TEMPLATE_TOKENS for _ in turn.messages) for turn in turns]
    if begun_tokens:
        whole = _with_end_of_begun(whole, room - sizes[-1], begun_tokens)
        sizes[-1] += round(begun_tokens * (1 - whole.begun_from / len(begun)))
    head = 1 if overflow == "keep_first" and len(turns) > 2 and sizes[0] <= room // 2 else 0
    start = _window(sizes[head:], room - sum(sizes[:head])) + head
    selected = replace(whole, head=head, start=start) if start > head else whole
    if start == len(turns) - 1 and start > head and not begun:
        return _with_end_of_answer(selected, room - sum(sizes[:head]) - sizes[-1], sizes[start - 1])
    return selected


def _window(sizes: Sequence[int], room: int) -> int:
    """The first turn that fits, as it moves while the chat grows."""
    start = used = 0
    for end, size in enumerate(sizes):
        used += size
        if used > room:
            while start < end and used > room * _KEEP_AFTER_DROP:
                used -= sizes[start]
                start += 1
    return start


def _with_end_of_answer(selected: Selection, room: int, size: int) -> Selection:
    """The answer before the last question does not fit whole: its end does, or who says "go on" would be
    answered about nothing."""
    before = selected.turns[selected.start - 1]
    answer = before.messages[-1] if before.messages else None
    if answer is None or answer.role != "assistant" or room < _LEAST_TAIL:
        return selected
    tail = int(len(answer.content) * min(1.0, room * _KEEP_AFTER_DROP / size))
    return replace(selected, start=selected.start - 1, tail=tail)


def _with_end_of_begun(selection: Selection, room: int, tokens: int) -> Selection:
    if tokens <= room:
        return selection
    share = max(_LEAST_TAIL, room * _KEEP_AFTER_DROP) / tokens
    return replace(selection, begun_from=int(len(selection.begun) * (1 - min(1.0, share))))


def shrink(selection: Selection, error: ContextTooLong, overflow: Overflow) -> Selection | None:
    """After a refusal of the engine: less, in proportion to what is too much; None: nothing is left to
    leave out."""
    share = share_of(error)
    turns, start = selection.turns, selection.start
    if selection.tail is not None:
        return replace(selection, start=start + 1, tail=None)
    if start < len(turns) - 1:
        head = selection.head or (1 if overflow == "keep_first" and start == 0 and len(turns) > 2 else 0)
        start = max(start, head)
        return replace(selection, head=head, start=_further(turns, start, share))
    if selection.head:
        return replace(selection, head=0)
    left = len(selection.begun) - selection.begun_from
    if left > _NEAR:
        return replace(selection, begun_from=selection.begun_from + max(1, int(left * (1 - share))))
    return None


def share_of(error: ContextTooLong) -> float:
    """The part of a prompt that was refused which would be taken."""
    tokens, context = error.params.get("prompt_tokens"), error.params.get("context")
    if isinstance(tokens, int) and isinstance(context, int) and tokens > 0:
        return min(1.0, context * _KEEP_AFTER_DROP / tokens)
    return 0.5


def _further(turns: Sequence[Turn], start: int, share: float) -> int:
    characters = [sum(len(m.content) for m in turn.messages) + 1 for turn in turns]
    wanted = sum(characters[start:]) * share
    start += 1
    while start < len(turns) - 1 and sum(characters[start:]) > wanted:
        start += 1
    return start


def _end_of(turn: Turn, characters: int) -> Turn:
    """A turn with its answer from `characters` before the end on, and the beginning of its question."""
    answer = turn.messages[-1]
    end = Message(answer.role, _CUT_MARK + tail_of(answer.content, characters))
    asked = next((m.content for m in turn.messages if m.role == "user"), "")
    if len(asked) > _NEAR:
        asked = f"{asked[:_NEAR]} …"
    return Turn((Message("user", asked), end) if asked else (end,), turn.stored)


def tail_of(text: str, characters: int) -> str:
    """About so many characters at the end of a text, from the beginning of a line, sentence or word."""
    start = max(0, len(text) - characters)
    if start == 0:
        return text
    near = text[start : start + min(_NEAR, characters // 2)]
    for border in ("\n\n", "\n", ". ", "。", " "):
        at = near.find(border)
        if at >= 0:
            return text[start + at + len(border) :]
    return text[start:]


def left_out_of(message: StoredMessage) -> LeftOut:
    """What was not sent for this answer, as it was stored with it."""
    detail = message.detail
    return LeftOut(
        _whole(detail, "kept_messages"), _whole(detail, "dropped_messages"), detail.get("shortened") is True
    )


def left_out_detail(left_out: LeftOut) -> dict[str, object]:
    """What is stored with an answer; nothing where nothing was left out."""
    detail: dict[str, object] = {}
    if left_out.count:
        detail["dropped_messages"] = left_out.count
    if left_out and left_out.head:
        detail["kept_messages"] = left_out.head
    if left_out.shortened:
        detail["shortened"] = True
    return detail


def _whole(detail: Mapping[str, object], name: str) -> int:
    value = detail.get(name, 0)
    return value if isinstance(value, int) and value > 0 else 0
