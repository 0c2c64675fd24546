"""What people and models write in Markdown is read as they mean it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.ui.widgets.markdown import Block, decided, normalized, parse

_SIGNS = {
    "strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>",
    "s_open": "<s>", "s_close": "</s>", "softbreak": "\n", "hardbreak": "↵", "link_close": ")",
}  # fmt: skip


def inside(blocks: list[Block]) -> list[str]:
    """The text of each paragraph or cell; strong and the like as tags, links as `(address text)`."""
    texts = []
    for block in blocks:
        for token in block.tokens:
            if token.type in ("fence", "code_block"):
                texts.append(f"`{token.content}`")
            if token.type != "inline":
                continue
            text = ""
            for child in token.children or ():
                if child.type == "link_open":
                    text += f"({child.attrs['href']} "
                else:
                    code = f"`{child.content}`" if child.type == "code_inline" else child.content
                    text += _SIGNS.get(child.type, code)
            texts.append(text)
        if block.kind == "code":
            texts.append(f"`{block.code}`")
    return texts


def read(source: str) -> list[str]:
    return inside(parse(normalized(source)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**“重点”**是", "<b>“重点”</b>是"),
        ("请看**《红楼梦》**第一回", "请看<b>《红楼梦》</b>第一回"),
        ("**注意：**请先备份。", "<b>注意：</b>请先备份。"),
        ("共**100%**完成", "共<b>100%</b>完成"),
        ("*强调。*后面", "<i>强调。</i>后面"),
        ("~~删除。~~后面", "<s>删除。</s>后面"),
        ("**外*内。*外。**后", "<b>外<i>内。</i>外。</b>后"),
        ("***“都”***是", "<i><b>“都”</b></i>是"),
        ("~~**旧价：**100~~元", "<s><b>旧价：</b>100</s>元"),
        ("これは**「重要」**です", "これは<b>「重要」</b>です"),
        ("이것은**‘중요’**하다", "이것은<b>‘중요’</b>하다"),
        ("`**“重点”**是`", "`**“重点”**是`"),
        ("snake_case_name und __so__", "snake_case_name und <b>so</b>"),
        ("5 * 3 * 2 = 30", "5 * 3 * 2 = 30"),
        ("是_“重点”_的，foo_(bar)_baz", "是<i>“重点”</i>的，foo_(bar)_baz"),
        ("**[链接](https://x.org)。**后", "<b>(https://x.org 链接)。</b>后"),
        ("**`代码`**的", "<b>`代码`</b>的"),
        (r"\*\*“重点”\*\*是", "**“重点”**是"),
        ('he said **"so"** and left', 'he said <b>"so"</b> and left'),
    ],
)
def test_emphasis_stands_beside_any_punctuation(source: str, expected: str) -> None:
    assert read(source) == [expected]


@pytest.mark.parametrize(
    "source",
    [
        r"so \(a^2_b*c*d\) is",
        r"then \[x_1*2*3 \\ y_2\] holds",
        "with $a_b*c$ and $d*e$ too",
        "$$a_1*b*c_1$$",
        "$$\n- a_1\n+ *b*\n= 2\n# c\n$$",
        "\\[\n\\begin{aligned}\n- a &= b \\\\\n> c\n\\end{aligned}\n\\]",
        "\\begin{align*}\n- a_1\n\\end{align*}",
        r"unfinished \(a_1",
        "the $n_1*n_2*n$th and $a*b*c$s, $2*1*1$nd",
        "设$a*b*c$是$d*e*f$（见下）",
        "$A*x*A$ 3 times, $2*a*A$ 3",
        r"triangle \(ABC\), \(f(x)\), add \(5\) and \(n\)",
        r"with \[x\] in it",
    ],
)
def test_a_formula_stays_as_it_is_written(source: str) -> None:
    assert read(source) == [source]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**$5** and **$10**", "<b>$5</b> and <b>$10</b>"),
        ("from $5, *really*, to 10$", "from $5, <i>really</i>, to 10$"),
        ("$5–$10, *each*", "$5–$10, <i>each</i>"),
        ("原价$100，*现价*80$。", "原价$100，<i>现价</i>80$。"),
        (r"\$5 is *five* dollars$", "$5 is <i>five</i> dollars$"),
    ],
)
def test_a_price_is_no_formula(source: str, expected: str) -> None:
    assert read(source) == [expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("echo $HOME:*$PATH*", "echo $HOME:<i>$PATH</i>"),
        ("$a,*x*$b $name,$age", "$a,<i>x</i>$b $name,$age"),
        ("${a*b}/${c*d}", "${a<i>b}/${c</i>d}"),
        ("$(a *b*)$(c)", "$(a <i>b</i>)$(c)"),
        ("cp $*a*/$b $c", "cp $<i>a</i>/$b $c"),
        ("$AAPL *and*/$TSLA", "$AAPL <i>and</i>/$TSLA"),
        ("$a*b*c:$s", "$a<i>b</i>c:$s"),
        ("$100M *in* 20 and A$ 3", "$100M <i>in</i> 20 and A$ 3"),
        ("$5 *for* me, US$ 6 for you", "$5 <i>for</i> me, US$ 6 for you"),
        ("(US$5 *or* / A$ 6)", "(US$5 <i>or</i> / A$ 6)"),
    ],
)
def test_a_dollar_that_begins_a_name_or_a_price_ends_no_formula(source: str, expected: str) -> None:
    assert read(source) == [expected]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\[link\](http://a.b)", "[link]((http://a.b http://a.b))"),
        (r"\[x_1\](y)", "[x_1](y)"),
        (r"text \[sic\] more", "text [sic] more"),
        (r"so it is.\[1\] \[23\]", "so it is.[1] [23]"),
        (r"\[ \] unchecked", "[ ] unchecked"),
        (r"escaped \(parens\), \(to be\)", "escaped (parens), (to be)"),
        (r"\(见下\)", "(见下)"),
        (r"*one \(parens\)* \(x_1\)", r"<i>one (parens)</i> \(x_1\)"),
    ],
)
def test_brackets_that_are_escaped_are_brackets(source: str, expected: str) -> None:
    assert read(source) == [expected]


def test_a_formula_that_nothing_ends_swallows_no_more_than_its_lines() -> None:
    assert read("$$\na_1\n\n- *b*\n") == ["$$\na_1", "<i>b</i>"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("see https://example.com/a_b_c.", "see (https://example.com/a_b_c https://example.com/a_b_c)."),
        ("看https://x.org/a。然后", "看(https://x.org/a https://x.org/a)。然后"),
        ("访问https://x.org查看", "访问(https://x.org https://x.org)查看"),
        ("（www.x.org）", "（(https://www.x.org www.x.org)）"),
        ("(http://x.org/a(b))", "((http://x.org/a(b) http://x.org/a(b)))"),
        ("**https://x.org/**", "<b>(https://x.org/ https://x.org/)</b>"),
        ("https://x.org/wiki/中国。", "(https://x.org/wiki/%E4%B8%AD%E5%9B%BD https://x.org/wiki/中国)。"),
        ("[a https://x.org b](https://y.org)", "(https://y.org a https://x.org b)"),
        ("`https://x.org`", "`https://x.org`"),
        ("ftp://x.org xhttps://no www.no https:// swww.x.org", None),
        ("javascript://x.org file:///etc/passwd", None),
    ],
)
def test_a_bare_address_is_a_link(source: str, expected: str | None) -> None:
    assert read(source) == [source if expected is None else expected]


def test_a_break_in_a_cell_is_a_line_break_and_other_tags_are_text() -> None:
    table = "| a | b |\n|---|---|\n| one</br>two <BR/> **three** | `<br>` |\n| <br> | <b>x</b> |\n"
    assert read(table) == ["a", "b", "one↵two↵<b>three</b>", "`<br>`", "<br>", "<b>x</b>"]
    assert read("Use <br> to break a line.") == ["Use <br> to break a line."]


def test_a_task_has_a_box_instead_of_brackets() -> None:
    source = "- [x] done\n- [ ] **to do**\n  - [X] below\n1. [ ] first\n- [y] no task\n- [x](https://x.org)\n"
    assert read(source) == [
        "☑ done", "☐ <b>to do</b>", "☑ below", "☐ first", "[y] no task", "(https://x.org x)"
    ]  # fmt: skip


def test_a_box_may_stand_right_before_chinese() -> None:
    assert read("- [x]完成\n- [ ]未完成\n- [x]y\n") == ["☑ 完成", "☐ 未完成", "[x]y"]


def test_notes_at_the_foot_keep_their_text() -> None:
    source = "So it is.[^1] Or not.[^b]\n\n[^1]: Word\n\n[^b]: https://x.org"
    assert read(source) == [
        "So it is.[1] Or not.[b]",
        "[1] Word",
        "[b] (https://x.org https://x.org)",
    ]
    assert read("Letters are [^a-z], and [^1] has no note.") == ["Letters are [^a-z], and [^1] has no note."]


def test_wide_and_no_break_spaces_stay() -> None:
    assert read("　　第一段。\u00a0\n\n5\u00a0000\u202f€　") == ["　　第一段。\u00a0", "5\u00a0000\u202f€　"]


_PIECES = ["**", "*", "~~", "$", "$$", "\\(", "\\)", "\\[", "https://x.org", "www.", "<br>", "- [x] ", "|"]
_PIECES += ["\n", "\n\n", "“重点”", "。", "a", " ", "1", "[^1]", ":", "> ", "- ", "\\begin{a}", "　"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_what_is_final_stays_when_text_is_added(source: str) -> None:
    source = normalized(source)
    whole = [(b.kind, b.start) for b in parse(source)]
    for end in range(0, len(source), 3):
        so_far = [(b.kind, b.start) for b in parse(decided(source[:end]))][:-1]
        assert whole[: len(so_far)] == so_far


_HOSTILE = ["$", "$a", "$$", "\\(", "\\[", "$$\n", "\\[\n", "\\begin{a}\n", "https://", "https://a.b ", "w"]
_HOSTILE += ["www.a.b", "https://a(", "https://a)", "*“", "**“重点”**是", "~~。", "- [x] ", "| <br>", "<br>"]
_HOSTILE += ["\\)", "\\(a", "\\(abcd\\)", "\\[a\\](", "$1 A$ ", "$a$s ", "[^1] ", "[^a]: b\n", "　"]


@pytest.mark.parametrize("piece", _HOSTILE)
def test_hostile_text_is_read_quickly(piece: str) -> None:
    parse("")  # the import is not what is measured
    source = (piece * 50_000)[:50_000]
    begin = time.process_time()
    parse(source)
    assert time.process_time() - begin < 1.0
