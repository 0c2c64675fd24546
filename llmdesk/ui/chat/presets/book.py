"""The presets and prompts that there are, read in tasks and kept for menus and lists that open at once.

Owns this copy of the shelf, and the changes of the user. Must not know which chat is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QLocale, QObject, Signal

from llmdesk.outputs import look_at
from llmdesk.store import Item
from llmdesk.tools.chat.presets.beginning import reference_to, referred_to
from llmdesk.tools.chat.presets.exchange import Came, file_bytes, read_file
from llmdesk.tools.chat.presets.shelf import Shelf, Shelved, Taken, preset_shelf, prompt_shelf
from llmdesk.tools.chat.presets.types import Preset, Prompt
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext

Kind = Literal["preset", "prompt"]
Fail = Callable[[Exception], None] | None
T = TypeVar("T")
_Read = tuple[list[Shelved[Preset]], list[Shelved[Prompt]]]
#: Of a file: what it held, and what became of its presets and prompts.
Imported = tuple[Came, Taken, Taken]


def window_language() -> str:
    """That of the window, as the ready-made ones are named by."""
    return "zh_CN" if QLocale().name().startswith("zh") else "en"


class PresetBook(QObject):
    """GUI thread. `changed` when there are others than before."""

    changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._shelves: dict[Kind, Shelf[Any]] = {
            "preset": preset_shelf(services.store),
            "prompt": prompt_shelf(services.store),
        }
        self._found: dict[Kind, list[Shelved[Any]]] = {"preset": [], "prompt": []}
        self._language = ""
        self._reading = 0
        self.refresh()

    def presets(self) -> list[Shelved[Preset]]:
        """The user's own, then the ready-made ones; none until they were read the first time."""
        return self.all("preset")

    def all(self, kind: Kind) -> list[Shelved[Any]]:
        if self._language != window_language():
            self.refresh()
        return list(self._found[kind])

    def current_of(self, preset: Preset) -> Preset | None:
        """What the preset of a chat is on the shelf today; None: it stands there no more, or never did."""
        if not preset.name:
            return None
        same = (each.value for each in self._found["preset"] if _is_same(each, preset))
        return next(same, None)

    def beginning(self) -> Preset | None:
        """The preset that new chats begin with; None for none, or until they were read."""
        return referred_to(self._services.settings.value.chat_preset, self._found["preset"])

    def begin_chats_with(self, preset: Preset | None) -> None:
        """From the next new chat on; None: with none."""
        self._services.settings.update(chat_preset="" if preset is None else reference_to(preset))

    def refresh(self) -> None:
        """Read them again; the newest reading counts."""
        self._language = language = window_language()
        self._reading += 1
        reading = self._reading

        def work(_: TaskContext) -> _Read:
            return self._shelves["preset"].all(language), self._shelves["prompt"].all(language)

        def show(found: _Read) -> None:
            if reading == self._reading:
                self._found = {"preset": list(found[0]), "prompt": list(found[1])}
                self.changed.emit()

        self._services.tasks.start(work, owner=self, on_done=show)

    # -- what the user changes ------------------------------------------------------------------
    def add(
        self, kind: Kind, value: Preset | Prompt, then: Callable[[Item], None], fail: Fail = None
    ) -> None:
        """`fail`, here as below: who tells the user; None: a notice."""
        self._change(lambda: self._shelves[kind].add(value), then, fail)

    def change(
        self,
        kind: Kind,
        item: Item,
        value: Preset | Prompt,
        then: Callable[[Item], None],
        fail: Fail = None,
    ) -> None:
        old = reference_to(Preset(item.name))

        def done(changed: Item) -> None:
            if kind == "preset" and self._services.settings.value.chat_preset == old:
                self.begin_chats_with(Preset(changed.name))  # it may have another name now
            then(changed)

        self._change(lambda: self._shelves[kind].change(item, value), done, fail)

    def delete(self, kind: Kind, items: Sequence[Item], then: Callable[[list[Item]], None]) -> None:
        self._change(lambda: [self._shelves[kind].delete(item) for item in items], then)

    def restore(self, kind: Kind, items: Sequence[Item], fail: Fail = None) -> None:
        def work() -> None:
            for item in items:
                self._shelves[kind].restore(item)

        self._change(work, lambda _: None, fail)

    def offer_back(self, kind: Kind, text: str, items: Sequence[Item]) -> None:
        """A notice with a way back to what was deleted, which comes again where that fails."""

        def failed(error: Exception) -> None:
            self._services.notify.show_error(error)
            self.offer_back(kind, text, items)

        self._services.notify.show(text, lambda: self.restore(kind, items, failed))

    def take_in(
        self, path: Path, then: Callable[[Imported], None], fail: Callable[[Exception], None]
    ) -> None:
        """Add what is in a file."""

        def work() -> Imported:
            came = read_file(path)
            presets = self._shelves["preset"].take_in(came.presets)
            return came, presets, self._shelves["prompt"].take_in(came.prompts)

        self._change(work, then, fail)

    def write(
        self,
        path: Path,
        values: Sequence[Preset | Prompt],
        then: Callable[[Path], None],
        fail: Callable[[Exception], None],
    ) -> None:
        """To a file that the user named; the dialog has asked whether it may be replaced."""
        presets = [each for each in values if isinstance(each, Preset)]
        prompts = [each for each in values if isinstance(each, Prompt)]
        data = file_bytes(presets, prompts)
        self._services.tasks.start(
            lambda _: look_at(path, overwrite=True).write(data), owner=self, on_done=then, on_error=fail
        )

    def _change(
        self,
        change: Callable[[], T],
        then: Callable[[T], None],
        fail: Fail = None,
    ) -> None:
        def done(result: T) -> None:
            self.refresh()
            then(result)

        def failed(error: Exception) -> None:
            self.refresh()
            (fail or self._services.notify.show_error)(error)

        self._services.tasks.start(lambda _: change(), owner=self, on_done=done, on_error=failed)


def _is_same(each: Shelved[Preset], preset: Preset) -> bool:
    if preset.key:
        return each.value.key == preset.key
    return not each.value.key and each.value.name == preset.name
