"""The engine of a machine of the cluster: a server that is asked from there, and the folder it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cli.shell.sharing import GateThere
from llmdesk.cluster import engines
from llmdesk.cluster.copies import packed
from llmdesk.cluster.engines import AtServer, OwnFolder
from llmdesk.cluster.failures import ClusterError, not_installed
from llmdesk.cluster.ray_places import WorkerThere, _Task
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.types import ModelSpec
from llmdesk.errors import EngineUnreachable, UserError
from llmdesk.network.addresses import origin_of
from llmdesk.network.gate import Network
from llmdesk.tools.own import OwnTool
from llmdesk.tools.own.table import OwnWorker
from llmdesk.tools.tables.failures import needs_pyarrow
from tests.engine.remote.scripted_server import ScriptedServer
from tests.fakes import FakeEngine
from tests.servers.ports import free_port

ROWS = [("The heating is cold.",), ("Thanks a lot!",)]
HOLDER = """
import sys, time
from llmdesk.cluster.engines import OwnFolder
folder = OwnFolder()
print(folder.path, flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)


@pytest.fixture
def there() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture(autouse=True)
def gates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """They end with the processes of Ray, and here with the test."""
    made: list[Network] = []
    make = GateThere.__call__

    def kept(gate: GateThere) -> Network:
        made.append(make(gate))
        return made[-1]

    monkeypatch.setattr(GateThere, "__call__", kept)
    yield
    for network in made:
        network.close()


def at(address: str, model: str = "") -> WorkerThere:
    """What a machine is sent: nothing of it is a live engine."""
    here = FakeEngine()
    worker = OwnWorker(here, OwnTool("Title", "Write a title for the text."), "model")
    gate = GateThere(origin_of(address), "secret", offline=False)
    start = AtServer(model or f"model-a ({address.removeprefix('http://')})", gate)
    return WorkerThere(_Task(packed(worker, here), ModelSpec(ElsewhereRef(address)), start))


def test_a_server_is_asked_from_there_with_its_token_and_nothing_is_left(
    there: ScriptedServer, tmp_path: Path
) -> None:
    actor = at(there.address)
    results = actor.rows(ROWS)
    assert isinstance(results, list), results
    assert len(results) == len(ROWS)
    assert all("one two three four" in repr(result) for result in results)
    assert {seen.token for seen in there.seen} == {"Bearer secret"}
    assert len(list(tmp_path.glob("llmdesk-cluster-*"))) == 1
    actor.end()
    assert not list(tmp_path.iterdir())


def test_another_model_at_the_server_is_not_used(there: ScriptedServer) -> None:
    problem = at(there.address, "model-b").rows(ROWS)
    assert isinstance(problem, ClusterError)
    assert "model-b" in str(problem)
    assert not there.chats


def test_a_server_that_cannot_be_reached_from_there_is_told() -> None:
    problem = at(f"http://127.0.0.1:{free_port()}").rows(ROWS)
    assert isinstance(problem, UserError)
    assert isinstance(problem, EngineUnreachable)


def test_the_token_is_in_no_text_about_it() -> None:
    assert "secret" not in repr(GateThere("http://box:80", "secret", offline=False))


def test_a_link_that_another_user_laid_there_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "held").write_text("mine")
    link = tmp_path / "llmdesk-cluster-link"
    link.symlink_to(mine)
    monkeypatch.setattr(engines, "_YOUNG_S", -1.0)
    OwnFolder().remove()
    assert link.is_symlink()
    assert (mine / "held").read_text() == "mine"


def test_what_a_killed_process_left_is_removed_by_the_next_one_and_what_is_held_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    holders = [
        subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True, env=os.environ)
        for _ in range(2)
    ]
    try:
        killed, held = (Path(holder.stdout.readline().strip()) for holder in holders if holder.stdout)
        holders[0].kill()
        holders[0].wait()
        young = OwnFolder()
        assert killed.is_dir(), "it is young: it might be one that is just being made"
        monkeypatch.setattr(engines, "_YOUNG_S", -1.0)
        time.sleep(0.01)
        mine = OwnFolder()
        assert not killed.exists()
        assert held.is_dir()
        assert young.path.is_dir()
        for folder in (mine, young, young):
            folder.remove()
            assert not folder.path.exists()
    finally:
        for holder in holders:
            holder.kill()
            holder.communicate()


def test_a_bundle_does_not_tell_to_add_packages_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def hints() -> list[str]:
        return [error.render()[2] for error in (not_installed(), needs_pyarrow(Path("in.parquet")))]

    assert all("beside llmdesk" in hint for hint in hints())
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert all("Nothing can be added" in hint for hint in hints())
