"""What stands in a cell where nobody wrote anything, told from short answers that say something."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from llmdesk.tools.sentiment.table import score_table
from llmdesk.tools.sentiment.table.placeholders import LONGEST_TEXT, why_not_scored
from tests.tools.tables.analyzer import HashAnalyzer


@pytest.mark.parametrize(
    "text",
    [
        "N/A", "n/a", " NA ", "n.a.", "-", "--", "—", ".", "...", "…", "???", "!!!", "null",
        "NULL", "None", "(none)", "nan", "NaN", "<NA>", "无", "無", "没有", "暂无", "空", "（无）",
        "Ｎ／Ａ", "#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NV", "#WERT!", "Err:502", "5",
        "5.0", "1,234.50", "50 %", "12345678901", "２０２４", "2024-01-02",
        "http://example.org/a?b=1", "https://a.b/c www.d.org", "me@example.org", "_", "*", "'",
    ],
)  # fmt: skip
def test_a_placeholder_is_no_text(text: str) -> None:
    assert why_not_scored(text) == "no text"


@pytest.mark.parametrize("text", ["", "  ", "\t\n", "\u00a0", "\u200b", "\ufeff", "\0\0"])
def test_nothing_visible_is_empty(text: str) -> None:
    assert why_not_scored(text) == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "Good", "no", "No!", "ok", "meh", "yes", "good 5", "5/5", "10/10", "5 stars", "👍", "😡",
        "❤", ":)", ":-(", "<3", "好", "差", "不", "还行", "None of it worked",
        "N/A but the staff was kind", "nothing works", "see http://example.org, it broke", "A",
        "#fail", "没有缺点", "no response from support", "C+", "$5 wasted",
    ],
)  # fmt: skip
def test_a_short_answer_is_a_text(text: str) -> None:
    assert why_not_scored(text) == ""


def test_a_text_without_bounds_is_told_apart() -> None:
    assert why_not_scored("x" * (LONGEST_TEXT + 1)) == "too long"
    assert why_not_scored(" " * 5000) == "empty"


def test_placeholders_and_error_cells_are_counted_and_not_scored(tmp_path: Path) -> None:
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    book = openpyxl.Workbook()
    for text in ("comment", "#N/A", "good room", "#DIV/0!", 5, "n/a", None, "bad room"):
        book.worksheets[0].append(["x", text])
    book.save(path)
    analyzer = HashAnalyzer()
    result = score_table(path, "comment", out, analyzer)
    assert analyzer.seen == ["good room", "bad room"]
    assert (result.rows, result.scored, result.no_text, result.empty, result.failed) == (7, 2, 4, 1, 0)
    found = [row[-1] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)]
    assert found[1:] == ["no text", "ok", "no text", "no text", "no text", "empty", "ok"]
