"""All documents of a chat are read for a question: switch, cost, progress, rows, table, passages instead."""

from __future__ import annotations

import csv
import io
import threading
from pathlib import Path
from typing import cast

import openpyxl

from llmdesk.tools.chat.everything import cost
from llmdesk.tools.chat.everything.found import (
    found_of,
)
from llmdesk.tools.library import update
from llmdesk.ui.chat.everything.found_view import FoundView
from llmdesk.ui.chat.tab import ChatTab
from tests.tools.ask.test_everything import LATE
from tests.ui.chat.desk import Desk, visible_text
from tests.ui.chat.everything.reading import (
    QUESTION,
    Judging,
    view_of,
    wait_for_version,
    with_library,
)
from tests.ui.file_dialog import choose_in_dialog


def test_a_question_for_a_count_is_counted_and_its_rows_open_at_the_sentence(
    desk: Desk, tab: ChatTab, tmp_path: Path
) -> None:
    desk.ask(tab, QUESTION)
    message = tab.session.branch[-1].message
    assert "**2 of 4**" in message.content
    view = view_of(tab)
    desk.wait(lambda: bool(view.rows))
    assert [row.accessibleName() for row in view.rows] == ["Yes: a.txt", "Yes: d.txt", "Unsure: c.txt"]
    view.rows[0].clicked.emit()
    reader = tab.beside.reader
    desk.wait(lambda: reader.source is not None)
    assert reader.place is not None
    assert (reader.place.path, reader.place.quote) == (tmp_path / "letters" / "a.txt", LATE)


def test_the_switch_is_there_where_documents_are_and_leaves_with_the_question(
    desk: Desk, tab: ChatTab
) -> None:
    switch = tab.reading_all.button
    assert switch.isVisible()
    assert switch.accessibleName() == "Read everything"
    tab.reading_all.toggle()
    assert switch.isChecked()
    desk.ask(tab, "Does it say that a parcel came late?")  # no word of it asks for a count
    assert found_of(tab.session.branch[-1].message) is not None
    assert not switch.isChecked()
    tab.session.open_new()
    desk.wait(lambda: not switch.isVisible())


def test_the_switch_is_kept_with_the_draft(desk: Desk, tab: ChatTab) -> None:
    tab.reading_all.toggle()
    assert desk.services.drafts.flush() is None
    again = desk.tab()
    desk.wait(lambda: again.reading_all.button.isChecked())
    again.reading_all.toggle()
    assert desk.services.drafts.flush() is None
    third = desk.tab()
    desk.wait(lambda: third.reading_all.button.isVisible())
    assert not third.reading_all.button.isChecked()


def test_what_takes_long_is_asked_about_first(desk: Desk, tab: ChatTab) -> None:
    cost.measured(desk.services.store, "Fake", 1, 600.0)
    tab.composer.set_text(QUESTION)
    tab.composer.edit.submitted.emit()
    desk.wait(lambda: not tab.cost_bar.isHidden())
    assert "4 documents" in tab.cost_bar.question.text()
    assert "40 minutes" in tab.cost_bar.question.text()
    assert [entry.message.role for entry in tab.session.branch] == ["user"]
    tab.cost_bar.buttons["everything"].click()
    desk.wait(lambda: desk.answered(tab, QUESTION))
    assert "**2 of 4**" in tab.session.branch[-1].message.content


def test_passages_may_be_chosen_instead_before_and_after(desk: Desk, tab: ChatTab) -> None:
    desk.ask(tab, QUESTION)
    desk.engine.enqueue("Two.")
    view_of(tab).passages.click()
    wait_for_version(desk, tab, 2)
    assert tab.session.branch[-1].message.content == "Two."
    desk.engine.enqueue("Still two.")
    tab.session.regenerate(tab.session.branch[-1].message.id)  # as the answer before it was made
    wait_for_version(desk, tab, 3)
    assert tab.session.branch[-1].message.content == "Still two."


def test_what_was_read_before_a_stop_shows_and_is_gone_on_with(desk: Desk, tmp_path: Path) -> None:
    many = {f"letter {at:03}": f"Letter {at} is here. {LATE}" for at in range(250)}
    tab = with_library(desk, tmp_path / "many", many)
    engine = cast(Judging, desk.engine)
    cost.measured(desk.services.store, "Fake", 1, 0.01)
    engine.stop_after = 150
    desk.ask(tab, QUESTION)
    stopped = tab.session.branch[-1].message
    found = found_of(stopped)
    assert found is not None
    assert stopped.state == "stopped"
    assert 0 < found.read < 250
    desk.wait(lambda: len(view_of(tab).rows) == 8)
    engine.asked.clear()
    tab._go_on_with_last()
    wait_for_version(desk, tab, 2)
    assert "**250 of 250**" in tab.session.branch[-1].message.content
    assert not any("Letter 0 is here" in each for each in engine.asked)


def test_the_table_is_saved_and_handed_to_a_tab(desk: Desk, tab: ChatTab, tmp_path: Path) -> None:
    desk.ask(tab, QUESTION)
    view = view_of(tab)
    view.save.click()
    choose_in_dialog(desk.qtbot, tmp_path / "out", kind="CSV (*.csv)")
    written = tmp_path / "out.csv"
    desk.wait(written.exists)
    rows = list(csv.DictReader(io.StringIO(written.read_text("utf-8-sig"))))
    assert [(Path(row["file"]).name, row["answer"]) for row in rows] == [
        ("a.txt", "yes"), ("b.txt", "no"), ("c.txt", "unsure"), ("d.txt", "yes"),
    ]  # fmt: skip
    assert rows[0]["quote"] == LATE

    with desk.qtbot.waitSignal(tab.found.table_handed) as handed:
        view.asked.emit("table sentiment")
        choose_in_dialog(desk.qtbot, tmp_path / "out.xlsx")
    assert handed.args == ["sentiment", tmp_path / "out.xlsx"]
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active.max_row == 5  # type: ignore[union-attr]
    with desk.qtbot.waitSignal(tab.found.files_handed) as files:
        view.asked.emit("documents extract")
    assert [path.name for path in files.args[1]] == ["a.txt", "d.txt"]


def test_a_question_no_document_can_be_asked_says_so_and_offers_passages(desk: Desk, tab: ChatTab) -> None:
    tab.reading_all.toggle()
    tab.composer.set_text("Summarize the letters.")
    tab.composer.edit.submitted.emit()
    desk.wait(lambda: bool(desk.services.notify.notices))
    notice = desk.services.notify.notices[-1]
    assert "document by document" in str(notice.error)
    assert notice.action is not None
    desk.engine.enqueue("All about parcels.")
    desk.wait(lambda: not tab.session.is_running)
    notice.action[1]()
    desk.wait(lambda: desk.answered(tab, "Summarize the letters."))
    assert tab.session.branch[-1].message.content == "All about parcels."


def test_how_far_it_is_shows_and_the_window_asks_before_it_closes_on_it(desk: Desk, tab: ChatTab) -> None:
    engine = cast(Judging, desk.engine)
    go_on = threading.Event()
    engine.wait = lambda: go_on.wait(10)
    tab.composer.set_text(QUESTION)
    tab.composer.edit.submitted.emit()
    desk.wait(lambda: bool(tab.transcript.views) and "documents" in visible_text(tab.transcript.views[-1]))
    assert "Read 0 of 4 documents" in visible_text(tab.transcript.views[-1])
    assert "first tried on sentences of known meaning" in visible_text(tab.transcript.views[-1])
    assert desk.services.tasks.long_jobs == ["the reading of all documents"]
    desk.wait(lambda: view_of(tab).passages.isVisible())
    assert not view_of(tab).rows
    go_on.set()
    desk.wait(lambda: desk.answered(tab, QUESTION))
    assert desk.services.tasks.long_jobs == []


def test_passages_may_be_chosen_while_it_is_read(desk: Desk, tab: ChatTab) -> None:
    engine = cast(Judging, desk.engine)
    go_on = threading.Event()
    engine.wait = lambda: go_on.wait(10)
    tab.composer.set_text(QUESTION)
    tab.composer.edit.submitted.emit()
    desk.wait(lambda: bool(tab.transcript.views) and bool(tab.transcript.views[-1].findChildren(FoundView)))
    engine.enqueue("Two.")
    view_of(tab).passages.click()
    go_on.set()
    wait_for_version(desk, tab, 2)
    assert tab.session.branch[-1].message.content == "Two."
    assert found_of(tab.session.branch[-1].message) is None


def test_another_answer_judges_only_what_is_new_in_the_library(
    desk: Desk, tab: ChatTab, tmp_path: Path
) -> None:
    desk.ask(tab, QUESTION)
    (tmp_path / "letters" / "e.txt").write_text(f"This one is new. {LATE}")
    libraries = desk.services.libraries
    update(libraries, libraries.all()[0].id)
    engine = cast(Judging, desk.engine)
    engine.asked.clear()
    tab.session.regenerate(tab.session.branch[-1].message.id)
    wait_for_version(desk, tab, 2)
    assert "**3 of 5**" in tab.session.branch[-1].message.content
    assert any("This one is new" in each for each in engine.asked)
    assert not any("All is well" in each for each in engine.asked)


def test_what_was_found_goes_with_a_copy_of_the_chat_and_leaves_with_it(desk: Desk, tab: ChatTab) -> None:
    desk.ask(tab, QUESTION)
    message, store = tab.session.branch[-1].message, desk.services.store
    copy = store.copy_branch(message.id, "Copy", versions=True)
    found, copied = found_of(message), found_of(store.branch(copy.id)[-1].message)
    assert copied == found
    for number in (copy.id, message.conversation_id):
        store.delete_conversation(number)
    store.purge_deleted()
    assert LATE.encode() not in desk.services.paths.database.read_bytes()


def test_of_a_single_document_its_text_is_asked(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "all letters.txt").write_text(f"First letter: {LATE}\n\nSecond letter: {LATE}")
    tab = desk.tab(1400)
    tab.attaching.add_files([tmp_path / "all letters.txt"])
    desk.wait(lambda: bool(tab.attaching.ready()))
    desk.engine.enqueue("Two.")
    desk.ask(tab, QUESTION)
    assert tab.session.branch[-1].message.content == "Two."
    tab.session.regenerate(tab.session.branch[-1].message.id, None, "everything")
    wait_for_version(desk, tab, 2)
    assert "**1 of 1**" in tab.session.branch[-1].message.content


def test_a_model_too_small_says_so_in_the_chat_and_passages_are_offered(desk: Desk, tab: ChatTab) -> None:
    engine = cast(Judging, desk.engine)
    engine.guesses = True
    tab.composer.set_text(QUESTION)
    tab.composer.edit.submitted.emit()
    desk.wait(lambda: desk.answered(tab, QUESTION))
    assert "cannot tell" in visible_text(tab.transcript.views[-1])
    desk.engine.enqueue("Two.")
    view_of(tab).passages.click()
    wait_for_version(desk, tab, 2)
    assert tab.session.branch[-1].message.content == "Two."
