"""Whatever a model says: the words of a value are the source's, or the value is marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.documents import from_text
from llmdesk.tools.extract.chunks import Chunk
from llmdesk.tools.extract.merging import many_rows, one_row
from llmdesk.tools.extract.placing import Placer
from llmdesk.tools.extract.types import Record
from llmdesk.tools.fields import Field, Said
from tests.benchmarks.extract_texts import MEASURING, made

FIELDS = (
    Field("Text"),
    Field("Number", type="number"),
    Field("Date", type="date"),
    Field("Money", type="money"),
    Field("Paid", type="yes/no"),
    Field("Kind", type="one of", one_of=("old", "new")),
    Field("Names", type="list"),
)
PIECES = st.sampled_from(
    [
        "Ann",
        "北京",
        " ",
        "\n",
        "5",
        "EUR ",
        "１２",
        ".",
        ",",
        "2024年3月5日",
        "5 March 2024",
        "ﬁ",
        "𠮷",
        "old",
        "'",
        "-",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=20).map("".join)
ANSWERS = st.tuples(*[st.lists(st.builds(Said, TEXTS, TEXTS), max_size=2).map(tuple) for _ in FIELDS])


def check(text: str, record: Record) -> None:
    for cell in record:
        for value in cell.values:
            if value.start is None or value.end is None:
                assert value.problem == "nowhere"
            else:
                assert text[value.start : value.end] == value.text
                assert value.value is not None or value.problem
                assert any(place.start == value.start for place in value.places)


@settings(max_examples=20, deadline=None)
@given(TEXTS, ANSWERS)
def test_a_value_without_a_mark_is_the_source_at_its_place(
    text: str, answer: tuple[tuple[Said, ...], ...]
) -> None:
    placer, chunk = Placer(text), Chunk(0, len(text))
    record = placer.record(FIELDS, answer, chunk)
    check(text, record)
    check(text, one_row(FIELDS, [record, record], placer.source))
    for row in many_rows(placer.rows(FIELDS, [answer, answer], chunk)):
        check(text, row)


def test_equal_rows_next_to_each_other_are_rows_of_their_own_at_their_own_places() -> None:
    text = "Receipt\nCoffee 3.00\nCoffee 3.00\nCake 4.50\nCoffee 3.00\n"
    fields = (Field("Item"), Field("Price", type="money"))
    answers = [((Said(item),), (Said(price),)) for item, price in map(str.split, text.split("\n")[1:5])]
    rows = many_rows(Placer(text).rows(fields, answers, Chunk(0, len(text))))
    starts = [[cell.values[0].start for cell in row] for row in rows]
    assert starts == [[8, 15], [20, 27], [32, 37], [42, 49]]


def test_a_row_that_is_said_twice_and_stands_once_is_one_row() -> None:
    text = "Coffee 3.00\nCake 4.50\n"
    fields = (Field("Item"), Field("Price", type="money"))
    said = [((Said(item),), (Said(price),)) for item, price in (("Coffee", "3.00"), ("Cake", "4.50"))]
    placer, chunk = Placer(text), Chunk(0, len(text))
    assert len(many_rows(placer.rows(fields, [said[0], said[1], said[1]], chunk))) == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_benchmark_knows_its_values_where_extract_reads_them(language: str) -> None:
    for document in made(MEASURING, language, 10):
        text = from_text(document.text).text
        assert document.read == text
        for known in document.known.values():
            assert {text[start:end] for start, end in known.places} == {known.text}
