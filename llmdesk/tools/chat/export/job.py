"""An export from beginning to end: chat after chat out of the store and into one file.

Owns which file a format makes of one chat and of many: JSON is always one file, the others become an archive
with a file for each chat. Only one chat is in memory at a time. The file appears whole or not at all.
"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, StoreError, UsageError
from llmdesk.files import proposed_name
from llmdesk.outputs import Output
from llmdesk.store import Store, WholeConversation
from llmdesk.tools.chat import chats_json
from llmdesk.tools.chat.export.markdown import as_markdown
from llmdesk.tools.chat.export.page import as_html
from llmdesk.tools.chat.export.turns import UNNAMED, Translate, turns
from llmdesk.tools.chat.export.word import as_docx

Format = Literal["json", "md", "html", "docx"]
FORMATS: tuple[Format, ...] = ("json", "md", "html", "docx")
#: Called with (chats done, chats in all).
Progress = Callable[[int, int], None]
_SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
}


@dataclass(frozen=True)
class Exported:
    """Where the file is, and how many chats it holds."""

    path: Path
    chats: int


def _silent(_done: int, _total: int) -> None:
    pass


def _same(source: str) -> str:
    return source


def format_of(path: Path) -> Format | None:
    """The format that a file's name asks for; None where it says nothing (an archive, for one)."""
    return _SUFFIXES.get(path.suffix.lower())


def suffix_of(kind: Format, chats: int) -> str:
    """The suffix of the file that so many chats become."""
    return f".{kind}" if kind == "json" or chats == 1 else ".zip"


def export_chats(
    store: Store,
    ids: Sequence[int],
    output: Output,
    kind: Format,
    *,
    thoughts: bool,
    translate: Translate = _same,
    cancel: CancelToken | None = None,
    progress: Progress = _silent,
) -> Exported:
    """Write these chats to `output`. Raises `UsageError`, `StoreError`, `Cancelled`; then there is no file.

    `thoughts`: with what models thought before they answered. A chat that is deleted meanwhile is left out.
    """
    if not ids:
        raise UsageError(QT_TRANSLATE_NOOP("core", "There is no chat to export."))
    source = _Source(store, ids, cancel or CancelToken(), progress)
    if kind == "json":
        folders = _folders(store, ids)
        path = output.fill(lambda stream: _write_json(stream, source, thoughts, folders))
        return Exported(path, source.done)
    render = _Renderer(kind, thoughts, translate)
    if len(ids) == 1 and output.path.suffix.lower() != ".zip":
        path = output.fill(lambda stream: [stream.write(render.data(chat)) for chat in source])
    else:
        path = output.fill(lambda stream: _write_archive(stream, source, render))
    return Exported(path, source.done)


class _Source:
    """The chats one after the other."""

    def __init__(self, store: Store, ids: Sequence[int], cancel: CancelToken, progress: Progress) -> None:
        self._store, self._ids, self._cancel, self._progress = store, ids, cancel, progress
        self.done = 0

    def __iter__(self) -> Iterator[WholeConversation]:
        for place, number in enumerate(self._ids):
            self._cancel.raise_if_cancelled()
            self._progress(place, len(self._ids))
            try:
                chat = self._store.whole_conversation(number)
            except StoreError:
                if number in self._store.conversation_ids() or len(self._ids) == 1:
                    raise
                continue  # deleted since the list was made
            self.done += 1
            yield chat
        self._cancel.raise_if_cancelled()
        self._progress(len(self._ids), len(self._ids))


def _folders(store: Store, ids: Sequence[int]) -> list[str]:
    """All folders, where all chats are exported: an empty one stands at no chat."""
    is_all = set(store.conversation_ids()) <= set(ids)
    return [folder.name for folder in store.folders.all()] if is_all else []


def _write_json(stream: IO[bytes], source: _Source, thoughts: bool, folders: Sequence[str]) -> None:
    stream.write(chats_json.head(thoughts, folders))
    elements = (each for chat in source for each in chats_json.chat_elements(chat, thoughts=thoughts))
    for place, element in enumerate(elements):
        if place:
            stream.write(chats_json.BETWEEN)
        stream.write(element)
    stream.write(chats_json.TAIL)


@dataclass(frozen=True)
class _Renderer:
    """Makes one chat a file to read."""

    kind: Format
    thoughts: bool
    translate: Translate

    def data(self, chat: WholeConversation) -> bytes:
        found = turns(chat, self.translate, thoughts=self.thoughts)
        if self.kind == "docx":
            return as_docx(chat.title or self.translate(UNNAMED), found, self.translate)
        if self.kind == "html":
            text = as_html(chat.title or self.translate(UNNAMED), found, self.translate)
        else:
            text = as_markdown(chat.title, found, self.translate)
        return text.encode("utf-8", "replace")

    def name(self, chat: WholeConversation) -> str:
        return proposed_name(chat.title) or self.translate(UNNAMED)


def _write_archive(stream: IO[bytes], source: _Source, render: _Renderer) -> None:
    taken: set[str] = set()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for chat in source:
            name = _unused(render.name(chat), taken)
            about = zipfile.ZipInfo(f"{name}.{render.kind}", _clock(chat.updated))
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(about, render.data(chat))


def _unused(name: str, taken: set[str]) -> str:
    """A name that no file of the archive has, on disks too that take capitals for small letters."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    taken.add(free.casefold())
    return free


def _clock(when: float) -> tuple[int, int, int, int, int, int]:
    try:
        found = time.localtime(when)[:6]
    except (OverflowError, OSError, ValueError):
        return (1980, 1, 1, 0, 0, 0)
    return found if 1980 <= found[0] <= 2107 else (1980, 1, 1, 0, 0, 0)
