"""The README stays true: its commands are what CI runs, and its command line is the real one."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.cli.parser import build_parser, parse

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Every line of the README's shell blocks."""
    return [line for block in blocks("sh") for line in block.splitlines() if line.strip()]


def setup_commands() -> list[str]:
    return [line for line in commands() if line.startswith("installers/linux/")]


def examples() -> list[list[str]]:
    """The words of every `llmdesk …` line, in shell blocks and in the overview."""
    overview = [re.split(r" {2,}", line)[0] for block in blocks("text") for line in block.splitlines()]
    lines = [line.partition("<")[0] for line in [*commands(), *overview] if re.match(r"llmdesk(\s|$)", line)]
    return [shlex.split(line)[1:] for line in lines]


def test_there_are_two_commands_for_a_fresh_machine_each_a_script() -> None:
    first, second = setup_commands()[:2]
    scripts = [(ROOT / command).read_text(encoding="utf-8") for command in (first, second)]
    assert 'exec "$root/.venv/bin/llmdesk" "$@"' in scripts[0]
    assert 'exec .venv/bin/pytest "$@"' in scripts[1]
    for script in scripts:
        assert re.search(r"^bring_system tools window", script, re.MULTILINE)
    assert all((ROOT / command).stat().st_mode & 0o111 for command in (first, second))


def test_ci_runs_the_test_command_of_the_readme() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert setup_commands()[1] in lines
    for check in ("ruff check .", "ruff format --check .", "mypy"):
        assert f".venv/bin/{check}" in lines
        assert f"`{check}`" in README


@pytest.mark.parametrize("words", examples(), ids=" ".join)
def test_every_command_line_of_the_readme_is_understood(words: list[str]) -> None:
    assert parse(words).run


def test_every_command_and_every_option_is_in_the_readme() -> None:
    names = set(all_names(build_parser(), ""))
    assert {"chat", "models list", "models check", "doctor", "--data-dir", "--no-save"} <= names
    for name in names:
        where = f"llmdesk {name}" if not name.startswith("-") else name
        assert re.search(rf"{re.escape(where)}\b", README), where


def all_names(parser: argparse.ArgumentParser, prefix: str) -> Iterator[str]:
    """Commands without sub-commands as "models list", options by their long names."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups and prefix:
        yield prefix.strip()
    for group in groups:
        for word, command in group.choices.items():
            yield from all_names(command, f"{prefix} {word}")
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--"))


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:[a-z]\w*/)+[\w.]*|\.ci/run)`", README))))
def test_every_path_in_the_readme_exists(path: str) -> None:
    places = (ROOT, ROOT / "llmdesk")
    assert any((place / path).exists() for place in places)


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m (tests[\w.]+)", README))))
def test_every_module_that_the_readme_runs_exists(module: str) -> None:
    place = module.replace(".", "/")
    assert any((ROOT / file).exists() for file in (f"{place}.py", f"{place}/__main__.py"))


def test_the_links_and_pictures_of_the_readme_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target
