"""The form of an answer: a grammar, and what was written read back."""

from __future__ import annotations

from llmdesk.tools.fields import Field, Said, grammar, read_row, read_rows, said

FIELDS = (
    Field("Total", type="money"),
    Field("Bought", type="list"),
    Field("Paid", type="yes/no"),
    Field("Kind", type="one of", one_of=('the "new"', "old")),
)


def test_one_row_is_read_field_by_field() -> None:
    text = (
        'Total: EUR 5\nBought: paint; brushes; paint\nPaid: yes | paid in full\nKind: the "new" | quite new\n'
    )
    assert read_row(FIELDS, text) == (
        (Said("EUR 5"),),
        (Said("paint"), Said("brushes")),
        (Said("yes", "paid in full"),),
        (Said('the "new"', "quite new"),),
    )


def test_not_stated_says_nothing_in_both_languages() -> None:
    assert read_row(FIELDS[:2], "Total: Not stated\nBought: not stated\n") == ((), ())
    assert read_row(FIELDS[:1], "Total: 未提及\n", "zh") == ((),)
    assert said(FIELDS[0], "", "zh") == "Total: 未提及"


def test_an_answer_that_broke_off_says_what_it_had_reached() -> None:
    assert read_row(FIELDS, "Total: EUR 5\nBou") == ((Said("EUR 5"),), (), (), ())
    assert read_rows(FIELDS[:2], "EUR 5 | paint\nEUR 6 | bru") == (((Said("EUR 5"),), (Said("paint"),)),)


def test_many_rows_are_read_with_the_quotes_of_their_choices() -> None:
    empty = " | ".join(["not stated"] * 4)
    text = f"EUR 5 | paint; oil | yes | paid | old | from 1990\n{empty}\n---"
    assert read_rows(FIELDS, text) == (
        (
            (Said("EUR 5"),),
            (Said("paint"), Said("oil")),
            (Said("yes", "paid"),),
            (Said("old", "from 1990"),),
        ),
    )
    assert read_rows(FIELDS, "---") == ()


def test_an_answer_may_end_as_the_examples_do() -> None:
    # With an empty line, which is one token with the end of the last value.
    assert grammar(FIELDS[:1], "en").splitlines()[0].endswith('v0 "\\n" "\\n"?')
    assert read_row(FIELDS[:1], "Total: EUR 5\n\n") == ((Said("EUR 5"),),)


def numbers(text: str) -> str:
    """What the grammar lets the digits of an amount be, in this text."""
    lines = grammar(FIELDS[:1], "en", "one", text).splitlines()
    return next((line.partition(" ::= ")[2] for line in lines if line.startswith("digits")), "")


def test_an_amount_has_no_other_digits_than_the_text() -> None:
    text = "Paper EUR 1,240.00, or 5.\nDue: 5 of １２３，５ and 人民币38.34元"
    assert numbers(text) == '"1,240.00" | "5" | "１２３，５" | "38.34"'
    assert numbers("1 240,00 EUR\n500") == '"1" | "240,00" | "1 240,00" | "500"'
    assert numbers("nothing") == ""
    assert "v0 ::= money" in grammar(FIELDS[:1], "en", "one", "nothing")
    assert "v0 ::= text" in grammar(FIELDS[:1], "en")


def test_a_grammar_escapes_names_and_choices() -> None:
    text = grammar((*FIELDS, Field('A "b" \\ c')), "en")
    assert '\\"new\\"' in text
    assert '"A \\"b\\" \\\\ c: "' in text
    assert "未提及" in grammar(FIELDS, "zh")
    assert text.count("::=") == 1 + 5 + 4
