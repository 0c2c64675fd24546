"""The preset that new chats begin with, chosen in the list of presets or in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QListWidget
from pytestqt.qtbot import QtBot

from llmdesk.tools.chat.presets.beginning import reference_to, referred_to
from llmdesk.tools.chat.presets.shelf import Shelved, preset_shelf
from llmdesk.tools.chat.presets.types import Preset
from llmdesk.ui.chat.presets.library import LibraryDialog
from llmdesk.ui.chat.tab import ChatTab
from llmdesk.ui.settings.beginning_box import BeginningBox
from llmdesk.ui.settings.chat import ChatPage
from tests.ui.chat.desk import Desk
from tests.ui.chat.presets.desk import choose, ready, shown

HAIKU = Preset("Haiku", "Answer in a haiku.", temperature=0.9)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    preset_shelf(desk.services.store).add(HAIKU)
    return desk


def system_prompt_of(desk: Desk, question: str) -> list[str]:
    """What was sent with a question; the model is asked for titles, too."""
    [request] = [r for r in desk.engine.requests if r.messages and r.messages[-1].content == question]
    return [m.content for m in request.messages if m.role == "system"]


def begin_with_haiku(desk: Desk) -> None:
    desk.services.settings.update(chat_preset=reference_to(HAIKU))


def library_of(desk: Desk, tab: ChatTab) -> tuple[LibraryDialog, QListWidget]:
    tab.presets.open_library()
    desk.wait(lambda: any(each.isVisible() for each in tab.findChildren(LibraryDialog)))
    library = next(each for each in tab.findChildren(LibraryDialog) if each.isVisible())
    return library, library.findChildren(QListWidget)[0]


def press(library: LibraryDialog, name: str) -> None:
    next(b for b in library.findChildren(QAbstractButton) if b.accessibleName() == name).click()


def test_a_reference_finds_ones_own_by_name_and_a_ready_made_one_in_any_language(desk: Desk) -> None:
    shelf = preset_shelf(desk.services.store)
    english, chinese = shelf.all("en"), shelf.all("zh_CN")
    for here, there in zip(english, chinese, strict=True):
        assert referred_to(reference_to(here.value), chinese) == there.value
    assert referred_to("own:gone", english) is None
    assert referred_to("", [Shelved(Preset(""))]) is None


def test_new_chats_begin_with_it_one_after_the_other(desk: Desk) -> None:
    begin_with_haiku(desk)
    tab = ready(desk)
    desk.wait(lambda: shown(tab) == "Preset: Haiku")
    desk.ask(tab, "Autumn?")
    assert system_prompt_of(desk, "Autumn?") == ["Answer in a haiku."]
    assert tab.session.conversation_id is not None
    kept = desk.services.store.conversation(tab.session.conversation_id).preset
    assert kept is not None
    assert kept["name"] == "Haiku"
    tab.session.open_new()
    desk.wait(lambda: tab.session.conversation_id is None and shown(tab) == "Preset: Haiku")


def test_a_chat_can_still_begin_with_another_or_with_none(desk: Desk) -> None:
    begin_with_haiku(desk)
    tab = ready(desk)
    desk.wait(lambda: shown(tab) == "Preset: Haiku")
    choose(tab, "Default: as in the settings")
    assert shown(tab) == "Preset: Default"
    desk.wait(lambda: desk.services.store.kept("chat.new_preset") == "{}")
    again = ready(desk)  # after a start
    desk.wait(lambda: shown(again) == "Preset: Default")
    desk.ask(again, "Autumn?")
    assert system_prompt_of(desk, "Autumn?") == []
    again.session.open_new()
    desk.wait(lambda: shown(again) == "Preset: Haiku")


def test_old_chats_stay_as_they_are(desk: Desk) -> None:
    tab = ready(desk)
    desk.ask(tab, "Before?")
    begin_with_haiku(desk)
    assert shown(tab) == "Preset: Default"
    desk.ask(tab, "And now?")
    assert system_prompt_of(desk, "And now?") == []


def test_it_is_chosen_in_the_list_of_presets_and_follows_a_new_name(desk: Desk) -> None:
    tab = ready(desk)
    library, rows = library_of(desk, tab)
    rows.setCurrentRow(0)
    press(library, "Begin new chats with it")
    desk.wait(lambda: rows.item(0).text() == "Haiku · new chats")
    assert shown(tab) == "Preset: Haiku"
    item = tab.presets.book.presets()[0].item
    assert item is not None
    tab.presets.book.change("preset", item, Preset("Tanka", HAIKU.instructions), lambda _: None)
    desk.wait(lambda: shown(tab) == "Preset: Tanka")
    press(library, "No longer for new chats")
    desk.wait(lambda: shown(tab) == "Preset: Default")
    assert desk.services.settings.value.chat_preset == ""


def test_one_that_is_gone_is_none(desk: Desk) -> None:
    begin_with_haiku(desk)
    tab = ready(desk)
    desk.wait(lambda: shown(tab) == "Preset: Haiku")
    item = tab.presets.book.presets()[0].item
    assert item is not None
    tab.presets.book.delete("preset", [item], lambda _: None)
    desk.wait(lambda: shown(tab) == "Preset: Default")
    desk.ask(tab, "Autumn?")
    assert system_prompt_of(desk, "Autumn?") == []


def test_it_is_chosen_in_the_settings(desk: Desk, qtbot: QtBot) -> None:
    page = ChatPage(desk.services)
    qtbot.addWidget(page)
    page.show()
    box = page.findChildren(BeginningBox)[0]
    assert box.accessibleName() == "New chats begin with"
    desk.wait(lambda: len(box.choices) > 10)
    box.activated.emit([choice.text for choice in box.choices].index("Haiku"))
    assert desk.services.settings.value.chat_preset == reference_to(HAIKU)
    box.activated.emit(0)
    assert desk.services.settings.value.chat_preset == ""
