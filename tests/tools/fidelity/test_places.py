"""Places have a form in either language: one that is lost is told, and words that only look like one are not.

The sentences of places.tsv were written for this test; places that no list has are in none of them.
"""

from __future__ import annotations

from pathlib import Path

from llmdesk.tools.fidelity import check

_ROWS = Path(__file__).with_name("places.tsv").read_text(encoding="utf-8").splitlines()
PAIRS = [(row.split("\t")[0], row.split("\t")[1]) for row in _ROWS]
LOST = {
    "湖北省": "Hubei",
    "陕西": "Shaanxi",
    "西安": "Xi'an",
    "洛阳": "Luoyang",
    "长沙": "Changsha",
    "贵州": "Guizhou",
    "缅甸": "Myanmar",
    "土耳其": "Turkish",
    "叙利亚": "Syria",
    "沈阳": "Shenyang",
    "西湖": "West Lake",
    "太湖": "Lake Tai",
    "黎巴嫩": "Lebanon",
    "保加利亚": "Bulgarian",
    "内蒙古": "Inner Mongolia",
    "无锡": "Wuxi",
    "老挝": "Laos",
    "印度洋": "Indian Ocean",
    "耶路撒冷": "Jerusalem",
    "吉隆坡": "Kuala Lumpur",
    "甘肃": "Gansu",
    "宁波": "Ningbo",
}


def named(source: str, target: str, one: str, other: str) -> bool:
    found = check(source, target, source_language=one, target_language=other)
    return any(finding.rule == "names" for finding in found)


def test_true_translations_of_places_are_not_marked_in_either_direction() -> None:
    marked = [
        pair
        for chinese, english in PAIRS
        for pair in ((chinese, english, "zh", "en"), (english, chinese, "en", "zh"))
        if named(*pair)
    ]
    assert not marked


def test_a_place_that_became_another_is_told_in_both_directions() -> None:
    for chinese_name, english_name in LOST.items():
        chinese, english = next(pair for pair in PAIRS if chinese_name in pair[0])
        assert english_name in english
        assert named(chinese, english.replace(english_name, "Oslo"), "zh", "en"), chinese
        assert named(english, chinese.replace(chinese_name, "奥斯陆"), "en", "zh"), english
