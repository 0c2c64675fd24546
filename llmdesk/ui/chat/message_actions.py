"""The row under a message: copy, edit, regenerate, check, ⋯, ‹ 2/3 ›, continue, what it cost, and when.

Owns which of these show when (always for the last turn, else while the pointer or the keyboard is at the
message) and where: each has a place of its own, also while it is hidden. Must not do any of it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from llmdesk.store import BranchMessage
from llmdesk.tools.chat.answering import can_go_on
from llmdesk.ui.chat.messages.times import moment_of, time_of
from llmdesk.ui.look.sizes import fix_height
from llmdesk.ui.theme import HALF, Theme, set_kind

HEIGHT = 24  # the distance between two turns
_ICON = QSize(16, 16)
_COPIED_MS = 1500


class MessageActions(QWidget):
    """Buttons of one message; each signal is what was asked for."""

    copy_asked = Signal()
    regenerate_asked = Signal()
    check_asked = Signal()
    go_on_asked = Signal()
    edit_asked = Signal()
    step_asked = Signal(int)
    menu_asked = Signal(QWidget)  # the button below which it opens
    made = Signal()  # the buttons are there

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, at_right: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._at_right = theme, at_right
        self._entry: BranchMessage | None = None
        self._last = self._near = self._busy = self._unanswered = self._is_made = False
        self._follows_question = True
        fix_height(self, HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _make(self) -> None:
        """The buttons, when they are to show for the first time: of most messages they never are, and they
        are a third of what a message takes to make."""
        self._is_made = True
        self._go_on = self._button("resume")
        self._go_on.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._copy = self._button("copy")
        self._regenerate = self._button("regenerate")
        self._check = self._button("verify")
        self._edit = self._button("edit")
        self._more = self._button("more")
        self._previous = self._button("previous")
        self._next = self._button("next")
        self._place = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._figures = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._time = QLabel(textFormat=Qt.TextFormat.PlainText)
        for label in (self._place, self._figures, self._time):
            set_kind(label, "small")
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._copied.timeout.connect(self._tint)
        self._connect()
        self._arrange()
        self._tint()
        self.made.emit()

    def _button(self, icon: str) -> QToolButton:
        button = QToolButton()
        set_kind(button, "low")
        button.setProperty("icon_name", icon)
        button.setIconSize(_ICON)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _connect(self) -> None:
        self._copy.clicked.connect(self.copy_asked)
        self._copy.clicked.connect(self._show_copied)
        self._regenerate.clicked.connect(self.regenerate_asked)
        self._check.clicked.connect(self.check_asked)
        self._go_on.clicked.connect(self.go_on_asked)
        self._edit.clicked.connect(self.edit_asked)
        self._more.clicked.connect(lambda: self.menu_asked.emit(self._more))
        self._previous.clicked.connect(lambda: self.step_asked.emit(-1))
        self._next.clicked.connect(lambda: self.step_asked.emit(1))

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF // 2)
        fixed = [self._copy, self._edit, self._regenerate, self._check, self._more]
        versions = [self._previous, self._place, self._next]
        if self._at_right:
            fixed = [self._copy, self._edit, self._more]
            row.addStretch(1)
            row.addWidget(self._time)
            row.addSpacing(HALF)
            loose: list[QWidget] = [self._regenerate, *versions]
            order = [*loose, *fixed]
        else:
            order = [*fixed, *versions, self._go_on]
        for widget in order:
            row.addWidget(widget)
        if not self._at_right:
            row.addStretch(1)
            row.addWidget(self._figures)
            row.addSpacing(HALF)
            row.addWidget(self._time)
        for widget in (*fixed, self._time):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)

    # -- state ----------------------------------------------------------------------------------
    def set_entry(self, entry: BranchMessage) -> None:
        self._entry = entry
        self._update()

    def set_last(self, last: bool, unanswered: bool = False, follows_question: bool = True) -> None:
        """Whether the message is of the last turn; `unanswered`: it is the last, and nobody answers now;
        `follows_question`: an answer whose question stands before it."""
        self._last, self._unanswered, self._follows_question = last, unanswered, follows_question
        self._update()

    def set_near(self, near: bool) -> None:
        """Whether the pointer or the keyboard is at the message."""
        self._near = near
        self._update()

    def set_busy(self, busy: bool) -> None:
        """Whether this message is being written."""
        self._busy = busy
        self._update()

    def _update(self) -> None:
        if self._entry is None:
            return
        from_user = self._entry.message.role == "user"
        show = (self._last or self._near) and not self._busy
        if not self._is_made:
            if not (show or self._near):
                return
            self._make()
        self._previous.setEnabled(self._entry.version > 1)
        self._next.setEnabled(self._entry.version < self._entry.versions)
        # A question's copy button waits for the pointer, so that the answer's is the one that shows.
        has_text = bool(self._entry.message.content.strip())
        again = self._unanswered if from_user else self._follows_question
        self._copy.setVisible(show and has_text and (self._near or not from_user))
        self._edit.setVisible(show and (from_user or has_text))
        self._regenerate.setVisible(show and again)
        self._check.setVisible(show and not from_user and has_text)
        self._more.setVisible(show and (self._near or not from_user))
        can_go_on_now = self._follows_question and can_go_on(self._entry.message)
        self._go_on.setVisible(show and self._unanswered and can_go_on_now)
        for widget in (self._previous, self._place, self._next):
            widget.setVisible(show and self._entry.versions > 1)
        self._figures.setVisible(show and not from_user)
        self._time.setVisible(self._near)
        self._retranslate()

    def open_menu(self) -> bool:
        """The menu behind ⋯, where it can be opened."""
        can_open = self._is_made and not self._more.isHidden()
        if can_open:
            self._more.click()
        return can_open

    # -- words and colours ------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._is_made:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        """What is hidden has no words: assistive technology would read them all the same."""
        for button, name in (
            (self._go_on, self.tr("Continue")),
            (self._copy, self.tr("Copy message")),
            (self._regenerate, self.tr("Regenerate")),
            (self._check, self.tr("Check this answer")),
            (self._edit, self.tr("Edit message")),
            (self._more, self.tr("More actions")),
            (self._previous, self.tr("Previous version")),
            (self._next, self.tr("Next version")),
        ):
            button.setAccessibleName("" if button.isHidden() else name)
            button.setToolTip(name)
        self._go_on.setText(self.tr("Continue"))
        self._go_on.setToolTip(self.tr("Continue from where the answer ends (Ctrl+Shift+Enter)"))
        self._place.setText("" if self._place.isHidden() else self._place_text())
        self._figures.setText("" if self._figures.isHidden() else self._figures_text())
        created = self._entry.message.created if self._entry is not None else 0.0
        self._time.setText("" if self._time.isHidden() else time_of(created, self.locale()))
        self._time.setToolTip(moment_of(created, self.locale()))
        words = time_of(created, self.locale())
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance(words))

    def _place_text(self) -> str:
        return f"{self._entry.version}/{self._entry.versions}" if self._entry else ""

    def _figures_text(self) -> str:
        """Like "41 tokens · 132 tokens/s"; "" where nothing was counted."""
        detail = self._entry.message.detail if self._entry else {}
        tokens, speed = detail.get("completion_tokens"), detail.get("tokens_per_s")
        if not isinstance(tokens, int) or not 0 <= tokens < 1 << 53:
            return ""
        text = self.tr("{count} tokens").replace("{count}", self.locale().toString(tokens))
        if isinstance(speed, int | float) and speed > 0:
            figure = f"{speed:.0f}" if speed >= 10 else f"{speed:.1f}"
            text += " · " + self.tr("{speed} tokens/s").replace("{speed}", figure)
        return text

    def _tint(self) -> None:
        for button in (
            self._go_on, self._copy, self._regenerate, self._check, self._edit, self._more,
            self._previous, self._next,
        ):  # fmt: skip
            button.setIcon(self._theme.icon(button.property("icon_name"), "muted"))

    def _show_copied(self) -> None:
        self._copy.setIcon(self._theme.icon("check", "accent"))
        self._copied.start()
