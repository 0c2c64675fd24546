"""Markdown into blocks: what is final while more text arrives, and what hostile text becomes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.ui.widgets.markdown import decided, normalized, parse, safe_address

MIXED = """# Title

Some *text* with `code`.

1. one
2. two
   - nested

```python
x = 1
```

| a | b |
|---|---|
| 1 | 2 |

> quote
"""


def test_blocks_know_where_they_begin() -> None:
    blocks = parse(MIXED)
    assert [b.kind for b in blocks] == ["text", "text", "item", "item", "code", "text", "text"]
    assert [MIXED[b.start :].split("\n")[0] for b in blocks] == [
        "# Title",
        "Some *text* with `code`.",
        "1. one",
        "2. two",
        "```python",
        "| a | b |",
        "> quote",
    ]
    assert (blocks[2].number, blocks[3].number) == (1, 2)
    assert (blocks[4].language, blocks[4].code) == ("python", "x = 1\n")


@given(st.integers(min_value=0, max_value=len(MIXED)))
def test_all_blocks_but_the_last_stay_when_text_is_added(end: int) -> None:
    whole = [(b.kind, b.start) for b in parse(MIXED)]
    so_far = [(b.kind, b.start) for b in parse(decided(MIXED[:end]))][:-1]
    assert whole[: len(so_far)] == so_far


def test_a_line_that_may_become_anything_waits() -> None:
    assert decided("text\n-") == "text"
    assert decided("text\n==") == "text"
    assert decided("text\n1.") == "text"
    assert decided("text\n``") == "text"
    assert decided("text\n- a") == "text\n- a"
    assert decided("") == ""


def test_a_long_table_comes_in_parts_that_can_be_read_on() -> None:
    table = "| a | b |\n|---|---|\n" + "".join(f"| {n} | x |\n" for n in range(200))
    parts = parse(table)
    assert [part.kind for part in parts] == ["table"] * 4
    later = parse(table[parts[2].start :], parts[2].head)
    assert [part.kind for part in later] == ["table"] * 2
    assert later[0].tokens[0].type in ("tbody_open", "tr_open")
    assert later[0].start == 0
    assert later[1].start == parts[3].start - parts[2].start


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "smb://host/x", "JavaScript:x"],
)
def test_only_http_addresses_become_links(address: str) -> None:
    assert not safe_address(address)
    tokens = [t for b in parse(f"[x]({address}) <{address}>") for t in b.tokens]
    assert not any(c.type == "link_open" for t in tokens for c in t.children or ())


def test_html_stays_text() -> None:
    tokens = [t for b in parse("<script>x</script>\n\na <b>b</b> <img src=x>") for t in b.tokens]
    assert not any(t.type == "html_block" for t in tokens)
    assert not any(c.type == "html_inline" for t in tokens for c in t.children or ())


@pytest.mark.parametrize(
    "source",
    [
        "[" * 10_000,
        "[" * 10_000 + "a" + "]" * 10_000,
        "[](" * 5_000,
        "![" * 5_000,
        "> " * 5_000 + "a",
        "- " * 5_000 + "a",
        "*a " * 8_000,
        "**a_b " * 5_000,
        "<a " * 8_000,
        "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|b\n" * 2_000,
        "\\" * 20_000,
        "&" * 20_000,
    ],
)
def test_hostile_text_is_read_quickly(source: str) -> None:
    parse("")  # the import is not what is measured
    begin = time.perf_counter()
    parse(source)
    assert time.perf_counter() - begin < 2.0


@pytest.mark.parametrize("piece", ["[", "![", "[](", "[^", "![[]("])
def test_a_message_of_nothing_but_brackets_does_not_hold_the_window_up(piece: str) -> None:
    parse("")
    begin = time.process_time()
    parse((piece * 50_000)[:50_000])
    assert time.process_time() - begin < 0.5  # 1 to 2 s before


def test_a_long_message_with_many_links_keeps_them() -> None:
    source = "\n\n".join(f"See [page {number}](https://example.com/{number})." for number in range(1_500))
    links = sum(
        child.type == "link_open" for b in parse(source) for t in b.tokens for child in t.children or ()
    )
    assert links == 1_500


@settings(max_examples=200)
@given(st.text(alphabet="ab \n#*_`>-|[]()1.\t<&\\~!:", max_size=200))
def test_any_text_can_be_read_and_begins_inside(source: str) -> None:
    for block in parse(normalized(source)):
        assert 0 <= block.start <= len(source)
