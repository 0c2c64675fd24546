"""What the user knows better: the right label of texts, for each set of labels.

Owns the corrections: kept in the store, used by every later result with these labels. GUI thread;
reads and writes in tasks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services

KEPT = "sentiment.corrections"
MOST = 2000  # of one set; the oldest go

_Known = dict[tuple[str, ...], dict[str, str]]  # labels → text → the right one


class SentimentCorrections(QObject):
    """`changed` after a correction was added or taken back, and when they were read."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._known: _Known = {}
        self._keeper = Keeper(
            services.drafts, KEPT, self._state, self._take, _as_text, _parse, self, merges=True
        )
        self._keeper.read()

    def of(self, labels: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """(text, right label) for a set with these labels, the oldest first."""
        return tuple(self._known.get(_key(labels), {}).items())

    def label(self, labels: Sequence[str], text: str) -> str:
        """The right label of `text`; "" where nobody said it."""
        return self._known.get(_key(labels), {}).get(text, "")

    def correct(self, labels: Sequence[str], text: str, label: str) -> None:
        """`label` is the right one; "" takes the correction back."""
        known = self._known.setdefault(_key(labels), {})
        known.pop(text, None)
        if label:
            known[text] = label
            while len(known) > MOST:
                del known[next(iter(known))]
        self.changed.emit()
        self._keeper.keep_soon()

    def _state(self) -> _Known:
        return {key: dict(known) for key, known in self._known.items()}

    def _take(self, known: _Known) -> None:
        for key, texts in known.items():
            self._known[key] = texts | self._known.get(key, {})
        self.changed.emit()


def _key(labels: Sequence[str]) -> tuple[str, ...]:
    """The same labels in another order are the same labels."""
    return tuple(sorted(labels))


def _as_text(known: _Known) -> str:
    return json.dumps([[list(key), list(texts.items())] for key, texts in known.items()])


def _parse(text: str) -> _Known | None:
    """What was kept; None for what makes no sense."""
    try:
        return {
            tuple(map(str, key)): {str(one): str(label) for one, label in known}
            for key, known in json.loads(text)
        }
    except (ValueError, TypeError):
        return None
