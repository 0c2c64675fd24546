"""A person translates a text in the real window with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.translate import kept_of
from tests.e2e.window import Window

pytestmark = pytest.mark.model

TEXT = "The library opens at 9:30 every day. A card costs 4 euros."


def test_every_segment_of_a_text_comes_out_and_what_is_lost_is_marked(tmp_path: Path, starter: Path) -> None:
    data = tmp_path / "data"
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.open_tab("Translate")
        window.wait(lambda: window.shows("Text to translate"))
        window.fill("Text to translate", TEXT)
        window.wait(lambda: window.enabled("Translate"))
        window.click("Translate")
        window.wait(lambda: window.shows("Translation") and window.enabled("Copy the translation"))
        assert "A card costs 4 euros." in window.text("Translation")
        assert window.close() == 0
    paths = Paths.under(data)
    store = Store(paths.database, paths.backups)
    (run,) = store.runs("translate")
    store.close()
    kept = kept_of(run)
    assert kept is not None
    assert run.state == "done"
    assert [segment.source for segment in kept.segments] == [
        "The library opens at 9:30 every day.",
        "A card costs 4 euros.",
    ]
    assert all("4" in segment.target or not segment.passed for segment in kept.segments[1:])
