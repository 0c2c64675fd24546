"""Tools whose engine elsewhere is a decision model: a real llama-server, with a model that was made up."""

from __future__ import annotations

import csv
import io
import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.cli.harness import Cli

TOOL = """
llmdesk_tool = 1
name = "Route"
instructions = "Which team is it for?"
gives = "label"
takes = ["text"]
[[labels]]
name = "billing"
about = "payments"
[[labels]]
name = "parcels"
"""
POOL = "The pool opens on 3 June. Children under six swim for nothing."


@pytest.fixture
def there(decision_address: str) -> tuple[str, str]:
    return "--engine", decision_address


def anew(run: Cli) -> Cli:
    run.out, run.err = io.StringIO(), io.StringIO()
    return run


def answers(address: str, state: str, question: dict[str, Any]) -> dict[str, float]:
    body = json.dumps({"state": state, "questions": {"answer": {"type": "choice", **question}}}).encode()
    asked = urllib.request.Request(f"{address}/v1/systemone", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        found: dict[str, float] = json.load(answer)["answers"]["answer"]["probabilities"]
    return found


def test_a_trial_says_that_it_answers_questions_and_nothing_else(run: Cli, decision_address: str) -> None:
    assert run("engines", "test", decision_address, model=False) == 0
    said = run.out.getvalue()
    assert "yes      answering questions with probabilities, as decision models do" in said
    assert "no       answering messages" in said
    assert "Answering a question" in said
    assert anew(run)("engines", "test", decision_address, "--json", model=False) == 0
    assert run.json["abilities"] == ["decisions", "token counts"]


@pytest.mark.parametrize(
    "words", [("chat", "Hello"), ("poem", "--form", "haiku", "--topic", "sea"), ("ask", "Why?", "pool.txt")]
)
def test_who_needs_more_says_so(run: Cli, there: tuple[str, str], tmp_path: Path, words: Any) -> None:
    (tmp_path / "pool.txt").write_text(POOL, encoding="utf-8")
    given = [str(tmp_path / word) if word == "pool.txt" else word for word in words]
    assert run(*given, *there, model=False) == 2
    assert "answering messages" in run.err.getvalue()
    assert run.engine.requests == []


def test_labels_of_a_text_have_the_probabilities_of_the_server(run: Cli, there: tuple[str, str]) -> None:
    words = ("--labels", "parcel, payment,复杂", "My parcel is late. I paid twice.", "--json", "--no-save")
    assert run("sentiment", *there, *words, model=False) == 0
    found = run.json
    criteria = dict.fromkeys(("parcel", "payment", "复杂"))
    question = {"instructions": "Which label fits the text?", "criteria": criteria}
    given = answers(there[1], "My parcel is late. I paid twice.", question)
    assert found["probabilities"] == pytest.approx(given, abs=0.01)
    assert found["calibration"] == {
        "source": "decisions", "rows": 0, "scale": 1.0, "bias": dict.fromkeys(criteria, 0.0),
    }  # fmt: skip
    assert found["model"].startswith("Tiny-Decisions (127.0.0.1")
    assert len(found["sentences"]) == 2
    assert len(found["words"]) > 3


def test_the_order_of_labels_changes_nothing(run: Cli, there: tuple[str, str]) -> None:
    given = []
    for labels in ("positive,negative", "negative,positive"):
        words = ("--labels", labels, "A lovely evening.", "--json", "--no-save")
        assert anew(run)("sentiment", *there, *words, model=False) == 0
        given.append(run.json["probabilities"])
    assert list(given[0]) != list(given[1])
    assert given[0] == pytest.approx(given[1], abs=0.01)


def test_a_table_is_labelled_and_its_report_says_how(
    run: Cli, there: tuple[str, str], tmp_path: Path
) -> None:
    source, target, report = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "report.html"
    texts = [f"Row {number}: the soup was {'cold' if number % 2 else 'good'}." for number in range(12)]
    source.write_text("\n".join(["text", *texts, ""]) + "\n", encoding="utf-8")
    words = ("--table", str(source), "--column", "text", "--labels", "a,b,c", "--out", str(target))
    assert run("sentiment", *there, *words, "--report", str(report), "--json", model=False) == 0
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    scored = [row for row in rows if row["status"] == "ok"]
    assert len(scored) == 12
    for row in scored:
        assert sum(float(row[f"p_{label}"]) for label in "abc") == pytest.approx(1, abs=1e-3)
    assert {prompt["calibration"] for prompt in run.json["report"]["prompts"]} == {"decisions"}
    page = report.read_text(encoding="utf-8")
    assert "the engine answers questions with probabilities itself" in page
    assert "Which label fits the text?" in page


def test_a_tool_of_one_s_own_that_gives_labels_asks_its_own_question(
    run: Cli, there: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "route.toml").write_text(TOOL, encoding="utf-8")
    words = (str(tmp_path / "route.toml"), "--text", "Where is my box?", "--json", "--no-save")
    assert run("run", *words, *there, model=False) == 0
    question = {"instructions": "Which team is it for?", "criteria": {"billing": "payments", "parcels": None}}
    given = answers(there[1], "Where is my box?", question)
    result = run.json["result"]
    assert result["label"] == max(given, key=lambda name: given[name])
    assert result["p_billing"] == pytest.approx(given["billing"], abs=0.01)


def test_a_summary_is_checked_with_it(run: Cli, there: tuple[str, str], tmp_path: Path) -> None:
    """A model by chance cannot tell true sentences from others, and is not relied on: as at home."""
    (tmp_path / "pool.txt").write_text(POOL, encoding="utf-8")
    words = ("summarize", "--check", "The pool opens on 3 June.", str(tmp_path / "pool.txt"), "--json")
    assert run(*words, *there, model=False) == 0
    assert run.json["sentences"][0]["verdict"] == "supported"
    assert run.json["method"] == "words"
