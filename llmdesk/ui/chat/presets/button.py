"""The button that says how the open chat is answered, with its menu of presets; and that of the prompts.

Owns its words and the menu. Must not change anything: signals say what is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from llmdesk.tools.chat.presets.shelf import Shelved
from llmdesk.tools.chat.presets.types import Preset
from llmdesk.tools.chat.presets.values import preset_value
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import Theme

_WIDEST = 220


class PresetButton(Retranslating, QToolButton):
    """`chosen(Preset | None)`, `change_asked()`, `save_asked()`, `library_asked()`."""

    chosen = Signal(object)
    change_asked = Signal()
    save_asked = Signal()
    library_asked = Signal()
    retranslated = Signal()  # the ready-made presets have other names now

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preset: Preset | None = None
        self._on_shelf: Preset | None = None
        self._presets: Sequence[Shelved[Preset]] = ()
        self._model_is_gone = False
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._open)
        theme.changed.connect(self._retint)
        self._show()

    def show_preset(
        self,
        preset: Preset | None,
        on_shelf: Preset | None,
        presets: Sequence[Shelved[Preset]],
        *,
        model_is_gone: bool = False,
    ) -> None:
        """`preset`: the copy of the chat; `on_shelf`: what it was copied from, as it is today."""
        self._preset, self._on_shelf, self._presets = preset, on_shelf, presets
        self._model_is_gone = model_is_gone
        self._show()

    @property
    def _changed(self) -> bool:
        """Whether the chat says something else than the preset does today."""
        if self._preset is None or self._on_shelf is None:
            return False
        return _said(self._preset) != _said(self._on_shelf)

    # -- the menu ---------------------------------------------------------------------------------
    def _open(self) -> None:
        menu = self.menu_of_now()
        menu.aboutToHide.connect(menu.deleteLater)
        height = menu.sizeHint().height()
        menu.popup(self.mapToGlobal(QPoint(0, -height)))

    def menu_of_now(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Presets"))
        group = QActionGroup(menu)
        self._add(menu, group, self.tr("Default: as in the settings"), None, self._preset is None)
        for own in (True, False):
            entries = [each.value for each in self._presets if (each.item is not None) == own]
            if entries:
                menu.addSeparator()
            for preset in entries:
                is_it = self._preset is not None and preset == self._on_shelf
                self._add(menu, group, preset.name, preset, is_it)
        menu.addSeparator()
        self._add_changes(menu)
        return menu

    def _add_changes(self, menu: QMenu) -> None:
        on_shelf = self._on_shelf
        if self._changed and on_shelf is not None:
            text = self.tr("Use “{preset}” as it is now").replace("{preset}", _in_menu(on_shelf.name))
            menu.addAction(text, lambda: self.chosen.emit(on_shelf))
        menu.addAction(self.tr("Change for this chat…"), self.change_asked.emit)
        if self._preset is not None and (self._on_shelf is None or self._changed):
            menu.addAction(self.tr("Save as a new preset…"), self.save_asked.emit)
        menu.addAction(self.tr("All presets…"), self.library_asked.emit)

    def _add(
        self, menu: QMenu, group: QActionGroup, text: str, preset: Preset | None, checked: bool
    ) -> QAction:
        action = menu.addAction(_in_menu(text))
        action.setCheckable(True)
        action.setChecked(checked)
        group.addAction(action)
        if preset is not None:
            action.setToolTip(preset.instructions)
        action.triggered.connect(lambda: self.chosen.emit(preset))
        return action

    # -- words and colours --------------------------------------------------------------------------
    def _show(self) -> None:
        preset = self._preset
        if preset is None:
            name = self.tr("Default")
        elif not preset.name:
            name = self.tr("Custom")
        elif self._changed:
            name = self.tr("{preset}, changed").replace("{preset}", preset.name)
        else:
            name = preset.name
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST)
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(self.tr("Preset: {preset}").replace("{preset}", name))
        tip = self.tr("How this chat is answered: instructions, sampling, model")
        if self._model_is_gone and preset is not None:
            gone = self.tr("Made for the model {model}, which is not installed.")
            tip = gone.replace("{model}", preset.model) + "\n" + tip
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        self._retint()

    def _retint(self) -> None:
        name = "warning" if self._model_is_gone else "settings"
        self.setIcon(self._theme.icon(name, "warning" if self._model_is_gone else "muted"))

    def _retranslate(self) -> None:
        self._show()
        self.retranslated.emit()


class PromptButton(Retranslating, QToolButton):
    """Opens the list of prompts without a slash."""

    def __init__(self) -> None:
        super().__init__()
        self.setText("/")
        self._retranslate()

    def _retranslate(self) -> None:
        self.setToolTip(self.tr("Prompts (or type / at the start of a message)"))
        self.setAccessibleName(self.tr("Prompts"))


def _said(preset: Preset) -> dict[str, object]:
    """Without the name, which is another in another language."""
    return {name: value for name, value in preset_value(preset).items() if name != "name"}


def _in_menu(text: str) -> str:
    """An ampersand is a mnemonic there."""
    return text.replace("&", "&&")
