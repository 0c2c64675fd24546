"""The charts of a scored table."""

from __future__ import annotations

import sys

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.tools.sentiment import Metrics, ReliabilityBin
from llmdesk.ui.sentiment.charts import Charts, Figures, merged
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox


def metrics(*counts: int) -> Metrics:
    bins = tuple(ReliabilityBin(n / 10, n / 10, count, n / 10, n / 10) for n, count in enumerate(counts))
    return Metrics(sum(counts), ("yes", "no"), 0.9, 0.04, ((9, 1), (1, 9)), bins)


@pytest.fixture
def charts(qtbot: QtBot, services: Services) -> Charts:
    charts = Charts(services)
    qtbot.addWidget(charts)
    charts.resize(900, 400)
    return charts


def colors(charts: Charts) -> set[str]:
    picture = charts.picture().toImage()
    return {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 7)
        for y in range(0, picture.height(), 7)
    }


def test_charts_draw_the_labels_and_the_confidence(qtbot: QtBot, charts: Charts) -> None:
    charts.show_figures(Figures({"positive": 30, "negative": 10}, (0,) * 10 + (4,) * 10))
    charts.show()
    qtbot.waitUntil(lambda: not charts.drawing, timeout=20_000)
    theme = charts._theme
    assert {theme.css("surface"), theme.css("soft_blue"), theme.css("soft_orange")} <= colors(charts)
    assert "positive: 30 (75%), negative: 10 (25%)" in charts.accessibleDescription()
    assert "Once the correct labels of 20 rows are known" in charts.accessibleDescription()


def test_the_third_chart_comes_with_known_labels(qtbot: QtBot, charts: Charts) -> None:
    charts.show_figures(Figures({"yes": 30}, (1,) * 20))
    charts.show()
    qtbot.waitUntil(lambda: not charts.drawing, timeout=20_000)
    plots = charts._plots
    assert plots is not None
    assert plots.view.getItem(0, 2) is None
    charts.show_figures(Figures({"yes": 30}, (1,) * 20, metrics(10, 10, 10)))
    qtbot.waitUntil(lambda: not charts.drawing, timeout=20_000)
    assert plots.view.getItem(0, 2) is not None
    assert "30 rows with known labels: 90% right, calibration error 0.040" in charts.accessibleDescription()


def test_the_histogram_can_be_of_a_labels_probability(qtbot: QtBot, charts: Charts) -> None:
    histograms = {"yes": (0,) * 19 + (30,), "no": (30, *(0,) * 19)}
    charts.show_figures(Figures({"yes": 30}, (0,) * 19 + (30,), None, histograms))
    charts.show()
    qtbot.waitUntil(lambda: not charts.drawing, timeout=20_000)
    box = charts.findChild(ChoiceBox)
    assert isinstance(box, ChoiceBox)
    assert [choice.text for choice in box.choices] == ["Confidence", "yes", "no"]
    plots = charts._plots
    assert plots is not None

    def seen() -> tuple[float, str]:
        plot = plots.view.getItem(0, 1)
        return plot.viewRange()[0][0], plot.getAxis("bottom").labelText

    assert seen()[1] == "Confidence"
    assert seen()[0] > 0.4
    box.activated.emit(2)
    qtbot.waitUntil(lambda: not charts.drawing, timeout=20_000)
    assert seen()[1] == "Probability of “no”"
    assert seen()[0] < 0.1


def test_charts_follow_the_theme(qtbot: QtBot, charts: Charts) -> None:
    charts.show_figures(Figures({"positive": 30, "negative": 10}, (1,) * 20))
    charts.show()
    qtbot.waitUntil(lambda: not charts.drawing, timeout=20_000)
    charts._theme.apply("dark")
    qtbot.waitUntil(lambda: not charts.drawing, timeout=20_000)
    assert {charts._theme.css("surface"), charts._theme.css("soft_blue")} <= colors(charts)


def test_nothing_is_imported_and_no_picture_made_before_charts_are_looked_at(charts: Charts) -> None:
    charts.show_figures(Figures({"yes": 1}))
    assert charts.picture().isNull()


def test_no_opengl_is_loaded() -> None:
    assert not any(name.startswith("OpenGL") for name in sys.modules)


def test_dots_of_few_rows_are_drawn_together() -> None:
    bins = merged(metrics(3, 4, 5, 2).bins)
    assert [part.count for part in bins] == [14]
    assert bins[0].confidence == pytest.approx((0 * 3 + 0.1 * 4 + 0.2 * 5 + 0.3 * 2) / 14)
    assert [part.count for part in merged(metrics(20, 20).bins)] == [20, 20]
    assert merged(()) == []
