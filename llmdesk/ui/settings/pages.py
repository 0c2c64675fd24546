"""The pages of the settings on looks, language and the engine.

Owns these forms. Must not apply anything: who uses a setting listens to it.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox

from llmdesk.engine.types import Device
from llmdesk.settings import Settings
from llmdesk.ui.language import LANGUAGES
from llmdesk.ui.look.sizes import TEXT_SIZES
from llmdesk.ui.services import Services
from llmdesk.ui.settings.page import SettingsPage, number_field
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox

MAX_CONTEXT = 1_048_576
CONTEXT_STEP = 1024
MAX_THREADS = 512
MAX_IDLE_MINUTES = 24 * 60


class AppearancePage(SettingsPage):
    """Light or dark, and what is told outside of the window."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._theme = ChoiceBox()
        self._row = self.add_row(self._theme, "theme")
        self._text_size = ChoiceBox()
        self._size_row = self.add_row(self._text_size, "text_size")
        self._notices = QCheckBox()
        self._notices_row = self.add_row(self._notices, "desktop_notices")
        self._theme.chosen.connect(lambda mode: self.update_settings(theme=mode))
        self._text_size.chosen.connect(lambda percent: self.update_settings(text_size=percent))
        self._notices.toggled.connect(lambda on: self.update_settings(desktop_notices=on))
        self.finish()

    def retranslate(self) -> None:
        self._row.set_texts(self.tr("Colours"), self.tr("Light or dark. Changes immediately."))
        self._size_row.set_texts(
            self.tr("Text size"),
            self.tr("Of everything in the window. Ctrl and + or − change it anywhere, Ctrl+0 resets it."),
        )
        self._notices_row.set_texts(
            self.tr("Notifications"),
            self.tr("Shows a desktop notification when a download finishes while you are in another window."),
        )
        self._notices.setText(self.tr("Notify me when a download finishes"))

    def show_values(self) -> None:
        choices = [
            Choice(self.tr("Follow the system"), "system"),
            Choice(self.tr("Light"), "light"),
            Choice(self.tr("Dark"), "dark"),
        ]
        self._theme.set_choices(choices, self.value.theme)
        now, percent = self.value.text_size, QLocale().percent()
        sizes = sorted({*TEXT_SIZES, now})
        self._text_size.set_choices([Choice(f"{size} {percent}", size) for size in sizes], now)
        self._notices.blockSignals(True)
        self._notices.setChecked(self.value.desktop_notices)
        self._notices.blockSignals(False)


class LanguagePage(SettingsPage):
    """The language of the window."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._language = ChoiceBox()
        self._row = self.add_row(self._language, "language")
        self._language.chosen.connect(lambda code: self.update_settings(language=code))
        self.finish()

    def retranslate(self) -> None:
        self._row.set_texts(
            self.tr("Language"),
            self.tr(
                "The language of the window. Changes immediately. A model answers in the "
                "language you write in."
            ),
        )

    def show_values(self) -> None:
        system = Choice(self.tr("Follow the system"), "system")
        languages = [Choice(name, code) for code, name in LANGUAGES.items()]
        self._language.set_choices([system, *languages], self.value.language)


class EnginePage(SettingsPage):
    """Where and how models run; counts from the next load on."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._devices: list[Device] = []
        self._device = ChoiceBox()
        self._threads = number_field(MAX_THREADS, 1)
        self._context = number_field(MAX_CONTEXT, CONTEXT_STEP)
        self._idle = number_field(MAX_IDLE_MINUTES, 5)
        self._device_row = self.add_row(self._device, "device")
        self._threads_row = self.add_row(self._threads, "threads")
        self._context_row = self.add_row(self._context, "context")
        self._idle_row = self.add_row(self._idle, "idle_unload_minutes")
        self._device.chosen.connect(lambda device: self.update_settings(device=device))
        self._threads.valueChanged.connect(lambda n: self.update_settings(threads=n or None))
        self._context.valueChanged.connect(lambda n: self.update_settings(context=n or None))
        self._idle.valueChanged.connect(lambda n: self.update_settings(idle_unload_minutes=n))
        self.finish()
        services.tasks.start(self._find_devices, owner=self, on_done=self._on_devices)

    def retranslate(self) -> None:
        self._device_row.set_texts(
            self.tr("Device"),
            self.tr("What the model runs on. A graphics card is faster if the model fits in its memory."),
        )
        self._threads_row.set_texts(
            self.tr("Threads"),
            self.tr("How many processor threads to use. More threads than cores makes it slower."),
        )
        self._context_row.set_texts(
            self.tr("Context"),
            self.tr("How much of a chat the model can see at once. A larger context needs more memory."),
        )
        self._idle_row.set_texts(
            self.tr("Unload when idle"),
            self.tr(
                "Frees the memory after a while without use. The model is loaded again for the next answer."
            ),
        )
        for box, zero, unit in (
            (self._threads, self.tr("Measured on this computer"), ""),
            (self._context, self.tr("As much as memory allows"), self.tr(" tokens")),
            (self._idle, self.tr("Never"), self.tr(" minutes")),
        ):
            box.setSpecialValueText(zero)
            box.setSuffix(unit)

    def show_values(self) -> None:
        value = self.value
        self._device.set_choices(self._device_choices(value), value.device)
        for box, number in (
            (self._threads, value.threads),
            (self._context, value.context),
            (self._idle, value.idle_unload_minutes),
        ):
            box.blockSignals(True)
            box.setValue(number or 0)
            box.blockSignals(False)

    def _device_choices(self, value: Settings) -> list[Choice]:
        choices = [Choice(self.tr("Best available"), "auto"), Choice(self.tr("CPU only"), "cpu")]
        gpus = [device for device in self._devices if device.kind == "gpu"]
        if gpus:
            choices.append(Choice(self.tr("GPU"), "gpu"))
            choices += [Choice(f"{device.id}: {device.description}", device.id) for device in gpus]
        if value.device not in {choice.data for choice in choices}:
            choices.append(Choice(value.device, value.device))
        return choices

    def _find_devices(self, _: TaskContext) -> list[Device]:
        return self._services.machine.devices()

    def _on_devices(self, devices: list[Device]) -> None:
        self._devices = devices
        self.show_values()
