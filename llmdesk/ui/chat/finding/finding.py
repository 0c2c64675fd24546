"""Looks for words in the chat that is open, and goes to what was found in the list of chats.

Owns which words are looked for, which message of those that have them shows, and the marks. Must not know
how the list or the bar are drawn.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from llmdesk.store import SearchHit
from llmdesk.tools.chat.finding import Words, messages_with
from llmdesk.ui.chat.finding.find_bar import ChatFindBar
from llmdesk.ui.chat.finding.marks import Place, box_of, mark, places_in
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.chat.thoughts import Thoughts
from llmdesk.ui.chat.transcript import Transcript
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task

_MARK_MS = 30  # and one view is marked after the other, so that the window goes on
_LAYING_OUT = 20  # times that a long message is asked again whether it is laid out


class Finding(QObject):
    """`ask` opens the bar; `go_to` shows a place that the list has found."""

    def __init__(
        self,
        services: Services,
        session: ChatSession,
        transcript: Transcript,
        bar: ChatFindBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._session, self._transcript, self._bar = services, session, transcript, bar
        self._words = Words("")
        self._found: tuple[int, ...] = ()
        self._current: int | None = None  # the message
        self._place = 0  # which of its places
        self._backwards = False
        self._wanted: tuple[int, int] | None = None  # a chat, and its message that is to show once it is open
        self._task: Task[tuple[int, ...]] | None = None
        self._tries = 0
        self._to_mark: list[MessageView] = []
        self._marking = QTimer(self, singleShot=True, interval=_MARK_MS)
        self._marking.timeout.connect(self._mark_next)
        self._showing = QTimer(self, singleShot=True, interval=_MARK_MS)
        self._showing.timeout.connect(self._show_place)
        bar.changed.connect(self.look_for)
        bar.step_asked.connect(self._step)
        bar.closed.connect(self._end)
        transcript.view_made.connect(self._on_view)
        session.opened.connect(self._on_opened)
        session.branch_changed.connect(self._on_branch)

    def ask(self) -> None:
        """Open the bar."""
        self._bar.ask()

    # -- what is looked for -----------------------------------------------------------------------------
    def look_for(self, text: str) -> None:
        """Look for other words, from the end of the chat."""
        self._words, self._current = Words(text), None
        self._look(then=lambda: self._step(-1))

    def go_to(self, hit: SearchHit, text: str) -> None:
        """Open the chat of a place that was found, at its message, with the words marked."""
        message_id, conversation_id = hit.message_id, hit.conversation_id
        if message_id is None:
            self._session.open(conversation_id)
            return
        self._words, self._wanted = Words(text), (conversation_id, message_id)
        store, opened = self._services.store, self._session.conversation_id == conversation_id
        if opened and self._session.message(message_id) is not None:
            self._on_branch()
            return

        def work(_: object) -> None:
            store.show_message(message_id)

        def done(_: None) -> None:
            self._session.open(conversation_id)

        if conversation_id in self._session.being_answered:  # its branch is being written at
            done(None)
        else:
            self._services.tasks.start(work, owner=self, on_done=done)

    def _on_opened(self) -> None:
        """Another chat: what was looked for in the one before is over, unless one came to find it here."""
        self._found, self._current = (), None
        if self._wanted is None or self._wanted[0] != self._session.conversation_id:
            self._wanted = None
            self._bar.close_bar()

    def _on_branch(self) -> None:
        """What is looked for may be in other messages now."""
        wanted = None
        if self._wanted is not None and self._wanted[0] == self._session.conversation_id:
            wanted, self._wanted = self._wanted[1], None
        if wanted is not None and self._session.message(wanted) is not None:
            self._current, self._place, self._backwards = wanted, 0, False
            self._bar.show_words(self._words.text)
            self._look(then=self._show_current)
        elif self._words and not self._bar.isHidden():
            self._look(then=self._tell)

    def _look(self, then: Callable[[], None]) -> None:
        if self._task is not None:
            self._task.cancel()
        words, branch = self._words, self._session.branch

        def done(found: tuple[int, ...]) -> None:
            self._found = found
            self._mark_all()
            then()

        self._task = self._services.tasks.start(
            lambda context: messages_with(words, branch, context.cancel), owner=self, on_done=done
        )

    def _end(self, had_focus: bool) -> None:
        if self._task is not None:
            self._task.cancel()
        self._words, self._found, self._current, self._wanted = Words(""), (), None, None
        self._bar.show_no_count()
        self._mark_all()
        if had_focus:
            self._transcript.setFocus()

    # -- from place to place ----------------------------------------------------------------------------
    def _step(self, step: int) -> None:
        """The next place of the message, or the next message with the words; round at the ends."""
        if not self._found:
            self._tell()
            return
        if self._current not in self._found:
            self._current = self._found[-1 if step < 0 else 0]
            self._begin_message(step)
            return
        view = self._transcript.reveal(self._current)
        count = len(places_in(view, self._words)) if view is not None else 0
        if 0 <= self._place + step < count:
            self._place += step
            self._show_current()
            return
        place = (self._found.index(self._current) + step) % len(self._found)
        self._current = self._found[place]
        self._begin_message(step)

    def _begin_message(self, step: int) -> None:
        self._place, self._backwards = 0, step < 0
        self._show_current()

    def _show_current(self) -> None:
        """Bring the message to where one sees it, then the place in it, once that is laid out."""
        self._tell()
        if self._current is None or self._transcript.reveal(self._current) is None:
            return
        self._tries = 0
        self._showing.start()

    def _show_place(self) -> None:
        view = None if self._current is None else self._view(self._current)
        if view is None:
            return
        places = places_in(view, self._words)
        if not places and self._tries < _LAYING_OUT:
            self._tries += 1
            self._showing.start()
            return
        if not places:
            _unfold_thoughts(view)
            return
        if self._backwards:
            self._place, self._backwards = len(places) - 1, False
        place = places[min(self._place, len(places) - 1)]
        self._mark(view, places, place)
        self._transcript.show_place(view, *box_of(view, place))

    def _tell(self) -> None:
        if not self._words:
            self._bar.show_no_count()
        elif not self._found:
            self._bar.show_count(0, 0)
        elif self._current in self._found:
            self._bar.show_count(self._found.index(self._current) + 1, len(self._found))
        else:
            self._bar.show_count(len(self._found), len(self._found))

    def _view(self, message_id: int) -> MessageView | None:
        return next((v for v in self._transcript.views if v.entry.message.id == message_id), None)

    # -- marks ------------------------------------------------------------------------------------------
    def _on_view(self, view: MessageView) -> None:
        if self._words:
            self._to_mark.append(view)
            self._marking.start()

    def _mark_all(self) -> None:
        self._to_mark = self._transcript.views
        self._marking.start(0)

    def _mark_next(self) -> None:
        if not self._to_mark:
            return
        view = self._to_mark.pop()
        if view in self._transcript.views:
            places = places_in(view, self._words) if view.entry.message.id in self._found else []
            is_current = view.entry.message.id == self._current
            now = places[min(self._place, len(places) - 1)] if places and is_current else None
            self._mark(view, places, now)
        self._marking.start(0)

    def _mark(self, view: MessageView, places: list[Place], current: Place | None) -> None:
        mark(view, places, self._services.theme, current)


def _unfold_thoughts(view: MessageView) -> None:
    """What is not in the answer is in what the model thought before it."""
    thoughts = view.findChild(Thoughts)
    if isinstance(thoughts, Thoughts):
        thoughts.button.setChecked(True)
