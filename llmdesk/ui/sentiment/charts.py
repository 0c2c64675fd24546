"""The charts of a scored table: how often each label is, how sure, and whether that can be trusted.

Owns the plots and their picture. pyqtgraph is imported when the first chart is shown; no OpenGL.
Must not count anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, fill
from llmdesk.tools.sentiment import Metrics, ReliabilityBin
from llmdesk.ui.language import Retranslating
from llmdesk.ui.late_import import when_imported
from llmdesk.ui.look.sizes import fix_width, least_height
from llmdesk.ui.sentiment.words import bar_colors, shown_label
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, SPACE, ColorName, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import percent

MOST_LABELS = 12
LEAST_PLACES = 6
LEAST_IN_A_DOT = 10
_PICTURE_SCALE = 2.0
_LONGEST_NAME = 24
_GRID = 255  # of 255: the lines have the colour of rules


@dataclass(frozen=True)
class Figures:
    """What is drawn. `histogram[i]`: rows with a confidence in [i, i+1) / len(histogram); `probabilities`
    the same for the probability of each label."""

    counts: Mapping[str, int] = field(default_factory=dict)
    histogram: tuple[int, ...] = ()
    metrics: Metrics | None = None
    probabilities: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    measured_on: int = 0  # rows with known labels whose `metrics` are still being measured


class Charts(Retranslating, QWidget):
    """`show_figures` says what; `picture` is what shows, twice as fine."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._theme = services, services.theme
        self._figures = Figures()
        self._plots: _Plots | None = None
        self._left: list[Callable[[], None]] = []  # what is still to be drawn
        self._pen = QTimer(self, singleShot=True, interval=0)
        self._pen.timeout.connect(self._draw_next)
        self._asked = False
        self._trust, self._of_name = plain_label("small", wrap=True), plain_label("muted")
        self._of = ChoiceBox()
        fix_width(self._of, 192)
        self._of_name.setBuddy(self._of)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._of_name)
        row.addWidget(self._of)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self._column.addWidget(self._trust)
        self._of.chosen.connect(lambda _: self._redraw())
        services.theme.changed.connect(self._redraw)
        self._retranslate()

    def show_figures(self, figures: Figures) -> None:
        if figures == self._figures:
            return
        self._figures = figures
        self._fill_choice()
        self._redraw()

    def _fill_choice(self) -> None:
        current = self._of.current
        choices = [Choice(self.tr("Confidence"), "")]
        choices += [Choice(label, label) for label in self._figures.probabilities]
        self._of.set_choices(choices, current.data if current is not None else "")
        if self._of.current is None:
            self._of.set_current("")

    def picture(self) -> QPixmap:
        """The plots on their background."""
        if self._plots is None:
            return QPixmap()
        view: Any = self._plots.view
        picture = QPixmap(view.size() * _PICTURE_SCALE)
        picture.fill(self._theme.color("surface"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view.render(painter)
        painter.end()
        return picture

    def picture_to_save(self) -> QImage:
        """The plots, for a task to write. Raises `UsageError` while there are none."""
        picture = self.picture()
        if picture.isNull():
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "There is no image of the charts yet."),
                hint=QT_TRANSLATE_NOOP("core", "Open the charts first."),
            )
        return picture.toImage()

    # -- drawing ------------------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._asked:
            return
        self._asked = True
        self._services.tasks.start(
            _load_numpy,
            owner=self,
            on_done=lambda _: self._load_pyqtgraph(),
        )

    def _load_pyqtgraph(self) -> None:
        when_imported("pyqtgraph", self._build)

    def _build(self, pg: Any) -> None:
        self._plots = _Plots(pg, self._theme)
        self._column.takeAt(1)
        self._column.insertWidget(1, self._plots.view, 1)
        self._redraw()

    @property
    def drawing(self) -> bool:
        """Not all is drawn yet."""
        return self._plots is None or self._pen.isActive()

    def _redraw(self) -> None:
        metrics = self._figures.metrics
        self._trust.setText(self._trust_words(metrics))
        self.setAccessibleDescription(self._words())
        if self._plots is None:
            return
        label = str(self._of.current.data) if self._of.current is not None else ""
        probability = fill(self.tr("Probability of “{label}”"), {"label": label})
        below = probability if label else self.tr("Confidence")
        by = self.tr("Rows by probability") if label else self.tr("Rows by confidence")
        titles = (self.tr("Rows per label"), by, self.tr("Is the confidence right?"))
        axes = (below, self.tr("Rows"), self.tr("Confidence"), self.tr("Share that is right"))
        bars = self._figures.probabilities.get(label, self._figures.histogram)
        color = bar_colors([label])[label] if label else "soft_blue"
        self._left = self._plots.steps(self._figures, (bars, color), titles, axes)
        self._pen.start()

    def _draw_next(self) -> None:
        """One plot at a time, so that the window answers between them."""
        if self._left:
            self._left.pop(0)()
            self._pen.start()

    def _trust_words(self, metrics: Metrics | None) -> str:
        if metrics is None and self._figures.measured_on:
            text = self.tr(
                "The correct labels of {count} rows are known. Measuring how far the "
                "confidence can be trusted…"
            )
            return fill(text, {"count": QLocale().toString(self._figures.measured_on)})
        if metrics is None:
            return self.tr(
                "Once the correct labels of 20 rows are known, a third chart shows how far "
                "the confidence can be trusted. Correct or confirm rows with the keys 1 to "
                "9, or choose a column with known labels."
            )
        text = self.tr(
            "Dots on the line mean that of the rows with 80% confidence, 80% are "
            "right. {count} rows with known labels: {accuracy} right, calibration "
            "error {ece}."
        )
        places = {
            "count": QLocale().toString(metrics.rows),
            "accuracy": percent(metrics.accuracy),
            "ece": QLocale().toString(metrics.ece, "f", 3),
        }
        return fill(text, places)

    def _words(self) -> str:
        """The charts for who does not see them."""
        total = sum(self._figures.counts.values())
        parts = [
            f"{shown_label(name)}: {QLocale().toString(count)} ({percent(count / total)})"
            for name, count in self._figures.counts.items()
            if total
        ]
        return ", ".join(parts) + ". " + self._trust.text()

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Charts"))
        self._of_name.setText(self.tr("Histogram of"))
        self._of.setAccessibleName(self.tr("Histogram of"))
        self._fill_choice()
        self._redraw()


def merged(bins: Sequence[ReliabilityBin], least: int = LEAST_IN_A_DOT) -> list[ReliabilityBin]:
    """Neighbours together until each has `least` rows: a share of three rows says nothing."""
    result: list[ReliabilityBin] = []
    for part in bins:
        if result and result[-1].count < least:
            result[-1] = _together(result[-1], part)
        else:
            result.append(part)
    if len(result) > 1 and result[-1].count < least:
        last = result.pop()
        result[-1] = _together(result[-1], last)
    return result


def _together(one: ReliabilityBin, other: ReliabilityBin) -> ReliabilityBin:
    count = one.count + other.count
    return ReliabilityBin(
        min(one.low, other.low),
        max(one.high, other.high),
        count,
        (one.confidence * one.count + other.confidence * other.count) / count,
        (one.accuracy * one.count + other.accuracy * other.count) / count,
    )


def _steps(most: int) -> range:
    """Round numbers from 0 to `most`, seven at the most, for an axis of counts."""
    power = 10 ** (len(str(most)) - 1)
    parts = (max(1, power // 5), max(1, power // 2), power, 2 * power)
    return range(0, most + 1, next(part for part in parts if most / part <= 6))


def _load_numpy(_context: TaskContext) -> None:
    """In a thread: what of pyqtgraph's needs is not built on Qt."""
    import numpy  # noqa: F401


class _Plots:
    """The pyqtgraph side: three plots beside each other, without mouse and menus."""

    def __init__(self, pg: Any, theme: Theme) -> None:
        self._pg, self._theme = pg, theme
        pg.setConfigOptions(antialias=True, useOpenGL=False, imageAxisOrder="row-major")
        self.view: Any = pg.GraphicsLayoutWidget()
        least_height(self.view, 200)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.ci.setContentsMargins(0, 0, GAP, 0)
        self.view.ci.setSpacing(GAP)

    def steps(
        self,
        figures: Figures,
        histogram: tuple[tuple[int, ...], ColorName],
        titles: tuple[str, str, str],
        axes: tuple[str, str, str, str],
    ) -> list[Callable[[], None]]:
        """What draws all of them anew, in parts of about 20 ms."""
        steps = [
            self._begin,
            lambda: self._labels(self._plot(0, titles[0]), figures.counts),
            lambda: self._histogram(self._plot(1, titles[1], *axes[:2]), *histogram),
        ]
        metrics = figures.metrics
        if metrics is not None:
            steps.append(lambda: self._reliability(self._plot(2, titles[2], *axes[2:]), metrics))
        return steps

    def _begin(self) -> None:
        self._pg.setConfigOptions(
            background=self._theme.color("surface"), foreground=self._theme.color("muted")
        )
        self.view.setBackground(self._theme.color("surface"))
        self.view.clear()

    def _plot(self, column: int, title: str, below: str = "", beside: str = "") -> Any:
        plot = self.view.addPlot(row=0, col=column)
        plot.setMouseEnabled(False, False)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        small: QFont = self._theme.font("small")
        plot.setTitle("")
        plot.titleLabel.item.setFont(self._theme.font("body"))
        plot.titleLabel.item.setDefaultTextColor(self._theme.color("text"))
        plot.titleLabel.item.setPlainText(title)
        plot.titleLabel.setMaximumHeight(30)
        plot.layout.setRowFixedHeight(0, 30)
        plot.titleLabel.setVisible(True)
        for name, text in (("bottom", below), ("left", beside)):
            axis = plot.getAxis(name)
            axis.setPen(self._theme.color("rule"))
            axis.setTextPen(self._theme.color("muted"))
            axis.setStyle(tickFont=small, tickLength=-4, hideOverlappingLabels=False)
            axis.setStyle(maxTickLevel=0)  # no finer lines of the grid than have a number
            axis.setZValue(-1)  # its grid lies behind the bars
            axis.enableAutoSIPrefix(False)
            if text:
                axis.setLabel(text=text)
                axis.label.setFont(small)
        return plot

    def _bar(self, color: QColor, **places: object) -> Any:
        return self._pg.BarGraphItem(brush=color, pen=None, **places)

    def _labels(self, plot: Any, counts: Mapping[str, int]) -> None:
        ranked = sorted(counts.items(), key=lambda pair: -pair[1])[:MOST_LABELS]
        shown = [pair for pair in counts.items() if pair in ranked]
        colors = bar_colors([name for name, _ in shown])
        most = max((count for _, count in shown), default=1) or 1
        total = sum(counts.values()) or 1
        places = max(len(shown), LEAST_PLACES)  # few labels stand at the top, and are no thicker than many
        ticks = []
        for number, (name, count) in enumerate(shown):
            color, place = self._theme.color(colors[name]), places - 1 - number
            plot.addItem(self._bar(color, x0=0, x1=count, y=place, height=0.5))
            words = f"{QLocale().toString(count)} · {percent(count / total)}"
            figure = self._pg.TextItem(words, self._theme.color("text"), anchor=(0, 0.5))
            figure.setFont(self._theme.font("small"))
            figure.setPos(count + most * 0.02, place)
            plot.addItem(figure)
            ticks.append((place, shown_label(name)[:_LONGEST_NAME]))
        plot.getAxis("left").setTicks([ticks])
        plot.getAxis("left").setPen(None)
        plot.hideAxis("bottom")
        plot.setXRange(0, most * 1.45, padding=0)
        plot.setYRange(-0.6, places - 0.4, padding=0)

    def _histogram(self, plot: Any, histogram: tuple[int, ...], name: ColorName) -> None:
        if not histogram:
            return
        width = 1 / len(histogram)
        centres = [(place + 0.5) * width for place in range(len(histogram))]
        color = self._theme.color(name)
        plot.addItem(self._bar(color, x=centres, height=list(histogram), width=width * 0.7))
        first = next((place for place, count in enumerate(histogram) if count), 0)
        plot.setXRange(min(0.5, first * width), 1, padding=0.05)
        most = max(histogram) or 1
        plot.setYRange(-most * 0.006, most * 1.1, padding=0)  # a line of the grid at the very end is left out
        plot.getAxis("left").setTicks([[(value, QLocale().toString(value)) for value in _steps(most)]])
        self._percent_axis(plot, "bottom", fine=first * width >= 0.45)
        plot.getAxis("left").setGrid(_GRID)

    def _reliability(self, plot: Any, metrics: Metrics) -> None:
        line = self._pg.mkPen(self._theme.color("muted"), width=1, style=Qt.PenStyle.DashLine)
        plot.plot([0, 1], [0, 1], pen=line)
        bins = merged(metrics.bins)
        most = max((part.count for part in bins), default=1)
        plot.plot(
            [part.confidence for part in bins],
            [part.accuracy for part in bins],
            pen=self._pg.mkPen(self._theme.color("soft_blue"), width=1.5),
            symbol="o",
            symbolSize=[6 + 6 * part.count / most for part in bins],
            symbolBrush=self._theme.color("soft_blue"),
            symbolPen=None,
        )
        plot.setXRange(0, 1, padding=0.09)
        plot.setYRange(0, 1, padding=0.06)
        for name in ("bottom", "left"):
            self._percent_axis(plot, name)
            plot.getAxis(name).setGrid(_GRID)

    def _percent_axis(self, plot: Any, name: str, fine: bool = False) -> None:
        ticks = [(value / 100, percent(value / 100)) for value in range(0, 101, 10 if fine else 25)]
        plot.getAxis(name).setTicks([ticks])
