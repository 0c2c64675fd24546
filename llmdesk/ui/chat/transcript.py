"""The messages of one branch, newest at the bottom.

Owns which messages have widgets (the newest, and older ones as one scrolls up) and where the view
stands: it follows the answer only from the bottom. Must not read the store.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from llmdesk.engine.types import Written
from llmdesk.store import BranchMessage
from llmdesk.ui.chat.empty_chat import EmptyChat
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.chat.messages.jump_down import JumpDown
from llmdesk.ui.chat.messages.marking import mark
from llmdesk.ui.chat.messages.walking import Walk, tab_after, tab_before
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import GAP, MARGIN, READING_WIDTH, SPACE, Theme, set_kind

NEWEST = 30  # messages that get widgets when a conversation is opened
MORE = 20  # and as one scrolls up
AROUND = 6  # after a message that was looked for, far from the end
MOST = 120
SCROLL_BAR = 10  # pixels, in the style sheet
_AT_BOTTOM = 8  # pixels
_FIRST_BUDGET_S = 0.03
_STEP_BUDGET_S = 0.006
_STEP_MS = 12


class Transcript(Retranslating, QScrollArea):
    """`show_branch` shows messages; `set_written` what has come of the one that is being written."""

    regenerate_asked = Signal(int)
    check_asked = Signal(int)
    go_on_asked = Signal(int)
    edit_asked = Signal(int)
    step_asked = Signal(int, int)
    menu_asked = Signal(int, QWidget)  # message id, and the button below which the menu opens
    link_clicked = Signal(QUrl)
    grounds_check_asked = Signal(int)
    grounds_cancel_asked = Signal(int)
    source_asked = Signal(int, int)  # message id, which of the passages below it
    attachment_asked = Signal(int, int)  # message id, which of what came with it
    example_chosen = Signal(str)
    view_made = Signal(MessageView)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._branch: list[BranchMessage] = []
        self._views: list[MessageView] = []
        self._first = self._target = 0  # index of the oldest message with a widget, and that is wanted
        self._end = self._wanted_end = 0  # behind the newest with a widget: the branch's, or where one jumped
        self._live: tuple[int, Written] | None = None
        self._running = False
        self._follow = True
        self._anchor: tuple[MessageView, int] | None = None  # what one reads, and pixels below its top
        self._read: tuple[int, float] | None = None  # a message, and the share of it above the view
        self._fill_timer = QTimer(self, singleShot=True, interval=_STEP_MS)
        self._fill_timer.timeout.connect(self._fill)
        self._build()
        self._walk = Walk(self, lambda: self._views, self._show_older)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        bar.valueChanged.connect(self._on_scrolled)
        theme.changing.connect(self._before_restyle)
        theme.changed.connect(self._after_restyle)
        self._retranslate()

    def _build(self) -> None:
        self.setWidgetResizable(True)
        set_kind(self, "transcript")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the keys scroll it; a click is for what is in it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self._page, "surface")
        self._layout = QVBoxLayout(self._page)
        self._layout.setContentsMargins(0, SPACE, SCROLL_BAR, GAP)
        self._layout.setSpacing(0)
        self._empty = EmptyChat()
        self._empty.example_chosen.connect(self.example_chosen)
        self._empty.hide()
        self._layout.addStretch(1)
        self.setWidget(self._page)
        self._down = JumpDown(self._theme, self)
        self._down.clicked.connect(self.scroll_to_bottom)

    # -- what shows -----------------------------------------------------------------------------
    @property
    def views(self) -> list[MessageView]:
        """The messages that have widgets, oldest first."""
        return list(self._views)

    @property
    def filling(self) -> bool:
        """Older messages are still being added above."""
        return self._fill_timer.isActive()

    def set_has_model(self, has_model: bool) -> None:
        self._empty.set_has_model(has_model)

    def set_welcome(self, welcome: QWidget | None) -> None:
        """What the first start shows above the examples; None: no more."""
        self._empty.set_welcome(welcome)

    def show_branch(self, branch: Sequence[BranchMessage]) -> None:
        """Show these messages; what shows already keeps its widget."""
        same = _common(self._branch, branch)
        kept = min(same, self._end)
        if kept <= self._first or (kept == same and len(branch) - same > NEWEST):
            self._branch = list(branch)
            self._rebuild()
            return
        for view in self._views[kept - self._first :]:
            self._discard(view)
        del self._views[kept - self._first :]
        for view, entry in zip(self._views, branch[self._first : kept], strict=True):
            if view.entry != entry:
                view.set_entry(entry)
        self._branch = list(branch)
        self._end = self._wanted_end = kept
        if self._views and same < len(branch):
            self._views[-1].show_progress("")
        while kept == same and self._end < len(branch):
            self._append()
        self._after_change()

    def show_entry(self, entry: BranchMessage) -> None:
        """Show this version of a message that is in the branch (nothing happens when it is not)."""
        for index, old in enumerate(self._branch):
            if old.message.id == entry.message.id:
                self._branch[index] = entry
                if self._first <= index < self._end:
                    self._views[index - self._first].set_entry(entry)
        if self._live is not None and self._live[0] == entry.message.id:
            self._live = None
        self._after_change()

    def set_running(self, running: bool) -> None:
        """Whether an answer to the last question is on its way."""
        self._running = running
        self._mark()

    def set_written(self, message_id: int, written: Written) -> None:
        """What has come of the answer `message_id`."""
        view = self._view(message_id)
        if view is not None:
            self._live = (message_id, written)
            view.set_written(written)

    def show_progress(self, text: str) -> None:
        """What happens before the first word comes, under the newest message."""
        if self._views and self.at_end:
            self._views[-1].show_progress(text)

    def show_check(self, message_id: int, progress: tuple[int, int] | None) -> None:
        """How far an answer is checked against its documents; None: nobody checks it now."""
        view = self._view(message_id)
        if view is not None:
            view.show_check(progress)

    def view_of(self, message_id: int) -> MessageView | None:
        """The widget of a message, where it has one."""
        return self._view(message_id)

    def _view(self, message_id: int) -> MessageView | None:
        return next((view for view in reversed(self._views) if view.entry.message.id == message_id), None)

    # -- widgets --------------------------------------------------------------------------------
    def _rebuild(self) -> None:
        """Make the newest messages' widgets anew; those that do not show yet follow step by step."""
        self._begin_at(len(self._branch), least=2)

    def _begin_at(self, end: int, least: int) -> None:
        """Make the widgets of the messages before `end`: `least` at once, the others step by step."""
        self._drop_views()
        self._first = self._end = self._wanted_end = end
        self._target = max(0, self._first - NEWEST)
        self._follow, self._anchor = self.at_end, None
        begin, height = time.perf_counter(), 0
        while self._first > self._target and (
            len(self._views) < least
            or (height < self.viewport().height() and time.perf_counter() - begin < _FIRST_BUDGET_S)
        ):
            self._prepend()
            height += self._views[0].sizeHint().height()
        if self._live is not None:
            self.set_written(*self._live)
        self._after_change()
        if self._first > self._target:
            self._fill_timer.start()

    def _drop_views(self) -> None:
        for view in self._views:
            self._discard(view)
        self._views = []

    def _before_restyle(self) -> None:
        """All messages are made anew in the new look: until then none takes time to be styled."""
        self._fill_timer.stop()
        if self._views:  # none: the change before is not over, and it knows what is read
            self._read = None
        if self._anchor is not None and not self._follow and self._anchor[0] in self._views:
            view, above = self._anchor
            self._read = view.entry.message.id, above / max(1, view.height())
        self._drop_views()
        self._first = self._end = self._wanted_end = len(self._branch)
        self._anchor = None

    def _after_restyle(self) -> None:
        """As before, with what was read in its place."""
        (read, self._read) = (self._read, None)
        self._rebuild()
        view = self.reveal(read[0]) if read is not None else None
        if view is not None and read is not None:
            self._hold(view, round(read[1] * view.sizeHint().height()))

    def _fill(self) -> None:
        """Add older messages above for a few milliseconds."""
        begin = time.perf_counter()
        while self._first > self._target and time.perf_counter() - begin < _STEP_BUDGET_S:
            self._prepend()
        while self._end < self._wanted_end and time.perf_counter() - begin < _STEP_BUDGET_S:
            self._append()
        self._layout.activate()  # who scrolls now asks where the messages are
        self._mark()
        if self._first > self._target or self._end < self._wanted_end:
            self._fill_timer.start()

    def _append(self) -> None:
        self._views.append(self._make(self._branch[self._end]))
        self._layout.insertWidget(self._layout.count() - 1, self._views[-1], 0, _CENTRE)
        tab_after(self._views[-2] if len(self._views) > 1 else self, self._views[-1])
        self._end += 1

    def _prepend(self) -> None:
        self._first -= 1
        view = self._make(self._branch[self._first])
        following = self._views[0] if self._views else None
        self._views.insert(0, view)
        self._layout.insertWidget(0, view, 0, _CENTRE)
        view.lower()  # first among its siblings: assistive technology reads them in this order
        if following is not None:
            tab_before(view, following)
        else:
            tab_after(self, view)
        view.show()

    def _make(self, entry: BranchMessage) -> MessageView:
        view = MessageView(self._theme, entry, self._column_width())
        view.regenerate_asked.connect(self.regenerate_asked)
        view.check_asked.connect(self.check_asked)
        view.go_on_asked.connect(self.go_on_asked)
        view.edit_asked.connect(self.edit_asked)
        view.step_asked.connect(self.step_asked)
        view.menu_asked.connect(self.menu_asked)
        view.reached.connect(self._walk.reach)
        view.link_clicked.connect(self.link_clicked)
        view.grounds_check_asked.connect(self.grounds_check_asked)
        view.grounds_cancel_asked.connect(self.grounds_cancel_asked)
        view.source_asked.connect(self.source_asked)
        view.attachment_asked.connect(self.attachment_asked)
        self.view_made.emit(view)
        return view

    def _discard(self, view: MessageView) -> None:
        self._layout.removeWidget(view)
        view.hide()
        view.deleteLater()

    def _after_change(self) -> None:
        self._show_empty(not self._branch)
        self._mark()

    def _show_empty(self, empty: bool) -> None:
        """Away means out of the page: what assistive technology reads there is the conversation."""
        if empty == (self._empty.parent() is not None):
            return
        if empty:
            self._empty.setFixedWidth(self._column_width())
            self._layout.insertWidget(0, self._empty, 100, _CENTRE)
            self._empty.show()
        else:
            self._empty.hide()
            self._layout.removeWidget(self._empty)
            self._empty.setParent(None)

    def _mark(self) -> None:
        mark(self._views, self._branch, self._first, running=self._running)
        self._walk.choose()

    # -- where the view stands --------------------------------------------------------------------
    @property
    def at_end(self) -> bool:
        """The newest message has a widget."""
        return self._end == len(self._branch)

    def reveal(self, message_id: int) -> MessageView | None:
        """Show the message with this id; its widget, None where it is not on the branch."""
        places = (i for i, entry in enumerate(self._branch) if entry.message.id == message_id)
        index = next(places, None)
        if index is None:
            return None
        if not self._first <= index < self._end:
            end = min(len(self._branch), index + 1 + AROUND)
            self._begin_at(end, least=end - index)
        self._layout.activate()
        view = self._views[index - self._first]
        self._follow = False
        self._hold(view, -SPACE)
        return view

    def show_place(self, view: MessageView, top: int, height: int) -> None:
        """Scroll so that this part of a message shows."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        above = view.y() + top - bar.value()
        if above < 0 or above + height > room:
            self._hold(view, top - room // 3)

    def _hold(self, view: MessageView, offset: int) -> None:
        """Have what is `offset` pixels below its top at the top of the view, also while others come."""
        self._anchor = (view, offset)
        bar, wanted = self.verticalScrollBar(), view.y() + offset
        bar.setValue(wanted)
        if bar.value() < wanted:  # there is not room enough below it yet: that is not the end
            self._follow = False
        self._anchor = (view, offset)

    def scroll_to_bottom(self) -> None:
        """Go to the newest message and follow it."""
        if (
            len(self._views) > MOST or not self.at_end
        ):  # who goes back to the end does not need what was far above
            self._rebuild()
        self._follow = True
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _on_range(self, _minimum: int, maximum: int) -> None:
        bar = self.verticalScrollBar()
        # The column stays where it is when the bar comes and goes.
        self._layout.setContentsMargins(0, SPACE, 0 if maximum else SCROLL_BAR, GAP)
        if not self._branch:
            bar.setValue(0)  # an empty chat is read from its top
            self._follow = True
        elif self._follow:
            bar.setValue(maximum)
        elif self._anchor is not None and self._anchor[0] in self._views:
            view, offset = self._anchor  # whatever grew above it or below
            bar.setValue(view.y() + offset)
        self._place_down()

    def _on_scrolled(self, value: int) -> None:
        maximum = self.verticalScrollBar().maximum()
        self._follow = self.at_end and maximum - value <= _AT_BOTTOM
        first = next((view for view in self._views if view.y() + view.height() > value), None)
        self._anchor = (first, value - first.y()) if first is not None else None
        self._place_down()
        if value < self.viewport().height():
            self._show_older()
        if maximum - value < self.viewport().height() and not self.at_end and not self._fill_timer.isActive():
            self._wanted_end = min(len(self._branch), self._end + MORE)
            self._fill_timer.start()

    def _show_older(self) -> None:
        if self._first > 0 and not self._fill_timer.isActive():
            self._target = max(0, self._first - MORE)
            self._fill_timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._walk.take_key(event):
            super().keyPressEvent(event)

    def _place_down(self) -> None:
        below = self.verticalScrollBar().maximum() - self.verticalScrollBar().value()
        self._down.place(far=below > 200 or not self.at_end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self._column_width()
        self._empty.setFixedWidth(width)
        for view in self._views:
            view.set_width(width)
        self._place_down()

    def _column_width(self) -> int:
        return max(200, min(scaled(READING_WIDTH), self.width() - SCROLL_BAR - 2 * MARGIN))

    # -- words ----------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Conversation"))


_CENTRE = Qt.AlignmentFlag.AlignHCenter


def _common(old: Sequence[BranchMessage], new: Sequence[BranchMessage]) -> int:
    """How many messages both begin with."""
    count = 0
    for a, b in zip(old, new, strict=False):
        if a.message.id != b.message.id:
            break
        count += 1
    return count
