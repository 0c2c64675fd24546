"""Libraries are kept, found in, shared and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Cancelled, DocumentError, Phrase, StoreError
from llmdesk.store.libraries import Libraries
from tests.store.libraries.made import document, found, put, version

ROOF, POOL = Path("/papers/roof.txt"), Path("/papers/pool.txt")


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[Libraries]:
    libraries = Libraries(tmp_path / "libraries.sqlite3")
    yield libraries
    libraries.close()


@pytest.fixture
def papers(libraries: Libraries) -> int:
    return libraries.add("Papers", [Path("/papers")]).id


def words_in(folder: Path, word: str) -> list[str]:
    """The files in which a word stands in any form that is not packed."""
    return [path.name for path in folder.iterdir() if word.encode() in path.read_bytes().lower()]


def test_without_a_library_there_is_no_file(libraries: Libraries, tmp_path: Path) -> None:
    assert libraries.all() == []
    assert list(tmp_path.iterdir()) == []


def test_a_library_has_its_name_roots_and_numbers(libraries: Libraries, papers: int) -> None:
    put(libraries, papers, ROOF, "roof costs", "roof tiles")
    libraries.put_unread(papers, POOL, version("x"), "failed", DocumentError("Locked."))
    (library,) = libraries.all()
    assert (library.name, library.roots) == ("Papers", (Path("/papers"),))
    assert (library.documents, library.unread, library.passages, library.updated) == (1, 1, 2, None)


def test_a_document_is_known_by_its_path(libraries: Libraries, papers: int) -> None:
    number = put(libraries, papers, ROOF, "roof costs")
    found = libraries.at(ROOF)
    assert found is not None
    assert found.id == number
    assert libraries.at(POOL) is None


@pytest.mark.parametrize("name", ["papers", " PAPERS  ", "", "  "])
def test_a_name_is_given_once_and_is_none_without_a_word(
    libraries: Libraries, papers: int, name: str
) -> None:
    with pytest.raises(StoreError):
        libraries.add(name, [Path("/other")])
    with pytest.raises(StoreError, match="Libraries: Papers"):
        libraries.named("Other")


def test_the_best_passage_comes_first_and_a_word_of_nowhere_finds_nothing(
    libraries: Libraries, papers: int
) -> None:
    put(libraries, papers, ROOF, "roof repaired may", "council met")
    put(libraries, papers, POOL, "pool opens june", "pool heated")
    put(libraries, papers, Path("/papers/talk.txt"), "council talk budget", "talk again", "more talk")
    assert found(libraries, [papers], "roof", "council") == [ROOF, Path("/papers/talk.txt")]
    assert found(libraries, [papers], "violin") == []
    assert found(libraries, [papers]) == []


def test_a_word_that_comes_again_and_a_short_passage_count_for_more(
    libraries: Libraries, papers: int
) -> None:
    put(libraries, papers, ROOF, "roof " + "word " * 100)
    put(libraries, papers, POOL, "roof")
    put(libraries, papers, Path("/papers/tiles.txt"), "roof roof roof roof")
    for number in range(20):
        put(libraries, papers, Path(f"/papers/{number}"), "council")
    assert [path.name for path in found(libraries, [papers], "roof")] == ["tiles.txt", "pool.txt", "roof.txt"]


def test_what_else_a_document_says_of_the_question_counts_too(libraries: Libraries, papers: int) -> None:
    put(libraries, papers, ROOF, "opening in june", "a roof is repaired", "tiles are red")
    put(libraries, papers, POOL, "opening in june", "the pool is heated", "entry is free")
    for number in range(20):
        put(libraries, papers, Path(f"/papers/{number}"), "council")
    assert found(libraries, [papers], "opening", "june", "pool")[0] == POOL


def test_of_a_very_long_question_its_beginning_and_its_end_are_looked_for(
    libraries: Libraries, papers: int
) -> None:
    put(libraries, papers, ROOF, "roof of zanzibar")
    put(libraries, papers, POOL, "pool of timbuktu")
    words = ["timbuktu", *(f"word{number}" for number in range(20_000)), "zanzibar"]
    assert set(found(libraries, [papers], *words)) == {ROOF, POOL}


def test_a_small_library_is_found_in_beside_a_large_one(libraries: Libraries, papers: int) -> None:
    for number in range(40):
        put(libraries, papers, Path(f"/papers/{number}"), *(f"roof number {n}" for n in range(20)))
    small = libraries.add("Small", [Path("/small")]).id
    put(libraries, small, Path("/small/one"), "a roof, once, among many other words that say nothing of it")
    assert found(libraries, [small], "roof", "number") == [Path("/small/one")]


def test_words_of_queries_are_words_and_no_query_language(libraries: Libraries, papers: int) -> None:
    put(libraries, papers, ROOF, "roof near not or")
    for word in ('"', "NEAR(", "roof*", "AND", "-", "place:x", "'"):
        found(libraries, [papers], word)
    assert found(libraries, [papers], "or") == [ROOF]


def test_only_the_libraries_that_are_asked_are_looked_through(libraries: Libraries, papers: int) -> None:
    other = libraries.add("Other", [Path("/other")]).id
    put(libraries, papers, ROOF, "roof one")
    put(libraries, other, POOL, "roof two")
    assert found(libraries, [papers], "roof") == [ROOF]
    assert set(found(libraries, [papers, other], "roof")) == {ROOF, POOL}
    assert found(libraries, [], "roof") == []


def test_two_libraries_on_one_folder_share_what_was_read(libraries: Libraries, papers: int) -> None:
    other = libraries.add("The same", [Path("/papers")]).id
    number = put(libraries, papers, ROOF, "roof one")
    assert put(libraries, other, ROOF, "roof one") == number
    assert [library.documents for library in libraries.all()] == [1, 1]
    assert len(libraries.find([papers, other], ["roof"], 9)) == 1
    libraries.remove(papers)
    libraries.clean(CancelToken())
    assert found(libraries, [other], "roof") == [ROOF]


def test_a_document_that_is_read_again_takes_the_place_of_what_it_was(
    libraries: Libraries, papers: int
) -> None:
    number = put(libraries, papers, ROOF, "roof old", "tiles old")
    other = libraries.add("Other", []).id
    libraries.join(other, [number])
    again = put(libraries, papers, ROOF, "roof new", mtime_ns=2)
    assert again > number, "the places that somebody has of the old text are none in this one"
    assert found(libraries, [other], "new") == [ROOF]
    assert found(libraries, [papers], "old") == []
    assert found(libraries, [papers], "new") == [ROOF]
    assert libraries.body(again) == b"roof new"
    with pytest.raises(StoreError):
        libraries.body(number)
    assert libraries.get(papers).passages == 1


def test_the_same_document_is_put_once(libraries: Libraries, papers: int) -> None:
    for _ in range(3):
        put(libraries, papers, ROOF, "roof one", "two")
    assert libraries.get(papers).passages == 2
    assert len(libraries.find([papers], ["roof"], 9)) == 1


def test_why_a_document_could_not_be_read_is_told_in_any_language(libraries: Libraries, papers: int) -> None:
    put(libraries, papers, ROOF, "roof")
    what = Phrase(QT_TRANSLATE_NOOP("core", "a picture"))
    error = DocumentError("{file} is {what}.", "So it is.", "Do this.", file="x.txt", what=what)
    libraries.put_unread(papers, ROOF, version("y", 2), "failed", error)
    (unread,) = libraries.documents(papers, ("failed",))
    assert unread.reason is not None
    assert unread.reason.render() == ("x.txt is a picture.", "So it is.", "Do this.")
    german = {"a picture": "ein Bild"}
    assert unread.reason.render(lambda source: german.get(source, source))[0] == "x.txt is ein Bild."
    assert found(libraries, [papers], "roof") == []


@pytest.mark.parametrize("remove", ["library", "root", "document"])
def test_what_is_removed_is_gone_from_the_file(libraries: Libraries, tmp_path: Path, remove: str) -> None:
    library = libraries.add("Papers", [Path("/papers"), Path("/kept")]).id
    number = put(libraries, library, ROOF, "zanzibar roof", "more zanzibar")
    put(libraries, library, Path("/kept/pool.txt"), "pool")
    if remove == "library":
        libraries.remove(library)
    elif remove == "root":
        libraries.remove_root(library, Path("/papers"))
    else:
        libraries.leave(library, [number])
    libraries.clean(CancelToken())
    assert words_in(tmp_path, "zanzibar") == []
    with pytest.raises(StoreError, match="no longer in a library"):
        libraries.document(number)
    if remove != "library":
        assert found(libraries, [library], "pool") == [Path("/kept/pool.txt")]


def test_a_large_index_is_tidied_when_it_is_worth_it(
    libraries: Libraries, papers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmdesk.store.libraries.documents._QUICK", 0)
    numbers = [put(libraries, papers, Path(f"/papers/{n}"), f"zanzibar{n} roof") for n in range(60)]
    libraries.leave(papers, numbers[:2])
    libraries.clean(CancelToken(), thorough=False)
    assert words_in(tmp_path, "zanzibar0")
    libraries.leave(papers, numbers[2:4])
    libraries.clean(CancelToken(), thorough=False)
    assert words_in(tmp_path, "zanzibar0") == []
    assert len(libraries.find([papers], ["roof"], 99)) == 56


def test_what_a_cancel_left_is_deleted_the_next_time(
    libraries: Libraries, papers: int, tmp_path: Path
) -> None:
    for number in range(50):
        put(libraries, papers, Path(f"/papers/{number}"), f"zanzibar {number}")
    libraries.remove(papers)
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        libraries.clean(cancel, lambda _gone: cancel.cancel())
    libraries.clean(CancelToken())
    assert words_in(tmp_path, "zanzibar") == []


def test_delete_everything_leaves_no_file(libraries: Libraries, papers: int, tmp_path: Path) -> None:
    put(libraries, papers, ROOF, "roof")
    (tmp_path / "libraries.sqlite3.damaged-20200101-000000").write_text("roof")
    libraries.delete_everything()
    assert [path.name for path in tmp_path.iterdir()] == ["libraries.sqlite3.opening"]
    assert libraries.all() == []
    libraries.add("Papers", [Path("/papers")])  # and can be begun anew


def test_what_was_removed_is_told_and_not_found(libraries: Libraries, papers: int) -> None:
    libraries.remove(papers)
    for ask in (
        lambda: libraries.get(papers),
        lambda: libraries.documents(papers),
        lambda: put(libraries, papers, ROOF, "roof"),
        lambda: libraries.rename(papers, "x"),
    ):
        with pytest.raises(StoreError, match="no longer exists"):
            ask()


def test_a_cancel_ends_a_search(libraries: Libraries, papers: int) -> None:
    put(libraries, papers, ROOF, "roof")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        libraries.find([papers], ["roof"], 5, cancel)
    assert found(libraries, [papers], "roof") == [ROOF]


def test_a_name_that_is_no_text_is_kept(libraries: Libraries, papers: int) -> None:
    path = Path("/papers/" + b"\xff\xfe.txt".decode("utf-8", "surrogateescape"))
    put(libraries, papers, path, "roof")
    assert found(libraries, [papers], "roof") == [path]
    assert list(libraries.known(papers)) == [str(path)]
    locked = DocumentError("{file} is locked.", file=path.name)
    libraries.put_unread(papers, path, version("locked", 2), "failed", locked)
    (unread,) = libraries.documents(papers, ("failed",))
    assert str(unread.reason) == f"{path.name} is locked."
    libraries.rename(papers, "half a pair: \ud83d")
    assert libraries.named("half a pair: \ufffd").id == papers


def test_another_process_sees_what_was_put(libraries: Libraries, papers: int, tmp_path: Path) -> None:
    other = Libraries(tmp_path / "libraries.sqlite3")
    put(libraries, papers, ROOF, "roof")
    assert found(other, [papers], "roof") == [ROOF]
    put(other, papers, POOL, "pool")
    assert found(libraries, [papers], "pool") == [POOL]
    other.close()


def test_closed_libraries_say_so(libraries: Libraries, papers: int) -> None:
    libraries.close()
    libraries.close()
    with pytest.raises(StoreError, match="closed"):
        libraries.get(papers)


def test_a_document_without_passages_can_be_replaced(libraries: Libraries, papers: int) -> None:
    libraries.put(papers, ROOF, version("a"), document())
    put(libraries, papers, ROOF, "roof", mtime_ns=2)
    assert found(libraries, [papers], "roof") == [ROOF]
