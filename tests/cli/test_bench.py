"""`llmdesk bench` with a fake engine."""

from __future__ import annotations

from dataclasses import fields

from llmdesk.tools.bench import BenchResult
from tests.cli.harness import Cli, Terminal

FIELDS = [*(field.name for field in fields(BenchResult)), "loaded"]


def test_the_figures_come_as_one_json_document(run: Cli) -> None:
    assert run("bench", "--quick", "--json") == 0
    assert list(run.json) == FIELDS
    assert run.json["model"] == "tiny.gguf"
    assert list(run.json["parallel_tokens_per_s"]) == ["1", "4", "8"]
    loaded = run.json["loaded"]
    assert (loaded["kv_type"], loaded["gpu_layers"], loaded["context"]) == ("f16", 0, 4096)
    assert run.err.getvalue() == ""


def test_without_json_they_are_a_table(run: Cli) -> None:
    assert run("bench", "--quick") == 0
    lines = run.out.getvalue().splitlines()
    assert "tiny.gguf" in lines[0]
    assert lines[1] == "CPU, threads: 2, for prompts 2"
    assert lines[2].startswith("context 4,096 tokens, KV cache f16, ")
    assert any(line.startswith("  Reading a prompt of 512 tokens  ") for line in lines)
    assert any(line.endswith(" rows/s") for line in lines)
    assert len({len(line.rsplit(" ", 1)[0]) for line in lines[4:]}) == 1  # the numbers are in a column


def test_progress_shows_on_a_terminal_and_goes_to_standard_error(run: Cli) -> None:
    run.err = Terminal()
    assert run("bench", "--quick", "--json") == 0
    assert "Scoring rows… 100%" in run.err.getvalue()
    assert list(run.json) == FIELDS


def test_quick_is_one_round(run: Cli) -> None:
    assert run("bench", "--quick") == 0
    quick = len(run.engine.requests)
    assert run("bench") == 0
    assert len(run.engine.requests) - quick > 2 * quick


def test_a_context_that_is_too_small_is_status_2(run: Cli) -> None:
    assert run("bench", "--context", "256", "--json") == 2
    assert "too small" in run.json["error"]["title"]
