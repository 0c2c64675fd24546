"""Glossaries in and out as CSV: what is wrong with one is told, and one serves both directions."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from llmdesk.errors import UsageError
from llmdesk.tools.fidelity import Term
from llmdesk.tools.translate import read_glossary, write_glossary
from llmdesk.tools.translate.glossary import for_direction


def file(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "terms.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "engine,引擎,of a car\nseal,密封圈\n",
        "term,translation,note\nengine,引擎,of a car\n\nseal,密封圈,\n",
        "\ufeff术语;译文;备注\r\nengine;引擎;of a car\r\nseal;密封圈;\r\n",
        "# ours\nterm,translation\nengine,引擎,of a car\nseal,密封圈\n",
        "\n英文,中文,备注\nengine,引擎,of a car\nseal,密封圈\n",
        "# ours\nengine\t引擎\tof a car\nseal\t密封圈\n",
        "engine,引擎,of a car\nseal,密封圈\n".encode("gb18030"),
    ],
)
def test_whatever_a_spreadsheet_writes_is_read(tmp_path: Path, text: str | bytes) -> None:
    assert read_glossary(file(tmp_path, text)) == (Term("engine", "引擎", "of a car"), Term("seal", "密封圈"))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    terms = (Term('a "b", c', "甲", "x,y"), Term("d", "乙"))
    assert read_glossary(file(tmp_path, write_glossary(terms))) == terms


def test_terms_that_begin_with_a_hash_are_no_remarks(tmp_path: Path) -> None:
    terms = (Term("# 1", "第一名"), Term("#launch", "#发布"), Term("##", "井"), Term("#\n1", "x"))
    assert read_glossary(file(tmp_path, write_glossary(terms))) == terms
    as_typed = "# ours, of this year\n#\n#launch,#发布\n#hidden\n"
    assert read_glossary(file(tmp_path, as_typed)) == (Term("#launch", "#发布"),)


def test_no_term_is_a_formula_for_a_spreadsheet(tmp_path: Path) -> None:
    terms = (Term('=HYPERLINK("http://x")', "@SUM(A1)", "-1+2"), Term("'tis", "+x"))
    written = write_glossary(terms)
    for line in written.decode("utf-8-sig").splitlines()[1:]:
        assert not any(cell.strip('"').startswith(("=", "@", "+", "-")) for cell in line.split(","))
    assert read_glossary(file(tmp_path, written)) == terms


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no terms"),
        ("term,translation\n", "no terms"),
        ("engine\n", "Line 1"),
        ("a,b\nengine,\n", "Line 2"),
        ('"a\nb",c\nengine,\n', "Line 3"),
        ("engine,引擎\nEngine,发动机\n", "two translations"),
        ("a,b\nb,c\nc,a\n", "a → b → c → a"),
        ("x" * 300 + ",y\n", "too long"),
    ],
)
def test_what_is_wrong_with_one_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        read_glossary(file(tmp_path, text))
    assert "terms.csv" in str(caught.value)


def test_a_term_that_stays_as_it_is_is_no_circle(tmp_path: Path) -> None:
    assert read_glossary(file(tmp_path, "llmdesk,llmdesk\n")) == (Term("llmdesk", "llmdesk"),)


def test_fifty_thousand_terms_are_read_at_once(tmp_path: Path) -> None:
    begun = time.process_time()
    found = read_glossary(file(tmp_path, "".join(f"term {n},term {n + 1}\n" for n in range(50_000))))
    assert len(found) == 50_000
    assert time.process_time() - begun < 5.0


def test_a_glossary_serves_the_other_direction_too() -> None:
    terms = (Term("engine", "引擎", "n"), Term("seal", "密封圈"))
    assert for_direction(terms, "en", "zh") == terms
    assert for_direction(terms, "zh", "en") == (Term("引擎", "engine", "n"), Term("密封圈", "seal"))
    assert for_direction(terms, "en", "fr") == terms


def test_a_glossary_may_have_terms_of_both_directions() -> None:
    terms = (
        Term("engine", "引擎"),
        Term("雨衣", "rain jacket"),
        Term("llmdesk", "llmdesk"),
        Term("引擎", "motor"),
    )
    assert for_direction(terms, "zh", "en") == (terms[1], terms[2], terms[3])
    assert for_direction(terms, "en", "zh") == (
        terms[0], terms[2], Term("rain jacket", "雨衣"), Term("motor", "引擎"),
    )  # fmt: skip
