"""The engine's child process: its entry point, its pipe, its main loop.

Owns the process: where its output goes, how it learns of a cancel while it computes, how it ends.
One process serves one model; unloading is ending it, which gives all memory back. Imports nothing
heavy at module level, since `multiprocessing` imports it in the parent too.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.engine.protocol import (
    Cancel,
    Command,
    CountChat,
    CountTokens,
    Devices,
    EmbedderLoaded,
    ForgetContext,
    Generate,
    GenerateAll,
    Inspect,
    KeepContexts,
    ListDevices,
    Load,
    Loaded,
    LoadEmbedder,
    LoadFailed,
    MeasureWeights,
    Ping,
    Pong,
    Progress,
    Prove,
    Report,
    Shutdown,
    StartScore,
)
from llmdesk.engine.variants.choice import Choice
from llmdesk.errors import UserError
from llmdesk.traces import trace_of

if TYPE_CHECKING:
    from llmdesk.engine.child.backend import Log
    from llmdesk.engine.child.embedding.jobs import EmbeddingJobs
    from llmdesk.engine.child.llama import AbortFlag
    from llmdesk.engine.child.scheduler import Scheduler

_LEAVE_AFTER_S = 2.0
_LAST_WORK_S = 1.0  # for saving a chat; the parent waits for some seconds


def child_main(pipe: Connection, log_path: str, choice: Choice | None) -> None:
    """Serve the parent until it says so, or is gone. `choice`: how to compute; None: llama.cpp's own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, _leave_soon)
    os.environ["GGML_NO_BACKTRACE"] = "1"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy's, which would keep cores from llama.cpp
    _redirect_output(Path(log_path))
    try:
        Child(pipe, choice).run()
    except Exception as error:  # noqa: BLE001  # the border of a process
        sys.stderr.write(trace_of(error))  # with the message as it is, a prompt could stand in the log
        code = getattr(error, "winerror", None)
        if code is not None and code < 0:  # on Windows ctypes makes an OSError of an illegal instruction
            os._exit(code)
        sys.exit(1)


def _leave_soon(_signal: int, _frame: object) -> None:
    """A SIGTERM to the whole group reaches us too: leave the parent time to end us in order."""
    timer = threading.Timer(_LEAVE_AFTER_S, os._exit, (0,))
    timer.daemon = True
    timer.start()


def _redirect_output(log_path: Path) -> None:
    """Send what llama.cpp prints, also while it aborts, to the end of the engine's log."""
    try:
        log = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:  # a full or read-only disk must not keep the model from running
        log = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    os.close(log)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115


class Child:
    """Reads commands in a thread of its own, computes in the main one."""

    def __init__(self, pipe: Connection, choice: Choice | None) -> None:
        self._pipe, self._choice = pipe, choice
        self._send_lock = threading.Lock()  # the reader thread answers a `Ping`
        self._inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._abort: AbortFlag | None = None
        self._scheduler: Scheduler | None = None
        self._embedding: EmbeddingJobs | None = None

    def run(self) -> None:
        threading.Thread(target=self._read, name="engine-pipe", daemon=True).start()
        first = self._inbox.get()
        if isinstance(first, Shutdown):
            return
        if isinstance(first, Prove):
            from llmdesk.engine.variants.proving import prove

            prove(first, self._send)
            return
        from llmdesk.engine.child.backend import devices, init_backend
        from llmdesk.engine.child.llama import AbortFlag

        log = init_backend(self._choice)
        self._abort = AbortFlag()
        if isinstance(first, ListDevices):
            self._send(Devices(tuple(device for _, device in devices())))
        elif isinstance(first, MeasureWeights):
            from llmdesk.engine.child.weights_speed import measure_weights

            self._send(measure_weights(first.kind, first.threads))
        elif isinstance(first, Inspect):
            from llmdesk.engine.child.inspection import inspect

            inspect(Path(first.path), first.template, log, self._send)
        elif isinstance(first, LoadEmbedder):
            self._embed(first, log)
        elif isinstance(first, Load) and self._load(first, log):
            self._serve()

    def _read(self) -> None:
        """The reader thread: a cancel has to arrive while the main thread is inside llama.cpp."""
        while True:
            try:
                command: Command = self._pipe.recv()
            except (EOFError, OSError):
                os._exit(0)  # the parent is gone
            if isinstance(command, Ping):
                self._send(Pong())
                continue
            self._inbox.put(command)
            if self._abort and self._interrupts(command):
                self._abort.set()

    def _interrupts(self, command: Command) -> bool:
        """Whether what llama.cpp computes now should be left for this command."""
        if isinstance(command, Shutdown):
            return True
        if self._embedding is not None:
            return isinstance(command, Cancel) and self._embedding.computes(command.id)
        if self._scheduler is None:
            return False
        if self._scheduler.in_idle_step:
            return True
        if isinstance(command, Cancel):
            return self._scheduler.knows(command.id)
        interactive = isinstance(command, Generate | StartScore) and command.request.priority == "interactive"
        return interactive and self._scheduler.in_batch_step

    def _send(self, report: Report) -> None:
        try:
            with self._send_lock:
                self._pipe.send(report)
        except OSError:
            os._exit(0)

    def _load(self, command: Load, log: Log) -> bool:
        from llmdesk.engine.child import runtime
        from llmdesk.engine.child.saved.identity import open_shelf
        from llmdesk.engine.child.scheduler import Scheduler

        assert self._abort is not None
        try:
            ready = runtime.load(
                command,
                self._abort,
                log,
                lambda done: self._send(Progress(done)),
                extra_buffers=self._choice is None or self._choice.extra_buffers,
            )
        except UserError as error:
            self._send(LoadFailed(error))
            return False
        shelf = open_shelf(ready, command.path, self._choice)
        self._scheduler = Scheduler(ready, self._abort, self._send, lambda: not self._inbox.empty(), shelf)
        self._send(Loaded(ready.loaded))
        return True

    def _embed(self, command: LoadEmbedder, log: Log) -> None:
        """Load an embedding model and serve it to the end."""
        from llmdesk.engine.child.embedding.jobs import EmbeddingJobs
        from llmdesk.engine.child.embedding.loading import load

        assert self._abort is not None
        try:
            extra_buffers = self._choice is None or self._choice.extra_buffers
            loaded = load(command.spec, self._abort, log, extra_buffers=extra_buffers)
        except UserError as error:
            self._send(LoadFailed(error))
            return
        self._embedding = jobs = EmbeddingJobs(loaded, command.spec, self._send)
        self._send(EmbedderLoaded(loaded.facts))
        while True:
            self._abort.clear()
            for each in self._commands(wait=not jobs.busy, seconds=None):
                if isinstance(each, Shutdown):
                    return
                jobs.handle(each)
            if jobs.busy:
                jobs.step()

    def _serve(self) -> None:
        assert self._scheduler is not None
        assert self._abort is not None
        while True:
            self._abort.clear()  # before the inbox is read: a later cancel aborts the next decode
            busy = self._scheduler.busy
            idle_work_in = None if busy else self._scheduler.idle_work_in
            for command in self._commands(wait=not busy, seconds=idle_work_in):
                if isinstance(command, Shutdown):
                    self._scheduler.end(_LAST_WORK_S)
                    return
                self._handle(self._scheduler, command)
                idle_work_in = None
            if self._scheduler.busy:
                self._scheduler.step()
            elif idle_work_in is not None:
                self._scheduler.idle_step()

    def _commands(self, *, wait: bool, seconds: float | None) -> Iterator[Command]:
        """What has come; with `wait` at least one command, unless none comes within `seconds`."""
        try:
            yield self._inbox.get(block=wait, timeout=seconds)
            while True:
                yield self._inbox.get_nowait()
        except queue.Empty:
            return

    def _handle(self, scheduler: Scheduler, command: Command) -> None:
        if isinstance(command, Generate):
            scheduler.generate(command.id, command.request)
        elif isinstance(command, GenerateAll):
            for item in command.items:
                scheduler.generate(item.id, item.request)
        elif isinstance(command, StartScore):
            scheduler.score(command.id, command.request)
        elif isinstance(command, Cancel):
            scheduler.cancel(command.id)
        elif isinstance(command, CountTokens):
            scheduler.count_tokens(command.id, command.texts)
        elif isinstance(command, CountChat):
            scheduler.count_chat(command.id, command.messages, command.template_variables)
        elif isinstance(command, KeepContexts):
            scheduler.keep_contexts(command.keeping)
        elif isinstance(command, ForgetContext):
            scheduler.forget_context(command.chat)
