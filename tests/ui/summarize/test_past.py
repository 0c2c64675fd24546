"""The Summarize tab when a summary is there: kept, found again, copied, saved, handed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from llmdesk.tools.summarize import SummaryOptions
from llmdesk.ui.services import Services
from llmdesk.ui.summarize.options import SummaryOptionsRow
from llmdesk.ui.summarize.tab import SummarizeTab
from llmdesk.ui.widgets.run_history import RunHistory
from tests.ui.controls import named
from tests.ui.summarize.desk import (
    HARBOUR,
    button,
    chosen_passages,
    make_tab,
    ready,
    source,
    sources,
    summarize,
    summary,
)


def test_a_past_summary_comes_back_with_its_text_and_options(
    tab: SummarizeTab, qtbot: QtBot, services: Services
) -> None:
    row = tab.findChildren(SummaryOptionsRow)[0]
    row.show_options(SummaryOptions(length=90, style="bullets", focus="costs", drafts=3))
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    shown, text = summary(tab).toPlainText(), source(tab).toPlainText()
    row.show_options(SummaryOptions())
    tab.take_text("Another text.")
    assert not summary(tab).isVisible()
    tab.findChildren(RunHistory)[0].chosen.emit(services.store.runs("summary")[0])
    qtbot.waitUntil(lambda: ready(tab) and summary(tab).isVisible(), timeout=20_000)
    assert (summary(tab).toPlainText(), source(tab).toPlainText()) == (shown, text)
    assert row.options == SummaryOptions(length=90, style="bullets", focus="costs", drafts=3)
    QTest.keyClick(summary(tab), Qt.Key.Key_Home)
    assert chosen_passages(tab)


@pytest.mark.parametrize("fate", ["same", "changed", "gone"])
def test_a_past_summary_of_a_file_finds_its_passages_or_says_why_not(
    tab: SummarizeTab, qtbot: QtBot, services: Services, tmp_path: Path, fate: str
) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text(HARBOUR, "utf-8")
    tab.open_files([path])
    qtbot.waitUntil(lambda: ready(tab) and not source(tab).document().isEmpty(), timeout=20_000)
    summarize(tab, qtbot)
    if fate == "changed":
        path.write_text("A new first line that moves everything.\n\n" + HARBOUR, "utf-8")
    elif fate == "gone":
        path.unlink()
    named(tab, QToolButton, "Close the document").click()
    tab.findChildren(RunHistory)[0].chosen.emit(services.store.runs("summary")[0])
    qtbot.waitUntil(lambda: ready(tab) and summary(tab).isVisible(), timeout=20_000)
    QTest.keyClick(summary(tab), Qt.Key.Key_Home)
    assert sources(tab)
    told = [notice.texts[0] for notice in services.notify.notices]
    if fate == "gone":
        assert "The document cannot be read." in told
        assert chosen_passages(tab) == []
    else:
        assert ("The document has changed since it was summarized." in told) == (fate == "changed")
        assert any(passage.strip() in quote for passage in chosen_passages(tab) for quote in sources(tab))


def test_what_was_typed_and_chosen_is_there_in_the_next_window(
    tab: SummarizeTab, qtbot: QtBot, services: Services
) -> None:
    qtbot.waitUntil(lambda: not services.tasks._tasks)  # the empty draft was read
    source(tab).insertPlainText("A text that waits.")
    tab.findChildren(SummaryOptionsRow)[0].show_options(
        SummaryOptions(length="short", focus="rain", drafts=2)
    )
    qtbot.waitUntil(lambda: "rain" in services.store.kept("summary.draft"), timeout=20_000)
    other = make_tab(qtbot, services)
    qtbot.waitUntil(lambda: source(other).toPlainText() == "A text that waits.", timeout=20_000)
    wanted = SummaryOptions(length="short", focus="rain", drafts=2)
    assert other.findChildren(SummaryOptionsRow)[0].options == wanted


def test_a_summary_is_copied_saved_and_handed_over(
    tab: SummarizeTab, qtbot: QtBot, tmp_path: Path, services: Services
) -> None:
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    named(tab, QToolButton, "Copy the summary").click()
    text = QGuiApplication.clipboard().text()
    paragraphs = summary(tab).toPlainText().split("\n")
    assert text == "\n\n".join(paragraphs)
    for name in ("summary.md", "summary.html"):
        tab.save_to(tmp_path / name)
        qtbot.waitUntil(lambda name=name: (tmp_path / name).exists())  # type: ignore[misc]
    assert "[^1]" in (tmp_path / "summary.md").read_text("utf-8")
    assert "<html" in (tmp_path / "summary.html").read_text("utf-8")
    tab.save_to(tmp_path / "missing" / "summary.md")
    qtbot.waitUntil(
        lambda: any("missing" in notice.texts[1] for notice in services.notify.notices), timeout=20_000
    )
    handed: list[tuple[str, str]] = []
    tab.hand_over.connect(lambda target, words: handed.append((target, words)))
    button(tab, "Ask about this").click()
    for action in button(tab, "Use it in another tab").menu().actions():
        action.trigger()
    assert [target for target, _words in handed][:3] == ["chat", "sentiment", "poetry"]
    assert all(text in words for _target, words in handed)


def test_a_text_changed_after_the_summary_still_leads_to_its_passages(
    tab: SummarizeTab, qtbot: QtBot
) -> None:
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    source(tab).moveCursor(source(tab).textCursor().MoveOperation.Start)
    source(tab).insertPlainText("Something new. ")
    QTest.keyClick(summary(tab), Qt.Key.Key_Home)
    assert "4.2 million tonnes" in chosen_passages(tab)[0]
