"""The rows of the list of chats, as values: headings, folders, chats, places where searched words are.

Owns what a row is. Must not know Qt, or how a row looks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from llmdesk.store import Conversation, Folder, SearchHit

Spans = tuple[tuple[int, int], ...]
MOST_HITS = 3  # of a chat, until one asks for the others


@dataclass(frozen=True)
class Heading:
    """A line of text between chats."""

    text: str
    is_pinned: bool = False


@dataclass(frozen=True)
class FolderRow:
    """A folder; its chats follow it where it is not collapsed."""

    folder: Folder


@dataclass(frozen=True)
class ChatRow:
    """A chat. `inside`: it is listed in its folder; `highlights`: what was searched, in its title."""

    chat: Conversation
    inside: bool = False
    highlights: Spans = ()


@dataclass(frozen=True)
class HitRow:
    """A place in a message where the searched words are."""

    hit: SearchHit


@dataclass(frozen=True)
class MoreRow:
    """So many further places in this chat."""

    conversation_id: int
    count: int


Row = Heading | FolderRow | ChatRow | HitRow | MoreRow
Key = tuple[str, int]


@dataclass(frozen=True)
class Found:
    """What a search found: places, and the chats that they are in. `more`: there are further places."""

    hits: tuple[SearchHit, ...]
    chats: Mapping[int, Conversation]
    more: bool = False


def key_of(row: Row) -> Key | None:
    """What tells a row from others, when the list is made anew; None for a heading."""
    if isinstance(row, FolderRow):
        return ("folder", row.folder.id)
    if isinstance(row, ChatRow):
        return ("chat", row.chat.id)
    if isinstance(row, HitRow):
        return ("hit", row.hit.message_id or 0)
    return ("more", row.conversation_id) if isinstance(row, MoreRow) else None


def found_rows(found: Found, whole: Collection[int]) -> list[Row]:
    """The chats with their places below, in the order of their first; all places of the chats in `whole`."""
    places: dict[int, list[SearchHit]] = {}
    for hit in found.hits:
        places.setdefault(hit.conversation_id, []).append(hit)
    rows: list[Row] = []
    for number, hits in places.items():
        chat = found.chats.get(number)
        if chat is not None:
            rows += _chat_found(chat, hits, all_of_them=number in whole)
    return rows


def _chat_found(chat: Conversation, hits: Sequence[SearchHit], *, all_of_them: bool) -> list[Row]:
    in_title = next((hit for hit in hits if hit.message_id is None), None)
    whole_title = in_title is not None and in_title.snippet == chat.title
    rows: list[Row] = [
        ChatRow(chat, highlights=in_title.highlights if in_title is not None and whole_title else ())
    ]
    in_messages = [hit for hit in hits if hit.message_id is not None]
    # A row for one further place would take as much room as the place.
    shown = in_messages if all_of_them or len(in_messages) <= MOST_HITS + 1 else in_messages[:MOST_HITS]
    rows += map(HitRow, shown)
    if len(shown) < len(in_messages):
        rows.append(MoreRow(chat.id, len(in_messages) - len(shown)))
    return rows
