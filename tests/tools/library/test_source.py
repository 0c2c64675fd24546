"""Libraries as a source of passages: the text as it was read, whatever became of the file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.errors import StoreError
from llmdesk.store.libraries import Libraries
from llmdesk.tools.ask import ask
from llmdesk.tools.documents import LeftOut, Page, from_text
from llmdesk.tools.library import LibrarySource, update
from llmdesk.tools.library.packing import packed, unpacked
from llmdesk.tools.passages import PassageIndex, Together, quoted
from tests.tools.ask.answering_engine import AnsweringEngine
from tests.tools.library.conftest import ROOF, Refresh, read_here


@pytest.fixture
def source(libraries: Libraries, library: int, refresh: Refresh) -> LibrarySource:
    refresh()
    return LibrarySource(libraries, [library])


def test_a_passage_is_shown_as_it_was_read(source: LibrarySource, folder: Path) -> None:
    (found,) = source.find("What did the roof cost?", 5)
    number = found.passage.document
    assert not source.changed(number)
    (folder / "roof.txt").write_text("Something else of the same" + " length." * 5)
    quote = quoted(source, found.passage)
    assert (quote.quote, quote.file) == (ROOF, str(folder / "roof.txt"))
    assert source.changed(number)
    (folder / "roof.txt").unlink()
    assert source.changed(number)


def test_a_place_found_in_an_old_text_is_never_taken_for_one_in_the_new(
    source: LibrarySource, folder: Path, refresh: Refresh
) -> None:
    """The window keeps a source for as long as it runs, and reads files again meanwhile."""
    (before,) = source.find("What did the roof cost?", 5)
    source.document(before.passage.document)
    (folder / "roof.txt").write_text("Nobody pays. " * 200 + "The roof costs nothing.")
    refresh()
    after = source.find("What did the roof cost?", 5)[0]
    assert "The roof costs nothing." in quoted(source, after.passage).quote
    assert quoted(source, before.passage).quote == ROOF
    with pytest.raises(StoreError, match="no longer"):
        LibrarySource(source._libraries, [1]).document(before.passage.document)


def test_a_file_with_the_same_bytes_has_not_changed(source: LibrarySource, folder: Path) -> None:
    number = source.find("roof", 1)[0].passage.document
    os.utime(folder / "roof.txt", (1e9, 1e9))
    assert not source.changed(number)
    (folder / "roof.txt").write_text(ROOF.replace("May", "Jun"))
    assert source.changed(number)


def test_a_question_is_answered_from_a_library(source: LibrarySource, folder: Path) -> None:
    engine = AnsweringEngine()
    engine.enqueue("The roof cost 40,000 euros.")
    answer = ask(engine, "What did the roof cost?", source)
    assert answer.documents == 2
    (sentence,) = answer.sentences
    assert sentence.supported
    assert sentence.sources[0].file == str(folder / "roof.txt")
    assert ROOF[sentence.sources[0].start : sentence.sources[0].end] == sentence.sources[0].quote


def test_everything_can_be_read_one_after_the_other(source: LibrarySource, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    names = [Path(source.document(number).name).name for number in source.numbers()]
    assert names == ["pool.md", "roof.txt"]


def test_a_document_of_two_libraries_counts_once(
    source: LibrarySource, libraries: Libraries, library: int, folder: Path
) -> None:
    other = libraries.add("The same", [folder])
    update(libraries, other.id, read=read_here)
    assert LibrarySource(libraries, [library, other.id]).count == 2


def test_what_was_removed_cannot_be_shown(source: LibrarySource, libraries: Libraries, library: int) -> None:
    libraries.remove(library)
    with pytest.raises(StoreError):
        source.find("roof", 1)
    with pytest.raises(StoreError):
        _ = source.count


def test_libraries_and_attached_documents_are_asked_together(source: LibrarySource) -> None:
    attached = replace(from_text("The roof of the school leaks."), name="school.txt")
    together = Together([source, PassageIndex([attached])])
    found = together.find("roof", 9)
    assert together.count == 3
    files = {Path(quoted(together, each.passage).file).name: each.passage for each in found}
    assert set(files) == {"roof.txt", "school.txt"}
    assert together.place(files["school.txt"].document) == (1, 0)
    assert together.place(files["roof.txt"].document)[0] == 0


@given(st.text("ab 。.\n读🎈", min_size=1, max_size=300).filter(str.strip))
def test_a_document_comes_back_as_it_was(text: str) -> None:
    document = from_text(text, "name")
    document = replace(document, pages=(Page("xii", 0, 1),), left_out=(LeftOut("formulas", 3),))
    assert unpacked(packed(document), "name") == document


def test_what_is_kept_in_no_known_form_is_told() -> None:
    with pytest.raises(StoreError):
        unpacked(b"nonsense", "name")
