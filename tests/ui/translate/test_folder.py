"""Every document of a folder is translated into a folder beside it; nothing that is there is replaced."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.errors import ModelLoadError
from llmdesk.tools.translate import Translation, keep_again, kept_of
from llmdesk.ui.language import Language
from llmdesk.ui.services import Services
from llmdesk.ui.translate.folder.job import MOST, FolderProgress, FolderRow
from llmdesk.ui.translate.folder.page import FolderPage
from llmdesk.ui.translate.folder.rows import NAME, REMARK, STATE
from llmdesk.ui.translate.tab import TranslateTab
from tests.ui.controls import drop, labels, visible
from tests.ui.translate.desk import Translator, make_tab, until, view


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    (folder / "old").mkdir(parents=True)
    (folder / "a.txt").write_text("The water is cold. The hill is high.", encoding="utf-8")
    (folder / "b.md").write_text("# The field\n\nThe stone is old. It has 12 birds.", encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK no zip")
    (folder / "old" / "c.srt").write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nThe fire is old.\n", encoding="utf-8"
    )
    (folder / "prices.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def out(folder: Path) -> Path:
    return folder.with_name("letters.translated")


def opened(tab: TranslateTab, qtbot: QtBot, folder: Path) -> FolderPage:
    drop(tab, _dropped(folder))
    until(qtbot, lambda: bool(tab.findChildren(FolderPage)))
    page = tab.findChildren(FolderPage)[0]
    until(qtbot, lambda: page.isVisible() and not page._measuring.running)
    return page


def _dropped(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def rows(page: FolderPage) -> list[tuple[str, str, str]]:
    model = page.view.model()
    return [
        tuple(model.index(row, column).data() for column in (NAME, STATE, REMARK))
        for row in range(model.rowCount())
    ]


def press(page: FolderPage, name: str) -> None:
    visible(page, QPushButton, name).click()


def translate(page: FolderPage, qtbot: QtBot) -> None:
    page.row.start.click()
    until(qtbot, lambda: not page.job.running)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_it_is_told_which_files_will_be_translated_and_why_others_are_not(
    tab: TranslateTab, qtbot: QtBot, folder: Path
) -> None:
    page = opened(tab, qtbot, folder)
    assert [(name, state) for name, state, _ in rows(page)] == [
        ("a.txt", "to be translated"), ("b.md", "to be translated"),
        ("broken.docx", "cannot be translated"), ("old/c.srt", "to be translated"),
        ("photo.png", "left out"), ("prices.csv", "left out"),
    ]  # fmt: skip
    remarks = {name: remark for name, _, remark in rows(page)}
    assert "36 characters" in remarks["a.txt"]
    assert "open it by itself" in remarks["prices.csv"].lower()
    assert "is damaged" in remarks["broken.docx"]
    assert "4 documents  ·  2 other files are left out" in labels(page)
    assert not page.out.exists()


def test_each_document_becomes_one_that_opens_beside_its_text_and_in_its_program(
    tab: TranslateTab, qtbot: QtBot, folder: Path, out: Path, engine: Translator
) -> None:
    engine.spoil = lambda text, _attempt: "鸟。" if "birds" in text else None
    before, urls = files(folder), list[QUrl]()
    page = opened(tab, qtbot, folder)
    page._open_url = urls.append
    translate(page, qtbot)
    assert files(folder) == before
    assert set(files(out)) == {"a.txt", "b.md", "old/c.srt"}
    assert "00:00:01,000 --> 00:00:02,000" in (out / "old" / "c.srt").read_text(encoding="utf-8")
    assert [state for _, state, _ in rows(page)][:4] == [
        "translated", "translated", "cannot be translated", "translated",
    ]  # fmt: skip
    assert rows(page)[1][2] == "b.md  ·  1 sentence to look at"
    assert "3 documents are translated. Saved in letters.translated. 1 could not be" in labels(page)
    page.view.go_to(1)
    press(page, "Open file")
    press(page, "Show the folder")
    assert [Path(url.toLocalFile()) for url in urls] == [out / "b.md", out]
    press(page, "Open translation")
    until(qtbot, lambda: view(tab).isVisible() and view(tab).model().rowCount() == 3)
    visible(tab, QPushButton, "Translate a folder").click()
    assert page.isVisible()


def test_nothing_that_is_there_is_replaced_but_what_was_made_of_the_same(
    tab: TranslateTab, qtbot: QtBot, folder: Path, out: Path, engine: Translator
) -> None:
    out.mkdir()
    (out / "a.txt").write_text("mine", encoding="utf-8")
    page = opened(tab, qtbot, folder)
    translate(page, qtbot)
    made, asked = files(out), len(engine.requests)
    assert made["a.txt"] == b"mine"
    assert set(made) == {"a.txt", "a (2).txt", "b.md", "old/c.srt"}
    translate(page, qtbot)
    assert (files(out), len(engine.requests)) == (made, asked)  # made of what was kept
    (out / "b.md").write_text("edited elsewhere", encoding="utf-8")
    translate(page, qtbot)
    assert files(out) == made | {"b.md": b"edited elsewhere", "b (2).md": made["b.md"]}


def test_one_that_is_stopped_is_offered_and_goes_on_where_it_was(
    tab: TranslateTab, qtbot: QtBot, folder: Path, out: Path, engine: Translator, services: Services
) -> None:
    page = opened(tab, qtbot, folder)
    engine.spoil = lambda text, _attempt: text if "water" in text else None  # it fails thrice
    engine.hold_at = 6
    engine.gate.clear()
    press(page, "Translate the documents")
    until(qtbot, engine.held.is_set)
    press(page, "Cancel")
    until(qtbot, lambda: not page.job.running)
    assert set(files(out)) == {"a.txt"}
    assert rows(page)[1][1] == "stopped"
    assert "It was stopped; what is done is kept." in labels(page)
    assert visible(page, QPushButton, "Continue").text() == "Continue"
    services.drafts.flush()
    before = (out / "a.txt").stat().st_mtime_ns
    engine.gate.set()
    other = make_tab(qtbot, services)  # as after a restart
    offer = "Resume the folder letters, which was stopped"
    until(qtbot, lambda: any(b.text() == offer and b.isVisible() for b in other.findChildren(QPushButton)))
    next(b for b in other.findChildren(QPushButton) if b.text() == offer).click()
    again = other.findChildren(FolderPage)[0]
    until(qtbot, again.isVisible)
    assert "What is translated already is taken as it is" in labels(again)
    assert visible(again, QPushButton, "Continue").text() == "Continue"
    asked = len(engine.requests)
    translate(again, qtbot)
    assert set(files(out)) == {"a.txt", "b.md", "old/c.srt"}
    assert (out / "a.txt").stat().st_mtime_ns == before
    assert "1 sentence to look at" in rows(again)[0][2]
    assert not any("water" in str(request.messages) for request in engine.requests[asked:])
    services.drafts.flush()
    last = make_tab(qtbot, services)
    until(qtbot, lambda: last._folder._keeper.is_read)
    assert not last._folder.offers


def stopped(tab: TranslateTab, qtbot: QtBot, folder: Path, engine: Translator) -> FolderPage:
    """After the first document."""
    page = opened(tab, qtbot, folder)
    engine.hold_at = len(engine.requests) + 4
    engine.gate.clear()
    press(page, "Translate the documents")
    until(qtbot, engine.held.is_set)
    press(page, "Cancel")
    until(qtbot, lambda: not page.job.running)
    assert [state for _, state, _ in rows(page)][:2] == ["translated", "stopped"]
    engine.gate.set()
    return page


def resumed(qtbot: QtBot, services: Services) -> FolderPage:
    """As after a restart."""
    services.drafts.flush()
    tab = make_tab(qtbot, services)
    until(qtbot, lambda: bool(tab._folder.offers))
    assert tab._folder.take_offer(tab._folder.offers[0])
    page = tab.findChildren(FolderPage)[0]
    until(qtbot, lambda: page.isVisible() and not page._measuring.running)
    return page


def test_a_document_that_changed_since_the_stop_is_translated_again(
    tab: TranslateTab, qtbot: QtBot, folder: Path, out: Path, engine: Translator
) -> None:
    page = stopped(tab, qtbot, folder, engine)
    before = files(out)["a.txt"]
    (folder / "a.txt").write_text("The fire is cold.", encoding="utf-8")
    translate(page, qtbot)
    made = files(out)
    assert set(made) == {"a.txt", "b.md", "old/c.srt"}
    assert made["a.txt"] != before
    assert rows(page)[0][1] == "translated"


def test_what_is_told_is_said_again_in_another_language(
    tab: TranslateTab, qtbot: QtBot, folder: Path, engine: Translator, services: Services, qapp: QApplication
) -> None:
    page, language = stopped(tab, qtbot, folder, engine), Language(qapp, "en")
    again = resumed(qtbot, services)
    told = [each._told.text() for each in (page, again)]
    assert all("It was stopped" in words for words in told)
    try:
        language.apply("zh_CN")
        qtbot.waitUntil(lambda: "已停止" in page._told.text() and "上次未完成" in again._told.text())
    finally:
        language.apply("en")
    qtbot.waitUntil(lambda: [each._told.text() for each in (page, again)] == told)


def test_a_sentence_that_was_corrected_since_the_stop_is_written_when_it_is_resumed(
    tab: TranslateTab, qtbot: QtBot, folder: Path, out: Path, engine: Translator, services: Services
) -> None:
    page = stopped(tab, qtbot, folder, engine)
    run_id = page._model.rows[0].run
    assert run_id is not None
    kept = kept_of(services.store.run(run_id))
    assert kept is not None
    segments = (replace(kept.segments[0], target="水很冷，由我改。", origin="user"), *kept.segments[1:])
    keep_again(
        services.store, run_id,
        Translation(kept.source_language, kept.target_language, segments, "small", 1.0, complete=True),
    )  # fmt: skip
    again = resumed(qtbot, services)
    translate(again, qtbot)
    assert "水很冷，由我改。" in (out / "a.txt").read_text(encoding="utf-8")
    assert set(files(out)) == {"a.txt", "b.md", "old/c.srt"}


def test_a_model_that_did_not_load_or_a_second_stop_does_not_end_the_resuming(
    tab: TranslateTab, qtbot: QtBot, folder: Path, engine: Translator, services: Services
) -> None:
    engine.spoil = lambda text, _attempt: text if "water" in text else None  # it fails thrice
    page = opened(tab, qtbot, folder)
    engine.hold_at = 6
    engine.gate.clear()
    press(page, "Translate the documents")
    until(qtbot, engine.held.is_set)
    press(page, "Cancel")
    until(qtbot, lambda: not page.job.running)
    engine.gate.set()
    engine.unload()
    again = resumed(qtbot, services)
    engine.load_error = ModelLoadError("There is not enough memory.")
    translate(again, qtbot)
    assert visible(again, QPushButton, "Continue").text() == "Continue"
    engine.load_error = None
    asked = len(engine.requests)
    translate(again, qtbot)
    assert not any("water" in str(request.messages) for request in engine.requests[asked:])


def test_to_continue_leaves_what_is_done_and_looked_at_as_it_is(
    tab: TranslateTab, qtbot: QtBot, folder: Path, out: Path, engine: Translator
) -> None:
    engine.spoil = lambda text, _attempt: text if "hill" in text else None
    page = opened(tab, qtbot, folder)
    engine.hold_at = 6
    engine.gate.clear()
    press(page, "Translate the documents")
    until(qtbot, engine.held.is_set)
    press(page, "Cancel")
    until(qtbot, lambda: not page.job.running)
    assert rows(page)[0][1:] == ("translated", "a.txt  ·  1 sentence to look at")
    engine.gate.set()
    asked = len(engine.requests)
    translate(page, qtbot)
    assert not any("hill" in str(request.messages) for request in engine.requests[asked:])
    assert rows(page)[0][1:] == ("translated", "a.txt  ·  1 sentence to look at")
    assert set(files(out)) == {"a.txt", "b.md", "old/c.srt"}
    asked = len(engine.requests)
    translate(page, qtbot)  # all once more: what failed is asked for again
    assert any("hill" in str(request.messages) for request in engine.requests[asked:])


def test_the_translations_never_go_where_the_documents_are_and_are_not_translated_themselves(
    tab: TranslateTab, qtbot: QtBot, folder: Path, services: Services
) -> None:
    page = opened(tab, qtbot, folder)
    page._take_out(folder)
    words = "The translations cannot go there."
    until(qtbot, lambda: any(words in notice.texts for notice in services.notify.notices))
    assert page.out != folder
    page._take_out(folder / "zh")
    until(qtbot, lambda: page.out == folder / "zh")
    for _ in range(2):
        translate(page, qtbot)
        page.open(folder, folder / "zh")
        until(qtbot, lambda: page.out == folder / "zh" and not page._measuring.running)
    assert set(files(folder / "zh")) == {"a.txt", "b.md", "old/c.srt"}
    assert not any(name.startswith("zh") for name, _, _ in rows(page))


def test_a_step_further_in_a_folder_of_many_documents_keeps_the_window_at_ease(
    tab: TranslateTab, qtbot: QtBot, folder: Path
) -> None:
    page = opened(tab, qtbot, folder)
    many = tuple(FolderRow(Path(f"{n:05}.txt"), chars=100) for n in range(MOST))
    page._show(many)
    page.view.go_to(7)
    for n in range(20):
        begun = time.thread_time()
        page._on_progress(FolderProgress((*many[:n], replace(many[n], state="done"), *many[n + 1 :])))
        assert time.thread_time() - begun < 0.05
    assert page.view.row == 7
