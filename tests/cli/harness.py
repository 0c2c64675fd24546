"""Runs command lines in this process, with a fake engine, real files and a real store."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from llmdesk import cli
from llmdesk.cli.shell.console import Console
from llmdesk.paths import Paths
from llmdesk.store import Store, StoredMessage
from llmdesk.workshop import Started
from tests.fakes import FakeEngine, FakeMachine
from tests.gguf_writer import small_model, write_gguf


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Cli:
    """Runs command lines in this process, with a fake engine and a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine, self.machine = FakeEngine(), FakeMachine()
        self.out, self.err = io.StringIO(), io.StringIO()
        self.stdin: Any = None
        self.lines: Iterator[str | BaseException] = iter(())
        metadata, tensors = small_model()
        self.model = write_gguf(folder / "tiny.gguf", metadata, tensors)

    def __call__(self, *words: str, model: bool = True) -> int:
        chosen = ["--model", str(self.model)] if model else []
        console = Console(self.stdin, self.out, self.err, self._read_line)
        argv = ["--data-dir", str(self.folder / "data"), *chosen, *words]
        return cli.main(
            argv, engine_factory=lambda log, cache: Started(self.engine, self.machine), console=console
        )

    def _read_line(self, prompt: str) -> str:
        line = next(self.lines, EOFError())
        if isinstance(line, BaseException):
            raise line
        return line

    @property
    def json(self) -> Any:
        return json.loads(self.out.getvalue())

    def saved(self) -> list[StoredMessage]:
        """The messages of the newest conversation."""
        paths = Paths.under(self.folder / "data")
        store = Store(paths.database, paths.backups)
        try:
            newest = store.conversations()
            return [entry.message for entry in store.branch(newest[0].id)] if newest else []
        finally:
            store.close()
