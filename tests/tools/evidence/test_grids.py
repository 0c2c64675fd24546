"""A figure of a table in a text belongs to its row and its column."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.grids import grids_of
from llmdesk.tools.evidence.support import check_sentences

SPACES = "Visitors by year\n\nYear   Museum   Library\n2022   120   15\n2023   140   18\n2024   165   21\n"
TABS = "Prices\n\nTicket\tAdults\tChildren\nDay\t£12\t£5\nWeek\t£40\t£18\n"
PIPES = "| Year | Sales | Profit |\n| --- | --- | --- |\n| 2022 | €120 | €15 |\n| 2023 | €140 | €18 |\n"
HAN = "票价表\n\n票种 成人 儿童\n日票 12元 5元\n周票 40元 18元\n"


def verdict(text: str, claim: str) -> str:
    return check_sentences(from_text(text), [claim])[0].name


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (SPACES, "In 2022 the museum had 120 visitors."),
        (SPACES, "In 2024 the library had 21 visitors."),
        (TABS, "A week ticket costs children £18."),
        (PIPES, "Sales were €140 in 2023."),
        (HAN, "成人日票12元。"),
        (HAN, "儿童周票18元。"),
    ],
)
def test_what_stands_in_its_row_and_column_is_supported(text: str, claim: str) -> None:
    assert verdict(text, claim) == "supported"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (SPACES, "In 2022 the library had 120 visitors."),
        (SPACES, "In 2022 the museum had 165 visitors."),
        (TABS, "A week ticket costs adults £18."),
        (PIPES, "Profit in 2022 was €120."),
        (HAN, "儿童日票12元。"),
        (HAN, "成人周票18元。"),
    ],
)
def test_the_figure_of_another_column_or_row_contradicts(text: str, claim: str) -> None:
    assert verdict(text, claim) == "contradicted"


def test_a_claim_about_two_rows_or_columns_is_not_judged_by_the_table() -> None:
    (grid,) = grids_of(from_text(SPACES))
    assert grid.says("The museum went from 120 visitors in 2022 to 140 in 2023.") == ""
    assert grid.says("In 2022 the museum and the library had 135 visitors.") == ""
    assert grid.says("Nobody counted the visitors.") == ""


def test_sentences_and_lists_are_no_tables() -> None:
    text = "Ann met Bob\nin 2022 at 12\nand left.\n\n- 3 eggs\n- 2 apples\n- 1 pear\n"
    assert not grids_of(from_text(text))
