"""What shows of a list of files: the document of its row at the left, what became of it at the right.

Owns which file that is while one is opened and others are summarized. Must not summarize, nor know the tab's
pages: it says what should show.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from llmdesk.ui.given.opened import Opened, as_opened, open_file, stub
from llmdesk.ui.services import Services
from llmdesk.ui.summarize.files import ALL
from llmdesk.ui.summarize.job import FilesProgress
from llmdesk.ui.summarize.progress import SummaryProgressView
from llmdesk.ui.summarize.result import SummaryResult
from llmdesk.ui.summarize.source import SummarySourcePane
from llmdesk.ui.summarize.work import SummaryWork


class ListedFiles(QObject):
    """`opened(Opened)`: a document should show; `made(Summary, Document)`: a summary; `page_asked(page)`: the
    page of the progress, or None where there is nothing yet."""

    opened = Signal(object)
    made = Signal(object, object)
    page_asked = Signal(object)

    def __init__(
        self,
        services: Services,
        work: SummaryWork,
        source: SummarySourcePane,
        progress: SummaryProgressView,
        result: SummaryResult,
        tab: QWidget,
    ) -> None:
        super().__init__(tab)
        self._services, self._work, self._tab = services, work, tab
        self._source, self._progress, self._result = source, progress, result

    def show_progress(self, progress: FilesProgress) -> None:
        self._source.files.show_states(progress.states)
        self.show_state()

    def show_file(self, index: int) -> None:
        """The document of the list's row, and its summary where there is one."""
        files = self._source.files
        self.show_state()
        state = files.state(index)
        if index == ALL:
            joined = state.document if state is not None else None
            self.opened.emit(as_opened(joined or stub(files.name(ALL))))
            return

        def show(opened: Opened) -> None:
            if files.current == index and files.paths and files.paths[index] == opened.path:
                self.opened.emit(opened)
                self.show_state()

        def fail(error: Exception) -> None:
            if files.current == index and files.paths:
                self.opened.emit(as_opened(stub(files.name(index))))
                if state is None or state.error is None:  # else it is said at the right
                    self._services.notify.show_error(error)

        path = files.paths[index]
        self._services.tasks.start(partial(open_file, path), owner=self, on_done=show, on_error=fail)

    def show_state(self) -> None:
        """What became of the list's current file."""
        files = self._source.files
        state = files.state(files.current)
        name = files.name(files.current)
        if state is not None and state.summary is not None:
            opened = self._source.opened
            here = opened is not None and opened.path == state.path
            document = opened.document if opened is not None and here else state.document or stub(name)
            shown = self._result.isVisibleTo(self._tab) and self._result.summary is state.summary
            if not shown or (here and self._result.document is not document):
                self.made.emit(state.summary, document)
        elif state is not None and state.error is not None:
            self._progress.show_end(name, state.error)
            self.page_asked.emit(self._progress)
        elif self._work.running:
            self._progress.show_file(name, state)
            self.page_asked.emit(self._progress)
        else:
            self.page_asked.emit(None)
