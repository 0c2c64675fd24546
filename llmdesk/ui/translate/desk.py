"""How a text, a document or a table gets into the Translate tab.

Owns which of them a file is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from llmdesk.tools.translate import KINDS
from llmdesk.ui.given.desk import GivenDesk
from llmdesk.ui.given.pane import GivenPane
from llmdesk.ui.services import Services
from llmdesk.ui.translate.opening import pasted, read_given
from llmdesk.ui.translate.table.page import SUFFIXES
from llmdesk.ui.widgets.job import Job


class TranslateDesk(GivenDesk):
    """A table goes to `open_table`; `begins` is called before anything else comes into the pane."""

    def __init__(
        self,
        services: Services,
        pane: GivenPane,
        job: Job,
        tab: QWidget,
        open_table: Callable[[Path], None],
        begins: Callable[[], None],
    ) -> None:
        self._open_table, self._begins = open_table, begins
        super().__init__(
            services, pane, job, tab, suffixes=(*KINDS, *SUFFIXES), reads=read_given, pastes=pasted
        )

    def open_files(self, paths: Sequence[Path]) -> None:
        if paths and paths[0].suffix.lower() in SUFFIXES:
            self._open_table(paths[0])
        else:
            self._begins()
            super().open_files(paths)

    def take_text(self, text: str) -> None:
        self._begins()
        super().take_text(text)
