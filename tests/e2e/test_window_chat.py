"""A person chats in the real window with the real model: asks, stops, asks again, comes back."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from tests.e2e.window import Window

pytestmark = pytest.mark.model

QUESTION = "Name three colours of autumn leaves."
STORY = "Write a long story about the sea."


def stored(data: Path) -> list[tuple[str, str]]:
    """(state, text) of the messages of the newest conversation, once the window has ended."""
    paths = Paths.under(data)
    store = Store(paths.database, paths.backups)
    branch = [entry.message for entry in store.branch(store.conversations()[0].id)]
    store.close()
    return [(message.state, message.content) for message in branch]


def test_an_answer_streams_and_the_conversation_is_there_after_a_restart(
    tmp_path: Path, starter: Path
) -> None:
    data = tmp_path / "data"
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.ask(QUESTION, least=10)
        window.wait_answered()
        before = window.text("Conversation")
        assert window.close() == 0
    (_, question), (state, answer) = stored(data)
    assert (question, state) == (QUESTION, "done")
    assert answer.split()[0] in before
    with Window(data, "--model", str(starter)) as window:
        window.wait(lambda: QUESTION in window.text("Conversation"))
        assert window.text("Conversation") == before
        assert QUESTION.rstrip(".") in window.text("Conversations")


def test_an_answer_can_be_stopped_and_made_again_and_both_stay(tmp_path: Path, starter: Path) -> None:
    with Window(tmp_path / "data", "--model", str(starter), "--seed", "1") as window:
        window.ask(STORY, least=40)
        window.click("Stop")
        window.wait_answered()
        window.wait(lambda: "Stopped." in window.text("Conversation"))
        stopped = window.text("Conversation").partition("Stopped.")[0]
        window.click("Regenerate")
        window.wait(lambda: window.shows("Stop") and len(window.text("Conversation")) > len(STORY) + 40)
        window.click("Stop")
        window.wait_answered()
        window.wait(lambda: "2/2" in window.text("Conversation"))
        window.click("Previous version")
        window.wait(lambda: "1/2" in window.text("Conversation"))
        assert window.text("Conversation").startswith(stopped)
        window.click("Next version")
        window.wait(lambda: "2/2" in window.text("Conversation"))


def test_the_next_question_knows_what_was_said(tmp_path: Path, starter: Path) -> None:
    with Window(tmp_path / "data", "--model", str(starter), "--seed", "1") as window:
        window.ask(QUESTION)
        window.wait_answered()
        window.ask("And which one is the warmest?")
        window.wait_answered()
        assert window.close() == 0
    assert [state for state, _ in stored(tmp_path / "data")] == ["done"] * 4


def test_a_data_folder_and_a_model_may_have_chinese_names_with_spaces(tmp_path: Path, starter: Path) -> None:
    data, models = tmp_path / "我的 数据", tmp_path / "模型 库"
    models.mkdir()
    model = models / "小 模型.gguf"
    try:
        os.link(starter, model)
    except OSError:
        shutil.copyfile(starter, model)
    with Window(data, "--model", str(model), "--seed", "1") as window:
        window.ask("用中文说你好。")
        window.wait_answered()
        assert window.close() == 0
    assert [state for state, _ in stored(data)] == ["done", "done"]
