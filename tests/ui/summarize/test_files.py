"""The Summarize tab with several files: states, a failure among them, all together, a restart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QProgressBar, QToolButton, QTreeWidget
from pytestqt.qtbot import QtBot

from llmdesk.errors import DocumentError
from llmdesk.tools.summarize import FileState, SummaryProgress
from llmdesk.ui.services import Services
from llmdesk.ui.summarize.files import FilesList
from llmdesk.ui.summarize.progress import SummaryProgressView
from llmdesk.ui.summarize.tab import SummarizeTab
from llmdesk.ui.theme import Theme
from tests.tools.summarize.reading_engine import TEXTS
from tests.ui.controls import named
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.summarize.desk import Reader, button, make_tab, ready, source, sources, summarize, summary


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    """Two good files with a broken one between them."""
    made = []
    for name in ("en_harbour.txt", "broken.docx", "zh_tea.txt"):
        path = tmp_path / "documents" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"PK\x03\x04" if name == "broken.docx" else (TEXTS / name).read_bytes())
        made.append(path)
    return made


def rows(tab: SummarizeTab) -> list[tuple[str, str]]:
    """(name, state) of the list."""
    tree = named(tab, QTreeWidget, "Files")
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def choose(tab: SummarizeTab, row: int) -> None:
    tree = named(tab, QTreeWidget, "Files")
    item = tree.topLevelItem(row)
    assert item is not None
    tree.setCurrentItem(item)


def shows(tab: SummarizeTab, words: str) -> bool:
    return any(words in label.text() for label in tab.findChildren(QLabel) if label.isVisible())


def open_files(tab: SummarizeTab, qtbot: QtBot, documents: list[Path]) -> None:
    tab.open_files(documents)
    qtbot.waitUntil(lambda: "Kestrel" in source(tab).toPlainText() and ready(tab), timeout=20_000)


def test_files_are_opened_and_a_summary_saved_from_the_dialogs(
    tab: SummarizeTab, qtbot: QtBot, documents: list[Path], tmp_path: Path
) -> None:
    button(tab, "Open files").click()
    choose_in_dialog(qtbot, *documents)
    qtbot.waitUntil(lambda: "Kestrel" in source(tab).toPlainText() and ready(tab), timeout=20_000)
    assert [name for name, _state in rows(tab)] == [path.name for path in documents]
    summarize(tab, qtbot)
    named(tab, QToolButton, "Save the summary with its sources").click()
    page = choose_in_dialog(qtbot, tmp_path / "made", kind="Web page (*.html)")
    assert page == "en_harbour (summary).md"
    qtbot.waitUntil((tmp_path / "made.html").exists)


def test_every_file_is_done_also_after_one_that_fails(
    tab: SummarizeTab, qtbot: QtBot, documents: list[Path], services: Services
) -> None:
    open_files(tab, qtbot, documents)
    assert rows(tab) == [(path.name, "Waiting") for path in documents]
    summarize(tab, qtbot)
    assert [state for _name, state in rows(tab)] == ["Done", "The file broken.docx is damaged.", "Done"]
    assert len(services.store.runs("summary")) == 2
    assert "4.2 million" in summary(tab).toPlainText()


def test_a_row_shows_its_document_and_its_summary(
    tab: SummarizeTab, qtbot: QtBot, documents: list[Path]
) -> None:
    open_files(tab, qtbot, documents)
    summarize(tab, qtbot)
    choose(tab, 2)
    qtbot.waitUntil(lambda: "茶" in source(tab).toPlainText(), timeout=20_000)
    assert "茶" in summary(tab).toPlainText()
    summary(tab).choose(0)
    summary(tab).chosen.emit(0)
    assert sources(tab)
    qtbot.waitUntil(lambda: bool(source(tab).chosen_passages), timeout=20_000)
    choose(tab, 1)
    qtbot.waitUntil(lambda: shows(tab, "It is incomplete"), timeout=20_000)
    qtbot.waitUntil(lambda: source(tab).toPlainText() == "", timeout=20_000)


def test_one_summary_of_all_has_the_files_for_its_sources(
    tab: SummarizeTab, qtbot: QtBot, documents: list[Path]
) -> None:
    open_files(tab, qtbot, documents)
    named(tab, QCheckBox, "Also one summary of all files").setChecked(True)
    summarize(tab, qtbot)
    assert rows(tab)[-1] == ("All files together", "Done")
    choose(tab, 3)
    summary(tab).choose(0)
    summary(tab).chosen.emit(0)
    assert sources(tab)[0].startswith("en_harbour.txt: “")
    assert "en_harbour.txt" in source(tab).toPlainText()


def test_the_row_of_all_files_can_be_chosen_while_it_is_at_work(
    tab: SummarizeTab, qtbot: QtBot, engine: Reader, documents: list[Path]
) -> None:
    open_files(tab, qtbot, documents)
    summarize(tab, qtbot)
    named(tab, QCheckBox, "Also one summary of all files").setChecked(True)
    engine.gate.clear()
    button(tab, "Summarize").click()
    qtbot.waitUntil(lambda: len(rows(tab)) == 4, timeout=20_000)
    choose(tab, 3)
    assert source(tab).toPlainText() == "" or "en_harbour.txt" in source(tab).toPlainText()
    engine.gate.set()
    qtbot.waitUntil(lambda: ready(tab) and summary(tab).isVisible(), timeout=20_000)
    assert "en_harbour.txt" in source(tab).toPlainText()


def test_while_it_works_the_list_shows_where_it_is(
    tab: SummarizeTab, qtbot: QtBot, engine: Reader, documents: list[Path]
) -> None:
    open_files(tab, qtbot, documents)
    engine.gate.clear()
    button(tab, "Summarize").click()
    qtbot.waitUntil(lambda: rows(tab)[0][1].startswith("1 of "), timeout=20_000)
    assert named(tab, QProgressBar, "Progress").isVisible()
    assert named(tab, QPlainTextEdit, "So far").toPlainText()
    assert not button(tab, "Open files").isEnabled()
    assert not named(tab, QCheckBox, "Also one summary of all files").isEnabled()
    assert not shows(tab, "Ctrl+Enter")
    choose(tab, 2)
    assert shows(tab, "Waiting for the files before it")
    engine.gate.set()
    qtbot.waitUntil(lambda: ready(tab), timeout=20_000)
    assert shows(tab, "Ctrl+Enter")
    assert rows(tab)[2][1] == "Done"
    assert "茶" in summary(tab).toPlainText()


def test_a_long_state_leaves_room_for_the_names(qtbot: QtBot, theme: Theme) -> None:
    files = FilesList(theme)
    qtbot.addWidget(files)
    files.resize(360, 200)
    files.show_paths([Path("library.txt"), Path("empty.txt")])
    files.show()
    long = DocumentError("There is no text in this document, not a single letter of it.")
    files.show_states([FileState(1, Path("empty.txt"), "failed", error=long)])
    tree = named(files, QTreeWidget, "Files")
    assert tree.sizeHintForColumn(0) <= tree.columnWidth(0)
    assert tree.columnWidth(0) + tree.columnWidth(1) <= tree.viewport().width()
    item = tree.topLevelItem(1)
    assert item is not None
    assert item.toolTip(1) == str(long.title)


def test_a_file_of_one_part_is_not_counted(qtbot: QtBot, theme: Theme) -> None:
    files, view = FilesList(theme), SummaryProgressView()
    qtbot.addWidget(files)
    qtbot.addWidget(view)
    files.show_paths([Path("a.txt")])
    progress = SummaryProgress("chunks", 0, 1)
    files.show_states([FileState(0, Path("a.txt"), "summarizing", progress=progress)])
    view.show_progress(progress)
    item = named(files, QTreeWidget, "Files").topLevelItem(0)
    assert item is not None
    assert item.text(1) == "Summarizing"
    assert "Summarizing" in [label.text() for label in view.findChildren(QLabel)]


def test_after_a_restart_the_list_goes_on_without_doing_finished_files_again(
    tab: SummarizeTab, qtbot: QtBot, engine: Reader, documents: list[Path], services: Services
) -> None:
    open_files(tab, qtbot, documents)
    qtbot.waitUntil(lambda: "zh_tea" in services.store.kept("summary.draft"), timeout=20_000)
    summarize(tab, qtbot)
    asked = len(engine.requests)
    changed = documents[2]
    changed.write_text(changed.read_text("utf-8") + "\n\n茶叶去年又涨了价，涨幅达到百分之七。", "utf-8")
    tab.shutdown()
    other = make_tab(qtbot, services)
    qtbot.waitUntil(
        lambda: len(rows(other)) == 3 and "Kestrel" in source(other).toPlainText(), timeout=20_000
    )
    summarize(other, qtbot)
    assert rows(other)[0][1] == "Already done"
    assert rows(other)[2][1] == "Done"
    done_again = [request.messages[-1].content for request in engine.requests[asked:]]
    assert done_again
    assert not any("Kestrel" in content for content in done_again)


def test_after_a_restart_the_list_says_what_was_done(
    tab: SummarizeTab, qtbot: QtBot, documents: list[Path], services: Services
) -> None:
    open_files(tab, qtbot, documents)
    named(tab, QCheckBox, "Also one summary of all files").setChecked(True)
    summarize(tab, qtbot)
    before, made = rows(tab), summary(tab).toPlainText()
    tab.shutdown()
    other = make_tab(qtbot, services)
    qtbot.waitUntil(
        lambda: summary(other).isVisible() and "Kestrel" in source(other).toPlainText(), timeout=20_000
    )
    assert (
        rows(other)
        == before
        == [
            ("en_harbour.txt", "Done"),
            ("broken.docx", "The file broken.docx is damaged."),
            ("zh_tea.txt", "Done"),
            ("All files together", "Done"),
        ]
    )
    assert summary(other).toPlainText() == made
    choose(other, 1)
    assert shows(other, "It is incomplete")
    choose(other, 3)
    assert "en_harbour.txt" in source(other).toPlainText()


def test_a_file_that_gets_its_run_is_to_be_kept_again(qtbot: QtBot, theme: Theme) -> None:
    """Only by its run it is found again after a restart."""
    files = FilesList(theme)
    qtbot.addWidget(files)
    files.show_paths([Path("a.txt")])
    told: list[bool] = []
    files.status_changed.connect(lambda: told.append(True))
    begun = FileState(0, Path("a.txt"), "summarizing")
    files.show_states([begun])
    assert len(told) == 1
    files.show_states([replace(begun, run_id=7)])
    assert len(told) == 2
    files.show_states([replace(begun, run_id=7, progress=SummaryProgress("chunks", 1, 4))])
    assert len(told) == 2


def test_after_a_restart_what_was_not_done_is_not_said_to_be(
    tab: SummarizeTab, qtbot: QtBot, engine: Reader, documents: list[Path], services: Services
) -> None:
    """One is done, one under way as the window closes, and one still waits."""
    paths = [documents[2], documents[0], documents[1]]
    tab.open_files(paths)
    qtbot.waitUntil(lambda: ready(tab), timeout=20_000)
    summarize(tab, qtbot)
    services.store.delete_run(services.store.runs("summary")[0].id)
    engine.gate.clear()
    button(tab, "Summarize").click()
    qtbot.waitUntil(lambda: rows(tab)[1][1].startswith("1 of "), timeout=20_000)
    tab.shutdown()
    qtbot.waitUntil(lambda: ready(tab), timeout=20_000)
    other = make_tab(qtbot, services)
    qtbot.waitUntil(lambda: summary(other).isVisible(), timeout=20_000)
    assert [state for _name, state in rows(other)] == ["Already done", "Stopped; partly done", "Waiting"]


def test_after_a_restart_a_summary_that_was_deleted_is_to_be_made_again(
    tab: SummarizeTab, qtbot: QtBot, documents: list[Path], services: Services
) -> None:
    open_files(tab, qtbot, [documents[0], documents[2]])
    summarize(tab, qtbot)
    tab.shutdown()
    for run in services.store.runs("summary"):
        if run.title == "en_harbour.txt":
            services.store.delete_run(run.id)
    other = make_tab(qtbot, services)
    qtbot.waitUntil(lambda: [state for _name, state in rows(other)] == ["Waiting", "Done"], timeout=20_000)


def test_more_files_join_the_list_and_closing_empties_it(
    tab: SummarizeTab, qtbot: QtBot, documents: list[Path]
) -> None:
    open_files(tab, qtbot, documents[:2])
    more = documents[0].with_name("more.txt")
    more.write_text("Rain fell on Monday.", "utf-8")
    tab.open_files([more, documents[0]])
    assert [name for name, _state in rows(tab)] == ["en_harbour.txt", "broken.docx", "more.txt"]
    qtbot.waitUntil(lambda: ready(tab), timeout=20_000)
    named(tab, QToolButton, "Close the document").click()
    assert not named(tab, QTreeWidget, "Files").isVisible()
    assert source(tab).toPlainText() == ""


def test_a_file_that_the_engine_fails_on_is_told_in_its_row(
    tab: SummarizeTab, qtbot: QtBot, engine: Reader, documents: list[Path]
) -> None:
    open_files(tab, qtbot, documents)
    engine.crash_at = 0
    summarize(tab, qtbot)
    assert rows(tab)[0][1] == "The engine stopped unexpectedly."
    assert shows(tab, "The engine stopped unexpectedly.")
