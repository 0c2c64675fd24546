"""What counts as a correction, and what "correct mistakes only" does not let through."""

from __future__ import annotations

import pytest

from llmdesk.tools.write.diff import changes
from llmdesk.tools.write.mistakes import KEPT, LESS, MORE, NAME, NUMBER, OTHER_WORDS, QUOTED, Mistakes
from llmdesk.tools.write.types import Change


def refusals(old: str, new: str) -> list[str]:
    mistakes = Mistakes(old)
    return [mistakes.refusal(change) for change in changes(old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It was never ment for ships.", "It was never meant for ships."),
        ("Their is alot of dust.", "There is a lot of dust."),
        ("He go to to school by bus", "He goes to school by bus."),
        ("I has a apple", "I have an apple"),
        ("Him and me was late.", "He and I were late."),
        ("the storm in Febuary, wich was long", "the storm in February, which was long"),
        ("the Meeting is every day", "the meeting is everyday"),
        ("Its a long way", "It's a long way"),
        ("我昨天去了公圆玩的很开心", "我昨天去了公园，玩得很开心。"),
        ("他以经走了", "他已经走了"),
        ("We wait untill the importent guest comes", "We wait until the important guest comes"),
        ("I loose it more then once", "I lose it more than once"),
        ("He stoped and studyed", "He stopped and studied"),
        ("这道题很困难,我没做对", "这道题很困难，我没做对"),
        ("I dont know, I can not stay, noone can", "I don't know, I cannot stay, no one can"),
        ("WE go now, do NOT touch it", "We go now, do not touch it"),
        ("he works for nasa and the Uk", "he works for NASA and the UK"),
        ("THEY LEFT US BEHIND", "They left us behind"),
    ],
)
def test_a_mistake_is_corrected(old: str, new: str) -> None:
    assert refusals(old, new)
    assert set(refusals(old, new)) == {""}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("She paid 45 euros.", "She paid 54 euros.", NUMBER),
        ("They met Mr Lowik there.", "They met Mr Lowick there.", NAME),
        ("We meet on Monday.", "We meet on Sunday.", NAME),
        ("He said “I goes home” and left.", "He said “I go home” and left.", QUOTED),
        ("See http://a.example/recieve now", "See http://a.example/receive now", KEPT),
        ("A smal house", "A small red house", MORE),
        ("A small red house", "A small house", LESS),
        ("The big house", "The large house", OTHER_WORDS),
        ("The results were good.", "The results were not good.", OTHER_WORDS),
        ("He can swim.", "He can't swim.", OTHER_WORDS),
        ("All members must pay.", "Most members may pay.", OTHER_WORDS),
        ("He went home.", "She went home.", OTHER_WORDS),
        ("We leave before noon.", "We leave after noon.", OTHER_WORDS),
        ("It runs from Paris to Rome.", "It runs to Paris from Rome.", MORE),
        ("It is illegal to enter.", "It is legal to enter.", OTHER_WORDS),
        ("It is imposible.", "It is possible.", OTHER_WORDS),
        ("Take it with water.", "Take it without water.", OTHER_WORDS),
        ("He lives here.", "He leaves here.", OTHER_WORDS),
        ("The US plans to help", "The us plans to help", NAME),
        ("They told us to help", "They told US to help", NAME),
        ("Ask the IT department", "Ask the it department", NAME),
        ("NATO's plan of the UK", "Nato's plan of the uk", NAME),
        ("He is not able to swim.", "He is notable to swim.", OTHER_WORDS),
        ("It is notable that he swims.", "It is not able that he swims.", OTHER_WORDS),
        ("There is no table.", "There is notable.", OTHER_WORDS),
        ("It grew 5% then.", "It grew 5 then.", NUMBER),
        ("When x < 5, stop.", "When x > 5, stop.", NUMBER),
        ("这是他的权利", "这是他的权力", OTHER_WORDS),
        ("利率上升了", "利率上身了", OTHER_WORDS),
        ("他是好人", "他不是好人", OTHER_WORDS),
        ("今天天气很好", "今天天气非常好", OTHER_WORDS),
        ("会议上午开", "会议下午开", OTHER_WORDS),
        ("他买了书", "他卖了书", OTHER_WORDS),
    ],
)
def test_what_says_something_else_is_refused(old: str, new: str, reason: str) -> None:
    assert reason in refusals(old, new)


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        ("It costs 3.5 dollars.", "3.5", "3,5"),
        ("It is -5 degrees.", "-", ""),
        ("It rose by 5 degrees.", "5", "-5"),
        ("See pages 10-12 there.", "10-", "10 "),
        ("I saw four people.", "four", "for"),
        ("Two of them won.", "Two", "To"),
    ],
)
def test_a_number_is_not_touched_however_it_is_written(source: str, old: str, new: str) -> None:
    start = source.index(old)
    assert Mistakes(source).refusal(Change(start, start + len(old), old, new)) == NUMBER


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        ("It took 20 – 30 people.", "–", "-"),
        ("An ice-cream of 5 dollars.", "ice-", "ice "),
        ("Noone came, not one person.", "Noone", "No one"),
    ],
)
def test_what_only_stands_near_a_number_is_corrected(source: str, old: str, new: str) -> None:
    start = source.index(old)
    assert Mistakes(source).refusal(Change(start, start + len(old), old, new)) == ""
