"""Five rows of a column with what the new columns would hold.

Owns what shows of them. Must not run anything.
"""

from __future__ import annotations

from llmdesk.tools.tables import Cell, as_text
from llmdesk.ui.tables.column.job import ColumnTrial
from llmdesk.ui.tables.trial import TrialPage


class ColumnTrialPage(TrialPage[ColumnTrial]):
    """`show_trial(ColumnTrial)`."""

    def _refresh(self, trial: ColumnTrial) -> None:
        self._show_time(trial.found, trial.passed)
        self._show_rows(
            [
                (text, self._values(trial.names[:-1], cells), as_text(cells[-1]), not cells[-1])
                for text, cells in trial.rows
            ]
        )

    def _values(self, names: tuple[str, ...], cells: tuple[Cell, ...]) -> str:
        """Each under its name, where there are several columns."""
        if len(names) == 1:
            return as_text(cells[0])
        lines = [
            f"{name}: {as_text(cell)}"
            for name, cell in zip(names, cells[:-1], strict=True)
            if cell not in (None, "")
        ]
        return "\n".join(lines) or self.tr("Nothing of it is stated.")
