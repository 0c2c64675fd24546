"""What is shared between a prompt and the cache."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from llmdesk.engine.child.prefix import adopt, common_length

# A vocabulary where the same text can be spelt in several ways; 0 and 1 are control tokens.
PIECES = [b"", b"", b"a", b"b", b"c", b"ab", b"bc", b"abc", b"ca", b"\xe5", b"\xa5\xbd", b"\xe5\xa5\xbd"]
tokens = st.lists(st.integers(0, len(PIECES) - 1), max_size=25)


def piece(token: int) -> bytes:
    return PIECES[token]


def _spelling(line: list[int]) -> list[bytes]:
    """Bytes with control tokens as marks of their own."""
    joined: list[bytes] = [b""]
    for token in line:
        if token < 2:
            joined += [bytes([token]), b""]
        else:
            joined[-1] += PIECES[token]
    return joined


@given(tokens, tokens)
def test_the_common_length_is_that_of_the_longest_common_prefix(a: list[int], b: list[int]) -> None:
    expected = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    assert common_length(a, b) == expected


@given(tokens, tokens)
def test_adopted_tokens_spell_the_prompt(cached: list[int], prompt: list[int]) -> None:
    adopted = adopt(cached, list(prompt), piece)
    assert _spelling(adopted) == _spelling(prompt)
    assert common_length(cached, adopted) >= common_length(cached, prompt)


def test_another_spelling_of_the_same_answer_is_taken_over() -> None:
    cached = [0, 2, 3, 4, 1]  # a b c
    assert adopt(cached, [0, 7, 1, 5], piece) == [0, 2, 3, 4, 1, 5]  # abc


def test_a_control_token_only_equals_itself() -> None:
    assert adopt([0, 2], [1, 2], piece) == [1, 2]
