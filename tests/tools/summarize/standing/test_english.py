"""Which English sentences say nothing without the sentence before them."""

from __future__ import annotations

import pytest

from llmdesk.tools.summarize.standing.english import is_one, left_out, reference

KNOWN = frozenset(("Marsh", "Okafor", "Delling"))


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("He had told him that the bridge would hold.", "He"),
        ("In 2019 she left the council.", "she"),
        ("Surgeons operated on him three times.", "him"),
        ("Marsh wrote to her in June.", "her"),
        ("Paula Okafor has described her as a friend.", "her"),
        ("The director, Sir Julian Okafor, set her to filing records.", "her"),
        ("Their offer was refused.", "Their"),
        ("It will open in May.", "It"),
        ("By the end of the year they had sold the mill.", "they"),
        ("This was the reason for the delay.", "This"),
        ("These rules apply from January.", "These"),
        ("But such plans have failed.", "such"),
        ("Another, Paula Okafor, became a judge.", "Another"),
        ("One of them had been repaired.", "One of them"),
        ("Two years later the mill was sold.", "Two years later"),
        ("Mrs Marsh said that he was late.", "he"),
        ("At Delling she met the engineer.", "she"),
        ("That was the last ferry.", "That"),
    ],
)
def test_a_word_whose_meaning_stands_elsewhere_is_found(sentence: str, word: str) -> None:
    assert reference(sentence, KNOWN) == word


@pytest.mark.parametrize(
    "sentence",
    [
        "Marsh said that he would not resign.",
        "Mrs Marsh told the court that the driver had warned her.",
        "The company raised its prices.",
        "When he retired, Marsh wrote a book.",
        "In its report, the council asks for more time.",
        "It is likely that the bridge will stay closed.",
        "It took two years to build the mill.",
        "Those who came early were given tea.",
        "The mayor said, “He never told us.”",
        "Such a bridge costs four million euros.",
        "The mill opened in 1961, and this year a museum follows.",
        "The director and his deputy left.",
        "When Marsh caught the boy, he did not scold him.",
        "After losing their school, some villages grew.",
        "Had it not been sold, Delling would have a mill.",
        "That the bridge is safe was never in doubt.",
    ],
)
def test_a_sentence_that_says_whom_it_means_stands_alone(sentence: str) -> None:
    assert reference(sentence, KNOWN) == ""


@pytest.mark.parametrize(
    "word",
    ["referee", "landlord", "governess", "entrepreneur", "lieutenant", "half-sister", "ex-wife", "detainee"],
)
def test_who_is_called_by_what_they_are_is_known(word: str) -> None:
    assert is_one(word)


@pytest.mark.parametrize("word", ["committee", "process", "illness", "doubtless", "degree", "grandeur"])
def test_things_with_endings_of_people_are_none(word: str) -> None:
    assert not is_one(word)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Marsh took over from Anna Reed.", [{"anna", "reed"}]),
        ("Marsh took over from Mrs Reed.", [{"reed"}]),
        ("Marsh settled Anna Reed's debts.", [{"anna", "reed"}]),
        ("Marsh laughed at Reed.", [{"reed"}]),
        ("Marsh built a mill at Delling in June.", []),
        ("Ada Marsh sold Marsh's mill in Delling.", []),
        ("The mayor of Delling, Anna Marsh, left.", []),
    ],
)
def test_names_behind_words_of_place_may_be_those_of_people(sentence: str, names: list[set[str]]) -> None:
    assert left_out(sentence, KNOWN) == names
