"""What is not kept is found, in both languages, and what is kept is not marked."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.fidelity import Rule, Term, Terms, check
from tests.tools.fidelity.pairs import EN_ZH, FAULTS, ZH_EN, planted

PAIRS = [(*pair, "en", "zh") for pair in EN_ZH] + [(*pair, "zh", "en") for pair in ZH_EN]


def rules(source: str, target: str, one: str = "en", other: str = "zh", **more: object) -> set[Rule]:
    found = check(source, target, source_language=one, target_language=other, **more)  # type: ignore[arg-type]
    return {finding.rule for finding in found}


def test_at_most_one_true_translation_in_twenty_is_marked() -> None:
    marked = [pair for pair in PAIRS if rules(*pair)]
    assert len(marked) <= len(PAIRS) / 20, marked


def test_of_the_planted_faults_95_in_100_are_found_and_nine_in_ten_of_each_kind() -> None:
    faults = planted()
    missed = [fault for fault in faults if not rules(*fault[1:])]
    assert len(faults) >= 100
    assert len(missed) <= len(faults) / 20, missed
    for kind in FAULTS:
        count = sum(fault[0] == kind for fault in faults)
        assert sum(fault[0] == kind for fault in missed) <= count / 10, kind


@pytest.mark.parametrize(
    ("source", "target", "one", "other", "rule"),
    [
        ("It weighs 5 kg.", "它重6公斤。", "en", "zh", "numbers"),
        ("It weighs 5 kg.", "它重5磅。", "en", "zh", "units"),
        ("Come on Monday.", "请周二来。", "en", "zh", "dates"),
        ("Come on 3 May.", "请5月8日来。", "en", "zh", "dates"),
        ("Ask Mary in Berlin.", "去伦敦问玛丽。", "en", "zh", "names"),
        ("He bought an iPhone.", "他买了一部手机。", "en", "zh", "names"),
        ("See www.example.org now.", "现在请看。", "en", "zh", "addresses"),
        ("Type `ls` first.", "先输入`列表`。", "en", "zh", "code"),
        ("Hello {name}, welcome!", "你好，欢迎！", "en", "zh", "placeholders"),
        ("A <i>very</i> old house.", "一座很<i>古老的房子。", "en", "zh", "tags"),
        ("- Salt\n- Pepper and oil", "- 盐\n胡椒和油", "en", "zh", "list marks"),
        ("He said “no” to that.", "他对此说不。", "en", "zh", "quotes"),
        ("The weather is fine today.", "", "en", "zh", "empty"),
        ("The weather is fine today.", "Il fait beau aujourd'hui.", "en", "zh", "language"),
        ("今天天气很好。", "今天天气很好。", "zh", "en", "untranslated"),
        ("今天天气很好，我们去公园。", "The weather is good, 我们去公园.", "zh", "en", "untranslated"),
        ("The weather is fine today.", "翻译：今天天气很好。", "en", "zh", "remarks"),
        ("He laughed.", "他笑了笑了笑了笑了笑了。", "en", "zh", "repetition"),
        ("In 1874.", "1874航行郊北航行郊北航行郊北航行郊北", "en", "zh", "repetition"),
        ("会议开始前，请所有代表在大厅签到并领取资料。", "Please sign.", "zh", "en", "length"),
    ],
)  # fmt: skip
def test_each_rule_marks_what_it_is_for(source: str, target: str, one: str, other: str, rule: Rule) -> None:
    assert rule in rules(source, target, one, other)


def test_a_figure_that_lost_its_unit_is_not_said_to_have_become_itself() -> None:
    found = check("It costs 29.90 euros.", "价格是29.90。", source_language="en", target_language="zh")
    assert [each.detail for each in found] == ["“29.90” has another unit, or none."]


def test_numbers_may_be_written_as_the_other_language_writes_them() -> None:
    for source, target in (
        ("3.5 million people", "350万人"),
        ("at 3:30 pm", "下午3点30分"),
        ("the 21st century", "21世纪"),
        ("three quarters of them", "其中的四分之三"),
        ("Chapter 4 was long.", "第四章很长。"),
        ("twenty-three students", "二十三名学生"),
        ("%s has %d files", "%2$d个文件属于%1$s"),
    ):
        assert rules(source, target) == set(), (source, target)


def test_another_wording_in_one_language_keeps_its_names() -> None:
    source = "Yesterday Ms Okonkwo opened the new clinic in Enugu."
    assert rules(source, "Ms Okonkwo opened Enugu's new clinic yesterday.", "en", "en") == set()
    assert "names" in rules(source, "Ms Okafor opened Enugu's new clinic yesterday.", "en", "en")


def test_a_finding_says_where_and_why() -> None:
    source, target = "Pay 40 euros to {clerk}.", "付给{clerk}14欧元。"
    (finding, *_rest) = check(source, target, source_language="en", target_language="zh")
    assert finding.source is not None
    assert source[finding.source.start : finding.source.end] == "40"
    assert finding.detail == "“40” is missing."


def test_only_the_rules_that_are_asked_for_speak() -> None:
    assert rules("Pay 40 euros.", "请付41美元。", rules=("numbers",)) == {"numbers"}


# -- glossary ---------------------------------------------------------------------------------------
def test_a_term_of_the_glossary_must_be_there() -> None:
    terms = Terms([Term("engine", "引擎"), Term("graphics engine", "图形引擎"), Term("机器", "machine")])
    assert rules("Start the Engines.", "启动发动机。", glossary=terms) == {"glossary"}
    assert rules("Start the Engines.", "启动引擎。", glossary=terms) == set()
    assert rules("The graphics engine failed.", "引擎坏了。", glossary=terms) == {"glossary"}
    assert rules("The engineer left early.", "工程师很早就离开了。", glossary=terms) == set()
    for before in ("3号", "GPU", "这台"):  # figures and letters join no characters behind them
        assert [hit.term.source for hit in terms.find(f"{before}机器坏了。")] == ["机器"]
    assert rules("这台机器坏了。", "The device is broken.", "zh", "en", glossary=terms) == {"glossary"}


def test_five_thousand_terms_cost_little_more_than_five() -> None:
    terms = Terms([Term(f"term {number}", f"词{number}") for number in range(5_000)])
    text = "Here is term 17 and term 4999, among other words of no importance. " * 20
    begun = time.process_time()
    assert {hit.term.source for hit in terms.find(text)} == {"term 17", "term 4999"}
    assert time.process_time() - begun < 5.0


# -- bounds -----------------------------------------------------------------------------------------
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared(source: str, target: str) -> None:
    for finding in check(source, target, source_language="en", target_language="zh"):
        for place, text in ((finding.source, source), (finding.target, target)):
            assert place is None or 0 <= place.start <= place.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='ab 12.<>/{}`"“”-\n3中文一二%s@', max_size=120))
def test_a_text_keeps_all_of_itself(text: str) -> None:
    assert {
        finding.rule for finding in check(text, text, source_language="en", target_language="en")
    } == set()


@pytest.mark.parametrize("piece", ["12 ", "<b>", "a@b.c ", "- a\n", "John "])
def test_long_texts_take_bounded_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.process_time()
    check(text, text[::-1], source_language="en", target_language="zh")
    assert time.process_time() - begun < 20.0


def test_an_hour_may_be_given_as_a_number() -> None:
    assert rules("It is only 6 o'clock now.", "现在才6点。") == set()
    assert "dates" in rules("It is only 6 o'clock now.", "现在才7点。") or "numbers" in rules(
        "It is only 6 o'clock now.", "现在才7点。"
    )


def test_a_word_behind_a_chinese_name_is_no_part_of_it() -> None:
    source = "负责人王强会在群里发布 {天气} 通知。"
    assert rules(source, "The manager, Wang Qiang, will post {天气} in the group.", "zh", "en") == set()
    assert "names" in rules(source, "The manager, Li Qiang, will post {天气} in the group.", "zh", "en")
    lost = "The manager, Wang Qiang, will post the weather in the group."
    assert rules(source, lost, "zh", "en") == {"placeholders"}


@pytest.mark.parametrize(
    "target",
    [
        "Could you please talk a bit louder? I can't hear very well.",
        "I slept a little during lunch break because I was so tired.",
        "There's no light without shade, and no shade without light.",
    ],
)
def test_an_english_sentence_of_words_that_other_languages_have_too_is_english(target: str) -> None:
    assert "language" not in rules("他说的话我听不太清楚，因为我太累了，没有睡好。", target, "zh", "en")


def test_a_sentence_in_a_third_language_is_told() -> None:
    for target in (
        "Je ne sais pas pourquoi il est parti sans rien dire à personne.",
        "Ich weiß nicht, warum er gegangen ist und kein Wort gesagt hat.",
        "Non so perché se ne sia andato senza dire niente a nessuno.",
    ):
        assert "language" in rules("我不知道他为什么一句话也没说就走了。", target, "zh", "en")


def test_a_foreign_name_that_begins_like_a_chinese_one_is_read_as_foreign() -> None:
    assert "names" not in rules("汤姆说他不会来参加会议。", "Tom said that he would not come.", "zh", "en")
    assert "names" not in rules("马克说他不会来参加会议。", "Mark said that he would not come.", "zh", "en")
    assert "names" in rules("马超说他不会来参加会议。", "Liu Chao said that he would not come.", "zh", "en")


@pytest.mark.parametrize("value", range(11, 20))
def test_yuan_behind_a_numeral_of_any_digit_is_money(value: int) -> None:
    source = f"收购价为每公斤十{'一二三四五六七八九'[value - 11]}元。"
    assert rules(source, f"The price is {value} yuan per kilogram.", "zh", "en") == set()
    assert "units" in rules(source, f"The price is {value} euros per kilogram.", "zh", "en")


def test_an_equation_in_one_unknown_is_no_money() -> None:
    assert "units" not in rules("Solve the quadratic equation.", "解这个一元二次方程。")
