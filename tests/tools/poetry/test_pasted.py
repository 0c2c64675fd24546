"""The layouts in which poems are pasted: whatever surrounds the verse, the lines come out the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.poetry.check import check_poem, split_poem
from llmdesk.tools.poetry.forms import form

HAIKU = ("Rain taps the window", "a cat counts every drop twice", "and forgets the sum")
TOWER = ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼")
PAIR = ("雨洗青山添画意", "风吹绿水起琴音")
_ROWS = "\n".join(HAIKU)
_VERSE = "白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"


@pytest.mark.parametrize(
    "text",
    [
        " / ".join(HAIKU),
        " | ".join(HAIKU),
        "／".join(HAIKU),
        " // ".join(HAIKU),
        "\n\n".join(HAIKU),
        "\r\n".join(HAIKU),
        "<br>".join(HAIKU),
        "".join(f"<p>{line}</p>" for line in HAIKU),
        "<html><head><title>A page</title></head><body>\n<div class='verse'>\n"
        + "\n".join(f"  <span>{line}</span><br />" for line in HAIKU)
        + "\n</div></body></html>",
        "<ul>\n" + "\n".join(f"<li>{line.replace(' ', '&#32;', 1)}</li>" for line in HAIKU) + "\n</ul>",
        f"Page 3 of 12\n{_ROWS}\n- 3 -",
        f"{_ROWS}\n\nhttps://example.org/poems/rain",
        "\n".join(f"> {line}" for line in HAIKU),
        "\n".join(f"- {line}" for line in HAIKU),
        "\n".join(f"* {line}" for line in HAIKU),
        "\n".join(f"• {line}" for line in HAIKU),
        "\n".join(f"{n}. {line}" for n, line in enumerate(HAIKU, 1)),
        "\n".join(f"{n}) {line}" for n, line in enumerate(HAIKU, 1)),
        "\n".join(f"*{line}*" for line in HAIKU),
        "\n".join(f"**{line}**" for line in HAIKU),
        f"“{_ROWS}”",
        f'"{_ROWS}"',
        f"```\n{_ROWS}\n```",
        "\n".join(f"Line {n}: {line}" for n, line in enumerate(HAIKU, 1)),
        "\n".join(f"    {line}  " for line in HAIKU),
        f"{_ROWS}\n\n— A. Poet",
        f"{_ROWS}\n—A. Poet",
        f"{_ROWS}\n- Matsuo Bashō",
        f"{_ROWS}\n-- Jane Doe, 2021",
        f"{_ROWS}\nby Jane Doe",
        f"{_ROWS}\n\n(by Jane Doe)",
        f"{_ROWS}\n© 2024 Jane Doe",
        f"by Jane Doe\n\n{_ROWS}",
        f"{_ROWS}\n\nJane Doe",
        f"{_ROWS}\nJane Doe, 2020",
        f"{_ROWS} — Jane Doe",
        '"' + " / ".join(HAIKU) + '" — Jane Doe',
        "/".join(HAIKU),
        f"Here is a haiku:\n\n{_ROWS}",
        "\n".join(f"{line} ({n})" for line, n in zip(HAIKU, (5, 7, 5), strict=True)),
        f"{_ROWS}\n\n---\n\nNote: written at night.",
        f"{_ROWS}\n\nTranslation:\n雨敲着窗\n猫数着雨滴\n忘了总数",
        f"{_ROWS}\n\n雨敲着窗\n猫数着雨滴\n忘了总数",
        "\\\n".join(HAIKU),
        "\ufeff" + _ROWS,
        f"[Verse 1]\n{_ROWS}",
        "Rain taps the window[1]\na cat counts every drop twice²\nand forgets the sum\n\n[1] In May.",
    ],
)
def test_an_english_poem_is_the_same_in_every_layout(text: str) -> None:
    assert split_poem(text, form("haiku")) == ("", HAIKU)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Window\n\n{_ROWS}", "Window"),
        (f"# Window\n\n{_ROWS}\n\n— A. Poet", "Window"),
        (f"**Window**\n{_ROWS}", "Window"),
        (f"Title: Window\n{_ROWS}", "Window"),
        (f"Window\nby Jane Doe\n\n{_ROWS}", "Window"),
        (f"Window\n{_ROWS}", "Window"),
        (f"## Window\n*by Jane Doe*\n\n{_ROWS}", "Window"),
    ],
)
def test_the_title_of_an_english_poem_is_found_beside_an_author(text: str, title: str) -> None:
    assert split_poem(text, form("haiku")) == (title, HAIKU)


@pytest.mark.parametrize(
    "text",
    [
        "白日依山尽 黄河入海流\n欲穷千里目 更上一层楼",
        "白日依山尽　黄河入海流　欲穷千里目　更上一层楼",
        " / ".join(TOWER),
        "/".join(TOWER),
        "｜".join(TOWER),
        "|".join(TOWER),
        "".join(f"<p>{line}，</p>" for line in TOWER),
        f"{_VERSE.replace(chr(10), chr(10) + '第 12 页' + chr(10))}",
        "".join(TOWER),
        "，".join(TOWER) + "。",
        "\n".join(TOWER),
        _VERSE,
        "\n".join(f"{n}、{line}" for n, line in enumerate(TOWER, 1)),
        "\n".join(f"- {line}" for line in TOWER),
        "\n".join(f"{mark}{line}" for mark, line in zip("①②③④", TOWER, strict=True)),
        f"「{_VERSE}」",
        f"> {_VERSE}",
        "白 日 依 山 尽\n黄 河 入 海 流\n欲 穷 千 里 目\n更 上 一 层 楼",
        "白日依山尽，黄河入海流[1]。\n欲穷千里目（一作目），更上一层楼②。",
        f"{_VERSE}\n——王之涣《登鹳雀楼》",
        f"{_VERSE}\n—— 王之涣",
        f"{_VERSE}\n（唐·王之涣）",
        f"{_VERSE}\n【唐】王之涣",
        f"{_VERSE}\n作者：王之涣",
        f"{_VERSE}——王之涣",
        f"王之涣《登鹳雀楼》：{_VERSE}",
        f"[唐] 王之涣\n{_VERSE}",
        f"唐·王之涣\n{_VERSE}",
        f"王之涣（唐）\n{_VERSE}",
        f"唐代：王之涣\n{_VERSE}",
        f"{_VERSE}\n\n注释：\n[1] 尽：消失。",
        f"{_VERSE}\n\n译文：夕阳依傍着山峦慢慢沉落，滔滔黄河朝着大海奔流。",
        f"{_VERSE}\n\n【赏析】这首诗写登楼。",
        "第一句：白日依山尽\n第二句：黄河入海流\n第三句：欲穷千里目\n第四句：更上一层楼",
        "bái rì yī shān jìn\n白日依山尽，\nhuáng hé rù hǎi liú\n黄河入海流。\n"
        "yù qióng qiān lǐ mù\n欲穷千里目，\ngèng shàng yī céng lóu\n更上一层楼。",
        f"{_VERSE}\n\nThe sun beyond the mountains glows;\nThe Yellow River seawards flows.",
    ],
)
def test_a_chinese_poem_is_the_same_in_every_layout(text: str) -> None:
    assert split_poem(text, form("jueju-5")) == ("", TOWER)


@pytest.mark.parametrize(
    "text",
    [
        f"《登鹳雀楼》\n{_VERSE}",
        f"登鹳雀楼\n[唐] 王之涣\n{_VERSE}",
        f"《登鹳雀楼》 王之涣\n{_VERSE}",
        f"《登鹳雀楼》（唐·王之涣）\n{_VERSE}",
        f"登鹳雀楼\n王之涣\n\n{_VERSE}",
        f"# 登鹳雀楼\n\n王之涣\n\n{_VERSE}",
        f"**登鹳雀楼**\n\n唐·王之涣\n\n{_VERSE}",
        f"题目：登鹳雀楼\n作者：王之涣\n{_VERSE}",
        f"登鹳雀楼\n——王之涣\n{_VERSE}",
        f"标题：《登鹳雀楼》\n{_VERSE}",
    ],
)
def test_the_title_of_a_chinese_poem_is_found_beside_an_author(text: str) -> None:
    title, lines = split_poem(text, form("jueju-5"))
    assert lines == TOWER
    assert title == "登鹳雀楼"


@pytest.mark.parametrize(
    "text",
    [
        "上联：雨洗青山添画意\n下联：风吹绿水起琴音\n横批：春满人间",
        "上联：雨洗青山添画意；下联：风吹绿水起琴音。",
        "雨洗青山添画意，风吹绿水起琴音。横批：春满人间",
        "【上联】雨洗青山添画意\n【下联】风吹绿水起琴音",
        "上聯：雨洗青山添画意\n下聯：風吹绿水起琴音\n橫批：春满人间".replace("風", "风"),
        "上联\n雨洗青山添画意\n下联\n风吹绿水起琴音",
        "横批：春满人间\n上联：雨洗青山添画意\n下联：风吹绿水起琴音",
        "出句：雨洗青山添画意\n对句：风吹绿水起琴音",
        "**上联**：雨洗青山添画意\n**下联**：风吹绿水起琴音",
        "雨洗青山添画意 风吹绿水起琴音",
        "雨洗青山添画意\n风吹绿水起琴音\n横批：春满人间",
    ],
)
def test_a_couplet_comes_with_and_without_labels(text: str) -> None:
    assert tuple(line.strip("。") for line in split_poem(text, form("couplet-zh"))[1]) == PAIR
    assert all(check.passed for check in check_poem(text, "couplet-zh"))


def test_a_line_of_verse_that_begins_with_a_dash_or_a_number_stays() -> None:
    lines = ("— and then the rain,", "7 crows on the wire", "by the river, still")
    assert split_poem("\n".join(lines), form("haiku"))[1] == lines
    free = ("By the river", "either/or, he said", "3 boats", "- nothing more -", "the end")
    assert split_poem("\n".join(free), form("free"))[1] == free


@given(
    st.text(alphabet="雨a 山/|-—1.。，\n《》[]()（）*#:：“”上联", max_size=60),
    st.sampled_from(["haiku", "jueju-5", "couplet-zh", "free"]),
)
@settings(max_examples=200, deadline=None)
def test_any_text_comes_apart_without_an_error(text: str, name: str) -> None:
    title, lines = split_poem(text, form(name))
    assert "\n" not in title
    assert all(line.strip() for line in lines)


def test_a_dash_inside_a_poem_names_no_author() -> None:
    """“a Loaf of Bread—and Thou” lost its end: it was taken for the poet's name."""
    lines = (
        "A Book of Verses underneath the Bough,",
        "A Jug of Wine, a Loaf of Bread—and Thou",
        "Beside me singing in the Wilderness—Alone",
        "Oh, Wilderness were Paradise—and Thou",
    )
    assert split_poem("\n".join(lines), form("rubaiyat")) == ("", lines)


def test_a_title_and_initials_above_a_short_poem_are_no_lines() -> None:
    lines = ("whirl up, sea", "whirl your pointed pines", "splash your great pines", "on our rocks")
    assert split_poem("Oread\nH. D.\n\n" + "\n".join(lines), form("free")) == ("Oread", lines)
    assert split_poem("The Great Pines\n\n" + "\n".join(lines), form("free")) == ("The Great Pines", lines)
    asked, old = "Where Are the Pines?", tuple(map(str.capitalize, lines))
    assert split_poem(f"{asked}\n\n" + "\n".join(old), form("free")) == (asked, old)


def test_a_poem_over_two_pages_is_whole_and_what_is_no_head_or_tag_stays() -> None:
    head, pages = "Poems of the Harbour", ("The boats come in at seven,", "The gulls go out at eight,")
    text = (
        f"{head}\nPage 4\n\n{pages[0]}\n{pages[1]}\n\n{head}\nPage 5\n\nThe sea is grey as heaven,\n{head}."
    )
    lines = split_poem(text, form("free"))[1]
    assert lines == (*pages, "The sea is grey as heaven,", f"{head}.")
    assert split_poem("Is 3 < 5 > 2?\nI ask <you>.", form("free"))[1] == ("Is 3 < 5 > 2?", "I ask <you>.")
