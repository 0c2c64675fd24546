"""All documents of a chat are read for a question: switch, cost, progress, rows, table, passages instead."""

from __future__ import annotations

import csv
import io
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Score, ScoreRequest
from llmdesk.tools.chat.attaching.grounds import Named
from llmdesk.tools.chat.everything import cost
from llmdesk.tools.chat.everything.found import (
    AllRead,
    Judged,
    Verdict,
    all_read,
    as_detail,
    decided,
    found_of,
    rows_of,
)
from llmdesk.tools.library import update
from llmdesk.ui.chat.everything.all_rows import AllRows
from llmdesk.ui.chat.everything.found_view import FoundView
from llmdesk.ui.chat.everything.rows_dialog import RowsDialog
from llmdesk.ui.chat.tab import ChatTab
from tests.fakes import FakeEngine
from tests.tools.ask.test_everything import LATE, MAYBE, Sifting
from tests.ui.chat.desk import Desk, visible_text
from tests.ui.controls import named
from tests.ui.file_dialog import choose_in_dialog

QUESTION = "How many of the letters say that a parcel came late?"


class Judging(FakeEngine):
    """It judges sentences as `Sifting` does; `stop_after` so many the user stops it."""

    stop_after = 0
    guesses = False  # it likes whatever it is asked about

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.wait: Callable[[], object] = lambda: None  # before each request

    def likes_it(self, item: str) -> bool:
        return self.guesses or Sifting.likes_it(cast(Sifting, self), item)

    likes = ""

    def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
        self.wait()
        for score in Sifting.score(cast(Sifting, self), request, cancel):
            if self.stop_after and len(self.asked) > self.stop_after:
                self.stop_after = 0
                assert cancel is not None
                cancel.cancel()
                return
            yield score


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.set_up(qtbot, tmp_path / "data", engine=Judging())
    yield desk
    desk.close()


def with_library(desk: Desk, folder: Path, texts: dict[str, str]) -> ChatTab:
    """A tab whose new chat asks a library of these."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    update(desk.services.libraries, desk.services.libraries.add("Letters", [folder]).id)
    tab = desk.tab(1400)
    desk.wait(lambda: bool(tab.libraries.panel.keeper.libraries))
    tab.libraries.panel.chip.menu_of_now().actions()[0].trigger()
    desk.wait(lambda: tab.libraries.panel.chip.text() == "Letters")
    return tab


LETTERS = {"a": f"Dear team, all is lovely. {LATE}", "b": "All is well.", "c": MAYBE, "d": LATE}


@pytest.fixture
def tab(desk: Desk, tmp_path: Path) -> ChatTab:
    return with_library(desk, tmp_path / "letters", LETTERS)


def view_of(tab: ChatTab) -> FoundView:
    view = tab.transcript.views[-1].findChild(FoundView)
    assert isinstance(view, FoundView)
    return view


def wait_for_version(desk: Desk, tab: ChatTab, version: int) -> None:
    def is_there() -> bool:
        last = tab.session.branch[-1]
        return last.version == version and last.message.state != "streaming" and not tab.session.is_running

    desk.wait(is_there)


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


def test_all_rows_are_listed_filtered_and_opened(desk: Desk, tab: ChatTab) -> None:
    desk.ask(tab, QUESTION)
    dialog = opened_rows(desk, tab)
    assert names(dialog) == ["a.txt", "d.txt", "c.txt", "b.txt"]
    QTest.mouseClick(named(dialog, QAbstractButton, "No 1"), Qt.MouseButton.LeftButton)
    desk.wait(lambda: names(dialog) == ["b.txt"])
    QTest.mouseClick(named(dialog, QAbstractButton, "All 4"), Qt.MouseButton.LeftButton)
    dialog.words.setText("LATE d")
    desk.wait(lambda: names(dialog) == ["d.txt"])
    dialog.view.clicked.emit(dialog.model.index(0, 0))
    reader = tab.beside.reader
    desk.wait(lambda: reader.source is not None)
    assert reader.place is not None
    assert reader.place.name == "d.txt"


def opened_rows(desk: Desk, tab: ChatTab) -> RowsDialog:
    view_of(tab).all.click()
    desk.wait(lambda: tab.findChild(RowsDialog) is not None)
    dialog = tab.findChild(RowsDialog)
    assert isinstance(dialog, RowsDialog)
    desk.wait(lambda: dialog.model.rowCount() > 0)
    return dialog


def listed(dialog: RowsDialog) -> list[Judged]:
    return [dialog.model.judged(row) for row in range(dialog.model.rowCount())]


def names(dialog: RowsDialog) -> list[str]:
    return [row.document.name for row in listed(dialog)]


def answers(dialog: RowsDialog) -> list[str]:
    return [row.answer for row in listed(dialog)]


def content(tab: ChatTab) -> str:
    return tab.session.branch[-1].message.content


def test_the_user_decides_what_is_unsure_and_it_is_counted_and_stays(
    desk: Desk, tab: ChatTab, tmp_path: Path
) -> None:
    (tmp_path / "letters" / "e.txt").write_text(f"Hello. {MAYBE}")
    update(desk.services.libraries, desk.services.libraries.all()[0].id)
    desk.ask(tab, QUESTION)
    assert "Unsure, so not counted: 2." in content(tab)
    dialog = opened_rows(desk, tab)
    assert not dialog.deciding["yes"].isEnabled()  # nothing is chosen
    dialog.view.go_to(2)
    dialog.deciding["yes"].click()
    desk.wait(lambda: "**4 of 5**" in content(tab))  # both, since their sentence is the same
    assert "Decided by hand: 2." in content(tab)
    assert "Unsure" not in content(tab)
    desk.wait(lambda: dialog.model.index(3, 0).data() == "Yes, by you")
    tab.session.regenerate(tab.session.branch[-1].message.id)
    wait_for_version(desk, tab, 2)
    assert "**4 of 5**" in content(tab)
    assert "Decided by hand: 2." in content(tab)


def test_a_verdict_is_given_by_a_key_and_the_next_row_is_chosen(desk: Desk, tab: ChatTab) -> None:
    desk.ask(tab, QUESTION)
    dialog = opened_rows(desk, tab)
    dialog.view.go_to(2)
    QTest.keyClick(dialog.view, Qt.Key.Key_N)
    desk.wait(lambda: answers(dialog).count("no") == 2)
    assert dialog.model.judged(dialog.view.row).document.name == "b.txt"  # which stood below
    assert desk.services.store.message(tab.session.branch[-1].message.id).content == content(tab)
    assert "Unsure" not in content(tab)


def test_what_was_decided_is_kept_where_the_dialog_is_closed_at_once(desk: Desk, tab: ChatTab) -> None:
    desk.ask(tab, QUESTION)
    dialog = opened_rows(desk, tab)
    dialog.view.go_to(2)
    for key in (Qt.Key.Key_N, Qt.Key.Key_Y):  # the last one counts
        dialog.view.go_to(2)
        QTest.keyClick(dialog.view, key)
    dialog.close()
    desk.wait(lambda: "**3 of 4**" in content(tab))
    assert desk.services.store.message(tab.session.branch[-1].message.id).content == content(tab)


def test_a_key_pressed_again_decides_the_next_row_also_where_the_first_has_gone_down(
    desk: Desk, tab: ChatTab, tmp_path: Path
) -> None:
    (tmp_path / "letters" / "e.txt").write_text(f"So far {MAYBE}")
    update(desk.services.libraries, desk.services.libraries.all()[0].id)
    desk.ask(tab, QUESTION)
    dialog = opened_rows(desk, tab)
    assert answers(dialog) == ["yes", "yes", "unsure", "unsure", "no"]
    dialog.view.go_to(2)
    QTest.keyClick(dialog.view, Qt.Key.Key_N)
    desk.wait(lambda: answers(dialog).count("unsure") == 1)
    assert dialog.model.judged(dialog.view.row).answer == "unsure"
    QTest.keyClick(dialog.view, Qt.Key.Key_N)
    desk.wait(lambda: answers(dialog).count("unsure") == 0)
    assert "Decided by hand: 2." in content(tab)


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


def test_ten_thousand_rows_do_not_hold_the_window_up(desk: Desk) -> None:
    rows = many_rows(10_000, "is a sentence of it. " * 10)
    conversation = desk.conversation_of([(QUESTION, "")])
    store = desk.services.store
    last = store.branch(conversation.id)[-1].message
    detail = as_detail(all_read(QUESTION, 10_000, rows, "Fake", 60.0, 1))
    store.finish_message(
        last.id, "Documents that say what was asked for: **10,000 of 10,000**.", "done", detail
    )
    tab = desk.tab()
    desk.wait(lambda: bool(tab.transcript.views))
    entry = store.branch(conversation.id)[-1]
    before = time.thread_time()
    tab.transcript.show_entry(entry)
    assert time.thread_time() - before < 0.05


def many_rows(count: int, quote: str) -> list[Judged]:
    kinds: tuple[Verdict, ...] = ("no", "yes", "unsure")
    return [
        Judged(Named(f"{at}.txt", f"/x/{at}.txt"), kinds[at % 3], 1.0, 0, 200, "", f"{at} {quote}", f"{at}")
        for at in range(count)
    ]


def test_a_hundred_thousand_rows_do_not_hold_the_window_up(desk: Desk) -> None:
    rows = many_rows(100_000, "is late.")
    found = all_read(QUESTION, len(rows), rows, "Fake", 60.0, 1)
    assert tuple(rows) == rows_of(found)
    all_rows, window = AllRows(found), QWidget()
    desk.qtbot.addWidget(window)
    before = time.thread_time()
    dialog = RowsDialog(desk.services, "Letters", all_rows, window)
    dialog.show()
    desk.wait(lambda: dialog.model.rowCount() == len(rows))
    opened = time.thread_time()
    dialog.words.setText("99999")
    desk.wait(lambda: dialog.model.rowCount() == 1)
    found_one = time.thread_time()
    dialog.words.clear()
    desk.wait(lambda: dialog.model.rowCount() == len(rows))
    dialog.view.go_to(1_000)
    again, after = AllRows(decided(found, dialog.model.judged(1_000), "no")), time.thread_time()
    dialog.show_rows(again)
    desk.wait(lambda: dialog.model.judged(1_000).document.name == "3004.txt")
    shown = time.thread_time()
    assert dialog.view.row == 1_000
    assert max(opened - before, found_one - opened, shown - after) < 0.05


def test_keys_pressed_faster_than_they_are_counted_decide_one_row_each(desk: Desk) -> None:
    window, given = QWidget(), list[tuple[str, str]]()
    desk.qtbot.addWidget(window)
    dialog = RowsDialog(desk.services, "Letters", AllRows(found_in(9)), window)
    dialog.decided.connect(lambda row, verdict: given.append((row.document.name, verdict)))
    desk.wait(lambda: dialog.model.rowCount() == 9)
    dialog.view.go_to(3)
    for key in (Qt.Key.Key_N, Qt.Key.Key_Y, Qt.Key.Key_N):
        QTest.keyClick(dialog.view, key)
    assert given == [("2.txt", "no"), ("5.txt", "yes"), ("8.txt", "no")]


def test_what_was_decided_shows_where_other_rows_are_asked_for_meanwhile(desk: Desk) -> None:
    window, found = QWidget(), found_in(9)
    desk.qtbot.addWidget(window)
    dialog = RowsDialog(desk.services, "Letters", AllRows(found), window)
    desk.wait(lambda: dialog.model.rowCount() == 9)
    dialog.view.go_to(3)
    dialog.show_rows(AllRows(decided(found, dialog.model.judged(3), "yes")))
    dialog.kinds.set_current(1)
    dialog.kinds.chosen.emit(1)
    desk.wait(lambda: dialog.model.rowCount() in (3, 4))
    assert [row.document.name for row in listed(dialog)] == ["1.txt", "2.txt", "4.txt", "7.txt"]


def found_in(count: int) -> AllRead:
    rows = many_rows(count, "is late.")
    return all_read(QUESTION, len(rows), rows, "Fake", 60.0, 1)


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
