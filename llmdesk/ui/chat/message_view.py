"""One message of the transcript: who, what, and what one can do with it.

Owns the look of a question and of an answer, also while it is being written. Must not know the
conversation around it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QDate, QEvent, QObject, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from llmdesk.engine.types import Written
from llmdesk.errors import in_one_line
from llmdesk.store import BranchMessage
from llmdesk.tools.chat import thoughts
from llmdesk.tools.chat.answering import dropped_messages, error_of
from llmdesk.tools.chat.attaching.grounds import Quoted, grounds_of
from llmdesk.tools.chat.everything.found import found_of
from llmdesk.tools.chat.sending import LeftOut
from llmdesk.ui.chat.attaching.attached_line import AttachedLine
from llmdesk.ui.chat.attaching.grounds_view import GroundsView, searched_words
from llmdesk.ui.chat.attaching.sentence_marks import mark_sentences
from llmdesk.ui.chat.everything.found_view import FoundView
from llmdesk.ui.chat.message_actions import MessageActions
from llmdesk.ui.chat.messages.bubble import Bubble
from llmdesk.ui.chat.messages.times import DayLine, time_of
from llmdesk.ui.chat.seen_divider import SeenDivider
from llmdesk.ui.chat.thoughts import Thoughts
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.markdown_view import MarkdownView
from llmdesk.ui.words import counted

MIN_WAIT_S = 0.1  # between two renderings of a message that is being written
_REST = 20  # and at least this times what the last one took
_MOST_NEW = 1_500  # characters that one rendering adds to a message that is being written
_EDGE = SPACE  # beside the text, for the bar that marks the focus
_BY_POINTER = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
_MARK_MS = 30
_SPOKEN = 300  # characters of a message that are read aloud when it gets the focus


class MessageView(Retranslating, QWidget):
    """`set_entry` shows a stored message, `set_written` what has come of one that is being written."""

    regenerate_asked = Signal(int)
    check_asked = Signal(int)
    go_on_asked = Signal(int)
    edit_asked = Signal(int)
    step_asked = Signal(int, int)
    menu_asked = Signal(int, QWidget)  # below which button
    grounds_check_asked = Signal(int)
    grounds_cancel_asked = Signal(int)
    source_asked = Signal(int, int)  # which of the passages below the answer
    attachment_asked = Signal(int, int)  # which of what came with the question
    found_asked = Signal(str)  # what is to be done with all rows (`FoundView.asked`)
    reached = Signal(QWidget)  # itself: the keyboard has come to it
    link_clicked = Signal(QUrl)

    def __init__(self, theme: Theme, entry: BranchMessage, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._width = theme, width
        self.entry = entry
        self._hovered = self._by_keys = False
        self._pending: tuple[Written, bool] | None = None
        self._rendered = 0  # characters of the text
        self._begun, self._begun_cpu, self._next_rendering = 0.0, 0.0, 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._render)
        self._painted = QTimer(self, singleShot=True, interval=0)
        self._painted.timeout.connect(self._on_painted)
        self._focus_moved = QTimer(self, singleShot=True, interval=0)
        self._focus_moved.timeout.connect(self._update_near)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._who = self._label("small")
        self._note = self._label("small")
        self._dropped = self._label("small")
        self._thoughts: Thoughts | None = None  # of few messages
        self._divider: SeenDivider | None = None  # of one
        self._day: DayLine | None = None  # of few
        self._grounds: GroundsView | None = None  # of answers from documents
        self._found: FoundView | None = None  # of answers for which all documents were read
        self._checking: tuple[int, int] | None = None
        self._chips: AttachedLine | None = None  # of questions with documents
        self._marking = QTimer(self, singleShot=True, interval=_MARK_MS)
        self._marking.timeout.connect(self._mark_sentences)
        self._progress = ""
        self._bubble: Bubble | None = None
        self._body = self._question() if entry.message.role == "user" else self._answer()
        self._actions = MessageActions(theme, at_right=self._bubble is not None)
        self._actions.copy_asked.connect(self._copy)
        self._actions.regenerate_asked.connect(lambda: self.regenerate_asked.emit(self.entry.message.id))
        self._actions.go_on_asked.connect(lambda: self.go_on_asked.emit(self.entry.message.id))
        self._actions.check_asked.connect(lambda: self.check_asked.emit(self.entry.message.id))
        self._actions.edit_asked.connect(lambda: self.edit_asked.emit(self.entry.message.id))
        self._actions.menu_asked.connect(lambda at: self.menu_asked.emit(self.entry.message.id, at))
        self._actions.step_asked.connect(lambda step: self.step_asked.emit(self.entry.message.id, step))
        self._actions.made.connect(self._on_actions)
        self._arrange()
        self.set_entry(entry)

    def _label(self, kind: str) -> QLabel:
        label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        set_kind(label, kind)
        return label

    def _arrange(self) -> None:
        self._layout = layout = QVBoxLayout(self)
        # Between turns is the row of actions, which keeps its place: 24 pixels, and nothing more.
        layout.setContentsMargins(_EDGE, 0, _EDGE, 0)
        layout.setSpacing(0)
        for above in (self._who, self._dropped):
            above.setContentsMargins(0, 0, 0, HALF)
        self._note.setContentsMargins(0, HALF, 0, 0)
        for widget in (self._who, self._dropped, self._body, self._note, self._actions):
            layout.addWidget(widget)
        if self._bubble is not None:
            layout.setAlignment(self._bubble, Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(self._width + 2 * _EDGE)

    def _on_actions(self) -> None:
        """The Tab key comes to the buttons after all else of the message, however late they are made."""
        for child in self._actions.findChildren(QWidget):
            child.installEventFilter(self)
        inside = [self, *self.findChildren(QWidget)]
        reached = [widget for widget in inside if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]
        for before, after in pairwise(reached):
            QWidget.setTabOrder(before, after)

    # -- the text -------------------------------------------------------------------------------
    def _question(self) -> QWidget:
        self._bubble = Bubble(self._theme, self.entry.message.content, self._width)
        return self._bubble

    def _answer(self) -> QWidget:
        self._markdown = MarkdownView(self._theme, self._width)
        self._markdown.link_clicked.connect(self.link_clicked)
        return self._markdown

    def set_width(self, width: int) -> None:
        """Lay the message out at `width` pixels."""
        if width == self._width:
            return
        self._width = width
        self.setFixedWidth(width + 2 * _EDGE)
        if self._bubble is not None:
            self._bubble.set_width(width)
        else:
            self._markdown.set_width(width)

    def set_entry(self, entry: BranchMessage) -> None:
        """Show `entry`: the same message as before, perhaps finished since."""
        self.entry = entry
        message = entry.message
        self._actions.set_entry(entry)
        self._actions.set_busy(message.state == "streaming")
        self._show_attached()
        if message.role == "assistant":
            self._pending = (thoughts.written(message), message.state != "streaming")
            self._timer.stop()
            self._render()
            self._show_grounds()
            self._show_found()
        self._retranslate()

    # -- documents ------------------------------------------------------------------------------
    def _show_attached(self) -> None:
        """What came with the question, below it."""
        attachments = self.entry.message.attachments
        if self._chips is None and attachments:
            self._chips = AttachedLine(self._theme, attachments)
            self._chips.chosen.connect(lambda at: self.attachment_asked.emit(self.entry.message.id, at))
            self._layout.insertWidget(self._layout.indexOf(self._note), self._chips)

    def show_file_states(self, states: Mapping[str, str]) -> None:
        """How the files that came with the question stand now, by the hashes of their texts."""
        if self._chips is not None:
            self._chips.show_states(states)

    def _show_grounds(self) -> None:
        """What the answer rests on, below it."""
        grounds = grounds_of(self.entry.message) if self.entry.message.state != "streaming" else None
        if grounds is None or not (grounds.due or grounds.checked or grounds.passages or grounds.nothing):
            return
        if self._grounds is None:
            self._grounds = view = GroundsView(self._theme)
            message_id = self.entry.message.id
            view.source_asked.connect(lambda at: self.source_asked.emit(message_id, at))
            view.check_asked.connect(lambda: self.grounds_check_asked.emit(message_id))
            view.cancel_asked.connect(lambda: self.grounds_cancel_asked.emit(message_id))
            self._layout.insertWidget(self._layout.indexOf(self._actions), view)
        self._grounds.show_grounds(grounds)
        self._grounds.show_progress(self._checking)
        if grounds.unsupported:
            self._marking.start()

    def _show_found(self) -> None:
        """What was found in all documents, below the answer."""
        found = found_of(self.entry.message)
        if found is None:
            return
        if self._found is None:
            self._found = view = FoundView(self._theme)
            message_id = self.entry.message.id
            view.source_asked.connect(lambda at: self.source_asked.emit(message_id, at))
            view.asked.connect(self.found_asked)
            self._layout.insertWidget(self._layout.indexOf(self._actions), view)
        self._found.show_found(found, reading=self.entry.message.state == "streaming")

    def show_check(self, progress: tuple[int, int] | None) -> None:
        """How far the answer is checked; None: nobody checks it now."""
        self._checking = progress
        if self._grounds is not None:
            self._grounds.show_progress(progress)

    @property
    def sources(self) -> tuple[Quoted, ...]:
        """The passages that are listed below the answer."""
        if self._found is not None:
            return self._found.places
        return self._grounds.places if self._grounds is not None else ()

    def _mark_sentences(self) -> None:
        """When all of the answer is laid out."""
        grounds = grounds_of(self.entry.message)
        if grounds is None:
            return
        if self._markdown.is_complete:
            mark_sentences(self._markdown, [each.text for each in grounds.unsupported], self._theme)
        else:
            self._marking.start()

    def set_last(self, last: bool, unanswered: bool, follows_question: bool = True) -> None:
        """Whether the message is of the last turn; `unanswered`: a question nobody answers now;
        `follows_question`: it can be answered again."""
        self._actions.set_last(last, unanswered, follows_question)

    def set_written(self, written: Written) -> None:
        """Show what has come so far, soon: not more often than rendering allows."""
        self._pending = (written, False)
        self._plan()

    def _plan(self) -> None:
        """Render what waits, when it is time."""
        if not (self._timer.isActive() or self._painted.isActive()):
            wait = self._next_rendering - time.perf_counter()
            self._timer.start(max(0, int(wait * 1000)))

    def _render(self) -> None:
        if self._pending is None or self.entry.message.role == "user":
            return
        self._begun, self._begun_cpu = time.perf_counter(), time.thread_time()
        (written, final), self._pending = self._pending, None
        text = written.text
        self._show_thoughts(written.thoughts, thinking=not (text or final))
        end = self._rendered + _MOST_NEW
        if self._rendered and not final and end < len(text):  # a fast model: in portions
            self._pending = (written, final)
            text = text[:end]
        self._rendered = len(text)
        self._markdown.set_source(text, final)
        self._markdown.setVisible(bool(text.strip()))
        if text and not final:
            self._show_note(self._progress)
        self._painted.start()

    def _show_thoughts(self, thoughts: str, *, thinking: bool) -> None:
        if self._thoughts is None and thoughts:
            self._thoughts = Thoughts(self._theme)
            self._layout.insertWidget(self._layout.indexOf(self._body), self._thoughts)
        if self._thoughts is not None:
            self._thoughts.show_thoughts(thoughts, thinking=thinking)

    def _on_painted(self) -> None:
        """The text stands on the screen: rest, by the time that this thread has worked for it."""
        took = time.thread_time() - self._begun_cpu
        self._next_rendering = self._begun + max(MIN_WAIT_S, took * (_REST + 1))
        if self._pending is not None:
            self._plan()

    # -- words ----------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        message = self.entry.message
        name = self.tr("You") if message.role == "user" else message.model or self.tr("Answer")
        if message.detail.get("edited") is True:
            name = self.tr("{model} · edited by you").replace("{model}", name)
        self._who.setText("" if message.role == "user" else name)
        self._who.setVisible(message.role != "user")
        at = time_of(message.created, self.locale())
        self.setAccessibleName(f"{name}, {at}" if at else name)
        said = thoughts.written(message).text if message.state != "streaming" else ""
        grounds = grounds_of(message) if message.state != "streaming" else None
        searched = searched_words(grounds) if grounds is not None else ""
        self.setAccessibleDescription("\n".join(filter(None, (said[:_SPOKEN], searched))))
        self._who.setToolTip(searched)
        self._body.setAccessibleName("")
        count = dropped_messages(message)
        one = self.tr("1 earlier message did not fit and was not sent.")
        several = self.tr("{count} earlier messages did not fit and were not sent.")
        self._dropped.setText(counted(one, several, count) if count else "")
        self._dropped.setVisible(count > 0)
        self._show_note(self._note_text())

    def show_progress(self, text: str) -> None:
        """What happens before the next word comes, such as the loading of the model."""
        message = self.entry.message
        self._progress = text
        if message.role == "user" or message.state == "streaming":
            self._show_note(text or self._note_text())

    def show_left_out(self, left_out: LeftOut | None) -> None:
        """Draw the line between what the model no longer sees and this message, or none."""
        if left_out is None:
            if self._divider is not None:
                self._layout.removeWidget(self._divider)
                self._divider.hide()
                self._divider.deleteLater()
                self._divider = None
        elif self._divider is None:
            self._divider = SeenDivider(left_out)
            self._layout.insertWidget(0, self._divider)
        else:
            self._divider.show_left_out(left_out)

    def show_day(self, day: QDate | None) -> None:
        """Say above the message on which day it was written, or do not."""
        if self._day is not None and day is None:
            self._layout.removeWidget(self._day)
            self._day.hide()
            self._day.deleteLater()
            self._day = None
        elif self._day is not None and day is not None:
            self._day.show_day(day)
        elif day is not None:
            self._day = DayLine(day)
            self._layout.insertWidget(0, self._day)

    def _show_note(self, text: str) -> None:
        if text != self._note.text():
            self._note.setText(text)
        self._note.setVisible(bool(text))

    def _note_text(self) -> str:
        """Why an answer is not whole, in a quiet line; "" when it is."""
        message = self.entry.message
        reason = message.detail.get("finish_reason")
        if message.role == "user":
            return ""
        if message.state == "streaming":
            return "…" if self._markdown.isHidden() else ""
        if message.state == "failed":
            error = error_of(message)
            title = error.render(translate_core)[0] if error else self.tr("This answer failed.")
            kept = (
                self.tr("The text written so far is kept.")
                if message.content.strip() or message.thoughts
                else ""
            )
            return in_one_line((title, kept))
        if message.state == "stopped":
            if reason == "interrupted":
                return self.tr("Interrupted when llmdesk closed. The text written so far is kept.")
            if reason == "context":
                return self.tr(
                    "The context is full, so the answer stops here. Everything is kept; "
                    "Continue picks up where it ends."
                )
            return self.tr("Stopped.")
        if reason == "length":
            return self.tr("The answer was cut off here because it reached the length limit.")
        return ""

    # -- what one does --------------------------------------------------------------------------
    def _copy(self) -> None:
        """A question as it was typed, an answer without the thoughts before it."""
        QGuiApplication.clipboard().setText(thoughts.written(self.entry.message).text)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self._update_near()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self._update_near()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._focus_moved.start()
            self.update()
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._by_keys = event.reason() not in _BY_POINTER
            self.reached.emit(self)
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A click beside the text, or the menu key on the message."""
        if self._actions.open_menu():
            event.accept()
        else:
            super().contextMenuEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._focus_moved.start()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar beside the message at which the keyboard is; who clicked knows where."""
        if self.hasFocus() and self._by_keys:
            painter = QPainter(self)
            painter.fillRect(QRect(0, 0, 2, self.height()), self._theme.color("focus"))

    def _update_near(self) -> None:
        focus = self.window().focusWidget()
        has_focus = focus is not None and (focus is self or self.isAncestorOf(focus))
        self._actions.set_near(self._hovered or (has_focus and focus.isActiveWindow()))
