"""How the text of a file gets into a form: opened or dropped, read in a task.

Owns what happens when; what stood in the field can be taken back. Must not know what is done with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.tools.compose import Form
from llmdesk.tools.document_kinds import SUFFIXES
from llmdesk.tools.write.opening import PLAIN, read_plain
from llmdesk.ui.file_dialogs import ask_file
from llmdesk.ui.given.drops import Drops
from llmdesk.ui.given.opened import open_file
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.job import Job


class FormFiles(QObject):
    """Serves the widget `page`, which is the parent. `form()` is the one that shows; `take(form, text)` gets
    a text for the field that it is mainly about."""

    def __init__(
        self,
        services: Services,
        job: Job,
        page: QWidget,
        form: Callable[[], Form],
        take: Callable[[Form, str], None],
    ) -> None:
        super().__init__(page)
        self._services, self._job, self._page = services, job, page
        self._form, self._take = form, take
        Drops(page, self.open_files, self._take_dropped)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence.StandardKey.Open, page, self.choose, context=within)

    def choose(self) -> None:
        """Ask for a file."""
        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = fill(self.tr("Documents ({patterns});;All files (*)"), {"patterns": patterns}).split(";;")
        ask_file(self._page, self.tr("Open a file"), kinds, lambda path: self.open_files([path]))

    def open_files(self, paths: Sequence[Path]) -> None:
        """Read the first one into the form."""
        form = self._form()
        if self._job.refuse() or not paths:
            return
        self._services.tasks.start(
            partial(_read, paths[0], form.main == "code"), owner=self, on_done=partial(self._take, form)
        )

    def _take_dropped(self, text: str) -> None:
        if not self._job.refuse():
            self._take(self._form(), text)


def _read(path: Path, plain: bool, context: TaskContext) -> str:
    """The text of a file; code and plain text to the character."""
    if plain or path.suffix.lower() in PLAIN:
        return read_plain(path).replace("\r\n", "\n")
    return open_file(path, context).document.text
