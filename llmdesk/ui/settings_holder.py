"""The settings while the window runs: one value, changed in one place, saved at once.

Owns the saving, and the values that the command line set for this session only: they win, are
never written, and end when the user changes that setting. Must not interpret any setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import SettingsError
from llmdesk.settings import Settings, save_settings


class SettingsHolder(QObject):
    """`value` is what counts now. Read it from any thread; `update` on the GUI thread."""

    changed = Signal()
    failed = Signal(object)  # SettingsError: the change counts, but could not be saved

    def __init__(
        self,
        saved: Settings,
        path: Path,
        session: Mapping[str, object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._saved, self._path = saved, path
        self._session = dict(session or {})
        self._value = _replaced(saved, self._session)

    @property
    def value(self) -> Settings:
        return self._value

    def given(self, name: str) -> bool:
        """Whether this setting was given for this session, such as on the command line."""
        return name in self._session

    def update(self, **changes: object) -> None:
        """Change settings and save them; `changed` fires when something is different."""
        for name in changes:
            self._session.pop(name, None)
        saved = _replaced(self._saved, changes)
        value = _replaced(saved, self._session)
        if saved != self._saved:
            self._saved = saved
            try:
                save_settings(self._path, saved)
            except SettingsError as error:
                self.failed.emit(error)
        if value != self._value:
            self._value = value
            self.changed.emit()


def _replaced(settings: Settings, changes: Mapping[str, object]) -> Settings:
    return replace(settings, **changes)  # type: ignore[arg-type]  # names and types come from typed callers
