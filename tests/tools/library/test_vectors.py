"""Vectors of libraries: made once, for what is new, and found together with words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.embedding import EmbedderSpec
from llmdesk.engine.local.machine import LocalMachine
from llmdesk.errors import Cancelled, ModelFileError, UserError
from llmdesk.store.libraries import Libraries
from llmdesk.tools.library import LibrarySource, UpdateProgress
from llmdesk.tools.library.vectors import Embedders, embed_library
from llmdesk.tools.passages import quoted
from tests.embedding_models import minilm_path, tiny_bert
from tests.fakes import FakeEmbedder
from tests.tools.library.conftest import POOL, ROOF, Refresh, read_here


class Fakes(Embedders):
    """With embedders that count letters."""

    def __init__(self) -> None:
        self.made: list[FakeEmbedder] = []
        super().__init__(self._fake)

    def _fake(self, spec: EmbedderSpec) -> FakeEmbedder:
        self.made.append(FakeEmbedder(spec))
        return self.made[-1]

    @property
    def texts(self) -> list[str]:
        return [text for each in self.made for text in each.texts]


@pytest.fixture
def embedders() -> Fakes:
    return Fakes()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return tiny_bert(tmp_path / "tiny.gguf")


@pytest.fixture
def chosen(libraries: Libraries, library: int, refresh: Refresh, model: Path) -> int:
    """The library, read, with a model that was chosen."""
    refresh()
    libraries.set_embedding(library, str(model))
    return library


def test_only_what_is_new_and_changed_is_embedded(
    libraries: Libraries, chosen: int, refresh: Refresh, embedders: Fakes, folder: Path
) -> None:
    seen: list[UpdateProgress] = []
    assert embed_library(libraries, chosen, embedders, seen.append) == 2
    assert sorted(embedders.texts) == sorted([ROOF, POOL])
    assert [(each.stage, each.total) for each in seen] == [("embedding", 2)] * 2
    assert libraries.get(chosen).embedded == 2
    embedders.made[0].unload()
    assert embed_library(libraries, chosen, embedders) == 0
    assert embedders.memory() == 0  # nothing was loaded for nothing
    (folder / "roof.txt").write_text("The roof leaks again.")
    (folder / "new.txt").write_text("A new text.")
    refresh()
    seen.clear()
    assert embed_library(libraries, chosen, embedders, seen.append) == 2
    assert [(each.done, each.total) for each in seen] == [(1, 3), (2, 3)], "of all, as it says beside it"
    assert sorted(embedders.texts[2:]) == ["A new text.", "The roof leaks again."]
    assert libraries.get(chosen).embedded == 3


def test_nothing_is_embedded_where_no_model_was_chosen(
    libraries: Libraries, library: int, refresh: Refresh, embedders: Fakes
) -> None:
    refresh()
    assert embed_library(libraries, library, embedders) == 0
    assert embedders.made == []


def test_another_model_makes_all_of_them_anew(
    libraries: Libraries, chosen: int, embedders: Fakes, tmp_path: Path
) -> None:
    embed_library(libraries, chosen, embedders)
    libraries.set_embedding(chosen, str(tiny_bert(tmp_path / "other.gguf", seed=2)))
    assert libraries.get(chosen).embedded == 0
    assert embed_library(libraries, chosen, embedders) == 2
    assert len(embedders.made) == 2


def test_the_same_model_in_another_place_makes_nothing_anew(
    libraries: Libraries, chosen: int, embedders: Fakes, model: Path, tmp_path: Path
) -> None:
    embed_library(libraries, chosen, embedders)
    libraries.set_embedding(chosen, str(model.rename(tmp_path / "moved.gguf")))
    assert embed_library(libraries, chosen, embedders) == 0
    assert libraries.get(chosen).embedded == 2


def test_a_cancel_keeps_what_was_made(
    libraries: Libraries, library: int, refresh: Refresh, embedders: Fakes, folder: Path, model: Path
) -> None:
    (folder / "long.txt").write_text("\n\n".join(f"Paragraph {n}. " + "word " * 160 for n in range(60)))
    refresh()
    libraries.set_embedding(library, str(model))
    cancel = CancelToken()

    def stop(progress: UpdateProgress) -> None:
        if progress.done >= 32:
            cancel.cancel()

    with pytest.raises(Cancelled):
        embed_library(libraries, library, embedders, stop, cancel)
    kept = libraries.get(library).embedded
    assert 32 <= kept < libraries.get(library).passages
    assert embed_library(libraries, library, embedders) == libraries.get(library).passages - kept
    assert len(embedders.texts) == libraries.get(library).passages  # none of them twice


def test_words_and_vectors_are_put_together(libraries: Libraries, chosen: int, embedders: Fakes) -> None:
    alone = LibrarySource(libraries, [chosen], embedders)
    assert alone.find("costing", 5) == LibrarySource(libraries, [chosen]).find("costing", 5)
    embed_library(libraries, chosen, embedders)
    by_letters = "".join(sorted(ROOF.replace(" ", "")))  # no word of it, and all of its letters
    assert LibrarySource(libraries, [chosen]).find(by_letters, 5) == []
    first, _second = alone.find(by_letters, 5)
    assert quoted(alone, first.passage).quote == ROOF
    both = alone.find("roof repaired May", 5)
    assert quoted(alone, both[0].passage).quote == ROOF
    assert both[0].score > 1.9 / 61


def test_what_has_no_vector_yet_is_found_by_its_words(
    libraries: Libraries, chosen: int, refresh: Refresh, embedders: Fakes, folder: Path
) -> None:
    embed_library(libraries, chosen, embedders)
    (folder / "new.txt").write_text("The lighthouse is white.")
    refresh()
    found = LibrarySource(libraries, [chosen], embedders).find("Which colour has the lighthouse?", 3)
    assert "lighthouse" in quoted(LibrarySource(libraries, [chosen]), found[0].passage).quote


def test_a_model_that_is_gone_is_told_and_words_still_find(
    libraries: Libraries, chosen: int, embedders: Fakes, model: Path
) -> None:
    embed_library(libraries, chosen, embedders)
    model.unlink()
    told: list[UserError] = []
    source = LibrarySource(libraries, [chosen], embedders, told.append)
    assert quoted(source, source.find("roof", 1)[0].passage).quote == ROOF
    assert [type(each) for each in told] == [ModelFileError]
    with pytest.raises(ModelFileError):
        embed_library(libraries, chosen, embedders)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Embedders]:
    machine = LocalMachine(tmp_path / "engine.log", tmp_path / "machine.json")
    embedders = Embedders(machine.embedder, "cpu")
    yield embedders
    embedders.close()


def test_a_real_process_embeds_and_finds(libraries: Libraries, chosen: int, real: Embedders) -> None:
    assert embed_library(libraries, chosen, real) == 2
    assert real.memory() > 10_000_000
    source = LibrarySource(libraries, [chosen], real)
    assert quoted(source, source.find(POOL, 2)[0].passage).quote == POOL


def test_a_real_model_finds_what_is_said_in_other_words(
    libraries: Libraries, library: int, refresh: Refresh, real: Embedders
) -> None:
    path = minilm_path()
    if path is None:
        pytest.skip("all-MiniLM-L6-v2 is absent: see tests/benchmarks/vectors.py")
    refresh()
    libraries.set_embedding(library, str(path))
    embed_library(libraries, library, real)
    asked = "swimming for infants without paying"
    source = LibrarySource(libraries, [library], real)
    assert quoted(source, source.find(asked, 1)[0].passage).quote == POOL


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_vectors_that_are_killed_twenty_times_are_each_made_once(
    tmp_path: Path, libraries: Libraries, library: int, refresh: Refresh, folder: Path, model: Path
) -> None:
    for number in range(40):
        (folder / f"{number}.txt").write_text(" ".join(f"Sentence {n} of {number}." for n in range(400)))
    refresh(read_here)
    libraries.set_embedding(library, str(model))
    total = libraries.get(library).passages
    libraries.close()
    database = tmp_path / "libraries.sqlite3"
    words = [sys.executable, "-m", "tests.tools.library.killing_vectors", str(database), str(library)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    killed, embedded = map(int, done.stdout.split())
    assert killed >= 15  # else it was never killed in the middle
    assert 0 < embedded < total + 16 * killed  # at most one block of each was made in vain
    again = Libraries(database)
    fakes = Fakes()
    kept = again.get(library).embedded
    assert embed_library(again, library, fakes) == total - kept
    assert again.get(library).embedded == total
    assert not again.take_notices()
    again.close()
