"""The estimate of memory: against what the engine really takes, and the verdicts it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.gguf import Header, read_header
from llmdesk.hardware import Memory
from llmdesk.models.fit import fit, guess, need, recommended
from llmdesk.models.hub import RemoteFile, RemotePart
from tests.gguf_writer import small_model, write_gguf

GIB = 1 << 30


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = Engine(tmp_path / "engine.log")
    yield made
    made.close()


@pytest.fixture
def header(tmp_path: Path) -> Header:
    """Of a model as large as a 7B one, by its header."""
    small = read_header(write_gguf(tmp_path / "m.gguf", *small_model()))
    big = {"llama.feed_forward_length": 14_336}
    return replace(
        small,
        size=4 * GIB,
        quantization="Q4_K_M",
        layers=32,
        heads_kv=(8,) * 32,
        key_length=128,
        value_length=128,
        embedding=4096,
        context_train=32_768,
        vocabulary=128_000,
        metadata={**small.metadata, **big},
    )


def within_a_tenth(estimate: int, real: int) -> bool:
    return abs(estimate - real) <= real / 10


@pytest.mark.model
@pytest.mark.parametrize("context", [2048, 8192])
def test_the_estimate_is_within_a_tenth_of_what_the_engine_takes(
    engine: Engine, starter: Path, context: int
) -> None:
    loaded = engine.load(ModelSpec(FileRef(starter), context=context, device="cpu"))
    estimate = need(read_header(starter, tensors=True), context)
    assert loaded.local is not None
    assert within_a_tenth(estimate.kv_cache, loaded.local.kv_bytes)
    assert within_a_tenth(estimate.compute, loaded.local.compute_bytes)
    assert within_a_tenth(estimate.total, engine.state().memory)


@pytest.mark.bilingual
def test_tensors_that_are_laid_out_anew_count_too(engine: Engine, bilingual: Path) -> None:
    engine.load(ModelSpec(FileRef(bilingual), context=4096, device="cpu"))
    used = engine.state().memory
    assert within_a_tenth(need(read_header(bilingual, tensors=True), 4096).total, used)
    # Of a file that lies elsewhere the list of tensors is not known.
    assert within_a_tenth(need(replace(read_header(bilingual), tensors=()), 4096).total, used)


def test_a_verdict_comes_with_its_figures(header: Header) -> None:
    found = fit(header, 8192, memory=Memory(64 * GIB, 32 * GIB))
    assert found.verdict == "fits"
    assert found.need.weights == 4 * GIB
    assert found.need.kv_cache == 8192 * 32 * 8 * 256 * 2
    parts = (found.need.weights, found.need.kv_cache, found.need.compute, found.need.repacked)
    assert found.need.total == sum(parts) + found.need.process
    assert found.context == 8192


@pytest.mark.parametrize(
    ("gigabytes", "verdict"),
    [(3, "too big"), (6, "tight"), (7, "tight"), (10, "fits")],
)
def test_verdicts_follow_the_memory(header: Header, gigabytes: int, verdict: str) -> None:
    assert fit(header, 4096, memory=Memory(16 * GIB, gigabytes * GIB)).verdict == verdict


def test_what_the_loaded_model_frees_is_counted(header: Header) -> None:
    small = Memory(16 * GIB, 4 * GIB)
    assert fit(header, 4096, memory=small).verdict == "too big"
    found = fit(header, 4096, memory=small, freed=6 * GIB)
    assert (found.verdict, found.available) == ("fits", 10 * GIB)


def test_a_graphics_card_that_holds_all_of_it_fits(header: Header) -> None:
    found = fit(header, 4096, memory=Memory(16 * GIB, 2 * GIB), gpu_free=12 * GIB)
    assert found.verdict == "fits"


@pytest.mark.parametrize(
    ("layers", "verdict"),
    [(None, "fits"), (33, "fits"), (999, "fits"), (32, "tight"), (0, "too big"), (1, "too big")],
)
def test_a_graphics_card_counts_for_the_layers_that_are_put_there(
    header: Header, layers: int | None, verdict: str
) -> None:
    """The engine loads no others there, however much room there is."""
    found = fit(header, 4096, memory=Memory(16 * GIB, 2 * GIB), gpu_free=48 * GIB, gpu_layers=layers)
    assert found.verdict == verdict


def test_layers_for_a_card_that_is_not_there_change_nothing(header: Header) -> None:
    memory = Memory(64 * GIB, 32 * GIB)
    assert {fit(header, 4096, memory=memory, gpu_layers=n).verdict for n in (None, 0, 5, 99)} == {"fits"}


def test_a_longer_context_can_be_what_does_not_fit(header: Header) -> None:
    memory = Memory(16 * GIB, 9 * GIB)
    assert fit(header, 2048, memory=memory).verdict == "fits"
    assert fit(header, 32_768, memory=memory).verdict != "fits"


def file(quantization: str, gigabytes: float) -> RemoteFile:
    part = RemotePart(f"m-{quantization}.gguf", int(gigabytes * 1e9), "0" * 64)
    return RemoteFile(f"m-{quantization}", quantization, (part,))


FILES = [file("Q2_K", 3), file("Q4_K_M", 5), file("Q5_K_M", 6), file("Q8_0", 9), file("F16", 16)]


@pytest.mark.parametrize(
    ("available", "quantization"), [(64, "Q4_K_M"), (8, "Q4_K_M"), (5, "Q2_K"), (2, None)]
)
def test_the_usual_quantization_is_recommended_where_it_fits(
    available: int, quantization: str | None
) -> None:
    found = recommended(FILES, int(available * 1e9))
    assert (found.quantization if found else None) == quantization


def test_what_is_not_known_is_not_recommended() -> None:
    unknown = RemoteFile("m", "", (RemotePart("m.gguf", None, ""),))
    assert recommended([unknown], 64 * GIB) is None
    assert recommended([unknown, file("MYSTERY", 1)], 64 * GIB) == file("MYSTERY", 1)


def test_a_size_alone_gives_a_first_verdict() -> None:
    verdicts = [guess(int(size * GIB), 8 * GIB) for size in (4, 6.5, 7)]
    assert verdicts == ["fits", "tight", "too big"]
