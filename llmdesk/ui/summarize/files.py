"""A list of files that are summarized one after the other: the state of each, and which one shows.

Owns the list and its words. Must not read files nor start anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.summarize import FileState
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, ColorName, Theme, set_kind

ALL = -1  # the index of the summary of all files
_INDEX = Qt.ItemDataRole.UserRole
_ROWS = 6  # that show without scrolling
_STATES = 0.4  # of the width that the states may take from names that need it
_ICONS: dict[str, tuple[str, ColorName]] = {
    "done": ("check", "accent"),
    "failed": ("warning", "danger"),
    "stopped": ("stop", "muted"),
    "reading": ("load", "muted"),
    "summarizing": ("load", "accent"),
    "waiting": ("more", "muted"),
}


def _kept_of(states: Mapping[int, FileState]) -> dict[int, tuple[str, int | None]]:
    """What a draft holds of them: with its run, a file that was under way is found again after a restart."""
    return {index: (state.status, state.run_id) for index, state in states.items()}


class FilesList(Retranslating, QWidget):
    """`file_chosen(index)` for what the user picks; `combined_changed()`; `status_changed()` of a file."""

    file_chosen = Signal(int)
    combined_changed = Signal()
    status_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paths: tuple[Path, ...] = ()
        self._states: dict[int, FileState] = {}
        self._tree = QTreeWidget()
        self._tree.setColumnCount(2)
        self._tree.setHeaderHidden(True)
        self._tree.setRootIsDecorated(False)
        self._tree.setUniformRowHeights(True)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        set_kind(self._tree, "framed")
        self._together = QCheckBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._tree)
        column.addWidget(self._together)
        self._tree.currentItemChanged.connect(self._on_current)
        self._together.toggled.connect(self.combined_changed)
        theme.changed.connect(self._refresh)
        self._retranslate()

    # -- the list -----------------------------------------------------------------------------------
    @property
    def paths(self) -> tuple[Path, ...]:
        return self._paths

    @property
    def combined(self) -> bool:
        """One summary of all files is wanted too."""
        return self._together.isChecked()

    @property
    def current(self) -> int:
        """The index of the file that shows; `ALL` for the summary of all."""
        item = self._tree.currentItem()
        return int(item.data(0, _INDEX)) if item is not None else 0

    def name(self, index: int) -> str:
        """What a row is called."""
        return self.tr("All files together") if index == ALL else self._paths[index].name

    @property
    def states(self) -> tuple[FileState, ...]:
        """Of the files that something was done with."""
        return tuple(self._states.values())

    def state(self, index: int) -> FileState | None:
        """None for a file that nothing was done with."""
        return self._states.get(index)

    def show_paths(self, paths: Sequence[Path], combined: bool | None = None) -> None:
        """Another list; nothing was done with it yet. Shows its first file."""
        self._paths, self._states = tuple(paths), {}
        if combined is not None:
            self._together.setChecked(combined)
        self._fill(0)

    def show_states(self, states: Sequence[FileState]) -> None:
        """What became of the files; a summary of all gets a row of its own."""
        new = {state.index: state for state in states}
        if new == self._states:
            return
        has_all = ALL in new
        before, self._states = self._states, new
        if has_all != (self._tree.topLevelItemCount() > len(self._paths)):
            self._fill(self.current)
        else:
            self._refresh()
        if _kept_of(new) != _kept_of(before):
            self.status_changed.emit()

    def forget_states(self) -> None:
        """A new job starts."""
        self.show_states(())

    def choose(self, index: int) -> None:
        """Show this file (tells `file_chosen` when it is another one)."""
        item = self._item(index)
        if item is not None:
            self._tree.setCurrentItem(item)

    def _item(self, index: int) -> QTreeWidgetItem | None:
        rows = (self._tree.topLevelItem(row) for row in range(self._tree.topLevelItemCount()))
        return next((item for item in rows if item is not None and item.data(0, _INDEX) == index), None)

    def _fill(self, current: int) -> None:
        self._tree.blockSignals(True)
        self._tree.clear()
        indexes = [*range(len(self._paths)), *([ALL] if ALL in self._states else [])]
        for index in indexes:
            item = QTreeWidgetItem()
            item.setData(0, _INDEX, index)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._tree.addTopLevelItem(item)
        self._refresh()
        chosen = self._item(current) or self._tree.topLevelItem(0)
        if chosen is not None:
            self._tree.setCurrentItem(chosen)
        self._tree.blockSignals(False)
        if indexes and self.current != current:
            self.file_chosen.emit(self.current)
        row = max(self._tree.sizeHintForRow(0), 24)
        self._tree.setFixedHeight(min(max(len(indexes), 2), _ROWS) * row + 6)

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.file_chosen.emit(int(item.data(0, _INDEX)))

    def set_busy(self, busy: bool) -> None:
        """While a job is under way, what it makes is settled."""
        self._together.setEnabled(not busy)

    # -- words --------------------------------------------------------------------------------------
    def _refresh(self) -> None:
        for row in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(row)
            if item is None:
                continue
            index = int(item.data(0, _INDEX))
            state = self._states.get(index)
            name = self.name(index)
            words = self._words(state)
            icon, color = _ICONS[state.status if state is not None else "waiting"]
            item.setIcon(0, self._theme.icon(icon, color))
            item.setText(0, name)
            item.setText(1, words)
            item.setForeground(1, self._theme.color("muted"))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}, {words}")
            for column, text in enumerate((name, words)):
                item.setToolTip(column, text)  # it may not have room
        self._fit_columns()

    def _fit_columns(self) -> None:
        """A long state gives way to the names, down to a part of the width."""
        width = self._tree.viewport().width()
        names, states = self._tree.sizeHintForColumn(0), self._tree.sizeHintForColumn(1)
        self._tree.header().resizeSection(1, min(states, max(width - names, round(_STATES * width))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _words(self, state: FileState | None) -> str:
        if state is None:
            return self.tr("Waiting")
        if state.status == "failed" and state.error is not None:
            return state.error.render(translate_core)[0]
        if state.status == "stopped" and state.summary is not None:
            return self.tr("Stopped; partly done")
        if state.status == "done" and state.reused:
            return self.tr("Already done")
        progress = state.progress
        in_parts = progress is not None and progress.stage == "chunks" and progress.total > 1
        if state.status == "summarizing" and progress is not None and in_parts:
            locale = QLocale()
            places = {"done": locale.toString(progress.done), "total": locale.toString(progress.total)}
            return fill(self.tr("{done} of {total} parts"), places)
        return {
            "waiting": self.tr("Waiting"),
            "reading": self.tr("Reading"),
            "summarizing": self.tr("Summarizing"),
            "done": self.tr("Done"),
            "failed": self.tr("Failed"),
            "stopped": self.tr("Stopped"),
        }[state.status]

    def _retranslate(self) -> None:
        self._tree.setAccessibleName(self.tr("Files"))
        self._together.setText(self.tr("Also one summary of all files"))
        self._together.setAccessibleName(self.tr("Also one summary of all files"))
        self._refresh()
