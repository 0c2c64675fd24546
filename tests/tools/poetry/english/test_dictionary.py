"""How single English words are spoken: listed, shortened, derived, numbers, guessed."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.poetry.english.dictionary import common_words, is_listed, lookup
from llmdesk.tools.poetry.english.numbers import cardinal, number_words
from llmdesk.tools.poetry.english.syllables import split_word


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("heav'n", "HH EH1 V N"),
        ("ev'ry", "EH1 V R IY0"),
        ("o’er", "AO1 R"),
        ("belov'd", "B IH0 L AH1 V D"),
        ("wingèd", "W IH1 NG IH0 D"),
        ("know'st", "N OW1 S T"),
        ("lovin'", "L AH1 V IH0 N"),
        ("boys'", "B OY1 Z"),
        ("mistress'", "M IH1 S T R AH0 S"),
        ("James's", "JH EY1 M Z IH0 Z"),
        ("3rd", "TH ER1 D"),
        ("LOVE", "L AH1 V"),
        ("naïve", "N AY2 IY1 V"),
    ],
)
def test_forms_of_listed_words_are_known(word: str, sounds: str) -> None:
    entry = lookup(word)
    assert entry.known
    assert sounds in entry.sounds


@pytest.mark.parametrize(
    ("word", "stresses"),
    [("maketh", "10"), ("silvered", "10"), ("moonbeam", "12"), ("petrichor", "102"), ("XKCD", "1111")],
)
def test_other_words_are_derived_or_guessed_and_say_so(word: str, stresses: str) -> None:
    entry = lookup(word)
    assert not entry.known or is_listed(word)
    assert stresses in entry.stresses


@pytest.mark.parametrize(
    ("token", "ways"),
    [
        ("0", [["zero"]]),
        ("21", [["twenty", "one"]]),
        ("21st", [["twenty", "first"]]),
        ("20th", [["twentieth"]]),
        ("1,203", [["one", "thousand", "two", "hundred", "three"]]),
        ("1905", [["one", "thousand", "nine", "hundred", "five"], ["nineteen", "oh", "five"]]),
        ("3.5", [["three", "point", "five"]]),
        ("60s", [["sixties"]]),
        ("9" * 40, []),
        ("3d", []),
    ],
)
def test_numbers_are_spoken(token: str, ways: list[list[str]]) -> None:
    assert number_words(token) == ways


@given(st.integers(0, 10**12 - 1))
def test_every_number_has_words_that_are_listed(number: int) -> None:
    assert all(is_listed(word) for word in cardinal(number))


@given(st.text(max_size=30))
def test_any_token_has_an_entry_and_every_sound_a_vowel_or_none_at_all(token: str) -> None:
    entry = lookup(token)
    assert len(entry.listed_stresses) == len(entry.sounds)
    if any("a" <= c <= "z" for c in token.lower()):
        assert all(sounds.strip() for sounds in entry.sounds)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=15), st.integers(1, 6))
def test_the_pieces_of_a_word_join_to_it(word: str, count: int) -> None:
    pieces = split_word(word, count)
    assert "".join(pieces) == word
    assert len(pieces) == min(count, len(word))


def test_common_words_begin_with_the_most_frequent_and_are_fit_to_be_shown() -> None:
    words = common_words()
    assert words.index("the") < words.index("moon") < words.index("lagoon")
    assert not {"fuck", "nigger", "rape", "didn", "paris"} & set(words)
    assert all(map(is_listed, words))


def test_the_dictionary_is_loaded_quickly_and_only_when_it_is_used() -> None:
    code = (
        "import time, llmdesk.tools.poetry.english.dictionary as d\n"
        "assert d._pronunciations.cache_info().currsize == 0\n"
        "began = time.process_time(); d.lookup('moon'); print(time.process_time() - began)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 1.0  # 0.1 s on a quiet machine


def test_a_guess_takes_little_time() -> None:
    lookup("zorblax")
    began = time.process_time()
    assert lookup("florbinating").sounds
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("word", "counts"),
    [
        ("memory", {2, 3}),
        ("memories", {2, 3}),
        ("mystery", {2, 3}),
        ("flickering", {2, 3}),
        ("factory", {2, 3}),
        ("chocolate", {2, 3}),
        ("diamonds", {2, 3}),
        ("ideal", {2, 3}),
        ("comfortable", {3, 4}),
        ("vegetable", {3, 4}),
        ("evening", {2, 3}),
        ("flower", {1, 2}),
        ("power", {1, 2}),
        ("tire", {1, 2}),
        ("hour", {1, 2}),
        ("heaven", {1, 2}),
        ("poem", {1, 2}),
        ("onion", {2, 3}),
        ("million", {2, 3}),
        ("glorious", {2, 3}),
        ("royal", {1, 2}),
        ("trial", {1, 2}),
        ("winged", {1, 2}),
        ("beloved", {2, 3}),
        ("generous", {2, 3}),
        ("table", {2}),
        ("water", {2}),
        ("winter", {2}),
        ("banana", {3}),
        ("river", {2}),
        ("window", {2}),
    ],
)
def test_a_syllable_that_may_be_spoken_or_not_counts_both_ways(word: str, counts: set[int]) -> None:
    assert {len(pattern) for pattern in lookup(word).stresses} == counts


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("&", "and"),
        ("%", "percent"),
        ("50%", "fifty percent"),
        ("$5", "five dollars"),
        ("$1", "one dollar"),
        ("$5 million", "five million dollars"),
        ("€20", "twenty euros"),
        ("£3", "three pounds"),
        ("3°", "three degrees"),
        ("20°C", "twenty degrees celsius"),
        ("1,234", "one thousand two hundred thirty four"),
        ("3rd", "third"),
        ("+", "plus"),
        ("=", "equals"),
        ("@", "at"),
        ("#1", "number one"),
        ("1/2", "one half"),
        ("3/4", "three quarters"),
        ("7:30", "seven thirty"),
        ("1.5%", "one point five percent"),
        ("2½", "two and a half"),
    ],
)
def test_signs_and_numbers_sound_as_they_are_spoken(sign: str, words: str) -> None:
    spoken = " ".join(lookup(word).sounds[0] for word in words.split())
    assert spoken in lookup(sign).sounds


def test_a_number_of_any_length_is_read_in_time() -> None:
    assert lookup("9" * 20_000).sounds
