"""Which build of llama.cpp is wanted, and when the one that is there is taken."""

from __future__ import annotations

import io
import platform
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installers import native
from installers.native import Build, Installed

PLAIN = Build("0.3.36", {}, "linux-x86_64 gcc zen4")
COMPILER = native.compiler({})
needs_compiler = pytest.mark.skipif(COMPILER is None, reason="there is no compiler")


def test_the_version_is_the_locked_one_and_its_source_is_known_by_a_hash() -> None:
    assert f"llama-cpp-python=={native.locked_version()} " in native.locked("dev")
    assert "--hash=sha256:" in native.locked()
    assert native.locked().count("==") == 1


@given(
    st.fixed_dictionaries({}, optional={name: st.text(max_size=30) for name in native.SETTINGS}),
    st.fixed_dictionaries({}, optional={name: st.text(max_size=30) for name in native.SETTINGS}),
)
def test_builds_share_a_folder_only_if_all_their_settings_are_the_same(
    first: dict[str, str], second: dict[str, str]
) -> None:
    keys = [Build("1.0", settings, "here").key for settings in (first, second)]
    assert (keys[0] == keys[1]) == (first == second)


@pytest.mark.parametrize(
    "other",
    [replace(PLAIN, version="0.3.37"), replace(PLAIN, target="other processor"), replace(PLAIN, recipe="x")],
)
def test_another_version_processor_or_recipe_is_another_build(other: Build) -> None:
    assert other.key != PLAIN.key
    assert native.action(Installed(PLAIN.version, "", PLAIN), other) == "install"


def test_what_is_there_and_right_is_kept() -> None:
    assert native.action(Installed("0.3.36", "file:///x.whl", PLAIN), PLAIN) == "keep"
    assert native.action(None, PLAIN) == "install"


def test_a_build_made_by_hand_stays_unless_it_is_too_old() -> None:
    assert native.action(Installed("0.3.40", "", None), PLAIN) == "own"
    assert native.action(Installed("0.3.36", "file:///mine.whl", None), PLAIN) == "own"
    assert native.action(Installed("0.3.9", "", None), PLAIN) == "install"


def test_settings_once_given_hold_until_others_are_given() -> None:
    cuda = replace(PLAIN, settings={"CMAKE_ARGS": "-DGGML_CUDA=on"})
    assert native.user_settings({"HOME": "/home/jane"}, cuda) == cuda.settings
    assert native.user_settings({"CMAKE_ARGS": "-DGGML_VULKAN=on"}, cuda) == {
        "CMAKE_ARGS": "-DGGML_VULKAN=on"
    }
    assert native.user_settings({"CMAKE_ARGS": ""}, cuda) == {}
    assert native.user_settings({"CFLAGS": "-O2"}, None) == {"CFLAGS": "-O2"}


def test_flags_of_the_user_have_the_last_word(tmp_path: Path) -> None:
    own = replace(
        PLAIN, settings={"CMAKE_ARGS": "-DLLAVA_BUILD=ON", "CFLAGS": "-O2", "CXXFLAGS": "-mamx-tile"}
    )
    made = native.environment(own, tmp_path, {"PATH": "/bin", "CFLAGS": "not recorded"})
    assert made["CMAKE_ARGS"].split()[-1] == "-DLLAVA_BUILD=ON"
    assert made["CFLAGS"].split()[-1] == "-O2"
    assert made["CXXFLAGS"].split()[-1] == "-mamx-tile"
    assert made["PATH"] == "/bin"


@needs_compiler
def test_on_x86_the_compiler_is_kept_from_amx_and_elsewhere_left_alone() -> None:
    assert COMPILER is not None
    assert native.safe_flags(COMPILER, "aarch64") == ()
    assert native.safe_flags(None, "x86_64") == ()
    flags = native.safe_flags(COMPILER, platform.machine())
    macros = subprocess.run(
        [*COMPILER, "-march=sapphirerapids", *flags, "-dM", "-E", "-x", "c++", "/dev/null"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if macros.returncode == 0 and flags:
        assert "__AVX512F__" in macros.stdout
        assert "__AMX" not in macros.stdout


@needs_compiler
def test_flags_that_the_compiler_does_not_know_are_noticed() -> None:
    assert COMPILER is not None
    assert native.accepts(COMPILER, ("-O2",))
    assert not native.accepts(COMPILER, ("-mno-such-instructions",))
    assert not native.accepts(["no-such-compiler"], ("-O2",))


@needs_compiler
def test_the_same_compiler_and_processor_have_the_same_name_other_instructions_another() -> None:
    assert native.target(COMPILER, {}) == native.target(COMPILER, {})
    if platform.machine() == "x86_64":
        assert native.target(COMPILER, {"CXXFLAGS": "-mno-sse4.2"}) != native.target(COMPILER, {})


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("  [7/75] /usr/bin/g++ -DNDEBUG -c x.cpp", "7 of 75 steps (9 %)"),
        ("  [75/75] Linking", "75 of 75 steps (100 %)"),
        ("[ 45%] Building CXX object vendor/x.o", "45 %"),
        ("  -- Configuring done", None),
        ("  see [1/2] above", None),
    ],
)
def test_how_far_the_compiler_is_is_read_from_what_it_says(line: str, shown: str | None) -> None:
    assert native.progress_of(line) == shown


def test_a_wheel_that_is_not_whole_is_built_again(tmp_path: Path) -> None:
    assert native.kept_wheel(tmp_path) is None
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("llama_cpp/lib/libllama.so", b"machine code" * 1000)
    wheel = tmp_path / "llama_cpp_python-0.3.36-py3-none-linux_x86_64.whl"
    wheel.write_bytes(content.getvalue())
    assert native.kept_wheel(tmp_path) == wheel
    wheel.write_bytes(content.getvalue().replace(b"machine code", b"machine bode", 1))
    assert native.kept_wheel(tmp_path) is None
    wheel.write_bytes(content.getvalue()[:5000])
    assert native.kept_wheel(tmp_path) is None


def test_without_a_cache_folder_the_wheels_lie_beside_the_source(tmp_path: Path) -> None:
    assert native.store({"XDG_CACHE_HOME": str(tmp_path)}).is_relative_to(tmp_path) or shutil.which("cmd")
    (tmp_path / "file").touch()
    assert native.store({"XDG_CACHE_HOME": str(tmp_path / "file")}).is_relative_to(native.ROOT)
