"""The transcript: long conversations, where the view stands, what assistive technology reads."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QDate, QDateTime, QLocale, QPoint, Qt, QTime, QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from llmdesk.engine.types import Role, Written
from llmdesk.store import BranchMessage, MessageState, StoredMessage
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.chat.messages.bubble import Bubble
from llmdesk.ui.chat.messages.times import DayLine
from llmdesk.ui.chat.thoughts import Thoughts
from llmdesk.ui.chat.transcript import NEWEST, Transcript
from llmdesk.ui.theme import SPACE, Theme
from llmdesk.ui.widgets.link_bar import LinkBar
from llmdesk.ui.widgets.markdown_view import MarkdownView
from tests.ui.chat.desk import button, point_at, visible_text

Wait = Callable[[Callable[[], bool]], None]


ANSWER_ACTIONS = ["Copy message", "Edit message", "Regenerate", "Check this answer", "More actions"]
ORDER = [*ANSWER_ACTIONS, "Continue", "Previous version", "Next version"]


def conversation(count: int, text: str = "words in it") -> list[BranchMessage]:
    """`count` messages, question and answer in turn."""
    return [message(n, "user" if n % 2 else "assistant", f"message {n} {text}") for n in range(1, count + 1)]


def message(number: int, role: Role, text: str, state: MessageState = "done") -> BranchMessage:
    return BranchMessage(StoredMessage(number, 1, number - 1 or None, role, text, state, "Fake", 0.0), 1, 1)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def transcript(qtbot: QtBot, theme: Theme) -> Transcript:
    transcript = Transcript(theme)
    qtbot.addWidget(transcript)
    transcript.resize(900, 500)
    transcript.show()
    return transcript


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    return lambda condition: qtbot.waitUntil(condition, timeout=10_000)


def at_bottom(transcript: Transcript) -> bool:
    bar = transcript.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() == bar.maximum()


def settled(transcript: Transcript, first: int) -> bool:
    views = transcript.views
    return bool(views) and views[0].entry.message.id == first and not transcript.filling


def test_a_conversation_of_2000_messages_opens_quickly_at_its_end(transcript: Transcript, wait: Wait) -> None:
    branch = conversation(2_000)
    transcript.show_branch(conversation(4))  # what is imported at first use is not what is measured
    begin = time.thread_time()  # what the window computes, whatever else runs on the computer
    transcript.show_branch(branch)
    QApplication.processEvents()
    assert time.thread_time() - begin < 0.3
    wait(lambda: settled(transcript, 2_000 - NEWEST + 1))
    wait(lambda: at_bottom(transcript))
    assert len(transcript.views) == NEWEST


def test_older_messages_come_as_one_scrolls_up_and_what_one_reads_stays(
    transcript: Transcript, wait: Wait
) -> None:
    transcript.show_branch(conversation(100))
    wait(lambda: settled(transcript, 71) and at_bottom(transcript))
    anchor = transcript.views[2]
    transcript.verticalScrollBar().setValue(anchor.y())
    where = anchor.mapTo(transcript, QPoint(0, 0)).y()
    wait(lambda: settled(transcript, 51))
    wait(lambda: abs(anchor.mapTo(transcript, QPoint(0, 0)).y() - where) <= 2)


def test_the_view_follows_only_from_the_bottom(transcript: Transcript, wait: Wait) -> None:
    branch = conversation(10)
    branch[-1] = message(10, "assistant", "", "streaming")
    transcript.show_branch(branch)
    wait(lambda: settled(transcript, 1) and at_bottom(transcript))
    height = transcript.verticalScrollBar().maximum()
    transcript.set_written(10, Written("a paragraph\n\n" * 20))
    wait(lambda: transcript.verticalScrollBar().maximum() > height)
    wait(lambda: at_bottom(transcript))
    transcript.verticalScrollBar().setValue(20)
    height = transcript.verticalScrollBar().maximum()
    transcript.set_written(10, Written("a paragraph\n\n" * 60))
    wait(lambda: transcript.verticalScrollBar().maximum() > height)
    assert transcript.verticalScrollBar().value() == 20


def test_the_last_turn_shows_what_one_can_do_others_on_focus(transcript: Transcript, wait: Wait) -> None:
    transcript.show_branch(conversation(4))
    wait(lambda: settled(transcript, 1))
    first, last = transcript.views[1], transcript.views[3]
    wait(lambda: shown(last) == ANSWER_ACTIONS)
    assert shown(transcript.views[2]) == ["Edit message"]
    assert shown(first) == []
    transcript.activateWindow()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    wait(lambda: shown(first) == ANSWER_ACTIONS)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert button(first, "Copy message").hasFocus()


def test_the_buttons_of_a_message_stay_where_they_are(transcript: Transcript, wait: Wait) -> None:
    transcript.show_branch(conversation(2))
    wait(lambda: shown(transcript.views[0]) == ["Edit message"])
    edit = button(transcript.views[0], "Edit message")
    before = edit.mapTo(transcript, QPoint(0, 0))
    point_at(transcript.views[0])
    wait(lambda: shown(transcript.views[0]) == ["Copy message", "Edit message", "More actions"])
    QApplication.processEvents()
    assert edit.mapTo(transcript, QPoint(0, 0)) == before


def test_an_answer_without_a_word_has_nothing_to_copy(transcript: Transcript, wait: Wait) -> None:
    branch = conversation(2)
    branch[-1] = message(2, "assistant", " ", "stopped")
    transcript.show_branch(branch)
    wait(lambda: settled(transcript, 1))
    wait(lambda: "Regenerate" in shown(transcript.views[1]))
    assert "Copy message" not in shown(transcript.views[1])


def test_the_tab_key_and_assistive_technology_go_from_the_oldest_message_to_the_newest(
    transcript: Transcript, wait: Wait
) -> None:
    transcript.show_branch(conversation(12))
    wait(lambda: settled(transcript, 1))
    text = gather(QAccessible.queryAccessibleInterface(transcript))
    places = [text.index(f"message {n} words") for n in range(1, 13)]
    assert places == sorted(places)
    transcript.activateWindow()
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    wait(lambda: QApplication.focusWidget() is transcript)
    reached: list[MessageView] = []
    while len(reached) < 12:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Up)
        view = QApplication.focusWidget()
        assert isinstance(view, MessageView)
        wait(lambda view=view: bool(shown(view)))  # type: ignore[misc]
        reached.append(view)
    assert reached == transcript.views[::-1]
    QTest.keyClick(reached[-1], Qt.Key.Key_Down)
    assert transcript.views[1].hasFocus()


def test_the_tab_key_comes_to_one_message_and_its_buttons(transcript: Transcript, wait: Wait) -> None:
    """Not through 90 stops: the arrow keys go from message to message."""
    transcript.show_branch(conversation(12))
    wait(lambda: settled(transcript, 1))
    transcript.activateWindow()
    transcript.setFocus(Qt.FocusReason.TabFocusReason)
    wait(lambda: QApplication.focusWidget() is transcript)
    reached: list[str] = []
    while len(reached) < 9:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus is transcript:
            break
        reached.append(focus.accessibleName())
        wait(lambda: "More actions" in shown(transcript.views[-1]))
    assert reached == ["Edit message", "Fake", *ANSWER_ACTIONS]


def test_a_message_taller_than_the_view_is_read_before_the_next_one_comes(
    transcript: Transcript, wait: Wait
) -> None:
    branch = conversation(3)
    branch[1] = message(2, "assistant", "a paragraph\n\n" * 80)
    transcript.show_branch(branch)
    wait(lambda: settled(transcript, 1) and transcript.views[1].height() > 2_000)
    wait(lambda: at_bottom(transcript))
    transcript.activateWindow()
    transcript.views[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(transcript.views[0], Qt.Key.Key_Down)
    long = transcript.views[1]
    assert long.hasFocus()
    presses = 0
    while long.hasFocus():
        QTest.keyClick(long, Qt.Key.Key_Down)
        presses += 1
    assert presses > 3
    assert transcript.views[2].hasFocus()


def test_a_screen_reader_hears_who_wrote_a_message_when_and_what(transcript: Transcript, wait: Wait) -> None:
    at = QDateTime(QDate(2026, 11, 27), QTime(14, 5))
    branch = [
        BranchMessage(replace(e.message, created=float(at.toSecsSinceEpoch())), 1, 1) for e in conversation(2)
    ]
    transcript.show_branch(branch)
    wait(lambda: settled(transcript, 1))
    time = QLocale().toString(at.time(), QLocale.FormatType.ShortFormat)
    node = QAccessible.queryAccessibleInterface(transcript.views[0])
    assert node.text(QAccessible.Text.Name) == f"You, {time}"
    assert node.text(QAccessible.Text.Description) == "message 1 words in it"
    assert transcript.views[1].accessibleName() == f"Fake, {time}"
    days = [label.text() for label in transcript.findChildren(DayLine)]
    assert days == [QLocale().toString(at.date(), QLocale.FormatType.LongFormat)]


def shown(view: MessageView) -> list[str]:
    """The buttons of a message that assistive technology finds: those that show."""
    buttons = [b for b in view.findChildren(QToolButton) if b.accessibleName()]
    assert all(button.isVisible() for button in buttons)
    return sorted((button.accessibleName() for button in buttons), key=ORDER.index)


def test_a_message_that_stays_keeps_its_widget(transcript: Transcript, wait: Wait) -> None:
    branch = conversation(6)
    transcript.show_branch(branch[:4])
    wait(lambda: settled(transcript, 1))
    kept = transcript.views[:3]
    transcript.show_branch([*branch[:3], *conversation(9)[7:]])
    assert transcript.views[:3] == kept
    assert [v.entry.message.id for v in transcript.views] == [1, 2, 3, 8, 9]


def test_an_empty_chat_says_what_to_do(transcript: Transcript) -> None:
    chosen: list[str] = []
    transcript.example_chosen.connect(chosen.append)
    transcript.show_branch([])
    examples = [b for b in transcript.findChildren(QPushButton) if b.isVisible()]
    assert len(examples) == 3
    examples[0].click()
    assert chosen == [examples[0].text()]
    transcript.show_branch(conversation(2))
    assert not examples[0].isVisible()


def test_a_question_is_never_markdown(transcript: Transcript) -> None:
    transcript.show_branch(conversation(1, "**stars** <b>tags</b> [x](https://example.com)"))
    assert "**stars** <b>tags</b> [x](https://example.com)" in visible_text(transcript.views[0])


def test_a_very_long_question_shows_in_a_box_of_its_own(transcript: Transcript, wait: Wait) -> None:
    begin = time.thread_time()
    transcript.show_branch(conversation(1, "x" * 1_000_000))
    QApplication.processEvents()
    assert time.thread_time() - begin < 1.0
    assert transcript.views[0].height() < 500


def test_a_change_of_the_theme_keeps_what_is_being_written(
    transcript: Transcript, theme: Theme, wait: Wait
) -> None:
    branch = conversation(2)
    branch[-1] = message(2, "assistant", "", "streaming")
    transcript.show_branch(branch)
    transcript.set_written(2, Written("half an answer"))
    theme.apply("dark")
    wait(lambda: "half an answer" in visible_text(transcript.views[-1]))


def test_a_change_of_the_theme_keeps_what_is_being_read_in_its_place(
    transcript: Transcript, theme: Theme, wait: Wait
) -> None:
    transcript.show_branch(conversation(8, "words " * 300))
    bar = transcript.verticalScrollBar()

    def stands(read: int) -> bool:
        view = next((view for view in transcript.views if view.entry.message.id == read), None)
        return view is not None and view.y() > 0 and abs(bar.value() - view.y()) <= 2 * SPACE

    wait(lambda: settled(transcript, 1))
    transcript.reveal(4)
    wait(lambda: stands(4))
    theme.change("dark", 125)
    assert not transcript.views  # nothing has to be styled that is made anew
    wait(lambda: settled(transcript, 1) and stands(4))
    theme.change("light", 110)
    theme.change("light", 100)  # before the turns of the other are over
    wait(lambda: settled(transcript, 1) and stands(4))
    transcript.scroll_to_bottom()
    theme.change("light", 110)
    theme.change("light", 100)
    wait(lambda: settled(transcript, 1) and at_bottom(transcript))


def test_a_message_that_was_looked_for_stays_while_those_below_it_take_their_room(
    transcript: Transcript, wait: Wait
) -> None:
    transcript.show_branch(conversation(8, "words " * 300))
    wait(lambda: settled(transcript, 1) and at_bottom(transcript))
    bar = transcript.verticalScrollBar()
    whole = bar.maximum()
    bar.setMaximum(50)  # as before the messages have their heights
    bar.setValue(10)
    view = transcript.reveal(4)
    assert view is not None
    bar.setMaximum(whole)
    wait(lambda: abs(bar.value() - view.y()) <= 2 * SPACE)


def test_between_two_turns_are_24_pixels(transcript: Transcript, wait: Wait) -> None:
    transcript.show_branch(conversation(3))
    wait(lambda: settled(transcript, 1))
    _, answer, question = transcript.views
    text, bubble = answer.findChild(MarkdownView), question.findChild(Bubble)
    assert text is not None
    assert bubble is not None
    end = text.mapTo(transcript, QPoint(0, text.height())).y()
    assert bubble.mapTo(transcript, QPoint(0, 0)).y() - end == 24


def test_only_the_keyboard_shows_where_it_is(transcript: Transcript, wait: Wait, theme: Theme) -> None:
    transcript.show_branch(conversation(2))
    transcript.activateWindow()
    view = transcript.views[-1]

    def has_bar() -> bool:
        image = view.grab().toImage()
        return image.pixelColor(0, image.height() // 2) == theme.color("focus")

    view.setFocus(Qt.FocusReason.MouseFocusReason)
    wait(view.hasFocus)
    assert not has_bar()
    transcript.setFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    wait(lambda: view.hasFocus() and has_bar())


def gather(node: QAccessibleInterface, depth: int = 0) -> str:
    """What a screen reader finds under `node`, to a depth of 8."""
    if depth > 8:
        return ""
    text = node.textInterface()
    own = text.text(0, text.characterCount()) if text is not None else node.text(QAccessible.Text.Name)
    children = [node.child(i) for i in range(node.childCount())]
    return "\n".join([own, *(gather(child, depth + 1) for child in children if child is not None)])


def test_assistive_technology_reads_the_messages(transcript: Transcript, wait: Wait) -> None:
    transcript.show_branch(conversation(4, "with **bold** words"))
    wait(lambda: settled(transcript, 1))
    node = QAccessible.queryAccessibleInterface(transcript)
    assert node.text(QAccessible.Text.Name) == "Conversation"
    text = gather(node)
    for n in (1, 3):
        assert f"message {n} with **bold** words" in text
    for n in (2, 4):
        assert f"message {n} with bold words" in text


def test_a_link_shows_its_address_and_opens_only_when_confirmed(qtbot: QtBot, theme: Theme) -> None:
    opened: list[QUrl] = []
    bar = LinkBar(theme, opened.append)
    qtbot.addWidget(bar)
    bar.ask(QUrl("file:///etc/passwd"))
    assert bar.isHidden()
    bar.ask(QUrl("https://аpple.com/path"))  # its first letter is Cyrillic
    assert not bar.isHidden()
    labels = [label.text() for label in bar.findChildren(type(bar._address))]
    assert any(text.startswith("https://xn--") for text in labels)
    assert opened == []
    next(b for b in bar.findChildren(QPushButton) if b.text() == "Open link").click()
    assert [url.path() for url in opened] == ["/path"]
    assert bar.isHidden()
    bar.ask(QUrl("https://example.com"))
    next(b for b in bar.findChildren(QToolButton)).click()
    assert len(opened) == 1


def test_thoughts_are_folded_away_and_not_copied(transcript: Transcript, wait: Wait) -> None:
    branch = [message(1, "user", "Why?"), message(2, "assistant", "<think>Let me see.</think>\n\nBecause.")]
    transcript.show_branch(branch)
    wait(lambda: settled(transcript, 1))
    view = transcript.findChildren(MessageView)[-1]
    thoughts = view.findChildren(Thoughts)[0]
    assert not thoughts.label.isVisible()
    thoughts.button.click()
    assert thoughts.label.isVisible()
    assert thoughts.label.text() == "Let me see."
    button(view, "Copy message").click()
    assert QGuiApplication.clipboard().text() == "Because."
