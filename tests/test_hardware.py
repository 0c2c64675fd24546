"""What the machine has is read from files laid out like Linux's; estimates follow the header."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.gguf import Header, read_header
from llmdesk.hardware import (
    DEFAULT_CONTEXT,
    MIN_CONTEXT,
    Crowd,
    cores,
    default_context,
    kv_cache_bytes,
    memory,
    processor_name,
)
from tests.gguf_writer import Tensor, small_model, write_gguf


def cgroup(tmp_path: Path, own: str = "/", **files: str) -> tuple[Path, Path]:
    """(root of the cgroups, membership file), with `memory_max` written as memory.max of `own`."""
    root = tmp_path / "cgroup"
    group = root / own.strip("/")
    group.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (group / name.replace("_", ".", 1)).write_text(content)
    membership = tmp_path / "membership"
    membership.write_text(f"0::{own}\n")
    return root, membership


def test_without_limits_it_is_the_machine_s_memory(tmp_path: Path) -> None:
    found = memory(*cgroup(tmp_path, memory_max="max\n"))
    assert found.total == psutil.virtual_memory().total
    assert 0 < found.available <= found.total


def test_the_memory_limit_of_a_cgroup_counts(tmp_path: Path) -> None:
    found = memory(
        *cgroup(
            tmp_path,
            "/user/app",
            memory_max="100000000\n",
            memory_current="70000000\n",
            memory_stat="anon 5\ninactive_file 20000000\n",
        )
    )
    assert (found.total, found.available) == (100_000_000, 50_000_000)


def test_a_limit_above_our_cgroup_counts_too(tmp_path: Path) -> None:
    cgroup(tmp_path, "/user", memory_max="100000000", memory_current="100000001")
    found = memory(*cgroup(tmp_path, "/user/app", memory_max="max"))
    assert (found.total, found.available) == (100_000_000, 0)


def test_without_cgroups_nothing_is_limited(tmp_path: Path) -> None:
    nowhere = tmp_path / "absent"
    assert memory(nowhere, nowhere).total == psutil.virtual_memory().total
    assert cores(nowhere, nowhere, nowhere).logical >= 1


@pytest.mark.parametrize(("quota", "most"), [("100000 100000", 1), ("150000 100000", 2), ("5000 100000", 1)])
def test_the_processor_time_of_a_cgroup_counts(tmp_path: Path, quota: str, most: int) -> None:
    found = cores(*cgroup(tmp_path, cpu_max=quota))
    assert 1 <= found.physical <= found.logical <= most


@pytest.mark.skipif(sys.platform != "linux", reason="affinity masks are set as Linux does it")
def test_the_affinity_mask_counts() -> None:
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert (cores().physical, cores().logical) == (1, 1)
    finally:
        os.sched_setaffinity(0, allowed)


@pytest.mark.skipif(sys.platform != "linux", reason="the topology is read from Linux's /sys")
def test_hardware_threads_of_one_core_are_one_core(tmp_path: Path) -> None:
    for number in os.sched_getaffinity(0):
        folder = tmp_path / f"cpu{number}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text("0-1023\n")
    nowhere = tmp_path / "absent"
    assert cores(nowhere, nowhere, tmp_path).physical == 1


def test_the_processor_has_a_name() -> None:
    assert processor_name().strip()


@pytest.fixture(scope="module")
def header(tmp_path_factory: pytest.TempPathFactory) -> Header:
    """A model of 512 bytes of KV cache a token, trained for 65,536 tokens."""
    metadata, tensors = small_model()
    metadata["llama.context_length"] = 65_536
    metadata["llama.attention.key_length"] = 32
    metadata["llama.attention.value_length"] = 32
    wide = {
        "attn_q": (32, 4 * 32),
        "attn_k": (32, 2 * 32),
        "attn_v": (32, 2 * 32),
        "attn_output": (4 * 32, 32),
    }
    shaped = [
        replace(tensor, shape=next((wide[part] for part in wide if f".{part}." in tensor.name), tensor.shape))
        for tensor in tensors
    ]
    path = tmp_path_factory.mktemp("hardware") / "m.gguf"
    return read_header(write_gguf(path, metadata, [*shaped, Tensor("output.weight", (32, 32))]))


def test_the_kv_cache_is_keys_and_values_of_every_layer(header: Header) -> None:
    assert kv_cache_bytes(header, 1024) == 1024 * 2 * 2 * (32 + 32) * 2
    assert kv_cache_bytes(header, 1) == kv_cache_bytes(header, 256)


def test_the_starter_model_s_cache_is_90_mib_for_4096_tokens(starter: Path) -> None:
    assert kv_cache_bytes(read_header(starter), 4096) == 90 << 20


def test_the_default_context_is_8192_where_there_is_room(header: Header) -> None:
    assert default_context(header, 8 << 30) == DEFAULT_CONTEXT


def test_the_default_context_is_what_the_model_was_trained_for(starter: Path) -> None:
    assert default_context(read_header(starter), 64 << 30) == 8192


def test_the_default_context_takes_a_quarter_of_what_the_weights_leave(header: Header) -> None:
    assert default_context(header, header.size + 4 * 2048 * 512) == 2048
    assert default_context(header, header.size + 4 * 2048 * 512 - 1) == 2048 - 256


@given(available=st.integers(0, 1 << 40))
def test_the_default_context_is_always_one_that_works(header: Header, available: int) -> None:
    context = default_context(header, available)
    assert MIN_CONTEXT <= context <= DEFAULT_CONTEXT
    assert context % 256 == 0


def test_other_programs_leave_at_least_one_core_and_at_most_all() -> None:
    crowd = Crowd()
    assert sum(number * number for number in range(300_000))  # some time passes
    assert [1 <= crowd.free(cores) <= cores for cores in (1, 2, 16)] == [True] * 3
