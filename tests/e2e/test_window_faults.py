"""What a person sees when things break: the engine or the window killed, files gone or damaged."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from llmdesk.paths import Paths
from tests.e2e.command import Command, all_gone, environment, family
from tests.e2e.test_window_chat import QUESTION, STORY, stored
from tests.e2e.window import Window

pytestmark = pytest.mark.model


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def checkpointed(data: Path) -> bool:
    """Has a part of an answer been written down?"""
    with closing(sqlite3.connect(f"{Paths.under(data).database.as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT content FROM message WHERE state = 'streaming'").fetchall()
    return any(content for (content,) in rows)


def test_a_killed_engine_is_told_the_answer_so_far_stays_and_the_next_question_works(
    data: Path, starter: Path
) -> None:
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.ask(STORY, least=40)
        partial = window.text("Conversation").splitlines()[-1]
        window.engine().kill()
        window.wait(lambda: "engine" in window.text("Notices"))
        window.wait_answered()
        window.wait(lambda: "The text written so far is kept." in window.text("Conversation"))
        assert partial[:20] in window.text("Conversation")
        window.ask(QUESTION)
        window.wait_answered()
        assert "engine" not in window.text("Notices")
        assert window.close() == 0
    assert [state for state, _ in stored(data)] == ["done", "failed", "done", "done"]


def test_a_killed_window_leaves_no_engine_and_loses_nothing_that_was_sent(data: Path, starter: Path) -> None:
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.ask(STORY, least=40)
        window.wait(lambda: checkpointed(data))
        processes = family(window.process)
        window.process.kill()
        assert all_gone(processes)
    with Window(data, "--model", str(starter)) as window:
        window.wait(lambda: STORY in window.text("Conversation"))
        window.wait(lambda: "Interrupted when llmdesk closed." in window.text("Conversation"))
        assert window.close() == 0
    (_, question), (state, answer) = stored(data)
    assert (question, state) == (STORY, "stopped")
    assert answer


def read_one(data: Path, query: str) -> str:
    """The one text of the database that is asked for; "" for none."""
    with closing(sqlite3.connect(f"{Paths.under(data).database.as_uri()}?mode=ro", uri=True)) as database:
        row = database.execute(query).fetchone()
    return "" if row is None else str(row[0])


def test_a_killed_window_loses_no_question_that_waits_and_no_edit(data: Path, starter: Path) -> None:
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.ask(STORY, least=40)
        window.fill("Message", QUESTION)
        window.click("Queue")
        window.wait(lambda: window.shows(f"Queued: {QUESTION}"))
        window.wait(lambda: read_one(data, "SELECT draft FROM conversation") == QUESTION)
        window.process.kill()
    with Window(data, "--model", str(starter)) as window:
        window.wait(lambda: STORY in window.text("Conversation"))
        window.wait(lambda: window.text("Message") == QUESTION)
        window.click("Edit message")
        window.fill("Message", "a better answer")
        edits = "SELECT value FROM property WHERE name GLOB 'chat.*.editing'"
        window.wait(lambda: "a better answer" in read_one(data, edits))
        window.process.kill()
    with Window(data, "--model", str(starter)) as window:
        window.wait(lambda: window.text("Message") == "a better answer")
        window.click("Save")
        window.wait(lambda: "edited by you" in window.text("Conversation"))
        window.wait(lambda: window.text("Message") == QUESTION)
        assert window.close() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent SIGTERM there")
def test_a_request_to_end_stops_the_answer_and_keeps_what_came(data: Path, starter: Path) -> None:
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.ask(STORY, least=40)
        processes = family(window.process)
        window.process.send_signal(signal.SIGTERM)
        assert window.process.wait(30) == 0
        assert all_gone(processes)
    (_, question), (state, answer) = stored(data)
    assert (question, state) == (STORY, "stopped")
    assert len(answer) > 20


def test_a_model_file_that_vanished_is_told_and_the_question_stays(
    data: Path, tmp_path: Path, starter: Path
) -> None:
    model = tmp_path / "model.gguf"
    try:
        os.link(starter, model)
    except OSError:
        shutil.copyfile(starter, model)
    with Window(data, "--model", str(model)) as window:
        window.wait(lambda: window.offers("Model", "Unload model"))
        window.choose("Model", "Unload model")
        window.wait(lambda: window.offers("Model", "Load model"))
        model.unlink()
        window.fill("Message", QUESTION)
        window.click("Send")
        window.wait(lambda: str(model) in window.text("Notices"))
        window.wait_answered()
        assert QUESTION in window.text("Conversation")
        assert window.shows("Regenerate")


def test_settings_that_are_garbage_are_set_aside_and_told(data: Path, starter: Path) -> None:
    paths = Paths.under(data)
    paths.create()
    paths.settings.write_bytes(b"\x00{{{ not settings \xff")
    with Window(data, "--model", str(starter)) as window:
        assert "settings" in window.text("Notices")
        window.ask(QUESTION)
        window.wait_answered()
        assert window.close() == 0
    kept = [path.read_bytes() for path in data.rglob("*") if path.is_file() and "settings" in path.name]
    assert b"\x00{{{ not settings \xff" in kept


def test_a_second_window_on_the_same_folder_brings_the_first_forward(data: Path, starter: Path) -> None:
    with Window(data, "--model", str(starter)) as window:
        window.minimize()
        window.wait(window.minimized)
        second = subprocess.run(
            Command(data, starter).line(),
            env=environment({"QT_QPA_PLATFORM": "offscreen"}),
            capture_output=True,
            timeout=60,
        )
        assert second.returncode == 0, second.stderr
        assert b"Traceback" not in second.stderr
        window.wait(lambda: not window.minimized())


def test_without_any_model_the_window_says_what_to_do_and_keeps_what_is_sent(data: Path) -> None:
    with Window(data, "--no-starter") as window:
        window.wait(lambda: "No model yet" in window.text("Conversation"))
        window.fill("Message", QUESTION)
        window.click("Send")
        window.wait(lambda: "no model" in window.text("Notices"))
        window.wait_answered()
        assert QUESTION in window.text("Conversation")
        assert window.close() == 0


def test_a_context_that_does_not_fit_into_memory_is_told_with_a_way_out(data: Path, starter: Path) -> None:
    with Window(data, "--model", str(starter), "--context", "2000000000", "--seed", "1") as window:
        window.wait(lambda: "memory" in window.text("Notices"))
        window.press("Try a context of 2048 tokens")
        window.wait(lambda: "2,048" in window.text("Status"))
        window.ask(QUESTION)
        window.wait_answered()
        assert window.close() == 0
    assert [state for state, _ in stored(data)] == ["done", "done"]


def test_a_message_longer_than_the_context_is_told_and_the_next_one_works(data: Path, starter: Path) -> None:
    long = "the sea " * 2_000
    with Window(data, "--model", str(starter), "--context", "512") as window:
        window.fill("Message", long)
        window.click("Send")
        window.wait(lambda: "512" in window.text("Notices"))
        window.wait_answered()
        window.ask(QUESTION)
        window.wait_answered()
        assert window.close() == 0
    messages = stored(data)
    assert messages[0][1] == long
    assert messages[-1][0] == "done"
