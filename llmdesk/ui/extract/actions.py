"""What can be done with the values: copy them, save them, give them to another tab.

Owns the dialog for the file and the words around a text that goes to Chat. Must not change a value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication

from llmdesk.errors import fill
from llmdesk.files import proposed_name
from llmdesk.tools.extract import Extraction, as_separated, as_text
from llmdesk.ui.extract import job
from llmdesk.ui.extract.result import ExtractResult
from llmdesk.ui.file_dialogs import ask_place
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

MOST_HANDED = 40_000  # characters that another tab gets


class ExtractActions(QObject):
    """`hand_over(tab, text)` asks another tab to take a text."""

    hand_over = Signal(str, str)

    def __init__(
        self,
        services: Services,
        result: ExtractResult,
        sources: Callable[[], Sequence[Path]],
        parent: QObject,
    ) -> None:
        """`sources()`: the files that are open, which no table may replace."""
        super().__init__(parent)
        self._services, self._result, self._sources = services, result, sources
        result.copy_asked.connect(self._copy)
        result.save_asked.connect(self._choose_place)
        result.hand_over.connect(self._hand_over)

    def _copy(self) -> None:
        found = self._result.model.extractions

        def work(_context: TaskContext) -> str:
            return as_separated(found, "\t", translate_core)

        def put(table: str) -> None:
            QGuiApplication.clipboard().setText(table)
            self._services.notify.show(self.tr("Copied as a table, for a spreadsheet."))

        if found:
            self._services.tasks.start(work, owner=self, on_done=put)

    def _choose_place(self) -> None:
        names = self._result.model.names
        if not self._result.model.extractions:
            return
        one = proposed_name(Path(names[0]).stem) if len(names) == 1 else ""
        stem = fill(self.tr("{name} (values)"), {"name": one}) if one else self.tr("Values")
        suffixes = {
            self.tr("Excel workbook (*.xlsx)"): ".xlsx",
            self.tr("CSV table (*.csv)"): ".csv",
            self.tr("JSON, with every place (*.json)"): ".json",
        }

        def meant(path: Path, kind: str) -> Path:
            known = path.suffix.casefold() in suffixes.values()
            return path if known else path.with_name(path.name + suffixes.get(kind, ".xlsx"))

        def save(path: Path, _kind: str) -> None:
            self.save_to(path)

        title = self.tr("Save the values")
        ask_place(self._result, title, Path(f"{stem}.xlsx"), list(suffixes), save, meant)

    def save_to(self, path: Path) -> None:
        """Write all that was found, in the form of the path's suffix."""
        found, sources = self._result.model.extractions, tuple(self._sources())

        def told(place: Path) -> None:
            self._services.notify.show(fill(self.tr("Saved as {file}."), {"file": place.name}))

        if found:
            work = partial(_saved, path, found, sources)
            self._services.tasks.start(work, owner=self, on_done=told)

    def _hand_over(self, tab: str) -> None:
        """The values as lines, of each document under its name; many take a while."""
        found = self._result.model.extractions
        if found:
            self._services.tasks.start(
                lambda _context: _in_lines(found), owner=self, on_done=partial(self._hand_lines, tab, found)
            )

    def _hand_lines(self, tab: str, found: Sequence[Extraction], text: str) -> None:
        several = len(found) > 1
        if len(text) > MOST_HANDED:
            text = text[:MOST_HANDED].rpartition("\n")[0] + "\n…\n"
            count = QLocale().toString(MOST_HANDED)
            told = self.tr("Only the first {count} characters of the values were taken over.")
            self._services.notify.show(fill(told, {"count": count}))
        if tab == "chat":
            name = found[0].document if found else ""
            of_file = fill(self.tr("These values were taken from “{name}”:"), {"name": name})
            intro = self.tr("These values were taken from documents:") if several or not name else of_file
            text = f"{intro}\n\n{text}\n"
        self.hand_over.emit(tab, text)


def _in_lines(found: Sequence[Extraction]) -> str:
    """As much as is handed over, and a little more."""
    blocks: list[str] = []
    for each in found:
        blocks.append(f"{each.document}\n{as_text(each)}" if len(found) > 1 else as_text(each))
        if sum(map(len, blocks)) > MOST_HANDED:
            break
    return "\n".join(blocks)[: MOST_HANDED + 1]


def _saved(path: Path, found: Sequence[Extraction], sources: Sequence[Path], _context: TaskContext) -> Path:
    return job.save(path, found, sources)
