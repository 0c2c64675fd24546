"""The prompt library at "/", used with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from llmdesk.tools.chat.presets.types import Prompt
from llmdesk.ui.chat.presets.library import LibraryDialog
from llmdesk.ui.chat.presets.prompt_dialog import PromptDialog
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk
from tests.ui.chat.presets.desk import ready


def keys(tab: ChatTab, text: str) -> None:
    QTest.keyClicks(tab.composer.edit, text)


def press(tab: ChatTab, key: Qt.Key) -> None:
    QTest.keyClick(tab.composer.edit, key)


def test_a_slash_offers_prompts_and_tab_goes_from_place_to_place(desk: Desk) -> None:
    tab = ready(desk)
    prompts, edit = tab.presets.prompts, tab.composer.edit
    keys(tab, "/")
    assert prompts.isVisible()
    assert prompts.accessibleName() == "Prompts"
    keys(tab, "comp")
    assert [prompts.item(row).text().split("   ")[0] for row in range(prompts.count())] == [
        "Compare two things"
    ]
    press(tab, Qt.Key.Key_Return)
    assert not prompts.isVisible()
    assert edit.text().startswith("Compare {first} and {second} in a table.")
    assert edit.textCursor().selectedText() == "{first}"
    edit.insertPlainText("tea 😀")  # QTest has no keys for it
    press(tab, Qt.Key.Key_Tab)
    assert edit.textCursor().selectedText() == "{second}"
    keys(tab, "coffee")
    assert edit.text().startswith("Compare tea 😀 and coffee in a table.")
    assert desk.engine.requests == []
    press(tab, Qt.Key.Key_Return)
    desk.wait(lambda: desk.answered(tab, tab.session.branch[0].message.content if tab.session.branch else ""))
    assert "tea 😀 and coffee" in desk.engine.requests[-1].messages[0].content


def test_arrows_choose_and_escape_leaves_what_is_typed(desk: Desk) -> None:
    tab = ready(desk)
    prompts = tab.presets.prompts
    keys(tab, "/")
    press(tab, Qt.Key.Key_Down)
    assert prompts.currentRow() == 1
    press(tab, Qt.Key.Key_Up)
    press(tab, Qt.Key.Key_Up)
    assert prompts.currentRow() == prompts.count() - 1
    press(tab, Qt.Key.Key_Escape)
    assert not prompts.isVisible()
    keys(tab, "etc")
    assert not prompts.isVisible()
    assert tab.composer.text() == "/etc"


def test_a_message_that_only_begins_with_a_slash_is_sent(desk: Desk) -> None:
    tab = ready(desk)
    keys(tab, "/etc/hosts: what is it?")
    assert not tab.presets.prompts.isVisible()
    press(tab, Qt.Key.Key_Return)
    desk.wait(lambda: desk.answered(tab, "/etc/hosts: what is it?"))


def test_a_draft_with_a_slash_opens_no_list(desk: Desk) -> None:
    tab = ready(desk)
    tab.composer.set_text("/")
    assert not tab.presets.prompts.isVisible()


def test_a_prompt_of_ones_own_is_added_and_put_in(desk: Desk) -> None:
    tab = ready(desk)
    keys(tab, "/")
    press(tab, Qt.Key.Key_Up)
    press(tab, Qt.Key.Key_Return)  # the last line: add and edit
    desk.wait(lambda: bool(tab.findChildren(LibraryDialog)))
    library = tab.findChildren(LibraryDialog)[0]
    click(library, "New")
    desk.wait(lambda: bool(library.findChildren(PromptDialog)))
    form = library.findChildren(PromptDialog)[0]
    form.findChildren(QLineEdit)[0].setText("Haiku")
    form.findChildren(QPlainTextEdit)[0].setPlainText("Write a haiku about {what}.")
    click(form, "Save")
    mine = Prompt("Haiku", "Write a haiku about {what}.")
    desk.wait(lambda: tab.presets.book.all("prompt")[0].value == mine)
    click(library, "Insert")
    assert tab.composer.text() == "Write a haiku about {what}."
    assert tab.composer.edit.textCursor().selectedText() == "{what}"


def test_tab_leaves_the_composer_where_braces_are_only_text(desk: Desk) -> None:
    tab = ready(desk)
    edit = tab.composer.edit
    tab.focus_composer()
    desk.wait(edit.hasFocus)
    tab.presets.prompts.insert(Prompt("json", 'Answer as JSON like {"name": 1}, please.'))
    assert edit.textCursor().selectedText() == '{"name": 1}'
    press(tab, Qt.Key.Key_Tab)
    assert not edit.hasFocus()


def test_tab_goes_once_through_the_places_of_the_prompt_and_to_no_other_braces(desk: Desk) -> None:
    tab = ready(desk)
    edit = tab.composer.edit
    tab.focus_composer()
    desk.wait(edit.hasFocus)
    keys(tab, "{mine} ")
    tab.presets.prompts.insert(Prompt("two", "😀 {a}{b} and {c}."))
    edit.insertPlainText("a new {one} ")
    press(tab, Qt.Key.Key_Tab)
    assert edit.textCursor().selectedText() == "{b}"
    press(tab, Qt.Key.Key_Tab)
    assert edit.textCursor().selectedText() == "{c}"
    assert edit.text() == "{mine} 😀 a new {one} {b} and {c}."
    press(tab, Qt.Key.Key_Tab)
    assert not edit.hasFocus()


def test_tab_leaves_the_composer_after_escape(desk: Desk) -> None:
    tab = ready(desk)
    edit = tab.composer.edit
    tab.focus_composer()
    desk.wait(edit.hasFocus)
    tab.presets.prompts.insert(Prompt("two", "{a} and {b}"))
    press(tab, Qt.Key.Key_Escape)
    press(tab, Qt.Key.Key_Tab)
    assert not edit.hasFocus()


def click(where: LibraryDialog | PromptDialog, name: str) -> None:
    next(b for b in where.findChildren(QPushButton) if b.accessibleName() == name).click()
