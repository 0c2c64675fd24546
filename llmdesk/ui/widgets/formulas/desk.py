"""Has formulas laid out beside the window, and keeps those that were.

Owns one thread, which waits for the process that lays out (`tools/formulas`), and a bounded memory of its
results. There is one for each theme, which what shows messages shares. Must not know documents.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from llmdesk.tools.formulas import Formula, may_be_laid_out
from llmdesk.ui.widgets.formulas.drawing import Drawing

if TYPE_CHECKING:
    from llmdesk.tools.formulas.typesetter import Typesetter

_log = logging.getLogger(__name__)

_MOST_KEPT = 2_000
_MOST_BYTES = 16 << 20  # of outlines
_TELL_MS = 40  # results are told together
_IDLE_S = 60.0  # then the process ends

Key = tuple[str, bool]  # a formula without its delimiters, and whether it stands on a line of its own


class FormulaDesk(QObject):
    """`drawing` at once, or None and `ready` later. GUI thread."""

    ready = Signal()
    _laid_out = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Key, Drawing | None] = OrderedDict()
        self._bytes = 0
        self._asked: set[Key] = set()
        self._queue: queue.SimpleQueue[Key | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._tell = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._tell.timeout.connect(self.ready)
        self._laid_out.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(partial(self._queue.put, None))

    def drawing(self, key: Key) -> Drawing | None:
        """How `key` looks; None: not known yet (`is_known` is False), or it stands as it is written."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if not may_be_laid_out(key[0]):
            return None
        if key not in self._asked:
            self._asked.add(key)
            self._queue.put(key)
            self._start()
        return None

    def waits_for(self, key: Key) -> bool:
        """Whether `key` is being laid out."""
        return key in self._asked

    def _start(self) -> None:
        if self._thread is None:
            work = partial(_work, self._queue, self._laid_out)
            self._thread = threading.Thread(target=work, name="formulas", daemon=True)
            self._thread.start()

    def _keep(self, key: Key, formula: Formula | None) -> None:
        self._asked.discard(key)
        self._kept[key] = None if formula is None else Drawing(formula)
        self._bytes += _size(self._kept[key])
        while len(self._kept) > _MOST_KEPT or self._bytes > _MOST_BYTES:
            self._bytes -= _size(self._kept.popitem(last=False)[1])
        if not self._tell.isActive():
            self._tell.start()


def desk_of(theme: QObject) -> FormulaDesk:
    """The desk of `theme`; it is gone with it."""
    return theme.findChild(FormulaDesk) or FormulaDesk(theme)


def _size(drawing: Drawing | None) -> int:
    return len(drawing.formula.points) if drawing is not None else 0


def _work(wanted: queue.SimpleQueue[Key | None], laid_out: SignalInstance) -> None:
    """The thread: knows the queue and the signal, and not the desk, which may go away."""
    from llmdesk.tools.formulas.typesetter import Typesetter  # here the window does not wait for it

    typesetter = Typesetter()
    try:
        while True:
            try:
                key = wanted.get(timeout=_IDLE_S)
            except queue.Empty:
                _end(typesetter)
                key = wanted.get()
            if key is None:
                return
            laid_out.emit(key, _lay_out(typesetter, key))
    except RuntimeError:  # the desk is gone
        return
    finally:
        _end(typesetter)


def _lay_out(typesetter: Typesetter, key: Key) -> Formula | None:
    """Whatever goes wrong with one formula, or with its process, the next ones are still laid out."""
    try:
        return typesetter.lay_out(*key)
    except Exception:  # noqa: BLE001  # the border of a thread: it is logged, and the text is there
        _log.exception("a formula of %d characters stands as it is written", len(key[0]))
        _end(typesetter)
        return None


def _end(typesetter: Typesetter) -> None:
    with contextlib.suppress(Exception):  # it is gone already, or goes with the program
        typesetter.end()
