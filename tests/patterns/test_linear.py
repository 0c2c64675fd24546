"""No regular expression of llmdesk takes more than its text's length allows, whatever the text is."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from tests.patterns.listing import Pattern, every_pattern
from tests.patterns.worst import worst_texts

LENGTH, LIMIT_S = 100_000, 0.2
# Shorter ones first: what is not linear shows there, and does not hold the tests up.
LENGTHS = (30, 100, 300, 1_000, 4_000, 20_000, LENGTH)

PATTERNS = every_pattern()


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.place for pattern in PATTERNS])
def test_a_pattern_is_through_with_100_kb_of_its_worst_texts_in_a_fifth_of_a_second(pattern: Pattern) -> None:
    slow = [found for found in (too_slow(pattern, length) for length in LENGTHS) if found][:1]
    assert slow == []


def too_slow(pattern: Pattern, length: int) -> str:
    """What takes longer than it may, or ""."""
    regex = pattern.regex
    source = regex.pattern if isinstance(regex.pattern, str) else regex.pattern.decode("latin-1")
    limit = LIMIT_S * max(0.1, length / LENGTH)
    for text in worst_texts(source, regex.flags & ~re.UNICODE, length):
        given = text if isinstance(regex.pattern, str) else text.encode("latin-1", "replace")
        for method in pattern.methods:
            seconds = measured(regex, method, given)
            if seconds > limit and min(measured(regex, method, given) for _ in range(2)) > limit:
                return f"{method} of {text[:40]!r} ({len(text)} characters) takes {seconds:.2f} s"
    return ""


def measured(regex: re.Pattern[Any], method: str, text: str | bytes) -> float:
    """Seconds of this process."""
    begun = time.process_time()
    if method in ("sub", "subn"):
        regex.sub(lambda match: match[0], text)
    elif method == "finditer":
        for _ in regex.finditer(text):
            pass
    else:
        getattr(regex, method)(text)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "source", [r"(a+)+$", r"\s+$", r"(x*)y", r"---\s*\n.*?\n---", r"\w+-\w+", r"(?:a|b|ab)*c"]
)
def test_a_pattern_that_is_not_linear_is_found(source: str) -> None:
    """What the test above is worth."""
    pattern = Pattern("", 0, re.compile(source, re.DOTALL), ("search",))
    assert any(too_slow(pattern, length) for length in (30, 1_000, 20_000))
