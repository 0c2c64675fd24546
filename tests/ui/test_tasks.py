"""The bridge between threads and the window: one terminal callback, none for an owner that is gone."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator
from types import TracebackType

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from llmdesk.errors import Cancelled, UserError
from llmdesk.ui.tasks import HAND_OVER_MS, THREADS, Task, TaskContext, TaskRunner


class Owner(QObject):
    """Records every callback, and checks that each comes on the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, object]] = []

    def _note(self, kind: str, value: object = None) -> None:
        assert QThread.currentThread() == self.thread()
        self.calls.append((kind, value))

    def done(self, value: object) -> None:
        self._note("done", value)

    def error(self, error: Exception) -> None:
        self._note("error", error)

    def cancelled(self) -> None:
        self._note("cancelled")

    def progress(self, value: object) -> None:
        self._note("progress", value)

    @property
    def terminal(self) -> list[str]:
        return [kind for kind, _ in self.calls if kind in ("done", "error", "cancelled")]


@pytest.fixture
def shown() -> list[Exception]:
    """What the user is shown."""
    return []


@pytest.fixture
def runner(qtbot: QtBot, shown: list[Exception]) -> Iterator[TaskRunner]:
    runner = TaskRunner(shown.append)
    yield runner
    runner.close()
    assert runner.wait_idle(5)


def start(runner: TaskRunner, owner: Owner, fn: object, long_job: str = "") -> Task[object]:
    return runner.start(
        fn,  # type: ignore[arg-type]  # tests pass lambdas of any result
        owner=owner,
        on_done=owner.done,
        on_error=owner.error,
        on_cancelled=owner.cancelled,
        on_progress=owner.progress,
        long_job=long_job,
    )


def test_an_error_that_nobody_asks_for_is_shown(
    qtbot: QtBot, runner: TaskRunner, shown: list[Exception]
) -> None:
    problem = UserError("This did not work.")

    def fail(_: TaskContext) -> None:
        raise problem

    owner = Owner()
    runner.start(fail, owner=owner, on_done=owner.done)
    qtbot.waitUntil(lambda: shown == [problem])
    assert owner.calls == []


def test_a_result_comes_back_once_on_the_gui_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    owner = Owner()
    task = start(runner, owner, lambda _: threading.current_thread().name)
    qtbot.waitUntil(lambda: task.ended)
    assert [kind for kind, _ in owner.calls] == ["done"]
    assert str(owner.calls[0][1]).startswith("task")


def test_a_user_error_comes_back_as_it_is(qtbot: QtBot, runner: TaskRunner) -> None:
    owner, error = Owner(), UserError("No.")

    def fail(_: TaskContext) -> None:
        raise error

    task = start(runner, owner, fail)
    qtbot.waitUntil(lambda: task.ended)
    assert owner.calls == [("error", error)]


def test_a_bug_reaches_the_exception_hook_and_the_owner(
    qtbot: QtBot, runner: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[BaseException] = []

    def hook(_: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        assert trace is not None
        seen.append(error)

    monkeypatch.setattr(sys, "excepthook", hook)
    owner = Owner()
    task = start(runner, owner, lambda _: 1 // 0)
    qtbot.waitUntil(lambda: task.ended)
    assert [type(error) for error in seen] == [ZeroDivisionError]
    assert owner.terminal == ["error"]


def test_a_cancel_reaches_the_function_and_ends_it_once(qtbot: QtBot, runner: TaskRunner) -> None:
    owner, running = Owner(), threading.Event()

    def work(context: TaskContext) -> None:
        running.set()
        assert context.cancel.wait(5)
        context.cancel.raise_if_cancelled()

    task = start(runner, owner, work)
    assert running.wait(5)
    task.cancel()
    task.cancel()
    qtbot.waitUntil(lambda: task.ended)
    assert owner.calls == [("cancelled", None)]


def test_a_function_may_answer_a_cancel_with_a_result(qtbot: QtBot, runner: TaskRunner) -> None:
    owner = Owner()

    def work(context: TaskContext) -> str:
        context.cancel.wait(5)
        return "what there was"

    task = start(runner, owner, work)
    task.cancel()
    qtbot.waitUntil(lambda: task.ended)
    assert owner.terminal in (["done"], ["cancelled"])  # cancelled where it had not begun


def test_nothing_is_called_once_the_owner_is_destroyed(qtbot: QtBot, runner: TaskRunner) -> None:
    owner, running, cancelled = Owner(), threading.Event(), threading.Event()

    def work(context: TaskContext) -> str:
        context.progress("before")
        running.set()
        if context.cancel.wait(5):
            cancelled.set()
        context.progress("after")
        return "too late"

    task = start(runner, owner, work)
    assert running.wait(5)
    calls = owner.calls
    delete(owner)
    assert cancelled.wait(5), "the owner's end cancels"
    qtbot.waitUntil(lambda: runner.wait_idle(0))
    qtbot.wait(2 * HAND_OVER_MS)
    assert task.ended
    assert calls == []


def test_progress_is_handed_over_at_most_thirty_times_a_second(qtbot: QtBot, runner: TaskRunner) -> None:
    owner = Owner()

    def work(context: TaskContext) -> float:
        begin = time.monotonic()
        while time.monotonic() - begin < 0.4:
            context.progress("x")
            context.cancel.wait(0.001)
        return time.monotonic() - begin

    task = start(runner, owner, work)
    qtbot.waitUntil(lambda: task.ended)
    times = len([1 for kind, _ in owner.calls if kind == "progress"])
    assert 3 <= times <= 0.4 / (HAND_OVER_MS / 1000) + 3


def test_a_delivery_that_is_still_planned_outlives_its_task(qtbot: QtBot, runner: TaskRunner) -> None:
    owner = Owner()

    def work(context: TaskContext) -> None:
        for _ in range(3):
            context.progress("x")
            context.cancel.wait(0.005)

    tasks = [start(runner, owner, work) for _ in range(20)]
    qtbot.waitUntil(lambda: all(task.ended for task in tasks))
    tasks.clear()
    gc.collect()
    qtbot.wait(3 * HAND_OVER_MS)
    assert owner.terminal == ["done"] * 20


def test_of_fast_progress_the_newest_is_shown(qtbot: QtBot, runner: TaskRunner) -> None:
    owner = Owner()

    def work(context: TaskContext) -> None:
        for n in range(1000):
            context.progress(n)

    task = start(runner, owner, work)
    qtbot.waitUntil(lambda: task.ended)
    values = [value for kind, value in owner.calls if kind == "progress"]
    assert values[-1] == 999, "the last one comes before the end"
    assert owner.calls[-1][0] == "done"
    assert len(values) < 20


def test_sixteen_tasks_run_side_by_side(qtbot: QtBot, runner: TaskRunner) -> None:
    meeting = threading.Barrier(THREADS)
    owner = Owner()
    tasks = [start(runner, owner, lambda _: meeting.wait(10)) for _ in range(THREADS)]
    qtbot.waitUntil(lambda: all(task.ended for task in tasks), timeout=15_000)
    assert owner.terminal == ["done"] * THREADS


def test_after_close_a_task_is_cancelled_before_it_begins(qtbot: QtBot, runner: TaskRunner) -> None:
    owner, ran = Owner(), threading.Event()
    runner.close()
    task = start(runner, owner, lambda _: ran.set())
    assert owner.calls == [], "not from inside start"
    qtbot.waitUntil(lambda: task.ended)
    assert owner.calls == [("cancelled", None)]
    assert not ran.is_set()


def test_close_cancels_what_runs(qtbot: QtBot, runner: TaskRunner) -> None:
    owner = Owner()

    def work(context: TaskContext) -> None:
        context.cancel.wait(5)
        raise Cancelled

    task = start(runner, owner, work)
    runner.close()
    qtbot.waitUntil(lambda: task.ended)
    assert owner.terminal == ["cancelled"]


def test_long_jobs_are_named_while_they_run(qtbot: QtBot, runner: TaskRunner) -> None:
    owner, go_on = Owner(), threading.Event()
    task = start(runner, owner, lambda _: go_on.wait(5), long_job="Downloading a model")
    start(runner, owner, lambda _: None)
    assert runner.long_jobs == ["Downloading a model"]
    go_on.set()
    qtbot.waitUntil(lambda: task.ended)
    assert runner.long_jobs == []


def test_a_callback_that_breaks_does_not_take_the_end_away(
    qtbot: QtBot, runner: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: seen.append(error))
    owner = Owner()

    def broken(_: object) -> None:
        raise ValueError

    task = runner.start(
        lambda context: context.progress(1),
        owner=owner,
        on_done=owner.done,
        on_error=owner.error,
        on_progress=broken,
    )
    qtbot.waitUntil(lambda: task.ended and bool(owner.calls))
    assert owner.terminal == ["done"]
    assert [type(error) for error in seen] == [ValueError]
