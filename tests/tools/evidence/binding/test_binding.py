"""What an answer says stands in one place of its source, and is said of the same thing."""

from __future__ import annotations

import time

import pytest

from llmdesk.tools.evidence.binding import is_bound

KEYS = "The keys handed over were two for the house door and three for the flat."
FLEET = "The fleet has 62 vans, of which 14 are electric; nine more have been ordered."
DEPOTS = "The depot in Odense has 85 workers and is the largest; that in Aarhus will have 40."
POOL = "A ticket for adults costs 4.50 euros, and children under six swim for nothing."
BUS = "The first bus leaves the market at 7.30, the second at 8.15 from the station."
BOARD = "The board decided by five votes to two to raise the yearly fee from 60 to 75 euros."
MOVES = "Ms Lindqvist will look for a new pianist, as Mr Bellamy moves to Norway in May."
PRICE = "Members pay 48 euros and guests 60; children under ten go free."
CELLAR = "The cellar room number 5 belongs to the flat; the parking space does not."
HEADS = "北京分公司的负责人由周凯换成了何静，周凯调任成都分公司负责人。"
DOSE = "新药每天早上吃一次，旧药每天吃两次。"
COSTS = "水费和电费由承租人承担，物业费和暖气费由出租人承担。"
HOURS = "阅览室周一至周五上午九点开门，周末上午十点开门，晚上八点闭馆；每周三全天闭馆整理。"
DEPUTY = "副馆长赵岚负责志愿者工作。"
DOCTOR = "试验由省人民医院的杜文博医生主持，药费由医院承担。"


@pytest.mark.parametrize(
    ("said", "source", "question"),
    [
        ("The fleet has 62 vans, of which 14 are electric.", FLEET, ""),
        ("62 vans.", FLEET, "How many vans does the fleet have?"),
        ("The depot in Odense has 85 workers.", DEPOTS, ""),
        ("85 workers.", DEPOTS, "How many workers does the depot in Odense have?"),
        ("A ticket for adults costs 4.50 euros.", POOL, "What does a ticket cost?"),
        ("The first bus leaves the market at 7.30.", BUS, ""),
        ("By five votes to two.", BOARD, "How did the board decide?"),
        ("Ms Lindqvist will look for a new pianist.", MOVES, "Who will look for a new pianist?"),
        ("48 euros.", PRICE, "How much do members pay?"),
        ("Two keys for the house door.", KEYS, "How many keys for the house door were handed over?"),
        ("北京分公司的负责人由周凯换成了何静。", HEADS, "北京分公司的负责人换成了谁？"),
        ("何静。", HEADS, "北京分公司的负责人换成了谁？"),
        ("新药每天早上吃一次。", DOSE, "新药每天吃几次？"),
        ("水费和电费由承租人承担。", COSTS, "水电费由谁承担？"),
        ("周末上午十点开门。", HOURS, "阅览室周末几点开门？"),
        ("试验由省人民医院的杜文博医生主持。", DOCTOR, "试验由谁主持？"),
    ],
)
def test_what_is_said_in_one_place_is_bound(said: str, source: str, question: str) -> None:
    assert is_bound(said, [source], "", question)


@pytest.mark.parametrize(
    ("said", "source", "question"),
    [
        ("Two keys.", KEYS, "How many keys were handed over?"),
        ("Three keys for the house door.", KEYS, "How many keys for the house door were handed over?"),
        ("The fleet has 14 vans.", FLEET, "How many vans does the fleet have?"),
        ("14.", FLEET, "How many vans does the fleet have?"),
        ("40 workers.", DEPOTS, "How many workers does the depot in Odense have?"),
        ("A ticket for children costs 4.50 euros.", POOL, ""),
        ("The first bus leaves the station at 8.15.", BUS, ""),
        ("The second bus leaves the market at 7.30.", BUS, ""),
        ("The board decided by two votes to five to raise the yearly fee.", BOARD, ""),
        ("Mr Bellamy will look for a new pianist.", MOVES, ""),
        ("Ms Lindqvist will look for a new pianist, as she moves to Norway in May.", MOVES, ""),
        ("Members pay 60 euros.", PRICE, "How much do members pay?"),
        ("60 euros.", PRICE, "How much do members pay?"),
        ("The parking space belongs to the flat.", CELLAR, ""),
        ("Five rooms.", CELLAR, "How many rooms belong to the flat?"),
        ("周凯。", HEADS, "北京分公司的负责人换成了谁？"),
        ("北京分公司的负责人换成了周凯。", HEADS, "北京分公司的负责人换成了谁？"),
        ("新药每天吃两次。", DOSE, "新药每天吃几次？"),
        ("两次。", DOSE, "新药每天吃几次？"),
        ("水费和电费由出租人承担。", COSTS, "水电费由谁承担？"),
        ("周末上午九点开门。", HOURS, "阅览室周末几点开门？"),
        ("馆长是赵岚。", DEPUTY, "谁是馆长？"),
        ("试验由医院主持。", DOCTOR, "试验由谁主持？"),
    ],
)
def test_what_stands_there_of_something_else_is_not(said: str, source: str, question: str) -> None:
    assert not is_bound(said, [source], "", question)


def test_a_sentence_may_begin_with_what_its_document_is_about() -> None:
    source = "It is 118 metres long and nine metres wide."
    assert is_bound(
        "The Old Mill Bridge is 118 metres long.", [source], "bridge.txt\nThe Old Mill Bridge is closed."
    )
    assert not is_bound("The Old Mill Bridge is 118 metres long.", [source], "notes.txt\nA letter.")
    assert not is_bound("It is 118 metres long in Harl.", [source], "The bridge of Harl is closed.")


def test_parts_of_one_answer_may_stand_in_two_places() -> None:
    said = "It is open every day from nine to eight; a ticket for adults costs 4.50 euros."
    assert is_bound(said, ["It is open every day from nine to eight, but not on holidays.", POOL])


def test_long_and_odd_texts_take_no_time() -> None:
    begun = time.process_time()
    for said, source in (
        ("a 1 and " * 5_000, "b 1, and 2 " * 5_000),
        ("那1，" * 5_000, "这1个的，" * 5_000),
        ("", ""),
        ("?!", KEYS),
        ("Yes.", KEYS),
    ):
        is_bound(said, [source] * 3, source, said)
    assert time.process_time() - begun < 5
