"""The process that reads files, started before there is one to read.

Owns when: as soon as a tab that opens files is there. What it is, `tools/reading` knows.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from llmdesk.tools import reading
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext


def read_ahead(services: Services, owner: QObject) -> None:
    """Have a reader process ready; a tab's first file does not wait for its start then."""

    def work(context: TaskContext) -> None:
        reading.warm_up(context.cancel)

    def done(_: None) -> None:
        """Nothing shows of it."""

    services.tasks.start(work, owner=owner, on_done=done)
