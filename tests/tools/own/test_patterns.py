"""Patterns of strangers: what they mean, what is refused, and that none takes long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.own.patterns import LONGEST, PatternError, compiled

TEXTS = st.text(alphabet="ab1 中\n-", max_size=12)
ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "\\d", "\\w", "\\s", "(?:ab|b)", "中", "^", "$", "-"])


def joined(parts: list[tuple[str, str]]) -> str:
    return "".join(atom + ("" if atom in "^$" else count) for atom, count in parts)


PATTERNS = st.lists(
    st.tuples(ATOMS, st.sampled_from(["", "*", "+", "?", "{2}", "{1,2}", "{0,1}", "*?"])), max_size=5
).map(joined)


@given(PATTERNS, TEXTS)
def test_it_finds_what_the_patterns_of_python_find(source: str, text: str) -> None:
    ours = compiled(source).found(text)
    theirs = re.compile(source.replace("$", "\\Z")).search(text) is not None
    assert ours == theirs


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("^(yes|no)$", "yes", True),
        ("^(yes|no)$", "yes, it is", False),
        ("(?i)^yes", "YES", True),
        ("^[A-Z]{2}-\\d{3,}$", "AB-0041", True),
        ("^[]a]+$", "a]a", True),
        ("\\w+", "中文", True),
        ("^$", "", True),
        ("\\.$", "An end.", True),
        ("(?i)^[^a-z]+$", "abc", False),
        ("(?i)^[^A-Z]+$", "12 ABC", False),
        ("(?i)^[B-D]é$", "cÉ", True),
        ("^(()){9}a(|b){2}$", "ab", True),
    ],
)
def test_what_people_write_means_what_they_mean(source: str, text: str, found: bool) -> None:
    assert compiled(source).found(text) is found


@pytest.mark.parametrize(
    "source",
    [
        "(", "[a", ")", "*a", "a**", "\\1", "(?=a)", "(?<n>a)", "a{2,1}", "a{99999}", "\\b", "[z-a]", "\\",
        "(a{200}){200}", "(" * 100 + ")" * 100, "a" * (LONGEST + 1),
    ],
)  # fmt: skip
def test_what_is_not_understood_or_too_large_is_refused(source: str) -> None:
    with pytest.raises(PatternError):
        compiled(source)


def test_no_pattern_takes_long_where_that_of_python_never_ends() -> None:
    """`re` needs 2^5000 steps for the first; here each character is read once."""
    began = time.monotonic()
    for source in ("^(a+)+$", "^(a|aa)+$", "a*a*a*a*a*a*b", "(.*)(.*)(.*)(.*)x$"):
        assert not compiled(source).found("a" * 5_000 + "!")
    for empty in ("(((){1000}){1000}){1000}", "((?:){1000}){1000,}", "(((){1000}){1000}a){400}"):
        assert compiled(empty).found("a" * 400)
    assert time.monotonic() - began < 30  # seconds where anything that looks back takes years
