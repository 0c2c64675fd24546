"""A tool in a form: back and forth, and what is wrong with which part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.store import Store
from llmdesk.tools.fields import Field
from llmdesk.tools.kept import read, write
from llmdesk.tools.own import Checks, Example, LabelOf, OwnTool, ToolShelf
from llmdesk.tools.own.form import ToolForm, form_of, mistakes, tool_of
from llmdesk.tools.own.ready import LANGUAGES, ready_tools
from llmdesk.tools.own.shelf import versions_of
from llmdesk.tools.own.types import Values
from tests.tools.own.test_toml import FULL


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "desk.sqlite", tmp_path / "backups")
    yield store
    store.close()


GOOD = form_of(OwnTool("Short", "Make it short."))


def told(form: ToolForm, *taken: str) -> dict[tuple[str, int], str]:
    return {(each.part, each.row): str(each.reason) for each in mistakes(form, taken)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ready_tool_comes_back_from_its_form_without_a_mistake(language: str) -> None:
    for tool in ready_tools(language):
        form = form_of(tool)
        assert mistakes(form) == ()
        assert tool_of(form) == replace(tool, key="")


def test_what_has_no_field_comes_back_too_and_a_form_is_kept() -> None:
    assert tool_of(form_of(FULL)) == FULL
    assert read(ToolForm, write(form_of(FULL))) == form_of(FULL)


def test_a_text_of_two_lines_that_must_be_there_stays_one() -> None:
    tool = OwnTool("Letter", "Write it.", checks=Checks(must_contain=("Yours,\nAnn", "Dear")))
    assert tool_of(form_of(tool)) == tool


def test_each_part_says_what_is_wrong_with_it() -> None:
    assert told(GOOD) == {}
    assert told(replace(GOOD, name=" "))[("name", -1)] == "Give the tool a name."
    assert told(GOOD, "SHORT")[("name", -1)] == "Another tool of yours has this name."
    assert ("instructions", -1) in told(replace(GOOD, instructions="\n"))
    assert (
        "{boddy} is not among what the tool takes: {subject}, {body}"
        in (told(replace(GOOD, takes="subject, body", instructions="Answer {boddy}."))[("instructions", -1)])
    )
    assert "“9a” cannot be used" in told(replace(GOOD, takes="9a"))[("takes", -1)]
    assert told(replace(GOOD, takes="a，a"))[("takes", -1)] == "A name is there twice."
    assert "never see it" in told(replace(GOOD, takes="a, b", template="only {a}"))[("template", -1)]
    wrong = told(replace(GOOD, must_match="^a\n(b"))
    assert wrong == {("must_match", -1): "“(b” cannot be used: a “(” is never closed."}


def test_rows_say_what_is_wrong_with_them() -> None:
    labels = replace(GOOD, gives="label", labels=(LabelOf("a"), LabelOf("A "), LabelOf("", "when")))
    assert set(told(labels)) == {("labels", 1), ("labels", 2), ("labels", -1)}
    fields = replace(
        GOOD, gives="fields", fields=(Field("a"), Field(""), Field("a"), Field("b", "", "one of"))
    )
    assert set(told(fields)) == {("fields", 2), ("fields", 3)}
    assert "two choices" in told(fields)[("fields", 3)]
    pair = (LabelOf("a"), LabelOf("b"))
    examples = (Example(("x",), "a"), Example(("y",), "c"), Example(("",), "b"), Example(("",), ""))
    wrong = told(replace(GOOD, gives="label", labels=pair, examples=examples))
    assert wrong == {
        ("examples", 1): "“c” is none of: a, b.",
        ("examples", 2): "The text is missing.",
    }


def test_what_belongs_to_another_kind_of_answer_is_left_out() -> None:
    form = replace(
        GOOD, gives="yes/no", labels=(LabelOf("a"),), must_contain="x", checks=Checks(one_line=True)
    )
    tool = tool_of(form)
    assert (tool.labels, tool.checks) == ((), Checks())


def test_an_example_has_a_value_for_each_place_whatever_was_typed() -> None:
    values: tuple[Values, ...] = ((), ("a",), ("a", "b", "c"))
    form = replace(GOOD, takes="x, y", examples=tuple(Example(each, "z") for each in values))
    assert [each.values for each in tool_of(form).examples] == [("", ""), ("a", ""), ("a", "b")]
    assert [each.row for each in mistakes(form)] == [0]


def test_each_save_keeps_the_version_before_and_a_deleted_tool_comes_back(store: Store) -> None:
    shelf = ToolShelf(store)
    first = tool_of(GOOD)
    saved = shelf.keep(first)
    assert saved.item is not None
    again = shelf.change(saved.item, replace(first, instructions="Shorter."))
    assert again.item is not None
    last = shelf.change(again.item, replace(first, name="Brief"))
    assert last.item is not None
    assert [each.tool.instructions for each in versions_of(last.item)] == ["Shorter.", "Make it short."]
    assert all(each.until > 0 for each in versions_of(last.item))
    gone = shelf.delete(last.item)
    assert shelf.own() == []
    shelf.restore(gone)
    assert [each.tool.name for each in shelf.own()] == ["Brief"]


def test_what_another_window_saved_meanwhile_is_a_version_too(store: Store) -> None:
    shelf = ToolShelf(store)
    item = shelf.keep(tool_of(GOOD)).item
    assert item is not None
    shelf.change(item, replace(tool_of(GOOD), instructions="From there."))
    last = shelf.change(item, replace(tool_of(GOOD), instructions="From here.")).item
    assert last is not None
    assert [each.tool.instructions for each in versions_of(last)] == ["From there.", "Make it short."]


def test_two_tools_of_the_user_never_have_the_same_name(store: Store) -> None:
    shelf = ToolShelf(store)
    first, second = shelf.keep(tool_of(GOOD)), shelf.keep(tool_of(replace(GOOD, name="short")))
    assert (first.tool.name, second.tool.name) == ("Short", "short (2)")
    assert second.item is not None
    assert shelf.change(second.item, tool_of(GOOD)).tool.name == "Short (2)"


def test_a_version_that_was_kept_as_its_file_alone_is_read(store: Store) -> None:
    shelf = ToolShelf(store)
    item = shelf.keep(tool_of(GOOD)).item
    assert item is not None
    body = {**item.body, "before": [item.body["toml"], 7, {"toml": "nonsense"}]}
    (version,) = versions_of(store.items.change(item.id, item.name, body))
    assert (version.tool, version.until) == (tool_of(GOOD), 0.0)
