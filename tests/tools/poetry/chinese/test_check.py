"""The checks of Chinese verse against classic poems whose tones were written down by hand."""

from __future__ import annotations

import pytest

from llmdesk.errors import UsageError
from llmdesk.tools.poetry.check import LONGEST, RULES, check_poem, scan_line, split_poem
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.forms import form, forms
from llmdesk.tools.poetry.types import Check, Form
from tests.tools.poetry.classic_poems import CLASSICS, Classic

CHINESE = [each for each in forms() if each.language == "zh" and not each.tune]


def _failed(checks: tuple[Check, ...]) -> set[tuple[str, int | None]]:
    return {(check.rule, check.line) for check in checks if not check.passed}


def _check(checks: tuple[Check, ...], rule: str, line: int | None) -> Check:
    return next(check for check in checks if (check.rule, check.line) == (rule, line))


def test_tones_agree_with_labels_made_by_hand() -> None:
    labels = [tones for poem in CLASSICS for _, tones in poem.lines]
    found = [
        str(check.params["tones"])
        for poem in CLASSICS
        for check in check_poem(poem.text, poem.form)
        if check.rule == "tones"
    ]
    wrong = [pair for pair in zip(labels, found, strict=True) if pair[0] != pair[1]]
    assert len(labels) >= 60
    assert len(wrong) <= 0.05 * len(labels), wrong


def test_the_usual_readings_agree_with_labels_made_by_hand() -> None:
    """Without a pattern to fit: only 看, 重, 将, 教 and 为 are read otherwise."""
    marks = {"level": "平", "oblique": "仄"}
    wrong = [
        syllable.text
        for poem in CLASSICS
        for line, tones in poem.lines
        for syllable, tone in zip(scan_line(line, "zh"), tones, strict=True)
        if marks.get(syllable.mark) != tone
    ]
    assert set(wrong) <= set("看重将教为")


@pytest.mark.parametrize("poem", CLASSICS, ids=lambda poem: poem.title)
def test_a_classic_poem_keeps_and_breaks_the_rules_it_is_known_to(poem: Classic) -> None:
    failed = _failed(check_poem(poem.text, poem.form))
    assert poem.fails <= failed
    if not poem.fails:
        assert not failed


@pytest.mark.parametrize("poem", [p for p in CLASSICS if len(p.fails) == 1], ids=lambda poem: poem.title)
def test_where_one_character_breaks_a_poem_nothing_else_is_called_wrong(poem: Classic) -> None:
    failed = _failed(check_poem(poem.text, poem.form))
    if poem.title in ("登鹳雀楼", "山行", "夜雨寄北", "独坐敬亭山"):
        assert failed == poem.fails


@pytest.mark.parametrize("wanted", CHINESE, ids=lambda wanted: wanted.name)
def test_the_example_of_every_form_keeps_it(wanted: Form) -> None:
    assert not _failed(check_poem("\n".join(wanted.example), wanted.name))


def test_a_character_with_two_readings_keeps_the_rule_with_one_and_it_is_told() -> None:
    poem = next(poem for poem in CLASSICS if poem.title == "望庐山瀑布")
    check = _check(check_poem(poem.text, poem.form), "tones", 1)
    assert check.passed
    assert "看 kān" in check.detail


def test_a_line_that_breaks_its_pattern_names_the_characters_with_all_their_readings() -> None:
    poem = next(poem for poem in CLASSICS if poem.title == "春晓")
    check = _check(check_poem(poem.text, poem.form), "tones", 3)
    assert check.params["places"] == "知 zhī、少 shǎo/shào"  # no half-width brackets: it stands in Chinese


def test_a_rhyme_word_twice_is_found() -> None:
    lines = "小径云深处，松风送晚钟。归来无旧客，月在古时钟。"
    failed = _failed(check_poem(lines, "jueju-5"))
    assert ("repetition", None) in failed


def test_ju_and_wu_do_not_rhyme() -> None:
    assert hanzi.readings("居")[0].group == "六迂"
    assert hanzi.readings("乌")[0].group == "五乌"


@pytest.mark.parametrize(
    ("character", "group"),
    [("花", "一啊"),
     ("波", "二喔"), ("歌", "三鹅"), ("枝", "四衣"), ("来", "七哀"), ("飞", "八欸"),
     ("桥", "九熬"),
     ("流", "十欧"), ("山", "十一安"), ("云", "十二恩"), ("霜", "十三昂"), ("风", "十四英"), ("中", "十五雍"),
     ("儿", "十六儿"),
     ("追", "八欸"), ("存", "十二恩"), ("秋", "十欧"), ("兄", "十五雍"), ("泉", "十一安"), ("学", "三鹅")],
)  # fmt: skip
def test_rhyme_groups_are_those_of_the_zhonghua_tongyun(character: str, group: str) -> None:
    assert hanzi.rhyme_groups(character) == (group,)


def test_a_word_decides_the_reading() -> None:
    assert hanzi.syllables_of("长大")[0].readings[0] == "zhǎng"
    assert hanzi.syllables_of("长江")[0].readings[0] == "cháng"


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        ("雨洗青山添画意，风吹绿水起琴音。", set()),
        ("雨洗青山添画意，风吹绿水起琴。", {("characters", 1), ("parallel", 1)}),
        ("风吹绿水起琴音，雨洗青山添画意。", {("ending", 0), ("ending", 1)}),
        ("雨洗青山添画意，风吹青草起琴音。", {("repetition", None)}),
        ("雨洗青山添画意", {("lines", None)}),
    ],
)
def test_couplets_answer_each_other(text: str, failed: set[tuple[str, int | None]]) -> None:
    found = _failed(check_poem(text, "couplet-zh"))
    assert failed <= found
    assert bool(found) == bool(failed)


def test_the_middle_couplets_of_a_lushi_must_be_parallel_in_tone() -> None:
    lines = list(form("lushi-5").example)
    lines[3] = "新水似鸣山"  # 山 answers 山 of the line above
    lines[2] = "远山如淡山"
    assert ("parallel", 3) in _failed(check_poem("\n".join(lines), "lushi-5"))


def test_a_line_of_the_wrong_length_or_in_letters_fails() -> None:
    failed = _failed(check_poem("小径云深处\n松风送晚\n归来无旧客\n月在老梅AB", "jueju-5"))
    assert {("characters", 1), ("tones", 1), ("characters", 3)} <= failed


def test_an_acrostic_is_checked_by_first_characters() -> None:
    text = "\n".join(form("jueju-5").example)
    assert not _failed(check_poem(text, "jueju-5", "小松归月"))
    assert _failed(check_poem(text, "jueju-5", "小松归来")) == {("acrostic", 3)}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("静夜思\n李白\n床前明月光，疑是地上霜。\n举头望明月，低头思故乡。", "静夜思"),
        ("静夜思\n\n李白\n\n床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。", "静夜思"),
        ("《静夜思》\n床前明月光，疑是地上霜。举头望明月，低头思故乡。", "静夜思"),
        ("# 静夜思\n\n床前明月光，疑是地上霜。举头望明月，低头思故乡。", "静夜思"),
        ("床前明月光，疑是地上霜。\n\n举头望明月，低头思故乡。", ""),
    ],
)
def test_pasted_poems_come_with_and_without_a_title(text: str, title: str) -> None:
    found, lines = split_poem(text, form("jueju-5"))
    assert found == title
    assert lines == ("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡")


def test_every_check_has_a_rule_with_a_title_and_a_sentence() -> None:
    for wanted in forms():
        for check in check_poem("\n".join(wanted.example), wanted.name):
            assert check.rule in RULES
            assert check.detail
            assert "{" not in check.detail


@pytest.mark.parametrize("text", ["", "  \n ", "，。！"])
def test_no_poem_is_told(text: str) -> None:
    with pytest.raises(UsageError):
        check_poem(text, "jueju-5")


def test_a_text_that_is_no_poem_is_told_before_any_work() -> None:
    with pytest.raises(UsageError):
        check_poem("山" * (LONGEST + 1), "jueju-5")


@pytest.mark.parametrize("wanted", CHINESE, ids=lambda wanted: wanted.name)
@pytest.mark.parametrize("text", ["hello world", "山", "山\n" * 300, "，", "😀😀😀😀😀", "一" * 5000])
def test_any_text_is_judged_without_an_error(wanted: Form, text: str) -> None:
    if text == "，":
        text = "，山，"
    if any(map(hanzi.is_character, text)) or not wanted.characters:
        check_poem(text, wanted.name)
    else:
        with pytest.raises(UsageError):
            check_poem(text, wanted.name)


@pytest.mark.parametrize(
    "poem",
    [
        "朝辭白帝彩雲間，千里江陵一日還。兩岸猿聲啼不住，輕舟已過萬重山。",
        "江村渡口晚風涼，兩岸蘆花似雪霜。欲問歸舟何日到，漁燈一點入蒼茫。",
    ],
)
def test_a_poem_in_traditional_characters_is_judged_as_in_simplified_ones(poem: str) -> None:
    assert not _failed(check_poem(poem, "jueju-7"))


def test_traditional_characters_have_the_readings_of_the_simplified_ones() -> None:
    for pair in [
        "長长",
        "還还",
        "為为",
        "興兴",
        "難难",
        "縫缝",
        "論论",
        "彈弹",
        "喪丧",
        "強强",
        "當当",
        "調调",
        "轉转",
        "數数",
        "場场",
        "創创",
        "種种",
    ]:
        assert hanzi.readings(pair[0]) == hanzi.readings(pair[1])
    assert [reading.pinyin for reading in hanzi.readings("髮")] == ["fà"]  # not those of 發
    assert hanzi.syllables_of("長大")[0].readings[0] == "zhǎng"


def test_a_line_against_the_pattern_is_rescued_by_the_one_that_answers_it() -> None:
    """野火烧不尽 (仄仄平仄仄) with 春风吹又生 (平平平仄平): 对句相救."""
    poem = "野火烧不尽，春风吹又生。远芳侵古道，晴翠接荒城。"
    tones = [check for check in check_poem(poem, "jueju-5") if check.rule == "tones"]
    assert tones[0].passed
    assert "对句相救" in tones[0].detail
    without = poem.replace("春风吹又生", "春风入又生")  # 入 is oblique: nothing makes up for it
    assert not next(c for c in check_poem(without, "jueju-5") if c.rule == "tones").passed
