"""What form a poem has that comes without its name: nobody asked for rules that it does not keep."""

from __future__ import annotations

import re
import time

import pytest

from llmdesk.tools.poetry.check import split_poem
from llmdesk.tools.poetry.chinese.classical.judgement import Judgement
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.recognized import Heard, hear, hear_beside, judge_heard
from tests.tools.poetry.chinese.classical.famous_poems import FAMOUS

_SIX = "游子吟\n孟郊\n慈母手中线，游子身上衣。\n临行密密缝，意恐迟迟归。\n谁言寸草心，报得三春晖。"
_SONG = "无言独上西楼，月如钩。寂寞梧桐深院锁清秋。剪不断，理还乱，是离愁。别是一般滋味在心头。"
_LEANING = (
    "There was a Young Lady of Norway,\nWho casually sat in a doorway;\nWhen the door squeezed her flat,\n"
    "She exclaimed, “What of that?”\nThis courageous Young Lady of Norway."
)


def _heard(text: str) -> Heard:
    heard = hear(text)
    assert heard is not None
    return heard


def _judged(text: str) -> Judgement:
    heard = _heard(text)
    return judge_heard(split_poem(text, heard.form)[1], heard)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((f"{poem.title}\n某人\n{poem.text}", poem.form) for poem in FAMOUS[:3] + FAMOUS[40:43]),
        (_SIX, "lushi-5"),
        ("春风吹柳绿，夜雨润花红。", "couplet-zh"),
        (_SONG, "xiangjianhuan"),
        ("末班车\n\n" + "\n".join(form("modern-zh").example), "modern-zh"),
        (_LEANING, "limerick-lear"),
    ],
)  # fmt: skip
def test_the_form_is_found(text: str, name: str) -> None:
    assert _heard(text) == Heard(form(name))


_COUPLETS = (
    "Whose house this is I do not know,\nIt stands alone amid the snow;\nThe door is shut, the lamp is out,\n"
    "And no one seems to be about.\nI knocked and waited in the cold,\nAnd thought of all that I was told:\n"
    "The man who lived here long ago\nHad gone away and let it go."
)  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (0, "couplet-octosyllabic"),
        (2, "couplet-octosyllabic"),
        (4, "quatrain-aabb"),
        (1, "couplet-octosyllabic"),
    ],
)
@pytest.mark.parametrize("title", ["", "The House\n\n"])
def test_the_stanzas_tell_couplets_from_quatrains(rows: int, name: str, title: str) -> None:
    lines = _COUPLETS.split("\n")
    stanzas = ["\n".join(lines[at : at + rows]) for at in range(0, 8, rows)] if rows else [_COUPLETS]
    judged = _judged(title + "\n\n".join(stanzas))
    assert judged.kind == name
    assert judged.shown[0].detail.startswith(form(name).title)


def test_one_line_as_long_as_a_poem_may_be_is_read_in_seconds() -> None:
    """Its words were looked up again for each form and metre, each with all that follows: 5 s."""
    hear("the sea and\nthe end")
    begun = time.thread_time()
    hear("the sea and " * 1600 + "\nend")
    assert time.thread_time() - begun < 3


def test_english_of_no_form_is_held_against_none() -> None:
    heard = _heard("I walked to the shop.\nThey had run out of bread.")
    assert not heard.named


def test_chinese_lines_of_no_form_are_none() -> None:
    assert hear("独立寒秋。\n湘江北去，橘子洲头。\n看万山红遍。") is None


@pytest.mark.parametrize(
    "text",
    [
        "关关雎鸠，\n在河之洲。\n窈窕淑女，\n君子好逑。",
        "对酒当歌\n人生几何\n譬如朝露\n去日苦多\n慨当以慷\n忧思难忘",
        "床前明\n疑是地\n举头望\n低头思",
        "古池や\n蛙飛びこむ\n水の音",
        "春\n夏",
        "锄禾日当午\n汗滴禾下土\n谁知盘中餐",
        "春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。\n登鹳雀楼上\n白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。",
    ],
)
def test_no_line_of_verse_is_left_out_as_a_title(text: str) -> None:
    """The first lines were taken for title and author, and the last two for 对联."""
    heard = hear(text)
    assert heard is None or len(split_poem(text, heard.form)[1]) == len(text.splitlines())


@pytest.mark.parametrize(
    ("text", "title", "lines"),
    [
        ("登鹳雀楼 王之涣 白日依山尽 黄河入海流 欲穷千里目 更上一层楼", "登鹳雀楼", 4),
        ("静夜思 李白 床前明月光，疑是地上霜。举头望明月，低头思故乡。", "静夜思", 4),
        ("《静夜思》李白：床前明月光，疑是地上霜。举头望明月，低头思故乡。", "静夜思", 4),
        ("《登鹳雀楼》 白日依山尽 黄河入海流 欲穷千里目 更上一层楼", "登鹳雀楼", 4),
        ("床前明月光 疑是地上霜，举头望明月 低头思故乡。", "", 4),
        ("白 日 依 山 尽 黄 河 入 海 流 欲 穷 千 里 目 更 上 一 层 楼", "", 4),
        ("《静夜思》床前明月光，疑是地上霜。举头望明月，低头思故乡。", "静夜思", 4),
        ("李白《静夜思》床前明月光，疑是地上霜。举头望明月，低头思故乡。", "静夜思", 4),
        ("唐·李白《静夜思》：床前明月光，疑是地上霜。举头望明月，低头思故乡。", "静夜思", 4),
        ("《静夜思》（李白）床前明月光 疑是地上霜 举头望明月 低头思故乡", "静夜思", 4),
        ("静夜思（李白）床前明月光，疑是地上霜。举头望明月，低头思故乡。", "静夜思", 4),
        ("静夜思：床前明月光，疑是地上霜。举头望明月，低头思故乡。", "静夜思", 4),
        ("再别康桥 轻轻的我走了 正如我轻轻的来 我轻轻的招手 作别西天的云彩 那河畔的金柳", "", 6),
    ],
)  # fmt: skip
def test_a_poem_in_one_row_has_its_lines(text: str, title: str, lines: int) -> None:
    found = split_poem(text, _heard(text).form)
    assert (found[0], len(found[1])) == (title, lines)


_STARTING = "朝辞白帝彩云间千里江陵一日还两岸猿声啼不住轻舟已过万重山"
_CRANE = (
    "昔人已乘黄鹤去此地空余黄鹤楼黄鹤一去不复返白云千载空悠悠",
    "晴川历历汉阳树芳草萋萋鹦鹉洲日暮乡关何处是烟波江上使人愁",
)
_FLOWERS = (
    "春花秋月何时了往事知多少小楼昨夜又东风故国不堪回首月明中",
    "雕栏玉砌应犹在只是朱颜改问君能有几多愁恰似一江春水向东流",
)


@pytest.mark.parametrize(
    ("text", "name", "lines"),
    [
        (_STARTING, "jueju-7", 4),
        (f"早发白帝城\n李白\n{_STARTING}", "jueju-7", 4),
        ("".join(_CRANE), "lushi-7", 8),
        ("\n".join(_CRANE), "lushi-7", 8),
        ("\n".join(_FLOWERS), "yumeiren", 8),
    ],
)
def test_a_poem_without_any_mark_is_no_song_that_happens_to_be_as_long(
    text: str, name: str, lines: int
) -> None:
    heard = _heard(text)
    assert (heard.form.name, len(split_poem(text, heard.form)[1])) == (name, lines)


@pytest.mark.parametrize(
    ("text", "chosen", "lines"),
    [
        (f"山居秋暝\n王维\n{FAMOUS[0].text}{FAMOUS[1].text}", "jueju-7", 8),
        ("早发白帝城\n朝辞白帝彩云间，千里江陵一日还。\n两岸猿声啼不住，轻舟已过万重山。", "lushi-5", 4),
    ],
)
def test_no_line_is_left_out_where_another_width_was_chosen(text: str, chosen: str, lines: int) -> None:
    assert len(split_poem(text, form(chosen))[1]) == lines


_FOREIGN = (
    "Я помню чудное мгновенье:\nПередо мной явилась ты,\nКак мимолётное виденье,\nКак гений чистой красоты.",
    "أراك عصي الدمع شيمتك الصبر\nأما للهوى نهي عليك ولا أمر",
    "古池や\n蛙飛びこむ\n水の音",
    "Über allen Gipfeln\nIst Ruh,\nIn allen Wipfeln\nSpürest du\nKaum einen Hauch;\n"
    "Die Vögelein schweigen im Walde.\nWarte nur, balde\nRuhest du auch.",
    "Les sanglots longs\nDes violons\nDe l'automne\nBlessent mon cœur\nD'une langueur\nMonotone.",
    "Nel mezzo del cammin di nostra vita\n"
    "mi ritrovai per una selva oscura,\nché la diritta via era smarrita.",
)  # fmt: skip


@pytest.mark.parametrize("text", _FOREIGN)
def test_verse_in_another_language_is_told_and_not_judged_as_english(text: str) -> None:
    judged = _judged(text)
    assert judged.checks == ()
    assert [check.detail for check in judged.shown] == [
        "Only English and Chinese verse can be checked; this is in another language."
    ]
    beside = hear_beside(text, form("quatrain-abab"))
    assert beside is not None
    assert beside.foreign


def test_a_couplet_may_have_a_title_and_what_hangs_above_it() -> None:
    for text in ("福星高照\n天增岁月人增寿\n春满乾坤福满门", "万象更新\n春回大地\n福满人间"):
        assert _heard(text) == Heard(form("couplet-zh"))


def test_old_verse_of_any_number_of_lines_has_no_fault() -> None:
    """Six lines were refused, and 古风 of eight was told as a fault of a form that nobody asked for."""
    eight = next(poem.text for poem in FAMOUS if poem.title == "望岳")
    for text in (_SIX, eight):
        judged = _judged(text)
        assert judged.kind == "古风"
        assert judged.passed
        assert all(check.passed for check in judged.shown)


def test_a_longer_regulated_poem_is_not_too_long() -> None:
    eight = next(poem.text for poem in FAMOUS if poem.title == "春望").replace("\n", "")
    twelve = eight + "旧雨荒村暗，新霜古木森。年华随逝水，消息向谁寻。"
    judged = _judged(twelve)
    assert judged.kind == "排律"
    assert judged.passed


def test_a_title_as_long_as_a_line_is_no_line() -> None:
    six = _SIX.replace("游子吟", "游子之吟歌").replace("孟郊\n", "孟郊\n\n")
    assert len(split_poem(six, form("lushi-5"))[1]) == 6


def test_lines_of_no_form_are_held_against_the_chosen_one_that_has_as_many() -> None:
    text = "An old silent pond\na frog jumps into the pond\nand then there is silence"
    assert hear_beside(text, form("haiku")) == Heard(form("haiku"))
    assert hear_beside(text, form("sonnet")) == hear(text)
    assert hear_beside(text, form("jueju-5")) == hear(text)
    limerick = "\n".join(form("limerick").example)
    assert hear_beside(limerick, form("tanka")) == Heard(form("limerick"))
    assert hear_beside("独立寒秋。\n湘江北去，橘子洲头。\n看万山红遍。", form("jueju-5")) is None
    assert hear_beside("白日依山尽，黄河入海流。欲穷千里目，更上楼。", form("jueju-5")) == Heard(
        form("jueju-5")
    )


@pytest.mark.parametrize("mark", ["", "<p>"])
def test_old_verse_between_the_lines_of_a_translation_or_tags_is_chinese(mark: str) -> None:
    verse = ("床前明月光，", "疑是地上霜。", "举头望明月，", "低头思故乡。")
    english = ("Before my bed the bright moonlight,", "I took it for frost on the ground.")
    rows = [row for line, other in zip(verse, english * 2, strict=True) for row in (line, other)]
    heard = _heard(mark + f"\n{mark}".join(rows))
    assert (heard.form.name, heard.form.language) == ("jueju-5", "zh")
    lines = split_poem(mark + f"\n{mark}".join(rows), heard.form)[1]
    assert lines == tuple(line[:-1] for line in verse)


def test_english_verse_with_a_translation_of_another_form_is_english() -> None:
    rows = [row for line in _LEANING.splitlines() for row in (line, "挪威有位年轻的女士，她随便地坐在门口。")]
    assert _heard("\n".join(rows)).form.language == "en"


_TOWER = "白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"


@pytest.mark.parametrize(
    "text",
    [
        "登鹳雀楼\n王之涣\n" + _TOWER.replace("入海", "入大海"),
        _TOWER.replace("一层", "一高层"),
        _TOWER.replace("山尽", "山").replace("\n", ""),
        "登鹳雀楼\n王之涣\n" + re.sub("[，。]", "\n", _TOWER.replace("入海", "入大海")),
    ],
)
def test_a_line_that_is_too_long_or_too_short_is_told_and_no_line_is_left_out(text: str) -> None:
    heard = _heard(text)
    assert heard == Heard(form("jueju-5"))
    judged = _judged(text)
    assert len(split_poem(text, heard.form)[1]) == 4
    assert [check.rule for check in judged.checks if not check.passed] == ["characters", "tones"]
    assert "of several lengths" in judged.shown[0].detail


_GEESE = "咏鹅\n骆宾王\n鹅鹅鹅，曲项向天歌。\n白毛浮绿水，红掌拨清波。"
_SONGS_OF_OLD = [
    (_GEESE, "杂言", "平韵", 4),
    ("敕勒歌\n敕勒川，阴山下。天似穹庐，笼盖四野。天苍苍，野茫茫，风吹草低见牛羊。", "杂言", "", 7),
    ("王昭君\n汉家秦地月，流影照明妃。\n一上玉关道，天涯去不归。\n"
     "汉月还从东海出，明妃西嫁无来日。", "杂言", "换韵", 6),
    ("短歌行\n对酒当歌，人生几何？\n譬如朝露，去日苦多。", "四言", "平韵", 4),
    ("田园乐\n王维\n桃红复含宿雨，柳绿更带朝烟。\n花落家童未扫，莺啼山客犹眠。", "六言绝句", "平韵", 4),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "rhyme", "lines"), _SONGS_OF_OLD)
def test_old_verse_of_other_lengths_is_named_and_whole(text: str, kind: str, rhyme: str, lines: int) -> None:
    heard, judged = _heard(text), _judged(text)
    assert len(split_poem(text, heard.form)[1]) == lines
    assert (judged.kind, judged.rhyme, judged.passed, judged.checks) == (kind, rhyme, True, ())


def test_a_couplet_is_regular_by_the_book_whose_tones_it_keeps() -> None:
    judged = _judged("春风得意花千树，\n秋水横波月一轮。")
    assert judged.passed
    assert "zhonghua" not in judged.regular_by, "一 is level today"


def test_an_english_rhyme_of_few_words_is_english() -> None:
    heard = _heard(
        "Dong-a-dong o' daisies,\nA bucket full of praises,\nA-splashoo! A-splashoo!\nWe all go home."
    )
    assert not heard.foreign
