"""A figure of a table in a text belongs to its row and its column."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.grids import grids_of
from llmdesk.tools.evidence.support import check_sentences

SPACES = "Visitors by year\n\nYear   Museum   Library\n2022   120   15\n2023   140   18\n2024   165   21\n"
TABS = "Prices\n\nTicket\tAdults\tChildren\nDay\t£12\t£5\nWeek\t£40\t£18\n"
PIPES = "| Year | Sales | Profit |\n| --- | --- | --- |\n| 2022 | €120 | €15 |\n| 2023 | €140 | €18 |\n"
SEVERAL = (
    "Trial\n\n| Arm | Enrolled | Finished | Score |\n| --- | --- | --- | --- |\n"
    "| Swimming | 48 (51 %) | 40 of 48 | 7.4 ± 0.8 |\n| Walking | 46 (49 %) | 31 of 46 | 5.9 ± 1.3 |\n"
)
HOURS = "Opening hours\n\nDay\tBakery\tButcher\nFriday\t6:30-18:00\t8-19\nSaturday\t7-13\t8:15-14\n"
HAN_SEVERAL = (
    "| 班级 | 期中 | 期末 |\n| --- | --- | --- |\n"
    "| 一班 | 18（45%） | 26（65%） |\n| 二班 | 21（52%） | 23（57%） |\n"
)
CHANGE = "Members of clubs\n\nClub   2019   2024\nRowing   80   92\nChess   12   48\nTennis   110   95\n"
HAN_CHANGE = "各店销量（台）\n\n门店 2021年 2022年\n东门店 300 345\n西门店 45 60\n南门店 200 180\n"
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


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (SEVERAL, "In the swimming arm 48 people enrolled."),
        (SEVERAL, "Of the walking arm, 31 finished."),
        (SEVERAL, "The score of the walking arm was 5.9."),
        (SEVERAL, "49 % of those enrolled were in the walking arm."),
        (HOURS, "The bakery opens at 6:30 on Friday."),
        (HOURS, "On Friday the bakery closes at 18:00."),
        (HOURS, "The butcher closes at 14 on Saturday."),
        (HAN_SEVERAL, "一班期末有26人。"),
        (HAN_SEVERAL, "一班期中有18人。"),
    ],
)
def test_one_of_several_figures_of_a_cell_is_not_contradicted_by_its_cell(text: str, claim: str) -> None:
    assert verdict(text, claim) == "supported"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (SEVERAL, "In the swimming arm 46 people enrolled."),
        (SEVERAL, "The score of the walking arm was 7.4."),
        (HOURS, "The bakery opens at 8 on Friday."),
        (HAN_SEVERAL, "二班期末有26人。"),
    ],
)
def test_a_figure_of_none_of_its_cells_contradicts(text: str, claim: str) -> None:
    assert verdict(text, claim) == "contradicted"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (CHANGE, "Rowing gained 12 members by 2024."),  # 92 - 80; chess had 12
        (CHANGE, "In 2019 tennis had 30 more members than rowing."),
        (CHANGE, "Chess had 92 % fewer members in 2024 than nobody."),
        (CHANGE, "In 2024 rowing grew by 15 %."),
        (HAN_CHANGE, "东门店2022年销量增长了45台。"),
        (HAN_CHANGE, "南门店2022年减少了20台。"),
        (HAN_CHANGE, "西门店和其他店2022年共585台。"),
    ],
)
def test_what_two_cells_make_is_not_contradicted_by_them(text: str, claim: str) -> None:
    (grid,) = grids_of(from_text(text))
    assert grid.says(claim) in ("", "right")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (CHANGE, "Rowing had 12 members in 2019."),  # 92 - 80, but nothing says that it is a difference
        (CHANGE, "Rowing gained 48 members by 2024."),
        (CHANGE, "Rowing rose by 12 to 95 in 2024."),
        (HAN_CHANGE, "东门店2022年增长了60台。"),
        (HAN_CHANGE, "东门店2021年卖出45台。"),
    ],
)
def test_a_figure_that_no_two_cells_make_or_that_is_no_difference_contradicts(text: str, claim: str) -> None:
    (grid,) = grids_of(from_text(text))
    assert not isinstance(grid.says(claim), str)


def test_figures_that_are_no_numbers_are_compared_as_they_are_written() -> None:
    long = "9" * 400
    text = "Part   First   Second\nAlpha   1.2.2023   999\nBeta   3.4.2024   5\n"
    (grid,) = grids_of(from_text(text))
    assert grid.says("The first of Alpha is 1.2.2023.") == "right"
    assert not isinstance(grid.says("The first of Alpha is 3.4.2024, more than before."), str)
    assert grid.says(f"The second of Alpha differs by {long}.{long}.") == ""
