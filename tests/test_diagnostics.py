"""What is kept when something breaks: logs, hooks, and a report that gives nothing away."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.diagnostics import REPORT_LOG_LINES, Bug, Diagnostics, without_home
from llmdesk.paths import Paths


@pytest.fixture
def bugs() -> list[Bug]:
    return []


@pytest.fixture
def diagnostics(tmp_path: Path, bugs: list[Bug]) -> Iterator[Diagnostics]:
    paths = Paths.under(tmp_path)
    paths.create()
    diagnostics = Diagnostics(paths)
    diagnostics.start(bugs.append)
    yield diagnostics
    diagnostics.close()


def break_it() -> None:
    raise RuntimeError("a bug")


def test_an_exception_of_the_main_thread_becomes_a_bug_and_a_log(
    diagnostics: Diagnostics, bugs: list[Bug], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        break_it()
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert [bug.kind for bug in bugs] == ["RuntimeError"]
    assert "break_it" in bugs[0].trace
    assert "break_it" in diagnostics.log_path.read_text("utf-8")
    assert "break_it" in capsys.readouterr().err


def test_an_exception_of_a_thread_names_the_thread(diagnostics: Diagnostics, bugs: list[Bug]) -> None:
    thread = threading.Thread(target=break_it, name="reader")
    thread.start()
    thread.join()
    assert [(bug.kind, bug.where) for bug in bugs] == [("RuntimeError", "reader")]


def test_the_report_holds_versions_the_bug_and_the_last_lines_of_the_logs(
    diagnostics: Diagnostics, bugs: list[Bug], tmp_path: Path
) -> None:
    logging.getLogger("llmdesk.test").warning("a line of the log")
    logs = Paths.under(tmp_path).logs
    (logs / "engine-20261121-1.log").write_text("old\n" * 100 + "GGML_ASSERT failed\n", "utf-8")
    (logs / "engine-20261122-1.log").write_text("loading\n", "utf-8")
    report = diagnostics.report(Bug("ValueError", "no", "Traceback …", "main"))
    for part in (
        "llmdesk",
        "Python",
        "PySide6-Essentials",
        "Traceback …",
        "a line of the log",
        "GGML_ASSERT",
        "loading",
    ):
        assert part in report
    assert report.count("old") + len(("GGML_ASSERT", "loading")) == REPORT_LOG_LINES


def test_the_report_tells_how_the_processor_computes_and_names_no_model(
    diagnostics: Diagnostics, tmp_path: Path
) -> None:
    machine = Paths.under(tmp_path).machine
    for content in ("", "[]", '{"computing": 3}'):
        machine.write_text(content, "utf-8")
        assert "computing" not in diagnostics.report()
    machine.write_text('{"computing": {"key": {"verdict": "died"}}, "checks": {"secret.gguf": 1}}', "utf-8")
    report = diagnostics.report()
    assert '{"verdict": "died"}' in report
    assert "secret.gguf" not in report


def test_the_home_folder_is_not_in_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/somebody"))
    assert without_home("/home/somebody/models/a.gguf") == "~/models/a.gguf"


def test_close_gives_the_hooks_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook)
    paths = Paths.under(tmp_path)
    paths.create()
    diagnostics = Diagnostics(paths)
    diagnostics.start()
    assert sys.excepthook is not before[0]
    diagnostics.close()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_folder_that_cannot_be_written_costs_only_the_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    diagnostics = Diagnostics(Paths.under(tmp_path / "file"))
    diagnostics.start()
    diagnostics.close()


@pytest.mark.parametrize(
    ("error", "told"), [(OSError(28, "No space left on device"), False), (ValueError(), True)]
)
def test_a_log_that_the_disk_does_not_take_fills_no_terminal(
    diagnostics: Diagnostics,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    told: bool,
) -> None:
    def full(_record: logging.LogRecord) -> bool:
        raise error

    monkeypatch.setattr(diagnostics._handler, "shouldRollover", full)
    logging.getLogger("llmdesk.test").warning("a line")
    assert bool(capsys.readouterr().err) is told
