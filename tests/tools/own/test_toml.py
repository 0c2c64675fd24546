"""The file of a tool: what is read, what comes back, and what is said of one that does not hold together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.engine.types import Sampling
from llmdesk.errors import UsageError
from llmdesk.store import Store
from llmdesk.tools.fields import Field
from llmdesk.tools.own import Checks, Example, LabelOf, OwnTool, as_toml, read_tool
from llmdesk.tools.own.entries import ToolFileError
from llmdesk.tools.own.ready import LANGUAGES, ready_tools
from llmdesk.tools.own.shelf import ToolShelf
from llmdesk.tools.own.toml import tool_from, tool_of_instruction

PLAIN = 'llmdesk_tool = 1\nname = "Short"\ninstructions = "Make it short."\n'
FULL = OwnTool(
    name="Reply “in brief”",
    instructions='Say "yes".\nOr \\ no, as {subject} asks.',
    takes=("subject", "body text", "正文"),
    template="About {subject}\n{body text} {{sic}} {正文}",
    about="a tool",
    column="reply",
    examples=(Example(("a\tb", "c\r", "中\u0007"), "yes"),),
    checks=Checks(("“",), ("^[a-z]+$",), 80, True, "same", True, True, 2),
    sampling=Sampling(temperature=0.5, top_p=0.9, top_k=0, min_p=0.05, repeat_penalty=1.1, seed=0),
    longest_answer=99,
    model="some-model",
)


def said(text: str) -> str:
    with pytest.raises(ToolFileError) as caught:
        tool_from(text.encode())
    return str(caught.value)


def test_what_is_written_is_read_again() -> None:
    assert tool_from(as_toml(FULL).encode()) == FULL
    labels = (LabelOf("good", "what pleases"), LabelOf("bad"))
    told = replace(FULL, gives="label", labels=labels, checks=Checks(), examples=(), language="zh")
    assert tool_from(as_toml(told).encode()) == told
    fields = (Field("due", "a day", "date"), Field("kind", "", "one of", ("a", "b")))
    told = replace(FULL, gives="fields", fields=fields, checks=Checks(), examples=())
    assert tool_from(as_toml(told).encode()) == told


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and "{" not in text))
def test_any_words_come_back(words: str) -> None:
    words = words.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\0", "")
    tool = replace(tool_from(PLAIN.encode()), examples=(Example((words,), words.strip() or "x"),))
    assert tool_from(as_toml(tool).encode()).examples == tool.examples


def test_the_tools_that_come_with_llmdesk_are_the_same_ones_in_both_languages() -> None:
    keys = [{tool.key: (tool.gives, len(tool.labels)) for tool in ready_tools(code)} for code in LANGUAGES]
    assert keys[0] == keys[1]
    assert set(keys[0]) == {
        "anonymize", "complaint", "keywords", "language", "title", "to_chinese", "to_english", "topics",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("colour = 1", "unknown key “colour”"),
        ("gives = 'pictures'", "“gives” is “pictures”; it may be: text, label, yes/no"),
        ("gives = 'label'", "needs two [[labels]]"),
        ("gives = 'fields'", "There is no list of fields"),
        ("gives = 'fields'\nfields = [{name = 'a', type = 'odd'}]", "Field “a”"),
        ("fields = [{name = 'a'}]", "[[fields]] belong to gives = “fields”"),
        ("labels = [{name = 'a'}, {name = 'b'}]", "gives “text”"),
        ("gives = 'yes/no'\nchecks = {longest = 3}", "gives “yes/no”"),
        (
            "template = 'Dear {customer}, {text}'",
            "“template” refers to {customer}, which is not in “takes”: text",
        ),
        ("takes = ['subject', 'body']\ntemplate = '{body}'", "“takes” has “subject”"),
        ("takes = ['a', 'a']", "names a place twice"),
        ("takes = ['{a}']", "no name of a place"),
        ("checks = {must_match = ['(a']}", "“(a” in “must_match” cannot be used: a “(” is never closed"),
        ("checks = {must_match = ['" + "a" * 5_000 + "']}", "it has 5,000 characters; at most 300"),
        ("checks = {must_match = ['(a{99}){99}']}", "it is too large"),
        ("checks = {longest = 0}", "“longest” is not a whole number from 1 to 1,000,000"),
        ("checks = {one_line = 1}", "“one_line” is neither true nor false"),
        ("checks = {most = 3}", "“checks” has the unknown key “most”"),
        ("checks = {language = 'English'}", "“English” is no language"),
        ("sampling = {temperature = 99}", "“temperature” is not a number from 0 to 10"),
        ("sampling = {temperature = nan}", "“temperature” is not a number"),
        ("examples = [{text = 'a'}]", "“answer” is missing"),
        ("examples = [{text = 'a', answer = 'b', body = 'c'}]", "unknown key “body”"),
        ("about = 7", "“about” is not text"),
        ("x = " + "[" * 2_000, "It is not TOML"),
        ("y" + ".y" * 1_000 + " = 1", "It is not TOML"),
        ("z = " + "9" * 6_000, "It is not TOML"),
        ("gives = 0x" + "f" * 6_000, "“gives” is “int”; it may be: text"),
        ("takes = ['text', 'answer']\nexamples = [{text = 'a', answer = 'b'}]", "“answer” in “takes”"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(change: str, words: str) -> None:
    assert words in said(PLAIN + change + "\n")


def test_an_example_of_a_tool_of_labels_has_one_of_them_as_its_answer() -> None:
    text = PLAIN + "gives = 'yes/no'\nexamples = [{text = 'a', answer = 'maybe'}]\n"
    assert "“maybe”, is none of: yes, no" in said(text)


def test_a_file_of_a_newer_llmdesk_is_refused_as_such_whatever_else_it_has() -> None:
    newer = PLAIN.replace("= 1", "= 2") + "wings = true\n"
    assert "newer llmdesk (form 2; this one reads up to 1)" in said(newer)
    assert "llmdesk_tool = 1" in said('name = "x"\ninstructions = "y"\n')


def test_what_to_do_with_a_newer_file_is_to_get_a_newer_llmdesk(tmp_path: Path) -> None:
    path = tmp_path / "newer.toml"
    path.write_text(PLAIN.replace("= 1", "= 2"), encoding="utf-8")
    with pytest.raises(UsageError) as told:
        read_tool(path)
    assert told.value.hint == "Install a newer llmdesk to use it."


def test_what_cannot_be_read_is_told_with_the_file(tmp_path: Path) -> None:
    for name, data in (("gone.toml", None), ("big.toml", b"#" * (1 << 21)), ("odd.toml", b"\xff\xfe\x00")):
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(UsageError) as caught:
            read_tool(path)
        assert name in str(caught.value)


def test_only_what_is_read_again_is_put_on_the_shelf(tmp_path: Path) -> None:
    store = Store(tmp_path / "desk.sqlite", tmp_path / "backups")
    shelf = ToolShelf(store)
    plain = OwnTool("Plain", "Do.", takes=("answer",), template="{answer}")
    kept = shelf.add(plain)
    assert kept == plain
    twice = replace(plain, name="Twice", examples=(Example(("a",), "b"),))
    with pytest.raises(UsageError, match="Twice"):
        shelf.add(twice)
    (own,) = shelf.own()
    assert own.item is not None
    with pytest.raises(UsageError, match="Plain"):
        shelf.change(own.item, replace(twice, name="Plain"))
    assert [each.tool for each in shelf.own()] == [plain]
    store.close()


def test_an_instruction_alone_is_a_tool_whose_places_it_names() -> None:
    tool = tool_of_instruction("Does {subject} say what {body} is about?")
    assert tool.takes == ("subject", "body")
    assert tool_of_instruction("Make it short").takes == ("text",)
    assert tool_of_instruction('Answer as {{"a": 1}}').takes == ("text",)


def test_the_tool_in_the_readme_is_one() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    blocks = [block.partition("```")[0] for block in readme.split("```toml\n")[1:]]
    tools = [tool_from(block.encode()) for block in blocks if block.startswith("llmdesk_tool")]
    assert [tool.takes for tool in tools] == [("subject", "body")]
