"""The row of a table that a job made, as it is edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from llmdesk.tools.tables.review import MadeTable
from llmdesk.tools.tables.runs import TableInputs
from llmdesk.tools.tables.worker import NewColumn
from llmdesk.ui.tables.review.result_pane import ResultPane
from tests.ui.controls import named


@pytest.mark.parametrize(("suffix", "is_cut"), [(".xlsx", True), (".csv", False)])
def test_what_a_cell_of_a_workbook_does_not_hold_is_told_while_it_is_typed(
    qtbot: QtBot, suffix: str, is_cut: bool
) -> None:
    pane = ResultPane()
    qtbot.addWidget(pane)
    pane.show_table(
        MadeTable(
            inputs=TableInputs(Path("in.csv"), ("text",), Path(f"out{suffix}")), path=Path(f"out{suffix}"),
            added=("said", "remarks"), columns=(NewColumn("said"), NewColumn("remarks")),
            rows=1, out_header_row=1, model="Small", title="said",
        )
    )  # fmt: skip
    field = named(pane, QPlainTextEdit, "Result: said")
    field.setPlainText("x" * 32_767)
    assert not field.accessibleDescription()
    field.setPlainText("x" * 32_768)
    assert ("holds 32,767 characters" in field.accessibleDescription()) == is_cut
