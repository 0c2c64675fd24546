"""Sentences and true translations of them, on which no rule was tuned, and ways to spoil a translation.

Owns the texts (written for this test) and the planting of faults. Must not know the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path


def _is_english(text: str) -> bool:
    return re.search("[\u4e00-\u9fff]", text) is None


_ROWS = Path(__file__).with_name("pairs.tsv").read_text(encoding="utf-8").splitlines()
_PAIRS = [(row.split("\t")[0], row.split("\t")[1]) for row in _ROWS]
EN_ZH = tuple(pair for pair in _PAIRS if _is_english(pair[0]))
ZH_EN = tuple(pair for pair in _PAIRS if pair not in EN_ZH)

Spoil = Callable[[str, str], str]
"""(source, true translation) to a spoiled one; the same where it cannot be spoiled so."""


def _first(pattern: str, change: Callable[[re.Match[str]], str]) -> Spoil:
    return lambda source, target: re.sub(pattern, change, target, count=1)


def _other_digit(found: re.Match[str]) -> str:
    last = found[0][-1]
    return found[0][:-1] + str((int(last) + 3) % 10)


_SWAPS = {
    "℃": "℉",
    "米": "英里",
    "毫升": "升",
    "欧元": "美元",
    "美元": "英镑",
    "分钟": "小时",
    "公里": "英里",
    "grams": "kilograms",
    "yuan": "dollars",
    "kilometres": "miles",
    "minutes": "hours",
    "Celsius": "Fahrenheit",
}
_NAMES = {
    "南京": "广州",
    "刘芳": "王丽",
    "罗伯特": "迈克尔",
    "芝加哥": "波士顿",
    "日本": "韩国",
    "肯尼亚": "埃及",
    "PlayStation": "Switch",
    "Chen Jing": "Wang Ping",
    "Hangzhou": "Suzhou",
    "PostgreSQL": "MySQL",
    "Brazil": "Chile",
    "Germany": "France",
    "Zhao Lei": "Zhang Qiang",
    "Chengdu": "Chongqing",
    "Redis": "Kafka",
}
_DATES = {
    "周五": "周四",
    "6月30日": "6月13日",
    "2019年": "2009年",
    "2007年": "2017年",
    "星期三": "星期二",
    "11月": "12月",
    "4月1日": "4月11日",
    "15 September 2025": "15 October 2025",
    "Sunday": "Saturday",
    "six": "seven",
    "Mondays": "Tuesdays",
    "1978": "1987",
}


def _swapped(table: dict[str, str]) -> Spoil:
    def spoil(source: str, target: str) -> str:
        for one, other in table.items():
            if one in target:
                return target.replace(one, other, 1)
        return target

    return spoil


def _looped(source: str, target: str) -> str:
    end = re.split("[，,]", target)[-1]
    return target + " " + " ".join([end.strip()] * 4) if len(end) > 8 else target


def _half_left(source: str, target: str) -> str:
    parts = re.split("(?<=[，,]) ?", source)
    told = re.split("(?<=[，,]) ?", target)
    if len(parts) < 2 or len(told) < 2 or len(parts[-1].split()) + len(parts[-1]) / 3 < 7:
        return target
    return "".join(told[:-1]) + parts[-1]


def _remarked(source: str, target: str) -> str:
    said = ("以下是翻译：", "翻译：", "好的，以下是译文：") if re.search("[\u4e00-\u9fff]", target) else (
        "Here is the translation: ", "Translation: ", "Sure! Here's the English version: "
    )  # fmt: skip
    return said[len(source) % 3] + target


FAULTS: dict[str, Spoil] = {
    "a digit is another": _first(r"\d+(?!.*\d)", _other_digit),
    "a number is gone": _first(r"\d[\d,.]*(?:[%％]|亿|万| million)?", lambda found: ""),
    "a unit is another": _swapped(_SWAPS),
    "a date is another": _swapped(_DATES),
    "a name is another": _swapped(_NAMES),
    "a placeholder is gone": _first(r"\{\w+\}|%d", lambda found: ""),
    "a placeholder was translated": _first(r"\{\w+\}", lambda found: "{文件}"),
    "a tag is gone": _first(r"</b>|</a>", lambda found: ""),
    "a tag's address was changed": _first(r'href="/settings"', lambda found: 'href="/设置"'),
    "an address was changed": _first(r"example|clinic", lambda found: "exampel"),
    "code was translated": _first(r"`[^`]+`", lambda found: "`运行`"),
    "a list mark is gone": _first(r"^(?:- |\d\. )", lambda found: ""),
    "quotation marks are gone": lambda source, target: re.sub("[“”]", "", target),
    "nothing came": lambda source, target: "",
    "the source came": lambda source, target: source,
    "the end came again and again": _looped,
    "a half was left": _half_left,
    "somebody talks about it": _remarked,
    "only the beginning came": lambda source, target: (
        target[: len(target) // 6] if len(target) > 24 else target
    ),
}


def planted() -> list[tuple[str, str, str, str, str]]:
    """(kind of fault, source, spoiled, source language, target language) of all pairs and faults that fit."""
    found = []
    for name, spoil in FAULTS.items():
        for pairs, one, other in ((EN_ZH, "en", "zh"), (ZH_EN, "zh", "en")):
            for source, target in pairs:
                spoiled = spoil(source, target)
                if spoiled != target:
                    found.append((name, source, spoiled, one, other))
    return found
