"""Agreement of two people: worked examples from the literature, and laws."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.sentiment.report.agreement import agreement_of

NAMES = ("ann", "bob")


def test_kappa_is_that_of_a_worked_example() -> None:
    """50 grant proposals: both yes 20, both no 15, 5 and 10 differ; κ is 0.4."""
    first = [1] * 20 + [1] * 5 + [0] * 10 + [0] * 15
    second = [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    found = agreement_of(first, second, NAMES)
    assert found is not None
    assert found.kappa is not None
    assert found.same.value == pytest.approx(0.7)
    assert found.kappa.value == pytest.approx(0.4)
    assert 0.1 < found.kappa.low < 0.4 < found.kappa.high < 0.7


def test_alpha_is_that_of_krippendorffs_example_of_two_observers() -> None:
    """Krippendorff 2011, section A: nominal data, two observers, no missing data; α is 0.095 for the binary
    ones, and section B has 0.692."""
    jon = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    han = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    binary = agreement_of(jon, han, NAMES)
    ben = [0, 0, 1, 1, 3, 2, 2, 2, 4, 3, 3, 0]
    gerry = [1, 0, 1, 1, 1, 2, 2, 2, 4, 3, 3, 3]
    nominal = agreement_of(ben, gerry, NAMES)
    assert binary is not None
    assert binary.alpha is not None
    assert nominal is not None
    assert nominal.alpha is not None
    assert binary.alpha.value == pytest.approx(0.095, abs=1e-3)
    assert nominal.alpha.value == pytest.approx(0.692, abs=1e-3)


def test_rows_that_one_person_left_blank_do_not_count() -> None:
    found = agreement_of([0, 1, 1, -2, 0], [0, 1, 0, 1, -2], NAMES)
    assert found is not None
    assert found.rows == 3
    assert found.same.value == pytest.approx(2 / 3)
    assert agreement_of([0, -2], [-2, 0], NAMES) is None


def test_where_both_used_one_label_only_there_is_no_figure_to_correct_for_chance() -> None:
    found = agreement_of([1, 1, 1], [1, 1, 1], NAMES)
    assert found is not None
    assert (found.same.value, found.kappa, found.alpha) == (1, None, None)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=60))
def test_who_is_first_and_what_the_labels_are_called_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found, turned = agreement_of(one, other, NAMES), agreement_of(other, one, NAMES)
    renamed = agreement_of([3 - n for n in one], [3 - n for n in other], NAMES)
    assert found is not None
    assert turned is not None
    assert renamed is not None
    for ours, theirs in ((found.kappa, turned.kappa), (found.alpha, renamed.alpha)):
        assert (ours is None) == (theirs is None)
        if ours is not None and theirs is not None:
            assert ours.value == pytest.approx(theirs.value)
            assert ours.low <= ours.value <= ours.high <= 1
