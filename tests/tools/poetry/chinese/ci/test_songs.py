"""Songs to a tune: which tune a pasted one has, its lines, its verdict; and songs of an engine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.errors import UsageError
from llmdesk.tools.poetry.check import RULES, split_poem
from llmdesk.tools.poetry.chinese.ci.layout import keeps, lay
from llmdesk.tools.poetry.chinese.ci.pasted import is_song, recognized
from llmdesk.tools.poetry.chinese.ci.tunes import ANY, titled, tune_of, tunes
from llmdesk.tools.poetry.chinese.classical.judgement import Judgement
from llmdesk.tools.poetry.chinese.classical.verdict import judge
from llmdesk.tools.poetry.compose import rewrite_line, write_poem
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.types import Book, PoemOptions
from tests.tools.poetry.chinese.ci.famous_songs import SONGS, FamousSong
from tests.tools.poetry.grammar_engine import ChineseEngine

TUNES = tunes()
NO_OTHER_FORM = {"如梦令": (4, 5), "忆秦娥": (2, 7)}  # lines that stand twice and cannot change alone


@pytest.fixture
def engine() -> ChineseEngine:
    engine = ChineseEngine()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    return engine


def _judge(text: str, name: str = ANY) -> Judgement:
    wanted = recognized(text, form(name))
    return judge(split_poem(text, wanted)[1], wanted)


def _verdict(judged: Judgement) -> str:
    return next(
        (word for book, word in (("cilin", "合律"), ("pingshui", "平水")) if book in judged.regular_by),
        "出律",
    )


def _is_right(song: FamousSong) -> bool:
    judged = _judge(song.text)
    return (judged.kind, judged.rhyme, _verdict(judged)) == (f"词·{song.tune}", song.rhyme, song.verdict)


def test_famous_songs_have_the_verdict_of_the_handbooks() -> None:
    """At least 95 of 100, and every tune among them."""
    wrong = [song.name for song in SONGS if not _is_right(song)]
    assert len(wrong) <= 0.05 * len(SONGS), wrong
    assert {song.tune for song in SONGS} >= {tune.title for tune in TUNES[:33]}


@pytest.mark.parametrize("tune", TUNES, ids=lambda tune: tune.name)
def test_the_example_of_a_tune_keeps_it(tune: object) -> None:
    assert tune in TUNES
    name = getattr(tune, "name")  # noqa: B009
    judged = _judge("\n".join(form(name).example), name)
    assert "cilin" in judged.regular_by, [check.detail for check in judged.checks if not check.passed]
    assert all(check.rule in RULES and "{" not in check.detail for check in judged.shown)


SHUIDIAO = next(song.text for song in SONGS if song.name == "明月几时有")
HUANXISHA = next(song.text for song in SONGS if song.name == "漠漠轻寒上小楼")


@pytest.mark.parametrize(
    "text",
    [
        SHUIDIAO,
        "水调歌头·明月几时有\n[宋] 苏轼\n丙辰中秋，欢饮达旦，大醉，作此篇，兼怀子由。\n" + SHUIDIAO,
        "苏轼《水调歌头》\n\n" + SHUIDIAO.replace("，", "\n").replace("。", "\n"),
        "【水调歌头】" + "".join(SHUIDIAO.split()),
        "水调歌头\n" + re.sub("[，。？\n]", "", SHUIDIAO),
        "上片：" + SHUIDIAO.replace("\n转", "\n下片：\n转") + "\n——苏轼",
        "水調歌頭 蘇軾\n" + SHUIDIAO.replace("几", "幾").replace("问", "問").replace("转", "轉"),
    ],
    ids=["bare", "preface", "rows", "one row", "no marks", "parts", "traditional"],
)
def test_a_song_is_known_however_it_is_pasted(text: str) -> None:
    judged = _judge(text)
    assert judged.kind == "词·水调歌头"
    assert judged.regular_by == ("cilin",)


def test_the_title_goes_before_the_lengths_of_the_lines() -> None:
    """A faulty song is held against the tune it says it has, and told which one its lines are of."""
    judged = _judge("菩萨蛮\n" + HUANXISHA)
    assert judged.kind == "词·菩萨蛮"
    assert judged.shown[0].detail == "词·菩萨蛮: its lines have the lengths of 浣溪沙 instead."


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (HUANXISHA.replace("淡烟流水", "流水淡烟"), "tones", 2),
        (HUANXISHA.replace("画屏幽", "画屏新"), "rhyme", 2),
        (HUANXISHA.replace("自在飞花轻似梦", "自在飞花轻似"), "characters", 3),
        (HUANXISHA.replace("宝帘闲挂小银钩。", ""), "lines", None),
        ("昨夜雨疏风骤，浓睡不消残酒。试问卷帘人，却道海棠依旧。知否，知道？应是绿肥红瘦。", "again", 5),
        ("明月别枝惊鹊，清风半夜鸣蝉。稻花香里说丰年，听取蛙声不断。\n七八个星天外，两三点雨山前。"
         "旧时茅店社林边，路转溪桥忽去。", "rhyme", 7),
    ],
)  # fmt: skip
def test_a_fault_is_found_at_its_place(text: str, rule: str, line: int | None) -> None:
    judged = _judge(text)
    failed = {(check.rule, check.line) for check in judged.checks if not check.passed}
    assert (rule, line) in failed
    assert len(failed) <= 2
    assert not judged.regular_by


def test_a_line_too_short_does_not_shift_the_others() -> None:
    text = HUANXISHA.replace("漠漠轻寒上小楼，", "漠漠轻寒上楼，").replace("去年", "去年")
    failed = {check.line for check in _judge("浣溪沙\n" + text).checks if not check.passed}
    assert failed == {0}


def test_what_teachers_name_in_songs() -> None:
    notes = [check.detail for check in _judge(next(s.text for s in SONGS if s.tune == "沁园春")).shown]
    assert "领字: 正 leads what follows." in notes
    near = [check.detail for check in _judge(next(s.text for s in SONGS if s.name == "大江东去")).shown]
    assert "通押: 壁 is of a rhyme beside the others'." in near
    assert any(note.startswith("入声韵") for note in near)


@pytest.mark.parametrize(
    "text",
    [
        "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
        "国破山河在，城春草木深。感时花溅泪，恨别鸟惊心。烽火连三月，家书抵万金。白头搔更短，浑欲不胜簪。",
        "今天天气很好，我们去公园散步，看见很多花，也看见一只猫在树下睡觉。",
        "",
        "The quick brown fox",
    ],
)
def test_what_is_no_song_is_not_taken_for_one(text: str) -> None:
    assert not is_song(text)


def test_a_song_to_an_unknown_tune_is_told_so() -> None:
    judged = _judge("今天天气很好，我们去公园散步，看见很多花，也看见一只猫在树下睡觉。")
    assert judged.regular_by == ()
    assert "that llmdesk knows" in judged.shown[0].detail


def test_titles_name_tunes_by_any_of_their_names() -> None:
    for title, name in [("望江南·超然台作", "忆江南"), ("酹江月", "念奴娇"),
                        ("丑奴儿·书博山道中壁", "采桑子"),
                        ("浪淘沙令", "浪淘沙"), ("摊破浣溪沙", "摊破浣溪沙"), ("踏沙行", "")]:  # fmt: skip
        tune = titled(title)
        assert (tune.title if tune else "") == name
    assert form("浣溪沙") == form("huanxisha")


def test_every_tune_is_what_its_data_says() -> None:
    assert len(TUNES) >= 30
    for tune in TUNES:
        for shape in tune.shapes:
            assert sum(shape.stanzas) == len(shape.lines)
            pieces = ["字" * len(line.pattern) for line in shape.lines]
            assert keeps(pieces, shape)
            assert lay(pieces, shape).places == tuple(range(len(pieces)))
            assert all(len(other) == len(line.pattern) for line in shape.lines for other in line.others)
            for upper, lower in shape.couplets:
                one, other = shape.lines[upper], shape.lines[lower]
                assert len(one.pattern) - one.led == len(other.pattern) - other.led, (tune.title, upper)


@pytest.mark.parametrize("tune", TUNES, ids=lambda tune: tune.name)
def test_a_song_keeps_its_tune_whatever_the_model_knows(engine: ChineseEngine, tune: object) -> None:
    name = getattr(tune, "name")  # noqa: B009
    book: Book = "cilin" if len(name) % 2 else "zhonghua"
    song = write_poem(PoemOptions(name, "秋夜", seed=len(name), rhymes=book), engine)
    assert song.passed, [check.detail for check in song.checks if not check.passed]
    assert song.title.startswith(form(name).tune)
    judged = judge(song.lines, form(name), book=book)
    assert book in judged.regular_by


@pytest.mark.parametrize("name", ["rumengling", "yiqine", "xijiangyue", "qingpingyue"])
def test_a_line_of_a_song_is_written_again_and_the_tune_stays(engine: ChineseEngine, name: str) -> None:
    options = PoemOptions(name, "秋夜", seed=3)
    song = write_poem(options, engine)
    fixed = NO_OTHER_FORM.get(song.title[:3], ())
    for index in range(len(song.lines)):
        changed = rewrite_line(song, index, options, engine)
        assert changed.passed, [check.detail for check in changed.checks if not check.passed]
        assert (changed.lines[index] == song.lines[index]) == (index in fixed)


def test_any_tune_draws_a_short_one_and_rewrites_in_it(engine: ChineseEngine) -> None:
    options = PoemOptions(ANY, "秋夜", seed=5)
    song = write_poem(options, engine)
    assert tune_of(form(song.form)) is not None
    assert rewrite_line(song, 1, options, engine).form == song.form


def test_a_song_is_no_acrostic(engine: ChineseEngine) -> None:
    with pytest.raises(UsageError):
        write_poem(PoemOptions("huanxisha", "秋夜", acrostic="一二三四五六"), engine)
    assert not engine.requests


def test_a_song_in_the_books_of_poems_rhymes_by_the_book_of_songs(engine: ChineseEngine) -> None:
    song = write_poem(PoemOptions("xijiangyue", "秋夜", seed=1, rhymes="pingshui"), engine)
    assert song.rhymes == "cilin"
    assert song.passed
    assert json.dumps(song.lines)
