"""Which documents of a folder are translated."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.tools.translate.folder import MOST_LEFT_OUT, look_into


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    docs = tmp_path / "docs"
    for place in (docs, docs / "out"):
        place.mkdir()
        (place / "a.txt").write_text("Hello.")
    monkeypatch.chdir(tmp_path)
    return docs


def test_translations_in_the_folder_are_none_of_its_documents_however_they_are_called(docs: Path) -> None:
    for folder in (docs, Path("docs")):
        for out in (docs / "out", Path("docs/out"), Path("docs", "..", "docs", "out")):
            assert look_into(folder, out).names == (Path("a.txt"),)


def test_documents_are_found_where_the_translations_go_into_the_folder_above(docs: Path) -> None:
    for out in (docs.parent, Path()):
        assert look_into(docs, out).names == (Path("a.txt"), Path("out/a.txt"))


def test_files_that_are_not_named_are_told(docs: Path) -> None:
    for number in range(MOST_LEFT_OUT):
        (docs / f"{number}.bin").touch()
    assert not look_into(docs).closed
    (docs / "one more.bin").touch()
    found = look_into(docs)
    assert len(found.left_out) == MOST_LEFT_OUT
    assert [str(each) for each in found.closed] == [
        "There are more files that are not translated: only the first 1,000 are named."
    ]
