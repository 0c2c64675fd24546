"""Which model the window uses, and its loading and unloading.

Owns the choice (remembered in the settings), the load as a cancellable task, the engine's state as
a Qt signal, the idle unload, and what to offer when a load fails or the engine crashes. Must not
show any widget; the model picker and the status bar do.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.engine.model_ref import FileRef, read_ref
from llmdesk.engine.types import EngineState, LoadedModel, ModelSpec
from llmdesk.errors import (
    QT_TRANSLATE_NOOP,
    AbilityMissing,
    EngineCrashed,
    EngineRefused,
    EngineUnreachable,
    ModelFileError,
    ModelLoadError,
    ModelSettingsRefused,
    ModelUnchecked,
    NoModelError,
    UnsuitedBuild,
    UserError,
)
from llmdesk.models.catalog import Catalog
from llmdesk.models.elsewhere import model_elsewhere, read_engines
from llmdesk.models.finding import PassedOver
from llmdesk.models.library import InstalledModel, Library, told_apart
from llmdesk.models.library_changes import set_own_settings
from llmdesk.models.own_settings import OwnSettings
from llmdesk.tools.tool import Tool
from llmdesk.ui.notify import Action, Notifier, translate_core
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.tasks import Task, TaskContext, TaskRunner
from llmdesk.workshop import find_model, load_model, model_spec, own_settings

STATE_MS = 33
CRASH_GRACE_MS = 700  # a request that the crash ended usually tells of it first
SMALLER_CONTEXT = 2048
_OF_ONE_MODEL = (  # errors that another model may not have
    NoModelError,
    ModelLoadError,
    ModelFileError,
    ModelUnchecked,
    EngineCrashed,
    UnsuitedBuild,
    AbilityMissing,
    EngineUnreachable,
    EngineRefused,
)
NO_MODEL = QT_TRANSLATE_NOOP("core", "There is no model on this computer.")


@dataclass(frozen=True)
class _Scan:
    """What the library holds, and the one that the settings mean."""

    models: tuple[InstalledModel, ...]
    current: InstalledModel | None
    problem: UserError | None
    wanted: str  # what the settings said when it began


class _StateRelay(QObject):
    """Brings the engine's states to the GUI thread: the newest, at most 30 times a second."""

    delivered = Signal(EngineState)
    _wake = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._latest: EngineState | None = None
        self._timer = QTimer(self, singleShot=True, interval=STATE_MS)
        self._timer.timeout.connect(self._deliver)
        self._wake.connect(self._on_wake, Qt.ConnectionType.QueuedConnection)

    def post(self, state: EngineState) -> None:
        """Any thread."""
        with self._lock:
            first, self._latest = self._latest is None, state
        if first:
            self._wake.emit()

    def _on_wake(self) -> None:
        if not self._timer.isActive():
            self._deliver()

    def _deliver(self) -> None:
        with self._lock:
            state, self._latest = self._latest, None
        if state is not None:
            self._timer.start()
            self.delivered.emit(state)


def _was_chosen(text: str) -> bool:
    """Whether the text is what `ModelSession.choose` keeps, and no name that somebody typed."""
    ref = read_ref(text)
    return not isinstance(ref, FileRef) or ref.path.is_absolute()


class ModelSession(QObject):
    """The model of the window. GUI thread, but for `load_blocking`."""

    state_changed = Signal(EngineState)
    current_changed = Signal()
    models_changed = Signal()

    def __init__(
        self,
        engine: TextEngine,
        library: Library,
        catalog: Catalog,
        settings: SettingsHolder,
        tasks: TaskRunner,
        notify: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._library, self._catalog = engine, library, catalog
        self._settings, self._tasks, self._notify = settings, tasks, notify
        self._models: tuple[InstalledModel, ...] = ()
        self._current: InstalledModel | None = None
        self._scanned = False
        self._load: Task[LoadedModel] | None = None
        self._loads: list[CancelToken] = []  # of every task that waits for a load; any thread
        self._loaded_own: OwnSettings | None = None  # how the model that was loaded last was
        self._own_context = 0  # of the model that was loaded last, or was to be; 0 where it has none
        self._state = engine.state()
        self._relay = _StateRelay(self)
        self._relay.delivered.connect(self._on_state)
        self._stop_listening = engine.on_state(self._relay.post)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.unload)
        settings.changed.connect(self._plan_idle_unload)
        notify.add_offer(self._offer)

    # -- what is there ----------------------------------------------------------------------
    @property
    def state(self) -> EngineState:
        """The newest state that was delivered."""
        return self._state

    @property
    def current(self) -> InstalledModel | None:
        """The chosen model; None before the library was read, or when there is none."""
        return self._current

    @property
    def models(self) -> tuple[InstalledModel, ...]:
        return self._models

    @property
    def files(self) -> tuple[InstalledModel, ...]:
        """Those of `models` that are on this computer."""
        return tuple(model for model in self._models if model.elsewhere is None)

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """Files in the model folders that look like models and are none as they lie there."""
        return self._library.passed_over

    @property
    def scanned(self) -> bool:
        """The library has been read, so that no models means: there are none."""
        return self._scanned

    @property
    def loaded_own(self) -> OwnSettings | None:
        """What the model that is loaded had of its own when it was; None before the first load."""
        return self._loaded_own

    @property
    def loading(self) -> bool:
        return self._load is not None or self._state.status == "loading"

    def refresh(self, then: Callable[[], None] | None = None) -> None:
        """Read the library again in the background, then call `then`."""

        def on_done(scan: _Scan) -> None:
            self._on_scan(scan)
            if then is not None:
                then()

        self._tasks.start(lambda _: self._scan(), owner=self, on_done=on_done)

    def _scan(self) -> _Scan:
        """Any thread. A remembered model that is gone gives way to the default; a typed one does not, and
        nobody is sent elsewhere who did not choose that."""
        settings = self._settings.value
        kept = [model_elsewhere(engine.ref, engine.name) for engine in read_engines(settings.engines)]
        files = tuple(self._library.models())
        models = (*files, *kept)
        wanted = settings.model
        try:
            current = self._find(wanted) if wanted else self._library.default()
        except UserError as error:
            here = (model for model in models if not model.problem and model.elsewhere is None)
            usable = next(here, None)
            if usable is None or not _was_chosen(wanted) or self._settings.given("model"):
                return _Scan(models, None, error, wanted)
            current = usable
        listed = next((model for model in models if model.ref == current.ref), None)
        if listed is None and current.elsewhere is None:  # a file of no model folder
            *files_named, listed = told_apart((*files, current))
            models = (*files_named, *kept, listed)
        return _Scan(models if listed else (*models, current), listed or current, None, wanted)

    def _find(self, text: str) -> InstalledModel:
        return find_model(self._library, text, self._settings.value.engines)

    def _on_scan(self, scan: _Scan) -> None:
        self._scanned = True
        settings = self._settings.value
        is_old = scan.wanted != settings.model  # another one was chosen meanwhile
        current = self._current if is_old else scan.current
        changed = current != self._current
        self._models, self._current = scan.models, current
        self.models_changed.emit()
        if changed:
            self.current_changed.emit()
        # At the first start the page itself says it; who keeps engines elsewhere may want no model here.
        begins = not settings.model and (not settings.welcomed or bool(settings.engines))
        told = is_old or (isinstance(scan.problem, NoModelError) and begins)
        if scan.problem is not None and not told:
            self._notify.show_error(scan.problem)

    # -- choosing, loading, unloading ---------------------------------------------------------
    def choose(self, model: InstalledModel) -> None:
        """Use `model` from now on: remember it, and load it. What cannot be used is told, and not taken."""
        if model.problem is not None:
            self._notify.show_error(model.problem)
            self.current_changed.emit()  # so that lists show the one before again
            return
        if model != self._current:
            self._current = model
            self._settings.update(model=str(model.ref))
            self.current_changed.emit()
        self.load()

    def load(self) -> None:
        """Load the chosen model in the background; a load that runs is replaced."""
        self.cancel_load()
        self._load = self._tasks.start(
            self.load_blocking,
            owner=self,
            on_done=lambda _: self._on_load_ended(),
            on_error=self._on_load_failed,
            on_cancelled=self._on_load_ended,
        )

    def cancel_load(self) -> None:
        """Stop loading, also where a tab's task waits for it (which is cancelled with it)."""
        for token in list(self._loads):
            token.cancel()
        if self._load is not None:
            self._load.cancel()
            self._load = None

    def load_blocking(
        self, context: TaskContext, tool: Tool | None = None, model: InstalledModel | None = None
    ) -> LoadedModel:
        """For tasks: `model` (None: the chosen one), loaded as the settings say, for `tool`. Raises what
        `TextEngine.load` raises, and `AbilityMissing`.

        It returns at once when that is loaded already.
        """
        model = model or self._current
        if model is None:
            scan = self._scan()
            if scan.current is None:
                raise scan.problem or NoModelError(NO_MODEL)
            model = scan.current
        self._find(str(model.ref))  # raises what is wrong with the file, or that it is gone
        self._loads.append(context.cancel)
        try:
            own = own_settings(self._library, model)
            loaded = load_model(self._engine, self._spec(model, own), None, context.cancel)
            self._loaded_own = own
        finally:
            self._loads.remove(context.cancel)
        if tool is not None:
            tool.check(loaded)
        return loaded

    def _spec(self, model: InstalledModel, own: OwnSettings) -> ModelSpec:
        """Any thread. What was given for this session wins over what the model has of its own."""
        settings = self._settings
        given = settings.value.context if settings.given("context") else None
        self._own_context = own.context or 0 if given is None else 0
        return model_spec(model, settings.value, self._catalog, own, context=given)

    def unload(self) -> None:
        """Give the model's memory back; the next answer loads it again."""
        self.cancel_load()
        self._tasks.start(
            lambda _: self._engine.unload(),
            owner=self,
            on_done=lambda _: None,
        )

    def _on_load_failed(self, error: Exception) -> None:
        self._on_load_ended()
        self._notify.show_error(error)

    def _on_load_ended(self) -> None:
        if self._load is not None and self._load.ended:
            self._load = None
        self.state_changed.emit(self._state)

    # -- the engine's state -------------------------------------------------------------------
    def _on_state(self, state: EngineState) -> None:
        crashed = state.status == "crashed" and self._state.status != "crashed"
        if state.model is not None and state.model != self._state.model:
            self._on_new_model(state.model)
        self._state = state
        if crashed:
            QTimer.singleShot(CRASH_GRACE_MS, self, self._tell_of_crash)
        self._plan_idle_unload()
        self.state_changed.emit(state)

    def _on_new_model(self, model: LoadedModel) -> None:
        """What was told of the one before is no longer true; what the engine says of this one is told."""
        for kind in _OF_ONE_MODEL:
            self._notify.close_errors(kind)
        for warning in model.warnings:
            self._notify.show(translate_core(warning))

    def _tell_of_crash(self) -> None:
        """Say it, unless the request that it ended has said it, with the reason."""
        if any(isinstance(notice.error, EngineCrashed) for notice in self._notify.notices):
            return
        if self._state.status == "crashed":
            self._notify.show_error(
                EngineCrashed(
                    QT_TRANSLATE_NOOP("core", "The engine stopped unexpectedly."),
                    QT_TRANSLATE_NOOP("core", "Nothing you wrote is lost."),
                    QT_TRANSLATE_NOOP("core", "It restarts with the next answer."),
                )
            )

    def _plan_idle_unload(self) -> None:
        minutes = self._settings.value.idle_unload_minutes
        if self._state.status == "ready" and self._state.active == 0 and minutes > 0:
            self._idle.start(minutes * 60_000)
        else:
            self._idle.stop()

    # -- what to offer when it fails ------------------------------------------------------------
    def _offer(self, error: UserError) -> Action | None:
        """One click that may help: a smaller context, then the CPU; never the same load again, unless it did
        not even begin."""
        if isinstance(error, ModelUnchecked):
            return self.tr("Try again"), self.load
        if not isinstance(error, ModelLoadError | EngineCrashed) or isinstance(error, ModelSettingsRefused):
            return None
        settings = self._settings.value
        loaded = self._state.model
        context = self._own_context or settings.context or (loaded.context if loaded is not None else 0)
        if isinstance(error, ModelLoadError) and (context == 0 or context > SMALLER_CONTEXT):
            smaller = self.tr("Try a context of {tokens} tokens").replace("{tokens}", str(SMALLER_CONTEXT))
            return smaller, self._try_smaller
        local = loaded.local if loaded is not None else None
        uses_gpu = local is not None and local.gpu_layers > 0
        if settings.device != "cpu" and (uses_gpu or isinstance(error, ModelLoadError)):
            return self.tr("Try with the CPU only"), lambda: self._try_with(device="cpu")
        return None

    def _try_smaller(self) -> None:
        """For this model alone, where it has a context of its own."""
        model, library = self._current, self._library
        if not self._own_context or model is None:
            self._try_with(context=SMALLER_CONTEXT)
            return

        def work(_: TaskContext) -> None:
            own = library.own_settings(model.path)
            set_own_settings(library, model, replace(own, context=SMALLER_CONTEXT))

        self._tasks.start(work, owner=self, on_done=lambda _: self.load())

    def _try_with(self, **changes: object) -> None:
        self._settings.update(**changes)
        self.load()

    def close(self) -> None:
        """Stop listening to the engine; the last thing before it is closed."""
        self._idle.stop()
        self._stop_listening()
