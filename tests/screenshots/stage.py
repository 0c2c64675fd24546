"""A window on made data, with all its services and an engine that is told what to say.

Owns the window that scenes are played in. Must not draw.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, GenerateRequest, ModelSpec, Score, ScoreRequest
from llmdesk.errors import UserError
from llmdesk.models.catalog import load as load_catalog
from llmdesk.paths import Paths
from llmdesk.settings import Settings
from llmdesk.store import Store
from llmdesk.ui.downloads import Downloads
from llmdesk.ui.hub_access import HubAccess
from llmdesk.ui.language import Language
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import Notifier
from llmdesk.ui.services import Services
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.tasks import TaskRunner
from llmdesk.ui.theme import Theme
from llmdesk.ui.window.main_window import MainWindow
from tests.fakes import FakeEngine, FakeMachine
from tests.tools.extract.copying_engine import CopyingEngine
from tests.tools.sentiment.engine import CountingEngine
from tests.tools.summarize.reading_engine import ReadingEngine
from tests.tools.translate.translating_engine import TranslatingEngine
from tests.ui.conftest import FakeLibrary

_STILL_MS = 120  # after what is waited for: pictures settle in the next turns of the window
_PATIENCE_S = 60.0

W = TypeVar("W", bound=QWidget)


class Actor(FakeEngine):
    """An engine for all tabs: it summarizes, scores, and answers as it was told."""

    def __init__(self) -> None:
        super().__init__()
        self._reader, self._counter, self._translator = ReadingEngine(), CountingEngine(), TranslatingEngine()
        self._copier = CopyingEngine()
        self._copier.load(ModelSpec(FileRef(Path("copier.gguf"))))

    def spoil_every(self, number: int) -> None:
        """Of the segments that are translated, every so-and-so-many loses what must stay."""
        self._translator.spoil = lambda text, _attempt: "……" if len(text) % number == 0 else None

    def generate_many(
        self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
    ) -> Iterator[tuple[int, Completion | UserError]]:
        if self._answers:
            return super().generate_many(requests, cancel)
        first = requests[0]
        if any(mark in (first.prompt or "") for mark in ("Fields:", "字段：")):
            return self._copier.generate_many(requests, cancel)
        is_segment = any(label in first.messages[-1].content for label in ("Text: ", "原文：", "简体中文："))
        reads = self._translator if is_segment or not first.grammar else self._reader  # asked plainly
        return reads.generate_many(requests, cancel)

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        return self._counter.score(request, cancel)


class Stage:
    """A window on made data. `chinese`: the language that it is in, and its data with it."""

    def __init__(self, app: QApplication, folder: Path, language: str, text_size: int, *models: str) -> None:
        self.app, self.folder, self.chinese = app, folder, language == "zh_CN"
        paths = Paths.under(folder)
        paths.create()
        self.language = Language(app, language)
        self.theme = Theme(app, "light", text_size)
        self.engine = Actor()
        first = bool(models)
        settings = Settings(language=language, text_size=text_size, welcomed=first, offline=True)
        holder = SettingsHolder(settings, paths.settings)
        notify, catalog = Notifier(), load_catalog()
        tasks, library = TaskRunner(notify.show_error), FakeLibrary(*models)
        session = ModelSession(self.engine, library, catalog, holder, tasks, notify)
        hub = HubAccess(paths, holder, tasks, notify)
        downloads = Downloads(hub, tasks, session, notify)
        self.store = Store(paths.database, paths.backups)
        self.services = Services(
            paths, self.engine, FakeMachine(), self.store, library, catalog, holder, tasks, notify,
            self.theme, session, hub, downloads,
        )  # fmt: skip
        self.window = MainWindow(self.services)
        self.window.show()
        session.refresh(then=session.load if models else None)
        self.wait(lambda: session.scanned)

    # -- for scenes -------------------------------------------------------------------------------
    def wait(self, condition: Callable[[], bool]) -> None:
        """Let the window work until `condition`; a scene that never comes is told."""
        end = time.monotonic() + _PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError
            self.rest(10)

    def rest(self, milliseconds: int = _STILL_MS) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def tab(self, number: int) -> None:
        self.window.findChildren(QTabBar)[0].setCurrentIndex(number)

    def find(self, kind: type[W], name: str = "") -> W:
        """The visible control of this kind, and of this accessible name where it is given; waits for it."""

        def found() -> W | None:
            shown = (one for one in self.window.findChildren(kind) if one.isVisible())
            return next((one for one in shown if not name or one.accessibleName() == name), None)

        self.wait(lambda: found() is not None)
        widget = found()
        assert widget is not None
        return widget

    def say(self, english: str, chinese: str) -> str:
        return chinese if self.chinese else english

    def press(self, english: str, chinese: str) -> None:
        button = self.find(QAbstractButton, self.say(english, chinese))
        self.wait(button.isEnabled)
        button.click()

    def close(self) -> None:
        self.engine.gate.set()
        services = self.services
        self.window.close()
        services.tasks.close()
        services.models.close()
        services.downloads.close()
        services.hub.close()
        services.tasks.wait_idle(10)
        services.store.close()
        services.libraries.close()
        self.window.deleteLater()
        self.rest(20)


Scene = Callable[[Stage], QWidget | None]
