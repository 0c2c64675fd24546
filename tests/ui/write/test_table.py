"""The texts of a column written anew, in a column of their own."""

from __future__ import annotations

import csv
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.engine.types import GenerateRequest
from llmdesk.tools.write.table import TABLE_KIND
from llmdesk.ui.services import Services
from llmdesk.ui.tables.column.page import ColumnPage
from tests.fakes import FakeStream
from tests.ui.controls import labels
from tests.ui.write.desk import WriteDesk, Writer, make_desk


class Corrector(Writer):
    """Puts “go” right in every text."""

    def __init__(self) -> None:
        super().__init__()
        self._one = threading.Lock()

    def generate(self, request: GenerateRequest) -> FakeStream:
        text = request.messages[-1].content.rpartition("\n")[2].rpartition(": ")[2]
        with self._one:
            self.enqueue(text.replace(" go ", " goes "))
            return super().generate(request)


@pytest.fixture
def engine() -> Corrector:
    return Corrector()


@pytest.fixture
def desk(qtbot: QtBot, services: Services, engine: Corrector) -> WriteDesk:
    return make_desk(qtbot, services, engine)


def test_each_text_of_a_column_is_corrected_beside_it(
    desk: WriteDesk, tmp_path: Path, services: Services
) -> None:
    path = tmp_path / "notes.csv"
    notes = [f"He go to school {n}." for n in range(12)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("id", "note"), *enumerate(notes)])
    desk.type("What was typed stays.")
    desk.tab.rewrite._desk.open_files([path])
    page = desk.tab.findChildren(ColumnPage)[0]
    desk.wait(page.isVisible)

    desk.press("Preview five rows")
    desk.wait(lambda: "5 of 5 rows passed the checks. Nothing was written." in labels(page))
    assert "He goes to school 4." in labels(page)
    desk.press("Rewrite the column")
    desk.wait(lambda: page.review.isVisible() and page.review.rows.model().rowCount() == 12)
    with path.with_name("notes.rewritten.csv").open(encoding="utf-8-sig", newline="") as stream:
        made = list(csv.DictReader(stream))
    assert [row["corrected"] for row in made] == [note.replace(" go ", " goes ") for note in notes]
    assert [row["note"] for row in made] == notes
    desk.press("Back to the text")
    assert desk.field.toPlainText() == "What was typed stays."
    desk.choose("formal")
    desk.tab.rewrite._open_run(services.store.runs(TABLE_KIND)[0])
    desk.wait(lambda: page.review.isVisible() and page.review.rows.model().rowCount() == 12)
    assert desk.tab.rewrite._options.style_chosen == "correct"
