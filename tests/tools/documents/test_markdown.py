"""Markdown: what is not the text itself goes, and nothing is glued to a number."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.tools.documents import Document, read_document


def read(tmp_path: Path, text: str) -> Document:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    return read_document(tmp_path / "a.md")


def headings(document: Document) -> list[str]:
    return [document.text[item.start : item.end] for item in document.headings]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Harbour report\ntags: [sea, port]\n---\n\n",
        "---\ntags:\n  - sea\n  - port\nauthor: 'Ann'\n---\n",
        '+++\ntitle = "Harbour report"\ndate = 2024-03-01\n[extra]\nx = 1\n+++\n\n',
        "---\r\ndraft: true\r\n...\r\n",
    ],
)
def test_front_matter_goes_and_the_documents_own_heading_stays(tmp_path: Path, front: str) -> None:
    document = read(tmp_path, front + "# Report\n\nThe pier closes in March.\n")
    assert document.text == "# Report\n\nThe pier closes in March."
    assert headings(document) == ["# Report"]


def test_the_title_of_front_matter_is_the_heading_where_there_is_no_other(tmp_path: Path) -> None:
    document = read(tmp_path, '---\ntitle: "Harbour report"\n---\n\nThe pier closes.\n')
    assert document.text == "# Harbour report\n\nThe pier closes."


@pytest.mark.parametrize(
    "text", ["---\nA line of text.\n---\n\nMore.", "---\n\n# Title\n\nText.\n\n---\n\nEnd.", "---\ntitle: x"]
)
def test_rules_are_no_front_matter(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).text == text


def test_notes_and_powers_are_not_glued_to_numbers(tmp_path: Path) -> None:
    text = "Sold 40[^2] million in 1995<sup>3</sup> and 10^6^ more, CO<sub>2</sub>, x^2.\n\n[^2]: A note.\n"
    assert read(tmp_path, text).text == (
        "Sold 40 million[2] in 1995[3] and 10^6 more, CO2, x^2.\n\n[2] A note."
    )


def test_comments_go_and_code_stays_as_it_is(tmp_path: Path) -> None:
    text = "One<!-- hidden\nwords --> two.\n\n```\n<!-- shown --> a<sup>2</sup>\n```\n\n`x[^1]` <!-- open"
    assert read(tmp_path, text).text == (
        "One two.\n\n```\n<!-- shown --> a<sup>2</sup>\n```\n\n`x[^1]` <!-- open"
    )


def test_empty_cells_of_a_table_stay(tmp_path: Path) -> None:
    text = "| R | 2023 | 2024 |\n|---|---|---|\n| N |  | 120 |"
    assert read(tmp_path, text).text == text
