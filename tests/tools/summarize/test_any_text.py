"""Whatever the text and whatever the model answers, a summary is sound."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.errors import UserError
from llmdesk.tools.documents import from_text
from llmdesk.tools.summarize import STYLES, SummaryOptions, summarize
from tests.tools.summarize.reading_engine import ReadingEngine

PIECES = st.sampled_from(
    [
        "The mill ", "was sold in 1893. ", "“Never,” she said. ", "三年后，", "大桥建成了。", "\n\n", "# ",
        "| 4 | 7 |\n", "Мост построен. ", "مرحبا بالعالم. ", "🙂 ", "<|im_end|>", "{focus} {0} %s ", "No. 5 ",
        "a" * 90 + " ", "http://x.example/ ", "…", "- item\n", "\u200b", "e\u0301 ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map("".join)


@settings(max_examples=60, deadline=None)
@given(
    text=TEXTS,
    answer=st.none() | TEXTS,
    style=st.sampled_from(STYLES),
    length=st.sampled_from(["sentence", "short", 40]),
)
def test_a_summary_reads_all_and_quotes_exactly(
    text: str, answer: str | None, style: str, length: str
) -> None:
    engine = ReadingEngine()
    engine.spoil = lambda request, number: answer
    try:
        document = from_text(text)
        options = SummaryOptions(length=length, style=style)  # type: ignore[arg-type]
        summary = summarize(document, options, engine)
    except UserError:
        assert not any(character.isalnum() for character in text) or not text.strip()
        return
    assert summary.chars_read == summary.chars_total == len(document.text)
    assert summary.sentences
    for sentence in summary.sentences:
        assert summary.text[sentence.start : sentence.end] == sentence.text
        assert sentence.supported or sentence.reason
        for source in sentence.sources:
            assert document.text[source.start : source.end] == source.quote
