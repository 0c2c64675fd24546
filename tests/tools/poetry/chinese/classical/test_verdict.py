"""The verdict on classical verse against famous poems, and what teachers name in it."""

from __future__ import annotations

import random

import pytest

from llmdesk.tools.poetry.check import split_poem
from llmdesk.tools.poetry.chinese.classical.alternatives import instead, near
from llmdesk.tools.poetry.chinese.classical.books import Book, readings
from llmdesk.tools.poetry.chinese.classical.judgement import Judgement
from llmdesk.tools.poetry.chinese.classical.verdict import judge
from llmdesk.tools.poetry.chinese.hanzi import is_character
from llmdesk.tools.poetry.forms import form
from tests.tools.poetry.chinese.classical.famous_poems import FAMOUS, Famous


def _judge(text: str, form_name: str) -> Judgement:
    wanted = form(form_name)
    return judge(split_poem(text, wanted)[1], wanted)


def _named(judged: Judgement) -> set[tuple[str, int | None]]:
    return {(check.detail.partition(":")[0], check.line) for check in judged.shown if check.rule == "named"}


@pytest.mark.parametrize("poem", FAMOUS, ids=lambda poem: poem.title)
def test_a_famous_poem_has_the_verdict_of_the_handbooks(poem: Famous) -> None:
    judged = _judge(poem.text, poem.form)
    assert judged.kind == poem.kind
    assert ("pingshui" in judged.regular_by) == poem.regular
    assert judged.rhyme == poem.rhyme


def test_traditional_characters_have_the_same_verdict() -> None:
    text = "國破山河在，城春草木深。感時花濺淚，恨別鳥驚心。烽火連三月，家書抵萬金。白頭搔更短，渾欲不勝簪。"
    assert "pingshui" in _judge(text, "lushi-5").regular_by


def test_it_is_told_where_the_other_book_does_not_agree() -> None:
    judged = _judge(FAMOUS[0].text, "jueju-5")
    assert judged.regular_by == ("pingshui", "cilin")
    assert judged.shown[0].detail == (
        "律绝, regular by 平水韵、词林正韵; by 中华通韵 these lines break it: 4."
    )


def test_a_poem_by_todays_sounds_is_regular_by_them() -> None:
    judged = _judge("\n".join(form("jueju-5").example), "jueju-5")
    assert "zhonghua" in judged.regular_by
    assert judged.passed


def test_an_old_quatrain_is_named_and_no_tone_is_held_against_it() -> None:
    text = next(poem.text for poem in FAMOUS if poem.title == "江雪")
    judged = _judge(text, "jueju-5")
    assert all(check.passed for check in judged.shown)
    assert ("仄韵", None) in _named(judged)


def _broken(text: str, changes: int, seed: int) -> str:
    """The poem with characters of the other tone in some places, never at the end of a line."""
    draw = random.Random(seed)
    places = [at for at in range(len(text) - 1) if is_character(text[at]) and is_character(text[at + 1])]
    for at in draw.sample(places, changes):
        heard = {reading.tone for reading in readings(text[at], "pingshui")}
        text = text[:at] + ("月" if heard == {"level"} else "天") + text[at + 1 :]
    return text


@pytest.mark.parametrize("poem", [each for each in FAMOUS if each.regular], ids=lambda poem: poem.title)
def test_an_attempt_that_went_wrong_is_a_regulated_poem_with_faults(poem: Famous) -> None:
    """A 律绝 with three wrong characters was called 古绝, and none of its faults was told."""
    for seed in range(4):
        judged = _judge(_broken(poem.text, 3, seed), poem.form)
        assert judged.kind == poem.kind
        if not judged.regular_by:
            assert not judged.shown[0].passed
            assert any(not check.passed for check in judged.shown if check.line is not None)


@pytest.mark.parametrize(
    "text",
    ["问余何意栖碧山，笑而不答心自闲。桃花流水窅然去，别有天地非人间。",
     "美人卷珠帘，深坐颦蛾眉。但见泪痕湿，不知心恨谁。"],
)  # fmt: skip
def test_what_is_far_from_every_order_of_lines_is_old_verse(text: str) -> None:
    assert _judge(text, "jueju-7" if len(text) > 28 else "jueju-5").kind == "古绝"


def test_regular_lines_in_no_order_are_old_verse() -> None:
    assert _judge("荆溪白石出，天寒红叶稀。山路元无雨，空翠湿人衣。", "jueju-5").kind == "古绝"


def test_old_verse_that_changes_its_rhyme_rhymes_by_classes() -> None:
    text = "暮投石壕村，有吏夜捉人。老翁逾墙走，老妇出门看。吏呼一何怒，妇啼一何苦。听妇前致词，三男邺城戍。"
    judged = _judge(text, "lushi-5")
    assert (judged.kind, judged.rhyme) == ("古风", "换韵")


def test_couplets_that_do_not_stick_break_no_tones() -> None:
    """Line 4 of 登金陵凤凰台 was told to have three wrong tones; it does not stick (失粘)."""
    text = "凤凰台上凤凰游，凤去台空江自流。吴宫花草埋幽径，晋代衣冠成古丘。"
    text += "三山半落青天外，二水中分白鹭洲。总为浮云能蔽日，长安不见使人愁。"
    judged = _judge(text, "lushi-7")
    assert {(check.rule, check.line) for check in judged.checks if not check.passed} == {
        ("adhesion", 2),
        ("adhesion", 4),
    }
    assert not any(name == "可换" for name, _ in _named(judged))


def test_one_wrong_rhyme_is_named_and_the_poem_keeps_its_kind() -> None:
    text = next(poem.text for poem in FAMOUS if poem.title == "春望").replace("万金", "万钱")
    judged = _judge(text, "lushi-5")
    assert (judged.kind, judged.rhyme, judged.regular_by) == ("律诗", "平韵", ())
    assert ("出韵", 5) in _named(judged)


def test_the_first_lines_of_a_longer_poem_are_no_title() -> None:
    """Of ten lines the first two were taken for a title, and eight judged: 古风 read as a broken 律诗."""
    text = next(poem.text for poem in FAMOUS if poem.title == "渭川田家")
    assert len(split_poem(text, form("lushi-5"))[1]) == 10
    title, lines = split_poem(f"渭川田家\n王维\n\n{text}", form("lushi-5"))
    assert (title, len(lines)) == ("渭川田家", 10)


def test_lines_that_do_not_rhyme_are_no_kind_of_verse() -> None:
    judged = _judge("小径云深处，松风送晚钟。归来无旧客，月在老梅花。", "jueju-5")
    assert (judged.kind, judged.regular_by) == ("", ())
    assert not judged.shown[0].passed


@pytest.mark.parametrize(
    ("text", "form_name", "name", "line"),
    [
        ("移舟泊烟渚，日暮客愁新。野旷天低树，江清月近人。", "jueju-5", "本句拗救", 0),
        ("离离原上草，一岁一枯荣。野火烧不尽，春风吹又生。远芳侵古道，晴翠接荒城。又送王孙去，萋萋满别情。",
         "lushi-5", "对句拗救", 3),
        ("清明时节雨纷纷，路上行人欲断魂。借问酒家何处有，牧童遥指杏花村。", "jueju-7", "首句邻韵", 0),
        ("渭城朝雨浥轻尘，客舍青青柳色新。劝君更尽一杯酒，西出阳关无故人。", "jueju-7", "失粘", 2),
        ("功盖三分国，名成八阵图。江流石不转，遗恨失吞吴。", "jueju-5", "三仄尾", 2),
        ("空山新雨后，天气晚来秋。明月松间照，清泉石上流。竹喧归浣女，莲动下渔舟。随意春芳歇，王孙自可留。",
         "lushi-5", "撞韵", 0),
        ("君问归期未有期，巴山夜雨涨秋池。何当共剪西窗烛，却话巴山夜雨时。", "jueju-7", "重字", None),
        ("白日依山尽，大河入海流。欲穷千里目，更上一层楼。", "jueju-5", "孤平", 1),
        ("白日依山尽，黄河入海流。欲穷千里目，更上高城楼。", "jueju-5", "三平尾", 3),
        ("国破山河在，草木满城深。感时花溅泪，恨别鸟惊心。烽火连三月，家书抵万金。白头搔更短，浑欲不胜簪。",
         "lushi-5", "失对", 1),
        ("离离原上草，一岁一枯荣。野火烧不尽，细雨润还生。远芳侵古道，晴翠接荒城。又送王孙去，萋萋满别情。",
         "lushi-5", "拗而不救", 2),
    ],
)  # fmt: skip
def test_what_teachers_name_is_found_at_its_place(
    text: str, form_name: str, name: str, line: int | None
) -> None:
    assert (name, line) in _named(_judge(text, form_name))


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("渭城朝雨浥轻尘，客舍青青柳色新。劝君更尽一杯酒，西出阳关无故人。", "失粘", "adhesion"),
        ("空山新雨后，天气晚来秋。明月松间照，清泉石上流。竹喧归浣女，莲动下渔舟。随意春芳歇，王孙自可归。",
         "出韵", "rhyme"),
        ("国破山河在，草木满城深。感时花溅泪，恨别鸟惊心。", "失对", "opposition"),
    ],
)  # fmt: skip
def test_a_fault_that_has_a_name_is_told_once(text: str, name: str, rule: str) -> None:
    form_name = "jueju-7" if "渭" in text else "lushi-5" if len(text) > 40 else "jueju-5"
    judged = _judge(text, form_name)
    broken = [check.line for check in judged.checks if check.rule == rule and not check.passed]
    named = [check.line for check in judged.shown if check.detail.startswith(name)]
    assert broken == named != []
    assert not [check for check in judged.shown if check.rule == rule and not check.passed]


def _couplets(judged: Judgement) -> dict[int | None, tuple[bool, str]]:
    return {
        check.line: (check.passed, str(check.params["places"]))
        for check in judged.shown
        if check.detail.startswith("对仗")
    }


@pytest.mark.parametrize(
    "poem", [each for each in FAMOUS if each.kind == "律诗"], ids=lambda poem: poem.title
)
def test_the_couplets_of_famous_poems_answer_each_other_in_kind(poem: Famous) -> None:
    told = _couplets(_judge(poem.text, poem.form))
    assert set(told) == {3, 5}
    freely = {"夜泊牛渚怀古"}  # the poem that the handbooks name for having no parallel couplet
    assert all(passed for passed, _ in told.values()) == (poem.title not in freely)


def test_it_is_told_what_does_not_answer_what() -> None:
    text = "空山新雨后，天气晚来秋。明月松间照，独坐不知愁。竹喧归浣女，莲动下渔舟。随意春芳歇，王孙自可留。"
    passed, places = _couplets(_judge(text, "lushi-5"))[3]
    assert not passed
    assert "月(名)/坐(动)" in places
    assert "松(名)/不(虚)" in places


def test_a_couplet_of_its_own_is_held_to_it_too() -> None:
    judged = _judge("春风吹柳绿，夜雨润花红", "couplet-zh")
    assert _couplets(judged) == {1: (True, "")}


def test_characters_of_the_same_sense_and_the_right_tone_are_offered_for_a_wrong_one() -> None:
    text = next(poem.text for poem in FAMOUS if poem.title == "春望")
    text = text.replace("城春", "城夜").replace("惊心", "惊魂")
    offers = {
        check.line: str(check.params["places"])
        for check in _judge(text, "lushi-5").shown
        if check.detail.startswith("可换")
    }
    assert set(offers) == {1, 3}
    assert "宵" in offers[1].partition("夜 → ")[2]
    assert "心" in offers[3].partition("魂 → ")[2]  # 魂 is level, and of another rhyme


@pytest.mark.parametrize("character", list("高远望归红愁静"))
def test_what_is_offered_has_the_tone_that_was_asked_for(character: str) -> None:
    for tone in ("level", "oblique"):
        for other in instead(character, 0, tone, "pingshui"):
            assert other in near(character)
            assert {reading.tone for reading in readings(other, "pingshui")} >= {tone}


def test_doubled_characters_are_no_repetition() -> None:
    assert not any(name == "重字" for name, _ in _named(_judge("时时闻鸟语，处处是泉声。", "jueju-5")))


def test_other_forms_have_no_kind() -> None:
    judged = _judge("The old pond\nA frog leaps in\nThe sound of water", "haiku")
    assert (judged.kind, judged.regular_by) == ("", ())


def test_a_long_poem_whose_last_rhyme_is_wrong_is_judged_at_once() -> None:
    """Every way to divide it was tried: 48 lines took two seconds, and 100 would never have ended."""
    couplet = "白日依山尽，黄河入海流。"
    text = couplet * 50 + "欲穷千里目，更上一层天。"
    assert _judge(text, "lushi-5").kind == ""


def test_a_first_line_that_rhymes_with_its_usual_reading_does_not_stand_apart() -> None:
    lines = ("朝辞白帝彩云间", "千里江陵一日还", "平生不解山中意", "夜半江南月满山")
    books: tuple[Book, ...] = ("zhonghua", "pingshui", "cilin")
    for book in books:
        judged = judge(lines, form("jueju-7"), book=book)
        rhymes = [check.params["character"] for check in judged.checks if check.rule == "rhyme"]
        assert rhymes == ["间", "还", "山"]
        broken = [check for check in judged.checks if not check.passed]
        assert [(check.rule, check.line) for check in broken] == [("adhesion", 2)]
