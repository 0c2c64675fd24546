"""Codebooks: what is written is read again, and what is wrong in a file is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.errors import UsageError
from llmdesk.tools.sentiment.codebook import as_toml, read_codebook
from llmdesk.tools.sentiment.labels import make_set, ready_sets
from llmdesk.tools.sentiment.prompts import build
from llmdesk.tools.sentiment.types import Label

WORDS = st.text(min_size=1, max_size=30).filter(lambda text: text.split() and text.casefold() != "unsure")
TEXTS = st.lists(WORDS, max_size=4).map(tuple)
EXAMPLE = """
title = "Complaints"

[[labels]]
name = "late"
definition = "It came after the day that was promised."
examples = ["Two weeks late!", 'It says "Monday"; it came on Friday']
borderline = ["It came on the last day"]
also = ["delayed"]

[[labels]]
name = "broken"
"""


def read(folder: Path, text: str) -> str:
    """The labels of a file, or what is said of it."""
    path = folder / "book.toml"
    path.write_text(text, encoding="utf-8")
    try:
        return ",".join(read_codebook(path).labels.names)
    except UsageError as error:
        return str(error)


def test_a_codebook_is_read_with_all_that_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_bytes(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode())
    found = read_codebook(tmp_path / "book.toml")
    late, broken = found.labels.labels
    assert found.labels.title == "Complaints"
    assert late.examples == ("Two weeks late!", 'It says "Monday"; it came on Friday')
    assert (late.borderline, late.also) == (("It came on the last day",), ("delayed",))
    assert broken == Label("broken")
    assert not found.notes


def test_definitions_and_examples_are_in_the_prompt_and_borderline_cases_are_not(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(EXAMPLE, encoding="utf-8")
    prompt = build(read_codebook(tmp_path / "book.toml").labels, "en").prefix
    assert "It came after the day that was promised." in prompt
    assert "Two weeks late!" in prompt
    assert "last day" not in prompt


@settings(max_examples=40, deadline=None)
@given(
    names=st.lists(WORDS, min_size=2, max_size=5, unique_by=lambda text: " ".join(text.split()).casefold()),
    texts=st.tuples(WORDS, TEXTS, TEXTS, TEXTS),
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], texts: tuple[str, ...]
) -> None:
    labels = make_set([Label(name, *texts) for name in names], name="set", title="set")  # type: ignore[arg-type]
    path = tmp_path_factory.mktemp("books") / "book.toml"
    path.write_text(as_toml(labels), encoding="utf-8")
    assert read_codebook(path).labels == labels


def test_a_ready_set_that_was_written_out_is_still_the_ready_set(tmp_path: Path) -> None:
    for language in ("en", "zh"):
        for ready in ready_sets(language):
            path = tmp_path / "book.toml"
            path.write_text(as_toml(ready), encoding="utf-8")
            assert read_codebook(path).labels == ready


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not toml", "It is not TOML in UTF-8"),
        ("title = 'x'", "It has no [[labels]]."),
        ("[[labels]]\nname = 'a'\ndefinitoin = 'x'", "Label 1 has “definitoin”"),
        ("[[labels]]\nname = 'a'\n[[labels]]\nname = 3", "“name” of label 2 is not text"),
        ("[[labels]]\nname = 'a'\nexamples = 'x'", "“examples” of label 1 is not a list of texts"),
        ("[[labels]]\nname = 'a'", "At least two labels are needed."),
        ("labels = " + "[" * 5000 + "]" * 5000, "This file is not a codebook"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(tmp_path: Path, text: str, said: str) -> None:
    assert said in read(tmp_path, text)


def test_what_a_set_cannot_hold_is_told_and_stays_in_the_file(tmp_path: Path) -> None:
    many = ", ".join(f"'text {number}'" for number in range(9))
    text = f"[[labels]]\nname = 'a'\nexamples = [{many}]\n[[labels]]\nname = 'b'\ndefinition = '{'x' * 4000}'"
    path = tmp_path / "book.toml"
    path.write_text(text, encoding="utf-8")
    found = read_codebook(path)
    assert [str(note) for note in found.notes] == [
        "“a”: only the first 5 examples are used.",
        "“b”: its definition or an example was too long and was shortened.",
    ]
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "text", ["a" + ".a" * 60_000 + " = 1", "x = " + "9" * 5_000], ids=["parts of a key", "digits"]
)
def test_a_file_that_its_reader_chokes_on_is_told_at_once(tmp_path: Path, text: str) -> None:
    assert "not a codebook" in read(tmp_path, text)


def test_notes_for_people_leave_a_ready_set_what_it_is(tmp_path: Path) -> None:
    for ready in ready_sets("en"):
        noted = tuple(replace(label, borderline=("so so",), also=("fine",)) for label in ready.labels)
        path = tmp_path / f"{ready.name}.toml"
        path.write_text(as_toml(replace(ready, labels=noted)), encoding="utf-8")
        again = read_codebook(path).labels
        assert again.labels[0].borderline == ("so so",)
        assert build(again, "en") == build(ready, "en")


def test_what_is_cut_of_title_and_words_is_told(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    labels = '[[labels]]\nname = "a"\nalso = ["b", "c", "d", "e", "f", "g"]\n[[labels]]\nname = "z"\n'
    path.write_text(f'title = "{"long " * 30}"\n{labels}', encoding="utf-8")
    notes = [str(note) for note in read_codebook(path).notes]
    assert any("title" in note for note in notes)
    assert any("other words" in note for note in notes)
