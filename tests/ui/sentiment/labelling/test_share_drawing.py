"""The plot of shares: whole in its picture, however many lines; on the screen, no more than what shows."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPicture
from pytestqt.qtbot import QtBot

from llmdesk.tools.sentiment.shares import Share
from llmdesk.ui.sentiment.labelling.share_chart import ShareChart
from llmdesk.ui.sentiment.labelling.share_drawing import ShareDrawing
from llmdesk.ui.theme import Theme
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.sentiment.desk import SentimentDesk
from tests.ui.sentiment.labelling.test_shares_page import label, open_page

WIDTH = 500
RASTER_LIMIT = 32_767


def chart_of(qtbot: QtBot, theme: Theme, labels: int, groups: int) -> ShareChart:
    names = [None, *(f"group {number}" for number in range(groups))]
    chart = ShareChart(theme)
    qtbot.addWidget(chart)
    chart.show_shares(
        [Share(f"label {n}", group, 0.3, 0.3, 0.2, 0.4, 30, 400) for group in names for n in range(labels)]
    )
    return chart


def drawn(drawing: ShareDrawing, top: int, bottom: int) -> int:
    """How much is drawn for this part, in bytes of Qt's own record of it."""
    record = QPicture()
    painter = QPainter(record)
    drawing.paint(painter, WIDTH, top, bottom)
    painter.end()
    return record.size()


def has_ink(image: QImage, box: QRect, ground: QColor) -> bool:
    part = image.copy(box)
    return any(
        part.pixelColor(x, y) != ground for y in range(part.height()) for x in range(0, part.width(), 3)
    )


def test_the_picture_of_very_many_lines_is_whole(qtbot: QtBot, theme: Theme) -> None:
    drawing = chart_of(qtbot, theme, labels=50, groups=40).drawing
    assert drawing.height > RASTER_LIMIT
    image = drawing.picture(WIDTH)
    assert image.height() <= RASTER_LIMIT
    assert has_ink(
        image, QRect(0, image.height() - 12, image.width(), 12), theme.color("surface")
    )  # the axis
    middle = QRect(0, image.height() * 9 // 10, image.width() // 6, 40)
    assert has_ink(image, middle, theme.color("surface"))  # labels


def test_a_picture_is_bounded_and_sharp_where_it_can_be(qtbot: QtBot, theme: Theme) -> None:
    usual = chart_of(qtbot, theme, labels=4, groups=40).drawing.picture(WIDTH)
    assert usual.width() == 2 * WIDTH
    wide = chart_of(qtbot, theme, labels=20, groups=40).drawing.picture(3000)
    assert wide.width() * wide.height() < 25_000_000


def test_a_step_of_scrolling_draws_the_lines_that_show_alone(qtbot: QtBot, theme: Theme) -> None:
    drawing = chart_of(qtbot, theme, labels=4, groups=40).drawing
    some, whole = drawn(drawing, 20 * drawing.row, 30 * drawing.row), drawn(drawing, 0, drawing.height)
    assert some < whole / 10
    assert drawn(drawing, 20 * drawing.row + 5, 20 * drawing.row + 5) < drawn(
        drawing, 20 * drawing.row, 21 * drawing.row
    )  # also a part of one


def test_the_widget_asks_for_no_more_than_its_visible_part(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = chart_of(qtbot, theme, labels=4, groups=40)
    chart.resize(WIDTH, chart.sizeHint().height())
    parts = list[tuple[int, int]]()
    monkeypatch.setattr(
        ShareDrawing, "paint", lambda _drawing, _painter, _width, top, bottom: parts.append((top, bottom))
    )
    chart.grab(QRect(0, 520, WIDTH, 100))
    assert parts == [(520, 619)]


def test_the_saved_picture_is_drawn_and_written_while_the_window_stays_free(
    desk: SentimentDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(desk, tmp_path)
    label(desk, page, 20)
    desk.wait(lambda: desk.has("Save shares"))
    threads, picture = list[threading.Thread](), ShareDrawing.picture

    def watched(drawing: ShareDrawing, width: int) -> QImage:
        threads.append(threading.current_thread())
        return picture(drawing, width)

    monkeypatch.setattr(ShareDrawing, "picture", watched)
    page._save._actions[2].trigger()
    place = tmp_path / "mine.png"
    choose_in_dialog(desk.qtbot, place)
    desk.wait(lambda: place.exists() and place.stat().st_size > 0)
    assert threads
    assert threading.main_thread() not in threads
    saved = QImage(str(place))
    assert (saved.width(), saved.height()) == (2 * page.chart.width(), 2 * page.chart.height())
