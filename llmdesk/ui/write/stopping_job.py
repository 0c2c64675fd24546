"""A job that still hands over what is written when it is cancelled, and tells that it is about to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from llmdesk.ui.services import Services
from llmdesk.ui.widgets.job import Job


class StoppingJob(Job):
    """`stopping` once it was cancelled and what is written is still to come."""

    stopping = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(services, parent, waits=True)

    def cancel(self) -> None:
        super().cancel()
        if self.running:
            self.stopping.emit()
