"""Distances that grow with the text size: widths and heights that a layout cannot find by itself.

Owns how large the window is drawn now, and that what was made before it changed follows. Widgets state
their sizes as they are at 100 %. Must not choose the text size: `theme.Theme` does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

TEXT_SIZES: Final = (80, 90, 100, 110, 125, 150, 175, 200)  # percent
LEAST_TEXT_SIZE: Final = TEXT_SIZES[0]
MOST_TEXT_SIZE: Final = TEXT_SIZES[-1]
_ZOOM = "llmdesk_text_size"
_SIZE = "size_of_"  # and what is set, in the names of the properties that keep a widget's sizes
_SET: dict[str, Callable[[QWidget, int], None]] = {
    "width": lambda widget, size: widget.setFixedWidth(size),
    "height": lambda widget, size: widget.setFixedHeight(size),
    "least_width": lambda widget, size: widget.setMinimumWidth(size),
    "least_height": lambda widget, size: widget.setMinimumHeight(size),
    "most_width": lambda widget, size: widget.setMaximumWidth(size),
    "most_height": lambda widget, size: widget.setMaximumHeight(size),
    "icon": lambda widget, size: _set_icon(widget, size),
}


def text_size() -> int:
    """The text size of now, in percent."""
    app = QApplication.instance()
    size = app.property(_ZOOM) if app is not None else None
    return size if isinstance(size, int) else 100


def scaled(pixels: float) -> int:
    """A distance that is `pixels` at 100 %, as large as the text is now."""
    return round(pixels * text_size() / 100)


def next_size(now: int, step: int) -> int:
    """The text size above (`step` 1) or below (-1) `now`; the last one stays."""
    sizes = [size for size in TEXT_SIZES if (size > now if step > 0 else size < now)]
    if not sizes:
        return now
    return min(sizes) if step > 0 else max(sizes)


def fix_width(widget: QWidget, pixels: int) -> None:
    """Exactly so wide, at 100 %; so are the others."""
    _keep(widget, "width", pixels)


def fix_height(widget: QWidget, pixels: int) -> None:
    _keep(widget, "height", pixels)


def least_width(widget: QWidget, pixels: int) -> None:
    _keep(widget, "least_width", pixels)


def least_height(widget: QWidget, pixels: int) -> None:
    _keep(widget, "least_height", pixels)


def most_width(widget: QWidget, pixels: int) -> None:
    _keep(widget, "most_width", pixels)


def most_height(widget: QWidget, pixels: int) -> None:
    _keep(widget, "most_height", pixels)


def icon_size(button: QAbstractButton, pixels: int) -> None:
    """The picture of a button, as wide as high."""
    _keep(button, "icon", pixels)


def set_text_size(app: QApplication, percent: int) -> None:
    """From now on everything is drawn at `percent`; what is there takes its sizes anew with `take_sizes`."""
    app.setProperty(_ZOOM, percent)


def take_sizes(widget: QWidget) -> None:
    """The sizes that were stated for this widget, as large as the text is now."""
    for name in widget.dynamicPropertyNames():
        kept = bytes(name.data()).decode("ascii", "replace")
        if kept.startswith(_SIZE):
            _SET[kept.removeprefix(_SIZE)](widget, scaled(widget.property(kept)))


def _keep(widget: QWidget, what: str, pixels: int) -> None:
    widget.setProperty(_SIZE + what, pixels)
    _SET[what](widget, scaled(pixels))


def _set_icon(widget: QWidget, size: int) -> None:
    if isinstance(widget, QAbstractButton):
        widget.setIconSize(QSize(size, size))
