"""The button "Trust report" of a scored table.

Owns the button and its dialog, which is built when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.sentiment.labelling.report_dialog import ReportDialog
from llmdesk.ui.sentiment.table.export_button import Shown
from llmdesk.ui.services import Services


class ReportButton(Retranslating, QPushButton):
    """`shown()` tells which table shows now; None for none."""

    def __init__(
        self, services: Services, shown: Callable[[], Shown | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._shown = services, shown
        self._dialog: ReportDialog | None = None
        self.clicked.connect(self._open)
        self._retranslate()

    def _open(self) -> None:
        shown = self._shown()
        if shown is None or shown.scored is None:
            return
        if self._dialog is None:
            self._dialog = ReportDialog(self._services, self._shown, self)
        self._dialog.open_current()

    def refresh(self) -> None:
        """There may be another table, or more is known of it: an open dialog is about what is now."""
        if self._dialog is not None:
            self._dialog.refresh()

    def _retranslate(self) -> None:
        self.setText(self.tr("Trust report…"))
        self.setAccessibleName(self.tr("Trust report"))
