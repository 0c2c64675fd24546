"""Shares with their intervals, as a widget: a line for each label of each group.

Owns the words. Numbers stand beside the bars, so that nothing is told by shape or colour alone. How it is
drawn is told by `share_drawing.py`.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from llmdesk.errors import fill
from llmdesk.tools.sentiment.shares import Share
from llmdesk.ui.sentiment.labelling.share_drawing import Line, ShareDrawing
from llmdesk.ui.sentiment.words import bar_colors
from llmdesk.ui.theme import ColorName, Theme
from llmdesk.ui.words import percent

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_COLORS: tuple[ColorName, ...] = (
    "text", "muted", "rule", "surface", "soft_orange", "soft_blue", "soft_grey",
)  # fmt: skip
_LOOKS = (QEvent.Type.FontChange, QEvent.Type.LanguageChange)


class ShareChart(QWidget):
    """`show_shares` says what; a line of words for each is its accessible description."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shares: tuple[Share, ...] = ()
        self._drawing = self._drawn_now()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._redraw)

    def show_shares(self, shares: Sequence[Share]) -> None:
        self._shares = tuple(shares)
        self._redraw()
        self.setAccessibleDescription("\n".join(self.lines()))
        self.updateGeometry()

    def lines(self) -> Iterator[str]:
        """ "May: positive 62.1% (55.0% – 68.7%)", a line a share."""
        return (self._whole(line) for line in self._drawing.lines if line.share is not None)

    @property
    def drawing(self) -> ShareDrawing:
        """What shows now, of which a task can make a picture."""
        return self._drawing

    def event(self, event: QEvent) -> bool:
        """All words of the line below the pointer: its label may be cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._line_at(event.pos().y()), self)
            return True
        return super().event(event)

    def _line_at(self, y: int) -> str:
        place = y // self._drawing.row
        shown = 0 <= place < len(self._drawing.lines)
        return html.escape(self._whole(self._drawing.lines[place])) if shown else ""

    def _whole(self, line: Line) -> str:
        if line.share is None:
            return line.name
        group = "" if line.share.group is None else f"{self._name(line.share.group)}: "
        return f"{group}{line.name} {line.words}"

    def sizeHint(self) -> QSize:
        return QSize(360, self._drawing.height)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self._drawing.height)

    # -- drawing ------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shares:
            painter = QPainter(self)
            self._drawing.paint(painter, self.width(), event.rect().top(), event.rect().bottom())
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _LOOKS:
            self._redraw()
        super().changeEvent(event)

    def _redraw(self) -> None:
        self._drawing = self._drawn_now()
        self.update()

    def _drawn_now(self) -> ShareDrawing:
        return ShareDrawing(
            tuple(self._drawn_lines()),
            tuple((share, percent(share)) for share in _TICKS),
            QFont(self.font()),
            {name: self._theme.color(name) for name in _COLORS},
        )

    def _drawn_lines(self) -> Iterator[Line]:
        """Where there are groups, they and all rows have a line of their own above their labels."""
        colors = bar_colors([each.label for each in self._shares])
        grouped = any(each.group is not None for each in self._shares)
        before: Share | None = None
        for each in self._shares:
            if grouped and (before is None or each.group != before.group):
                yield Line(self._name(each.group))
            yield Line(each.label, self._words(each), each, colors[each.label])
            before = each

    # -- words --------------------------------------------------------------------------------------
    def _words(self, each: Share) -> str:
        if each.estimate is None or each.low is None or each.high is None:
            return fill(self.tr("{share} counted"), {"share": percent(each.counted, 1)})
        places = {name: percent(getattr(each, name), 1) for name in ("estimate", "low", "high")}
        return fill(self.tr("{estimate} ({low} – {high})"), places)

    def _name(self, group: str | None) -> str:
        return self.tr("All rows") if group is None else group or self.tr("(empty)")
