"""The button "Save" of the shares: the shares and the labelled rows as files, the plot as a picture.

Owns the menu, the question where to, and the forms of these files. What is saved is told by its owner.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from llmdesk.errors import fill
from llmdesk.outputs import look_at
from llmdesk.tools.kept import rounded
from llmdesk.tools.sentiment.runs import PastTable
from llmdesk.tools.sentiment.shares import Share
from llmdesk.tools.sentiment.table.random_sample.drawing import LABEL, ROW
from llmdesk.tools.tables.added import defuse
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.language import Retranslating
from llmdesk.ui.png import png_bytes
from llmdesk.ui.sentiment.labelling.samples import Sample, mark_of
from llmdesk.ui.sentiment.labelling.share_chart import ShareChart
from llmdesk.ui.sentiment.labelling.share_drawing import ShareDrawing
from llmdesk.ui.sentiment.table.files import SharedTable
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

# In the file, where a row has none of the labels: an empty cell is a row that was not labelled.
NONE_OF_THEM = "none of them"
_COLUMNS = ("group", "label", "counted", "estimate", "low", "high", "labelled", "rows")


@dataclass(frozen=True)
class Saved:
    """What there is to save now."""

    past: PastTable
    scored: SharedTable
    shares: tuple[Share, ...]
    sample: Sample


class SaveButton(Retranslating, QPushButton):
    """`to_save()` tells what there is to save now; None for nothing."""

    def __init__(
        self,
        services: Services,
        to_save: Callable[[], Saved | None],
        chart: ShareChart,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._to_save, self._chart = services, to_save, chart
        menu = QMenu(self)
        self._actions = [QAction(menu) for _ in range(3)]
        jobs = (self._save_shares, self._save_rows, self._save_picture)
        for action, do in zip(self._actions, jobs, strict=True):
            action.triggered.connect(do)
        menu.addActions(self._actions)
        self.setMenu(menu)
        self._retranslate()

    def _save_shares(self) -> None:
        saved = self._to_save()
        if saved is not None:
            do = partial(_write_shares, saved)
            self._ask_place(saved.past, ".shares.csv", self.tr("CSV (*.csv)"), do)

    def _save_rows(self) -> None:
        saved = self._to_save()
        if saved is not None:
            do = partial(_write_rows, saved)
            self._ask_place(saved.past, ".sample.csv", self.tr("CSV (*.csv)"), do)

    def _save_picture(self) -> None:
        saved = self._to_save()
        if saved is not None:
            do = partial(_write_picture, saved, self._chart.drawing, self._chart.width())
            self._ask_place(saved.past, ".shares.png", self.tr("Picture (*.png)"), do)

    def _ask_place(
        self, past: PastTable, ending: str, kind: str, write: Callable[[Path, TaskContext], Path]
    ) -> None:
        proposed, suffix = past.path.with_name(f"{past.source.stem}{ending}"), Path(ending).suffix

        def meant(path: Path, _kind: str) -> Path:
            return path if path.suffix.casefold() == suffix else path.with_name(path.name + suffix)

        def save(path: Path, _kind: str) -> None:
            self._services.tasks.start(
                partial(write, path),
                owner=self,
                on_done=self._tell_saved,
            )

        ask_place(self, self.tr("Save"), proposed, [kind], save, meant)

    def _tell_saved(self, path: Path) -> None:
        self._services.notify.show(fill(self.tr("Saved as {path}"), {"path": path}))

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setText(self.tr("Save"))
        self.setAccessibleName(self.tr("Save shares"))
        texts = (
            self.tr("Shares, as CSV…"),
            self.tr("Labelled rows, as CSV…"),
            self.tr("Plot, as a picture…"),
        )
        for action, text in zip(self._actions, texts, strict=True):
            action.setText(text)


# -- in threads -------------------------------------------------------------------------------------
def _write_shares(saved: Saved, path: Path, _: TaskContext) -> Path:
    """As the command line's `shares`; a row without group is the whole table."""
    rows = ([_cell(rounded(each)[name]) for name in _COLUMNS] for each in saved.shares)
    return _write_csv(saved, path, _COLUMNS, rows)


def _write_rows(saved: Saved, path: Path, _: TaskContext) -> Path:
    """In the order labelled, as the command line reads them again (`--sample-file`); a row whose text is
    another now is left out."""
    rows = list[list[str]]()
    with saved.scored.reading() as table:
        for row, (label, mark) in saved.sample.labels.items():
            text = table.rows([row])[0].text if row < len(table) else ""
            if mark_of(text) == mark:
                rows.append([str(row + 1), defuse(text), defuse(label or NONE_OF_THEM)])
    column = saved.past.column
    return _write_csv(
        saved, path, (ROW, f"{column} (text)" if column in (ROW, LABEL) else column, LABEL), rows
    )


def _cell(value: object) -> str:
    return "" if value is None else defuse(str(value)) if isinstance(value, str) else str(value)


def _write_csv(saved: Saved, path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return _write_bytes(saved, text.getvalue().encode("utf-8-sig", "replace"), path)


def _write_picture(saved: Saved, drawing: ShareDrawing, width: int, path: Path, _: TaskContext) -> Path:
    """As it showed when it was asked for."""
    return _write_bytes(saved, png_bytes(drawing.picture(width)), path)


def _write_bytes(saved: Saved, data: bytes, path: Path) -> Path:
    """Never over the table or its result; the dialog asked about other files. Raises `UserError`."""
    return look_at(path, (saved.past.source, saved.past.path), overwrite=True).write(data)
