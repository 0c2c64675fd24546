"""Python's garbage collector, kept to the GUI thread and out of the way of a streaming answer.

Owns when cycles are collected. Left to itself Python does it in whichever thread allocates: a Qt
object that died with a cycle was then deleted in a worker's thread, its timers stayed behind, and
the window crashed. And a full collection walked every object of the start (25 ms and more).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 2000
_FULL = 30  # every so many times the old objects too


class GarbageCollection(QObject):
    """Takes over from Python's own until `close`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times = 0
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        self._times += 1
        gc.collect(1 if self._times % _FULL else 2)
        if self._times == 1:
            gc.freeze()  # what the start has built lives to the end

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
