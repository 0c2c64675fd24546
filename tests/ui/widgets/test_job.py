"""A job of a tab: one at a time, cancelled at once, its error told; the buttons follow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.errors import Cancelled, UsageError
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.job import Job, JobProgress, JobRow


class Desk(QWidget):
    """A tab with a job and nothing else."""

    def __init__(self, services: Services, *, waits: bool = False) -> None:
        super().__init__()
        self.job = Job(services, self, waits=waits)
        self.row, self.progress = JobRow(self.job), JobProgress(self.job)
        self.row.set_words("Go")
        column = QVBoxLayout(self)
        for part in (self.row, self.progress):
            column.addWidget(part)
        self.done, self.stopped = list[object](), list[Exception | None]()
        self.go = threading.Event()

    def start(self, work: Callable[[TaskContext], object]) -> bool:
        return self.job.start(work, self.done.append, on_stopped=self.stopped.append)

    def stubborn(self, _context: TaskContext) -> str:
        """Does not look whether it was cancelled."""
        self.go.wait(5)
        return "late"


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> Iterator[Desk]:
    desk = Desk(services)
    qtbot.addWidget(desk)
    desk.show()
    yield desk
    desk.go.set()


def shows(desk: Desk) -> tuple[bool, bool, bool]:
    """Start, cancel, progress."""
    return desk.row.start.isVisible(), desk.row.cancel.isVisible(), desk.progress.isVisible()


def test_the_buttons_and_the_keyboard_follow(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitExposed(desk)
    desk.row.asked.connect(lambda: desk.start(desk.stubborn))
    desk.row.start.setFocus()
    assert shows(desk) == (True, False, False)
    desk.row.start.click()
    assert shows(desk) == (False, True, True)
    assert desk.focusWidget() is desk.row.cancel
    desk.go.set()
    qtbot.waitUntil(lambda: desk.done == ["late"])
    assert shows(desk) == (True, False, False)
    assert desk.focusWidget() is desk.row.start


def test_one_job_at_a_time(qtbot: QtBot, desk: Desk, services: Services) -> None:
    assert not desk.job.refuse()
    assert desk.start(desk.stubborn)
    assert not desk.start(lambda _: "another")
    assert desk.job.refuse()
    assert services.notify.notices
    desk.go.set()
    qtbot.waitUntil(lambda: desk.done == ["late"])


def test_a_cancelled_job_is_over_at_once_and_says_nothing_more(
    qtbot: QtBot, desk: Desk, services: Services
) -> None:
    desk.start(desk.stubborn)
    desk.row.cancel.click()
    assert not desk.job.running
    assert desk.stopped == [None]
    assert desk.start(lambda _: "next")
    qtbot.waitUntil(lambda: desk.done == ["next"])
    desk.go.set()
    qtbot.waitUntil(lambda: not services.tasks._tasks)
    assert (desk.done, desk.stopped) == (["next"], [None])


def test_what_is_done_of_a_cancelled_job_comes_where_it_is_waited_for(
    qtbot: QtBot, services: Services
) -> None:
    desk = Desk(services, waits=True)
    qtbot.addWidget(desk)

    def work(context: TaskContext) -> str:
        context.cancel.wait(5)
        return "a part"

    desk.start(work)
    desk.job.cancel()
    assert desk.job.running
    qtbot.waitUntil(lambda: desk.done == ["a part"])
    assert desk.stopped == []


def test_an_error_is_shown_until_it_is_tried_again(qtbot: QtBot, desk: Desk, services: Services) -> None:
    error = UsageError("This cannot be done.")

    def fail(_context: TaskContext) -> None:
        raise error

    desk.start(fail)
    qtbot.waitUntil(lambda: desk.stopped == [error])
    assert [notice.error for notice in services.notify.notices] == [error]
    desk.start(lambda _: "done")
    assert services.notify.notices == []
    qtbot.waitUntil(lambda: desk.done == ["done"])


def test_a_job_that_cancels_itself_has_stopped(qtbot: QtBot, desk: Desk) -> None:
    def give_up(_context: TaskContext) -> None:
        raise Cancelled

    desk.start(give_up)
    qtbot.waitUntil(lambda: desk.stopped == [None])
    assert shows(desk) == (True, False, False)


def test_a_button_that_fills_its_row_leaves_no_keys_in_a_window_of_their_own(
    qtbot: QtBot, services: Services
) -> None:
    desk = QWidget()
    qtbot.addWidget(desk)
    job = Job(services, desk)
    row = JobRow(job, fills=True)
    QVBoxLayout(desk).addWidget(row)
    desk.show()
    job.start(lambda _: "done", lambda _: None)
    qtbot.waitUntil(lambda: not job.running)
    row.show_keys(shown=True)
    alone = [each for each in QApplication.topLevelWidgets() if isinstance(each, QLabel)]
    assert not any(each.isVisible() for each in alone)
