"""How one model is loaded, changed by its user: read, shown in a dialog, tried, kept.

Owns these steps as tasks. Must not know the page that shows the model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from llmdesk.gguf import Header, read_header
from llmdesk.models.library import InstalledModel
from llmdesk.models.library_changes import set_own_settings
from llmdesk.models.own_settings import OwnSettings, read_template
from llmdesk.ui.models.hub_browser import HubBrowser, Room, fit_as_set
from llmdesk.ui.models.own_settings_dialog import OwnSettingsDialog
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

T = TypeVar("T")


@dataclass(frozen=True)
class _Known:
    """What the dialog needs: the file's header, what is set, and the memory of now."""

    header: Header
    own: OwnSettings
    room: Room


class OwnSettingsActions(QObject):
    """GUI thread. `changed(InstalledModel)`: it is loaded otherwise from now on."""

    changed = Signal(InstalledModel)

    def __init__(self, services: Services, browser: HubBrowser, window: QWidget) -> None:
        """`window`: over which the dialog opens."""
        super().__init__(window)
        self._services, self._browser, self._window = services, browser, window
        self.dialog: OwnSettingsDialog | None = None  # the last one that was opened

    @property
    def is_open(self) -> bool:
        return self.dialog is not None and isValid(self.dialog) and self.dialog.isVisible()

    def open(self, model: InstalledModel) -> None:
        """Read what is set, then show it; one dialog at a time."""
        library = self._services.library

        def read(_: TaskContext) -> _Known:
            header = read_header(model.path, tensors=True)
            return _Known(header, library.own_settings(model.path), self._browser.room_of_now())

        def show(known: _Known) -> None:
            if not self.is_open:
                self._show(model, known)

        self._services.tasks.start(read, owner=self, on_done=show, on_error=self._services.notify.show_error)

    def _show(self, model: InstalledModel, known: _Known) -> None:
        settings = self._services.settings
        self.dialog = dialog = OwnSettingsDialog(
            model.name,
            known.header,
            known.own,
            lambda own: fit_as_set(known.header, known.room, own, settings),
            has_gpu=known.room.gpu_free > 0,
            parent=self._window,
        )
        dialog.own_accepted.connect(lambda own: self._keep(model, own, dialog))
        dialog.form.file_chosen.connect(lambda path: self._read_template(path, dialog))
        dialog.open()

    def _keep(self, model: InstalledModel, own: OwnSettings, dialog: OwnSettingsDialog) -> None:
        """A template is tried before it is kept; a broken one changes nothing."""
        library, machine = self._services.library, self._services.machine

        def work(context: TaskContext) -> None:
            if own.template and own.template != library.own_settings(model.path).template:
                machine.check_template(model.path, own.template, context.cancel)
            set_own_settings(library, model, own)

        def told(_: None) -> None:
            self.changed.emit(model)

        self._services.tasks.start(
            work, owner=self, on_done=dialog.when_stored(told), on_error=dialog.not_stored
        )

    def _read_template(self, path: Path, dialog: OwnSettingsDialog) -> None:
        def unless_closed(act: Callable[[T], None]) -> Callable[[T], None]:
            return lambda value: act(value) if isValid(dialog) else None

        self._services.tasks.start(
            lambda _: read_template(path),
            owner=self,
            on_done=unless_closed(dialog.form.show_template),
            on_error=unless_closed(dialog.form.show_problem),
        )
