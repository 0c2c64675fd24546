"""What is typed and made in the Write tab is there again after the window was closed or killed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.store import Store
from llmdesk.ui.services import Services
from llmdesk.ui.write.draft import Draft, found
from llmdesk.ui.write.job import pasted_exactly
from tests.ui.write.desk import ANSWERS, CORRECTED, TEXT, Writer, make_desk

LONG = "".join(
    f"Line {number} of a long text, with  two spaces and\na broken line.\n" for number in range(2_000)
)


@pytest.fixture
def engine() -> Writer:
    return Writer()


def test_text_choice_versions_and_changes_come_back(qtbot: QtBot, services: Services, engine: Writer) -> None:
    desk = make_desk(qtbot, services, engine)
    desk.rewrite(TEXT, *ANSWERS)
    desk.changes.clicked.emit(desk.changes.toPlainText().index("goes"))
    cursor = desk.result.textCursor()
    cursor.insertText("PS. ")
    engine.enqueue(*ANSWERS)
    desk.choose("plainer")
    desk.press("Write again")
    desk.wait_done()
    desk.press("Previous version")
    desk.tab.shutdown()
    again = make_desk(qtbot, services, engine)
    again.wait(lambda: again.has("Result"))
    assert again.text == "PS. " + CORRECTED.replace("goes", "go")
    assert "1/2" in again.words()
    assert again.tab.rewrite._options.style_chosen == "plainer"
    again.press("Edit the text")
    assert again.field.toPlainText() == TEXT


def test_the_versions_of_a_file_come_back_with_it(
    qtbot: QtBot, services: Services, engine: Writer, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(TEXT, "utf-8")
    desk = make_desk(qtbot, services, engine)
    desk.tab.rewrite._desk.open_files([path])
    desk.wait(lambda: desk.field.toPlainText() == TEXT)
    engine.enqueue(*ANSWERS)
    desk.press("Rewrite")
    desk.wait_done()
    desk.tab.shutdown()
    again = make_desk(qtbot, services, engine)
    again.wait(lambda: again.tab.rewrite._given.given.text == TEXT)
    assert again.text == CORRECTED
    again.tab.rewrite._desk.open_files([path])
    again.wait(lambda: again.tab.rewrite._given.given.opened is not None)
    assert again.text == CORRECTED  # of the same text
    again.tab.rewrite._desk.close_document()
    assert not again.has("Result")


def test_what_is_only_typed_comes_back(qtbot: QtBot, services: Services, engine: Writer) -> None:
    desk = make_desk(qtbot, services, engine)
    desk.type("They is here.")
    desk.choose("formal")
    services.drafts.flush()
    again = make_desk(qtbot, services, engine)
    again.wait(lambda: again.field.toPlainText() == "They is here.")
    assert again.tab.rewrite._options.style_chosen == "formal"


def test_a_long_pasted_text_comes_back_to_the_character(tmp_path: Path) -> None:
    store = Store(tmp_path / "db.sqlite3", tmp_path / "backups")
    draft = Draft(pasted_exactly(LONG), "shorter")
    kept = found(store, draft.to_json())
    assert kept is not None
    assert kept.given.text == LONG
    assert kept.style == "shorter"
    store.close()


@pytest.mark.parametrize("kept", ["", "7", "[]", '{"runs": [1, "x"], "current": 9, "style": 3}', "{"])
def test_a_draft_that_makes_no_sense_is_left_out(tmp_path: Path, kept: str) -> None:
    store = Store(tmp_path / "db.sqlite3", tmp_path / "backups")
    draft = found(store, kept)
    assert draft is None or (draft.versions == () and draft.style == "correct")
    store.close()
