"""The saved chats of one loaded model: which tokens are on the disk, what is still to be written.

Owns which stretches belong together, and that what is of another model, damaged or of another text goes.
Knows files and tokens; must not know llama.cpp, nor when something is written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from llmdesk.engine.child.prefix import common_length
from llmdesk.engine.child.saved.stretch import (
    MOST_TOKENS,
    Damaged,
    State,
    Stretch,
    file_name,
    hash_of,
    read_state,
    read_stretch,
    write_stretch,
)
from llmdesk.engine.kept_contexts import Keeping, KeptContexts


@dataclass(frozen=True)
class Saved:
    """What is on the disk of a chat, from its beginning on."""

    stretches: tuple[Stretch, ...] = ()

    @property
    def tokens(self) -> list[int]:
        return [token for stretch in self.stretches for token in stretch.tokens]


class Shelf:
    """The saved chats. No method raises for what the disk does: then less is kept, and read again."""

    def __init__(self, identity: bytes, stretch_tokens: int) -> None:
        """`identity`: of all that a state depends on beside its tokens. `stretch_tokens`: of one file."""
        self._identity = identity
        self.stretch_tokens = min(stretch_tokens, MOST_TOKENS)
        self._contexts: KeptContexts | None = None
        self._limit = 0

    def keep(self, keeping: Keeping) -> None:
        self._contexts, self._limit = KeptContexts(keeping.folder), keeping.limit
        self._contexts.shrink(self._limit)

    @property
    def is_open(self) -> bool:
        return self._limit > 0

    def find(self, chat: str) -> Saved:
        """What there is of a chat. What cannot be used any more is removed."""
        folder = self._folder(chat)
        if folder is None or not self.is_open:
            return Saved()
        found: list[Stretch] = []
        tokens: list[int] = []
        while True:
            path = folder / file_name(len(tokens))
            try:
                stretch = read_stretch(path)
            except FileNotFoundError:
                break
            except (Damaged, OSError):
                _unlink(path)
                break
            if stretch.identity != self._identity:
                self.forget(chat)
                return Saved()
            if stretch.before != hash_of(tokens):
                _unlink(path)
                break
            found.append(stretch)
            tokens += stretch.tokens
        self._remove_behind(folder, len(tokens))
        return Saved(tuple(found))

    def read(self, stretch: Stretch) -> State | None:
        """The state of a stretch; None, and the file is gone, where it is not what was written."""
        try:
            return read_state(stretch)
        except (Damaged, OSError):
            _unlink(stretch.path)
            return None

    def next_gap(self, saved: Saved, tokens: Sequence[int]) -> tuple[int, int] | None:
        """The first stretch [start, end) of these tokens that is not saved; None: all are."""
        common = common_length(saved.tokens, tokens)
        if common == len(tokens):
            return None
        start = common // self.stretch_tokens * self.stretch_tokens
        return start, min(start + self.stretch_tokens, len(tokens))

    def may_write(self, chat: str, saved: Saved, start: int, size: int) -> bool:
        """Whether the limit and the disk allow so many bytes from token `start` on."""
        if self._contexts is None or not self.is_open or not self._contexts.prepare(chat):
            return False
        replaced = sum(stretch.size for stretch in saved.stretches if stretch.start >= start)
        return self._contexts.make_room(size, self._limit, chat, replaced)

    def write(self, chat: str, before: Sequence[int], tokens: Sequence[int], state: State) -> Stretch | None:
        """Save a stretch; what was saved behind it is of another text, or shorter. Any thread. None where
        the disk refuses it."""
        folder = self._folder(chat)
        if folder is None:
            return None
        try:
            stretch = write_stretch(folder, self._identity, before, tokens, state)
        except OSError:
            return None
        self._remove_behind(folder, stretch.end)
        self.touch(chat)
        return stretch

    def touch(self, chat: str) -> None:
        if self._contexts is not None:
            self._contexts.touch(chat)

    def forget(self, chat: str) -> None:
        """Remove what is saved of a chat; "": of all."""
        if self._contexts is not None:
            if chat:
                self._contexts.forget(chat)
            else:
                self._contexts.clear()

    def _folder(self, chat: str) -> Path | None:
        return self._contexts.folder_of(chat) if self._contexts is not None else None

    def _remove_behind(self, folder: Path, end: int) -> None:
        with contextlib.suppress(OSError):
            for path in list(folder.glob("*.kv")):
                if path.name >= file_name(end):
                    _unlink(path)


def _unlink(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
