"""The composer's keys, its size, and that no text is lost or freezes it."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.ui.chat.composer import Composer
from llmdesk.ui.theme import Theme


@pytest.fixture
def composer(qtbot: QtBot, qapp: QApplication) -> Composer:
    composer = Composer(Theme(qapp, "light"))
    qtbot.addWidget(composer)
    composer.resize(700, 300)
    composer.show()
    return composer


@pytest.fixture
def sent(composer: Composer) -> list[str]:
    texts: list[str] = []
    composer.send_asked.connect(texts.append)
    return texts


def send_button(composer: Composer) -> QPushButton:
    return next(b for b in composer.findChildren(QPushButton) if b.accessibleName() == "Send")


def press_enter(composer: Composer) -> None:
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        QGuiApplication.sendEvent(composer.edit, event)


def test_enter_sends_and_leaves_the_text_until_it_is_stored(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(composer.edit, "Hello")
    QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent == ["Hello"]
    assert composer.text() == "Hello"
    composer.take_sent("Hello")
    assert composer.text() == ""


def test_shift_enter_breaks_the_line(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(composer.edit, "one")
    QTest.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(composer.edit, "two")
    assert sent == []
    assert composer.text() == "one\ntwo"


def test_the_keypads_enter_sends_too(composer: Composer, sent: list[str]) -> None:
    composer.set_text("Hello")
    QTest.keyClick(composer.edit, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert sent == ["Hello"]


def test_enter_that_ends_an_input_methods_text_does_not_send(composer: Composer, sent: list[str]) -> None:
    QGuiApplication.sendEvent(composer.edit, QInputMethodEvent("nihao", []))
    press_enter(composer)  # some input methods pass it on while they compose
    assert sent == []
    commit = QInputMethodEvent("", [])
    commit.setCommitString("你好")
    QGuiApplication.sendEvent(composer.edit, commit)
    press_enter(composer)  # and some right after
    assert sent == []
    assert composer.text() == "你好"
    QTest.qWait(1)
    press_enter(composer)
    assert sent == ["你好"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_not_sent(composer: Composer, sent: list[str], text: str) -> None:
    composer.set_text(text)
    assert not send_button(composer).isEnabled()
    press_enter(composer)
    assert sent == []


def test_what_is_typed_while_an_answer_runs_can_wait_in_the_queue(
    composer: Composer, sent: list[str]
) -> None:
    composer.set_running(True)
    composer.set_text("the next question")
    queue = next(b for b in composer.findChildren(QPushButton) if b.accessibleName() == "Queue")
    assert queue.isVisibleTo(composer)
    press_enter(composer)
    assert sent == ["the next question"]
    assert composer.text() == "the next question"  # until it stands in the queue
    composer.set_running(False)
    assert send_button(composer).isEnabled()


def test_what_is_typed_after_sending_stays(composer: Composer) -> None:
    composer.set_text("first and more")
    composer.take_sent("first")
    assert composer.text() == " and more"
    composer.take_sent("something else")
    assert composer.text() == " and more"


def test_it_grows_with_the_text_up_to_its_limit(composer: Composer) -> None:
    composer.set_max_height(200)
    one = composer.edit.height()
    composer.set_text("one\ntwo\nthree")
    three = composer.edit.height()
    composer.set_text("line\n" * 100)
    assert one < three < composer.edit.height() <= 200
    composer.set_text("")
    assert composer.edit.height() == one


def test_pasting_takes_only_the_text(composer: Composer) -> None:
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("bold")
    composer.edit.insertFromMimeData(mime)
    assert composer.text() == "bold"


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "word " * 200_000, "a line of text\n" * 70_000, "汉字" * 500_000]
)
def test_a_megabyte_does_not_freeze_it(composer: Composer, text: str) -> None:
    begin = time.thread_time()
    composer.edit.setPlainText(text)
    assert time.thread_time() - begin < 5.0
    assert composer.text() == text
    assert send_button(composer).isEnabled()


def test_an_endless_line_is_sent_and_kept_whole(composer: Composer, sent: list[str]) -> None:
    line = "春风又绿江南岸，明月何时照我还。" * 10_000
    composer.set_text("Summarize: ")
    composer.edit.insertPlainText(line)
    assert composer.edit.document().blockCount() > 10  # else every key takes as long as laying it all out
    press_enter(composer)
    assert sent == ["Summarize: " + line]
    QTest.keyClicks(composer.edit, "!")
    composer.take_sent(sent[0])
    assert composer.text() == "!"
    composer.set_text(line)
    assert composer.text() == line


def test_the_frame_shows_that_the_keyboard_is_here(composer: Composer, qtbot: QtBot) -> None:
    theme = Theme(QApplication.instance(), "light")  # type: ignore[arg-type]

    def frame() -> str:
        picture = composer.grab().toImage()
        return picture.pixelColor(0, picture.height() // 2).name()

    composer.activateWindow()
    composer.edit.setFocus()
    qtbot.waitUntil(composer.edit.hasFocus)
    assert frame() == theme.color("focus").name()
    composer.edit.clearFocus()
    assert frame() == theme.color("border").name()
