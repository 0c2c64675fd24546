"""Vectors of passages: kept, found, gone with what they are of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from llmdesk.cancel import CancelToken
from llmdesk.errors import StoreError
from llmdesk.store.connections import connect
from llmdesk.store.libraries import Libraries, StoredPassage, Unembedded
from llmdesk.store.libraries.nearest import SignsInMemory, find_near
from tests.store.libraries.made import put

DIMENSIONS = 96  # not a whole number of words
KEY = "some model"
Floats = NDArray[np.float32]


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[Libraries]:
    with closing(Libraries(tmp_path / "libraries.sqlite3")) as opened:
        yield opened


def vectors(count: int, seed: int = 1, dimensions: int = DIMENSIONS) -> Floats:
    made = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True))


def library(libraries: Libraries, name: str = "Papers", key: str = KEY) -> int:
    made = libraries.add(name, [Path("/papers")])
    libraries.set_embedding(made.id, "model.gguf")
    libraries.begin_vectors(made.id, key, DIMENSIONS)
    return made.id


def with_vectors(libraries: Libraries, number: int, path: str, made: Floats, mtime_ns: int = 1) -> int:
    texts = [f"passage {at} of {path} " for at in range(len(made))]
    document = put(libraries, number, Path(path), *texts, mtime_ns=mtime_ns)
    for first in range(0, len(made), 16):
        libraries.put_vectors(number, document, first, made[first : first + 16])
    return document


def near(libraries: Libraries, number: int, query: Floats, most: int = 3) -> list[tuple[int, int]]:
    return [(hit.document, hit.start) for hit in libraries.find_near([number], KEY, query, most)]


def test_the_nearest_passages_are_those_of_the_largest_cosine(libraries: Libraries) -> None:
    number = library(libraries)
    made = np.repeat(vectors(500), 10, axis=0) + 0.5 * vectors(5000, 2)  # ten about each matter
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    document = with_vectors(libraries, number, "/papers/a", made)
    starts = [each.start for each in libraries.passages(document)]
    for seed in range(20):
        query = vectors(1, seed + 100)[0] * 0.4 + made[seed * 7]
        query /= np.linalg.norm(query)
        hits = libraries.find_near([number], KEY, query, 10)
        cosines = made @ query
        order = np.argsort(-cosines)[:10]
        assert hits[0].start == starts[order[0]]
        assert len({hit.start for hit in hits} & {starts[at] for at in order}) >= 8
        assert hits[0].score == pytest.approx(float(cosines[order[0]]), abs=0.01)


def test_what_has_no_vectors_yet_is_told_and_not_found_by_them(libraries: Libraries) -> None:
    number = library(libraries)
    document = put(libraries, number, Path("/papers/a"), *["words "] * 40)
    empty = put(libraries, number, Path("/papers/b"))
    assert libraries.unembedded(number) == [Unembedded(document, 40, 0)]
    made = vectors(40)
    libraries.put_vectors(number, document, 0, made[:16])
    assert libraries.unembedded(number) == [Unembedded(document, 40, 16)]
    assert libraries.get(number).embedded == 16
    assert len(near(libraries, number, made[0], 100)) == 16
    libraries.put_vectors(number, document, 16, made[16:32])
    libraries.put_vectors(number, document, 32, made[32:])
    assert libraries.unembedded(number) == []
    assert near(libraries, number, made[39], 1) == [(document, libraries.passages(document)[39].start)]
    assert libraries.passages(empty) == []
    assert libraries.passages(document)[1] == StoredPassage(6, 12, "")


def test_a_block_that_another_process_has_kept_stays(libraries: Libraries) -> None:
    number = library(libraries)
    document = put(libraries, number, Path("/papers/a"), "one ", "two ")
    for seed in (1, 2):
        libraries.put_vectors(number, document, 0, vectors(2, seed))
    assert libraries.get(number).embedded == 2
    assert libraries.find_near([number], KEY, vectors(2, 1)[0], 1)[0].score > 0.99


def test_vectors_go_with_their_document_and_are_not_taken_for_those_of_the_next(libraries: Libraries) -> None:
    number, made = library(libraries), vectors(40)
    with_vectors(libraries, number, "/papers/a", made)
    assert len(near(libraries, number, made[0], 100)) == 40
    changed = put(libraries, number, Path("/papers/a"), "another ", "text ", mtime_ns=2)
    assert near(libraries, number, made[0], 100) == []
    assert libraries.unembedded(number) == [Unembedded(changed, 2, 0)]
    libraries.put_vectors(number, changed, 0, vectors(2, 5))
    assert len(near(libraries, number, made[0], 100)) == 2
    libraries.remove(number)
    libraries.clean(CancelToken())
    assert _rows(libraries) == (0, 0)


def test_only_the_libraries_that_are_asked_are_searched(libraries: Libraries) -> None:
    first, second = library(libraries), library(libraries, "Letters")
    made = vectors(20)
    one = with_vectors(libraries, first, "/papers/a", made[:10])
    two = with_vectors(libraries, second, "/letters/a", made[10:])
    assert {document for document, _ in near(libraries, first, made[15], 100)} == {one}
    assert {document for document, _ in near(libraries, second, made[15], 100)} == {two}
    assert len(libraries.find_near([first, second], KEY, made[15], 100)) == 20
    assert libraries.find_near([first, second], "another key", made[15], 100) == []
    assert libraries.find_near([first], KEY, vectors(1, 3, 64)[0], 100) == []


def test_another_model_makes_them_anew_and_the_old_ones_go(libraries: Libraries) -> None:
    number, made = library(libraries), vectors(20)
    document = with_vectors(libraries, number, "/papers/a", made)
    libraries.set_embedding(number, "model.gguf")  # the same one
    assert libraries.get(number).embedded == 20
    libraries.set_embedding(number, "other.gguf")
    assert libraries.get(number).embedded == 0
    assert libraries.find_near([number], KEY, made[0], 5) == []
    libraries.begin_vectors(number, "other", 64)
    assert libraries.unembedded(number) == [Unembedded(document, 20, 0)]
    libraries.put_vectors(number, document, 0, vectors(16, 2, 64))
    libraries.clean(CancelToken())
    assert _rows(libraries) == (1, 1)
    libraries.set_embedding(number, "")
    libraries.clean(CancelToken())
    assert _rows(libraries) == (0, 0)


def test_a_document_of_two_libraries_has_vectors_of_both_models(libraries: Libraries) -> None:
    first, second = library(libraries), library(libraries, "Letters", "other")
    made = vectors(4)
    document = with_vectors(libraries, first, "/papers/a", made)
    libraries.join(second, [document])
    libraries.put_vectors(second, document, 0, vectors(4, 9))
    libraries.clean(CancelToken())
    assert (libraries.get(first).embedded, libraries.get(second).embedded) == (4, 4)
    assert libraries.find_near([first, second], KEY, made[2], 1)[0].score > 0.99
    libraries.remove(first)
    libraries.clean(CancelToken())
    assert libraries.get(second).embedded == 4
    assert _rows(libraries) == (1, 1)


def test_vectors_of_a_document_that_is_gone_are_told(libraries: Libraries) -> None:
    number = library(libraries)
    with pytest.raises(StoreError, match="no longer in a library"):
        libraries.put_vectors(number, 12345, 0, vectors(1))


def test_what_another_process_adds_and_deletes_is_seen(libraries: Libraries, tmp_path: Path) -> None:
    number, made = library(libraries), vectors(30)
    with_vectors(libraries, number, "/papers/a", made[:10])
    assert len(near(libraries, number, made[0], 100)) == 10
    with closing(Libraries(tmp_path / "libraries.sqlite3")) as other:
        with_vectors(other, number, "/papers/b", made[10:20])
        assert len(near(libraries, number, made[0], 100)) == 20
        put(other, number, Path("/papers/a"), "new ", mtime_ns=2)
        with_vectors(other, number, "/papers/c", made[20:])
    assert len(near(libraries, number, made[0], 100)) == 20
    libraries.delete_everything()
    again = library(libraries)
    with_vectors(libraries, again, "/papers/a", made[:5])
    assert len(near(libraries, again, made[0], 100)) == 5


def test_a_search_on_an_older_state_than_the_last_one_finds_what_was_there(
    libraries: Libraries, tmp_path: Path
) -> None:
    """Two searches run at once, and between them a document was read anew."""
    number, made = library(libraries), vectors(20)
    old = with_vectors(libraries, number, "/papers/a", made[:10])
    with closing(connect(tmp_path / "libraries.sqlite3", "mode=rw")) as behind:
        behind.execute("BEGIN")
        signs, (key,) = SignsInMemory(), behind.execute("SELECT id FROM embedding").fetchone()
        with_vectors(libraries, number, "/papers/a", made[10:], mtime_ns=2)
        with closing(connect(tmp_path / "libraries.sqlite3", "mode=rw")) as ahead:
            now = signs.of(ahead, key, DIMENSIONS)
            assert len(now.numbers) == 10
            hits = find_near(behind, signs, [number], KEY, made[3], 1)
            assert [(hit.document, round(hit.score, 1)) for hit in hits] == [(old, 1.0)]
            assert np.array_equal(signs.of(ahead, key, DIMENSIONS).numbers, now.numbers)


def test_a_file_of_an_older_llmdesk_gets_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "libraries.sqlite3"
    with closing(Libraries(path)) as libraries:
        old = libraries.add("Old", [Path("/papers")])
    with closing(connect(path, "mode=rw")) as db:
        for statement in (
            "DROP TABLE vectors",
            "ALTER TABLE library DROP COLUMN embedding_id",
            "ALTER TABLE library DROP COLUMN embedding",
            "DROP TABLE embedding",
            "PRAGMA user_version = 2",
        ):
            db.execute(statement)
        db.execute("DELETE FROM sqlite_sequence WHERE name IN ('vectors', 'embedding')")
        db.commit() if db.in_transaction else None
    with closing(Libraries(path)) as libraries:
        assert libraries.take_notices() == ()
        assert libraries.get(old.id).embedding == ""
        assert libraries.take_notices() == ()


def test_the_model_that_was_chosen_survives_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "libraries.sqlite3"
    with closing(Libraries(path)) as libraries:
        number = library(libraries)
    with closing(connect(path, "mode=rw")) as db:
        db.execute("DROP TABLE vectors")
    with closing(Libraries(path)) as libraries:
        assert libraries.get(number).embedding == "model.gguf"
        assert len(libraries.take_notices()) == 1


def _rows(libraries: Libraries) -> tuple[int, int]:
    """How many blocks and embeddings are kept."""
    with closing(connect(libraries._file.path, "mode=rw")) as db:
        blocks = db.execute("SELECT count(*) FROM vectors").fetchone()[0]
        return blocks, db.execute("SELECT count(*) FROM embedding").fetchone()[0]
