"""Which sentences of a document carry its main points, as far as the program can tell."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.summarize import rank
from llmdesk.tools.summarize.chunks import Chunk
from llmdesk.tools.summarize.close import choosing
from llmdesk.tools.summarize.close.making import _leans
from llmdesk.tools.summarize.close.weighing import weigh
from llmdesk.tools.summarize.own_sentences import OwnSentences
from llmdesk.tools.summarize.rank import Point
from llmdesk.tools.summarize.standing.context import Context

EN = """\
The council approved the new tram line on Monday with eight votes to three.
It was a cold evening. The room was full.

Trams will run every ten minutes from June 2027 and cost 340 million euros.
Some people waited outside. They drank tea.
"""
ZH = """\
市议会星期一以八票对三票通过了新的电车线路方案。那天晚上很冷。会议室里坐满了人。

电车将从2027年6月起每十分钟一班，总投资3亿4000万元。有人在外面等。他们喝了茶。
"""


def points_of(text: str) -> list[Point]:
    document = from_text(text)
    return [rank.point(text[s.start : s.end], s.start, s.end) for s in document.sentences]


@pytest.mark.parametrize("text", [EN, ZH])
def test_decisions_with_figures_at_the_head_of_a_paragraph_weigh_most(text: str) -> None:
    points = points_of(text)
    values = weigh(from_text(text), points)
    assert len(values) == len(points) == 6
    best = sorted(range(6), key=lambda at: -values[at])[:2]
    assert sorted(best) == [0, 3]


@pytest.mark.parametrize("text", [EN, ZH])
def test_a_shortened_sentence_weighs_as_the_whole_one(text: str) -> None:
    points = points_of(text)
    shorter = [rank.point(points[0].text[: len(points[0].text) // 2], 0, points[0].end), *points[1:]]
    whole, cut = weigh(from_text(text), points), weigh(from_text(text), shorter)
    assert cut[0] <= whole[0]
    assert cut[1:] == whole[1:]


@pytest.mark.parametrize(
    ("proposed", "decided"),
    [
        ("Mr Dow proposed a fee of 2 euros.", "The board rejected a fee of 2 euros."),
        ("罗先生提议唱八首歌。", "会议决定唱七首歌。"),
    ],
)
def test_what_was_decided_weighs_more_than_what_was_proposed(proposed: str, decided: str) -> None:
    text = f"{proposed}\n\n{decided}\n"
    values = weigh(from_text(text), points_of(text))
    assert values[1] > values[0]


def test_of_two_that_weigh_the_same_the_shorter_one_is_chosen_first() -> None:
    long, short = "Rain " * 39 + "fell.", "Snow " * 9 + "fell."
    points = [rank.point(long, 0, len(long)), rank.point(short, 300, 300 + len(short))]
    chosen = choosing.choose(points, [0.0, 0.0], set(), set(), 8, 20)
    assert [each.text for each in chosen] == [short]


def test_a_sentence_that_leans_on_the_one_before_stands_rather_beside_it() -> None:
    first, leaning, other = (
        "A toll was brought in.",
        "From then on vans paid.",
        "Every tram runs hourly.",
    )
    starts = (0, len(first) + 1, 200)
    texts = (first, leaning, other)
    points = [rank.point(text, at, at + len(text)) for text, at in zip(texts, starts, strict=True)]

    def chosen(scores: list[float]) -> list[str]:
        return [each.text for each in choosing.choose(points, scores, set(), {starts[1]}, 9, 5)]

    assert chosen([1.0, 0.7, 0.3]) == [first, leaning]
    assert chosen([-1.0, 0.6, 0.3])[-1] == other


def test_a_sentence_that_leans_may_come_with_the_one_before() -> None:
    first, leaning = "A toll was brought in.", "From then on vans paid."
    points = [
        rank.point(first, 0, 22),
        rank.point(leaning, 23, 46),
        rank.point("Every tram runs every hour.", 200, 227),
    ]
    chosen = choosing.choose(points, [0.2, 0.6, 0.35], set(), {23}, 9, 5)
    assert [each.text for each in chosen] == [first, leaning]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("From then on you need a permit to park here.", True),
        ("The latter was closed in May.", True),
        ("The number of visitors rose to 900.", False),
        ("此后每周排练两次。", True),
        ("从十月起每周排练两次。", False),
    ],
)
def test_what_points_back_without_a_pronoun_leans(text: str, leans: bool) -> None:
    document = from_text(text)
    assert _leans(Context(document, (), document.language), text) is leans


def test_nothing_is_weighed_of_nothing() -> None:
    assert weigh(from_text(EN), []) == []


@pytest.mark.parametrize(
    ("came_to", "said"),
    [
        ("It was agreed to buy the first.", "It was cheaper to buy the first."),
        ("表决结果是五票，定为前一种。", "商店里的价格，便宜的是前一种。"),
    ],
)
def test_what_a_meeting_came_to_weighs_more_than_what_was_said(came_to: str, said: str) -> None:
    found = []
    for middle in (came_to, said):
        text = f"Ann wants a press.\n{middle}\nBob wants one of wood."
        found.append(weigh(from_text(text), points_of(text))[1])
    assert found[0] > found[1]


@pytest.mark.parametrize(
    "text",
    [
        "Present: Ruth Amadi (chair), Callum Brandt (treasurer). The board renews the roof in May.",
        "出席：团长方静、会计谭秋、声部长许平。会议决定从十月起每周排练两次，周五用学校的教室。",
    ],
)
def test_who_was_present_is_no_sentence_of_a_summary(text: str) -> None:
    document = from_text(text)
    (found,) = OwnSentences(document).of(Chunk(0, len(text), 0, 0, len(document.sentences)))
    assert "Ruth" not in found.text
    assert "方静" not in found.text
