"""What holds no longer does not stand alone in a summary."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.summarize import rank
from llmdesk.tools.summarize.close import choosing
from llmdesk.tools.summarize.close.replaced import replaced
from llmdesk.tools.summarize.rank import Point


def points_of(text: str) -> list[Point]:
    document = from_text(text)
    return [rank.point(text[s.start : s.end], s.start, s.end) for s in document.sentences]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting was to take place on 14 November. It was moved to 21 November.",
        "The firm had first told them three weeks. Neither date was kept.",
        "In May the ministry had announced a second bridge. The plan was given up.",
        "Under the version of 2019 a flat could be let for 90 nights. That limit no longer applies.",
        "It was long thought to be the work of Aurel. Tests showed that it is not.",
        "公司曾公告，项目年底投产。由于手续延误，试产推迟到九月。",
        "原计划放在东北角。后来这个区改成了熟食档。",
    ],
)
def test_the_one_behind_says_what_came_of_it(text: str) -> None:
    old, new = points_of(text)
    assert replaced(from_text(text), [old, new]) == {old.start: new.start}


@pytest.mark.parametrize(
    "text",
    [
        "The opening was to be in May, but is in June now. Visitors are welcome.",
        "The meeting takes place on 14 November. It begins at six.",
        "The meeting was to take place in May.\n\nA new paragraph begins here.",
        "开标时间原定为四月，现改为五月。地点不变。",
    ],
)
def test_what_tells_itself_what_came_of_it_or_has_nothing_behind_is_left_alone(text: str) -> None:
    assert replaced(from_text(text), points_of(text)) == {}


def test_it_is_chosen_with_the_one_behind_or_not_at_all() -> None:
    text = (
        "The meeting was to take place in the hall on 14 November. It was moved to 21 November. "
        "Trams will run hourly from June."
    )
    points = points_of(text)
    old = replaced(from_text(text), points)
    alone = choosing.choose(points, [1.0, -1.0, 0.2], set(), set(), 6, 10, old)
    assert [each.text for each in alone] == ["Trams will run hourly from June."]
    both = choosing.choose(points, [1.0, 0.6, -2.0], set(), {points[1].start}, 16, 10, old)
    assert both == points[:2]
