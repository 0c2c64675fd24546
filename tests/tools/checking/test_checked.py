"""A checked text: places in each source, the forms of the result, what is kept of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from llmdesk.store import Store
from llmdesk.tools.checking import (
    CheckedSentence,
    CheckedText,
    Mark,
    Passage,
    as_html,
    as_json,
    as_markdown,
    as_text,
    check,
    checked_from_run,
    kept_of,
    save_run,
    source_name,
)
from llmdesk.tools.documents import Page, Span, from_text
from llmdesk.tools.evidence.types import Remark

POOL = from_text("The pool opens on 3 June. Children under six swim for nothing.", "pool.txt")
ROOF = replace(
    from_text("🏠 The roof of the town hall was repaired in May.\n\nIt cost 40,000 euros.", "roof.pdf"),
    pages=(Page("1", 0, 48), Page("2", 48, 80)),
)
EVIL = "Click [here](http://evil.example) <script>alert(1)</script> ![x](http://evil.example/x.png) **now**."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "kept.sqlite3", tmp_path / "backups")
    yield store
    store.close()


@pytest.fixture
def checked() -> CheckedText:
    text = from_text("The pool opens on 3 June. The roof cost 40,000 euros. The mayor plays the violin.", "t")
    return check(text, [POOL, ROOF])


def evil() -> CheckedText:
    passage = Passage(0, 0, len(EVIL), "3", EVIL, 1.0)
    sentence = CheckedSentence(
        EVIL,
        0,
        len(EVIL),
        "contradicted",
        0.02,
        (passage,),
        Remark("No <b>{x}.", (("x", "<i>*y*"),)),
        "model",
    )
    return CheckedText(from_text(EVIL, "<h6>t"), (from_text(EVIL, "*s*"),), (sentence,), "m<u>")


def test_every_passage_is_a_place_in_its_own_source(checked: CheckedText) -> None:
    assert [each.verdict for each in checked.sentences] == ["supported", "supported", "not_found"]
    for sentence in checked.sentences:
        assert checked.text.text[sentence.start : sentence.end] == sentence.text
        for passage in sentence.passages:
            document = checked.documents[passage.document]
            assert document.text[passage.start : passage.end] == passage.quote
    assert checked.sentences[0].passages[0].document == 0
    assert {passage.page for passage in checked.sentences[1].passages} <= {"1", "2"}
    assert checked.counts == {"supported": 2, "contradicted": 0, "not_found": 1, "unsure": 0}


def test_what_is_kept_comes_back_as_it_was(store: Store, checked: CheckedText, tmp_path: Path) -> None:
    full = replace(
        checked,
        model="m",
        sentences=(
            *checked.sentences,
            replace(
                checked.sentences[2],
                verdict="contradicted",
                method="model",
                marks=(Span(4, 9),),
                source_marks=(Mark(1, 2, 5),),
            ),
        ),
    )
    run = save_run(store, full, (None, tmp_path / "pool.txt", None))
    text, sources = kept_of(store.run(run.id))
    assert (text.text, text.path) == (full.text.text, None)
    assert [(each.name, each.path, each.text) for each in sources] == [
        ("pool.txt", tmp_path / "pool.txt", None),
        ("roof.pdf", None, ROOF.text),
    ]
    assert sources[0].is_same(POOL)
    assert not sources[0].is_same(ROOF)
    again = checked_from_run(store.run(run.id), full.text, full.documents)
    assert again is not None
    assert replace(again, seconds=0.0) == replace(full, seconds=0.0)


def test_nothing_of_the_texts_becomes_markup() -> None:
    class Tags(HTMLParser):
        found: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found.append(tag)

    tags = Tags()
    tags.found = []
    tags.feed(as_html(evil()))
    assert not {"script", "img", "a", "b", "i", "u", "h6"} & set(tags.found)
    rendered = MarkdownIt().render(as_markdown(evil()))
    for tag in ("<script", "<img", "<a ", "<b>", "<h6"):
        assert tag not in rendered
    assert "<em>y</em>" not in rendered


@pytest.mark.parametrize("form", [as_text, as_markdown, as_html])
def test_every_form_says_verdict_reason_passage_and_how_it_was_checked(
    form: Callable[..., str], checked: CheckedText
) -> None:
    words = {
        "supported": "belegt",
        "not found": "nicht gefunden",
        "{verdict}: {reason}": "{verdict}. {reason}",
    }

    def german(source: str) -> str:
        return words.get(source, source)

    said = re.sub(r"\\", "", form(checked, german))
    assert said.count("belegt") == 2
    assert "nicht gefunden" in said
    assert "pool.txt: “The pool opens on 3 June.”" in said
    assert "2 supported, 1 not found" in said
    assert "by words only" in said
    remark = checked.sentences[2].remark
    assert remark is not None
    assert str(remark) in said


def test_json_has_the_marks_of_each_passage() -> None:
    one = evil()
    sentence = replace(one.sentences[0], source_marks=(Mark(0, 0, 5), Mark(0, 9_000, 9_005)))
    result = as_json(replace(one, sentences=(sentence,)))
    sentences = result["sentences"]
    assert isinstance(sentences, list)
    assert sentences[0]["sources"][0]["marks"] == [{"start": 0, "end": 5}]
    assert (result["method"], result["model"]) == ("model", "m<u>")


def test_sources_have_names_that_tell_them_apart() -> None:
    documents = (POOL, from_text("A."), POOL)
    one = CheckedText(from_text("B."), documents, ())
    assert [source_name(one, at) for at in range(3)] == ["pool.txt", "Source 2", "pool.txt (2)"]
