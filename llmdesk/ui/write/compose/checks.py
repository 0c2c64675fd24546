"""What the program found in a text: the facts with whether each is used, then the rules.

Owns the list and its words. Which place shows for a row, its owner knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from llmdesk.errors import fill, shown
from llmdesk.tools.compose import Check, Composed, Fact
from llmdesk.tools.documents.types import Span
from llmdesk.ui.checking.check_list import DETAIL, CheckList
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import HALF, ColorName, Theme, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_PLACE = Qt.ItemDataRole.UserRole
_LONGEST = 300  # characters of a row
_FACTS = ("facts", "points")  # the rules that are told by the facts themselves


class ComposeChecks(Retranslating, QWidget):
    """`chosen(Span)`: a place of the text; hidden while there is nothing."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._composed: Composed | None = None
        self._verdict, self.rows = plain_label("strong"), CheckList(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._verdict)
        column.addWidget(self.rows, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.rows.setMinimumHeight(1)  # where there is little room, it scrolls
        self.rows.itemClicked.connect(self._on_chosen)
        self.rows.itemActivated.connect(self._on_chosen)
        theme.changed.connect(self._fill)
        self.show_checks(None)

    @property
    def texts(self) -> list[str]:
        return [self.rows.item(row).text() for row in range(self.rows.count())]

    def show_checks(self, composed: Composed | None) -> None:
        self._composed = composed
        self._fill()

    def _fill(self) -> None:
        self.rows.clear()
        composed = self._composed
        found = [] if composed is None else sorted(self._items(composed), key=lambda pair: pair[0])
        for _order, item in found:
            self.rows.addItem(item)
        failed, unsure = (sum(order == each for order, _item in found) for each in (0, 1))
        self._verdict.setText(self._words(failed, unsure, len(found)))
        set_kind(self._verdict, "wrong" if failed else "strong" if unsure else "right")
        self.rows.setAccessibleName(self.tr("Checks"))
        self.setVisible(bool(found))
        self.updateGeometry()

    def _words(self, failed: int, unsure: int, count: int) -> str:
        if unsure and not failed:
            words = self.tr("{count} of {all} checks pass. Please look at the others yourself.")
            return fill(words, {"count": count - unsure, "all": count})
        if count == 1:
            return self.tr("The check fails") if failed else self.tr("The check passes")
        words = self.tr("{failed} of {count} checks fail") if failed else self.tr("All {count} checks pass")
        return fill(words, {"failed": failed, "count": count})

    def sizeHint(self) -> QSize:
        """As high as all rows are."""
        rows = sum(map(self.rows.sizeHintForRow, range(self.rows.count())))
        return QSize(super().sizeHint().width(), self._verdict.sizeHint().height() + 3 * HALF + rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows wrap in another way."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _items(self, composed: Composed) -> Iterator[tuple[int, QListWidgetItem]]:
        """Those that fail are 0, those that nobody can tell 1, those that pass 2."""
        points = any(check.rule == "points" for check in composed.checks)
        for fact in composed.facts:
            order = 1 if fact.used is None else 2 if fact.used else 0
            yield order, self._item(order, shown(fact.text, _LONGEST), self._about(fact, points), fact.place)
        for check in composed.checks:
            if check.rule not in _FACTS:
                yield self._of_check(check)

    def _of_check(self, check: Check) -> tuple[int, QListWidgetItem]:
        order = 2 if check.passed else 0
        return order, self._item(order, shown(check.render(translate_core), _LONGEST), "", check.place)

    def _about(self, fact: Fact, points: bool) -> str:
        if fact.used is None:
            return self.tr("In another language than the text: please look yourself.")
        if fact.used:
            return self.tr("Taken up") if points else self.tr("Used")
        if fact.against:
            return self.tr("The text says otherwise")
        missing = ", ".join(shown(each, 60) for each in fact.missing[:6])
        return fill(self.tr("Not found: {missing}"), {"missing": missing})

    def _item(self, order: int, text: str, detail: str, place: Span | None) -> QListWidgetItem:
        colors: tuple[ColorName, ...] = ("danger", "warning", "accent")
        spoken = (self.tr("Wrong: {check}"), self.tr("To look at: {check}"), self.tr("Right: {check}"))
        item = QListWidgetItem(self._theme.icon(("close", "warning", "check")[order], colors[order]), text)
        whole = " · ".join(filter(None, (text, detail)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, fill(spoken[order], {"check": whole}))
        item.setData(DETAIL, detail)
        item.setData(_PLACE, place)
        return item

    def _on_chosen(self, item: QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if isinstance(place, Span):
            self.chosen.emit(place)

    def _retranslate(self) -> None:
        self._fill()
