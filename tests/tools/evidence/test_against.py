"""A text checked against sources: which sentences, and where in which source it stands."""

from __future__ import annotations

import pytest

from llmdesk.errors import UsageError
from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.against import check_text

ROOF = from_text("Roof\n\nThe roof of the town hall was repaired in May. It cost 40,000 euros.", "roof.txt")
POOL = from_text("The pool opens on 3 June.\n\nChildren under six swim for nothing.", "pool.txt")


def test_every_sentence_is_judged_and_its_source_says_which_file_it_is_of() -> None:
    text = from_text("The town hall's roof was repaired in May. The pool opens on 4 June.", "summary")
    checked = check_text(text, [ROOF, POOL])
    assert [text.text[p.start : p.end] for p in checked.places] == [j.text for j in checked.judgements]
    first, second = checked.judgements
    assert first.verdict == "supported"
    assert second.verdict != "supported"
    assert first.sources[0].page == "roof.txt"
    for judgement in checked.judgements:
        for source in judgement.sources:
            assert checked.sources.text[source.start : source.end] == source.quote


def test_one_source_is_taken_as_it_is() -> None:
    assert check_text(from_text("The roof was repaired."), [ROOF]).sources is ROOF


@pytest.mark.parametrize(("text", "source"), [("— … —", ROOF.text), ("A sentence.", "…")])
def test_without_words_there_is_nothing_to_check(text: str, source: str) -> None:
    with pytest.raises(UsageError):
        check_text(from_text(text), [from_text(source)])
