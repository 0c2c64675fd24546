"""What of a chat's documents goes with a question: all they say where that fits, else passages about it.

Owns the choice. Which documents are sent whole depends on the context and on the documents before them alone,
as long as all of the chat is sent: the beginning of the prompt then stays as it is, and is not read again.
Must not ask a
model itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from llmdesk.cancel import CancelToken
from llmdesk.store import Attachment, BranchMessage
from llmdesk.tools.chat.attached import with_names, with_texts
from llmdesk.tools.chat.attaching.asked import Asked, Chosen
from llmdesk.tools.chat.attaching.grounds import Grounds, Named, Quoted
from llmdesk.tools.chat.attaching.sources import (
    ChatSource,
    Documents,
    asks_something,
    beginnings,
    found_in,
)
from llmdesk.tools.chat.sending import TEMPLATE_TOKENS, Count, Selection, select, turns_of
from llmdesk.tools.chat.thoughts import written
from llmdesk.tools.passages import words_of

MOST_PASSAGES = 6
_OF_ROOM = 0.75  # that documents may fill when they are sent whole: the rest is the conversation's
_OF_PASSAGES = 0.5  # that passages may
_LONGEST_TOKEN = 12  # characters on an average: a text with more for each that would fit is too long
_AROUND = 40  # tokens of the name and the marks around a text
_FEW_WORDS = 3  # a question with fewer is looked up with the one before it


def attachments_of(branch: Sequence[BranchMessage]) -> dict[int, tuple[Attachment, ...]]:
    """By message, each text where it came first: again it says nothing new."""
    found: dict[int, tuple[Attachment, ...]] = {}
    seen: set[str] = set()
    for entry in branch:
        fresh = [each for each in entry.message.attachments if each.digest not in seen]
        fresh = list({each.digest: each for each in fresh}.values())
        seen.update(each.digest for each in fresh)
        if fresh:
            found[entry.message.id] = tuple(fresh)
    return found


class Choice:
    """For the last question of a branch. Raises `Cancelled`, and what counting raises."""

    def __init__(
        self,
        branch: Sequence[BranchMessage],
        asked: Asked,
        documents: Documents,
        libraries: Sequence[ChatSource],
        count: Count,
        cancel: CancelToken,
    ) -> None:
        assert asked.room is not None  # a model is loaded, or its context is known
        self._branch, self._asked, self._room, self._count = branch, asked, asked.room, count
        self._given = attachments_of(branch)
        self._source = documents.source([each for some in self._given.values() for each in some])
        self._texts = {
            attachment.digest: document.text
            for attachment, document in zip(self._source.attachments, self._source.documents, strict=True)
        }
        self._libraries, self._cancel = libraries, cancel
        asked_last = (entry.message for entry in reversed(branch) if entry.message.role == "user")
        self._question = next(asked_last, None)
        self._passages: list[Quoted] | None = None
        self._beginning = False
        self._searched = ""  # instead of the question

    def made(self) -> Chosen:
        """The choice. Documents of turns that do not fit any more are looked through for passages instead."""
        whole = self._fitting()
        while True:
            self._cancel.raise_if_cancelled()
            passages = self._fitting_passages(whole)
            selection = self._select(whole, passages)
            lost = self._lost(selection, whole)
            if not lost:
                return Chosen(selection, self._grounds(whole, passages))
            whole = tuple(digest for digest in whole if digest not in lost)

    # -- whole documents --------------------------------------------------------------------------
    def _fitting(self) -> tuple[str, ...]:
        """The texts that are sent whole, in the order of the chat."""
        asked = self._asked
        budget = self._room * _OF_ROOM - self._count([asked.instructions])[0]
        short = {digest: text for digest, text in self._texts.items() if len(text) <= budget * _LONGEST_TOKEN}
        sizes = dict(zip(short, self._count(list(short.values())), strict=True)) if short else {}
        whole = []
        for digest in short:
            if sizes[digest] + _AROUND <= budget:
                whole.append(digest)
                budget -= sizes[digest] + _AROUND
        return tuple(whole)

    def _lost(self, selection: Selection, whole: Sequence[str]) -> set[str]:
        """Of the whole texts those in turns that would be left out; or, where the question alone is too long
        with its own, the last of these."""
        sent, lost = self._sent(selection), set()
        for number, given in self._given.items():
            if number not in sent:
                lost |= {each.digest for each in given} & set(whole)
        own = [each.digest for each in self._own if each.digest in whole]
        if not lost and own and self._is_too_long(selection):
            lost.add(own[-1])
        return lost

    def _sent(self, selection: Selection) -> set[int]:
        """The messages that are sent whole."""
        sent: set[int] = set()
        at = 0
        for place, turn in enumerate(selection.turns):
            is_sent = place < selection.head or place >= selection.start
            is_cut = place == selection.start and selection.tail is not None
            if is_sent and not is_cut:
                sent.update(entry.message.id for entry in self._branch[at : at + turn.stored])
            at += turn.stored
        return sent

    def _is_too_long(self, selection: Selection) -> bool:
        last = [message.content for message in selection.turns[-1].messages]
        tokens = self._count([self._asked.instructions, *last])
        return sum(tokens) + TEMPLATE_TOKENS * (1 + len(last)) > self._room

    # -- passages ---------------------------------------------------------------------------------
    def _fitting_passages(self, whole: Sequence[str]) -> tuple[Quoted, ...]:
        """Of the documents that are not sent whole, as many as there is room for."""
        if self._question is None or (len(whole) == len(self._texts) and not self._libraries):
            return ()
        if not self._own and not asks_something(self._question.content):
            return ()
        asked, own = self._asked, [self._texts[each.digest] for each in self._own if each.digest in whole]
        named = [each.name for each in self._question.attachments if each.digest not in whole]
        taken = self._count([asked.instructions, with_names(self._question.content, named), *own])
        left = min(self._room * _OF_PASSAGES, self._room - sum(taken) - (2 + len(own)) * _AROUND)
        candidates = [
            each for each in self._found() if each.document.digest not in whole or not each.document.digest
        ]
        sizes = self._count([each.quote for each in candidates])
        chosen: list[Quoted] = []
        for each, size in zip(candidates, sizes, strict=True):
            if size + _AROUND > left:
                if not chosen and left > 2 * _AROUND:  # a part of the best one is better than nothing
                    chosen.append(_cut(each, (left - _AROUND) / size))
                break
            left -= size + _AROUND
            chosen.append(each)
        return tuple(chosen[:MOST_PASSAGES])

    def _found(self) -> list[Quoted]:
        """Looked for once."""
        if self._passages is None:
            sources: list[ChatSource] = [self._source, *self._libraries]
            if self._asked.rewrite is not None:
                self._searched = self._asked.rewrite(self._branch)
            self._passages = found_in(sources, self._query(), 4 * MOST_PASSAGES, self._cancel)
            if not self._passages and self._own:
                self._beginning = True
                self._passages = beginnings([self._source], 4 * MOST_PASSAGES)
        return self._passages

    def _query(self) -> str:
        """The question, as it was rewritten; else one of few words goes on with the one before it."""
        assert self._question is not None  # checked by who asks
        if self._searched:
            return self._searched
        question = self._question.content
        if len(set(words_of(question))) >= _FEW_WORDS:
            return question
        asked = [entry.message.content for entry in self._branch if entry.message.role == "user"]
        return "\n".join(asked[-2:]) if asks_something(question) else question

    # -- both -------------------------------------------------------------------------------------
    @property
    def _own(self) -> tuple[Attachment, ...]:
        return self._given.get(self._question.id, ()) if self._question is not None else ()

    def _select(self, whole: Sequence[str], passages: Sequence[Quoted]) -> Selection:
        asked = self._asked
        turns = turns_of(self._branch, self._contents(whole, passages))
        return select(turns, asked.instructions, self._room, asked.overflow, self._count, asked.begun)

    def _contents(self, whole: Sequence[str], passages: Sequence[Quoted]) -> Mapping[int, str]:
        """What is sent instead of the messages that documents came with, and of the last question."""
        contents: dict[int, str] = {}
        for entry in self._branch:
            message = entry.message
            texts = [
                (each.name, self._texts[each.digest])
                for each in self._given.get(message.id, ())
                if each.digest in whole
            ]
            named = [each.name for each in message.attachments if each.digest not in whole]
            if message is self._question:
                texts += [(f"[{at}] {_called(each)}", each.quote) for at, each in enumerate(passages, 1)]
            if texts or named:
                contents[message.id] = with_texts(with_names(written(message).text, named), texts)
        return contents

    def _grounds(self, whole: Sequence[str], passages: Sequence[Quoted]) -> Grounds | None:
        sent = [each for each in self._source.attachments if each.digest in whole]
        nothing = bool(self._libraries) and self._passages == [] and not sent
        if self._question is None or not (sent or passages or nothing):
            return None
        grounds = Grounds(
            tuple(Named(each.name, each.path, each.digest) for each in sent), passages=tuple(passages)
        )
        return replace(
            grounds,
            beginning=self._beginning and bool(passages),
            due=self._is_due(passages),
            searched=self._searched,
            nothing=nothing,
        )

    def _is_due(self, passages: Sequence[Quoted]) -> bool:
        """An answer is checked where documents came with the question, or have its words."""
        assert self._question is not None  # checked by who asks
        if self._own:
            return True
        if not asks_something(self._question.content):
            return False
        return bool(passages) or bool(self._source.find(self._query(), 1, self._cancel))


def _cut(passage: Quoted, share: float) -> Quoted:
    """The beginning of a passage, up to the end of a word."""
    end = max(1, int(len(passage.quote) * share))
    end = max(passage.quote.rfind(" ", 0, end), end // 2)
    return replace(passage, end=passage.start + end, quote=passage.quote[:end])


def _called(passage: Quoted) -> str:
    name = passage.document.name
    return f"{name}, {passage.page}" if passage.page else name
