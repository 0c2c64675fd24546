"""The mode "Compose": a small form at the left, the text that is made from it at the right.

Owns what happens when: writing, cancelling, versions, the history, the draft. The work is `tools/compose`,
done by the functions of `job`.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, UsageError, UserError, fill, in_one_line
from llmdesk.store import Run
from llmdesk.tools.compose import FORMS, KIND, Composed, Form, FormField, form_named, understood
from llmdesk.ui.given.two_sides import TwoSides
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.widgets.empty_page import EmptyPage
from llmdesk.ui.widgets.job import JobRow
from llmdesk.ui.widgets.panes import Panes, in_a_row
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.write.compose import job
from llmdesk.ui.write.compose.actions import ComposeActions
from llmdesk.ui.write.compose.draft import NAME, Draft, found, given_of, version_from
from llmdesk.ui.write.compose.forms import Forms
from llmdesk.ui.write.compose.job import Asked, Made, Streamed
from llmdesk.ui.write.compose.opening import FormFiles
from llmdesk.ui.write.compose.options import ComposeOptions
from llmdesk.ui.write.compose.result import ComposeResult
from llmdesk.ui.write.compose.versions import Versions
from llmdesk.ui.write.job import GONE
from llmdesk.ui.write.stopping_job import StoppingJob


class ComposePage(TwoSides):
    """`tools` is the row of controls that stands above it; `hand_over(tab, text)`."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.tools = QWidget()
        self._job = StoppingJob(services, self)
        self.options, self._history = ComposeOptions(), RunHistory(services, KIND)
        self._forms = Forms()
        self._versions = {form.name: Versions() for form in FORMS}
        self._touched: set[str] = set()  # forms that the user changed since the window opened
        self._right = QStackedWidget()
        self._row, self._empty = JobRow(self._job), EmptyPage()
        self.result = ComposeResult(services.theme, self._job, services.tools)
        self._left = QWidget()
        self._sides = Panes(self._left, self._right)
        self._actions = ComposeActions(services, lambda: self._composed, self)
        self._keep(services.drafts, NAME, Draft.to_json, partial(found, services.store))
        self._arrange()
        self._files = FormFiles(services, self._job, self, lambda: self.form, self._take_text)
        self._connect()
        self._retranslate()
        self._show_form(FORMS[0])
        self._drafts.read()

    def _arrange(self) -> None:
        in_a_row(self.options, self._history, wide=self.options, box=self.tools)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(GAP, GAP, GAP, GAP)
        left.setSpacing(SPACE)
        left.addWidget(self._forms, 1)
        left.addWidget(self._row)
        for right in (self._empty, self.result):
            self._right.addWidget(right)
        self._sides.set_widths(least=(290, 290), now=(460, 540))
        self._show_sides()

    def _connect(self) -> None:
        self._row.asked.connect(self.start)
        self.options.form_chosen.connect(self._on_form_chosen)
        self.options.changed.connect(self._drafts.keep_soon)
        self._forms.changed.connect(self._on_changed)
        self._forms.too_long.connect(self._tell_too_long)
        self._forms.open_asked.connect(self._files.choose)
        self._empty.example_chosen.connect(lambda _name: self._start_example())
        self._history.chosen.connect(self._open_run)
        self._job.busy_changed.connect(self._set_busy)
        self._job.stopping.connect(self.result.show_stopping)
        self.result.step_asked.connect(self._step)
        self.result.copy_asked.connect(self._actions.copy)
        self.result.save_asked.connect(self._actions.save)
        self.result.hand_over.connect(self._hand_over)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self._left, context=within).activated.connect(self.start)

    # -- what the tab asks for ----------------------------------------------------------------------
    def focus_first(self) -> None:
        self._forms.fields(self.form).rows[0].edit.setFocus()

    def shutdown(self) -> None:
        """Stop what runs; what is written is in the history."""
        self._job.cancel()

    # -- the form -----------------------------------------------------------------------------------
    @property
    def form(self) -> Form:
        return self.options.form

    @property
    def _composed(self) -> Composed | None:
        version = self._versions[self.form.name].shown
        return None if version is None else version.composed

    def _enable(self) -> None:
        """A form with nothing in it asks for nothing."""
        self._row.start.setEnabled(not self._forms.fields(self.form).is_blank)

    def _show_form(self, form: Form) -> None:
        self.options.show_form(form)
        self._forms.show_form(form)
        self._enable()
        self._show_version()
        self._show_words()

    def _on_form_chosen(self) -> None:
        self._show_form(self.form)
        self._drafts.keep_soon()

    def _on_changed(self, name: str) -> None:
        self._touched.add(name)
        self._enable()
        self._drafts.keep_soon()

    def _take_text(self, form: Form, text: str) -> None:
        """Into the field that a form is mainly about; what stood there can be brought back."""
        field, before = form.field(form.main), self._forms.values(form)
        if field is not None and len(text) > field.longest:
            self._tell_too_long(field, len(text))
            return
        self._put(form, {**before, form.main: text})
        if before.get(form.main, "").strip():
            self._services.notify.show(
                self.tr("The previous text was set aside."), undo=partial(self._put, form, before)
            )

    def _tell_too_long(self, field: FormField, count: int) -> None:
        self._services.notify.show_error(
            UsageError(
                QT_TRANSLATE_NOOP("core", "This text is too long for “{field}”."),
                QT_TRANSLATE_NOOP("core", "It has {count} characters, and may have {most}."),
                field=Phrase(field.label),
                count=f"{count:,}",
                most=f"{field.longest:,}",
            )
        )

    # -- writing ------------------------------------------------------------------------------------
    def start(self) -> None:
        """Write a text from the form that shows; the same form gets another version."""
        if self._job.running:
            return
        fields, services = self._forms.fields(self.form), self._services
        try:
            values = understood(fields.form, fields.values)
        except UserError as problem:
            services.notify.show_error(problem)
            missing = fields.missing()
            if missing is not None:
                missing.edit.setFocus()
            return
        asked = Asked(fields.form, values, self._language)

        def work(context: TaskContext) -> Made:
            return job.make(services, asked, context)

        title = translate_core(fields.form.title)
        self.result.begin(fields.form.name, title)
        self._right.setCurrentWidget(self.result)
        self._job.start(
            work,
            partial(self._on_made, fields.form),
            on_progress=self._on_progress,
            on_stopped=lambda _error: self._show_version(),
            long_job=fill(self.tr("Writing: {form}"), {"form": title}),
        )

    @property
    def _language(self) -> str:
        """The one that was chosen; code has none, and is explained in that of the window."""
        of_window = "zh" if QLocale().name().startswith("zh") else "en"
        return self.options.language or (of_window if self.form.main == "code" else "")

    def _on_progress(self, progress: object) -> None:
        if isinstance(progress, Streamed):
            self.result.show_streamed(progress)

    def _on_made(self, form: Form, made: Made) -> None:
        if made.version is not None:
            self._versions[form.name].add(made.version)
            self._drafts.keep_soon()
        self._show_version()
        if made.problem is not None:
            self._services.notify.show_error(made.problem)
        self._history.reload()

    def _set_busy(self, busy: bool) -> None:
        """What is being written belongs to this form."""
        for part in (self._history, self.options):
            part.setEnabled(not busy)

    def _start_example(self) -> None:
        """A product description, where nothing else stands there."""
        form = next(form for form in FORMS if form.name == "product")
        if self._job.refuse():
            return
        self._show_form(form)
        if self._forms.fields(form).is_blank:
            facts = self.tr("Height: 42 cm\nBase of solid oak\nLED, 9 watts, dimmable\nTwo-year warranty")
            self._put(form, {"name": self.tr("Nordlys lamp"), "facts": facts, "length": "short"})
        self.start()

    # -- versions -----------------------------------------------------------------------------------
    def _show_version(self) -> None:
        versions = self._versions[self.form.name]
        if versions.shown is None:
            self._right.setCurrentWidget(self._empty)
        else:
            self.result.show_versions(versions, translate_core(self.form.title))
            self._right.setCurrentWidget(self.result)

    def _step(self, way: int) -> None:
        self._versions[self.form.name].step(way)
        self._show_version()
        self._drafts.keep_soon()

    def _hand_over(self, tab: str) -> None:
        if self._composed is not None:
            self.hand_over.emit(tab, self._composed.text)

    # -- the history and the draft ------------------------------------------------------------------
    def _open_run(self, run: Run) -> None:
        """A past text with what was given for it; what stood in the form can be brought back."""
        version = version_from(run)
        form = None if version is None else form_named(version.composed.form)
        if version is None or form is None:
            self._services.notify.show_error(GONE)
            return
        if self._job.refuse():
            return
        before = self._forms.values(form)
        self._versions[form.name].add(version)
        self._put(form, given_of(run))
        self._show_form(form)
        if before != self._forms.values(form) and any(value.strip() for value in before.values()):
            self._services.notify.show(
                self.tr("The form was filled as it was then."), undo=partial(self._put, form, before)
            )

    def _put(self, form: Form, values: dict[str, str]) -> None:
        self._forms.put(form, values)
        self._on_changed(form.name)

    def _draft(self) -> Draft:
        runs = {}
        for name, versions in self._versions.items():
            kept = [version.run_id for version in versions.every if version.run_id is not None]
            runs[name] = (tuple(kept), versions.at)
        return Draft(self.form.name, self.options.language, self._forms.all_values, runs)

    def _restore(self, draft: Draft) -> None:
        """What was here when the window closed, but for what is newer."""
        for each in FORMS:
            if each.name not in self._touched and draft.values.get(each.name):
                self._forms.put(each, draft.values[each.name])
            if not self._versions[each.name].every and each.name in draft.read:
                self._versions[each.name] = draft.read[each.name]
        form = form_named(draft.form)
        if not self._touched and not self._job.running and form is not None:
            self.options.show_language(draft.language)
            self._show_form(form)
        elif not self._job.running:
            self._show_version()

    # -- words --------------------------------------------------------------------------------------
    def _show_words(self) -> None:
        self._empty.set_texts(
            translate_core(self.form.title),
            in_one_line(
                (
                    translate_core(self.form.about),
                    self.tr(
                        "Fill in the form on the left and press Write it. The program checks what the model "
                        "writes, has it written again where something is wrong, and shows what it found. "
                        "Or try the example:"
                    ),
                )
            ),
            (self.tr("A lamp, from four facts"),),
        )

    def _retranslate(self) -> None:
        self._row.set_words(self.tr("Write it"), self.tr("Stop and keep what is written"))
        self._show_words()
        if not self._job.running:  # what is being written goes on
            self._show_version()
