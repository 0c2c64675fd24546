"""What the user knows better: the right label of texts, for each set of labels.

Owns the corrections: kept in the store, used by every later result with these labels. GUI thread;
reads and writes in tasks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

KEPT = "sentiment.corrections"
MOST = 2000  # of one set; the oldest go


class SentimentCorrections(QObject):
    """`changed` after a correction was added or taken back, and when they were read."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._known: dict[tuple[str, ...], dict[str, str]] = {}
        self._unwritten = 0
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
        self._write()

    def _write(self) -> None:
        """The newest state, once the writes before it are through."""
        self._unwritten += 1
        if self._unwritten > 1:
            return
        snapshot = [[list(key), list(known.items())] for key, known in self._known.items()]

        def write(_: TaskContext) -> None:
            self._services.store.keep(KEPT, json.dumps(snapshot))

        self._services.tasks.start(
            write,
            owner=self,
            on_done=partial(self._on_written, self._unwritten),
            on_error=self._on_failed,
        )

    def _on_written(self, written: int, _: None) -> None:
        more, self._unwritten = self._unwritten > written, 0
        if more:
            self._write()

    def _on_failed(self, error: Exception) -> None:
        self._unwritten = 0
        self._services.notify.show_error(error)

    def _on_read(self, known: dict[tuple[str, ...], dict[str, str]]) -> None:
        for key, texts in known.items():
            self._known[key] = texts | self._known.get(key, {})
        self.changed.emit()


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
