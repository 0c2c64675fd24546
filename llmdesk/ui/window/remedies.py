"""What a notice about an error offers: the one click that may help.

Owns which errors are helped by which click. Must not do it itself: the window opens its pages, the settings
are changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from llmdesk.errors import ModelFileError, NoModelError, SettingsError, UserError, fill
from llmdesk.network.failures import AccessDenied, ConnectionFailed, NotTheHub, OfflineError
from llmdesk.network.options import MIRROR_ENDPOINT, OFFICIAL_ENDPOINT
from llmdesk.ui.notify import Action
from llmdesk.ui.services import Services

if TYPE_CHECKING:
    from llmdesk.ui.settings.dialog import PageName

_UNREACHABLE = ("name", "connect", "answer")  # steps of a connection at which another address may do


class Remedies(QObject):
    """`open_models()` shows the tab with the models, `open_settings(page)` the settings."""

    def __init__(
        self,
        services: Services,
        open_models: Callable[[], None],
        open_settings: Callable[[PageName], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._open_models, self._open_settings = services, open_models, open_settings
        services.notify.add_offer(self.offer)

    def offer(self, error: UserError) -> Action | None:
        """The words of the button and what it does; None where no click helps."""
        if isinstance(error, NoModelError):
            return self.tr("Get a model"), self._open_models
        if isinstance(error, ModelFileError):
            return self.tr("Choose a model"), self._open_models
        if isinstance(error, OfflineError):
            return self.tr("Turn off Offline"), lambda: self._services.settings.update(offline=False)
        if isinstance(error, ConnectionFailed) and self._mirror_may_help(error):
            return self.tr("Try the mirror"), self._take_mirror
        if isinstance(error, ConnectionFailed | NotTheHub | AccessDenied):
            return self.tr("Open settings"), lambda: self._open_settings("network")
        if isinstance(error, SettingsError):
            return self.tr("Open settings"), lambda: self._open_settings("general")
        return None

    def _mirror_may_help(self, error: ConnectionFailed) -> bool:
        official = self._services.settings.value.endpoint == OFFICIAL_ENDPOINT
        return official and error.params.get("step") in _UNREACHABLE

    def _take_mirror(self) -> None:
        settings = self._services.settings
        settings.update(endpoint=MIRROR_ENDPOINT)
        self._services.notify.show(
            fill(self.tr("Models now come from {address}."), {"address": MIRROR_ENDPOINT}),
            undo=lambda: settings.update(endpoint=OFFICIAL_ENDPOINT),
        )
