"""The settings, in a small window beside the main one. Every change counts at once.

Owns the form. Must not apply anything: it changes `SettingsHolder`, and who uses a setting
listens. What concerns the engine is used from the next load on.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from llmdesk.engine.types import Device
from llmdesk.settings import Settings
from llmdesk.ui.language import LANGUAGES
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, MARGIN, SPACE
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox

MAX_CONTEXT = 1_048_576
CONTEXT_STEP = 1024
MAX_THREADS = 512
MAX_IDLE_MINUTES = 24 * 60
WIDTH = 440


class SettingsDialog(QDialog):
    """Language, theme and network; device, threads, context and idle unload."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._devices: list[Device] = []
        self.setModal(False)
        self.setMinimumWidth(WIDTH)
        self._language, self._theme, self._device = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._threads = _number(MAX_THREADS, 1)
        self._context = _number(MAX_CONTEXT, CONTEXT_STEP)
        self._idle = _number(MAX_IDLE_MINUTES, 5)
        self._offline = QCheckBox()
        self._headings = [_label("strong") for _ in range(2)]
        self._hint = _label("small")
        self._close = QPushButton()
        self._labels: dict[QWidget, QLabel] = {}
        self._build()
        self._retranslate()
        self._connect()
        services.settings.changed.connect(self._show_values)
        services.tasks.start(
            self._find_devices, owner=self, on_done=self._on_devices, on_error=services.notify.show_error
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        column.setSpacing(GAP)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self._language, self._theme, self._offline),
            (self._device, self._threads, self._context, self._idle),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        for heading, fields in zip(self._headings, groups, strict=True):
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for field in fields:
                label = self._labels[field] = _label("")
                label.setBuddy(field)
                row = grid.rowCount()
                grid.addWidget(field, row, 1)  # first: a search by name finds it before its label
                grid.addWidget(label, row, 0)
            grid.setRowMinimumHeight(grid.rowCount(), SPACE)
        column.addWidget(self._hint)
        column.addStretch(1)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        update = self._services.settings.update
        self._language.chosen.connect(lambda code: update(language=code))
        self._theme.chosen.connect(lambda mode: update(theme=mode))
        self._device.chosen.connect(lambda device: update(device=device))
        self._offline.toggled.connect(lambda on: update(offline=on))
        self._threads.valueChanged.connect(lambda n: update(threads=n or None))
        self._context.valueChanged.connect(lambda n: update(context=n or None))
        self._idle.valueChanged.connect(lambda n: update(idle_unload_minutes=n))
        self._close.clicked.connect(self.close)

    # -- words ------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        self._headings[0].setText(self.tr("Window"))
        self._headings[1].setText(self.tr("Engine"))
        self._hint.setText(self.tr("Changes of the engine count from the next answer on."))
        self._close.setText(self.tr("Close"))
        for field, name in (
            (self._language, self.tr("Language")),
            (self._theme, self.tr("Colours")),
            (self._offline, self.tr("Network")),
            (self._device, self.tr("Device")),
            (self._threads, self.tr("Threads")),
            (self._context, self.tr("Context")),
            (self._idle, self.tr("Unload when idle")),
        ):
            self._labels[field].setText(name)
            field.setAccessibleName(name)
        self._offline.setText(self.tr("Offline: never use the network"))
        self._offline.setAccessibleName(self.tr("Offline"))
        for box, zero, unit in (
            (self._threads, self.tr("Measured on this computer"), ""),
            (self._context, self.tr("What the memory allows"), self.tr(" tokens")),
            (self._idle, self.tr("Never"), self.tr(" minutes")),
        ):
            box.setSpecialValueText(zero)
            box.setSuffix(unit)
        self._show_values()

    # -- values -----------------------------------------------------------------------------------
    def _show_values(self) -> None:
        """Without telling anybody: these are the settings already."""
        value = self._services.settings.value
        system = Choice(self.tr("Like the system"), "system")
        languages = [Choice(name, code) for code, name in LANGUAGES.items()]
        self._language.set_choices([system, *languages], value.language)
        themes = [system, Choice(self.tr("Light"), "light"), Choice(self.tr("Dark"), "dark")]
        self._theme.set_choices(themes, value.theme)
        self._device.set_choices(self._device_choices(value), value.device)
        for box, number in (
            (self._threads, value.threads),
            (self._context, value.context),
            (self._idle, value.idle_unload_minutes),
        ):
            box.blockSignals(True)
            box.setValue(number or 0)
            box.blockSignals(False)
        self._offline.blockSignals(True)
        self._offline.setChecked(value.offline)
        self._offline.blockSignals(False)

    def _device_choices(self, value: Settings) -> list[Choice]:
        choices = [Choice(self.tr("The best there is"), "auto"), Choice(self.tr("CPU only"), "cpu")]
        gpus = [device for device in self._devices if device.kind == "gpu"]
        if gpus:
            choices.append(Choice(self.tr("GPU"), "gpu"))
            choices += [Choice(f"{device.id}: {device.description}", device.id) for device in gpus]
        if value.device not in {choice.data for choice in choices}:
            choices.append(Choice(value.device, value.device))
        return choices

    def _find_devices(self, _: TaskContext) -> list[Device]:
        return self._services.engine.devices()

    def _on_devices(self, devices: list[Device]) -> None:
        self._devices = devices
        self._show_values()


def _number(most: int, step: int) -> QSpinBox:
    """A field for a number in which 0 means: llmdesk decides."""
    box = QSpinBox(maximum=most, singleStep=step)
    box.setGroupSeparatorShown(True)
    box.setKeyboardTracking(False)
    box.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)  # the style sheet's padding does not reach it
    return box


def _label(kind: str) -> QLabel:
    label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=kind == "small")
    label.setProperty("kind", kind)
    return label
