"""Which way of computing wins, what it holds for, and how it is kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from llmdesk import hardware
from llmdesk.engine.memo import Memo
from llmdesk.engine.variants.build import Build
from llmdesk.engine.variants.choice import Choice, Trial, best, choices
from llmdesk.engine.variants.prover import SECTION, key, report

FAST, PLAIN, OLD = Choice("fast"), Choice("fast", extra_buffers=False), Choice("old")

trials = st.lists(
    st.builds(
        Trial,
        st.sampled_from(choices(["a", "b", "c"])),
        st.sampled_from(["right", "wrong", "died", "hung", "failed"]),
        prompt=st.floats(1, 1e4),
        token=st.floats(1, 1e4),
    ),
    max_size=6,
)


@given(trials)
def test_only_what_is_right_is_chosen_and_nothing_right_is_clearly_faster(tried: list[Trial]) -> None:
    right = [trial for trial in tried if trial.verdict == "right"]
    chosen = best(tried)
    assert (chosen is None) == (not right)
    if chosen is not None:
        assert chosen in right
        assert chosen.speed * 1.1 >= max(trial.speed for trial in right)


def test_the_preferred_one_stays_unless_another_is_clearly_faster() -> None:
    first, nearly = Trial(FAST, "right", "", 100, 50), Trial(PLAIN, "right", "", 103, 51)
    assert best([first, nearly]) == first
    assert best([first, nearly, Trial(OLD, "right", "", 120, 60)]) == Trial(OLD, "right", "", 120, 60)


def _build(folder: Path, names: tuple[str, ...]) -> Build:
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(name.encode())
        os.utime(folder / name, (1_700_000_000, 1_700_000_000))
    return Build((folder,))


def test_a_build_is_known_again_elsewhere_and_another_one_is_not(tmp_path: Path) -> None:
    names = ("libllama.so", "libggml-base.so", "libggml-cpu-haswell.so", "libggml-cuda.so", "README.txt")
    build = _build(tmp_path / "one", names)
    assert [(b.path.name, b.kind) for b in build.backends()] == [
        ("libggml-cpu-haswell.so", "cpu"),
        ("libggml-cuda.so", "cuda"),
    ]
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert Build((tmp_path / "two",)).identity() == build.identity()
    before = build.identity()
    (tmp_path / "one" / "libggml-cpu-haswell.so").write_bytes(b"cut")
    assert build.identity() != before
    (tmp_path / "two" / "libggml-cuda.so").unlink()
    assert Build((tmp_path / "two",)).identity() != before


def test_a_processor_is_told_by_what_it_can_do(tmp_path: Path) -> None:
    def facts(flags: str, mhz: str) -> list[str]:
        path = tmp_path / "cpuinfo"
        path.write_text(
            f"processor\t: 0\nmodel name\t: Xeon\ncpu MHz\t: {mhz}\nflags\t: {flags}\n\nprocessor\t: 1\n"
        )
        return hardware._cpuinfo_facts(path)

    assert facts("avx2 amx_int8", "1000") == facts("avx2 amx_int8", "3000")
    assert facts("avx2 amx_int8", "1000") != facts("avx2", "1000")
    assert hardware.processor_key() == hardware.processor_key()


def test_a_bounded_number_of_builds_is_remembered_the_newest_last(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "machine.json")
    for number in (0, 1, 2, 3, 0, 4):
        memo.put("section", str(number), number, keep=3)
    assert [memo.get("section", str(number)) for number in range(5)] == [0, None, None, 3, 4]


@given(kept=st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=4))
def test_a_memo_that_something_else_wrote_is_no_proof(kept: object) -> None:
    build = Build(())

    class Other(Memo):
        def get(self, section: str, key: str) -> object:
            return {"trials": kept, "variants": kept} if section == SECTION else None

    assert "not tested" in str(report(Other(None), build)["chosen"])
    assert key(build) == key(build)
