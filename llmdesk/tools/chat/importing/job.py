"""An import from beginning to end: look through the files, then take chat after chat into the store.

Owns the order, the progress and what is told at the end. Each chat is taken in whole and at once, so that an
import that is stopped or killed leaves whole chats, and the same import again goes on with the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.store import Store, WholeConversation
from llmdesk.tools.chat.importing import attachments, jan, lmstudio, members, openai, ours
from llmdesk.tools.chat.importing.json_text import LONGEST, Item, JsonText, items
from llmdesk.tools.chat.importing.parts import Part, parts_of, reading
from llmdesk.tools.chat.importing.types import (
    MOST_UNREAD,
    CutShort,
    Found,
    ImportProblem,
    ImportResult,
    Place,
    Tally,
    at,
    broken_off,
    unknown_kind,
    with_chats,
)

#: Called with (bytes read, bytes in all), now and then.
Progress = Callable[[int, int], None]
_MOST_BEFORE = 1 << 30  # bytes of texts that stand before their chat: in memory with it
_OWN_LONGEST = 128 << 20  # characters of one chat
MOST_IDS = 100  # that a result names


def _silent(_done: int, _total: int) -> None:
    pass


def examine(path: Path, cancel: CancelToken | None = None, progress: Progress = _silent) -> Found:
    """Read all of it and change nothing. Raises `ImportProblem` where no chat can be read at all."""
    chats = 0
    unread: list[ImportProblem] = []
    cut: CutShort | None = None
    for came in _chats(path, cancel or CancelToken(), progress, Tally()):
        if isinstance(came, CutShort):
            cut = cut or with_chats(came, chats)
        elif isinstance(came, ImportProblem):
            unread = [*unread, came][:MOST_UNREAD]
        else:
            chats += 1
    if not chats and (cut or unread):
        raise cut or unread[0]
    return Found(chats, tuple(unread), cut)


def import_chats(
    store: Store, path: Path, cancel: CancelToken | None = None, progress: Progress = _silent
) -> ImportResult:
    """Take every whole chat of the file into the store. Raises `ImportProblem` and `StoreError`.

    After a cancel what was taken in stays: `Cancelled` is raised, and the same import goes on from there.
    """
    tally, outcomes = Tally(), Counter[str]()
    ids: list[int] = []
    unread: list[ImportProblem] = []
    unread_count = 0
    cut: CutShort | None = None
    for came in _chats(path, cancel or CancelToken(), progress, tally):
        if isinstance(came, CutShort):
            cut = cut or with_chats(came, outcomes.total())
        elif isinstance(came, ImportProblem):
            unread_count += 1
            unread = [*unread, came][:MOST_UNREAD]
        else:
            if tally.folders:
                store.folders.make_all(tally.folders)
                tally.folders = []
            taken = store.take_in(came)
            outcomes[taken.outcome] += 1
            if taken.outcome != "known" and len(ids) < MOST_IDS:
                ids.append(taken.conversation_id)
    return ImportResult(
        outcomes["new"],
        outcomes["known"],
        outcomes["extended"],
        tuple(ids),
        tuple(unread),
        unread_count,
        tuple(sorted((kind, number) for kind, number in tally.left.items() if number)),
        tuple(sorted(tally.members)),
        cut,
    )


def _chats(
    path: Path, cancel: CancelToken, progress: Progress, tally: Tally
) -> Iterator[WholeConversation | ImportProblem]:
    """The chats of all files, and in their places what could not be read."""
    with parts_of(path) as parts:
        meter = _Meter(sum(_size(part) for part in parts), cancel, progress)
        for part in parts:
            read = 0
            try:
                for chat in _of_part(part, tally, meter):
                    read += 1
                    yield chat
            except CutShort as error:
                # Of many files with a chat each, one that is cut is one that cannot be read.
                yield error if read or len(parts) == 1 else at(Place(part.name), error)
            except ImportProblem as error:
                yield broken_off(error) if read else error


def _size(part: Part) -> int:
    return part.size + (part.beside.size if part.beside is not None else 0)


class _Meter:
    """Counts the bytes that were read, and ends the work where it was cancelled."""

    def __init__(self, total: int, cancel: CancelToken, progress: Progress) -> None:
        self._done, self._total, self._cancel, self._progress = 0, max(1, total), cancel, progress

    def __call__(self, read: int) -> None:
        self.look()
        self._done += read
        self._progress(min(self._done, self._total), self._total)

    def look(self) -> None:
        if self._cancel.cancelled:
            raise Cancelled


def _of_part(part: Part, tally: Tally, meter: _Meter) -> Iterator[WholeConversation | ImportProblem]:
    if part.beside is not None:
        yield _of_thread(part, part.beside, tally, meter)
        return
    recognized = False
    before = _TextsBefore()
    with reading(part) as stream:
        for number, item in enumerate(items(JsonText(stream, part.name, meter), "chats", _longest)):
            meter.look()
            # Where a chat has no time, the file's; a thousandth of a second apart, or two that begin with
            # the same words would be taken for one.
            made = part.made + number / 1000
            read = _reader_of(item, tally)
            if read is None:
                if not recognized:
                    raise unknown_kind(item.place)
                yield at(item.place, unknown_kind(item.place))
                continue
            if not recognized:
                recognized = True
                tally.folders += ours.folders(item.header, tally)
            if ours.is_ours(item.header) and before.take(item.value):
                continue
            chat = _read(item, partial(read, before=before.given()) if before else read, made, tally)
            if isinstance(chat, ImportProblem) or chat.messages or item.header:
                yield chat
            else:
                tally.left["empty"] += 1


class _TextsBefore:
    """The texts of the chat that comes next. What is more than `_MOST_BEFORE` is left out, and counted with
    the attachments whose text is missing."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[str, bytes]] = {}
        self._size = 0

    def __bool__(self) -> bool:
        return bool(self._texts)

    def take(self, value: object) -> bool:
        """Whether this element is texts, and no chat."""
        found = ours.texts_before(value)
        for called, (digest, body) in (found or {}).items():
            if self._size + len(body) <= _MOST_BEFORE:
                self._texts[called] = digest, body
                self._size += len(body)
        return found is not None

    def given(self) -> attachments.Texts:
        """To the chat; the next one begins with none."""
        texts, self._texts, self._size = self._texts, {}, 0
        return texts


def _longest(header: dict[str, Any]) -> int:
    """What llmdesk itself has written comes back, pasted books and all."""
    return _OWN_LONGEST if ours.is_ours(header) else LONGEST


_Read = Callable[..., WholeConversation]  # of the value, a tally and a time


def _reader_of(item: Item, tally: Tally) -> _Read | None:
    """What reads this element; None for what is no chat. Raises `ImportProblem` for a newer version."""
    if ours.is_ours(item.header):
        ours.check_header(item.header, item.place, tally)
        return lambda value, tally, _time, **more: ours.conversation(value, tally, **more)
    if openai.is_conversation(item.value):
        return openai.conversation
    if lmstudio.is_conversation(item.value):
        return lmstudio.conversation
    return None


def _read(item: Item, read: _Read, made: float, tally: Tally) -> WholeConversation | ImportProblem:
    here = Tally()
    try:
        chat = read(item.value, here, made)
    except ImportProblem as error:
        title = item.value.get("title", item.value.get("name")) if isinstance(item.value, dict) else ""
        return at(item.place, error, title if isinstance(title, str) else "")
    tally.left.update(here.left)
    for name in here.members:
        tally.unknown_member(name)
    return chat


def _of_thread(part: Part, beside: Part, tally: Tally, meter: _Meter) -> WholeConversation | ImportProblem:
    with reading(part) as stream:
        thread = next(items(JsonText(stream, part.name, meter), ""), None)
    with reading(beside) as stream:
        text = JsonText(stream, beside.name, meter)
        lines = []
        while text.skip():
            meter.look()
            lines.append(text.value())
            text.bound(0)
            if len(lines) > members.MOST_MESSAGES:
                break
    try:
        found = members.mapping(thread.value if thread is not None else None, "thread")
        return jan.conversation(found, lines, tally, part.made)
    except ImportProblem as error:
        return at(Place(part.name), error)
