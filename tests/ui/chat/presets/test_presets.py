"""Presets in the chat, as a user has them: chosen, changed for one chat, kept, taken along."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from llmdesk.engine.types import Message
from llmdesk.store import Conversation, Item
from llmdesk.tools.chat.presets.types import Preset
from llmdesk.tools.chat.presets.values import preset_value
from llmdesk.ui.chat.presets.dialog import PresetDialog
from llmdesk.ui.chat.presets.library import LibraryDialog
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk
from tests.ui.chat.presets.desk import choose, dialog, ready, shown
from tests.ui.file_dialog import choose_in_dialog

HAIKU = Preset("Haiku", "Answer in a haiku.", temperature=0.9, stop=("END",), max_tokens=40)


def kept(desk: Desk, tab: ChatTab) -> Conversation:
    assert tab.session.conversation_id is not None
    return desk.services.store.conversation(tab.session.conversation_id)


def the_button(where: QWidget, name: str) -> QAbstractButton:
    return next(each for each in where.findChildren(QAbstractButton) if each.accessibleName() == name)


def field(where: QWidget, name: str) -> QWidget:
    kinds = (QLineEdit, QPlainTextEdit, QCheckBox, QListWidget)
    return next(w for kind in kinds for w in where.findChildren(kind) if w.accessibleName() == name)


def test_a_chat_is_answered_as_its_preset_says_and_keeps_a_copy(desk: Desk) -> None:
    tab = ready(desk)
    assert shown(tab) == "Preset: Default"
    choose(tab, "Short answers")
    assert shown(tab) == "Preset: Short answers"
    desk.ask(tab, "Colours?")
    request = desk.engine.requests[-1]
    assert request.messages[0].content.startswith("Answer as briefly as you can")
    assert (request.sampling.temperature, request.max_tokens) == (0.4, 400)
    assert request.template_variables == {"enable_thinking": False}
    preset = kept(desk, tab).preset
    assert preset is not None
    assert (preset["name"], preset["temperature"]) == ("Short answers", 0.4)
    # The next chat begins as the settings say.
    tab.session.open_new()
    assert shown(tab) == "Preset: Default"
    desk.ask(tab, "And now?")
    assert desk.engine.requests[-1].messages == (Message("user", "And now?"),)


def test_each_chat_has_its_own_also_after_a_start(desk: Desk) -> None:
    store = desk.services.store
    old = desk.conversation_of([("Hi", "Ho")], "Old")
    store.set_preset(old.id, preset_value(HAIKU))
    other = desk.conversation_of([("Hi", "Ho")], "Other")
    tab = ready(desk)
    desk.wait(lambda: tab.session.conversation_id == other.id)
    assert shown(tab) == "Preset: Default"
    tab.session.open(old.id)
    desk.wait(lambda: shown(tab) == "Preset: Haiku")
    desk.ask(tab, "Autumn?")
    request = desk.engine.requests[-1]
    assert request.messages[0] == Message("system", "Answer in a haiku.")
    assert (request.sampling.temperature, request.stop, request.max_tokens) == (0.9, ("END",), 40)
    tab.session.open(other.id)
    desk.wait(lambda: shown(tab) == "Preset: Default")


def test_what_was_chosen_for_a_chat_not_begun_survives_a_start(desk: Desk) -> None:
    tab = ready(desk)
    choose(tab, "Tutor")
    desk.wait(lambda: "tutor" in desk.services.store.kept("chat.new_preset"))
    again = ready(desk)
    desk.wait(lambda: shown(again) == "Preset: Tutor")
    desk.ask(again, "Fractions?")
    assert "patient tutor" in desk.engine.requests[-1].messages[0].content
    assert desk.services.store.kept("chat.new_preset") == ""


def test_a_change_for_one_chat_changes_no_preset(desk: Desk) -> None:
    tab = ready(desk)
    choose(tab, "Tutor")
    tab.presets.button.change_asked.emit()
    form = dialog(desk, tab, PresetDialog)
    text = field(form, "Instructions")
    assert isinstance(text, QPlainTextEdit)
    assert "patient tutor" in text.toPlainText()
    text.setPlainText("Teach me like a pirate.")
    automatic = field(form, "Temperature: Automatic")
    assert isinstance(automatic, QCheckBox)
    automatic.setChecked(False)
    stops = field(form, "Stop words, one per line")
    assert isinstance(stops, QPlainTextEdit)
    stops.setPlainText("END\n\\n\\n")
    the_button(form, "Use in this chat").click()
    assert shown(tab) == "Preset: Tutor, changed"
    desk.ask(tab, "Fractions?")
    request = desk.engine.requests[-1]
    assert request.messages[0].content == "Teach me like a pirate."
    assert (request.sampling.temperature, request.stop) == (0.7, ("END", "\n\n"))
    choose(tab, "Use “Tutor” as it is now")
    assert shown(tab) == "Preset: Tutor"


def test_the_form_of_a_chat_begins_with_the_instructions_of_the_settings(desk: Desk) -> None:
    desk.services.settings.update(chat_instructions="Be kind.")
    tab = ready(desk)
    tab.presets.button.change_asked.emit()
    form = dialog(desk, tab, PresetDialog)
    text = field(form, "Instructions")
    assert isinstance(text, QPlainTextEdit)
    assert text.toPlainText() == "Be kind."
    name = field(form, "Name")
    assert isinstance(name, QLineEdit)
    name.setText("Kind")
    the_button(form, "Save as a new preset").click()
    desk.wait(lambda: shown(tab) == "Preset: Kind")
    desk.wait(lambda: tab.presets.book.presets()[0].value.name == "Kind")


@pytest.mark.parametrize("new_chat", [False, True])
def test_a_preset_that_is_saved_goes_to_the_chat_it_was_saved_in(desk: Desk, new_chat: bool) -> None:
    other = desk.conversation_of([("Hi", "Ho")], "Other")
    first = desk.conversation_of([("Hi", "Ho")], "First")
    desk.services.store.items.add("preset", "Poet", {"instructions": "Of another kind."})
    tab = ready(desk)
    desk.wait(lambda: tab.session.conversation_id == first.id)
    if new_chat:
        tab.session.open_new()
    tab.session.presets.choose(Preset("Poet", "Rhyme."))
    gate = hold_back(desk)
    tab.presets.button.save_asked.emit()
    if new_chat:
        desk.ask(tab, "Autumn?")
    saved_in = tab.session.conversation_id
    assert saved_in is not None
    tab.session.open(other.id)
    desk.wait(lambda: tab.session.conversation_id == other.id)
    gate.set()
    desk.wait(lambda: any("Saved as" in notice.text for notice in desk.services.notify.notices))
    desk.wait(lambda: (desk.services.store.conversation(saved_in).preset or {}).get("name") == "Poet (2)")
    assert shown(tab) == "Preset: Default"
    assert desk.services.store.conversation(other.id).preset is None
    tab.session.open(saved_in)
    desk.wait(lambda: shown(tab) == "Preset: Poet (2)")
    tab.session.open_new()
    assert shown(tab) == "Preset: Default"


def hold_back(desk: Desk) -> threading.Event:
    """A store in which adding an item begins only when this is set."""
    gate, items = threading.Event(), desk.services.store.items
    real = items.add

    def waiting(kind: str, name: str, body: Mapping[str, object]) -> Item:
        gate.wait(10)
        return real(kind, name, body)

    items.add = waiting  # type: ignore[method-assign]  # until this desk is gone
    return gate


def test_a_preset_is_made_edited_copied_deleted_and_had_back(desk: Desk) -> None:
    tab = ready(desk)
    tab.presets.book.add("preset", HAIKU, lambda _: None)
    desk.wait(lambda: tab.presets.book.presets()[0].value == HAIKU)
    choose(tab, "Haiku")
    tab.presets.open_library()
    library = dialog(desk, tab, LibraryDialog)
    rows = field(library, "Presets")
    assert isinstance(rows, QListWidget)
    assert rows.currentItem().text() == "Haiku"
    the_button(library, "Edit").click()
    desk.wait(lambda: bool(library.findChildren(PresetDialog)))
    form = library.findChildren(PresetDialog)[0]
    text = field(form, "Instructions")
    assert isinstance(text, QPlainTextEdit)
    text.setPlainText("Five, seven, five.")
    the_button(form, "Save").click()
    desk.wait(lambda: tab.presets.book.presets()[0].value.instructions == "Five, seven, five.")
    # The chat goes on with its copy until it is asked.
    desk.wait(lambda: shown(tab) == "Preset: Haiku, changed")
    the_button(library, "Use the new version here").click()
    assert shown(tab) == "Preset: Haiku"
    the_button(library, "Duplicate").click()
    desk.wait(lambda: rows.count() > 1 and rows.item(1).text() == "Haiku (copy)")
    desk.wait(lambda: rows.currentItem().text() == "Haiku (copy)")
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    desk.wait(lambda: rows.item(1).text() != "Haiku (copy)")
    the_button(library, "Undo").click()
    desk.wait(lambda: rows.item(1).text() == "Haiku (copy)")


def test_presets_go_out_as_a_file_and_come_in_from_one(desk: Desk, tmp_path: Path) -> None:
    tab = ready(desk)
    tab.presets.book.add("preset", HAIKU, lambda _: None)
    desk.wait(lambda: tab.presets.book.presets()[0].value == HAIKU)
    tab.presets.open_library()
    library = dialog(desk, tab, LibraryDialog)
    out = tmp_path / "out.json"
    the_button(library, "Export").click()
    choose_in_dialog(desk.qtbot, out)
    desk.wait(lambda: out.exists() and "Saved as" in said(library))
    document = json.loads(out.read_text("utf-8"))
    assert [each["name"] for each in document["presets"]] == ["Haiku"]
    document["presets"][0]["name"] = "Haiku two"
    document["presets"][0]["voice"] = "alto"
    out.write_text(json.dumps(document), "utf-8")
    the_button(library, "Import").click()
    choose_in_dialog(desk.qtbot, out)
    desk.wait(lambda: "Presets: 1 new, 0 already here. Not understood, and left out: voice." in said(library))
    desk.wait(lambda: [e.value.name for e in tab.presets.book.presets()[:2]] == ["Haiku", "Haiku two"])
    out.write_text("[]", "utf-8")
    the_button(library, "Import").click()
    choose_in_dialog(desk.qtbot, out)
    desk.wait(lambda: "cannot be imported" in said(library))


def said(library: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in library.findChildren(QLabel))


def test_a_preset_for_a_model_that_is_gone_says_so_and_the_chat_goes_on(desk: Desk) -> None:
    tab = ready(desk)
    desk.services.models.refresh()
    desk.wait(lambda: desk.services.models.current is not None)
    desk.services.store.set_preset(
        desk.conversation_of([("Hi", "Ho")]).id, {"name": "Old", "model": "Nowhere 70B"}
    )
    tab.session.presets.choose(Preset("Gone", "Hm.", model="Nowhere 70B"))
    (notice,) = desk.services.notify.notices
    assert (
        notice.text == "“Gone” was made for the model Nowhere 70B, which is not installed. Fake will answer."
    )
    assert "Nowhere 70B, which is not installed" in tab.presets.button.toolTip()
    desk.ask(tab, "Hi?")
    assert desk.engine.requests[-1].messages[0].content == "Hm."
    tab.session.presets.choose(Preset("Here", model="fake"))
    assert "not installed" not in tab.presets.button.toolTip()


def test_the_context_counts_the_instructions_of_the_preset(desk: Desk) -> None:
    tab = ready(desk)
    desk.wait(lambda: tab.meter.usage is not None)
    before = tab.meter.usage
    assert before is not None
    assert before.instructions == 0
    choose(tab, "Editor")
    desk.wait(lambda: tab.meter.usage is not None and tab.meter.usage.instructions > 50)
