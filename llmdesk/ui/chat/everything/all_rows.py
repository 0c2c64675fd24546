"""The rows of all documents of an answer, of which there may be hundreds of thousands: counted and looked
through.

Owns how they are held: as bytes, each decoded when it shows. As many objects would stop the window whenever
the garbage collector walks them, and when they go. Must not know Qt.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import msgspec

from llmdesk.cancel import CancelToken
from llmdesk.tools.chat.everything.found import NOT_UNDERSTOOD, AllRead, Judged, each_row

KINDS = ("", "yes", "unsure", "no")
_MANY = 2_000  # rows between two looks at whether it is still wanted


class AllRows:
    """Those that `found` has kept; all of it in a thread, but for `row` and `counts`. Rows go by their number
    in the order of the documents."""

    def __init__(self, found: AllRead) -> None:
        try:
            self._take(each_row(found))
        except NOT_UNDERSTOOD:
            self._take(found.first)

    def _take(self, rows: Iterable[Judged]) -> None:
        encode, self._decode = msgspec.json.Encoder().encode, msgspec.json.Decoder(Judged).decode
        self._rows: list[bytes] = []
        self._texts: list[str] = []
        self._numbers = {kind: array("L") for kind in KINDS[1:]}
        for number, row in enumerate(rows):
            self._rows.append(encode(row))
            self._texts.append(f"{row.document.name}\n{row.value}\n{row.quote}".casefold())
            self._numbers[row.answer].append(number)

    def __len__(self) -> int:
        return len(self._rows)

    def count_of(self, kind: str) -> int:
        """How many there are of one of `KINDS`."""
        return len(self._numbers[kind]) if kind else len(self)

    def row(self, number: int) -> Judged:
        return self._decode(self._rows[number])

    def find(self, kind: str, words: str, cancel: CancelToken) -> Sequence[int]:
        """The numbers of those of a kind (one of `KINDS`) that have these words in their name, value or
        sentence: what counts before what is unsure, and the rest last. Raises `Cancelled`."""
        wanted, found = words.casefold().split(), array("L")
        for each in [kind] if kind else KINDS[1:]:
            numbers = self._numbers[each]
            for start in range(0, len(numbers), _MANY):
                cancel.raise_if_cancelled()
                some = numbers[start : start + _MANY]
                found.extend(n for n in some if all(word in self._texts[n] for word in wanted))
        return found

    def first_unchanged(self, before: AllRows, left: Sequence[int], listed: Sequence[int]) -> int | None:
        """Where in `listed` the first of `left` stands that is as it was `before`; None for none."""
        places = {number: place for place, number in enumerate(listed)}
        stay = (number for number in left if number in places)
        return next((places[n] for n in stay if self._rows[n] == before._rows[n]), None)
