"""The libraries of documents while the window runs: what there is, what is read now, what changed.

Owns the order of the work: one library at a time, in a thread, each to be paused and gone on with. Looks
after changes by a timer, since a folder of the network that is gone would hold up whoever asks the system to
watch it. Must not show anything. What reads documents is imported in threads: the window does not
wait for it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QObject, QTimer, Signal

from llmdesk.errors import StoreError
from llmdesk.store.libraries import StoredLibrary
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext

if TYPE_CHECKING:
    from llmdesk.tools.library import Closed, Updated, UpdateProgress

T = TypeVar("T")

FIRST_LOOK_MS = 5_000
LOOK_MS = 30_000
_PAUSED = "libraries.paused"  # where their numbers are kept
_REFRESH_S = 2.0  # while a library is read, its numbers are told anew
_SHARE = 100  # times that a look took pass before the next one: of a slow drive it is no burden


@dataclass(frozen=True)
class LibraryState:
    """How a library stands beside what is kept of it. `progress` while it is read; `waiting` for its turn;
    `paused` by the user; `away`: roots that are not there, `closed`: folders that cannot be read; `problem`
    that ended the last reading."""

    progress: UpdateProgress | None = None
    waiting: bool = False
    paused: bool = False
    away: tuple[Path, ...] = ()
    closed: tuple[Closed, ...] = ()
    problem: Exception | None = None

    @property
    def busy(self) -> bool:
        return self.progress is not None or self.waiting


@dataclass(frozen=True)
class _Seen:
    """What came of one look at a library: `updated` where there was something to read; passages that were
    `embedded`."""

    updated: Updated | None
    embedded: int
    away: tuple[Path, ...]
    closed: tuple[Closed, ...]
    seconds: float


@dataclass(frozen=True)
class _Found:
    """`notices`: what is to be said about their file."""

    libraries: tuple[StoredLibrary, ...]
    notices: tuple[StoreError, ...]


@dataclass(frozen=True)
class _Turn:
    """`asked` by the user, else by the timer; `retry`: also what could not be read before."""

    library_id: int
    asked: bool
    retry: bool = False


class LibraryKeeper(QObject):
    """`changed`: other libraries, or other words about them; `progressed(id)`; `went_away(library, path)`: a
    folder is not there. GUI thread."""

    changed = Signal()
    progressed = Signal(int)
    went_away = Signal(object, object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.libraries: tuple[StoredLibrary, ...] = ()
        self.loaded = False
        self._states: dict[int, LibraryState] = {}
        self._turns: list[_Turn] = []
        self._running: tuple[_Turn, Task[_Seen]] | None = None
        self._slowest = 0.0
        self._paused = Keeper(
            services.drafts,
            "libraries.paused",
            self._numbers_paused,
            self._take_paused,
            _encoded,
            _decoded,
            self,
        )
        self._refreshed = 0.0
        self._asked = self._shown = 0  # readings of what there is, in their order
        self._looking = QTimer(self, singleShot=True, interval=FIRST_LOOK_MS)
        self._looking.timeout.connect(self.look)
        self.refresh(lambda: self._paused.when_read(self._looking.start))
        self._paused.read()

    # -- what there is --------------------------------------------------------------------------------
    def state(self, library_id: int) -> LibraryState:
        return self._states.get(library_id, LibraryState())

    def named(self, library_id: int) -> StoredLibrary | None:
        return next((each for each in self.libraries if each.id == library_id), None)

    def refresh(self, then: Callable[[], object] | None = None) -> None:
        """Read what there is."""
        libraries = self._services.libraries
        self._refreshed = time.monotonic()
        self._asked += 1
        number = self._asked

        def work(_context: TaskContext) -> _Found:
            return _Found(tuple(libraries.all()), libraries.take_notices())

        def done(found: _Found) -> None:
            for notice in found.notices:
                self._services.notify.show_error(notice)
            if number > self._shown:  # else another one, begun later, was quicker
                self._shown = number
                self._take(found.libraries)
            if then is not None:
                then()

        self._do(work, done)

    def _take(self, libraries: tuple[StoredLibrary, ...]) -> None:
        self.libraries, self.loaded = libraries, True
        there = {each.id for each in libraries}
        gone = any(state.paused for number, state in self._states.items() if number not in there)
        self._states = {number: state for number, state in self._states.items() if number in there}
        if gone:
            self._paused.keep_soon()
        self.changed.emit()

    def _numbers_paused(self) -> tuple[int, ...]:
        return tuple(sorted(number for number, state in self._states.items() if state.paused))

    def _take_paused(self, numbers: tuple[int, ...]) -> None:
        """Those that were paused when llmdesk was closed; what was begun since goes on."""
        there = {each.id for each in self.libraries}
        for number in numbers:
            if not self.state(number).busy and (number in there or not self.loaded):
                self._set(number, paused=True)

    # -- what the user does -----------------------------------------------------------------------------
    def add(
        self,
        roots: Sequence[Path],
        otherwise: str,
        on_done: Callable[[int], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """A new library, which is read then. It is called as its folder is; `otherwise` where that has no
        name, and with a number where another library has it."""
        libraries = self._services.libraries

        def work(_context: TaskContext) -> int:
            from llmdesk.tools import library

            real = library.checked_roots(roots)
            folder = real[0] if len(real) == 1 and real[0].is_dir() else real[0].parent
            taken = [each.name for each in libraries.all()]
            return libraries.add(_free(folder.name or otherwise, taken), real).id

        def done(library_id: int) -> None:
            self.refresh(lambda: on_done(library_id))
            self.update(library_id)

        self._do(work, done, on_error)

    def add_roots(
        self, library_id: int, roots: Sequence[Path], on_error: Callable[[Exception], None]
    ) -> None:
        libraries = self._services.libraries

        def work(_context: TaskContext) -> None:
            from llmdesk.tools import library

            libraries.add_roots(library_id, library.checked_roots(roots))

        self._do(work, lambda _none: self._after_change(library_id), on_error)

    def remove_root(self, library_id: int, root: Path, on_error: Callable[[Exception], None]) -> None:
        """What lies under it is read no more, and is deleted from the library."""
        self._stop(library_id)
        libraries = self._services.libraries

        def work(_context: TaskContext) -> None:
            libraries.remove_root(library_id, root)

        self._do(work, lambda _none: self._after_change(library_id), on_error)

    def set_embedding(self, library_id: int, model: str, on_error: Callable[[Exception], None]) -> None:
        """Find its passages by this embedding model too ("": by words alone); vectors are made then."""
        libraries, embedders = self._services.libraries, self._services.embedders

        def check(_context: TaskContext) -> None:
            if model:
                embedders.get().model(Path(model))  # what is none is told at once, and nothing stops for it

        def work(_context: TaskContext) -> None:
            libraries.set_embedding(library_id, model)

        def take(_none: None) -> None:
            self._stop(library_id)
            self._do(work, lambda _none: self._after_change(library_id), on_error)

        self._do(check, take, on_error)

    def rename(self, library_id: int, name: str, on_error: Callable[[Exception], None]) -> None:
        libraries = self._services.libraries
        self._do(lambda _context: libraries.rename(library_id, name), lambda _none: self.refresh(), on_error)

    def remove(self, library_id: int) -> None:
        """It is gone: what was read of its documents is deleted, from the disk too."""
        self._stop(library_id)
        libraries = self._services.libraries

        def work(context: TaskContext) -> None:
            libraries.remove(library_id)
            libraries.clean(context.cancel)

        self._do(work, lambda _none: self.refresh())

    def _after_change(self, library_id: int) -> None:
        self.refresh()
        self.update(library_id)

    # -- reading ----------------------------------------------------------------------------------------
    def update(self, library_id: int, *, retry: bool = False) -> None:
        """Read what is new and changed; what waits for its turn already waits no longer than before."""
        self._set(library_id, waiting=True, paused=False, problem=None)
        self._paused.keep_soon()
        self._turns = [each for each in self._turns if each.library_id != library_id]
        self._turns.append(_Turn(library_id, True, retry))
        self._next()

    def pause(self, library_id: int) -> None:
        """Stop reading it; what was read stays, and `update` goes on."""
        self._stop(library_id)
        self._set(library_id, waiting=False, progress=None, paused=True)
        self._paused.keep_soon()

    def look(self) -> None:
        """Whether something changed in the folders of the libraries."""
        waiting = {each.library_id for each in self._turns}
        for each in self.libraries:
            if not self.state(each.id).paused and each.id not in waiting and not self._reads(each.id):
                self._turns.append(_Turn(each.id, False))
        self._next()
        self._look_later()

    def _look_later(self) -> None:
        self._looking.start(max(LOOK_MS, round(_SHARE * 1000 * self._slowest)))

    def _reads(self, library_id: int) -> bool:
        return self._running is not None and self._running[0].library_id == library_id

    def _stop(self, library_id: int) -> None:
        self._turns = [each for each in self._turns if each.library_id != library_id]
        if self._running is not None and self._reads(library_id):
            self._running[1].cancel()

    def _next(self) -> None:
        if self._running is not None or not self._turns:
            return
        turn = self._turns.pop(0)
        libraries, embedders = self._services.libraries, self._services.embedders

        def work(context: TaskContext) -> _Seen:
            from llmdesk.tools import library
            from llmdesk.tools.library.vectors import embed_library

            def embed() -> int:
                return embed_library(
                    libraries, turn.library_id, embedders.get(), context.progress, context.cancel
                )

            begun = time.monotonic()
            if not turn.asked:
                todo = library.changes(libraries, turn.library_id, context.cancel)
                if not todo:
                    seconds = time.monotonic() - begun
                    return _Seen(None, embed(), todo.away, todo.closed, seconds)
            looked = time.monotonic() - begun
            done = library.update(
                libraries, turn.library_id, context.progress, context.cancel, retry=turn.retry
            )
            return _Seen(done, embed(), done.away, done.closed, looked)

        task = self._services.tasks.start(
            work,
            owner=self,
            on_done=partial(self._on_seen, turn),
            on_error=partial(self._on_problem, turn),
            on_cancelled=self._end,
            on_progress=partial(self._on_progress, turn.library_id),
        )
        self._running = turn, task

    def _on_progress(self, library_id: int, progress: object) -> None:
        if not self.state(library_id).paused:
            now = cast("UpdateProgress", progress)
            self._states[library_id] = replace(self.state(library_id), waiting=False, progress=now)
            self.progressed.emit(library_id)
            if time.monotonic() - self._refreshed > _REFRESH_S:
                self.refresh()

    def _on_seen(self, turn: _Turn, seen: _Seen) -> None:
        before = self.state(turn.library_id)
        self._slowest = max(self._slowest * 0.9, seen.seconds)
        self._set(
            turn.library_id, waiting=False, progress=None, problem=None, away=seen.away, closed=seen.closed
        )
        library = self.named(turn.library_id)
        for path in seen.away:
            if path not in before.away and library is not None:
                self.went_away.emit(library, path)
        self._end()
        if seen.updated is not None or seen.embedded:
            self.refresh()

    def _on_problem(self, turn: _Turn, error: Exception) -> None:
        self._set(turn.library_id, waiting=False, progress=None, problem=error)
        self._end()
        self.refresh()

    def _end(self) -> None:
        if self._running is not None:
            library_id = self._running[0].library_id
            self._running = None
            state = self.state(library_id)
            if state.progress is not None:
                self._set(library_id, progress=None)
        self._next()

    # -- values -----------------------------------------------------------------------------------------
    def _set(self, library_id: int, **values: object) -> None:
        before = self.state(library_id)
        now = replace(before, **values)  # type: ignore[arg-type]  # names and types come from typed callers
        self._states[library_id] = now
        if now != before:
            self.changed.emit()

    def _do(
        self,
        work: Callable[[TaskContext], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        self._services.tasks.start(work, owner=self, on_done=on_done, on_error=on_error)


def _encoded(numbers: tuple[int, ...]) -> str:
    return json.dumps(numbers) if numbers else ""


def _decoded(text: str) -> tuple[int, ...] | None:
    try:
        kept = json.loads(text)
    except ValueError:
        return None
    return tuple(each for each in kept if isinstance(each, int)) if isinstance(kept, list) else None


def _free(name: str, taken: Sequence[str]) -> str:
    known = {each.casefold() for each in taken}
    number, free = 1, name
    while free.casefold() in known:
        number += 1
        free = f"{name} {number}"
    return free
