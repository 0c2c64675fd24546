"""What is done with messages that stand in the chat, on a real store with a fake engine."""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.engine.kept_contexts import chat_name
from llmdesk.errors import ModelLoadError
from llmdesk.models.library import InstalledModel
from llmdesk.ui.chat.messages.edits import ChatEdits, Edit
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk, button, opened, point_at, texts, visible_text


def menu(tab: ChatTab, place: int) -> QMenu:
    """The menu behind ⋯ of a message."""
    made = tab.deeds.menu(tab.session.branch[place].message.id, tab)
    assert made is not None
    return made


def action(of: QMenu, text: str) -> QAction:
    return next(a for a in of.actions() if a.text() == text)


def submenu(of: QMenu, text: str) -> QMenu:
    return next(m for m in of.findChildren(QMenu) if m.title() == text)


def undo(desk: Desk) -> None:
    way_back = desk.services.notify.notices[-1].undo
    assert way_back is not None
    way_back()


# -- deleting -------------------------------------------------------------------------------------
def test_a_message_is_deleted_and_comes_back(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."), ("More?", "They sleep."))
    action(menu(tab, 1), "Delete message").trigger()
    desk.wait(lambda: texts(tab) == ["Cats?", "More?", "They sleep."])
    desk.wait(lambda: len(tab.transcript.views) == 3)
    desk.wait(lambda: bool(desk.services.notify.notices))
    assert desk.services.store.search("purr") == []
    undo(desk)
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr.", "More?", "They sleep."])


def test_what_the_engine_has_read_of_a_chat_goes_with_a_deleted_message(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[str] = []
    monkeypatch.setattr(desk.engine, "forget_context", forgotten.append)
    tab = opened(desk, ("Cats?", "They purr."))
    tab.deeds.delete(tab.session.branch[1].message.id)
    desk.wait(lambda: texts(tab) == ["Cats?"])
    assert forgotten == [chat_name(tab.session.branch[0].message.conversation_id)]


def test_everything_from_here_on_is_deleted_and_the_chat_goes_on_before_it(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."), ("More?", "They sleep."))
    action(menu(tab, 2), "Delete everything from here on").trigger()
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr."])
    desk.engine.enqueue("They bark.")
    desk.ask(tab, "Dogs?")
    sent = [message.content for message in desk.engine.requests[-1].messages]
    assert sent == ["Cats?", "They purr.", "Dogs?"]
    undo(desk)
    desk.wait(lambda: tab.session.branch[2].versions == 2)
    assert texts(tab) == ["Cats?", "They purr.", "Dogs?", "They bark."]
    tab.session.select_version(tab.session.branch[2].message.id, -1)
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr.", "More?", "They sleep."])


def test_what_comes_back_while_an_answer_is_written_shows_when_it_has_ended(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."), ("More?", "They sleep."))
    store, chat = desk.services.store, tab.session.branch[0].message.conversation_id
    tab.deeds.delete(tab.session.branch[1].message.id)
    desk.wait(lambda: len(texts(tab)) == 3 and bool(desk.services.notify.notices))
    desk.engine.gate.clear()
    desk.engine.enqueue("They bark.")
    tab.composer.set_text("Dogs?")
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Return)
    desk.wait(lambda: len(texts(tab)) == 5)
    undo(desk)
    desk.wait(lambda: len(store.branch(chat)) == 6)
    desk.engine.gate.set()
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr.", "More?", "They sleep.", "Dogs?", "They bark."])


def test_a_message_that_comes_back_brings_its_deleted_chat_into_the_list(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."))
    chat = tab.session.conversation_id
    assert chat is not None
    tab.deeds.delete(tab.session.branch[1].message.id)
    desk.wait(lambda: texts(tab) == ["Cats?"] and bool(desk.services.notify.notices))
    way_back = desk.services.notify.notices[-1].undo
    assert way_back is not None
    gone: list[bool] = []
    tab.session.delete(chat, lambda: gone.append(True))
    desk.wait(lambda: bool(gone) and not tab.conversations.conversations)
    way_back()
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr."])
    desk.wait(lambda: [c.id for c in tab.conversations.conversations] == [chat])


def test_a_chat_whose_first_question_is_deleted_is_sent_as_templates_want_it(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."))
    action(menu(tab, 0), "Delete message").trigger()
    desk.wait(lambda: texts(tab) == ["They purr."])
    assert action(menu(tab, 0), "Delete message").isEnabled()
    desk.ask(tab, "Why?")
    roles = [message.role for message in desk.engine.requests[-1].messages]
    assert roles == ["user", "assistant", "user"]


def test_a_title_that_was_made_of_a_deleted_question_goes_with_it(desk: Desk) -> None:
    tab = desk.tab()
    desk.engine.enqueue("They purr.", "They bark.")
    desk.ask(tab, "Xylophonists?")
    desk.ask(tab, "Dogs?")
    tab.deeds.delete(tab.session.branch[0].message.id)
    desk.wait(lambda: texts(tab) == ["They purr.", "Dogs?", "They bark."])
    assert [c.title for c in desk.services.store.conversations()] == ["Dogs?"]
    assert desk.services.store.search("xylophonists") == []
    undo(desk)
    desk.wait(lambda: len(texts(tab)) == 4)
    assert [c.title for c in desk.services.store.conversations()] == ["Xylophonists?"]


def test_nothing_is_deleted_while_an_answer_is_written(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."))
    desk.engine.gate.clear()
    tab.composer.set_text("More?")
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Return)
    desk.wait(lambda: len(tab.session.branch) == 4)
    assert not action(menu(tab, 0), "Delete message").isEnabled()
    assert not action(menu(tab, 1), "Answer again with").isEnabled()


def test_the_menu_opens_below_its_button_and_by_the_menu_key(desk: Desk, qtbot: QtBot) -> None:
    tab = opened(desk, ("Cats?", "They purr."))
    view = tab.transcript.views[0]
    point_at(view)
    desk.wait(lambda: button(view, "More actions").isVisible())
    button(view, "More actions").click()
    shown = [m for m in tab.findChildren(QMenu) if m.isVisible()]
    assert [a.text() for a in shown[0].actions() if not a.isSeparator()] == [
        "Branch into a new chat",
        "Delete message",
        "Delete everything from here on",
    ]
    shown[0].close()


# -- branching ------------------------------------------------------------------------------------
def test_a_branch_becomes_a_chat_of_its_own_whose_title_says_so(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."), ("More?", "They sleep."))
    first = tab.session.conversation_id
    action(menu(tab, 1), "Branch into a new chat").trigger()
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr."])
    assert tab.session.conversation_id != first
    desk.wait(lambda: {c.title for c in tab.conversations.conversations} == {"Cats", "Branch of Cats"})
    back = desk.services.notify.notices[-1].action
    assert back is not None
    back[1]()
    desk.wait(lambda: tab.session.conversation_id == first and len(texts(tab)) == 4)


def test_the_way_back_from_a_branch_brings_the_deleted_first_chat_back(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."))
    first = tab.session.conversation_id
    assert first is not None
    tab.deeds.branch(tab.session.branch[0].message.id)
    desk.wait(lambda: texts(tab) == ["Cats?"] and bool(desk.services.notify.notices))
    back = desk.services.notify.notices[-1].action
    assert back is not None
    gone: list[bool] = []
    tab.session.delete(first, lambda: gone.append(True))
    desk.wait(lambda: bool(gone) and len(tab.conversations.conversations) == 1)
    back[1]()
    desk.wait(lambda: tab.session.conversation_id == first and texts(tab) == ["Cats?", "They purr."])
    desk.wait(lambda: first in [c.id for c in tab.conversations.conversations])


# -- answering again --------------------------------------------------------------------------------
def other_model(desk: Desk) -> InstalledModel:
    """A second model on this computer."""
    library = cast(Any, desk.services.library)
    first = library.models()[0]
    other = InstalledModel("Other", first.path.with_name("other.gguf"), 1, "llama", "Q4_1", 4096, "1M")
    library.models = lambda: [first, other]
    library.find = lambda name: other if "other" in name else first
    return other


def ready(desk: Desk) -> None:
    read: list[bool] = []
    desk.services.models.refresh(lambda: read.append(True))
    desk.wait(lambda: bool(read))


def test_another_model_answers_again_and_the_chosen_one_stays_chosen(desk: Desk) -> None:
    other_model(desk)
    ready(desk)
    tab = opened(desk, ("Cats?", "They purr."))
    models = submenu(menu(tab, 1), "Answer again with")
    assert [a.text() for a in models.actions()] == ["Fake", "Other"]
    desk.engine.enqueue("They hiss.")
    action(models, "Other").trigger()
    desk.wait(lambda: texts(tab) == ["Cats?", "They hiss."] and not tab.session.is_running)
    assert tab.session.branch[-1].message.model == "Other"
    assert "2/2" in visible_text(tab.transcript.views[-1])
    chosen = desk.services.models.current
    assert chosen is not None
    assert chosen.name == "Fake"


def test_a_model_that_does_not_load_leaves_the_answers_and_offers_the_chosen_one(desk: Desk) -> None:
    other_model(desk)
    ready(desk)
    tab = opened(desk, ("Cats?", "They purr."))
    desk.engine.load_error = ModelLoadError("This model could not be loaded.", "", "Choose a smaller one.")
    action(submenu(menu(tab, 1), "Answer again with"), "Other").trigger()
    desk.wait(lambda: bool(desk.services.notify.notices))
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr."])
    notice = desk.services.notify.notices[-1]
    assert notice.texts == ("This model could not be loaded.", "", "Choose a smaller one.")
    assert notice.action is not None
    assert notice.action[0] == "Answer with Fake"
    desk.engine.load_error = None
    desk.engine.enqueue("They hiss.")
    notice.action[1]()
    desk.wait(lambda: texts(tab) == ["Cats?", "They hiss."])


# -- editing ----------------------------------------------------------------------------------------
def test_an_edited_answer_is_a_version_that_the_model_sees(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."))
    button(tab.transcript.views[1], "Edit message").click()
    assert tab.composer.text() == "They purr."
    tab.composer.set_text("They purr softly.")
    save = next(b for b in tab.findChildren(QPushButton) if b.accessibleName() == "Save")
    save.click()
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr softly."])
    assert "Fake · edited by you" in visible_text(tab.transcript.views[1])
    assert "2/2" in visible_text(tab.transcript.views[1])
    assert tab.composer.text() == ""
    desk.ask(tab, "Why?")
    assert desk.engine.requests[-1].messages[1].content == "They purr softly."
    desk.services.store.select_version(tab.session.branch[1].message.id, -1)
    assert desk.services.store.branch(1)[1].message.content == "They purr."


def test_an_answer_that_was_not_changed_is_no_version(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."))
    button(tab.transcript.views[1], "Edit message").click()
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Return)
    assert tab.session.branch[1].versions == 1
    assert tab.composer.text() == ""
    assert not tab.typing.is_editing


def test_what_was_typed_into_an_edit_survives_another_chat_and_the_window(desk: Desk) -> None:
    other = desk.conversation_of([("Dogs?", "They bark.")], "Dogs")
    tab = opened(desk, ("Cats?", "They purr."))
    cats = tab.session.conversation_id
    assert cats is not None
    tab.composer.set_text("my draft")
    point_at(tab.transcript.views[0])
    button(tab.transcript.views[0], "Edit message").click()
    tab.composer.set_text("Cats and kittens?")
    tab.conversations.opened.emit(other.id)
    desk.wait(lambda: texts(tab) == ["Dogs?", "They bark."])
    assert tab.composer.text() == ""
    tab.conversations.opened.emit(cats)
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr."])
    assert tab.typing.is_editing
    assert tab.composer.text() == "Cats and kittens?"
    tab.composer.set_text("Cats, kittens?")
    desk.wait(lambda: "kittens?" in desk.services.store.kept(f"chat.{cats}.editing"))
    again = desk.tab()  # as after a crash
    again.session.open(cats)
    desk.wait(lambda: again.composer.text().startswith("Cats"))
    assert again.typing.is_editing
    again.typing.cancel_edit()
    assert again.composer.text() == "my draft"


def test_an_edit_that_is_cancelled_can_be_had_back(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."))
    button(tab.transcript.views[1], "Edit message").click()
    tab.composer.set_text("a long piece of work")
    QTest.keyClick(tab.composer.edit, Qt.Key.Key_Escape)
    assert tab.composer.text() == ""
    undo(desk)
    assert (tab.typing.is_editing, tab.composer.text()) == (True, "a long piece of work")


def test_an_edit_of_a_message_that_is_deleted_becomes_a_draft(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."), ("More?", "They sleep."))
    tab.typing.edit(tab.session.branch[2].message.id)
    tab.composer.set_text("Much more?")
    tab.deeds.delete(tab.session.branch[2].message.id, and_after=True)
    desk.wait(lambda: texts(tab) == ["Cats?", "They purr."])
    assert (tab.typing.is_editing, tab.composer.text()) == (False, "Much more?")


@pytest.mark.parametrize("kept", ["", "not json", "[1]", '["a", 2]', "{}", "[1, 2, 3]"])
def test_a_kept_edit_that_makes_no_sense_is_none(desk: Desk, kept: str) -> None:
    desk.services.store.keep("chat.7.editing", kept)
    assert ChatEdits(desk.services, lambda _: None).get(7) is None
    desk.services.store.keep("chat.7.editing", '[3, "x"]')
    assert ChatEdits(desk.services, lambda _: None).get(7) == Edit(3, "x")


# -- the up arrow -------------------------------------------------------------------------------------
def test_the_up_arrow_in_an_empty_composer_brings_the_last_prompts(desk: Desk) -> None:
    tab = opened(desk, ("Cats?", "They purr."), ("More?", "They sleep."))
    edit = tab.composer.edit
    for key, wanted in (
        (Qt.Key.Key_Up, "More?"),
        (Qt.Key.Key_Up, "Cats?"),
        (Qt.Key.Key_Up, "Cats?"),
        (Qt.Key.Key_Down, "More?"),
        (Qt.Key.Key_Down, ""),
    ):
        QTest.keyClick(edit, key)
        assert tab.composer.text() == wanted
    tab.composer.set_text("mine")
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert tab.composer.text() == "mine"
