"""Documents put together from parts: a layout, and for each part of it one of many wordings.

Of the wordings of every part one half is looked at while Extract is built (`LOOKED_AT`), and the other is
only measured (`REPORTED`): no part of a document of one half stands in one of the other. A line that begins
with "?" is left out in two of five documents.

Owns putting them together. Must not know any wording.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Literal

from tests.benchmarks.extract_texts.kinds import invoice, letter
from tests.benchmarks.extract_texts.making import Made, Maker

Half = Literal["looked at", "reported"]
LOOKED_AT: Half = "looked at"
REPORTED: Half = "reported"
Wordings = tuple[tuple[str, ...], tuple[str, ...]]
"""Of one part: those that are looked at, those that are reported."""
_COLUMN = "{>40}"  # where the second of two begins


class Parts:
    """The parts of the documents of one language and kind: their wordings by name, and the layouts, each the
    names of its parts in order. `left+right` are two parts side by side; `a/b` is one or the other."""

    def __init__(self, wordings: Mapping[str, Wordings], layouts: Sequence[str]) -> None:
        self._wordings, self._layouts = wordings, layouts

    def template(self, chance: random.Random, number: int, half: Half) -> str:
        layout = self._layouts[number % len(self._layouts)]
        lines = []
        for name in layout.split():
            name = chance.choice(name.split("/"))
            lines.append(self._beside(chance, name, half) if "+" in name else self._one(chance, name, half))
        return "\n".join(lines)

    def _one(self, chance: random.Random, name: str, half: Half) -> str:
        return chance.choice(self._wordings[name][half == REPORTED])

    def _beside(self, chance: random.Random, names: str, half: Half) -> str:
        """The lines of the two parts, each pair on one line."""
        left, right = (self._one(chance, name, half).split("\n") for name in names.split("+"))
        return "\n".join(f"{one}{_COLUMN}{other}" for one, other in zip_longest(left, right, fillvalue=""))


def composed(parts: Mapping[str, Parts], language: str, count: int, half: Half) -> Iterator[Made]:
    """`count` documents, invoices and letters in turn; the same each time."""
    for number in range(count):
        maker = Maker(language, f"{half}{number}")
        kind = "letter" if number % 2 else "invoice"
        template = parts[kind].template(maker.random, number // 2, half)
        yield (letter if number % 2 else invoice)(maker, template)
