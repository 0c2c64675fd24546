"""What was typed into a form that several things share, and is not saved yet.

Owns these forms by the key of what they would change, also from one window to the next. Must not know what
is in one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from llmdesk.ui.drafts import Drafts, Keeper

F = TypeVar("F")


class UnsavedForms(QObject, Generic[F]):
    """GUI thread. `encode` and `decode` as a `Keeper` wants them; what was kept is here at once, where it can
    be read."""

    def __init__(
        self,
        drafts: Drafts,
        place: str,
        encode: Callable[[dict[str, F]], str],
        decode: Callable[[str], dict[str, F] | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._forms: dict[str, F] = {}
        self._keeper = Keeper(
            drafts, place, lambda: dict(self._forms), self._take, encode, decode, self, merges=True
        )
        if self._keeper.read_now() is not None:
            self._keeper.read()

    def __contains__(self, key: str) -> bool:
        return key in self._forms

    def get(self, key: str) -> F | None:
        return self._forms.get(key)

    def put(self, key: str, form: F) -> None:
        self._forms[key] = form
        self._keeper.keep_soon()

    def forget(self, key: str) -> None:
        self._forms.pop(key, None)
        self._keeper.keep_soon()

    def _take(self, kept: dict[str, F]) -> None:
        """What was typed meanwhile is newer."""
        self._forms = kept | self._forms
