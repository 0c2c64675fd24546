"""What was typed for a preset or prompt is there until it is stored, or the user lets it go."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from llmdesk.store import failures
from llmdesk.tools.chat.presets.types import Preset, Prompt
from llmdesk.ui.chat.presets.dialog import PresetDialog
from llmdesk.ui.chat.presets.library import LibraryDialog
from llmdesk.ui.chat.presets.prompt_dialog import PromptDialog
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk
from tests.ui.chat.presets.desk import dialog, ready

LONG = "a text that took ten minutes"


def is_open(where: QWidget, kind: type[QWidget]) -> bool:
    return any(each.isVisible() for each in where.findChildren(kind))


def click(where: QWidget, name: str) -> None:
    button = next(b for b in where.findChildren(QPushButton) if name in (b.accessibleName(), b.text()))
    assert button.isEnabled()
    button.click()


def says(where: QWidget, text: str) -> bool:
    return any(text in label.text() for label in where.findChildren(QLabel) if label.isVisible())


def full(*_: object) -> None:
    raise failures.gone()


def name_of(form: QWidget) -> QLineEdit:
    return next(each for each in form.findChildren(QLineEdit) if each.accessibleName() == "Name")


def text_of(form: QWidget) -> QPlainTextEdit:
    return next(
        each
        for each in form.findChildren(QPlainTextEdit)
        if each.accessibleName() in ("Text", "Instructions")
    )


@pytest.mark.parametrize(("kind", "form_kind"), [("prompt", PromptDialog), ("preset", PresetDialog)])
def test_what_could_not_be_stored_stands_in_its_dialog_until_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str, form_kind: type[QWidget]
) -> None:
    tab = ready(desk)
    tab.presets.open_library("prompt" if kind == "prompt" else "preset")
    library = dialog(desk, tab, LibraryDialog)
    click(library, "New")
    form = dialog(desk, library, form_kind)
    name_of(form).setText("Mine")
    text_of(form).setPlainText(LONG)
    with monkeypatch.context() as patch:
        patch.setattr(desk.services.store.items, "add", full)
        click(form, "Save")
        desk.wait(lambda: form.isEnabled() and says(form, failures.gone().title))
    assert form.isVisible()
    assert (name_of(form).text(), text_of(form).toPlainText()) == ("Mine", LONG)
    layout = form.layout()
    assert layout is not None
    assert form.height() >= layout.totalHeightForWidth(form.width())
    click(form, "Save")
    desk.wait(lambda: not is_open(library, form_kind))
    assert [item.name for item in desk.services.store.items.all(kind)] == ["Mine"]


def test_an_edited_prompt_that_was_deleted_meanwhile_keeps_its_text(desk: Desk) -> None:
    tab = ready(desk)
    item = desk.services.store.items.add("prompt", "Mine", {"text": "Short"})
    tab.presets.book.refresh()
    desk.wait(lambda: tab.presets.book.all("prompt")[0].value == Prompt("Mine", "Short"))
    tab.presets.open_library("prompt")
    library = dialog(desk, tab, LibraryDialog)
    click(library, "Edit")
    form = dialog(desk, library, PromptDialog)
    text_of(form).setPlainText(LONG)
    desk.services.store.items.delete(item.id)
    click(form, "Save")
    desk.wait(lambda: form.isEnabled() and says(form, failures.gone().title))
    assert text_of(form).toPlainText() == LONG


def test_a_chats_preset_that_could_not_be_saved_as_a_new_one_stays_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = ready(desk)
    tab.session.presets.choose(Preset("Poet", "Rhyme."))
    tab.presets.change()
    form = dialog(desk, tab, PresetDialog)
    text_of(form).setPlainText(LONG)
    with monkeypatch.context() as patch:
        patch.setattr(desk.services.store.items, "add", full)
        click(form, "Save as a new preset")
        desk.wait(lambda: form.isEnabled() and says(form, failures.gone().title))
    assert text_of(form).toPlainText() == LONG
    click(form, "Save as a new preset")
    desk.wait(lambda: not is_open(tab, PresetDialog))
    current = tab.session.presets.current
    assert current is not None
    assert current.instructions == LONG


@pytest.mark.parametrize("by_key", [True, False])
def test_escape_and_cancel_ask_before_typed_text_goes(desk: Desk, by_key: bool) -> None:
    def leave(form: QWidget) -> None:
        if by_key:
            QTest.keyClick(text_of(form), Qt.Key.Key_Escape)
        else:
            click(form, "Cancel")

    tab = ready(desk)
    tab.presets.open_library("prompt")
    library = dialog(desk, tab, LibraryDialog)
    click(library, "New")
    leave(dialog(desk, library, PromptDialog))
    desk.wait(lambda: not is_open(library, PromptDialog))  # nothing was typed
    click(library, "New")
    form = dialog(desk, library, PromptDialog)
    text_of(form).setPlainText(LONG)
    leave(form)
    box = dialog(desk, form, QMessageBox)
    assert says(box, "Discard your changes?")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    desk.wait(lambda: not is_open(form, QMessageBox))
    assert form.isVisible()
    assert text_of(form).toPlainText() == LONG
    leave(form)
    click(dialog(desk, form, QMessageBox), "Discard")
    desk.wait(lambda: not is_open(library, PromptDialog))
    assert desk.services.store.items.all("prompt") == []


def library_with(desk: Desk, tab: ChatTab, *names: str) -> tuple[QWidget, QListWidget]:
    """The prompts, with these of the user's own."""
    for name in names:
        desk.services.store.items.add("prompt", name, {"text": f"Text of {name}"})
    tab.presets.book.refresh()
    desk.wait(lambda: own(tab) == list(names))
    tab.presets.open_library("prompt")
    library = dialog(desk, tab, LibraryDialog)
    return library, library.findChildren(QListWidget)[0]


def own(tab: ChatTab) -> list[str]:
    return [each.value.name for each in tab.presets.book.all("prompt") if each.item is not None]


def test_each_deletion_can_be_undone_after_another_and_after_something_else_was_said(desk: Desk) -> None:
    tab = ready(desk)
    library, rows = library_with(desk, tab, "A", "B", "C")
    assert isinstance(library, LibraryDialog)
    for left in (["B", "C"], ["C"]):
        rows.setCurrentRow(0)
        QTest.keyClick(rows, Qt.Key.Key_Delete)
        desk.wait(lambda left=left: own(tab) == left)  # type: ignore[misc]
    desk.wait(lambda: says(library, "“B” was deleted."))
    library.tell("Something else.")
    click(library, "Undo")
    desk.wait(lambda: own(tab) == ["B", "C"])
    assert says(library, "“A” was deleted.")
    click(library, "Undo")
    desk.wait(lambda: own(tab) == ["A", "B", "C"])
    assert not says(library, "was deleted.")


def test_deletions_can_be_undone_when_the_list_was_closed(desk: Desk) -> None:
    tab = ready(desk)
    library, rows = library_with(desk, tab, "A", "B")
    for left in (["B"], []):
        rows.setCurrentRow(0)
        QTest.keyClick(rows, Qt.Key.Key_Delete)
        desk.wait(lambda left=left: own(tab) == left)  # type: ignore[misc]
    desk.wait(lambda: says(library, "“B” was deleted."))
    click(library, "Close")
    notices = desk.services.notify.notices
    assert [notice.text for notice in notices] == ["“A” was deleted.", "“B” was deleted."]
    for notice in notices:
        assert notice.undo is not None
        notice.undo()
    desk.wait(lambda: own(tab) == ["A", "B"])


def test_a_deletion_that_ends_after_the_list_was_closed_can_be_undone(desk: Desk) -> None:
    tab = ready(desk)
    library, rows = library_with(desk, tab, "A")
    rows.setCurrentRow(0)
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    click(library, "Close")
    desk.wait(lambda: [notice.text for notice in desk.services.notify.notices] == ["“A” was deleted."])
    undo = desk.services.notify.notices[0].undo
    assert undo is not None
    undo()
    desk.wait(lambda: own(tab) == ["A"] and len(desk.services.store.items.all("prompt")) == 1)


def test_backspace_deletes_nothing(desk: Desk) -> None:
    tab = ready(desk)
    _, rows = library_with(desk, tab, "A", "B")
    rows.setCurrentRow(0)
    QTest.keyClick(rows, Qt.Key.Key_Backspace)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    desk.wait(lambda: own(tab) == ["A"])
