"""A tool of one's own over a table or a folder, in the window: opened, tried, run, gone on with."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.own import Checks, OwnTool
from llmdesk.ui.own.table.page import OwnTable
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.closed_folders import close
from tests.ui.own.desk import OwnDesk, ToolEngine

REPLY = OwnTool(
    "Reply",
    "Say what the sender of {body} wants.",
    takes=("subject", "body"),
    template="{subject}: {body}",
    checks=Checks(must_contain=("body",), tries=1),
)
ROWS = 7


def write_table(path: Path, rows: int = ROWS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "Body", "subject", "other"])
        for number in range(rows):
            writer.writerow([number, f"body {number}", f"mail {number}", "x"])
    return path


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_table(tmp_path / "mails.csv")


@pytest.fixture
def reply(desk: OwnDesk) -> OwnDesk:
    desk.shelve(REPLY)
    desk.choose("Reply")
    return desk


def open_table(desk: OwnDesk, path: Path) -> OwnTable:
    desk.press("Table or folder")
    desk.tab.table.opener.open(path)
    desk.wait(lambda: desk.has("Preview five rows"))
    return desk.tab.table


def column(desk: OwnDesk, name: str) -> str:
    current = desk.named(ChoiceBox, name).current
    return current.text if current is not None else ""


def test_columns_are_guessed_by_the_names_of_the_places_and_can_be_changed(
    reply: OwnDesk, table: Path
) -> None:
    page = open_table(reply, table)
    assert (column(reply, "Column for subject"), column(reply, "Column for body")) == ("subject", "Body")
    assert "7 rows" in reply.words()
    box = reply.named(ChoiceBox, "Column for body")
    box.activated.emit([choice.text for choice in box.choices].index("other"))
    request = page.setup.request
    assert request is not None
    assert request.columns == ("subject", "other")
    assert request.out == table.with_name("mails.answers.csv")


def test_a_place_without_a_column_is_told_and_nothing_can_be_run(reply: OwnDesk, tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    open_table(reply, path)
    assert "No column is named subject, body. Choose which one to read: a, b" in reply.words()
    assert not reply.named(QPushButton, "Run on all rows").isEnabled()
    reply.tab.table.setup.places.choose(0, "a")
    reply.tab.table.setup.places.choose(1, "b")
    assert reply.named(QPushButton, "Run on all rows").isEnabled()


def test_five_rows_show_their_answers_their_checks_and_the_time_for_all(
    reply: OwnDesk, engine: ToolEngine, table: Path
) -> None:
    engine.say = lambda text: "nothing" if text.endswith("2") else text
    open_table(reply, table)
    reply.press("Preview five rows")
    reply.wait(lambda: reply.has("Back to the table"))
    words = reply.words()
    assert "mail 0: body 0" in words
    assert "“body” is missing" in words
    assert "4 of 5 rows passed the checks. Nothing was written." in words
    assert "At most about 1 minute for 7 rows." in words
    assert len(engine.asked) == 5
    assert [path.name for path in table.parent.glob("*.csv*")] == [table.name]
    reply.press("Back to the table")
    assert reply.has("First rows")


def run_all(desk: OwnDesk) -> None:
    desk.press("Run on all rows")
    desk.wait(lambda: not desk.tab.table.running)


def test_a_run_makes_a_new_table_and_leaves_the_old_one(
    reply: OwnDesk, engine: ToolEngine, table: Path
) -> None:
    engine.say = lambda text: "nothing" if text.endswith("2") else text
    before = table.read_bytes()
    open_table(reply, table)
    run_all(reply)
    found = read_table(table.with_name("mails.answers.csv"))
    assert [row["answer"] for row in found[:3]] == ["mail 0: body 0", "mail 1: body 1", "nothing"]
    assert found[2]["status"] == "check failed: must contain: “body” is missing"
    assert table.read_bytes() == before
    assert reply.has("Rows")
    (run,) = reply.services.store.runs("own table")
    assert run.state == "done"


def test_what_is_done_is_kept_at_a_cancel_and_gone_on_with_also_in_another_window(
    reply: OwnDesk, engine: ToolEngine, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    path = write_table(tmp_path / "long.csv", 70)
    open_table(reply, path)
    gate = reply.hold()

    def say(text: str) -> str:
        if text.endswith(" 66"):
            gate.clear()
        return text

    engine.say = say
    reply.press("Run on all rows")
    gate.set()
    reply.wait(lambda: len(engine.asked) == 67)
    reply.press("Cancel")
    reply.wait(lambda: not reply.tab.table.running)
    reply.wait(lambda: "64 rows of this table are done already" in reply.words())
    assert not path.with_name("long.answers.csv").exists()

    gate.set()
    engine.say, engine.asked = (lambda text: text), []
    other = OwnTable(services)  # as after a restart
    qtbot.addWidget(other)
    other.tool_asked.connect(other.set_tool)
    other.show()
    words = "Resume long.csv, which was stopped"

    def offered() -> list[QPushButton]:
        return [button for button in other.findChildren(QPushButton) if button.text() == words]

    reply.wait(lambda: bool(offered()))
    offered()[0].click()

    def resume() -> list[QPushButton]:
        found = (b for b in other.findChildren(QPushButton) if b.text() == b.accessibleName() == "Resume")
        return [button for button in found if button.isVisible()]

    reply.wait(lambda: bool(resume()))
    resume()[0].click()
    reply.wait(lambda: not other.running)
    assert len(engine.asked) == 6  # a block is done
    found = read_table(path.with_name("long.answers.csv"))
    assert [row["answer"] for row in found] == [f"mail {n}: body {n}" for n in range(70)]


def test_a_paused_run_goes_on(reply: OwnDesk, engine: ToolEngine, table: Path) -> None:
    open_table(reply, table)
    gate = reply.hold()
    reply.press("Run on all rows")
    reply.wait(lambda: bool(engine.asked))
    reply.press("Pause")
    gate.set()
    reply.wait(lambda: reply.has("Resume") and "Paused" in reply.words())
    reply.press("Resume")
    reply.wait(lambda: not reply.tab.table.running)
    assert len(read_table(table.with_name("mails.answers.csv"))) == ROWS


def test_the_documents_of_a_folder_get_a_row_each(desk: OwnDesk, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"letter {name}", encoding="utf-8")
    open_table(desk, folder)
    assert "2 documents" in desk.words()
    run_all(desk)
    found = read_table(tmp_path / "letters.answers.csv")
    assert [(row["file"], row["title"]) for row in found] == [
        ("a.txt", "about letter a"), ("b.txt", "about letter b"),
    ]  # fmt: skip
    review = desk.tab.table.review
    desk.wait(lambda: review.rows.model().rowCount() == 2)
    review.rows.go_to(1)
    desk.wait(lambda: review.pane.row is not None)
    assert desk.text("Text of the row") == "b.txt\n\nletter b"
    desk.named(QPlainTextEdit, "Result: title").setPlainText("my title")
    assert desk.text("Text of the row") == "b.txt\n\nletter b"
    review.edits.write_now()
    desk.wait(lambda: read_table(tmp_path / "letters.answers.csv")[1]["title"] == "my title")


def test_a_folder_in_it_that_cannot_be_read_is_named(
    desk: OwnDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "letters"
    (folder / "old" / "closed").mkdir(parents=True)
    (folder / "a.txt").write_text("letter", encoding="utf-8")
    close(monkeypatch, "closed")
    open_table(desk, folder)
    assert "The folder old/closed cannot be read, and nothing in it is here" in desk.words()


def test_a_tool_that_reads_several_columns_has_nothing_to_do_with_a_folder(
    reply: OwnDesk, tmp_path: Path
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("a", encoding="utf-8")
    open_table(reply, tmp_path / "letters")
    assert "A document is only one text." in reply.words()
    assert not reply.named(QPushButton, "Run on all rows").isEnabled()


def test_the_table_itself_and_files_of_the_user_are_never_the_output(reply: OwnDesk, table: Path) -> None:
    mine = table.with_name("mails.answers.csv")
    mine.write_text("mine", encoding="utf-8")
    setup = open_table(reply, table).setup
    reply.wait(lambda: setup.output.place == table.with_name("mails.answers (2).csv"))
    setup.output.set_place(table, overwrite=True)  # also where the dialog asked
    reply.wait(lambda: setup.output.place == table.with_name("mails (2).csv"))
    assert mine.read_text(encoding="utf-8") == "mine"


def test_the_form_is_as_it_was_after_a_kill(
    reply: OwnDesk, table: Path, qtbot: QtBot, services: Services
) -> None:
    setup = open_table(reply, table).setup
    setup.places.choose(1, "other")
    setup.output.set_place(table.with_name("mine.csv"))
    assert services.drafts.flush() is None  # as it does by itself within a second
    other = OwnTable(services)  # as after a restart
    qtbot.addWidget(other)
    other.show()
    reply.wait(lambda: other.setup.has_table)
    other.set_tool(REPLY)  # the shelf is read later
    request = other.setup.request
    assert request is not None
    assert (request.columns, request.out) == (("subject", "other"), table.with_name("mine.csv"))
