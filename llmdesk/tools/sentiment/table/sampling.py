"""The sample of a table by which a bias is found: different texts, from the whole of it.

Owns which texts these are. Must not know what is found by them.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable

from llmdesk.cancel import CancelToken
from llmdesk.tools.sentiment.table.placeholders import why_not_scored
from llmdesk.tools.tables.feeding import rows_of
from llmdesk.tools.tables.table import Table


def sample_of(table: Table, column: int, most: int, cancel: CancelToken | None = None) -> list[str]:
    """`drawn_from` the texts of a column."""
    return drawn_from((row[0] for row in rows_of(table, (column,))), most, cancel)


def drawn_from(texts: Iterable[str], most: int, cancel: CancelToken | None = None) -> list[str]:
    """At most `most` different texts that can be scored, drawn at random from the whole table; the same every
    time. A table may be sorted, so its beginning would not do.

    Those with the smallest digests are the sample: each text is as likely as another, however often it
    occurs, and no more than `most` are in memory. Raises `Cancelled`.
    """
    if most == 0:
        return []
    kept: dict[int, tuple[int, str]] = {}
    greatest_first: list[int] = []  # the digests of those kept, below 0
    for number, text in enumerate(texts):
        if cancel is not None:
            cancel.raise_if_cancelled()
        if why_not_scored(text):
            continue
        digest = _digest(text)
        if digest in kept or (len(kept) == most and digest > -greatest_first[0]):
            continue
        kept[digest] = number, text
        heapq.heappush(greatest_first, -digest)
        if len(kept) > most:
            del kept[-heapq.heappop(greatest_first)]
    return [text for _, text in sorted(kept.values())]


def _digest(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")
