"""The tools that one can choose from: the user's own in the store, and the ready-made ones.

Owns their order, their names (no two of the user's own have the same) and how one is found. A tool is kept as
its file, and the files that it had before with it. Must not show anything.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, UsageError, shown
from llmdesk.store import Item, Store
from llmdesk.tools.own.entries import ToolFileError
from llmdesk.tools.own.ready import LANGUAGES, ready_tools
from llmdesk.tools.own.toml import SUFFIX, as_toml, not_a_tool, read_tool, tool_from
from llmdesk.tools.own.types import LONGEST_NAME, OwnTool

KIND = "tool"
_FILE, _BEFORE, _SAVED = "toml", "before", "saved"
_MOST_VERSIONS = 50


@dataclass(frozen=True)
class Shelved:
    """`item`: what is kept of the user's own; None for a ready-made one."""

    tool: OwnTool
    item: Item | None = None


@dataclass(frozen=True)
class Version:
    """What a tool was before; `until`: when another version took its place, in seconds since 1970, 0 where
    nobody knows."""

    tool: OwnTool
    until: float = 0.0


class ToolShelf:
    """Any thread. Raises what the store raises."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def own(self) -> list[Shelved]:
        """The user's own, by name; one that a newer llmdesk wrote is left out, and kept."""
        return sorted(self._read(), key=lambda each: each.tool.name.casefold())

    def _read(self) -> Iterator[Shelved]:
        for item in self._store.items.all(KIND):
            try:
                tool = tool_from(str(item.body.get(_FILE, "")).encode("utf-8", "replace"))
            except ToolFileError:
                continue
            yield Shelved(replace(tool, name=item.name), item)

    def all(self, language: str) -> list[Shelved]:
        """The user's own, then the ready-made ones in `language`."""
        return [*self.own(), *map(Shelved, ready_tools(language))]

    def find(self, name: str, language: str) -> OwnTool:
        """A file, or a tool by its name, the user's own first; a ready-made one by its key or its name in any
        language. Raises `UsageError`."""
        if name.casefold().endswith(SUFFIX):
            return read_tool(Path(name).expanduser())
        wanted = name.strip().casefold()
        every = [each.tool for each in self.all(language)]
        every += [tool for code in LANGUAGES for tool in ready_tools(code)]
        for tool in every:
            if wanted in (tool.name.casefold(), tool.key or None):
                return tool
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is no tool of that name."),
            QT_TRANSLATE_NOOP("core", "“{name}” is none of: {names}."),
            QT_TRANSLATE_NOOP("core", "llmdesk tools list shows them all; a file's name ends with .toml."),
            name=shown(name),
            names=Listing(tuple(dict.fromkeys(each.key or each.name for each in every))[:40]),
        )

    def add(self, tool: OwnTool) -> OwnTool | None:
        """Keep a tool as the user's own, under a name that is free; None where the very same is there. Raises
        `UsageError` for one whose file could not be read again."""
        plain = replace(tool, key="")
        if any(each.tool == plain for each in self.own()):
            return None
        return self.keep(tool).tool

    def keep(self, tool: OwnTool) -> Shelved:
        """As `add`, also where the very same is there."""
        plain = replace(tool, key="")
        named = replace(plain, name=self._free_name(plain.name))
        return Shelved(named, self._store.items.add(KIND, named.name, {_FILE: _file_of(named)}))

    def change(self, item: Item, tool: OwnTool) -> Shelved:
        """Another version of a tool; the ones before are kept. Its name gets a number where another tool
        has it."""
        plain = replace(tool, key="", name=self._free_name(tool.name, besides=item.id))
        # another window may have changed it since it was read: that version is kept, too
        item = next((each for each in self._store.items.all(KIND) if each.id == item.id), item)
        before = item.body.get(_BEFORE)
        last = {_FILE: item.body.get(_FILE, ""), _SAVED: time.time()}
        versions = [*(before if isinstance(before, list) else []), last]
        body = {_FILE: _file_of(plain), _BEFORE: versions[-_MOST_VERSIONS:]}
        return Shelved(plain, self._store.items.change(item.id, plain.name, body))

    def delete(self, item: Item) -> Item:
        """With its versions; gives what `restore` puts back."""
        return self._store.items.delete(item.id)

    def restore(self, item: Item) -> None:
        self._store.items.restore(item)

    def _free_name(self, wanted: str, besides: int | None = None) -> str:
        items = self._store.items.all(KIND)
        taken = {item.name.casefold() for item in items if item.id != besides}
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            ending = f" ({number})"
            name = wanted[: LONGEST_NAME - len(ending)] + ending
        return name


def versions_of(item: Item) -> tuple[Version, ...]:
    """What a tool was before, the newest first; what cannot be read is left out."""
    before = item.body.get(_BEFORE)
    return tuple(filter(None, map(_version, reversed(before if isinstance(before, list) else []))))


def _version(kept: object) -> Version | None:
    """A version with its file and its time, or the file alone, as they were kept first."""
    file, until = kept, 0.0
    if isinstance(kept, dict):
        file, saved = kept.get(_FILE), kept.get(_SAVED)
        until = float(saved) if isinstance(saved, int | float) else 0.0
    try:
        return Version(tool_from(str(file).encode("utf-8", "replace")), until)
    except ToolFileError:
        return None


def _file_of(tool: OwnTool) -> str:
    """What is kept, which is read again: what cannot be would be kept and never seen. Raises `UsageError`."""
    text = as_toml(tool)
    try:
        tool_from(text.encode())
    except ToolFileError as error:
        raise not_a_tool(tool.name, error.reason) from error
    return text
