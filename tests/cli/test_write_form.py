"""`llmdesk write --form` with a fake model."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.cli.options.write import _FORMS
from llmdesk.errors import StoreError
from llmdesk.store import Store
from llmdesk.tools.compose import FORMS
from tests.cli.harness import Cli

GOOD = "The Nordlys lamp stands 42 cm tall on its solid oak base, a calm light for every reader at home."
SET = (
    "--set",
    "name=Nordlys",
    "--set",
    "facts=Height: 42 cm",
    "--set",
    "facts=Solid oak base",
    "--set",
    "length=short",
)


def test_the_forms_of_the_command_line_are_those_that_there_are() -> None:
    assert tuple(form.name for form in FORMS) == _FORMS


def test_a_text_is_written_and_what_was_checked_is_told(run: Cli, tmp_path: Path) -> None:
    run.engine.enqueue(GOOD)
    out = tmp_path / "lamp.md"
    assert run("write", "--form", "product", *SET, "--out", str(out)) == 0
    assert out.read_text(encoding="utf-8") == GOOD + "\n"
    assert "✓ Every fact is used." in run.err.getvalue()


def test_json_has_the_text_the_checks_and_the_facts(run: Cli) -> None:
    run.engine.enqueue(*["The Nordlys lamp has an oak base and costs 99 euros."] * 3)
    assert run("write", "--form", "product", *SET, "--json") == 0
    assert [fact["used"] for fact in run.json["facts"]] == [False, True]
    assert {"facts", "numbers"} <= {check["rule"] for check in run.json["checks"] if not check["passed"]}
    assert set(run.json) >= {"text", "form", "language", "passed", "attempts", "complete", "model", "seconds"}


def test_a_file_is_what_the_form_is_mainly_about(run: Cli, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ms Keller, the chairs come on 3 June. Tom Berger", encoding="utf-8")
    run.engine.enqueue("Dear Mr Berger, 3 June suits us. Kind regards")
    assert run("write", "--form", "reply", str(letter), "--set", "points=3 June suits us") == 0
    assert "the chairs come on 3 June" in run.engine.requests[0].messages[-1].content


def test_the_forms_are_listed(run: Cli) -> None:
    assert run("write", "--list-forms", model=False) == 0
    assert "reply:" in run.out.getvalue()
    assert "points" in run.out.getvalue()


def test_the_forms_are_listed_for_programs(run: Cli) -> None:
    assert run("write", "--list-forms", "--json", model=False) == 0
    assert [form["name"] for form in run.json["forms"]] == list(_FORMS)


def test_a_field_that_there_is_not_is_told_before_the_model_is_loaded(run: Cli) -> None:
    assert run("write", "--form", "product", "--set", "colour=red") == 2
    assert "facts" in run.err.getvalue()
    assert run("write", "--set", "facts=x") == 2
    assert run("write", "--form", "product", "--set", "name=x") == 2
    assert not run.engine.requests


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--style", "formal"), "--style is for a text that is written anew"),
        (("--diff",), "--diff is for a text that is written anew"),
        (("--language", "xx"), "There is no language “xx” here."),
    ],
)
def test_what_would_be_ignored_is_told(run: Cli, given: tuple[str, ...], told: str) -> None:
    assert run("write", "--form", "product", *SET, *given) == 2
    assert told in run.err.getvalue()
    assert not run.engine.requests


def test_a_language_may_be_named(run: Cli) -> None:
    run.engine.enqueue(GOOD)
    assert run("write", "--form", "product", *SET, "--language", "English", "--json") == 0
    assert run.json["language"] == "en"


def test_a_full_disk_does_not_take_the_text(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Store, "add_run", full)
    run.engine.enqueue(GOOD)
    assert run("write", "--form", "product", *SET) == 0
    assert GOOD in run.out.getvalue()
    assert "The disk is full." in run.err.getvalue()


def test_a_fact_that_cannot_be_compared_is_not_ticked(run: Cli) -> None:
    run.engine.enqueue(GOOD)
    assert run("write", "--form", "product", *SET, "--set", "facts=台灯底座为实木") == 0
    assert "? “台灯底座为实木” is in another language" in run.err.getvalue()
