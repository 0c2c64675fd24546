"""Tokens of short texts that a server has told, so that it is not asked again for labels and prefixes.

Owns how many are kept. Must not ask anybody.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

_MOST = 512  # texts whose tokens are kept: labels, prefixes
_SHORT = 4096  # characters; longer texts are not kept


class RememberedTokens:
    """From any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, bool], list[int]] = OrderedDict()

    def of(self, text: str, parse_special: bool, ask: Callable[[], list[int]]) -> list[int]:
        """What `ask` has told, or tells now. Raises what it raises."""
        key = (text, parse_special)
        with self._lock:
            if key in self._kept:
                return list(self._kept[key])
        tokens = ask()
        if len(text) <= _SHORT:
            with self._lock:
                self._kept[key] = tokens
                while len(self._kept) > _MOST:
                    self._kept.popitem(last=False)
        return list(tokens)
