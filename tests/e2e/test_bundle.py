"""A built bundle, in an empty environment: `LLMDESK_BUNDLE=dist/llmdesk pytest tests/e2e/test_bundle.py`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from llmdesk import __version__

NAME = "llmdesk-cli.exe" if sys.platform == "win32" else "llmdesk"


@pytest.fixture(scope="module")
def program() -> Path:
    folder = os.environ.get("LLMDESK_BUNDLE")
    if not folder:
        pytest.skip("no bundle was built: LLMDESK_BUNDLE names its folder")
    return Path(folder).absolute() / NAME


def run(program: Path, data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """With an environment that has nothing, so no Python on the path either."""
    return subprocess.run(
        [program, "--data-dir", data, *words],
        env={},
        cwd=data.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def test_the_bundle_answers_with_its_own_model(program: Path, tmp_path: Path) -> None:
    done = run(program, tmp_path / "data", "chat", "Hello", "--max-tokens", "16", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["completion_tokens"] > 1


def test_the_bundle_knows_itself(program: Path, tmp_path: Path) -> None:
    report = json.loads(run(program, tmp_path / "data", "doctor", "--json").stdout)
    assert report["system"]["llmdesk"] == __version__
    assert report["system"]["installed as"] == "bundle"
    assert report["packages"]["keyring"] != "not installed"
    assert any(device["id"] == "CPU" for device in report["devices"])
    assert not [title for title, facts in report.items() if "problem" in facts]


def test_the_bundle_starts_fast(program: Path, tmp_path: Path) -> None:
    run(program, tmp_path / "data", "--version")
    began = time.monotonic()
    assert run(program, tmp_path / "data", "--version").stdout == f"llmdesk {__version__}\n"
    assert time.monotonic() - began < 3


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_the_window_of_the_bundle_opens_and_ends_with_its_engine(program: Path, tmp_path: Path) -> None:
    read, write = os.pipe()
    with subprocess.Popen(["Xvfb", "-displayfd", str(write)], pass_fds=[write], stderr=-3) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            display = f":{answer.readline().strip()}"
        try:
            _open_and_terminate(program, tmp_path / "data", display)
        finally:
            server.terminate()


def _open_and_terminate(program: Path, data: Path, display: str) -> None:
    with subprocess.Popen(
        [program, "--data-dir", data], env={"DISPLAY": display}, stderr=subprocess.PIPE, text=True
    ) as window:
        process = psutil.Process(window.pid)
        deadline = time.monotonic() + 60
        while not _has_engine(process):  # the window loads the starter model by itself
            assert window.poll() is None, window.stderr and window.stderr.read()
            assert time.monotonic() < deadline
            psutil.wait_procs([process], timeout=0.1)
        engine = process.children(recursive=True)
        window.terminate()
        _, errors = window.communicate(timeout=30)
        assert not re.search("Traceback|cannot|could not", errors), errors
    assert not psutil.wait_procs(engine, timeout=10)[1]


def _has_engine(process: psutil.Process) -> bool:
    return any("--multiprocessing-fork" in child.cmdline() for child in process.children(recursive=True))
