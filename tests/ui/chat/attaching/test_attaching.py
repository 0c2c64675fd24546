"""Files and long texts that go with a question, in the window."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextBrowser, QToolButton

from llmdesk.ui.chat.attaching.attached_line import AttachedLine
from llmdesk.ui.chat.attaching.chip import Chip
from llmdesk.ui.chat.attaching.drafts import encoded
from llmdesk.ui.chat.attaching.edit import is_long_paste
from llmdesk.ui.chat.attaching.grounds_view import GroundsView
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk, button, marked_in, visible_text

ROOF = "The town library closes on 3 May 2027. The new roof costs 240,000 euros. Anna Holt is the mayor."
ANSWER = "The new roof costs 240,000 euros. The old roof was sold to a farmer in Norway."


def pasted(tab: ChatTab, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    tab.composer.edit.insertFromMimeData(data)


def attach(desk: Desk, tab: ChatTab, text: str = ROOF) -> None:
    tab.attaching.add_text(text)
    desk.wait(lambda: not tab.attaching.waits)


def words(tab: ChatTab) -> list[str]:
    return [chip.accessibleName() for chip in tab.attach_panel.bar.chips]


def grounds_of(tab: ChatTab) -> GroundsView | None:
    views = tab.transcript.views
    return views[-1].findChild(GroundsView) if views else None


def test_files_are_attached_read_measured_and_sent_with_the_question(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab()
    file, empty = tmp_path / "roof.txt", tmp_path / "empty.txt"
    file.write_text(ROOF, "utf-8")
    empty.write_text("", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (file, empty, tmp_path)])
    tab.composer.set_text("What does the roof cost?")
    tab.composer.edit.insertFromMimeData(data)
    assert button_named(tab, "Send").isEnabled() is False
    desk.wait(lambda: not tab.attaching.waits)
    desk.wait(lambda: "tokens" in words(tab)[0])
    assert words(tab)[0].startswith("roof.txt, ")
    assert "no text" in words(tab)[1].lower() or "empty" in words(tab)[1].lower()
    assert "folder" in words(tab)[2]
    desk.engine.enqueue("240,000 euros.")
    desk.ask(tab, "What does the roof cost?")
    asked = tab.session.branch[0].message
    assert [(each.name, each.path) for each in asked.attachments] == [("roof.txt", str(file))]
    assert ROOF in desk.engine.requests[-1].messages[0].content
    assert len(words(tab)) == 2  # what failed was not sent, and stands there still
    file.write_text("Changed.", "utf-8")
    again = desk.tab()
    again.session.open(tab.session.conversation_id or 0)
    desk.wait(lambda: any("changed since" in chip.accessibleName() for chip in again.findChildren(Chip)))


def button_named(tab: ChatTab, name: str) -> QToolButton:
    return next(b for b in tab.composer.findChildren(type(tab.composer._send)) if b.text() == name)  # type: ignore[return-value]


def test_a_very_long_paste_is_attached_and_can_be_put_into_the_message_instead(desk: Desk) -> None:
    tab = desk.tab()
    long = "A long sentence of a letter. " * 400
    pasted(tab, "short")
    assert tab.composer.text() == "short"
    pasted(tab, long)
    assert (tab.composer.text(), words(tab)[0].split(",")[0]) == ("short", "Pasted text")
    action = desk.services.notify.notices[-1].action
    assert action is not None
    action[1]()
    assert tab.composer.text() == "short" + long
    assert words(tab) == []
    assert is_long_paste("长" * 4000)
    assert not is_long_paste("a" * 4000)


def test_a_long_paste_goes_into_the_message_of_its_chat_when_another_one_shows(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("Hello.")
    desk.ask(tab, "Hello?")
    first = tab.session.conversation_id
    assert first is not None
    long = "A long sentence of a letter. " * 400
    tab.composer.set_text("short")
    pasted(tab, long)
    action = desk.services.notify.notices[-1].action
    assert action is not None
    tab.session.open_new()
    assert words(tab) == []
    action[1]()
    assert tab.composer.text() == ""
    action[1]()  # it is there already
    tab.session.open(first)
    desk.wait(lambda: tab.session.conversation_id == first)
    assert tab.composer.text() == f"short\n\n{long}"
    assert words(tab) == []


def test_the_undo_of_a_long_paste_takes_it_away_from_a_chat_that_does_not_show(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("Hello.")
    desk.ask(tab, "Hello?")
    first = tab.session.conversation_id
    pasted(tab, "A long sentence of a letter. " * 400)
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    tab.session.open_new()
    undo()
    tab.session.open(first or 0)
    desk.wait(lambda: tab.session.conversation_id == first)
    assert words(tab) == []


def test_the_chips_of_a_question_that_is_edited_are_measured(desk: Desk) -> None:
    tab = desk.tab()
    attach(desk, tab)
    desk.engine.enqueue("240,000 euros.", "Yes.")
    desk.ask(tab, "What does the roof cost?")
    desk.ask(tab, "Sure? " * 50)
    desk.wait(lambda: tab.meter.usage is not None and tab.meter.usage.typed == 0)
    before = tab.meter.usage
    tab.typing.edit(tab.session.branch[0].message.id)
    desk.wait(lambda: bool(words(tab)) and "tokens" in words(tab)[0])
    usage = tab.meter.usage
    assert usage is not None
    assert before is not None
    assert usage.documents > 0
    assert usage.messages < before.messages  # what followed the question does not go with its new version
    tab.attaching.remove(tab.attaching.drafts[0].number)
    desk.wait(lambda: tab.meter.usage is not None and tab.meter.usage.documents == 0)


def test_what_is_attached_is_taken_away_by_keys_and_comes_back(desk: Desk) -> None:
    tab = desk.tab()
    attach(desk, tab)
    assert button(tab.attach_panel.bar, "Remove Pasted text").isEnabled()
    QTest.keyClick(tab.attach_panel.bar.chips[0], Qt.Key.Key_Delete)
    assert words(tab) == []
    assert tab.attach_panel.bar.isHidden()
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert len(words(tab)) == 1


def test_what_is_attached_survives_a_kill_and_stays_with_its_chat(desk: Desk) -> None:
    tab = desk.tab()
    attach(desk, tab)
    tab.typing.keep_now()
    desk.wait(lambda: "library" in desk.services.store.kept("chat.new.attached"))
    again = desk.tab()
    desk.wait(lambda: words(again)[:1] != [] and not again.attaching.waits)
    other = desk.conversation_of([("Hi", "Ho")])
    again.session.open(other.id)
    desk.wait(lambda: again.session.conversation_id == other.id)
    assert words(again) == []
    again.session.open_new()
    assert len(words(again)) == 1


def test_an_edited_question_keeps_what_it_came_with(desk: Desk) -> None:
    tab = desk.tab()
    attach(desk, tab)
    desk.engine.enqueue("240,000 euros.", "In May.")
    desk.ask(tab, "What does the roof cost?")
    assert words(tab) == []
    asked = tab.session.branch[0].message
    tab.typing.edit(asked.id)
    assert len(words(tab)) == 1
    desk.ask(tab, "When does it close?")
    version = tab.session.branch[0].message
    assert version.id != asked.id
    assert version.attachments == asked.attachments
    assert words(tab) == []
    tab.typing.edit(tab.session.branch[1].message.id)  # an answer
    assert not tab.attach_panel.button.isEnabled()
    pasted(tab, "long " * 3000)
    assert words(tab) == []
    tab.typing.cancel_edit()


def test_what_was_attached_to_an_edit_that_is_given_up_can_be_had_back(desk: Desk) -> None:
    tab = desk.tab()
    attach(desk, tab)
    desk.ask(tab, "What does the roof cost?")
    tab.typing.edit(tab.session.branch[0].message.id)
    tab.attaching.remove(tab.attaching.drafts[0].number)
    attach(desk, tab, "Another text.")
    tab.typing.cancel_edit()
    assert words(tab) == []
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    undo()
    assert [each.text for each in tab.attaching.drafts] == ["Another text."]


def test_what_was_taken_away_comes_back_into_its_own_chat(desk: Desk) -> None:
    tab = desk.tab()
    attach(desk, tab)
    button(tab.attach_panel.bar, "Remove Pasted text").click()
    undo = desk.services.notify.notices[-1].undo
    assert undo is not None
    other = desk.conversation_of([("Hi", "Ho")])
    tab.session.open(other.id)
    desk.wait(lambda: tab.session.conversation_id == other.id)
    tab.typing.edit(tab.session.branch[1].message.id)  # an answer: nothing can be attached
    undo()
    tab.typing.cancel_edit()
    assert words(tab) == []
    tab.session.open_new()
    assert len(words(tab)) == 1


def test_an_edit_has_after_a_kill_what_was_attached_to_it_and_not_what_was_taken_away(desk: Desk) -> None:
    tab = desk.tab()
    attach(desk, tab)
    desk.ask(tab, "What does the roof cost?")
    chat = tab.session.conversation_id or 0
    tab.typing.edit(tab.session.branch[0].message.id)
    tab.composer.set_text("Again?")
    attach(desk, tab, "Another text.")
    store = desk.services.store
    for taken in ("", "Remove Pasted text", "Remove Pasted text 2"):
        if taken:
            button(tab.attach_panel.bar, taken).click()
        before = [each.split(",")[0] for each in words(tab)]
        kept = encoded(tab.attaching.drafts) or "[]"
        tab.typing.keep_now()
        desk.wait(lambda kept=kept: store.kept(f"chat.{chat}.editing.attached") == kept)  # type: ignore[misc]
        desk.wait(lambda: "Again?" in store.kept(f"chat.{chat}.editing"))
        tab = again = desk.tab()
        tab.session.open(chat)
        desk.wait(lambda again=again: again.typing.is_editing and not again.attaching.waits)  # type: ignore[misc]
        assert [each.split(",")[0] for each in words(tab)] == before
    assert store.kept(f"chat.{chat}.editing.attached") == "[]"
    tab.typing.cancel_edit()
    tab.typing.keep_now()
    desk.wait(lambda: store.kept(f"chat.{chat}.editing.attached") == "")


def test_of_an_edit_that_was_sent_what_could_not_be_read_stays(desk: Desk) -> None:
    tab = desk.tab()
    desk.ask(tab, "What does the roof cost?")
    tab.typing.edit(tab.session.branch[0].message.id)
    tab.attaching.add_files([Path("/nowhere/roof.txt")])
    desk.wait(lambda: not tab.attaching.waits)
    desk.ask(tab, "What did it cost?")
    assert [chip.accessibleName().split(",")[0] for chip in tab.attach_panel.bar.chips] == ["roof.txt"]


def test_the_answer_is_checked_and_its_sources_are_listed_and_stay(desk: Desk) -> None:
    tab = desk.tab()
    attach(desk, tab)
    desk.engine.enqueue(ANSWER)
    desk.ask(tab, "What about the roof?")
    desk.wait(lambda: (view := grounds_of(tab)) is not None and bool(view.rows))
    again = desk.tab()
    again.session.open(tab.session.conversation_id or 0)
    desk.wait(lambda: (view := grounds_of(again)) is not None and bool(view.rows))
    for each in (tab, again):
        text = visible_text(each.transcript.views[-1])
        assert "Not supported by the documents: 1 of 2 sentences." in text
        assert "sold to a farmer in Norway" in text
        desk.wait(partial(is_marked, each, "The old roof was sold to a farmer in Norway."))
    asked: list[object] = []
    tab.documents.source_asked.connect(asked.append)
    view = grounds_of(tab)
    assert view is not None
    QTest.mouseClick(view.rows[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(view.rows[0], Qt.Key.Key_Return)
    found = asked[1]
    assert asked[0] == found
    place = found.places[found.at]  # type: ignore[attr-defined]
    assert place.name == "Pasted text"
    assert ROOF[place.start : place.end] == place.quote
    assert tab.documents.kept_text(place) == ROOF


def is_marked(tab: ChatTab, sentence: str) -> bool:
    return waves(tab) == sentence


def waves(tab: ChatTab) -> str:
    """What is marked in the answer."""
    return "".join(map(marked_in, tab.transcript.views[-1].findChildren(QTextBrowser))).strip()


def test_thanks_is_not_checked_and_where_nobody_wants_it_nothing_is(desk: Desk) -> None:
    tab = desk.tab()
    attach(desk, tab)
    desk.services.settings.update(chat_check_documents=False)
    desk.engine.enqueue(ANSWER, "You are welcome.")
    desk.ask(tab, "What about the roof?")
    view = grounds_of(tab)
    assert view is not None
    assert not view.rows
    button(view, "Check this answer against the documents").click()
    desk.wait(lambda: bool(view.rows))
    desk.services.settings.update(chat_check_documents=True)
    desk.ask(tab, "Thanks a lot!")
    assert grounds_of(tab) is None


def test_while_an_answer_comes_a_question_with_files_waits_in_the_composer(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.gate.clear()
    desk.engine.enqueue("Slow.")
    tab.composer.set_text("First?")
    tab.composer.edit.submitted.emit()
    desk.wait(lambda: len(tab.session.branch) == 2)
    attach(desk, tab)
    tab.composer.set_text("Second?")
    tab.composer.edit.submitted.emit()
    assert tab.composer.text() == "Second?"
    desk.engine.gate.set()
    desk.wait(lambda: not tab.session.is_running)
    assert len(words(tab)) == 1


def test_two_pasted_texts_of_one_name_and_the_versions_of_a_file_are_told_apart(
    desk: Desk, tmp_path: Path
) -> None:
    tab, file = desk.tab(), tmp_path / "roof.txt"
    for text in (ROOF, "The cellar is wet."):
        file.write_text(text, "utf-8")
        tab.attaching.add_files([file])
        attach(desk, tab, text)
        desk.ask(tab, text)
    asked: list[Any] = []
    tab.documents.source_asked.connect(asked.append)
    for view in (tab.transcript.views[0], tab.transcript.views[2]):
        line = view.findChild(AttachedLine)
        assert isinstance(line, AttachedLine)
        for chip in line.chips:
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    texts = [tab.documents.kept_text(each.places[0]) for each in asked]
    assert texts == [ROOF, ROOF, "The cellar is wet.", "The cellar is wet."]
    QTest.mouseClick(tab.transcript.views[0].findChildren(Chip)[0], Qt.MouseButton.LeftButton)
    desk.wait(lambda: "The file has changed since." in tab.beside.reader.note)
    assert tab.beside.reader.text.toPlainText() == ROOF


def test_a_check_that_is_cancelled_is_told_and_can_be_made_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*given: Any, **_named: Any) -> Any:
        begun.set()
        go_on.wait(10)
        given[5].raise_if_cancelled()

    monkeypatch.setattr("llmdesk.tools.chat.attaching.evidence.checked", slow)
    tab = desk.tab()
    attach(desk, tab)
    desk.engine.enqueue(ANSWER)
    desk.ask(tab, "What about the roof?")
    desk.wait(begun.is_set)
    desk.wait(lambda: grounds_of(tab) is not None)
    view = grounds_of(tab)
    assert view is not None
    assert "Checking against the documents" in view.summary.text()
    QTest.mouseClick(button(view, "Cancel the check"), Qt.MouseButton.LeftButton)
    go_on.set()
    desk.wait(lambda: "Not checked" in view.summary.text())
    monkeypatch.undo()
    button(view, "Check this answer against the documents").click()
    desk.wait(lambda: bool(view.rows))


def test_a_name_is_one_line_of_text_whatever_is_in_it(desk: Desk) -> None:
    tab = desk.tab()
    tab.attaching.add_files([Path("/nowhere/<b>bold</b>\n.txt")])
    desk.wait(lambda: not tab.attaching.waits)
    (chip,) = tab.attach_panel.bar.chips
    assert chip.name.textFormat() == Qt.TextFormat.PlainText
    assert "bold" in chip.accessibleName()
    tab.attaching.try_again(tab.attaching.drafts[0].number)
    assert tab.attaching.waits
    desk.wait(lambda: not tab.attaching.waits)


def test_more_files_than_one_looks_at_are_shown_when_asked_for(desk: Desk) -> None:
    tab = desk.tab()
    for number in range(12):
        tab.attaching.add_text(f"Text number {number} says something.")
    desk.wait(lambda: not tab.attaching.waits)
    desk.ask(tab, "What?")
    view = tab.transcript.views[0]
    line = view.findChild(AttachedLine)
    assert isinstance(line, AttachedLine)
    assert len(line.chips) == 8
    button(line, "4 more files").click()
    assert len(line.chips) == 12
    asked: list[Any] = []
    tab.documents.source_asked.connect(asked.append)
    QTest.mouseClick(line.chips[11], Qt.MouseButton.LeftButton)
    assert asked[0].places[0].name == "Pasted text 12"
