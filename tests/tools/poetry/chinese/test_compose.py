"""Chinese poems written by an engine that knows nothing: the form is right by construction."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import Completion, GenerateRequest, ModelSpec, Score, ScoreRequest
from llmdesk.errors import Cancelled, UsageError, UserError
from llmdesk.tools.poetry import compose
from llmdesk.tools.poetry.chinese import classics, hanzi, kinds, verse_model
from llmdesk.tools.poetry.chinese.classical.verdict import judge
from llmdesk.tools.poetry.chinese.classical.writing import misread, rhyming_with, writing_characters
from llmdesk.tools.poetry.chinese.line_search import LAST_RESORT, Draft, fitting
from llmdesk.tools.poetry.chinese.modern import ModernVerse
from llmdesk.tools.poetry.chinese.verse import RegulatedVerse, line_flaws
from llmdesk.tools.poetry.compose import rewrite_line, write_poem
from llmdesk.tools.poetry.desk import Candidate, Desk
from llmdesk.tools.poetry.fitness import NO_CHINESE
from llmdesk.tools.poetry.forms import form, forms
from llmdesk.tools.poetry.types import Book, PoemOptions, PoemProgress
from tests.tools.poetry.grammar_engine import ChineseEngine, GrammarEngine, written

CHINESE = [each.name for each in forms() if each.language == "zh" and not each.tune]
REGULATED = [name for name in CHINESE if form(name).regulated]
HEADS = {2: "春福", 4: "平安喜乐", 8: "春江花月夜清风起"}


@pytest.fixture
def engine() -> ChineseEngine:
    engine = ChineseEngine()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    return engine


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", CHINESE)
def test_every_poem_keeps_its_form_whatever_the_model_knows(
    engine: ChineseEngine, name: str, seed: int
) -> None:
    poem = write_poem(PoemOptions(name, "秋夜", seed=seed), engine)
    assert poem.passed, [check.detail for check in poem.checks if not check.passed]
    assert poem.language == "zh"
    assert poem.title
    assert poem.attempts > len(poem.lines)
    assert not poem.warning


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("book", ["pingshui", "cilin"])
@pytest.mark.parametrize("name", REGULATED)
def test_a_poem_is_written_by_the_old_book_that_was_asked_for(
    engine: ChineseEngine, name: str, book: Book, seed: int
) -> None:
    poem = write_poem(PoemOptions(name, "秋夜", seed=seed, rhymes=book), engine)
    assert poem.passed, [check.detail for check in poem.checks if not check.passed]
    assert book in judge(poem.lines, form(name)).regular_by
    for index in range(len(poem.lines)):
        changed = rewrite_line(poem, index, PoemOptions(name, "秋夜", seed=seed, rhymes=book), engine)
        assert changed.passed


def test_what_was_of_the_entering_tone_stands_where_the_old_book_has_it(engine: ChineseEngine) -> None:
    """白, 国 and 竹 are level today; by 平水韵 they fill oblique places."""
    assert "白" in writing_characters("level", "zhonghua")
    assert {"白", "国", "竹"} <= writing_characters("oblique", "pingshui")
    assert not {"白", "国", "竹"} & writing_characters("level", "pingshui")


def test_the_rhymes_of_an_old_book_still_rhyme_today_where_there_are_enough() -> None:
    rhymes = rhyming_with("村", "pingshui", set())
    assert "门" in rhymes
    assert "言" not in rhymes
    assert "言" in rhyming_with("村", "pingshui", set(rhymes))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", REGULATED)
def test_an_acrostic_begins_the_lines_of_any_form(engine: ChineseEngine, name: str, seed: int) -> None:
    heads = HEADS[form(name).lines[1]]
    poem = write_poem(PoemOptions(name, "祝福", acrostic=heads, seed=seed), engine)
    assert "".join(line[0] for line in poem.lines) == heads
    assert poem.passed, [check.detail for check in poem.checks if not check.passed]


def test_a_modern_poem_may_be_an_acrostic(engine: ChineseEngine) -> None:
    poem = write_poem(PoemOptions("modern-zh", "祝福", acrostic="一路顺风平安", seed=1), engine)
    assert "".join(line[0] for line in poem.lines) == "一路顺风平安"
    assert poem.passed


@pytest.mark.parametrize("name", CHINESE)
def test_a_line_is_written_again_and_the_form_stays(engine: ChineseEngine, name: str) -> None:
    options = PoemOptions(name, "秋夜", seed=3)
    poem = write_poem(options, engine)
    for index in range(len(poem.lines)):
        changed = rewrite_line(poem, index, options, engine)
        others = [row for row in range(len(poem.lines)) if row != index]
        assert changed.lines[index] != poem.lines[index]
        assert [changed.lines[row] for row in others] == [poem.lines[row] for row in others]
        assert changed.passed, [check.detail for check in changed.checks if not check.passed]


def test_a_line_written_again_keeps_the_acrostic(engine: ChineseEngine) -> None:
    options = PoemOptions("jueju-5", "祝福", acrostic="平安喜乐", seed=3)
    changed = rewrite_line(write_poem(options, engine), 2, options, engine)
    assert changed.lines[2][0] == "喜"
    assert changed.passed


def test_a_poem_changed_by_hand_into_another_shape_can_still_have_a_line_written_again(
    engine: ChineseEngine,
) -> None:
    options = PoemOptions("jueju-5", "秋夜", seed=3)
    poem = write_poem(options, engine)
    broken = replace(poem, lines=("秋夜", "", poem.lines[2], "abc", "多出来的一句"))
    assert len(rewrite_line(broken, 1, options, engine).lines[1]) == 5
    assert rewrite_line(broken, 4, options, engine).lines == broken.lines


def test_no_character_comes_twice_and_all_are_common(engine: ChineseEngine) -> None:
    poem = write_poem(PoemOptions("lushi-7", "长城", seed=5), engine)
    for row, line in enumerate(poem.lines):
        assert not set(line) & set("".join(poem.lines[:row]))
        assert set(line) <= set(hanzi.common_characters())


def test_the_same_seed_gives_the_same_poem_and_another_seed_another(engine: ChineseEngine) -> None:
    first, second, third = (write_poem(PoemOptions("jueju-5", "雪", seed=seed), engine) for seed in (7, 7, 8))
    assert first.lines == second.lines
    assert first.lines != third.lines


def test_of_several_drafts_the_one_with_the_best_score_is_kept(engine: ChineseEngine) -> None:
    drafts: list[PoemProgress] = []
    options = PoemOptions("jueju-5", "雪", seed=7)
    one = write_poem(options, engine)
    best = write_poem(replace(options, drafts=4), engine, drafts.append)
    assert best.score >= one.score
    assert {progress.draft for progress in drafts} == {1, 2, 3, 4}


def test_progress_goes_through_the_stages_and_the_lines_grow(engine: ChineseEngine) -> None:
    seen: list[PoemProgress] = []
    poem = write_poem(PoemOptions("jueju-7", "雪", seed=7), engine, seen.append)
    stages = [progress.stage for progress in seen]
    assert stages[0] == "trial"
    assert stages[-1] == "done"
    assert seen[-1].lines == poem.lines
    assert [len(p.lines) for p in seen if p.stage == "lines"] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("stage", ["trial", "plan", "lines"])
def test_a_cancel_ends_the_writing_at_any_stage(engine: ChineseEngine, stage: str) -> None:
    cancel = CancelToken()

    def look(progress: PoemProgress) -> None:
        if progress.stage == stage:
            cancel.cancel()

    with pytest.raises(Cancelled):
        write_poem(PoemOptions("lushi-5", "雪", seed=7), engine, look, cancel)


def test_a_model_without_chinese_is_told_and_still_keeps_the_form() -> None:
    class Bytes(GrammarEngine):
        def count_tokens(self, texts: Iterable[str]) -> list[int]:
            return [len(text.encode()) for text in texts]

    engine = Bytes()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    poem = write_poem(PoemOptions("jueju-5", "秋夜", seed=1), engine)
    assert poem.warning == NO_CHINESE
    assert poem.passed


def test_a_model_that_spells_chinese_but_cannot_read_it_is_told(engine: ChineseEngine) -> None:
    class Guesser(ChineseEngine):
        def score(self, request: ScoreRequest, cancel: CancelToken | None = None) -> Iterator[Score]:
            return GrammarEngine.score(self, request, cancel)

    guesser = Guesser()
    guesser.load(ModelSpec(FileRef(Path("fake.gguf"))))
    assert write_poem(PoemOptions("jueju-5", "秋夜", seed=1), guesser).warning == NO_CHINESE


def test_time_that_is_up_ends_the_drafts(engine: ChineseEngine) -> None:
    seen: list[PoemProgress] = []
    poem = write_poem(PoemOptions("jueju-5", "雪", seed=7, drafts=8, seconds=1e-9), engine, seen.append)
    assert {progress.draft for progress in seen} == {1}
    assert poem.passed


def test_the_time_that_is_given_is_spent_on_drafts_that_are_told_of(
    engine: ChineseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compose, "MOST_IN_TIME", 3)
    seen: list[PoemProgress] = []
    poem = write_poem(PoemOptions("jueju-5", "雪", seed=7, seconds=600), engine, seen.append)
    drafts = [progress for progress in seen if progress.stage == "draft"]
    assert [progress.draft for progress in drafts] == [1, 2, 3]
    assert all(len(progress.lines) == 4 for progress in drafts)
    assert poem.lines in [progress.lines for progress in drafts]


def test_a_poem_that_could_not_be_finished_is_shown_with_its_rule_failed(engine: ChineseEngine) -> None:
    class Stuck(ChineseEngine):
        """No line of it comes to an end."""

        def generate_many(
            self, requests: Sequence[GenerateRequest], cancel: CancelToken | None = None
        ) -> Iterator[tuple[int, Completion | UserError]]:
            for index, result in super().generate_many(requests, cancel):
                assert isinstance(result, Completion)
                planned = (requests[index].prompt or "").endswith("意象：")
                yield index, result if planned else replace(result, finish_reason="length")

    stuck = Stuck()
    stuck.load(ModelSpec(FileRef(Path("fake.gguf"))))
    poem = write_poem(PoemOptions("jueju-5", "雪", seed=7), stuck)
    assert not poem.passed
    assert any(check.rule == "lines" and not check.passed for check in poem.checks)


@pytest.mark.parametrize("topic", ["autumn moon over the river", "很" * 2000])
def test_a_topic_that_is_long_or_english_is_put_into_a_few_characters_first(
    engine: ChineseEngine, topic: str
) -> None:
    poem = write_poem(PoemOptions("jueju-5", topic, seed=2), engine)
    assert poem.passed
    asked = engine.requests[0]
    assert topic[:2000] in asked.messages[0].content
    assert all(topic not in (request.prompt or "") for request in engine.requests)


@pytest.mark.parametrize(
    "options",
    [
        PoemOptions("jueju-5", ""),
        PoemOptions("jueju-5", " \n…"),
        PoemOptions("jueju-5", "山" * 2001),
        PoemOptions("jueju-9", "山"),
        PoemOptions("haiku", "山", language="zh"),
        PoemOptions("jueju-5", "moon", language="en"),
        PoemOptions("jueju-5", "山", acrostic="平安喜"),
        PoemOptions("jueju-5", "山", acrostic="平安喜乐吉"),
        PoemOptions("jueju-5", "山", acrostic="平安AB"),
        PoemOptions("jueju-5", "山", acrostic="平安😀乐"),
        PoemOptions("acrostic", "山"),
        PoemOptions("acrostic", "rain", acrostic="RÄIN"),
        PoemOptions("haiku", "rain", acrostic="RAIN"),
    ],
    ids=lambda options: f"{options.form} {options.topic[:5].strip()} {options.acrostic}",
)
def test_what_makes_no_sense_is_told_before_the_model_works(
    engine: ChineseEngine, options: PoemOptions
) -> None:
    with pytest.raises(UsageError) as told:
        write_poem(options, engine)
    assert "{" not in str(told.value)
    assert not engine.requests


def test_a_piece_of_a_famous_line_is_the_last_resort() -> None:
    assert classics.quotation("疑是地上霜") == "疑是地上霜"
    assert classics.quotation("不破楼兰誓不还") == "不破楼兰"
    assert classics.quotation("天涯何处无芳草") == "天涯何处无芳草"
    assert classics.quotation("微雨江南岸") == ""
    assert (line_flaws("月落乌啼宿鸟归", set(), (), ()) or 0) >= LAST_RESORT
    assert (line_flaws("月落乌啼宿鸟归", set(), ("月落乌啼",), ()) or 0) < LAST_RESORT  # it was asked for
    assert (line_flaws("微雨江南岸", set(), (), ()) or 0) < LAST_RESORT


def test_doubled_characters_that_no_old_poem_has_cost_something() -> None:
    assert classics.pair_cost("悠悠") == 0.0 < classics.pair_cost("语语")


def test_of_two_lines_as_likely_the_one_that_fits_only_here_is_better(engine: ChineseEngine) -> None:
    desk = Desk(engine, 1)
    verse = RegulatedVerse(form("jueju-5"), "", ("品茶",), "", 1)
    anywhere, here = Candidate(0, "独坐看明月", -20.0), Candidate(0, "两盏碧茶香", -20.0)
    engine.alone = {anywhere.text + "，": -15.0, here.text + "，": -30.0}
    first, second = fitting(desk, verse, ["", "江水向东流"], [anywhere, here], "，")
    assert first < 0 < second


def test_what_the_examples_say_is_not_said_again() -> None:
    heading = "铁轨随山转，车窗入晚霞。\n\n主题：秋夜\n"
    verse = RegulatedVerse(form("jueju-5"), heading, ("秋夜",), "", 1)
    assert (verse.faults((), "月色随山转", 0) or 0) > LAST_RESORT / 2
    asked = RegulatedVerse(form("jueju-5"), heading, ("随山转",), "", 1)
    assert (asked.faults((), "月色随山转", 0) or 0) < LAST_RESORT / 2


def test_what_no_poet_would_write_counts_against_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    verse = RegulatedVerse(form("jueju-5"), "主题：茶壶\n", ("茶壶",), "", 1)

    def against(line: str) -> float:
        return verse.faults(("老去心依旧",), line, 1) or 0.0

    with_it = against("无忧乐在吾") - against("闲来酒一壶")
    monkeypatch.setattr(verse_model, "cost", lambda *_: 0.0)
    assert with_it > against("无忧乐在吾") - against("闲来酒一壶") + 1


def test_a_poem_is_whole_even_where_every_line_is_somebody_elses(
    engine: ChineseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classics, "quotation", lambda line: line)
    options = PoemOptions("jueju-7", "长城", seed=1)
    poem = write_poem(options, engine)
    assert poem.passed, [check.detail for check in poem.checks if not check.passed]
    assert rewrite_line(poem, 1, options, engine).lines[1] != poem.lines[1]


def test_parallel_lines_answer_each_other_word_for_word() -> None:
    assert kinds.answering("明月松间照", "清泉石上流") > 0.6
    assert kinds.answering("两个黄鹂鸣翠柳", "一行白鹭上青天") > 0.6
    assert kinds.answering("思乡何处去", "唯有梦中长") < 0
    assert kinds.answering("龘龘龘", "明月松") == 0


def test_a_way_to_write_the_second_line_of_a_couplet_has_words_of_the_same_kinds() -> None:
    verse = RegulatedVerse(form("couplet-zh"), "", ("山水",), "", 1)
    plain, answering, *of_old = verse.asks(Draft(("千山红叶落秋水",), 0.0, "AB"))
    assert of_old
    assert all(each.ask.given for each in of_old)
    colours = {written(answering.ask.grammar, random.Random(seed))[2] for seed in range(40)}
    assert colours <= kinds.answers_to("红")
    assert not {written(plain.ask.grammar, random.Random(seed))[2] for seed in range(40)} <= colours


def test_a_modern_poem_shows_rather_than_tells_and_ends_on_a_whole_thought() -> None:
    verse = ModernVerse("主题：雨\n", ("雨",), "", 1, count=6)
    five = ["雨落在柳条上", "我数着", "门外的伞", "一把红的", "慢慢走远"]
    assert verse.faults([*five, "茶凉了，我才明白"], "茶凉了，我才明白", 5) is None
    assert verse.faults([*five, "让我们在雪夜中"], "让我们在雪夜中", 5) is None
    assert verse.faults([*five, "我在雪夜中等你"], "我在雪夜中等你", 5) is not None
    told, seen = "充满了美好回忆", "茶里有一片柳叶"
    assert (verse.faults(five, told, 4) or 0) > (verse.faults(five, seen, 4) or 0) + 2


def test_a_modern_poem_does_not_come_back_to_its_topic_in_every_line() -> None:
    verse = ModernVerse("主题：品茶\n", ("品茶",), "", 1, count=6)
    before = ["冬天的茶水", "清冷而温暖"]
    again, new = (verse.faults(before, line, 2) or 0 for line in ("我端起茶水", "我端起瓷碗"))
    assert again >= new + 2
    told = verse.faults(before, "是情感的表达", 2) or 0
    assert told > new + 2


def test_of_a_couplet_it_counts_most_that_its_lines_answer_each_other() -> None:
    upper, answer, other = "千山红叶落秋水", "万里青云起暮山", "今日归来思故人"
    couplet = RegulatedVerse(form("couplet-zh"), "", ("山水",), "", 1)
    whole = RegulatedVerse(form("lushi-7"), "", ("山水",), "", 1)
    lines = ["", "", upper]

    def gain(verse: RegulatedVerse, before: list[str]) -> float:
        found = [verse.faults(before, line, len(before)) for line in (answer, other)]
        assert None not in found
        return (found[1] or 0) - (found[0] or 0)

    assert gain(couplet, [upper]) > gain(whole, lines) + 2


def test_words_of_the_old_poems_cost_less_than_characters_thrown_together() -> None:
    assert classics.strangeness("明月照松林") < classics.strangeness("举手兼亲耳")
    assert classics.strangeness("明月照松林") < 1.5 < classics.strangeness("炉铁凿穷悔")
    assert classics.strangeness("坐在地铁中", ["地铁"]) < classics.strangeness("坐在地铁中")


def test_after_candidates_that_a_word_misreads_its_character_is_left_out() -> None:
    """All candidates of a line began with 将士, in which 将 is not of the tone that was counted on."""
    assert misread("将士守边关", "zhonghua") == {"将"}
    verse = RegulatedVerse(form("jueju-5"), "主题：长城\n", ("长城",), "", 1)
    draft = Draft(("长城连万里",), sequence=form("jueju-5").sequences[0])

    def may_write() -> bool:
        return any("将" in _written_out(ask.ask.grammar) for ask in verse.asks(draft))

    assert may_write()
    assert verse.flaws(draft, "将士守边关") is None
    assert not may_write()
    assert verse.flaws(draft, "烽火照边关") is not None
    assert may_write()


def _written_out(grammar: str) -> str:
    """Every character of the classes of a grammar, the ranges written out."""
    return re.sub(
        r"(.)-(.)", lambda found: "".join(map(chr, range(ord(found[1]), ord(found[2]) + 1))), grammar
    )
