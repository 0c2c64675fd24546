"""The second mode of My tools: the chosen tool over a table or a folder.

Owns which of its pages shows, and one run at a time. How rows are read and answered is `tools/own/table`'s.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill, in_one_line
from llmdesk.store import Run
from llmdesk.tools.kept import read, write
from llmdesk.tools.own import OwnTool
from llmdesk.tools.own.kinds import kind_of
from llmdesk.tools.own.runs import TABLE_KIND, PastTable, past_table, tool_of
from llmdesk.tools.tables.review import MadeTable
from llmdesk.tools.tables.runs import TableInputs, inputs_of, waiting_run
from llmdesk.tools.tables.types import WouldLose
from llmdesk.ui import examples
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.file_dialogs import ask_folder
from llmdesk.ui.notify import translate_core
from llmdesk.ui.own.model import model_for
from llmdesk.ui.own.table.job import (
    OwnJob,
    OwnProgress,
    OwnRequest,
    go_over,
    look_at_output,
    look_at_source,
    try_rows,
)
from llmdesk.ui.own.table.progress import OwnProgressPage
from llmdesk.ui.own.table.setup import OwnSetup
from llmdesk.ui.services import Services
from llmdesk.ui.tables.opened import OpenedTable
from llmdesk.ui.tables.output_place import OutputPlace
from llmdesk.ui.tables.review.page import TableReview, which_again
from llmdesk.ui.tables.review.replacing import ask_to_replace
from llmdesk.ui.tables.table_mode import TableMode
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.words import counted

KEPT, EDITS = "own.table", "own.edits"


class OwnTable(TableMode):
    """`set_tool` whenever another one is chosen. `tool_asked(OwnTool)`: the tool of a past run."""

    tool_asked = Signal(object)
    setup: OwnSetup
    progress: OwnProgressPage

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent, look_at_source)
        self._tool: OwnTool | None = None
        self._trying = Job(services, self)
        self._afterwards: TableInputs | None = None  # of a past run, until its table is open
        self._waiting: Run | None = None  # a run that was stopped, and can go on
        self.setup, self.progress = OwnSetup(services.theme, self._trying), OwnProgressPage()
        self._add_pages()
        self._draft = Keeper(
            services.drafts, KEPT, self._kept, self._restore, _as_text, _parse, self, merges=True
        )
        self._connect()
        self._retranslate()
        self._look_for_waiting()
        self._draft.read()

    def _connect(self) -> None:
        self.empty.example_chosen.connect(self._on_example)
        self.setup.changed.connect(self._look_at_output)
        self.setup.trial_asked.connect(self._try)
        self.setup.start_asked.connect(self._start)

    @property
    def review(self) -> TableReview:
        """What shows a table that was made, built when there is one."""
        if self._review is None:
            self._add_review(review := TableReview(self._services, EDITS))
            review.again_asked.connect(self._again)
            review.more_asked.connect(self._add_column)
        found: TableReview = self._review
        return found

    # -- what the tab asks for ----------------------------------------------------------------------
    def set_tool(self, tool: OwnTool | None) -> None:
        """The tool that is chosen; what runs keeps its own."""
        self._tool = tool
        self._trying.cancel()
        self.setup.show_tool(tool)

    def shutdown(self) -> None:
        self._trying.cancel()
        super().shutdown()

    def show_run(self, run: Run) -> None:
        """A past run: its rows where it is finished, else the form as it was, ready to go on."""
        tool, inputs = tool_of(run), inputs_of(run)
        if self._running.refuse() or tool is None or inputs is None:
            return
        self.tool_asked.emit(tool)
        past = past_table(run)
        if past is not None:
            self._show_review(past)
            return
        self._afterwards = inputs
        row = inputs.header_row
        self.opener.open(inputs.path, inputs.sheet or None, row)

    # -- opening ------------------------------------------------------------------------------------
    def _choose_folder(self) -> None:
        ask_folder(self, self.tr("Open a folder of documents"), self.opener.open)

    def _on_example(self, text: str) -> None:
        run = self._waiting
        if run is not None and text == self._waiting_words(run):
            self.show_run(run)
            return
        folder = self._services.paths.data / "examples"
        self._services.tasks.start(lambda _: examples.table(folder), owner=self, on_done=self.opener.open)

    def _open_with_names(self, row: int) -> None:
        """What was said of the output stays."""
        table, request = self.opener.table, self.setup.request
        if table is not None and request is not None:
            self._afterwards = TableInputs(table.path, request.columns, request.out)
        self.opener.open_with_names(row)

    def _on_opened(self, table: OpenedTable) -> None:
        self._trying.cancel()
        self.setup.show_table(table)
        before, self._afterwards = self._afterwards, None
        if before is not None and before.path == table.path:
            self.setup.choose(before.columns, before.out)
        self._pages.setCurrentWidget(self.setup)
        if self.isVisible():
            self.setup.focus_first()

    def _look_at_output(self) -> None:
        """Offer to go on where a run for this output was stopped; what is asked for now is kept."""
        self._draft.keep_soon()
        request = self._request()
        if request is None or self.running:
            return
        models = self._services.models
        model = request.model or models.current or models.state.model
        name = model.name if model else ""
        self._services.tasks.start(
            partial(look_at_output, self._services, request, name), owner=self, on_done=self._on_output
        )

    def _on_output(self, place: OutputPlace) -> None:
        found = place.unfinished
        problem = found.problem if found is not None else None
        self.setup.show_output(place, in_one_line(problem.render(translate_core)) if problem else "")

    def _request(self) -> OwnRequest | None:
        request = self.setup.request
        return replace(request, model=model_for(self._services, request.tool)) if request else None

    # -- running ------------------------------------------------------------------------------------
    def _try(self) -> None:
        request = self._request()
        if request is not None:
            self._trying.start(partial(try_rows, self._services, request), self.setup.show_trial)

    def _start(self) -> None:
        request = self._request()
        if request is not None:
            self._run(request)

    def _run(self, request: OwnRequest) -> None:
        if self._running.refuse():
            return
        self._trying.cancel()
        self._at_work = job = OwnJob(request)
        name = request.table.path.name
        self.progress.begin(name)
        self._pages.setCurrentWidget(self.progress)
        words = self.tr("“{tool}” on {table}")
        self._running.start(
            partial(go_over, self._services, job),
            partial(self._on_done, request),
            on_progress=self._on_progress,
            on_stopped=lambda _error: self._on_stopped(request),
            long_job=fill(words, {"tool": request.tool.name, "table": name}),
        )

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, OwnProgress):
            self.progress.show_own(progress)

    def _on_done(self, request: OwnRequest, made: Run | WouldLose) -> None:
        if isinstance(made, WouldLose):
            self._on_stopped(request)
            ask_to_replace(self, made, lambda: self._run(replace(request, overwrite=True)))
            return
        past = past_table(made)
        if past is None:
            self._on_stopped(request)
            return
        self._show_review(past)
        if self.isVisible():
            return
        one = self.tr("{table}: 1 row is done. Saved as {out}")
        several = self.tr("{table}: {count} rows are done. Saved as {out}")
        places = {"table": past.inputs.path.name, "out": past.path.name}
        self._services.notify.show(counted(one, several, past.rows, **places))

    def _on_stopped(self, request: OwnRequest) -> None:
        past = self.review.past if self._review is not None else None
        if request.again is not None and isinstance(past, PastTable):
            self._show_review(past)
            return
        self._pages.setCurrentWidget(self.setup)
        self._look_at_output()

    def _on_busy(self, busy: bool) -> None:
        super()._on_busy(busy)
        if not busy:
            self._look_for_waiting()

    def _show_review(self, past: PastTable) -> None:
        self.review.show_table(past)
        self._pages.setCurrentWidget(self.review)
        self.review.rows.setFocus()

    def _again(self, which: str) -> None:
        """Some rows of the table that shows, with its tool, or with the chosen one where that gives the same
        columns."""
        past = self.review.past
        if isinstance(past, PastTable) and not self._running.refuse():
            self.review.when_written(partial(self._run_again, which, past))

    def _run_again(self, which: str, past: PastTable) -> None:
        tool = self._tool if self._tool is not None and _shape(self._tool) == _shape(past.tool) else past.tool
        inputs = past.inputs
        again = which_again(which)

        def run(table: OpenedTable) -> None:
            model = model_for(self._services, tool)
            self._run(OwnRequest(tool, table, inputs.columns, past.path, again=again, model=model))

        look = partial(look_at_source, inputs.path, inputs.sheet or None, inputs.header_row)
        self._trying.start(look, run)

    def _add_column(self) -> None:
        """The table that shows is the next one to work on."""
        past = self.review.past
        if past is not None:
            self.review.when_written(partial(self._open_made, past))

    def _open_made(self, past: MadeTable) -> None:
        self.setup.prefer(past.inputs.columns)
        self.opener.open(past.path, past.inputs.sheet or None, past.out_header_row or None)

    # -- what is kept -------------------------------------------------------------------------------
    def _kept(self) -> TableInputs | None:
        """The form as it is."""
        table, setup = self.opener.table, self.setup
        if table is None:
            return None
        row = table.header_row if table.first_rows else None
        return TableInputs(table.path, setup.places.columns, setup.output.place, table.sheet, row)

    def _restore(self, inputs: TableInputs | None) -> None:
        """As it was when the window closed, unless something was opened meanwhile."""
        if inputs is not None and self.opener.table is None and self._afterwards is None:
            self._afterwards = inputs
            self.opener.open(inputs.path, inputs.sheet or None, inputs.header_row)

    # -- what waits ---------------------------------------------------------------------------------
    def _look_for_waiting(self) -> None:
        """A run that was stopped, or whose llmdesk was killed, is offered."""

        def show(run: Run | None) -> None:
            self._waiting = run
            self._retranslate()

        store = self._services.store
        self._services.tasks.start(lambda _context: waiting_run(store, TABLE_KIND), owner=self, on_done=show)

    def _waiting_words(self, run: Run) -> str:
        return fill(self.tr("Resume {table}, which was stopped"), {"table": run.title})

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        waiting = (self._waiting_words(self._waiting),) if self._waiting is not None else ()
        self.empty.set_texts(
            self.tr("Run the tool on every row"),
            self.tr(
                "Open a table, or drop it here: CSV, TSV, Excel or JSON Lines. Or open a folder of "
                "documents. You get a new table with the answer in every row, and what did not pass the "
                "checks is marked. Or try an example:"
            ),
            (*waiting, self.tr("Twenty reviews of household goods")),
            action=self.tr("Open table"),
            other=self.tr("Open folder"),
        )


def _shape(tool: OwnTool) -> tuple[object, ...]:
    """What of a tool makes the columns of a table."""
    return tool.takes, tool.gives, kind_of(tool).columns


def _as_text(inputs: TableInputs | None) -> str:
    return json.dumps(write(inputs), ensure_ascii=False)


def _parse(kept: str) -> TableInputs | None:
    """None for what makes no sense, and where the table is gone. In a thread."""
    try:
        inputs = read(TableInputs, json.loads(kept))
    except ValueError:
        return None
    return inputs if inputs is not None and inputs.path.exists() else None
