"""Documents that contradict themselves: what is told of it, and what is no contradiction."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.evidence.against import check_text
from llmdesk.tools.evidence.remarks import in_conflict
from llmdesk.tools.evidence.support import check_sentences
from llmdesk.tools.evidence.verdicts import Verdict

BETWEEN = " The council met on Monday, and nobody asked about it. Parking in front of it is free. "
BETWEEN_ZH = "委员会周一开会，没有人问起这件事。门前停车免费。"


def document(one: str, other: str) -> Document:
    """The two sentences with something else between them."""
    chinese = not one.isascii()
    return from_text(one + (BETWEEN_ZH if chinese else BETWEEN) + other)


def checked(one: str, other: str, claim: str) -> Verdict:
    return check_sentences(document(one, other), [claim])[0]


CONFLICTS = [
    ("The main hall seats 30 people.", "The main hall can seat 40 people.",
     "The main hall seats 30 people.", ("30", "40")),
    ("The main hall, which opened in 2019, seats 30 people.", "The main hall seats 40 people.",
     "There is room for 40 people in the main hall, which seats 40 people.", ("30", "40")),
    ("The course costs 30 euros.", "The course is offered at a price of 40 euros.",
     "The course costs 40 euros.", ("30", "40")),
    ("The pool opens on 3 June.", "The pool opens on 5 June.", "The pool opens on 5 June.",
     ("3 June", "5 June")),
    ("Revenue was 30 million euros in 2021.", "In 2021, revenue was 40 million euros.",
     "In 2021, revenue was 30 million euros.", ("30 million", "40 million")),
    ("The library is open on Sundays.", "The library is closed on Sundays.",
     "The library is open on Sundays.", ("open", "closed")),
    ("主厅可容纳30人。", "主厅能容纳40人。", "主厅可容纳40人。", ("30", "40")),
    ("门票价格为30元。", "门票40元。", "门票30元。", ("30", "40")),
    ("大桥于2008年建成。", "大桥于2010年建成。", "大桥2008年建成。", ("2008年", "2010年")),
    ("花园内允许带狗。", "花园内禁止带狗。", "花园内可以带狗。", ("允许", "禁止")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "claim", "said"), CONFLICTS)
def test_a_sentence_about_which_two_passages_disagree_is_unsure_and_both_show(
    one: str, other: str, claim: str, said: tuple[str, str]
) -> None:
    verdict = checked(one, other, claim)
    assert verdict.name == "unsure"
    text = document(one, other).text
    both = in_conflict(verdict.remark, verdict.sources)
    assert [source.quote for source in both] == [one, other]
    assert [text[mark.start : mark.end] for mark in verdict.source_marks] == list(said)
    assert all(f"“{value}”" in str(verdict.remark) for value in said)


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("The library is open on Sundays.", "The library is not open on Sundays.", "not"),
        ("图书馆周日开放。", "图书馆周日不开放。", "不"),
    ],
)
def test_what_one_passage_says_and_another_denies_is_unsure(one: str, other: str, word: str) -> None:
    verdict = checked(one, other, one)
    assert verdict.name == "unsure"
    assert f"denies (“{word}”)" in str(verdict.remark)
    assert [source.quote for source in in_conflict(verdict.remark, verdict.sources)] == [one, other]


@pytest.mark.parametrize(
    ("one", "other", "claim"),
    [
        (
            "The main hall seats 30 people.",
            "The main hall seats 40 people.",
            "The main hall seats 50 people.",
        ),
        ("主厅可容纳30人。", "主厅可容纳40人。", "主厅可容纳50人。"),
    ],
)
def test_what_neither_passage_says_is_never_supported(one: str, other: str, claim: str) -> None:
    verdict = checked(one, other, claim)
    assert verdict.name in ("contradicted", "not_found")
    if in_conflict(verdict.remark, verdict.sources):
        assert "50" in str(verdict.remark)


NO_CONFLICTS = [
    ("The north hall seats 30 people.", "The south hall seats 40 people."),
    ("Room A seats 30 people.", "Room B seats 40 people."),
    ("In 2019 the hall seated 30 people.", "In 2021 the hall seated 40 people."),
    ("The firm employs 30 people.", "The firm now employs 40 people."),
    ("The firm employs 30 people.", "The firm employs at least 20 people."),
    ("For adults, the dose is 2 tablets a day.", "For children, the dose is 1 tablet a day."),
    ("Line 4 runs every 6 minutes.", "Line 5 runs every 8 minutes."),
    ("The hall seats 30 people.", "Smith says the hall seats 40 people."),
    ("The tower is 30 metres high.", "With its mast, the tower is 40 metres high."),
    ("The committee rejected 3 proposals.", "The committee rejected 5 proposals."),
    ("Anna did not answer.", "Anna answered."),
    ("The trail is 3 km long.", "The trail is 3,000 metres long."),
    ("It seats 30 people.", "It seats 40 people."),
    ("甲班有30人。", "乙班有40人。"),
    ("成人票每张60元。", "儿童票每张30元。"),
    ("会议厅在2019年可容纳30人。", "会议厅在2021年可容纳40人。"),
    ("公司有30名员工。", "公司现在有40名员工。"),
    ("大厅可容纳30人。", "王工说大厅可容纳40人。"),
    ("她没有回答。", "她回答了。"),
    ("步道长3公里。", "步道长3000米。"),
]


@pytest.mark.parametrize(("one", "other"), NO_CONFLICTS)
def test_two_things_two_times_and_two_speakers_are_no_contradiction(one: str, other: str) -> None:
    verdict = checked(one, other, one)
    assert in_conflict(verdict.remark, verdict.sources) == ()


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("Hall A", "Hall B", "The dose is {} tablets a day."),
        ("Floor 1", "Floor 2", "The rent is {} euros a month."),
        ("Adults", "Children", "The dose is {} tablets a day."),
        ("成人用量", "儿童用量", "用量为每天{}片。"),
    ],
)
def test_what_stands_under_two_headings_may_be_two_things(first: str, second: str, text: str) -> None:
    whole = f"{first}\n\n{text.format(2)}\n\n{second}\n\n{text.format(4)}\n"
    assert check_sentences(from_text(whole), [text.format(2)])[0].name == "supported"


def test_the_results_may_not_say_otherwise_than_the_summary() -> None:
    text = "Summary\n\nThe fee is 20 euros.\n\nDetails\n\nThe fee is 25 euros.\n"
    verdict = check_sentences(from_text(text), ["The fee is 20 euros."])[0]
    assert verdict.name == "unsure"


def test_two_sources_that_contradict_each_other_are_told_too() -> None:
    sources = [
        from_text("The main hall seats 30 people.", "a.txt"),
        from_text("The main hall seats 40 people.", "b.txt"),
    ]
    (judgement,) = check_text(from_text("The main hall seats 40 people."), sources).judgements
    assert judgement.verdict == "unsure"
    assert len({source.page for source in in_conflict(judgement.remark, judgement.sources)}) == 2


TWO_THINGS = [
    ("The pool is 25 metres long. The pool is 2 metres deep.", "The pool is 25 metres long."),
    ("The lake is 12 km long. The lake is 3 km wide.", "The lake is 12 km long."),
    ("The box is 30 cm tall. The box is 20 cm wide and 40 cm deep.", "The box is 30 cm tall."),
    ("The battery lasts 10 hours. The battery needs 2 hours to charge.", "The battery lasts 10 hours."),
    ("The shop charges 5 euros. The shop offers 10 euros.", "The shop charges 5 euros."),
    ("Sun Hotel lies by the sea. The hotel has 40 rooms."
     "\n\nMoon Hotel lies in the hills. The hotel has 60 rooms.",
     "Sun Hotel has 40 rooms."),
    ("Phone Nova was tested. The phone weighs 190 grams."
     "\n\nPhone Orbit was tested. The phone weighs 210 grams.",
     "The Nova phone weighs 190 grams."),
    ("星辰手机评测。手机重190克，屏幕很亮。\n\n月光手机评测。手机重210克，屏幕很亮。", "星辰手机重190克。"),
    ("The festival starts on 3 May 2020. The festival starts on 5 May 2021.",
     "The festival starts on 3 May 2020."),
    ("A flat has 2 rooms. A flat has 3 rooms.", "A flat has 2 rooms."),
    ("Some rooms have 2 beds. Some rooms have 3 beds.", "Some rooms have 2 beds."),
    ("My flat costs 500 euros. Your flat costs 600 euros.", "My flat costs 500 euros."),
    ("电影节于2019年5月开幕。电影节于2020年6月开幕。", "电影节于2019年5月开幕。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "claim"), TWO_THINGS)
def test_two_measures_two_things_and_two_years_are_no_contradiction(text: str, claim: str) -> None:
    verdict = check_sentences(from_text(text), [claim])[0]
    assert not in_conflict(verdict.remark, verdict.sources)


def test_chinese_with_a_space_has_chinese_opposites() -> None:
    assert checked("花园 A 区内允许带狗。", "花园 A 区内禁止带狗。", "花园 A 区内允许带狗。").name == "unsure"
