"""The downloads at the foot of the Models tab: one row each, with its progress and its buttons.

Owns the rows. Must not know how files are fetched; it asks `Downloads`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.ui.downloads import Downloads, file_name
from llmdesk.ui.model_words import progress_text
from llmdesk.ui.notify import error_text
from llmdesk.ui.theme import GAP, HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import format_bytes

if TYPE_CHECKING:
    from llmdesk.models.download_queue import DownloadRow

MOST_SHOWN = 3
_STEPS = 1000


class DownloadRows(QWidget):
    """All downloads; takes no room when there is none. `use_asked(path of a finished model)`."""

    use_asked = Signal(object)

    def __init__(self, downloads: Downloads, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._downloads, self._theme = downloads, theme
        self._rows: dict[int, _Row] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "sidebar")
        self._heading = plain_label("strong")
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(holder)
        for ground in (self._scroll.viewport(), holder):
            ground.setAutoFillBackground(False)  # which setWidget switches on
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, SPACE, GAP, SPACE)
        column.setSpacing(HALF)
        column.addWidget(self._heading)
        column.addWidget(self._scroll)
        downloads.changed.connect(self._refresh)
        theme.changed.connect(self._retint)
        self._retranslate()
        self._refresh()

    def _refresh(self) -> None:
        rows = {row.id: row for row in self._downloads.rows}
        for gone in [number for number in self._rows if number not in rows]:
            widget = self._rows.pop(gone)
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for number, row in rows.items():
            if number not in self._rows:
                self._rows[number] = _Row(self._downloads, self._theme, self.use_asked.emit)
                self._column.addWidget(self._rows[number])
            self._rows[number].show_row(row)
        self.setVisible(bool(rows))
        shown = list(self._rows.values())[:MOST_SHOWN]
        height = sum(widget.sizeHint().height() for widget in shown) + SPACE * max(0, len(shown) - 1)
        self._scroll.setFixedHeight(height)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._refresh()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Downloads"))
        self.setAccessibleName(self.tr("Downloads"))
        for row in self._rows.values():
            row.retranslate()

    def _retint(self) -> None:
        for row in self._rows.values():
            row.retint()


class _Row(QWidget):
    """The file, how far it is, and what one can do; a reason in a second line."""

    def __init__(self, downloads: Downloads, theme: Theme, use: Callable[[object], object]) -> None:
        super().__init__()
        self._theme = theme
        self._row: DownloadRow | None = None
        self._name, self._info = ElidedLabel(of_file=True), plain_label("small")
        self._reason = plain_label("small", wrap=True)
        self._bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self._use, self._pause, self._resume, self._again, self._cancel = (QToolButton() for _ in range(5))
        self._use.clicked.connect(lambda: self._on_use(use))
        self._pause.clicked.connect(lambda: self._ask(downloads.pause))
        for button in (self._resume, self._again):
            button.clicked.connect(lambda: self._ask(downloads.resume))
        self._cancel.clicked.connect(lambda: self._ask(downloads.cancel))
        self._arrange()
        self.retranslate()
        self.retint()

    def _arrange(self) -> None:
        self._name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(SPACE)
        line.addWidget(self._name, 3)
        line.addWidget(self._bar, 2)
        line.addWidget(self._info)
        for button in (self._use, self._pause, self._resume, self._again, self._cancel):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._reason)

    def _ask(self, action: Callable[[int], None]) -> None:
        if self._row is not None:
            action(self._row.id)

    def _on_use(self, use: Callable[[object], object]) -> None:
        if self._row is not None and self._row.result is not None:
            use(self._row.result.path)

    def show_row(self, row: DownloadRow) -> None:
        self._row = row
        progress = row.progress
        self._name.setText(file_name(row))
        self._name.setToolTip(f"{row.request.repo}\n" + "\n".join(row.request.paths))
        for control in (self._bar, self._use, self._pause, self._resume, self._again, self._cancel):
            control.setAccessibleDescription(file_name(row))  # every row has the same names
        unknown = row.state == "running" and not progress.total
        self._bar.setMaximum(0 if unknown else _STEPS)
        self._bar.setValue(round(_STEPS * progress.done / progress.total) if progress.total else 0)
        self._bar.setVisible(row.state != "done")
        self._info.setText(self._state_text(row))
        problem = row.problem or (progress.reason if row.state == "running" else None)
        reason = error_text(problem) if problem else ""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        set_kind(self._reason, "danger" if row.state == "failed" else "small")
        self._pause.setVisible(row.state in ("running", "queued"))
        self._resume.setVisible(row.state == "paused")
        self._again.setVisible(row.state == "failed")
        self._use.setVisible(row.state == "done")
        self._name_cancel()

    def _state_text(self, row: DownloadRow) -> str:
        if row.state == "running":
            phases = {
                "resolving": self.tr("Contacting the Hub…"),
                "waiting": self.tr("Waiting…"),
                "checking": self.tr("Checking the partial file…"),
            }
            return phases.get(row.progress.phase) or progress_text(row.progress)
        if row.state == "done":
            size = format_bytes(row.result.size) if row.result else ""
            return self.tr("Complete and verified") + (f" · {size}" if size else "")
        states = {"queued": self.tr("Queued"), "paused": self.tr("Paused"), "failed": self.tr("Failed")}
        figures = progress_text(row.progress) if row.progress.done else ""
        return " · ".join(part for part in (states[row.state], figures) if part)

    def retranslate(self) -> None:
        for button, name in (
            (self._use, self.tr("Use this model")),
            (self._pause, self.tr("Pause")),
            (self._resume, self.tr("Resume")),
            (self._again, self.tr("Try again")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._name_cancel()

    def _name_cancel(self) -> None:
        done = self._row is not None and self._row.state == "done"
        name = self.tr("Remove from the list") if done else self.tr("Cancel download")
        self._cancel.setAccessibleName(name)
        self._cancel.setToolTip(name)

    def retint(self) -> None:
        for button, icon in (
            (self._use, "check"),
            (self._pause, "pause"),
            (self._resume, "resume"),
            (self._again, "regenerate"),
            (self._cancel, "close"),
        ):
            button.setIcon(self._theme.icon(icon, "muted"))
