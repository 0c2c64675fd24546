"""The words of the command line."""

from __future__ import annotations

import shlex
import subprocess
import sys
import time

import pytest

from llmdesk.cli.parser import Options, parse
from llmdesk.cli.shell.text import column_option
from tests.cli.harness import Cli


@pytest.mark.parametrize(
    "words",
    [
        ["--seed", "7", "--context", "512", "--json", "chat", "Hi"],
        ["chat", "Hi", "--seed", "7", "--context", "512", "--json"],
        ["--seed", "7", "chat", "--json", "Hi", "--context", "512"],
    ],
)
def test_options_of_all_stand_before_or_after_the_command(words: list[str]) -> None:
    assert Options.of(parse(words)) == Options(seed=7, context=512, json=True)


def test_an_option_that_was_copied_from_a_notice_counts() -> None:
    assert Options.of(parse(["chat", "--\u2060seed", "7", "a--\u2060b"])).seed == 7
    assert parse(["chat", "--", "--\u2060seed"]).prompt == "--\u2060seed"  # a text


@pytest.mark.skipif(sys.platform == "win32", reason="its shells quote otherwise")
@pytest.mark.parametrize(
    "name", ["body", '5" disk', "the $price", "it's `so`!", "two\nlines", "-x", "", "a b"]
)
def test_a_column_that_is_named_in_a_hint_can_be_typed_so(name: str) -> None:
    typed = shlex.split(column_option(name))
    assert parse(["run", "title", "--table", "t.csv", *typed]).column == [name]
    assert name not in ("body", "a b") or column_option(name) == f'--column "{name}"'


def test_an_option_after_the_command_wins_over_one_before_it() -> None:
    assert Options.of(parse(["--seed", "1", "models", "--seed", "2", "list"])).seed == 2


@pytest.mark.parametrize(
    "words",
    [
        ["--context", "0"],
        ["--context", "many"],
        ["--seed", "-1"],
        ["--threads", "99999999999"],
        ["--endpoint", "example.org"],
        ["chat", "--temperature", "nan"],
        ["chat", "two", "prompts"],
        ["models"],
        ["models", "check"],
        ["poem", "--drafts", "many"],
        ["--unknown"],
    ],
)
def test_a_mistake_on_the_command_line_is_status_2_with_what_is_wrong(run: Cli, words: list[str]) -> None:
    assert run(*words) == 2
    assert "llmdesk: The command line makes no sense.\n  " in run.err.getvalue()
    assert run.out.getvalue() == ""


def test_with_json_a_mistake_is_a_document_too(run: Cli) -> None:
    assert run("--json", "chat", "--context", "x") == 2
    assert run.json["error"]["type"] == "UsageError"
    assert "'x' is not a whole number" in run.json["error"]["detail"]


@pytest.mark.parametrize("words", [["--help"], ["chat", "--help"], ["models", "check", "-h"], ["--version"]])
def test_help_and_version_are_shown_with_status_0(run: Cli, words: list[str]) -> None:
    assert run(*words) == 0
    assert "llmdesk" in run.out.getvalue()


def test_help_starts_fast_and_without_heavy_imports() -> None:
    code = (
        "import sys; from llmdesk import cli; cli.main(['--help']);"
        "heavy = {'PySide6', 'llama_cpp', 'sqlite3', 'numpy', 'multiprocessing.process'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    assert time.monotonic() - began < 3  # 0.1 s on an idle machine
