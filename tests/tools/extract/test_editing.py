"""A cell that a person puts right: found where it stands, kept beside what was extracted."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from llmdesk.outputs import look_at
from llmdesk.store import Store
from llmdesk.tools.documents import from_text
from llmdesk.tools.extract import (
    Cell,
    Extraction,
    Unread,
    Value,
    as_it_was,
    as_json,
    as_separated,
    edited,
    extraction_from_run,
    finish_run,
    save_run,
    write_to,
)
from llmdesk.tools.fields import Field, FieldSet, Place, Source

TEXT = "Shop Mill\nNet: EUR 1,000.00\nTotal: EUR 1,240.00\nGuests: Ann, Bo and Ann\n"
TOTAL, NAMES, PAID = Field("Total", type="money"), Field("Guests", type="list"), Field("Paid", type="yes/no")
WRONG = Cell((Value(1000, "EUR 1,000.00", 15, 27, currency="EUR"),))


def put(field: Field, words: str, cell: Cell = WRONG) -> Cell:
    return edited(cell, field, words, Source(TEXT))


def test_what_is_typed_is_found_in_the_text_and_read_as_a_model_s_words_are() -> None:
    cell = put(TOTAL, "1240 EUR")
    value = cell.first
    assert value is not None
    assert (value.value, value.currency, value.found) == (1240, "EUR", False)
    value = put(TOTAL, "EUR 1,240.00").first
    assert value is not None
    assert TEXT[value.start : value.end] == "EUR 1,240.00"


def test_words_that_stand_nowhere_are_no_mark_but_a_number_that_is_none_is() -> None:
    assert not any(value.marked for value in put(TOTAL, "EUR 99").values)
    value = put(TOTAL, "a lot").first
    assert value is not None
    assert value.problem == "no money"
    assert value.value is None


def test_a_list_takes_a_value_between_semicolons_each_with_all_its_places() -> None:
    ann, bo = put(NAMES, "Ann; Bo；Ann;; ", Cell()).values
    assert (ann.text, bo.text) == ("Ann", "Bo")
    assert len(ann.places) == 2
    assert Place(bo.start or 0, bo.end or 0) in bo.places


def test_a_yes_rests_on_no_word_of_the_text_that_happens_to_be_yes() -> None:
    value = edited(Cell(), PAID, "yes", Source("yes, we can")).first
    assert value is not None
    assert (value.value, value.found) == (True, False)


@pytest.mark.parametrize("words", ["", "  \n"])
def test_nothing_is_not_stated_and_every_edit_leads_back_to_what_was_extracted(words: str) -> None:
    once = put(TOTAL, words)
    assert once.values == ()
    twice = put(TOTAL, "EUR 3", once)
    assert twice.was == WRONG.values
    assert as_it_was(twice) == Cell(WRONG.values)
    assert as_it_was(WRONG) is WRONG


def made(*cells: Cell) -> Extraction:
    return Extraction(FieldSet((TOTAL, PAID)[: len(cells)]), (cells,), "Mill", "Small", 1.0)


def test_an_edit_is_told_in_every_form() -> None:
    found = made(put(TOTAL, "EUR 5"), Cell((), was=()))
    (record,) = as_json(found)["records"]
    assert record["Total"]["edited"] is True
    assert record["Paid"] == {
        "value": None, "text": "", "start": None, "end": None, "confidence": None, "found": False,
        "edited": True,
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(as_separated([found], ","))))
    assert rows[0]["Marks"] == "Total: Changed by hand. Paid: Changed by hand."


def test_a_table_can_be_in_another_language_and_starts_no_formula() -> None:
    chinese = {
        "Document": "文档",
        "Marks": "标记",
        "currency": "币种",
        "yes": "是",
        "Changed by hand.": "手工修改。",
    }
    found = made(put(TOTAL, "EUR 5"), Cell((Value(True, "=1+1"),)))
    lines = as_separated([found], "\t", lambda source: chinese.get(source, source)).splitlines()
    assert lines[0].split("\t") == ["文档", "Total", "Total (币种)", "Paid", "标记"]
    assert lines[1].split("\t") == ["Mill", "5", "EUR", "是", "Total: 手工修改。"]
    formula = made(Cell((Value(None, "=1+1", problem="no money"),)))
    assert "\t'=1+1\t" in as_separated([formula], "\t")


def test_a_table_tells_in_its_language_that_a_document_was_read_in_part() -> None:
    whole = made(WRONG)
    part = replace(
        whole, complete=False, chars_read=5, chars_total=9, unread=(Unread(5, 9, "It broke off."),)
    )
    chinese = {
        "It broke off.": "中断了。",
        "Only a part of the document was read.": "只读了文档的一部分。",
    }
    lines = as_separated([whole, part], ",", lambda source: chinese.get(source, source)).splitlines()
    assert lines[1].endswith(",")
    assert lines[2].endswith(",中断了。 只读了文档的一部分。")


def test_a_workbook_has_days_that_it_knows_and_tells_what_it_cut(tmp_path: Path) -> None:
    day, names = Field("Day", type="date"), Field("Names", type="list")
    days = ("1850-03-05", "1899-12-31T10:00", "1900-03-01")
    long = Cell(tuple(Value(None, "a name " * 10) for _ in range(1_000)))
    records = tuple(
        (Cell((Value(each, each, 0, 1),)), long if at else Cell()) for at, each in enumerate(days)
    )
    found = Extraction(FieldSet((day, names), title="'" + "\U0001f600" * 40), records, "Mill", "m", 1.0)
    write_to(look_at(tmp_path / "a.xlsx"), [found])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rows = list(book.worksheets[0].values)
    assert [row[1] for row in rows[1:]] == [*days[:2], datetime(1900, 3, 1)]
    assert [row[3] for row in rows[1:]] == [None, *["A value is too long for a cell and was cut."] * 2]
    assert book.sheetnames == ["\U0001f600" * 15]


def test_an_edit_keeps_the_many_values_of_a_list() -> None:
    many = Cell(tuple(Value(None, f"n{number}") for number in range(500)))
    words = "; ".join(value.text for value in many.values)
    assert len(edited(many, NAMES, f"{words}; one more", Source(TEXT)).values) == 501


def test_an_edited_extraction_takes_the_place_of_the_one_that_was_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept.sqlite3", tmp_path / "backups")
    try:
        run = save_run(store, from_text(TEXT), FieldSet((TOTAL,)), made(WRONG))
        changed = made(put(TOTAL, "EUR 1,240.00"))
        finish_run(store, run.id, changed)
        assert extraction_from_run(store.run(run.id)) == changed
        assert store.run(run.id).state == "done"
    finally:
        store.close()
