"""The Models tab against a real server on loopback, with a real library."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from llmdesk.engine.types import WeightsSpeed
from llmdesk.models.catalog import load as load_catalog
from llmdesk.paths import Paths
from llmdesk.ui.models.hub_browser import Room
from llmdesk.ui.models.repo_list import RowView
from llmdesk.ui.models.search_pane import SearchPane
from llmdesk.ui.services import Services
from llmdesk.ui.theme import Theme
from tests.fakes import FakeEngine
from tests.models.hub_server import Fault, HubServer
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.models.desk import REPO, ModelsDesk, model_bytes

Make = Callable[..., Services]


def put(paths: Paths, name: str = "mine.gguf") -> Path:
    path = paths.models / name
    path.write_bytes(model_bytes("Mine"))
    return path


# -- finding -------------------------------------------------------------------------------------
def test_nothing_is_asked_of_anybody_before_the_user_does(desk: ModelsDesk) -> None:
    desk.choose("Search results", desk.titles("Search results")[0])
    assert desk.files()[0][2].startswith("≈")
    assert "Nothing is downloaded until you ask" in desk.text()
    assert not desk.server.seen
    parts = desk.services.hub.parts
    assert parts is not None
    assert not parts.network.requests()


def room_of(desk: ModelsDesk) -> Room:
    room = desk.tab.browser.room
    assert room is not None
    return room


def test_the_catalog_says_what_fits_this_machine(desk: ModelsDesk) -> None:
    room = room_of(desk)
    view = desk.named(RowView, "Search results")
    catalog = desk.services.catalog
    assert {row.title for row in view.rows.rows} == {entry.name for entry in catalog.downloads}
    desk.wait(lambda: room_of(desk).speed is not None)
    suggested = catalog.suggestion(room.total, WeightsSpeed(18e9))
    assert suggested is not None
    assert view.rows.rows[0].title == suggested.name
    assert "tokens/s" in view.rows.rows[0].mark
    assert [row.title for row in view.rows.rows if "recommended" in row.mark] in ([suggested.name], [])
    assert all({"fits", "tight", "too big"} & set(row.mark.split(" · ")) for row in view.rows.rows)


def test_a_search_shows_who_made_it_how_wanted_it_is_and_who_may_have_it(desk: ModelsDesk) -> None:
    assert desk.search("") == [REPO, "closed/Secret-GGUF"]
    first, second = desk.named(RowView, "Search results").rows.rows
    for part in ("maker", "1,234 downloads", "56 likes", "apache-2.0", "updated 2025-01-02"):
        assert part in first.facts
    assert "gated" in second.facts
    desk.press("Back to the suggestions")
    assert desk.titles("Search results")[0] in {entry.name for entry in desk.services.catalog.downloads}


def test_the_files_of_a_repo_have_their_size_and_fit_and_one_is_recommended(desk: ModelsDesk) -> None:
    desk.open_repo(REPO)
    assert desk.files() == [
        ("tiny-Q2_K.gguf", "Q2_K", "1 MB", "fits"),
        ("tiny-Q4_K_M.gguf", "Q4_K_M", "2 MB", "fits · recommended"),
    ]
    desk.wait(lambda: "Fits: needs about" in desk.text())
    assert "KV cache" in desk.text()


def test_the_card_is_asked_for_when_it_is_looked_at_and_loads_nothing(desk: ModelsDesk) -> None:
    desk.open_repo(REPO)
    assert not any("README" in seen.path for seen in desk.server.seen)
    desk.tab.details._tabs.setCurrentIndex(1)
    desk.wait(lambda: "Tiny" in _card_text(desk))
    assert "license" not in _card_text(desk)
    desk.tab.details._card_view.link_clicked.emit(QUrl("https://example.org/x"))
    desk.press("Open link")
    assert desk.opened_urls == [QUrl("https://example.org/x")]


def _card_text(desk: ModelsDesk) -> str:
    return "".join(view.toPlainText() for view in desk.tab.details.findChildren(QTextBrowser))


def test_a_gated_model_says_where_its_licence_is_accepted(desk: ModelsDesk) -> None:
    desk.download("closed/Secret-GGUF")
    assert "Only available to those who accept its licence" in desk.text()
    desk.wait(lambda: desk.states() == ["failed"])
    desk.wait(lambda: f"{desk.server.endpoint}/closed/Secret-GGUF" in desk.text())


def test_offline_the_last_results_are_shown_and_nothing_is_sent(desk: ModelsDesk) -> None:
    desk.search("tiny")
    desk.named(QCheckBox, "Offline").click()
    assert desk.services.settings.value.offline
    asked = len(desk.server.seen)
    assert desk.search("tiny") == [REPO]
    assert "the Hub cannot be reached now" in desk.text()
    assert [type(n.error).__name__ for n in desk.services.notify.notices] == ["OfflineError"]
    assert len(desk.server.seen) == asked


def test_a_thousand_results_come_page_by_page_and_scroll_without_a_gap(desk: ModelsDesk) -> None:
    for number in range(1000):
        desk.server.add(f"author/Model-{number:04d}-GGUF", {"x-Q4_0.gguf": b"GGUF"}, downloads=number)
    desk.search("")
    view = desk.named(RowView, "Search results")
    assert view.rows.rowCount() == 50
    bar = view.verticalScrollBar()

    def at_the_end() -> bool:
        bar.setValue(bar.maximum())
        return view.rows.rowCount() == 1002

    desk.qtbot.waitUntil(at_the_end, timeout=60_000)
    bar.setValue(0)
    desk.qtbot.wait(50)
    slowest = 0.0
    for value in range(0, bar.maximum(), max(1, bar.maximum() // 200)):
        began = time.thread_time()  # what the window computes, whatever else runs on the computer
        bar.setValue(value)
        view.viewport().repaint()
        slowest = max(slowest, time.thread_time() - began)
    assert slowest < 0.05


# -- downloads -----------------------------------------------------------------------------------
def test_a_download_ends_in_the_library_and_says_so(desk: ModelsDesk, paths: Paths) -> None:
    desk.download(REPO)
    desk.wait(lambda: desk.states() == ["done"])
    desk.wait(lambda: desk.titles("Installed models") == ["tiny"])
    assert (paths.models / REPO / "tiny-Q4_K_M.gguf").read_bytes() == model_bytes(megabytes=2)
    assert "Complete and verified" in desk.text()
    assert any("was downloaded" in notice.text for notice in desk.services.notify.notices)
    assert not desk.named(QPushButton, "Download").isEnabled()
    desk.press("Use this model")
    desk.wait(lambda: desk.services.models.state.model is not None)


def test_a_download_is_paused_resumed_and_cancelled(desk: ModelsDesk, paths: Paths) -> None:
    desk.open_repo(REPO)
    desk.wait(lambda: "Fits" in desk.text())
    desk.server.faults += [Fault("stall", at=500_000)] * 2
    desk.press("Download")
    desk.wait(desk.server.stalled.is_set)
    desk.wait(lambda: desk.has("Pause"))
    began = time.monotonic()
    desk.press("Pause")
    desk.wait(lambda: desk.states() == ["paused"])
    assert time.monotonic() - began < 2
    desk.wait(lambda: desk.has("Resume"))
    desk.server.stalled.clear()
    desk.press("Resume")
    desk.wait(desk.server.stalled.is_set)
    desk.wait(lambda: desk.has("Cancel download"))
    desk.press("Cancel download")
    desk.wait(lambda: desk.states() == [])
    assert not list(paths.models.rglob("*.part"))
    assert not desk.has("Downloads")


def test_a_failure_says_why_and_can_be_tried_again(desk: ModelsDesk) -> None:
    desk.open_repo(REPO)
    desk.wait(lambda: "Fits" in desk.text())
    desk.server.faults += [Fault("status", status=404)] * 9
    desk.press("Download")
    desk.wait(lambda: desk.states() == ["failed"])
    desk.wait(lambda: "was not found" in desk.text())
    desk.server.faults.clear()
    desk.press("Try again")
    desk.wait(lambda: desk.states() == ["done"])


def test_an_unfinished_download_is_offered_again_at_the_next_start(
    qtbot: QtBot, make_services: Make, server: HubServer
) -> None:
    settings = {"endpoint": server.endpoint, "proxy": "none"}
    first = ModelsDesk(qtbot, make_services(**settings), server)
    first.open_repo(REPO)
    first.wait(lambda: "Fits" in first.text())
    server.faults.append(Fault("stall", at=500_000))
    first.press("Download")
    first.wait(server.stalled.is_set)
    first.services.hub.close()
    first.services.downloads.close()
    again = ModelsDesk(qtbot, make_services(**settings), server)
    again.wait(lambda: again.states() == ["paused"])
    (notice,) = again.services.notify.notices
    assert "Unfinished downloads" in notice.text
    assert notice.action is not None
    notice.action[1]()
    again.wait(lambda: again.states() == ["done"])


# -- what is on this computer ----------------------------------------------------------------------
def test_details_name_what_the_file_is(desk: ModelsDesk, paths: Paths) -> None:
    path = put(paths)
    desk.services.models.refresh()
    desk.wait(lambda: desk.titles("Installed models") == ["Mine"])
    desk.choose("Installed models", "Mine")
    desk.wait(lambda: desk.has("Chat template"))
    assert desk.named(QLineEdit, "Architecture").text() == "llama"
    assert desk.named(QLineEdit, "Context").text() == "2,048 tokens"
    assert desk.named(QLineEdit, "File").text() == str(path)
    desk.wait(lambda: "Fits" in desk.text())
    desk.press("Show in folder")
    assert desk.revealed == [path]
    desk.press("Verify again")
    desk.wait(lambda: desk.has("sha256"))
    assert "no published checksum" in desk.text()


def test_a_model_is_renamed_and_its_file_is_not(desk: ModelsDesk, paths: Paths) -> None:
    path = put(paths)
    desk.services.models.refresh()
    desk.wait(lambda: desk.titles("Installed models") == ["Mine"])
    desk.choose("Installed models", "Mine")
    desk.press("Rename")
    edit = desk.named(QLineEdit, "Name of the model")
    edit.setText("Better")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    desk.wait(lambda: desk.titles("Installed models") == ["Better"])
    assert path.exists()


def test_the_list_of_models_works_with_the_keyboard(desk: ModelsDesk, paths: Paths) -> None:
    put(paths)
    desk.services.models.refresh()
    desk.wait(lambda: desk.titles("Installed models") == ["Mine"])
    desk.choose("Installed models", "Mine")
    view = desk.tab.installed.view
    desk.tab.activateWindow()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    desk.wait(lambda: "Move “Mine” to the trash?" in desk.text())
    desk.press("Keep")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F2)
    desk.wait(lambda: desk.has("Name of the model"))


def test_enter_on_a_file_downloads_it_and_its_row_names_it(desk: ModelsDesk) -> None:
    desk.open_repo(REPO)
    desk.wait(lambda: "Fits" in desk.text())
    files = desk.named(QTreeView, "Files")
    files.setFocus()
    QTest.keyClick(files, Qt.Key.Key_Return)
    desk.wait(lambda: desk.states() == ["done"])
    desk.wait(lambda: desk.has("Remove from the list"))
    row = desk.named(QToolButton, "Remove from the list")
    assert row.accessibleDescription() == "tiny-Q4_K_M.gguf"


def test_a_model_goes_to_the_trash_only_after_the_answer(
    desk: ModelsDesk, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(paths)
    trash: list[Path] = []

    def to_trash(path: Path) -> None:
        trash.append(path)
        path.unlink()

    monkeypatch.setattr("send2trash.send2trash", to_trash)
    desk.services.models.refresh()
    desk.wait(lambda: desk.titles("Installed models") == ["Mine"])
    desk.choose("Installed models", "Mine")
    desk.press("Delete model")
    assert "Move “Mine” to the trash?" in desk.text()
    desk.press("Keep")
    assert path.exists()
    desk.press("Delete model")
    desk.press("Move to the trash")
    desk.wait(lambda: desk.titles("Installed models") == [])
    assert trash == [path]


def test_a_loaded_model_is_not_deleted_under_the_engine(
    desk: ModelsDesk, paths: Paths, engine: FakeEngine
) -> None:
    path = put(paths)
    desk.services.models.refresh()
    desk.wait(lambda: desk.titles("Installed models") == ["Mine"])
    desk.choose("Installed models", "Mine")
    desk.press("Use this model")
    desk.wait(lambda: desk.services.models.state.model is not None)
    desk.press("Delete model")
    desk.press("Move to the trash")
    desk.wait(lambda: bool(desk.services.notify.notices))
    assert "is in use" in desk.services.notify.notices[0].texts[0]
    assert path.exists()


@pytest.mark.parametrize("answer", ["Use in place", "Copy", "Do not import"])
def test_a_dropped_file_is_used_in_place_copied_or_left(
    desk: ModelsDesk, paths: Paths, tmp_path: Path, answer: str
) -> None:
    path = tmp_path / "elsewhere.gguf"
    path.write_bytes(model_bytes("Dropped"))
    drop(desk.tab, path, tmp_path / "notes.txt")
    desk.press(answer)
    if answer == "Do not import":
        assert desk.titles("Installed models") == []
        return
    desk.wait(lambda: desk.titles("Installed models") == ["Dropped"])
    assert (paths.models / "elsewhere.gguf").exists() == (answer == "Copy")
    assert path.exists()


def drop(widget: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_file_that_is_no_model_is_refused_with_the_reason(desk: ModelsDesk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"not a model")
    desk.press("Import file")
    choose_in_dialog(desk.qtbot, bad)
    desk.press("Use in place")
    desk.wait(lambda: bool(desk.services.notify.notices))
    assert "GGUF" in " ".join(desk.services.notify.notices[0].texts)


def test_ctrl_o_asks_for_a_model_file(desk: ModelsDesk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(b"not a model")
    desk.qtbot.waitExposed(desk.tab.window())
    desk.tab.installed.view.setFocus()
    QTest.keyClick(desk.tab.installed.view, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    choose_in_dialog(desk.qtbot, bad)
    desk.press("Use in place")
    desk.wait(lambda: bool(desk.services.notify.notices))


def test_suggestions_do_not_stand_where_results_are_awaited(qtbot: QtBot, theme: Theme) -> None:
    pane = SearchPane(theme)
    qtbot.addWidget(pane)
    pane.show_entries(load_catalog().downloads[:3])
    assert pane.list.rows.rowCount() == 3
    pane.show_busy(True)
    assert pane.list.rows.rowCount() == 0
    pane.show_busy(False)  # it was given up
    assert pane.list.rows.rowCount() == 3
