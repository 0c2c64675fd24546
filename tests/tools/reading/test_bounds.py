"""Whatever happens to a reader process, the user is told which file it was, and nothing else ends."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import DocumentError, UserError
from llmdesk.tools.reading import open_table, pool, process, read_document, run_task, warm_up
from llmdesk.tools.reading.allowance import Allowance
from tests.tools.reading.conftest import cancelled_at_once, idle, readers

Use = Callable[[str], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text("A sentence. Another one.", encoding="utf-8")
    return path


def reason(error: UserError) -> object:
    return error.params["why"]


@pytest.mark.parametrize(
    ("name", "word"),
    [("aborting", "SIGABRT" if os.name != "nt" else "exit status"), ("leaving", "exit status 7")],
)
def test_a_process_that_ends_by_itself_is_told_with_the_file(
    file: Path, going_wrong: Use, name: str, word: str
) -> None:
    going_wrong(name)
    with pytest.raises(DocumentError, match=r"report\.txt") as caught:
        read_document(file)
    assert reason(caught.value) == "ended"
    assert word in str(caught.value)
    assert idle() == 0


def small(monkeypatch: pytest.MonkeyPatch, **given: float) -> None:
    allowed = {"memory": 400 << 20, "seconds": 60.0, "quiet": 60.0} | given
    allowance = Allowance(int(allowed["memory"]), allowed["seconds"], allowed["quiet"])
    monkeypatch.setattr(pool, "allowance", lambda *_: allowance)


def test_a_process_that_grows_is_ended_before_the_machine_suffers(
    file: Path, going_wrong: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch, memory=100 << 20)
    going_wrong("growing")
    with pytest.raises(DocumentError, match="memory") as caught:
        read_document(file)
    assert reason(caught.value) == "memory"
    assert readers() == []


@pytest.mark.parametrize(
    ("name", "limit"), [("computing", "quiet"), ("computing", "seconds"), ("chatting", "seconds")]
)
def test_a_process_that_comes_to_no_end_is_ended(
    file: Path, going_wrong: Use, monkeypatch: pytest.MonkeyPatch, name: str, limit: str
) -> None:
    small(monkeypatch, **{limit: 0.5})
    going_wrong(name)
    with pytest.raises(DocumentError, match="longer") as caught:
        read_document(file)
    assert reason(caught.value) == "time"
    assert readers() == []


def test_a_process_that_waits_for_what_never_comes_is_ended(
    file: Path, going_wrong: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "STALLED_S", 3.0)
    going_wrong("sleeping")
    with pytest.raises(DocumentError, match="drive") as caught:
        read_document(file)
    assert reason(caught.value) == "stalled"


def test_an_error_that_nobody_foresaw_is_told_and_logged(
    file: Path, going_wrong: Use, caplog: pytest.LogCaptureFixture
) -> None:
    going_wrong("faulty")
    with caplog.at_level(logging.ERROR), pytest.raises(DocumentError, match="KeyError: 'w:p'") as caught:
        read_document(file)
    assert reason(caught.value) == "unforeseen"
    assert "go_wrong" in caplog.text  # where it was
    assert "sentence" not in caplog.text


@pytest.mark.parametrize("name", ["sleeping", "computing", "chatting"])
def test_a_cancel_ends_the_process_at_once(file: Path, going_wrong: Use, name: str) -> None:
    going_wrong(name)
    cancel, begun = CancelToken(), threading.Event()
    cancelled_at_once(lambda: read_document(file, cancel, lambda _done: begun.set()), cancel, begun)


def test_other_readings_go_on_while_one_goes_wrong(tmp_path: Path, file: Path, fresh: None) -> None:
    rows = open_table(_table(tmp_path / "t.csv", 5_000)).rows()
    assert next(rows) == ["0", "text 0"]
    for each in readers():
        if each.pid not in {one.pid for one in pool._idle}:
            busy = each
    assert read_document(file).sentences
    busy.kill()
    with pytest.raises(UserError, match=r"t\.csv"):
        for _ in rows:
            pass
    assert read_document(file).sentences


def _table(path: Path, rows: int) -> Path:
    path.write_text("id,text\n" + "".join(f"{n},text {n}\n" for n in range(rows)), encoding="utf-8")
    return path


# -- how processes come and go -----------------------------------------------------------------------
def test_one_process_serves_one_file_after_another(tmp_path: Path, file: Path, fresh: None) -> None:
    warm_up()
    (one,) = readers()
    table = open_table(_table(tmp_path / "t.csv", 100))
    assert len(table.preview(3)) == 3
    assert read_document(file).text
    assert sum(1 for _ in table.rows()) == 100
    assert [each.pid for each in readers()] == [one.pid]


def test_work_in_the_background_has_a_process_of_its_own_that_gives_way(file: Path, fresh: None) -> None:
    read_document(file)
    (usual,) = readers()
    for _ in range(2):
        assert run_task(_lengths, b"abc", file, background=True) == b"3"
    (background,) = (each for each in readers() if each.pid != usual.pid)
    low = usual.nice() < background.nice() if os.name != "nt" else usual.nice() != background.nice()
    assert low
    read_document(file)
    assert len(readers()) == 2


def _lengths(given: bytes, _cancel: CancelToken) -> bytes:
    return str(len(given)).encode()


def test_rows_that_are_not_all_taken_leave_the_process_to_others(tmp_path: Path, fresh: None) -> None:
    table = open_table(_table(tmp_path / "t.csv", 50_000))
    for _ in range(5):
        rows = table.rows()
        next(rows)
        del rows
    assert len(readers()) == 1


def test_a_process_goes_when_who_asked_is_gone(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from llmdesk.tools.reading import pool, warm_up\n"
        "if __name__ == '__main__':\n"
        "    warm_up()\n"
        "    print(pool._idle[0].pid, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    script = tmp_path / "asks.py"
    script.write_text(code, encoding="utf-8")
    root = str(Path(__file__).parents[3])
    asking = subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
    )
    with asking:
        assert asking.stdout is not None
        reader = psutil.Process(int(asking.stdout.readline()))
        asking.kill()
    assert psutil.wait_procs([reader], timeout=20)[1] == []


def test_a_reading_that_nobody_ended_is_ended_before_its_pipe_is_closed(tmp_path: Path) -> None:
    """As garbage in a circle, its parts come in any order: a pipe that is closed first has a number that is
    another file's already when the reading is ended."""

    class Holder:
        rows: object
        itself: object

    path = tmp_path / "rows.csv"
    path.write_text("text\n" + "a row\n" * 5_000, encoding="utf-8")
    open_table(path)
    before = idle()
    holder = Holder()
    rows = open_table(path).rows()
    next(rows)
    holder.rows, holder.itself = rows, holder
    del rows, holder
    gc.collect()
    assert idle() == before > 0  # as good as it was
