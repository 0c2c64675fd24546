"""The tools that there are, the one chosen, and what the user does to them.

Owns this copy of the shelf, read in tasks, and the choice, which is kept. Must not know widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from llmdesk.errors import fill
from llmdesk.outputs import unused_place, write_for_user
from llmdesk.store import Item
from llmdesk.tools.own import OwnTool, ToolShelf, as_toml, read_tool
from llmdesk.tools.own.shelf import Shelved
from llmdesk.tools.own.types import LONGEST_NAME
from llmdesk.ui.chat.presets.book import window_language
from llmdesk.ui.drafts import Keeper
from llmdesk.ui.services import Services

KEPT = "own.chosen"
FIRST = "ready:title"
T = TypeVar("T")


def key_of(shelved: Shelved) -> str:
    """Names a tool of the shelf, whatever its name and language: "own:7", "ready:title"."""
    return f"own:{shelved.item.id}" if shelved.item is not None else f"ready:{shelved.tool.key}"


@dataclass(frozen=True)
class Imported:
    """What a file held; `new` False where the very same tool is on the shelf."""

    tool: OwnTool
    new: Shelved | None


class ToolBook(QObject):
    """GUI thread. `changed`: there are other tools than before; `chosen`: `current` is another tool, or says
    something else now."""

    changed = Signal()
    chosen = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._shelf = services, ToolShelf(services.store)
        self._found: list[Shelved] = []
        self._key = FIRST
        self._past: OwnTool | None = None  # of a past run, which stands on the shelf no more
        self._reading = 0
        self._keeper = Keeper(
            services.drafts, KEPT, lambda: self._key, self._take, str, str, self, merges=True
        )
        self._keeper.when_read(self.reload)
        self._keeper.read()

    # -- what there is ------------------------------------------------------------------------------
    @property
    def loaded(self) -> bool:
        return bool(self._found)

    def all(self) -> list[Shelved]:
        """The user's own by name, then the ready ones; none until they were read."""
        return list(self._found)

    @property
    def current(self) -> Shelved | None:
        """The chosen tool; None until the shelf was read. One of a past run that is not on the shelf has
        neither an item nor a key."""
        if self._past is not None:
            return Shelved(self._past)
        by_key = {key_of(each): each for each in self._found}
        return by_key.get(self._key) or by_key.get(FIRST) or next(iter(self._found), None)

    def reload(self) -> None:
        """Read the shelf again, in the language of now; the newest reading counts."""
        self._reading += 1
        reading, language = self._reading, window_language()

        def show(found: list[Shelved]) -> None:
            if reading == self._reading:
                before, self._found = self.current, found
                self.changed.emit()
                if self.current != before:
                    self.chosen.emit()

        self._services.tasks.start(lambda _: self._shelf.all(language), owner=self, on_done=show)

    # -- choosing -----------------------------------------------------------------------------------
    def choose(self, key: str) -> None:
        """The tool with this key, once it is on the shelf."""
        before = self.current
        self._key, self._past = key, None
        self._keeper.keep_soon()
        if self.current != before:
            self.chosen.emit()

    def show_past(self, tool: OwnTool) -> None:
        """The tool of a past run: the one of the shelf where it is the same, else as it was then."""
        same = next((each for each in self._found if each.tool == tool), None)
        if same is not None:
            self.choose(key_of(same))
        elif self.current is None or self.current.tool != tool:
            self._past = tool
            self.chosen.emit()

    def _take(self, key: str) -> None:
        if self._key == FIRST and key:
            self._key = key

    # -- changing -----------------------------------------------------------------------------------
    def save(
        self,
        item: Item | None,
        tool: OwnTool,
        then: Callable[[Shelved], object],
        fail: Callable[[Exception], None],
    ) -> None:
        """Keep a tool and choose it: as another version of `item`, or as a new one."""

        def work() -> Shelved:
            return self._shelf.keep(tool) if item is None else self._shelf.change(item, tool)

        def done(saved: Shelved) -> None:
            self._put(saved)
            then(saved)

        self._services.tasks.start(lambda _: work(), owner=self, on_done=done, on_error=fail)

    def duplicate(self, tool: OwnTool, name: str) -> None:
        """Another one that does the same, chosen."""
        self._change(lambda: self._shelf.keep(replace(tool, name=name[:LONGEST_NAME])), self._put)

    def delete(self, shelved: Shelved) -> None:
        """One of the user's own; it can be taken back."""
        item = shelved.item
        if item is None:
            return
        said = fill(self.tr("“{name}” was deleted."), {"name": shelved.tool.name})

        def restore() -> None:
            self._change(lambda: self._shelf.restore(item), lambda _: self.choose(key_of(shelved)))

        self._change(
            lambda: self._shelf.delete(item), lambda _: self._services.notify.show(said, undo=restore)
        )

    def take_in(self, path: Path) -> None:
        """Import a file; what is wrong with it is told."""

        def work() -> Imported:
            tool = read_tool(path)
            if any(each.tool == tool for each in self._shelf.own()):
                return Imported(tool, None)
            return Imported(tool, self._shelf.keep(tool))

        def done(imported: Imported) -> None:
            if imported.new is not None:
                self._put(imported.new)
                words = self.tr("“{name}” was added to your tools.")
                self._services.notify.show(fill(words, {"name": imported.new.tool.name}))
                return
            self.show_past(imported.tool)
            words = self.tr("“{name}” is already among your tools.")
            self._services.notify.show(fill(words, {"name": imported.tool.name}))

        self._change(work, done)

    def write(self, tool: OwnTool, path: Path) -> None:
        """Export it to the place that the user chose; where a file is, with a number behind its name."""

        def done(where: Path) -> None:
            self._services.notify.show(fill(self.tr("Saved as {path}"), {"path": where}))

        self._services.tasks.start(
            lambda _: write_for_user(unused_place(path), as_toml(tool).encode()), owner=self, on_done=done
        )

    def _put(self, saved: Shelved) -> None:
        """On the shelf at once, and chosen; the reading behind it puts it in its place."""
        key = key_of(saved)
        self._found = [saved, *(each for each in self._found if key_of(each) != key)]
        self._key, self._past = key, None
        self._keeper.keep_soon()
        self.changed.emit()
        self.chosen.emit()
        self.reload()

    def _change(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        def done(result: T) -> None:
            self.reload()
            then(result)

        self._services.tasks.start(lambda _: work(), owner=self, on_done=done)
