"""What the pages of the settings share: rows that follow the settings and can be reset.

Owns a page's scrolling column and the link between rows and settings. Must not know which pages
there are.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from llmdesk.settings import Settings
from llmdesk.ui.services import Services
from llmdesk.ui.settings.setting_row import SettingRow
from llmdesk.ui.theme import GAP, MARGIN, SPACE

_DEFAULTS = Settings()


@dataclass(frozen=True)
class _Linked:
    row: SettingRow
    names: tuple[str, ...]


class SettingsPage(QScrollArea):
    """Subclasses add rows, and say words (`retranslate`) and values (`show_values`)."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._linked: list[_Linked] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard goes from field to field, and it follows
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(MARGIN, GAP, GAP, GAP)
        self.column.setSpacing(SPACE)
        self.setWidget(page)
        services.settings.changed.connect(self.refresh)

    @property
    def value(self) -> Settings:
        return self._services.settings.value

    def update_settings(self, **changes: object) -> None:
        self._services.settings.update(**changes)

    def add_row(self, field: QWidget | QLayout, *names: str, named: QWidget | None = None) -> SettingRow:
        """A row for the settings `names`, which its reset sets to their defaults."""
        row = SettingRow(self._services.theme, field, named)
        defaults = {name: getattr(_DEFAULTS, name) for name in names}
        row.reset_asked.connect(lambda: self.update_settings(**defaults))
        self._linked.append(_Linked(row, names))
        self.column.addWidget(row)
        return row

    def finish(self) -> None:
        """After the last row."""
        self.column.addStretch(1)
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Show the settings of now, without telling anybody."""
        for linked in self._linked:
            linked.row.show_default(
                all(getattr(self.value, name) == getattr(_DEFAULTS, name) for name in linked.names)
            )
        self.show_values()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say all words in the language of now."""

    def show_values(self) -> None:
        """Put the settings of now into the fields."""


def number_field(most: int, step: int) -> QSpinBox:
    """A field for a number in which 0 means: llmdesk decides."""
    box = QSpinBox(maximum=most, singleStep=step)
    box.setGroupSeparatorShown(True)
    box.setKeyboardTracking(False)
    box.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)  # the style sheet's padding does not reach it
    return box
