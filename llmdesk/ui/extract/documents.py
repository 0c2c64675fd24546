"""Which documents values are taken from: the text of the pane, or a list of files, one of which shows.

Owns the list, which of it shows, and reading that one. Must not extract.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from llmdesk.ui.given.given import Given
from llmdesk.ui.given.opened import Opened, as_opened, open_file, stub
from llmdesk.ui.given.pane import GivenPane
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task


class Documents(QObject):
    """`changed`: others are there, so that what was found belongs to none of them; `shown(int)`: the
    document of this number shows, or (-1) could not be read. `at`: the one of a list that shows."""

    changed = Signal()
    shown = Signal(int)

    def __init__(self, services: Services, pane: GivenPane, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._pane = services, pane
        self.paths: tuple[Path, ...] = ()  # of a list; () for the one text of the pane
        self.at: int | None = None
        self._current = -1  # the one that was asked for
        self._replaced = False
        self._opening: Task[Opened] | None = None
        self._key: object = None
        pane.replaced.connect(self._on_replaced)
        pane.changed.connect(self._on_given)

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files that are open."""
        given = self._pane.given
        return self.paths or ((given.path,) if given.path is not None else ())

    def take_files(self, paths: Sequence[Path]) -> None:
        """A list of these; one that is there grows."""
        self.paths = tuple(dict.fromkeys((*self.paths, *paths)))
        self._current, self.at = -1, None
        self.changed.emit()
        self.show(0)

    def forget(self) -> None:
        """No list any more; the text of the pane stays."""
        if self.paths:
            self.paths, self._current, self.at = (), -1, None
            self._key = _key(self._pane.given)
            self.changed.emit()

    def show(self, number: int) -> None:
        """The document of the list with this number, once it is read."""
        if not 0 <= number < len(self.paths) or number == self._current:
            return
        self._current = number
        if self._opening is not None:
            self._opening.cancel()
        path = self.paths[number]
        self._opening = self._services.tasks.start(
            partial(open_file, path),
            owner=self,
            on_done=partial(self._show_opened, number, path),
            on_error=partial(self._show_stub, number, path),
        )

    def _is_awaited(self, number: int, path: Path) -> bool:
        """Not after another list came, or another of it was chosen."""
        return self._current == number and self.paths[number : number + 1] == (path,)

    def _show_opened(self, number: int, path: Path, opened: Opened) -> None:
        if self._is_awaited(number, path):
            self._put(opened, path)

    def _show_stub(self, number: int, path: Path, error: Exception) -> None:
        """One that cannot be read, or not any more; its row says so when it is its turn."""
        if self._is_awaited(number, path):
            self._put(as_opened(stub(path.name)), path)
            self.at = None
            self.shown.emit(-1)
            self._services.notify.show_error(error)

    def _put(self, opened: Opened, path: Path) -> None:
        self._pane.show_given(Given(self._pane.given.typed, opened, path), undoable=False)

    def _on_replaced(self) -> None:
        self._replaced = True

    def _on_given(self) -> None:
        """Another text: what was found is of the one before. What is typed into a text does not make it
        another one; its places show where their words still stand."""
        given, replaced, self._replaced = self._pane.given, self._replaced, False
        if self.paths:
            self._on_given_beside(given)
            return
        key = _key(given)
        if key != self._key or (replaced and key is None):
            self._key = key
            self.changed.emit()
        elif replaced and given.opened is not None:  # a file that was awaited
            self.shown.emit(0)

    def _on_given_beside(self, given: Given) -> None:
        """A text ends the list, a file joins it or is the one of it that shows now."""
        if given.path is None:
            self.forget()
        elif given.path not in self.paths:
            self.take_files([given.path])
        elif given.opened is not None:
            self._current = self.at = self.paths.index(given.path)
            self.shown.emit(self._current)


def _key(given: Given) -> object:
    """Which document it is; of what is typed, None."""
    return given.path or given.opened
