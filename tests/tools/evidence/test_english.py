"""English claims against a whole document: what belongs to what, and how surely it is said."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.support import check_sentences
from llmdesk.tools.evidence.verdicts import Verdict

TEXT = """
The Larkhill mill was bought by the engineer Nora Fielding in 2011. She sold its land to Bastian Krol, \
who farms there. Krol paid 240,000 euros for the land and 31,000 euros for the barn.

The mill pond holds 900 cubic metres. Its dam is 14 metres long and was raised by a metre in 2016. Entry \
costs 6 euros a day. The price of flour was 8% lower than in the year before, whereas oats cost 5% more.

The chairman, Felix Odum, said that visitors would come in great numbers once the lane was paved. \
Fielding thinks that the mill could feed the village within ten years. The council plans to put a turbine \
into the weir.

Groups may stay overnight if they have booked three days ahead. The old wheel was to turn again in March. \
That date has since been put off to June. The bakery closed in 2019. The museum is not open on Mondays.
"""
# (sentence that the document does not say, its verdict, words of the reason)
FALSE = [
    ("The mill pond holds 400 cubic metres.", "contradicted", "“900” where"),
    ("The dam of the mill pond is 900 metres long.", "contradicted", "“14”"),
    ("Krol paid 31,000 euros for the land.", "contradicted", "“240,000”"),
    ("Entry costs 6 euros a week.", "contradicted", "day"),
    ("Flour was 8% dearer than in the year before.", "contradicted", "“lower”"),
    ("Nora Fielding paid Bastian Krol for the land and the barn.", "contradicted", "Krol"),
    ("The engineer Felix Odum bought the Larkhill mill.", "contradicted", "Fielding"),
    ("The mill feeds the village within ten years.", "not_found", "view"),
    ("The council put a turbine into the weir.", "not_found", "“plans”"),
    ("Groups stay overnight.", "not_found", "“if”"),
    ("Groups may stay overnight whether or not they have booked.", "not_found", "“whether or not”"),
    ("The old wheel turns again in March.", "contradicted", "no longer holds"),
    ("The bakery closed in 2019 because the oven had burst.", "not_found", "“because”"),
    ("The museum is open on Mondays.", "contradicted", ""),
]
TRUE = [
    "Nora Fielding bought the Larkhill mill in 2011.",
    "Fielding sold the land of the mill to Bastian Krol.",
    "Krol paid 240,000 euros for the land.",
    "A day at the mill costs 6 euros.",
    "Flour was 8% cheaper than in the year before.",
    "Oats were 5% dearer than in the year before.",
    "In Fielding's opinion, the mill could feed the village within ten years.",
    "The council wants a turbine in the weir.",
    "Groups who book three days ahead may stay overnight.",
    "The old wheel is to turn again in June.",
    "The museum is closed on Mondays.",
]


def check(sentence: str) -> Verdict:
    return check_sentences(from_text(TEXT), [sentence])[0]


@pytest.mark.parametrize(("sentence", "verdict", "reason"), FALSE)
def test_what_the_document_does_not_say_gets_a_verdict_and_a_reason(
    sentence: str, verdict: str, reason: str
) -> None:
    found = check(sentence)
    assert found.name == verdict, str(found.remark)
    assert reason in str(found.remark)


@pytest.mark.parametrize("sentence", TRUE)
def test_what_the_document_says_in_other_words_is_supported(sentence: str) -> None:
    found = check(sentence)
    assert found.supported, str(found.remark)


def test_the_deciding_words_are_marked_in_the_sentence_and_in_the_document() -> None:
    sentence = "The mill pond holds 400 cubic metres."
    found = check(sentence)
    assert [sentence[mark.start : mark.end] for mark in found.marks] == ["400"]
    assert [TEXT.strip()[mark.start : mark.end] for mark in found.source_marks] in (["900"], [])


def test_a_sentence_of_the_document_itself_is_supported() -> None:
    document = from_text(TEXT)
    sentences = [document.text[span.start : span.end] for span in document.sentences]
    assert [each.supported for each in check_sentences(document, sentences)] == [True] * len(sentences)


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("The storm hit Italy and the Norwegian coast.", "The storm hit the Italian coast."),
        ("African countries signed the treaty.", "Countries of Africa signed the treaty."),
        (
            "The fund fell from £9 million to £6 million.",
            "The fund lost £3 million, from £9 million to £6 million.",
        ),
        ("The first bus leaves at 7.30, the second at 8.15.", "The second bus leaves at quarter past eight."),
        ("A cake is sold at 4.50 euros.", "A cake costs 4.50 euros."),
        ("The clerk shut the gate of the pier at dusk.", "At dusk the clerk closed the gate of the pier."),
    ],
)
def test_a_word_of_the_same_sense_and_a_number_that_follows_are_found(source: str, claim: str) -> None:
    found = check_sentences(from_text(source), [claim])[0]
    assert found.supported, str(found.remark)


@pytest.mark.parametrize("builder", ["the firm of Carver and Sons", "Ruth Carver"])
def test_what_follows_a_passive_is_said_of_what_was_done_not_of_who_did_it(builder: str) -> None:
    source = f"The Tame Bridge was shut in May. The bridge was built by {builder} and is 118 metres long."
    claim = f"The Tame Bridge is 118 metres long, and it was built by {builder}."
    found = check_sentences(from_text(source), [claim])[0]
    assert found.supported, str(found.remark)


def test_another_person_is_no_evidence_for_a_name_that_begins_alike() -> None:
    found = check_sentences(
        from_text("Adela Strand let the room to a cobbler."), ["Adele Strand let the room."]
    )
    assert not found[0].supported


def test_any_document_is_compared_in_time() -> None:
    for piece in ("if the mayor, Ana Ruiz, ", "5 euros a day and ", "Osk Osk ", "not "):
        check_sentences(from_text(piece * 5_000), [piece * 30, piece * 3 + "because of the 7 mills."])


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("Tobias Renn said that the town was giving away money.", False),
        ("Ida Falk said that the town was giving away money.", True),
        ("The petition for a bench beside the bakery was accepted.", False),
        ("The petition for a bench beside the bakery was rejected.", True),
    ],
)
def test_words_between_a_name_and_its_verb_hide_neither(claim: str, supported: bool) -> None:
    text = (
        "The mayor, Tobias Renn, called it a fair price. Councillor Ida Falk, who had voted against, said "
        "that the town was giving away money. A petition, for a bench beside the bakery, was rejected."
    )
    assert check_sentences(from_text(text), [claim])[0].supported == supported
