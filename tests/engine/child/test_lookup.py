"""What is guessed from the text that an answer copies."""

from __future__ import annotations

from llmdesk.engine.child.lookup import MOST, Lookup

ROOM = 100


def written(prompt: list[int], answer: list[int]) -> Lookup:
    lookup = Lookup(prompt)
    for token in answer:
        lookup.append(token)
    return lookup


def test_what_followed_the_same_tokens_is_guessed() -> None:
    assert written([1, 2, 3, 4, 5, 6, 9], [2, 3]).guess(ROOM) == [4, 5][:MOST]


def test_nothing_is_guessed_where_nothing_is_the_same() -> None:
    assert written([1, 2, 3, 4], [7, 8]).guess(ROOM) == []
    assert Lookup([]).guess(ROOM) == []


def test_a_guess_is_no_longer_than_there_is_room() -> None:
    assert written([1, 2, 3, 4, 5], [1, 2]).guess(1) == [3]
    assert written([1, 2, 3, 4, 5], [1, 2]).guess(0) == []
    assert written([1, 2, 3, 4, 5], [1, 2]).guess(-1) == []


def test_of_two_places_the_next_one_behind_what_was_copied_is_taken() -> None:
    lookup = written([1, 2, 3, 8, 1, 2, 4, 8, 1, 2, 5], [1, 2])
    assert lookup.guess(1) == [3]
    for token in (3, 8, 1, 2):
        lookup.append(token)
    assert lookup.guess(1) == [4]


def test_behind_a_word_that_was_changed_the_copy_goes_on() -> None:
    prompt = [10, 11, 12, 13, 14, 15, 16, 17]
    lookup = written(prompt, [10, 11])
    assert lookup.guess(1) == [12]
    lookup.append(99)  # instead of 12
    assert lookup.guess(1) == []
    lookup.append(13)
    assert lookup.guess(1) == [14]


def test_guesses_that_fail_are_made_less_often() -> None:
    lookup = written([1, 2, 3, 4] * 5, [])
    made = 0
    for _ in range(100):
        guess = lookup.guess(1)
        if guess:
            made += 1
            lookup.learn(len(guess), 0)
        lookup.append(1)
        lookup.append(2)
    assert 0 < made < 20
    assert lookup.guessed == made
    assert lookup.stood == 0
