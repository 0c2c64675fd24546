"""What the window asks the hub: searches, repos, model cards, and whether a file fits.

Owns these questions as tasks of which only the newest of each kind counts, and the memory figures
that verdicts rest on. Nothing is asked before one of its methods is called. Must not show widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from llmdesk import hardware
from llmdesk.engine.types import WeightsSpeed
from llmdesk.models.fit import Fit, fit
from llmdesk.models.hub_answers import HubModel, RemoteFile, Repo
from llmdesk.models.own_settings import NOTHING_OWN, OwnSettings
from llmdesk.ui.services import Services
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.tasks import Task, TaskContext

if TYPE_CHECKING:
    from pathlib import Path

    from llmdesk.gguf import Header
    from llmdesk.models.hub import Sort

T = TypeVar("T")
PAGE = 50


@dataclass(frozen=True)
class Room:
    """Memory in bytes: of the machine, free now, what unloading the loaded model gives back, and of
    graphics cards. `speed`: None until it was measured."""

    total: int
    available: int
    freed: int
    gpu_free: int
    cores: int = 1  # physical
    speed: WeightsSpeed | None = None

    @property
    def usable(self) -> int:
        return self.available + self.freed


def fit_as_set(header: Header, room: Room, own: OwnSettings, settings: SettingsHolder) -> Fit:
    """Whether a model fits as it would be loaded: what was given for this session, else what it has of its
    own, else the settings of all models."""
    usual, kv = settings.value.context, own.kv_beside(settings.value.kv_type)
    return fit(
        header,
        usual if settings.given("context") else own.context or usual,
        memory=hardware.Memory(room.total, room.available),
        freed=room.freed,
        gpu_free=room.gpu_free,
        speed=room.speed,
        kv=kv if own.kv is not None or hardware.kv_suits(header, kv) else own.kv_used,
        flash_attention=own.flash_attention,
        gpu_layers=own.gpu_layers,
    )


@dataclass(frozen=True)
class Results:
    """What a search found so far. `failed`: the hub could not be asked, these are of an earlier time
    (`time`, in seconds since 1970; 0 where there is nothing)."""

    text: str
    models: tuple[HubModel, ...]
    next_page: str = ""
    failed: bool = False
    time: float = 0.0


class HubBrowser(QObject):
    """GUI thread. Each `ask_…` replaces the one before of its kind."""

    searching = Signal(bool)
    found = Signal(Results)
    repo_found = Signal(Repo)
    repo_failed = Signal(object)
    card_found = Signal(str, str)  # repo, Markdown
    fit_found = Signal(str, object)  # the file's path, Fit or the error
    room_known = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._tasks: dict[str, Task[object]] = {}
        self._results = Results("", ())
        self._sort: Sort = "downloads"
        self._room: Room | None = None
        self._gpu_free: int | None = None
        self._speed: WeightsSpeed | None = None

    # -- searching ----------------------------------------------------------------------------
    def ask_search(self, text: str, sort: Sort) -> None:
        """`found` comes with the first page; where the hub cannot be reached, with old results."""
        self._results, self._sort = Results(text, ()), sort
        self.searching.emit(True)
        self._ask(
            "search", lambda context: self._search(context, text, sort, ""), self._on_page, self._on_no_page
        )

    def ask_more(self) -> None:
        """The next page of the same search, if there is one and none is being asked for."""
        page, text, sort = self._results.next_page, self._results.text, self._sort
        if page and "search" not in self._tasks:
            self.searching.emit(True)
            self._ask(
                "search",
                lambda context: self._search(context, text, sort, page),
                self._on_page,
                self._on_no_page,
            )

    def forget_search(self) -> None:
        self._drop("search")
        self._results = Results("", ())
        self.searching.emit(False)

    def _search(self, context: TaskContext, text: str, sort: Sort, page: str) -> Results:
        found = self._services.hub.get().hub.search(text, sort, page=page, limit=PAGE, cancel=context.cancel)
        return Results(text, found.models, found.next_page)

    def _on_page(self, page: Results) -> None:
        known = {model.repo for model in self._results.models}  # a list that moves meanwhile repeats some
        fresh = tuple(model for model in page.models if model.repo not in known)
        self._results = Results(page.text, self._results.models + fresh, page.next_page)
        self.searching.emit(False)
        self.found.emit(self._results)

    def _on_no_page(self, error: Exception) -> None:
        self._services.notify.show_error(error)
        text, sort = self._results.text, self._sort
        if self._results.models:
            self.searching.emit(False)
            return

        def old(_: TaskContext) -> Results:
            last = self._services.hub.get().hub.last_results(text, sort)
            return (
                Results(text, (), "", True)
                if last is None
                else Results(text, last.models, "", True, last.time)
            )

        self._ask("search", old, self._on_old, lambda _: self.searching.emit(False))

    def _on_old(self, results: Results) -> None:
        self._results = results
        self.searching.emit(False)
        self.found.emit(results)

    # -- one repo -----------------------------------------------------------------------------
    def ask_repo(self, repo: str) -> None:
        self._drop("card")
        self._drop("fit")
        self._ask(
            "repo",
            lambda context: self._services.hub.get().hub.repo(repo, context.cancel),
            self.repo_found.emit,
            self.repo_failed.emit,
        )

    def ask_card(self, repo: str) -> None:
        self._ask(
            "card",
            lambda context: self._services.hub.get().hub.card(repo, context.cancel),
            lambda text: self.card_found.emit(repo, text),
            self._services.notify.show_error,
        )

    def leave_repo(self) -> None:
        """Nothing about a repo is waited for any more."""
        for kind in ("repo", "card", "fit"):
            self._drop(kind)

    def room_of_now(self) -> Room:
        """In a task: the memory figures of now, with what was measured of this computer."""
        room = self._measure()
        self._measure_speed()
        return replace(room, speed=self._speed)

    # -- memory ---------------------------------------------------------------------------------
    @property
    def room(self) -> Room | None:
        """The figures of the last `ask_room`; None before the first."""
        return self._room

    def ask_room(self) -> None:
        """`room_known` comes with the memory figures of now, and again with the speed of this computer, which
        takes a few seconds the first time."""
        self._ask("room", lambda _: self._measure(), self._on_room, self._services.notify.show_error)
        if self._speed is None:
            self._ask("speed", lambda _: self._measure_speed(), self._on_speed, lambda _: None)

    def ask_fit(self, repo: Repo, file: RemoteFile) -> None:
        """Read the header of a file at the hub (some 256 KiB) and say whether it fits."""

        def run(context: TaskContext) -> tuple[Room, Fit]:
            from llmdesk.models.remote_header import remote_header

            hub = self._services.hub.get().hub
            return self._fit(remote_header(hub, repo.model.repo, repo.commit, file, context.cancel))

        self._ask(
            "fit",
            run,
            lambda both: self._on_fit(file.path, both),
            lambda e: self.fit_found.emit(file.path, e),
        )

    def ask_local_fit(self, path: Path) -> None:
        """The same for a file on this machine."""

        def run(_: TaskContext) -> tuple[Room, Fit]:
            from llmdesk.gguf import read_header

            return self._fit(read_header(path, tensors=True), self._services.library.own_settings(path))

        self._ask(
            "fit",
            run,
            lambda both: self._on_fit(str(path), both),
            lambda e: self.fit_found.emit(str(path), e),
        )

    def _fit(self, header: Header, own: OwnSettings = NOTHING_OWN) -> tuple[Room, Fit]:
        room = self.room_of_now()
        return room, fit_as_set(header, room, own, self._services.settings)

    def _on_fit(self, path: str, both: tuple[Room, Fit]) -> None:
        self._on_room(both[0])
        self.fit_found.emit(path, both[1])

    def _on_room(self, room: Room) -> None:
        self._room = room
        self.room_known.emit()

    def _measure(self) -> Room:
        """In a task. Listing graphics cards starts a short process, so it is done once."""
        settings, engine = self._services.settings.value, self._services.engine
        if self._gpu_free is None:
            gpus = [] if settings.device == "cpu" else self._services.machine.devices()
            self._gpu_free = sum(device.memory_free for device in gpus if device.kind == "gpu")
        memory, state = hardware.memory(), engine.state()
        freed = state.memory if state.model is not None else 0
        return Room(
            memory.total, memory.available, freed, self._gpu_free, hardware.cores().physical, self._speed
        )

    def _measure_speed(self) -> None:
        """In a task."""
        if self._speed is None:
            self._speed = self._services.machine.weights_speed(self._services.settings.value.device)

    def _on_speed(self, _: None) -> None:
        if self._room is not None:
            self._on_room(replace(self._room, speed=self._speed))

    # -- tasks ----------------------------------------------------------------------------------
    def _ask(
        self,
        kind: str,
        run: Callable[[TaskContext], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object],
    ) -> None:
        self._drop(kind)

        def ended(then: Callable[[], object]) -> None:
            if self._tasks.get(kind) is task:
                del self._tasks[kind]
                then()

        task: Task[T] = self._services.tasks.start(
            run,
            owner=self,
            on_done=lambda result: ended(lambda: on_done(result)),
            on_error=lambda error: ended(lambda: on_error(error)),
            on_cancelled=lambda: ended(lambda: None),
        )
        self._tasks[kind] = task  # type: ignore[assignment]  # only cancelled and compared

    def _drop(self, kind: str) -> None:
        """Stop it; what it still says does not count."""
        task = self._tasks.pop(kind, None)
        if task is not None:
            task.cancel()
