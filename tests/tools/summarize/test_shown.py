"""The summary as it is shown: without the sentences that the document contradicts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.types import Remark, VerdictName
from llmdesk.tools.summarize import (
    Source,
    Summary,
    SummarySentence,
    as_html,
    as_json,
    as_markdown,
    contradicted,
    without_contradicted,
)

VERDICTS: list[VerdictName] = ["supported", "contradicted", "not_found", "unsure"]
PARTS = st.lists(st.tuples(st.sampled_from([" ", "\n\n"]), st.sampled_from(VERDICTS)), min_size=1, max_size=9)


def made(parts: list[tuple[str, VerdictName]], bullets: bool = False) -> Summary:
    text, sentences = "", []
    for number, (between, verdict) in enumerate(parts):
        text += ("\n" if number else "") + "- " if bullets else between if number else ""
        words = f"Sentence {number}."
        remark = None if verdict == "supported" else Remark("The passage says so not.")
        source = Source(0, 3, "", "One", 0.5)
        sentences.append(
            SummarySentence(
                words,
                verdict == "supported",
                (source,),
                remark,
                False,
                len(text),
                len(text) + len(words),
                verdict,
            )
        )
        text += words
    return Summary(text, tuple(sentences), "en", 9, 9, 1, "m", 1.0, True)


@given(PARTS, st.booleans())
def test_what_is_left_stands_where_it_says_and_nothing_contradicted_is_left(
    parts: list[tuple[str, VerdictName]], bullets: bool
) -> None:
    whole = made(parts, bullets)
    shown = without_contradicted(whole)
    assert len(shown.sentences) + len(contradicted(whole)) == len(whole.sentences)
    assert not contradicted(shown)
    for sentence in shown.sentences:
        assert shown.text[sentence.start : sentence.end] == sentence.text
    assert all(sentence.text not in shown.text for sentence in contradicted(whole))
    if bullets and shown.text:
        assert all(line.startswith("- Sentence") for line in shown.text.split("\n"))
    elif shown.text:
        assert shown.text[0] == "S"


def test_a_paragraph_stays_one_when_its_first_sentence_goes() -> None:
    shown = without_contradicted(
        made([("", "supported"), ("\n\n", "contradicted"), (" ", "supported"), (" ", "contradicted")])
    )
    assert shown.text == "Sentence 0.\n\nSentence 2."


def test_exports_tell_what_was_left_out_below_the_summary() -> None:
    whole = made([("", "supported"), (" ", "contradicted"), (" ", "unsure")])
    source = from_text("One and two.", "a.txt")
    for text in (as_markdown(whole, source), as_html(whole, source)):
        before, after = text.split("Left out because the document contradicts it:")
        assert "Sentence 1." not in before
        assert "Sentence 1." in after
        assert "contradicted: The passage says so not." in after
        assert "unsure: The passage says so not." in before
    result = as_json(whole, source)
    assert result["summary"] == "Sentence 0. Sentence 2."
    sentences = result["sentences"]
    assert isinstance(sentences, list)
    assert [each["verdict"] for each in sentences] == ["supported", "contradicted", "unsure"]
