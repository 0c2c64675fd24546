"""Chats exported and imported in the window, as a user does it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton, QWidget

from llmdesk.ui.chat.tab import ChatTab
from llmdesk.ui.chat.transfer.details_dialog import DetailsDialog
from llmdesk.ui.chat.transfer.export_dialog import ExportDialog
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.tools.chat.made import chat, openai_chat, openai_node, write_json
from tests.ui.chat.desk import Desk
from tests.ui.controls import drop
from tests.ui.file_dialog import cancel_dialog, choose_in_dialog


def press(parent: QWidget, text: str) -> None:
    next(b for b in parent.findChildren(QPushButton) if b.text() == text).click()


def export_dialog(desk: Desk, tab: ChatTab) -> ExportDialog:
    tab.conversations.export_asked.emit()

    def found() -> list[ExportDialog]:
        return [dialog for dialog in tab.findChildren(ExportDialog) if dialog.isVisible()]

    desk.wait(lambda: bool(found()))
    return found()[0]


def titles(tab: ChatTab) -> list[str]:
    return sorted(conversation.title for conversation in tab.conversations.conversations)


def told(desk: Desk) -> str:
    return " ".join(" ".join(notice.texts) for notice in desk.services.notify.notices)


def chats(count: int) -> list[dict[str, object]]:
    return [
        openai_chat(f"Chat {n}", openai_node("q", "root", "user", f"Hi {n}"), create_time=1e9 + n)
        for n in range(count)
    ]


def drop_files(widget: QWidget, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop(widget, mime)


def test_all_chats_are_exported_with_everything(desk: Desk, tmp_path: Path) -> None:
    for n in range(3):
        desk.services.store.take_in(chat(f"Chat {n}", "Hi", "<think>Hm.</think>\n\nHo", created=1e9 + n))
    tab = desk.tab()
    dialog = export_dialog(desk, tab)
    press(dialog, "Export…")
    assert choose_in_dialog(desk.qtbot, tmp_path / "out") == "llmdesk chats.json"
    desk.wait(lambda: "Saved as out.json." in told(desk))
    value = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [each["title"] for each in value["chats"]] == ["Chat 2", "Chat 1", "Chat 0"]
    assert "<think>" in value["chats"][0]["messages"][1]["content"]
    assert not tab.conversations.transfer.isVisible()


def test_chosen_chats_are_exported_as_word_in_an_archive(desk: Desk, tmp_path: Path) -> None:
    for n in range(3):
        desk.services.store.take_in(chat(f"Chat {n}", "Hi", "Ho", created=1e9 + n))
    dialog = export_dialog(desk, desk.tab())
    model = dialog._list.model()
    model.setData(model.index(1, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert "2 of 3 chats" in dialog._counted.text()
    box = dialog.findChild(ChoiceBox)
    assert box is not None
    box.set_current("docx")
    box.chosen.emit("docx")
    assert not dialog.findChildren(QCheckBox)[0].isChecked()
    assert ".zip" in dialog._format_hint.text()
    press(dialog, "Export…")
    choose_in_dialog(desk.qtbot, tmp_path / "out.zip")
    desk.wait(lambda: "Saved as out.zip." in told(desk))
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert sorted(archive.namelist()) == ["Chat 0.docx", "Chat 2.docx"]


def test_nothing_can_be_exported_where_nothing_is_ticked(desk: Desk) -> None:
    desk.services.store.take_in(chat("A", "Hi"))
    dialog = export_dialog(desk, desk.tab())
    press(dialog, "None")
    assert not dialog._export.isEnabled()
    press(dialog, "All")
    assert dialog._export.isEnabled()
    press(dialog, "Cancel")


def test_one_chat_is_exported_as_the_kind_of_file_that_is_chosen(desk: Desk, tmp_path: Path) -> None:
    desk.services.store.take_in(chat("Autumn", "Hi", "**Ho**"))
    tab = desk.tab()
    (conversation,) = desk.services.store.conversations()
    tab.conversations.save_asked.emit(conversation)
    choose_in_dialog(desk.qtbot, tmp_path / "one", kind="Web page (*.html)")
    desk.wait((tmp_path / "one.html").exists)
    assert "<strong>Ho</strong>" in (tmp_path / "one.html").read_text("utf-8")


def test_a_file_is_imported_and_what_came_is_told(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab()
    made = chats(3)
    made[2]["mapping"] = {"q": 5}
    path = write_json(tmp_path / "conversations.json", made)
    tab.conversations.import_asked.emit()
    choose_in_dialog(desk.qtbot, path)
    desk.wait(lambda: "2 chats were imported. 1 could not be read." in told(desk))
    desk.wait(lambda: titles(tab) == ["Chat 0", "Chat 1"])
    (notice,) = desk.services.notify.notices
    assert notice.action is not None
    notice.action[1]()
    desk.wait(lambda: any(dialog.isVisible() for dialog in tab.findChildren(DetailsDialog)))
    shown = tab.findChildren(DetailsDialog)[0].findChild(QPlainTextEdit)
    assert shown is not None
    assert "conversations.json, line 1, column" in shown.toPlainText()


def test_a_file_that_is_dropped_on_the_list_is_imported_once(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab()
    path = write_json(tmp_path / "conversations.json", chats(2))
    drop_files(tab.conversations, path, path)
    desk.wait(lambda: "No new chats were imported. 2 were already here." in told(desk))
    assert "2 chats were imported." in told(desk)
    desk.wait(lambda: titles(tab) == ["Chat 0", "Chat 1"])


def test_of_a_file_that_is_cut_nothing_comes_before_the_user_wants_the_whole_ones(
    desk: Desk, tmp_path: Path
) -> None:
    tab = desk.tab()
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps(chats(3))[:-40])
    drop_files(tab.conversations, path)
    desk.wait(lambda: "ends in the middle" in told(desk))
    assert desk.services.store.conversation_ids() == []
    (notice,) = desk.services.notify.notices
    assert notice.action is not None
    assert notice.action[0] == "Import the complete chats (2)"
    notice.action[1]()
    desk.wait(lambda: titles(tab) == ["Chat 0", "Chat 1"])


def test_a_wrong_file_is_told_and_the_next_one_still_comes(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab()
    wrong = tmp_path / "photo.json"
    wrong.write_bytes(b"\xff\xd8\xff")
    drop_files(tab.conversations, wrong, write_json(tmp_path / "conversations.json", chats(1)))
    desk.wait(lambda: titles(tab) == ["Chat 0"])
    assert "photo.json: byte 1 is not text in UTF-8." in told(desk)


def test_the_open_chat_shows_what_an_import_added_to_it(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab()
    drop_files(tab.conversations, write_json(tmp_path / "conversations.json", chats(1)))
    desk.wait(lambda: titles(tab) == ["Chat 0"])
    tab.session.open(desk.services.store.conversation_ids()[0])
    desk.wait(lambda: len(tab.session.branch) == 1)
    nodes = [openai_node("q", "root", "user", "Hi 0"), openai_node("a", "q", "assistant", "Ho.")]
    grown = openai_chat("Chat 0", *nodes, create_time=1e9)
    drop_files(tab.conversations, write_json(tmp_path / "conversations.json", [grown]))
    desk.wait(lambda: [entry.message.content for entry in tab.session.branch] == ["Hi 0", "Ho."])
    assert "1 that was here got the messages it lacked." in told(desk)


def test_an_import_that_is_not_wanted_after_all_changes_nothing(desk: Desk) -> None:
    tab = desk.tab()
    tab.conversations.import_asked.emit()
    cancel_dialog(desk.qtbot)
    assert desk.services.notify.notices == []
    assert not tab.conversations.transfer.busy


def test_an_import_that_is_stopped_says_so_and_leaves_whole_chats(desk: Desk, tmp_path: Path) -> None:
    tab = desk.tab()
    path = write_json(tmp_path / "conversations.json", chats(3))
    bar = tab.conversations.transfer
    with desk.services.store._database._write_lock:  # the first chat waits for the store
        drop_files(tab.conversations, path)
        desk.wait(lambda: bar.isVisible() and bar._text.text() == "Importing…")
        press(bar, "Cancel")
    desk.wait(lambda: "Import stopped." in told(desk))
    assert not bar.isVisible()
    assert len(desk.services.store.conversation_ids()) == 1
    drop_files(tab.conversations, path)
    desk.wait(lambda: "2 chats were imported. 1 was already here." in told(desk))
