"""English words that may say the same: shut and close, rescue and save.

Owns the list resources/evidence/related_en.txt, which is made of Princeton WordNet 3.1 (its licence stands
in the list). Must not decide whether two sentences say the same.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.evidence.terms import stem


def related(term: str) -> frozenset[str]:
    """The stems of words that share a sense with a word of the stem `term`, without itself."""
    return _related().get(term, frozenset())


@cache
def _related() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in resource("evidence", "related_en.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        stems = {stem(word) for word in line.split()}
        for one in stems:
            found[one] |= stems - {one}
    return {one: frozenset(others) for one, others in found.items()}
