"""What a cell says: values as a reader of the window's language reads them, bounded and in one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from llmdesk.tools.extract import Cell, Extraction, FileState, Unread, Value
from llmdesk.tools.fields import PROBLEMS, Field, FieldSet, FieldType
from llmdesk.ui.extract import words

NAMES = Field("Names", type="list")


@pytest.fixture(autouse=True)
def _american() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("number", Value(1234567, "1234567"), "1,234,567"),
        ("number", Value(0.5, "a half"), "0.5"),
        ("number", Value(10**30, "1" + "0" * 30), "1" + "0" * 30),
        ("number", Value(1e30, "many"), "1e+30"),
        ("money", Value(5.5, "$5.50", currency="USD"), "5.50 USD"),
        ("money", Value(5, "5"), "5"),
        ("yes/no", Value(True, "is paid"), "yes"),
        ("one of", Value("goods", "ten chairs"), "goods"),
        ("date", Value("2024-03", "March 2024"), "2024-03"),
        ("text", Value("Ann  Poe", "Ann\n Poe"), "Ann Poe"),
        ("number", Value(None, "soon", problem="no number"), "soon"),
    ],
)
def test_a_value_is_what_its_words_stand_for(kind: FieldType, value: Value, shown: str) -> None:
    assert words.cell_text(Field("A", type=kind), Cell((value,))) == shown


def test_below_it_stand_its_words_or_why_it_is_to_be_checked() -> None:
    day = Field("Day", type="date")
    assert words.beneath(day, Cell((Value("2024-03-05", "5 March 2024"),))) == "“5 March 2024”"
    assert words.beneath(day, Cell((Value("2024-03-05", "2024-03-05"),))) == ""
    assert words.beneath(day, Cell((Value(None, "soon", problem="no date"),))) == "no date"
    two = Cell(
        (Value("a", "a", problem="nowhere"), Value("b", "b", problem="nowhere"), Value("c", "c", 1, 2))
    )
    assert words.beneath(NAMES, two) == "2 to check"


def test_every_problem_has_its_short_words() -> None:
    assert words.SHORT.keys() == PROBLEMS.keys()


def test_what_one_edits_is_what_would_be_typed() -> None:
    values = tuple(Value(None, text) for text in ("Ann\nPoe", "Bo"))
    assert words.to_type(NAMES, Cell(values)) == "Ann Poe; Bo"
    paid = Field("Paid", type="yes/no")
    assert words.to_type(paid, Cell((Value(False, "is not paid"),))) == "no"
    assert words.to_type(paid, Cell()) == ""


def test_a_cell_of_a_thousand_values_stays_short() -> None:
    many = Cell(tuple(Value(None, f"name {number}") for number in range(1_000)))
    assert len(words.cell_text(NAMES, many)) < 300


def test_a_document_with_parts_of_which_nothing_came_is_not_just_done() -> None:
    whole = Extraction(FieldSet((NAMES,)), ((Cell(),),), "d", "m", 1.0)
    state = FileState(0, Path("d"), "done", extraction=whole)
    assert words.state_text(state) == "Done"
    gaps = replace(whole, complete=False, unread=(Unread(0, 5, "It broke off."),))
    assert words.state_text(replace(state, extraction=gaps)) == "Done; parts gave no answer"
