"""Five rows of a table with the tool's answers beside their texts, and what was checked.

Owns what shows of the answers. Must not run anything.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from llmdesk.tools.own import Answer, Result
from llmdesk.tools.own.kinds import kind_of
from llmdesk.ui.own.table.job import Trial
from llmdesk.ui.own.table.words import small_words
from llmdesk.ui.own.text import answer_words
from llmdesk.ui.tables.trial import TrialPage


class TrialView(TrialPage):
    """`show_trial(Trial)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trial: Trial | None = None
        self._retranslate()

    @property
    def trial(self) -> Trial | None:
        return self._trial

    def show_trial(self, trial: Trial) -> None:
        self._trial = trial
        self._refresh()
        self._scroll.verticalScrollBar().setValue(0)

    def _refresh(self) -> None:
        trial = self._trial
        if trial is None:
            return
        rows = trial.found.rows
        passed = sum(answer.passed for _, answer in rows)
        self._show_time(trial.found, passed, small_words(trial.small) if trial.small else "")
        self._show_rows([("\n".join(values), *_answer(trial, answer)) for values, answer in rows])


def _answer(trial: Trial, answer: Answer) -> tuple[str, str, bool]:
    """What it says, what is said of it, and whether it passed."""
    result = Result(trial.tool, kind_of(trial.tool).columns, answer, "", 0.0)
    said = answer_words.brief(result) if any(value is not None for value in answer.values) else ""
    return said, "; ".join(answer_words.failed(result)) or answer_words.headline(answer), answer.passed
