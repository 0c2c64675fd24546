"""Files and long texts that go with a question, in the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.store import Attachment
from llmdesk.tools.chat.attaching.grounds import Grounds, Sentence
from llmdesk.tools.chat.attaching.texts import attached
from llmdesk.tools.chat.meter import Usage
from llmdesk.tools.documents import from_text
from llmdesk.ui.chat.attaching.attached_line import AttachedLine
from llmdesk.ui.chat.attaching.bar import AttachBar
from llmdesk.ui.chat.attaching.chip import Chip
from llmdesk.ui.chat.attaching.drafts import Draft, encoded
from llmdesk.ui.chat.attaching.edit import is_long_paste
from llmdesk.ui.chat.attaching.grounds_view import GroundsView
from llmdesk.ui.chat.attaching.sentence_marks import mark_sentences, place_of
from llmdesk.ui.chat.tab import ChatTab
from llmdesk.ui.theme import Theme
from tests.ui.chat.desk import Desk, button, visible_text

ROOF = "The town library closes on 3 May 2027. The new roof costs 240,000 euros. Anna Holt is the mayor."
ANSWER = "The new roof costs 240,000 euros. The old roof was sold to a farmer in Norway."


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.set_up(qtbot, tmp_path)
    yield desk
    desk.close()


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


def marked_in(text: QTextBrowser) -> str:
    said = []
    block = text.document().begin()
    while block.isValid():
        utf16 = block.text().encode("utf-16-le")
        for part in block.textFormats():
            if part.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline:
                said.append(utf16[2 * part.start : 2 * (part.start + part.length)].decode("utf-16-le"))
        block = block.next()
    return "".join(said)


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


def test_sentences_are_found_across_lines() -> None:
    assert place_of("A b.\nThe old\n roof  fell. C", "The old roof fell.") == (5, 25)
    assert place_of("The other. The old roof", "The old roof fell.") is None
    assert place_of("Theold roof", "The old") is None
    assert place_of("x", "") is None
    begun = time.process_time()
    assert place_of("a " * 100_000, "a " * 30_000 + "b") is None
    assert time.process_time() - begun < 2


def test_a_sentence_is_marked_wherever_it_stands_and_not_in_another_one(qtbot: QtBot) -> None:
    assert place_of("Rent: 50\nRent: 5", "Rent: 5") == (9, 16)
    assert place_of("It costs 5,000 euros", "It costs 5") is None
    assert place_of("他们来了。来了。", "来了。") == (5, 8)
    assert place_of("😀 a\u2029Rent: 5\r\nRent: 5.", "Rent: 5.") == (13, 21)
    holder = QWidget()
    qtbot.addWidget(holder)
    label = QTextBrowser(holder)
    label.setPlainText("It fell. 😀 It rose. It fell.")
    theme = Theme(cast(QApplication, QApplication.instance()), "light")
    assert mark_sentences(holder, ["It fell.", "It fell."], theme) == 2
    assert marked_in(label) == "It fell.It fell."


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


def test_what_files_take_together_is_told_of_those_that_are_there(desk: Desk) -> None:
    bar = AttachBar(desk.services.theme)
    desk.qtbot.addWidget(bar)
    drafts = [
        Draft(text, text=text, read=attached(from_text(text)))
        for text in (ROOF, "The cellar is wet.", "A third.")
    ]
    digests = [each.attachment.digest for each in drafts if each.attachment is not None]
    bar.show_drafts(drafts)
    bar.show_usage(Usage(context=4096, sizes=dict(zip(digests, (10, 20, 40), strict=True))))
    assert "Together 70 tokens" in bar.note.text()
    bar.show_drafts(drafts[:2])  # nobody has measured these yet
    assert "Together 30 tokens" in bar.note.text()
    bar.show_drafts([*drafts, Draft("New", text="New", read=attached(from_text("New")))])
    assert bar.note.text() == ""


def test_hundreds_of_files_do_not_hold_the_window_up(desk: Desk) -> None:
    bar = AttachBar(desk.services.theme)
    desk.qtbot.addWidget(bar)
    drafts = [Draft(f"{n}.txt", Path(f"/{n}.txt")) for n in range(150)]
    bar.show_drafts(drafts)
    assert 0 < len(bar.chips) < 150
    desk.wait(lambda: len(bar.chips) == 150)
    assert bar.chips[-1].accessibleName() == "149.txt, Waiting to be read"
    bar.show_drafts(drafts[:1])
    assert len(bar.chips) == 1
    asked = [Attachment(f"{n}.txt", "", str(n)) for n in range(60)]
    line = AttachedLine(desk.services.theme, asked)
    desk.qtbot.addWidget(line)
    button(line, "52 more files").click()
    assert len(line.chips) == 48
    button(line, "12 more files").click()
    assert (len(line.chips), line.more.isHidden()) == (60, True)


def test_that_everything_was_found_is_not_said_where_not_all_was_checked(desk: Desk) -> None:
    view = GroundsView(desk.services.theme)
    desk.qtbot.addWidget(view)
    view.show_grounds(Grounds(checked=True, sentences=(Sentence("It rose.", "supported"),), left=3))
    assert "Everything" not in view.summary.text()
    assert "3 sentences" in view.summary.text()


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


def test_files_are_dropped_anywhere_on_the_chat(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab()
    desk.ask(tab, "Hello?")
    answer = tab.transcript.views[-1].findChild(QTextBrowser)
    assert isinstance(answer, QTextBrowser)
    for number, target in enumerate(
        (answer.viewport(), tab.transcript.viewport(), tab.composer.edit.viewport())
    ):
        file = tmp_path / f"{number}.txt"
        file.write_text(f"Text number {number}.", "utf-8")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        place, keys = QPoint(5, 5), Qt.KeyboardModifier.NoModifier
        left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place, copy, data, left, keys)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(target, QDropEvent(QPointF(place), copy, data, left, keys))
        assert len(tab.attaching.drafts) == number + 1
