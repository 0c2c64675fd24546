"""A person uses a tool, makes one, and loses nothing of it, in the real window with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.own import ToolShelf
from llmdesk.tools.own.runs import KIND, read_back
from llmdesk.ui.own.editor.drafts import KEPT
from tests.e2e.window import Window

pytestmark = pytest.mark.model

INSTRUCTIONS = "Say in one word what the text is about."


def _store(data: Path) -> Store:
    paths = Paths.under(data)
    return Store(paths.database, paths.backups)


def _draft(data: Path) -> str:
    store = _store(data)
    try:
        return store.kept(KEPT)
    finally:
        store.close()


def test_a_tool_is_run_and_another_is_made_although_the_window_is_killed(
    tmp_path: Path, starter: Path
) -> None:
    data = tmp_path / "data"
    options = ("--model", str(starter), "--seed", "1")
    with Window(data, *options) as window:
        window.open_tab("My tools")
        window.wait(lambda: window.shows("Tools"))
        window.press("Anna says our lift is broken again.")
        window.wait(lambda: window.shows("Copy the answer"))
        window.click("New tool")
        window.fill("Name", "In a word")
        window.fill("Instructions", INSTRUCTIONS)
        window.wait(lambda: INSTRUCTIONS in _draft(data))
    with Window(data, *options) as window:
        window.open_tab("My tools")
        window.wait(lambda: window.shows("Tools"))
        window.click("New tool")
        window.wait(lambda: window.text("Instructions") == INSTRUCTIONS)
        window.fill("Text 1", "The night train to Lisbon was two hours late.")
        window.click("Try on these texts")
        window.wait(lambda: window.shows("Answer to text 1"))
        window.wait(lambda: window.enabled("Save"))
        window.click("Save")
        window.wait(lambda: not window.shows("Save"))
        assert window.close() == 0
    store = _store(data)
    (run,) = store.runs(KIND)
    (own,) = ToolShelf(store).own()
    store.close()
    result = read_back(run).result
    assert result is not None
    assert result.tool.key == "title"
    assert result.answer.values[0]
    assert (own.tool.name, own.tool.instructions) == ("In a word", INSTRUCTIONS)
