"""What metre and what rhymes are heard over a whole poem, whatever single lines do."""

from __future__ import annotations

import time

import pytest

from llmdesk.tools.poetry.english.handbook import hearing, rhyming
from llmdesk.tools.poetry.english.handbook.recognize import recognize
from llmdesk.tools.poetry.english.handbook.verdict import verdict_of
from llmdesk.tools.poetry.forms import form

OLD_RHYME = (
    "The farmer drove his cows away",
    "And shut the garden door,",
    "And watched the boats go out to sea",
    "As he had done before.",
)
BURNS_STANZA = (
    "My neighbour keeps a spotted hen",
    "that wanders over now and then",
    "and looks at me as though all men",
    "had lost their wits,",
    "and then she waddles home again",
    "and sits and sits.",
)
PROSE = (
    "The delivery came while I was out",
    "and the neighbour signed for it,",
    "so now there is a parcel I have never seen",
    "in a kitchen I have never visited,",
    "and we are both too polite",
    "to ring the bell.",
)


def test_an_old_rhyme_that_is_none_today_is_made_up_for_by_the_others() -> None:
    assert rhyming.scheme_of(OLD_RHYME) == "ABAB"


def test_a_rhyme_by_chance_is_no_scheme() -> None:
    lines = form("blank-verse").example
    by_chance = (*lines[:3], lines[3].replace("frost", "lakes"), *lines[4:])
    assert not hearing.has_rhymes(by_chance)
    assert (found := recognize(by_chance).form) is not None
    assert found.name == "blank-verse"


def test_a_stanza_with_lines_of_two_lengths_has_both_metres() -> None:
    heard = recognize(BURNS_STANZA)
    assert heard.scheme == "AAABAB"
    assert heard.metre_titles == ("iambic tetrameter", "iambic dimeter")


def test_a_lone_line_that_is_too_long_is_a_fault_and_no_metre() -> None:
    poem = list(form("quatrain-aabb").example)
    poem[1] = "to speak, or ever leave the quiet little hill alone;"
    heard = recognize(poem)
    assert heard.form == form("quatrain-aabb")
    assert heard.metre_titles == ("iambic tetrameter",)


def test_lines_of_no_metre_are_told_none() -> None:
    heard = recognize(PROSE)
    assert (heard.form, heard.measure) == (form("free"), ())


def test_a_name_may_have_its_stress_at_its_end() -> None:
    lines = ("She leaned and looked at Camelot", "And left her loom in Elsalott")
    assert rhyming.scheme_of(lines) == "AA"


@pytest.mark.parametrize("rough", [0, 3])
def test_a_poem_many_of_whose_lines_are_rough_is_mostly_in_its_metre(rough: int) -> None:
    sonnet = list(form("sonnet").example)
    for place in (0, 4, 8, 12)[: rough + bool(rough)]:
        last = sonnet[place].split()[-1]
        sonnet[place] = f"Black dogs bark, cold wind blows, slow {last}"
    heard, told = verdict_of(sonnet, form("sonnet"), ())
    assert heard.form == form("sonnet")
    assert heard.mostly == bool(rough)
    assert ("mostly" in told.detail) == bool(rough)


def test_a_long_poem_is_heard_in_bounded_time() -> None:
    stanza = form("quatrain-abab").example
    lines = tuple(f"{line} {'again ' * (n % 3)}".strip() for n in range(100) for line in stanza)
    before = time.thread_time()
    recognize(lines)
    assert time.thread_time() - before < 10


def test_a_word_that_comes_again_makes_no_verse_of_prose() -> None:
    lines = ["A neighbour said to the landlord:", "I am here.", "All right, said the landlord,"]
    lines += ["the fact that you are here does not", "give me a reason to listen."]
    heard = recognize(lines)
    assert (heard.form, heard.measure, heard.rhymes) == (form("free"), (), False)


def test_few_lines_of_unequal_length_that_all_keep_iambs_are_told_so() -> None:
    lines = ["I struck the bell and waited by the gate;", "nobody came.", "I know that I was late,"]
    lines += ["I know that no one else can take the blame,", "and that the hour was late, and I the same."]
    assert recognize(lines).measure == ("iambic-any",)
