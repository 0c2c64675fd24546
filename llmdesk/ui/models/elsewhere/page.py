"""The page of the Models tab on engines elsewhere: those that are kept, and one to add.

Owns the arrangement and the settings that it changes. What is asked of an engine is in `work`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.errors import UserError, fill
from llmdesk.models.elsewhere import KeptEngine, model_elsewhere, read_engines, with_engine
from llmdesk.network.addresses import origin_of
from llmdesk.ui.language import Retranslating
from llmdesk.ui.models.elsewhere.form import EngineForm
from llmdesk.ui.models.elsewhere.kept_list import KeptList
from llmdesk.ui.models.elsewhere.result import TrialResult
from llmdesk.ui.models.elsewhere.work import Tried, forget_token, ref_of, try_engine
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, MARGIN, SPACE
from llmdesk.ui.widgets.job import Job, JobProgress, JobRow
from llmdesk.ui.widgets.plain_label import plain_label

if TYPE_CHECKING:
    from llmdesk.network.tokens import Forgotten


class ElsewherePage(Retranslating, QScrollArea):
    """Build it with the services."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._job = Job(services, self)
        self._heading, self._hint = plain_label("heading", wrap=True), plain_label("muted", wrap=True)
        self._add_heading = plain_label("strong")
        self.kept, self.form = KeptList(), EngineForm(services)
        self.row, self.progress = JobRow(self._job), JobProgress(self._job, brief=True)
        self.row.show_keys(False)
        self.result = TrialResult(services)
        self._use = QPushButton()
        self._added: KeptEngine | None = None
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._arrange()
        self._connect()
        self._retranslate()
        self._refresh()

    def _arrange(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = self._inside
        column = self._column
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(SPACE)
        column.addWidget(self._heading)
        column.addWidget(self._hint)
        column.addSpacing(SPACE)
        column.addWidget(self.kept)
        column.addSpacing(SPACE)
        column.addWidget(self._add_heading)
        column.addWidget(self.form)
        column.addWidget(self.progress)
        column.addWidget(self.row)
        column.addWidget(self.result)
        column.addWidget(self._use)
        column.addStretch(1)
        self.setWidget(page)

    def _connect(self) -> None:
        services = self._services
        self.form.asked.connect(self._add)
        self.form.changed.connect(self._enable)
        self.form.changed.connect(self.result.forget_error)
        self.row.asked.connect(self._add)
        self._job.busy_changed.connect(self._enable)
        self._use.clicked.connect(self._use_added)
        self.kept.use_asked.connect(self._use_engine)
        self.kept.test_asked.connect(self._test)
        self.kept.forget_asked.connect(self._forget)
        services.settings.changed.connect(self._refresh)
        services.models.current_changed.connect(self._refresh)

    # -- what is asked for ---------------------------------------------------------------------------
    def _add(self) -> None:
        typed, token = self.form.typed, self.form.token.text()
        if self._job.running or not typed.name.strip() or not typed.address.strip():
            return
        try:
            ref = ref_of(typed)
            with_engine(self._engines, typed.name, ref)
        except UserError as error:
            self._show_error(error)
            return

        def on_done(tried: Tried) -> None:
            if tried.probe.problem is None:
                self._keep(typed.name, tried)
            self._show(tried)

        self._try(ref, token, on_done)

    def _try(self, ref: ElsewhereRef, token: str, on_done: object) -> None:
        self._added = None
        self.result.show_tried(None)
        self._refresh()
        hub = self._services.hub

        def work(context: TaskContext) -> Tried:
            return try_engine(hub.get(), ref, token, context.cancel, context.progress)

        self._job.start(work, on_done, on_progress=self._on_step)  # type: ignore[arg-type]

    def _on_step(self, step: object) -> None:
        self.progress.show_progress(f"{translate_core(str(step))}…")

    def _keep(self, name: str, tried: Tried) -> None:
        engines = with_engine(self._engines, name, tried.ref)
        changes: dict[str, object] = {"engines": tuple(map(str, engines))}
        if tried.token_hosts is not None:
            changes["token_hosts"] = tried.token_hosts
        self._services.settings.update(**changes)
        self._added = engines[-1]
        self.form.clear()
        self._refresh()
        self._services.models.refresh()

    def _test(self, engine: KeptEngine) -> None:
        if not self._job.refuse():
            self._try(engine.ref, "", self._show)

    def _show(self, tried: Tried) -> None:
        """What it found, where one sees it."""
        self.result.show_tried(tried)
        QTimer.singleShot(0, self, self._scroll_to_result)

    def _show_error(self, error: UserError) -> None:
        """What is wrong in the form, below it: it goes with the next trial."""
        self.result.show_error(error)
        QTimer.singleShot(0, self, self._scroll_to_result)

    def _scroll_to_result(self) -> None:
        self._column.activate()
        self._inside.adjustSize()
        self.ensureWidgetVisible(self.result)

    def _use_added(self) -> None:
        if self._added is not None:
            self._use_engine(self._added)

    def _use_engine(self, engine: KeptEngine) -> None:
        self._services.models.choose(model_elsewhere(engine.ref, engine.name))

    def _forget(self, engine: KeptEngine) -> None:
        """At once, and taken back by a click, but for its token. What became of that is told when it is
        known: a keyring may ask first."""
        before = self._services.settings.value.engines
        others = [other for other in self._engines if other != engine]
        self._services.settings.update(engines=tuple(map(str, others)))
        self._services.models.refresh()

        def take_back() -> None:
            self._services.settings.update(engines=before)
            self._services.models.refresh()

        def tell(token: Forgotten) -> None:
            self._services.notify.show(fill(self._forgotten(token), {"name": engine.name}), take_back)

        def on_done(found: tuple[Forgotten, tuple[str, ...]]) -> None:
            token, hosts = found
            self._services.settings.update(token_hosts=hosts)
            tell(token)

        if origin_of(engine.ref.address) in [origin_of(other.ref.address) for other in others]:
            tell("none")  # it is theirs, too
            return
        hub = self._services.hub
        self._services.tasks.start(lambda _: forget_token(hub.get(), engine.ref), owner=self, on_done=on_done)

    def _forgotten(self, token: Forgotten) -> str:
        if token == "gone":
            return self.tr("{name} is forgotten, and its access token.")
        if token == "kept":
            return self.tr(
                "{name} is forgotten. Its access token is still in the keyring, which did not let it go."
            )
        return self.tr("{name} is forgotten.")

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def _engines(self) -> tuple[KeptEngine, ...]:
        return read_engines(self._services.settings.value.engines)

    def _refresh(self) -> None:
        current = self._services.models.current
        self.kept.show_engines(self._engines, current.ref if current is not None else None)
        in_use = current is not None and self._added is not None and current.ref == self._added.ref
        self._use.setVisible(self._added is not None and not in_use)
        if self._added is not None:
            self._use.setText(fill(self.tr("Use {name}"), {"name": self._added.name}))
        self._enable()

    def _enable(self) -> None:
        typed = self.form.typed
        self.row.start.setEnabled(bool(typed.name.strip() and typed.address.strip()))
        self.form.setEnabled(not self._job.running)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Engines elsewhere"))
        self._hint.setText(
            self.tr(
                "Another computer answers instead of this one: your own workstation, or a server that speaks "
                "OpenAI's API. What you ask is sent there; the tools and their checks stay here."
            )
        )
        self._add_heading.setText(self.tr("Add an engine"))
        self.row.set_words(self.tr("Test and keep"), self.tr("Stop testing"))
        self.progress.set_name(self.tr("Testing the engine"))
        self._refresh()
