"""Summaries as Markdown, HTML and JSON."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from llmdesk.tools.documents import Page, from_text
from llmdesk.tools.summarize import (
    Remark,
    Source,
    Summary,
    SummaryOptions,
    SummarySentence,
    as_html,
    as_html_page,
    as_json,
    as_markdown,
    summarize,
)
from tests.tools.summarize.reading_engine import ReadingEngine, document

EVIL = "Click [here](http://evil.example) <script>alert(1)</script> ![x](http://evil.example/x.png) **now**."


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def evil_summary() -> Summary:
    source = Source(0, len(EVIL), "3", EVIL, 1.0)
    sentence = SummarySentence(
        EVIL, False, (source,), Remark("No <b>."), start=2, end=2 + len(EVIL), verdict="contradicted"
    )
    return Summary("- " + EVIL, (sentence,), "en", 100, 100, 1, "m<i>", 1.0, True, (Remark("<u>"),))


def test_html_is_escaped_and_links_only_to_its_own_notes() -> None:
    tags = Tags()
    tags.feed(as_html(evil_summary(), from_text(EVIL, "<h6>name")))
    assert not {"script", "img", "b", "i", "u", "h6"} & set(tags.found)
    assert tags.links
    assert all(link.startswith("#n") for link in tags.links)


def test_markdown_is_escaped() -> None:
    rendered = MarkdownIt().render(as_markdown(evil_summary(), from_text(EVIL, "*name*")))
    assert "<script" not in rendered
    assert "<img" not in rendered
    assert "<a " not in rendered
    assert "<strong" not in rendered
    assert "Click [here]" in rendered


def test_every_passage_is_a_note_and_what_is_not_supported_is_marked() -> None:
    source = document("en_tram")
    summary = summarize(source, SummaryOptions(style="bullets"), ReadingEngine())
    text = as_markdown(summary, source)
    passages = sum(len(sentence.sources) for sentence in summary.sentences)
    assert len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE)) == passages
    assert all(f"[^{number}]" in text for number in range(1, passages + 1))
    assert "contradicted" not in text
    assert "contradicted: No" in as_markdown(evil_summary(), source)
    assert "p. 3: “Click" in as_markdown(evil_summary(), source)
    assert as_html(summary, source).count("<li id=") == passages


def test_the_words_around_a_summary_are_translated() -> None:
    german = {
        "p. {page}: ": "S. {page}: ",
        "contradicted": "widersprochen",
        "{verdict}: {reason}": "{verdict}, {reason}",
        "No <b>.": "Nein.",
        "Summary": "Zusammenfassung",
    }
    text = as_markdown(evil_summary(), from_text(EVIL), lambda source: german.get(source, source))
    assert "S. 3: “Click" in text
    assert "widersprochen, Nein." in text
    page = as_html(evil_summary(), from_text(EVIL), lambda source: german.get(source, source))
    assert "<h1>Zusammenfassung</h1>" in page


def test_several_summaries_make_one_page_with_notes_of_their_own() -> None:
    pairs = [(evil_summary(), from_text("a", "one")), (evil_summary(), from_text("b", "two"))]
    page = as_html_page(pairs)
    names = re.findall(r'<li id="([^"]+)"', page)
    assert len(set(names)) == len(names) == 2
    assert page.count("<h1>") == 2


def test_json_quotes_are_the_source_and_the_source_comes_when_asked() -> None:
    source = document("zh_tea")
    summary = summarize(source, SummaryOptions(), ReadingEngine())
    plain, whole = as_json(summary, source), as_json(summary, source, with_source=True)
    assert {"summary", "sentences", "chars_total", "chars_read", "chunks", "model", "seconds"} <= set(plain)
    assert "source" not in plain
    given = whole["source"]
    assert isinstance(given, dict)
    assert given["text"] == source.text
    sentences = whole["sentences"]
    assert isinstance(sentences, list)
    for sentence in sentences:
        for passage in sentence["sources"]:
            assert given["text"][passage["start"] : passage["end"]] == passage["quote"]


def test_pages_are_in_the_json() -> None:
    source = replace(from_text("One. Two."), pages=(Page("iv", 0, 9),))
    given = as_json(evil_summary(), source, with_source=True)["source"]
    assert isinstance(given, dict)
    assert given["pages"] == [{"label": "iv", "start": 0, "end": 9}]
