"""The button "Export" of a scored table: its rows as a file, its charts as a picture.

Owns the menu, the question where to, and the jobs. What is exported is told by its owner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices, QImage
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from llmdesk.errors import UsageError, fill
from llmdesk.outputs import write_for_user
from llmdesk.tools.sentiment.runs import PastTable
from llmdesk.tools.sentiment.table.scored import Rows
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.language import Retranslating
from llmdesk.ui.png import png_bytes
from llmdesk.ui.sentiment.charts import Charts
from llmdesk.ui.sentiment.labelling.shares_work import NO_SHARES, SampleShares
from llmdesk.ui.sentiment.table.export import export_rows
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext


@dataclass(frozen=True)
class Shown:
    """A table as it shows: `numbers` are its rows in their order, `right` the corrections by text, `sample`
    what the rows of a random sample tell."""

    past: PastTable
    scored: SharedTable | None
    numbers: Rows
    right: Mapping[str, str]
    sample: SampleShares = NO_SHARES


class ExportButton(Retranslating, QPushButton):
    """`shown()` tells what there is to export now; None for nothing."""

    def __init__(
        self,
        services: Services,
        shown: Callable[[], Shown | None],
        charts: Charts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._shown, self._charts = services, shown, charts
        menu = QMenu(self)
        self._actions = [QAction(menu) for _ in range(4)]
        jobs = (self._export_csv, self._export_xlsx, self._export_png, self._open_folder)
        for action, do in zip(self._actions, jobs, strict=True):
            action.triggered.connect(do)
        menu.addActions(self._actions)
        self.setMenu(menu)
        self._retranslate()

    def _export_csv(self) -> None:
        self._export_rows(".csv", self.tr("CSV (*.csv)"))

    def _export_xlsx(self) -> None:
        self._export_rows(".xlsx", self.tr("Excel workbook (*.xlsx)"))

    def _export_rows(self, suffix: str, kind: str) -> None:
        shown = self._shown()
        if shown is None or shown.scored is None:
            return
        scored, numbers, right = shown.scored, shown.numbers, shown.right
        inputs = (shown.past.source, shown.past.path)

        def export(path: Path) -> None:
            self._services.tasks.start(
                partial(export_rows, scored, numbers, lambda text: right.get(text, ""), path, inputs),
                owner=self,
                on_done=lambda _: self._tell_saved(path),
                long_job=fill(self.tr("Exporting {file}"), {"file": path.name}),
            )

        self._ask_place(shown.past, suffix, kind, export)

    def _export_png(self) -> None:
        shown = self._shown()
        if shown is not None:
            self._ask_place(shown.past, ".png", self.tr("Picture (*.png)"), self._save_picture)

    def _save_picture(self, path: Path) -> None:
        try:
            image = self._charts.picture_to_save()
        except UsageError as error:
            self._services.notify.show_error(error)
            return
        self._services.tasks.start(
            partial(_write_picture, image, path), owner=self, on_done=lambda _: self._tell_saved(path)
        )

    def _ask_place(self, past: PastTable, suffix: str, kind: str, then: Callable[[Path], None]) -> None:
        proposed = past.path.with_name(f"{past.path.stem}.export{suffix}")

        def meant(path: Path, _kind: str) -> Path:
            return path if path.suffix.casefold() == suffix else path.with_name(path.name + suffix)

        ask_place(self, self.tr("Export"), proposed, [kind], lambda path, _kind: then(path), meant)

    def _tell_saved(self, path: Path) -> None:
        self._services.notify.show(fill(self.tr("Saved as {path}"), {"path": path}))

    def _open_folder(self) -> None:
        shown = self._shown()
        if shown is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown.past.path.parent)))

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setText(self.tr("Export"))
        self.setAccessibleName(self.tr("Export"))
        texts = (
            self.tr("Rows shown, as CSV…"),
            self.tr("Rows shown, as an Excel workbook…"),
            self.tr("Charts, as a picture…"),
            self.tr("Open the folder of the result"),
        )
        for action, text in zip(self._actions, texts, strict=True):
            action.setText(text)


def _write_picture(image: QImage, path: Path, _: TaskContext) -> None:
    """In a thread: the encoding takes a while. Raises `UsageError`."""
    write_for_user(path, png_bytes(image))
