"""Sentences that say that the documents do not answer, and sentences that answer."""

from __future__ import annotations

import pytest

from llmdesk.tools.passages import says_nothing


@pytest.mark.parametrize(
    "said",
    [
        "The landlord is not mentioned in the given passage.",
        "The price isn't stated in any of the documents.",
        "The passages do not contain any information about it.",
        "文件中没有提到房东。",
    ],
)
def test_that_it_stands_nowhere_is_no_answer(said: str) -> None:
    assert says_nothing(said)


@pytest.mark.parametrize(
    "said",
    [
        "The landlord is not named in the lease of 2019.",
        "Pets are not included in the rent.",
        "房东没有同意。",
    ],
)
def test_a_denial_is_an_answer(said: str) -> None:
    assert not says_nothing(said)
