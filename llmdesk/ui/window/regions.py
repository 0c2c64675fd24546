"""F6 and Shift+F6: from one region of the window to the next, each with the control that was used last.

Owns what a region is: the header, each pane of the page that shows, and what of the page lies in no pane.
Must not know what is in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from llmdesk.ui.widgets.panes import Panes

_MOST = 5_000  # widgets that are looked at


class Regions(QObject):
    """Works in `window` once it is made."""

    def __init__(self, window: QMainWindow, header: QWidget, pages: QStackedWidget) -> None:
        super().__init__(window)
        self._header, self._pages = header, pages
        self._last: dict[QWidget, QWidget] = {}  # the control used last, by its region
        for keys, way in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.activated.connect(lambda way=way: self.go(way))

    def go(self, way: int) -> None:
        """To the next region (1), or the one before (-1), that has something to use; around at the end."""
        regions = self.regions()
        focus = QApplication.focusWidget()
        areas = list(regions)
        here = _area_of(focus, areas)
        if here is not None and focus is not None:
            self._last[areas[here]] = focus
        for step in range(len(areas)):
            start = here + way if here is not None else 0
            area = areas[(start + way * step) % len(areas)]
            last = self._last.get(area)
            target = last if last is not None and _is_usable(last, area) else regions[area][0]
            if target is not focus:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def regions(self) -> dict[QWidget, list[QWidget]]:
        """Each region that has controls, and these in the order in which Tab reaches them."""
        page = self._pages.currentWidget()
        panes = list(_leaves(page)) if page is not None else []
        areas: list[QWidget] = [self._header, *([page] if page is not None else []), *panes]
        found: dict[QWidget, list[QWidget]] = {area: [] for area in areas}
        for control in _controls(self._header):
            # Panes lie in the page: the last area that holds a control is the one it belongs to.
            area = next((area for area in reversed(areas) if area.isAncestorOf(control)), None)
            if area is not None:
                found[area].append(control)
        return {area: controls for area, controls in found.items() if controls}


def _area_of(focus: QWidget | None, areas: list[QWidget]) -> int | None:
    """The area that has the focus, be it where Tab never comes, as the text of a label that was clicked.
    Panes lie in the page, so it is the last that holds it."""
    if focus is None:
        return None
    found = [number for number, area in enumerate(areas) if focus is area or area.isAncestorOf(focus)]
    return found[-1] if found else None


def _is_usable(last: QWidget, area: QWidget) -> bool:
    """Whether what was used last in this area can still have the focus."""
    return isValid(last) and area.isAncestorOf(last) and last.isVisible() and last.isEnabled()


def _leaves(page: QWidget) -> Iterator[QWidget]:
    """The panes that show and hold no other panes."""
    for panes in page.findChildren(Panes):
        if not panes.isVisible():
            continue
        for index in range(panes.count()):
            pane = panes.widget(index)
            if pane is not None and pane.isVisible() and not isinstance(pane, Panes) and not _has_panes(pane):
                yield pane


def _has_panes(pane: QWidget) -> bool:
    return any(inner.isVisible() for inner in pane.findChildren(Panes))


def _controls(inside: QWidget) -> Iterator[QWidget]:
    """What Tab reaches in the window, in its order."""
    first = inside.window()
    control = first.nextInFocusChain()
    for _ in range(_MOST):
        if control is None or control is first:
            return
        reachable = control.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reachable and control.isVisible() and control.isEnabled() and control.focusProxy() is None:
            yield control
        control = control.nextInFocusChain()
