"""Five rows of a table with the tool's answers beside their texts, what was checked, and the time for all.

Owns what shows of them. Must not run anything.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.tools.own import Answer, Result, Values
from llmdesk.tools.own.kinds import kind_of
from llmdesk.ui.own.table.job import Trial
from llmdesk.ui.own.table.words import small_words, time_words
from llmdesk.ui.own.text import answer_words
from llmdesk.ui.theme import GAP, HALF, SPACE
from llmdesk.ui.widgets.panes import hairline
from llmdesk.ui.widgets.plain_label import plain_label

_LONGEST_TEXT, _LONGEST_ANSWER = 400, 1_000  # characters that show


class TrialView(QWidget):
    """`show_trial(Trial)`; `closed()`: back to the table."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trial: Trial | None = None
        self._time, self._note = plain_label("strong", wrap=True), plain_label("small", wrap=True)
        self._back = QPushButton()
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        titles = QVBoxLayout()
        titles.setSpacing(HALF)
        titles.addWidget(self._time)
        titles.addWidget(self._note)
        head.addLayout(titles, 1)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self._back.clicked.connect(self.closed)
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
        self._time.setText(time_words(trial.found))
        passed = sum(answer.passed for _, answer in rows)
        told = fill(
            self.tr("{passed} of {count} rows passed the checks. Nothing was written."),
            {"passed": passed, "count": len(rows)},
        )
        self._note.setText("\n".join(filter(None, (told, small_words(trial.small) if trial.small else ""))))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, SPACE, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for number, (values, answer) in enumerate(rows):
            if number:
                grid.addWidget(hairline(), 2 * number, 0, 1, 2)
            grid.addWidget(self._text(values), 2 * number + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._answer(trial, answer), 2 * number + 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(2 * len(rows) + 1, 1)
        self._scroll.setWidget(inside)

    def _text(self, values: Values) -> QWidget:
        label = plain_label("muted", wrap=True, selectable=True)
        label.setText(_shortened("\n".join(values), _LONGEST_TEXT))
        return label

    def _answer(self, trial: Trial, answer: Answer) -> QWidget:
        result = Result(trial.tool, kind_of(trial.tool).columns, answer, "", 0.0)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        if any(value is not None for value in answer.values):
            said = plain_label(wrap=True, selectable=True)
            said.setText(_shortened(answer_words.brief(result), _LONGEST_ANSWER))
            column.addWidget(said)
        state = plain_label("small" if answer.passed else "danger", wrap=True)
        reasons = "; ".join(answer_words.failed(result))
        state.setText(reasons or answer_words.headline(answer))
        column.addWidget(state)
        return whole

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._back.setText(self.tr("Back to the table"))
        self._back.setAccessibleName(self.tr("Back to the table"))
        self._scroll.setAccessibleName(self.tr("Preview on five rows"))
        self._refresh()


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
