"""What is cut off before a sentence, and what is no sentence for a summary."""

from __future__ import annotations

import pytest

from llmdesk.tools.summarize.standing import cleaning


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("LONDON, 3 March – The bridge was closed.", "The bridge was closed."),
        ("KESTREL BAY (Wire) - The bridge was closed.", "The bridge was closed."),
        ("Leddon, March 3, 2021 — The bridge was closed.", "The bridge was closed."),
        ("- The bridge was closed.", "The bridge was closed."),
        ("1) the bridge was closed.", "The bridge was closed."),
        ("(b) The tenant pays for repairs.", "The tenant pays for repairs."),
        ("2、申请人应当提交材料。", "申请人应当提交材料。"),
        ("二、申请人应当提交材料。", "申请人应当提交材料。"),
        ("• 12 people were hurt.", "12 people were hurt."),
        ("（二）申请人应当提交材料。", "申请人应当提交材料。"),
        ("答：药片不能掰开吃。", "药片不能掰开吃。"),
        ("本报讯（记者 张三）大桥昨天通车。", "大桥昨天通车。"),
        ("新华社北京3月5日电 大桥昨天通车。", "大桥昨天通车。"),
        ("【通知】学校下周放假。", "学校下周放假。"),
        ("The sentence The judge fined the company.", "The judge fined the company."),
        ("处理办法：商场退还全部货款。", "商场退还全部货款。"),
    ],
)
def test_what_is_no_part_of_a_sentence_is_cut_off(text: str, rest: str) -> None:
    assert cleaning.cleaned(text, ["The sentence", "处理办法"]) == rest


@pytest.mark.parametrize(
    "text",
    [
        "3.5万人参加了比赛。",
        "4.2 million people live here.",
        "The sentence was passed in May.",
        "处理办法由商场另行公布。",
        "The bridge - closed since May - opens again.",
        "一、二班的学生参加了活动。"[2:],
        "NATO is an alliance.",
        "3 March is the last day.",
        "1、2号线停运。",
        "10、11月降雨偏多。",
        "三、四线城市房价下跌。",
        "二、三季度利润增长。",
        "三、五年内不再涨价。",
        "①、②号线停运。",
        "①②号楼停水。",
        "（一）、（二）项不适用。",
        "(a) and (b) apply to tenants only.",
        "1) and 2) apply to tenants only.",
        "3.5 万名学生参加了高考。",
        "2.4 公里的隧道今天通车。",
        "-5 °C was measured in May.",
        "- 5 °C was measured in May.",
        "-£5 million was the result.",
        "-3.5度是昨晚的最低气温。",
        "3.11.7 fixes a crash.",
        "3.11.7 Adds nothing but a fix.",
        "2. Weltkrieg und Wiederaufbau prägten die Stadt.",
        "Q3: Revenue rose.",
        "A: The first of the three bridges is closed.",
        "Question 3: 60 percent were in favour.",
    ],
)
def test_a_sentence_that_begins_so_is_left_as_it_is(text: str) -> None:
    assert cleaning.cleaned(text, ["The sentence", "处理办法"]) == text


SERIES = (
    "1. Rent\n2. Repairs\n3.2.1 The tenant pays.\n3.2.2 The owner paints.\n4.1 房东修屋顶。\n4.2 租客修灯。\n"
)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("3.2.1 The tenant pays for repairs.", "The tenant pays for repairs."),
        ("3.2.1若逾期不付，合同终止。", "若逾期不付，合同终止。"),
        ("4.2 The tenant pays for repairs.", "The tenant pays for repairs."),
        ("4.2 租客应当按时付清房租。", "租客应当按时付清房租。"),
        ("2. The tenant pays for repairs.", "The tenant pays for repairs."),
    ],
)
def test_numbers_are_cut_off_in_a_document_that_has_a_row_of_them(text: str, rest: str) -> None:
    assert cleaning.cleaned(text, marks=cleaning.marks_of(SERIES)) == rest
    assert cleaning.cleaned(text, marks=cleaning.marks_of("3.2.1 The tenant pays.\n3.5 万名学生\n")) == text


@pytest.mark.parametrize(
    "text",
    [
        "3.5 万名学生参加了高考。",
        "3.5 million people live here.",
        "3.11.7 fixes a crash.",
        "4.2 小时后通车。",
        "5.2 GW of solar capacity was added.",
        "4.2 GW of solar capacity was added.",
        "1.2 US dollars were paid for each.",
        "4.2 US dollars were paid for each.",
        "3.5 Americans in ten agree.",
        "3.5 亩地被征用。",
        "4.2 亩地被征用。",
        "6.1 艘船每天进港。",
    ],
)
def test_figures_and_versions_are_left_there_too(text: str) -> None:
    assert cleaning.cleaned(text, marks=cleaning.marks_of(SERIES)) == text


def test_letters_and_numbers_are_labels_where_the_document_has_questions_and_answers() -> None:
    both = cleaning.marks_of("Q1: May I swim?\nA1: In summer you may.\n")
    assert cleaning.cleaned("A1: In summer you may swim.", marks=both) == "In summer you may swim."
    report = cleaning.marks_of("Q1: Revenue fell.\nQ2: Revenue rose.\n")
    assert cleaning.cleaned("Q2: Revenue rose.", marks=report) == "Q2: Revenue rose."


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("答：不建议。", "能掰开吃吗？"),
        ("No, they must be swallowed whole.", "Can I chew the tablets?"),
        ("可以，但要提前登记。", "可以带宠物吗？"),
        ("Because the coating protects the stomach from acid.", "Why not?"),
        ("不可以。所有宠物都要留在门外，由专人看管。", "可以带宠物吗？"),
    ],
)
def test_a_bare_answer_is_known_by_the_question_before_it(text: str, before: str) -> None:
    assert cleaning.is_answer(text, before)
    assert not cleaning.is_answer("答：机器运到以后，请直立静置6小时再通电。", "怎样开始使用？")
    assert not cleaning.is_answer(text, "The leaflet follows.")


@pytest.mark.parametrize(
    "text",
    [
        "会议在五月举行，地点是县城。",
        "能源价格上涨，工厂停产。",
        "有些学生没有参加考试。",
        "对方拒绝了公司的报价。",
        "不少居民反对修建这条路。",
        "一般纳税人按月申报税款。",
        "因为下雨，比赛推迟到周日。",
        "No one was hurt in the fire on Monday.",
        "Only three of 30 schools have a library.",
        "Never before had so many people voted.",
        "Not all of the bridges will be repaired.",
        "Usually the ferry leaves at nine in summer.",
        "Because of rain, the match was moved to Sunday.",
        "Certainly nobody at the mill had been told.",
    ],
)
def test_an_ordinary_sentence_behind_a_question_is_no_answer(text: str) -> None:
    assert not cleaning.is_answer(text, "What happens now?")


def test_questions_and_ends_of_sentences_are_known() -> None:
    assert cleaning.is_question("How do I take it?”")
    assert cleaning.is_end("and the rest of it.")
    assert not cleaning.is_end("iPhone sales fell in May.")
    assert not cleaning.is_end("The rest of it.")


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("- if you have been ill in the last four weeks.", True),
        ("- which have been opened.", True),
        ("- shake the bottle before use.", False),
        ("If you are pregnant, ask a doctor.", False),
        ("- If you are pregnant, ask a doctor.", False),
        ("- 如果怀孕，请询问医生。", False),
    ],
)
def test_an_item_of_a_list_that_is_a_mere_condition_is_no_sentence(whole: str, expected: bool) -> None:
    assert cleaning.is_item_of_condition(cleaning.cleaned(whole), whole) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained.", True),
        ("“It rained.”", True),
        ("The harbour grew (see below.)", True),
        ("Tavrelin 20 mg tablets (merotrazine)", False),
        ("展览说明（节选）", False),
        ("下雨了。", True),
    ],
)
def test_a_heading_in_brackets_is_no_sentence(text: str, expected: bool) -> None:
    assert cleaning.has_end(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“安全是有保障的。”", True),
        ("“We got it wrong.”", True),
        ("“We got it wrong,” said Ingrid Lund.", False),
        ("“好”和“坏”。", False),
        ("他说：“好。”", False),
    ],
)
def test_a_quotation_without_its_speaker_is_told(text: str, expected: bool) -> None:
    assert cleaning.is_bare_quotation(text) is expected
