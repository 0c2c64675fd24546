"""A question for a count in the real window with the real starter model, which is too small to count: it is
said, nothing is counted, and passages answer instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.window import Window

pytestmark = pytest.mark.model

QUESTION = "How many of these letters complain about the delivery?"


def test_a_model_that_cannot_tell_counts_nothing_and_passages_answer_instead(
    tmp_path: Path, starter: Path
) -> None:
    letters = {"one": "My parcel came two weeks late.", "two": "Thank you for the lovely lamp."}
    with Window(tmp_path / "data", "--model", str(starter), "--seed", "1") as window:
        for name, text in letters.items():
            path = tmp_path / f"{name}.txt"
            path.write_text(f"Dear team,\n\n{text}\n\nKind regards")
            window.drop("Message", path)
        window.wait(lambda: window.shows("Read everything") and window.enabled("Read everything"))
        window.fill("Message", QUESTION)
        window.wait(lambda: window.enabled("Send"))
        window.click("Send")
        window.wait(lambda: "cannot tell" in window.text("Conversation"))
        assert "Documents that say" not in window.text("Conversation")
        window.click("Answer from passages instead")
        window.wait(lambda: "2/2" in window.text("Conversation"))
        window.wait_answered()
        assert window.close() == 0
