"""The versions of the text that is given, and what the user does with the one that shows.

Owns which version shows, that both sides show the same, what is doubtful in it, and that it is kept. Must not
rewrite anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from llmdesk.tools.documents.types import Span
from llmdesk.tools.write import Doubt, Revision
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.write.changes_pane import ChangesPane
from llmdesk.ui.write.kept import KeptRevisions
from llmdesk.ui.write.result import RewriteResult
from llmdesk.ui.write.versions import Version

_WAIT_MS = 300  # after a change, before the text is looked through again
_MANY = 10_000  # pieces; a revision of more is made in a thread
Make = Callable[[Revision], Revision]


class Revisions(QObject):
    """`version_changed` when another version shows, or none any more."""

    version_changed = Signal()

    def __init__(
        self, services: Services, changes: ChangesPane, result: RewriteResult, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services, self._changes, self._result = services, changes, result
        self._versions: list[Version] = []
        self._current = -1
        self._kept = KeptRevisions(services, self)
        self._wanted: list[Make] = []  # what is still to be done to a long text
        self._making = False
        self._review: Task[tuple[Doubt, ...]] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._look_through)
        changes.turn_asked.connect(self._turn)
        changes.all_asked.connect(self._turn_all)
        changes.view.current_changed.connect(self._on_current)
        result.edited.connect(self._on_edited)
        result.step_asked.connect(self._step)
        result.doubt_chosen.connect(self._show_doubt)

    # -- versions -----------------------------------------------------------------------------------
    @property
    def versions(self) -> Sequence[Version]:
        return self._versions

    @property
    def shown(self) -> Version | None:
        return self._versions[self._current] if self._current >= 0 else None

    @property
    def place(self) -> tuple[int, int]:
        """Which version shows, counted from 1, of how many."""
        return self._current + 1, len(self._versions)

    def of(self, text: str) -> Sequence[Version]:
        """Those of this text."""
        return self._versions if self._versions and self._versions[0].revision.source == text else ()

    def add(self, version: Version) -> None:
        """One more; those of another text go (they are in the history)."""
        same = version.run_id
        known = [each for each in self.of(version.revision.source) if same is None or each.run_id != same]
        self._versions = [*known, version]
        self._show(len(self._versions) - 1)

    def newest(self, version: Version) -> Version:
        """What is here of this run: what was done last may not be kept yet."""
        run, here = version.run_id, self._versions
        return next((each for each in here if run is not None and each.run_id == run), version)

    def restore(self, versions: Sequence[Version], current: int) -> None:
        if versions:
            self._versions = list(versions)
            self._show(min(max(0, current), len(versions) - 1))

    def clear(self) -> None:
        """Another text is given."""
        if self._versions:
            self._versions = []
            self._show(-1)

    def leave(self) -> None:
        """Something else is about to show."""
        self._stop_review()
        self._kept.keep_now()

    def show_again(self) -> None:
        """The version that was there."""
        if self.shown is not None:
            self._show(self._current)

    def _step(self, way: int) -> None:
        wanted = self._current + way
        if 0 <= wanted < len(self._versions):
            self._show(wanted)

    def _show(self, number: int) -> None:
        self.leave()
        self._wanted = []
        self._current = number
        version = self.shown
        if version is not None:
            self._changes.show_revision(version.revision, anew=True)
            self._changes.view.show_lost(())
        self.version_changed.emit()
        if version is not None:
            self._look_through()

    # -- what the user does -------------------------------------------------------------------------
    def _turn(self, number: int) -> None:
        self._revise(lambda revision: revision.turned(number))
        self._on_current(self._changes.view.current)

    def _turn_all(self, taken: bool) -> None:
        self._revise(lambda revision: revision.with_all(taken=taken))

    def _on_edited(self) -> None:
        text = self._result.view.result
        self._revise(lambda revision: revision.edited(text))

    def _revise(self, make: Make) -> None:
        """At once; in a long text in a task, one after the other."""
        version = self.shown
        if version is None:
            return
        if len(version.revision.pieces) < _MANY:
            self._take(make(version.revision))
            return
        self._wanted.append(make)
        self._make_next()

    def _make_next(self) -> None:
        version = self.shown
        if self._making or not self._wanted or version is None:
            return
        make, before, self._making = self._wanted.pop(0), version.revision, True

        def done(revision: Revision) -> None:
            self._making = False
            if self.shown is not None and self.shown.revision is before:
                self._take(revision)
                self._on_current(self._changes.view.current)
            self._make_next()

        self._services.tasks.start(
            lambda _context: make(before).prepare(), owner=self, on_done=done, on_error=self._not_made
        )

    def _not_made(self, error: Exception) -> None:
        self._making, self._wanted = False, []
        self._services.notify.show_error(error)

    def _take(self, revision: Revision) -> None:
        version = self.shown
        if version is None:
            return
        self._versions[self._current] = version = version.revised(revision)
        self._changes.show_revision(revision)
        self._result.show_revised(version)
        self._kept.keep_soon(version.run_id, revision)
        self._stop_review()
        self._timer.start()

    def _on_current(self, number: int) -> None:
        """The change that is current on the left is marked on the right, too."""
        version = self.shown
        if version is None or not 0 <= number < len(version.revision.pieces):
            self._result.view.show_place(None)
            return
        starts = version.revision.starts
        self._result.view.show_place(Span(starts[number], starts[number + 1]))

    # -- what is doubtful ---------------------------------------------------------------------------
    def _look_through(self) -> None:
        """Again, where it changed; in a task."""
        version = self.shown
        self._stop_review()
        if version is None:
            return
        reviewer, revision = version.reviewer, version.revision

        def work(context: TaskContext) -> tuple[Doubt, ...]:
            return reviewer.review(revision, context.cancel)

        def show(doubts: tuple[Doubt, ...]) -> None:
            shown = self.shown
            if shown is not None and shown.revision is revision:
                self._result.show_doubts(doubts)
                lost = [doubt.source for doubt in doubts if doubt.finding.source is not None]
                self._changes.view.show_lost(lost)

        self._review = self._services.tasks.start(work, owner=self, on_done=show)

    def _stop_review(self) -> None:
        self._timer.stop()
        if self._review is not None:
            self._review.cancel()
            self._review = None

    def _show_doubt(self, doubt: Doubt) -> None:
        """Where it is, in both texts."""
        self._result.view.show_place(doubt.text)
        self._changes.view.go_to_source(doubt.source.start)

    # -- keeping ------------------------------------------------------------------------------------
    def keep_now(self) -> None:
        self._kept.keep_now()

    def flush(self) -> None:
        """Before the window goes."""
        self._kept.flush()
