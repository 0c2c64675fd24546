"""Embeddings by a real llama.cpp process: a tiny model of BERT's architecture; MiniLM where it is there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.embedding import EmbedderSpec
from llmdesk.engine.local.embedder import LocalEmbedder
from llmdesk.engine.local.machine import LocalMachine
from llmdesk.errors import Cancelled, EngineClosed, EngineCrashed, ModelFileError
from tests.embedding_models import DIMENSIONS, minilm_path, tiny_bert

TEXTS = ["the cat sat on the mat", "price: 30 euros", "一二三四五", "x" * 70, "a"]
_NEAR = 1e-3  # sums of floats depend on what is computed side by side
Make = Callable[..., LocalEmbedder]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_bert(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture
def make(tmp_path: Path, machine: Path) -> Iterator[Make]:
    """Embedders that end with the test."""
    made: list[LocalEmbedder] = []
    log = tmp_path / "engine.log"

    def new(path: Path, **settings: object) -> LocalEmbedder:
        idle = settings.pop("idle_s", 60.0)
        assert isinstance(idle, float)
        spec = replace(EmbedderSpec(path, device="cpu"), **settings)  # type: ignore[arg-type]  # by their names
        made.append(LocalEmbedder(spec, log, LocalMachine(log, machine).prover, idle))
        return made[-1]

    yield new
    for embedder in made:
        embedder.close()


def test_every_text_gets_a_vector_of_length_one_whatever_it_is_embedded_with(make: Make, tiny: Path) -> None:
    embedder = make(tiny)
    loaded = embedder.load()
    assert (loaded.dimensions, loaded.context, loaded.pooling) == (DIMENSIONS, 128, "mean")
    together = embedder.embed(TEXTS * 30, "document")
    assert together.shape == (150, DIMENSIONS)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together[:5], together[145:], atol=_NEAR)
    alone = np.concatenate([embedder.embed([text], "document") for text in TEXTS])
    assert np.allclose(together[:5], alone, atol=_NEAR)
    assert np.abs(together[:5] @ together[:5].T - np.eye(5)).max() < 0.9999  # they differ


def test_no_texts_and_texts_without_words_have_vectors_too(make: Make, tiny: Path) -> None:
    embedder = make(tiny)
    assert embedder.embed([], "document").shape == (0, DIMENSIONS)
    assert embedder.embed(["", " \n", "\ud800", "\x00"], "query").shape == (4, DIMENSIONS)


def test_what_stands_before_a_question_and_a_document_counts(make: Make, tiny: Path) -> None:
    plain, worded = make(tiny), make(tiny, before_query="query: ", before_document="text: ")
    expected = plain.embed(["query: cat", "text: cat"], "document")
    assert np.allclose(worded.embed(["cat"], "query"), expected[:1], atol=_NEAR)
    assert np.allclose(worded.embed(["cat"], "document"), expected[1:], atol=_NEAR)


def test_of_a_long_text_the_beginning_counts(make: Make, tiny: Path) -> None:
    embedder = make(tiny)
    start = "a b c d " * 100
    found = embedder.embed([start, start + "quite other words " * 200_000], "document")
    assert np.allclose(found[0], found[1], atol=_NEAR)


def test_the_pooling_of_the_file_holds_and_is_never_guessed(make: Make, tmp_path: Path) -> None:
    assert make(tiny_bert(tmp_path / "cls.gguf", pooling=2), pooling="last").load().pooling == "cls"
    silent = tiny_bert(tmp_path / "silent.gguf", pooling=None)
    assert make(silent, pooling="last").load().pooling == "last"
    with pytest.raises(ModelFileError, match="pooling type"):
        make(silent).load()


def test_a_model_that_writes_is_no_embedding_model(make: Make, starter: Path) -> None:
    with pytest.raises(ModelFileError, match="is no embedding model"):
        make(starter).load()


def test_a_damaged_file_is_told_and_another_try_is_told_the_same(make: Make, tmp_path: Path) -> None:
    path = tiny_bert(tmp_path / "cut.gguf")
    path.write_bytes(path.read_bytes()[:5000])
    embedder = make(path)
    for _ in range(2):
        with pytest.raises(ModelFileError):
            embedder.embed(["a"], "query")


def test_a_cancel_ends_it_at_once_and_the_next_request_is_answered(make: Make, tiny: Path) -> None:
    embedder, cancel = make(tiny), CancelToken()
    embedder.load()
    threading.Timer(0.3, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        embedder.embed(["a b c d e f g h " * 15] * 200_000, "document", cancel)
    assert time.monotonic() - began < 10
    assert embedder.embed(["a"], "query").shape == (1, DIMENSIONS)


def test_a_question_does_not_wait_for_documents(make: Make, tiny: Path) -> None:
    embedder, cancel = make(tiny), CancelToken()
    embedder.load()
    ended = threading.Event()

    def documents() -> None:
        with pytest.raises(Cancelled):
            embedder.embed(["a b c d e f g h " * 15] * 200_000, "document", cancel)
        ended.set()

    thread = threading.Thread(target=documents)
    thread.start()
    embedder.embed(["a"], "query")
    assert not ended.is_set()
    cancel.cancel()
    thread.join(20)
    assert ended.is_set()


def test_the_memory_comes_back_when_nobody_asks(make: Make, tiny: Path) -> None:
    embedder = make(tiny, idle_s=0.2)
    assert embedder.memory() == 0
    embedder.load()
    assert embedder.memory() > 10_000_000
    end = time.monotonic() + 20
    while embedder.memory() and time.monotonic() < end:
        time.sleep(0.05)
    assert embedder.memory() == 0
    assert embedder.embed(["a"], "query").shape == (1, DIMENSIONS)


def test_a_process_that_was_killed_is_told_and_made_anew(make: Make, tiny: Path) -> None:
    embedder = make(tiny)
    embedder.load()
    before = set(_children())

    def kill() -> None:
        for each in before:
            each.kill()

    threading.Timer(0.3, kill).start()
    with pytest.raises(EngineCrashed):
        embedder.embed(["a b c d e f g h " * 15] * 200_000, "document")
    assert embedder.embed(["a"], "query").shape == (1, DIMENSIONS)


def test_a_closed_one_says_so(make: Make, tiny: Path) -> None:
    embedder = make(tiny)
    embedder.load()
    embedder.close()
    with pytest.raises(EngineClosed):
        embedder.embed(["a"], "query")
    embedder.close()


def test_a_real_model_finds_what_is_meant(make: Make) -> None:
    path = minilm_path()
    if path is None:
        pytest.skip("all-MiniLM-L6-v2 is absent: see tests/benchmarks/vectors.py")
    embedder = make(path)
    asked = embedder.embed(["How do I cancel my subscription?"], "query")
    told = embedder.embed(
        ["To end your membership, write to us a month before.", "The garden is open in summer."], "document"
    )
    first, second = (told @ asked[0]).tolist()
    assert first > second + 0.2


def _children() -> list[psutil.Process]:
    """Engine processes of this test."""
    return [each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())]
