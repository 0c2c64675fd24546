"""English poems written by a scripted engine: only lines that keep the form are taken."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.errors import Cancelled
from llmdesk.paths import resource
from llmdesk.tools.poetry.check import check_lines
from llmdesk.tools.poetry.desk import Desk
from llmdesk.tools.poetry.english import poem as english_poem
from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english import verse as verse_module
from llmdesk.tools.poetry.english.dictionary import common_words
from llmdesk.tools.poetry.english.grammar import can_end
from llmdesk.tools.poetry.english.rhyme import plain_families
from llmdesk.tools.poetry.english.verse import EnglishVerse, tidy
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.request import Request, understand
from llmdesk.tools.poetry.types import Poem, PoemOptions
from tests.fakes import FakeEngine


def _desk(answers: list[str], cancel: CancelToken | None = None) -> tuple[Desk, FakeEngine]:
    engine = FakeEngine()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    engine.enqueue(*answers)
    return Desk(engine, 1, cancel), engine


def _request(name: str, topic: str = "rain", acrostic: str = "") -> Request:
    return understand(PoemOptions(name, topic, acrostic=acrostic, seed=1))


HAIKU = english_poem.CANDIDATES["haiku"]
NOTES = english_poem.NOTES * ["wet roofs, a kettle, the gate"]


def _rounds(*lines: list[str], size: int) -> list[str]:
    """What each candidate of each round answers, the last of a list again and again."""
    return [texts[min(n, len(texts) - 1)] for texts in lines for n in range(size)]


def test_the_families_of_rhymes_rhyme_and_are_common_words() -> None:
    common = set(common_words())
    for family in plain_families():
        assert set(family) <= common, set(family) - common
        for word in family:
            assert {prosody.rhyme_kind(word, other) for other in family} <= {"perfect", "rich", "same"}, (
                word,
                family,
            )


def test_the_poems_that_the_model_is_shown_keep_their_forms() -> None:
    shown = tomllib.loads(resource("poetry", "english-prompts.toml").read_text("utf-8"))
    assert "haiku" in shown
    for name, prompts in shown.items():
        for poem in prompts.get("poems", ()):
            letters = poem["title"].split()[0] if name == "acrostic" else ""
            failed = [check for check in check_lines(poem["lines"], form(name), letters) if not check.passed]
            assert not failed, (poem["title"], [check.detail for check in failed])


def test_of_a_haikus_candidates_those_with_the_right_syllables_are_taken() -> None:
    desk, engine = _desk(
        _rounds(
            ["rain on the roof", "the rain has no name", "a gully of rain and more rain"],
            ["and the cat sleeps on the warm bed", "it knocks at every door", "somebody opens the gate"],
            ["the", "then it moves along"],
            size=HAIKU,
        )
    )
    title, lines, _ = english_poem.write(desk, _request("haiku"))
    assert title == "Rain"
    assert lines == ("the rain has no name", "somebody opens the gate", "then it moves along")
    assert desk.attempts == 3 * HAIKU + 1  # the end of the one poem is looked at
    assert "the rain has no name\n" in (engine.requests[HAIKU].prompt or "")
    assert all(check.passed for check in check_lines(lines, form("haiku")))


def test_a_line_is_asked_for_again_and_a_poem_stays_short_where_none_comes() -> None:
    desk, _ = _desk(["not a line of the form"] * HAIKU * english_poem.TRIES)
    _, lines, _ = english_poem.write(desk, _request("haiku"))
    assert lines == ()
    assert desk.attempts == HAIKU * english_poem.TRIES


def test_a_line_that_answers_a_rhyme_is_written_under_the_grammar() -> None:
    desk, engine = _desk(
        _rounds(
            ["A lamp goes out, and sunlight finds a way"],
            ["And nobody has anything to say"],
            size=24,
        )
    )
    _, lines, _ = english_poem.write(desk, _request("couplet", "morning"))
    assert lines == ("A lamp goes out, and sunlight finds a way", "And nobody has anything to say.")
    assert (engine.requests[24].prompt or "").endswith("sunlight finds a way\n")
    assert all(len(request.grammar or "") > 10_000 for request in engine.requests[24:48])
    assert all(check.passed for check in check_lines(lines, form("couplet")))


def test_a_poor_line_is_tried_for_once_more() -> None:
    verse = EnglishVerse(form("couplet"), "morning")
    assert verse.will_do(-20.0, 0)
    assert not verse.will_do(-50.0, 0)
    assert EnglishVerse(form("haiku"), "morning").will_do(-50.0, 0)


def test_an_acrostic_begins_with_notes_on_what_is_in_it() -> None:
    desk, engine = _desk(NOTES + _rounds(["Cups on the table,"], ["And nobody at home."], size=10))
    _, lines, _ = english_poem.write(desk, _request("acrostic", "tea", "CA"))
    assert lines == ("Cups on the table,", "And nobody at home.")
    assert (engine.requests[0].prompt or "").endswith("Tea\nNotes:")
    assert "Notes: wet roofs, a kettle, the gate\nCups" in (engine.requests[-1].prompt or "")


def test_an_acrostics_lines_begin_with_its_letters() -> None:
    verse = EnglishVerse(form("acrostic"), "cats", acrostic="CA", count=2)
    assert verse.flaws((), "Cats have their own ideas,", 0) is not None
    assert verse.flaws((), "Even so they come,", 0) is None
    assert verse.flaws(("Cats have their own ideas,",), "A door is never right.", 1) is not None


@pytest.mark.parametrize(
    "line",
    [
        "the rain <b>falls</b>",
        "rain taps the window",  # of the examples
        "zorbl on the rain",  # nobody knows its syllables
        "the “rain is falling",
        "",
    ],
)
def test_lines_that_cannot_be_printed_or_are_not_new_are_refused(line: str) -> None:
    assert EnglishVerse(form("haiku"), "rain").flaws((), line, 0) is None


def test_a_label_of_the_examples_is_no_line_of_verse() -> None:
    verse = EnglishVerse(form("limerick"), "a lazy dog")
    assert verse.flaws((), "A dog who was ready to sleep,", 0) is not None
    assert verse.flaws((), "Notes: the dog is ready to sleep,", 0) is None


def test_repetition_stubs_and_worn_words_count_against_a_line() -> None:
    verse = EnglishVerse(form("haiku"), "rain")
    plain = verse.flaws((), "the rain has a name", 0)
    stub = verse.flaws((), "the rain comes from the", 0)
    twice = verse.flaws((), "rain and only rain", 0)
    assert plain == 0
    assert stub is not None
    assert stub > plain
    assert twice is not None
    assert twice > plain
    assert verse.worth(-9.0, "a gentle rain whispers", 0) < verse.worth(-9.0, "a kettle rain whistles", 0)
    assert verse.worth(-1.0, "the rain has a name", 0) == verse.worth(-2.0, "the rain has a name", 0)


def test_a_second_rhyme_does_not_sound_like_the_first() -> None:
    verse = EnglishVerse(form("quatrain-abab"), "winter")
    first = ("The village keeps a lamp alight",)
    assert verse.flaws(first, "And no one walks the road at night", 1) is None
    assert verse.flaws(first, "And no one walks the road at noon", 1) is not None


def test_strained_lines_and_wrong_articles_count_against_a_line() -> None:
    verse = EnglishVerse(form("quatrain-abab"), "winter")

    def flaws(line: str) -> float:
        found = verse.flaws((), line, 0)
        assert found is not None, line
        return found

    assert flaws("An owl has crossed the winter snow") < flaws("A owl has crossed the winter snow")
    assert flaws("The ice that lay upon the floor") < flaws("The ice that lay on our floor")


def test_lines_that_begin_alike_count_against_each_other() -> None:
    verse = EnglishVerse(form("free"), "winter")
    others = ("And that the sky is blue.", "The road goes home.")
    once = verse.flaws(others, "And then the lamp is lit", 2)
    again = verse.flaws(others, "And that old lamp is lit", 2)
    assert once is not None
    assert again is not None
    assert again >= once + 2


def test_a_rhyme_that_no_line_of_the_metre_can_answer_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """It ended the poem with an error: no iambic line that is written here ends on a rhyme of "station"."""
    verse = EnglishVerse(form("quatrain-abab"), "the last train")
    assert verse.flaws((), "The last train left the station", 0) is None
    monkeypatch.setattr("llmdesk.tools.poetry.english.verse.can_end", lambda *_: True)
    verse_module._answered.cache_clear()
    assert verse.flaws((), "The last train left the station", 0) is not None
    verse_module._answered.cache_clear()
    assert can_end("anapaestic-3", ["station"])
    assert not can_end("iambic-4", ["station", "nation"])


def test_beside_lines_that_nobody_can_answer_there_is_no_other_line() -> None:
    """Somebody typed them."""
    verse = EnglishVerse(form("quatrain-abab"), "the last train")
    assert verse.asks(("The last train left the station", "And I could hear it down the rail"), ()) == []


def test_another_line_rhymes_with_its_partner_and_differs_from_the_old_one() -> None:
    request = _request("couplet", "morning")
    lines = ("The kettle hums, the morning finds a way", "Across the window, grey to gold to day.")
    desk, _ = _desk(
        _rounds(
            [
                "Across the window, grey to gold to day",
                "And tells the sleeping cups they cannot stay",
            ],
            size=24,
        )
    )
    poem = Poem("couplet", "en", "", lines, (), True, 0, 0.0, "", 1)
    line = english_poem.another_line(desk, request, poem, 1)
    assert line is not None
    assert line.endswith(".")
    assert line != lines[1]
    assert prosody.rhyme_kind(line, lines[0]) == "perfect"


def test_after_the_time_is_over_few_candidates_bring_the_poem_to_its_end() -> None:
    engine = FakeEngine()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    engine.enqueue(
        *_rounds(["the rain has no name"], ["somebody opens the gate"], ["then it moves along"], size=4)
    )
    desk = Desk(engine, 1, seconds=0.0)
    _, lines, _ = english_poem.write(desk, _request("haiku"))
    assert len(lines) == 3
    assert desk.attempts == 3 * english_poem.IN_A_HURRY
    assert all(request.grammar for request in engine.requests)


def test_in_a_hurry_a_line_that_fails_is_still_asked_for_again() -> None:
    engine = FakeEngine()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    rounds = (["rain"], ["the rain has no name"], ["somebody opens the gate"], ["then it moves along"])
    engine.enqueue(*_rounds(*rounds, size=4))
    _, lines, _ = english_poem.write(Desk(engine, 1, seconds=0.0), _request("haiku"))
    assert len(lines) == 3


def test_a_cancel_ends_the_writing() -> None:
    token = CancelToken()
    token.cancel()
    desk, _ = _desk([], token)
    with pytest.raises(Cancelled):
        english_poem.write(desk, _request("haiku"))


def test_titles_are_short_topics() -> None:
    assert english_poem.title_of("first snow") == "First snow"
    assert (
        english_poem.title_of("the day my brother learned to swim in the sea")
        == "The day my brother learned to swim in…"
    )


def test_lines_are_tidied_for_print() -> None:
    assert tidy('the  sky said "i am" -  twice', capital=True) == "The sky said “I am” — twice"
    assert tidy("i am", capital=False) == "I am"
