"""What one does to the models of this computer: import, rename, delete, verify.

Owns these as tasks, and the rule that a model is not deleted under the engine. Must not show
widgets but its questions, which go to the bar that it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from llmdesk.engine.model_ref import FileRef
from llmdesk.errors import Listing, fill
from llmdesk.gguf import Header, read_header
from llmdesk.models import library_changes
from llmdesk.models.library import InstalledModel
from llmdesk.models.library_changes import Verification
from llmdesk.models.origins import Origin, read_origin
from llmdesk.models.own_settings import OwnSettings
from llmdesk.ui.models.question_bar import Answer, QuestionBar
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task, TaskContext
from llmdesk.ui.words import format_bytes

Facts = tuple[Header | None, Origin | None, OwnSettings]


class LibraryActions(QObject):
    """GUI thread. After every change the list of models is read again."""

    facts_known = Signal(InstalledModel, object, object, object)  # Header | None, Origin | None, OwnSettings
    verifying = Signal(InstalledModel, object)  # 0 to 1, None at its end
    verified = Signal(InstalledModel, Verification)
    importing = Signal(object)  # (bytes done, bytes in all), None at the end
    imported = Signal(InstalledModel)
    deleted = Signal(InstalledModel)

    def __init__(self, services: Services, question: QuestionBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._question = services, question
        self._verification: Task[Verification] | None = None
        self._import: Task[InstalledModel] | None = None

    # -- facts ----------------------------------------------------------------------------------
    def ask_facts(self, model: InstalledModel) -> None:
        """Read the header, where the file came from, and how it is loaded; `facts_known` comes."""
        library = self._services.library

        def run(_: TaskContext) -> Facts:
            header = None if model.problem else read_header(model.path)
            return header, read_origin(model.path), library.own_settings(model.path)

        self._services.tasks.start(
            run,
            owner=self,
            on_done=lambda facts: self.facts_known.emit(model, *facts),
        )

    # -- verifying ------------------------------------------------------------------------------
    def verify(self, model: InstalledModel) -> None:
        self.stop_verifying()

        def run(context: TaskContext) -> Verification:
            def on_progress(done: int, total: int) -> None:
                context.progress(done / max(1, total))

            return library_changes.verify(model, context.cancel, on_progress)

        def ended() -> None:
            self._verification = None
            self.verifying.emit(model, None)

        def on_done(found: Verification) -> None:
            ended()
            self.verified.emit(model, found)

        def on_error(error: Exception) -> None:
            ended()
            self._services.notify.show_error(error)

        self.verifying.emit(model, 0.0)
        self._verification = self._services.tasks.start(
            run,
            owner=self,
            on_done=on_done,
            on_error=on_error,
            on_cancelled=ended,
            on_progress=lambda share: self.verifying.emit(model, share),
        )

    def stop_verifying(self) -> None:
        if self._verification is not None:
            self._verification.cancel()

    # -- renaming, deleting -----------------------------------------------------------------------
    def rename(self, model: InstalledModel, name: str) -> None:
        library = self._services.library
        self._services.tasks.start(
            lambda _: library_changes.rename(library, model, name),
            owner=self,
            on_done=lambda _: self._services.models.refresh(),
        )

    def ask_delete(self, model: InstalledModel) -> None:
        """The question; nothing is deleted before its answer."""
        question = fill(self.tr("Move “{name}” to the trash?"), {"name": model.name})
        detail = fill(
            self.tr("{size}, {path}. A file that was imported in place is only removed from the list."),
            {"size": format_bytes(model.size), "path": model.path},
        )
        delete = Answer(self.tr("Move to the trash"), lambda: self._delete(model), danger=True)
        self._question.ask(question, detail, [delete, Answer(self.tr("Keep"), lambda: None)])

    def _delete(self, model: InstalledModel) -> None:
        library, in_use = self._services.library, self._in_use()

        def on_done(trashed: bool) -> None:
            self._services.models.refresh()
            self.deleted.emit(model)
            trash = self.tr("“{name}” was moved to the trash.")
            listed = self.tr("“{name}” was removed from the list. The file itself was not touched.")
            self._services.notify.show(fill(trash if trashed else listed, {"name": model.name}))

        self._services.tasks.start(
            lambda _: library_changes.delete(library, model, loaded=in_use),
            owner=self,
            on_done=on_done,
        )

    def _in_use(self) -> Path | None:
        """The file that the engine has open, or is about to."""
        models = self._services.models
        if models.loading and models.current is not None:
            return Path(models.current.path)
        ref = models.state.model.ref if models.state.model is not None else None
        return ref.path if isinstance(ref, FileRef) else None

    # -- importing --------------------------------------------------------------------------------
    def ask_import(self, paths: Sequence[Path]) -> None:
        """How: in place, or copied. Nothing happens before the answer."""
        if not paths:
            return
        names = [f"“{path.name}”" for path in paths[:3]] + (["…"] if len(paths) > 3 else [])
        detail = fill(
            self.tr("Copies are stored in {folder}. A file that is used in place must stay where it is."),
            {"folder": self._services.library.folders[0] if self._services.library.folders else ""},
        )
        self._question.ask(
            fill(self.tr("Import {files}?"), {"files": Listing(tuple(names))}, translate_core),
            detail,
            [
                Answer(self.tr("Do not import"), lambda: None),
                Answer(self.tr("Copy"), lambda: self._import_all(list(paths), copy=True)),
                Answer(self.tr("Use in place"), lambda: self._import_all(list(paths), copy=False)),
            ],
        )

    def stop_importing(self) -> None:
        if self._import is not None:
            self._import.cancel()

    def _import_all(self, paths: list[Path], *, copy: bool) -> None:
        """One after the other; the first that fails ends it."""
        path, rest = paths[0], paths[1:]
        library = self._services.library

        def run(context: TaskContext) -> InstalledModel:
            def on_progress(done: int, total: int) -> None:
                context.progress((done, total))

            return library_changes.import_file(
                library, path, copy=copy, cancel=context.cancel, on_progress=on_progress
            )

        def ended() -> None:
            self._import = None
            self.importing.emit(None)

        def on_done(model: InstalledModel) -> None:
            ended()
            self._services.models.refresh(then=lambda: self.imported.emit(model))
            if rest:
                self._import_all(rest, copy=copy)

        def on_error(error: Exception) -> None:
            ended()
            self._services.notify.show_error(error)

        self._import = self._services.tasks.start(
            run,
            owner=self,
            on_done=on_done,
            on_error=on_error,
            on_cancelled=ended,
            on_progress=self.importing.emit,
            long_job=fill(self.tr("Copying {file}"), {"file": path.name}) if copy else "",
        )
