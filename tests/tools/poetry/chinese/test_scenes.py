"""Images that agree: seasons, hours, sky and moon of Chinese verse."""

from __future__ import annotations

import lzma
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.paths import resource
from llmdesk.tools.poetry.chinese.scenes import contradictions, scene_of
from llmdesk.tools.poetry.chinese.verse import line_flaws


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (("雪夜读书",), "花开院里房"),
        (("江上春雨",), "明月照孤舟"),
        (("中秋",), "新月挂疏桐"),
        (("荷塘",), "冰封一夜中"),
        (("秋夜思乡", "明月空庭照"), "夕阳照远山"),
        ((), "夏雪满西山"),
    ],
)
def test_a_line_of_another_season_sky_hour_or_moon_contradicts(before: tuple[str, ...], line: str) -> None:
    assert contradictions(line, scene_of(before)) >= 1


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (("秋夜思乡",), "月落霜满天"),
        (("雪夜读书",), "梅花窗外开"),
        (("江上春雨",), "雨过月初明"),  # it is over
        (("夏夜",), "床前月似霜"),  # a likeness
        (("秋山",), "昨夜又春风"),  # another time
        (("登山",), "风吹万里云"),  # says nothing of any
        ((), "花开一树红"),
    ],
)
def test_what_may_be_seen_together_agrees(before: tuple[str, ...], line: str) -> None:
    assert contradictions(line, scene_of(before)) == 0


def test_a_line_that_agrees_comes_before_one_that_does_not() -> None:
    topic = ("雪夜读书",)
    seen, unseen = (line_flaws(line, set(), topic, ()) or 0 for line in ("梅花满院香", "蝉声满院香"))
    assert seen + 3 < unseen


def test_hardly_an_old_line_contradicts_itself() -> None:
    lines = lzma.decompress(resource("poetry", "chinese-classics.txt.xz").read_bytes()).decode().split("\n")
    some = [line for line in lines[::7] if scene_of([line])]
    assert len(some) > 1000
    assert sum(contradictions(line, {}) for line in some) < 0.02 * len(some)


@given(st.lists(st.text(alphabet="春夏秋冬雪月雨晴夜晓荷霜如花", max_size=7), max_size=5))
def test_what_a_poem_allows_is_never_nothing(texts: list[str]) -> None:
    scene = scene_of(texts)
    assert all(scene.values())
    assert scene_of([*texts, *texts]).keys() == scene.keys()


def test_no_word_stands_twice_for_one_kind() -> None:
    tables = tomllib.loads(resource("poetry", "chinese-scenes.toml").read_text("utf-8"))
    for kind, table in tables.items():
        if kind != "apart":
            words = [word for those in table["words"].values() for word in those]
            assert len(words) == len(set(words)), kind
