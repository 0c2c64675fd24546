"""An environment is set up once, from locked versions, and made anew only where it does not work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from installers import environment, native


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_all_locked_packages_but_the_one_that_is_compiled_are_installed_with_their_hashes(kind: str) -> None:
    text = environment.wanted(kind)
    locked = (environment.LOCKED / f"{kind}.txt").read_text("utf-8")
    assert "llama-cpp-python==" not in text
    assert text.count("\\n") == locked.count("\\n") - native.locked(kind).count("\\n")
    assert text.count("==") > 40


def test_an_environment_for_developers_is_enough_to_use_llmdesk(tmp_path: Path) -> None:
    assert not environment.is_set_up(tmp_path, "run")
    (tmp_path / "set-up").write_text(environment.stamp("dev"), "utf-8")
    assert environment.is_set_up(tmp_path, "run")
    assert environment.is_set_up(tmp_path, "dev")
    (tmp_path / "set-up").write_text(environment.stamp("run"), "utf-8")
    assert not environment.is_set_up(tmp_path, "dev")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"run 0123 /elsewhere"])
def test_a_damaged_or_an_old_note_means_another_set_up(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "set-up").write_bytes(content)
    assert not environment.is_set_up(tmp_path, "run")


def test_an_environment_that_does_not_work_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "an environment"
    assert not environment.works(folder)
    python = environment.python_of(folder)
    python.parent.mkdir(parents=True)
    python.write_text("half a file", "utf-8")
    assert not environment.works(folder)
    environment.make_venv(folder)
    assert environment.works(folder)
    marker = folder / "marker"
    marker.touch()
    environment.make_venv(folder)
    assert marker.exists()  # one that works is left as it is


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for an old Python")
def test_an_environment_of_an_old_python_does_not_do(tmp_path: Path) -> None:
    python = environment.python_of(tmp_path)
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -c "import sys; sys.exit(True)"\n', "utf-8")
    python.chmod(0o755)
    assert subprocess.run([python], check=False).returncode == 1
    assert not environment.works(tmp_path)
