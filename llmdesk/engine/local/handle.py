"""The parent's hold on one engine process: start, talk, notice its end, end it.

Owns the `multiprocessing` process, the parent's end of the pipe and the thread that reads it.
Knows nothing of requests: reports go to `on_report`, the end to `on_exit`, each exactly once.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

from llmdesk.child_processes import exit_name, sigint_blocked
from llmdesk.engine.child.process import child_main
from llmdesk.engine.limits import RENDER_MEMORY
from llmdesk.engine.local.child_log import ChildLog
from llmdesk.engine.local.watchdog import Watchdog
from llmdesk.engine.protocol import Command, Ping, Pong, Rendering, Report, Shutdown
from llmdesk.engine.variants.choice import Choice

RENDER_LIMIT_S = 2.0  # in which the processor worked on it
_RENDER_LATE_S = 20.0  # however little of that the processor had for it
READ_LIMIT_S = 8.0  # a child reads what comes while it computes; after this time it stands still
_TOLD_S = 3.0  # until whoever was told first how a child ended has said so
_SIGKILL = 9  # by number: Windows has no name for it


@dataclass(frozen=True)
class Exit:
    """How a child ended. `reason` is the telling line of its log; `rendering`: in a chat template;
    `overdue`: it was ended here, since it did not answer in time."""

    code: int | None
    asked: bool
    reason: str
    rendering: bool
    overdue: bool = False

    @property
    def name(self) -> str:
        """For people: "SIGABRT", "exit status 3"."""
        return exit_name(self.code)

    @property
    def illegal_instruction(self) -> bool:
        """The processor refused what it was told: the code was built for another one."""
        return self.name == "SIGILL" or self.name.startswith("illegal instruction")

    @property
    def killed(self) -> bool:
        """From outside, and without a word: by the system, say, since memory ran out."""
        return self.name == "SIGKILL" and not self.reason


class ChildProcess:
    """One child. `send` from any thread; callbacks come from the reader thread."""

    def __init__(
        self,
        log_path: Path,
        on_report: Callable[[Report], None],
        on_exit: Callable[[Exit], None],
        choice: Choice | None = None,
    ) -> None:
        """`choice`: how it computes; None: as llama.cpp does by itself."""
        self.choice = choice
        self._on_report, self._on_exit = on_report, on_exit
        self.log = ChildLog(log_path)
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._send_lock = threading.Lock()
        self._process_lock = threading.Lock()  # guards `_ended`, after which the process is not asked
        self._ended = False
        self._asked = False
        self._overdue = False
        self._rendering = False
        self._process = context.Process(
            target=child_main, args=(theirs, str(self.log.path), choice), name="llmdesk-engine", daemon=True
        )
        with sigint_blocked():
            self._process.start()
        self.pid = self._process.pid
        self._watchdog = Watchdog(self._kill_watched)
        theirs.close()  # or end-of-file would never come
        self._reader = threading.Thread(target=self._read, name="engine-reader", daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        return self._reader.is_alive()

    def memory(self) -> int:
        """Resident bytes of the child, 0 when it is gone."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def processor_s(self) -> float:
        """Seconds of processor time that the child has had, 0 when it is gone."""
        try:
            times = psutil.Process(self.pid).cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)

    def send(self, command: Command) -> bool:
        """Hand a command over; False when the child is gone."""
        self.log.mark()
        with self._send_lock:
            self._watchdog.expect("reading", READ_LIMIT_S)
            try:
                self._pipe.send(command)
            except OSError:
                return False
            finally:  # under the lock: it would take the next one's deadline away
                self._watchdog.answered("reading")
        return True

    def make_sure(self) -> None:
        """Kill the child unless it says soon that it is there; it says so while it computes, too."""
        self._watchdog.expect("ping", READ_LIMIT_S)
        self.send(Ping())

    def expect_answer(self, what: str, seconds: float) -> None:
        """Kill the child unless `answered(what)` comes within `seconds`."""
        self._watchdog.expect(what, seconds)

    def answered(self, what: str) -> None:
        self._watchdog.answered(what)

    def kill(self) -> None:
        """End the child now, as asked; `on_exit` follows."""
        self._asked = True
        self._kill()

    def _kill_watched(self, overdue: bool) -> None:
        self._overdue = overdue
        self._kill()

    def _kill(self) -> None:
        with self._process_lock:
            if not self._ended:
                self._process.kill()

    def close(self, seconds: float = 3.0) -> None:
        """Ask the child to end, wait, kill it if it does not, and join the reader thread."""
        self._asked = True
        self._watchdog.expect("end", seconds)
        self.send(Shutdown())
        if threading.current_thread() is not self._reader:
            self._reader.join()

    # -- the reader thread --------------------------------------------------------------------------
    def _read(self) -> None:
        """A plain blocking read: waiting on several things costs 0.1 ms a token on two cores."""
        while True:
            try:
                report: Report = self._pipe.recv()
            except (EOFError, OSError):
                break
            if isinstance(report, Rendering):
                self._watch_rendering(report.active)
            elif isinstance(report, Pong):
                self._watchdog.answered("ping")
            else:
                self._on_report(report)
        self._watchdog.end()
        self._process.join(3.0)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        code = _exit_code(self._process)
        with self._send_lock:
            self._pipe.close()
        with self._process_lock:
            self._ended = True
            if code is not None:
                self._process.close()  # its file descriptor would wait for the garbage collector
        killed = code == -_SIGKILL  # from outside: it had no time to write why
        reason = "" if killed else self.log.telling_line()
        self._on_exit(Exit(code, self._asked, reason, self._rendering, self._overdue))

    def _watch_rendering(self, active: bool) -> None:
        self._rendering = active
        if active:
            self._watchdog.expect("render", _RENDER_LATE_S, self._check_rendering())
        else:
            self._watchdog.answered("render")

    def _check_rendering(self) -> Callable[[], bool]:
        """Whether the template that begins now takes too much; not where others keep it from running."""
        memory = self.memory() + RENDER_MEMORY
        end, worked = time.monotonic() + RENDER_LIMIT_S, self.processor_s() + RENDER_LIMIT_S

        def takes_too_much() -> bool:
            return self.memory() > memory or (time.monotonic() > end and self.processor_s() > worked)

        return takes_too_much


def ask(log_path: Path, command: Command, choice: Choice | None) -> Report:
    """Start a child for one question; its answer. Raises `ChildEnded` where it ended without one."""
    answer: Future[Report] = Future()

    def on_exit(end: Exit) -> None:
        if not answer.done():
            answer.set_exception(ChildEnded(end))

    child = ChildProcess(log_path, answer.set_result, on_exit, choice)
    child.send(command)
    try:
        return answer.result()
    finally:
        child.close()


class ChildEnded(Exception):
    def __init__(self, end: Exit) -> None:
        super().__init__(end.name)
        self.end = end


def _exit_code(process: BaseProcess) -> int | None:
    """Of a process that has ended. The system tells it once, and a thread that starts another process asks
    for it, too: where that one was told, it is known here as soon as that thread has had its turn."""
    end = time.monotonic() + _TOLD_S
    while (code := process.exitcode) is None and time.monotonic() < end:
        time.sleep(0.01)
    return code
