"""No regular expression of llmdesk takes more than its text's length allows, whatever the text is."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from tests.patterns.listing import WITHOUT_EXAMPLE, Pattern, every_pattern
from tests.patterns.worst import worst_texts

LENGTH, LIMIT_S = 100_000, 0.2
# What is not linear shows in shorter ones; what doubles with every character or two shows in the first.
SHORTER = (16, 20, 24, 28, 32, 40, 50, 64, 100, 300, 3_000)
SLOWEST = 3  # texts, of those of 3,000 characters, that are tried in full length

# Where white space was shortened to three characters before any pattern sees the text.
WITHOUT_GAPS = "tools/poetry/pasted/"
GAP = re.compile(r"\s{4,}")

PATTERNS = every_pattern()


def test_every_pattern_is_known() -> None:
    """One that is made while the program runs needs an example in `listing.EXAMPLES`."""
    assert WITHOUT_EXAMPLE == []


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.place for pattern in PATTERNS])
def test_a_pattern_is_through_with_100_kb_of_its_worst_texts_in_a_fifth_of_a_second(pattern: Pattern) -> None:
    assert too_slow(pattern) == ""


def too_slow(pattern: Pattern) -> str:
    """What takes longer than it may, or ""."""
    source = pattern.regex.pattern
    source = source if isinstance(source, str) else source.decode("latin-1")
    flags = pattern.regex.flags & ~re.UNICODE
    for length in SHORTER:
        times = []
        for text in worst_texts(source, flags, length):
            times.append(longest(pattern, text, length))
            if times[-1] > limit(length):
                return f"{text[:40]!r} ({len(text)} characters) takes {times[-1]:.2f} s"
    for at in sorted(range(len(times)), key=times.__getitem__)[-SLOWEST:]:
        text = worst_texts(source, flags, LENGTH)[at]
        seconds = longest(pattern, text, LENGTH)
        if seconds > LIMIT_S:
            return f"{text[:40]!r} ({len(text)} characters) takes {seconds:.2f} s"
    return ""


def limit(length: int) -> float:
    """Seconds that a text of so many characters may take; the shortest are too short to measure well."""
    return LIMIT_S * max(0.1, length / LENGTH)


def longest(pattern: Pattern, text: str, length: int) -> float:
    """Seconds that the slowest of the pattern's methods takes; what was disturbed is measured again."""
    text = GAP.sub("   ", text) if pattern.file.startswith(WITHOUT_GAPS) else text
    given = text if isinstance(pattern.regex.pattern, str) else text.encode("latin-1", "replace")
    times = []
    for method in pattern.methods:
        seconds = measured(pattern.regex, method, given)
        if seconds > limit(length):
            seconds = min(seconds, *(measured(pattern.regex, method, given) for _ in range(2)))
        times.append(seconds)
    return max(times)


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
    assert too_slow(pattern)
