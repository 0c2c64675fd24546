"""The rows of the settings on where and how models run; they count from the next load on.

Owns these rows. Must not apply anything: who uses a setting listens to it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from llmdesk.engine.types import Device
from llmdesk.hardware import cores
from llmdesk.models.own_settings import KV_TYPES
from llmdesk.settings import MAX_IDLE_MINUTES, MAX_THREADS, Settings
from llmdesk.ui.services import Services
from llmdesk.ui.settings.page import SettingsPage
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.fields.number_slider import NumberSlider, Span

_MOST_CONTEXT = 1_048_576
_CONTEXT_STEP = 1024
_START_CONTEXT = 8192
_CONTEXTS = tuple(
    size for power in range(10, 18) for size in (1 << power, 3 << (power - 1)) if size <= 1 << 17
)
_IDLE_STEP = 5
_START_IDLE = 30
_IDLE = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440)


class RunningRows(QObject):
    """Device, threads, context and its type, unloading: added to `page` where it is now."""

    def __init__(self, services: Services, page: SettingsPage) -> None:
        super().__init__(page)
        self._services, self._page = services, page
        self._devices: list[Device] = []
        most = max(2, cores().logical)
        self._device = ChoiceBox()
        self._threads = NumberSlider(Span(1, MAX_THREADS, 1, 0, max(1, most // 2), range(1, most + 1)))
        self._context = NumberSlider(Span(1, _MOST_CONTEXT, _CONTEXT_STEP, 0, _START_CONTEXT, _CONTEXTS))
        self._kv = ChoiceBox()
        self._idle = NumberSlider(Span(1, MAX_IDLE_MINUTES, _IDLE_STEP, 0, _START_IDLE, _IDLE))
        self._device_row = page.add_row(self._device, "device")
        self._threads_row = page.add_number(self._threads, "threads")
        self._context_row = page.add_number(self._context, "context")
        self._kv_row = page.add_row(self._kv, "kv_type")
        self._idle_row = page.add_number(self._idle, "idle_unload_minutes")
        self._device.chosen.connect(lambda device: page.update_settings(device=device))
        self._threads.chosen.connect(lambda n: page.update_settings(threads=_whole(n)))
        self._context.chosen.connect(lambda n: page.update_settings(context=_whole(n)))
        self._kv.chosen.connect(lambda kind: page.update_settings(kv_type=kind))
        self._idle.chosen.connect(lambda n: page.update_settings(idle_unload_minutes=_whole(n) or 0))
        services.tasks.start(self._find_devices, owner=self, on_done=self._on_devices)

    def retranslate(self) -> None:
        automatic = self.tr("Automatic")
        self._device_row.set_texts(
            self.tr("Device"),
            self.tr("What the model runs on. A graphics card is faster if the model fits in its memory."),
        )
        self._threads_row.set_words(
            self.tr("Threads"),
            self.tr(
                "How many processor threads to use. Automatic: measured on this computer. More threads "
                "than cores makes it slower."
            ),
            automatic,
        )
        self._context_row.set_words(
            self.tr("Context"),
            self.tr(
                "How much of a chat the model can see at once. Automatic: as much as memory allows. A "
                "larger context needs more memory."
            ),
            automatic,
            self.tr(" tokens"),
        )
        self._kv_row.set_texts(
            self.tr("Type of the context"),
            self.tr(
                "What a model has read is kept in memory. Fewer bits leave room for a longer context. "
                "A model can have a type of its own."
            ),
        )
        self._idle_row.set_words(
            self.tr("Unload when idle"),
            self.tr(
                "Frees the memory after a while without use. The model is loaded again for the next answer."
            ),
            self.tr("Never"),
            self.tr(" minutes"),
        )

    def show_values(self) -> None:
        value = self._page.value
        self._device.set_choices(self._device_choices(value), value.device)
        self._threads.follow(value.threads)
        self._context.follow(value.context)
        self._kv.set_choices(self._kv_choices(), value.kv_type)
        self._idle.follow(value.idle_unload_minutes or None)

    def _device_choices(self, value: Settings) -> list[Choice]:
        choices = [Choice(self.tr("Best available"), "auto"), Choice(self.tr("CPU only"), "cpu")]
        gpus = [device for device in self._devices if device.kind == "gpu"]
        if gpus:
            choices.append(Choice(self.tr("GPU"), "gpu"))
            choices += [Choice(f"{device.id}: {device.description}", device.id) for device in gpus]
        if value.device not in {choice.data for choice in choices}:
            choices.append(Choice(value.device, value.device))
        return choices

    def _kv_choices(self) -> list[Choice]:
        words = (
            self.tr("16 bits (f16)"),
            self.tr("8 bits (q8_0): about half the memory"),
            self.tr("4 bits (q4_0): about a quarter, less exact"),
        )
        return [Choice(text, kind) for text, kind in zip(words, KV_TYPES, strict=True)]

    def _find_devices(self, _: TaskContext) -> list[Device]:
        return self._services.machine.devices()

    def _on_devices(self, devices: list[Device]) -> None:
        self._devices = devices
        self.show_values()


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)
