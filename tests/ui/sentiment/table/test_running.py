"""A table that is being scored: progress, pause, cancel, what is gone on with, known labels, past tables."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton

from llmdesk.ui.sentiment.table.job import MOST_KNOWN
from llmdesk.ui.widgets.choice_box import ChoiceBox
from tests.ui.sentiment.desk import HeldEngine, SentimentDesk, write_table

TEXTS = ["I love it, great", "the worst, I hate it", "", "a nice chair", "bad and boring"]
MANY = [f"{'good' if number % 2 else 'bad'} number {number}" for number in range(1500)]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_table(tmp_path / "reviews.csv", TEXTS)


def scored(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


def stop_in_the_middle(desk: SentimentDesk, engine: HeldEngine, path: Path) -> None:
    """Cancel when the first block of 512 rows is scored and the second is not."""
    desk.open_table(path)
    engine.hold_after = 900
    desk.press("Score rows")
    desk.wait(engine.holding.is_set)
    desk.wait(lambda: rows_done(desk) >= 512)
    desk.press("Cancel")
    desk.wait(lambda: not desk.tab.table.running)
    engine.go.set()


def rows_done(desk: SentimentDesk) -> int:
    """What the progress says."""
    found = re.search(r"^(\d+) of 1500 rows$", desk.words().replace(",", ""), re.MULTILINE)
    return int(found[1]) if found else 0


def test_while_it_runs_progress_shows_and_the_labels_stay(
    desk: SentimentDesk, engine: HeldEngine, table: Path
) -> None:
    desk.open_table(table)
    engine.go.clear()
    desk.press("Score rows")
    desk.wait(engine.holding.is_set)
    assert desk.services.tasks.long_jobs == ["Scoring reviews.csv"]
    assert desk.has("Progress")
    assert not desk.named(ChoiceBox, "Labels").isEnabled()
    engine.go.set()
    desk.wait(lambda: desk.has("Rows"))
    assert desk.named(ChoiceBox, "Labels").isEnabled()


def test_chinese_rows_for_a_model_without_chinese_are_warned_of_while_they_are_scored(
    desk: SentimentDesk, engine: HeldEngine, tmp_path: Path
) -> None:
    """The scripted engine takes every trial for the same."""
    desk.open_table(write_table(tmp_path / "chinese.csv", ["味道很好。", "服务很差。"]))
    engine.hold_after = 3  # the items of the trial
    desk.press("Score rows")
    desk.wait(lambda: "This model hardly knows Chinese" in desk.words())
    desk.wait(engine.holding.is_set)
    engine.go.set()
    desk.wait(lambda: desk.has("Rows"))


def test_a_pause_holds_the_rows_and_goes_on(desk: SentimentDesk, engine: HeldEngine, tmp_path: Path) -> None:
    desk.open_table(write_table(tmp_path / "many.csv", MANY))
    engine.go.clear()
    desk.press("Score rows")
    desk.wait(engine.holding.is_set)
    desk.press("Pause")
    assert "Paused" in desk.words() or desk.named(QPushButton, "Resume")
    engine.go.set()
    desk.press("Resume")
    desk.wait(lambda: desk.has("Rows"))
    assert len(scored(tmp_path / "many.scored.csv")) == len(MANY)


def test_a_cancelled_table_goes_on_where_it_was_and_no_row_is_scored_twice(
    desk: SentimentDesk, engine: HeldEngine, tmp_path: Path
) -> None:
    path = write_table(tmp_path / "many.csv", MANY)
    desk.score_table(write_table(tmp_path / "whole.csv", MANY))  # fits the labels too
    stop_in_the_middle(desk, engine, path)
    desk.wait(lambda: desk.has("Score all rows again"))
    assert "rows of this table have already been scored. Scoring resumes from there." in desk.words()
    assert desk.named(QPushButton, "Resume").text() == "Resume"
    assert not (tmp_path / "many.scored.csv").exists()
    assert [run.state for run in desk.services.store.runs("table")] == ["stopped", "done"]
    before = len(engine.items)
    desk.press("Resume")
    desk.wait(lambda: desk.has("Rows"))
    assert len(engine.items) - before <= len(MANY) - 512
    output = (tmp_path / "many.scored.csv").read_bytes()
    assert output == (tmp_path / "whole.scored.csv").read_bytes()


def test_a_stopped_table_of_the_history_can_be_gone_on_with(
    desk: SentimentDesk, engine: HeldEngine, tmp_path: Path
) -> None:
    desk.analyze("good")  # fits the labels
    stop_in_the_middle(desk, engine, write_table(tmp_path / "many.csv", MANY))
    desk.press("One text")
    desk.tab.sets.set_unsure_below(0.9)  # rows that were made with another limit cannot be gone on with
    desk.tab.history.chosen.emit(desk.services.store.runs("table")[0])
    desk.wait(lambda: desk.has("Score all rows again"))
    assert desk.tab.sets.unsure_below == 0
    assert "many.scored.csv" in desk.words()


def test_unfinished_work_with_other_labels_says_why_it_cannot_be_used(
    desk: SentimentDesk, engine: HeldEngine, tmp_path: Path
) -> None:
    desk.analyze("good")  # fits the labels
    stop_in_the_middle(desk, engine, write_table(tmp_path / "many.csv", MANY))
    desk.wait(lambda: desk.has("Score all rows again"))
    desk.choose("Labels", "Spam")
    desk.wait(lambda: "It was made with other labels." in desk.words())
    assert not desk.has("Score all rows again")
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    assert len(scored(tmp_path / "many.scored.csv")) == len(MANY)


def test_a_column_with_known_labels_tells_how_good_the_results_are(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    texts = [f"{'love' if number % 2 else 'hate'} {number}" for number in range(60)]
    right = ["Positive" if number % 2 else "negative" for number in range(60)]
    desk.open_table(write_table(tmp_path / "known.csv", texts, right))
    desk.choose("Known labels", "right")
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    desk.press("Show charts")
    assert "60 rows with known labels: 100% right" in desk.words()
    assert MOST_KNOWN >= 60


def test_a_column_without_any_of_the_labels_is_told(desk: SentimentDesk, table: Path) -> None:
    desk.open_table(table)
    desk.choose("Known labels", "id")
    desk.press("Score rows")
    desk.wait(lambda: bool(desk.notices()))
    assert "The column “id” has too few of the labels." in desk.notices()[0]
    assert desk.has("Score rows")


def starred(path: Path, values: str) -> Path:
    """Forty rows, every second one good, with a value for good and one for bad rows by turns."""
    texts = [f"{'love' if number % 2 else 'hate'} {number}" for number in range(40)]
    return write_table(path, texts, [values.split()[number % 2] for number in range(40)])


def test_what_the_known_labels_are_taken_for_shows_and_can_be_changed(
    desk: SentimentDesk, tmp_path: Path
) -> None:
    desk.open_table(starred(tmp_path / "stars.csv", "1 5"))
    desk.choose("Known labels", "right")
    desk.wait(lambda: desk.has("Meaning of “5”"))
    assert "This is how the values are understood." in desk.words()
    one = desk.named(ChoiceBox, "Meaning of “1”")
    assert one.current is not None
    assert one.current.text == "negative"
    desk.choose("Meaning of “1”", "positive")
    assert "Only the label “positive” was found" in desk.words()
    desk.press("Score rows")
    desk.wait(lambda: bool(desk.notices()))
    assert "Say for each value what it means" in desk.notices()[0]
    desk.choose("Meaning of “1”", "negative")
    desk.press("Score rows")
    desk.wait(lambda: desk.has("Rows"))
    desk.press("Show charts")
    assert "40 rows with known labels: 100% right" in desk.words()


def test_codes_that_could_be_the_other_way_round_are_asked_about(desk: SentimentDesk, tmp_path: Path) -> None:
    desk.open_table(starred(tmp_path / "codes.csv", "2 1"))
    desk.choose("Known labels", "right")
    desk.wait(lambda: "Please choose for each one." in desk.words())
    assert desk.named(ChoiceBox, "Meaning of “1”").current is None
    desk.choose("Meaning of “1”", "positive")
    desk.choose("Meaning of “2”", "negative")
    assert "This is how the values are understood." in desk.words()
    desk.choose("Labels", "Spam")
    desk.wait(lambda: "too few of the labels" in desk.words())
    desk.choose("Known labels", "None")
    assert not desk.has("Meaning of “1”")


def test_a_past_table_comes_back_from_the_history(desk: SentimentDesk, table: Path) -> None:
    desk.score_table(table)
    run = desk.services.store.runs("table")[0]
    assert run.title == "reviews.csv"
    desk.press("One text")
    desk.tab.history.chosen.emit(run)
    desk.wait(lambda: desk.has("Rows") and desk.tab.table.review.rows.model().rowCount() == 5)


def test_a_past_table_whose_file_is_gone_is_told(desk: SentimentDesk, table: Path) -> None:
    desk.score_table(table)
    table.with_name("reviews.scored.csv").unlink()
    desk.tab.history.chosen.emit(desk.services.store.runs("table")[0])
    desk.wait(lambda: bool(desk.notices()))


def test_a_new_language_is_taken_at_once(desk: SentimentDesk, table: Path) -> None:
    desk.open_table(table)
    before = desk.words()
    QCoreApplication.sendEvent(desk.tab, QEvent(QEvent.Type.LanguageChange))
    desk.wait(lambda: desk.words() == before)
    assert desk.named(ChoiceBox, "Known labels").choices[0].text == "None"
    assert not desk.has("Score all rows again")
