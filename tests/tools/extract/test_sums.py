"""Amounts that must add up: what the text states is taken, what it does not is marked."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.extract import extract
from llmdesk.tools.extract.types import MARKED, Value
from llmdesk.tools.fields import FieldSet, ready_set
from tests.tools.extract.copying_engine import CopyingEngine
from tests.tools.extract.test_method import loaded

TEXT = "Paper  EUR 60.00\nPens  EUR 40.00\nSubtotal  EUR 100.00\nVAT  EUR 20.00\nAmount due  EUR 120.00\n"


def amounts(text: str, net: str, tax: str, total: str) -> list[tuple[object, str]]:
    """Value and mark of each of the three, after a model said these."""
    engine = CopyingEngine()
    engine.enqueue(f"Net amount: {net}\nTax: {tax}\nTotal: {total}\n")
    whole = ready_set("invoice")
    fields = FieldSet(whole.fields[-3:], sums=whole.sums)
    (record,) = extract(from_text(text), fields, loaded(engine)).records
    return [(cell.first and cell.first.value, cell.first.problem if cell.first else "") for cell in record]


def test_an_item_taken_for_the_net_amount_is_put_right_by_the_text() -> None:
    assert amounts(TEXT, "EUR 60.00", "EUR 20.00", "EUR 120.00") == [(100, ""), (20, ""), (120, "")]


def test_a_net_amount_that_shares_the_words_of_the_total_is_put_right() -> None:
    assert amounts(TEXT, "EUR 120.00", "EUR 20.00", "EUR 120.00") == [(100, ""), (20, ""), (120, "")]


def test_amounts_that_add_up_are_left_alone() -> None:
    assert amounts(TEXT, "EUR 100.00", "EUR 20.00", "EUR 120.00") == [(100, ""), (20, ""), (120, "")]


def test_parts_that_no_amount_of_the_text_brings_to_the_total_are_marked() -> None:
    text = "Paper  EUR 60.00\nPens  EUR 40.00\nAmount due  EUR 120.00\n"
    found = amounts(text, "EUR 60.00", "EUR 40.00", "EUR 120.00")
    assert found == [(60, "sum"), (40, "sum"), (120, "")]


def test_a_part_behind_its_own_label_is_not_doubted() -> None:
    text = "Paper  EUR 60.00\nPens  EUR 40.00\nTax  EUR 20.00\nAmount due  EUR 120.00\n"
    found = amounts(text, "EUR 60.00", "EUR 20.00", "EUR 120.00")
    assert found == [(60, "sum"), (20, ""), (120, "")]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_an_amount_that_the_model_left_out_is_taken_where_the_text_states_it(missing: int) -> None:
    said = ["EUR 100.00", "EUR 20.00", "EUR 120.00"]
    said[missing] = "not stated"
    assert amounts(TEXT, *said) == [(100, ""), (20, ""), (120, "")]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_what_is_not_stated_is_not_reckoned(missing: int) -> None:
    said = ["EUR 60.00", "EUR 20.00", "EUR 110.00"]
    said[missing] = "not stated"
    found = amounts(TEXT, *said)
    assert found[missing] == (None, "")


def test_of_amounts_that_are_not_stated_none_is_reckoned_from_another() -> None:
    assert amounts(TEXT, "not stated", "not stated", "EUR 120.00")[:2] == [(None, ""), (None, "")]


def test_a_chinese_part_is_named_by_a_character_of_its_name() -> None:
    engine = CopyingEngine()
    engine.enqueue("不含税金额: 60.00元\n税额: 20.00元\n价税合计: 120.00元\n")
    whole = ready_set("invoice", "zh")
    text = "打印纸 60.00元\n笔 40.00元\n增值税 20.00元\n应付总额 120.00元\n"
    (record,) = extract(from_text(text), FieldSet(whole.fields[-3:], sums=whole.sums), loaded(engine)).records
    assert [cell.values[0].problem for cell in record] == ["sum", "", ""]


def test_cents_of_rounding_are_no_difference() -> None:
    text = "Subtotal 10.01\nVAT 2.01\nTotal 12.03\n"
    assert [problem for _, problem in amounts(text, "10.01", "2.01", "12.03")] == ["", "", ""]


def test_a_value_that_is_marked_afterwards_is_trusted_as_little_as_any_marked_one() -> None:
    weighed = Value(5.0, "5", 0, 1, confidence=0.8)
    assert weighed.marked_as("sum").problem == "sum"
    assert weighed.marked_as("sum").confidence == pytest.approx(0.8 * MARKED)
    assert Value(5.0, "5", 0, 1).marked_as("shared").confidence is None
