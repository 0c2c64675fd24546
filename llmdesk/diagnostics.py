"""What is kept for the day something breaks: the log, the traceback of a crash, and a report.

Owns the log file, Python's exception hooks, faulthandler, and the text of a report that a user can
copy. What a user wrote is neither logged nor reported (`traces`). Must not import Qt.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import logging.handlers
import os
import platform
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TextIO

from llmdesk.paths import Paths
from llmdesk.traces import message_of, trace_of

LOG_BYTES = 1_000_000
LOG_FILES = 3
REPORT_LOG_LINES = 40
REPORT_RECORD = 4000  # characters
LIBRARIES = ("llama-cpp-python", "PySide6-Essentials", "huggingface-hub", "psutil", "filelock")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bug:
    """An exception that no code of ours expected. `where` names the thread."""

    kind: str
    message: str
    trace: str
    where: str


OnBug = Callable[[Bug], None]


class Diagnostics:
    """Logging and hooks of one process. `start` once, `close` at the end."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._handler: logging.Handler | None = None
        self._crash_file: TextIO | None = None
        self._on_bug: OnBug | None = None
        self._hooks = (sys.excepthook, threading.excepthook)

    @property
    def log_path(self) -> Path:
        return self._paths.logs / "llmdesk.log"

    @property
    def crash_path(self) -> Path:
        """Where faulthandler writes when the process itself dies."""
        return self._paths.logs / "crash.log"

    def start(self, on_bug: OnBug | None = None) -> None:
        """Log to a file and catch what nobody caught. `on_bug` is called in the thread of the bug."""
        self._on_bug = on_bug
        self._start_log()
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def _start_log(self) -> None:
        try:
            handler = _PrivateLog(
                self.log_path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=False
            )
            self._crash_file = open(self.crash_path, "a", encoding="utf-8", opener=_private)  # noqa: SIM115
        except OSError as error:  # a full or read-only disk must not keep the window from opening
            _log.warning("no log: %s", error)
            return
        handler.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
        )
        self._handler = handler
        root = logging.getLogger("llmdesk")
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        faulthandler.enable(self._crash_file)

    def close(self) -> None:
        """Undo `start`."""
        sys.excepthook, threading.excepthook = self._hooks
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            self._crash_file = None
        if self._handler is not None:
            logging.getLogger("llmdesk").removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    # -- the hooks ------------------------------------------------------------------------------
    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._tell(_bug(error, trace, threading.current_thread().name))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is SystemExit or args.exc_value is None:
            return
        where = args.thread.name if args.thread is not None else "?"
        self._tell(_bug(args.exc_value, args.exc_traceback, where))

    def _tell(self, bug: Bug) -> None:
        _log.error("a bug in %s: %s", bug.where, bug.trace)
        sys.stderr.write(bug.trace)
        if self._on_bug is not None:
            self._on_bug(bug)

    # -- the report -----------------------------------------------------------------------------
    def report(self, bug: Bug | None = None) -> str:
        """What a developer needs: versions, system, the traceback, the last lines of the logs."""
        parts = [environment(), *_tested(self._paths.machine)]
        if bug is not None:
            parts.append(f"{bug.kind} in {bug.where}\n{bug.trace.rstrip()}")
        parts += [*_last_lines([self.log_path]), *_last_lines(self._paths.engine_logs())]
        return without_home("\n\n".join(parts) + "\n")


class _PrivateLog(logging.handlers.RotatingFileHandler):
    """A log that nobody else may read. What a full disk does not take is not written, and nobody's terminal
    is filled with it: that the disk is full, the window says."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # as logging calls it
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding=self.encoding, errors="replace", opener=_private)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def environment() -> str:
    """Versions and system, one fact a line."""
    lines = [
        f"llmdesk {_version('llmdesk')}" + (" (bundle)" if hasattr(sys, "_MEIPASS") else ""),
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    lines += [f"{name} {version}" for name, version in versions().items()]
    return "\n".join(lines)


def versions() -> dict[str, str]:
    """Of the libraries that matter most in a report; "?" where nobody knows."""
    return {name: _version(name) for name in LIBRARIES}


def _tested(path: Path) -> Iterator[str]:
    """How this computer computes, as the engine has found and kept it; nothing that names a file."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        records = list(kept.get("computing", {}).values())
    except (OSError, ValueError, AttributeError):
        return
    for record in records[-1:]:
        yield "computing\n" + json.dumps(record, ensure_ascii=False)[:REPORT_RECORD]


def without_home(text: str) -> str:
    """The name of the user's home folder is theirs alone."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def _bug(error: BaseException, trace: TracebackType | None, where: str) -> Bug:
    """What a bug is, without what a user wrote."""
    told = error.with_traceback(trace) if error.__traceback__ is None else error
    return Bug(type(error).__name__, message_of(told), trace_of(told), where)


def _version(name: str) -> str:
    from importlib import metadata  # slow, and for a report alone

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "?"


def _last_lines(logs: Sequence[Path]) -> Iterator[str]:
    """The last lines of what was written to several files in turn, the newest first."""
    left = REPORT_LOG_LINES
    for path in logs:
        lines = _tail(path, left) if left else []
        left -= len(lines)
        if lines:
            yield f"{path.name}\n" + "\n".join(lines)


def _tail(path: Path, count: int) -> list[str]:
    try:
        return path.read_text("utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return []
