"""The chosen tool on one text: its fields at the left, its answer at the right.

Owns one run at a time, and what of past ones shows. How a tool answers is `tools/own`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from llmdesk.errors import StoreError, UserError
from llmdesk.models.library import InstalledModel
from llmdesk.store import Run
from llmdesk.tools.own import OwnTool, Result, Values, run_tool
from llmdesk.tools.own.fitness import is_too_small
from llmdesk.tools.own.kinds import asks
from llmdesk.tools.own.runs import digest_of, keep, read_back
from llmdesk.ui.given.given import Given
from llmdesk.ui.language import Retranslating
from llmdesk.ui.own.book import ToolBook
from llmdesk.ui.own.model import model_for
from llmdesk.ui.own.text import answer_words
from llmdesk.ui.own.text.answer import OwnAnswer
from llmdesk.ui.own.text.head import ToolHead
from llmdesk.ui.own.text.inputs import OwnInputs
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.empty_page import EmptyPage
from llmdesk.ui.widgets.job import Job
from llmdesk.ui.widgets.panes import Panes, hairline


@dataclass(frozen=True)
class _Request:
    tool: OwnTool
    values: Values
    path: Path | None
    model: InstalledModel | None


@dataclass(frozen=True)
class Answered:
    """What shows, and of what it is: `values`, or where they were not kept, the texts of this `digest`, or
    the document at `path` where nothing else is known."""

    result: Result
    values: Values | None
    path: Path | None = None
    small: bool = False
    digest: str = ""

    def is_of(self, given: Sequence[Given]) -> bool:
        if self.values is not None:
            return self.values == tuple(each.text for each in given)
        if self.digest:
            return self.digest == digest_of(tuple(each.text for each in given))
        return self.path is not None and any(each.path == self.path for each in given)


@dataclass(frozen=True)
class _Outcome:
    """`problem`: why the run is not in the history; `small`: of a model with few parameters."""

    result: Result
    problem: UserError | None
    small: bool


class OwnText(Retranslating, QWidget):
    """`asked(action)` for the tool, `ended` when a run was kept, `hand_over(tab, text)`."""

    asked = Signal(str)
    ended = Signal()
    hand_over = Signal(str, str)

    def __init__(self, services: Services, book: ToolBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._book = services, book
        self._job = Job(services, self)
        self.head, self.inputs = ToolHead(services), OwnInputs(services, self._job)
        self._empty, self.answer = EmptyPage(), OwnAnswer(services.theme, services.tools)
        self._right = QStackedWidget()
        self._shown: OwnTool | None = None
        self._answered: Answered | None = None
        self._arrange()
        self._connect()
        self._retranslate()
        self._show_tool()

    def _arrange(self) -> None:
        self._right.addWidget(self._empty)
        self._right.addWidget(self.answer)
        sides = Panes(self.inputs, self._right)
        self.inputs.setMinimumWidth(240)
        self._right.setMinimumWidth(300)
        sides.setSizes([420, 520])
        sides.setStretchFactor(0, 2)
        sides.setStretchFactor(1, 3)
        rule = hairline()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule)
        column.addWidget(sides, 1)

    def _connect(self) -> None:
        self._book.chosen.connect(self._show_tool)
        self.head.asked.connect(self.asked)
        self.inputs.start_asked.connect(self.run)
        self.inputs.changed.connect(self._compare)
        self.answer.hand_over.connect(self._hand_over)
        self.answer.copied.connect(lambda: self._services.notify.show(self.tr("Copied to the clipboard.")))
        self._empty.example_chosen.connect(self._use_example)

    def sizeHint(self) -> QSize:
        return QSize(700, 500)

    # -- what the tab asks for ----------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """In the first field."""
        self.inputs.give([text])

    def focus_first(self) -> None:
        self.inputs.focus_first()

    def cancel(self) -> None:
        self._job.cancel()

    def show_run(self, run: Run) -> None:
        """A past run: its tool, its text, its answer."""
        kept = read_back(run)
        if self._job.refuse() or kept.result is None:
            return
        self._book.show_past(kept.result.tool)
        if kept.values is not None:
            self.inputs.give(kept.values)
        elif kept.path is not None:
            self.inputs.open_document(Given(path=kept.path))
        self._show(Answered(kept.result, kept.values, kept.path, digest=kept.digest))

    # -- the tool -----------------------------------------------------------------------------------
    def _show_tool(self) -> None:
        """Another tool has other fields; an answer of the one before does not stay under its name."""
        shelved = self._book.current
        self.head.show_tool(shelved)
        if shelved is None:
            return
        if self._shown is not None and shelved.tool != self._shown:
            self._job.cancel()
            self._right.setCurrentWidget(self._empty)
        self._shown = shelved.tool
        self.inputs.set_places(shelved.tool.takes)
        self._describe()

    def _describe(self) -> None:
        """One example, which one click tries; none for a tool that reads several texts together."""
        one = self._shown is not None and len(self._shown.takes) == 1
        examples = (self.tr("Anna says our lift is broken again."),) if one else ()
        hint = self.tr(
            "Enter a text on the left and press Run. The answer comes here, with what was checked."
        )
        if one:
            hint = self.tr(
                "Enter a text on the left and press Run. The answer comes here, with what was checked. "
                "Or try an example:"
            )
        self._empty.set_texts(self.tr("Run it on a text"), hint, examples)

    # -- running ------------------------------------------------------------------------------------
    def run(self) -> None:
        shelved = self._book.current
        if shelved is None or self._job.running or not self.inputs.is_ready:
            return
        tool, given = shelved.tool, self.inputs.given
        paths = [each.path for each in given if each.path is not None]
        path = paths[0] if len(given) == 1 and paths else None
        values = tuple(each.text for each in given)
        request = _Request(tool, values, path, model_for(self._services, tool))
        before = self._answered if self._right.currentWidget() is self.answer else None

        def done(outcome: _Outcome) -> None:
            self._show(Answered(outcome.result, values, path, outcome.small))
            if outcome.problem is not None:
                self._services.notify.show_error(outcome.problem)
            self.ended.emit()

        def stopped(_error: Exception | None) -> None:
            """What was there before shows again."""
            if before is not None:
                self._show(before)
            else:
                self._right.setCurrentWidget(self._empty)

        self._job.start(
            partial(_run, self._services, request), done, on_progress=self._on_progress, on_stopped=stopped
        )

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, str):
            self.answer.show_writing(progress)
            self._right.setCurrentWidget(self.answer)

    def _show(self, answered: Answered) -> None:
        self._answered = answered
        self.answer.show_result(answered.result, small=answered.small)
        self._right.setCurrentWidget(self.answer)
        self._compare()

    def _compare(self) -> None:
        """An answer beside a text that is another by now says so. What is being opened is not known yet."""
        given = self.inputs.given
        if self._answered is None or self._job.running or any(each.is_waiting for each in given):
            return
        self.answer.set_earlier(not self._answered.is_of(given))

    def _use_example(self, text: str) -> None:
        self.inputs.give([text])
        self.run()

    def _hand_over(self, tab: str) -> None:
        if self.answer.result is not None:
            self.hand_over.emit(tab, answer_words.plain(self.answer.result))

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._describe()


def _run(services: Services, request: _Request, context: TaskContext) -> _Outcome:
    """Load, answer, keep in the history; a full disk does not take the answer away. In a thread."""
    tool = request.tool
    loaded = services.models.load_blocking(context, asks(tool), request.model)
    small = is_too_small(services.engine, loaded, tool, services.paths.trials, context.cancel)
    streams = tool.gives == "text"
    result = run_tool(
        tool, request.values, services.engine, context.cancel, context.progress if streams else None
    )
    problem: UserError | None = None
    try:
        keep(services.store, request.values, result, request.path)
    except StoreError as error:
        problem = error
    return _Outcome(result, problem, small)
