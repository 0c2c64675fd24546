"""The reader process: its entry point, its pipe, its main loop.

Owns the process: what it is asked, what it may take, how it ends. Imports nothing heavy at module
level, since `multiprocessing` imports it in this program too.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, UserError
from llmdesk.tools.reading.messages import (
    Alive,
    Begin,
    Command,
    Done,
    Failed,
    Given,
    LayOutFormula,
    Made,
    Message,
    More,
    OpenTable,
    Progress,
    ReadDocument,
    ReadRows,
    Request,
    Rows,
    RunTask,
    Stop,
    WarmUp,
    WriteTable,
)

if TYPE_CHECKING:
    from llmdesk.tools.tables.types import Cell

BLOCKS_AHEAD = 4
PIECE = 256 << 10  # bytes of one message
_FIRST_BLOCK, _LARGEST_BLOCK = 32, 512  # rows
_BLOCK_CHARS = 256 << 10
_SIGN_EVERY_S = 0.2


def child_main(pipe: Connection) -> None:
    """Serve until the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who asked us
    _say_nothing()
    _leave_no_core()
    Child(pipe).run()


def _say_nothing() -> None:
    """What a library prints while it gives up is not for the user's terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # as long as we live


def _leave_no_core() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Child:
    """Reads commands in a thread of its own, works in the main one."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._ahead = 0

    def run(self) -> None:
        threading.Thread(target=self._read, name="reader-pipe", daemon=True).start()
        while True:
            command = self._inbox.get()
            if isinstance(command, Begin):  # what else comes is for rows whose end crossed it
                self._serve(command)

    def _read(self) -> None:
        while True:
            try:
                command: Command = self._pipe.recv()
            except (EOFError, OSError):
                os._exit(0)  # nobody is there any more
            self._inbox.put(command)

    def send(self, message: Message) -> None:
        try:
            self._pipe.send(message)
        except OSError:
            os._exit(0)

    def _serve(self, begin: Begin) -> None:
        from llmdesk.engine.limits import limited_memory

        with contextlib.suppress(OSError):
            os.chdir(begin.folder)
        try:
            with limited_memory(begin.memory):
                value = self._work(begin.request)
        except UserError as error:
            self.send(Failed(error))
        except MemoryError:
            self.send(Failed(out_of_memory=True))
        except Exception as error:  # noqa: BLE001  # the process's border: it is logged on the other side
            told = f"{type(error).__name__}: {error}"[:300]
            self.send(Failed(reason=told, trace=traceback.format_exc()))
        else:
            self.send(Done(value))

    def _work(self, request: Request) -> object:
        if isinstance(request, ReadDocument):
            return self._document(request)
        if isinstance(request, OpenTable):
            return _opened(request)
        if isinstance(request, ReadRows):
            return self._rows(request)
        if isinstance(request, WriteTable):
            return self._written(request)
        if isinstance(request, LayOutFormula):
            return _laid_out(request)
        if isinstance(request, RunTask):
            self._task(request)
            return None
        assert isinstance(request, WarmUp)
        _warm_up()
        return None

    # -- tasks ----------------------------------------------------------------------------------
    def _task(self, request: RunTask) -> None:
        """Everything given is taken before anything is done: whoever gives never waits for the work."""
        given = self._given()
        made = pickle.loads(request.task)(given, _Signs(self))
        for start in range(0, len(made), PIECE):
            self.send(Made(made[start : start + PIECE]))

    def _given(self) -> bytes:
        pieces = []
        while True:
            command = self._inbox.get()
            if isinstance(command, Given):
                pieces.append(command.data)
                if command.last:
                    return b"".join(pieces)

    # -- documents ------------------------------------------------------------------------------
    def _document(self, request: ReadDocument) -> object:
        from llmdesk.tools.documents.reader import read_document
        from llmdesk.tools.reading.carrying import pieces_of, without_them

        document = read_document(Path(request.path), _Signs(self), lambda part: self.send(Progress(part)))
        for piece in pieces_of(document):
            self.send(piece)
        return without_them(document)

    # -- tables ---------------------------------------------------------------------------------
    def _rows(self, request: ReadRows) -> object:
        """All rows, `BLOCKS_AHEAD` blocks ahead of who takes them; then what the table knows now."""
        from llmdesk.tools.reading.carrying import carried, restored

        table = restored(request.table)
        self._ahead = 0
        for block in _blocks(table.rows()):
            if not self._may_send():
                return None
            self.send(Rows(block, table.width))
            self._ahead += 1
        return carried(table)

    def _may_send(self) -> bool:
        """Wait until a block may be sent; False where no more are wanted."""
        while True:
            full = self._ahead >= BLOCKS_AHEAD
            try:
                command = self._inbox.get(block=full)
            except queue.Empty:
                return True
            if isinstance(command, Stop):
                return False
            self._ahead -= isinstance(command, More)

    def _written(self, request: WriteTable) -> object:
        from llmdesk.tools.reading.carrying import restored
        from llmdesk.tools.tables.progress_file import results_in
        from llmdesk.tools.tables.writing import fill

        signs, form = _Signs(self), pickle.loads(request.form)

        def cells() -> Iterator[Sequence[Cell]]:
            for done, result in enumerate(results_in(Path(request.results), form)):
                signs.tell(done)
                yield form.cells(result)

        table, part, out = restored(request.table), Path(request.part), Path(request.out)
        return fill(table, cells(), request.added, part, out)


class _Signs(CancelToken):
    """A reader looks at its token wherever it could stop: each look is a sign that it goes on."""

    def __init__(self, child: Child) -> None:
        super().__init__()
        self._child, self._next = child, 0.0

    def raise_if_cancelled(self) -> None:
        self.tell(None)

    def tell(self, done: float | None) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _SIGN_EVERY_S
            self._child.send(Alive() if done is None else Progress(done))


def _opened(request: OpenTable) -> object:
    from llmdesk.tools.reading.carrying import carried
    from llmdesk.tools.tables.opening import open_table

    return carried(open_table(Path(request.path), *request.arguments))  # type: ignore[arg-type]


def _blocks(rows: Iterator[list[Cell]]) -> Iterator[list[list[Cell]]]:
    """Small ones first, so that a preview comes at once; none with much more than `_BLOCK_CHARS`."""
    block: list[list[Cell]] = []
    weight, most = 0, _FIRST_BLOCK
    for row in rows:
        block.append(row)
        weight += 8 + sum([len(cell) if isinstance(cell, str) else 8 for cell in row])
        if len(block) >= most or weight > _BLOCK_CHARS:
            yield block
            block, weight, most = [], 0, min(2 * most, _LARGEST_BLOCK)
    if block:
        yield block


def _warm_up() -> None:
    """Everything that a first file would wait for."""
    from llmdesk.tools.documents import from_text
    from llmdesk.tools.tables import opening, writing  # noqa: F401

    with contextlib.suppress(UserError, Cancelled):
        from_text("One sentence. 一句话。")


def _laid_out(request: LayOutFormula) -> object:
    from llmdesk.tools.formulas.layout import lay_out

    return lay_out(request.tex, request.display)
