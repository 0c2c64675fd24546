"""The trust report in the window: made, cancelled, in the language of the window."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from llmdesk.tools.sentiment.codebook import read_codebook
from llmdesk.tools.sentiment.report import steadiness
from llmdesk.ui.sentiment.labelling.report_dialog import ReportDialog
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.file_dialog import choose_in_dialog
from tests.ui.sentiment.desk import HeldEngine, SentimentDesk, write_table

KINDS = ("I love it, great", "the worst, I hate it, bad", "a nice chair, good", "bad and boring")
TEXTS = [f"{KINDS[number % 4]} ({number})" for number in range(40)]
RIGHT = ["positive", "negative", "positive", "negative"] * 10


def open_dialog(desk: SentimentDesk, folder: Path) -> ReportDialog:
    """Of a scored table whose column “right” holds the known labels."""
    desk.score_table(write_table(folder / "reviews.csv", TEXTS, RIGHT))
    desk.shown(1)
    desk.wait(lambda: desk.tab.table.review._shown() is not None)
    desk.press("Trust report")
    (dialog,) = desk.tab.findChildren(ReportDialog)
    return dialog


def press(dialog: ReportDialog, name: str) -> None:
    next(b for b in dialog.findChildren(QAbstractButton) if b.accessibleName() == name).click()


def choose(dialog: ReportDialog, name: str, text: str) -> None:
    box = next(box for box in dialog.findChildren(ChoiceBox) if box.accessibleName() == name)
    box.activated.emit([choice.text for choice in box.choices].index(text))


def save(desk: SentimentDesk, dialog: ReportDialog, path: Path, kind: str = "") -> str:
    press(dialog, "Save report")
    return choose_in_dialog(desk.qtbot, path, kind=kind)


def words(dialog: ReportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def save_button(dialog: ReportDialog) -> QAbstractButton:
    return next(b for b in dialog.findChildren(QAbstractButton) if b.accessibleName() == "Save report")


def write(dialog: ReportDialog, path: Path) -> None:
    """As the dialog for files does, which would itself refuse some paths."""
    assert dialog._shown is not None
    dialog._write(replace(dialog._request(dialog._shown), path=path))


def test_a_report_of_a_table_is_saved_as_a_page(desk: SentimentDesk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, tmp_path)
    choose(dialog, "Column with known labels", "right")
    choose(dialog, "Labels by a second person", "right")
    place = tmp_path / "trust.html"
    assert save(desk, dialog, place) == "reviews.report.html"
    desk.wait(lambda: place.exists() and place.stat().st_size > 0)  # its name is taken first
    desk.wait(lambda: not dialog.isVisible())
    page = place.read_text(encoding="utf-8")
    assert "On 40 rows with known labels, 100.0%" in page
    assert "40 labelled rows in five parts" in page
    assert "The same label" in page
    assert "good, bad" in page
    assert "40 of 40 got a label" in page


def test_values_mean_in_the_report_what_the_user_said_when_the_table_was_scored(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    codes = [{"positive": "2", "negative": "1"}[name] for name in RIGHT]
    table = tmp_path / "codes.csv"
    lines = [f'{n},"{t}",{c},{c if n % 4 else ""}' for n, (t, c) in enumerate(zip(TEXTS, codes, strict=True))]
    table.write_text("\n".join(["id,comment,right,other", *lines]) + "\n", encoding="utf-8")
    desk.open_table(table)
    desk.choose("Known labels", "right")
    desk.wait(lambda: desk.has("Meaning of “1”"))
    desk.choose("Meaning of “1”", "negative")
    desk.choose("Meaning of “2”", "positive")
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    desk.shown(1)
    desk.wait(lambda: desk.tab.table.review._shown() is not None)
    desk.press("Trust report")
    (dialog,) = desk.tab.findChildren(ReportDialog)
    choose(dialog, "Labels by a second person", "other")
    place = tmp_path / "trust.html"
    save(desk, dialog, place)
    desk.wait(place.exists)
    page = place.read_text(encoding="utf-8")
    assert "On 40 rows with known labels, 100.0%" in page
    assert "30 rows have a label in both columns" in page


def test_values_that_may_mean_the_opposite_are_told_in_words_of_the_window(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    codes = [{"positive": "2", "negative": "1"}[name] for name in RIGHT]
    desk.score_table(write_table(tmp_path / "codes.csv", TEXTS, codes))
    desk.shown(1)
    desk.wait(lambda: desk.tab.table.review._shown() is not None)
    desk.press("Trust report")
    (dialog,) = desk.tab.findChildren(ReportDialog)
    choose(dialog, "Column with known labels", "right")
    write(dialog, tmp_path / "trust.html")
    desk.wait(lambda: bool(desk.notices()))
    assert "It is not clear what the values in the column “right” mean." in desk.notices()[0]
    assert "say there what each value means" in desk.notices()[0]
    assert "--" not in desk.notices()[0]


def test_it_never_replaces_the_table(desk: SentimentDesk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, tmp_path)
    table = tmp_path / "reviews.csv"
    before = table.read_bytes()
    link = tmp_path / "link.html"
    link.symlink_to(table)
    write(dialog, link)
    desk.wait(lambda: any("would replace one of its own input files" in each for each in desk.notices()))
    assert table.read_bytes() == before
    assert dialog.isVisible()


def test_a_cancelled_report_leaves_nothing(
    desk: SentimentDesk, engine: HeldEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steadiness, "reads_alike", lambda *_: False)  # so that rows are read again
    dialog = open_dialog(desk, tmp_path)
    engine.hold_after = 20
    place = tmp_path / "trust.html"
    save(desk, dialog, place)
    desk.wait(engine.holding.is_set)
    press(dialog, "Cancel")
    desk.wait(lambda: not dialog._writing.running)
    engine.go.set()
    assert dialog.isVisible()
    assert sorted(path.name for path in tmp_path.glob("*.*") if path.suffix in (".html", ".part")) == []


def test_all_that_belongs_to_the_job_is_saved_together(desk: SentimentDesk, tmp_path: Path) -> None:
    dialog = open_dialog(desk, tmp_path)
    choose(dialog, "Column with known labels", "right")
    save(desk, dialog, tmp_path / "all", "Report, codebook, known labels and rows together (*.zip)")
    place = tmp_path / "all.zip"
    desk.wait(lambda: place.exists() and place.stat().st_size > 0)  # its name is taken first
    with zipfile.ZipFile(place) as bundle:
        assert bundle.read("rows.csv") == (tmp_path / "reviews.scored.csv").read_bytes()
        (tmp_path / "book.toml").write_bytes(bundle.read("codebook.toml"))
    assert read_codebook(tmp_path / "book.toml").labels.names == ("positive", "negative")


def test_a_sample_too_small_for_shares_is_not_said_to_lean(desk: SentimentDesk, tmp_path: Path) -> None:
    """One of its rows was corrected, too; but there are no shares that could lean."""
    dialog = open_dialog(desk, tmp_path)
    shares = desk.tab.table.review.shares
    past = shares._past
    assert past is not None
    for row in range(5):
        shares.samples.label(past, row, TEXTS[row], RIGHT[row])
    desk.wait(lambda: shares.found.labelled == 5)
    desk.tab.corrections.correct(past.labels.names, TEXTS[0], "positive")
    desk.press("Trust report")
    place = tmp_path / "trust.html"
    save(desk, dialog, place)
    desk.wait(lambda: place.exists() and place.stat().st_size > 0)
    page = place.read_text(encoding="utf-8")
    assert "labels that are known now" not in page
    assert "lean to its counts" not in page


def test_an_open_dialog_is_about_the_table_that_shows_and_what_is_known_of_it(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    dialog = open_dialog(desk, tmp_path)
    assert dialog.windowTitle() == "Trust report of reviews.scored.csv"
    shares = desk.tab.table.review.shares
    past = shares._past
    assert past is not None
    for row in range(22):  # labelled while the dialog is open
        shares.samples.label(past, row, TEXTS[row], RIGHT[row])
    desk.tab.corrections.correct(past.labels.names, TEXTS[30], "positive")
    choose(dialog, "Column with known labels", "right")
    desk.wait(lambda: "The report includes the shares." in words(dialog))
    assert "1 rows that you corrected" in words(dialog)
    choose(dialog, "Column with known labels", "None")
    place = tmp_path / "trust.html"
    save(desk, dialog, place)
    desk.wait(lambda: place.exists() and place.stat().st_size > 0)
    assert "Measured on a sample of 22 labelled rows" in place.read_text(encoding="utf-8")
    desk.wait(lambda: not dialog.isVisible())
    desk.press("Trust report")
    desk.score_table(write_table(tmp_path / "others.csv", TEXTS[:8]))
    desk.wait(lambda: dialog.windowTitle() == "Trust report of others.scored.csv")
    desk.wait(lambda: save_button(dialog).isEnabled())
    assert save(desk, dialog, tmp_path / "other.html") == "others.report.html"
    desk.wait(lambda: not dialog.isVisible())
    assert "others.scored.csv" in (tmp_path / "other.html").read_text(encoding="utf-8")


def test_a_place_that_was_asked_for_one_table_does_not_get_the_report_of_another(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    dialog = open_dialog(desk, tmp_path)
    press(dialog, "Save report")
    desk.tab.table.review.close_table()
    assert not save_button(dialog).isEnabled()
    place = tmp_path / "trust.html"
    choose_in_dialog(desk.qtbot, place)
    assert dialog.windowTitle() == "Trust report of reviews.scored.csv"
    desk.wait(lambda: place.exists() and place.stat().st_size > 0)
    assert "reviews.scored.csv" in place.read_text(encoding="utf-8")
