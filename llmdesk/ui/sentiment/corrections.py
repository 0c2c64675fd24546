"""What the user knows better: the right label of texts, for each set of labels.

Owns the corrections: kept in the store, used by every later result with these labels. GUI thread;
reads and writes in tasks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import StoreError
from llmdesk.ui.sentiment.keeping import Keeper
from llmdesk.ui.services import Services

KEPT = "sentiment.corrections"
MOST = 2000  # of one set; the oldest go


class SentimentCorrections(QObject):
    """`changed` after a correction was added or taken back, and when they were read."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._known: dict[tuple[str, ...], dict[str, str]] = {}
        self._keeper = Keeper(services, self, KEPT, self._state)
        services.tasks.start(
            lambda _: _parse(services.store.kept(KEPT)),
            owner=self,
            on_done=self._on_read,
        )

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

    def flush(self) -> None:
        """Write down what is not yet; before the window goes."""
        if self._keeper.waits_for_reading:
            try:
                self._on_read(_parse(self._services.store.kept(KEPT)))
            except StoreError as error:  # what was kept stays, and what was said just now is lost
                self._services.notify.show_error(error)
        self._keeper.flush()

    def _state(self) -> object:
        return [[list(key), list(known.items())] for key, known in self._known.items()]

    def _on_read(self, known: dict[tuple[str, ...], dict[str, str]]) -> None:
        for key, texts in known.items():
            self._known[key] = texts | self._known.get(key, {})
        self.changed.emit()
        self._keeper.release()


def _key(labels: Sequence[str]) -> tuple[str, ...]:
    """The same labels in another order are the same labels."""
    return tuple(sorted(labels))


def _parse(text: str) -> dict[tuple[str, ...], dict[str, str]]:
    """What was kept; nothing for what makes no sense."""
    try:
        return {
            tuple(map(str, key)): {str(one): str(label) for one, label in known}
            for key, known in (json.loads(text) if text else [])
        }
    except (ValueError, TypeError):
        return {}
