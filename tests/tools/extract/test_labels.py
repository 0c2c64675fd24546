"""What a form names is found behind or below its label, and goes before what a model gave."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.extract.labels import as_labelled
from llmdesk.tools.extract.placing import Placer
from llmdesk.tools.extract.types import Cell, Record
from llmdesk.tools.fields import Field, Place

EN = (Field("Seller"), Field("Buyer"), Field("Due date", type="date"))
ZH = (Field("销售方"), Field("购买方"), Field("付款期限", type="date"))


def given_by_model(text: str, fields: tuple[Field, ...], *said: str) -> Record:
    placer = Placer(text)
    cells = []
    for field, words in zip(fields, said, strict=True):
        start = text.find(words)
        place = Place(start, start + len(words))
        cells.append(Cell((placer.value_at(field, place),)) if words else Cell())
    return tuple(cells)


def told(text: str, fields: tuple[Field, ...], *said: str) -> list[str]:
    record = given_by_model(text, fields, *said)
    language = "zh" if fields is ZH else "en"
    cells = as_labelled(fields, record, Placer(text), language)
    return [cell.first.text if cell.first is not None else "" for cell in cells]


@pytest.mark.parametrize(
    "text",
    [
        "Vendor: North Ltd\nCustomer: South Inc\nDue: 5 May 2024",
        "Supplier\tCustomer\nNorth Ltd\tSouth Inc\nPayment deadline: 5 May 2024",
        "Customer          Vendor\nSouth Inc         North Ltd\nPayment due 5 May 2024",
        "Vendor   North Ltd\nBill to   South Inc\nDue date | 5 May 2024",
        "Seller\nName: North Ltd\nBuyer\nName: South Inc\nPay by: 5 May 2024",
    ],
)
def test_the_parties_of_a_form_are_those_behind_their_labels(text: str) -> None:
    assert told(text, EN, "South Inc", "North Ltd", "") == ["North Ltd", "South Inc", "5 May 2024"]


@pytest.mark.parametrize(
    "text",
    [
        "卖方：北方公司\n买方：南方公司\n到期日：2024年5月5日",
        "购买方信息\n名称：南方公司\n销售方信息\n名称：北方公司\n付款截止日 2024年5月5日",
        "供货单位    购货单位\n北方公司    南方公司\n最后付款日：2024年5月5日",
    ],
)
def test_so_are_those_of_a_chinese_one(text: str) -> None:
    assert told(text, ZH, "南方公司", "北方公司", "") == ["北方公司", "南方公司", "2024年5月5日"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Remit to: North Ltd, 5 Mill Lane\nCustomer: South Inc", "North Ltd"),  # a part of what stands there
        ("From: A Ltd\nFrom: B Ltd\nC Ltd", "C Ltd"),  # two, of which none is the one
        ("From the office of North Ltd\nwe greet you", "North Ltd"),  # prose
        ("Vendor:\nCustomer: South Inc\nNorth Ltd", "North Ltd"),  # a label without a value
    ],
)
def test_what_the_model_gave_stays_where_no_label_tells_better(text: str, said: str) -> None:
    assert told(text, EN, said, "", "")[0] == said


def test_what_is_no_date_is_none_behind_a_label_of_one_either() -> None:
    assert told("Due date: soon\nby 5 May 2024", EN, "", "", "5 May 2024")[2] == "5 May 2024"


def test_a_label_of_two_fields_names_none() -> None:
    fields = (Field("Seller"), Field("Sender"), Field("Due date", type="date"))
    text = "From: North Ltd"
    cells = as_labelled(fields, (Cell(), Cell(), Cell()), Placer(text), "en")
    assert all(cell.first is None for cell in cells)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["Seller", "From", ":", " ", "  ", "\t", "\n", "|", "A", "名称", "购买方"])))
def test_every_value_is_the_text_at_its_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    for cell in as_labelled(EN, (Cell(), Cell(), Cell()), Placer(text), "en"):
        for value in cell.values:
            assert text[value.start : value.end] == value.text
            assert value.text.strip()
