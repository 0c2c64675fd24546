"""The first start: what one can begin with, until one has begun.

Owns which models are offered and when the welcome is over: with the first thing that is chosen there, or
the first conversation. That is kept in the settings. Must not arrange anything: `welcome` does.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from llmdesk import hardware
from llmdesk.engine.types import WeightsSpeed
from llmdesk.models.catalog import CatalogDownload
from llmdesk.models.library import InstalledModel
from llmdesk.models.speed import guessed_speed
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.window.welcome import Welcome


@dataclass(frozen=True)
class _Machine:
    memory: hardware.Memory
    cores: hardware.Cores
    used_before: bool  # there are conversations of an earlier llmdesk


class FirstRun(QObject):
    """`widget` is shown while `active`. `models_asked`: show the Models tab; `started`: begin to type."""

    ended = Signal()
    started = Signal()
    models_asked = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._suggested: CatalogDownload | None = None
        self._installed: InstalledModel | None = None
        self._machine: _Machine | None = None
        self._speed: WeightsSpeed | None = None  # until it was measured, it is guessed
        self.widget = Welcome()
        self.widget.language_chosen.connect(lambda code: services.settings.update(language=code))
        self.widget.start_asked.connect(self._start)
        self.widget.download_asked.connect(self._download)
        self.widget.others_asked.connect(self._show_others)
        services.models.models_changed.connect(self._show)
        services.models.current_changed.connect(self._show)
        services.tasks.start(self._look, owner=self, on_done=self._on_machine)

    @property
    def active(self) -> bool:
        return not self._services.settings.value.welcomed

    def end(self) -> None:
        """One has begun: it does not come again."""
        if self.active:
            self._services.settings.update(welcomed=True)
            self.ended.emit()

    def _look(self, _: TaskContext) -> _Machine:
        used_before = bool(self._services.store.conversations("", 1))
        return _Machine(hardware.memory(), hardware.cores(), used_before)

    def _on_machine(self, machine: _Machine) -> None:
        self._machine = machine
        if machine.used_before:
            self.end()
        self._show()
        if self.active:
            device = self._services.settings.value.device
            self._services.tasks.start(
                lambda _: self._services.machine.weights_speed(device),
                owner=self,
                on_done=self._on_speed,
                on_error=lambda _: None,
            )

    def _on_speed(self, speed: WeightsSpeed | None) -> None:
        self._speed = speed
        self._show()

    def _show(self) -> None:
        models = self._services.models
        here = [model for model in models.models if not model.problem]
        installed = models.current if models.current in here else next(iter(here), None)
        if self._machine is not None:
            guessed = guessed_speed(self._machine.cores.physical)
            total = self._machine.memory.total
            suggested = self._services.catalog.suggestion(total, self._speed or guessed, guessed)
            there = suggested and any(model.path.name == suggested.file.rpartition("/")[2] for model in here)
            self._suggested = None if there else suggested
        self._installed = installed
        self.widget.show_models(installed, self._suggested)

    def _start(self) -> None:
        """With the model that the button names, which need not be the one that was chosen before."""
        models = self._services.models
        if self._installed is not None and self._installed != models.current:
            models.choose(self._installed)
        self.end()
        self.started.emit()

    def _download(self) -> None:
        """Fetch the suggested model; the Models tab shows how far it is."""
        from llmdesk.models.download import DownloadRequest  # brings the Hub's library

        if self._suggested is None:
            return
        repo, file = self._suggested.repo, self._suggested.file
        self._services.downloads.add(DownloadRequest(repo, (file,), self._services.paths.models))
        self.models_asked.emit()

    def _show_others(self) -> None:
        self.models_asked.emit()
