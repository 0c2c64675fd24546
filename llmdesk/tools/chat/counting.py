"""How many tokens texts have, asked once for each text.

Owns the memory of counts. Must not estimate: what is not known is asked of the engine.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from llmdesk.engine.face import TextEngine

_MOST = 20_000  # counts that are kept


class TokenCounter:
    """Counts with the model that is loaded. Any thread."""

    def __init__(self, engine: TextEngine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, int, int], int] = OrderedDict()

    def count(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text. Raises what the engine raises."""
        model = self._engine.state().model
        name = str(model.ref) if model is not None else ""
        keys = [(name, len(text), hash(text)) for text in texts]
        with self._lock:
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        counted = self._engine.count_tokens(list(missing.values())) if missing else []
        with self._lock:
            self._known.update(zip(missing, counted, strict=True))
            counts = [self._known[key] for key in keys]
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return counts
