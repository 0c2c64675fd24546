"""A built bundle, in an empty environment: `LLMDESK_BUNDLE=dist/llmdesk pytest tests/e2e/test_bundle.py`."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import httpx2
import psutil
import pytest

from llmdesk import __version__
from tests.engine.remote.scripted_server import ScriptedServer
from tests.tools.documents.file_writers import column, write_pdf

NAME = "llmdesk-cli.exe" if sys.platform == "win32" else "llmdesk"
UNUSED = {
    "fastapi", "hypothesis", "jiter", "mypy", "openai", "pyarrow", "pydantic", "pydantic_core", "pytest",
    "ray", "rich", "schemathesis", "xllamacpp",
}  # fmt: skip


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


def test_nothing_is_in_the_bundle_that_it_does_not_use(program: Path) -> None:
    """Some of these are large; all are on the machine that builds it, and in reach of some import."""
    readers = pytest.importorskip("PyInstaller.archive.readers")
    archive = readers.CArchiveReader(str(program))
    modules = archive.open_embedded_archive("PYZ.pyz").toc
    assert "starlette" in modules
    packages = {name.partition(".")[0] for name in modules}
    packages |= {entry.name for entry in program.parent.glob("_internal/*")}
    assert not packages & UNUSED


def test_the_bundle_reads_documents_of_every_kind(program: Path, tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path / "pool.pdf", [column(["The pool opens on 3 June."])])
    word = tmp_path / "roof.docx"
    document = docx.Document()
    document.add_paragraph("The roof of the town hall was repaired in May.")
    document.save(str(word))
    text = "The pool opens on 3 June. The roof of the town hall was repaired in May."
    words = ("summarize", "--check", text, str(pdf), str(word), "--words-only", "--no-save", "--json")
    done = run(program, tmp_path / "data", *words)
    assert done.returncode == 0, done.stderr
    assert [each["sources"][0]["source"] for each in json.loads(done.stdout)["sentences"]] == [
        "pool.pdf",
        "roof.docx",
    ]


def test_the_bundle_answers_from_documents(program: Path, tmp_path: Path) -> None:
    path = tmp_path / "pool.txt"
    path.write_text("The pool opens on 3 June.", encoding="utf-8")
    done = run(
        program, tmp_path / "data", "ask", "When does the pool open?", str(path), "--no-save", "--json"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["unread"] == []


def test_the_bundle_uses_engines_elsewhere(program: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with ScriptedServer() as there:
        added = run(program, data, "engines", "add", "workstation", there.address, "--json")
        assert added.returncode == 0, added.stderr
        answer = run(program, data, "chat", "--engine", "workstation", "Count.")
    assert answer.stdout == "one two three four\n", answer.stderr
    listed = run(program, data, "engines", "list", "--json")
    assert [engine["name"] for engine in json.loads(listed.stdout)] == ["workstation"]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C goes to every process of a console")
def test_the_bundle_serves_other_programs_until_ctrl_c(program: Path, tmp_path: Path) -> None:
    words = [str(program), "--data-dir", str(tmp_path / "data"), "serve", "--port", "0"]
    with subprocess.Popen(
        words, env={"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            address, token = (server.stdout.readline().split()[-1] for _ in range(2))
            headers = {"Authorization": f"Bearer {token}"}
            said = {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 4}
            answer = httpx2.post(
                f"{address}/chat/completions", json=said, headers=headers, trust_env=False, timeout=60
            )
            assert answer.json()["usage"]["completion_tokens"] == 4
            assert httpx2.get(f"{address}/models", trust_env=False).status_code == 403
        finally:
            server.send_signal(signal.SIGINT)
            _, errors = server.communicate(timeout=30)
    assert server.returncode == 0, errors
    assert "POST /v1/chat/completions 200" in errors
    assert not re.search("Traceback|cannot|could not", errors), errors


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
