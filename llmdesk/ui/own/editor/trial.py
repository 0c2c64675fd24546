"""Three texts to try a tool on while it is written, each with the answer below it.

Owns one trial at a time. How a tool answers is `tools/own`'s; nothing here is kept in the history.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, fill
from llmdesk.models.library import InstalledModel
from llmdesk.tools.own import OwnTool, Result, Values
from llmdesk.tools.own.kinds import asks
from llmdesk.tools.own.running import run_many
from llmdesk.ui.language import Retranslating
from llmdesk.ui.own.editor.drafts import TRIED, Texts
from llmdesk.ui.own.editor.place_fields import LONGEST, PlaceFields
from llmdesk.ui.own.model import model_for
from llmdesk.ui.own.text import answer_words
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, HALF, SPACE, set_kind
from llmdesk.ui.widgets.job import Job, JobProgress, JobRow
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.reading_text import ReadingText

_ANSWER_LINES = 3


class _Try(QWidget):
    """A text, and what the tool gave for it. `changed` for what the user does."""

    changed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.answered: tuple[OwnTool, Values] | None = None  # what gave the answer that shows
        self._title, self.texts = plain_label(), PlaceFields()
        self._head, self._failed = plain_label("right", wrap=True), plain_label("danger", wrap=True)
        self._earlier, self.answer = plain_label("small", wrap=True), ReadingText()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(HALF)
        for widget in (self._title, self.texts, self._earlier, self._head, self.answer, self._failed):
            column.addWidget(widget)
        self.texts.changed.connect(self._on_typed)
        self.answer.setFixedHeight(self.fontMetrics().lineSpacing() * _ANSWER_LINES)
        self.clear()

    @property
    def title(self) -> str:
        return self._title.text()

    def fit(self, places: Sequence[str]) -> None:
        """A field for each place."""
        self.texts.fit(places)
        self.retranslate()

    def _on_typed(self) -> None:
        self.clear()
        self.changed.emit()

    def clear(self) -> None:
        """No answer."""
        self.answered = None
        for widget in (self._earlier, self._head, self.answer, self._failed):
            widget.hide()

    def set_tool(self, tool: OwnTool | None) -> None:
        """What would answer now; None while nobody can say. An answer of the form as it was says so."""
        asked = self.answered[0] if self.answered is not None else tool
        self._earlier.setVisible(_unnamed(asked) != _unnamed(tool))

    def show_result(self, result: Result, values: Values) -> None:
        """Unless another text stands here by now."""
        if self.answered == (result.tool, values) or self.texts.shown_values != values:
            return
        self.answered = (result.tool, values)
        failed = answer_words.failed(result)
        set_kind(self._head, "right" if result.answer.passed else "wrong")
        self._head.setText(answer_words.headline(result.answer))
        self._head.setVisible(bool(failed or answer_words.passed(result) or not result.answer.passed))
        words = answer_words.brief(result)
        self.answer.show_text(words)
        self.answer.setVisible(bool(words))
        self._failed.setText("\n".join(f"✗ {line}" for line in failed))
        self._failed.setVisible(bool(failed))

    def retranslate(self) -> None:
        place = {"number": self._number}
        self._title.setText(fill(self.tr("Text {number}"), place))
        said = self.tr("Text {number}") if self.texts.is_one else self.tr("Text {number}: {place}")
        self.texts.set_words(self.tr("A text to try"), lambda name: fill(said, place | {"place": name}))
        self.answer.setAccessibleName(fill(self.tr("Answer to text {number}"), place))
        self._earlier.setText(self.tr("From before your changes to the tool:"))


class TrialPane(Retranslating, QWidget):
    """`changed` when a text is another. `tool()` is what is tried; None where something is wrong with it, or
    nobody has said yet."""

    changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.tool: Callable[[], OwnTool | None] = lambda: None
        self.job = Job(services, self)
        self._title, self._hint = plain_label("strong"), plain_label("small", wrap=True)
        self._tries = [_Try(number) for number in range(1, TRIED + 1)]
        self._row, self._progress = JobRow(self.job), JobProgress(self.job, brief=True)
        self._arrange()
        self._row.asked.connect(self.run)
        for each in self._tries:
            each.fit(("",))
            each.changed.connect(self.changed)
            each.changed.connect(self.refresh)
            each.texts.too_long.connect(partial(self._tell_too_long, each))
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._row.start, "")  # the editor has its own primary button
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, SPACE, 0)
        for each in self._tries:
            rows.addWidget(each)
        rows.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        for widget in (self._title, self._hint):
            column.addWidget(widget)
        column.addWidget(scroll, 1)
        column.addWidget(self._progress)
        column.addWidget(self._row)

    # -- the texts ----------------------------------------------------------------------------------
    def _tell_too_long(self, tried: _Try, count: int) -> None:
        self._services.notify.show_error(
            UsageError(
                QT_TRANSLATE_NOOP("core", "This text is too long for “{field}”."),
                QT_TRANSLATE_NOOP("core", "It has {count} characters, and may have {most}."),
                field=tried.title,
                count=f"{count:,}",
                most=f"{LONGEST:,}",
            )
        )

    @property
    def texts(self) -> Texts:
        return tuple(each.texts.values for each in self._tries)

    def show_texts(self, texts: Texts) -> None:
        for each, values in zip(self._tries, texts, strict=True):
            each.texts.show_values(values)
        self.refresh()

    def fit(self, places: Sequence[str]) -> None:
        for each in self._tries:
            each.fit(places)

    def clear(self) -> None:
        """Another tool: no answer of the one before stays."""
        self.job.cancel()
        for each in self._tries:
            each.clear()

    def refresh(self) -> None:
        some = any(any(map(str.strip, each.texts.shown_values)) for each in self._tries)
        tool = self.tool()
        self._row.start.setEnabled(some and tool is not None)
        for each in self._tries:
            each.set_tool(tool)

    # -- trying -------------------------------------------------------------------------------------
    def run(self) -> None:
        tool = self.tool()
        if tool is None or self.job.running:
            return
        asked = {
            number: each.texts.shown_values
            for number, each in enumerate(self._tries)
            if any(map(str.strip, each.texts.shown_values))
        }
        for each in self._tries:
            each.clear()
        model = model_for(self._services, tool)
        work = partial(_try, self._services, tool, asked, model)
        show = partial(self._show, asked)
        self.job.start(work, show, on_progress=show)

    def _show(self, asked: dict[int, Values], results: object) -> None:
        if isinstance(results, dict):
            for number, result in results.items():
                self._tries[number].show_result(result, asked[number])
            self.refresh()

    # -- words ----------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._title.setText(self.tr("Try it"))
        self._hint.setText(
            self.tr("On up to three texts, before you save. Nothing of it is kept in the history.")
        )
        self._row.set_words(self.tr("Try on these texts"), self.tr("Stop at once"))
        self._progress.set_name(self.tr("Trying the tool"))
        for each in self._tries:
            each.retranslate()


def _unnamed(tool: OwnTool | None) -> OwnTool | None:
    """What a model is told of it: another name changes no answer."""
    return replace(tool, name="", about="", column="") if tool is not None else None


def _try(
    services: Services,
    tool: OwnTool,
    asked: dict[int, Values],
    model: InstalledModel | None,
    context: TaskContext,
) -> dict[int, Result]:
    """The answers by the numbers of their texts, told as they come. In a thread."""
    services.models.load_blocking(context, asks(tool), model)
    results: dict[int, Result] = {}
    found = run_many(tool, list(asked.values()), services.engine, context.cancel)
    for number, result in zip(asked, found, strict=True):
        results[number] = result
        context.progress(dict(results))
    return results
