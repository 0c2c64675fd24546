"""What a tool gave for one text: the answer in its form, the checks beside it, and what can be done with it.

Owns the view. Must not run anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.tools.own import Result
from llmdesk.tools.own.anonymize import pairs
from llmdesk.ui.language import Retranslating
from llmdesk.ui.own.text import answer_words
from llmdesk.ui.sentiment.probability_bars import ProbabilityBars
from llmdesk.ui.tabs import Tab
from llmdesk.ui.theme import GAP, HALF, MARGIN, SPACE, Theme, set_kind
from llmdesk.ui.widgets.hand_over_buttons import HandOverButtons
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.reading_text import ReadingText
from llmdesk.ui.words import duration, percent

_MOST_BARS = 8
_MOST_PAIRS = 500  # rows: more would hold the window up, and nobody reads them


class OwnAnswer(Retranslating, QWidget):
    """`hand_over(tab)`; `copied()`. Accessible as "Answer"."""

    hand_over = Signal(str)
    copied = Signal()

    def __init__(self, theme: Theme, tools: Sequence[Tab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._result: Result | None = None
        self._writing = False
        self._label = plain_label("heading", wrap=True, selectable=True)
        self._headline = plain_label("right", wrap=True)
        self._failed, self._passed = plain_label("danger", wrap=True), plain_label("small", wrap=True)
        self.text, self.bars, self.table = ReadingText(), ProbabilityBars(theme), _Pairs()
        self._small = plain_label("small", wrap=True)
        self._earlier = plain_label("wrong", wrap=True)
        self._others, self._facts = plain_label("small"), plain_label("small", wrap=True)
        self._listed, self._rest = plain_label("strong"), QWidget()
        self._copy, self._hand_over = QToolButton(), HandOverButtons(tools)
        self._arrange()
        self._copy.clicked.connect(self._copy_answer)
        self._hand_over.chosen.connect(self.hand_over)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._headline, 1)
        head.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._hand_over)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._earlier)
        self._earlier.hide()
        for part in (self._failed, self._passed, self._label, self.bars, self._others):
            column.addWidget(part)
        column.addWidget(self.text, 3)
        column.addWidget(self._listed)
        column.addWidget(self.table, 2)
        column.addWidget(self._rest, 1)
        column.addWidget(self._facts)
        column.addWidget(self._small)
        column.addSpacing(HALF)
        column.addLayout(foot)

    # -- what is shown ------------------------------------------------------------------------------
    @property
    def result(self) -> Result | None:
        return self._result

    def show_writing(self, text: str) -> None:
        """What is written so far, as it comes; more of the same goes behind it."""
        if not self._writing or not text:
            self._begin()
        before = self.text.toPlainText()
        if text.startswith(before) and before:
            cursor = QTextCursor(self.text.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[len(before) :])
        else:
            self.text.show_text(text)

    def _begin(self) -> None:
        self._result, self._writing = None, True
        self.text.show_text("")
        for part in (self._label, self.bars, self._others, self._listed, self.table, self._rest):
            part.hide()
        for line in (self._failed, self._passed, self._small, self._earlier):
            line.hide()
        self._copy.hide()
        self._facts.setText("")
        self._hand_over.hide()
        self.text.show()
        set_kind(self._headline, "muted")
        self._headline.setText(self.tr("The model is writing…"))

    def show_result(self, result: Result, *, small: bool = False) -> None:
        """`small`: it is of a model that often does not do what a tool says."""
        self._result, self._writing = result, False
        words = self.tr("{model} is a small model and often does not do what a tool says.")
        self._small.setText(fill(words, {"model": result.model}) if small else "")
        self._small.setVisible(small)
        self._show_checks(result)
        self._show_form(result)
        has_answer = bool(answer_words.plain(result))
        self._copy.setVisible(has_answer)
        self._hand_over.setVisible(has_answer)

    def set_earlier(self, earlier: bool) -> None:
        """Whether it answers another text than the one that stands beside it now."""
        self._earlier.setVisible(earlier)

    def _show_checks(self, result: Result) -> None:
        answer = result.answer
        failed, passed = answer_words.failed(result), answer_words.passed(result)
        checked = bool(passed or failed or not answer.passed)
        set_kind(
            self._headline, "right" if answer.passed and checked else "muted" if not checked else "wrong"
        )
        self._headline.setText(answer_words.headline(answer) if checked else self.tr("Answer"))
        self._failed.setText("\n".join(f"✗ {line}" for line in failed))
        self._failed.setVisible(bool(failed))
        self._passed.setText("   ".join(f"✓ {line}" for line in passed))
        self._passed.setVisible(bool(passed))
        self._facts.setText(self._fact_words(result))

    def _fact_words(self, result: Result) -> str:
        parts = [result.model, duration(result.seconds)]
        if result.answer.tries > 1:
            count = QLocale().toString(result.answer.tries)
            parts.append(fill(self.tr("asked {count} times"), {"count": count}))
        return " · ".join(filter(None, parts))

    def _show_form(self, result: Result) -> None:
        gives, given = result.tool.gives, answer_words.probabilities(result)
        is_label = gives in ("label", "yes/no")
        self._label.setText(answer_words.plain(result) if is_label else "")
        self._label.setVisible(is_label)
        self._show_bars(given)
        self.text.setVisible(gives in ("text", "anonymized"))
        self.text.show_text(answer_words.plain(result) if gives in ("text", "anonymized") else "")
        rows: list[tuple[str, str]] = []
        heads = (self.tr("Field"), self.tr("Value"))
        if gives == "fields":
            rows = answer_words.fields(result)
        elif gives == "anonymized":
            heads = (self.tr("Now"), self.tr("Before"))
            listed = result.answer.values[1]
            rows = list(pairs(listed)) if isinstance(listed, str) else []
        self._listed.setText(self._listed_words(len(rows)))
        self.table.show_pairs(heads, rows[:_MOST_PAIRS])
        self.table.setVisible(bool(rows))
        self._listed.setVisible(gives == "anonymized" and bool(rows))
        self._rest.setVisible(is_label)
        self.table.setAccessibleName(self.tr("What was replaced") if gives == "anonymized" else heads[0])

    def _listed_words(self, count: int) -> str:
        if count <= _MOST_PAIRS:
            return self.tr("What was replaced")
        numbers = {"shown": QLocale().toString(_MOST_PAIRS), "count": QLocale().toString(count)}
        return fill(self.tr("What was replaced (the first {shown} of {count})"), numbers)

    def _show_bars(self, given: Mapping[str, float]) -> None:
        ranked = sorted(given, key=lambda name: -given[name])
        self.bars.show_probabilities({name: given[name] for name in ranked[:_MOST_BARS]})
        self.bars.setVisible(bool(given))
        left = ranked[_MOST_BARS:]
        share = percent(sum(given[name] for name in left))
        words = self.tr("{count} other labels together: {percent}")
        self._others.setText(fill(words, {"count": len(left), "percent": share}))
        self._others.setVisible(bool(left))

    def _copy_answer(self) -> None:
        if self._result is not None:
            QGuiApplication.clipboard().setText(answer_words.plain(self._result))
            self.copied.emit()

    # -- words and colours --------------------------------------------------------------------------
    def _retint(self) -> None:
        self._copy.setIcon(self._theme.icon("copy"))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Answer"))
        self.text.setAccessibleName(self.tr("Answer"))
        self.bars.setAccessibleName(self.tr("Probabilities"))
        self._earlier.setText(self.tr("This answers an earlier text. Run the tool again for this one."))
        self._copy.setAccessibleName(self.tr("Copy the answer"))
        self._copy.setToolTip(self.tr("Copy the answer"))
        if self._result is not None:
            self.show_result(self._result, small=self._small.isVisibleTo(self))


class _Pairs(QTableWidget):
    """Two columns to be read."""

    def __init__(self) -> None:
        super().__init__(0, 2)
        set_kind(self, "figures")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setMaximumSectionSize(280)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    def show_pairs(self, heads: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
        self.setHorizontalHeaderLabels(heads)
        self.setRowCount(len(rows))
        for row, pair in enumerate(rows):
            for column, words in enumerate(pair):
                self.setItem(row, column, QTableWidgetItem(words))
        self.resizeRowsToContents()
