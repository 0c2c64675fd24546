"""How a pasted text becomes a title and lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from llmdesk.tools.poetry.check import split_poem
from llmdesk.tools.poetry.forms import form


def test_an_empty_text_has_no_title_and_no_lines() -> None:
    assert split_poem(" \n ", form("haiku")) == ("", ())


def test_rows_of_two_lines_are_taken_apart_and_the_title_is_set_aside() -> None:
    text = "登鹳雀楼\n\n白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。"
    assert split_poem(text, form("jueju-5")) == (
        "登鹳雀楼",
        ("白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼"),
    )


_OTTAVA = form("ottava-rima").example


def _numbered(lines: Sequence[str], every: int, before: str) -> str:
    numbers = (before + str(n) if n % every == 0 else "" for n in range(1, len(lines) + 1))
    return "\n".join(line + number for line, number in zip(lines, numbers, strict=True))


@pytest.mark.parametrize("title", ["", "The Fair\n", "The Fair\n\n", "The Fair\nby Jane Doe\n\n"])
@pytest.mark.parametrize(
    "verse",
    [
        _numbered(_OTTAVA, 5, "    "),
        _numbered(_OTTAVA, 5, "\t"),
        _numbered(_OTTAVA, 5, "\n"),
        _numbered(_OTTAVA, 4, " "),
        "\n".join(f"{n} {line}" for n, line in enumerate(_OTTAVA, 1)),
        "\n".join(f"{n}\t{line}" for n, line in enumerate(_OTTAVA, 1)),
    ],
)
def test_the_numbers_of_lines_in_an_edition_are_no_verse(title: str, verse: str) -> None:
    assert split_poem(title + verse, form("ottava-rima"))[1] == _OTTAVA


@pytest.mark.parametrize(
    "lines",
    [
        ("I came into the world at half past 5", "and left it, says the paper, half alive."),
        ("They gave him 10", "and let him rest", "then gave him 20", "and a vest"),
        ("1 egg for me", "and 2 for you", "2 cups of tea"),
    ],
)
def test_a_number_that_counts_no_lines_is_verse(lines: tuple[str, ...]) -> None:
    assert split_poem("\n".join(lines), form("free"))[1] == lines


@pytest.mark.parametrize("name", ["terza-rima", "blank-verse", "free"])
def test_the_first_of_lines_that_all_stand_apart_is_no_title(name: str) -> None:
    lines = form(name).example
    assert split_poem("\n\n".join(lines), form(name)) == ("", lines)
    assert split_poem("\n\n".join(("The tower", *lines)), form(name))[1] == lines
