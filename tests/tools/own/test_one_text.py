"""A tool on one text: told as it is written, kept in the history and read back; several side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.errors import Listing, UsageError
from llmdesk.store import Store
from llmdesk.tools.own import Answer, Checks, Example, OwnTool, Result, ToolShelf, run_tool
from llmdesk.tools.own.checks import findings
from llmdesk.tools.own.kinds import kind_of
from llmdesk.tools.own.prompts import label_prompt
from llmdesk.tools.own.running import run_many
from llmdesk.tools.own.runs import KIND, Kept, keep, read_back
from tests.fakes import FakeEngine
from tests.tools.own.engine import AnsweringEngine


def test_an_answer_is_told_as_it_is_written_and_anew_when_it_is_asked_again() -> None:
    engine = FakeEngine()
    engine.load(ModelSpec(FileRef(Path("a.gguf"))))
    engine.enqueue("far too long for it", "short")
    told: list[str] = []
    tool = OwnTool("Short", "Make it short.", checks=Checks(longest=10, tries=2))
    result = run_tool(tool, ("a text",), engine, on_text=told.append)
    assert told == ["far", "far too", "far too long", "far too long for", "far too long for it", "short"]
    assert (result.answer.values, result.answer.tries) == (("short",), 2)


def test_a_text_that_is_too_long_is_an_answer_while_it_is_streamed_too() -> None:
    engine = FakeEngine(context=20)
    engine.load(ModelSpec(FileRef(Path("a.gguf")), context=20))
    result = run_tool(OwnTool("Short", "Do."), ("word " * 50,), engine, on_text=lambda _text: None)
    assert result.answer.status == "too long"


def test_a_run_is_read_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path / "desk.sqlite", tmp_path / "backups")
    tool = OwnTool("Short", "Do.", checks=Checks(longest=5, one_line=True))
    answer = Answer(("a\nb too long",), "check failed", findings(tool.checks, "a\nb too long", "x"), tries=3)
    result = Result(tool, kind_of(tool).columns, answer, "a model", 1.5)
    keep(store, ("x",), result)
    (run,) = store.runs(KIND)
    assert read_back(run) == Kept(("x",), None, result)
    older = {name: value for name, value in (run.result or {}).items() if name != "findings"}
    before = read_back(replace(run, result=older)).result
    assert before is not None
    assert [str(each.detail) for each in before.answer.findings] == [str(f.detail) for f in answer.findings]
    assert read_back(replace(run, options={}, inputs={"values": [3]})) == Kept(None, None, None)
    store.close()


def test_texts_are_asked_side_by_side_and_come_in_their_order() -> None:
    engine = AnsweringEngine()
    results = list(run_many(OwnTool("Short", "Do."), (("a",), (" ",), ("b",)), engine))
    assert [each.answer.values[0] for each in results] == ["a", None, "b"]
    assert [each.answer.status for each in results] == ["ok", "empty", "ok"]
    assert engine.many == [2]


def test_an_example_of_yes_or_no_answers_in_the_words_that_are_asked_for() -> None:
    tool = OwnTool(
        "Q",
        "是吗？",
        gives="yes/no",
        language="zh",
        examples=(Example(("甲",), "yes"), Example(("乙",), "no")),
    )
    prompt = label_prompt(tool, (("是", ""), ("否", "")))
    assert "答案：是" in prompt.prefix
    assert "答案：否" in prompt.prefix
    assert "yes" not in prompt.prefix


def test_a_name_that_is_not_there_is_told_with_each_name_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "desk.sqlite", tmp_path / "backups")
    with pytest.raises(UsageError) as caught:
        ToolShelf(store).find("nothing", "en")
    names = caught.value.params["names"]
    assert isinstance(names, Listing)
    assert len(names.items) == len(set(names.items)) > 5
    store.close()
