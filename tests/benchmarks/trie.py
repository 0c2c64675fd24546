"""A grammar as the poems need it: lines of so many syllables out of a dictionary, written as a trie.

The words are made up from the sounds of English by a fixed rule, so that everybody measures with
the same ones. A model would choose few of them by itself, which makes it a hard case.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

WORDS = 17_784
LINES = (5, 7, 5)
SHARES = {1: 0.27, 2: 0.40, 3: 0.22, 4: 0.08, 5: 0.025, 6: 0.004, 7: 0.001}  # of words, by syllables
STARTS = (
    "b bl br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sk sl sm sn sp st str sw "
    "t th tr tw v w wh y z"
)
VOWELS = "a e i o u ai ay ea ee ie oa oo ou ow oi"
ENDS = "b ck d f g l ll lf lk m mp n nd ng nk nt p r rd rk rm rn rt s ss st t th x"

FORMS = ("", "s", "ed", "'s")  # none of them adds a syllable


def words() -> dict[int, list[str]]:
    """Words that can be spoken, by their number of syllables."""
    chance = random.Random(1)
    found: dict[int, list[str]] = {}
    for syllables, share in SHARES.items():
        made: set[str] = set()
        while len(made) < round(WORDS * share):
            stem = "".join(_syllable(chance, last=n == syllables - 1) for n in range(syllables))
            made.update(stem + form for form in FORMS if not form or chance.random() < 0.04)
        found[syllables] = sorted(made)
    return found


def _syllable(chance: random.Random, *, last: bool) -> str:
    """Some sounds are frequent, so that words share beginnings as in a real dictionary."""

    def pick(sounds: str) -> str:
        choices = sounds.split()
        return choices[int(len(choices) * chance.random() ** 1.5)]

    end = pick(ENDS) if chance.random() < (0.8 if last else 0.3) else ""
    return pick(STARTS) + pick(VOWELS) + end


def grammar() -> str:
    """Poems of three lines, one after the other, every word out of the dictionary."""
    rules = ["root ::= poem+", "poem ::= " + " ".join(f'line{count} "\\n"' for count in LINES)]
    for left in range(1, max(LINES) + 1):
        ways = [f'word{size} " " line{left - size}' for size in range(1, left)]
        rules.append(f"line{left} ::= {' | '.join([*ways, f'word{left}'])}")
    numbers = itertools.count(1)
    for syllables, made in words().items():
        rules.append(f"word{syllables} ::= {_branches(made, rules, numbers)}")
    return "\n".join(rules)


def _branches(endings: list[str], rules: list[str], numbers: Iterator[int]) -> str:
    """What may follow at this place of the trie; deeper places become rules of their own."""
    ways = []
    for first, group in itertools.groupby(sorted(endings), key=lambda ending: ending[:1]):
        same = list(group)
        if not first:
            ways.append('""')  # a word ends here
        elif len(same) == 1:
            ways.append(f'"{same[0]}"')
        else:
            name = f"t{next(numbers)}"
            rules.append(f"{name} ::= {_branches([ending[1:] for ending in same], rules, numbers)}")
            ways.append(f'"{first}" {name}')
    return " | ".join(ways)
