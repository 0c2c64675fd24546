"""Ctrl-C, while an answer or a model is on its way."""

from __future__ import annotations

import io
import signal
import threading
from collections.abc import Callable

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.engine.types import GenerateRequest, LoadedModel, ModelSpec
from llmdesk.errors import Cancelled, EngineCrashed
from tests.cli.harness import Cli
from tests.fakes import FakeStream


def ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def test_ctrl_c_keeps_what_came_and_is_status_130(run: Cli) -> None:
    class OneWord(threading.Event):
        """A gate that lets one piece through and then stays shut."""

        def wait(self, timeout: float | None = None) -> bool:
            passes, self.passed = not self.passed, True
            return passes or super().wait(timeout)

        passed = False

    class InterruptedWhenWritten(io.StringIO):
        def write(self, text: str) -> int:
            if text.strip():
                ctrl_c()
            return super().write(text)

    run.engine.gate = OneWord()
    run.out = InterruptedWhenWritten()
    run.engine.enqueue("one two three")
    assert run("chat", "Hi") == 130
    assert run.out.getvalue() == "one\n"
    assert "Traceback" not in run.err.getvalue()
    answer = run.saved()[-1]
    assert (answer.state, answer.content) == ("stopped", "one")
    assert run.engine.closed


def test_ctrl_c_with_json_still_gives_the_document(run: Cli) -> None:
    original = run.engine.generate

    def generate(request: GenerateRequest) -> FakeStream:
        stream = original(request)
        ctrl_c()
        return stream

    run.engine.gate.clear()
    run.engine.generate = generate  # type: ignore[method-assign]
    assert run("chat", "Hi", "--json") == 130
    assert run.json["finish_reason"] == "cancelled"


def test_ctrl_c_while_the_model_loads_is_status_130(run: Cli) -> None:
    def load(
        spec: ModelSpec,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> LoadedModel:
        ctrl_c()
        assert cancel is not None
        assert cancel.wait(10)
        raise Cancelled

    run.engine.load = load  # type: ignore[method-assign]
    assert run("chat", "Hi", "--json") == 130
    assert run.json["finish_reason"] == "cancelled"
    assert [m.content for m in run.saved()] == ["Hi"]


def test_a_second_ctrl_c_does_not_wait_for_work_that_hangs() -> None:
    cancel, hangs, never = CancelToken(), threading.Event(), threading.Event()

    def work() -> None:
        ctrl_c()
        assert cancel.wait(10)
        hangs.set()
        ctrl_c()
        never.wait()

    with pytest.raises(KeyboardInterrupt):
        run_cancellable(work, cancel)
    assert hangs.is_set()
    never.set()


def test_work_that_cannot_be_cancelled_ends_at_the_first_ctrl_c() -> None:
    never = threading.Event()

    def work() -> None:
        ctrl_c()
        never.wait()

    with pytest.raises(KeyboardInterrupt):
        run_cancellable(work)
    never.set()


def test_an_error_of_the_work_is_raised_where_it_is_waited_for() -> None:
    def work() -> None:
        raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError):
        run_cancellable(work)


def test_an_engine_that_ends_by_the_same_signal_is_no_crash() -> None:
    cancel = CancelToken()

    def work() -> None:
        ctrl_c()
        assert cancel.wait(10)
        raise EngineCrashed("The engine stopped.", exit="SIGTERM", reason="")

    with pytest.raises(KeyboardInterrupt):
        run_cancellable(work, cancel)
