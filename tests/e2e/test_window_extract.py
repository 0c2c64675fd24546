"""A person takes values out of an invoice in the real window with the real model."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.store import Store
from llmdesk.tools.extract import extraction_from_run
from tests.e2e.window import Window

pytestmark = pytest.mark.model


def test_the_example_is_extracted_and_every_value_stands_where_it_says(tmp_path: Path, starter: Path) -> None:
    data = tmp_path / "data"
    with Window(data, "--model", str(starter), "--seed", "1") as window:
        window.open_tab("Extract")
        window.wait(lambda: window.shows("Source text"))
        window.press("Read an invoice")
        window.wait(lambda: window.shows("Values") and "Total" in window.text("Values"))
        window.wait(lambda: not window.shows("Cancel") and window.enabled("Save as a table"))
        assert "Hollis & Byrne" in window.text("Source text")
        assert window.close() == 0
    paths = Paths.under(data)
    store = Store(paths.database, paths.backups)
    (run,) = store.runs("extract")
    store.close()
    found, text = extraction_from_run(run), str(run.inputs["text"])
    assert found is not None
    values = [value for cell in found.records[0] for value in cell.values]
    assert values
    assert all(value.problem or value.found for value in values)
    assert all(text[value.start : value.end] == value.text for value in values if value.found)
