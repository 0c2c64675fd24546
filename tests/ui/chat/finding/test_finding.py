"""Words are found in the chat that is open, and a place that the list has found is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTextEdit

from llmdesk.ui.chat.finding.find_bar import ChatFindBar
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk


def marked(tab: ChatTab) -> list[str]:
    """What is marked in all messages, from top to bottom."""
    return [
        selection.cursor.selectedText()
        for view in tab.transcript.views
        for text in view.findChildren(QTextEdit)
        for selection in text.extraSelections()
    ]


def view_of(tab: ChatTab, text: str) -> MessageView | None:
    return next((v for v in tab.transcript.views if text in v.entry.message.content), None)


def shows(tab: ChatTab, text: str) -> bool:
    """The message with `text` stands, at least with its top, where one sees it."""
    view = view_of(tab, text)
    if view is None:
        return False
    top = view.mapTo(tab.transcript.viewport(), view.rect().topLeft()).y()
    return -view.height() < top < tab.transcript.viewport().height()


def told(tab: ChatTab) -> str:
    bar = tab.findChild(ChatFindBar)
    assert isinstance(bar, ChatFindBar)
    return " ".join(label.text() for label in bar.findChildren(QLabel) if label.isVisible())


def search(tab: ChatTab, text: str) -> None:
    field = next(e for e in tab.findChildren(QLineEdit) if e.accessibleName() == "Search chats")
    QTest.keyClicks(field, text)


def choose(desk: Desk, tab: ChatTab, snippet: str) -> None:
    """Wait for a place in the list, and press it."""
    model, view = tab.conversations.model, tab.conversations.view

    def found() -> bool:
        return any(snippet in str(model.index(row).data()) for row in range(model.rowCount()))

    desk.wait(lambda: model.found is not None and found() and view.isVisible())
    row = next(row for row in range(model.rowCount()) if snippet in str(model.index(row).data()))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(model.index(row)).center()
    )


def opened(desk: Desk, messages: int) -> ChatTab:
    """A tab with its chat open."""
    tab = desk.tab()
    desk.wait(lambda: len(tab.session.branch) == messages and len(tab.transcript.views) > 1)
    return tab


def test_a_place_in_another_chat_far_above_is_shown_with_its_words_marked(desk: Desk) -> None:
    turns = [
        (f"Question {n}?", f"Answer {n}." + (" A **giraffe** stood there." if n == 5 else ""))
        for n in range(60)
    ]
    desk.conversation_of(turns, "Long")
    desk.conversation_of([("Cats?", "They purr.")], "Cats")
    tab = opened(desk, 2)
    search(tab, "giraff")
    choose(desk, tab, "giraffe")
    desk.wait(lambda: len(tab.session.branch) == 120)
    desk.wait(lambda: shows(tab, "giraffe") and marked(tab) == ["giraff"])
    assert told(tab) == "Message 1 of 1"
    desk.wait(lambda: shows(tab, "giraffe"))
    assert not tab.transcript.at_end
    tab.transcript.scroll_to_bottom()
    desk.wait(lambda: shows(tab, "Answer 59."))


def test_what_stands_on_another_version_is_shown_there(desk: Desk) -> None:
    store = desk.services.store
    chat = desk.conversation_of([("Zebras?", "They have stripes.")], "Animals")
    store.add_message(chat.id, None, "user", "Horses?")
    tab = desk.tab()
    desk.wait(lambda: [e.message.content for e in tab.session.branch] == ["Horses?"])
    search(tab, "stripes")
    choose(desk, tab, "They have stripes.")
    desk.wait(lambda: [e.message.content for e in tab.session.branch] == ["Zebras?", "They have stripes."])
    desk.wait(lambda: marked(tab) == ["stripes"])


def test_ctrl_f_steps_through_the_messages_with_the_words_and_escape_takes_the_marks_away(desk: Desk) -> None:
    turns = [("Red leaves?", "Yes, red, and red again."), ("Blue?", "No."), ("Red?", "So `red` it is.")]
    desk.conversation_of(turns)
    tab = opened(desk, 6)
    desk.wait(lambda: not tab.transcript.filling)
    tab.finding.ask()
    (field,) = [e for e in tab.findChildren(QLineEdit) if e.accessibleName() == "Find in this chat"]
    desk.wait(field.isVisible)
    QTest.keyClicks(field, "red")
    desk.wait(lambda: told(tab) == "Message 4 of 4")
    desk.wait(lambda: len(marked(tab)) == 5)
    QTest.keyClick(field, Qt.Key.Key_Return)  # round, to the first
    desk.wait(lambda: told(tab) == "Message 1 of 4")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait(lambda: told(tab) == "Message 2 of 4")
    QTest.keyClick(field, Qt.Key.Key_Return)  # its second place
    assert told(tab) == "Message 2 of 4"
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.wait(lambda: told(tab) == "Message 3 of 4")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    desk.wait(lambda: told(tab) == "Message 2 of 4")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    desk.wait(lambda: marked(tab) == [])
    assert not field.isVisible()


def test_what_is_not_in_the_chat_is_said(desk: Desk) -> None:
    desk.conversation_of([("Cats?", "They purr.")])
    tab = opened(desk, 2)
    tab.finding.ask()
    (field,) = [e for e in tab.findChildren(QLineEdit) if e.accessibleName() == "Find in this chat"]
    QTest.keyClicks(field, "giraffe")
    desk.wait(lambda: told(tab) == "Not in this chat")
    tab.conversations.new_asked.emit()
    desk.wait(lambda: not field.isVisible())
