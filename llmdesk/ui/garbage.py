"""Python's garbage collector, kept to the GUI thread and out of the way of a streaming answer.

Owns when cycles are collected. Left to itself Python does it in whichever thread allocates: a Qt
object that died with a cycle was then deleted in a worker's thread, its timers stayed behind, and
the window crashed. And a full collection walked every object of the start (25 ms and more).

A collection walks every object that it is about (about 0.1 µs each), and no thread does anything meanwhile:
while a text was checked, what the check held made gaps of 100 to 160 ms. So new objects are walked often,
a few at a time, and older ones when there are not too many.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 200
_MANY = 2_000  # new objects that are worth walking before the older ones' turn
_OLDER = 10  # every so many times those that stayed
_FULL = 30  # and every so many of these times all but what the start has built
_MOST = 300_000  # blocks of memory since; with more, a job is at work, and its end is waited for
_PUT_OFF = 300  # times at the most


class GarbageCollection(QObject):
    """Takes over from Python's own until `close`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks = self._times = self._put_off = 0
        self._since_start = self._since_older = sys.getallocatedblocks()
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        self._ticks += 1
        is_turn_of_older = self._ticks % _OLDER == 0
        if is_turn_of_older or gc.get_count()[0] > _MANY:
            gc.collect(0)
        if is_turn_of_older:
            self._collect_older()

    def _collect_older(self) -> None:
        is_full = self._times % _FULL == _FULL - 1
        before = self._since_start if is_full else self._since_older
        if self._times and sys.getallocatedblocks() - before > _MOST and self._put_off < _PUT_OFF:
            self._put_off += 1
            return
        self._times += 1
        self._put_off = 0
        gc.collect(2 if is_full else 1)
        self._since_older = sys.getallocatedblocks()
        if self._times == 1:
            gc.freeze()  # what the start has built lives to the end
            self._since_start = self._since_older

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
