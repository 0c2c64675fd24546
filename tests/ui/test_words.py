"""Sizes and times as a person reads them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLayout
from pytestqt.qtbot import QtBot

from llmdesk.ui.services import Services
from llmdesk.ui.words import (
    counted,
    duration,
    format_bytes,
    page_words,
    row_words,
    time_left,
    unbroken,
    whole_time,
)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "1 s left"), (89, "89 s left"), (90, "2 min left"), (5340, "89 min left"), (7500, "2 h 5 min left")],
)
def test_what_is_left_is_said_as_exactly_as_one_can_know_it(
    services: Services, qtbot: QtBot, seconds: float, said: str
) -> None:
    assert time_left(seconds) == said


def test_what_was_taken_is_minutes_and_seconds() -> None:
    assert [duration(seconds) for seconds in (0, 41.6, 725, 11220)] == ["0:00", "0:42", "12:05", "3:07:00"]


def test_sizes_are_decimal_as_in_a_file_manager(services: Services) -> None:
    assert [format_bytes(size) for size in (1, 98_400_000, 438_000_000)] == ["1 MB", "98 MB", "0.4 GB"]


def test_a_time_to_come_is_told_as_roughly_as_it_is_known() -> None:
    told = [whole_time(seconds) for seconds in (3, 250, 3_600, 7_790, 40_000, 300_000)]
    assert told == ["1 minute", "4 minutes", "1 hour", "2 hours 10 minutes", "11 hours", "3 days"]


def test_what_is_counted_has_a_singular(services: Services) -> None:
    assert [row_words(count) for count in (0, 1, 2_000)] == ["0 rows", "1 row", "2,000 rows"]
    assert page_words(1) == "1 page"
    assert counted("1 row in {file}", "{count} rows in {file}", 1, file="a{count}") == "1 row in a{count}"


def test_no_line_ends_within_an_option_of_the_command_line(services: Services) -> None:
    text = unbroken("用同一条命令并加上 --resume 即可继续")
    layout = QTextLayout(text)
    layout.beginLayout()
    pieces = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(1)
        pieces.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    assert "--\u2060resume" in pieces
    assert unbroken("a--b, --, well-known") == "a--b, --, well-known"
