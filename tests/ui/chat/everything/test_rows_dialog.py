"""All documents of a count in a dialog: listed, filtered, opened, decided by hand; very many of them."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from llmdesk.tools.chat.attaching.grounds import Named
from llmdesk.tools.chat.everything.found import (
    AllRead,
    Judged,
    Verdict,
    all_read,
    as_detail,
    decided,
    rows_of,
)
from llmdesk.tools.library import update
from llmdesk.ui.chat.everything.all_rows import AllRows
from llmdesk.ui.chat.everything.rows_dialog import RowsDialog
from llmdesk.ui.chat.tab import ChatTab
from tests.tools.ask.test_everything import MAYBE
from tests.ui.chat.desk import Desk
from tests.ui.chat.everything.reading import (
    QUESTION,
    content,
    view_of,
    wait_for_version,
)
from tests.ui.controls import named


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
