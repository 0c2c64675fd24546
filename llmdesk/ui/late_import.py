"""Importing a library that is built on Qt while the window shows.

Owns the turns that the import and the window take. Neither of the plain ways does: in the GUI thread
half a second stands still; and in a thread beside it the window crashed (one time in three): where
PySide makes a type the first time that it is named, the GUI thread, which reads the table of types
without Python's lock (PySide 6.11, Python 3.11), finds the table half moved.
"""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, cast

from PySide6 import QtCore, QtGui, QtSvg, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from importlib.abc import Loader

SLICE_MS = 10  # a single module may take longer (30 ms)
_TYPES = (QtCore, QtGui, QtWidgets, QtSvg)  # what a binding layer like pyqtgraph's copies name by name


def when_imported(name: str, act: Callable[[ModuleType], None]) -> None:
    """Call `act` with the module `name`, an absolute package name, as soon as it is imported. GUI thread.

    `act` is a method of a `QObject`, and is not called when that is gone. An import that fails is raised
    from the event loop, for the hook of exceptions.
    """
    load = _loads.get(name)
    if load is None:
        load = _loads[name] = _LateImport(name)
    if load.module is not None:
        act(load.module)
    else:
        load.done.connect(act)


class _LateImport(QObject):
    """One import, which goes on to its end when nobody waits for it any more: half done it would hold its
    locks for ever, and hang who imports the package next.

    The import runs in a thread of its own, but only while this one waits for it, for about `SLICE_MS` at a
    time. It pauses before a module of the package itself is executed: then it holds the locks of such modules
    alone, and what the window imports meanwhile does not wait for it.
    """

    done = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.module: ModuleType | None = None
        self._name = name
        self._result: ModuleType | Exception | None = None
        self._turn, self._back = threading.Semaphore(0), threading.Semaphore(0)
        self._until = 0.0
        self._thread = threading.Thread(target=self._run, name=f"import {name}", daemon=True)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._give_turn)
        self._timer.start()
        self._thread.start()

    def _give_turn(self) -> None:
        """GUI thread."""
        self._turn.release()
        self._back.acquire()
        result = self._result
        if result is None:
            return
        self._timer.stop()
        if isinstance(result, Exception):
            del _loads[self._name]  # asked again, it is tried again
            raise result
        self.module = result
        self.done.emit(result)

    # -- the other thread ---------------------------------------------------------------------------
    def _run(self) -> None:
        self._wait()
        sys.meta_path = [self, *sys.meta_path]  # a new list: another thread may be going through the old one
        try:
            self._make_types()
            self._result = importlib.import_module(self._name)
        except Exception as error:  # noqa: BLE001  # raised again in the GUI thread
            self._result = error
        finally:
            sys.meta_path = [finder for finder in sys.meta_path if finder is not self]
            self._back.release()

    def _make_types(self) -> None:
        """The types of Qt, which the package would otherwise all name in one go."""
        for module in _TYPES:
            for name in dir(module):
                getattr(module, name)
                self._pause_if_due()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What the other finders find, with a pause before it is executed. Not here: Python asks its finders
        while it holds the one lock of all imports."""
        if threading.current_thread() is not self._thread or not name.startswith(f"{self._name}."):
            return None
        others = (finder for finder in sys.meta_path if finder is not self)
        found = (finder.find_spec(name, path, target) for finder in others)
        spec = next((one for one in found if one is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = cast("Loader", _Pausing(spec.loader, self._pause_if_due))
        return spec

    def _pause_if_due(self) -> None:
        if time.monotonic() > self._until:
            self._back.release()
            self._wait()

    def _wait(self) -> None:
        self._turn.acquire()
        self._until = time.monotonic() + SLICE_MS / 1000


class _Pausing:
    """Stands for a loader until its module is executed."""

    def __init__(self, loader: Loader, pause: Callable[[], None]) -> None:
        self._loader, self._pause = loader, pause

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__loader__ = self._loader
        self._pause()
        self._loader.exec_module(module)


_loads: dict[str, _LateImport] = {}
