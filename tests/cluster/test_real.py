"""The commands over Ray on this machine, with the real starter model; skipped without Ray."""

from __future__ import annotations

import csv
import importlib.util
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.command import Command
from tests.servers.llama import llama_server

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is absent"),
]

TEXTS = ("What a lovely day!", "The food was awful.", "", "I love it.", "It broke at once, a waste of money.")
TOOL = """
llmdesk_tool = 1
name = "Echo"
instructions = "Answer with one word: what is the text about?"
[checks]
longest = 80
tries = 1
"""
JOBS = {
    "sentiment": ("sentiment", "--column", "text"),
    "translate": ("translate", "--column", "text", "--from", "en", "--to", "zh"),
    "run": ("run", "echo.toml", "--column", "text"),
}


@pytest.fixture
def command(tmp_path: Path, starter: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "echo.toml").write_text(TOOL, encoding="utf-8")
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["text"], *([text] for text in TEXTS)])
    # Not where others work; and the names of Ray's sockets have room for a short one only.
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as place:
        monkeypatch.setenv("TMPDIR", place)
        yield Command(tmp_path / "data", None)


def left() -> set[Path]:
    return set(Path(os.environ["TMPDIR"]).glob("llmdesk-cluster-*"))


def scored(command: Command, job: str, out: str, *words: str) -> list[dict[str, str]]:
    before = left()
    done = command.run(*JOBS[job], "--table", "in.csv", "--out", out, "--no-save", *words)
    assert done.returncode == 0, done.stderr
    assert left() <= before, "nothing of an engine is left"
    with Path(out).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_own_tools_over_ray_give_every_row_what_they_give_at_home(command: Command, starter: Path) -> None:
    model = ("--model", str(starter))
    home = scored(command, "run", "home.csv", *model)
    shared = scored(command, "run", "shared.csv", *model, "--ray", "local", "--ray-actors", "1")
    assert [row["text"] for row in shared] == list(TEXTS)
    assert list(shared[0]) == list(home[0])
    assert [bool(row["answer"]) for row in shared] == [bool(row["answer"]) for row in home]
    assert sum(bool(row["answer"]) for row in shared) >= 3


def test_labels_over_ray_have_the_figures_of_home(command: Command, starter: Path) -> None:
    """To four decimals, whoever stands beside a row: the blocks that are sent out are not those that are
    worked on together at home, and a process has other threads."""
    texts = [f"{text} {'really ' * (number % 9)}{number}" for number in range(14) for text in TEXTS if text]
    texts += ["A long text without an end. " * (3 * number) for number in range(1, 12)]
    with Path("in.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["text"], *([text] for text in texts)])
    model = ("--model", str(starter))
    home = scored(command, "sentiment", "home.csv", *model)
    shared = scored(
        command, "sentiment", "shared.csv", *model, "--ray", "local", "--ray-actors", "1", "--ray-cpus", "1"
    )
    assert len(shared) == len(texts) > 64
    assert [row["text"] for row in shared] == texts
    figures = [name for name in home[0] if name not in ("text", "label", "status")]
    assert len(figures) >= 2
    for there, here in zip(shared, home, strict=True):
        assert (there["label"], there["status"]) == (here["label"], here["status"])
        for name in figures:
            assert float(there[name]) == pytest.approx(float(here[name]), abs=5e-5), name


@pytest.mark.parametrize("job", JOBS)
def test_every_table_goes_over_ray_to_a_server(
    job: str, command: Command, starter: Path, tmp_path: Path
) -> None:
    with llama_server(starter, tmp_path / "server.log") as address:
        home = scored(command, job, "home.csv", "--engine", address)
        shared = scored(command, job, "shared.csv", "--engine", address, "--ray", "local")
    assert [row["text"] for row in shared] == list(TEXTS)
    assert list(shared[0]) == list(home[0])
    if job == "sentiment":
        for there, here in zip(shared, home, strict=True):
            assert there["label"] == here["label"]
            assert bool(there["confidence"]) == bool(here["confidence"]) == bool(here["text"])
            if not here["text"]:
                continue
            # A server puts into a batch what comes at once, and computes a batch a little differently: of
            # weights of four bits, up to 0.013 were seen.
            assert float(there["confidence"]) == pytest.approx(float(here["confidence"]), abs=0.02)
