"""What the old poems say: which characters stand together in them, and lines everybody knows.

Owns the data on usage and what a line costs by it. Must not know tones or forms.
"""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from llmdesk.paths import resource

_COSTS = (0.0, 0.25, 0.7)  # natural-log units, by how often a pair stands in the old poems
_UNSEEN, _DOUBLED = 2.2, 3.0
_QUOTED = 4  # characters in a row that make a quotation


def strangeness(line: str, words: Collection[str] = ()) -> float:
    """What the pairs of a line of five or seven characters cost, 0 for usual words.

    Verse is spoken in twos with one character left over: 2+2+1 or 2+1+2, and a pair more before
    in lines of seven. `words` are usual here, whatever the old poems say.
    """
    pairs = [line[at : at + 2] for at in range(len(line) - 1)]
    costs = [pair_cost(pair) if not any(pair in word for word in words) else 0.0 for pair in pairs]
    total = sum(costs[: len(costs) - 2 : 2])  # the twos before the last three characters
    if len(costs) >= 2:
        early, late = costs[-2:]
        total += min(early, late) + 0.3 * max(early, late)
    return total


@cache
def pair_cost(pair: str) -> float:
    for level, cost in enumerate(_COSTS):
        if pair[1] in _pairs().get(pair[0], ("", "", ""))[level]:
            return cost
    return _DOUBLED if pair[0] == pair[1] else _UNSEEN


def quotation(line: str) -> str:
    """The longest piece, of four characters and more, that famous lines have as well; or ""."""
    longest, run = "", ""
    for at in range(len(line) - _QUOTED + 1):
        piece = line[at : at + _QUOTED]
        run = "" if piece not in _famous() else run + piece[-1] if run else piece
        longest = max(longest, run, key=len)
    return longest


def is_old_poem(lines: Sequence[str]) -> bool:
    """Whether most of the lines (simplified characters) stand in the old poems."""
    return sum(quotation(line) == line != "" for line in lines) * 2 > len(lines)


def share_at_end(character: str, often: int) -> float:
    """How much of its places in the old lines are at the end; 1 for one that has fewer than `often`."""
    everywhere, last = _counts()
    count = everywhere[character]
    return last[character] / count if count >= often else 1.0


@cache
def _counts() -> tuple[Counter[str], Counter[str]]:
    """How often each character stands in the old lines of five and seven, and at their ends."""
    lines = [line for line in _read("chinese-classics.txt.xz").split("\n") if len(line) in (5, 7)]
    return Counter("".join(lines)), Counter(line[-1] for line in lines)


@cache
def _famous() -> frozenset[str]:
    """Every four characters in a row of the famous lines."""
    by_hand = resource("poetry", "chinese-quotations.txt").read_text("utf-8").split()
    lines = [*_read("chinese-classics.txt.xz").split("\n"), *by_hand]
    return frozenset(line[at : at + _QUOTED] for line in lines for at in range(len(line) - _QUOTED + 1))


@cache
def _pairs() -> dict[str, tuple[str, str, str]]:
    found = {}
    for row in _read("chinese-pairs.txt.xz").split("\n"):
        often, less, seldom = row[1:].split("|")
        found[row[0]] = (often, less, seldom)
    return found


def _read(name: str) -> str:
    return lzma.decompress(resource("poetry", name).read_bytes()).decode("utf-8")
