"""A person uses the text tools in the real window with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import RunKind, Store
from tests.e2e.window import Window

pytestmark = pytest.mark.model

REPORT = """The harbour of Kestrel Bay handled 4.2 million tonnes of cargo in 2023. Director Maria Lindqvist
called it the best year since the port was opened in 1961. Work on a new grain terminal began in March.
The terminal is built by the Danish company Holm & Sons and will cost 31 million euros."""


def kept(data: Path, kind: RunKind) -> list[str]:
    """The states of the runs in the store."""
    paths = Paths.under(data)
    store = Store(paths.database, paths.backups)
    states: list[str] = [run.state for run in store.runs(kind)]
    store.close()
    return states


def test_a_pasted_text_is_summarized_and_kept(tmp_path: Path, starter: Path) -> None:
    data = tmp_path / "data"
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.open_tab("Summarize")
        window.wait(lambda: window.shows("Source text"))
        window.fill("Source text", REPORT)
        window.wait(lambda: window.enabled("Summarize"))
        window.click("Summarize")
        window.wait(lambda: window.shows("Cancel") or len(window.text("Summary")) > 40)
        window.wait(lambda: not window.shows("Cancel"))
        assert len(window.text("Summary")) > 40
        assert "4.2 million tonnes" in window.text("Source text")
        assert window.close() == 0
    assert kept(data, "summary") == ["done"]


def test_a_text_is_judged_with_probabilities(tmp_path: Path, starter: Path) -> None:
    with Window(tmp_path / "data", "--model", str(starter)) as window:
        window.open_tab("Sentiment")
        window.wait(lambda: window.shows("Text to analyze"))
        window.fill("Text to analyze", "A wonderful film. I laughed and cried, and I would see it again.")
        window.wait(lambda: window.enabled("Analyze"))
        window.click("Analyze")
        window.wait(lambda: "positive" in window.text("Result"))
        assert "%" in window.text("Result")


def test_a_haiku_keeps_its_form_and_a_pasted_one_is_checked(tmp_path: Path, starter: Path) -> None:
    data = tmp_path / "data"
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.open_tab("Poetry")
        window.wait(lambda: window.shows("Topic"))
        window.fill("Topic", "the first snow")
        window.click("Write poem")
        window.wait(lambda: window.shows("Cancel"))
        window.wait(lambda: not window.shows("Cancel"))
        assert len(window.text("Poem").split("\n")) == 3
        checks = window.text("Checks")
        assert checks.count("Right:") == 4
        assert "Wrong:" not in checks
        window.click("Check a poem")
        window.fill("Poem", "An old silent pond\na frog jumps into the pond\nand then there is silence")
        window.wait(lambda: "Wrong: Line 3" in window.text("Checks"))
        assert window.close() == 0
    assert kept(data, "poem") == ["done"]


def test_a_text_is_corrected_and_nothing_else_of_it_changes(tmp_path: Path, starter: Path) -> None:
    data = tmp_path / "data"
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.open_tab("Write")
        window.wait(lambda: window.shows("Text to rewrite"))
        window.fill("Text to rewrite", "He go to school.\n\nShe paid 45 euros to Anna for it.")
        window.wait(lambda: window.enabled("Rewrite"))
        window.click("Rewrite")
        window.wait(lambda: window.shows("Changes"))
        assert "45 euros to Anna" in window.text("Result")
        assert window.text("Changes").startswith("He go")
        if window.enabled("Leave all"):
            window.click("Leave all")
        window.wait(lambda: window.text("Result").startswith("He go to school."))
        assert window.close() == 0
    assert kept(data, "write") == ["done"]
