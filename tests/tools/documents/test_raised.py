"""Raised and lowered text: notes, powers, units and ordinals are never glued to numbers."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.tools.documents.raised import END, LOWERED, RAISED, lowered, raised, resolve


def written(text: str) -> str:
    """`{…}` for raised, `<…>` for lowered text."""
    return resolve(text.replace("{", RAISED).replace("}", END).replace("<", LOWERED).replace(">", END))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exports reached 40{2} million in 1995{3}.", "Exports reached 40 million[2] in 1995[3]."),
        ("出口达40{2}万吨", "出口达40万吨[2]"),
        ("It rose to 12{[7]}% of all", "It rose to 12%[7] of all"),
        ("a word{4}, and{1,2} more", "a word[4], and[1,2] more"),
        ("Total{a} and 40{b}", "Total[a] and 40[b]"),
        ("{1} Institute of Physics", "[1] Institute of Physics"),
        ("{1}Institute of Physics", "[1] Institute of Physics"),
        ("x{②} and 7{③}", "x[②] and 7[③]"),
    ],
)
def test_the_number_of_a_note_stands_in_brackets_behind_what_is_counted(text: str, expected: str) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10{6} cells, 10{−3} m", "10^6 cells, 10^-3 m"),
        ("2{32} addresses", "2^32 addresses"),
        ("3{2} + 4{2} = 5{2}", "3^2 + 4^2 = 5^2"),
        ("2{n} and e{x+1}", "2^n and e^(x+1)"),
        ("50 km{2} or x{3}", "50 km² or x³"),
        ("the {14}C date", "the ¹⁴C date"),
        ("H<2>O, CO<2>, log<2>8", "H2O, CO2, log_2 8"),
        ("x<max>", "x_max"),
    ],
)
def test_powers_units_and_formulas_keep_their_meaning(text: str, expected: str) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 21{st} of May", "the 21st of May"),
        ("25{o}C, 25{0}C", "25°C, 25°C"),
        ("M{lle} Dupont", "Mlle Dupont"),
        ("$9{99} each", "$9.99 each"),
        ("5{1}/<2> cups", "5 1/2 cups"),
        ("Name{TM}", "Name™"),
    ],
)
def test_ordinals_degrees_prices_and_fractions_read_as_they_are_spoken(text: str, expected: str) -> None:
    assert written(text) == expected


@given(st.text("0123456789 .a百", max_size=9), st.text("0123456789", min_size=1, max_size=3))
def test_raised_digits_never_join_the_digits_around_them(before: str, digits: str) -> None:
    for after in ("7", " 7", "", " million"):
        out = resolve(before + raised(digits) + after)
        behind = out[len(before.rstrip()) :]
        assert not (before.rstrip()[-1:].isdigit() and behind[:1].isdecimal())
        assert not re.search(rf"{digits}7$", behind)
        assert not any(char in out for char in (RAISED, LOWERED, END))


@given(st.text(st.sampled_from([RAISED, LOWERED, END, "1", " ", "x", "("]), max_size=30))
def test_any_order_of_marks_is_resolved(text: str) -> None:
    assert not any(char in resolve(text) for char in (RAISED, LOWERED, END))


def test_a_paragraph_of_notes_takes_no_time() -> None:
    begin = time.process_time()
    resolve("".join(f"word{raised(str(at % 100))} and {lowered('2')}" for at in range(100_000)))
    assert time.process_time() - begin < 5
