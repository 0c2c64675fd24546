"""What the grammars let through keeps the form: random lines of the automaton, and the GBNF itself."""

from __future__ import annotations

import random
import re

import pytest

from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english.grammar import Automaton, automaton, line_grammar
from llmdesk.tools.poetry.english.rhyme import STUBS
from llmdesk.tools.poetry.types import RhymeSet

NIGHT = prosody.rhyme_set(["night"])


def _walk(states: Automaton, chance: random.Random) -> str:
    """A random line that the automaton allows."""
    state: str | None = "line"
    words = []
    while state is not None:
        step = chance.choice(states[state])
        words.append(chance.choice(step.words))
        state = step.to
    return " ".join(words)


def _matches(grammar: str, text: str) -> bool:
    """Whether the text is one of the grammar, which knows strings, rules and alternatives only."""
    rules = dict(line.split(" ::= ", 1) for line in grammar.splitlines())
    ways = {
        name: [re.findall(r'"([^"]*)"|(\w+)', way) for way in body.split(" | ")]
        for name, body in rules.items()
    }

    def ends(name: str, at: int) -> set[int]:
        found: set[int] = set()
        for way in ways[name]:
            places = {at}
            for string, rule in way:
                if rule:
                    places = {end for place in places for end in ends(rule, place)}
                else:
                    places = {place + len(string) for place in places if text.startswith(string, place)}
            found |= places
        return found

    return len(text) in ends("root", 0)


@pytest.mark.parametrize("metre", [name for name, each in prosody.METRES.items() if each.kind != "dactylic"])
def test_lines_out_of_a_metres_automaton_keep_the_metre_and_the_rhyme(metre: str) -> None:
    states = automaton(None, metre, NIGHT.words)
    chance = random.Random(7)
    for _ in range(200):
        line = _walk(states, chance)
        assert prosody.check_metre(line, metre).passed, line
        assert prosody.check_rhyme(line, "into the night").passed, line


@pytest.mark.parametrize("syllables", [1, 5, 7, 11])
def test_lines_out_of_a_counting_automaton_have_the_syllables_by_every_pronunciation(syllables: int) -> None:
    states = automaton(syllables, "", ("moon", "river", "window", "quietly"))
    chance = random.Random(7)
    for _ in range(200):
        line = _walk(states, chance)
        assert {sum(counts) for counts in _all_counts(line)} == {syllables}, line


def _all_counts(line: str) -> list[tuple[int, ...]]:
    return [tuple(word.counts[at % len(word.counts)] for word in prosody.scan(line)) for at in range(3)]


def test_a_line_can_be_made_to_begin_with_a_letter_or_a_word() -> None:
    for start in ("q", "winter"):
        states = automaton(7, "", ("moon", "sea"), start)
        assert all(_walk(states, random.Random(n)).startswith(start) for n in range(30))


def test_the_grammar_writes_what_the_automaton_allows_and_nothing_else() -> None:
    grammar = line_grammar(syllables=5, rhyme=NIGHT)
    assert _matches(grammar, "the river is bright")
    assert _matches(grammar, "The river, I write")
    assert not _matches(grammar, "the river is wide")  # no rhyme
    assert not _matches(grammar, "the river was so bright")  # six syllables
    assert not _matches(grammar, "the river  is bright")
    assert not _matches(grammar, "the zzz is bright")
    assert not _matches(grammar, "the river i write")
    assert not _matches(grammar, "over the river, light")  # hung on for the rhyme


def test_no_line_ends_on_a_stub_or_on_a_word_that_was_used() -> None:
    grammar = line_grammar(syllables=5, must_not_end=frozenset({"moon"}))
    assert not _matches(grammar, "the river and the")
    assert not _matches(grammar, "over the white moon")
    assert _matches(grammar, "over the white stone")
    assert "with" in STUBS


def test_a_line_that_others_must_rhyme_with_ends_on_a_word_of_many_rhymes() -> None:
    grammar = line_grammar(metre="iambic-4", needs_rhyme=True)
    assert prosody.rhymes_richly("day")
    assert not prosody.rhymes_richly("silver")
    assert _matches(grammar, "the river takes the light away")
    assert not _matches(grammar, "the river takes the light of silver")


def test_a_line_without_a_measure_only_has_to_begin_with_its_letter() -> None:
    assert line_grammar(starts_with="r").startswith("root ::= [Rr] ")


def test_what_cannot_be_made_is_an_error() -> None:
    with pytest.raises(ValueError, match="no line"):
        line_grammar(syllables=5, rhyme=RhymeSet("", ()))
    with pytest.raises(ValueError, match="no line"):
        line_grammar(syllables=5, starts_with="qqq")


def test_where_no_small_word_can_stand_none_is_led_into_a_longer_one() -> None:
    states = automaton(None, "iambic-4", NIGHT.words)
    steps = [step for name, found in states.items() if name.startswith("/") for step in found]
    words = {word for step in steps if step.to is not None for word in step.words}
    assert not words & {"innocent", "awful", "able", "overdose", "history", "interest"}
    assert words >= {"heart", "snow", "winter"}
