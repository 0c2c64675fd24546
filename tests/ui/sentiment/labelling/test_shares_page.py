"""Shares in the window: rows drawn at random are labelled, and each label's share has a margin."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from llmdesk.tools.reading import open_table
from llmdesk.tools.sentiment.table.random_sample import sample_in_file
from llmdesk.ui.sentiment.labelling.report_dialog import ReportDialog
from llmdesk.ui.sentiment.labelling.samples import Samples
from llmdesk.ui.sentiment.labelling.shares_page import SharesPage
from llmdesk.ui.services import Services
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.sentiment.desk import SentimentDesk, make_desk, write_table

ROWS = 80
BAD_ROWS = 20  # every fourth
TEXTS = [f"{'bad and boring' if row % 4 == 0 else 'I love it, great'} ({row})" for row in range(ROWS)]


def open_page(desk: SentimentDesk, folder: Path) -> SharesPage:
    table = folder / "reviews.csv"
    write_table(table, TEXTS, ["May" if row % 2 else "June" for row in range(ROWS)])
    desk.score_table(table)
    desk.shown(1)
    desk.press("Show shares")
    page = desk.tab.table.review.shares
    desk.wait(lambda: bool(page.pane.text.toPlainText()))
    return page


def label(desk: SentimentDesk, page: SharesPage, rows: int) -> None:
    """As a user does who sees what is right, with the keys."""
    for _ in range(rows):
        desk.wait(lambda: page._row is not None)
        before = page._row
        key = Qt.Key.Key_2 if "bad" in page.pane.text.toPlainText() else Qt.Key.Key_1
        page.pane.text.setFocus()
        QTest.keyClick(page.pane.text, key)
        desk.wait(lambda before=before: page._row != before)  # type: ignore[misc]


def test_rows_are_labelled_without_the_models_opinion_and_give_shares(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    page = open_page(desk, tmp_path)
    desk.choose("Rows to label", "30 ")
    assert "Row 1 of 30" in desk.words()
    assert page.window().focusWidget() is page.pane.text  # its keys label; “Back” would be the next to Qt
    assert "Label at least 20 rows (0 so far)" in desk.words()
    label(desk, page, 30)
    desk.wait(lambda: page.found.labelled == 30)
    assert "All 30 rows are labelled" in desk.words()
    negative = page.found.shares[1]
    assert negative.low is not None
    assert negative.high is not None
    assert negative.low < BAD_ROWS / ROWS < negative.high
    assert any(line.startswith("negative ") for line in page.chart.lines())
    assert desk.tab.corrections.of(("positive", "negative")) == ()  # they judge, and do not teach
    desk.choose("By group", "right")
    desk.wait(lambda: {each.group for each in page.found.shares} == {None, "May", "June"})


def test_the_last_label_is_taken_back_and_a_row_may_have_none_of_the_labels(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    page = open_page(desk, tmp_path)
    first = page._row
    label(desk, page, 1)
    QTest.keyClick(page.pane.text, Qt.Key.Key_Backspace)
    desk.wait(lambda: page._row == first)
    desk.press("None of these")
    desk.wait(lambda: page.found.labelled == 1)
    assert page._past is not None
    (given,) = page.samples.of(page._past).labels.values()
    assert given[0] == ""


def test_what_was_labelled_is_there_again_and_more_rows_are_added_to_it(
    qtbot: QtBot, desk: SentimentDesk, make_services: Callable[..., Services], tmp_path: Path
) -> None:
    page = open_page(desk, tmp_path)
    desk.choose("Rows to label", "30 ")
    label(desk, page, 3)
    desk.wait(lambda: page.found.labelled == 3)
    page.samples._keeper.flush()
    again = make_desk(qtbot, make_services())
    again.score_table(tmp_path / "reviews.csv")
    again.shown(1)
    other = again.tab.table.review.shares
    again.wait(lambda: other.found.labelled == 3)
    again.press("Show shares")
    again.choose("Rows to label", "60 ")
    assert "Row 4 of 60" in again.words()
    again.tab.shutdown()


def test_a_labelled_row_whose_text_is_another_now_does_not_count(desk: SentimentDesk, tmp_path: Path) -> None:
    page = open_page(desk, tmp_path)
    label(desk, page, 2)
    desk.wait(lambda: page.found.labelled == 2)
    past = page._past
    assert past is not None
    row = next(iter(page.samples.of(past).labels))
    page.samples.label(past, row, "another text", "positive")
    desk.wait(lambda: (page.found.labelled, len(page.found.changed)) == (1, 1))
    assert "Labelled rows whose text has changed: 1." in desk.words()
    desk.wait(lambda: page._row is not None)
    assert page._row == (row, TEXTS[row])  # it is asked again
    label(desk, page, 1)
    desk.wait(lambda: (page.found.labelled, len(page.found.changed)) == (2, 0))


def test_labels_given_before_are_read_before_a_row_is_offered(
    qtbot: QtBot, desk: SentimentDesk, make_services: Callable[..., Services], tmp_path: Path
) -> None:
    """Or the first label would be written over them."""
    page = open_page(desk, tmp_path)
    label(desk, page, 2)
    desk.wait(lambda: page.found.labelled == 2)
    page.samples._keeper.flush()
    past = page._past
    assert past is not None
    early = Samples(make_services(), page)
    early.label(past, 70, "early", "positive")
    desk.wait(lambda: early.ready)
    assert early.of(past).labels == page.samples.of(past).labels
    assert len(early.of(past).labels) == 2


def test_a_column_that_is_no_group_is_told_where_the_shares_would_stand(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    page = open_page(desk, tmp_path)
    desk.choose("By group", "id")
    desk.wait(lambda: "more than 40 different values" in desk.words())
    assert "Choose a column that many rows have in common" in desk.words()
    assert not page.chart.isVisible()
    assert {each.group for each in page.found.shares} == {None}  # for the trust report
    desk.choose("By group", "right")
    desk.choose("By group", "None")  # nobody waits for the groups before
    desk.wait(lambda: bool(page.found.shares) and page.chart.isVisible())
    assert {each.group for each in page.found.shares} == {None}
    assert "different values" not in desk.words()
    assert not desk.has("Computing the shares")


def test_shares_labels_and_plot_are_saved_and_the_command_line_reads_the_labels(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    page = open_page(desk, tmp_path)
    desk.choose("Rows to label", "30 ")
    assert not desk.has("Save shares")
    desk.press("None of these")
    desk.wait(lambda: page.found.labelled == 1)
    label(desk, page, 29)
    desk.wait(lambda: desk.has("Save shares"))
    saved = page._to_save()
    assert saved is not None
    for number, ending in enumerate(("shares.csv", "sample.csv", "shares.png")):
        page._save._actions[number].trigger()
        place = tmp_path / f"mine.{ending}"
        choose_in_dialog(desk.qtbot, place)
        desk.wait(lambda place=place: place.exists() and place.stat().st_size > 0)  # type: ignore[misc]
    with (tmp_path / "mine.shares.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["label"] for row in rows] == ["positive", "negative"]
    assert float(rows[1]["low"]) < BAD_ROWS / ROWS < float(rows[1]["high"])
    assert QImage(str(tmp_path / "mine.shares.png")).width() == 2 * page.chart.width()
    table = open_table(saved.past.path)
    sample = sample_in_file(
        table,
        "comment",
        open_table(tmp_path / "mine.sample.csv"),
        "my_label",
        ("positive", "negative"),
        {"none of them": ""},
    )
    assert (sample.labelled, sample.none_of_them, sample.skipped) == (30, 1, 0)


def test_the_trust_report_has_the_shares_and_is_judged_by_their_sample(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    page = open_page(desk, tmp_path)
    label(desk, page, 22)
    desk.wait(lambda: page.found.labelled == 22)
    desk.press("Trust report")
    (dialog,) = desk.tab.findChildren(ReportDialog)
    assert any("on their sample of 22 rows" in each.text() for each in dialog.findChildren(QLabel))
    place = tmp_path / "trust.html"
    next(b for b in dialog.findChildren(QAbstractButton) if b.accessibleName() == "Save report").click()
    choose_in_dialog(desk.qtbot, place)
    desk.wait(lambda: place.exists() and place.stat().st_size > 0)
    written = place.read_text(encoding="utf-8")
    assert "Measured on a sample of 22 labelled rows" in written
    negative = page.found.shares[1]
    assert f"{negative.low:.1%} – {negative.high:.1%}" in written


def test_the_last_label_outlives_a_window_that_closes_at_once(
    desk: SentimentDesk, make_services: Callable[..., Services], tmp_path: Path
) -> None:
    page = open_page(desk, tmp_path)
    past = page._past
    assert past is not None
    for row in (3, 5, 7):
        page.samples.label(past, row, TEXTS[row], "positive")
    desk.tab.shutdown()
    desk.services.tasks.close()
    assert desk.services.tasks.wait_idle(5)
    later = Samples(make_services(), page)
    desk.wait(lambda: later.ready)
    assert list(later.of(past).labels) == [3, 5, 7]
