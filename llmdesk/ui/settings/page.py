"""What the pages of the settings share: headings, rows that follow the settings and can be reset, a search.

Owns a page's scrolling column and the link between rows and settings. Must not know which pages
there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from llmdesk.settings import Settings
from llmdesk.ui.services import Services
from llmdesk.ui.settings.setting_row import NumberRow, SettingRow
from llmdesk.ui.theme import GAP, MARGIN, SPACE
from llmdesk.ui.widgets.choice_box import ChoiceBox
from llmdesk.ui.widgets.fields.number_slider import NumberSlider
from llmdesk.ui.widgets.plain_label import plain_label

_DEFAULTS = Settings()

R = TypeVar("R", bound=SettingRow)


@dataclass(frozen=True)
class _Linked:
    row: SettingRow
    names: tuple[str, ...]


@dataclass
class _Section:
    """A heading (None above the first one) and what stands below it."""

    heading: QLabel | None
    parts: list[QWidget]


class SettingsPage(QScrollArea):
    """Subclasses add headings, rows and parts, and say words (`retranslate`) and values (`show_values`)."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._linked: list[_Linked] = []
        self._sections = [_Section(None, [])]
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

    def add_heading(self) -> QLabel:
        """What follows belongs below it."""
        heading = plain_label("section")
        heading.setIndent(0)  # Qt moves the text of a label with a frame
        self._sections.append(_Section(heading, []))
        self.column.addWidget(heading)
        return heading

    def add_part(self, part: QWidget) -> None:
        """Something that is no setting, or more than one."""
        self._sections[-1].parts.append(part)
        self.column.addWidget(part)

    def add_row(self, field: QWidget | QLayout, *names: str, named: QWidget | None = None) -> SettingRow:
        """A row for the settings `names`, which its reset sets to their defaults."""
        return self._link(SettingRow(self._services.theme, field, named), *names)

    def add_number(self, number: NumberSlider, name: str) -> NumberRow:
        """A row for a number that may be automatic."""
        return self._link(NumberRow(self._services.theme, number), name)

    def _link(self, row: R, *names: str) -> R:
        defaults = {name: getattr(_DEFAULTS, name) for name in names}
        row.reset_asked.connect(lambda: self.update_settings(**defaults))
        self._linked.append(_Linked(row, names))
        self.add_part(row)
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

    # -- finding ----------------------------------------------------------------------------------
    def search(self, words: Sequence[str], name: str) -> bool:
        """Show only what has all `words` (in lower case) in it, in its heading or in the page's `name`; all
        of it for none. Whether anything is left."""
        found = False
        for section in self._sections:
            above = f"{name} {section.heading.text() if section.heading is not None else ''}".lower()
            shown = [_has(f"{above} {_texts_of(part)}", words) for part in section.parts]
            for part, show in zip(section.parts, shown, strict=True):
                part.setVisible(show)
            if section.heading is not None:
                section.heading.setVisible(any(shown) or not words)
            found |= any(shown)
        return found

    def go_to(self, heading: QLabel) -> None:
        """Once all has its place."""
        bar = self.verticalScrollBar()
        QTimer.singleShot(0, heading, lambda: bar.setValue(max(0, heading.y() - GAP)))

    # -- words ------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say all words in the language of now."""

    def show_values(self) -> None:
        """Put the settings of now into the fields."""


def _has(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _texts_of(part: QWidget) -> str:
    """All that can be read in it."""
    return " ".join(_texts(part)).lower()


def _texts(part: QWidget) -> Iterator[str]:
    for widget in (part, *part.findChildren(QWidget)):
        yield widget.accessibleName()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, ChoiceBox):
            yield from (choice.text for choice in widget.choices)
