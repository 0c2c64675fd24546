"""Shows what `Notifier` holds: a stack of cards over the page, at its top right, the newest on top.

Owns the look of a notice and its place, which moves nothing. Must not add, sort or time notices.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import in_one_line
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.notify import Notice, Notifier
from llmdesk.ui.theme import GAP, HALF, SPACE, ColorName, Theme, set_kind
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import unbroken

WIDTH = 400
TOP = 52  # below the row of controls that most pages begin with
FADE_MS = 250
_ICONS: dict[str, tuple[str, ColorName]] = {
    "notice": ("info", "accent"),
    "question": ("info", "accent"),
    "error": ("warning", "danger"),
}


class Noticed(QWidget):
    """`page`, with the notices over it."""

    def __init__(self, page: QWidget, notify: Notifier, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = NoticeArea(notify, theme, self)  # before the page: so the Tab key goes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.area.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.area.place()


class NoticeArea(Retranslating, QScrollArea):
    """All notices of now, at the top right of its parent, which scroll where they are higher than it; hidden
    when there is none."""

    def __init__(self, notify: Notifier, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notify, self._theme = notify, theme
        self._cards: dict[int, _Card] = {}
        self._stack = _Stack()
        self._layout = QVBoxLayout(self._stack)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._stack)
        for back in (self._stack, self.viewport()):
            back.setAutoFillBackground(False)  # the page shows between the cards
        self._more = plain_label("stack_end")
        self._more.hide()
        self._layout.addWidget(self._more)
        self._stack.words_changed.connect(self.place)
        self.setAccessibleName(self.tr("Notices"))
        notify.changed.connect(self._refresh)
        theme.changed.connect(self._rebuild)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._on_focus)
        self._refresh()

    def _refresh(self) -> None:
        notices = {notice.id: notice for notice in self._notify.notices}
        for gone in [key for key in self._cards if key not in notices]:
            self._cards.pop(gone).leave(self._forget)
        for key, notice in notices.items():
            if key not in self._cards:
                is_newest = key > max(self._cards, default=0)
                self._cards[key] = card = _Card(notice, self._notify, self._theme, self._stack)
                self._layout.insertWidget(self._place_of(key), card)
                card.show()  # what is hidden takes no room
                self._order_keys()
                if is_newest:
                    self.verticalScrollBar().setValue(0)
        self._tell_waiting()
        self.place()

    def _place_of(self, key: int) -> int:
        """The newest stands on top; one that waited comes below those that came after it."""
        standing = (card for card in self._stack.findChildren(_Card) if self._layout.indexOf(card) >= 0)
        return sum(card.number > key for card in standing)

    def _tell_waiting(self) -> None:
        count = self._notify.waiting
        text = self.tr("{count} more when you close one").replace("{count}", str(count))
        self._more.setText(text if count else "")
        self._more.setVisible(count > 0)

    def _order_keys(self) -> None:
        """The Tab key goes down from the newest."""
        newest_first = (self._cards[key] for key in sorted(self._cards, reverse=True))
        buttons = [button for card in newest_first for button in card.findChildren(QAbstractButton)]
        for above, below in pairwise(buttons):
            QWidget.setTabOrder(above, below)

    def _on_focus(self) -> None:
        """Who has come to a notice by a key is reading it, too."""
        focus = QApplication.focusWidget()
        for card in self._cards.values():
            is_in = focus is not None and card.isAncestorOf(focus)
            card.be_read(focus=is_in)
            if focus is not None and is_in:
                self.ensureWidgetVisible(focus)

    def _forget(self, card: _Card) -> None:
        self._layout.removeWidget(card)
        card.hide()
        card.deleteLater()
        self.place()

    def _rebuild(self) -> None:
        for card in self.findChildren(_Card):
            card.be_read(mouse=False, focus=False)
            self._forget(card)
        self._cards = {}
        self._refresh()

    def place(self) -> None:
        """As wide as a card is, as high as all of them, and no higher than the page; its parent calls it with
        each new size."""
        page = self.parentWidget()
        is_empty = self._layout.count() == 1  # what tells of more, which is hidden
        self.setVisible(not is_empty)
        if page is None or is_empty:
            return
        width = min(scaled(WIDTH), page.width() - 2 * GAP)
        inner, room = width, page.height() - scaled(TOP) - GAP
        if self._layout.totalHeightForWidth(width) > room:
            inner -= self.verticalScrollBar().sizeHint().width()
        height = self._layout.totalHeightForWidth(inner)
        self.setGeometry(page.width() - GAP - width, scaled(TOP), width, max(0, min(height, room)))
        self._stack.resize(inner, height)
        self.raise_()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Notices"))
        self._rebuild()


class _Stack(QWidget):
    """What holds the cards. `words_changed`: the words of one take another room."""

    words_changed = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.words_changed.emit()
        return super().event(event)


class _Card(QWidget):
    """One notice: what happened, why, what to do, and the buttons for it."""

    def __init__(self, notice: Notice, notify: Notifier, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._notice, self._notify = notice, notify
        self._fades = notice.tone == "notice"
        self._has_mouse = self._has_focus = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, f"card_{notice.tone}")
        # A layout in a layout keeps its height for its width only with this policy.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        symbol = QLabel()
        symbol.setPixmap(theme.icon(*_ICONS[notice.tone]).pixmap(scaled(20), scaled(20)))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, SPACE + HALF, SPACE, SPACE + HALF)
        row.setSpacing(SPACE + HALF)
        row.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(), 1)
        row.addWidget(self._close_button(theme), 0, Qt.AlignmentFlag.AlignTop)
        announcement = QAccessibleAnnouncementEvent(parent, self.accessibleName())
        QAccessible.updateAccessibility(announcement)

    @property
    def number(self) -> int:
        """The later it came, the higher."""
        return self._notice.id

    def leave(self, then: Callable[[_Card], None]) -> None:
        """Go: what was only told fades, when its time has come."""
        if not self._fades or not self.isVisible():
            then(self)
            return
        self.setEnabled(False)
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        fading = QPropertyAnimation(effect, b"opacity", self)
        fading.setDuration(FADE_MS)
        fading.setStartValue(1.0)
        fading.setEndValue(0.0)
        fading.finished.connect(lambda: then(self))
        fading.start()

    def be_read(self, *, mouse: bool | None = None, focus: bool | None = None) -> None:
        """It does not go while the mouse or the focus is in it; None: as before."""
        was_read = self._has_mouse or self._has_focus
        self._has_mouse = self._has_mouse if mouse is None else mouse
        self._has_focus = self._has_focus if focus is None else focus
        is_read = self._has_mouse or self._has_focus
        if is_read and not was_read:
            self._notify.hold(self._notice.id)
        elif was_read and not is_read:
            self._notify.let_go(self._notice.id)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.be_read(mouse=True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.be_read(mouse=False)
        super().leaveEvent(event)

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(HALF)
        title, detail, hint = self._notice.texts
        self.setAccessibleName(in_one_line((title, detail, hint)))
        open_end = detail and hint and not detail.endswith((".", "!", "?", "。", "！", "？"))  # a path, say
        rest = f"{detail}  ·  {hint}" if open_end else in_one_line((detail, hint))
        for text, kind in ((title, "strong" if rest else ""), (rest, "")):
            if text:
                label = QLabel(unbroken(text), textFormat=Qt.TextFormat.PlainText, wordWrap=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setProperty("kind", kind)
                column.addWidget(label)
        offers = [offer for offer in (self._notice.action, self._undo()) if offer is not None]
        if offers:
            buttons = QHBoxLayout()
            buttons.setContentsMargins(0, HALF, 0, 0)
            buttons.setSpacing(SPACE)
            for offer in offers:
                buttons.addWidget(button := self._button(*offer))
                if offer[1] is self._notice.undo:
                    button.setToolTip(QKeySequence("Ctrl+Z").toString(QKeySequence.SequenceFormat.NativeText))
            buttons.addStretch(1)
            column.addLayout(buttons)
        return column

    def _undo(self) -> tuple[str, Callable[[], None]] | None:
        return None if self._notice.undo is None else (self.tr("Undo"), self._notice.undo)

    def _button(self, text: str, function: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda: self._act(function))
        return button

    def _close_button(self, theme: Theme) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon("close", "muted"))
        button.setToolTip(self.tr("Close notice"))
        button.setAccessibleName(self.tr("Close notice"))
        button.clicked.connect(lambda: self._act(lambda: None))
        return button

    def _act(self, function: Callable[[], None]) -> None:
        self._fades = False  # whoever pressed it sees at once that it counts
        self._notify.close(self._notice.id)
        function()
