"""Documents come back as they were, with other words: every kind, also broken ones."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.translate.shapes import Shape, open_shape, shape_of_text
from llmdesk.tools.translate.shapes.subtitles import broken_lines
from llmdesk.tools.translate.shapes.web import Page

MARKDOWN = """---
title: Pump
---
# Repair

The pump
is **old** and loud.

- [ ] Read [this](a.md)!
> quoted words

| Part | Price |
| --- | ---: |
| Seal | 12 |

```sh
rm -rf pump
```

    indented code

[link]: https://example.org
"""
HTML = """<!DOCTYPE html>
<html lang="en"><head><meta charset="gb2312"><title>Pool</title><style>p { color: red }</style></head>
<body class=x>
<!-- a <p> note -->
<p>Open <b>daily</b> until&nbsp;nine &amp; later.<br>Come in!</p>
<pre>as it is</pre><script>var a = "<p>no</p>";</script>
<p translate="no">Brand name</p><div>Text in a block<p>and a paragraph</p></div>
<p>Run <code>pump</code> first.</p>
</body></html>"""
SRT = (
    "1\n00:00:01,000 --> 00:00:04,000\nHello,\nwho is there?\n\n"
    "2\n00:00:05,000 --> 00:00:02,000\n<i>Me.</i>\n"
)


def texts(shape: Shape) -> list[str]:
    return [shape.text[unit.start : unit.end] for unit in shape.units]


def written(shape: Shape, change: str = "", language: str = "zh") -> str:
    return shape.write([change or text for text in texts(shape)], language).decode("utf-8")


def test_of_markdown_only_the_words_are_text() -> None:
    shape = shape_of_text(MARKDOWN, markdown=True)
    assert texts(shape) == [
        "Repair",
        "The pump\nis **old** and loud.",
        "Read [this](a.md)!",
        "quoted words",
        "Part",
        "Price",
        "Seal",
        "12",
    ]
    assert written(shape) == MARKDOWN


def test_lines_that_were_broken_by_hand_are_one_paragraph() -> None:
    long = (
        "The water of the long river is cold in winter and\nwarm in the summer, when it is low and so\nwide."
    )
    assert len(shape_of_text(long + "\n\nShort\nlines\n").units) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_paragraphs_of_markdown_stay_apart_without_a_stop(end: str) -> None:
    shape = shape_of_text(end.join(("Dear all", "", "Best", "regards", "", "", "Bob", "")), markdown=True)
    assert texts(shape) == ["Dear all", "Best\nregards", "Bob"]
    assert written(shape, "X") == "X\n\nX\n\n\nX\n"


@pytest.mark.parametrize(
    "block",
    [
        "$$\nE = mass\n\\text{where x}\n$$",
        "> $$\n> E = mass\n> $$",
        "\\[\nE = mass\n\\]",
        "$$E = mass$$",
        "<!--\nhidden\n\nwords\n-->",
        "<pre>\nkeep\n\nthis\n</pre>",
        "<PRE><code>keep\nthis</code></PRE>",
        '<script type="a">\nalert("hello")\n</script>',
        "<style>\np { color: red }\n</style>",
        "- <textarea>\n  words\n  </textarea>",
        "> ```\n> quoted code\n> ```",
        "> ~~~\n> quoted code without an end\n",
        "- ```py\n  print(1)\n  ```",
        "    code by its place\n\n    and more",
    ],
)
def test_code_formulas_and_comments_are_no_text(block: str) -> None:
    text = f"Before.\n\n{block}\n\nAfter."
    assert texts(shape_of_text(text, markdown=True)) == ["Before.", "After."]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1. One.\n\n    More of it.\n\n        code", ["One.", "More of it."]),
        (
            "- One.\n  - Two.\n\n    More of it.\n\n  Of one.\n\n      code",
            ["One.", "Two.", "More of it.", "Of one."],
        ),
        ("- One.\n    ```\n    code\n    ```\n- Two.", ["One.", "Two."]),
        ("- One.\n\nNo item.\n\n    code", ["One.", "No item."]),
        ("- One.\n# Head\n\n    code", ["One.", "Head"]),
        ("[^1]: A note.\n\n    More of it.", ["A note.", "More of it."]),
        ("```one``` is code.\n\nTwo is none.", ["```one``` is code.", "Two is none."]),
        ("$$ is money\n\nSo is $$ too.", ["So is $$ too."]),
        ("<!-- without an end\n\nWords.", ["Words."]),
    ],
)
def test_what_belongs_to_an_item_is_text_and_what_has_no_end_hides_nothing(
    text: str, wanted: list[str]
) -> None:
    assert texts(shape_of_text(text, markdown=True)) == wanted


@pytest.mark.parametrize(
    "line", ["$$\n", "<!--\n", "<pre>\n", "\\[\n", "- $$ a\n\n", "> ```\n\n", "- a\n", "\t- a\n"]
)
def test_many_blocks_without_an_end_are_passed_quickly(line: str) -> None:
    begun = time.process_time()
    shape_of_text(line * 20_000, markdown=True)
    assert time.process_time() - begun < 5.0


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab #*-|`>\n[]()<!/1.\"'=$~\\", max_size=200))
def test_whatever_is_not_changed_comes_back_to_the_letter(text: str) -> None:
    for markdown in (True, False):
        assert written(shape_of_text(text, markdown=markdown)) == text


def test_of_a_page_only_the_words_change() -> None:
    page = Page("p.html", HTML)
    assert texts(page) == [
        "Pool",
        "Open <b1>daily</b1> until\xa0nine & later.<x2/>Come in!",
        "Text in a block",
        "and a paragraph",
        "Run <x1/> first.",
    ]
    out = written(page, language="fr")
    assert 'lang="fr"' in out
    assert 'charset="utf-8"' in out
    assert "<pre>as it is</pre>" in out
    assert "<!-- a <p> note -->" in out
    assert "<code>pump</code>" in out
    assert re.sub("<[^<>]*>|\\s", "", out).count("&amp;") == 1


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    source = "<p>" + "İ" * 9 + "<b>a</b></p><SCRIPT>x</SCRIPT><p>b</p>"
    page = Page("p", source)
    assert texts(page) == ["İ" * 9 + "<b1>a</b1>", "b"]
    assert written(page).removeprefix("\ufeff") == source


def test_tags_that_a_text_itself_has_are_text(tmp_path: Path) -> None:
    source = "<p>Write &lt;b1&gt; or &lt;h1&gt; for <b>bold</b> words.</p>"
    page = Page("p.html", source)
    (text,) = texts(page)
    assert text == "Write <b1> or <h1> for <b2>bold</b2> words."
    assert written(page) == source
    assert page.as_read(0, text) == "Write <b1> or <h1> for bold words."


def test_a_paragraph_of_very_many_lines_keeps_all_its_marks() -> None:
    source = "<p>" + "line<br>" * 10_050 + "end</p>"
    page = Page("p.html", source)
    assert written(page) == source
    assert "<" not in page.as_read(0, texts(page)[0])


def test_an_apostrophe_in_a_value_without_quotation_marks_opens_nothing() -> None:
    page = Page("p.html", "<p title=don't>One.</p><p alt = 'a>b' title=\">\">It's two.</p>")
    assert texts(page) == ["One.", "It's two."]


@pytest.mark.parametrize("charset", ["gb18030", "utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("head", ['<META HTTP-EQUIV=c CONTENT="text/html; CHARSET=GB2312">', ""])
def test_a_page_says_the_encoding_that_it_is_written_in(tmp_path: Path, head: str, charset: str) -> None:
    path = tmp_path / "p.html"
    if head and charset == "utf-8":
        pytest.skip("its bytes are not what it says")
    source = f'<HTML LANG="zh"><HEAD>{head}</HEAD><BODY><P>今天天气很好，我们去公园。</P></BODY></HTML>'
    path.write_bytes(source.encode(charset))
    out = open_shape(path).write(["Été"], "fr")
    assert out.startswith(b"\xef\xbb\xbf") == (not head)
    text = out.decode("utf-8-sig")
    assert '<HTML LANG="fr">' in text
    assert "<P>Été</P>" in text
    assert "GB2312" not in text
    assert ("CHARSET=utf-8" in text) == bool(head)


def test_a_page_stays_whole_whatever_the_translation_does_to_its_marks() -> None:
    page = Page("p.html", "<p>Open <b>daily</b> and <a href='x'>see</a> <img src=i> us.</p>")
    (text,) = texts(page)
    assert text == "Open <b1>daily</b1> and <a2>see</a2> <x3/> us."
    for told, wanted in (
        ("<a2>看</a2><x3/>开<b1>天</b1>", "<p><a href='x'>看</a><img src=i>开<b>天</b></p>"),
        ("<b1>开<a2>天</b1>看", "<p><b>开<a href='x'>天</a></b>看<img src=i></p>"),
        ("</b1>开<script>x</script>", "<p>开&lt;script&gt;x&lt;/script&gt;<img src=i></p>"),
        ("<b1>开", "<p><b>开</b><img src=i></p>"),
    ):
        assert page.page([told], "zh") == wanted


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<b>", "</b>", "a", " b", "<br>", "<!--", "-->", "<", ">", '"', "<a x='"]
        )
    )
)
def test_any_page_comes_back_to_the_letter(pieces: list[str]) -> None:
    source = "".join(pieces)
    out = written(Page("p", source))
    assert out.replace("&lt;", "<").replace("&gt;", ">") == source


def test_subtitles_keep_numbers_and_times_and_broken_times_are_told(tmp_path: Path) -> None:
    path = tmp_path / "f.srt"
    path.write_text(SRT, encoding="utf-8")
    shape = open_shape(path)
    assert texts(shape) == ["Hello, who is there?", "<i>Me.</i>"]
    assert written(shape, "好").split("\n") == [
        "1",
        "00:00:01,000 --> 00:00:04,000",
        "好",
        "",
        "2",
        "00:00:05,000 --> 00:00:02,000",
        "好",
        "",
    ]
    assert "1 times" in str(shape.notes[0])


def test_two_who_speak_keep_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "f.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:04,000\n- Where?\n- Here.\n", encoding="utf-8")
    shape = open_shape(path)
    assert texts(shape) == ["- Where?", "- Here."]
    assert written(shape, "- 好").split("\n")[2:4] == ["- 好", "- 好"]


def test_subtitles_break_long_lines() -> None:
    lines = broken_lines("This is a long line of a film that nobody could read at once, since it is long.")
    assert len(lines) == 2
    assert max(map(len, lines)) <= 45
    assert len(broken_lines("这句话很长，字幕里放不下，所以要分成两行，让人能看清楚。")) == 2
    assert broken_lines("Short.") == ["Short."]


def test_what_is_said_behind_a_blank_line_or_with_an_arrow_is_text(tmp_path: Path) -> None:
    path = tmp_path / "f.srt"
    source = (
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nHello there.\r\n\r\nBehind a blank\r\nline.\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\nGo A --> B now\r\n\r\n3\r\nat one --> two\r\nLast.\r\n"
    )
    path.write_bytes(source.encode())
    shape = open_shape(path)
    assert texts(shape) == ["Hello there.", "Behind a blank line.", "Go A --> B now", "Last."]
    assert "1 times" in str(shape.notes[0])
    assert written(shape) == source.replace("blank\r\nline", "blank line")


def test_notes_of_vtt_stay(tmp_path: Path) -> None:
    path = tmp_path / "f.vtt"
    source = "WEBVTT\n\nNOTE by me\n\nintro\n00:01.000 --> 00:02.000\nHello.\n\nNOTE the end\n"
    path.write_text(source, encoding="utf-8")
    shape = open_shape(path)
    assert texts(shape) == ["Hello."]
    assert written(shape) == source


def test_the_ends_of_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    source = b"Hello there, friend.\r\nNext one.\r\n\r\nLast one.\r\n"
    path.write_bytes(source)
    shape = open_shape(path)
    assert shape.write(texts(shape), "zh") == source


def test_a_subtitle_as_long_as_a_book_is_broken_at_once() -> None:
    lines = broken_lines("word goes " * 20_000)
    assert "".join(lines).replace(" ", "") == "wordgoes" * 20_000
    assert max(map(len, lines)) <= 50
