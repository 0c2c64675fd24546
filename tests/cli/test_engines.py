"""`llmdesk engines`, and `--engine` of every tool: a real server that speaks OpenAI's API."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.paths import Paths
from llmdesk.settings import load_settings
from tests.cli.harness import Cli
from tests.engine.remote.scripted_server import ScriptedServer

#: Ends with what of an engine elsewhere, or of the network, was imported.
_COUNT = """
import sys
from llmdesk import cli
status = cli.main(sys.argv[1:])
never = ("llmdesk.engine.remote", "llmdesk.network.", "httpx", "httpcore")
known = "llmdesk.network.failures"  # sentences
print(status, [name for name in sys.modules if name.startswith(never) and name != known])
"""


@pytest.fixture
def there() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


def engines(run: Cli, *words: str) -> int:
    run.out, run.err = io.StringIO(), io.StringIO()
    return run("engines", *words, model=False)


def test_an_engine_is_kept_listed_tried_and_forgotten(run: Cli, there: ScriptedServer) -> None:
    assert engines(run, "add", "workstation", there.address) == 0
    assert 'llmdesk chat --engine "workstation"' in run.out.getvalue()
    assert engines(run, "list", "--json") == 0
    assert run.json == [{"name": "workstation", "address": there.address, "model": ""}]
    assert engines(run, "test", "workstation", "--json") == 0
    assert (run.json["kind"], run.json["model"], run.json["abilities"]) == ("OpenAI", "model-a", ["chat"])
    assert [step["problem"] for step in run.json["steps"]] == ["", "", ""]
    assert engines(run, "remove", "workstation") == 0
    assert engines(run, "list", "--json") == 0
    assert run.json == []
    assert engines(run, "remove", "workstation") == 2


def test_what_cannot_be_used_is_not_kept_and_the_failing_step_is_named(
    run: Cli, there: ScriptedServer
) -> None:
    there.list_fault = "401"
    assert engines(run, "add", "workstation", there.address) == 2
    assert "Check the access token" in run.err.getvalue()
    assert engines(run, "list", "--json") == 0
    assert run.json == []
    there.list_fault = None
    there.faults.append("500")
    assert engines(run, "test", there.address) == 2
    assert "failed  Answering a question" in run.out.getvalue()
    assert "the reason" in run.err.getvalue()


def test_a_tool_is_answered_by_the_engine_that_is_named(run: Cli, there: ScriptedServer) -> None:
    assert run("chat", "--engine", there.address, "Count.", model=False) == 0
    assert run.out.getvalue() == "one two three four\n"
    assert run.engine.requests == []
    assert engines(run, "add", "workstation", there.address) == 0
    there.models = ["model-a", "model-b"]
    run.out = io.StringIO()
    words = ("chat", "--engine", "Workstation", "--model", "model-b", "--json", "Count.")
    assert run(*words, model=False) == 0
    assert run.json["model"] == f"model-b ({there.address.partition('//')[2]})"
    assert there.chats[-1].body["model"] == "model-b"


def test_what_a_server_cannot_do_a_tool_does_not_pretend(run: Cli, there: ScriptedServer) -> None:
    assert run("sentiment", "--engine", there.address, "I loved it.", model=False) == 2
    assert "giving label probabilities" in run.err.getvalue()
    assert there.chats == []


def test_the_token_of_the_environment_goes_to_the_named_engine_and_is_never_written(
    run: Cli, there: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLMDESK_ENGINE_TOKEN", "secret-word")
    assert run("chat", "--engine", there.address, "Count.", model=False) == 0
    assert {seen.token for seen in there.seen} == {"Bearer secret-word"}
    assert engines(run, "add", "workstation", there.address) == 0
    assert "no keyring" in run.err.getvalue()
    assert "secret-word" not in run.out.getvalue() + run.err.getvalue()
    settings = Paths.under(run.folder / "data").settings
    assert "secret-word" not in settings.read_text()
    there.seen.clear()
    monkeypatch.delenv("LLMDESK_ENGINE_TOKEN")
    assert run("chat", "--engine", "workstation", "Count.", model=False) == 0
    assert {seen.token for seen in there.seen} == {""}


def test_what_is_no_engine_is_said(run: Cli) -> None:
    assert run("chat", "--engine", "nowhere", "Count.", model=False) == 2
    assert "There is no engine “nowhere”." in run.err.getvalue()
    assert run("engines", "add", "http://name", "http://127.0.0.1:1", model=False) == 2
    settings, notice = load_settings(Paths.under(run.folder / "data").settings)
    assert (settings.engines, notice) == ((), None)


@pytest.mark.parametrize(
    "address", ["https://me:secret@host", "http://127.0.0.1:99999", "http://host/\nX: y"]
)
def test_an_address_that_cannot_be_used_is_told_and_no_password_in_it(run: Cli, address: str) -> None:
    assert run("engines", "add", "box", address, model=False) == 2
    assert "not a valid address" in run.err.getvalue()
    assert "secret" not in run.err.getvalue()


def test_unused_nothing_of_engines_elsewhere_is_imported_and_no_gate_is_made(tmp_path: Path) -> None:
    words = ["--data-dir", str(tmp_path), "models", "list", "--json"]
    done = subprocess.run([sys.executable, "-c", _COUNT, *words], capture_output=True, text=True, check=True)
    listing, _, last = done.stdout.rstrip("\n").rpartition("\n")
    assert last == "0 []"
    json.loads(listing)
