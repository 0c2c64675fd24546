"""The window's way to the model hub: built when it is first needed, set as the settings say.

Owns the gate to the network, the tokens, the hub and the queue of downloads, and their end. Importing
what they are made of takes a third of a second, so it happens in a task. Must not show anything but
settings that cannot be used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import Cancelled, UsageError
from llmdesk.paths import Paths
from llmdesk.settings import Settings, without_password
from llmdesk.ui.notify import Notifier
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from llmdesk.models.download_queue import DownloadQueue
    from llmdesk.models.hub import Hub
    from llmdesk.network.gate import Network, NetworkOptions
    from llmdesk.network.tokens import TokenStore


@dataclass(frozen=True)
class HubParts:
    """What talks to the hub. Usable from any thread."""

    network: Network
    tokens: TokenStore
    hub: Hub
    downloads: DownloadQueue


HubBuilder = Callable[[Settings, Paths], HubParts]


def build_hub(settings: Settings, paths: Paths) -> HubParts:
    """The real parts; raises `UsageError` for an endpoint or a proxy that cannot be used."""
    from llmdesk.models.download_queue import DownloadQueue
    from llmdesk.models.hub import Hub
    from llmdesk.network.gate import Network
    from llmdesk.network.tokens import TokenStore

    tokens = TokenStore(settings.token_hosts)
    proxy, password = without_password(settings.proxy)
    if password:
        tokens.set_proxy_password(proxy, password)
    network = Network(_options(settings), tokens.get, password_of=tokens.proxy_password)
    hub = Hub(network, paths.cache)
    return HubParts(network, tokens, hub, DownloadQueue(hub, paths.downloads))


def _options(settings: Settings) -> NetworkOptions:
    from llmdesk.network.gate import NetworkOptions

    return NetworkOptions(settings.endpoint, settings.offline, without_password(settings.proxy)[0])


class HubAccess(QObject):
    """`parts` is None until `start` (or a task's `get`) has built them; `ready` fires then.

    `queue_changed` comes, on the GUI thread, when a download's state changed.
    """

    ready = Signal()
    queue_changed = Signal()

    def __init__(
        self,
        paths: Paths,
        settings: SettingsHolder,
        tasks: TaskRunner,
        notify: Notifier,
        build: HubBuilder = build_hub,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._paths, self._settings, self._tasks, self._notify = paths, settings, tasks, notify
        self._build = build
        self._lock = threading.Lock()
        self._parts: HubParts | None = None
        self._closed = False
        settings.changed.connect(self._follow)
        self.ready.connect(self._follow)

    @property
    def parts(self) -> HubParts | None:
        return self._parts

    def start(self) -> None:
        """Build the parts in the background."""
        self._tasks.start(lambda _: self.get(), owner=self, on_done=lambda _: None)

    def get(self) -> HubParts:
        """For tasks: the parts, built at the first call. Raises `UsageError`, `Cancelled` at the end."""
        with self._lock:
            if self._closed:
                raise Cancelled
            if self._parts is not None:
                return self._parts
            self._parts = self._build(self._settings.value, self._paths)
            self._parts.downloads.on_change(self._tell)
        self._emit(self.ready)
        return self._parts

    def close(self) -> None:
        """Any thread but the GUI's: pause the downloads, and wait until what came is on the disk."""
        with self._lock:
            self._closed = True
            parts = self._parts
        if parts is not None:
            parts.downloads.close()
            parts.network.close()

    def _tell(self) -> None:
        self._emit(self.queue_changed)

    def _emit(self, signal: object) -> None:
        try:
            signal.emit()  # type: ignore[attr-defined]  # a bound signal has no type of its own
        except RuntimeError:
            return  # the window is gone

    def _follow(self) -> None:
        """Use the settings of now."""
        if self._parts is None:
            return
        proxy, password = without_password(self._settings.value.proxy)
        if password:  # of an older llmdesk; what built the parts has taken it out
            self._settings.update(proxy=proxy, token_hosts=self._parts.tokens.remembered)
            return
        try:
            self._parts.network.update(_options(self._settings.value))
        except UsageError as error:
            self._notify.show_error(error)
