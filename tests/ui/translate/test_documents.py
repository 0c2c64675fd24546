"""A document is opened, translated and saved in its shape, never over itself; long ones hold nothing up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.tools.translate import KIND, Segment
from llmdesk.tools.translate.segments import cut
from llmdesk.tools.translate.types import Unit
from llmdesk.ui.services import Services
from llmdesk.ui.translate.rows import SegmentRows
from llmdesk.ui.translate.rows_view import SegmentsView
from llmdesk.ui.translate.tab import TranslateTab
from llmdesk.ui.widgets.run_history import RunHistory
from tests.ui.controls import drop, labels
from tests.ui.file_dialog import cancel_dialog, open_dialogs
from tests.ui.translate.desk import (
    button,
    field,
    go_to,
    idle,
    make_tab,
    sources,
    targets,
    tool,
    translate,
    until,
    view,
)

SUBTITLES = """1
00:00:01,000 --> 00:00:02,000
The engine starts.

2
00:00:03,000 --> 00:00:04,000
It has 12 parts.
"""


def opened(tab: TranslateTab, qtbot: QtBot, path: Path) -> None:
    """A reader process may take its time to start."""
    tab.open_files([path])
    until(qtbot, lambda: tab._source.given.opened is not None)
    translate(tab, qtbot)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A Word document with a word in bold."""
    document = docx.Document()
    document.add_heading("The engine", 1)
    paragraph = document.add_paragraph("The engine has ")
    paragraph.add_run("12 parts").bold = True
    paragraph.add_run(". It is old.")
    path = tmp_path / "letter.docx"
    document.save(str(path))
    return path


def test_a_word_document_keeps_its_shape_and_is_never_written_over(
    tab: TranslateTab, qtbot: QtBot, letter: Path, tmp_path: Path, services: Services
) -> None:
    opened(tab, qtbot, letter)
    assert field(tab).toPlainText() == "The engine\nThe engine has 12 parts. It is old."
    assert sources(tab)[1] == "The engine has 12 parts."
    for row, words in ((1, "The engine has 12 parts."), (2, "It is old.")):
        go_to(tab, row)
        (place,) = field(tab).chosen_passages
        assert field(tab).toPlainText()[slice(*place)] == words
    before = letter.read_bytes()
    tab.save_to(letter)
    until(qtbot, lambda: bool(services.notify.notices))
    assert letter.read_bytes() == before
    tab.save_to(tmp_path / "zh.docx")
    until(qtbot, (tmp_path / "zh.docx").exists)
    made = docx.Document(str(tmp_path / "zh.docx"))
    assert made.paragraphs[0].style.name == "Heading 1"  # type: ignore[union-attr]
    assert any(run.bold and "12" in run.text for run in made.paragraphs[1].runs)


def test_subtitles_are_dropped_translated_and_saved_side_by_side(
    tab: TranslateTab, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "film.srt"
    path.write_text(SUBTITLES, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop(tab, mime)
    until(qtbot, lambda: tab._source.given.opened is not None)
    translate(tab, qtbot)
    tool(tab, "Save the translation").click()
    until(qtbot, lambda: bool(open_dialogs()))
    (dialog,) = open_dialogs()
    assert isinstance(dialog, QFileDialog)
    assert dialog.nameFilters()[0] == "Subtitles (*.srt)"
    assert dialog.nameFilters()[-1] == "Both languages side by side, Word document (*.docx)"
    cancel_dialog(qtbot)
    tab.save_to(tmp_path / "film.zh.srt")
    tab.save_to(tmp_path / "both.html", both=True)
    until(qtbot, (tmp_path / "both.html").exists)
    until(qtbot, (tmp_path / "film.zh.srt").exists)
    assert "00:00:03,000 --> 00:00:04,000" in (tmp_path / "film.zh.srt").read_text("utf-8")
    assert "It has 12 parts." in (tmp_path / "both.html").read_text("utf-8")


def test_what_cannot_keep_its_shape_becomes_a_word_document(
    tab: TranslateTab, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mail.eml"
    path.write_text("Subject: Engine\nContent-Type: text/plain; charset=utf-8\n\nThe engine has 12 parts.\n")
    opened(tab, qtbot, path)
    tool(tab, "Save the translation").click()
    until(qtbot, lambda: bool(open_dialogs()))
    (dialog,) = open_dialogs()
    assert dialog.nameFilters()[0] == "Word document (*.docx)"
    cancel_dialog(qtbot)


def test_a_document_that_changed_shows_as_it_was_translated(
    tab: TranslateTab, qtbot: QtBot, tmp_path: Path, services: Services
) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Engine\n\nThe engine has **12** parts. It is old.\n", encoding="utf-8")
    opened(tab, qtbot, path)
    before = targets(tab)
    path.write_text("# Another text\n", encoding="utf-8")
    (run,) = services.store.runs(KIND)
    tab.findChildren(RunHistory)[0].chosen.emit(run)
    until(qtbot, lambda: bool(services.notify.notices))
    told = [each.texts[0] for each in services.notify.notices]
    assert "The document has changed since it was translated." in told
    assert field(tab).toPlainText() == "Engine\nThe engine has **12** parts. It is old."
    assert targets(tab) == before
    go_to(tab, 2)
    (place,) = field(tab).chosen_passages
    assert field(tab).toPlainText()[slice(*place)] == "It is old."


def test_a_document_is_open_again_in_the_next_window_with_its_translation(
    tab: TranslateTab, qtbot: QtBot, tmp_path: Path, make_services: Callable[..., Services]
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("The engine has 12 parts.", encoding="utf-8")
    opened(tab, qtbot, path)
    tab.shutdown()
    tab.hide()
    again = make_tab(qtbot, make_services())
    until(qtbot, lambda: targets(again) == targets(tab))
    until(qtbot, lambda: field(again).toPlainText() == "The engine has 12 parts.")


def test_a_text_of_five_thousand_segments_shows_at_once_and_goes_on_after_a_cancel(
    tab: TranslateTab, qtbot: QtBot
) -> None:
    tab.take_text(
        "\n\n".join(f"Part {number} weighs {number} kg and is made of steel." for number in range(5000))
    )
    until(qtbot, lambda: tab._source.given.opened is not None)
    button(tab, "Translate").click()
    until(qtbot, lambda: "of 5,000 segments" in labels(tab))
    assert view(tab).model().rowCount() == 5000
    until(qtbot, lambda: len(tab._result.rows.made) > 0)
    button(tab, "Cancel").click()
    until(qtbot, lambda: idle(tab))
    assert button(tab, "Continue").text() == "Continue"
    assert 0 < len(tab._result.rows.made) < 5000
    until(qtbot, lambda: field(tab).complete)
    field(tab).clicked.emit(field(tab).toPlainText().index("Part 4000"))
    assert view(tab).place == 4000


def test_a_long_text_is_divided_once_says_so_and_can_be_cancelled_meanwhile(
    tab: TranslateTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, told, cuts = threading.Event(), threading.Event(), list[int]()

    def slow(
        text: str, units: Sequence[Unit], language: str, cancel: CancelToken | None = None
    ) -> list[Segment]:
        cuts.append(len(units))
        told.set()
        held.wait(5)
        return cut(text, units, language, cancel)

    monkeypatch.setattr("llmdesk.ui.translate.job.cut", slow)
    monkeypatch.setattr("llmdesk.tools.translate.method.cut", slow)
    tab.take_text("It weighs 40 kg.\n\nIt is made of steel.")
    button(tab, "Translate").click()
    until(qtbot, told.is_set)
    until(qtbot, lambda: "Dividing into sentences" in labels(tab))
    button(tab, "Cancel").click()
    held.set()
    until(qtbot, lambda: idle(tab))
    assert button(tab, "Translate").text() == "Translate"  # there is nothing to go on with
    button(tab, "Translate").click()
    until(qtbot, lambda: len(tab._result.rows.made) == 2)
    until(qtbot, lambda: idle(tab))
    assert cuts == [2, 2]


def test_rows_that_nobody_sees_are_not_measured(qtbot: QtBot, services: Services) -> None:
    rows = SegmentRows(services.tasks)
    shown = SegmentsView(services.theme, rows)
    qtbot.addWidget(shown)
    shown.resize(600, 400)
    shown.show()
    segments = [Segment(f"Sentence number {at}.", "", at, at + 1, at) for at in range(5000)]
    asked: list[int] = []
    hint = shown.sizeHintForIndex
    shown.sizeHintForIndex = lambda index: (asked.append(index.row()), hint(index))[1]  # type: ignore[method-assign,func-returns-value]
    rows.begin(segments, [each.source for each in segments])
    until(qtbot, lambda: bool(asked))
    rows.put(segments)
    shown.go_to(3000)
    until(qtbot, lambda: 3000 in asked)
    assert len(set(asked)) < 200
