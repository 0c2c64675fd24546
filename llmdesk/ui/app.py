"""The window as a whole: what is built in which order, and how it ends.

Owns the composition and the shutdown order: refuse new work, cancel tasks, pause the downloads and
close the engine (with the window hidden, off the GUI thread), close the store. Must not parse
arguments, and nothing else may build services.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from llmdesk.diagnostics import Diagnostics
from llmdesk.errors import QT_TRANSLATE_NOOP, UserError
from llmdesk.models import catalog
from llmdesk.models.library import Library
from llmdesk.paths import Paths, resource
from llmdesk.settings import load_settings, without_password
from llmdesk.ui.desktop_notices import DesktopNotices
from llmdesk.ui.downloads import Downloads
from llmdesk.ui.erasing import Eraser, erase_contexts, erase_traces, start_again
from llmdesk.ui.garbage import GarbageCollection
from llmdesk.ui.hub_access import HubAccess
from llmdesk.ui.language import Language
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import Notifier
from llmdesk.ui.platform_setup import SignalWatcher, prepare_qt
from llmdesk.ui.services import Services
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.single_instance import SingleInstance
from llmdesk.ui.tasks import TaskRunner
from llmdesk.ui.theme import Theme
from llmdesk.ui.window.crash_dialog import CrashReporter
from llmdesk.ui.window.main_window import MainWindow
from llmdesk.ui.window.startup_error import StartupError
from llmdesk.workshop import (
    EngineFactory,
    keep_contexts,
    model_folders,
    open_store,
    start_engine,
    with_elsewhere,
)

TASKS_END_S = 5.0
# Python gives a waiting thread its turn after so long: the window waits for it at every call of Qt
# that lets other threads run, some dozen times in one event. Python's own 5 ms added up to 50 and more.
SWITCH_S = 0.001

_log = logging.getLogger(__name__)


class AlreadyOpenError(UserError):
    """Another llmdesk has this data folder and does not answer."""


def run_window(
    paths: Paths,
    *,
    model: str | None = None,
    device: str | None = None,
    context: int | None = None,
    threads: int | None = None,
    endpoint: str | None = None,
    offline: bool = False,
    seed: int | None = None,
    engine_factory: EngineFactory | None = None,
) -> int:
    """Show the window of the folders in `paths`, which exist, until it is closed; the exit status.

    What is given counts for this session and is not saved. Raises `UserError` where no window can
    open at all; other troubles are told in a window.
    """
    prepare_qt()
    given = {"model": model, "device": device, "context": context, "threads": threads, "endpoint": endpoint}
    session: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    if offline:
        session["offline"] = True
    app = make_application()
    garbage = GarbageCollection(app)
    settings, problem = load_settings(paths.settings)
    holder = SettingsHolder(settings, paths.settings, session, app)
    look = _Look(app, holder)
    diagnostics = Diagnostics(paths)
    reporter = CrashReporter(look.theme, diagnostics.report, app)
    diagnostics.start(reporter.on_bug)
    instance = SingleInstance(paths.window_lock, app)
    try:
        if not instance.acquire():
            return 0 if instance.call_first() else _show_instead(app, _already_open(paths))
        services = build_services(paths, holder, look.theme, engine_factory or start_engine, seed)
        notify_all(services, (problem, *services.store.notices))
        desk = _Desk(app, services, reporter, instance)
        status = desk.run()
        if desk.problem is not None:
            status = _show_instead(app, desk.problem)
    except UserError as error:
        _log.error("cannot open: %s", error.title)
        return _show_instead(app, error)
    finally:
        instance.release()
        diagnostics.close()
        garbage.close()
    if desk.erased:
        erase_traces(paths)
    if desk.problem is None and (desk.erased or desk.restored):
        start_again()
    if not desk.all_ended:  # a thread that hangs must not keep the process; the store is closed
        os._exit(status)
    return status


def make_application() -> QApplication:
    """Qt's application, named and drawn as ours. At most one a process."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )  # 125 % and 150 % stay what they are
    sys.setswitchinterval(SWITCH_S)
    app = QApplication(["llmdesk"])
    app.setApplicationName("llmdesk")
    app.setApplicationDisplayName("llmdesk")
    app.setDesktopFileName("llmdesk")
    app.setWindowIcon(QIcon(str(resource("icons", "llmdesk.svg"))))
    app.setQuitOnLastWindowClosed(False)
    return app


def build_services(
    paths: Paths,
    settings: SettingsHolder,
    theme: Theme,
    engine_factory: EngineFactory,
    seed: int | None = None,
) -> Services:
    """Everything the tabs work with. Raises `StoreError` where the database cannot be opened."""
    store = open_store(paths)
    library = Library(model_folders(paths, settings.value))
    recommended = catalog.load()
    notify = Notifier()
    tasks = TaskRunner(notify.show_error)
    settings.failed.connect(notify.show_error)
    hub = HubAccess(paths, settings, tasks, notify)
    started = engine_factory(paths.engine_log, paths.machine)
    started = with_elsewhere(started, lambda: hub.get().network)
    engine = started.engine
    models = ModelSession(engine, library, recommended, settings, tasks, notify)
    settings.changed.connect(lambda: _follow_folders(paths, library, settings, models))
    desktop = DesktopNotices(settings)
    desktop.clicked.connect(notify.attention_asked)
    downloads = Downloads(hub, tasks, models, notify, desktop)
    return Services(
        paths, engine, started.machine, store, library, recommended, settings, tasks, notify, theme, models,
        hub, downloads, seed,
    )  # fmt: skip


def _follow_folders(paths: Paths, library: Library, settings: SettingsHolder, models: ModelSession) -> None:
    """Look for models where the settings say now."""
    folders = model_folders(paths, settings.value)
    if folders != library.folders:
        library.folders = folders
        models.refresh()


def notify_all(services: Services, problems: Iterable[UserError | None]) -> None:
    """Tell what was found before there was a window to tell it."""
    for problem in problems:
        if problem is not None:
            services.notify.show_error(problem)


class _KeptContexts(QObject):
    """What was read of chats is kept as the settings say, now and whenever they change."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._applied: int | None = None
        services.settings.changed.connect(self._apply)
        self._apply()

    def _apply(self) -> None:
        services, value = self._services, self._services.settings.value
        if value.kept_contexts_mb == self._applied:
            return
        self._applied = value.kept_contexts_mb
        services.tasks.start(
            lambda _: keep_contexts(services.engine, services.paths, value),
            owner=self,
            on_done=lambda _none: None,
        )


class _Look:
    """Theme and language, as the settings say and whenever they change."""

    def __init__(self, app: QApplication, settings: SettingsHolder) -> None:
        self._settings = settings
        self.theme = Theme(app, settings.value.theme, settings.value.text_size)
        self._language = Language(app, settings.value.language)
        settings.changed.connect(self._apply)

    def _apply(self) -> None:
        value = self._settings.value
        self.theme.change(value.theme, value.text_size)
        self._language.apply(value.language)


class _Desk(QObject):
    """The running window and its end."""

    _engine_gone = Signal()

    def __init__(
        self, app: QApplication, services: Services, reporter: CrashReporter, instance: SingleInstance
    ) -> None:
        super().__init__(app)
        self._app, self._services = app, services
        self.all_ended = True
        self.erased = self.restored = False
        self.problem: UserError | None = None  # that came when there was no window any more
        self._eraser = Eraser(services, self)
        with services.theme.undressed():
            self._window = MainWindow(services)
        self._signals = SignalWatcher(self._window.close_for_good, self)
        reporter.use_window(self._window)
        instance.called.connect(self._window.bring_forward)
        services.notify.attention_asked.connect(self._window.bring_forward)
        self._window.closed.connect(self._shut_down)
        self._engine_gone.connect(self._on_engine_gone, Qt.ConnectionType.QueuedConnection)

    def run(self) -> int:
        self._window.show()
        QTimer.singleShot(0, self, self._on_shown)
        status = self._app.exec()
        self._signals.close()
        delete(self._window)
        return status

    def _on_shown(self) -> None:
        """Only now: nothing of this may hold back the first picture."""
        self._window.chat.focus_composer()
        self._eraser.begin()
        _KeptContexts(self._services, self)
        self._services.programs.begin()
        models = self._services.models
        models.refresh(then=lambda: models.load() if models.current is not None else None)
        _, password = without_password(self._services.settings.value.proxy)
        if password or self._services.paths.downloads.exists():
            self._services.hub.start()  # it moves to the keyring; they are offered again

    def _shut_down(self) -> None:
        self._window.hide()
        self._services.tasks.close()
        self._services.models.close()
        self._services.downloads.close()
        threading.Thread(target=self._close_engine, name="shutdown").start()

    def _close_engine(self) -> None:
        try:
            self._services.programs.close()
            self._services.hub.close()
            self._services.embedders.close()
            self._services.engine.close()
            self.all_ended = self._services.tasks.wait_idle(TASKS_END_S)
            if not self.all_ended:
                _log.error("a task did not end in %s s", TASKS_END_S)
            self._erase()
        finally:
            self._engine_gone.emit()

    def _erase(self) -> None:
        """Nothing writes any more, and nobody can bring back what was deleted, but with a backup: nothing is
        erased before one is restored, and what is deleted there when it is opened again."""
        store, backup = self._services.store, self._window.restores
        try:
            if self._window.erases_everything:
                store.delete_everything()
                self._services.libraries.delete_everything()
                self.erased = True
                return
            if backup is not None:
                store.restore_backup(backup)
                self.restored = True
            else:
                store.purge_deleted()
            erase_contexts(self._services)
        except UserError as error:
            _log.error("not everything was erased or restored: %s", error.title)
            asked = self._window.erases_everything or (backup is not None and not self.restored)
            self.problem = error if asked else None

    def _on_engine_gone(self) -> None:
        self._services.store.close()
        self._services.libraries.close()
        self._app.quit()


def _already_open(paths: Paths) -> AlreadyOpenError:
    return AlreadyOpenError(
        QT_TRANSLATE_NOOP("core", "llmdesk is already open, but it is not responding."),
        QT_TRANSLATE_NOOP("core", "Another llmdesk uses the data folder {folder}."),
        QT_TRANSLATE_NOOP("core", "Close that one, or choose another folder with --data-dir DIR."),
        folder=paths.data,
    )


def _show_instead(app: QApplication, error: UserError) -> int:
    """Say why there is no window, in a window; status 2, as the command line's."""
    dialog = StartupError(error)
    dialog.finished.connect(app.quit)
    signals = SignalWatcher(dialog.reject)
    dialog.show()
    app.exec()
    signals.close()
    delete(dialog)
    return 2
