"""Taking a style sheet off the widgets and putting another on, a few milliseconds at a time.

Owns which widgets wear none now. Must not know colours or sheets: `theme.Theme` puts the sheet in its place
between the two, when Qt has nothing left to do for any widget; at once, Qt takes a sixth of a millisecond
for each of the 2,000 widgets of a window with all its tabs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from llmdesk.ui.look.sizes import take_sizes

_SLICE_S = 0.008  # half a frame
_POLISHED, _HAS_STYLE = Qt.WidgetAttribute.WA_WState_Polished, Qt.WidgetAttribute.WA_SetStyle


class Wardrobe:
    """The widgets of the application that were styled, and wait for the next sheet."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._bare: dict[QWidget, None] = {}  # in their order

    def undress(self) -> Iterator[None]:
        """Take the sheet off all widgets that have it; yields between slices."""

        def take_off(widget: QWidget) -> None:
            if widget.testAttribute(_POLISHED) and not widget.testAttribute(_HAS_STYLE):
                self._app.style().unpolish(widget)  # that of now: one may have come between two slices
                # Qt passes over what is not polished, and does not tell what has a style of its own.
                widget.setAttribute(_POLISHED, False)
                widget.setAttribute(_HAS_STYLE, True)
                self._bare[widget] = None

        return _in_slices(self._app.allWidgets(), take_off)

    def dress(self) -> Iterator[None]:
        """Put the sheet that the application has now on those without one; yields between slices."""

        def put_on(widget: QWidget) -> None:
            widget.setAttribute(_HAS_STYLE, False)
            widget.setAttribute(_POLISHED, True)
            self._app.style().polish(widget)
            QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
            widget.update()
            self._bare.pop(widget, None)

        self._bare = {widget: None for widget in self._bare if isValid(widget)}
        return _in_slices(list(self._bare), put_on)

    def resize(self) -> Iterator[None]:
        """Have all widgets take the sizes that were stated for them, as large as the text is now."""
        return _in_slices(self._app.allWidgets(), take_sizes)


def _in_slices(widgets: Sequence[QWidget], work: Callable[[QWidget], None]) -> Iterator[None]:
    began = time.perf_counter()
    for widget in widgets:
        if time.perf_counter() - began > _SLICE_S:
            yield
            began = time.perf_counter()
        if isValid(widget):  # it may be gone since
            work(widget)
