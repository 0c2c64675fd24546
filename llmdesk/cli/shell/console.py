"""Standard input, output and error of one command: text, JSON, progress and errors.

Owns how things are written: UTF-8 into files and pipes, the terminal's own encoding on a terminal
with a mark for what it cannot show, and control characters of a model's answer kept away from it.
Must not know any command.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import TextIO

from llmdesk.errors import UserError

# What a model writes is untrusted: no escape sequences into a terminal (C0 but tab and newline, C1).
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))


class OutputError(UserError):
    """Standard output cannot be written (a full disk, a device that is gone)."""


class Console:
    """The three streams. `json`: standard output takes one JSON document and no other text.

    `read_line` asks for one line of a chat; it raises `EOFError` at the end of input.
    """

    def __init__(
        self, stdin: TextIO | None, stdout: TextIO, stderr: TextIO, read_line: Callable[[str], str]
    ) -> None:
        self.stdin = stdin
        self.read_line = read_line
        self.json = False
        self._stdout, self._stderr = stdout, stderr
        self._progress_shown = False
        self._line_open = False
        self._noted: set[str] = set()
        self._names: dict[str, str] = {}

    @classmethod
    def of_process(cls) -> Console:
        """The streams of this process; a missing one (a window program on Windows, `>&-`) is empty."""
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # lives as long as we do
        return cls(sys.stdin, sys.stdout or nowhere, sys.stderr or nowhere, _input_with_editing)

    def call(self, path: str, name: str) -> None:
        """From now on say `name` instead of `path`, which is a place of ours that tells the user nothing."""
        self._names |= {path: name, json.dumps(path)[1:-1]: name}

    def _said(self, text: str) -> str:
        for path, name in self._names.items():
            text = text.replace(path, name)
        return text

    @property
    def reads_terminal(self) -> bool:
        return self.stdin is not None and self.stdin.isatty()

    @property
    def shows_progress(self) -> bool:
        return self._stderr.isatty()

    # -- standard output ----------------------------------------------------------------------
    def write(self, text: str) -> None:
        """Put text out at once. Raises `BrokenPipeError` when nobody reads any more."""
        self.end_progress()
        text = self._said(text)
        if self._stdout.isatty():
            text = text.translate(_CONTROLS)
        if not text:
            return
        try:
            self._stdout.write(text)
            self._stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(
                "Standard output cannot be written.", "{reason}", reason=error.strerror or error
            ) from error
        self._line_open = not text.endswith("\n")

    def end_line(self) -> None:
        """Start what follows on a line of its own."""
        if self._line_open:
            self.write("\n")

    def write_json(self, document: object) -> None:
        self.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def flush(self) -> None:
        self.end_progress()
        self._stdout.flush()

    def abandon_output(self) -> None:
        """Nobody reads standard output: let nothing, not even the exit, write to it again."""
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stdout.fileno())
            os.close(nowhere)

    # -- standard error -----------------------------------------------------------------------
    def note(self, text: str) -> None:
        """One line about what is going on."""
        self.show_text(f"llmdesk: {text}\n")

    def note_once(self, text: str) -> None:
        """A note that is not made again in this process."""
        if text not in self._noted:
            self._noted.add(text)
            self.note(text)

    def show_error(self, error: UserError, about: str = "") -> None:
        """What went wrong; `about` says with what, where there are several."""
        title, detail, hint = error.render()
        lines = [f"llmdesk: {about}: {title}" if about else f"llmdesk: {title}"]
        lines += [f"  {line}" for part in (detail, hint) for line in part.splitlines()]
        self.show_text("\n".join(lines) + "\n")

    def show_text(self, text: str) -> None:
        self.end_progress()
        with contextlib.suppress(OSError):  # a closed standard error must not hide the exit status
            if self._line_open and self._stdout.isatty():
                self._stdout.write("\n")
                self._stdout.flush()
                self._line_open = False
            self._stderr.write(self._said(text).translate(_CONTROLS))
            self._stderr.flush()

    def progress(self, text: str) -> None:
        """A line that the next one replaces; only on a terminal."""
        if self.shows_progress:
            self._progress_shown = True
            with contextlib.suppress(OSError):
                self._stderr.write(f"\r\x1b[K{self._said(text).translate(_CONTROLS)}")
                self._stderr.flush()

    def end_progress(self) -> None:
        if self._progress_shown:
            self._progress_shown = False
            with contextlib.suppress(OSError):
                self._stderr.write("\r\x1b[K")
                self._stderr.flush()


def _input_with_editing(prompt: str) -> str:
    with contextlib.suppress(ImportError):  # Windows edits lines by itself
        import readline  # noqa: F401  # its import gives input() editing and a history
    return input(prompt)
