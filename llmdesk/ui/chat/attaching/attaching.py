"""What is attached to the question in the composer: taken, read one after the other, kept until it is sent.

Owns the drafts of attachments of all chats and that none is lost: they leave when the question that they go
with is stored. Must not know how they look, nor what is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError, UserError
from llmdesk.store import Attachment, StoredMessage
from llmdesk.tools.reading import read_document
from llmdesk.ui.chat.attaching.drafts import MOST, Draft, decoded, encoded
from llmdesk.ui.chat.running import Given
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext

if TYPE_CHECKING:
    from llmdesk.tools.chat.attaching.texts import Attached

Drafts = tuple[Draft, ...]


@dataclass(frozen=True)
class Spot:
    """A chat (None: the new one), and whether it is the edit of an earlier question there."""

    conversation_id: int | None
    editing: bool = False

    @property
    def name(self) -> str:
        """Where it is kept: it goes with the chat."""
        chat = "new" if self.conversation_id is None else self.conversation_id
        return f"chat.{chat}.{'editing.' if self.editing else ''}attached"


class Attaching(QObject):
    """`changed()`: what shows, or how far it is; `added()`: something was attached by the user."""

    changed = Signal()
    added = Signal()

    def __init__(self, services: Services, session: ChatSession, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._session = services, session
        self._all: dict[Spot, Drafts] = {}
        self._keepers: dict[Spot, Keeper[Drafts]] = {}
        self._editing = False
        self._is_off = False  # an answer is edited
        self._task: Task[Attached] | None = None
        self._reading: tuple[Spot, int] | None = None
        self._sending: dict[int | None, frozenset[int]] = {}

    # -- what shows -------------------------------------------------------------------------------
    @property
    def here(self) -> Spot:
        return Spot(self._session.conversation_id, self._editing)

    @property
    def drafts(self) -> Drafts:
        """What is attached to what stands in the composer."""
        return () if self._is_off else self._all.get(self.here, ())

    @property
    def is_off(self) -> bool:
        """Nothing can be attached: an answer is edited."""
        return self._is_off

    @property
    def waits(self) -> bool:
        """Something of it is still to be read."""
        return any(each.waits for each in self.drafts)

    def ready(self) -> list[Attached | Attachment]:
        """What is attached and was read, also for an earlier version of the question: for who measures it."""
        found = [each.kept if each.read is None else each.read for each in self.drafts]
        return [each for each in found if each is not None]

    # -- what the user does -----------------------------------------------------------------------
    def add_files(self, paths: Sequence[Path]) -> None:
        """Attach files; one that is attached already is not attached twice, a folder is refused."""
        if self._is_off:
            return
        there = {each.path for each in self.drafts}
        files = [path for path in dict.fromkeys(paths) if path not in there]
        room = MOST - len(self.drafts)
        if len(files) > room:
            self._services.notify.show_error(_too_many())
        self._add(tuple(Draft(path.name or str(path), path) for path in files[: max(0, room)]))

    def add_text(self, text: str) -> int:
        """Attach a text that was pasted; its number."""
        names = {each.name for each in self.drafts}
        name, count = self.tr("Pasted text"), 1
        while (called := name if count == 1 else f"{name} {count}") in names:
            count += 1
        draft = Draft(called, text=text)
        self._add((draft,))
        return draft.number

    def _add(self, new: Drafts) -> None:
        if new:
            self._set(self.here, (*self.drafts, *new))
            self.added.emit()
            self._read_next()

    def spot_of(self, number: int) -> Spot | None:
        """Where it is attached, whether that shows or not; None where it was sent or taken away."""
        return next((spot for spot, drafts in self._all.items() if number in _numbers(drafts)), None)

    def remove(self, number: int) -> Draft | None:
        """Take one away, or stop reading it; what it was."""
        spot = self.spot_of(number)
        if spot is None:
            return None
        drafts = self._all[spot]
        gone = next(each for each in drafts if each.number == number)
        self._set(spot, tuple(each for each in drafts if each is not gone))
        if self._reading == (spot, number) and self._task is not None:
            self._task.cancel()
        return gone

    def put_back(self, draft: Draft, spot: Spot) -> None:
        """What was taken away from there, whatever shows now."""
        if spot.editing and spot not in self._all:  # that edit has ended
            spot = Spot(spot.conversation_id)
        self._set(spot, (*self._all.get(spot, ()), draft))
        self._read_next()

    def put_back_all(self, drafts: Drafts, conversation_id: int | None) -> None:
        """What was attached to an edit that cannot be gone on with; what its message has stays there."""
        for draft in drafts:
            if draft.kept is None:
                self.put_back(draft, Spot(conversation_id))

    def try_again(self, number: int) -> None:
        """Read a file anew that could not be read."""
        self._change(self.here, number, lambda each: replace(each, problem=None, done=0.0, asks=False))
        self._read_next()

    # -- sending ----------------------------------------------------------------------------------
    def take(self) -> Given:
        """What goes with the question that is being sent; it leaves when `sent` says so."""
        ready = [each for each in self.drafts if each.is_ready]
        self._sending[self._session.conversation_id] = frozenset(each.number for each in ready)
        texts = {each.read.attachment.digest: each.read.body for each in ready if each.read is not None}
        return Given(tuple(a for each in ready if (a := each.attachment) is not None), texts)

    def sent(self, before: int | None, *, is_open: bool) -> None:
        """The question of chat `before` (None: that was a new one) is stored; `is_open`: it still shows."""
        numbers = self._sending.pop(before, frozenset())
        now = self._session.conversation_id if before is None else before
        for editing in (False, True):
            spot = Spot(before, editing)
            rest = tuple(each for each in self._all.get(spot, ()) if each.number not in numbers)
            if before is None and now is not None and is_open:  # what could not be read stays with the chat
                self._set(Spot(now, editing), (*self._all.get(Spot(now, editing), ()), *rest))
                rest = ()
            self._set(spot, rest)
        self.changed.emit()  # a new chat has become one of its own, of which nothing is attached
        self.keep_now()

    # -- another chat, an edit ----------------------------------------------------------------------
    def show_chat(self) -> None:
        """Another chat is open: what was attached there comes."""
        self._editing = self._is_off = False
        self._keeper(self.here)
        self.changed.emit()
        self._read_next()

    def begin_edit(
        self, message: StoredMessage, drafts: Drafts | None = None, *, resumed: bool = False
    ) -> None:
        """An earlier message is edited: a question keeps what it came with, unless it is taken away.
        `drafts`: what is attached instead; `resumed`: as it was when another chat was opened."""
        self._editing, self._is_off = message.role == "user", message.role != "user"
        if self._editing:
            spot = self.here
            self._read_edit(spot)  # who sends at once must not send without it
            if not (resumed and spot in self._all):
                own = tuple(Draft(each.name, kept=each) for each in message.attachments)
                self._set(spot, own if drafts is None else drafts)
        self.changed.emit()
        self._read_next()

    def end_edit(self, *, keep: bool) -> None:
        """It was stored or given up; `keep`: what was attached for it and was not sent stays with the
        chat."""
        editing, self._editing, self._is_off = self._editing, False, False
        if editing:
            self._drop_edit(Spot(self._session.conversation_id, editing=True), keep=keep)
        self.changed.emit()

    def is_changed(self, message: StoredMessage) -> bool:
        """Whether the edit of a question goes with something else than the question did."""
        return self._editing and tuple(each.attachment for each in self.drafts) != message.attachments

    def leave_edit(self) -> None:
        """The message that was edited in the open chat is not there any more."""
        spot = Spot(self._session.conversation_id, editing=True)
        self._read_edit(spot)
        self._drop_edit(spot, keep=True)

    def _read_edit(self, spot: Spot) -> None:
        problem = self._keeper(spot).read_now()
        if problem is not None:
            self._services.notify.show_error(problem)

    def _drop_edit(self, spot: Spot, *, keep: bool) -> None:
        drafts = self._all.get(spot, ())
        if self._reading is not None and self._reading[0] == spot and self._task is not None:
            self._task.cancel()
        self._set(spot, ())
        self._all.pop(spot, None)
        if keep:
            self.put_back_all(drafts, spot.conversation_id)
        self._keeper(spot).keep_soon()
        self.keep_now()  # else it could come back with another edit

    def keep_now(self) -> None:
        for keeper in self._keepers.values():
            keeper.keep_now()

    # -- reading ----------------------------------------------------------------------------------
    def _read_next(self) -> None:
        """One at a time: each takes a reader process and memory."""
        if self._task is not None:
            return
        waiting = ((self.here, each) for each in self.drafts if each.waits)
        spot, draft = next(waiting, (None, None))
        if spot is None or draft is None:
            return
        self._reading = (spot, draft.number)
        number = draft.number

        def done(read: Attached) -> None:
            self._end_reading(spot, number, lambda each: replace(each, read=read, done=1.0))

        def failed(error: Exception) -> None:
            problem = error if isinstance(error, UserError) else _broken(draft.name)
            self._end_reading(spot, number, lambda each: replace(each, problem=problem))

        def report(part: object) -> None:
            if isinstance(part, float):
                self._change(spot, number, lambda each: replace(each, done=part), keep=False)

        self._task = self._services.tasks.start(
            lambda context: _read(draft, context),
            owner=self,
            on_done=done,
            on_error=failed,
            on_cancelled=lambda: self._end_reading(spot, number, lambda each: each),
            on_progress=report,
        )

    def _end_reading(self, spot: Spot, number: int, change: Callable[[Draft], Draft]) -> None:
        self._task = self._reading = None
        self._change(spot, number, change, keep=False)
        self._read_next()

    # -- keeping ------------------------------------------------------------------------------------
    def _change(
        self, spot: Spot, number: int, change: Callable[[Draft], Draft], *, keep: bool = True
    ) -> None:
        before = self._all.get(spot, ())
        after = tuple(change(each) if each.number == number else each for each in before)
        if after != before:
            self._set(spot, after, keep=keep)

    def _set(self, spot: Spot, drafts: Drafts, *, keep: bool = True) -> None:
        if self._all.get(spot, ()) == drafts:
            return
        self._all[spot] = drafts
        if keep:
            self._keeper(spot).keep_soon()
        if spot == self.here:
            self.changed.emit()

    def _keeper(self, spot: Spot) -> Keeper[Drafts]:
        if spot not in self._keepers:

            def take(kept: Drafts) -> None:
                """It was read late: what was attached meanwhile stays below it."""
                before = self._all.get(spot, ())
                known = [(each.path, each.text, each.kept) for each in before]
                if spot.editing:
                    self._all.setdefault(spot, ())
                new = (each for each in kept if (each.path, each.text, each.kept) not in known)
                self._set(spot, (*new, *before))
                self._read_next()

            self._keepers[spot] = Keeper(
                self._services.drafts,
                spot.name,
                lambda: self._all.get(spot, ()),
                take,
                # An edit of which all was taken away is one that says so.
                lambda drafts: encoded(drafts) or ("[]" if spot.editing and spot in self._all else ""),
                decoded,
                self,
            )
            if not spot.editing:
                self._keepers[spot].read()
        return self._keepers[spot]


def _read(draft: Draft, context: TaskContext) -> Attached:
    """In a thread; raises what reading it raises."""
    from llmdesk.tools.chat.attaching.pasted import attached_text
    from llmdesk.tools.chat.attaching.texts import attached, stamp_of

    if draft.path is None:
        return attached_text(draft.text, draft.name, context.cancel)
    if draft.path.is_dir():
        raise DocumentError(
            QT_TRANSLATE_NOOP("core", "This is a folder."),
            hint=QT_TRANSLATE_NOOP("core", "Attach the files in it."),
        )
    stamp = stamp_of(draft.path)
    context.cancel.raise_if_cancelled()
    return attached(read_document(draft.path, context.cancel, context.progress), draft.path, stamp)


def _numbers(drafts: Drafts) -> frozenset[int]:
    return frozenset(each.number for each in drafts)


def _too_many() -> UserError:
    return UserError(
        QT_TRANSLATE_NOOP("core", "Too many files for one question."),
        QT_TRANSLATE_NOOP("core", "{most} is the most; the others were not attached."),
        most=MOST,
    )


def _broken(name: str) -> UserError:
    return UserError(QT_TRANSLATE_NOOP("core", "The file could not be read."), name)
