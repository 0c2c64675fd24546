"""Code in a text is read, and never run."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.tools.compose import code


def test_the_blocks_of_a_text_are_found_with_their_places() -> None:
    text = "So:\n\n```py\nprint(1)\n```\nand\n~~~~\nplain\n~~~~\n```json\n{"
    found = list(code.blocks(text))
    assert [(block.language, block.code, block.closed) for block in found] == [
        ("python", "print(1)\n", True),
        ("", "plain\n", True),
        ("json", "{", False),
    ]
    assert all(text[block.start : block.end] == block.code for block in found)


def test_python_is_read_and_nothing_of_it_happens(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    assert code.broken(f"open({str(mark)!r}, 'w').close()\n", "python") is None
    assert not mark.exists()
    wrong = code.broken("x = 1\nif x\n    y = 2\n", "python")
    assert wrong is not None
    assert wrong.line == 2


def test_json_is_read() -> None:
    assert code.broken('{"a": [1, 2]}', "json") is None
    assert code.broken('{"a": NaN}', "json") is not None
    wrong = code.broken('{\n"a": 1,\n}', "json")
    assert wrong is not None
    assert wrong.line in (2, 3)


@pytest.mark.parametrize(
    "hostile",
    [
        "(" * 300 + ")" * 300,
        "-" * 50_000 + "1",
        "not " * 10_000 + "1",
        "x=" + "a if b else " * 3_000 + "c",
        "lambda:" * 5_000 + "1",
        "\0",
        "1" * 5_000,
        "x" * 100_000,
    ],
)
def test_what_is_made_to_break_a_parser_is_no_valid_code(hostile: str) -> None:
    assert code.broken(hostile, "python") is not None


def test_json_without_end_of_brackets_is_no_valid_code() -> None:
    assert code.broken("[" * 50_000, "json") is not None


def test_a_quotation_of_code_must_stand_in_it() -> None:
    given = "def f(xs):\n    return sorted(xs, key=len)\n"
    text = "The function `f` calls `sorted(xs,key=len)` and not `reverse`.\n```python\n`x`\n```\n"
    assert [text[span.start : span.end] for span in code.foreign_quotes(text, given)] == ["reverse"]
