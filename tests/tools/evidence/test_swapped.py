"""Two things in each other's places are told, whether they are numbers, names or plain words."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.comparing.crossing import Crossing, crossing
from llmdesk.tools.evidence.remarks import TURNED
from llmdesk.tools.evidence.support import check_sentences

CLUB = (
    "The single sculls are booked for one hour, the fours for two hours. The flight costs 84 crowns one way "
    "and the boat 26. Mr Poole has obtained offers: 2,300 euros for a repair from Kestrel Service and 3,900 "
    "euros for two new machines from Dorn & Hale. Last year nine repairs cost 2,340 pounds, against 3,100 "
    "pounds for fifteen repairs the year before."
)
KETTLE = (
    "红灯表示加热，蓝灯表示保温；红灯闪烁说明壶内缺水，蓝灯闪烁说明需要除垢。整机保修一年，发热盘保修三年。"
    "少儿区在一楼，地方文献室在二楼。"
)


@pytest.mark.parametrize(
    ("document", "claim"),
    [
        (CLUB, "The single sculls are booked for two hours, the fours for one hour."),
        (CLUB, "A flight can be had for 26 crowns, while the boat costs 84."),
        (CLUB, "Dorn & Hale offered a repair, and Kestrel Service offered two new machines."),
        (
            CLUB,
            "Last year fifteen repairs cost 3,100 pounds, the year before nine repairs cost 2,340 pounds.",
        ),
        (KETTLE, "红灯表示保温，蓝灯表示加热。"),
        (KETTLE, "红灯闪烁说明需要除垢，蓝灯闪烁说明壶内缺水。"),
        (KETTLE, "整机保修三年，发热盘保修一年。"),
        (KETTLE, "少儿区在二楼，地方文献室在一楼。"),
    ],
)
def test_two_that_have_changed_places_are_told(document: str, claim: str) -> None:
    found = check_sentences(from_text(document), [claim])[0]
    assert found.name == "contradicted", (found.remark, found.sources)


@pytest.mark.parametrize(
    ("document", "claim"),
    [
        (CLUB, "The fours are booked for two hours, the single sculls for one hour."),
        (CLUB, "The boat costs 26 crowns, while the flight costs 84."),
        (CLUB, "Dorn & Hale offered two new machines, and Kestrel Service offered a repair."),
        (KETTLE, "蓝灯表示保温，红灯表示加热。"),
        (KETTLE, "发热盘保修三年，整机保修一年。"),
        (KETTLE, "地方文献室在二楼，少儿区在一楼。"),
    ],
)
def test_the_same_told_in_another_order_is_the_same(document: str, claim: str) -> None:
    found = check_sentences(from_text(document), [claim])[0]
    assert found.supported, (found.remark, found.sources)


def test_the_reason_names_the_two() -> None:
    found = check_sentences(from_text(KETTLE), ["红灯表示保温，蓝灯表示加热。"])[0]
    assert found.remark is not None
    assert found.remark.template == TURNED
    assert set(dict(found.remark.params).values()) in ({"保温", "加热"}, {"红灯", "蓝"}, {"红灯", "蓝灯"})


def test_what_stands_together_in_both_has_not_changed_places() -> None:
    a, b, c, d = "abcd"
    own = [frozenset((a, b)), frozenset((c, d))]
    swapped = [frozenset((a, d)), frozenset((c, b))]
    assert crossing(own, swapped, bool) == Crossing(frozenset(a), frozenset(c))
    assert crossing(own, own, bool) is None
    assert crossing(own, [*swapped, frozenset((a, b))], bool) is None
