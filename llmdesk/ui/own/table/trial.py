"""Five rows of a table with the tool's answers beside their texts, and what was checked.

Owns what shows of the answers. Must not run anything.
"""

from __future__ import annotations

from llmdesk.tools.own import Answer, Result
from llmdesk.tools.own.kinds import kind_of
from llmdesk.ui.own.table.job import Trial
from llmdesk.ui.own.table.words import small_words
from llmdesk.ui.own.text import answer_words
from llmdesk.ui.tables.trial import TrialPage


class TrialView(TrialPage[Trial]):
    """`show_trial(Trial)`."""

    def _refresh(self, trial: Trial) -> None:
        rows = trial.found.rows
        passed = sum(answer.passed for _, answer in rows)
        self._show_time(trial.found, passed, small_words(trial.small) if trial.small else "")
        self._show_rows([("\n".join(values), *_answer(trial, answer)) for values, answer in rows])


def _answer(trial: Trial, answer: Answer) -> tuple[str, str, bool]:
    """What it says, what is said of it, and whether it passed."""
    result = Result(trial.tool, kind_of(trial.tool).columns, answer, "", 0.0)
    said = answer_words.brief(result) if any(value is not None for value in answer.values) else ""
    return said, "; ".join(answer_words.failed(result)) or answer_words.headline(answer), answer.passed
