"""Which facts a text uses, and what stands in it that nobody gave."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.compose import Fact, facts, invented

LAMP = (
    "The Nordlys lamp stands 42 centimetres tall on a base of solid oak. Its 9 W LED is dimmable. "
    "Crafted in Denmark, it comes with a two-year warranty and weighs 1,200 grams."
)
CUP = "晨光保温杯容量500毫升，采用316不锈钢内胆，可保温12小时，重280克，不含双酚。"


def use(text: str, language: str, fact: str, **more: bool) -> Fact:
    return facts.uses(facts.Text(text, language), [fact], **more)[0]


def numbers(text: str, given_: str, language: str = "en") -> list[str]:
    places = [check.place for check in invented.numbers(text, given_, language)]
    return [text[place.start : place.end] for place in places if place is not None]


def names(text: str, given_: str) -> list[str]:
    places = [check.place for check in invented.added_names(text, given_)]
    return [text[place.start : place.end] for place in places if place is not None]


@pytest.mark.parametrize(
    "fact",
    [
        "Height: 42 cm",
        "- Solid oak base",
        "LED, 9 watts, dimmable",
        "Made in Denmark",
        "2. Two-year warranty",
        "Weight: 1.2 kg",
        "Nordlys",
    ],
)
def test_a_fact_that_is_said_in_other_words_is_used(fact: str) -> None:
    (plain,) = facts.facts_of(fact)
    assert use(LAMP, "en", plain).used


@pytest.mark.parametrize(
    "fact",
    [
        "Height: 40 cm",
        "Colour: black or white",
        "Made in Sweden",
        "Not dimmable",
        "Model X300",
        "USB-C",
        "9 volts",
    ],
)
def test_a_fact_that_is_not_said_is_missing(fact: str) -> None:
    found = use(LAMP, "en", fact)
    assert found.used is False
    assert found.missing or found.against


@pytest.mark.parametrize("fact", ["容量：500毫升", "316不锈钢内胆", "保温12小时", "重量：280克", "不含双酚A"])
def test_a_chinese_fact_is_found(fact: str) -> None:
    assert use(CUP, "zh", fact).used


@pytest.mark.parametrize("fact", ["容量：450毫升", "产地：浙江", "可放入洗碗机", "保温24小时"])
def test_a_chinese_fact_that_is_not_said_is_missing(fact: str) -> None:
    assert use(CUP, "zh", fact).used is False


def test_a_fact_points_to_the_sentence_that_has_it() -> None:
    place = use(LAMP, "en", "LED, 9 watts").place
    assert place is not None
    assert LAMP[place.start : place.end] == "Its 9 W LED is dimmable."


@pytest.mark.parametrize(
    ("text", "language", "fact"),
    [
        ("The lid is not leakproof.", "en", "Leakproof lid"),
        ("The case is easy to open.", "en", "Case: hard to open"),
        ("It is waterproof to 30 metres.", "en", "Not waterproof"),
        ("本产品不支持无线充电。", "zh", "支持无线充电"),
    ],
)
def test_a_text_that_says_the_opposite_of_a_fact_does_not_use_it(text: str, language: str, fact: str) -> None:
    found = use(text, language, fact)
    assert found.against
    assert found.place is not None


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("It needs no tools and has a solid oak base.", "Solid oak base"),
        ("Without any cables, it plays for 12 hours.", "Battery: 12 hours"),
        ("Made without plastic, the bottle is light and strong.", "Light and strong"),
        ("This lamp is not only bright but also dimmable.", "Dimmable"),
        ("It is sugar-free.", "No sugar"),
    ],
)
def test_a_denial_of_something_else_is_no_contradiction(text: str, fact: str) -> None:
    assert not use(text, "en", fact).against


def test_two_facts_with_one_number_each_need_a_word_of_their_own() -> None:
    text = facts.Text("It is 30 cm wide.", "en")
    wide, deep = facts.uses(text, ["30 cm wide", "30 cm deep"])
    assert (wide.used, deep.used) == (True, False)


def test_what_is_in_another_language_cannot_be_compared_but_for_its_numbers() -> None:
    assert use(LAMP, "en", "台灯底座为实木").used is None
    assert use(LAMP, "en", "高50厘米").used is False


@pytest.mark.parametrize(
    ("point", "answered"),
    [
        ("Thank him for the offer", True),
        ("ask whether assembly is included", True),
        ("3 June suits us", True),
        ("4 June suits us", False),
        ("we need an invoice for our records", False),
        ("apologise", False),
    ],
)
def test_a_point_is_taken_up_where_its_matter_is_named(point: str, answered: bool) -> None:
    reply = "Dear Tom,\nThank you for your offer. 3 June suits us. Does the price include assembly?"
    assert use(reply, "en", point, points=True).used is answered


@pytest.mark.parametrize(
    ("reply", "language", "point"),
    [
        ("I am very sorry about the delay.", "en", "apologise"),
        ("Unfortunately I am unable to come.", "en", "decline politely"),
        ("给您带来不便，非常抱歉。", "zh", "道歉"),
    ],
)
def test_a_point_may_be_done_in_other_words(reply: str, language: str, point: str) -> None:
    assert use(reply, language, point, points=True).used


def test_numbers_and_days_that_nobody_gave_are_told_as_often_as_they_stand_there() -> None:
    given_ = "500 euros\nby Monday, 5 May\nabout 3 kg"
    assert numbers("Pay 500 euros by Monday, 5 May. 500 euros, 3 kg.", given_) == []
    assert numbers("Pay 550 euros by Friday, 5 May 2027.", given_) == ["550 euros", "Friday", "5 May 2027"]
    assert numbers("1. Unpack it.\n2. Charge it.\n", given_) == []
    assert numbers("周五前付款，共99元。", "周一前付款", "zh") == ["周五", "99元"]


def test_a_number_from_the_end_of_a_long_letter_was_given() -> None:
    letter = "\n".join(f"Item {number} costs {number * 7 + 1000} euros" for number in range(400))
    assert numbers("Item 390 costs 3730 euros, and 391 costs 3731 euros.", letter) == ["3731 euros"]


def test_names_that_nobody_gave_are_told_and_the_words_of_letters_are_none() -> None:
    letter = "Dear Ms Keller,\n\nI've asked Tom Berger, and Priya Shah agrees.\n\nBest Regards,\nAnna"
    assert names(letter, "Keller, Tom Berger, Anna") == ["Priya", "Shah"]
    assert names("Order yours today. Perfect for the office.", "a lamp") == []
    assert names("产自江苏宜兴，一壶四杯。", "产地：江苏宜兴") == []
    assert names("## Our Finest Oak Lamp\nIt is made of Oak.", "oak lamp") == []


def test_what_is_left_to_be_filled_in_is_told() -> None:
    text = "Sincerely,\n[Your Name]\n{phone number}\n____"
    found = [check.render() for check in invented.to_fill_in(text, "")]
    assert len(found) == 3
    assert not list(invented.to_fill_in("See [the list](a.html), item [1].", ""))


def test_many_numbers_in_long_texts_are_compared_in_a_moment() -> None:
    letter = "On 3 June 2026 we deliver 24 chairs for 1,450 euros to Tom Berger. " * 300
    points = [f"point {number} with {number} chairs" for number in range(100)]
    reply = "On 4 June we take 25 chairs and 12 tables. " * 150
    began = time.monotonic()
    facts.uses(facts.Text(reply, "en"), [*points, "1 " * 2_000], points=True)
    assert numbers(reply, letter)
    assert time.monotonic() - began < 3  # 0.1 s; with each number against each it was half a minute


@settings(max_examples=40)
@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_can_be_compared_with_any_fact(text: str, fact: str) -> None:
    for each in facts.uses(facts.Text(text, "en"), facts.facts_of(fact)):
        assert each.used in (True, False, None)
    list(invented.numbers(text, fact, "en"))
    list(invented.added_names(text, fact))
