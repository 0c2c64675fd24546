"""`llmdesk models` and `llmdesk doctor`."""

from __future__ import annotations

import io
import threading
from pathlib import Path
from typing import Any

import pytest

from llmdesk import __version__
from llmdesk.cli.doctor import examine
from llmdesk.cli.shell.text import size_text
from llmdesk.engine.types import ModelCheck
from llmdesk.errors import EngineCrashed, ModelFileError
from llmdesk.paths import Paths
from tests.cli.harness import Cli
from tests.network.releases_server import ReleasesServer


def test_models_list_shows_good_and_bad_files(run: Cli) -> None:
    folder = run.folder / "data" / "models" / "中文 folder"
    folder.mkdir(parents=True)
    run.model.rename(folder / "good.gguf")
    (folder / "bad.gguf").write_bytes(b"no model")
    assert run("models", "list", "--json", model=False) == 0
    models = {Path(model["path"]).name: model for model in run.json}
    assert list(models["good.gguf"]) == [
        "name",
        "path",
        "size",
        "architecture",
        "quantization",
        "context",
        "problem",
    ]
    assert models["good.gguf"]["problem"] == ""
    assert models["good.gguf"]["context"] == 2048
    assert models["bad.gguf"]["problem"] != ""


def test_models_check_tells_what_a_good_file_is(run: Cli) -> None:
    assert run("models", "check", str(run.model)) == 0
    assert "a good model file" in run.out.getvalue()
    run.out = io.StringIO()
    assert run("models", "check", str(run.model), "--json") == 0
    assert run.json["architecture"] == "llama"


def test_models_check_of_a_bad_file_is_status_2_with_the_reason(
    run: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(path: Path) -> ModelCheck:
        raise ModelFileError("{file} is not a model.", "Its first bytes are wrong.", file=path.name)

    monkeypatch.setattr(run.machine, "check", check)
    assert run("models", "check", "bad.gguf", "--json") == 2
    assert run.json["error"]["title"] == "bad.gguf is not a model."


def test_doctor_reports_every_group_and_changes_nothing(run: Cli) -> None:
    assert run("doctor", "--json") == 0
    assert list(run.json) == [
        "system",
        "packages",
        "llama.cpp",
        "processor",
        "memory",
        "devices",
        "computing",
        "models",
        "data folder",
        "display",
        "settings",
        "store",
        "engine log",
    ]
    assert "problem" not in {key for facts in run.json.values() if isinstance(facts, dict) for key in facts}
    assert run.json["devices"][0]["id"] == "CPU"
    assert run.json["store"] == {"file": "none yet"}
    assert not Paths.under(run.folder / "data").database.exists()


def test_doctor_reads_the_store_and_the_last_crash(run: Cli) -> None:
    assert run("chat", "Hi") == 0
    logs = Paths.under(run.folder / "data").logs
    older, old, new = (logs / f"engine-2026112{day}-1.log" for day in (0, 1, 2))
    older.write_text("x.cpp:1: GGML_ASSERT(older) failed\n")
    old.write_text("fine\nggml.c:1: GGML_ASSERT(first) failed\nx.cpp:2: GGML_ASSERT(n > 0) failed\nend\n")
    new.write_text("fine\n")
    run.out = io.StringIO()
    assert run("doctor") == 0
    assert "GGML_ASSERT(n > 0) failed" in run.out.getvalue()
    assert "SQLite" in run.out.getvalue()


def test_a_probe_that_fails_or_hangs_is_part_of_the_report(run: Cli) -> None:
    def devices() -> Any:
        raise EngineCrashed("The engine stopped.", exit="", reason="")

    run.machine.devices = devices  # type: ignore[method-assign]
    assert run("doctor", "--json") == 0
    assert run.json["devices"] == {"problem": "EngineCrashed: The engine stopped."}
    never = threading.Event()
    assert examine(lambda: {"waited": never.wait()}, 0.05) == {"problem": "no answer in 0.05 s"}
    never.set()


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (98_362_432, "98.4 MB"), (10**13, "10.0 TB")],
)
def test_sizes_are_shown_in_decimal_units(size: int, text: str) -> None:
    assert size_text(size) == text


# -- a newer version ------------------------------------------------------------------------------
ASK = ("doctor", "--check-version", "--endpoint", "http://127.0.0.1:1")  # no https on loopback


def test_a_newer_version_is_asked_for_only_when_the_command_says_so(
    run: Cli, releases: ReleasesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmdesk.network.releases.RELEASES", releases.address)
    releases.tells(tag_name="v9.0.0", html_url="https://example.org/9")
    assert run("doctor") == 0
    assert not releases.seen
    run.out = io.StringIO()
    assert run(*ASK) == 0
    assert "llmdesk 9.0.0 is available; this is" in run.out.getvalue()
    assert "https://example.org/9" in run.out.getvalue()
    run.out = io.StringIO()
    assert run(*ASK, "--json") == 0
    here = {"here": __version__, "state": "newer", "version": "9.0.0", "page": "https://example.org/9"}
    assert run.json == here
    assert len(releases.seen) == 2


def test_what_is_the_newest_or_published_nowhere_is_said(
    run: Cli, releases: ReleasesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmdesk.network.releases.RELEASES", releases.address)
    releases.tells(tag_name="0.0.1")
    assert run(*ASK) == 0
    assert "is the newest version." in run.out.getvalue()
    releases.status, run.out = 404, io.StringIO()
    assert run(*ASK) == 0
    assert "No version has been published yet." in run.out.getvalue()


def test_while_offline_nobody_is_asked_for_a_version(
    run: Cli, releases: ReleasesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmdesk.network.releases.RELEASES", releases.address)
    assert run("doctor", "--check-version", "--offline", "--json") == 2
    assert run.json["error"]["title"] == "llmdesk is offline."
    assert not releases.seen
