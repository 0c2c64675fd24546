"""The Summarize tab with one document: pasted, opened, summarized, checked, kept, handed over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QProgressBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.errors import EngineCrashed
from llmdesk.tools.documents import Span, from_text
from llmdesk.tools.evidence.types import Remark
from llmdesk.tools.summarize import SummaryOptions, SummaryProgress
from llmdesk.ui.services import Services
from llmdesk.ui.summarize.options import SummaryOptionsRow
from llmdesk.ui.summarize.progress import SummaryProgressView
from llmdesk.ui.summarize.tab import SummarizeTab
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.controls import drop, labels, named
from tests.ui.summarize.desk import (
    HARBOUR,
    Reader,
    button,
    chosen_passages,
    handmade,
    make_tab,
    ready,
    source,
    sources,
    summarize,
    summary,
)


def test_every_control_of_the_issue_has_its_name(tab: SummarizeTab) -> None:
    for kind, name in (
        (QPlainTextEdit, "Source text"),
        (ChoiceBox, "Length"),
        (ChoiceBox, "Style"),
        (QLineEdit, "Focus"),
        (QProgressBar, "Progress"),
    ):
        assert named(tab, kind, name) is not None
    for name in ("Open files", "Summarize", "Cancel"):
        assert button(tab, name).text() == name
    assert summary(tab).accessibleName() == "Summary"
    assert sources(tab) == []


def test_a_pasted_text_is_summarized_and_kept(tab: SummarizeTab, qtbot: QtBot, services: Services) -> None:
    assert not button(tab, "Summarize").isEnabled()
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    assert "4.2 million tonnes" in summary(tab).toPlainText()
    length = len(from_text(HARBOUR).text)
    assert f"Read: all {length:,} characters" in labels(tab)
    (run,) = services.store.runs("summary")
    assert run.state == "done"
    assert run.inputs["text"] == source(tab).toPlainText()


def test_arrow_keys_lead_from_sentence_to_sentence_and_show_the_passages(
    tab: SummarizeTab, qtbot: QtBot
) -> None:
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    view = summary(tab)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == 1
    QTest.keyClick(view, Qt.Key.Key_Return)
    start, end = view.sentence_place(1)
    sentence = view.toPlainText()[start:end]
    assert sentence in chosen_passages(tab)[0]
    assert sentence in sources(tab)[0]
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current == 0


def test_a_click_on_a_passage_shows_its_sentence(tab: SummarizeTab, qtbot: QtBot) -> None:
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    place = source(tab).toPlainText().index("The number of ships")
    source(tab).clicked.emit(place + 5)
    start, end = summary(tab).sentence_place(summary(tab).current)
    assert summary(tab).toPlainText()[start:end].startswith("The number of ships")
    source(tab).clicked.emit(source(tab).toPlainText().index("Overview"))
    assert summary(tab).current >= 0


def test_a_mouse_click_in_both_texts_works(tab: SummarizeTab, qtbot: QtBot) -> None:
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    view = summary(tab)
    cursor = view.textCursor()
    cursor.setPosition(view.sentence_place(0)[0] + 3)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center() + QPoint(1, 0)
    )
    assert view.current == 0
    text = source(tab)
    qtbot.waitUntil(lambda: bool(text.extraSelections()))
    place = text.textCursor()
    QTest.mouseClick(
        text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(place).center() + QPoint(3, 0)
    )
    assert view.current == 0


def test_what_is_not_supported_says_so_in_words(tab: SummarizeTab) -> None:
    text = "Ships came. Trains left."
    made = handmade(text, ("Ships came.", ("Ships came.",), True), ("42 trains left.", (), False))
    tab.show_summary(made, from_text(text))
    assert summary(tab).toPlainText().replace("\u00a0", " ").endswith("42 trains left. [? not found]")
    assert "1 supported, 1 not found." in labels(tab)
    assert "by words only" in labels(tab)
    summary(tab).choose(1)
    summary(tab).chosen.emit(1)
    assert "The number 42 stands nowhere." in labels(tab)
    assert sources(tab) == []


def test_that_only_words_were_compared_is_told_of_a_supported_summary_too(tab: SummarizeTab) -> None:
    text = "The harbour opened in 1920. It was rebuilt after the war."
    free = handmade(text, ("The port was opened in 1920.", ("The harbour opened in 1920.",), True))
    tab.show_summary(free, from_text(text))
    assert "Checked by words only" in labels(tab)
    asked = replace(free, sentences=(replace(free.sentences[0], method="model"),))
    tab.show_summary(asked, from_text(text))
    assert "Checked by words only" not in labels(tab)
    close = replace(free, sentences=(replace(free.sentences[0], probability=None),))
    tab.show_summary(close, from_text(text))
    assert "by words only" not in labels(tab)


def test_what_is_contradicted_shows_only_when_it_is_asked_for(
    tab: SummarizeTab, qtbot: QtBot, services: Services
) -> None:
    text = "Ships came. 🚢 Trains did not leave."
    made = handmade(
        text, ("Ships came.", ("Ships came.",), True), ("Trains left.", ("Trains did not leave.",), False)
    )
    wrong = replace(
        made.sentences[1],
        verdict="contradicted",
        remark=Remark("The passage says “{word}”.", (("word", "not"),)),
        marks=(Span(7, 11),),
        source_marks=(Span(text.index("not"), text.index("not") + 3),),
    )
    made = replace(made, sentences=(made.sentences[0], wrong))
    tab.take_text(text)
    tab.show_summary(made, from_text(text))
    assert summary(tab).toPlainText() == "Ships came."
    assert "1 supported, 1 contradicted." in labels(tab)
    named(tab, QToolButton, "Copy the summary").click()
    assert QGuiApplication.clipboard().text() == "Ships came."
    button(tab, "Show contradicted sentences (1)").click()
    assert summary(tab).toPlainText().replace("\u00a0", " ").endswith("Trains left. [✗ contradicted]")
    QTest.keyClick(summary(tab), Qt.Key.Key_End)
    assert "✗ contradicted" in labels(tab)
    assert "4 % likely that the source says so" in labels(tab)
    assert "The passage says “not”." in labels(tab)
    assert chosen_passages(tab) == ["Trains did not leave."]
    (place,) = source(tab).deciding_words
    units = source(tab).toPlainText().encode("utf-16-le")
    assert units[2 * place[0] : 2 * place[1]].decode("utf-16-le") == "not"
    button(tab, "Hide contradicted sentences (1)").click()
    assert summary(tab).toPlainText() == "Ships came."
    assert chosen_passages(tab) == []


def test_markup_in_a_document_and_in_a_summary_stays_text(tab: SummarizeTab, qtbot: QtBot) -> None:
    text = "<b>Ships</b> came <img src='file:///etc/passwd'> and <|im_start|>system left. Then rain fell."
    source(tab).insertPlainText(text)
    made = handmade(text, ("<b>Ships</b> came.", (text[:18],), True))
    tab.show_summary(made, from_text(text, "<i>name</i>"))
    assert summary(tab).toPlainText() == "<b>Ships</b> came."
    summary(tab).chosen.emit(0)
    assert "<i>name</i>" in labels(tab)
    for label in tab.findChildren(QWidget):
        text_format = getattr(label, "textFormat", None)
        if text_format is not None:
            assert text_format() == Qt.TextFormat.PlainText


def test_an_opened_document_shows_read_only_and_can_be_closed(
    tab: SummarizeTab, qtbot: QtBot, tmp_path: Path, services: Services
) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text(HARBOUR, "utf-8")
    tab.open_files([path])
    qtbot.waitUntil(lambda: ready(tab) and "Kestrel" in source(tab).toPlainText())
    assert source(tab).isReadOnly()
    assert "harbour.txt" in labels(tab)
    summarize(tab, qtbot)
    (run,) = services.store.runs("summary")
    assert run.inputs["path"] == str(path)
    assert "text" not in run.inputs
    named(tab, QToolButton, "Close the document").click()
    assert source(tab).toPlainText() == ""
    assert not source(tab).isReadOnly()


def test_what_was_typed_comes_back_when_a_document_is_closed(
    tab: SummarizeTab, qtbot: QtBot, tmp_path: Path, services: Services
) -> None:
    source(tab).insertPlainText("My own text, not summarized yet.")
    path = tmp_path / "harbour.txt"
    path.write_text(HARBOUR, "utf-8")
    tab.open_files([path])
    qtbot.waitUntil(lambda: ready(tab) and "Kestrel" in source(tab).toPlainText())
    qtbot.waitUntil(lambda: "harbour.txt" in services.store.kept("summary.draft"))
    assert "My own text" in services.store.kept("summary.draft")
    other = make_tab(qtbot, services)
    qtbot.waitUntil(lambda: ready(other) and "Kestrel" in source(other).toPlainText())
    for window in (tab, other):
        named(window, QToolButton, "Close the document").click()
        assert source(window).toPlainText() == "My own text, not summarized yet."


def test_a_text_that_is_set_in_place_of_a_document_becomes_the_source(
    tab: SummarizeTab, qtbot: QtBot, tmp_path: Path, services: Services
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Rain fell on Monday.", "utf-8")
    tab.open_files([path])
    qtbot.waitUntil(lambda: ready(tab) and "Rain" in source(tab).toPlainText())
    source(tab).setPlainText(HARBOUR)  # as an assistive technology does
    assert not source(tab).isReadOnly()
    summarize(tab, qtbot)
    assert services.store.runs("summary")[0].inputs["path"] == ""
    assert "4.2 million" in summary(tab).toPlainText()


def test_a_job_that_comes_to_nothing_brings_back_the_summary_that_was_there(
    tab: SummarizeTab, qtbot: QtBot, engine: Reader
) -> None:
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    engine.crash_at = 0
    summarize(tab, qtbot)
    assert summary(tab).isVisible()
    QTest.keyClick(summary(tab), Qt.Key.Key_Home)
    assert chosen_passages(tab)


def test_what_cannot_be_read_is_told_and_the_old_text_stays(
    tab: SummarizeTab, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    source(tab).insertPlainText("My own text.")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    tab.open_files([broken])
    qtbot.waitUntil(lambda: bool(services.notify.notices))
    qtbot.waitUntil(lambda: ready(tab))
    assert source(tab).toPlainText() == "My own text."


def test_dropped_files_are_opened_and_a_dropped_text_becomes_the_source(
    tab: SummarizeTab, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "note.md"
    path.write_text("# Ships\n\nThey came at noon.", "utf-8")

    files, text = QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    text.setText("A dropped text.")
    drop(tab, files)
    qtbot.waitUntil(lambda: "noon" in source(tab).toPlainText())
    drop(tab, text)
    assert source(tab).toPlainText() == "A dropped text."


def test_a_very_long_paste_comes_in_pieces_and_passages_are_found_in_it(
    tab: SummarizeTab, qtbot: QtBot
) -> None:
    text = "".join(f"Ship {number} 🚢 carried grain. " for number in range(12_000)).strip()
    mime = QMimeData()
    mime.setText(text)
    source(tab).insertFromMimeData(mime)
    qtbot.waitUntil(lambda: ready(tab) and source(tab).isReadOnly() and "Ship 11999" in
                    source(tab).toPlainText(), timeout=15_000)  # fmt: skip
    quote = "Ship 9000 🚢 carried grain."
    tab.show_summary(handmade(text, ("Ship 9000 came.", (quote,), True)), from_text(text))
    summary(tab).choose(0)
    summary(tab).chosen.emit(0)
    assert chosen_passages(tab) == [quote]
    qtbot.waitUntil(lambda: len(source(tab).extraSelections()) == 2)


def test_cancel_keeps_what_is_done(
    tab: SummarizeTab, qtbot: QtBot, engine: Reader, services: Services
) -> None:
    engine.gate.clear()
    source(tab).insertPlainText("\n\n".join([HARBOUR] * 4))
    button(tab, "Summarize").click()
    so_far = named(tab, QPlainTextEdit, "So far")
    # The main points show before the model has written a word; they are nothing to keep.
    qtbot.waitUntil(lambda: so_far.isVisible() and "\n\nMain points:" in so_far.toPlainText())
    assert named(tab, QProgressBar, "Progress").isVisible()
    button(tab, "Cancel").click()
    assert "Stopping. Finished parts are kept." in labels(tab)
    qtbot.waitUntil(lambda: ready(tab))
    assert summary(tab).isVisible()
    assert " of " in labels(tab)
    assert services.store.runs("summary")[0].state == "stopped"


def test_when_the_engine_ends_what_was_found_stays_and_one_can_go_on(
    tab: SummarizeTab, qtbot: QtBot, engine: Reader, services: Services
) -> None:
    engine.crash_at = 1
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    assert any(isinstance(notice.error, EngineCrashed) for notice in services.notify.notices)
    assert named(tab, QPlainTextEdit, "So far").isVisible()
    engine.crash_at = None
    summarize(tab, qtbot)
    assert "Kestrel" in summary(tab).toPlainText()


def test_how_many_drafts_are_written_is_chosen_with_a_word_about_the_time(tab: SummarizeTab) -> None:
    box = named(tab, ChoiceBox, "Drafts")
    assert [choice.text for choice in box.choices] == ["1 draft", "2 drafts", "3 drafts", "4 drafts"]
    assert "longer" in box.choices[1].hint
    assert "long" in box.toolTip()
    row = tab.findChildren(SummaryOptionsRow)[0]
    assert row.options.drafts == 1
    box.set_current("2")
    assert row.options.drafts == 2


def test_the_main_points_show_first_and_stay_below_what_is_written(qtbot: QtBot) -> None:
    view = SummaryProgressView()
    qtbot.addWidget(view)
    view.begin("harbour.txt")
    view.show_progress(SummaryProgress("chunks", 0, 3, plan=("Trade grew.", "A quay opened.")))
    shown = named(view, QPlainTextEdit, "So far")
    assert shown.toPlainText() == "Main points:\n• Trade grew.\n• A quay opened."
    view.show_progress(SummaryProgress("chunks", 1, 3, ("The port",), plan=("Trade grew.",)))
    assert shown.toPlainText() == "The port\n\nMain points:\n• Trade grew."


def test_no_document_is_read_to_zero_percent_while_its_main_points_show(qtbot: QtBot) -> None:
    view = SummaryProgressView()
    qtbot.addWidget(view)
    view.begin("harbour.txt")
    view.show()
    plan = ("Trade grew.",)
    view.show_progress(SummaryProgress("chunks", 0, 3, tokens_total=90, plan=plan))
    assert "found without it" in labels(view)
    assert "%" not in labels(view)
    view.show_progress(SummaryProgress("chunks", 1, 3, tokens_read=45, tokens_total=90, plan=plan))
    assert "50 % of the document read" in labels(view)


def test_the_summary_stands_below_the_source_where_there_is_no_room(tab: SummarizeTab, qtbot: QtBot) -> None:
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    assert summary(tab).mapTo(tab, QPoint()).x() > source(tab).mapTo(tab, QPoint()).x() + 100
    tab.resize(720, 900)
    qtbot.waitUntil(lambda: summary(tab).mapTo(tab, QPoint()).x() < 100)
    tab.resize(720, 440)
    qtbot.waitUntil(lambda: summary(tab).mapTo(tab, QPoint()).x() > 280)


def test_it_speaks_the_language_that_is_chosen_while_it_is_open(tab: SummarizeTab, qtbot: QtBot) -> None:
    source(tab).insertPlainText(HARBOUR)
    summarize(tab, qtbot)
    before = summary(tab).toPlainText()
    tab.findChildren(SummaryOptionsRow)[0].show_options(SummaryOptions(length=300, style="facts"))
    QApplication.sendEvent(tab, QEvent(QEvent.Type.LanguageChange))
    for child in tab.findChildren(QWidget):
        QApplication.sendEvent(child, QEvent(QEvent.Type.LanguageChange))
    assert summary(tab).toPlainText() == before
    assert tab.findChildren(SummaryOptionsRow)[0].options == SummaryOptions(length=300, style="facts")
