"""The whole window in a process of its own: its start, and every way it ends."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from llmdesk.engine.kept_contexts import chat_name
from llmdesk.paths import Paths
from llmdesk.settings import load_settings
from llmdesk.store import Conversation, Store
from llmdesk.store.libraries import Libraries

ROOT = Path(__file__).parents[2]
START = """
import sys
import threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from llmdesk.paths import Paths
from llmdesk.ui import app
from llmdesk.workshop import Started
from tests.fakes import FakeEngine, FakeMachine

class Engine(FakeEngine):
    def close(self):
        super().close()
        print("engine closed", flush=True)

def when_open():
    window = next(w for w in QApplication.topLevelWidgets() if w.isVisible())
    print("open", type(window).__name__, window.accessibleName(), flush=True)
    if "close" in sys.argv:
        window.close()
    if "erase" in sys.argv:
        window.open_settings()
        window._settings_dialog.erase_asked.emit()
    if "delete" in sys.argv:
        store = window._services.store
        deleted = [store.delete_conversation(chat.id) for chat in store.conversations()]
        print("deleted", len(deleted), flush=True)
    if "hang" in sys.argv:  # a task that no cancel ends
        app.TASKS_END_S = 0.5
        window._services.tasks.start(lambda _: threading.Event().wait(), owner=window, on_done=print)
    if "compact" in sys.argv:
        begun, tokens = threading.Event(), []
        def compact(cancel):
            tokens.append(cancel)
            begun.set()
            cancel.wait(60)
        window._services.store.compact = compact
        window.open_settings("storage")
        window._settings_dialog._made["storage"]._compacting.start.click()
        begun.wait()
        flush = window._services.drafts.flush
        def keep():
            print("compacting stopped:", tokens[0].cancelled, flush=True)
            return flush()
        window._services.drafts.flush = keep
        window.close()
    if "tell" in sys.argv:
        notify = window._services.notify
        def tell():
            for notice in notify.notices:
                if notice.error is not None:
                    notify.changed.disconnect(tell)
                    print("told:", notice.error.title, flush=True)
                    QTimer.singleShot(0, window.close_for_good)
                    return
        notify.changed.connect(tell)
    if "restore" in sys.argv:
        window.open_settings()
        backup = window._services.store.backups()[0].path
        window._settings_dialog.restore_asked.emit(backup)
    if "bug" in sys.argv:
        raise RuntimeError("a bug in a slot")

real = app.make_application
def make_application():
    made = real()
    QTimer.singleShot(0, made, lambda: QTimer.singleShot(300, made, when_open))
    return made
app.make_application = make_application
app.start_again = lambda: print("started again", flush=True)
paths = Paths.under(Path(sys.argv[1]))
paths.create()
started = Started(Engine(), FakeMachine())
status = app.run_window(paths, engine_factory=lambda log, cache: started, offline=True, context=512)
print("ended", flush=True)
sys.exit(status)
"""


def start(folder: Path, *what: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START, str(folder), *what],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_open(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_the_window_opens_closes_and_ends_in_order(tmp_path: Path) -> None:
    process = start(tmp_path, "close")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out.split("\n")[:3] == ["open MainWindow ", "engine closed", "ended"]
    assert "Traceback" not in err
    settings, problem = load_settings(Paths.under(tmp_path).settings)
    assert problem is None
    assert settings.window_geometry
    assert (settings.offline, settings.context) == (False, None), "the session's values are not saved"


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent SIGTERM there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_window_in_order(tmp_path: Path, number: signal.Signals) -> None:
    process = start(tmp_path)
    assert "MainWindow" in wait_until_open(process)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out.split() == ["engine", "closed", "ended"]


def test_a_second_start_ends_and_leaves_the_first_alone(tmp_path: Path) -> None:
    first = start(tmp_path)
    wait_until_open(first)
    second = start(tmp_path)
    out, err = second.communicate(timeout=60)
    assert (second.returncode, out) == (0, "ended\n"), err
    assert first.poll() is None
    first.terminate()
    first.communicate(timeout=60)


def test_a_database_that_is_newer_is_told_in_a_window_and_not_touched(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.create()
    with sqlite3.connect(paths.database) as database:
        database.execute("CREATE TABLE future (x)")
        database.execute("PRAGMA user_version = 9999")
    database.close()
    before = paths.database.read_bytes()
    process = start(tmp_path, "close")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2, err
    assert "open StartupError The chats" in out
    assert "Traceback" not in err
    assert paths.database.read_bytes() == before


def test_a_bug_in_a_slot_is_shown_and_logged_and_the_window_stays(tmp_path: Path) -> None:
    process = start(tmp_path, "bug")
    wait_until_open(process)
    assert process.stderr is not None
    while "RuntimeError" not in (line := process.stderr.readline()):
        assert line, "the window has ended"
    assert process.poll() is None
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0
    log = (Paths.under(tmp_path).logs / "llmdesk.log").read_text("utf-8")
    assert "in when_open\nRuntimeError" in log  # where it was; its words might be a user's


def read_of(paths: Paths, chat: Conversation) -> None:
    """What was read of a chat, as the engine keeps it."""
    folder = paths.contexts / chat_name(chat.id)
    folder.mkdir(parents=True)
    (folder / "000000000.kv").write_text("zanzibar", encoding="utf-8")


def test_delete_everything_leaves_no_word_behind_and_starts_anew(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.create()
    store = Store(paths.database, paths.backups, clock=lambda: 1e9)
    chat = store.create_conversation("zanzibar")
    store.add_message(chat.id, None, "user", "zanzibar")
    store.save_draft(None, "zanzibar")
    store.keep("sentiment.corrections", "zanzibar")
    store.close()
    (tmp_path / "llmdesk.sqlite3.damaged-20200101-000000").write_text("zanzibar", encoding="utf-8")
    libraries = Libraries(paths.libraries)
    libraries.add("zanzibar", [tmp_path])
    libraries.close()
    (tmp_path / "libraries.sqlite3.damaged-20200101-000000").write_text("zanzibar", encoding="utf-8")
    (paths.logs / "engine-20200101-000000.log").write_text("zanzibar", encoding="utf-8")
    (paths.cache / "searches.json").write_text("zanzibar", encoding="utf-8")
    read_of(paths, chat)
    (paths.models / "zanzibar.gguf").write_text("a model", encoding="utf-8")
    process = start(tmp_path, "erase")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "started again" in out
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"zanzibar" not in path.read_bytes(), path
    assert (paths.models / "zanzibar.gguf").exists()
    assert load_settings(paths.settings)[1] is None


def test_a_backup_takes_the_place_of_everything_and_the_window_starts_again(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.create()
    store = Store(paths.database, paths.backups)
    store.create_conversation("before")
    store.close()
    store = Store(paths.database, paths.backups)  # the daily backup is made now
    store.create_conversation("after")
    store.close()
    process = start(tmp_path, "restore")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "started again" in out
    store = Store(paths.database, paths.backups)
    assert [chat.title for chat in store.conversations()] == ["before"]
    undo = next(backup for backup in store.backups() if backup.occasion == "restore")
    assert store.holding(undo.path).chats == 2
    store.close()


def test_the_window_starts_again_though_a_task_hangs(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.create()
    store = Store(paths.database, paths.backups)
    store.create_conversation("before")
    store.close()
    Store(paths.database, paths.backups).close()  # the daily backup is made now
    process = start(tmp_path, "hang", "restore")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "started again" in out


def test_no_backup_is_restored_and_no_window_closed_under_another_llmdesk(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.create()
    store = Store(paths.database, paths.backups)
    store.create_conversation("before")
    store.close()
    other = Store(paths.database, paths.backups)
    other.create_conversation("after")
    process = start(tmp_path, "tell", "restore")
    out, err = process.communicate(timeout=60)
    assert "told: The backup was not restored." in out, err
    assert "started again" not in out
    assert len(other.conversations()) == 2
    other.close()


def test_compacting_is_stopped_before_what_was_typed_is_kept(tmp_path: Path) -> None:
    out, err = start(tmp_path, "compact").communicate(timeout=60)
    assert "compacting stopped: True" in out, err
    assert "ended" in out


def test_a_chat_that_was_just_deleted_comes_back_with_the_backup(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.create()
    store = Store(paths.database, paths.backups)
    store.create_conversation("by mistake")
    store.close()
    Store(paths.database, paths.backups).close()  # the daily backup is made now
    process = start(tmp_path, "delete", "restore")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "deleted 1" in out
    store = Store(paths.database, paths.backups)
    assert [chat.title for chat in store.conversations()] == ["by mistake"]
    store.close()


def test_what_was_deleted_is_gone_when_the_window_is_closed(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.create()
    store = Store(paths.database, paths.backups)
    chat = store.create_conversation("zanzibar")
    store.delete_conversation(chat.id)
    store.close()
    read_of(paths, chat)
    start(tmp_path, "close").communicate(timeout=60)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"zanzibar" not in path.read_bytes(), path


def test_the_window_is_there_before_what_only_some_will_ask_for() -> None:
    late = (
        "httpcore2",
        "numpy",
        "llmdesk.tools.documents",
        "llmdesk.ui.settings.dialog",
        "llmdesk.tools.tables",
    )
    early = (
        "llmdesk.ui.app, llmdesk.engine.local.client, llmdesk.engine.local.machine, llmdesk.engine.choosing"
    )
    code = f"import sys, {early}; sys.exit(', '.join(set({late!r}) & set(sys.modules)) or 0)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
