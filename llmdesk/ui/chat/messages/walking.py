"""From message to message with the arrow keys, while the transcript or a message has the focus.

Owns which message the Tab key comes to (one of them: the last that one was at, else the newest) and where the
view goes: through a message that is taller than the view first. Must not know what a message says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ARROWS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_SCROLL = 0.4  # of the height of the view, through a tall message
_NEAR = 4  # pixels
_NO_FOCUS = Qt.FocusPolicy.NoFocus


class Walk(QObject):
    """`views()`: the messages, oldest first; `more()`: older ones are wanted."""

    def __init__(
        self, area: QScrollArea, views: Callable[[], Sequence[QWidget]], more: Callable[[], object]
    ) -> None:
        super().__init__(area)
        self._area, self._views, self._more = area, views, more
        self._at: QWidget | None = None

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether it was an arrow key, and something was done with it."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if not step or event.modifiers() not in _ARROWS or not self._views():
            return False
        self._go(step)
        return True

    def choose(self) -> None:
        """The messages have changed: the Tab key comes to the one where one was, else to the newest."""
        views = self._views()
        if views and self._at not in views:
            self.reach(views[-1])

    def reach(self, view: QWidget) -> None:
        """The keyboard is at this message."""
        if self._at is not view:
            if self._at is not None and self._at in self._views():
                self._at.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._at = view
            view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _go(self, step: int) -> None:
        views = self._views()
        focus = QApplication.focusWidget()
        inside = (n for n, view in enumerate(views) if view is focus or (focus and view.isAncestorOf(focus)))
        at = next(inside, None)
        if at is None:
            self._focus(self._first_to_reach(), step)
        elif not self._scroll_through(views[at], step):
            if 0 <= at + step < len(views):
                self._focus(views[at + step], step)
            if step < 0 and at <= 2:
                self._more()

    def _first_to_reach(self) -> QWidget:
        """The lowest message that shows: one reads a chat from its end."""
        bar = self._area.verticalScrollBar()
        bottom = bar.value() + self._area.viewport().height()
        shown = [view for view in self._views() if view.y() < bottom - _NEAR]
        return shown[-1] if shown else self._views()[-1]

    def _scroll_through(self, view: QWidget, step: int) -> bool:
        """Whether there was more of this message in that direction."""
        bar, height = self._area.verticalScrollBar(), self._area.viewport().height()
        hidden = bar.value() - view.y() if step < 0 else view.y() + view.height() - bar.value() - height
        if view.height() <= height or hidden <= _NEAR:
            return False
        bar.setValue(bar.value() + step * min(hidden, max(1, int(height * _SCROLL))))
        return True

    def _focus(self, view: QWidget, step: int) -> None:
        view.setFocus(Qt.FocusReason.TabFocusReason)
        bar, height = self._area.verticalScrollBar(), self._area.viewport().height()
        top, bottom = view.y(), view.y() + view.height()
        if view.height() > height:
            bar.setValue(top if step > 0 else bottom - height)
        elif top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + height:
            bar.setValue(bottom - height)


def tab_after(before: QWidget, view: QWidget) -> None:
    """The Tab key comes to `view` and what is in it after it was in `before`."""
    inside = [w for w in (before, *before.findChildren(QWidget)) if w.focusPolicy() != _NO_FOCUS]
    last = inside[-1] if inside and not isinstance(before, QScrollArea) else before
    for widget in (view, *view.findChildren(QWidget)):
        if widget.focusPolicy() != _NO_FOCUS:
            QWidget.setTabOrder(last, widget)
            last = widget


def tab_before(view: QWidget, following: QWidget) -> None:
    """The Tab key comes to `view` and what is in it before it comes to `following`."""
    before = following.previousInFocusChain()
    while before is not None and before.focusPolicy() == _NO_FOCUS:
        before = before.previousInFocusChain()
    for widget in (view, *view.findChildren(QWidget)):
        if before is not None and widget.focusPolicy() != _NO_FOCUS:
            QWidget.setTabOrder(before, widget)
            before = widget
