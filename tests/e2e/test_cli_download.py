"""`llmdesk models download` in a process of its own, against a real HTTP server that misbehaves."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.command import Command, environment, send
from tests.gguf_writer import gguf_bytes, small_model
from tests.models.hub_server import Fault, HubServer

REPO, FILE = "maker/tiny-GGUF", "tiny-Q4_K_M.gguf"
SIZE = 6_000_000
DATA = random.Random(6).randbytes(SIZE)
SHA = hashlib.sha256(DATA).hexdigest()
TOKEN = "hf_secretsecret"
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as running:
        running.add(REPO, {FILE: DATA})
        yield running


@pytest.fixture
def llmdesk(tmp_path: Path) -> Command:
    return Command(tmp_path / "data", None)


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_TOKEN", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)


def words(server: HubServer, *more: str) -> tuple[str, ...]:
    return ("models", "download", REPO, FILE, "--endpoint", server.endpoint, "--json", *more)


def target(llmdesk: Command) -> Path:
    return llmdesk.data / "models" / REPO / FILE


def part(llmdesk: Command) -> Path:
    return target(llmdesk).with_name(f"{FILE}.part")


def wait_until_it_has(path: Path, size: int) -> None:
    for _ in range(3000):
        if path.exists() and path.stat().st_size >= size:
            return
        time.sleep(0.01)  # there is no signal for a file of another process
    raise AssertionError(f"{path} never had {size} bytes")


def files(llmdesk: Command) -> list[str]:
    """All that lies below the models folder."""
    return sorted(path.name for path in (llmdesk.data / "models").rglob("*") if path.is_file())


def is_finished(llmdesk: Command, document: str, resumed_from: int) -> None:
    """The document of a finished download, every byte right, nothing beside it but its origin."""
    found = json.loads(document)
    assert list(found) == ["path", "sha256", "size", "resumed_from", "seconds"]
    assert found["path"] == str(target(llmdesk))
    assert (found["sha256"], found["size"], found["resumed_from"]) == (SHA, SIZE, resumed_from)
    assert target(llmdesk).read_bytes() == DATA
    assert files(llmdesk) == [FILE, f"{FILE}.json"]


def error_of(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """What a failed command said in JSON; it said it on standard error, too."""
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    error: dict[str, Any] = json.loads(done.stdout)["error"]
    assert error["title"] in done.stderr
    return error


def test_a_killed_download_goes_on_and_fetches_no_byte_twice(llmdesk: Command, server: HubServer) -> None:
    server.faults.append(Fault("stall", at=2_500_000))
    process = llmdesk.start(*words(server))
    wait_until_it_has(part(llmdesk), 2_500_000)
    process.kill()
    process.communicate(timeout=30)
    assert not target(llmdesk).exists()
    done = llmdesk.run(*words(server))
    assert done.returncode == 0
    is_finished(llmdesk, done.stdout, 2_500_000)
    assert server.byte_requests()[-1].headers["Range"] == "bytes=2500000-"
    assert server.sent == SIZE


@needs_posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_keeps_what_came_and_says_so_even_while_nothing_comes(
    llmdesk: Command, server: HubServer, number: signal.Signals
) -> None:
    server.faults.append(Fault("stall", at=2_500_000))
    process = llmdesk.start(*words(server))
    wait_until_it_has(part(llmdesk), 2_500_000)
    began = time.monotonic()
    send(process, number, group=True)
    out, errors = process.communicate(timeout=30)
    assert time.monotonic() - began < 2
    assert process.returncode == 130
    assert json.loads(out)["error"]["type"] == "Interrupted"
    assert errors == b"llmdesk: stopped; 2.5 MB are kept, and the same command goes on from there.\n"
    assert files(llmdesk) == [f"{FILE}.part", f"{FILE}.part.json"]
    done = llmdesk.run(*words(server))
    is_finished(llmdesk, done.stdout, 2_500_000)
    assert server.sent == SIZE


def test_a_flipped_bit_is_found_out_and_nothing_is_kept(llmdesk: Command, server: HubServer) -> None:
    server.faults.append(Fault("flip", at=3_456_789))
    error = error_of(llmdesk.run(*words(server)))
    assert error["type"] == "DamagedDownload"
    assert files(llmdesk) == []
    is_finished(llmdesk, llmdesk.run(*words(server)).stdout, 0)


def test_a_file_with_another_sha256_than_announced_is_not_kept(llmdesk: Command, server: HubServer) -> None:
    announced = {"rfilename": FILE, "size": SIZE, "lfs": {"size": SIZE, "sha256": "0" * 64, "pointerSize": 1}}
    server.repos[REPO].extra["siblings"] = [announced]
    error = error_of(llmdesk.run(*words(server)))
    assert error["type"] == "DamagedDownload"
    assert files(llmdesk) == []


@needs_posix
def test_a_full_disk_is_told_and_what_came_is_kept(llmdesk: Command, server: HubServer) -> None:
    limit = "import resource, sys, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000,) * 2);"
    starved = (sys.executable, "-c", f"{limit} runpy.run_module('llmdesk', run_name='__main__')")
    error = error_of(Command(llmdesk.data, None, starved).run(*words(server)))
    assert error["type"] == "DiskFull"
    assert "Free some space" in error["hint"]
    kept = part(llmdesk).stat().st_size
    assert 0 < kept <= 2_000_000
    assert files(llmdesk) == [f"{FILE}.part", f"{FILE}.part.json"]
    is_finished(llmdesk, llmdesk.run(*words(server)).stdout, kept)


def test_the_token_goes_to_the_endpoint_and_not_to_where_it_redirects(
    llmdesk: Command, server: HubServer
) -> None:
    server.add(REPO, {FILE: DATA}, gated="auto", accepted=(TOKEN,), redirect=True)
    assert error_of(llmdesk.run(*words(server)))["type"] == "AccessDenied"
    assert files(llmdesk) == []
    server.seen.clear()
    done = llmdesk.run(*words(server), env={"HF_TOKEN": TOKEN})
    is_finished(llmdesk, done.stdout, 0)
    with_token = {(seen.host, seen.headers.get("Authorization")) for seen in server.seen}
    assert with_token == {("127.0.0.1", f"Bearer {TOKEN}"), ("localhost", None)}
    assert TOKEN not in done.stdout + done.stderr
    assert all(TOKEN.encode() not in path.read_bytes() for path in llmdesk.data.rglob("*") if path.is_file())


def test_offline_no_connection_is_made(llmdesk: Command, server: HubServer) -> None:
    error = error_of(llmdesk.run(*words(server, "--offline")))
    assert error["type"] == "OfflineError"
    assert "--offline" in error["hint"]
    assert server.seen == []
    assert not llmdesk.data.exists()


def test_a_server_that_is_not_there_is_status_2_and_leaves_nothing(llmdesk: Command) -> None:
    with HubServer() as gone:
        endpoint = gone.endpoint
    done = llmdesk.run("models", "download", REPO, FILE, "--endpoint", endpoint, "--json")
    assert error_of(done)["type"] == "ConnectionFailed"
    assert not llmdesk.data.exists()


def test_two_at_once_fetch_one_file_once(llmdesk: Command, server: HubServer) -> None:
    server.faults.append(Fault("drop", at=1_000_000))
    processes = [llmdesk.start(*words(server)) for _ in range(2)]
    answers = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted(json.loads(answer)["resumed_from"] for answer in answers) == [0, SIZE]
    assert target(llmdesk).read_bytes() == DATA
    assert server.sent == SIZE
    assert files(llmdesk) == [FILE, f"{FILE}.json"]


@pytest.mark.model
def test_a_downloaded_model_is_listed_and_answers(llmdesk: Command, server: HubServer, starter: Path) -> None:
    server.add("maker/smol-GGUF", {"smol-Q4_1.gguf": starter.read_bytes()})
    command = ("models", "download", "maker/smol-GGUF", "Q4_1", "--endpoint", server.endpoint, "--json")
    path = json.loads(llmdesk.run(*command).stdout)["path"]
    models = json.loads(llmdesk.run("models", "list", "--json").stdout)
    (name,) = [model["name"] for model in models if model["path"] == path]
    done = llmdesk.run("chat", "Say hello.", "--model", name, "--max-tokens", "5", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["text"]


@pytest.fixture
def own_trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The trash of the desktop, moved into the test's folder."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only on Linux the trash can be moved")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "Trash" / "files"


def test_a_removed_model_lies_in_the_trash(llmdesk: Command, own_trash: Path) -> None:
    folder = llmdesk.data / "models"
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(gguf_bytes(*small_model()))
    assert llmdesk.run("models", "remove", FILE).returncode == 2
    assert llmdesk.run("models", "remove", FILE, "--yes").returncode == 0
    assert files(llmdesk) == []
    assert (own_trash / FILE).is_file()


@pytest.mark.model
def test_a_model_that_another_llmdesk_has_loaded_is_not_removed(
    llmdesk: Command, own_trash: Path, starter: Path
) -> None:
    copy = llmdesk.data / "models" / "copy.gguf"
    copy.parent.mkdir(parents=True)
    shutil.copy(starter, copy)
    line = Command(llmdesk.data, copy).line("chat", "Write a long story.", "--temperature", "1")
    chat = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=environment(None))
    assert chat.stdout is not None
    assert chat.stdout.read(5)
    refused = llmdesk.run("models", "remove", str(copy), "--yes")
    chat.terminate()
    chat.communicate(timeout=30)
    assert refused.returncode == 2
    assert "is in use" in refused.stderr
    assert copy.exists()
    assert llmdesk.run("models", "remove", str(copy), "--yes").returncode == 0
    assert os.listdir(own_trash) == ["copy.gguf"]
