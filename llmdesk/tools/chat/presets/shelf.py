"""The presets (or prompts) that one can choose from: the user's own in the store, and the ready-made ones.

Owns their order, their names (no two of the user's own have the same) and how one is found. Must not show
anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, UsageError, shown
from llmdesk.store import Item, Store
from llmdesk.tools.chat.presets import ready
from llmdesk.tools.chat.presets.types import LONGEST_NAME, Preset, Prompt
from llmdesk.tools.chat.presets.values import (
    Read,
    preset_value,
    prompt_value,
    read_preset,
    read_prompt,
)

V = TypeVar("V", bound=Preset | Prompt)


@dataclass(frozen=True)
class Shelved(Generic[V]):
    """`item`: what is kept of the user's own; None for a ready-made one."""

    value: V
    item: Item | None = None


@dataclass(frozen=True)
class Taken:
    """What became of those of a file. `renamed`: new, under a name that was not taken."""

    new: int = 0
    known: int = 0
    renamed: int = 0


class Shelf(Generic[V]):
    """Any thread. Raises what the store raises."""

    def __init__(
        self,
        store: Store,
        kind: Literal["preset", "prompt"],
        read: Callable[[object], Read],
        value_of: Callable[[V], dict[str, object]],
        ready_made: Callable[[str], Sequence[V]],
    ) -> None:
        self._store, self._kind = store, kind
        self._read, self._value_of, self._ready_made = read, value_of, ready_made

    def own(self) -> list[Shelved[V]]:
        """The user's own, by name."""
        return self._read_all(self._store.items.all(self._kind))

    def _read_all(self, items: Iterable[Item]) -> list[Shelved[V]]:
        found = []
        for item in items:
            value = self._read({**item.body, "name": item.name}).value
            if value is not None:
                found.append(Shelved(value, item))
        return sorted(found, key=lambda each: each.value.name.casefold())

    def all(self, language: str) -> list[Shelved[V]]:
        """The user's own, then the ready-made ones in `language` ("en", "zh_CN")."""
        ready_made: list[Shelved[V]] = [Shelved(value) for value in self._ready_made(language)]
        return [*self.own(), *ready_made]

    def find(self, name: str, language: str) -> V:
        """By name, the user's own first; a ready-made one by its key or its name in any language. Raises
        `UsageError`."""
        wanted = name.strip().casefold()
        every: list[Shelved[V]] = [
            *self.all(language),
            *(Shelved(v) for code in ready.LANGUAGES for v in self._ready_made(code)),
        ]
        for each in every:
            if wanted == each.value.name.casefold():
                return each.value
        for each in every:
            if wanted and wanted == each.value.key:
                return each.value
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is no preset of that name."),
            QT_TRANSLATE_NOOP("core", "“{name}” is none of: {names}."),
            QT_TRANSLATE_NOOP("core", "llmdesk presets list shows them all."),
            name=shown(name),
            names=Listing(tuple(each.value.name for each in self.all(language)[:40])),
        )

    def add(self, value: V) -> Item:
        """Keep a value as the user's own; its name gets a number where it is taken."""
        value = replace(value, name=self._free_name(value.name), key="")
        return self._store.items.add(self._kind, value.name, self._body(value))

    def change(self, item: Item, value: V) -> Item:
        name = self._free_name(value.name, besides=item.id)
        return self._store.items.change(item.id, name, self._body(replace(value, key="")))

    def delete(self, item: Item) -> Item:
        return self._store.items.delete(item.id)

    def restore(self, item: Item) -> None:
        self._store.items.restore(item)

    def take_in(self, values: Sequence[V]) -> Taken:
        """Add those of a file, all or none. What is here already, value for value, is not added again;
        nothing is replaced."""
        items = self._store.items.all(self._kind)
        here = {each.value for each in self._read_all(items)}
        free = _FreeNames(item.name for item in items)
        added: list[V] = []
        renamed = 0
        for value in values:
            own = replace(value, key="")
            if own in here:
                continue
            named = replace(own, name=free.take(own.name))
            renamed += named.name != own.name
            here.add(named)
            added.append(named)
        self._store.items.add_all(self._kind, [(own.name, self._body(own)) for own in added])
        return Taken(len(added), len(values) - len(added), renamed)

    def _body(self, value: V) -> dict[str, object]:
        body = self._value_of(value)
        del body["name"]
        return body

    def _free_name(self, name: str, besides: int | None = None) -> str:
        items = self._store.items.all(self._kind)
        return _FreeNames(item.name for item in items if item.id != besides).take(name)


class _FreeNames:
    """Names that are not taken yet; each that is given out is taken from then on."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {name.casefold() for name in taken}
        self._numbers: dict[str, int] = {}  # the last one behind a name

    def take(self, name: str) -> str:
        """`name`, with a number where it is taken."""
        free, folded = name, name.casefold()
        number = self._numbers.get(folded, 1)
        while free.casefold() in self._taken:
            number += 1
            ending = f" ({number})"
            free = name[: LONGEST_NAME - len(ending)] + ending
        self._numbers[folded] = number
        self._taken.add(free.casefold())
        return free


def preset_shelf(store: Store) -> Shelf[Preset]:
    return Shelf[Any](store, "preset", read_preset, preset_value, ready.presets)


def prompt_shelf(store: Store) -> Shelf[Prompt]:
    return Shelf[Any](store, "prompt", read_prompt, prompt_value, ready.prompts)
