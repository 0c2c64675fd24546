"""The window goes on while verdicts on a hundred sentences come, and while one walks through them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from llmdesk.ui.checking.page import CheckPage
from tests.ui.checking.desk import source_of, start_button, text_of, tool, until, view
from tests.ui.controls import named

MOST_MS = 50
THINGS = (
    "pool",
    "roof",
    "library",
    "bridge",
    "council",
    "garden",
    "school",
    "market",
    "tower",
    "museum",
    "harbour",
)
DOINGS = (
    "was opened",
    "was closed",
    "was repaired",
    "was sold",
    "was painted",
    "was measured",
    "was described",
)


def sentences(count: int) -> list[str]:
    """Sentences that differ in what they are about and in their numbers."""
    parts = zip(cycle(THINGS), cycle(DOINGS), range(10, 10 + count), strict=False)
    return [
        f"The {thing} of quarter {number} {doing} in {1900 + number % 120}\nfor {number * 7} euros."
        for thing, doing, number in islice(parts, count)
    ]


@contextmanager
def turns() -> Iterator[list[float]]:
    """What each turn of the event loop takes of the processor, in milliseconds: the share of other programs
    is not in it."""
    seen: list[float] = []
    last = time.thread_time()

    def tick() -> None:
        nonlocal last
        now = time.thread_time()
        seen.append((now - last) * 1000)
        last = now

    timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start()
    yield seen
    timer.stop()


@pytest.fixture
def page(page: CheckPage) -> CheckPage:
    page.window().resize(1280, 800)
    return page


def test_no_turn_of_the_window_takes_long_when_verdicts_on_a_hundred_sentences_come(
    page: CheckPage, qtbot: QtBot
) -> None:
    source = sentences(400)
    text_of(page).insertPlainText(" ".join(source[::4]).replace("\n", " ").replace("sold", "bought"))
    source_of(page).insertPlainText("\n".join(source))
    until(qtbot, lambda: start_button(page).isEnabled())
    qtbot.wait(800)  # the draft is written
    with turns() as seen:
        start_button(page).click()
        until(qtbot, lambda: start_button(page).isVisible() and view(page).complete)
        qtbot.wait(300)
        QTest.keyClick(view(page), Qt.Key.Key_End)
        for _ in range(5):
            tool(page, "Next doubtful sentence").click()
            qtbot.wait(20)
        named(page, QCheckBox, "Only doubtful").click()
        until(qtbot, lambda: view(page).complete)
        qtbot.wait(100)
    assert len(seen) > 100
    assert max(seen) < MOST_MS
